"""Reference of the assignment "Vanishing and Exploding Gradients": measure signals, scale weights, clip gradients.

Layers are numbered from 1 to L; columns are examples. Owns the right answers and the formulas behind them; imports
nothing of the project, changes none of its arguments.

References
----------
.. [1] Course week 1, "Vanishing / Exploding gradients" and "Weight Initialization for Deep Networks".
.. [2] Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", section 4.2.
.. [3] Pascanu, Mikolov & Bengio 2013, "On the difficulty of training recurrent neural networks", algorithm 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "EXPLODING",
    "TEMPLATE_SEED",
    "VANISHING",
    "activation_scales",
    "clip_gradients",
    "diagnose_gradients",
    "gradient_norms",
    "is_symmetric",
    "xavier_initialization",
]

Array = NDArray[np.float64]
Arrays = dict[str, Array]

TEMPLATE_SEED = 3

VANISHING, EXPLODING = 1e-3, 1e3
"""Below and above these ratios of the first layer's gradient to the last layer's, something is wrong."""


def activation_scales(X: Array, weights: Sequence[Array], activation: str) -> list[float]:
    """The standard deviation of each layer's activations in a deep network without biases.

    Parameters
    ----------
    X : ndarray, shape (n_0, m)
    weights : list of ndarray
        W1, …, WL, Wl of shape (n_l, n_{l-1}).
    activation : str
        "tanh", "relu" or "linear" (g(z) = z), the same in every layer, the last included.

    Returns
    -------
    list of float
        Of A_l = g(W_l A_{l-1}) for l = 1, …, L, A_0 = X: √((1/N) Σ (a − ā)²) over all N = n_l · m entries.

    Notes
    -----
    Source: course week 1, "Vanishing / Exploding gradients" [1]_; the plots of [2]_, figure 6.

    Examples
    --------
    >>> activation_scales(np.array([[1.0, -1.0]]), [np.array([[2.0]]), np.array([[3.0]])], "linear")
    [2.0, 6.0]
    """
    A = X
    scales = []
    for W in weights:
        Z = W @ A
        if activation == "tanh":
            A = np.tanh(Z)
        elif activation == "relu":
            A = np.maximum(0, Z)
        else:
            A = Z
        scales.append(float(np.std(A)))
    return scales


def gradient_norms(grads: Arrays) -> list[float]:
    """The Frobenius norm of each layer's weight gradient: ‖dW‖ = √(Σ_ij dW_ij²).

    Parameters
    ----------
    grads : dict
        dW1, db1, …, dWL, dbL, in any order.

    Returns
    -------
    list of float
        ‖dW1‖, …, ‖dWL‖: in the order of the layers, without the biases.

    Examples
    --------
    >>> gradient_norms({"dW1": np.array([[3.0, 4.0]]), "db1": np.array([[7.0]])})
    [5.0]
    """
    L = len(grads) // 2
    return [float(np.sqrt(np.sum(grads[f"dW{l}"] ** 2))) for l in range(1, L + 1)]


def xavier_initialization(layers_dims: Sequence[int], seed: int = TEMPLATE_SEED) -> Arrays:
    """Normal weights with variance 1/n_{l-1}, zero biases.

    Parameters
    ----------
    layers_dims : list of int
        n_0, …, n_L.
    seed : int
        Of the generator; any generator will do.

    Returns
    -------
    dict
        W1, b1, …, WL, bL; Wl of shape (n_l, n_{l-1}), bl of shape (n_l, 1).

    Notes
    -----
    W_l = normal · √(1/n_{l-1}) keeps the variance of a signal in the linear range of tanh. Deliberate difference:
    Keras' GlorotNormal has the variance 2/(n_{l-1} + n_l), a compromise with the backward pass [2]_, formula (12), and
    cuts the normal distribution off; the course's rule [1]_ is that of Keras' LecunNormal without the cut.
    """
    generator = np.random.RandomState(seed)
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        parameters[f"W{l}"] = generator.normal(size=shape) * np.sqrt(1 / layers_dims[l - 1])
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters


def clip_gradients(grads: Arrays, max_norm: float) -> Arrays:
    """Shorten the whole gradient to at most `max_norm`, direction kept.

    Parameters
    ----------
    grads : dict
        dW1, db1, …, dWL, dbL.
    max_norm : float
        Above 0.

    Returns
    -------
    dict
        All arrays times max_norm / ‖g‖ where ‖g‖ > max_norm, else as they were; ‖g‖ is the root of the sum of the
        squares of all entries of all arrays, biases included.

    Notes
    -----
    Source: algorithm 1 of Pascanu et al. [3]_. In place or in new arrays is both right.

    Examples
    --------
    >>> clip_gradients({"dW1": np.array([[3.0]]), "db1": np.array([[4.0]])}, 10.0)
    {'dW1': array([[3.]]), 'db1': array([[4.]])}
    """
    norm = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
    factor = max_norm / norm if norm > max_norm else 1.0
    return {name: g * factor for name, g in grads.items()}


def is_symmetric(parameters: Arrays) -> bool:
    """Whether some hidden layer's units are all equal, so that training can never make them differ.

    Parameters
    ----------
    parameters : dict
        W1, b1, …, WL, bL.

    Returns
    -------
    bool
        True when for some hidden layer l = 1, …, L−1 of at least two units all rows of Wl are equal and all entries
        of bl are equal. The output layer L does not count.

    Notes
    -----
    Source: course week 1, "Initialization": units that start equal get equal gradients. (For that the columns of
    W_{l+1} would have to be equal, too; as a warning sign the layer itself is enough.)

    Examples
    --------
    >>> is_symmetric({"W1": np.zeros((2, 3)), "b1": np.zeros((2, 1)), "W2": np.ones((1, 2)), "b2": np.zeros((1, 1))})
    True
    """
    L = len(parameters) // 2
    for l in range(1, L):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        if len(W) >= 2 and np.all(W[0] == W) and np.all(b == b[0]):
            return True
    return False


def diagnose_gradients(norms: Sequence[float]) -> str:
    """Tell from the first and the last layer's gradient whether gradients vanish or explode on their way back.

    Parameters
    ----------
    norms : list of float
        ‖dW1‖, …, ‖dWL‖, all above 0, L ≥ 2.

    Returns
    -------
    str
        With ratio = ‖dW1‖ / ‖dWL‖: "vanishing" below `VANISHING` = 1e-3, "exploding" above `EXPLODING` = 1e3, else
        "healthy".

    Examples
    --------
    >>> diagnose_gradients([1e-7, 1e-4, 0.1])
    'vanishing'
    """
    ratio = norms[0] / norms[-1]
    if ratio < VANISHING:
        return "vanishing"
    if ratio > EXPLODING:
        return "exploding"
    return "healthy"
