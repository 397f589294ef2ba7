"""In a batch with hostile submissions at random places, each honest one gets what it gets alone.

The small form of `tests/benchmarks/hostile_batch.py`, which also measures the time.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grader.course import Assignment, load_assignment
from grader.engine import Options, grade_submissions
from grader.model import Report
from grader.packs import load_packs
from grader.recording import Pack
from grader.sandbox.base import Sandbox
from grader.sandbox.select import open_sandbox
from grader.submission import read_submission
from tests.benchmarks.hostile_batch import HONEST, WRONG, Place, draw, grade, verdict, write
from tests.corpus.compare import compare
from tests.corpus.items import BACKENDS, DEFAULT, Backend, declared
from tests.corpus.run import copy_course, scratch

from .test_corpus import marks

pytestmark = pytest.mark.thorough

SUBMISSIONS = 40
SHARE = 0.1


def by_itself(name: str, folder: Path, assignment: Assignment, box: Sandbox, pack: Pack) -> tuple[Any, ...]:
    """The verdict on a submission that is graded with no other."""
    (path,) = write(folder / name, [Place("alone", name, False)]).iterdir()
    submission = read_submission(path, id="alone", names=assignment.names)
    reports: list[Report] = []
    grade_submissions(assignment, [submission], box, pack, Options(), lambda _, report: reports.append(report))
    return verdict(json.loads(reports[0].to_json()))


@pytest.mark.parametrize("backend", [pytest.param(b, id=b.name, marks=marks(b)) for b in BACKENDS[:2]])
def test_honest_ones_get_what_they_get_alone(request: pytest.FixtureRequest, backend: Backend) -> None:
    """Of 40 submissions four attack: all others have the score, outcomes and points of a run with them alone."""
    if backend.isolated:
        request.getfixturevalue(f"requires_{backend.sandbox}")
    places = draw(SUBMISSIONS, SHARE, backend)
    items = {item.name: item for item in declared()}
    with scratch() as folder:
        course = copy_course(folder / "course", {DEFAULT})
        assignment = load_assignment(course, DEFAULT)
        pack = load_packs(assignment, 0, "grade")
        box = open_sandbox(backend.sandbox, isolation=backend.isolation or "container", warm=0)
        try:
            alone = {name: by_itself(name, folder, assignment, box, pack) for name in (*HONEST, WRONG)}
        finally:
            box.close()
        _, results = grade(write(folder / "batch", places), folder / "out", backend, 2, course)
    assert len(results) == SUBMISSIONS
    assert {alone[name][1] for name in HONEST} == {30.0, 40.0}
    assert alone[WRONG][1] == 10.0
    for place in places:
        if place.hostile:
            assert compare(items[place.item], [results[place.stem]]) == [], place
        else:
            assert verdict(results[place.stem]) == alone[place.item], place
    assert sum(place.hostile for place in places) == SUBMISSIONS * SHARE


def test_places_are_drawn() -> None:
    """The same seed gives the same places; another seed others; the share is kept."""
    backend = BACKENDS[0]
    first, second = draw(200, 0.1, backend, seed=1), draw(200, 0.1, backend, seed=2)
    assert first == draw(200, 0.1, backend, seed=1)
    assert sum(place.hostile for place in first) == sum(place.hostile for place in second) == 20
    assert [p.hostile for p in first] != [p.hostile for p in second]
