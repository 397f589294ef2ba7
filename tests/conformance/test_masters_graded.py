"""Every master notebook, graded with its solutions in it, gets full marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course import load_assignment
from grader.engine import grade_submissions
from grader.model import Report
from grader.packs import draw_pack
from grader.results import Options
from grader.sandbox.process import ProcessSandbox
from grader.submission import read_submission

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("path", sorted(ROOT.glob("assignments/*/master.ipynb")), ids=lambda path: path.parent.name)
def test_master_gets_full_marks(path: Path, request: pytest.FixtureRequest) -> None:
    """The solutions that the course itself ships are right."""
    assignment = load_assignment(ROOT, path.parent.name)
    if assignment.image == "tensorflow":
        request.getfixturevalue("requires_tensorflow")
    work = read_submission(path, id="master", names=assignment.names)
    reports: list[Report] = []
    sandbox = ProcessSandbox(stack=assignment.image)
    try:
        pack = draw_pack(assignment, 11, "grade")
        grade_submissions(assignment, [work], sandbox, pack, Options(seed=11), lambda _, r: reports.append(r))
    finally:
        sandbox.close()
    wrong = [(c.id, c.rationale) for f in reports[0].functions for c in f.checks if c.outcome != "passed"]
    assert wrong == []
    assert reports[0].score == reports[0].max_score == sum(f.points for f in assignment.functions)


def test_every_assignment_has_a_master() -> None:
    """A released assignment starts from a master notebook."""
    folders = {path.parent for path in ROOT.glob("assignments/*/assignment.toml")}
    assert {path.parent for path in ROOT.glob("assignments/*/master.ipynb")} == folders
