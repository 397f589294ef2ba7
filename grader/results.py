"""What a submission's report is put together from, once its checks have been judged or could not be.

Owns sums, provenance and the reports without checks; asks no student code and no sandbox for anything but its facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from grader import __version__
from grader.assignment_file import GradedFunction
from grader.course import Assignment
from grader.errors import GraderError
from grader.model import (
    SCHEMA_VERSION,
    CheckResult,
    FunctionResult,
    Outcome,
    Provenance,
    Report,
    SubmissionInfo,
    Timing,
)
from grader.recording import Mode
from grader.sandbox.base import Limits, Sandbox, SandboxInfo

__all__ = [
    "Options",
    "function_result",
    "harness_report",
    "not_attempted_unless_right",
    "provenance",
    "rejected_report",
    "tidy",
]


class Options(msgspec.Struct, frozen=True):
    """How to grade.

    Attributes
    ----------
    seed : int
        Of the drawn cases.
    mode : "grade" or "check"
        A self-check runs the public checks only, on cases that grading never uses.
    edition : str
        "2017", "2019", "2021", or "auto": what the template's marks say, and every function where they say nothing.
    only : tuple[str, ...]
        Graded names to look at; empty for all.
    shrink, ladder : bool
        Off for `grader verify`, which wants verdicts without counterexamples, and each check by itself.
    """

    seed: int = 0
    mode: Mode = "grade"
    edition: str = "auto"
    only: tuple[str, ...] = ()
    shrink: bool = True
    ladder: bool = True


def rejected_report(
    assignment: Assignment, info: SubmissionInfo, reason: str, options: Options, *, sandbox: Sandbox
) -> Report:
    """The report of a submission that can't be read; nothing was executed."""
    return _empty_report(assignment, info, "rejected", reason, options, sandbox, 0.0)


def harness_report(
    assignment: Assignment,
    info: SubmissionInfo,
    reason: str,
    options: Options,
    *,
    sandbox: Sandbox,
    total_s: float = 0.0,
) -> Report:
    """The report of a submission that we failed to grade: not graded, never 0."""
    return _empty_report(assignment, info, "harness_error", reason, options, sandbox, total_s)


def _empty_report(
    assignment: Assignment,
    info: SubmissionInfo,
    status: Literal["rejected", "harness_error"],
    reason: str,
    options: Options,
    sandbox: Sandbox,
    total_s: float,
) -> Report:
    try:
        where = sandbox.info()
    except GraderError:
        where = SandboxInfo(sandbox.name, sandbox.isolation, None, "", "", None, "")
    edition = None if options.edition == "auto" else options.edition
    return Report(
        schema_version=SCHEMA_VERSION,
        assignment=assignment.slug,
        submission=info,
        status=status,
        reason=reason,
        score=None,
        max_score=tidy(sum(f.points for f in assignment.functions_for(edition))),
        functions=(),
        provenance=provenance(assignment, options, where),
        timing=Timing(load_s=0.0, checks_s=0.0, total_s=total_s),
        edition=edition,
        title=assignment.title,
    )


def not_attempted_unless_right(checks: list[CheckResult]) -> list[CheckResult]:
    """An untouched function is called that, rather than wrong; but if it passes, it passes."""
    if all(c.outcome is Outcome.PASSED for c in checks) or any(c.outcome is Outcome.HARNESS_ERROR for c in checks):
        return checks
    why = "the part between the marks is as it was given"
    first = msgspec.structs.replace(checks[0], outcome=Outcome.NOT_ATTEMPTED, rationale=why)
    rest = [
        msgspec.structs.replace(
            c,
            outcome=Outcome.SKIPPED,
            points=0.0,
            rationale=f"not tried: {why}",
            hint="",
            misconception=None,
            counterexample=None,
        )
        for c in checks[1:]
    ]
    return [first, *rest]


def function_result(
    function: GradedFunction, names: Mapping[str, str], checks: Sequence[CheckResult]
) -> FunctionResult:
    outcome = next((c.outcome for c in checks if c.outcome is not Outcome.PASSED), Outcome.PASSED)
    return FunctionResult(
        name=names[function.name],
        outcome=outcome,
        points=tidy(sum(c.points for c in checks)),
        max_points=tidy(sum(c.max_points for c in checks)),
        checks=tuple(checks),
    )


def provenance(assignment: Assignment, options: Options, info: SandboxInfo) -> Provenance:
    return Provenance(
        grader_version=__version__,
        course_sha256=assignment.sha256,
        seed=options.seed,
        sandbox=info.sandbox,
        isolation=info.isolation,
        image_digest=info.image_digest,
        python=info.python,
        numpy=info.numpy,
        tensorflow=info.tensorflow,
        platform=info.platform,
        limits=_limits(assignment.limits),
    )


def _limits(limits: Limits) -> dict[str, float]:
    return {k: float(v) for k, v in msgspec.structs.asdict(limits).items()}


def tidy(points: float) -> float:
    """Sums of points without float dust: 7 + 3 is 10, and 0.1 + 0.2 is 0.3."""
    return round(points, 6)
