"""The specs of every shipped assignment, graded themselves: the gate of `grader verify`, on few seeds.

All that one seed shows is tried in full but for the mutants, of which every fourth is; a full run of the command has
the rest.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course import Assignment, list_assignments
from grader.model import FunctionQuality
from grader.sandbox.process import ProcessSandbox
from grader.verify import Plan, verify

ROOT = Path(__file__).resolve().parents[2]
LONG = ("gradient_checking", "hyperparameter_tuning", "optimization", "regularization")  # half a minute and more each


def marks_of(assignment: Assignment) -> tuple[pytest.MarkDecorator, ...]:
    """What takes minutes is for thorough runs."""
    if assignment.image == "tensorflow":
        return (pytest.mark.thorough, pytest.mark.tensorflow)
    return (pytest.mark.thorough,) if assignment.slug in LONG else ()


ASSIGNMENTS = [pytest.param(a, id=a.slug, marks=marks_of(a)) for a in list_assignments(ROOT)]
FIGURES = (
    "misconceptions", "hints", "kills", "mutants", "equivalents", "zeros", "wrong", "alternatives", "seeds",
)  # fmt: skip


def failures(quality: FunctionQuality) -> list[str]:
    """Every line that does not hold, with the function before it."""
    lines = [f"{quality.name}: {what}: {failure}" for what in FIGURES for failure in getattr(quality, what).failures]
    return lines + [f"{quality.name}: nothing ever failed {check}" for check in quality.unfailed]


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_specs_tell_right_from_wrong(assignment: Assignment, request: pytest.FixtureRequest) -> None:
    """Each named misconception fails with its own hint, mutants fail, ten right solutions and more pass, echoes,
    shapes, constants and answer tables earn nothing, and every check has been seen to fail."""
    if assignment.image == "tensorflow":
        request.getfixturevalue("requires_tensorflow")
    sandbox = ProcessSandbox(stack=assignment.image)
    try:
        quality = verify(assignment, sandbox, Plan(seeds=2, mutants=4))
    finally:
        sandbox.close()
    assert [line for f in quality.functions for line in failures(f)] == []
    assert {f.name for f in quality.functions} == {f.name for f in assignment.functions}
    for f in quality.functions:
        assert f.passed
        assert f.alternatives.total >= 10 + 1, f"{f.name} has too few right solutions"
        assert f.misconceptions.total >= 4, f"{f.name} has too few misconceptions"
        assert f.zeros.total >= 5, f"{f.name} has too few hard-coders"
        assert f.mutants.total >= 1, f"{f.name} has no mutants"
