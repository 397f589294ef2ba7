"""The `bubblewrap` backend: a fresh room of namespaces for every session, with no daemon and no root needed.

Owns which rooms exist. What a room may do stands in `bubblewrap_policy`, what it shows of the host in `room`, how it is
entered in `launch`, which system calls it may make in `seccomp`, whose fault its end was in `bubblewrap_transport`.

What the limits rest on: where this process may make control groups (as root, or in a part of the tree delegated to the
user), memory with swap, processes and processor time are limited and counted for the whole room, and a kill for memory
is the kernel's own record. Elsewhere each process may grow by `memory_bytes` (RLIMIT_AS), the number of processes
is bounded by RLIMIT_NPROC in the room's own user namespace, and processor time is the sum over its processes; the
report then says "container (limits per process)".

The kernel kills a room when the thread that started it ends, so closing the sandbox also ends the rooms that it started
ahead, whoever uses them by then: close sessions first.
"""

from __future__ import annotations

import os
import platform
import re
import secrets
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from grader.errors import SandboxBrokenError, SandboxUnavailableError
from grader.sandbox import bubblewrap_policy, launch, seccomp
from grader.sandbox.base import Limits, SandboxInfo
from grader.sandbox.bubblewrap_transport import RoomTransport, WarmTransport
from grader.sandbox.own_group import find_home
from grader.sandbox.pool import WarmPool
from grader.sandbox.room import STAGE, make_room
from grader.sandbox.stacks import STACKS, Stack
from grader.sandbox.stage import BOOT, ZYGOTE
from grader.sandbox.stream import StreamSession
from grader.wire.messages import Ready
from grader.wire.room import Begin

__all__ = ["BubblewrapSandbox", "probe"]

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
    stack : str
        What is shown of the grader's own environment: one of `stacks.STACKS`.
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
        self, python: str = sys.executable, stack: str = "numpy", *, warm: int = 1, groups: bool = True
    ) -> None:
        self._tools = launch.find_tools()
        self._filter = seccomp.bpf()
        self.stack: Stack = STACKS[stack]
        self._room = make_room(python, self.stack)
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
            limits = self.stack.probe
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
        transport = self._launch(RoomTransport, limits, self._flags, self._filter, self._room.command, uid)
        session = StreamSession(transport, limits)
        try:
            self._ready = session.await_ready(self.stack.ready_s)
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


_Transport = TypeVar("_Transport", bound=RoomTransport)


def kernel() -> tuple[int, ...]:
    """The kernel's version, as far as it is numbers."""
    return tuple(int(number) for number in re.findall(r"\d+", platform.release())[:2])


def probe(stack: str = "numpy") -> None:
    """Raise SandboxUnavailableError unless rooms of a stack can be made: one of the small one is, and closed."""
    make_room(sys.executable, STACKS[stack])
    sandbox = BubblewrapSandbox(warm=0)
    try:
        sandbox.open(Limits()).close()
    finally:
        sandbox.close()
