"""Reference of the assignment "Gradient Checking": a linear toy model, and the check of a whole network's gradients.

Owns the right answers and the formulas behind them; imports nothing of the project, changes none of its arguments.

References
----------
.. [1] Course week 1, "Gradient checking", formulas (1) to (3).
.. [2] Bishop 2006, "Pattern Recognition and Machine Learning", section 5.3.3: central differences have an error of
       O(ε²), one-sided ones of O(ε).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "SHAPES",
    "backward_propagation",
    "central_difference",
    "forward_propagation",
    "gradient_check",
    "gradient_check_n",
    "network_cost",
    "network_gradients",
    "relative_difference",
    "to_dictionary",
    "to_vector",
]

Array = NDArray[np.float64]

#: The network of gradient_check_n, fixed by the given vector_to_dictionary: 47 parameters.
SHAPES = {"W1": (5, 4), "b1": (5, 1), "W2": (3, 5), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1)}


def forward_propagation(x: float, theta: float) -> float:
    """J(θ) = θ · x, numbers or arrays of one shape [1]_."""
    return theta * x


def backward_propagation(x: float, theta: float) -> float:
    """dJ/dθ = x for J(θ) = θ · x [1]_."""
    return x


def relative_difference(grad: Any, gradapprox: Any) -> float:
    """‖grad − gradapprox‖₂ / (‖grad‖₂ + ‖gradapprox‖₂), from 0 to 1 [1]_, formula (3).

    Two zero gradients are not compared in the course; 0/0 is NaN here as there.
    """
    with np.errstate(invalid="ignore"):
        numerator = np.linalg.norm(np.subtract(grad, gradapprox))
        return float(numerator / (np.linalg.norm(grad) + np.linalg.norm(gradapprox)))


def central_difference(J: Callable[[float], float], theta: float, epsilon: float) -> float:
    """(J(θ+ε) − J(θ−ε)) / 2ε [1]_, formula (1)."""
    return (J(theta + epsilon) - J(theta - epsilon)) / (2 * epsilon)


def gradient_check(x: float, theta: float, epsilon: float = 1e-7) -> float:
    """The relative difference between backward_propagation and a central difference of forward_propagation.

    Parameters
    ----------
    x, theta : float
    epsilon : float
        > 0; the step.

    Returns
    -------
    float
        About 1e-10 for the right derivative: rounding noise of the order of 1e-16 · |θ| / ε.
    """
    approx = central_difference(lambda t: forward_propagation(x, t), theta, epsilon)
    return relative_difference(backward_propagation(x, theta), approx)


def to_vector(values: dict[str, Array], prefix: str = "") -> Array:
    """Stack W1, b1, …, W3, b3 (or dW1, … with prefix "d") to a column of 47."""
    return np.concatenate([np.reshape(values[prefix + k], (-1, 1)) for k in SHAPES])


def to_dictionary(theta: Array) -> dict[str, Array]:
    """Cut a column of 47 into W1, b1, W2, b2, W3, b3; the inverse of `to_vector`."""
    found, start = {}, 0
    for name, shape in SHAPES.items():
        size = shape[0] * shape[1]
        found[name] = theta[start : start + size].reshape(shape)
        start += size
    return found


def _forward(X: Array, parameters: dict[str, Array]) -> tuple[Array, Array, Array]:
    A1 = np.maximum(0, parameters["W1"] @ X + parameters["b1"])
    A2 = np.maximum(0, parameters["W2"] @ A1 + parameters["b2"])
    A3 = 1 / (1 + np.exp(-(parameters["W3"] @ A2 + parameters["b3"])))
    return A1, A2, A3


def network_cost(X: Array, Y: Array, parameters: dict[str, Array]) -> float:
    """Mean cross-entropy of LINEAR → RELU → LINEAR → RELU → LINEAR → SIGMOID, as the given forward_propagation_n."""
    A3 = _forward(X, parameters)[-1]
    return float(np.sum(-np.log(A3) * Y - np.log(1 - A3) * (1 - Y)) / X.shape[1])


def network_gradients(X: Array, Y: Array, parameters: dict[str, Array]) -> dict[str, Array]:
    """The right gradients dW1 … db3 of `network_cost`, without the bugs planted in the notebook."""
    m = X.shape[1]
    A1, A2, A3 = _forward(X, parameters)
    dZ3 = A3 - Y
    dZ2 = parameters["W3"].T @ dZ3 * (A2 > 0)
    dZ1 = parameters["W2"].T @ dZ2 * (A1 > 0)
    grads = {}
    for name, dZ, A in (("1", dZ1, X), ("2", dZ2, A1), ("3", dZ3, A2)):
        grads[f"dW{name}"] = dZ @ A.T / m
        grads[f"db{name}"] = np.sum(dZ, axis=1, keepdims=True) / m
    return grads


def gradient_check_n(
    parameters: dict[str, Array], gradients: dict[str, Array], X: Array, Y: Array, epsilon: float = 1e-7
) -> float:
    """The relative difference between given gradients and central differences of the network's cost.

    Parameters
    ----------
    parameters, gradients : dict
        W1 (5, 4), b1 (5, 1), W2 (3, 5), b2 (3, 1), W3 (1, 3), b3 (1, 1), and dW1 … db3 of the same shapes.
    X : ndarray, shape (4, m)
    Y : ndarray, shape (m,) or (1, m)
    epsilon : float
        > 0; the step.

    Returns
    -------
    float
        About 1e-8 to 1e-7 for right gradients.

    Notes
    -----
    One parameter at a time is moved by ±ε, all others stay [1]_, formula (1).
    """
    theta = to_vector(parameters)
    approx = np.zeros_like(theta)
    for i in range(theta.shape[0]):

        def cost(value: float, i: int = i) -> float:
            moved = theta.copy()
            moved[i, 0] = value
            return network_cost(X, Y, to_dictionary(moved))

        approx[i, 0] = central_difference(cost, float(theta[i, 0]), epsilon)
    return relative_difference(to_vector(gradients, "d"), approx)
