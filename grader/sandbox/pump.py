"""The byte level of a session: three streams in and out under deadlines, no student code's word believed.

Owns the selector, the frame parser, the kept output and the processor clock; gives `StreamSession` one typed message at
a time. The transport it drives is described at the top of `grader.sandbox.stream`.
"""

from __future__ import annotations

import contextlib
import enum
import selectors
import time
from collections.abc import Iterable, Sequence
from typing import NoReturn, Protocol

from grader.errors import (
    HarnessError,
    SandboxBrokenError,
    StudentBadReply,
    StudentOutputLimit,
    StudentTimeout,
    SubjectFault,
)
from grader.sandbox.base import Limits
from grader.wire.frames import FrameError, FrameParser, join
from grader.wire.messages import FromRuntime, MessageError, ToRuntime, from_runtime, pack

__all__ = ["Channel", "ProcessorClock", "Pump", "Transport"]

CPU_SAMPLE_S = 0.05
"""How long a call runs before its processor time is first looked at; shorter calls cost no look."""


class Channel(enum.Enum):
    """Which stream of the runtime some bytes belong to."""

    PROTOCOL = 1
    OUTPUT = 2


class Transport(Protocol):
    """One running runtime's streams, and what the kernel or the engine knows of it. See the module's text."""

    def descriptors(self) -> Sequence[int]: ...
    def receive(self, descriptor: int) -> Iterable[tuple[Channel, bytes]]: ...
    def write_descriptor(self) -> int | None: ...
    def send(self, data: memoryview) -> int: ...
    def cpu_seconds(self) -> float: ...
    def memory_refused(self) -> bool: ...
    def unreachable(self) -> str | None: ...
    def ended(self) -> SubjectFault | HarnessError: ...
    def kill(self) -> None: ...
    def close(self) -> None: ...


class Pump:
    """Send messages through a transport and receive them. Any fault kills what runs behind it."""

    def __init__(self, transport: Transport, limits: Limits, blob_bytes: int) -> None:
        self._transport = transport
        self._limits = limits
        self._parser = FrameParser(blob_bytes=blob_bytes)
        self._messages: list[FromRuntime] = []
        self._unsent = memoryview(b"")
        self._output = bytearray()
        self._output_bytes = 0
        # Not epoll: the kernel counts its watches by user, and an ordinary user's rooms are that user as well.
        self._selector = selectors.PollSelector()
        for descriptor in transport.descriptors():
            self._selector.register(descriptor, selectors.EVENT_READ)
        self._writing: int | None = None
        self.alive = True

    @property
    def output(self) -> str:
        """What the student's code printed so far, as far as it is kept."""
        if self.alive:
            self._drain()
        return self._output.decode("utf-8", "replace")

    def send(self, message: ToRuntime) -> None:
        """Start to send a message; what doesn't fit at once goes while `receive` waits.

        Raises
        ------
        StudentBadReply
            Something already came that nobody asked for.
        """
        if self._messages or self._parser.pending:
            self.fail(StudentBadReply("the student's process sent an answer before it was asked"))
        self._unsent = memoryview(join(*pack(message)))
        self._write()

    def receive(self, deadline: float, over: str, processor: ProcessorClock | None = None) -> FromRuntime:
        """Wait for a message until `deadline` (monotonic seconds); `over` says what missing it means.

        Raises
        ------
        SubjectFault
            StudentTimeout, StudentBadReply, StudentOutputLimit, or what the transport says of its end.
        HarnessError
            The transport says that its end, or the silence, was ours.
        """
        while not self._messages:
            now = time.monotonic()
            if now >= deadline:
                self._missed(over)
            wait = deadline - now
            if processor is not None:
                if processor.over(now):
                    self.fail(StudentTimeout(f"used more than {self._limits.call_cpu_s:g} s of processor time"))
                wait = min(wait, processor.next_look - now)
            for key, events in self._selector.select(max(wait, 0.0)):
                if events & selectors.EVENT_WRITE:
                    self._write()
                if events & selectors.EVENT_READ:
                    self._take(key.fd)
                    if self._unsent and self._writing is None:
                        self._write()
        return self._messages.pop(0)

    def fail(self, fault: SubjectFault) -> NoReturn:
        """End the session with a fault."""
        self.end()
        raise fault

    def end(self) -> None:
        """Kill what runs behind the transport. Idempotent."""
        if self.alive:
            self.alive = False
            self._transport.kill()

    def close(self) -> None:
        """Kill and release. Idempotent."""
        self.end()
        self._selector.close()
        self._transport.close()

    def _missed(self, over: str) -> NoReturn:
        """A deadline has passed: the student's fault, unless the way between was blocked."""
        if (why := self._transport.unreachable()) is not None:
            self.end()
            raise SandboxBrokenError(why)
        self.fail(StudentTimeout(over))

    def _write(self) -> None:
        try:
            while self._unsent:
                taken = self._transport.send(self._unsent)
                if not taken:
                    break
                self._unsent = self._unsent[taken:]
        except OSError:
            # The other end is gone: what it still wrote is read first, then the end of the stream says why.
            self._unsent = memoryview(b"")
        self._watch_write(bool(self._unsent))

    def _watch_write(self, wanted: bool) -> None:
        descriptor = self._transport.write_descriptor() if wanted else None
        if descriptor == self._writing:
            return
        old, self._writing = self._writing, descriptor
        if old is not None:
            if self._selector.get_key(old).events & selectors.EVENT_READ:
                self._selector.modify(old, selectors.EVENT_READ)
            else:
                self._selector.unregister(old)
        if descriptor is not None:
            if descriptor in self._selector.get_map():
                self._selector.modify(descriptor, selectors.EVENT_READ | selectors.EVENT_WRITE)
            else:
                self._selector.register(descriptor, selectors.EVENT_WRITE)

    def _take(self, descriptor: int) -> None:
        try:
            pieces = self._transport.receive(descriptor)
        except ConnectionError:
            pieces = [(Channel.PROTOCOL, b"")]
        for channel, data in pieces:
            if channel is Channel.OUTPUT:
                self._take_output(descriptor, data)
            elif data:
                try:
                    self._messages += [from_runtime(*frame) for frame in self._parser.feed(data)]
                except (FrameError, MessageError) as error:
                    self.fail(StudentBadReply(f"the student's process sent {error}"))
            elif not self._messages:
                fault = self._transport.ended()
                self.end()
                raise fault

    def _take_output(self, descriptor: int, data: bytes) -> None:
        if not data:
            if descriptor in self._selector.get_map():
                self._selector.unregister(descriptor)
            return
        self._output_bytes += len(data)
        room = self._limits.stdout_kept_bytes - len(self._output)
        if room > 0:
            self._output += data[:room]
        if self._output_bytes > self._limits.stdout_bytes:
            self.fail(StudentOutputLimit(f"printed more than {self._limits.stdout_bytes // 2**20} MiB"))

    def _drain(self) -> None:
        # A fault here leaves the session dead; what was printed until then is the answer all the same.
        with contextlib.suppress(SubjectFault, HarnessError):
            while not self._messages and (ready := self._selector.select(0)):
                for key, _ in ready:
                    self._take(key.fd)


class ProcessorClock:
    """Tell when a call has used its processor time.

    A look costs, so the first is 50 ms into the call (what was used before is the student's to keep), the next when
    the rest could have been used up by one thread.
    """

    def __init__(self, transport: Transport, limit_s: float, started: float) -> None:
        self._transport = transport
        self._limit_s = limit_s
        self._before: float | None = None
        self.next_look = started + CPU_SAMPLE_S

    def over(self, now: float) -> bool:
        """Whether the limit is passed."""
        if now < self.next_look:
            return False
        seconds = self._transport.cpu_seconds()
        if self._before is None:
            self._before = seconds
        left = self._limit_s - (seconds - self._before)
        self.next_look = now + max(left, CPU_SAMPLE_S)
        return left <= 0
