"""Case packs: the drawn cases of every check for one seed, with the reference's answers.

Hypothesis draws once per seed; each submission replays the recording, so that all are judged on the same cases at
the cost of the calls alone. A pack also records what each misconception answers on some of the cases, so that
diagnosis, and the self-check, need no reference. Owns drawing, recording, storing and the oracle that `expected`
asks. Running and judging is `grader.pytest_plugin`'s.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import hypothesis
import msgspec
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers

from grader.compare import is_close
from grader.course import Assignment
from grader.details import detailed, handles_in
from grader.errors import SpecError, SubjectFault
from grader.local import CallableSession, MisconceptionLike
from grader.sandbox.base import Program, Session
from grader.spec import _ORACLE, CheckSpec, Oracle
from grader.subject import CallRecord, Subject, derive_seed
from grader.wire import codec

__all__ = [
    "Case",
    "DiagnosisCase",
    "LiveOracle",
    "Mode",
    "Pack",
    "RecordedOracle",
    "Recording",
    "Stream",
    "draw_recording",
    "draw_seed",
    "read_pack",
    "record_diagnosis",
    "run_case",
    "seeded_draws",
    "stream_key",
    "write_pack",
]

# NOTE [Same draws everywhere]: Hypothesis mixes into its draws the numbers that it reads in the process' local modules,
# and keeps them in a folder below the working one. A case must not depend on what else is imported, and nothing may
# be left in a student's folder; there is no setting for it.
providers._get_local_constants = lambda: providers._local_constants

PACK_VERSION = 6
_DIGEST = hashlib.sha256().digest_size
DIAGNOSIS_CASES = 6
DIAGNOSIS_BYTES = 32768  # of one answer: a statistic's large sample is not worth recording once a misconception
Mode = Literal["grade", "check"]
Stream = Literal["public", "hidden"]


class Case(msgspec.Struct, frozen=True):
    """One drawn input: its keyword arguments, and the answers that `expected` gave, by `_question`."""

    kwargs: bytes
    answers: dict[str, bytes]
    calls: tuple[tuple[str, bytes, bool], ...]
    """The calls that the reference got: function, encoded arguments, and whether it was asked in detail."""


class Recording(msgspec.Struct, frozen=True):
    """The cases of one check in one stream."""

    cases: tuple[Case, ...]


class DiagnosisCase(msgspec.Struct, frozen=True):
    """A call, the right answer, and every misconception's: an encoded value, or what it raised, as "Type: message"."""

    args: bytes
    right: bytes
    wrong: dict[str, bytes]
    raised: dict[str, str]
    detail: bool = False


class Pack(msgspec.Struct, frozen=True):
    """Everything recorded for one assignment, seed and mode."""

    version: int
    assignment: str
    course_sha256: str
    seed: int
    mode: Mode
    recordings: dict[str, Recording]
    diagnosis: dict[str, tuple[DiagnosisCase, ...]]
    hints: dict[str, str]
    signatures: dict[str, tuple[str, ...]]
    """The reference's parameter names, to call a counterexample's inputs by."""


def stream_key(spec: CheckSpec, stream: Stream) -> str:
    """Under which key a pack holds a check's cases."""
    return f"{spec.id}/{stream}"


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
    return tuple(call for call in plain if len(call[1]) < DIAGNOSIS_BYTES)


def record_diagnosis(
    function: str,
    recordings: Sequence[Recording],
    reference: Session,
    misconceptions: Sequence[MisconceptionLike],
) -> tuple[DiagnosisCase, ...]:
    """What every misconception of a function answers on the calls that tell them apart best.

    Of all recorded calls those are kept on which the most misconceptions differ from the reference and from each
    other, until each is told apart or `DIAGNOSIS_CASES` are taken.
    """
    mine = [m for m in misconceptions if m.function == function]
    variants = {m.id: CallableSession({function: m.variant}) for m in mine}
    seen: dict[tuple[bytes, bool], DiagnosisCase] = {}
    for recording in recordings:
        for case in recording.cases:
            for name, args, detail in case.calls:
                if name == function and (args, detail) not in seen and len(seen) < 40:
                    seen[args, detail] = _diagnosis_case(function, args, detail, reference, variants)
    told: set[str] = set()
    kept: list[DiagnosisCase] = []
    pool = [c for c in seen.values() if len(c.right) < DIAGNOSIS_BYTES]
    while pool and len(kept) < DIAGNOSIS_CASES:
        best = max(pool, key=lambda c: (len(_told_apart(c) - told), len(_told_apart(c)), -len(c.args)))
        pool.remove(best)
        kept.append(best)
        told |= _told_apart(best)
    return tuple(kept)


def _told_apart(case: DiagnosisCase) -> set[str]:
    """The misconceptions whose answer is neither right nor that of another."""
    given: dict[str, bytes | str] = {**case.wrong, **case.raised}
    answers = list(given.values())
    return {k for k, v in given.items() if v != case.right and answers.count(v) == 1}


def _diagnosis_case(
    function: str, args: bytes, detail: bool, reference: Session, variants: Mapping[str, Session]
) -> DiagnosisCase:
    values = codec.decode(args, mark=codec.keep)

    def ask(session: Session) -> Any:
        value = session.call(function, values, seed=0, form="detail" if detail else "plain")
        return detailed(value) if detail else value

    right = ask(reference)
    encoded_right = codec.encode(right)
    wrong: dict[str, bytes] = {}
    raised: dict[str, str] = {}
    for name, variant in variants.items():
        try:
            answer = ask(variant)
        except SubjectFault as e:
            raised[name] = str(e)
            continue
        # Rounding must not make a variant look different where it agrees.
        wrong[name] = encoded_right if is_close(answer, right) else codec.encode(answer)
    return DiagnosisCase(args, encoded_right, wrong, raised, detail)


def write_pack(path: Path, pack: Pack) -> None:
    """Store a pack behind its own digest; the file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident():x}")
    try:
        data = msgspec.msgpack.encode(pack)
        scratch.write_bytes(hashlib.sha256(data).digest() + data)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def read_pack(path: Path) -> Pack | None:
    """Read a stored pack; None when it is absent, damaged or of another version.

    The digest is there because a changed byte in a recorded answer still decodes, and would grade everybody wrong.
    """
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    data = stored[_DIGEST:]
    if hashlib.sha256(data).digest() != stored[:_DIGEST]:
        return None
    try:
        pack = msgspec.msgpack.decode(data, type=Pack)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):  # one of another shape
        return None
    return pack if pack.version == PACK_VERSION else None
