"""Reference of the assignment "Regularization": L2 cost and gradients, inverted dropout forward and backward.

The network is LINEAR → RELU → LINEAR → RELU → LINEAR → SIGMOID with cross-entropy; columns are examples. Owns the
right answers and the formulas behind them; imports nothing of the project, changes none of its arguments.

References
----------
.. [1] Course week 1, "Regularization" and "Dropout Regularization".
.. [2] Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", section 4;
       inverted dropout (scaling at training time) is section 10.
.. [3] Krogh & Hertz 1991, "A Simple Weight Decay Can Improve Generalization".
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "TEMPLATE_SEED",
    "backward_propagation_with_dropout",
    "backward_propagation_with_regularization",
    "compute_cost_with_regularization",
    "forward_propagation_with_dropout",
]

Array = NDArray[np.float64]
Cache = tuple[Any, ...]

#: The notebook's template seeds its generator with this inside forward_propagation_with_dropout.
TEMPLATE_SEED = 1


def compute_cost_with_regularization(A3: Array, Y: Array, parameters: dict[str, Array], lambd: float) -> float:
    """Cross-entropy plus the L2 penalty: J = −(1/m) Σ [y log a + (1−y) log(1−a)] + λ/(2m) Σ_l ‖W_l‖²_F.

    Parameters
    ----------
    A3 : ndarray, shape (1, m), float64
        Output probabilities.
    Y : ndarray, shape (1, m)
        Labels 0 or 1.
    parameters : dict
        W1, W2, W3 (and b1, b2, b3, which are not penalised).
    lambd : float
        λ ≥ 0.

    Returns
    -------
    float
        The cost. Terms 0·log 0 count as nothing, as the given `compute_cost` has it (nansum).

    Notes
    -----
    Source: course week 1, Regularization, formula (2) [1]_. Keras' `regularizers.L2(l)` adds l‖W‖² per batch, so
    that l = λ/(2m) there.
    """
    m = Y.shape[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = -np.log(A3) * Y - np.log(1 - A3) * (1 - Y)
    cross_entropy = np.nansum(terms) / m
    squares = sum(np.sum(np.square(parameters[f"W{l}"])) for l in (1, 2, 3))
    return float(cross_entropy + lambd / (2 * m) * squares)


def backward_propagation_with_regularization(X: Array, Y: Array, cache: Cache, lambd: float) -> dict[str, Array]:
    """Gradients of the L2-regularized cost: dW_l gains λ/m · W_l, biases gain nothing.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
    Y : ndarray, shape (1, m)
    cache : tuple
        (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3).
    lambd : float
        λ ≥ 0.

    Returns
    -------
    dict
        dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1, each of the shape of what it is the gradient of.

    Notes
    -----
    Convention: dZ3 = A3 − Y is m times ∂J/∂Z3; the 1/m stands in dW and db. So dZ and dA of the result are m times
    the partial derivatives, dW and db are the derivatives. ReLU's derivative at 0 is taken as 0 (`A > 0`).
    """
    m = X.shape[1]
    _, A1, W1, _, _, A2, W2, _, _, A3, W3, _ = cache
    dZ3 = A3 - Y
    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (A2 > 0)
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (A1 > 0)
    return {
        "dZ3": dZ3,
        "dW3": dZ3 @ A2.T / m + lambd / m * W3,
        "db3": np.sum(dZ3, axis=1, keepdims=True) / m,
        "dA2": dA2,
        "dZ2": dZ2,
        "dW2": dZ2 @ A1.T / m + lambd / m * W2,
        "db2": np.sum(dZ2, axis=1, keepdims=True) / m,
        "dA1": dA1,
        "dZ1": dZ1,
        "dW1": dZ1 @ X.T / m + lambd / m * W1,
        "db1": np.sum(dZ1, axis=1, keepdims=True) / m,
    }


def forward_propagation_with_dropout(
    X: Array, parameters: dict[str, Array], keep_prob: float = 0.5
) -> tuple[Array, Cache]:
    """Forward propagation with inverted dropout on both hidden layers: A_l ← A_l · D_l / keep_prob.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
    parameters : dict
        W1, b1, W2, b2, W3, b3.
    keep_prob : float
        In (0, 1]: the probability that a unit stays.

    Returns
    -------
    A3 : ndarray, shape (1, m)
    cache : tuple
        (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3); D_l = rand(A_l.shape) < keep_prob, one draw per
        unit and example; A_l after dropout.

    Notes
    -----
    Dividing by keep_prob keeps the expected value of every activation, so nothing has to be scaled at test time
    (inverted dropout, [2]_ section 10). Draws D1, then D2, from `TEMPLATE_SEED` as the notebook does; the numbers it
    prints come out.
    """
    generator = np.random.RandomState(TEMPLATE_SEED)
    W1, b1, W2, b2, W3, b3 = (parameters[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = W1 @ X + b1
    A1 = np.maximum(0, Z1)
    D1 = generator.rand(*A1.shape) < keep_prob
    A1 = A1 * D1 / keep_prob
    Z2 = W2 @ A1 + b2
    A2 = np.maximum(0, Z2)
    D2 = generator.rand(*A2.shape) < keep_prob
    A2 = A2 * D2 / keep_prob
    Z3 = W3 @ A2 + b3
    A3 = 1 / (1 + np.exp(-Z3))
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)


def backward_propagation_with_dropout(X: Array, Y: Array, cache: Cache, keep_prob: float) -> dict[str, Array]:
    """Gradients through the same masks: dA_l ← dA_l · D_l / keep_prob, on the masks of the forward pass.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
    Y : ndarray, shape (1, m)
    cache : tuple
        The 14 items of `forward_propagation_with_dropout`.
    keep_prob : float
        The one of the forward pass.

    Returns
    -------
    dict
        The 11 keys of `backward_propagation_with_regularization`; dA2 and dA1 after their masks.

    Notes
    -----
    dZ3 = A3 − Y, as there. Source: course week 1, Regularization, section 3.2 [1]_.
    """
    m = X.shape[1]
    _, D1, A1, _, _, _, D2, A2, W2, _, _, A3, W3, _ = cache
    dZ3 = A3 - Y
    dA2 = W3.T @ dZ3 * D2 / keep_prob
    dZ2 = dA2 * (A2 > 0)
    dA1 = W2.T @ dZ2 * D1 / keep_prob
    dZ1 = dA1 * (A1 > 0)
    return {
        "dZ3": dZ3,
        "dW3": dZ3 @ A2.T / m,
        "db3": np.sum(dZ3, axis=1, keepdims=True) / m,
        "dA2": dA2,
        "dZ2": dZ2,
        "dW2": dZ2 @ A1.T / m,
        "db2": np.sum(dZ2, axis=1, keepdims=True) / m,
        "dA1": dA1,
        "dZ1": dZ1,
        "dW1": dZ1 @ X.T / m,
        "db1": np.sum(dZ1, axis=1, keepdims=True) / m,
    }
