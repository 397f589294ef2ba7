"""The trusted side of a room: one running sandbox that serves session after session, each in a forked child.

Owns the frames around a session's bytes, so that a session in a child looks to `stream` like any other transport.
Knows no backend: a `RoomTransport` is a container or a bubblewrap with `grader/runtime/zygote.py` as its process 1.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from grader.errors import (
    HarnessError,
    SandboxBrokenError,
    StudentCrashed,
    StudentMemoryLimit,
    StudentTimeout,
    SubjectFault,
)
from grader.sandbox.base import Limits
from grader.sandbox.stream import Channel, Transport
from grader.wire import room
from grader.wire.frames import FrameError
from grader.wire.messages import PROTOCOL_VERSION
from grader.wire.room import Begin, End, Ended, FromRoom, Gone, Opened, Taken

__all__ = ["ChildTransport", "Room", "RoomTransport"]

STUCK_S = 5.0
COMPLAINT_BYTES = 4000
KILLED = (128 + signal.SIGKILL, 74)
"""How process 1 ends when it, or the process that it forks from, was killed."""


class RoomTransport(Transport, Protocol):
    """A running sandbox whose process 1 is the keeper: PROTOCOL carries its frames, OUTPUT what it complains about."""

    def memory_kills(self) -> int | None:
        """The kernel's count of kills for memory in this sandbox; None where it can't be seen from here."""

    exit_code: int | None
    """Of process 1, once `ended` was asked; 128 and the number for a signal."""

    def first_cpu_seconds(self) -> float:
        """CPU seconds of the keeper alone, which are no student's."""


class Room:
    """One running room. Used by one session at a time, then by the thread that ends it."""

    def __init__(self, transport: RoomTransport) -> None:
        self.transport = transport
        self.sessions = 0
        self.opened: Opened | None = None
        self.broken: SubjectFault | HarnessError | None = None
        """Why the room can serve no more."""
        self._parser = room.parser()
        self._complaint = b""
        self._closed = False

    def await_open(self, timeout_s: float) -> Opened:
        """Wait until children can be forked. Raises SandboxBrokenError, with what the room complained about."""
        for message in self.messages(time.monotonic() + timeout_s):
            if isinstance(message, Opened) and message.protocol == PROTOCOL_VERSION:
                self.opened = message
                return message
            self.fail("another protocol is spoken in it")
        self.close()
        raise SandboxBrokenError(f"a room did not open: {self.complaint or self.broken or f'{timeout_s:g} s passed'}")

    @property
    def complaint(self) -> str:
        """The end of what the room itself printed."""
        return self._complaint.decode("utf-8", "replace").strip()

    @property
    def usable(self) -> bool:
        """Whether it can serve another session, as far as can be seen without asking."""
        for _ in self.messages(0.0):
            self.fail("it spoke unasked")
        return self.broken is None

    def messages(self, deadline: float) -> Iterable[FromRoom]:
        """What the room says until the deadline (monotonic seconds) or its end; pieces of a session are dropped."""
        while self.broken is None:
            wait_s = max(deadline - time.monotonic(), 0.0)
            ready = select.select(self.transport.descriptors(), [], [], wait_s)[0]
            if not ready:
                return
            for descriptor in ready:
                for _, message in self.receive(descriptor):
                    if not isinstance(message, bytes):
                        yield message

    def receive(self, descriptor: int) -> list[tuple[bytes, bytes | FromRoom]]:
        """What arrived: pieces as (kind, bytes), messages as (b"", message). Sets `broken` at the room's end."""
        found: list[tuple[bytes, bytes | FromRoom]] = []
        if self.broken is not None:
            return found
        try:
            pieces = list(self.transport.receive(descriptor))
        except ConnectionError:
            pieces = [(Channel.PROTOCOL, b"")]
        for channel, data in pieces:
            if channel is Channel.OUTPUT:
                self._complaint = (self._complaint + data)[-COMPLAINT_BYTES:]
            elif not data:
                self.broken = self._why_ended()
                break
            else:
                try:
                    for frame in self._parser.feed(data):
                        if frame.head in (room.PROTOCOL, room.OUTPUT):
                            found.append((frame.head, frame.blob))
                        else:
                            found.append((b"", room.from_room(frame)))
                except FrameError as error:
                    self.fail(str(error))
                    break
        return found

    def send(self, frame: bytes) -> None:
        """Send a whole frame; the window leaves room for it. Raises OSError when the room's end is gone or stuck."""
        rest = memoryview(frame)
        deadline = time.monotonic() + STUCK_S
        while rest:
            taken = self.transport.send(rest)
            rest = rest[taken:]
            if not taken:
                descriptor = self.transport.write_descriptor()
                wait_s = deadline - time.monotonic()
                if wait_s <= 0 or descriptor is None or not select.select([], [descriptor], [], wait_s)[1]:
                    raise TimeoutError("the engine takes no bytes")

    def fail(self, what: str) -> None:
        """The room broke a rule that no student can break for it."""
        self.broken = self.broken or SandboxBrokenError(f"a room failed: {what}")

    def _why_ended(self) -> SubjectFault | HarnessError:
        why = self.transport.ended()
        if isinstance(why, HarnessError):
            return why
        # Process 1 is ours: what ends it is no submission's doing, but for memory that is no process's (shared, or
        # files). The engine's word on memory lasts for the room's life, so the exit code must agree.
        if isinstance(why, StudentMemoryLimit) and self.transport.exit_code in KILLED:
            return why
        return SandboxBrokenError(f"a room ended: {self.complaint or why}")

    def close(self) -> None:
        """Kill it with everything inside. Idempotent, never raises."""
        if not self._closed:
            self._closed = True
            self.transport.kill()
            self.transport.close()


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
        # Readable for good once the child or the room is gone, though the news came in a frame that is read by then.
        self._bell, self._rope = os.pipe()
        self._kills = inside.transport.memory_kills()
        inside.sessions += 1
        inside.send(room.said(rules))

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

    def ended(self) -> SubjectFault | HarnessError:
        """Whose fault the end was: from the wait status and the kernel's counters, never from the child's bytes."""
        if self._room.broken is not None:
            return self._room.broken
        gone = self._gone
        if gone is None or gone.code is None:
            return StudentCrashed("the student's process closed its connection")
        if gone.code >= 0:
            return StudentCrashed(f"the student's process ended by itself with exit code {gone.code}")
        if gone.code == -signal.SIGKILL and self.memory_refused():
            return StudentMemoryLimit(f"needed more than {self._limits.memory_bytes // 2**20} MiB of memory")
        used_up = self._rules.cpu_s
        if gone.code in (-signal.SIGXCPU, -signal.SIGKILL) and gone.cpu_s >= used_up - 1:
            return StudentTimeout(f"used more than {used_up} s of processor time")
        return StudentCrashed(f"the student's process was ended by {signal_name(-gone.code)}")

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


def await_end(inside: Room, timeout_s: float) -> bool:
    """Whether the room says in time that nothing of its session is left."""
    with contextlib.suppress(OSError):
        for message in inside.messages(time.monotonic() + timeout_s):
            if isinstance(message, Ended):
                if not message.clean:
                    inside.fail(f"left behind: {message.reason}")
                return message.clean
    inside.fail("it did not end its session in time")
    return False


def signal_name(number: int) -> str:
    """SIGKILL and the like."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
