"""Reference of the assignment "More on Optimizers": averages, RMSprop, exponential decay, convergence.

`parameters` holds W1, b1, …, `grads` and `s` hold dW1, db1, … of the same shapes. Owns the right answers and the
formulas behind them; imports nothing of the project, changes none of its arguments.

References
----------
.. [1] Course week 2, "Exponentially Weighted Averages", "Bias Correction", "RMSprop", "Learning Rate Decay".
.. [2] Tieleman & Hinton 2012, *Neural Networks for Machine Learning*, lecture 6.5 (RMSprop).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "exponential_decay",
    "exponentially_weighted_average",
    "has_converged",
    "initialize_rmsprop",
    "update_parameters_with_rmsprop",
]

Array = NDArray[np.float64]
Arrays = Mapping[str, Array]


def exponentially_weighted_average(theta: Array, beta: float, bias_correction: bool) -> Array:
    """Average a series over about 1 / (1 − β) of its values: v_t = β v_{t−1} + (1 − β) θ_t, from v_0 = 0.

    Parameters
    ----------
    theta : ndarray, shape (T,)
    beta : float
        Share of the average that stays, in [0, 1).
    bias_correction : bool
        Whether each v_t is divided by 1 − βᵗ on its way out.

    Returns
    -------
    ndarray, shape (T,)
        v_1 … v_T, or v_t / (1 − βᵗ). The recursion always goes on from the v_t that are not corrected.

    Examples
    --------
    >>> exponentially_weighted_average(np.array([8.0, 4.0]), 0.5, False)
    array([4., 4.])
    """
    v, averages = 0.0, []
    for t, value in enumerate(theta, start=1):
        v = beta * v + (1 - beta) * value
        averages.append(v / (1 - beta**t) if bias_correction else v)
    return np.array(averages)


def initialize_rmsprop(parameters: Arrays) -> dict[str, Array]:
    """Start the averages of squared gradients at zero.

    Parameters
    ----------
    parameters : dict of ndarray
        W1, b1, ….

    Returns
    -------
    dict of ndarray
        dW1, db1, …: zeros in the shapes of the parameters.
    """
    return {f"d{name}": np.zeros(value.shape) for name, value in parameters.items()}


def update_parameters_with_rmsprop(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Take one step of RMSprop.

    Parameters
    ----------
    parameters, grads, s : dict of ndarray
        W1, b1, …; dW1, db1, …; the averages so far, keyed like `grads`.
    beta2 : float
        Share of s that stays, in [0, 1).
    learning_rate : float
        α > 0.
    epsilon : float
        ε > 0, outside the root.

    Returns
    -------
    parameters : dict of ndarray
        θ − α dθ / (√s + ε), with the new s.
    s : dict of ndarray
        β₂ s + (1 − β₂) dθ².

    Notes
    -----
    No bias correction, as in [2]_. Keras' `RMSprop` has its ε inside the root and PyTorch's outside, as here; both
    leave out the correction.
    """
    s_new = {name: beta2 * s[name] + (1 - beta2) * np.square(gradient) for name, gradient in grads.items()}
    updated = {
        name: value - learning_rate * grads[f"d{name}"] / (np.sqrt(s_new[f"d{name}"]) + epsilon)
        for name, value in parameters.items()
    }
    return updated, s_new


def exponential_decay(learning_rate0: float, epoch_num: int, decay_rate: float) -> float:
    """Multiply the learning rate by the same factor in every epoch: α = decay_rate^epoch_num · α₀.

    Parameters
    ----------
    learning_rate0 : float
        α₀, the learning rate of epoch 0.
    epoch_num : int
        From 0.
    decay_rate : float
        In (0, 1].

    Notes
    -----
    Course week 2, "Learning Rate Decay" [1]_; `ExponentialDecay` of Keras with decay_steps = 1.

    Examples
    --------
    >>> exponential_decay(0.5, 2, 0.5)
    0.125
    """
    return decay_rate**epoch_num * learning_rate0


def has_converged(costs: Sequence[float], tolerance: float, patience: int) -> bool:
    """Say whether the last `patience` steps have lowered the cost by less than `tolerance` of itself.

    Parameters
    ----------
    costs : sequence of float
        One a step, the newest last; none of them 0.
    tolerance : float
        Of the relative decrease, > 0.
    patience : int
        Number of steps to look back, at least 1.

    Returns
    -------
    bool
        True when there are more than `patience` costs and, with c the cost `patience` steps ago,
        (c − newest) / |c| < tolerance; False otherwise.

    Notes
    -----
    Costs that rise have a negative decrease, so they count as converged: these steps gained nothing. The magnitude
    below lets costs be negative, as log-likelihoods are.

    Examples
    --------
    >>> has_converged([8.0, 4.0, 4.0], 0.01, 1), has_converged([8.0, 4.0, 4.0], 0.01, 2)
    (True, False)
    """
    if len(costs) <= patience:
        return False
    earlier = costs[-1 - patience]
    return bool((earlier - costs[-1]) / abs(earlier) < tolerance)
