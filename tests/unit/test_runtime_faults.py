"""An exception is described by what it is, not by what its class says it is."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

import pytest

from grader.runtime.faults import FIRST_FRAMES, LAST_FRAMES, describe, frames, raised, type_name

SOURCE = "def f(n):\n    if n == 0:\n        raise ValueError('zero')\n    return f(n - 1)\n"


def traceback_of(depth: int) -> TracebackType | None:
    namespace: dict[str, Any] = {}
    exec(compile(SOURCE, "cell 3", "exec"), namespace)  # noqa: S102 - the tests' own source
    try:
        namespace["f"](depth)
    except ValueError:
        return sys.exc_info()[2]
    return None


def test_only_the_students_frames_are_told() -> None:
    """Frames of other files are left out; label, line, function and text of the rest are there."""
    found = frames(traceback_of(1), {"cell 3": SOURCE.splitlines()})
    assert [(f.label, f.line, f.function, f.text) for f in found] == [
        ("cell 3", 4, "f", "return f(n - 1)"),
        ("cell 3", 3, "f", "raise ValueError('zero')"),
    ]
    assert frames(traceback_of(1), {"cell 4": []}) == ()
    assert [f.text for f in frames(traceback_of(0), {"cell 3": []})] == [""]
    assert frames(None, {}) == ()


def test_of_many_frames_the_first_and_the_last_are_told() -> None:
    """A recursion's traceback is cut in its middle."""
    found = frames(traceback_of(200), {"cell 3": SOURCE.splitlines()})
    assert len(found) == FIRST_FRAMES + LAST_FRAMES
    assert found[-1].line == 3


class Renamed(type):
    __name__ = "Passed"  # type: ignore[assignment] - the lie


class RaisingError(Exception):
    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __str__(self) -> str:
        raise self.error


class NumericError(Exception):
    def __str__(self) -> Any:
        return 3


@pytest.mark.parametrize(
    ("error", "name", "text"),
    [
        (ValueError("no"), "ValueError", "no"),
        (KeyError("W1"), "KeyError", "'W1'"),
        (ValueError("x" * 5000), "ValueError", "x" * 2000),
        (ValueError("\ud800"), "ValueError", "?"),
        (RaisingError(SystemExit(0)), "RaisingError", "(its text could not be read: SystemExit)"),
        (RaisingError(RecursionError()), "RaisingError", "(its text could not be read: RecursionError)"),
        (NumericError(), "NumericError", "(its text could not be read: TypeError)"),
        (Renamed("Real", (Exception,), {})("x"), "Real", "x"),
        (type("T" * 1000, (Exception,), {})(), "T" * 200, ""),
    ],
    ids=["plain", "key", "long", "surrogate", "exit", "recursion", "number", "metaclass", "long name"],
)
def test_an_exception_is_read_with_care(error: BaseException, name: str, text: str) -> None:
    """Name and text come capped and encodable, whatever the class overrides."""
    message = raised(5, error, None, {})
    assert (message.id, message.type_name, message.message) == (5, name, text)
    assert (type_name(error), describe(error)) == (name, text)
