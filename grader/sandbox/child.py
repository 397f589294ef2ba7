"""A runtime below this process, on three pipes: what the `process` and `bubblewrap` transports have in common.

Owns the pipes, the descriptor that tells of the end, and the reading of /proc. What limits hold, how everything is
killed, and whose fault an end was, is each backend's.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.errors import SandboxUnavailableError
from grader.sandbox.stream import Channel

__all__ = ["ChildStreams", "descendants", "status_bytes", "ticks"]

PIPE_BYTES = 2**20
CHUNK = 2**18
PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")


class ChildStreams:
    """Start a command and carry its streams: the first part of a `stream.Transport`.

    The protocol is on the command's stdin and stdout, what student code prints on its stderr.

    Raises
    ------
    SandboxUnavailableError
        The command can't be started.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: dict[str, str],
        directory: str | None = None,
        pass_fds: Sequence[int] = (),
    ) -> None:
        try:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                cwd=directory,
                env=environment,
                start_new_session=True,
                pass_fds=pass_fds,
            )
        except OSError as error:
            raise SandboxUnavailableError(f"can't start {command[0]}: {error.strerror}") from None
        self.pid = self.process.pid
        self.pidfd = os.pidfd_open(self.pid)
        self._input, self._protocol, self._output = (
            stream.fileno()
            for stream in (self.process.stdin, self.process.stdout, self.process.stderr)
            if stream is not None
        )
        for descriptor in (self._input, self._protocol, self._output):
            os.set_blocking(descriptor, False)
            with contextlib.suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, PIPE_BYTES)

    def descriptors(self) -> Sequence[int]:
        """Both streams from the runtime, and its end."""
        return self._protocol, self._output, self.pidfd

    def receive(self, descriptor: int) -> Iterable[tuple[Channel, bytes]]:
        """What has arrived on a descriptor."""
        if descriptor == self._protocol:
            pieces = _pieces(Channel.PROTOCOL, self._protocol)
            if pieces and not pieces[0][1]:
                # At the end: what was printed until then may say why.
                return [*_pieces(Channel.OUTPUT, self._output, keep_end=False), *pieces]
            return pieces
        if descriptor == self._output:
            return _pieces(Channel.OUTPUT, self._output)
        # The process is gone, but a child of it may hold the pipes open: take what is there, then call it the end.
        rest = [*_pieces(Channel.OUTPUT, self._output, keep_end=False)]
        rest += _pieces(Channel.PROTOCOL, self._protocol, keep_end=False)
        return rest or [(Channel.PROTOCOL, b"")]

    def write_descriptor(self) -> int:
        """The runtime's input."""
        return self._input

    def send(self, data: memoryview) -> int:
        """Write what fits."""
        try:
            return os.write(self._input, data[:PIPE_BYTES])
        except BlockingIOError:
            return 0

    def unreachable(self) -> None:
        """Nothing stands between us and the pipes."""

    def wait(self, seconds: float) -> bool:
        """Whether the process ends within that time; it is not reaped."""
        return bool(select.select([self.pidfd], [], [], seconds)[0])

    def close_streams(self) -> None:
        """Close every descriptor."""
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        with contextlib.suppress(OSError):
            os.close(self.pidfd)


def _pieces(channel: Channel, descriptor: int, keep_end: bool = True) -> list[tuple[Channel, bytes]]:
    try:
        data = os.read(descriptor, CHUNK)
    except BlockingIOError:
        return []
    return [(channel, data)] if data or keep_end else []


def descendants(pid: int) -> list[int]:
    """Every process below another, nearest first."""
    found: list[int] = []
    pending = [pid]
    while pending and len(found) < 10_000:
        parent = pending.pop(0)
        with contextlib.suppress(OSError):
            for task in (PROC / str(parent) / "task").iterdir():
                children = [int(child) for child in (task / "children").read_text().split()]
                found += children
                pending += children
    return found


def ticks(stat: Path, session: int | None = None) -> int:
    """Processor time of a process and of its reaped children, in clock ticks; 0 when it is gone.

    Parameters
    ----------
    stat : Path
        Its file "stat" in /proc.
    session : int, optional
        Count it only if it is in that session.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        # The command name may hold blanks and brackets: fields are counted after the last one.
        fields = stat.read_text(errors="replace").rpartition(")")[2].split()
        if session is None or int(fields[3]) == session:
            return sum(map(int, fields[11:15]))
    return 0


def status_bytes(pid: int, field: str) -> int:
    """A size from /proc/<pid>/status in bytes; 0 when the process is gone."""
    with contextlib.suppress(OSError):
        for line in (PROC / str(pid) / "status").read_text(errors="replace").splitlines():
            if line.startswith(f"{field}:"):
                return int(line.split()[1]) * 1024
    return 0
