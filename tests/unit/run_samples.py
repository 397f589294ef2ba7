"""A run's key and a report, for tests of what is kept of runs."""

from __future__ import annotations

from grader.journal import RunKey
from grader.model import Provenance, Report, SubmissionInfo, Timing

KEY = RunKey(
    assignment="tiny",
    course_sha256="c" * 64,
    seed=0,
    edition="auto",
    sandbox="docker",
    isolation="container",
    image_digest="sha256:1",
    runtime=None,
    grader_version="0.1.0",
    versions=("3.11", "2.3", None),
)


def report(identifier: str = "ada", status: str = "graded") -> Report:
    return Report(
        schema_version=1,
        assignment="tiny",
        submission=SubmissionInfo(identifier, f"{identifier}.ipynb", "0" * 64),
        status=status,  # type: ignore[arg-type]
        reason=None,
        score=7.0 if status == "graded" else None,
        max_score=10.0,
        functions=(),
        provenance=Provenance("0.1.0", "c" * 64, 0, "docker", "container", None, "3.11", "2.4", None, "linux"),
        timing=Timing(0.0, 0.0, 0.0),
    )
