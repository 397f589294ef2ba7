"""What may stand inside arguments besides plain values: a function, a tensor, a variable, an object of the sandbox.

A mark says what the runtime puts in its place. A reply may hold a `Handle` where one was asked for, and a `Tensor` or a
`Variable` where it was asked what arrays of the result were such; nothing else of these.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

__all__ = ["HANDLE_KINDS", "Callback", "Handle", "Mark", "Tensor", "Variable", "keep"]

HANDLE_KINDS = ("model", "layer", "optimizer", "object")


class Callback(msgspec.Struct, frozen=True):
    """Stands for a function that runs on the trusted side."""

    name: str


class Tensor(msgspec.Struct, frozen=True):
    """Stands for `tf.constant(array)`."""

    array: np.ndarray[Any, Any]


class Variable(msgspec.Struct, frozen=True):
    """Stands for `tf.Variable(array)`."""

    array: np.ndarray[Any, Any]
    trainable: bool = True


class Handle(msgspec.Struct, frozen=True):
    """Stands for an object that stays in the sandbox: a model, an optimizer.

    Attributes
    ----------
    number : int
        What the sandbox knows it by, 0 to 2**63 - 1.
    kind : str
        One of `HANDLE_KINDS`.
    """

    number: int
    kind: str


Mark = Tensor | Variable | Handle


def keep(mark: Mark) -> Mark:
    """The `mark` of a `codec.decode` that leaves marks as they are."""
    return mark
