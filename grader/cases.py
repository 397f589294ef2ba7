"""Draw the cases of a check, ask the reference for the answers, and run a check's body on one of them.

Hypothesis draws once per seed; each submission replays the recording, so that all are judged on the same cases at
the cost of the calls alone. Owns drawing and the oracle that `expected` asks. How a recording is kept is
`grader.recording`'s, judging a submission by it `grader.judge`'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import hypothesis
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers

from grader.course import Assignment
from grader.details import handles_in
from grader.errors import SpecError, SubjectFault
from grader.recording import CALL_BYTES, Case, Mode, Recording, Stream
from grader.sandbox.base import Program, Session
from grader.spec import _ORACLE, CheckSpec, Oracle
from grader.subject import CallRecord, Subject, derive_seed
from grader.wire import codec

__all__ = ["LiveOracle", "RecordedOracle", "draw_recording", "draw_seed", "run_case", "seeded_draws"]

# NOTE [Same draws everywhere]: Hypothesis mixes into its draws the numbers that it reads in the process' local modules,
# and keeps them in a folder below the working one. A case must not depend on what else is imported, and nothing may
# be left in a student's folder; there is no setting for it.
providers._get_local_constants = lambda: providers._local_constants


# NOTE [Seeds]: `check` and `grade`, and the public and hidden stream of a check, each draw from a seed of their own,
# so no case that a student can see is ever one that carries points. Hypothesis tries the simplest example first,
# whatever the seed: hidden streams and self-checks leave it out, so that it belongs to the public stream alone.
def draw_seed(slug: str, seed: int, mode: Mode, spec: CheckSpec, stream: Stream) -> int:
    """From which seed Hypothesis draws the cases of a check's stream."""
    return derive_seed("draw", slug, seed, mode, spec.id, stream)


class LiveOracle:
    """Answers `expected` from the reference, and remembers what it answered."""

    def __init__(self, function: str, reference: Session) -> None:
        self._function = function
        self._reference = reference
        self.answers: dict[str, bytes] = {}

    def answer(self, function: str | None, args: tuple[Any, ...]) -> Any:
        name = function or self._function
        callbacks = {f"callback_{i}": a for i, a in enumerate(args) if callable(a)}
        names = iter(callbacks)
        sent = [codec.Callback(next(names)) if callable(a) else a for a in args]
        try:
            value = self._reference.call(name, sent, seed=0, callbacks=callbacks)
        except SubjectFault as e:
            raise SpecError(f"the reference of {name} failed: {e}") from e
        question, encoded = _question(name, args), codec.encode(value)
        if self.answers.setdefault(question, encoded) != encoded:
            raise SpecError(
                f"a check of {self._function} asks expected({name}) twice in a case, with different answers: functions "
                "among its arguments can't be told apart in the recording"
            )
        return value


class RecordedOracle:
    """Answers `expected` from a case's recording."""

    def __init__(self, function: str, case: Case) -> None:
        self._function = function
        self._case = case

    def answer(self, function: str | None, args: tuple[Any, ...]) -> Any:
        name = function or self._function
        try:
            return codec.decode(self._case.answers[_question(name, args)])
        except KeyError:
            raise SpecError(
                f"a check of {self._function} asks expected({name}) for arguments that are not the drawn case's"
            ) from None


def _question(function: str, args: Sequence[Any]) -> str:
    portable = ["<function>" if callable(a) else a for a in args]
    return hashlib.blake2b(codec.encode([function, portable]), digest_size=12).hexdigest()


def run_case(spec: CheckSpec, subject: Subject, kwargs: Mapping[str, Any], oracle: Oracle) -> None:
    """Run a check's body once; whatever it raises comes out."""
    token = _ORACLE.set(oracle)
    try:
        spec.body(subject=subject, **kwargs)
    finally:
        _ORACLE.reset(token)


def seeded_draws(
    spec: CheckSpec,
    seed: int,
    use: Callable[[dict[str, Any]], None],
    *,
    shrink: bool = False,
) -> None:
    """Let Hypothesis draw `spec.cases` cases from `seed`, after the simplest one, and hand each to `use`.

    The same seed draws the same cases. With `shrink`, a failure of `use` is shrunk and raised.
    """
    if spec.strategies is None:
        use({})
        return
    phases = [hypothesis.Phase.generate] + ([hypothesis.Phase.shrink] if shrink else [])

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=spec.cases + 1,
        phases=phases,
        database=None,
        deadline=None,
        derandomize=False,
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=hypothesis.Verbosity.quiet,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(st.fixed_dictionaries(dict(spec.strategies)))
    def draw(kwargs: dict[str, Any]) -> None:
        use(kwargs)

    draw()


def draw_recording(
    assignment: Assignment, spec: CheckSpec, reference: Session, *, seed: int, mode: Mode, stream: Stream
) -> Recording:
    """Draw and record the cases of one check; the reference itself must pass every one.

    Raises
    ------
    SpecError
        When the reference fails the check, or a strategy or the body is broken.
    """
    cases: list[Case] = []
    subject = Subject(assignment, lambda: reference, Program((), {}))

    def record(kwargs: dict[str, Any]) -> None:
        encoded = codec.encode(kwargs)
        oracle = LiveOracle(spec.function, reference)
        subject.begin_case("draw", seed, len(cases))
        run_case(spec, subject, codec.decode(encoded, mark=codec.keep), oracle)
        cases.append(Case(encoded, oracle.answers, _plain_calls(subject.calls)))

    try:
        seeded_draws(spec, draw_seed(assignment.slug, seed, mode, spec, stream), record)
    except (SpecError, hypothesis.errors.StopTest):
        raise
    except Exception as e:
        text = str(e).splitlines()[0] if str(e) else ""
        raise SpecError(
            f"spec {spec.id} of {assignment.slug}: the reference itself does not pass: {type(e).__name__}: {text}"
        ) from e
    # NOTE [Seeds]: the simplest example is public.
    alone = spec.strategies is None or len(cases) == 1
    kept = cases if alone else cases[: spec.cases] if stream == "public" and mode == "grade" else cases[1:]
    return Recording(tuple(kept))


def _plain_calls(calls: Sequence[CallRecord]) -> tuple[tuple[str, bytes, bool], ...]:
    """The calls that can be replayed for another: no function or object in or out, and small enough to keep."""
    plain = [
        (c.function, codec.encode(list(c.args)), c.form == "detail")
        for c in calls
        if c.form != "handle" and not any(callable(a) for a in c.args) and not any(handles_in(c.args))
    ]
    return tuple(call for call in plain if len(call[1]) < CALL_BYTES)
