"""What the trusted side and the keeper of a room say to each other around the sessions that the room serves.

A room is a sandbox that stays: one after the other it serves sessions, each in a forked child. On the room's streams
travel frames of two sorts. A piece of a session's own bytes has a head of one letter and the bytes as its blob; no
side looks into them. Anything else is one of the messages here, as the head of a frame without a blob. Student code
holds none of the descriptors that carry these frames, so it can neither write nor read one.

Nothing may block the end of a session. So the trusted side sends at most `WINDOW` bytes that the child hasn't taken
yet (`Taken` says how many it took), the keeper always has room for these, and always reads what comes.
"""

from __future__ import annotations

from typing import Any

import msgspec

from grader.wire.frames import Frame, FrameError, FrameParser, join

__all__ = [
    "INPUT",
    "OUTPUT",
    "PIECE_BYTES",
    "PROTOCOL",
    "WINDOW",
    "Begin",
    "End",
    "Ended",
    "FromRoom",
    "Gone",
    "Opened",
    "Taken",
    "ToRoom",
    "from_room",
    "parser",
    "piece",
    "said",
    "to_room",
]

INPUT, PROTOCOL, OUTPUT = b"i", b"p", b"o"
"""Heads of pieces: to the child; the child's frames; what student code printed."""

PIECE_BYTES = 2**16
WINDOW = 2**16
CONTROL_BYTES = 2**12


class Begin(msgspec.Struct, frozen=True, tag="begin"):
    """Fork a child. Seconds, counts and bytes become its resource limits; 0 processes and growth set none."""

    cpu_s: int
    processes: int
    open_files: int
    file_bytes: int
    growth_bytes: int = 0
    """How far the address space of each process may grow over what the child starts with."""
    user: int = 0
    """The child's user and group id, filled in by the keeper. 0: there is one user only, so it gets namespaces."""


class End(msgspec.Struct, frozen=True, tag="end"):
    """Kill every process of the session and wipe what it could write; answered by `Ended`."""


class Opened(msgspec.Struct, frozen=True, tag="opened"):
    """Sent once: children can be forked. `landlock` is the kernel's version of it, 0 for none."""

    protocol: int
    landlock: int
    users: bool
    """Whether every child gets a user id of its own."""


class Taken(msgspec.Struct, frozen=True, tag="taken"):
    """The child's input took so many more bytes."""

    bytes: int


class Gone(msgspec.Struct, frozen=True, tag="gone"):
    """The child ended, by its own doing or the kernel's; after this no piece of its session comes.

    `code` is the exit code, negative for a signal, or None when the child lives on with its protocol closed.
    `oom_kills` counts the kernel's kills for memory in this session as the control group seen inside tells, None if it
    doesn't.
    """

    code: int | None
    cpu_s: float
    oom_kills: int | None


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """The session is over. Unless `clean`, something of it is left and the room must not be used again."""

    clean: bool
    reason: str = ""


ToRoom = Begin | End
FromRoom = Opened | Taken | Gone | Ended

_encode = msgspec.msgpack.Encoder().encode
_to_room = msgspec.msgpack.Decoder(ToRoom).decode
_from_room = msgspec.msgpack.Decoder(FromRoom).decode


def parser() -> FrameParser:
    """A parser with the caps of these frames."""
    return FrameParser(head_bytes=CONTROL_BYTES, blob_bytes=PIECE_BYTES)


def piece(kind: bytes, data: bytes | memoryview) -> bytes:
    """The frame of at most `PIECE_BYTES` bytes of a session."""
    return join(kind, bytes(data))


def said(message: ToRoom | FromRoom) -> bytes:
    """The frame of a message."""
    return join(_encode(message))


def to_room(frame: Frame) -> ToRoom:
    """Read a message to the room; raises FrameError."""
    message: ToRoom = _read(_to_room, frame)
    return message


def from_room(frame: Frame) -> FromRoom:
    """Read a message of the room's; raises FrameError."""
    message: FromRoom = _read(_from_room, frame)
    return message


def _read(decode: Any, frame: Frame) -> Any:
    if frame.blob:
        raise FrameError("a message of the room carries bytes")
    try:
        return decode(frame.head)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise FrameError(f"no message of a room: {str(error)[:200]}") from None
