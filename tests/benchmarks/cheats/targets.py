"""The graders, each as one call: entries in, points out.

Each is set up as its documentation says for hidden tests (nbgrader: a locked cell with a hidden part; otter: a hidden
case in an OK file, all or nothing), with the same public and the same hidden example. Ours draws its cases; the
course's way of testing has only the public example.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from grader import __version__
from tests.benchmarks.cheats.assignment import (
    FUNCTION,
    HIDDEN_ASSERTS,
    POINTS,
    PUBLIC_ASSERTS,
    SLUG,
    doctests,
    write_course,
    write_helpers,
)
from tests.benchmarks.throughput import ROOT, environment, run, sandbox_arguments

__all__ = ["Entry", "Target", "course_style", "nbgrader", "otter", "ours", "read_entries"]

SETTLE_S = 1.5
"""A process that a submission left behind gets this long to do its work before the points are read."""

Points = dict[str, float | None]


@dataclass(frozen=True)
class Entry:
    """One submission: the part for everybody, and what only one target gets besides."""

    id: str
    title: str
    control: bool
    needs_isolation: bool
    parts: dict[str, str]

    def source(self, target: str, results: Path) -> str | None:
        """What the student hands in to this target; None where nothing was written for it."""
        if f"not {target}" in self.parts:
            return None
        text = "\n".join(self.parts[name] for name in ("all", target) if name in self.parts)
        return text.replace("{{results}}", str(results))


@dataclass(frozen=True)
class Target:
    """A grader: its heading, what of the entries is for it, and how it grades a folder of its own."""

    heading: str
    ours: bool
    isolates: bool
    grade: Callable[[Sequence[Entry]], Points]


def read_entries() -> list[Entry]:
    """The controls, right one first, then the cheats in the order of the table."""
    return [_read_entry(Path(__file__).parent / "entries" / f"{name}.py") for name in ORDER]


ORDER = (
    "honest_right",
    "honest_wrong",
    "equals_everything",
    "array_ufunc",
    "patched_allclose",
    "patched_framework",
    "deleted_asserts",
    "callers_frame",
    "results_rewritten",
    "public_answers",
    "shapes_only",
    "echo",
)


def _read_entry(path: Path) -> Entry:
    head, *sections = path.read_text().split("# %% ")
    kind, _, title = head.partition('"""')[2].partition('"""')[0].partition(": ")
    parts = {}
    for section in sections:
        name, _, text = section.partition("\n")
        parts[name.partition(":")[0].strip()] = text.strip("\n") + "\n"
    return Entry(path.stem, title.rstrip("."), kind == "control", "# needs isolation" in head, parts)


def _notebook(source: str, *, tests: str = "") -> nbformat.NotebookNode:
    setup = f"import numpy as np\n{tests}".rstrip()
    cells = [nbformat.v4.new_code_cell(text) for text in (setup, source)]
    book = nbformat.v4.new_notebook(cells=cells)
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return book


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def ours(work: Path, sandbox: str) -> Target:
    """`grader grade`; `sandbox` is a name, or a name and an isolation level as docker:fork."""
    folder = work / f"ours-{sandbox.replace(':', '-')}"

    def grade(entries: Sequence[Entry]) -> Points:
        write_course(_empty(folder) / "course")
        submissions, out = _empty(folder / "submissions"), folder / "out"
        given = []
        for entry in entries:
            source = entry.source("grader", out / entry.id / "result.json")
            if source is not None:
                given.append(entry)
                nbformat.write(_notebook(source), submissions / f"{entry.id}.ipynb")
        command = [sys.executable, "-m", "grader", "grade", str(submissions), "-a", SLUG, "-o", str(out)]
        run(*command, "--course", str(folder / "course"), *sandbox_arguments(sandbox), cwd=ROOT)
        _settle(given)
        return {entry.id: _score(out / entry.id / "result.json") for entry in given}

    return Target(f"grader {__version__}, {sandbox}", True, sandbox != "process", grade)


def _score(result: Path) -> float | None:
    report = json.loads(result.read_text())
    return report["score"]  # type: ignore[no-any-return]


def course_style(work: Path) -> Target:
    """The public tests, called in the process of the notebook."""
    folder = work / "course-style"

    def grade(entries: Sequence[Entry]) -> Points:
        write_helpers(_empty(folder) / "helpers")
        given = []
        for entry in entries:
            home = folder / "submissions" / entry.id
            source = entry.source("course", home / "results.json")
            if source is not None:
                given.append(entry)
                home.mkdir(parents=True)
                nbformat.write(_notebook(source, tests="from public_tests import *"), home / "submission.ipynb")
        program = str(Path(__file__).with_name("course_style.py"))
        where = [str(folder / "submissions"), str(folder / "helpers")]
        run(sys.executable, "-B", program, *where, FUNCTION, str(POINTS), cwd=folder)
        _settle(given)
        return {e.id: _sum(folder / "submissions" / e.id / "results.json") for e in given}

    return Target("course-style public tests", False, False, grade)


def otter(work: Path) -> Target:
    """`otter run` with a public and a hidden case."""
    python = environment(work / "otter-env", "otter-grader", "numpy", "ipykernel", "matplotlib")
    command = str(python.parent / "otter")
    folder = work / "cheats-otter"

    def grade(entries: Sequence[Entry]) -> Points:
        tests = _empty(folder) / "tests"
        tests.mkdir()
        suite = {"cases": doctests(), "scored": True, "type": "doctest"}
        test = {"name": FUNCTION, "points": POINTS, "all_or_nothing": True, "suites": [suite]}
        (tests / f"{FUNCTION}.py").write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n")
        run(command, "generate", "-t", "tests", cwd=folder)
        archive = str(next(folder.glob("*autograder*.zip")))
        points: Points = {}
        for entry in entries:
            home = folder / entry.id
            source = entry.source("otter", home / "results.json")
            if source is None:
                continue
            home.mkdir()
            nbformat.write(_notebook(source), home / "submission.ipynb")
            run(command, "run", "submission.ipynb", "-a", archive, cwd=home)
            _settle([entry])
            points[entry.id] = _sum(home / "results.json")
        return points

    return Target(f"otter-grader {_version(python, 'otter-grader')}, otter run", False, False, grade)


def _sum(results: Path) -> float:
    """Points of a results.json, whether it gives them by test or as one sum."""
    if not results.exists():
        return 0.0
    found = json.loads(results.read_text())
    return float(sum(t.get("score", 0) for t in found["tests"]) if "tests" in found else found["score"])


def nbgrader(work: Path) -> Target:
    """`nbgrader autograde` with a locked cell of public and hidden asserts."""
    python = environment(work / "nbgrader-env", "nbgrader", "numpy", "ipykernel")
    command = str(python.parent / "nbgrader")
    folder = work / "cheats-nbgrader"

    def grade(entries: Sequence[Entry]) -> Points:
        source = _empty(folder) / "source" / SLUG
        source.mkdir(parents=True)
        hidden = f"### BEGIN HIDDEN TESTS\n{HIDDEN_ASSERTS}### END HIDDEN TESTS"
        book = _notebook(f"### BEGIN SOLUTION\n{entries[0].parts['all']}### END SOLUTION")
        book.cells.append(nbformat.v4.new_code_cell(PUBLIC_ASSERTS + hidden))
        ids = ("setup", "solution", "test")
        for cell, name in zip(book.cells, ids, strict=True):
            meta = {"grade_id": name, "locked": name != "solution", "solution": name == "solution"}
            meta |= {"grade": name == "test", "schema_version": 3, "task": False, "cell_type": "code"}
            cell.metadata["nbgrader"] = meta | ({"points": POINTS} if name == "test" else {})
        nbformat.write(book, source / f"{SLUG}.ipynb")
        (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'cheats'\n")
        run(command, "generate_assignment", SLUG, "--force", cwd=folder)
        release = nbformat.read(folder / "release" / SLUG / f"{SLUG}.ipynb", as_version=4)
        given = []
        for entry in entries:
            text = entry.source("nbgrader", folder / "unused")
            if text is not None:
                given.append(entry)
                home = folder / "submitted" / entry.id / SLUG
                home.mkdir(parents=True)
                release.cells[1].source = text
                nbformat.write(release, home / f"{SLUG}.ipynb")
        run(command, "autograde", SLUG, "--force", cwd=folder)
        read = (
            "import json; from nbgrader.api import Gradebook; g = Gradebook('sqlite:///gradebook.db'); "
            f"print(json.dumps({{s.student.id: s.score for s in g.assignment_submissions({SLUG!r})}}))"
        )
        done = subprocess.run([str(python), "-c", read], cwd=folder, capture_output=True, text=True, check=True)
        scores = json.loads(done.stdout.splitlines()[-1])
        return {entry.id: float(scores[entry.id]) for entry in given}

    return Target(f"nbgrader {_version(python, 'nbgrader')}, autograde", False, False, grade)


def _settle(given: Sequence[Entry]) -> None:
    if any(entry.needs_isolation for entry in given):
        time.sleep(SETTLE_S)


def _version(python: Path, package: str) -> str:
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    return subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True).stdout.strip()
