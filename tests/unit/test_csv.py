"""grades.csv is one line a submission, holds no formula, and never turns a missing score into a zero."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.export.csv import COLUMNS, grades_csv
from grader.model import Outcome
from tests.unit import report_samples as samples

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def named(file: str) -> dict[str, str]:
    """The row of a graded report whose file has this name."""
    (row,) = rows(grades_csv([samples.perfect(file=file)]))
    return row


def test_columns() -> None:
    """Fixed columns, then one a function in order of appearance, then the reason."""
    header = grades_csv([samples.perfect()]).splitlines()[0]
    assert header.split(",") == [*COLUMNS, *samples.OPTIMIZATION, "reason"]
    assert COLUMNS == ("id", "file", "status", "score", "max_score")


def test_points_of_each_function() -> None:
    """A graded row holds the score and the points, written as plain numbers."""
    third = samples.function("f", 10 / 3)
    (row,) = rows(grades_csv([samples.report([third, samples.function("g", 5, Outcome.FAILED)])]))
    assert (row["status"], row["score"], row["max_score"]) == ("graded", "3.333333", "8.333333")
    assert (row["f"], row["g"], row["reason"]) == ("3.333333", "0", "")


@pytest.mark.parametrize("status", ["rejected", "harness_error"])
def test_without_a_score_cells_are_empty(status: str) -> None:
    """Not graded is no zero: score and points are empty, and the reason is told."""
    _, row = rows(grades_csv([samples.perfect(), samples.ungraded(status, "because of this")]))
    assert (row["status"], row["score"], row["update_lr"], row["reason"]) == (status, "", "", "because of this")
    assert row["max_score"] == "100"


def test_a_partial_harness_error_shows_no_points() -> None:
    """Points of the functions that were judged before the grader broke are no grade."""
    broken = msgspec.structs.replace(samples.perfect(), status="harness_error", score=None, reason="x")
    (row,) = rows(grades_csv([broken]))
    assert (row["score"], row["update_lr"]) == ("", "")


def test_a_function_of_another_edition_is_empty() -> None:
    """What was not asked is no zero either."""
    first, second = rows(grades_csv([samples.report([samples.function("f")]), samples.report([samples.function("g")])]))
    assert (first["f"], first["g"]) == ("10", "")
    assert (second["f"], second["g"]) == ("", "10")


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "  =1", "＝1", "＋1", "－1", "＠A"],
)
def test_formulas_are_text(formula: str) -> None:
    """A leading quote makes a spreadsheet take the cell as text."""
    assert named(formula)["file"] == f"'{formula}"


@pytest.mark.parametrize("text", ["a=b.ipynb", "week-2.ipynb", "me@home.py", 'ünïcode, quoted "name".py', "'quoted'"])
def test_other_text_stays(text: str) -> None:
    """Only a leading sign makes a formula."""
    assert named(text)["file"] == text


@pytest.mark.parametrize(
    ("file", "cell"),
    [
        ("a;=1+1", "a;'=1+1"),
        ('a;"=1+1"', 'a;\'"=1+1"'),
        ("a; @x;-1", "a;' @x;'-1"),
        ("a;b=1;c-d.py", "a;b=1;c-d.py"),
        ('"=1"', '\'"=1"'),
    ],
)
def test_formulas_behind_a_semicolon_are_text(file: str, cell: str) -> None:
    """Excel with a decimal comma takes semicolons for the separators, wherever the quotes stand."""
    assert named(file)["file"] == cell


@pytest.mark.parametrize("start", ["\t", "\r", "\n", "\x00", "\u202e", "\ufeff"])
def test_control_characters_are_shown(start: str) -> None:
    """A tab or carriage return before a sign starts a formula in some programs; here it is shown."""
    assert named(f"{start}=1")["file"] == f"⟪U+{ord(start):04X}⟫=1"


@given(ANY_TEXT)
def test_any_file_name_is_one_safe_line(file: str) -> None:
    """Whatever a file is called, the gradebook stays UTF-8, one line a submission, without a formula."""
    text = grades_csv([samples.perfect(file=file)])
    text.encode("utf-8")
    assert len(text.splitlines()) == 2
    assert not named(file)["file"].lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_it_reads_back_from_disk(tmp_path: Path) -> None:
    """Written as the docstring says, a class comes back row by row."""
    path = tmp_path / "grades.csv"
    reports = [*samples.gradebook(200), samples.hostile()]
    path.write_text(grades_csv(reports), encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert [r["id"] for r in read] == [r.submission.id for r in reports]
    assert b"\r" not in path.read_bytes()
