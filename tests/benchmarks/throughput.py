"""How many submissions a second, against the same specs without a sandbox, otter-grader and nbgrader, in one run.

    python -m tests.benchmarks.throughput [--submissions 40] [--jobs 2] [--sandboxes docker,process] [--skip-others]

All graders get the same notebook with the same three functions (initialization) on the same machine, one after the
other, several rounds in turn so that a drifting machine drifts for all. otter-grader and nbgrader are installed in
environments of their own below `--work`. Figures are wall and CPU seconds per submission and their ratios; ours are
read from the command line as a user types it, container start included. docs/benchmarks.md has a run with its machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat

from grader.course import load_assignment
from grader.engine import grade_submissions
from grader.local import LocalSandbox, load_reference
from grader.model import Definition, Submission
from grader.packs import load_packs
from grader.results import Options

ROOT = Path(__file__).resolve().parents[2]
SLUG = "initialization"
FUNCTIONS = ("initialize_parameters_zeros", "initialize_parameters_random", "initialize_parameters_he")
SOLUTIONS = [
    """# GRADED FUNCTION: initialize_parameters_zeros
def initialize_parameters_zeros(layers_dims):
    parameters = {}
    L = len(layers_dims)
    for l in range(1, L):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
""",
    """# GRADED FUNCTION: initialize_parameters_random
def initialize_parameters_random(layers_dims):
    np.random.seed(3)
    parameters = {}
    L = len(layers_dims)
    for l in range(1, L):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
""",
    """# GRADED FUNCTION: initialize_parameters_he
def initialize_parameters_he(layers_dims):
    np.random.seed(3)
    parameters = {}
    L = len(layers_dims) - 1
    for l in range(1, L + 1):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * np.sqrt(2 / layers_dims[l-1])
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
""",
]
TESTS = [
    "p = initialize_parameters_zeros([3, 2, 1])\nassert np.allclose(p['W1'], np.zeros((2, 3)))",
    "p = initialize_parameters_random([3, 2, 1])\nassert np.allclose(p['W1'][0, 0], 17.88628473)",
    "p = initialize_parameters_he([2, 4, 1])\nassert np.allclose(p['W1'][0, 0], 1.78862847)",
]


SANDBOXES_HELP = "of ours, comma-separated, each with its isolation level if it has several: docker:container,process"


class Timed:
    """Wall and CPU seconds of whole child processes."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    def run(self, work: Callable[[], None], per: int) -> None:
        """Time one piece of work that grades `per` submissions."""
        before, start = _cpu(), time.perf_counter()
        work()
        self.wall.append((time.perf_counter() - start) / per)
        self.cpu.append((_cpu() - before) / per)

    def line(self, name: str, base: float) -> str:
        """A row: medians, range and how often the base fits in it."""
        wall = statistics.median(self.wall)
        return (
            f"| {name} | {wall:.3f} ({min(self.wall):.3f} to {max(self.wall):.3f}) | {statistics.median(self.cpu):.3f} "
            f"| {1 / wall:.2f} | {wall / base:.1f} |"
        )


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def run(*command: str, cwd: Path | None = None) -> None:
    """Run a program of another environment; leave with its output when it fails."""
    # Both tools start programs of their own environment (alembic, jupyter) by name.
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    env = os.environ | {"PATH": path}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=env)
    if done.returncode:
        raise SystemExit(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )


def notebook(extra: list[nbformat.NotebookNode] | None = None) -> nbformat.NotebookNode:
    """The submission that everybody grades."""
    cells = [nbformat.v4.new_code_cell("import numpy as np")]
    cells += [nbformat.v4.new_code_cell(s) for s in SOLUTIONS]
    book = nbformat.v4.new_notebook(cells=cells + (extra or []))
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return book


def sandbox_arguments(sandbox: str) -> list[str]:
    """Arguments of `grader grade` for a sandbox, or for a sandbox and an isolation level as in docker:container."""
    name, _, level = sandbox.partition(":")
    arguments = ["--sandbox", name, *(["--isolation", level] if level else [])]
    return [*arguments, *(["--trust-submissions"] if name == "process" else [])]


def ours(work: Path, count: int, jobs: int, sandbox: str) -> Callable[[], None]:
    """`grader grade` on a folder of `count` submissions."""
    folder = work / "submissions"
    folder.mkdir(exist_ok=True)
    for i in range(count):
        nbformat.write(notebook(), folder / f"student_{i:03}.ipynb")

    def grade() -> None:
        out = work / f"out-{sandbox.replace(':', '-')}"
        shutil.rmtree(out, ignore_errors=True)
        command = [sys.executable, "-m", "grader", "grade", str(folder), "-a", SLUG, "-o", str(out)]
        run(*command, *sandbox_arguments(sandbox), "--jobs", str(jobs), cwd=ROOT)
        scores = {json.loads(p.read_text())["score"] for p in out.glob("*/result.json")}
        assert scores == {30.0}, scores

    return grade


def without_sandbox(count: int) -> Callable[[], None]:
    """The same specs on the reference's own functions, in this process: what no sandbox can beat."""
    assignment = load_assignment(ROOT, SLUG)
    pack = load_packs(assignment, 0, "grade")
    box = LocalSandbox(load_reference(assignment))
    definitions = {n: Definition(n, "cell 1", 1, attempted=True) for n in FUNCTIONS}
    jobs = [Submission(str(i), "x.py", "", (), definitions) for i in range(count)]

    def grade() -> None:
        scores: list[float | None] = []
        grade_submissions(assignment, jobs, box, pack, Options(), lambda _, r: scores.append(r.score))
        assert scores == [30.0] * count

    return grade


def otter(work: Path) -> Callable[[], None]:
    """`otter run` on one notebook of the three functions, with one fixed example each."""
    python = environment(work / "otter-env", "otter-grader", "numpy", "ipykernel", "matplotlib")
    folder = work / "otter"
    (folder / "tests").mkdir(parents=True, exist_ok=True)
    for name, test in zip(FUNCTIONS, TESTS, strict=True):
        lines = [f">>> {line}" for line in ["import numpy as np", *test.splitlines()]]
        case = {"code": "\n".join(lines), "hidden": False, "locked": False}
        suite = {"name": name, "points": 10, "suites": [{"cases": [case], "scored": True, "type": "doctest"}]}
        (folder / "tests" / f"{name}.py").write_text(f"OK_FORMAT = True\n\ntest = {suite!r}\n")
    nbformat.write(notebook(), folder / "submission.ipynb")
    command = str(python.parent / "otter")
    if not list(folder.glob("*autograder*.zip")):
        run(command, "generate", "-t", "tests", cwd=folder)
    archive = str(next(folder.glob("*autograder*.zip")))

    def grade() -> None:
        run(command, "run", "submission.ipynb", "-a", archive, cwd=folder)
        result = json.loads((folder / "results.json").read_text())
        assert sum(t.get("score", 0) for t in result["tests"]) == 30, result

    return grade


def nbgrader(work: Path, count: int) -> Callable[[], None]:
    """`nbgrader autograde` on `count` submissions of the three functions, with one test cell each."""
    python = environment(work / "nbgrader-env", "nbgrader", "numpy", "ipykernel")
    folder = work / "nbgrader"
    shutil.rmtree(folder, ignore_errors=True)
    source = folder / "source" / "ps1"
    source.mkdir(parents=True)
    tests = []
    for name, test in zip(FUNCTIONS, TESTS, strict=True):
        cell = nbformat.v4.new_code_cell(test)
        meta = {"grade": True, "grade_id": f"test_{name}", "locked": True, "points": 10}
        cell.metadata["nbgrader"] = meta | {"schema_version": 3, "solution": False, "task": False, "cell_type": "code"}
        tests.append(cell)
    nbformat.write(notebook(tests), source / "ps1.ipynb")
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'bench'\n")
    command = [str(python.parent / "nbgrader")]
    run(*command, "generate_assignment", "ps1", "--force", cwd=folder)
    for i in range(count):
        target = folder / "submitted" / f"student_{i:03}" / "ps1"
        target.mkdir(parents=True)
        shutil.copy(folder / "release" / "ps1" / "ps1.ipynb", target)

    def grade() -> None:
        run(*command, "autograde", "ps1", "--force", cwd=folder)

    return grade


def environment(folder: Path, *packages: str) -> Path:
    """A virtual environment with the newest of these packages, made once; its interpreter."""
    python = folder / "bin" / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", str(folder))
        run(str(python), "-m", "pip", "install", "-q", *packages)
    return python


def main() -> None:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submissions", type=int, default=40, help="per timed run of ours (default 40)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sandboxes", default="docker,process", help=SANDBOXES_HELP)
    parser.add_argument("--skip-others", action="store_true", help="only ours")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "grader-benchmark")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)

    runs: dict[str, tuple[Callable[[], None], int]] = {}
    for sandbox in args.sandboxes.split(","):
        label = f"grader, {sandbox}, one sandbox each, {args.jobs} jobs"
        runs[label] = (ours(args.work, args.submissions, args.jobs, sandbox), args.submissions)
    runs["the same specs without a sandbox, 1 process"] = (without_sandbox(args.submissions), args.submissions)
    if not args.skip_others:
        runs["otter-grader, otter run, no container"] = (otter(args.work), 1)
        runs["nbgrader, autograde, no container"] = (nbgrader(args.work, 4), 4)
    times = {name: Timed() for name in runs}
    for round_number in range(args.rounds + 1):
        for name, (work, per) in runs.items():
            print(f"round {round_number}: {name}", file=sys.stderr)
            timed = times[name] if round_number else Timed()  # the first round warms up
            timed.run(work, per)
    base = statistics.median(next(iter(times.values())).wall)
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| grader | wall s per submission | CPU s of its processes | submissions per s | times the first row |")
    print("|---|---|---|---|---|")
    for name, timed in times.items():
        print(timed.line(name, base))


if __name__ == "__main__":
    main()
