"""The specs of the shipped assignments, graded themselves: wrong answers rejected, right ones in any form accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course import load_assignment
from grader.sandbox.process import ProcessSandbox
from grader.verify import FunctionQuality, Plan, verify

ROOT = Path(__file__).resolve().parents[2]
#: Every alternative on every seed; the others on one seed.
SEEDS = 20


def failures(quality: FunctionQuality) -> list[str]:
    """Every line that does not hold, with the function before it."""
    lines = [
        f"{quality.name}: {what}: {failure}"
        for what in ("misconceptions", "hints", "kills", "zeros", "wrong", "alternatives", "seeds")
        for failure in getattr(quality, what).failures
    ]
    return lines + [f"{quality.name}: nothing ever failed {check}" for check in quality.unfailed]


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["initialization", "optimization"])
def test_specs_tell_right_from_wrong(slug: str) -> None:
    """Each named misconception fails with its own hint, ten right solutions and more pass on seeds 0 to 19, echoes,
    shapes, constants and answer tables earn nothing."""
    sandbox = ProcessSandbox()
    try:
        quality = verify(load_assignment(ROOT, slug), sandbox, Plan(seeds=SEEDS, full=True, mutants=False))
    finally:
        sandbox.close()
    assert [line for f in quality.functions for line in failures(f)] == []
    for f in quality.functions:
        assert f.alternatives.total >= 10 * SEEDS, f"{f.name} has too few right solutions"
        assert f.misconceptions.total >= 4, f"{f.name} has too few misconceptions"
        assert f.zeros.total >= 5, f"{f.name} has too few hard-coders"
