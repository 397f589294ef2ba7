"""Results of references that stand for TensorFlow's: an array, and whether it would be a tensor or a variable.

A reference gets plain arrays where the student's function gets tensors. Where it matters what a student's result is
(`subject.call(..., form="detail")`), the reference says it with these; otherwise they count as their arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Tagged", "tensor", "variable"]


@dataclass(frozen=True)
class Tagged:
    """An array with its kind, "tensor" or "variable"; `trainable` is None for a tensor."""

    value: np.ndarray[Any, Any]
    kind: str
    trainable: bool | None


def tensor(value: Any) -> Tagged:
    """What TensorFlow would give as a tensor."""
    return Tagged(np.asarray(value), "tensor", None)


def variable(value: Any, trainable: bool = True) -> Tagged:
    """What TensorFlow would give as a `tf.Variable`."""
    return Tagged(np.asarray(value), "variable", trainable)
