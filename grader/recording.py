"""What a case pack holds, and how it is stored: plain values behind a digest.

Knows nothing of how cases are drawn, asked or judged.
"""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path
from typing import Literal

import msgspec

from grader.spec import CheckSpec

__all__ = [
    "CALL_BYTES",
    "PACK_VERSION",
    "Case",
    "DiagnosisCase",
    "Mode",
    "Pack",
    "Recording",
    "Stream",
    "read_pack",
    "stream_key",
    "write_pack",
]

PACK_VERSION = 6
CALL_BYTES = 32768
"""Of the arguments or the answer of a call that is kept for diagnosis: once a misconception, a statistic's large
sample would be too much."""
_DIGEST = hashlib.sha256().digest_size
Mode = Literal["grade", "check"]
Stream = Literal["public", "hidden"]


class Case(msgspec.Struct, frozen=True):
    """One drawn input: its keyword arguments, and the answers that `expected` gave, by `_question`."""

    kwargs: bytes
    answers: dict[str, bytes]
    calls: tuple[tuple[str, bytes, bool], ...]
    """The calls that the reference got: function, encoded arguments, and whether it was asked in detail."""


class Recording(msgspec.Struct, frozen=True):
    """The cases of one check in one stream."""

    cases: tuple[Case, ...]


class DiagnosisCase(msgspec.Struct, frozen=True):
    """A call, the right answer, and every misconception's: an encoded value, or what it raised, as "Type: message"."""

    args: bytes
    right: bytes
    wrong: dict[str, bytes]
    raised: dict[str, str]
    detail: bool = False


class Pack(msgspec.Struct, frozen=True):
    """Everything recorded for one assignment, seed and mode."""

    version: int
    assignment: str
    course_sha256: str
    seed: int
    mode: Mode
    recordings: dict[str, Recording]
    diagnosis: dict[str, tuple[DiagnosisCase, ...]]
    hints: dict[str, str]
    signatures: dict[str, tuple[str, ...]]
    """The reference's parameter names, to call a counterexample's inputs by."""


def stream_key(spec: CheckSpec, stream: Stream) -> str:
    """Under which key a pack holds a check's cases."""
    return f"{spec.id}/{stream}"


def write_pack(path: Path, pack: Pack) -> None:
    """Store a pack behind its own digest; the file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident():x}")
    try:
        data = msgspec.msgpack.encode(pack)
        scratch.write_bytes(hashlib.sha256(data).digest() + data)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def read_pack(path: Path) -> Pack | None:
    """Read a stored pack; None when it is absent, damaged or of another version.

    The digest is there because a changed byte in a recorded answer still decodes, and would grade everybody wrong.
    """
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    data = stored[_DIGEST:]
    if hashlib.sha256(data).digest() != stored[:_DIGEST]:
        return None
    try:
        pack = msgspec.msgpack.decode(data, type=Pack)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):  # one of another shape
        return None
    return pack if pack.version == PACK_VERSION else None
