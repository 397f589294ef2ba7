"""What is fuzzed: one function a reader, which raises on whatever is neither a value nor that reader's own error.

A target takes any bytes. Most of them choose by their first byte how the rest is dressed: as it is, or inside a frame,
a notebook, a valid report, so that the fuzzer gets deep without having to guess lengths and keys. A target also holds
every value that comes out to what its readers rely on. No fuzzer is known here, so the same functions run under
atheris, under Hypothesis and over the kept findings.
"""

from __future__ import annotations

import os
import struct
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from grader.batch_pages import student_page, summary_files
from grader.errors import UsageError
from grader.journal import Journal, OutputError
from grader.model import Report
from grader.notebook import NotReadableError, read_notebook, read_script
from grader.reading import read_document
from grader.recording import read_pack, write_pack
from grader.sandbox.base import Limits
from grader.terminal import check_view, make_console, run_summary
from grader.wire import codec, messages
from grader.wire.frames import FrameError, FrameParser, join

from . import seeds

__all__ = ["TARGETS", "Target"]

REPLY_BYTES = Limits().reply_bytes
CAPS = codec.Caps(bytes=REPLY_BYTES + 2**20 + 4, structure_bytes=2**20, array_bytes=REPLY_BYTES)
"""As `grader.sandbox.stream` has them for the default limits."""

NAMES = frozenset({"relu", "model", "initialize_parameters_he"})
PLAIN = (type(None), bool, int, float, complex, str, bytes, list, tuple, dict, np.ndarray)


class Target(NamedTuple):
    """A reader under test: `run` raises on a finding; `seeds` are inputs to begin with."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]


class FindingError(AssertionError):
    """A reader gave what no reader may give."""


# The wall: frames, messages, values


def decoder(data: bytes) -> None:
    """A stream from the sandbox, cut at places that the second byte chooses."""
    if len(data) < 2:
        return
    form, cut, rest = data[0] % 6, data[1], data[2:]
    if form == 0:
        stream = rest
    elif form == 1:  # a head, well framed
        stream = join(rest or b"\0")
    elif form == 2:  # a value, in a well-formed answer
        stream = join(RETURNED, rest)
    elif form == 3:  # a structure of the right length, and then the bytes of its arrays
        size = min(rest[0] if rest else 0, len(rest))
        stream = join(RETURNED, struct.pack(">I", len(rest) - size) + rest)
    elif form == 4:  # a structure grown from the bytes, in the codec's own grammar but for its rules
        size = min(rest[0] if rest else 0, len(rest))
        structure = msgspec.msgpack.encode(_grown(iter(rest[size:]), 0))
        stream = join(RETURNED, struct.pack(">I", len(structure)) + structure + rest[:size])
    else:  # a callback's arguments, and then whatever follows
        stream = join(CALLING, rest[: len(rest) // 2]) + rest[len(rest) // 2 :]
    parser = FrameParser(blob_bytes=CAPS.bytes)
    step = 1 + cut if cut < 64 else len(stream) + 1
    for start in range(0, len(stream), step):
        try:
            frames = parser.feed(stream[start : start + step])
        except FrameError:
            return
        for head, blob in frames:
            _message(head, blob)


def _grown(source: Iterator[int], depth: int) -> Any:
    """A node of the codec's structure as the bytes spell it: kinds, counts, and scalars that often fit."""
    what = next(source, 255)
    if what < 160 and depth < 60:
        kind, count = what % 10, next(source, 0) % 8
        items = [_grown(source, depth + 1) for _ in range(count)]
        if kind == codec.ARRAY:
            items.insert(0, DTYPES[next(source, 0) % len(DTYPES)])
        return [kind, items]
    return SCALARS[what % len(SCALARS)]


DTYPES = ("b1", "u1", "i8", "f4", "f8", "f16", "c16", "O", "V4", "x")
SCALARS = (
    None, True, False, 0, 1, 2, 3, -1, 2**63, 2**32, 0.0, -0.0, float("nan"), float("inf"), 1.5,
    "", "a", "0x1", "-0x" + "f" * 1000, "0x" + "f" * 2000, "f8", "λ\0",
)  # fmt: skip
RETURNED = messages.pack(messages.Returned(7, b""))[0]
CALLING = messages.pack(messages.CallingBack(7, "cost", b""))[0]


def _message(head: bytes, blob: bytes) -> None:
    for read in (messages.from_runtime, messages.to_runtime):
        try:
            message = read(head, blob)
        except messages.MessageError:
            continue
        if read(*messages.pack(message)) != message:
            raise FindingError(f"{message!r} does not survive its own packing")
        for payload in (getattr(message, "value", None), getattr(message, "args", None)):
            if isinstance(payload, bytes):
                _value(payload)


def _value(data: bytes) -> None:
    try:
        value = codec.decode(data, CAPS)
    except codec.CodecError as error:
        str(error).encode()
        return
    _require_plain(value)
    with suppress(codec.CodecError):  # a cap of the way back may be lower
        again = codec.encode(value, CAPS)
        if codec.encode(codec.decode(again, CAPS), CAPS) != again:
            raise FindingError(f"{value!r} changes on its way")


def _require_plain(value: Any) -> None:
    kind = type(value)
    if kind not in PLAIN:
        raise FindingError(f"decoded to {kind}")
    if kind is np.ndarray and not (value.flags.writeable and value.flags.c_contiguous and value.dtype.kind in "biufc"):
        raise FindingError(f"an array of {value.dtype} that is not fresh")
    if kind in (list, tuple):
        for item in value:
            _require_plain(item)
    elif kind is dict:
        for key, item in value.items():
            _require_plain(key)
            _require_plain(item)


# What students send


def notebook(data: bytes) -> None:
    """A file: a notebook, a script, or the source of cells of a well-formed notebook."""
    if not data:
        return
    form, rest = data[0] % 4, data[1:]
    try:
        if form == 0:
            document = read_notebook(rest)
        elif form == 1:
            document = read_script(rest, "work.py")
        else:
            document = read_notebook(seeds.notebook_of(rest.decode("utf-8", "replace").split("\0"), form == 3))
    except NotReadableError as error:
        str(error).encode()
        return
    # What `grader.submission` does inside its confined child; there a MemoryError is a refusal too.
    with suppress(MemoryError):
        msgspec.msgpack.encode(read_document(document, NAMES))


# What earlier runs left


def results(data: bytes) -> None:
    """A result.json, read as `grader report` does, and every page that is made of it."""
    if not data:
        return
    text = data[1:]
    if data[0] % 2:  # a change in the middle of a good one
        whole = seeds.a_report().to_json()
        place = int.from_bytes(text[:2].ljust(2, b"\0"), "big") % len(whole)
        end = place + (text[2] if len(text) > 2 else 0)
        text = whole[:place] + text[3:] + whole[end:]
    try:
        report = Report.from_json(text)
    except msgspec.DecodeError:
        return
    if Report.from_json(report.to_json()) != report:
        raise FindingError("a report does not survive its own writing")
    student_page(report)
    summary_files([report, report], report.title)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - the null device is no path of ours
        console = make_console(nowhere, width=80)
        console.print(run_summary([report]))
        console.print(check_view(report))


def pack(data: bytes) -> None:
    """A case pack in the cache: what is read is what was written, or nothing."""
    path = _scratch() / "cases.pack"
    write_pack(path, seeds.a_pack())
    whole = path.read_bytes()
    if data and data[0] % 2:
        place = int.from_bytes(data[1:3].ljust(2, b"\0"), "big") % len(whole)
        end = place + (data[3] if len(data) > 3 else 0)
        whole = whole[:place] + data[4:] + whole[end:]
    else:
        whole = data[1:]
    path.write_bytes(whole)
    read = read_pack(path)
    if read is not None and read != seeds.a_pack():
        raise FindingError(f"a damaged pack was believed: {read!r}"[:500])


def journal(data: bytes) -> None:
    """A run.sqlite, or one with its write-ahead file, damaged anywhere; used as a run uses it."""
    if not data:
        return
    folder = _scratch()
    path, ahead = folder / "run.sqlite", folder / "run.sqlite-wal"
    for old in folder.iterdir():
        old.unlink()
    whole, whole_ahead = seeds.a_journal()
    form, place, rest = data[0] % 4, int.from_bytes(data[1:4].ljust(3, b"\0"), "big"), data[4:]
    if form == 0:
        path.write_bytes(data[1:])
    elif form == 1:
        path.write_bytes(_overwritten(whole, place, rest))
    elif form == 2:
        path.write_bytes(whole)
        ahead.write_bytes(_overwritten(whole_ahead, place, rest))
    else:  # torn
        path.write_bytes(whole[: place % len(whole)])
        ahead.write_bytes(whole_ahead[: int.from_bytes(rest[:3], "big") % len(whole_ahead)])
    with suppress(UsageError, OutputError):
        found = Journal(path)
        try:
            found.last_assignment()
            found.last_ids()
            found.begin(seeds.A_KEY)
            found.is_done("ada", seeds.A_KEY.of("0" * 64))
            found.keep("ada")
            found.record(seeds.a_report(), "key")
            ids = found.last_ids()
            if not all(isinstance(i, str) for i in ids):
                raise FindingError(f"ids {ids!r}")
            found.end("finished")
        finally:
            found.close()


def _overwritten(data: bytes, place: int, patch: bytes) -> bytes:
    place %= len(data)
    return data[:place] + patch + data[place + len(patch) :]


_folder: tempfile.TemporaryDirectory[str] | None = None


def _scratch() -> Path:
    """A folder of this process, in memory where there is such a place."""
    global _folder  # made once a process, removed at its end
    if _folder is None:
        _folder = tempfile.TemporaryDirectory(
            prefix="grader-fuzz-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        )
    return Path(_folder.name)


TARGETS: dict[str, Target] = {
    "decoder": Target(decoder, seeds.streams),
    "notebook": Target(notebook, seeds.notebooks),
    "results": Target(results, seeds.reports),
    "pack": Target(pack, seeds.packs),
    "journal": Target(journal, seeds.journals),
}
