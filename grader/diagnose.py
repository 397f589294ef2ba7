"""Name the misconception behind a wrong answer.

The student's function is called on the few recorded calls that tell the misconceptions apart; a misconception is
recognised when its answer agrees with the student's on every one of them, and is wrong on at least one. An exception
of Python's own is no such answer unless it says the same: any slip may raise a ValueError. Diagnosis never changes an
outcome or a point.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence
from typing import Any

from grader.cases import DiagnosisCase
from grader.compare import is_close
from grader.errors import StudentRaised, SubjectFault
from grader.subject import Subject
from grader.wire import codec

__all__ = ["diagnose"]

_RAISED = object()


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
        return subject.call(function, *args, detail=case.detail), None
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
    return raised is None and is_close(answer, wrong)
