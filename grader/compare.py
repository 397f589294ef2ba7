"""Compare what the student's code returned with what is right: structure, then shape, then values.

Owns the one tolerance table of the project. Everything compared is plain data (see `grader.wire.codec`), so no
student code can run here. Knows nothing of specs, cases or sandboxes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.phrases import difference_text, kind, show

__all__ = [
    "TOLERANCES",
    "Mismatch",
    "assert_close",
    "assert_equal",
    "assert_structure",
    "is_close",
]

#: dtype of the *actual* value → (rtol, atol as a fraction of the largest |expected| of the same array).
#: A right answer in float64 differs by rounding (about 1e-15 times the number of operations, more after a
#: cancellation); in float32 by about 1e-6. The table leaves three and two orders of magnitude above that.
TOLERANCES: dict[str, tuple[float, float]] = {
    "float64": (1e-7, 1e-9),
    "float32": (1e-4, 1e-5),
}


class Mismatch(AssertionError):  # noqa: N818 - a verdict on a value, not an error of ours
    """A value is not what it should be.

    Attributes
    ----------
    actual, expected : object
        The plain values at the place where they differ, or None when there is nothing to show.
    misconception : str or None
        The id of the misconception that the check itself recognised.
    """

    def __init__(
        self, message: str, *, actual: Any = None, expected: Any = None, misconception: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.actual = actual
        self.expected = expected
        self.misconception = misconception


def assert_close(
    actual: Any,
    expected: Any,
    *,
    name: str = "result",
    rtol: float | None = None,
    atol: float | None = None,
    scale: float | None = None,
    why: str | None = None,
) -> None:
    """Require `actual` to have the structure, shapes and values of `expected`.

    Parameters
    ----------
    actual : plain value
        The student's answer.
    expected : plain value
        The right answer; arrays of any shape, numbers, dicts, tuples or lists of those.
    name : str
        What messages call the value: `v["dW1"][0, 2] is 0.1, should be 0.01`.
    rtol, atol : float, optional
        Override the table; `atol` is absolute. Needs `why`.
    scale : float, optional
        The magnitude to which rounding noise is relative, when terms larger than the result cancel.
    why : str, optional
        The reason for an override.

    Raises
    ------
    Mismatch
        Where they differ most. NaN and infinities never pass for a finite number.
    ValueError
        An override without a reason.

    Notes
    -----
    A value passes when ``|actual - expected| <= rtol * |expected| + atol``. The comparison is written so that NaN
    fails it. Tuples and lists are interchangeable, so are an int, a float and a shape-() array, and a flat list of
    numbers and a one-dimensional array. Extra dict keys are tolerated: a student may carry more than was asked for.
    """
    if (rtol is not None or atol is not None or scale is not None) and not why:
        raise ValueError(f"assert_close(name={name!r}) overrides the tolerance table without saying why")

    def leaf(a: Any, e: Any, path: str) -> None:
        _leaf_close(a, e, path, rtol, atol, scale)

    _walk(actual, expected, name, leaf)


def assert_equal(actual: Any, expected: Any, *, name: str = "result") -> None:
    """Require exactly equal values (numbers compare by value: 1, 1.0 and True are one), structure and shapes.

    Raises
    ------
    Mismatch
        At the first place that differs.
    """

    def leaf(a: Any, e: Any, path: str) -> None:
        if isinstance(e, str | bytes | None.__class__):
            if type(a) is not type(e) or a != e:
                raise Mismatch(f"{path} is {show(a)}, should be {show(e)}", actual=a, expected=e)
            return
        _leaf_close(a, e, path, 0.0, 0.0, None)

    _walk(actual, expected, name, leaf)


def assert_structure(actual: Any, like: Any, *, name: str = "result") -> None:
    """Require the keys, lengths and shapes of `like`; values are not looked at, but must be numbers.

    Raises
    ------
    Mismatch
        At the first place whose kind, keys, length or shape differ.
    """

    def leaf(a: Any, e: Any, path: str) -> None:
        if isinstance(e, np.ndarray | bool | int | float):
            _numeric_pair(a, e, path)
        elif type(a) is not type(e):
            raise Mismatch(f"{path} is {kind(a)}, should be {kind(e)}", actual=a, expected=e)

    _walk(actual, like, name, leaf)


def is_close(actual: Any, expected: Any) -> bool:
    """Say whether `assert_close` would pass if NaN agreed with NaN; for telling variants apart, never for points."""

    def leaf(a: Any, e: Any, path: str) -> None:
        _leaf_close(a, e, path, None, None, None, nan_agrees=True)

    try:
        _walk(actual, expected, "result", leaf)
    except (Mismatch, RecursionError, MemoryError):
        return False
    return True


Leaf = Callable[[Any, Any, str], None]


def _walk(actual: Any, expected: Any, path: str, leaf: Leaf) -> None:
    if isinstance(expected, dict):
        _walk_dict(actual, expected, path, leaf)
    elif isinstance(expected, list | tuple):
        _walk_sequence(actual, expected, path, leaf)
    else:
        leaf(actual, expected, path)


def _walk_dict(actual: Any, expected: dict[Any, Any], path: str, leaf: Leaf) -> None:
    if not isinstance(actual, dict):
        raise Mismatch(f"{path} is {kind(actual)}, should be a dict", actual=actual, expected=expected)
    missing = [k for k in expected if k not in actual]
    if missing:
        keys = ", ".join(show(k) for k in missing[:6])
        there = ", ".join(show(k) for k in list(actual)[:12]) or "none at all"
        word = "key" if len(missing) == 1 else "keys"
        raise Mismatch(f"{path} lacks the {word} {keys}; it has {there}", actual=actual, expected=expected)
    for k, e in expected.items():
        _walk(actual[k], e, f"{path}[{show(k)}]", leaf)


def _walk_sequence(actual: Any, expected: Sequence[Any], path: str, leaf: Leaf) -> None:
    if isinstance(actual, np.ndarray) and actual.ndim == 1 and expected and all(map(_is_number, expected)):
        leaf(actual, np.asarray(expected), path)
        return
    if not isinstance(actual, list | tuple):
        raise Mismatch(
            f"{path} is {kind(actual)}, should be a tuple or list of {len(expected)}",
            actual=actual,
            expected=expected,
        )
    if len(actual) != len(expected):
        raise Mismatch(f"{path} has {len(actual)} items, should have {len(expected)}", actual=actual, expected=expected)
    for i, e in enumerate(expected):
        _walk(actual[i], e, f"{path}[{i}]", leaf)


def _leaf_close(
    actual: Any,
    expected: Any,
    path: str,
    rtol: float | None,
    atol: float | None,
    scale: float | None,
    *,
    nan_agrees: bool = False,
) -> None:
    if not _is_number(expected) and not isinstance(expected, np.ndarray):
        if type(actual) is not type(expected) or actual != expected:
            raise Mismatch(f"{path} is {show(actual)}, should be {show(expected)}", actual=actual, expected=expected)
        return
    a, e = _numeric_pair(actual, expected, path)
    precision = _precision(actual)
    table_rtol, table_atol = TOLERANCES[precision]
    use_rtol = table_rtol if rtol is None else rtol
    with np.errstate(all="ignore"):
        e64 = e.astype(np.float64)
        a64 = a.astype(np.float64)
        magnitude = np.abs(e64)
        finite = magnitude[np.isfinite(magnitude)]  # an infinite bound would let everything pass
        largest = float(finite.max(initial=0.0)) if scale is None else scale
        use_atol = table_atol * largest if atol is None else atol
        difference = np.abs(a64 - e64)
        allowed = use_rtol * magnitude + use_atol
        # `not (d <= allowed)` rather than `d > allowed`: NaN must fail. Equal infinities differ by NaN, yet agree.
        within = (difference <= allowed) & np.isfinite(e64)
        if atol is None:  # below the smallest normal number rounding is no longer relative to anything
            within |= difference < np.finfo(precision).smallest_normal
        bad = ~within & ~(a64 == e64)
        if nan_agrees:
            bad &= ~(np.isnan(a64) & np.isnan(e64))
    if bad.any():
        text = difference_text(a, e, difference, allowed, bad, path)
        raise Mismatch(text, actual=actual, expected=expected)


def _numeric_pair(actual: Any, expected: Any, path: str) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Both as arrays of one shape; raises Mismatch when the actual value is no number or has another shape."""
    e = np.asarray(expected)
    if isinstance(actual, list | tuple) and e.ndim == 1 and all(map(_is_number, actual)):
        try:
            actual = np.asarray(actual, dtype=np.float64)
        except OverflowError:
            raise Mismatch(f"{path} holds a number too large for a float", actual=actual, expected=expected) from None
    if not (_is_number(actual) or isinstance(actual, np.ndarray)):
        wanted = f"an array of shape {e.shape}" if e.ndim else "a number"
        raise Mismatch(f"{path} is {kind(actual)}, should be {wanted}", actual=actual, expected=expected)
    try:
        whole = isinstance(actual, int) and not isinstance(actual, bool)
        a = np.asarray(float(actual) if whole else actual)
    except OverflowError:
        raise Mismatch(f"{path} is a number too large for a float", actual=actual, expected=expected) from None
    if a.dtype.kind not in "biuf":
        what = "complex" if a.dtype.kind == "c" else f"of dtype {a.dtype}"
        raise Mismatch(f"{path} is {what}, should be real numbers", actual=actual, expected=expected)
    if a.shape != e.shape:
        if not e.ndim:
            raise Mismatch(
                f"{path} is an array of shape {a.shape}, should be a single number",
                actual=actual,
                expected=expected,
            )
        have = f"has shape {a.shape}" if a.ndim else "is a single number"
        raise Mismatch(f"{path} {have}, should have shape {e.shape}", actual=actual, expected=expected)
    return a, e


def _precision(actual: Any) -> str:
    """The row of the tolerance table for a value: that of the least precise number in it."""
    numbers = actual if isinstance(actual, list | tuple) else (actual,)
    short = any(isinstance(x, np.ndarray) and x.dtype.name in ("float32", "float16") for x in numbers)
    return "float32" if short else "float64"


def _is_number(x: Any) -> bool:
    """A real one: an array would be made of complex ones in a list as well, without their imaginary parts."""
    return isinstance(x, bool | int | float) or (isinstance(x, np.ndarray) and x.ndim == 0 and x.dtype.kind in "biuf")
