"""What isolation costs: the same submissions in a container each, in warm forks, and in plain processes, in one run.

    python -m tests.benchmarks.isolation [--assignment optimization] [--submissions 20] [--afresh 20] [--rounds 3]

One worker grades copies of the assignment's correct example, level after level, several rounds in turn. Processor time
is counted where it is spent: this process, its children, and the control groups of the containers, their start
included; the engine's own is not. "checks alone" is the plain process without its start: what a submission costs once
Python and its libraries are there. Ratios compare medians of the same run.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.course import Assignment, load_assignment
from grader.engine import grade_submissions
from grader.model import Submission
from grader.packs import load_packs
from grader.results import Options
from grader.sandbox.base import Limits, Sandbox, SandboxInfo, Session
from grader.sandbox.container import ContainerTransport
from grader.sandbox.process import ProcessSandbox
from grader.sandbox.select import open_sandbox
from grader.sandbox.stream import StreamSession
from grader.submission import read_submission

ROOT = Path(__file__).resolve().parents[2]
ALONE = "checks alone"
FORK = "docker, fork"


class Meter:
    """Processor seconds of containers, and of the starts of plain processes."""

    def __init__(self) -> None:
        self.containers_s = 0.0
        self.starts_s = 0.0

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Count each container when it is killed."""
        kill, meter, counted = ContainerTransport.kill, self, set[str]()

        def read_and_kill(transport: ContainerTransport) -> None:
            if transport.container not in counted:
                counted.add(transport.container)
                meter.containers_s += transport.cpu_seconds()
            kill(transport)

        ContainerTransport.kill = read_and_kill  # type: ignore[method-assign]
        try:
            yield
        finally:
            ContainerTransport.kill = kill  # type: ignore[method-assign]


class Started:
    """A process sandbox that notes what each start cost."""

    def __init__(self, inner: ProcessSandbox, meter: Meter) -> None:
        self.name, self.isolation = inner.name, inner.isolation
        self._inner, self._meter = inner, meter

    def open(self, limits: Limits) -> Session:
        session: StreamSession = self._inner.open(limits)
        self._meter.starts_s += session._transport.cpu_seconds()
        return session

    def info(self) -> SandboxInfo:
        return self._inner.info()

    def close(self) -> None:
        self._inner.close()


def own_cpu_s() -> float:
    """Of this process and of its children that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def work_of(assignment: Assignment, count: int) -> list[Submission]:
    """Copies of a correct example."""
    example = sorted((assignment.folder / "examples").glob("correct*.ipynb"))[-1]
    return [read_submission(example, id=f"s{n}", names=assignment.names, image=assignment.image) for n in range(count)]


def graded(assignment: Assignment, work: list[Submission], sandbox: Sandbox) -> None:
    """Grade all; every one must have all the points."""
    scores: list[tuple[float | None, float]] = []
    pack = load_packs(assignment, 0, "grade")
    grade_submissions(assignment, work, sandbox, pack, Options(), lambda _, r: scores.append((r.score, r.max_score)))
    assert len(scores) == len(work)
    assert all(score == most for score, most in scores), scores


def levels(meter: Meter, stack: dict[str, str]) -> dict[str, Callable[[], Sandbox]]:
    """How each level is opened. Nothing is started ahead, so that a round pays for what it uses and no more."""
    return {
        "docker, container": lambda: open_sandbox("docker", warm=0, **stack),
        FORK: lambda: open_sandbox("docker", isolation="fork", warm=0, **stack),
        "plain process": lambda: Started(open_sandbox("process", **stack), meter),  # type: ignore[arg-type]
    }


def main() -> None:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assignment", default="optimization")
    parser.add_argument("--submissions", type=int, default=20, help="per level and round (default 20)")
    parser.add_argument("--afresh", type=int, help="as many for levels that start afresh for each (default: the same)")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    assignment = load_assignment(ROOT, args.assignment)
    everything = work_of(assignment, args.submissions)
    stack = {"stack": assignment.image} if assignment.image != "numpy" else {}
    wall: dict[str, list[float]] = {}
    cpu: dict[str, list[float]] = {}
    for number in range(args.rounds):
        meter = Meter()
        for name, opened in levels(meter, stack).items():
            print(f"round {number}: {name}", file=sys.stderr)
            work = everything if name == FORK else everything[: args.afresh]
            containers, starts, before, started = meter.containers_s, meter.starts_s, own_cpu_s(), time.perf_counter()
            with meter.reading():
                sandbox = opened()
                try:
                    graded(assignment, work, sandbox)
                finally:
                    wall_s = time.perf_counter() - started
                    sandbox.close()
            cpu_s = own_cpu_s() - before + meter.containers_s - containers
            wall.setdefault(name, []).append(wall_s / len(work))
            cpu.setdefault(name, []).append(cpu_s / len(work))
            if name == "plain process":
                cpu.setdefault(ALONE, []).append((cpu_s - (meter.starts_s - starts)) / len(work))
    alone = statistics.median(cpu[ALONE])
    slowest = statistics.median(wall["docker, container"])
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; ",
        end="",
    )
    print(f"{assignment.slug}, {args.submissions} submissions in fork, ", end="")
    print(f"{args.afresh or args.submissions} elsewhere, {args.rounds} rounds, one worker\n")
    print("| level | submissions per s | times a container | CPU s per submission | times the checks alone |")
    print("|---|---|---|---|---|")
    for name, seconds in cpu.items():
        each = statistics.median(seconds)
        if name in wall:
            one = statistics.median(wall[name])
            speed = f"{1 / one:.1f} ({1 / max(wall[name]):.1f} to {1 / min(wall[name]):.1f}) | {slowest / one:.1f}"
        else:
            speed = "– | –"
        print(f"| {name} | {speed} | {each:.3f} | {each / alone:.2f} |")


if __name__ == "__main__":
    main()
