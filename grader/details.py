"""Results in detail: each array as a dict that says whether it was a tensor, a variable or neither.

The sandbox says it of tensors and variables by marks, which no value of a student's can look like.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.wire.marks import Handle, Tensor, Variable

__all__ = ["detailed", "handles_in"]


def detailed(value: Any) -> Any:
    """Give a decoded result of form "detail" with each array as `{"kind": …, "trainable": …, "value": array}`."""
    if isinstance(value, np.ndarray):
        return {"kind": "array", "trainable": None, "value": value}
    if isinstance(value, Tensor):
        return {"kind": "tensor", "trainable": None, "value": value.array}
    if isinstance(value, Variable):
        return {"kind": "variable", "trainable": value.trainable, "value": value.array}
    if isinstance(value, list):
        return [detailed(item) for item in value]
    if isinstance(value, tuple):
        return tuple(detailed(item) for item in value)
    if isinstance(value, dict):
        return {key: detailed(item) for key, item in value.items()}
    return value


def handles_in(value: Any) -> Iterator[Handle]:
    """Every handle in a value, at any depth."""
    if isinstance(value, Handle):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from handles_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from handles_in(item)
