"""Counterexamples as text: short, safe, and with the numbers that matter."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from grader.compare import Mismatch
from grader.counterexample import counterexample, describe_fault, format_value
from grader.errors import StudentRaised, StudentTimeout
from grader.model import StudentFrame
from grader.subject import CallRecord


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (3, "3"),
        (10**100, "<int of 333 bits>"),
        (0.1 + 0.2, "0.3"),
        (1 + 2.5j, "(1+2.5j)"),
        ("a'b", '"a\'b"'),
        ("x" * 300, "'" + "x" * 200 + "'…"),
        (b"\x00", "b'\\x00'"),
        ((1,), "(1,)"),
        ((1, [2.0]), "(1, [2])"),
        ({"W1": np.array([[1.23456789]])}, "{'W1': array([[1.23457]])}"),
        (np.array([1, 2]), "array([1, 2])"),
        (np.array([1.5], np.float32), "array([1.5], dtype=float32)"),
        (np.zeros((0, 3)), "array([], shape=(0, 3))"),
        (len, "<function len>"),
        (list(range(30)), "[" + ", ".join(map(str, range(24))) + ", …]"),
    ],
)
def test_values(value: Any, text: str) -> None:
    """Numbers have six digits, long things are cut, nothing runs code of its own."""
    assert format_value(value) == text


def test_large_and_deep_values_are_abridged() -> None:
    """Neither size nor depth makes a report unreadable."""
    assert "…" in format_value([[[[[[[[1]]]]]]]])
    large = format_value({str(i): np.random.default_rng(i).normal(size=(9, 9)) for i in range(30)})
    assert len(large) <= 1600
    assert "shape=(9, 9)" in format_value(np.ones((9, 9)))


def test_arrays_of_many_axes_are_abridged_as_well() -> None:
    """NumPy alone would write out all numbers of an array whose axes are all short, however many it has."""
    started = time.process_time()
    text = format_value(np.ones((2,) * 24, np.uint8))
    assert text == f"array([1, 1, 1, ..., 1, 1, 1], dtype=uint8, shape={(2,) * 24})"
    assert "shape=" in format_value(np.ones((1,) * 7))
    assert time.process_time() - started < 1


def test_a_message_that_quotes_a_megabyte_is_cut() -> None:
    """What a check says may hold the answer as it came."""
    shown = counterexample([CallRecord("f", ())], {}, Mismatch("x" * 10**6), shrunk=False)
    assert shown is not None
    assert len(shown.where or "") < 2000


def test_the_last_call_is_shown() -> None:
    """Scalars stand in the call, arrays by the reference's parameter names."""
    calls = [CallRecord("f", (1,)), CallRecord("step", (np.ones(2), 0.5, "extra"))]
    shown = counterexample(calls, {"step": ("grads", "rate")}, Mismatch("v is 1", actual=1, expected=2), shrunk=True)
    assert shown is not None
    assert shown.call == "step(grads, 0.5, 'extra')"
    assert list(shown.inputs) == ["grads", "rate", "argument 3"]
    assert (shown.expected, shown.actual, shown.where, shown.shrunk) == ("2", "1", "v is 1", True)
    alias = counterexample(calls, {}, Mismatch("x"), shrunk=True, own_names={"step": "own_step"})
    assert alias is not None
    assert alias.call.startswith("own_step(")
    assert counterexample([], {}, Mismatch("x"), shrunk=False) is None


def test_faults_say_where() -> None:
    """An exception is shown with the student's own cell and line."""
    frames = (StudentFrame("cell 3", 7, "step", "    return Wx"),)
    fault = StudentRaised("NameError", "name 'Wx' is not defined", frames)
    assert describe_fault(fault) == "NameError: name 'Wx' is not defined (in cell 3, line 7: return Wx)"
    assert describe_fault(StudentRaised("KeyError", "'W0'")).endswith("(raised outside your own cells)")
    assert describe_fault(StudentTimeout("took more than 2 s")) == "took more than 2 s"
    shown = counterexample([CallRecord("f", ())], {}, fault, shrunk=False)
    assert shown is not None
    assert shown.actual == describe_fault(fault)
