"""Which graders give points to cheats: the same wrong submissions against ours and others, side by side.

    python -m tests.benchmarks.cheats [--sandboxes docker,process] [--skip-others] [--markdown]

Everybody grades the same function of a throw-away assignment, made for this and graded below `--work` only. The two
controls must get full points and none from each grader: otherwise it isn't set up right, and its column says nothing.
Exit code 1 when ours gives a cheat a point or fails a control. The sandbox `process` promises limits and no isolation:
there, entries marked (i) are shown and not counted. docs/benchmarks.md keeps a run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tests.benchmarks.cheats.assignment import POINTS
from tests.benchmarks.cheats.targets import (
    Entry,
    Points,
    Target,
    course_style,
    nbgrader,
    otter,
    ours,
    read_entries,
)
from tests.benchmarks.throughput import SANDBOXES_HELP

__all__ = ["complaints", "main", "markdown"]


def complaints(target: Target, entries: Sequence[Entry], points: Points) -> list[str]:
    """What is wrong with this column: a control that isn't as it must be and, for ours, a cheat that gained."""
    found = []
    for entry in entries:
        if entry.id not in points:
            if entry.control:
                found.append(f"{target.heading}: the control {entry.id!r} was not graded")
            continue
        given, right = points[entry.id], float(POINTS) if entry.id == "honest_right" else 0.0
        counts = target.isolates or not entry.needs_isolation
        if entry.control and given != right:
            found.append(f"{target.heading}: the control {entry.id!r} got {given}, should be {right}")
        elif not entry.control and target.ours and counts and given != 0:
            found.append(f"{target.heading}: the cheat {entry.id!r} got {given}, should be 0.0")
    return found


def _cell(entry: Entry, points: Points) -> str:
    if entry.id not in points:
        return "not tried"
    given = points[entry.id]
    return "not graded" if given is None else f"{given:g}/{POINTS}"


def _title(entry: Entry) -> str:
    return entry.title + (" (i)" if entry.needs_isolation else "")


def markdown(entries: Sequence[Entry], columns: Sequence[tuple[Target, Points]]) -> str:
    """The table for docs/benchmarks.md; points gained by cheats are bold."""
    lines = ["| submission | " + " | ".join(t.heading for t, _ in columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for entry in entries:
        cells = [_cell(entry, points) for _, points in columns]
        gained = [not entry.control and bool(points.get(entry.id)) for _, points in columns]
        shown = [f"**{c}**" if bold else c for c, bold in zip(cells, gained, strict=True)]
        lines.append(f"| {_title(entry)} | " + " | ".join(shown) + " |")
    cheats = [e for e in entries if not e.control]
    sums = [f"{sum(bool(p.get(e.id)) for e in cheats)} of {sum(e.id in p for e in cheats)}" for _, p in columns]
    return "\n".join([*lines, "| **cheats that gained points** | " + " | ".join(sums) + " |"])


def _table(entries: Sequence[Entry], columns: Sequence[tuple[Target, Points]]) -> Table:
    table = Table("submission", *(t.heading for t, _ in columns), title=f"Points gained, of {POINTS}")
    for entry in entries:
        cells = []
        for _, points in columns:
            full = bool(points.get(entry.id))
            style = "bold red" if full and not entry.control else "green" if entry.id in points else "dim"
            cells.append(Text(_cell(entry, points), style=style))
        table.add_row(Text(_title(entry), style="bold" if entry.control else ""), *cells)
    return table


def main() -> None:
    """Run every target, print the table, and say what must not be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sandboxes", default="docker,process", help=SANDBOXES_HELP)
    parser.add_argument("--skip-others", action="store_true", help="only ours and the course-style tests")
    parser.add_argument("--markdown", action="store_true", help="print the table for docs/benchmarks.md")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "grader-benchmark")
    args = parser.parse_args()
    work = args.work.resolve()
    work.mkdir(parents=True, exist_ok=True)

    makers: list[Callable[[], Target]] = [lambda s=s: ours(work, s) for s in args.sandboxes.split(",")]
    makers.append(lambda: course_style(work))
    if not args.skip_others:
        makers += [lambda: otter(work), lambda: nbgrader(work)]
    entries, columns, wrong = read_entries(), [], []
    for make in makers:
        target = make()
        print(f"running {target.heading}", file=sys.stderr)
        points = target.grade(entries)
        columns.append((target, points))
        wrong += complaints(target, entries, points)
    if args.markdown:
        print(markdown(entries, columns))
    else:
        Console().print(_table(entries, columns))
    for line in wrong:
        print(line, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
