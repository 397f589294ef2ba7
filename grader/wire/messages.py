"""The messages that cross the sandbox wall, one frozen struct each, grouped by direction.

Values (`args`, `value`, constants) travel encoded by `grader.wire.codec`, so that a message itself never holds
more than text, numbers and bytes. Decoding is typed: what is no message is `msgspec.ValidationError`.
"""

from __future__ import annotations

import msgspec

PROTOCOL_VERSION = 1

__all__ = [
    "PROTOCOL_VERSION",
    "Binding",
    "Call",
    "CallbackRaised",
    "CallbackReturned",
    "CallingBack",
    "Frame",
    "FromRuntime",
    "Load",
    "LoadFailure",
    "Loaded",
    "Ready",
    "Returned",
    "Raised",
    "Source",
    "ToRuntime",
    "Unsendable",
]


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


class Call(msgspec.Struct, frozen=True, tag="call"):
    """Call `function` positionally.

    `optional` trailing arguments may be dropped when the student's signature has no room for them.
    Arguments that stand for a trusted function are `codec.Callback(name)` values inside `args`.
    """

    id: int
    function: str
    args: bytes
    seed: int
    optional: int = 0
    bindings: tuple[Binding, ...] = ()


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
