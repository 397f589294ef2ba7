"""How a network is trained: gradient descent, mini-batches, momentum, Adam and learning rates that decay.

Owns the right answers of the assignment "Optimization Methods". Knows nothing of how answers are checked.

In all of it `parameters` holds W1, b1, …, WL, bL and `grads`, `v` and `s` hold dW1, db1, …, dWL, dbL of the same
shapes: Wl (n_l, n'_l) and bl (n_l, 1), float64. Nothing here needs layers that chain (n'_l = n_{l-1}): the rules work
element by element. Arguments are never changed; results are new dictionaries of new arrays.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "initialize_adam",
    "initialize_velocity",
    "random_mini_batches",
    "schedule_lr_decay",
    "update_lr",
    "update_parameters_with_adam",
    "update_parameters_with_gd",
    "update_parameters_with_momentum",
]

Array = NDArray[np.float64]
Arrays = Mapping[str, Array]
MiniBatch = tuple[Array, Array]


def update_parameters_with_gd(parameters: Arrays, grads: Arrays, learning_rate: float) -> dict[str, Array]:
    """Take one step of gradient descent.

    Parameters
    ----------
    parameters, grads : dict of ndarray
        W1, b1, … and dW1, db1, ….
    learning_rate : float
        α > 0.

    Returns
    -------
    dict of ndarray
        θ - α · dθ for every parameter θ.

    Notes
    -----
    The gradients are of the mean cost already: no division by the number of examples here.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), equation (4.5).

    Examples
    --------
    >>> update_parameters_with_gd({"W1": np.array([[1.0]])}, {"dW1": np.array([[3.0]])}, 0.5)
    {'W1': array([[-0.5]])}
    """
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in parameters.items()}


def random_mini_batches(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> list[MiniBatch]:
    """Shuffle the examples and deal them out in mini-batches.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
        One example a column.
    Y : ndarray, shape (1, m)
        Their labels, in the same order.
    mini_batch_size : int
        How many examples a mini-batch holds, at least 1.
    seed : int
        Of the shuffle, 0 … 2³² - 1.

    Returns
    -------
    list of (mini_batch_X, mini_batch_Y)
        ⌈m / mini_batch_size⌉ pairs that hold every example once, beside its own label. All are full but the last,
        which holds the rest: it is smaller when mini_batch_size does not divide m, and never empty.

    Notes
    -----
    The shuffle is the course template's: `np.random.seed(seed)`, then one `np.random.permutation(m)` for X and Y
    alike. Any other uniform permutation is as right.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 8.1.3.

    Examples
    --------
    >>> X, Y = np.arange(5.0).reshape(1, 5), 10 * np.arange(5.0).reshape(1, 5)
    >>> [batch_Y.tolist() for _, batch_Y in random_mini_batches(X, Y, 2)]
    [[[20.0, 0.0]], [[10.0, 30.0]], [[40.0]]]
    """
    m = X.shape[1]
    order = np.random.RandomState(seed).permutation(m)
    starts = range(0, m, mini_batch_size)
    chosen = [order[start : start + mini_batch_size] for start in starts]
    return [(X[:, columns], Y[:, columns]) for columns in chosen]


def initialize_velocity(parameters: Arrays) -> dict[str, Array]:
    """Start the velocity of momentum at zero.

    Parameters
    ----------
    parameters : dict of ndarray
        W1, b1, ….

    Returns
    -------
    dict of ndarray
        dW1, db1, …: zeros in the shapes of the parameters.

    Examples
    --------
    >>> initialize_velocity({"W1": np.array([[1.0, 2.0]]), "b1": np.array([[3.0]])})
    {'dW1': array([[0., 0.]]), 'db1': array([[0.]])}
    """
    return _zeros(parameters)


def update_parameters_with_momentum(
    parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Take one step of gradient descent with momentum.

    Parameters
    ----------
    parameters, grads, v : dict of ndarray
        W1, b1, …; dW1, db1, …; the velocity so far, keyed like `grads`.
    beta : float
        How much of the velocity stays, 0 ≤ β < 1.
    learning_rate : float
        α > 0.

    Returns
    -------
    parameters : dict of ndarray
        θ - α · v for every parameter θ, with its new velocity v.
    v : dict of ndarray
        β · v + (1 - β) · dθ.

    Notes
    -----
    An exponentially weighted average of the gradients, as the course has it: the new gradient counts 1 - β. Polyak's
    heavy ball, and the `SGD` of Keras and PyTorch, add the whole gradient (v ← β v - α dθ; θ ← θ + v): the same path
    from velocity zero for a learning rate 1 - β times as large.

    References
    ----------
    Polyak, *Some methods of speeding up the convergence of iteration methods* (1964), equation (9); the form with
    1 - β is that of the course, week 2, "Gradient descent with momentum".
    """
    v_new = _averaged(v, grads, beta)
    return {name: value - learning_rate * v_new[f"d{name}"] for name, value in parameters.items()}, v_new


def initialize_adam(parameters: Arrays) -> tuple[dict[str, Array], dict[str, Array]]:
    """Start both moving averages of Adam at zero.

    Parameters
    ----------
    parameters : dict of ndarray
        W1, b1, ….

    Returns
    -------
    v, s : dict of ndarray
        dW1, db1, … each: zeros in the shapes of the parameters.

    Examples
    --------
    >>> initialize_adam({"b1": np.array([[3.0]])})
    ({'db1': array([[0.]])}, {'db1': array([[0.]])})
    """
    return _zeros(parameters), _zeros(parameters)


def update_parameters_with_adam(
    parameters: Arrays,
    grads: Arrays,
    v: Arrays,
    s: Arrays,
    t: int,
    learning_rate: float = 0.01,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> tuple[dict[str, Array], dict[str, Array], dict[str, Array], dict[str, Array], dict[str, Array]]:
    """Take one step of Adam.

    Parameters
    ----------
    parameters, grads : dict of ndarray
        W1, b1, … and dW1, db1, ….
    v, s : dict of ndarray
        Moving averages of the gradients and of their squares so far, keyed like `grads`, not corrected.
    t : int
        Number of this step, at least 1: the caller counts before the call.
    learning_rate : float
        α > 0.
    beta1, beta2 : float
        Decay rates of v and of s, in [0, 1).
    epsilon : float
        Keeps the quotient finite, > 0. It stands outside the root.

    Returns
    -------
    parameters : dict of ndarray
        θ - α · v̂ / (√ŝ + ε) for every parameter θ.
    v, s : dict of ndarray
        β₁ v + (1 - β₁) dθ and β₂ s + (1 - β₂) dθ², to be handed to the next step.
    v_corrected, s_corrected : dict of ndarray
        v̂ = v / (1 - β₁ᵗ) and ŝ = s / (1 - β₂ᵗ).

    Notes
    -----
    The editions before 2021 return the first three only. The paper's remark at the end of section 2, and the `Adam`
    of Keras, leave √s uncorrected and scale α instead, which makes ε mean something else: not what Algorithm 1 says.

    References
    ----------
    Kingma, Ba, *Adam: A Method for Stochastic Optimization* (2015), Algorithm 1, https://arxiv.org/abs/1412.6980.
    The course writes v for the paper's m and s for its v.
    """
    squares = {name: np.square(gradient) for name, gradient in grads.items()}
    v_new = _averaged(v, grads, beta1)
    s_new = _averaged(s, squares, beta2)
    v_corrected = {name: value / (1 - beta1**t) for name, value in v_new.items()}
    s_corrected = {name: value / (1 - beta2**t) for name, value in s_new.items()}
    updated = {
        name: value - learning_rate * v_corrected[f"d{name}"] / (np.sqrt(s_corrected[f"d{name}"]) + epsilon)
        for name, value in parameters.items()
    }
    return updated, v_new, s_new, v_corrected, s_corrected


def update_lr(learning_rate0: float, epoch_num: int, decay_rate: float) -> float:
    """Let the learning rate decay with every epoch.

    Parameters
    ----------
    learning_rate0 : float
        α₀, the learning rate of epoch 0.
    epoch_num : int
        Number of the epoch, from 0.
    decay_rate : float
        At least 0.

    Returns
    -------
    float
        α₀ / (1 + decay_rate · epoch_num), "inverse time decay".

    References
    ----------
    The course, week 2, "Learning rate decay"; `InverseTimeDecay` of Keras.

    Examples
    --------
    >>> update_lr(0.5, 4, 0.25)
    0.25
    """
    return learning_rate0 / (1 + decay_rate * epoch_num)


def schedule_lr_decay(learning_rate0: float, epoch_num: int, decay_rate: float, time_interval: int = 1000) -> float:
    """Let the learning rate decay in steps: it changes once an interval.

    Parameters
    ----------
    learning_rate0 : float
        α₀, the learning rate of the first interval.
    epoch_num : int
        Number of the epoch, from 0.
    decay_rate : float
        At least 0.
    time_interval : int
        Epochs between two changes, at least 1.

    Returns
    -------
    float
        α₀ / (1 + decay_rate · ⌊epoch_num / time_interval⌋). The first change comes at epoch `time_interval` itself.

    References
    ----------
    The course, week 2, "Fixed interval scheduling"; `InverseTimeDecay(staircase=True)` of Keras.

    Examples
    --------
    >>> [schedule_lr_decay(0.5, epoch, 1.0, 100) for epoch in (0, 99, 100)]
    [0.5, 0.5, 0.25]
    """
    return learning_rate0 / (1 + decay_rate * (epoch_num // time_interval))


def _zeros(parameters: Arrays) -> dict[str, Array]:
    """A zero for every entry, keyed like gradients."""
    return {f"d{name}": np.zeros(value.shape) for name, value in parameters.items()}


def _averaged(old: Arrays, new: Arrays, beta: float) -> dict[str, Array]:
    """Exponentially weighted average, one step: β of the old and 1 - β of the new."""
    return {name: beta * value + (1 - beta) * new[name] for name, value in old.items()}
