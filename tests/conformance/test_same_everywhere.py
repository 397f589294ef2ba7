"""The same submission gets the same result.json in a container and in a child process, but for times and provenance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.course import Assignment, load_assignment
from grader.discover import discover
from grader.engine import Options, grade_submissions
from grader.model import Report, Submission
from grader.packs import draw_pack
from grader.sandbox.base import Sandbox
from grader.sandbox.select import open_sandbox
from grader.submission import read_submission

ROOT = Path(__file__).resolve().parents[2]


def results(assignment: Assignment, work: list[Submission], sandbox: Sandbox) -> dict[str, Any]:
    """Every report as plain data, without what may differ."""
    found: dict[str, Any] = {}

    def keep(submission: Submission, report: Report) -> None:
        data = msgspec.to_builtins(report)
        del data["timing"], data["provenance"]
        for function in data["functions"]:
            for check in function["checks"]:
                del check["duration_s"]
        found[submission.id] = data

    try:
        grade_submissions(assignment, work, sandbox, draw_pack(assignment, 3, "grade"), Options(seed=3), keep)
    finally:
        sandbox.close()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["initialization", "optimization"])
def test_graded_twice_in_one_sandbox(slug: str) -> None:
    """Two runs in child processes agree byte for byte."""
    assignment = load_assignment(ROOT, slug)
    work = examples(assignment)
    first = results(assignment, work, open_sandbox("process"))
    assert first == results(assignment, work, open_sandbox("process"))


@pytest.mark.slow
@pytest.mark.docker
@pytest.mark.parametrize("slug", ["initialization", "optimization"])
def test_docker_and_process_agree(slug: str, requires_docker: None) -> None:
    """Nothing of the backend leaks into a result."""
    assignment = load_assignment(ROOT, slug)
    work = examples(assignment)
    assert results(assignment, work, open_sandbox("docker")) == results(assignment, work, open_sandbox("process"))


def examples(assignment: Assignment) -> list[Submission]:
    """The shipped examples but those that run into a time limit, whose message says which clock it was."""
    found = discover([assignment.folder / "examples"])
    return [
        read_submission(f.path, id=f.id, names=assignment.names) for f in found if "infinite_loop" not in f.path.name
    ]
