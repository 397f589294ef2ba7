"""How messages speak of plain values: their kind, a short safe text of them, and where two arrays differ most."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

__all__ = ["difference_text", "format_number", "kind", "show"]

_KIND_WORDS = {
    type(None): "None",
    bool: "a bool",
    int: "an int",
    float: "a float",
    complex: "a complex number",
    str: "a string",
    bytes: "bytes",
    list: "a list",
    tuple: "a tuple",
    dict: "a dict",
    np.ndarray: "an array",
}


def format_number(x: float) -> str:
    """Six significant digits, the form in which counterexamples show numbers."""
    return f"{x:.6g}"


def kind(x: Any) -> str:
    """What sort of value it is: "a dict", "an array of shape (2, 3)"."""
    word = _KIND_WORDS.get(type(x), f"a {type(x).__name__}")
    return f"{word} of shape {x.shape}" if isinstance(x, np.ndarray) else word


def show(x: Any) -> str:
    """A short, safe repr of a plain value for a message."""
    if isinstance(x, str):
        text = '"' + x.replace("\\", "\\\\").replace('"', '\\"') + '"'
    elif isinstance(x, int) and not isinstance(x, bool) and x.bit_length() > 200:
        text = f"an int of {x.bit_length()} bits"
    elif isinstance(x, bool | int | None.__class__):
        text = str(x)
    elif isinstance(x, float):
        text = format_number(x)
    else:
        text = kind(x)
    return text if len(text) <= 80 else text[:77] + "…"


def difference_text(
    a: np.ndarray[Any, Any],
    e: np.ndarray[Any, Any],
    difference: np.ndarray[Any, Any],
    allowed: np.ndarray[Any, Any],
    bad: np.ndarray[Any, Any],
    path: str,
) -> str:
    """Point at the largest difference; a NaN counts as larger than any number.

    Parameters
    ----------
    a, e : ndarray, of one shape
        What came and what should have come, real numbers.
    difference, allowed : ndarray, of that shape, float64
        How far they are apart, and how far they may be.
    bad : ndarray, of that shape, bool
        Where that is too far; True somewhere.
    path : str
        What the message calls `a`.
    """
    with np.errstate(all="ignore"):
        rank = np.where(bad, np.where(np.isnan(difference), np.inf, difference), -1.0)
    index = np.unravel_index(int(np.argmax(rank)), rank.shape) if a.ndim else ()
    where = f"{path}[{', '.join(str(int(i)) for i in index)}]" if a.ndim else path
    many = f"; {int(bad.sum())} of {a.size} values differ" if a.size > 1 else ""
    if a.dtype == e.dtype == np.bool_:
        return f"{where} is {a[index]}, should be {e[index]}{many}"
    actual, expected = float(a[index]), float(e[index])
    # As many digits as tell them apart.
    texts = ((f"{actual:.{digits}g}", f"{expected:.{digits}g}") for digits in (6, 12, 17))
    shown, wanted = next((pair for pair in texts if pair[0] != pair[1]), (repr(actual), repr(expected)))
    gap, bound = format_number(float(difference[index])), format_number(float(allowed[index]))
    detail = f"difference {gap}, allowed {bound}" if math.isfinite(actual) else "not a finite number"
    return f"{where} is {shown}, should be {wanted} ({detail}){many}"
