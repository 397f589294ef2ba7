"""One submission → one Report. Knows neither Docker nor Jinja, neither references nor specs by name.

Owns the order of things: load, the `defined` rung, the checks in the spec's order, the sums, and the retry after a
failure of our own. See docs/ and `grader.judge` for how one check is judged.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from grader.assignment_file import GradedFunction
from grader.counterexample import describe_fault
from grader.course import Assignment
from grader.errors import HarnessError, SandboxBrokenError, SubjectFault
from grader.judge import Judge
from grader.local import CallableSession, load_reference
from grader.model import SCHEMA_VERSION, CheckResult, Outcome, Report, Submission, SubmissionInfo, Timing
from grader.pytest_plugin import CheckItem, run_item, with_checks
from grader.recording import Pack
from grader.results import (
    Options,
    function_result,
    harness_report,
    not_attempted_unless_right,
    provenance,
    tidy,
)
from grader.sandbox.base import Program, Sandbox, Session
from grader.subject import Subject
from grader.wire.messages import Loaded, Source

__all__ = ["Grading", "grade_submissions"]


def grade_submissions(
    assignment: Assignment,
    jobs: Iterable[Submission],
    sandbox: Sandbox,
    pack: Pack,
    options: Options,
    on_report: Callable[[Submission, Report], None],
) -> None:
    """Grade every submission that `jobs` yields, one after the other, in one pytest session.

    Parameters
    ----------
    jobs : iterable of Submission
        Drawn one at a time; the next is taken after the report of the last was handed over.
    on_report : callable
        Gets each submission's report as soon as it is there.

    Raises
    ------
    SpecError
        Before the first submission, when the specs can't be collected.
    """
    reference: list[Session] = []

    def live_reference() -> Session:
        if not reference:
            reference.append(CallableSession(load_reference(assignment)))
        return reference[0]

    def loop(items: Sequence[CheckItem]) -> None:
        grading = Grading(assignment, items, sandbox, pack, options, live_reference)
        for submission in jobs:
            on_report(submission, grading.grade(submission))

    with_checks(assignment, loop)


class Grading:
    """Grades submissions with the items of an open pytest session; holds nothing of one between two."""

    def __init__(
        self,
        assignment: Assignment,
        items: Sequence[CheckItem],
        sandbox: Sandbox,
        pack: Pack,
        options: Options,
        reference: Callable[[], Session],
    ) -> None:
        self._assignment = assignment
        self._items = [i for i in items if options.mode == "grade" or i.stream == "public"]
        self._sandbox = sandbox
        self._pack = pack
        self._options = options
        self._reference = reference if options.mode == "grade" and options.shrink else None

    def grade(self, submission: Submission) -> Report:
        """Grade, once more when our own machinery failed, and never call that the student's fault."""
        started = time.monotonic()
        for attempt in (1, 2):
            try:
                return self._attempt(submission, started)
            except SandboxBrokenError as e:
                if attempt == 2:
                    return self._not_graded(submission, e, started)
            except HarnessError as e:
                return self._not_graded(submission, e, started)
        raise AssertionError("unreachable: the second attempt returns")

    def _not_graded(self, submission: Submission, error: Exception, started: float) -> Report:
        return harness_report(
            self._assignment,
            SubmissionInfo(submission.id, submission.file, submission.sha256),
            str(error) or type(error).__name__,
            self._options,
            sandbox=self._sandbox,
            total_s=time.monotonic() - started,
        )

    def _attempt(self, submission: Submission, started: float) -> Report:
        assignment = self._assignment
        edition = submission.edition if self._options.edition == "auto" else self._options.edition
        functions = assignment.functions_for(edition)
        if self._options.only:
            functions = tuple(f for f in functions if f.name in self._options.only)
        names = _found_names(functions, submission)
        program = Program(
            cells=tuple(Source(c.label, c.source) for c in submission.cells),
            helpers=assignment.helpers,
            prelude=assignment.prelude,
        )
        limits = assignment.limits
        subject = Subject(
            assignment,
            lambda: self._sandbox.open(limits),
            program,
            names=names,
            budget_s=limits.submission_s,
        )
        try:
            results = self._run_checks(functions, subject, submission, names)
            info = self._sandbox.info()
        finally:
            subject.close()
        total_s = time.monotonic() - started
        graded = tuple(function_result(f, names, results[f.name]) for f in functions)
        ours = next((c for f in graded for c in f.checks if c.outcome is Outcome.HARNESS_ERROR), None)
        return Report(
            schema_version=SCHEMA_VERSION,
            assignment=assignment.slug,
            submission=SubmissionInfo(submission.id, submission.file, submission.sha256),
            status="harness_error" if ours else "graded",
            reason=f"check {ours.id} failed for a reason of ours: {ours.rationale}" if ours else None,
            score=None if ours else tidy(sum(f.points for f in graded)),
            max_score=tidy(sum(f.points for f in functions)),
            functions=graded,
            provenance=provenance(assignment, self._options, info),
            timing=Timing(load_s=subject.load_s, checks_s=max(total_s - subject.load_s, 0.0), total_s=total_s),
            edition=edition,
            notes=submission.notes,
            title=assignment.title,
        )

    def _run_checks(
        self,
        functions: Sequence[GradedFunction],
        subject: Subject,
        submission: Submission,
        names: Mapping[str, str],
    ) -> dict[str, list[CheckResult]]:
        by_name = {f.name: f for f in functions}
        judge = Judge(
            subject,
            self._pack,
            mode=self._options.mode,
            reference=self._reference,
            ladder=_ladder(self._items) if self._options.ladder else {i.check_id: () for i in self._items},
        )
        results: dict[str, list[CheckResult]] = {f.name: [] for f in functions}
        for f in functions:
            defined = _defined(f, names[f.name], subject, submission)
            judge.results[defined.id] = defined
            results[f.name].append(defined)
        for item in self._items:
            if item.spec.function not in by_name:
                continue
            result = _check_result(item, judge)
            judge.results[item.check_id] = result
            results[item.spec.function].append(result)
        for f in functions:
            definition = submission.definitions.get(names[f.name])
            if definition is not None and not definition.attempted:
                results[f.name] = not_attempted_unless_right(results[f.name])
        return results


def _found_names(functions: Sequence[GradedFunction], submission: Submission) -> dict[str, str]:
    """Graded name → the name under which it was found, or itself."""
    return {f.name: next((n for n in (f.name, *f.aliases) if n in submission.definitions), f.name) for f in functions}


def _ladder(items: Sequence[CheckItem]) -> dict[str, tuple[str, ...]]:
    """Check id → ids of the checks that must have passed, `defined` first and a check's own public twin last."""
    ladder: dict[str, tuple[str, ...]] = {}
    for item in items:
        spec = item.spec
        defined = f"{spec.function}.defined"
        twin = f"{spec.id}.public"
        earlier = [
            other.check_id
            for other in items
            if other.spec.function == spec.function
            and other.spec.name != spec.name
            and (other.check_id in ladder if spec.requires is None else other.spec.name in spec.requires)
        ]
        own = [twin] if item.stream == "hidden" else []
        ladder[item.check_id] = (defined, *earlier, *own)
    return ladder


def _defined(function: GradedFunction, name: str, subject: Subject, submission: Submission) -> CheckResult:
    """The first rung: the function is there after loading."""
    outcome, why = _find(name, subject, submission)
    return CheckResult(
        id=f"{function.name}.defined",
        title=f"{name} is defined",
        outcome=outcome,
        points=0.0,
        max_points=0.0,
        visibility="public",
        rationale=why,
    )


def _find(name: str, subject: Subject, submission: Submission) -> tuple[Outcome, str]:
    definition = submission.definitions.get(name)
    broken = next((p for p in submission.problems if name in p.names), None)
    if broken is not None and (definition is None or definition.cell == broken.cell):
        if definition is not None and not definition.attempted:
            return Outcome.NOT_ATTEMPTED, f"the marked part of {name} is still empty"
        return Outcome.ERROR, f"{broken.cell} does not compile: line {broken.line}: {broken.message}"
    if definition is None:
        return Outcome.MISSING, f"no code cell defines {name}"
    try:
        loaded = subject.loaded()
    except SubjectFault as fault:
        return fault.outcome, f"loading the submission failed: {describe_fault(fault)}"
    if name in loaded.functions:
        return Outcome.PASSED, ""
    return Outcome.ERROR, _load_failure(name, loaded)


def _load_failure(name: str, loaded: Loaded) -> str:
    for failure in loaded.failures:
        if name in failure.names:
            return f"{failure.type_name}: {failure.message} (in {failure.label}, line {failure.line})"
    return f"{name} is not a function once the notebook is loaded"


def _check_result(item: CheckItem, judge: Judge) -> CheckResult:
    started = time.monotonic()
    outcome, error = run_item(item, judge)
    if isinstance(error, HarnessError):
        raise error  # the sandbox failed: the whole submission is tried again or not graded
    failure = judge.failures.get(item.check_id)
    rationale = "" if error is None else f"{type(error).__name__}: {error}"
    if failure is not None:
        rationale = failure.rationale
    elif outcome is Outcome.SKIPPED:
        rationale = str(error)
    return CheckResult(
        id=item.check_id,
        title=item.spec.title,
        outcome=outcome,
        points=item.points if outcome is Outcome.PASSED else 0.0,
        max_points=item.points,
        visibility="hidden" if item.stream == "hidden" else "public",
        rationale=rationale,
        hint=failure.hint if failure else "",
        misconception=failure.misconception if failure else None,
        counterexample=failure.counterexample if failure else None,
        duration_s=time.monotonic() - started,
    )
