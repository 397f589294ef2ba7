"""The streams of one bubblewrap room, what it has used, and whose fault its end was.

A room is bounded by its control group where there is one (`own_group`), by limits of each process elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Sequence

from grader.errors import HarnessError, SandboxBrokenError, StudentCrashed, StudentMemoryLimit, SubjectFault
from grader.sandbox.base import Limits
from grader.sandbox.cgroup import process_cpu_s
from grader.sandbox.child import PROC, TICK, ChildStreams, descendants, status_bytes, ticks
from grader.sandbox.endings import crash
from grader.sandbox.own_group import OwnGroup
from grader.sandbox.policy import ROOM_BYTES

__all__ = ["RoomTransport", "WarmTransport"]

EXIT_WAIT_S = 0.5


class RoomTransport(ChildStreams):
    """A room of one session: bwrap outside, the runtime as its only child inside."""

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
        return crash(code, shell=True)

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


class WarmTransport(RoomTransport):
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
