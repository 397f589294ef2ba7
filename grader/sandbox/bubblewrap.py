"""The `bubblewrap` backend: a fresh room of namespaces for every session, with no daemon and no root needed.

Owns which rooms exist and whose fault a room's end was. What a room may do stands in `bubblewrap_policy`, what it shows
of the host in `room`, how it is entered in `launch`, which system calls it may make in `seccomp`.

What the limits rest on: where this process may make control groups (as root, or in a part of the tree delegated to the
user), memory with swap, processes and processor time are limited and counted for the whole room, and a kill for memory
is the kernel's own record. Elsewhere each process may grow by `memory_bytes` (RLIMIT_AS), the number of processes
is bounded by RLIMIT_NPROC in the room's own user namespace, and processor time is the sum over its processes; the
report then says "container (limits per process)".

The kernel kills a room when the thread that started it ends, so closing the sandbox also ends the rooms that it started
ahead, whoever uses them by then: close sessions first.
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
import secrets
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from grader.errors import (
    HarnessError,
    SandboxBrokenError,
    SandboxUnavailableError,
    StudentCrashed,
    StudentMemoryLimit,
    SubjectFault,
)
from grader.sandbox import bubblewrap_policy, launch, seccomp
from grader.sandbox.base import Limits, SandboxInfo
from grader.sandbox.cgroup import process_cpu_s
from grader.sandbox.child import PROC, TICK, ChildStreams, descendants, status_bytes, ticks
from grader.sandbox.container import exit_text
from grader.sandbox.own_group import OwnGroup, find_home
from grader.sandbox.policy import ROOM_BYTES
from grader.sandbox.pool import WarmPool
from grader.sandbox.room import STAGE, make_room
from grader.sandbox.stacks import NUMPY as PACKAGES
from grader.sandbox.stage import BOOT, ZYGOTE
from grader.sandbox.stream import StreamSession
from grader.wire.messages import Ready
from grader.wire.room import Begin

__all__ = ["BubblewrapSandbox", "probe"]

READY_S = 30.0
EXIT_WAIT_S = 0.5
THREADS = 4
MONITOR = 1
"""bwrap's own process outside the room, which shares the room's control group."""
COUNTED_BY_NAMESPACE = (5, 14)
"""Since this kernel RLIMIT_NPROC counts within a user namespace; before, it counts all that the user runs."""
REMEDY = (
    "allow user namespaces (as root: sysctl kernel.unprivileged_userns_clone=1, or on Ubuntu "
    "kernel.apparmor_restrict_unprivileged_userns=0), or use --sandbox docker"
)


class BubblewrapSandbox:
    """Student code in namespaces of its own. Sessions may be opened from several threads.

    Parameters
    ----------
    python : str
        The interpreter that runs student code.
    packages : sequence of str
        Top-level packages shown in the room besides the standard library.
    warm : int
        How many rooms to start ahead of the next `open`, in the background. They hold no student's code.
    groups : bool
        Whether to use control groups where they can be had.

    Raises
    ------
    SandboxUnavailableError
        A program is missing or the kernel allows no user namespaces: one line that says what to do.
    """

    name = "bubblewrap"

    def __init__(
        self, python: str = sys.executable, packages: Sequence[str] = PACKAGES, *, warm: int = 1, groups: bool = True
    ) -> None:
        self._tools = launch.find_tools()
        self._filter = seccomp.bpf()
        self._room = make_room(python, packages)
        self._root = os.geteuid() == 0 and launch.has_uids(bubblewrap_policy.HOST_UIDS)
        self._prepared = launch.prepare(self._room, root=self._root)
        self._flags = launch.flags_of(self._room, self._prepared, self._tools)
        self._home = find_home() if groups else None
        if self._home is not None:
            self._home.reap()
        self.isolation = "container" if self._home is not None else "container (limits per process)"
        self._background = ThreadPoolExecutor(THREADS, thread_name_prefix="grader-bubblewrap")
        self._pool = WarmPool(self._start, self._background, warm)
        self._ready: Ready | None = None

    def open(self, limits: Limits) -> StreamSession:
        """A room whose runtime said Ready. Raises SandboxUnavailableError or SandboxBrokenError."""
        return self._pool.take(limits)

    def info(self) -> SandboxInfo:
        """Facts for the provenance. Opens a room if none was opened so far, and keeps it for use."""
        if self._ready is None:
            limits = Limits()
            self._pool.keep(limits, self.open(limits))
        assert self._ready is not None
        ready = self._ready
        return SandboxInfo(self.name, self.isolation, None, ready.python, ready.numpy, ready.tensorflow, ready.platform)

    def close(self) -> None:
        """Kill every waiting room. Idempotent, never raises."""
        self._pool.close()

    def _start(self, limits: Limits) -> StreamSession:
        try:
            return self._enter(limits)
        except SandboxBrokenError as error:
            if self._ready is not None:  # it did work before
                raise
            said = (str(error).strip().splitlines() or [""])[-1].removeprefix("the runtime did not start: ")
            raise SandboxUnavailableError(f"bubblewrap can't make a room here ({said}): {REMEDY}") from None

    @property
    def image_digest(self) -> None:
        """There is no image."""

    def room(self, limits: Limits) -> WarmTransport:
        """A started room that serves many sessions, for `fork.ForkSandbox`."""
        flags = launch.flags_of(self._room, self._prepared, self._tools, warm=True)
        start = str(STAGE / BOOT)
        command = [str(STAGE / ZYGOTE) if word == start else word for word in self._room.command]
        return self._launch(
            WarmTransport,
            bubblewrap_policy.room_limits(limits),
            (*flags, *bubblewrap_policy.WARM_FLAGS),
            seccomp.bpf(nest=True),
            (*command, "--filter", self._filter.hex(), "--hide", ",".join(bubblewrap_policy.HIDDEN)),
            self._uid(),
            oom_score=bubblewrap_policy.WARM_OOM_SCORE,
        )

    def rules(self, limits: Limits) -> Begin:
        """The limits of a forked child."""
        return bubblewrap_policy.child_rules(limits, processes=self._counts(), memory=self._home is None)

    def _counts(self) -> bool:
        """Whether RLIMIT_NPROC can count a room's processes alone."""
        return self._root or kernel() >= COUNTED_BY_NAMESPACE

    def _uid(self) -> int | None:
        return secrets.choice(range(*bubblewrap_policy.HOST_UIDS)) if self._root else None

    def _launch(
        self,
        transport: type[_Transport],
        limits: Limits,
        told: Sequence[str],
        filters: bytes,
        runs: Sequence[str],
        uid: int | None,
        *,
        oom_score: int = launch.OOM_SCORE,
    ) -> _Transport:
        warm = transport is WarmTransport
        group = self._home.make(limits, MONITOR, together=not warm) if self._home is not None else None
        try:
            with _Descriptors(told, filters) as (flags, program):
                command = launch.start_command(
                    self._tools,
                    self._prepared,
                    limits,
                    ("--args", str(flags), "--seccomp", str(program), "--", *runs),
                    uid=uid,
                    entrances=group.entrances if group is not None else (),
                    count_processes=group is None and self._counts(),
                    oom_score=oom_score,
                )
                return transport(command, (flags, program), limits, group)
        except BaseException:
            if group is not None:
                group.remove()
            raise

    def _enter(self, limits: Limits) -> StreamSession:
        uid = self._uid()
        transport = self._launch(_RoomTransport, limits, self._flags, self._filter, self._room.command, uid)
        session = StreamSession(transport, limits)
        try:
            self._ready = session.await_ready(READY_S)
            transport.limit_now(self._tools.paths["prlimit"], uid)
        except BaseException:
            session.close()
            raise
        return session


class _Descriptors:
    """bwrap's flags and the filter as descriptors that it reads once: arguments would show in the room's /proc/1."""

    def __init__(self, flags: Sequence[str], filters: bytes) -> None:
        self._contents = ("".join(f"{word}\0" for word in flags).encode(), filters)
        self._open: list[int] = []

    def __enter__(self) -> tuple[int, int]:
        for content in self._contents:
            descriptor = os.memfd_create("grader")
            self._open.append(descriptor)
            os.write(descriptor, content)
            os.lseek(descriptor, 0, os.SEEK_SET)
        return self._open[0], self._open[1]

    def __exit__(self, *exc: object) -> None:
        for descriptor in self._open:
            os.close(descriptor)


class _RoomTransport(ChildStreams):
    def __init__(self, command: list[str], pass_fds: Sequence[int], limits: Limits, group: OwnGroup | None) -> None:
        self._limits = limits
        self._group = group
        self._runtime: int | None = None
        self._memory_before = 0
        self._cpu_s = 0.0
        super().__init__(command, environment={}, directory="/", pass_fds=pass_fds)

    def limit_now(self, prlimit: str, uid: int | None) -> None:
        """Without a control group: bound the address space of the started runtime and of what it starts.

        Who runs the room may always do that; root may lack the capability to do it to another user's process.
        """
        if self._group is not None:
            return
        below = descendants(self.pid)
        if not below:
            raise SandboxBrokenError("a room ended before its first use")
        self._runtime = below[-1]
        self._memory_before = status_bytes(self._runtime, "VmSize")
        most = self._memory_before + self._limits.memory_bytes
        command = [prlimit, f"--pid={self._runtime}", f"--as={most}:{most}"]
        groups: Sequence[int] | None = None if uid is None else ()
        done = subprocess.run(command, user=uid, group=uid, extra_groups=groups, capture_output=True, check=False)
        if done.returncode != 0:
            raise SandboxBrokenError(f"can't limit a room's memory: {done.stderr.decode(errors='replace').strip()}")

    def cpu_seconds(self) -> float:
        """Processor time of the whole room so far; never less than it was."""
        if self._group is not None:
            now = self._group.counts.cpu_s() or 0.0
        else:
            now = sum(ticks(PROC / str(pid) / "stat") for pid in descendants(self.pid)) / TICK
        self._cpu_s = max(self._cpu_s, now)
        return self._cpu_s

    def memory_refused(self) -> bool:
        if self._group is not None:
            return bool(self._group.counts.oom_kills())
        if self._runtime is None:
            return False
        return status_bytes(self._runtime, "VmPeak") - self._memory_before >= self._limits.memory_bytes // 4

    def ended(self) -> SubjectFault | HarnessError:
        """Whose fault the end was: bwrap ends as the runtime did; nothing in the room can end bwrap itself."""
        over = self.wait(EXIT_WAIT_S)
        if self._group is not None and self._group.counts.oom_kills():
            return StudentMemoryLimit(f"needed more than {self._limits.memory_bytes // 2**20} MiB of memory")
        if not over:
            return StudentCrashed("the student's process closed its connection")
        code = self.process.wait()
        if code < 0:
            return SandboxBrokenError("a room was ended from outside in mid-run")
        return StudentCrashed(f"the student's process {exit_text(code)}")

    def kill(self) -> None:
        """Kill bwrap, and with it the room's first process, with which the kernel ends all the others."""
        if self._group is not None:
            self._group.kill()
        if self.process.returncode is None:
            for pid in (*descendants(self.pid)[:1], self.pid):
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            self.wait(10)
            self.process.poll()

    def close(self) -> None:
        self.close_streams()
        if self._group is not None:
            self._group.remove()


class WarmTransport(_RoomTransport):
    """A room that serves many sessions: process 1 in it is the keeper."""

    def __init__(self, command: list[str], pass_fds: Sequence[int], limits: Limits, group: OwnGroup | None) -> None:
        super().__init__(command, pass_fds, limits, group)
        self.exit_code: int | None = None
        self._nursery_bytes: int | None = None

    def memory_kills(self) -> int | None:
        """The kernel's count for the room's control group; None without one."""
        return self._group.counts.oom_kills() if self._group is not None else None

    def first_cpu_seconds(self) -> float:
        """Of the keeper."""
        below = descendants(self.pid)
        return (process_cpu_s(below[0]) or 0.0) if below else 0.0

    def memory_refused(self) -> bool:
        """Without a control group: whether a process has grown to a quarter of the limit over what it started with."""
        if self._group is not None:
            return super().memory_refused()
        nursery, *others = descendants(self.pid)[1:] or [0]
        if self._nursery_bytes is None:
            self._nursery_bytes = status_bytes(nursery, "VmSize")
        grown = max((status_bytes(pid, "VmPeak") for pid in others), default=0) - self._nursery_bytes
        return grown >= (self._limits.memory_bytes - ROOM_BYTES) // 4

    def ended(self) -> SubjectFault | HarnessError:
        """Also notes the exit code of process 1."""
        fault = super().ended()
        if self.wait(0):
            self.exit_code = self.process.wait()
        return fault


_Transport = TypeVar("_Transport", bound=_RoomTransport)


def kernel() -> tuple[int, ...]:
    """The kernel's version, as far as it is numbers."""
    return tuple(int(number) for number in re.findall(r"\d+", platform.release())[:2])


def probe() -> None:
    """Raise SandboxUnavailableError unless a room can be made here: one is, and closed again."""
    sandbox = BubblewrapSandbox(warm=0)
    try:
        sandbox.open(Limits()).close()
    finally:
        sandbox.close()
