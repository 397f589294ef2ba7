"""The journal says only what is true, and damage is called by its name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from grader.errors import UsageError
from grader.journal import Journal, RunKey
from grader.store import RunFolder
from tests.unit.run_samples import KEY, report


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("course_sha256", "d" * 64),
        ("seed", 1),
        ("edition", "2021"),
        ("sandbox", "process"),
        ("isolation", "fork"),
        ("image_digest", "sha256:2"),
        ("runtime", "runsc"),
        ("grader_version", "0.2.0"),
    ],
)
def test_whatever_changes_a_grade_changes_the_key(field: str, value: object) -> None:
    """A result under other settings is never taken for this run's."""
    assert msgspec.structs.replace(KEY, **{field: value}).of("s") != KEY.of("s")


def test_the_key_is_the_submissions_own() -> None:
    """The same settings give the same key for the same content only."""
    assert KEY.of("s") == msgspec.structs.replace(KEY).of("s")
    assert KEY.of("s") != KEY.of("t")


def test_the_journal_remembers_across_runs(tmp_path: Path) -> None:
    """What one run recorded, the next knows, under the same key only."""
    with RunFolder(tmp_path) as folder:
        folder.journal.begin(KEY)
        folder.journal.record(report(), KEY.of("s"))
        folder.journal.end("finished")
    with RunFolder(tmp_path) as folder:
        assert folder.journal.last_assignment() == "tiny"
        assert folder.journal.is_done("ada", KEY.of("s"))
        assert not folder.journal.is_done("ada", KEY.of("t"))
        assert not folder.journal.is_done("bob", KEY.of("s"))


def test_our_own_failures_are_never_done(tmp_path: Path) -> None:
    """A harness error is tried again in the next run; a rejected file isn't read again."""
    with RunFolder(tmp_path) as folder:
        folder.journal.begin(KEY)
        folder.journal.record(report("ada", "harness_error"), KEY.of("s"))
        folder.journal.record(report("bob", "rejected"), KEY.of("s"))
        assert not folder.journal.is_done("ada", KEY.of("s"))
        assert folder.journal.is_done("bob", KEY.of("s"))


def test_a_run_holds_what_it_recorded_or_kept(tmp_path: Path) -> None:
    """The last run's ids are sorted, and lack the submissions that were there only before."""
    with RunFolder(tmp_path) as folder:
        folder.journal.begin(KEY)
        for identifier in ("bob", "eve", "ada"):
            folder.journal.record(report(identifier), KEY.of("s"))
        folder.journal.begin(KEY)
        folder.journal.record(report("zoe"), KEY.of("s"))
        folder.journal.keep("ada")
        assert folder.journal.last_ids() == ["ada", "zoe"]


def test_the_journal_tells_how_runs_ended(tmp_path: Path) -> None:
    """The audit has a row a run, with its settings and its end."""
    with RunFolder(tmp_path) as folder:
        folder.journal.begin(KEY)
        folder.journal.end("interrupted")
        folder.journal.begin(KEY)
    with sqlite3.connect(tmp_path / "run.sqlite") as db:
        rows = db.execute("SELECT state, ended_at IS NULL, settings FROM runs ORDER BY run").fetchall()
    db.close()
    assert [r[:2] for r in rows] == [("interrupted", 0), ("running", 1)]
    assert msgspec.json.decode(rows[0][2], type=RunKey) == KEY


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"not a database, but long enough to be looked at" * 50, "file is not a database"),
        (None, "is a journal of version 99, not 1"),
    ],
    ids=["no database", "another version"],
)
def test_a_strange_journal_is_refused(tmp_path: Path, content: bytes | None, why: str) -> None:
    """A file that is no journal of ours is never written to."""
    path = tmp_path / "run.sqlite"
    if content is None:
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version=99")
        db.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(UsageError, match=why):
        RunFolder(tmp_path)
    assert path.read_bytes() == before
    with pytest.raises(UsageError, match="choose another folder"):
        Journal(path)


def test_a_damaged_journal_has_one_line(tmp_path: Path) -> None:
    """Damage in a page that is read late is found late, and called by its name, with the remedy."""
    with RunFolder(tmp_path) as folder:
        folder.journal.begin(KEY)
        for n in range(200):
            folder.journal.record(report(f"s{n}"), KEY.of("0" * 64))
    whole = bytearray((tmp_path / "run.sqlite").read_bytes())
    whole[4096 * 3 :] = bytes(b ^ 0x5A for b in whole[4096 * 3 :])
    (tmp_path / "run.sqlite").write_bytes(whole)
    damaged = r"run.sqlite is damaged \(.*\): delete it and run the same command again"
    with closing(Journal(tmp_path / "run.sqlite")) as journal, pytest.raises(UsageError, match=damaged):
        journal.last_ids()
