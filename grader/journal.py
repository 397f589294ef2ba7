"""The journal of a run, an SQLite database: which submissions are done, by which settings.

Knows reports as rows; neither their files nor who writes them.

NOTE [What "done" means]: a row is journalled after the submission's files were renamed into place and synced. A row
therefore promises files; files without a row (a crash in between) are simply written again.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import HarnessError, UsageError
from grader.model import Report

__all__ = ["JOURNAL", "Journal", "OutputError", "RunKey", "output_error"]

JOURNAL = "run.sqlite"
_VERSION = 1
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
    versions: tuple[str | None, ...]
    """Python's, NumPy's and TensorFlow's where the code runs: without an image no digest stands for them."""

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
            raise output_error(self._path, str(e)) from e


def output_error(path: Path, why: str) -> OutputError:
    """Writing to `path` failed in mid-run, and what to do."""
    return OutputError(
        f"can't write to {path} ({why}): what is finished is kept; make room, then run the same command again"
    )


def _no_journal(path: Path, error: Exception) -> UsageError:
    return UsageError(f"{path} can't be used as a run journal ({error}): choose another folder")
