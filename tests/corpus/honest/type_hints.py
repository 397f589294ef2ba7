"""Annotations of every kind, names that don't exist among them."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, TypedDict

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import tensorflow as tf

Matrix = npt.NDArray[np.float64]


class Grads(TypedDict):
    dZ: Matrix
    dW: Matrix
    db: Matrix


def softmax(Z: Matrix, /, *, axis: int = 0, device: tf.Device | None = None) -> Matrix:
    powers: Matrix = np.exp(Z - Z.max(axis=axis))
    return powers / powers.sum(axis=axis)


def softmax_backward(X: Matrix, A: "Matrix", Y: Unknown[Thing]) -> Grads:
    dZ = A - Y
    m: int = X.shape[1]
    return Grads(dZ=dZ, dW=dZ @ X.T / m, db=dZ.mean(axis=1, keepdims=True))
