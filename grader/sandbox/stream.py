"""The trusted side of a session, the same for every backend: deadlines, caps, callbacks, and whose fault it was.

A backend supplies one `Transport` a session and nothing else: three byte streams to and from a running runtime, and
what the kernel or the engine knows of it. `StreamSession(transport, limits)` is then a `base.Session`:

- `open()` of a backend starts the runtime, wraps its transport, calls `session.await_ready(seconds)` and, if it
  likes, checks the `Ready` it gets. Whatever fails until then is ours (SandboxBrokenError).
- `descriptors()` are watched for reading. When one is readable, `receive(descriptor)` is called once and must not
  block; it gives what arrived as `(Channel, bytes)` pairs, already demultiplexed: PROTOCOL for the runtime's frames,
  OUTPUT for what student code printed. Empty bytes mean that this channel has ended; a single descriptor that carries
  both channels reports PROTOCOL as ended. A descriptor that only says that the process ended (a pidfd) is welcome:
  it gives what is left of the streams, then the end.
- `send(data)` writes what fits to the runtime's input, without blocking, and gives the number of bytes taken, 0 when
  there is no room; `write_descriptor()` is watched for writing then. A broken pipe is an `OSError`.
- `cpu_seconds()` is asked only in calls longer than 50 ms, so it may cost a millisecond.
- `ended()` is asked once after the streams ended without our doing: it may wait shortly for the exit status and
  gives the fault, from the kernel's facts. `memory_refused()` tells whether those facts explain a MemoryError.
- `kill()` ends everything the session started, at once; `close()` releases what is left. Neither raises.

Nothing that arrives is trusted: frames, messages and values are capped and typed, an answer must carry the random id
of its question (so none can be sent ahead), and the first thing out of place ends the session as StudentBadReply.
"""

from __future__ import annotations

import enum
import secrets
import selectors
import time
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn, Protocol

import numpy as np

from grader.errors import (
    HarnessError,
    SandboxBrokenError,
    StudentBadReply,
    StudentMemoryLimit,
    StudentOutputLimit,
    StudentRaised,
    StudentTimeout,
    SubjectFault,
)
from grader.model import StudentFrame
from grader.sandbox.base import Callbacks, Limits, Program
from grader.wire import codec
from grader.wire.frames import FrameError, FrameParser, join
from grader.wire.messages import (
    PROTOCOL_VERSION,
    Binding,
    Call,
    CallbackRaised,
    CallbackReturned,
    CallingBack,
    FromRuntime,
    Load,
    Loaded,
    MessageError,
    Raised,
    Ready,
    Returned,
    ToRuntime,
    Unsendable,
    from_runtime,
    pack,
)

__all__ = ["Channel", "StreamSession", "Transport"]

CPU_SAMPLE_S = 0.05
"""How long a call runs before its processor time is first looked at; shorter calls cost no look."""

STRUCTURE_BYTES = 2**20
MESSAGE_CHARS = 2000
FRAMES = 60
TEXT_CHARS = 300


class Channel(enum.Enum):
    """Which stream of the runtime some bytes belong to."""

    PROTOCOL = 1
    OUTPUT = 2


class Transport(Protocol):
    """One running runtime's streams, and what the kernel or the engine knows of it. See the module's text."""

    def descriptors(self) -> Sequence[int]: ...
    def receive(self, descriptor: int) -> Iterable[tuple[Channel, bytes]]: ...
    def write_descriptor(self) -> int: ...
    def send(self, data: memoryview) -> int: ...
    def cpu_seconds(self) -> float: ...
    def memory_refused(self) -> bool: ...
    def ended(self) -> SubjectFault | HarnessError: ...
    def kill(self) -> None: ...
    def close(self) -> None: ...


class StreamSession:
    """A `base.Session` over a transport. Use from one thread at a time."""

    def __init__(self, transport: Transport, limits: Limits) -> None:
        self._transport = transport
        self._limits = limits
        self._caps = codec.Caps(
            bytes=limits.reply_bytes + STRUCTURE_BYTES + 4,
            structure_bytes=STRUCTURE_BYTES,
            array_bytes=limits.reply_bytes,
        )
        self._parser = FrameParser(blob_bytes=self._caps.bytes)
        self._messages: list[FromRuntime] = []
        self._unsent = memoryview(b"")
        self._output = bytearray()
        self._output_bytes = 0
        self._selector = selectors.DefaultSelector()
        for descriptor in transport.descriptors():
            self._selector.register(descriptor, selectors.EVENT_READ)
        self._watching_write = False
        self._broken_pipe = False
        self._alive = True
        self._closed = False
        self.spent_s = 0.0
        """Wall seconds of loading and calls so far."""

    @property
    def alive(self) -> bool:
        """False after a fault that ended the student's process, or after close."""
        return self._alive

    @property
    def stdout(self) -> str:
        """What the student's code printed so far, at most `stdout_kept_bytes`, undecodable bytes replaced."""
        if self._alive:
            self._drain_output()
        return self._output.decode("utf-8", "replace")

    def await_ready(self, timeout_s: float) -> Ready:
        """Wait for the runtime's first message.

        Raises
        ------
        SandboxBrokenError
            The runtime did not start, or is none of ours; no student code was there yet.
        """
        try:
            message = self._receive(time.monotonic() + timeout_s, None, "")
        except SubjectFault as fault:
            printed = self._output[-1000:].decode("utf-8", "replace").strip()
            raise SandboxBrokenError(f"the runtime did not start: {printed or fault}") from None
        if isinstance(message, Ready) and message.protocol == PROTOCOL_VERSION:
            return message
        self._end()
        version = f" {message.protocol}" if isinstance(message, Ready) else ""
        raise SandboxBrokenError(f"the runtime speaks protocol{version or ' unknown'}, wanted is {PROTOCOL_VERSION}")

    def load(self, program: Program, seed: int = 0) -> Loaded:
        """Execute the program's cells in a fresh module. Raises SubjectFault or HarnessError."""
        request = Load(
            protocol=PROTOCOL_VERSION,
            cells=program.cells,
            helpers=program.helpers,
            prelude=program.prelude,
            seed=seed,
            reply_bytes=self._limits.reply_bytes,
        )
        started, deadline, over = self._begin(self._limits.load_s, "loading the code took more than {} s")
        try:
            self._send(request)
            message = self._receive(deadline, None, over)
            if not isinstance(message, Loaded):
                self._unexpected(message)
            return message
        finally:
            self.spent_s += time.monotonic() - started

    def call(
        self,
        function: str,
        args: Sequence[Any],
        *,
        seed: int,
        optional: int = 0,
        bindings: Sequence[Binding] = (),
        callbacks: Callbacks | None = None,
    ) -> Any:
        """Call a function of the student's and return its decoded plain value; raises as `base.Session.call` says."""
        number = secrets.randbits(63)
        request = Call(
            id=number,
            function=function,
            args=codec.encode(list(args)),
            seed=seed,
            optional=optional,
            bindings=tuple(bindings),
        )
        started, deadline, over = self._begin(self._limits.call_wall_s, "no answer within {} s")
        processor = _ProcessorClock(self._transport, self._limits.call_cpu_s, started)
        try:
            self._send(request)
            calls_back = 0
            while True:
                message = self._receive(deadline, processor, over)
                if getattr(message, "id", None) != number:
                    self._unexpected(message)
                if not isinstance(message, CallingBack):
                    return self._answer(message)
                calls_back += 1
                self._send(self._run_callback(message, callbacks or {}, calls_back))
        except SubjectFault:
            raise
        except BaseException:
            # Left in the middle of a call (an interrupt, a bug of ours): a later answer would belong to this question.
            self._end()
            raise
        finally:
            self.spent_s += time.monotonic() - started

    def close(self) -> None:
        """Kill everything that belongs to the session. Idempotent, never raises."""
        if self._closed:
            return
        self._closed = True
        self._end()
        self._selector.close()
        self._transport.close()

    # What a message means

    def _answer(self, message: FromRuntime) -> Any:
        if isinstance(message, Returned):
            try:
                return codec.decode(message.value, self._caps)
            except codec.CodecError as error:
                self._fail(StudentBadReply(f"the reply is no plain value: it {error.what}"))
            except MemoryError:
                self._fail(StudentBadReply("the reply is too large to be read"))
        if isinstance(message, Unsendable):
            raise StudentBadReply(message.reason[:MESSAGE_CHARS])
        if isinstance(message, Raised):
            frames = tuple(
                StudentFrame(f.label[:TEXT_CHARS], f.line, f.function[:TEXT_CHARS], f.text[:TEXT_CHARS])
                for f in message.frames[:FRAMES]
            )
            if message.type_name.endswith("MemoryError") and self._transport.memory_refused():
                limit = self._limits.memory_bytes // 2**20
                self._fail(StudentMemoryLimit(f"needed more than {limit} MiB of memory", frames))
            raise StudentRaised(message.type_name[:TEXT_CHARS], message.message[:MESSAGE_CHARS], frames)
        return self._unexpected(message)

    def _run_callback(self, message: CallingBack, callbacks: Callbacks, count: int) -> ToRuntime:
        function = callbacks.get(message.callback)
        if function is None:
            self._unexpected(message)
        if count > self._limits.callbacks_per_call:
            text = f"more than {self._limits.callbacks_per_call} calls of given functions in one call"
            return CallbackRaised(message.id, text)
        try:
            args, kwargs = codec.decode(message.args, self._caps)
            with np.errstate(all="ignore"):
                value = function(*args, **kwargs)
            return CallbackReturned(message.id, codec.encode(value))
        except Exception as error:
            # Its arguments are the student's, so any error in it is the student's to see.
            return CallbackRaised(message.id, _safe(f"{type(error).__name__}: {error}")[:MESSAGE_CHARS])

    def _unexpected(self, message: FromRuntime) -> NoReturn:
        kind = type(message).__name__
        self._fail(StudentBadReply(f"the student's process sent a message that answers nothing ({kind})"))

    # Time

    def _begin(self, seconds: float, over: str) -> tuple[float, float, str]:
        """Start a request: when it began, its deadline, and what a miss of that deadline is called."""
        if not self._alive:
            raise SandboxBrokenError("the session has ended")
        now = time.monotonic()
        left = self._limits.submission_s - self.spent_s
        if left <= 0:
            self._fail(StudentTimeout(f"the submission used up its {self._limits.submission_s:g} s"))
        if left < seconds:
            return now, now + left, f"the submission used up its {self._limits.submission_s:g} s"
        return now, now + seconds, over.format(f"{seconds:g}")

    # Bytes

    def _send(self, message: ToRuntime) -> None:
        if self._messages or self._parser.pending:
            self._fail(StudentBadReply("the student's process sent an answer before it was asked"))
        self._unsent = memoryview(join(*pack(message)))
        self._write()

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
            self._broken_pipe = True
        self._watch_write(bool(self._unsent))

    def _watch_write(self, wanted: bool) -> None:
        if wanted == self._watching_write:
            return
        self._watching_write = wanted
        descriptor = self._transport.write_descriptor()
        shared = descriptor in self._selector.get_map()
        if wanted and shared:
            self._selector.modify(descriptor, selectors.EVENT_READ | selectors.EVENT_WRITE)
        elif wanted:
            self._selector.register(descriptor, selectors.EVENT_WRITE)
        elif self._selector.get_key(descriptor).events & selectors.EVENT_READ:
            self._selector.modify(descriptor, selectors.EVENT_READ)
        else:
            self._selector.unregister(descriptor)

    def _receive(self, deadline: float, processor: _ProcessorClock | None, over: str) -> FromRuntime:
        while not self._messages:
            now = time.monotonic()
            if now >= deadline:
                self._fail(StudentTimeout(over))
            wait = deadline - now
            if processor is not None:
                if processor.look(now):
                    self._fail(StudentTimeout(f"used more than {self._limits.call_cpu_s:g} s of processor time"))
                wait = min(wait, processor.next_look - now)
            for key, events in self._selector.select(max(wait, 0.0)):
                if events & selectors.EVENT_WRITE:
                    self._write()
                if events & selectors.EVENT_READ:
                    self._take(key.fd)
        return self._messages.pop(0)

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
                    self._fail(StudentBadReply(f"the student's process sent {error}"))
            elif not self._messages:
                fault = self._transport.ended()
                self._end()
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
            self._fail(StudentOutputLimit(f"printed more than {self._limits.stdout_bytes // 2**20} MiB"))

    def _drain_output(self) -> None:
        try:
            while ready := self._selector.select(0):
                for key, _ in ready:
                    self._take(key.fd)
        except (SubjectFault, HarnessError):
            pass  # the next call would meet it; what was printed until then is the answer here

    # Ends

    def _fail(self, fault: SubjectFault) -> NoReturn:
        self._end()
        raise fault

    def _end(self) -> None:
        if self._alive:
            self._alive = False
            self._transport.kill()


class _ProcessorClock:
    """Tell when a call has used its processor time.

    A look costs, so the first is 50 ms into the call (what was used before is the student's to keep), the next when
    the rest could have been used up by one thread.
    """

    def __init__(self, transport: Transport, limit_s: float, started: float) -> None:
        self._transport = transport
        self._limit_s = limit_s
        self._before: float | None = None
        self.next_look = started + CPU_SAMPLE_S

    def look(self, now: float) -> bool:
        """Whether the limit is passed."""
        if now < self.next_look:
            return False
        seconds = self._transport.cpu_seconds()
        if self._before is None:
            self._before = seconds
        left = self._limit_s - (seconds - self._before)
        self.next_look = now + max(left, CPU_SAMPLE_S)
        return left <= 0


def _safe(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
