"""Turn a failing case into text: the call, its inputs, and where the answers differ.

Only plain decoded data is formatted, numbers to 6 digits. Knows nothing of how the case was found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.compare import Mismatch
from grader.errors import StudentRaised, SubjectFault
from grader.model import Counterexample
from grader.phrases import format_number
from grader.subject import CallRecord
from grader.text import abridge
from grader.wire.marks import Handle, Tensor, Variable

__all__ = ["counterexample", "describe_fault", "format_value"]

MAX_CHARS = 1600
MAX_ITEMS = 24
MAX_DEPTH = 6
MAX_AXES = 4
"""NumPy abridges each axis for itself: of 24 axes of length two it writes all sixteen million numbers."""


def counterexample(
    calls: Sequence[CallRecord],
    signatures: dict[str, tuple[str, ...]],
    failure: Exception,
    *,
    shrunk: bool,
    own_names: Mapping[str, str] | None = None,
) -> Counterexample | None:
    """The last call of the failing case, by the student's own name of the function, and what it should have returned.

    Returns None when the case made no call.
    """
    if not calls:
        return None
    last = calls[-1]
    names = signatures.get(last.function, ())
    labels = [names[i] if i < len(names) else f"argument {i + 1}" for i in range(len(last.args))]
    inputs = {label: format_value(arg) for label, arg in zip(labels, last.args, strict=True)}
    typed = ", ".join(inputs[label] if _is_scalar(arg) else label for label, arg in zip(labels, last.args, strict=True))
    expected = actual = where = None
    if isinstance(failure, Mismatch):
        where = abridge(failure.message, MAX_CHARS)
        if failure.expected is not None:
            expected, actual = format_value(failure.expected), format_value(failure.actual)
    elif isinstance(failure, SubjectFault):
        actual = describe_fault(failure)
    return Counterexample(
        call=f"{(own_names or {}).get(last.function, last.function)}({typed})",
        inputs=inputs,
        expected=expected,
        actual=actual,
        where=where,
        shrunk=shrunk,
    )


def describe_fault(fault: SubjectFault) -> str:
    """One or two lines: what happened, and in which cell and line of the student's."""
    text = str(fault)
    if fault.frames:
        last = fault.frames[-1]
        text += f" (in {last.cell}, line {last.line}"
        text += f": {last.text.strip()})" if last.text.strip() else ")"
    elif isinstance(fault, StudentRaised):
        text += " (raised outside your own cells)"
    return text


def format_value(value: Any) -> str:
    """A plain value as Python text, abridged where it is long."""
    text = _format(value, 0)
    return text if len(text) <= MAX_CHARS else text[: MAX_CHARS - 1] + "…"


def _format(value: Any, depth: int) -> str:
    if depth > MAX_DEPTH:
        return "…"
    if isinstance(value, np.ndarray):
        return _format_array(value)
    if isinstance(value, Tensor):
        return f"tf.constant({_format_content(value.array)})"
    if isinstance(value, Variable):
        return f"tf.Variable({_format_content(value.array)}{'' if value.trainable else ', trainable=False'})"
    if isinstance(value, Handle):
        return f"<{value.kind}>"
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int):
        return str(value) if value.bit_length() <= 200 else f"<int of {value.bit_length()} bits>"
    if isinstance(value, float):
        return format_number(value)
    if isinstance(value, complex):
        return f"({format_number(value.real)}{value.imag:+.6g}j)"
    if isinstance(value, str | bytes):
        return repr(value[:200]) + ("…" if len(value) > 200 else "")
    if isinstance(value, dict):
        shown = [f"{_format(k, depth + 1)}: {_format(v, depth + 1)}" for k, v in _first(value.items())]
        return "{" + ", ".join(shown) + (", …" if len(value) > MAX_ITEMS else "") + "}"
    if isinstance(value, list | tuple):
        shown = [_format(v, depth + 1) for v in _first(value)]
        if len(value) > MAX_ITEMS:
            shown.append("…")
        inner = ", ".join(shown)
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if callable(value):
        return f"<function {getattr(value, '__name__', 'given by the checks')}>"
    return f"<{type(value).__name__}>"


def _format_array(value: np.ndarray[Any, Any]) -> str:
    body = _body(value)
    kind = "" if value.dtype.name in ("float64", "int64", "bool") else f", dtype={value.dtype.name}"
    shape = f", shape={value.shape}" if value.size > 60 or value.size == 0 or value.ndim > MAX_AXES else ""
    return f"array({body}{kind}{shape})"


def _format_content(value: np.ndarray[Any, Any]) -> str:
    """A tensor's numbers, with the dtype where TensorFlow would choose another."""
    kind = "" if value.dtype.name in ("float32", "int32", "bool") else f", dtype=tf.{value.dtype.name}"
    return f"{_body(value)}{kind}"


def _body(value: np.ndarray[Any, Any]) -> str:
    if value.ndim > MAX_AXES:
        value = value.reshape(-1)
    with np.printoptions(precision=6, threshold=60, edgeitems=3, linewidth=90, suppress=False):
        return np.array2string(value, separator=", ", formatter={"float_kind": lambda x: format_number(float(x))})


def _first(items: Any) -> list[Any]:
    return [item for item, _ in zip(items, range(MAX_ITEMS), strict=False)]


def _is_scalar(value: Any) -> bool:
    return value is None or isinstance(value, bool | int | float | str)
