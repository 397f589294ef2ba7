"""Name the misconception behind a wrong answer.

Beside the cases it is recorded what every misconception answers on a few calls that tell them apart. The student's
function is called on these; a misconception is recognised when its answer agrees with the student's on every one of
them, and is wrong on at least one. An exception of Python's own is no such answer unless it says the same: any slip
may raise a ValueError. Diagnosis never changes an outcome or a point.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping, Sequence
from typing import Any

from grader.compare import is_close
from grader.details import detailed
from grader.errors import StudentRaised, SubjectFault
from grader.local import CallableSession, MisconceptionLike
from grader.recording import CALL_BYTES, DiagnosisCase, Recording
from grader.sandbox.base import Session
from grader.subject import Subject
from grader.wire import codec

__all__ = ["diagnose", "record_diagnosis"]

CASES = 6
CALLS = 40
"""So many recorded calls of a function are looked at, to keep `CASES` of them."""
_RAISED = object()


def record_diagnosis(
    function: str,
    recordings: Sequence[Recording],
    reference: Session,
    misconceptions: Sequence[MisconceptionLike],
) -> tuple[DiagnosisCase, ...]:
    """What every misconception of a function answers on the calls that tell them apart best.

    Of all recorded calls those are kept on which the most misconceptions differ from the reference and from each
    other, until each is told apart or `CASES` are taken.
    """
    mine = [m for m in misconceptions if m.function == function]
    variants = {m.id: CallableSession({function: m.variant}) for m in mine}
    seen: dict[tuple[bytes, bool], DiagnosisCase] = {}
    for recording in recordings:
        for case in recording.cases:
            for name, args, detail in case.calls:
                if name == function and (args, detail) not in seen and len(seen) < CALLS:
                    seen[args, detail] = _diagnosis_case(function, args, detail, reference, variants)
    told: set[str] = set()
    kept: list[DiagnosisCase] = []
    pool = [c for c in seen.values() if len(c.right) < CALL_BYTES]
    while pool and len(kept) < CASES:
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


def diagnose(subject: Subject, function: str, cases: Sequence[DiagnosisCase]) -> str | None:
    """The id of the misconception that explains every answer, or None.

    A student's function that faults other than by an exception is not asked again.
    """
    if not cases:
        return None
    left: dict[str, bool] = dict.fromkeys([*cases[0].wrong, *cases[0].raised], False)
    for i, case in enumerate(cases):
        subject.begin_case("diagnose", function, i)
        answer, raised = _ask(subject, function, case)
        if answer is _RAISED and raised is None:
            return None
        left = {
            name: seen_wrong or _tells(raised, case, name)
            for name, seen_wrong in left.items()
            if _agrees(answer, raised, case, name)
        }
        if not left:
            return None
    return next((name for name, seen_wrong in left.items() if seen_wrong), None)


def _tells(raised: str | None, case: DiagnosisCase, name: str) -> bool:
    """Whether agreeing with a misconception here is evidence of it."""
    if raised is None:
        return case.wrong[name] != case.right
    return not hasattr(builtins, _type(raised)) or _words(raised) == _words(case.raised[name])


def _type(raised: str) -> str:
    return raised.partition(":")[0]


def _words(raised: str) -> str:
    """What an exception says, whatever the shapes and indices in it."""
    return re.sub(r"\d+", "#", raised)


def _ask(subject: Subject, function: str, case: DiagnosisCase) -> tuple[Any, str | None]:
    args = codec.decode(case.args, mark=codec.keep)
    try:
        return subject.call(function, *args, form="detail" if case.detail else "plain"), None
    except StudentRaised as e:
        return _RAISED, str(e)
    except SubjectFault:
        return _RAISED, None


def _agrees(answer: Any, raised: str | None, case: DiagnosisCase, name: str) -> bool:
    if name in case.raised:
        return raised is not None and _type(raised) == _type(case.raised[name])
    wrong = codec.decode(case.wrong[name])
    # The same function of an older edition may return only the first values: Adam three of five.
    if isinstance(wrong, tuple) and isinstance(answer, tuple | list) and 0 < len(answer) < len(wrong):
        wrong = wrong[: len(answer)]
    return raised is None and is_close(answer, wrong) and not _has_what_lacks(answer, wrong, codec.decode(case.right))


def _has_what_lacks(answer: Any, wrong: Any, right: Any) -> bool:
    """Whether the answer has a key that is asked for and that the variant leaves out.

    `is_close` looks at the variant's keys only, and one that forgets the biases would explain any that are there.
    """
    if isinstance(wrong, dict) and isinstance(right, dict) and isinstance(answer, dict):
        if any(key in answer for key in right if key not in wrong):
            return True
        return any(_has_what_lacks(answer[key], wrong[key], right[key]) for key in wrong if key in right)
    if isinstance(wrong, list | tuple) and isinstance(right, list | tuple) and isinstance(answer, list | tuple):
        return any(map(_has_what_lacks, answer, wrong, right))
    return False
