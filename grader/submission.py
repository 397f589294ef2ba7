"""A student's file → a Submission: its bytes, read once, and a confined child in which they become cells and names.

Owns what is refused as a whole and how much a file may cost. The text is hostile, and nothing of it is ever executed
here. Knows nothing of points.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Literal

import msgspec

from grader.confined import ConfinedError, OurBugError, run_confined
from grader.discover import FILES_OF_A_STUDENT, FOLDERS_OF_A_STUDENT
from grader.errors import HarnessError, UnreadableError
from grader.model import Submission
from grader.notebook import NotReadableError, read_notebook, read_script
from grader.reading import Reading, read_document

__all__ = ["FILE_BYTES", "read_submission"]

FILE_BYTES = 20 * 2**20
"""A notebook full of figures has a few MiB."""

_POISON_CELLS = 3


class _Refused(msgspec.Struct, frozen=True, tag="refused"):
    reason: str


def read_submission(
    path: Path, *, id: str, names: Collection[str], image: Literal["numpy", "tensorflow"] = "numpy"
) -> Submission:
    """Read and filter a .ipynb or .py file without executing any of it.

    Parameters
    ----------
    path : Path
        A regular file; links are not followed.
    id : str
        The submission's safe name, as `discover` gives it.
    names : collection of str
        The graded names and their aliases.
    image : str
        The assignment's. Where it is "tensorflow", a notebook written for TensorFlow 1 is refused.

    Raises
    ------
    UnreadableError
        The file as a whole can't be read, or is for TensorFlow 1. One line that says why.
    HarnessError
        This module is at fault.
    """
    shown = os.fsencode(path).decode("utf-8", "replace")
    data = _read_bytes(path, shown)
    skip: set[int] = set()
    killed = False
    wanted = frozenset(names)
    while True:

        def work(note: Callable[[int], None], skip: frozenset[int] = frozenset(skip)) -> bytes:
            return msgspec.msgpack.encode(_read(data, path, wanted, skip, note))

        try:
            result = msgspec.msgpack.decode(run_confined(work), type=_Refused | Reading)
            break
        except ConfinedError as error:
            if error.kind == "killed" and not killed:
                killed = True  # once may be chance: another process took the memory
                continue
            # The child notes which cell it parses: one that crashes the parser costs itself, not the notebook.
            if error.kind == "time" or not error.step or len(skip) >= _POISON_CELLS or error.step in skip:
                why = {"time": "takes too long to read"}
                why |= dict.fromkeys(("memory", "killed"), "needs too much memory to read")
                raise UnreadableError(f"{shown}: {why.get(error.kind, 'crashes the Python parser')}") from None
            skip.add(error.step)
        except OurBugError as error:
            raise HarnessError(f"{shown}: the submission reader failed: {error}") from None
    if isinstance(result, _Refused):
        raise UnreadableError(f"{shown}: {result.reason}")
    if image == "tensorflow" and result.tensorflow1:
        raise UnreadableError(
            f"{shown}: is written for TensorFlow 1 ({result.tensorflow1}), which has sessions and placeholders; "
            "this assignment is for TensorFlow 2: use a notebook of 2021 or later"
        )
    return Submission(
        id=id,
        file=shown,
        sha256=hashlib.sha256(data).hexdigest(),
        cells=result.cells,
        definitions=result.definitions,
        problems=result.problems,
        edition=result.edition,
        notes=result.notes,
    )


def _read_bytes(path: Path, shown: str) -> bytes:
    if path.suffix.lower() not in (".ipynb", ".py"):
        most = f"{FILES_OF_A_STUDENT} files or {FOLDERS_OF_A_STUDENT} folders"
        folder = f"is a folder that can't be listed or holds more than {most}"
        raise UnreadableError(f"{shown}: {folder if path.is_dir() else 'is neither a .ipynb nor a .py file'}")
    try:
        # NONBLOCK: opening a FIFO must not wait for somebody to write into it
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        why = "is a link" if path.is_symlink() else f"can't be opened: {error.strerror}"
        raise UnreadableError(f"{shown}: {why}") from None
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableError(f"{shown}: is no regular file")
        if facts.st_size <= FILE_BYTES:
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                data = file.read(FILE_BYTES + 1)
            if len(data) <= FILE_BYTES:
                return data
    finally:
        os.close(descriptor)
    size = facts.st_size / 2**20
    remedy = ": clear its outputs and save it again" if path.suffix.lower() == ".ipynb" else ""
    raise UnreadableError(f"{shown}: is {size:.0f} MiB large, at most {FILE_BYTES // 2**20} MiB are read{remedy}")


def _read(
    data: bytes, path: Path, names: frozenset[str], skip: frozenset[int], note: Callable[[int], None]
) -> _Refused | Reading:
    try:
        if path.suffix.lower() == ".py" and not _is_misnamed(data):
            document = read_script(data, os.fsencode(path.name).decode("utf-8", "replace"))
        else:
            document = read_notebook(data)
    except NotReadableError as error:
        return _Refused(str(error))
    return read_document(document, names, skip=skip, note=note)


def _is_misnamed(data: bytes) -> bool:
    """Whether a .py file is a notebook: a dict of its JSON is Python too, and would define nothing."""
    if not data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return False
    try:
        read_notebook(data)
    except NotReadableError:
        return False
    return True
