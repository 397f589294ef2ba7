"""grades.csv: one row a submission, for spreadsheets and scripts.

Owns the columns and the escaping that spreadsheets need: a cell that a program would run as a formula is text, and
every row is one line. Knows nothing of where the file goes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from grader.model import Report
from grader.text import one_line

__all__ = ["COLUMNS", "grades_csv"]

COLUMNS = ("id", "file", "status", "score", "max_score")
"""The columns before one a function; `reason` comes after them."""

# What Excel, LibreOffice and Google Sheets take for a formula, the full-width signs of East Asian keyboards included.
# Where the decimal sign is a comma, Excel splits a line at semicolons, quoted or not: a cell may start behind each.
_FORMULA = re.compile(r"(^|;)(?=[\s\"]*[=+\-@＝＋－＠])")


def grades_csv(reports: Sequence[Report]) -> str:
    """The run's grades as CSV text.

    Columns are `id, file, status, score, max_score`, one for each graded function in order of first appearance (its
    points), and `reason`. A cell is empty where there is nothing to say: no score for a rejected or ungraded
    submission (never 0), no points for a function that a submission's edition lacks.

    Returns
    -------
    str
        Lines end in a line feed. Write it as UTF-8 with `newline=""`; it always encodes.
    """
    names = tuple(dict.fromkeys(f.name for r in reports for f in r.functions))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, *map(_text, names), "reason"])
    for report in reports:
        writer.writerow(_row(report, names))
    return out.getvalue()


def _row(report: Report, names: Sequence[str]) -> list[str]:
    graded = report.score is not None and report.status == "graded"
    points = {f.name: _number(f.points) for f in report.functions} if graded else {}
    return [
        _text(report.submission.id),
        _text(report.submission.file),
        report.status,
        _number(report.score) if graded and report.score is not None else "",
        _number(report.max_score),
        *(points.get(name, "") for name in names),
        _text(report.reason or ""),
    ]


def _number(value: float) -> str:
    """A number as every locale's CSV reader takes it: 10, 7.5, 3.333333."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _text(value: str) -> str:
    """A student's string as a cell: on one line, nothing hidden, never a formula."""
    return _FORMULA.sub(r"\1'", one_line(value))
