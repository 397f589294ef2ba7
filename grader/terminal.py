"""What the command line shows of results: a table for a run, a page of text for `check`.

Owns layout and wording for terminals. Sees only reports; every string of a student's goes through `visible` and
into `Text`, which Rich never reads as markup. Without a terminal, or with NO_COLOR, nothing is coloured.
"""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.model import CheckResult, Counterexample, FunctionResult, Outcome, Report
from grader.text import abridge, number, one_line, visible

__all__ = ["check_view", "make_console", "run_summary"]

_SIGNS = {Outcome.PASSED: ("✓", "green"), Outcome.HARNESS_ERROR: ("!", "yellow")}
_IDLE = frozenset({Outcome.SKIPPED, Outcome.MISSING, Outcome.NOT_ATTEMPTED})
_BLOCK = 2000
_PIPE_WIDTH = 120


def make_console(file: TextIO | None = None, *, width: int | None = None) -> Console:
    """A console that prints text as it is: no markup, emoji codes or highlighting.

    Colour and bold only when `file` (default: standard output, as it is at each print) is a terminal and NO_COLOR
    is unset or empty. A pipe gets 120 columns, whatever the machine. On a stream whose encoding lacks a sign, the
    sign is replaced: showing a result never fails.
    """
    target = file if file is not None else sys.stdout
    if isinstance(target, io.TextIOWrapper):
        target.reconfigure(errors="replace")
    if width is None and not target.isatty():
        width = _PIPE_WIDTH
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    return Console(file=file, width=width, markup=False, emoji=False, highlight=False, color_system=colours)


def run_summary(reports: Sequence[Report]) -> RenderableType:
    """The table of a run: a row a submission, then the counts and what was not graded, with reasons.

    Scores that don't exist are shown as a dash, never as 0.
    """
    table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    table.add_column("submission", overflow="fold")
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("passed", justify="right", no_wrap=True)
    table.add_column("not passed", overflow="fold", ratio=1)
    for report in reports:
        table.add_row(*_row(report))
    return Group(table, *_totals(reports))


def check_view(report: Report) -> RenderableType:
    """One submission for the student who wrote it: every function, what failed in public, and the hints.

    Of a hidden check only title, outcome and hint are shown, as on the student's page.
    """
    head = Text(one_line(report.title or report.assignment), style="bold")
    head.append(f"  {one_line(report.submission.file)}", style="not bold dim")
    if not _graded(report):
        return Group(head, *_no_score(report))
    parts: list[RenderableType] = [head, *(Text(f"note: {visible(n)}", style="dim") for n in report.notes)]
    for function in report.functions:
        parts += [Text(""), *_function(function)]
    passed = sum(f.outcome is Outcome.PASSED for f in report.functions)
    parts += [Text(""), Text(f"{passed} of {len(report.functions)} functions pass all their checks", style="bold")]
    return Group(*parts)


def _graded(report: Report) -> bool:
    return report.status == "graded" and report.score is not None


def _word(outcome: Outcome) -> str:
    return "not graded" if outcome is Outcome.HARNESS_ERROR else outcome.value.replace("_", " ")


def _sign(outcome: Outcome) -> Text:
    sign, style = _SIGNS.get(outcome, ("○", "dim") if outcome in _IDLE else ("✗", "red"))
    return Text(sign, style=style)


def _row(report: Report) -> tuple[Text, Text, Text, Text]:
    name = Text(one_line(report.submission.id))
    if not _graded(report) or report.score is None:
        word = "rejected" if report.status == "rejected" else "not graded"
        return name, Text("–"), Text("–"), Text(word, style="yellow")
    passed = sum(f.outcome is Outcome.PASSED for f in report.functions)
    rest = [f"{one_line(f.name)} ({_word(f.outcome)})" for f in report.functions if f.outcome is not Outcome.PASSED]
    return (
        name,
        Text(f"{number(report.score)}/{number(report.max_score)}"),
        Text(f"{passed}/{len(report.functions)}", style="green" if not rest else ""),
        Text(", ".join(rest)),
    )


def _totals(reports: Sequence[Report]) -> Iterator[Text]:
    counts = Counter("graded" if _graded(r) else "rejected" if r.status == "rejected" else "broken" for r in reports)
    words = [("graded", "graded"), ("rejected", "rejected"), ("broken", "not graded (our fault)")]
    told = [f"{counts[key]} {word}" for key, word in words if counts[key] or key == "graded"]
    yield Text(", ".join(told), style="bold")
    for report in reports:
        if not _graded(report):
            word = "rejected" if report.status == "rejected" else "not graded"
            reason = abridge(one_line(report.reason or "no reason was recorded"), _BLOCK)
            yield Text(f"{one_line(report.submission.id)}: {word}: {reason}", style="yellow")


def _no_score(report: Report) -> Iterator[Text]:
    if report.status == "rejected":
        yield Text("Rejected: this file could not be graded, so there is no score.", style="yellow")
    else:
        yield Text("Not graded: this is our fault, not yours. There is no score, which is not a zero.", style="yellow")
    if report.reason:
        yield Text(abridge(visible(report.reason), _BLOCK))


def _function(function: FunctionResult) -> Iterator[RenderableType]:
    name = (one_line(function.name), "bold")
    yield Text.assemble(_sign(function.outcome), " ", name, f"  {_word(function.outcome)}")
    told: set[str] = set()
    for check in function.checks:
        if check.outcome in (Outcome.PASSED, Outcome.SKIPPED):
            continue
        yield Padding.indent(Group(*_check(check, told)), 2)
    skipped = sum(c.outcome is Outcome.SKIPPED for c in function.checks)
    if skipped:
        checks = "check waits" if skipped == 1 else "checks wait"
        yield Padding.indent(Text(f"○ {skipped} later {checks} for the ones above", style="dim"), 2)


def _check(check: CheckResult, told: set[str]) -> Iterator[RenderableType]:
    """A check that did not pass; a hint that an earlier check of the function gave is not said again."""
    yield Text.assemble(_sign(check.outcome), " ", visible(check.title), (f" ({_word(check.outcome)})", "dim"))
    body: list[Text] = []
    if check.hint and check.hint not in told:
        told.add(check.hint)
        body.append(Text.assemble(("hint: ", "bold cyan"), visible(check.hint)))
    if check.visibility == "public":
        if check.rationale:
            body.append(Text(abridge(visible(check.rationale), _BLOCK)))
        if check.counterexample is not None:
            body += _case(check.counterexample)
    if body:
        yield Padding.indent(Group(*body), 2)


def _case(case: Counterexample) -> Iterator[Text]:
    rows = [
        ("smallest failing call" if case.shrunk else "failing call", case.call),
        *((f"  {one_line(name)}", value) for name, value in case.inputs.items()),
        ("expected", case.expected),
        ("yours", case.actual),
        ("differ most at", case.where),
    ]
    for name, value in rows:
        if value is not None:
            shown = abridge(visible(value), _BLOCK).replace("\n", "\n    ")
            yield Text.assemble((f"{name}: ", "dim"), shown)
