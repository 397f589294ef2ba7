"""Reference of the assignment "Batch Normalization": forward, backward, running statistics, inference.

Columns are examples, rows features: Z (n, m), gamma, beta and all statistics (n, 1). Owns the right answers and the
formulas behind them; imports nothing of the project, changes none of its arguments.

References
----------
.. [1] Ioffe & Szegedy 2015, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate
       Shift", https://arxiv.org/abs/1502.03167.
.. [2] Course week 3, "Batch Normalization".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["batch_norm_backward", "batch_norm_forward", "batch_norm_inference", "update_running_statistics"]

Array = NDArray[np.float64]
Cache = tuple[Array, Array, Array, Array, Array, float]


def batch_norm_forward(Z: Array, gamma: Array, beta: Array, epsilon: float) -> tuple[Array, Cache]:
    """Normalize each feature over the batch, then scale and shift: z̃ = γ · (z − μ) / √(σ² + ε) + β.

    Parameters
    ----------
    Z : ndarray, shape (n, m)
    gamma, beta : ndarray, shape (n, 1)
    epsilon : float
        ε > 0, inside the root.

    Returns
    -------
    Z_tilde : ndarray, shape (n, m)
    cache : tuple
        (Z, Z_norm, mean, variance, gamma, epsilon), mean and variance of shape (n, 1).

    Notes
    -----
    Algorithm 1 of [1]_: the variance is the batch's own, divided by m. Keras' `BatchNormalization` does the same with
    axis -1 as the features.

    Examples
    --------
    >>> Z_tilde, _ = batch_norm_forward(np.array([[1.0, 5.0]]), np.ones((1, 1)), np.zeros((1, 1)), 12.0)
    >>> Z_tilde
    array([[-0.5,  0.5]])
    """
    mean = np.mean(Z, axis=1, keepdims=True)
    variance = np.var(Z, axis=1, keepdims=True)
    Z_norm = (Z - mean) / np.sqrt(variance + epsilon)
    return gamma * Z_norm + beta, (Z, Z_norm, mean, variance, gamma, epsilon)


def batch_norm_backward(dZ_tilde: Array, cache: Cache) -> dict[str, Array]:
    """Carry gradients back through the normalization, its mean and its variance.

    Parameters
    ----------
    dZ_tilde : ndarray, shape (n, m)
        Derivatives of the cost with respect to Z_tilde.
    cache : tuple
        The one of `batch_norm_forward`.

    Returns
    -------
    dict
        dZ (n, m), dgamma (n, 1) and dbeta (n, 1).

    Notes
    -----
    The six derivatives of [1]_, section 3, put together: with dẑ = γ · dz̃ and all means over the batch,
    dz = (dẑ − mean(dẑ) − ẑ · mean(dẑ · ẑ)) / √(σ² + ε). This holds for any ε, for ẑ has it inside.
    dγ = Σ dz̃ · ẑ and dβ = Σ dz̃ are sums, as in the paper: a 1/m of the cost is in dZ_tilde already. That differs
    from the course's dZ = A − Y, whose 1/m is left to dW and db.
    """
    _, Z_norm, _, variance, gamma, epsilon = cache
    dZ_norm = gamma * dZ_tilde
    through_mean = np.mean(dZ_norm, axis=1, keepdims=True)
    through_variance = Z_norm * np.mean(dZ_norm * Z_norm, axis=1, keepdims=True)
    return {
        "dZ": (dZ_norm - through_mean - through_variance) / np.sqrt(variance + epsilon),
        "dgamma": np.sum(dZ_tilde * Z_norm, axis=1, keepdims=True),
        "dbeta": np.sum(dZ_tilde, axis=1, keepdims=True),
    }


def update_running_statistics(
    running_mean: Array, running_variance: Array, mean: Array, variance: Array, momentum: float
) -> tuple[Array, Array]:
    """Take the statistics of one more batch into the running ones.

    Parameters
    ----------
    running_mean, running_variance : ndarray, shape (n, 1)
        So far.
    mean, variance : ndarray, shape (n, 1)
        Of the batch.
    momentum : float
        The share that stays, in [0, 1).

    Returns
    -------
    running_mean, running_variance : ndarray, shape (n, 1)
        momentum · running + (1 − momentum) · batch, each.

    Notes
    -----
    Momentum as Keras has it; PyTorch's is 1 − momentum. The paper [1]_ (Algorithm 2) averages over batches and takes
    m/(m − 1) times the variance, as PyTorch does; the course and Keras leave the variance as it is.

    Examples
    --------
    >>> zero, one, four = np.zeros((1, 1)), np.ones((1, 1)), np.full((1, 1), 4.0)
    >>> update_running_statistics(zero, one, four, four, 0.75)
    (array([[1.]]), array([[1.75]]))
    """
    return (
        momentum * running_mean + (1 - momentum) * mean,
        momentum * running_variance + (1 - momentum) * variance,
    )


def batch_norm_inference(
    Z: Array, gamma: Array, beta: Array, running_mean: Array, running_variance: Array, epsilon: float
) -> Array:
    """Normalize with the running statistics: what an example gives depends on no other example.

    Parameters
    ----------
    Z : ndarray, shape (n, m)
        m may be 1.
    gamma, beta, running_mean, running_variance : ndarray, shape (n, 1)
    epsilon : float
        The one of the training, inside the root.

    Returns
    -------
    ndarray, shape (n, m)

    Notes
    -----
    Algorithm 2 of [1]_, line 11.
    """
    Z_tilde: Array = gamma * (Z - running_mean) / np.sqrt(running_variance + epsilon) + beta
    return Z_tilde
