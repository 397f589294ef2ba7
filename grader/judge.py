"""Judge one submission: replay each check's cases on the subject, and explain the first failure.

Between pytest, which says when a check runs, and the engine, which adds up. Owns gating (the ladder), replay, live
shrinking and the sorting of whose fault a surprise is. Knows neither Docker nor Jinja.
"""

from __future__ import annotations

import contextlib
import time
import traceback
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

from grader.cases import LiveOracle, RecordedOracle, draw_seed, run_case, seeded_draws
from grader.compare import Mismatch
from grader.counterexample import counterexample, describe_fault
from grader.diagnose import diagnose
from grader.errors import GraderError, SpecError, StudentRaised, SubjectFault
from grader.model import CheckResult, Counterexample, Outcome
from grader.recording import Case, Mode, Pack, Stream, stream_key
from grader.sandbox.base import Session
from grader.sandbox.headroom import headroom
from grader.spec import CheckSpec, Oracle
from grader.subject import Subject
from grader.text import abridge
from grader.wire import codec

__all__ = ["Failure", "Judge", "Nondeterministic", "Rung", "SkippedCheck", "outcome_of"]

SHRINK_CALLS = 200
SHRINK_S = 5.0
ALL_SHRINKING_S = 15.0
"""Wall seconds of a submission's time that may go into smaller cases: the rest is for the checks themselves."""
BODY_MEMORY = 2**29
"""Bytes that a check's body may take for what it computes from a student's answers."""
RATIONALE_CHARS = 2000


class Rung(Protocol):
    """What the judge needs of a pytest item."""

    spec: CheckSpec
    stream: Stream

    @property
    def check_id(self) -> str: ...


class Nondeterministic(Mismatch):
    """A function declared deterministic failed on a case and passed on the same case again."""


class SkippedCheck(Exception):  # noqa: N818 - an event, not an error
    """A rung below did not pass."""


class Failure(NamedTuple):
    """Why a check did not pass, beyond the exception that pytest sees."""

    rationale: str
    hint: str
    misconception: str | None
    counterexample: Counterexample | None


class _FirstFailure(Exception):  # noqa: N818 - carries a failure out of Hypothesis
    pass


class _ShrinkBudget(BaseException):
    """Out of calls, or no session to call; a BaseException so that Hypothesis lets it through."""


class _OutOfTime(BaseException):
    """The same for time; how far shrinking came then says only how busy the machine was."""


class Judge:
    """Judges the checks of one submission.

    Parameters
    ----------
    subject : Subject
        The student's functions.
    pack : Pack
        Recorded cases, answers and hints.
    mode : "grade" or "check"
        A self-check has no reference: the smallest recorded failing case stands in for shrinking.
    reference : callable
        Gives the live reference as a session; called only to shrink.
    ladder : mapping
        Check id → ids that must have passed.
    """

    def __init__(
        self,
        subject: Subject,
        pack: Pack,
        *,
        mode: Mode,
        reference: Callable[[], Session] | None,
        ladder: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._subject = subject
        self._pack = pack
        self._mode = mode
        self._reference = reference
        self._ladder = ladder
        self._diagnoses: dict[str, str | None] = {}
        self._shrink_left_s = ALL_SHRINKING_S
        self.results: dict[str, CheckResult] = {}
        self.failures: dict[str, Failure] = {}

    def run(self, rung: Rung) -> None:
        """Replay one check; returns when it passed.

        Raises
        ------
        SkippedCheck
            When a rung below did not pass.
        Mismatch, SubjectFault
            The student's.
        Exception
            Anything else is ours.
        """
        for needed in self._ladder[rung.check_id]:
            if self.results[needed].outcome is not Outcome.PASSED:
                raise SkippedCheck(f"not tried, because this did not pass: {self.results[needed].title}")
        spec = rung.spec
        cases = self._pack.recordings[stream_key(spec, rung.stream)].cases
        failing: list[tuple[int, Case, Exception]] = []
        for index, case in enumerate(cases):
            problem = self._replay(rung, index, case)
            if problem is None:
                continue
            failing.append((index, case, problem))
            # A self-check looks for the smallest recorded failing case; all others go on to shrink the first.
            if self._mode == "grade" or not _repeatable(problem):
                break
        if failing:
            self._explain(rung, min(failing, key=lambda f: len(f[1].kwargs)))

    def _replay(self, rung: Rung, index: int, case: Case) -> Exception | None:
        """The student's failure on a case, None when it passed; ours comes out as it is."""
        kwargs = codec.decode(case.kwargs, mark=codec.keep)
        self._subject.begin_case(rung.check_id, self._pack.seed, index)
        return self._attempt(rung.spec, kwargs, RecordedOracle(rung.spec.function, case))

    def _attempt(self, spec: CheckSpec, kwargs: dict[str, Any], oracle: Oracle) -> Exception | None:
        try:
            # Two answers of some kilobytes, of shapes that no right one has, broadcast to terabytes.
            with headroom(BODY_MEMORY):
                run_case(spec, self._subject, kwargs, oracle)
        except (Mismatch, SubjectFault) as e:
            return e
        except GraderError:
            raise
        except Exception as e:
            if not self._subject.calls or _is_ours(e):
                raise
            # NOTE [Whose fault]: the reference passed this very body on this very case when it was recorded, so
            # what made the body stumble is the student's answer, an honest AssertionError or not.
            text = str(e).splitlines()[0] if str(e) else type(e).__name__
            if isinstance(e, AssertionError):
                return Mismatch(text)
            return Mismatch(f"the result does not have the form that the check needs ({type(e).__name__}: {text})")
        return None

    def _explain(self, rung: Rung, failing: tuple[int, Case, Exception]) -> None:
        index, case, problem = failing
        spec = rung.spec
        if _repeatable(problem):
            # Again, so that the calls on record are this case's; a failure that doesn't repeat stays a failure.
            again = self._replay(rung, index, case)
            if again is None and spec.deterministic and isinstance(problem, Mismatch):
                problem = Nondeterministic(
                    f"{problem.message}; called again with the same inputs, it returned something else"
                )
        shown = self._show(problem, shrunk=False)
        if self._mode == "grade" and spec.strategies and type(problem) in (Mismatch, StudentRaised):
            shrunk = self._shrink(rung, problem)
            if shrunk is not None:
                recorded, (problem, shown) = problem, shrunk
                if isinstance(recorded, Mismatch) and isinstance(problem, Mismatch):
                    # The smaller a case, the more mistakes give the same: what the recorded one told is surer.
                    problem.misconception = recorded.misconception
        self._note(rung, problem, shown)
        raise problem

    def _show(self, problem: Exception, *, shrunk: bool) -> Counterexample | None:
        subject = self._subject
        return counterexample(subject.calls, self._pack.signatures, problem, shrunk=shrunk, own_names=subject.own_names)

    def _shrink(self, rung: Rung, first: Exception) -> tuple[Exception, Counterexample | None] | None:
        """The smallest failing case that Hypothesis finds within the budget, or None when none fails again.

        None as well when time runs out: what a report shows must not depend on how fast the machine was.
        """
        if self._reference is None:
            return None
        spec, reference = rung.spec, self._reference()
        best: list[tuple[int, Exception, Counterexample | None]] = []
        calls_before, started = self._subject.calls_made, time.monotonic()
        deadline = started + min(SHRINK_S, self._shrink_left_s)

        def attempt(kwargs: dict[str, Any]) -> None:
            if time.monotonic() > deadline:
                raise _OutOfTime
            if self._subject.calls_made - calls_before > SHRINK_CALLS:
                raise _ShrinkBudget
            encoded = codec.encode(kwargs)
            self._subject.begin_case(rung.check_id, self._pack.seed, "shrink")
            try:
                problem = self._attempt(
                    spec, codec.decode(encoded, mark=codec.keep), LiveOracle(spec.function, reference)
                )
            except SpecError:
                return  # the reference has no answer to this input: ours, and no reason to lose the verdict
            if problem is None or type(problem) is not type(first):
                if problem is not None and not _repeatable(problem):
                    raise _ShrinkBudget  # a session died: shrinking further would cost more than it shows
                return
            if not best or len(encoded) <= best[0][0]:
                best[:] = [(len(encoded), problem, self._show(problem, shrunk=True))]
            raise _FirstFailure

        seed = draw_seed(self._pack.assignment, self._pack.seed, self._mode, spec, rung.stream)
        try:
            with contextlib.suppress(_FirstFailure, _ShrinkBudget):
                seeded_draws(spec, seed, attempt, shrink=True)
        except _OutOfTime:
            return None
        except GraderError:
            raise
        except Exception:
            # Hypothesis' own complaints (flaky, …) are no fault of anybody's: the recorded case is shown instead.
            return None
        finally:
            self._shrink_left_s -= time.monotonic() - started
        return best[0][1:] if best else None

    def _note(self, rung: Rung, problem: Exception, shown: Counterexample | None) -> None:
        function = rung.spec.function
        named = problem.misconception if isinstance(problem, Mismatch) else None
        if named is None and type(problem) in (Mismatch, StudentRaised):
            if function not in self._diagnoses:
                self._diagnoses[function] = diagnose(self._subject, function, self._pack.diagnosis.get(function, ()))
            named = self._diagnoses[function]
        hint = self._pack.hints.get(named, "") if named else ""
        rationale = describe_fault(problem) if isinstance(problem, SubjectFault) else str(problem)
        if not isinstance(problem, SubjectFault) or isinstance(problem, StudentRaised):
            hint = hint or rung.spec.hint  # it is about a wrong answer: no help where there was none, as at a timeout
        # What a check or Python itself says may quote the answer whole: a key of a megabyte.
        self.failures[rung.check_id] = Failure(abridge(rationale, RATIONALE_CHARS), hint, named, shown)


def outcome_of(error: BaseException | None) -> Outcome:
    """The outcome that an exception of a check means; anything not the student's is ours."""
    if error is None:
        return Outcome.PASSED
    if isinstance(error, SkippedCheck):
        return Outcome.SKIPPED
    if isinstance(error, Nondeterministic):
        return Outcome.NONDETERMINISTIC
    if isinstance(error, Mismatch):
        return Outcome.FAILED
    if isinstance(error, SubjectFault):
        return error.outcome
    return Outcome.HARNESS_ERROR


def _repeatable(problem: Exception) -> bool:
    """Whether trying again costs no session: a wrong value or an exception."""
    return isinstance(problem, Mismatch | StudentRaised)


def _is_ours(error: Exception) -> bool:
    """Whether an exception left our own machinery rather than a spec's body or a comparison.

    A body that has answers to hold and runs out of memory does so wherever it stands.
    """
    if isinstance(error, MemoryError):
        return False
    modules = [frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(error.__traceback__)]
    machinery = ("grader.sandbox", "grader.wire", "grader.subject", "grader.local")
    return any(m.startswith(machinery) for m in modules)
