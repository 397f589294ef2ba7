"""Cheats gain nothing from this grader, and are real: the course's own way of testing gives them points.

The quick half of the benchmark of cheats; `python -m tests.benchmarks.cheats` adds otter-grader and nbgrader.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.cheats.__main__ import complaints, markdown
from tests.benchmarks.cheats.assignment import POINTS
from tests.benchmarks.cheats.targets import Target, course_style, ours, read_entries

TOLD_APART_BY_ANY_TEST = {"honest_wrong", "shapes_only", "echo"}


def test_the_sandbox_process_gives_no_points_to_cheats_that_need_no_isolation(tmp_path: Path) -> None:
    """Wrong answers stay wrong in a mere child process: the verdict isn't made where student code runs."""
    entries = [e for e in read_entries() if not e.needs_isolation]
    target = ours(tmp_path, "process")
    assert complaints(target, entries, target.grade(entries)) == []


@pytest.mark.docker
def test_the_sandbox_docker_gives_no_points_to_cheats_that_reach_for_files(
    tmp_path: Path, requires_docker: None
) -> None:
    """Not even the results file can be reached from a container, by a process left behind or at exit."""
    entries = [e for e in read_entries() if e.control or e.needs_isolation]
    target = ours(tmp_path, "docker")
    assert complaints(target, entries, target.grade(entries)) == []


def test_the_cheats_are_real(tmp_path: Path) -> None:
    """Tests in the process of the notebook accept every cheat but those that one example tells apart."""
    entries, target = read_entries(), course_style(tmp_path)
    points = target.grade(entries)
    assert complaints(target, entries, points) == []
    full = {name for name, given in points.items() if given == POINTS}
    assert full == {e.id for e in entries} - TOLD_APART_BY_ANY_TEST


def test_the_table_tells_a_gain_from_a_right_answer() -> None:
    """A gain is bold, a missing attempt is said, and each wrong cell of a column of ours is a complaint."""
    entries = [e for e in read_entries() if e.id in ("honest_right", "honest_wrong", "results_rewritten", "echo")]
    target = Target("a grader", ours=True, isolates=False, grade=lambda _: {})
    points = {"honest_right": 10.0, "honest_wrong": 2.0, "echo": 10.0}
    lines = markdown(entries, [(target, points)]).splitlines()
    assert [line.split("|")[2].strip() for line in lines[2:]] == [
        "10/10",
        "2/10",
        "not tried",
        "**10/10**",
        "1 of 1",
    ]
    assert complaints(target, entries, points) == [
        "a grader: the control 'honest_wrong' got 2.0, should be 0.0",
        "a grader: the cheat 'echo' got 10.0, should be 0.0",
    ]
    fooled = points | {"honest_wrong": 0.0, "echo": 0.0, "results_rewritten": 10.0}
    assert complaints(target, entries, fooled) == []
    isolating = Target("a grader", ours=True, isolates=True, grade=lambda _: {})
    assert complaints(isolating, entries, fooled) == ["a grader: the cheat 'results_rewritten' got 10.0, should be 0.0"]
    assert complaints(target, entries, {"honest_right": None, "honest_wrong": 0.0}) == [
        "a grader: the control 'honest_right' got None, should be 10.0"
    ]
