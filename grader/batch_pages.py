"""The pages and the gradebook of a run: which files they are, and how to make them again from the results.

Owns file names and their content as bytes; a run writes them through its folder, `grader report` through this.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.errors import NothingToGradeError, UsageError
from grader.export.csv import grades_csv
from grader.journal import JOURNAL
from grader.model import Report
from grader.store import RESULT, RunFolder, write_files
from reports.render import render_index, render_report

__all__ = ["PAGE", "render_again", "student_page", "summary_files"]

PAGE = "report.html"


def student_page(report: Report) -> bytes:
    """report.html: what the student may see."""
    return render_report(report, audience="student").encode()


def summary_files(reports: Sequence[Report], title: str) -> dict[str, bytes]:
    """index.html and grades.csv of a run, by file name."""
    page = render_index(reports, title=title)
    return {"index.html": page.encode(), "grades.csv": grades_csv(reports).encode()}


def render_again(out: Path) -> tuple[Report, ...]:
    """Write the pages and the gradebook of a finished run anew, from its result.json files.

    Raises
    ------
    UsageError
        When the folder isn't there, or a result in it can't be read.
    NothingToGradeError
        When it holds no results.
    """
    if not out.is_dir():
        raise UsageError(f"{out}: no such folder: name the one that `grader grade` wrote with -o")
    if (out / JOURNAL).is_file():
        with RunFolder(out) as folder:
            return _render_all(out, folder.journal.last_ids())
    return _render_all(out, sorted(path.parent.name for path in out.glob(f"*/{RESULT}")))


def _render_all(out: Path, ids: Sequence[str]) -> tuple[Report, ...]:
    if not ids:
        raise NothingToGradeError(f"{out}: holds no results: grade something with `grader grade … -o {out}`")
    reports = []
    for identifier in ids:
        path = out / identifier / RESULT
        try:
            reports.append(Report.from_json(path.read_bytes()))
        except OSError as e:
            raise UsageError(f"{path}: can't be read ({e.strerror}): grade again") from e
        except msgspec.DecodeError as e:
            raise UsageError(f"{path}: is no result of this version ({e}): grade again with --fresh") from e
    try:
        for report, identifier in zip(reports, ids, strict=True):
            write_files(out / identifier, {PAGE: student_page(report)})
        write_files(out, summary_files(reports, reports[0].title))
    except OSError as e:
        raise UsageError(f"can't write to {out} ({e.strerror or e}): make room or mend the rights") from e
    return tuple(reports)
