"""Names that NumPy had when the course's notebooks were written, and has no more.

`(D1 < keep_prob).astype(np.int)`, `np.product(...)` or `np.sum(x for x in ...)` was right when a notebook was written,
and is to this day with the NumPy of the course. Only what can mean exactly the same comes back.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import GeneratorType
from typing import Any

import numpy as np

__all__ = ["bring_back"]

_TYPES = {
    "int": int, "float": float, "complex": complex, "object": object, "str": str, "bool8": np.bool_, "int0": np.intp,
    "uint0": np.uintp, "float_": np.float64, "complex_": np.complex128, "singlecomplex": np.complex64,
    "cfloat": np.complex128, "longfloat": np.longdouble, "unicode_": np.str_, "string_": np.bytes_,
}  # fmt: skip
_NUMBERS = {
    "Inf": np.inf, "Infinity": np.inf, "infty": np.inf, "PINF": np.inf, "NINF": -np.inf, "NaN": np.nan, "NAN": np.nan,
    "PZERO": 0.0, "NZERO": -0.0,
}  # fmt: skip
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "alltrue": np.all, "sometrue": np.any, "product": np.prod, "cumproduct": np.cumprod, "round_": np.round,
    "mat": np.asmatrix, "trapz": np.trapezoid,
}  # fmt: skip


def bring_back() -> None:
    """Give NumPy its old names again, where it has none of that name; and `np.sum` its generators."""
    names = vars(np)
    for name, value in {**_TYPES, **_NUMBERS, **_FUNCTIONS}.items():
        names.setdefault(name, value)
    for function in (asscalar, asfarray, in1d):
        names.setdefault(function.__name__, function)
    names["sum"] = _TAKES_GENERATORS


def asscalar(a: Any) -> Any:
    """The one number of an array, as Python's."""
    return a.item()


def asfarray(a: Any, dtype: Any = np.float64) -> Any:
    """An array of floating-point numbers."""
    return np.asarray(a, dtype=dtype if np.issubdtype(dtype, np.inexact) else np.float64)


def in1d(ar1: Any, ar2: Any, *args: Any, **kwargs: Any) -> Any:
    """Which entries of one flat array are in another."""
    return np.isin(np.ravel(ar1), ar2, *args, **kwargs)


def _taking_generators(numpy_sum: Callable[..., Any]) -> Callable[..., Any]:
    builtin_sum = sum  # whatever a student's cell makes of the name

    @functools.wraps(numpy_sum)
    def total(a: Any, *args: Any, **kwargs: Any) -> Any:
        if type(a) is GeneratorType:
            return builtin_sum(a)
        return numpy_sum(a, *args, **kwargs)

    return total


_TAKES_GENERATORS = _taking_generators(np.sum)
