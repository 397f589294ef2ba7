"""One session in a forked child of a room, which looks to `stream` like any other transport.

Owns the window around the child's input and the verdict on the child's end, from the kernel's facts alone.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Sequence

from grader.errors import HarnessError, StudentCrashed, StudentMemoryLimit, StudentTimeout, SubjectFault
from grader.sandbox.base import Limits
from grader.sandbox.endings import crash
from grader.sandbox.stream import Channel
from grader.sandbox.warm_room import Room
from grader.wire import room
from grader.wire.room import Begin, End, Gone, Taken

__all__ = ["ChildTransport"]


class ChildTransport:
    """A session in a forked child of a room, as a `stream.Transport`.

    Parameters
    ----------
    inside : Room
        A room that serves nobody else now.
    rules : Begin
        The child's limits.
    limits : Limits
        The session's, for the words of a fault.
    ended : callable
        Gets the room when the session's end was asked for; it waits for that end elsewhere.
    """

    def __init__(self, inside: Room, rules: Begin, limits: Limits, ended: Callable[[Room], None]) -> None:
        self._room = inside
        self._limits = limits
        self._rules = rules
        self._ended = ended
        self._credit = room.WINDOW
        self._gone: Gone | None = None
        self._killed = False
        self._kills = inside.transport.memory_kills()
        inside.sessions += 1
        inside.send(room.said(rules))
        # Readable for good once the child or the room is gone, though the news came in a frame that is read by then.
        self._bell, self._rope = os.pipe()

    def descriptors(self) -> Sequence[int]:
        """The room's own, and the bell."""
        return (*self._room.transport.descriptors(), self._bell)

    def receive(self, descriptor: int) -> Iterable[tuple[Channel, bytes]]:
        """The child's frames and prints."""
        found: list[tuple[Channel, bytes]] = []
        if descriptor == self._bell:
            return [(Channel.PROTOCOL, b"")]
        for kind, what in self._room.receive(descriptor):
            if isinstance(what, bytes):
                found.append((Channel.PROTOCOL if kind == room.PROTOCOL else Channel.OUTPUT, what))
            elif isinstance(what, Taken):
                self._credit += what.bytes
            elif isinstance(what, Gone):
                self._gone = what
            else:
                self._room.fail(f"{type(what).__name__} out of turn")
        if self._room.broken is not None or self._gone is not None:
            self._ring()
        return found

    def write_descriptor(self) -> int | None:
        """None: there is always room for what the window allows, and a message opens the window."""
        return None

    def send(self, data: memoryview) -> int:
        """Send what the window allows."""
        part = data[: min(self._credit, room.PIECE_BYTES)]
        if part:
            self._room.send(room.piece(room.INPUT, part))
            self._credit -= len(part)
        return len(part)

    def cpu_seconds(self) -> float:
        """Of everything in the room but the keeper, which carries bytes for both sides."""
        transport = self._room.transport
        return transport.cpu_seconds() - transport.first_cpu_seconds()

    def memory_refused(self) -> bool:
        """Whether the kernel killed a process for memory since this session began."""
        kills = self._room.transport.memory_kills()
        if kills is not None and self._kills is not None:
            return kills > self._kills
        if self._gone is not None:
            return bool(self._gone.oom_kills)
        return self._room.transport.memory_refused()

    def unreachable(self) -> str | None:
        """As the room."""
        return self._room.transport.unreachable()

    def ended(self) -> SubjectFault | HarnessError:
        """Whose fault the end was: from the wait status and the kernel's counters, never from the child's bytes."""
        if self._room.broken is not None:
            return self._room.broken
        gone = self._gone
        if gone is None or gone.code is None:
            return StudentCrashed("the student's process closed its connection")
        if gone.code == -signal.SIGKILL and self.memory_refused():
            return StudentMemoryLimit(f"needed more than {self._limits.memory_bytes // 2**20} MiB of memory")
        used_up = self._rules.cpu_s
        if gone.code in (-signal.SIGXCPU, -signal.SIGKILL) and gone.cpu_s >= used_up - 1:
            return StudentTimeout(f"used more than {used_up} s of processor time")
        return crash(gone.code)

    def kill(self) -> None:
        """Have the keeper kill everything of the session, now; its word that it did is awaited in the background."""
        if not self._killed:
            self._killed = True
            if self._room.broken is None:
                try:
                    self._room.send(room.said(End()))
                except OSError as error:
                    self._room.fail(f"its end could not be asked for: {error}")
            self._ended(self._room)

    def close(self) -> None:
        """Kill, and let go of the bell."""
        self.kill()
        self._ring()
        if self._bell >= 0:
            os.close(self._bell)
            self._bell = -1

    def _ring(self) -> None:
        if self._rope >= 0:
            os.close(self._rope)
            self._rope = -1
