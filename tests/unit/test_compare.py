"""Comparison: what passes, what doesn't, and what the message says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.compare import Mismatch, assert_close, assert_equal, assert_structure, is_close

A = np.array([[1.0, 2.0], [3.0, 4.0]])


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (1, 1.0),
        (True, 1),
        (np.array(1.0), 1.0),
        (1.0, np.array(1.0)),
        (A.astype(np.float32), A),
        (A + 1e-12, A),
        ([1.0, 2.0], (1.0, 2.0)),
        (np.array([1.0, 2.0]), [1.0, 2.0]),
        ([1, 2], np.array([1.0, 2.0])),
        ({"a": 1.0, "extra": None}, {"a": 1.0}),
        ((A, {"b": [A]}), [A, {"b": (A,)}]),
        (np.zeros((2, 0)), np.zeros((2, 0))),
        (np.array([True, False]), np.array([1, 0])),
        (float("inf"), float("inf")),
        ("healthy", "healthy"),
        (None, None),
        (np.float32(0.1) * np.ones(3, np.float32), 0.1 * np.ones(3)),
        ([np.array(0.1 + 3e-7, np.float32), 2.0], np.array([0.1, 2.0])),
        (A * 1e-12, A * 1e-12),
        (0.0, 5e-324),
        (np.float32(3e-42) * np.ones(2, np.float32), 3e-42 * np.ones(2)),
    ],
)
def test_agrees(actual: Any, expected: Any) -> None:
    """Every legal form of the right value passes."""
    assert_close(actual, expected)
    assert is_close(actual, expected)


@pytest.mark.parametrize(
    ("actual", "expected", "message"),
    [
        (1.1, 1.0, r"^result is 1\.1, should be 1 \(difference 0\.1, allowed 1\.01e-07\)$"),
        (float("nan"), 1.0, "result is nan, should be 1 .not a finite number"),
        (float("inf"), 1.0, "not a finite number"),
        (None, 1.0, "result is None, should be a number"),
        (None, A, r"result is None, should be an array of shape \(2, 2\)"),
        (A.T, A, r"result\[0, 1\] is 3, should be 2 .*; 2 of 4 values differ"),
        (A[0], A, r"result has shape \(2,\), should have shape \(2, 2\)"),
        (np.ones((1, 1)), 1.0, r"an array of shape \(1, 1\), should be a single number"),
        (1.0, A, r"is a single number, should have shape \(2, 2\)"),
        ("1.0", 1.0, "result is a string, should be a number"),
        (1 + 2j, 1.0, "is a complex number"),
        (A.astype(complex), A, "is complex, should be real"),
        ([np.array(1 + 5j), 2.0], np.array([1.0, 2.0]), "is a list, should be an array"),
        ({}, {"W1": A}, r'lacks the key "W1"; it has none at all'),
        ({"w1": A}, {"W1": A, "b1": A}, r'lacks the keys "W1", "b1"; it has "w1"'),
        ({"W1": A * 2}, {"W1": A}, r'result\["W1"\]\[1, 1\] is 8, should be 4'),
        ([A], {"W1": A}, "result is a list, should be a dict"),
        (A, (A, A), "should be a tuple or list of 2"),
        ((A,), (A, A), "has 1 items, should have 2"),
        ("sick", "healthy", 'is "sick", should be "healthy"'),
        (10**400, 1.0, "too large for a float"),
        ([10**400], np.array([1.0]), "too large for a float"),
        (A * 1e-12 * (1 + 1e-5), A * 1e-12, r"result\[1, 1\] is 4\.00004e-12, should be 4e-12"),
        (1.0000002, 1.0, r"is 1\.0000002, should be 1 "),
        (0.0, 1e-300, r"allowed 1\.01e-307"),
        (np.array(0.0, np.float32), 1e-37, "should be 1e-37"),
        (1e-30, 0.0, "difference 1e-30, allowed 0"),
        (np.array([1e-30, 1.0]), np.array([0.0, 2.0]), r"result\[1\]"),
        (np.array(["a"]), np.array([1.0]), "of dtype"),
        (np.array([3.0, 1.0]), np.array([np.inf, 1.0]), r"result\[0\] is 3, should be inf"),
        (np.array([np.inf, 2.0]), np.array([np.inf, 1.0]), r"result\[1\] is 2, should be 1"),
        ([[1.0]], A, "is a list, should be an array"),
        ([0.1 + 3e-7, 2.0], np.array([0.1, 2.0]), r"result\[0\] is 0\.1000003, should be 0\.1 "),
        (False, True, r"^result is False, should be True$"),
        (np.array([True, False]), np.array([True, True]), r"\[1\] is False, should be True; 1 of 2 values differ$"),
        (0, True, r"^result is 0, should be 1 \("),
    ],
)
def test_differs(actual: Any, expected: Any, message: str) -> None:
    """Every wrong value fails, with a message that says what, where and what it should be."""
    with pytest.raises(Mismatch, match=message):
        assert_close(actual, expected)
    assert not is_close(actual, expected)


def test_the_largest_difference_is_pointed_at_and_nan_before_all() -> None:
    """Among several differences the message names the worst, and a NaN is the worst of all."""
    with pytest.raises(Mismatch, match=r"v\[1, 1\] is 9"):
        assert_close(np.array([[1.1, 2], [3, 9.0]]), A, name="v")
    with pytest.raises(Mismatch, match=r"v\[0, 0\] is nan"):
        assert_close(np.array([[np.nan, 2], [3, 9.0]]), A, name="v")


def test_overrides_need_a_reason() -> None:
    """A looser bound without a reason is a mistake of the spec's author."""
    with pytest.raises(ValueError, match="without saying why"):
        assert_close(1.0, 1.1, atol=0.2)
    assert_close(1.0, 1.1, atol=0.2, why="a statistic of 100 draws")
    assert_close(1e-9, 0.0, scale=1e3, why="two terms of about 1000 cancel")


@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=2, max_side=4), elements=st.floats(-1e6, 1e6)))
def test_rounding_passes_and_a_percent_does_not(x: np.ndarray[Any, Any]) -> None:
    """Rounding noise never fails; one percent always does, at any scale."""
    assert_close((x / 3.0) * 3.0, x)
    if np.abs(x).max() > 1e-300:
        assert not is_close(x * 1.01, x)


def test_nan_agrees_with_nan_only_where_variants_are_told_apart() -> None:
    """A wrong solution that gives NaN can be recognised by it; no check ever passes one."""
    nan = np.array([np.nan, 1.0])
    assert is_close(nan, nan)
    assert not is_close(nan, np.array([1.0, 1.0]))
    assert not is_close(np.array([1.0, 1.0]), nan)
    with pytest.raises(Mismatch):
        assert_close(nan, nan)


def test_equal_is_exact() -> None:
    """assert_equal has no tolerance, but knows that 1, 1.0 and True are one number."""
    assert_equal([1, 2], (1.0, 2.0))
    assert_equal("a", "a")
    with pytest.raises(Mismatch):
        assert_equal(1.0 + 1e-12, 1.0)
    with pytest.raises(Mismatch, match=r"^result is 0\.30000000000000004, should be 0\.29999999999999999 "):
        assert_equal(0.1 + 0.2, 0.3)
    with pytest.raises(Mismatch):
        assert_equal("a", "b")
    with pytest.raises(Mismatch):
        assert_equal(None, 1)


def test_a_mismatch_holds_the_values_as_they_are() -> None:
    """The counterexample shows what was returned: truth values stay that, and float32 stays float32."""
    for actual, expected in ((np.array([True]), np.array([False])), (np.ones(2, np.float32), np.zeros(2)), (1.5, 2)):
        with pytest.raises(Mismatch) as caught:
            assert_close(actual, expected)
        assert caught.value.actual is actual
        assert caught.value.expected is expected


def test_structure_looks_at_shapes_only() -> None:
    """Values don't matter to assert_structure; keys, lengths, kinds and shapes do."""
    assert_structure({"W": A * np.nan, "b": 3}, {"W": A, "b": 0.0})
    for bad in ({"W": A.T[0], "b": 3}, {"W": A}, {"W": "A", "b": 3}, A):
        with pytest.raises(Mismatch):
            assert_structure(bad, {"W": A, "b": 0.0})
