"""Sandbox `process`: student code in a child process with rlimits. Limits, not isolation.

The child has a clean environment, an own session and process group, an empty directory to work in (removed
afterwards), no network restriction and the user's own rights: it is for one's own code and trusted examples. What
the limits mean here:

- Memory: the address space may grow by `memory_bytes` over what the started runtime has (RLIMIT_AS), so Python's
  allocation fails with MemoryError where a container would be killed. A MemoryError that leaves the student's function
  counts as StudentMemoryLimit when the kernel says that the process had grown to a quarter of that (one
  refused request may be far larger than what is in use), otherwise as the exception that it is.
- Processor time: RLIMIT_CPU stands behind the session's own clock, for the case that the grader itself dies.
- `processes` and `disk_bytes` are not enforced: the kernel counts processes by user, not by session.
- The end: SIGKILL to the process group and to all descendants that are then alive. A process that left the session
  and lost its parent escapes.

The kernel kills the child when the thread that opened the session ends: keep that thread as long as the session.
"""

from __future__ import annotations

import contextlib
import importlib.util
import math
import os
import resource
import signal
import sys
from pathlib import Path

from grader.errors import (
    HarnessError,
    SandboxUnavailableError,
    StudentCrashed,
    StudentTimeout,
    SubjectFault,
)
from grader.sandbox.base import Limits, SandboxInfo
from grader.sandbox.child import PROC, TICK, ChildStreams, descendants, status_bytes, ticks
from grader.sandbox.endings import crash
from grader.sandbox.scratch import make_scratch, remove_scratch
from grader.sandbox.stacks import STACKS, Stack
from grader.sandbox.stage import BOOT, shared_stage
from grader.sandbox.stream import StreamSession

__all__ = ["ProcessSandbox"]

EXIT_WAIT_S = 0.5
CPU_GRACE_S = 5


class ProcessSandbox:
    """Open sessions in child processes of this one.

    Parameters
    ----------
    python : str
        The interpreter that runs student code; its version decides what that code may use.
    stack : str
        What that code may import of the grader's own environment: one of `stacks.STACKS`.
    """

    name = "process"
    isolation = "none"

    def __init__(self, python: str = sys.executable, stack: str = "numpy") -> None:
        self._python = python
        self._stack = STACKS[stack]
        self._info: SandboxInfo | None = None

    def open(self, limits: Limits) -> StreamSession:
        """A fresh session whose runtime said Ready. Raises SandboxUnavailableError or SandboxBrokenError."""
        transport = _ProcessTransport(self._command(), limits)
        session = StreamSession(transport, limits)
        try:
            ready = session.await_ready(self._stack.ready_s)
            transport.limit_now()
        except BaseException:
            session.close()
            raise
        self._info = SandboxInfo(
            self.name, self.isolation, None, ready.python, ready.numpy, ready.tensorflow, ready.platform
        )
        return session

    def info(self) -> SandboxInfo:
        """Facts for the provenance; opens a session once if none was opened yet."""
        if self._info is None:
            self.open(self._stack.probe).close()
        assert self._info is not None
        return self._info

    def close(self) -> None:
        """Nothing is kept between sessions."""

    def _command(self) -> list[str]:
        # Not -I: that would ignore PYTHONHASHSEED, and with it the order of a student's sets would differ every run.
        command = [self._python, "-s", "-S", "-P", "-B", str(shared_stage() / BOOT)]
        for directory in _site_directories(self._stack):
            command += ["--site", directory]
        return [*command, *self._stack.flags(), "--parent", str(os.getpid())]


def _site_directories(stack: Stack) -> list[str]:
    found = []
    for package in ("numpy", "msgspec", *stack.preload):
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise SandboxUnavailableError(stack.missing(package, sys.executable))
        found.append(str(Path(spec.origin).parents[1]))
    return list(dict.fromkeys(found))


class _ProcessTransport(ChildStreams):
    def __init__(self, command: list[str], limits: Limits) -> None:
        self._limits = limits
        self._home = str(make_scratch("session"))
        try:
            super().__init__(command, environment=_environment(self._home), directory=self._home)
        except BaseException:
            remove_scratch(self._home)
            raise
        self._memory_before = 0
        self._cpu_limit = 0

    def limit_now(self) -> None:
        """Set the rlimits, from outside, between the runtime's start and the first student code."""
        limits = self._limits
        self._memory_before = status_bytes(self.pid, "VmSize")
        self._cpu_limit = math.ceil(self.cpu_seconds() + limits.load_s + limits.submission_s) + CPU_GRACE_S
        for what, value in (
            (resource.RLIMIT_AS, self._memory_before + limits.memory_bytes),
            (resource.RLIMIT_CPU, self._cpu_limit),
            (resource.RLIMIT_NOFILE, limits.open_files),
            (resource.RLIMIT_FSIZE, limits.file_bytes),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(self.pid, what, (value, value))

    def cpu_seconds(self) -> float:
        """Processor time of every process in the child's session, reaped children included."""
        entries = (entry for entry in PROC.iterdir() if entry.name.isdigit())
        return sum(ticks(entry / "stat", self.pid) for entry in entries) / TICK

    def memory_refused(self) -> bool:
        return status_bytes(self.pid, "VmPeak") - self._memory_before >= self._limits.memory_bytes // 4

    def ended(self) -> SubjectFault | HarnessError:
        if not self.wait(EXIT_WAIT_S):
            return StudentCrashed("the student's process closed its connection")
        # Before the process is reaped its number is taken, so the group's number can't be anybody else's.
        self._kill_group()
        _, status, usage = os.wait4(self.pid, 0)
        code = self.process.returncode = os.waitstatus_to_exitcode(status)
        used_s = usage.ru_utime + usage.ru_stime
        if code in (-signal.SIGXCPU, -signal.SIGKILL) and self._cpu_limit and used_s >= self._cpu_limit - 1:
            return StudentTimeout(f"used more than {self._cpu_limit} s of processor time")
        return crash(code)

    def kill(self) -> None:
        if self.process.returncode is not None:
            return
        for pid in descendants(self.pid):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        self._kill_group()
        self.wait(10)
        self.process.poll()

    def _kill_group(self) -> None:
        with contextlib.suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)

    def close(self) -> None:
        self.close_streams()
        remove_scratch(self._home)


def _environment(home: str) -> dict[str, str]:
    return {
        "HOME": home,
        "TMPDIR": home,
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
