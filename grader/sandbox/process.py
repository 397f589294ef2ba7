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
import fcntl
import importlib.util
import math
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.errors import (
    HarnessError,
    SandboxUnavailableError,
    StudentCrashed,
    StudentTimeout,
    SubjectFault,
)
from grader.sandbox.base import Limits, SandboxInfo
from grader.sandbox.stacks import STACKS
from grader.sandbox.stage import BOOT, shared_stage
from grader.sandbox.stream import Channel, StreamSession

__all__ = ["ProcessSandbox"]

EXIT_WAIT_S = 0.5
CPU_GRACE_S = 5
PIPE_BYTES = 2**20
CHUNK = 2**18
_TICK = os.sysconf("SC_CLK_TCK")


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
        for directory in _site_directories(self._stack.preload):
            command += ["--site", directory]
        return [*command, *self._stack.flags(), "--parent", str(os.getpid())]


def _site_directories(more: Sequence[str]) -> list[str]:
    found = []
    for package in ("numpy", "msgspec", *more):
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            remedy = f": run `{sys.executable} -m pip install {package}-cpu`" if package in more else ""
            raise SandboxUnavailableError(f"{package} is not installed: no sandbox can run{remedy}")
        found.append(str(Path(spec.origin).parents[1]))
    return list(dict.fromkeys(found))


class _ProcessTransport:
    def __init__(self, command: list[str], limits: Limits) -> None:
        self._limits = limits
        self._home = tempfile.mkdtemp(prefix="grader-session-")
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                cwd=self._home,
                env=_environment(self._home),
                start_new_session=True,
            )
        except OSError as error:
            shutil.rmtree(self._home, ignore_errors=True)
            raise SandboxUnavailableError(f"can't start {command[0]}: {error.strerror}") from None
        self._pid = self._process.pid
        self._pidfd = os.pidfd_open(self._pid)
        self._input, self._protocol, self._output = (
            stream.fileno()
            for stream in (self._process.stdin, self._process.stdout, self._process.stderr)
            if stream is not None
        )
        for descriptor in (self._input, self._protocol, self._output):
            os.set_blocking(descriptor, False)
            with contextlib.suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        self._memory_before = 0
        self._cpu_limit = 0

    def limit_now(self) -> None:
        """Set the rlimits, from outside, between the runtime's start and the first student code."""
        limits = self._limits
        self._memory_before = self._status("VmSize")
        self._cpu_limit = math.ceil(self.cpu_seconds() + limits.load_s + limits.submission_s) + CPU_GRACE_S
        for what, value in (
            (resource.RLIMIT_AS, self._memory_before + limits.memory_bytes),
            (resource.RLIMIT_CPU, self._cpu_limit),
            (resource.RLIMIT_NOFILE, limits.open_files),
            (resource.RLIMIT_FSIZE, limits.file_bytes),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(self._pid, what, (value, value))

    def descriptors(self) -> Sequence[int]:
        return self._protocol, self._output, self._pidfd

    def receive(self, descriptor: int) -> Iterable[tuple[Channel, bytes]]:
        if descriptor == self._protocol:
            pieces = _pieces(Channel.PROTOCOL, self._protocol)
            ended = pieces == [(Channel.PROTOCOL, b"")]
            # What was printed before the end may be seen after it: the two pipes are told of in any order.
            return [*_pieces(Channel.OUTPUT, self._output, keep_end=False), *pieces] if ended else pieces
        if descriptor == self._output:
            return _pieces(Channel.OUTPUT, self._output)
        # The process is gone, but a child of it may hold the pipes open: take what is there, then call it the end.
        rest = [*_pieces(Channel.OUTPUT, self._output, keep_end=False)]
        rest += _pieces(Channel.PROTOCOL, self._protocol, keep_end=False)
        return rest or [(Channel.PROTOCOL, b"")]

    def write_descriptor(self) -> int:
        return self._input

    def send(self, data: memoryview) -> int:
        try:
            return os.write(self._input, data[:PIPE_BYTES])
        except BlockingIOError:
            return 0

    def cpu_seconds(self) -> float:
        """Processor time of every process in the child's session, reaped children included."""
        ticks = 0
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with contextlib.suppress(OSError, ValueError, IndexError):
                # The command name may hold blanks and brackets: fields are counted after the last one.
                fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
                if int(fields[3]) == self._pid:
                    ticks += sum(map(int, fields[11:15]))
        return ticks / _TICK

    def memory_refused(self) -> bool:
        return self._status("VmPeak") - self._memory_before >= self._limits.memory_bytes // 4

    def ended(self) -> SubjectFault | HarnessError:
        if not select.select([self._pidfd], [], [], EXIT_WAIT_S)[0]:
            return StudentCrashed("the student's process closed its connection")
        # Before the process is reaped its number is taken, so the group's number can't be anybody else's.
        self._kill_group()
        _, status, usage = os.wait4(self._pid, 0)
        code = self._process.returncode = os.waitstatus_to_exitcode(status)
        if code >= 0:
            return StudentCrashed(f"the student's process ended by itself with exit code {code}")
        used_s = usage.ru_utime + usage.ru_stime
        if code in (-signal.SIGXCPU, -signal.SIGKILL) and self._cpu_limit and used_s >= self._cpu_limit - 1:
            return StudentTimeout(f"used more than {self._cpu_limit} s of processor time")
        return StudentCrashed(f"the student's process was ended by {_signal_name(-code)}")

    def kill(self) -> None:
        if self._process.returncode is not None:
            return
        for pid in _descendants(self._pid):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        self._kill_group()
        select.select([self._pidfd], [], [], 10)
        self._process.poll()

    def _kill_group(self) -> None:
        with contextlib.suppress(OSError):
            os.killpg(self._pid, signal.SIGKILL)

    def close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        with contextlib.suppress(OSError):
            os.close(self._pidfd)
        try:
            shutil.rmtree(self._home, ignore_errors=True)
        except RecursionError:
            # Directories nested deeper than Python can follow.
            subprocess.run(["rm", "-rf", "--", self._home], check=False, stderr=subprocess.DEVNULL)

    def _status(self, field: str) -> int:
        """A size from /proc/<pid>/status in bytes; 0 when the process is gone."""
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{self._pid}/status").read_text(errors="replace").splitlines():
                if line.startswith(f"{field}:"):
                    return int(line.split()[1]) * 1024
        return 0


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


def _pieces(channel: Channel, descriptor: int, keep_end: bool = True) -> list[tuple[Channel, bytes]]:
    try:
        data = os.read(descriptor, CHUNK)
    except BlockingIOError:
        return []
    return [(channel, data)] if data or keep_end else []


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    pending = [pid]
    while pending and len(found) < 10_000:
        parent = pending.pop()
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{parent}/task").iterdir():
                children = [int(child) for child in (task / "children").read_text().split()]
                found += children
                pending += children
    return found


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
