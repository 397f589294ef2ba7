"""What `grader verify` does: measure every assignment's specs, show the figures, say whether the gate holds.

The work is cut into parts: what one seed shows, a function at a time, and seeds in handfuls. So all cores are busy to
the end, and the bar moves.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import msgspec
from rich.table import Table
from rich.text import Text

from grader.cli_progress import say, steps
from grader.course import assignment_slugs, find_course_root, load_assignment
from grader.model import Figure, FunctionQuality, Quality
from grader.store import write_files
from grader.terminal import make_console
from grader.verify import Plan, merge
from grader.verify_pool import Part, measured

__all__ = ["COLUMNS", "parts_of", "quality_table", "verify_course"]

HANDFUL = 15
"""Seeds a part."""

WIDE = 120
"""Columns of text that names and figures need."""

COLUMNS = {
    "misconceptions": "rejected",
    "hints": "own hint",
    "kills": "kills hold",
    "mutants": "mutants killed",
    "equivalents": "equals hold",
    "zeros": "cheats at 0",
    "wrong": "wrong refused",
    "alternatives": "right accepted",
    "seeds": "without flake",
}


def verify_course(
    slugs: Sequence[str],
    *,
    course: Path | None,
    plan: Plan,
    jobs: int,
    json: Path | None,
    html: Path | None,
) -> bool:
    """Measure the named assignments, or all; print and write the figures; whether all are through the gate."""
    started = time.monotonic()
    root = find_course_root(course)
    wanted = list(dict.fromkeys(slugs)) or list(assignment_slugs(root))
    names = {slug: [f.name for f in load_assignment(root, slug).functions] for slug in wanted}
    parts = [part for slug in wanted for part in parts_of(slug, names[slug], plan)]
    parts.sort(key=lambda part: part.plan.first > 0)  # what takes longest first
    found: dict[tuple[str, str], list[FunctionQuality]] = {(slug, n): [] for slug in wanted for n in names[slug]}
    with (
        steps("verifying", len(parts)) as step,
        closing(measured(root, parts, jobs or os.cpu_count() or 1)) as results,
    ):
        for part, quality in results:
            for f in quality.functions:
                found[part.slug, f.name].append(f)
            step(_name(part))
    qualities = [Quality(slug, tuple(merge(found[slug, name]) for name in names[slug])) for slug in wanted]
    console = make_console()
    console.print(quality_table(qualities), width=max(console.width, WIDE), crop=False)  # a narrow terminal wraps it
    for line in _failures(qualities):
        console.print(Text(line))
    files: dict[Path, bytes] = {}
    if json is not None:
        files[json] = msgspec.json.format(msgspec.json.encode(qualities), indent=2) + b"\n"
    if html is not None:
        from reports.render import render_quality

        files[html] = render_quality(qualities, COLUMNS).encode()
    for path, data in files.items():
        write_files(path.parent, {path.name: data})
    say(f"{len(found)} functions on {plan.seeds} seeds in {time.monotonic() - started:.0f} s")
    return all(q.passed for q in qualities)


def parts_of(slug: str, functions: Iterable[str], plan: Plan) -> list[Part]:
    """The parts of an assignment: seed 0 a function at a time, the other seeds in handfuls of all functions."""
    change = msgspec.structs.replace
    alone = [Part(slug, change(plan, seeds=1, functions=(name,))) for name in functions]
    handfuls = [
        Part(slug, change(plan, first=first, seeds=min(HANDFUL, plan.seeds - first)))
        for first in range(1, plan.seeds, HANDFUL)
    ]
    return alone + handfuls


def _name(part: Part) -> str:
    if not part.plan.first:
        return f"{part.slug} {' '.join(part.plan.functions)}"
    return f"{part.slug} seeds {part.plan.first} to {part.plan.first + part.plan.seeds - 1}"


def quality_table(qualities: Sequence[Quality]) -> Table:
    """One row a function, each figure as good of total; the sums of several assignments below."""
    table = Table(box=None, pad_edge=False, padding=(0, 0, 0, 1), header_style="bold")
    table.add_column("function", overflow="fold")
    for title in COLUMNS.values():
        table.add_column(title.replace(" ", "\n"), justify="right", no_wrap=True)
    table.add_column("gate")
    for quality in qualities:
        table.add_row(Text(quality.assignment, style="bold"))
        for f in quality.functions:
            table.add_row(Text(f" {f.name}"), *_cells(f), _gate(f.passed))
    if len(qualities) > 1:
        total = merge([f for q in qualities for f in q.functions])
        table.add_row(Text("all", style="bold"), *_cells(total), _gate(all(q.passed for q in qualities)))
    return table


def _cells(function: FunctionQuality) -> list[Text]:
    return [_cell(getattr(function, key)) for key in COLUMNS]


def _cell(figure: Figure) -> Text:
    text = f"{figure.good}/{figure.total}" if figure.total else "–"
    return Text(text, style="red" if figure.failures else "")


def _gate(passed: bool) -> Text:
    return Text("passed", style="green") if passed else Text("failed", style="red")


def _failures(qualities: Sequence[Quality]) -> list[str]:
    lines = [
        f"{q.assignment}: {f.name}: {title}: {failure}"
        for q in qualities
        for f in q.functions
        for key, title in COLUMNS.items()
        for failure in getattr(f, key).failures
    ]
    unfailed = [
        f"{q.assignment}: {f.name}: nothing wrong ever failed {c}"
        for q in qualities
        for f in q.functions
        for c in f.unfailed
    ]
    return lines + unfailed
