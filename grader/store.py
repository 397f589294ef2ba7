"""The folder of a run: its lock, and the files that appear whole or not at all.

Owns how anything is written below the output folder. Knows reports as bytes; neither how they came about nor how they
are rendered.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import msgspec

from grader.errors import UsageError
from grader.journal import JOURNAL, Journal, output_error
from grader.model import Report

__all__ = ["RESULT", "RunFolder", "digest_file", "probe", "write_files"]

RESULT = "result.json"
_CHUNK = 2**20
_DIGEST_BYTES = 2**26  # far more than is read of a submission; a file with a hole may claim terabytes


class RunFolder:
    """The output folder of one run, locked against a second one.

    Parameters
    ----------
    path : Path
        Made when absent.

    Raises
    ------
    UsageError
        When the folder can't be made or written, or another run works in it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        made = _first_absent(path)
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as e:
            raise _unwritable(path, e) from e
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._lock)
            raise UsageError(
                f"another run works in {path}: wait until it ends, or choose another folder with -o"
            ) from None
        try:
            self.journal = Journal(path / JOURNAL)
        except BaseException:
            if made is not None:
                for begun in path.glob(f"{JOURNAL}*"):
                    begun.unlink()
                _remove_made(made, path)
            os.close(self._lock)
            raise

    def __enter__(self) -> RunFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the journal and give the folder free."""
        self.journal.close()
        os.close(self._lock)

    def write(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Write files of one sub-folder ("" for the run's own), all of them or none.

        Raises
        ------
        OutputError
            When the disk is full or the folder went away.
        """
        target = self.path / folder if folder else self.path
        try:
            for part in target.glob(".*.part"):  # of a grader that was killed: the lock says that nobody else writes
                part.unlink()
            write_files(target, files)
        except OSError as e:
            raise output_error(target, e.strerror or str(e)) from e

    def read_report(self, identifier: str, *, beside: str = "") -> Report | None:
        """The stored report of a submission; None when it is absent or damaged, or the file `beside` it is absent."""
        folder = self.path / identifier
        try:
            report = Report.from_json((folder / RESULT).read_bytes())
        except (OSError, msgspec.DecodeError):
            return None
        return report if not beside or (folder / beside).is_file() else None


def probe(path: Path) -> None:
    """See whether a folder can be made and written, and leave nothing behind. Raises UsageError."""
    made = _first_absent(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path, prefix=".probe-")
        try:
            os.posix_fallocate(descriptor, 0, 4096)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
            Path(name).unlink()
    except OSError as e:
        raise _unwritable(path, e) from e
    finally:
        if made is not None:
            _remove_made(made, path)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files so that each is whole or absent, even after a power cut: temporary, fsync, rename.

    Every file is on the disk before the first is renamed: a disk that fills up leaves the old ones alone.

    Raises
    ------
    OSError
        As the system says; temporary files, and the folder when it was made here, are gone by then.
    """
    made = not folder.exists()
    folder.mkdir(exist_ok=True)
    scratch: list[tuple[Path, Path]] = []
    try:
        for name, data in files.items():
            part = folder / f".{name}.{os.getpid()}.part"
            scratch.append((part, folder / name))
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for part, path in scratch:
            part.replace(path)
        _sync(folder)
    except BaseException:
        for part, _ in scratch:
            part.unlink(missing_ok=True)
        if made and not any(folder.iterdir()):
            folder.rmdir()
        raise


def digest_file(path: Path) -> str | None:
    """SHA-256 of a regular file, in hex; None when it is none, can't be read or is far too large to be graded.

    Links are not followed.
    """
    digest = hashlib.sha256()
    try:
        # O_NONBLOCK: a pipe in the place of a file must not hold the run up.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            facts = os.fstat(descriptor)
            if not stat.S_ISREG(facts.st_mode) or facts.st_size > _DIGEST_BYTES:
                return None
            while chunk := os.read(descriptor, _CHUNK):
                digest.update(chunk)
        finally:
            os.close(descriptor)
    except OSError:
        return None
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _first_absent(path: Path) -> Path | None:
    """The topmost folder that `mkdir -p path` would make."""
    absent = None
    for folder in (path, *path.parents):
        if folder.exists():
            break
        absent = folder
    return absent


def _remove_made(made: Path, path: Path) -> None:
    """Undo `mkdir -p path`, which began at `made`; what another run has put there in the meantime stays."""
    for folder in (path, *path.parents):
        with suppress(OSError):
            folder.rmdir()
        if folder == made:
            return


def _unwritable(path: Path, error: OSError) -> UsageError:
    if isinstance(error, FileExistsError):  # mkdir's word for a file in the folder's place
        return UsageError(f"can't write to {path} (it is a file): choose another folder with -o")
    return UsageError(f"can't write to {path} ({error.strerror or error}): choose another folder with -o")
