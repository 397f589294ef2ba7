"""The trusted side of a room: one running sandbox that serves session after session, each in a forked child.

Owns the room's own messages and its end; what one session in it is stands in `forked`. Knows no backend: a
`RoomTransport` is a container or a bubblewrap with `grader/runtime/zygote.py` as its process 1.
"""

from __future__ import annotations

import contextlib
import select
import signal
import time
from collections.abc import Iterable
from typing import Protocol

from grader.errors import HarnessError, SandboxBrokenError, StudentMemoryLimit, SubjectFault
from grader.sandbox.stream import Channel, Transport
from grader.wire import room
from grader.wire.frames import FrameError
from grader.wire.messages import PROTOCOL_VERSION
from grader.wire.room import Ended, FromRoom, Opened

__all__ = ["Room", "RoomTransport", "await_end"]

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
