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
  there is no room; `write_descriptor()` is watched for writing then, or None: something received will make room. A
  broken pipe is an `OSError`.
- `cpu_seconds()` is asked only in calls longer than 50 ms, so it may cost a millisecond.
- `ended()` is asked once after the streams ended without our doing: it may wait shortly for the exit status and
  gives the fault, from the kernel's facts. `memory_refused()` tells whether those facts explain a MemoryError.
- `unreachable()` is asked once when a deadline was missed: why the runtime may have answered without our hearing it,
  which is our fault, or None. It may take seconds.
- A connection lost in `receive` is a `ConnectionError` and counts as the end.
- `kill()` ends everything the session started, at once; `close()` releases what is left. Neither raises.

Nothing that arrives is trusted: frames, messages and values are capped and typed, an answer must carry the random id
of its question (so none can be sent ahead), and the first thing out of place ends the session as StudentBadReply.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Sequence
from typing import Any, NoReturn

from grader.errors import (
    SandboxBrokenError,
    StudentBadReply,
    StudentMemoryLimit,
    StudentRaised,
    StudentTimeout,
    SubjectFault,
)
from grader.model import StudentFrame
from grader.sandbox.base import Callbacks, Limits, Program
from grader.sandbox.lent import MESSAGE_CHARS, Lent
from grader.sandbox.pump import Channel, ProcessorClock, Pump, Transport
from grader.wire import codec
from grader.wire.messages import (
    PROTOCOL_VERSION,
    Binding,
    Call,
    CallingBack,
    Form,
    FromRuntime,
    Load,
    Loaded,
    LoadFailure,
    Raised,
    Ready,
    Returned,
    Target,
    Unsendable,
)

__all__ = ["Channel", "StreamSession", "Transport"]

MEMORY_ERRORS = ("MemoryError", "ResourceExhaustedError")  # Python's and NumPy's; TensorFlow's
STRUCTURE_BYTES = 2**20
FRAMES = 60
TEXT_CHARS = 300
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # Keras prints its errors in bold


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
        self._pump = Pump(transport, limits, self._caps.bytes)
        self._closed = False
        self.spent_s = 0.0
        """Wall seconds of loading and calls so far."""

    @property
    def alive(self) -> bool:
        """False after a fault that ended the student's process, or after close."""
        return self._pump.alive

    @property
    def stdout(self) -> str:
        """What the student's code printed so far, at most `stdout_kept_bytes`, undecodable bytes replaced."""
        return self._pump.output

    def await_ready(self, timeout_s: float) -> Ready:
        """Wait for the runtime's first message.

        Raises
        ------
        SandboxBrokenError
            The runtime did not start, or is none of ours; no student code was there yet.
        """
        try:
            message = self._pump.receive(time.monotonic() + timeout_s, f"no word from it within {timeout_s:g} s")
        except SubjectFault as fault:
            printed = self._pump.output[-1000:].strip()
            raise SandboxBrokenError(f"the runtime did not start: {printed or fault}") from None
        if isinstance(message, Ready) and message.protocol == PROTOCOL_VERSION:
            return message
        self._pump.end()
        spoken = f"protocol {message.protocol}" if isinstance(message, Ready) else "an unknown protocol"
        raise SandboxBrokenError(f"the runtime speaks {spoken}, wanted is {PROTOCOL_VERSION}")

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
            self._pump.send(request)
            message = self._pump.receive(deadline, over)
            if not isinstance(message, Loaded):
                self._unexpected(message)
            return _abridged(message)
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
        target: Target = "function",
        form: Form = "plain",
        fresh: bool = False,
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
            target=target,
            form=form,
            fresh=fresh,
        )
        lent = Lent(callbacks or {}, self._limits.callbacks_per_call, self._caps)
        started, deadline, over = self._begin(self._limits.call_wall_s, "no answer within {} s")
        processor = ProcessorClock(self._transport, self._limits.call_cpu_s, started)
        try:
            self._pump.send(request)
            while True:
                message = self._pump.receive(deadline, over, processor)
                if getattr(message, "id", None) != number:
                    self._unexpected(message)
                if not isinstance(message, CallingBack):
                    return self._answer(message, form)
                if message.callback not in lent:
                    self._unexpected(message)
                self._pump.send(lent.run(message))
        except SubjectFault:
            raise
        except BaseException:
            # Left in the middle of a call (an interrupt, a bug of ours): a later answer would belong to this question.
            self._pump.end()
            raise
        finally:
            self.spent_s += time.monotonic() - started

    def close(self) -> None:
        """Kill everything that belongs to the session. Idempotent, never raises."""
        if self._closed:
            return
        self._closed = True
        self._pump.close()

    # What a message means

    def _answer(self, message: FromRuntime, form: Form) -> Any:
        if isinstance(message, Returned):
            try:
                return codec.decode(message.value, self._caps, mark=_MARKS.get(form))
            except codec.CodecError as error:
                self._pump.fail(StudentBadReply(f"the reply is no plain value: it {error.what}"))
            except MemoryError:
                self._pump.fail(StudentBadReply("the reply is too large to be read"))
        if isinstance(message, Unsendable):
            raise StudentBadReply(message.reason[:MESSAGE_CHARS])
        if isinstance(message, Raised):
            frames = tuple(
                StudentFrame(f.label[:TEXT_CHARS], f.line, f.function[:TEXT_CHARS], f.text[:TEXT_CHARS])
                for f in message.frames[:FRAMES]
            )
            if message.type_name.endswith(MEMORY_ERRORS) and self._transport.memory_refused():
                limit = self._limits.memory_bytes // 2**20
                self._pump.fail(StudentMemoryLimit(f"needed more than {limit} MiB of memory", frames))
            raise StudentRaised(message.type_name[:TEXT_CHARS], _told(message.message), frames)
        return self._unexpected(message)

    def _unexpected(self, message: FromRuntime) -> NoReturn:
        kind = type(message).__name__
        self._pump.fail(StudentBadReply(f"the student's process sent a message that answers nothing ({kind})"))

    # Time

    def _begin(self, seconds: float, over: str) -> tuple[float, float, str]:
        """Start a request: when it began, its deadline, and what a miss of that deadline is called."""
        if not self._pump.alive:
            raise SandboxBrokenError("the session has ended")
        now = time.monotonic()
        left = self._limits.submission_s - self.spent_s
        if left <= 0:
            self._pump.fail(StudentTimeout(f"the submission used up its {self._limits.submission_s:g} s"))
        if left < seconds:
            return now, now + left, f"the submission used up its {self._limits.submission_s:g} s"
        return now, now + seconds, over.format(f"{seconds:g}")


def _abridged(loaded: Loaded) -> Loaded:
    """With texts no longer than a runtime of ours sends them: each may be told once for every function."""
    failures = tuple(
        LoadFailure(f.label[:TEXT_CHARS], f.line, f.type_name[:TEXT_CHARS], _told(f.message), f.names)
        for f in loaded.failures
    )
    return Loaded(loaded.functions, failures)


def _told(text: str) -> str:
    """The text of an exception, as it is told."""
    return _COLOURS.sub("", text)[:MESSAGE_CHARS]


def _only_handles(mark: codec.Mark) -> codec.Handle:
    if not isinstance(mark, codec.Handle):
        raise codec.CodecError("holds a mark that only arguments may hold")
    return mark


def _only_tensors(mark: codec.Mark) -> codec.Mark:
    if isinstance(mark, codec.Handle):
        raise codec.CodecError("holds a handle that wasn't asked for")
    return mark


_MARKS = {"handle": _only_handles, "detail": _only_tensors}
