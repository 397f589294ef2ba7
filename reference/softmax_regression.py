"""Reference of the assignment "Softmax Regression": the layer, its cost, its gradients and its predictions.

Columns are examples; C classes. Owns the right answers and the formulas behind them; imports nothing of the project,
changes none of its arguments.

References
----------
.. [1] Course week 3, "Softmax Regression" and "Training a Softmax Classifier".
.. [2] Goodfellow, Bengio, Courville, *Deep Learning* (2016), sections 4.1 (overflow) and 6.2.2.3 (softmax units).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["cross_entropy_cost", "predict", "softmax", "softmax_backward"]

Array = NDArray[np.float64]


def softmax(Z: Array) -> Array:
    """Turn scores into probabilities: a_c = exp(z_c) / Σ_k exp(z_k), for each column.

    Parameters
    ----------
    Z : ndarray, shape (C, m)
        Scores of any finite size.

    Returns
    -------
    ndarray, shape (C, m)
        Every column sums to 1.

    Notes
    -----
    Softmax does not change when a number is subtracted from a whole column. The column's own largest score is: then
    no exponential exceeds 1 and one of them is 1, so that nothing overflows and no sum is 0 ([2]_, section 4.1). The
    assignment's text asks for that, for scores of ±1000.

    Examples
    --------
    >>> softmax(np.array([[1000.0, 0.0], [1000.0, -2000.0]]))
    array([[0.5, 1. ],
           [0.5, 0. ]])
    """
    powers = np.exp(Z - Z.max(axis=0))
    return np.asarray(powers / powers.sum(axis=0))


def cross_entropy_cost(A: Array, Y: Array) -> float:
    """Compute the mean cross-entropy over the examples: J = −(1/m) Σ_i Σ_c y_c log a_c.

    Parameters
    ----------
    A : ndarray, shape (C, m)
        Probabilities, all positive.
    Y : ndarray, shape (C, m)
        One-hot labels.

    Returns
    -------
    float
        The cost, in nats.

    Notes
    -----
    Source: course week 3, "Training a Softmax Classifier" [1]_; Keras' `CategoricalCrossentropy`, which clips A at
    1e-7. The mean is over the m examples, not over the C · m entries.

    Examples
    --------
    >>> cross_entropy_cost(np.array([[1.0, 1.0]]), np.array([[1.0, 1.0]])) == 0
    True
    """
    losses = np.sum(Y * np.log(A), axis=0)
    return -float(np.mean(losses))


def softmax_backward(X: Array, A: Array, Y: Array) -> dict[str, Array]:
    """Compute the gradients of the cross-entropy of softmax(W X + b).

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
    A : ndarray, shape (C, m)
        Probabilities of the forward pass.
    Y : ndarray, shape (C, m)
        One-hot labels.

    Returns
    -------
    dict
        dZ (C, m), dW (C, n_x) and db (C, 1).

    Notes
    -----
    Convention of the course: dZ = A − Y is m times ∂J/∂Z; the 1/m stands in dW = dZ Xᵀ / m and db, the mean of dZ over
    the examples. So dW and db are the derivatives of J.
    """
    dZ = A - Y
    return {"dZ": dZ, "dW": dZ @ X.T / dZ.shape[1], "db": np.mean(dZ, axis=1, keepdims=True)}


def predict(X: Array, W: Array, b: Array) -> NDArray[np.int64]:
    """Choose for each example the class with the largest score in W X + b.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
    W : ndarray, shape (C, n_x)
    b : ndarray, shape (C, 1)

    Returns
    -------
    ndarray, shape (1, m), int64
        Class indices 0 … C − 1.

    Notes
    -----
    Softmax keeps the order of the scores of a column, so the largest probability is not needed.

    Examples
    --------
    >>> predict(np.array([[1.0, -1.0]]), np.array([[2.0], [-2.0]]), np.zeros((2, 1)))
    array([[0, 1]])
    """
    return np.asarray(np.argmax(W @ X + b, axis=0)[np.newaxis])
