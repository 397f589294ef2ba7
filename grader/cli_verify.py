"""What `grader verify` does: measure every assignment's specs, show the figures, say whether the gate holds.

One process per core, one function at a time, so that a long assignment doesn't keep the others waiting.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import msgspec
from rich.table import Table
from rich.text import Text

from grader.cli_progress import steps
from grader.course import assignment_slugs, find_course_root, load_assignment
from grader.model import Figure, FunctionQuality, Quality
from grader.sandbox.process import ProcessSandbox
from grader.store import write_files
from grader.terminal import make_console
from grader.verify import Plan, verify

__all__ = ["COLUMNS", "quality_table", "verify_course"]

COLUMNS = {
    "misconceptions": "rejected",
    "hints": "own hint",
    "kills": "kills hold",
    "mutants": "mutants killed",
    "zeros": "hard-coders at 0",
    "wrong": "wrong refused",
    "alternatives": "right accepted",
    "seeds": "seeds without flake",
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
    root = find_course_root(course)
    wanted = list(slugs) or assignment_slugs(root)
    names = {slug: [f.name for f in load_assignment(root, slug).functions] for slug in wanted}
    tasks = [(slug, name) for slug in wanted for name in names[slug]]
    found: dict[tuple[str, str], FunctionQuality] = {}
    # Spawned, not forked: a worker holds a pytest session and its own student process.
    context = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(max_workers=jobs or os.cpu_count() or 1, mp_context=context) as pool,
        steps("verifying", len(tasks)) as step,
    ):
        pending = {pool.submit(_measure, root, slug, name, plan): (slug, name) for slug, name in tasks}
        for future in as_completed(pending):
            found[pending[future]] = future.result()
            step(" ".join(pending[future]))
    qualities = [Quality(slug, tuple(found[slug, name] for name in names[slug])) for slug in wanted]
    console = make_console()
    console.print(quality_table(qualities))
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
    return all(q.passed for q in qualities)


def _measure(root: Path, slug: str, name: str, plan: Plan) -> FunctionQuality:
    one = msgspec.structs.replace(plan, functions=(name,))
    assignment = load_assignment(root, slug)
    return verify(assignment, ProcessSandbox(stack=assignment.image), one).functions[0]


def quality_table(qualities: Sequence[Quality]) -> Table:
    """One row a function, each figure as good of total."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("function")
    for title in COLUMNS.values():
        table.add_column(title, justify="right")
    table.add_column("gate")
    for quality in qualities:
        table.add_row(Text(quality.assignment, style="bold"))
        for f in quality.functions:
            cells = [_cell(getattr(f, key)) for key in COLUMNS]
            gate = Text("passed", style="green") if f.passed else Text("failed", style="red")
            table.add_row(Text(f"  {f.name}"), *cells, gate)
    return table


def _cell(figure: Figure) -> Text:
    text = f"{figure.good}/{figure.total}" if figure.total else "–"
    return Text(text, style="red" if figure.failures else "")


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
