"""A report as the page shows it: one submission's view model.

Owns what each audience may see. Hidden matter is dropped here, before any template runs, so that no template can
leak it. Knows nothing of HTML; every string is still raw and is escaped where it is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from grader.model import CheckResult, Counterexample, FunctionResult, Outcome, Provenance, Report
from grader.text import abridge, number, percent
from reports.words import WORDS, OutcomeWords

__all__ = [
    "Audience",
    "CaseView",
    "CheckView",
    "FunctionView",
    "PageView",
    "Run",
    "page_view",
]

Audience = Literal["student", "staff"]

_LINE = 400
_BLOCK = 6000
_LOOK_AT = 3  # more advice than this at once is advice on nothing


@dataclass(frozen=True)
class CaseView:
    """A counterexample, its long texts abridged."""

    call: str
    inputs: tuple[tuple[str, str], ...]
    expected: str | None
    actual: str | None
    where: str | None
    shrunk: bool


@dataclass(frozen=True)
class CheckView:
    """A rung of the ladder. What the audience may not see is empty."""

    title: str
    outcome: OutcomeWords
    hidden: bool
    hint: str
    rationale: str = ""
    misconception: str | None = None
    case: CaseView | None = None
    points: str | None = None
    id: str | None = None
    duration_ms: str | None = None


@dataclass(frozen=True)
class Run:
    """Neighbouring rungs that are shown together: passed and skipped ones folded away, others one by one."""

    passed: bool
    checks: tuple[CheckView, ...]
    skipped: bool = False


@dataclass(frozen=True)
class FunctionView:
    """A graded function, its advice and its ladder."""

    name: str
    anchor: str
    outcome: OutcomeWords
    points: str
    max_points: str
    weight: float
    share: float
    look_at: tuple[str, ...]
    runs: tuple[Run, ...]
    worth_nothing: bool


@dataclass(frozen=True)
class PageView:
    """Everything that report.html says."""

    assignment: str
    title: str
    edition: str | None
    file: str
    id: str
    sha256: str
    status: str
    reason: str | None
    score: str | None
    max_score: str
    percent: str | None
    functions: tuple[FunctionView, ...]
    passed_functions: int
    notes: tuple[str, ...]
    machine: str
    provenance: tuple[tuple[str, str], ...]
    staff: bool


def page_view(report: Report, audience: Audience = "student") -> PageView:
    """The page of one report for one audience.

    Parameters
    ----------
    report : Report
    audience : {"student", "staff"}
        Students see of a hidden check its title, outcome and hint, and no provenance that would tell a seed.

    Raises
    ------
    ValueError
        For any other audience: a typo must never show a student the staff's edition.
    """
    if audience not in ("student", "staff"):
        raise ValueError(f'audience is {audience!r}, should be "student" or "staff"')
    staff = audience == "staff"
    graded = report.status == "graded" and report.score is not None
    functions = tuple(_function(i, f, staff) for i, f in enumerate(report.functions, start=1))
    return PageView(
        assignment=report.assignment,
        title=report.title or report.assignment,
        edition=report.edition,
        file=abridge(report.submission.file, _LINE),
        id=report.submission.id,
        sha256=report.submission.sha256,
        status="graded" if graded else ("rejected" if report.status == "rejected" else "harness_error"),
        # what our own machinery says of its failure may quote a hidden case
        reason=_block(report.reason) if report.reason and (staff or report.status == "rejected") else None,
        score=number(report.score) if graded and report.score is not None else None,
        max_score=number(report.max_score),
        percent=_percent(report),
        functions=functions,
        passed_functions=sum(f.outcome is Outcome.PASSED for f in report.functions),
        notes=tuple(_block(note) for note in report.notes),
        machine=_machine(report.provenance),
        provenance=_provenance(report) if staff else (),
        staff=staff,
    )


def _function(index: int, function: FunctionResult, staff: bool) -> FunctionView:
    look_at = _advice(function.checks)
    checks = [_check(check, staff, look_at) for check in function.checks]
    passed, skipped = WORDS[Outcome.PASSED], WORDS[Outcome.SKIPPED]
    groups = groupby(checks, lambda c: c.outcome if c.outcome in (passed, skipped) else None)
    return FunctionView(
        name=function.name,
        anchor=f"function-{index}",
        outcome=WORDS[function.outcome],
        points=number(function.points),
        max_points=number(function.max_points),
        weight=function.max_points,
        share=min(1.0, max(0.0, function.points / function.max_points)) if function.max_points > 0 else 0.0,
        look_at=look_at,
        runs=tuple(Run(words is passed, tuple(group), words is skipped) for words, group in groups),
        worth_nothing=function.max_points == 0,
    )


def _advice(checks: Iterable[CheckResult]) -> tuple[str, ...]:
    """Hints of what went wrong, each once, those of named misconceptions first."""
    told = [c for c in checks if c.hint and c.outcome not in (Outcome.PASSED, Outcome.SKIPPED)]
    told.sort(key=lambda c: c.misconception is None)
    return tuple(dict.fromkeys(_block(c.hint) for c in told))[:_LOOK_AT]


def _check(check: CheckResult, staff: bool, look_at: tuple[str, ...]) -> CheckView:
    hidden = check.visibility == "hidden"
    hint = _block(check.hint) if check.outcome is not Outcome.PASSED else ""
    told_above = hint in look_at
    if hidden and not staff:
        return CheckView(title=check.title, outcome=WORDS[check.outcome], hidden=True, hint="" if told_above else hint)
    return CheckView(
        title=check.title,
        outcome=WORDS[check.outcome],
        hidden=hidden,
        hint="" if told_above else hint,
        rationale=_block(check.rationale),
        misconception=check.misconception if staff else None,
        case=_case(check.counterexample, check.rationale) if check.counterexample else None,
        points=f"{number(check.points)} / {number(check.max_points)}" if check.max_points else None,
        id=check.id if staff else None,
        duration_ms=f"{check.duration_s * 1000:.0f} ms" if staff else None,
    )


def _case(case: Counterexample, rationale: str) -> CaseView:
    """The case, without what the rationale above it says word for word."""
    where, actual = (None if text == rationale else text for text in (case.where, case.actual))
    return CaseView(
        call=_block(case.call),
        inputs=tuple((abridge(name, _LINE), _block(value)) for name, value in case.inputs.items()),
        expected=None if case.expected is None else _block(case.expected),
        actual=None if actual is None else _block(actual),
        where=None if where is None else _block(where),
        shrunk=case.shrunk,
    )


def _block(text: str) -> str:
    return abridge(text, _BLOCK).strip("\n")


def _percent(report: Report) -> str | None:
    if report.status != "graded" or report.score is None or report.max_score <= 0:
        return None
    return percent(report.score / report.max_score)


def _machine(provenance: Provenance) -> str:
    """What a student may compare with their own machine; no seed, no digest."""
    parts = [
        ("dnn-grader", provenance.grader_version),
        ("Python", provenance.python),
        ("NumPy", provenance.numpy),
        ("TensorFlow", provenance.tensorflow),
    ]
    return ", ".join(f"{name} {version}" for name, version in parts if version)  # a rejected file met no sandbox


def _provenance(report: Report) -> tuple[tuple[str, str], ...]:
    p, t = report.provenance, report.timing
    rows = [
        ("submission", report.submission.id),
        ("sha256", report.submission.sha256),
        ("schema version", str(report.schema_version)),
        ("grader", p.grader_version),
        ("course sha256", p.course_sha256),
        ("seed", str(p.seed)),
        ("sandbox", f"{p.sandbox}, {p.isolation}"),
        ("image digest", p.image_digest or "none"),
        ("Python", p.python),
        ("NumPy", p.numpy),
        ("TensorFlow", p.tensorflow or "none"),
        ("platform", p.platform),
        ("limits", ", ".join(f"{name} {value:g}" for name, value in p.limits.items()) or "none recorded"),
        ("load", f"{t.load_s:.3f} s"),
        ("checks", f"{t.checks_s:.3f} s"),
        ("total", f"{t.total_s:.3f} s"),
    ]
    return tuple(rows)
