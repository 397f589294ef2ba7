"""Results in detail: each array as a dict that says whether it was a tensor, a variable or neither.

What the sandbox says of tensors is taken as it is, like any value; what it doesn't say is filled in here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.wire.marks import Handle

__all__ = ["detailed", "handles_in"]

_FIELDS = {"kind", "trainable", "value"}


def detailed(value: Any) -> Any:
    """Give a decoded result of form "detail" with its plain arrays as `{"kind": "array", …}`, too."""
    if isinstance(value, np.ndarray):
        return {"kind": "array", "trainable": None, "value": value}
    if isinstance(value, list):
        return [detailed(item) for item in value]
    if isinstance(value, tuple):
        return tuple(detailed(item) for item in value)
    if isinstance(value, dict):
        return value if _is_tensor(value) else {key: detailed(item) for key, item in value.items()}
    return value


def _is_tensor(value: dict[Any, Any]) -> bool:
    if value.keys() != _FIELDS or not isinstance(value["value"], np.ndarray):
        return False
    return (value["kind"], value["trainable"]) in (("tensor", None), ("variable", True), ("variable", False))


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
