"""Which files of the given paths are submissions, and what each is called. Reads names, never contents.

Ids name folders and rows of the results: safe characters only, unique in a run, the same whenever the same files are
found. Links inside a folder are not followed: a submission must not name a file of ours.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from grader.errors import NothingToGradeError, UsageError
from grader.text import abridge

__all__ = ["FILES_OF_A_STUDENT", "Found", "discover", "passed_over"]

FILES_OF_A_STUDENT = 100
"""So many notebooks or scripts in a student's folder are work; more are a way to keep the grader busy for days."""

FOLDERS_OF_A_STUDENT = 1000
"""So many folders in it may be a course's repository; more are such a way too."""

_SUFFIXES = (".ipynb", ".py")
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_CLUTTER = frozenset({"__pycache__", "__MACOSX", "node_modules", "site-packages"})
_DEPTH = 8
_ID_CHARS = 80
# What Canvas puts before a file's name when an instructor downloads all, and after it when a student hands in again.
_DOWNLOADED = re.compile(r"\A[^_]+_(?:LATE_)?\d+_\d+_|-\d+\Z")
_EDITION = re.compile(r"_v\d+[a-z]?\Z")
# Files of the run that stand beside the submissions' folders.
_RESERVED = re.compile(r"(?:index\.html|grades\.csv|run\.sqlite.*)\Z")


class Found(msgspec.Struct, frozen=True):
    """A file to grade, and the id under which its results are filed."""

    id: str
    path: Path


def discover(paths: Sequence[Path], *, ignore: Collection[str] = ()) -> list[Found]:
    """Find the submissions among files and folders.

    A folder holds files, or a folder for each student. A student's folder is taken by its notebooks, however deep they
    lie, and by its scripts only where it has none. Its name is the id when one submission is in it. One that can't be
    listed or holds more than `FILES_OF_A_STUDENT` or `FOLDERS_OF_A_STUDENT` is found itself, for the reader to refuse.

    Parameters
    ----------
    paths : sequence of Path
        Files .ipynb or .py, or folders. Hidden names, caches and installed packages in folders are passed over.
    ignore : collection of str
        Module names whose .py files in folders are no submissions: the assignment's helpers.

    Raises
    ------
    UsageError
        A path does not exist, or is a file of another kind.
    NothingToGradeError
        There is no submission at all.
    """
    helpers = frozenset(map(_helper_of, ignore))
    named: dict[Path, tuple[str, str]] = {}
    seen: set[str] = set()
    for path in paths:
        with _saying(path, "opened"):
            is_folder = path.is_dir()
        if is_folder:
            for name, key, file in _in_folder(path, helpers):
                if _is_new(file, seen):
                    named[file] = (name, key)
        elif not path.exists():
            raise UsageError(f"{_shown(path)}: no such file or folder")
        elif not path.is_file() or path.suffix.lower() not in _SUFFIXES:
            remedy = ": unpack it first" if path.suffix.lower() in _ARCHIVES else ""
            raise UsageError(f"{_shown(path)}: is neither a .ipynb nor a .py file nor a folder{remedy}")
        else:
            file = path.resolve() if path.is_symlink() else path  # the user's own link: they meant its target
            if _is_new(file, seen):
                named[file] = (path.stem, path.name)
    if not named:
        where = ", ".join(map(_shown, paths)) or "no path"
        remedy = " (unpack archives first; links are not followed)" if passed_over(paths, ()) else ""
        raise NothingToGradeError(f"no .ipynb or .py file in {where}{remedy}")
    return _with_ids(named)


def _is_new(file: Path, seen: set[str]) -> bool:
    """Whether a file is met for the first time, however its path is spelt."""
    before = len(seen)
    seen.add(os.path.realpath(file))
    return len(seen) > before


def passed_over(paths: Sequence[Path], found: Collection[Found]) -> list[str]:
    """What may be a student's work and is none of the found.

    Folders without a submission, archives, notebooks with a second ending (`a.ipynb.txt`), and links to any of them.

    Parameters
    ----------
    paths : sequence of Path
        What `discover` was given.
    found : collection of Found
        What it said.
    """
    holding = {folder for one in found for folder in (one.path, *one.path.parents)}
    lost = [
        entry
        for path in paths
        if path.is_dir()
        for entry in _entries(path)
        if entry not in holding and _may_be_work(entry)
    ]
    return [os.fsencode(entry.name).decode("utf-8", "replace") for entry in sorted(lost, key=os.fsencode)]


def _may_be_work(entry: Path) -> bool:
    if os.path.isdir(entry):  # noqa: PTH112 - False, where Path.is_dir raises: at a link to where we may not look
        return not os.path.exists(entry / "run.sqlite")  # noqa: PTH110 - as above; an earlier run's results
    if entry.suffix.lower() in _SUFFIXES:
        return entry.is_symlink()
    return entry.suffix.lower() in _ARCHIVES or ".ipynb" in entry.name.lower()


def _in_folder(folder: Path, ignore: frozenset[str]) -> Iterator[tuple[str, str, Path]]:
    """(name that the id is made of, what tells it from others of that name, file)"""
    for file in _files(folder, ignore):
        yield file.stem, file.name, file
    for inner in _folders(folder):
        try:
            files = _files_below(inner, ignore)
        except UsageError:
            files = [inner]  # one student's, and no reason not to grade the others
        files = [f for f in files if f.suffix.lower() == ".ipynb"] or files
        if len(files) > FILES_OF_A_STUDENT:
            files = [inner]
        for file in files:
            way = file.relative_to(folder)
            name = inner.name if len(files) == 1 else "-".join(way.with_name(way.stem).parts)
            yield name, way.as_posix(), file


def _files_below(folder: Path, ignore: frozenset[str]) -> list[Path]:
    files: list[Path] = []
    waiting, searched = [folder], 0
    while waiting:
        searched += 1
        if searched > FOLDERS_OF_A_STUDENT:
            raise UsageError(f"{_shown(folder)}: holds more than {FOLDERS_OF_A_STUDENT} folders")
        here = waiting.pop(0)
        files += _files(here, ignore)
        if len(here.parts) - len(folder.parts) < _DEPTH:
            waiting += _folders(here)
    return files


def _folders(folder: Path) -> list[Path]:
    with _saying(folder, "listed"):
        # A link is not asked what it leads to: there we may not even be allowed to look.
        return sorted((e for e in _entries(folder) if not e.is_symlink() and e.is_dir()), key=os.fsencode)


def _files(folder: Path, ignore: frozenset[str]) -> list[Path]:
    files = (
        entry
        for entry in _entries(folder)
        if entry.suffix.lower() in _SUFFIXES
        and not (entry.suffix.lower() == ".py" and _helper_of(_DOWNLOADED.sub("", entry.stem)) in ignore)
        and not entry.is_symlink()
        and entry.is_file()
    )
    with _saying(folder, "listed"):
        return sorted(files, key=os.fsencode)


def _helper_of(name: str) -> str:
    """What a helper module is called in every edition: `opt_utils` for `opt_utils_v1b`."""
    return _EDITION.sub("", name)


def _entries(folder: Path) -> list[Path]:
    with _saying(folder, "listed"):
        return [e for e in folder.iterdir() if not e.name.startswith(".") and e.name not in _CLUTTER]


@contextmanager
def _saying(path: Path, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{abridge(_shown(path), 200)}: can't be {what}: {error.strerror}") from None


def _with_ids(named: dict[Path, tuple[str, str]]) -> list[Found]:
    plain = {file: _safe(name) for file, (name, _) in named.items()}
    taken = Counter(name.casefold() for name in plain.values())
    found: list[Found] = []
    used: set[str] = set()
    for file, (_, key) in named.items():
        safe = plain[file]
        if taken[safe.casefold()] > 1:
            safe = f"{safe}-{_digest(key)}"
        while safe.casefold() in used:  # the same name in two given folders
            key = f"{_shown(file)}+{key}"
            safe = f"{plain[file]}-{_digest(key)}"
        used.add(safe.casefold())
        found.append(Found(safe, file))
    return found


def _safe(name: str) -> str:
    """Letters, digits, dot, dash and underscore; a digest is added where that lost anything."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip(".-")[:_ID_CHARS].rstrip(".-")
    if plain == name and not _RESERVED.match(plain.casefold()):
        return plain
    return f"{plain or 'submission'}-{_digest(name)}"


def _digest(text: str) -> str:
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:8]


def _shown(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")
