"""Diagnosis: the misconception that explains every answer, or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from grader.course import Assignment
from grader.diagnose import diagnose
from grader.local import CallableSession
from grader.packs import draw_pack
from grader.recording import DiagnosisCase
from grader.sandbox.base import Program
from grader.subject import Subject
from grader.wire import codec
from tests.unit.tiny_course import write_tiny_course


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return write_tiny_course(tmp_path_factory.mktemp("course"))


def subject(tiny: Assignment, function: Callable[..., Any]) -> Subject:
    return Subject(tiny, lambda: CallableSession({"halve": function, "scale": function}), Program((), {}))


@pytest.mark.parametrize(
    ("function", "named"),
    [
        (lambda x: {"half": x * 2}, "halve.doubles"),
        (lambda x: {"half": x + x, "also": 1}, "halve.doubles"),
        (lambda x: {"half": x // 2}, "halve.floor"),
        (lambda x: {}["half"], "halve.no_key"),
        (lambda x: {}["other"], None),
        (lambda x: {"half": x / 2}, None),
        (lambda x: {"half": x * 3}, None),
        (lambda x: None, None),
        (lambda x: 1 / 0, None),
        (lambda x: print, None),
    ],
)
def test_what_explains_every_answer_is_named(tiny: Assignment, function: Callable[..., Any], named: str | None) -> None:
    """A variant is recognised by its answers, or by what it raises; right and strange answers get no name."""
    cases = draw_pack(tiny, 0, "grade").diagnosis["halve"]
    assert diagnose(subject(tiny, function), "halve", cases) == named


def test_exceptions_are_evidence_when_they_say_the_same(tiny: Assignment) -> None:
    """Any slip may raise a ValueError: it must say the same, whatever the shapes, or an answer must agree as well."""
    args, right, wrong = codec.encode([2.0, 3.0]), codec.encode(6.0), codec.encode(5.0)
    raises = DiagnosisCase(args, right, {}, {"scale.adds": "ValueError: shapes (3, 2) and (7,) differ"})
    answers = DiagnosisCase(codec.encode([0.0, 5.0]), codec.encode(0.0), {"scale.adds": wrong}, {})

    def student(message: str) -> Callable[..., Any]:
        def scale(x: Any, factor: Any) -> Any:
            if x:
                raise ValueError(message)
            return factor

        return scale

    same, other = student("shapes (1, 4) and (5,) differ"), student("too many values to unpack")
    assert diagnose(subject(tiny, same), "scale", [raises]) == "scale.adds"
    assert diagnose(subject(tiny, other), "scale", [raises]) is None
    assert diagnose(subject(tiny, other), "scale", [raises, answers]) == "scale.adds"


def test_no_cases_no_name(tiny: Assignment) -> None:
    """A function without recorded cases is not asked."""
    assert diagnose(subject(tiny, lambda x: x), "halve", ()) is None


def test_the_first_values_are_enough(tiny: Assignment) -> None:
    """An older edition's shorter tuple is compared with the first of the variant's."""
    args, right, wrong = codec.encode([2.0, 3.0]), codec.encode((6.0, 1.0)), codec.encode((5.0, 1.0))
    case = DiagnosisCase(args, right, {"scale.adds": wrong}, {})
    assert diagnose(subject(tiny, lambda x, f: (x + f,)), "scale", [case]) == "scale.adds"
    assert diagnose(subject(tiny, lambda x, f: ()), "scale", [case]) is None


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ({"W": 1.0}, "halve.forgets"),
        ({"W": 1.0, "further": 9.0}, "halve.forgets"),
        ({"W": 1.0, "b": 5.0}, None),
        (({"W": 1.0}, {}), "halve.empty"),
        (({"W": 1.0}, {"W": 5.0}), None),
    ],
)
def test_what_a_variant_leaves_out_must_be_absent(tiny: Assignment, answer: Any, named: str | None) -> None:
    """A wrong value under a key is not taken for the key's absence: the hint would say what isn't so."""
    args, pair = codec.encode([2.0]), isinstance(answer, tuple)
    right = ({"W": 1.0}, {"W": 1.0}) if pair else {"W": 1.0, "b": 1.0}
    wrong = ({"W": 1.0}, {}) if pair else {"W": 1.0}
    variant = {"halve.empty" if pair else "halve.forgets": codec.encode(wrong)}
    case = DiagnosisCase(args, codec.encode(right), variant, {})
    assert diagnose(subject(tiny, lambda x: answer), "halve", [case]) == named
