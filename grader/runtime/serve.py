"""The runtime's loop: read a request, do it with the student's program, answer.

Owns the private protocol descriptors. Every function it needs later is captured when the module is imported, before
student code is there to replace it.
"""

from __future__ import annotations

import _random
import contextlib
import inspect
import io
import os
import platform
import random
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.runtime import handles, tensors
from grader.runtime.faults import raised
from grader.runtime.plain import convert, detailed, keeping
from grader.runtime.program import Program
from grader.runtime.retired import bring_back
from grader.wire.codec import Caps, CodecError, decode, encode
from grader.wire.frames import FrameReader, write_frame
from grader.wire.identity import PAIRS, paired
from grader.wire.marks import Handle, Mark
from grader.wire.messages import (
    PROTOCOL_VERSION,
    Binding,
    Call,
    CallbackRaised,
    CallbackReturned,
    CallingBack,
    Form,
    FromRuntime,
    Load,
    Loaded,
    Raised,
    Ready,
    Returned,
    ToRuntime,
    Unsendable,
    pack,
    to_runtime,
)

__all__ = ["serve"]

REQUEST_BYTES = 2**28
"""Cap of what the trusted side sends: it is trusted, and limited by the sandbox's memory."""

_exit, _flush, _exc_info = os._exit, io.TextIOWrapper.flush, sys.exc_info
# random.seed is Python, and would meet a student's builtins; for an int it does just this.
_seed_random, _random_state, _seed_numpy = _random.Random.seed, random._inst, np.random.seed
_signature = inspect.signature
_set_recursion_limit, _recursion_limit = sys.setrecursionlimit, sys.getrecursionlimit
_get_trace, _set_trace, _get_profile, _set_profile = sys.gettrace, sys.settrace, sys.getprofile, sys.setprofile
_RECURSION = 1000
_MISSING = object()


def serve(reader: int, writer: int, preload: Sequence[str] = ()) -> None:
    """Say Ready, then answer until the other side closes the stream. Never returns.

    `preload` names packages to import first; "tensorflow" is the only one that takes long enough.
    """
    warnings.simplefilter("ignore")
    bring_back()
    runtime = _Runtime(reader, writer)
    tensorflow = prepare() if "tensorflow" in preload else None
    runtime.send(Ready(PROTOCOL_VERSION, platform.python_version(), np.__version__, platform.platform(), tensorflow))
    try:
        while True:
            runtime.answer(runtime.receive())
    finally:
        # What student code registered with atexit is not run: a session ends when the trusted side says so.
        _exit(70)


def prepare() -> str:
    """Import TensorFlow and take what is needed of it; returns its version. No operation runs: one may fork then."""
    version = tensors.prepare()
    handles.capture()
    return version


class _Runtime:
    def __init__(self, reader: int, writer: int) -> None:
        self._reader = FrameReader(reader, REQUEST_BYTES, REQUEST_BYTES)
        self._writer = writer
        self._program: Program | None = None
        self._caps = Caps()
        self._kept = handles.Kept()
        self._callback_of: int | None = None

    def receive(self) -> ToRuntime:
        frame = self._reader.read()
        if frame is None:
            _exit(0)
            raise SystemExit  # for the type checker: _exit is captured without its NoReturn
        return to_runtime(*frame)

    def send(self, message: FromRuntime) -> None:
        write_frame(self._writer, *pack(message))

    def answer(self, message: ToRuntime) -> None:
        _open_streams()
        if isinstance(message, Load):
            reply: FromRuntime = self._load(message)
        elif isinstance(message, Call):
            reply = self._call(message)
        else:
            raise ValueError("a callback's result came while no call runs")
        _flush_streams()
        self.send(reply)

    def _load(self, load: Load) -> Loaded:
        self._caps = Caps(bytes=load.reply_bytes + 2**20 + 4, array_bytes=load.reply_bytes)
        self._kept.clear()
        _seed(load.seed)
        self._program = Program(load.cells, load.helpers, load.prelude)
        return Loaded(self._program.functions(), tuple(self._program.failures))

    def _call(self, call: Call) -> FromRuntime:
        program = self._program
        if program is None:
            raise ValueError("a call came before a program")
        namespace = program.namespace
        saved: list[tuple[str, Any]] = []
        self._callback_of = call.id
        if call.fresh:
            self._kept.clear()
        try:
            try:
                args = decode(call.args, _REQUEST_CAPS, self._stand_in, self._meant)
            except CodecError as error:
                return Unsendable(call.id, f"an argument {error.what}")
            for binding in call.bindings:
                saved.append((binding.name, namespace.get(binding.name, _MISSING)))
                namespace[binding.name] = self._bound(program, binding)
            try:
                function = self._called(program, call)
            except LookupError:
                return Raised(call.id, "NameError", f"name {call.function!r} is not defined")
            _seed(call.seed)
            tracing, profiling = _get_trace(), _get_profile()
            try:
                value = function(*_fitting(function, args, call.optional))
            except CodecError as error:
                return Unsendable(call.id, f"the object {error.what}")
            except BaseException as error:
                trace = _exc_info()[2]
                return raised(call.id, error, trace and trace.tb_next, program.sources)
            finally:
                # Before any function of ours is entered: a student's trace function would be called for it.
                _set_trace(tracing)
                _set_profile(profiling)
                if _recursion_limit() < _RECURSION:
                    _set_recursion_limit(_RECURSION)
            try:
                value = paired(call.form, value, args)
                return Returned(call.id, encode(value, self._caps, self._conversion(call)))
            except CodecError as error:
                return Unsendable(call.id, f"{_place(call.form, error.path)} {error.what}")
            except BaseException as error:
                return raised(call.id, error, _exc_info()[2], program.sources)
        finally:
            self._callback_of = None
            for name, value in reversed(saved):
                if value is _MISSING:
                    namespace.pop(name, None)
                else:
                    namespace[name] = value

    def _called(self, program: Program, call: Call) -> Any:
        """What a call is of. Raises LookupError where there is no such thing."""
        if call.target == "operation":
            return handles.OPERATIONS[call.function]
        if call.target == "given":
            return program.untouched(call.function)
        return program.namespace[call.function]

    def _conversion(self, call: Call) -> Callable[[Any], Any]:
        if call.form == "detail":
            return detailed
        if call.form == "handle":
            return keeping(lambda value: self._kept.add(value, call.id))
        return convert

    def _meant(self, mark: Mark) -> Any:
        return self._kept.get(mark) if isinstance(mark, Handle) else tensors.make(mark)

    def _bound(self, program: Program, binding: Binding) -> Any:
        if binding.given is not None:
            return program.given(binding.given)
        if binding.callback is not None:
            return self._stand_in(binding.callback)
        return decode(binding.value or b"", _REQUEST_CAPS, mark=self._meant)

    def _stand_in(self, name: str) -> Callable[..., Any]:
        number = self._callback_of

        def given(*args: Any, **kwargs: Any) -> Any:
            if number is None or number != self._callback_of:
                raise RuntimeError(f"{name} was there for an earlier call only")
            return self._call_back(number, name, args, kwargs)

        given.__name__ = given.__qualname__ = name
        return given

    def _call_back(self, number: int, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        try:
            sent = encode((args, kwargs), self._caps, convert)
        except CodecError as error:
            raise TypeError(f"an argument of {name} {error.what}") from None
        self.send(CallingBack(number, name, sent))
        reply = self.receive()
        if isinstance(reply, CallbackReturned) and reply.id == number:
            return decode(reply.value, _REQUEST_CAPS, mark=self._meant)
        if isinstance(reply, CallbackRaised) and reply.id == number:
            raise RuntimeError(reply.message)
        return _exit(71)


_REQUEST_CAPS = Caps(
    bytes=REQUEST_BYTES, structure_bytes=2**26, items=10**7, depth=64, array_bytes=REQUEST_BYTES, other_keys=10**6
)


def _seed(seed: int) -> None:
    tensors.seed(seed % 2**32)
    _seed_random(_random_state, seed)
    setattr(_random_state, "gauss_next", None)  # noqa: B010 - no public attribute: the spare of random.gauss
    _seed_numpy(seed % 2**32)


def _place(form: Form, path: str) -> str:
    """What messages call the place of what can't be sent; two forms send a pair, of which the result is the first."""
    if form not in PAIRS:
        return f"result{path}"
    return f"arguments{path[3:]}, after the call," if path.startswith("[1]") else f"result{path[3:]}"


def _fitting(function: Any, args: Sequence[Any], optional: int) -> Sequence[Any]:
    """The arguments without the trailing optional ones that the function has no room for."""
    if not optional:
        return args
    room = _room(function)
    if room is None or room >= len(args):
        return args
    return args[: max(room, len(args) - optional)]


def _room(function: Any) -> int | None:
    """How many positional arguments a function takes; None for any number, or when nobody knows."""
    try:
        parameters = _signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    if any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return None
    return sum(p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) for p in parameters)


def _open_stream(descriptor: int) -> io.TextIOWrapper:
    raw = io.FileIO(descriptor, "w", closefd=False)
    # Surrogates and whatever else a student prints must not raise where a notebook prints it.
    return io.TextIOWrapper(io.BufferedWriter(raw, 2**16), "utf-8", "backslashreplace", write_through=False)


_streams: dict[str, io.TextIOWrapper] = {}


def _open_streams() -> None:
    """Give student code its standard streams again, whatever an earlier call left of them."""
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = _streams.get(name)
        if stream is None or _is_lost(stream):
            stream = _streams[name] = _open_stream(descriptor)
        setattr(sys, name, stream)


def _is_lost(stream: io.TextIOWrapper) -> bool:
    """Whether a program closed it or took it apart, as `io.TextIOWrapper(sys.stdout.detach(), "utf-8")` does."""
    try:
        return stream.closed
    except ValueError:
        return True


def _flush_streams() -> None:
    for stream in _streams.values():
        with contextlib.suppress(BaseException):  # a closed stream or descriptor is the student's own loss
            _flush(stream)
