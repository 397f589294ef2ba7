"""The messages that cross the sandbox wall, one frozen struct each, grouped by direction.

Values (`args`, `value`, constants) travel encoded by `grader.wire.codec`, so that a message itself never holds
more than text, numbers and bytes. In a frame the message is the head, and its one large value the blob. Decoding is
typed: what is no message is a `MessageError`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import msgspec

PROTOCOL_VERSION = 5

Target = Literal["function", "given", "operation"]
"""What a call calls: a function of the student's, one of a helper module, or an operation on a kept object."""

Form = Literal["plain", "detail", "handle", "same", "after"]
"""How a result is sent: tensors as arrays; as marks that say their kind; as arrays, and other objects as handles; as
arrays, in a pair with the positions of elements that are one object (`grader.wire.identity`), or with the list of the
arguments as the call left them."""

__all__ = [
    "PROTOCOL_VERSION",
    "Binding",
    "Call",
    "CallbackRaised",
    "CallbackReturned",
    "CallingBack",
    "Form",
    "Frame",
    "FromRuntime",
    "Load",
    "LoadFailure",
    "Loaded",
    "MessageError",
    "Raised",
    "Ready",
    "Returned",
    "Source",
    "Target",
    "ToRuntime",
    "Unsendable",
    "from_runtime",
    "pack",
    "to_runtime",
]


class MessageError(ValueError):
    """A frame that is no message of this protocol."""


class Source(msgspec.Struct, frozen=True):
    """A piece of source and the name that tracebacks give it."""

    label: str
    text: str


class Binding(msgspec.Struct, frozen=True):
    """A stand-in bound in the student's module for one call.

    Exactly one of the three is set: `given` names a function of a helper module as "opt_utils.relu"; `callback`
    names a function that runs on the trusted side; `value` is an encoded constant.
    """

    name: str
    given: str | None = None
    callback: str | None = None
    value: bytes | None = None


# Trusted side → runtime


class Load(msgspec.Struct, frozen=True, tag="load"):
    """Bind helper modules and execute the student's cells, each top-level statement on its own.

    `prelude` names helper modules whose public names are there before the first cell (for files that import nothing).
    """

    protocol: int
    cells: tuple[Source, ...]
    helpers: dict[str, str]
    prelude: tuple[str, ...] = ()
    seed: int = 0
    reply_bytes: int = 16 * 2**20
    """How many array bytes a reply may hold; the other side enforces it, this one says so in a kinder way."""


class Call(msgspec.Struct, frozen=True, tag="call"):
    """Call `function` positionally.

    `optional` trailing arguments may be dropped when the student's signature has no room for them.
    Arguments that stand for a trusted function are `codec.Callback(name)` values inside `args`; tensors, variables and
    objects that the sandbox keeps are marks. A given function is "helper.name", from a copy of the helper's that no
    student code has seen; an operation is one of `grader.runtime.handles`, its first argument the handle. With `fresh`
    the objects kept so far are let go.
    """

    id: int
    function: str
    args: bytes
    seed: int
    optional: int = 0
    bindings: tuple[Binding, ...] = ()
    target: Target = "function"
    form: Form = "plain"
    fresh: bool = False


class CallbackReturned(msgspec.Struct, frozen=True, tag="callback_returned"):
    id: int
    value: bytes


class CallbackRaised(msgspec.Struct, frozen=True, tag="callback_raised"):
    """Raised in the student's call as RuntimeError(message)."""

    id: int
    message: str


# Runtime → trusted side


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """Sent once, before any student code is there."""

    protocol: int
    python: str
    numpy: str
    platform: str
    tensorflow: str | None = None


class Frame(msgspec.Struct, frozen=True):
    label: str
    line: int
    function: str
    text: str = ""


class LoadFailure(msgspec.Struct, frozen=True):
    """A top-level statement that raised; the rest was executed all the same."""

    label: str
    line: int
    type_name: str
    message: str
    names: tuple[str, ...] = ()


class Loaded(msgspec.Struct, frozen=True, tag="loaded"):
    functions: tuple[str, ...]
    failures: tuple[LoadFailure, ...] = ()


class Returned(msgspec.Struct, frozen=True, tag="returned"):
    id: int
    value: bytes


class Raised(msgspec.Struct, frozen=True, tag="raised"):
    id: int
    type_name: str
    message: str
    frames: tuple[Frame, ...] = ()


class Unsendable(msgspec.Struct, frozen=True, tag="unsendable"):
    """The function returned something that is no plain value; `reason` says where and what."""

    id: int
    reason: str


class CallingBack(msgspec.Struct, frozen=True, tag="calling_back"):
    """Student code calls a trusted function while call `id` runs; answered by CallbackReturned/Raised."""

    id: int
    callback: str
    args: bytes


ToRuntime = Load | Call | CallbackReturned | CallbackRaised
FromRuntime = Ready | Loaded | Returned | Raised | Unsendable | CallingBack

_encode = msgspec.msgpack.Encoder().encode
_decode_to_runtime = msgspec.msgpack.Decoder(ToRuntime).decode
_decode_from_runtime = msgspec.msgpack.Decoder(FromRuntime).decode
_replace = msgspec.structs.replace
_PAYLOAD: dict[type, str] = {Call: "args", CallingBack: "args", Returned: "value", CallbackReturned: "value"}


def pack(message: ToRuntime | FromRuntime) -> tuple[bytes, bytes]:
    """Give the head and the blob of the message's frame."""
    field = _PAYLOAD.get(type(message))
    if field is None:
        return _encode(message), b""
    return _encode(_replace(message, **{field: b""})), getattr(message, field)


def to_runtime(head: bytes, blob: bytes) -> ToRuntime:
    """Read a frame that the runtime received; raises MessageError."""
    message: ToRuntime = _unpack(_decode_to_runtime, head, blob)
    return message


def from_runtime(head: bytes, blob: bytes) -> FromRuntime:
    """Read a frame that came from the runtime: any bytes at all. Raises MessageError."""
    message: FromRuntime = _unpack(_decode_from_runtime, head, blob)
    return message


def _unpack(decode: Callable[[bytes], Any], head: bytes, blob: bytes) -> Any:
    try:
        message = decode(head)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise MessageError(f"no message: {str(error)[:200]}") from None
    field = _PAYLOAD.get(type(message))
    if field is not None and not getattr(message, field):
        return _replace(message, **{field: blob})
    if field is not None or blob:
        raise MessageError(f"a {type(message).__name__} message with its value in the wrong place")
    return message
