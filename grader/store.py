"""The folder of a run: its lock, its journal and the files that appear whole or not at all.

Owns `run.sqlite` and how anything is written below the output folder. Knows reports as bytes and rows; neither how
they came about nor how they are rendered.

NOTE [What "done" means]: a row is journalled after the submission's files were renamed into place and synced. A row
therefore promises files; files without a row (a crash in between) are simply written again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from grader.errors import HarnessError, UsageError
from grader.model import Report

__all__ = ["JOURNAL", "RESULT", "Journal", "OutputError", "RunFolder", "RunKey", "digest_file", "probe", "write_files"]

JOURNAL = "run.sqlite"
RESULT = "result.json"
_VERSION = 1
_CHUNK = 2**20
_DIGEST_BYTES = 2**26  # far more than is read of a submission; a file with a hole may claim terabytes
_DAMAGE = (sqlite3.Error, UnicodeDecodeError)  # the second: a message of SQLite's that quotes bytes of the file

_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    run INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
    ended_at TEXT,
    state TEXT NOT NULL,
    assignment TEXT NOT NULL,
    settings TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS results (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    status TEXT NOT NULL,
    score REAL,
    max_score REAL NOT NULL,
    graded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
    run INTEGER NOT NULL REFERENCES runs (run)
);
"""


class OutputError(HarnessError):
    """The output folder failed while the run was under way: a full disk, a folder that went away."""


class RunKey(msgspec.Struct, frozen=True):
    """All that can change a grade but the submission itself; a result of another key is graded anew."""

    assignment: str
    course_sha256: str
    seed: int
    edition: str
    sandbox: str
    isolation: str
    image_digest: str | None
    runtime: str | None
    grader_version: str

    def of(self, submission_sha256: str) -> str:
        """The key of one submission's result, as hex."""
        return hashlib.sha256(msgspec.json.encode((self, submission_sha256))).hexdigest()


class Journal:
    """The run journal, an SQLite database in write-ahead mode: what is done, by which settings.

    Parameters
    ----------
    path : Path
        The database; made when absent.

    Raises
    ------
    UsageError
        When the file is there and no journal of this version.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
        except sqlite3.Error as e:
            raise _no_journal(path, e) from e
        try:
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _VERSION):
                raise UsageError(f"{path} is a journal of version {version}, not {_VERSION}: choose another folder")
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_SCHEMA)
            self._db.execute(f"PRAGMA user_version={_VERSION}")
        except BaseException as e:
            self._db.close()
            if isinstance(e, _DAMAGE):
                raise _no_journal(path, e) from e
            raise
        self._run = 0

    def close(self) -> None:
        """Fold the write-ahead file into the database."""
        self._db.close()

    def last_assignment(self) -> str | None:
        """The slug of the last run's assignment; None in a new journal."""
        rows = self._read("SELECT assignment FROM runs ORDER BY run DESC LIMIT 1")
        return str(rows[0][0]) if rows else None

    def begin(self, key: RunKey) -> None:
        """Open a run: results recorded from now on belong to it."""
        with self._writing():
            row = self._db.execute(
                "INSERT INTO runs (state, assignment, settings) VALUES ('running', ?, ?) RETURNING run",
                (key.assignment, msgspec.json.encode(key).decode()),
            ).fetchone()
        self._run = row[0]

    def end(self, state: str) -> None:
        """Close the run as "finished", "interrupted" or "failed"."""
        with self._writing():
            self._db.execute(
                "UPDATE runs SET state = ?, ended_at = strftime('%Y-%m-%dT%H:%M:%fZ') WHERE run = ?",
                (state, self._run),
            )

    def is_done(self, identifier: str, key: str) -> bool:
        """Whether a result of this very key is there; our own failures are never done."""
        rows = self._read("SELECT key, status FROM results WHERE id = ?", identifier)
        return bool(rows) and rows[0][0] == key and rows[0][1] != "harness_error"

    def keep(self, identifier: str) -> None:
        """Take a result of an earlier run into this one."""
        with self._writing():
            self._db.execute("UPDATE results SET run = ? WHERE id = ?", (self._run, identifier))

    def record(self, report: Report, key: str) -> None:
        """Journal a result whose files are in place."""
        info = report.submission
        with self._writing():
            self._db.execute(
                "INSERT OR REPLACE INTO results (id, key, sha256, status, score, max_score, run)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (info.id, key, info.sha256, report.status, report.score, report.max_score, self._run),
            )

    def last_ids(self) -> list[str]:
        """The ids of the last run's results, sorted."""
        rows = self._read("SELECT id FROM results WHERE run = (SELECT max(run) FROM runs) ORDER BY id")
        return [str(row[0]) for row in rows]

    def _read(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """All rows; UsageError when the database is damaged, which may show at any page."""
        try:
            return self._db.execute(query, values).fetchall()
        except _DAMAGE as e:
            raise UsageError(
                f"{self._path} is damaged ({e}): delete it and run the same command again; all will be graded anew"
            ) from e

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except _DAMAGE as e:
            raise _output_error(self._path, str(e)) from e


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
            raise _output_error(target, e.strerror or str(e)) from e

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


def _no_journal(path: Path, error: Exception) -> UsageError:
    return UsageError(f"{path} can't be used as a run journal ({error}): choose another folder")


def _unwritable(path: Path, error: OSError) -> UsageError:
    if isinstance(error, FileExistsError):  # mkdir's word for a file in the folder's place
        return UsageError(f"can't write to {path} (it is a file): choose another folder with -o")
    return UsageError(f"can't write to {path} ({error.strerror or error}): choose another folder with -o")


def _output_error(path: Path, why: str) -> OutputError:
    return OutputError(
        f"can't write to {path} ({why}): what is finished is kept; make room, then run the same command again"
    )
