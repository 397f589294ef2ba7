"""The functions of the assignment "TensorFlow Introduction", in NumPy.

Owns the right answers and the three definitions that the loss had over the years. Imports no TensorFlow: tensors and
Variables come as arrays and go tagged, and `tests/conformance` holds the formulas against TensorFlow itself. Knows
nothing of how answers are checked.

As everywhere in the course, columns are examples: X is (n_x, m), logits and labels are (classes, m).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reference.tensors import Tagged, tensor, variable

__all__ = [
    "LAYERS",
    "compute_total_loss",
    "draw_other_numbers",
    "draw_usual_numbers",
    "forward_propagation",
    "initialize_parameters",
    "linear_function",
    "linear_function_of_other_numbers",
    "mean_binary_loss",
    "mean_categorical_loss",
    "one_hot_matrix",
    "sigmoid",
]

TEMPLATE_SEED = 1
"""The seed that the template sets before it draws."""

LAYERS = (12288, 25, 12, 6)
"""Widths of the network: pictures of 64 · 64 pixels in three colours, two hidden layers, six classes."""

TRUNCATION = 2.0
"""Keras draws a truncated normal again beyond so many standard deviations of the normal that it truncates."""

TRUNCATED_STD = 0.87962566103423978
"""Standard deviation of a standard normal distribution that is cut off at ±2."""


def linear_function() -> Tagged:
    """Compute Y = W X + b of random numbers.

    Returns
    -------
    Y : tensor, shape (4, 1), float64

    Notes
    -----
    X (3, 1), W (4, 3) and b (4, 1) are standard normal and drawn in this order after ``np.random.seed(1)``: the
    result is one fixed column. As the template, this draws from NumPy's global generator.

    Examples
    --------
    >>> linear_function().value.ravel().round(8)
    array([-2.15657382,  2.95891446, -1.08926781, -0.84538042])
    """
    np.random.seed(TEMPLATE_SEED)
    X = np.random.randn(3, 1)
    W = np.random.randn(4, 3)
    b = np.random.randn(4, 1)
    return tensor(W @ X + b)


def draw_other_numbers() -> None:
    """Let NumPy's global generator be another one: the same seed and calls give other numbers.

    What computes its result from drawn numbers then gives another one; what has written it down doesn't.
    """
    np.random.set_bit_generator(np.random.PCG64())  # type: ignore[attr-defined]  # absent from the stubs


def draw_usual_numbers() -> None:
    """Give NumPy its own generator back."""
    np.random.set_bit_generator(np.random.MT19937())  # type: ignore[attr-defined]  # absent from the stubs


def linear_function_of_other_numbers() -> NDArray[np.float64]:
    """What `linear_function` gives after `draw_other_numbers`."""
    generator = np.random.RandomState(np.random.PCG64(TEMPLATE_SEED))
    X, W, b = generator.randn(3, 1), generator.randn(4, 3), generator.randn(4, 1)
    return np.asarray(W @ X + b)


def sigmoid(z: ArrayLike) -> Tagged:
    """Compute 1 / (1 + exp(-z)), element by element.

    Parameters
    ----------
    z : scalar or array_like
        Integers too: TensorFlow's own sigmoid takes floating point only, so the text asks for a cast.

    Returns
    -------
    a : tensor, float32, shape of z

    Examples
    --------
    >>> float(sigmoid(0).value)
    0.5
    """
    scores = np.asarray(z, dtype=np.float64)
    return tensor((1 / (1 + np.exp(-scores))).astype(np.float32))


def one_hot_matrix(label: ArrayLike, depth: int = 6) -> Tagged:
    """Encode one label: a 1 at its place, 0 elsewhere.

    Parameters
    ----------
    label : int, or one int in a list or array
        Class, from 0.
    depth : int
        Number of classes.

    Returns
    -------
    one_hot : tensor, shape (depth,), float32
        The earliest notebook had a column (depth, 1); checks accept both.

    Examples
    --------
    >>> one_hot_matrix(1, 4).value
    array([0., 1., 0., 0.], dtype=float32)
    """
    index = int(np.reshape(label, ()))
    return tensor(np.eye(depth, dtype=np.float32)[index])


def initialize_parameters() -> dict[str, Tagged]:
    """Draw the parameters of the network 12288 → 25 → 12 → 6 with Glorot's normal initializer, biases too.

    Returns
    -------
    dict
        W1 (25, 12288), b1 (25, 1), W2 (12, 25), b2 (12, 1), W3 (6, 12), b3 (6, 1): trainable Variables,
        float32.

    Notes
    -----
    The variance is 2 / (fan_in + fan_out), the sum of rows and columns, after the truncation at two standard
    deviations of the parent normal. Keras reads shape (rows, columns) as fan_in and fan_out; their sum does not
    care. Any generator is right.

    References
    ----------
    Glorot, Bengio, *Understanding the difficulty of training deep feedforward neural networks* (2010), equation 12,
    https://proceedings.mlr.press/v9/glorot10a.html; Keras, ``initializers.GlorotNormal``.
    """
    generator = np.random.RandomState(TEMPLATE_SEED)
    parameters: dict[str, Tagged] = {}
    for l in range(1, 4):
        rows, columns = LAYERS[l], LAYERS[l - 1]
        parameters[f"W{l}"] = _glorot_normal(generator, rows, columns)
        parameters[f"b{l}"] = _glorot_normal(generator, rows, 1)
    return parameters


def _glorot_normal(generator: np.random.RandomState, rows: int, columns: int) -> Tagged:
    """Normal numbers without those beyond the truncation (one in 22), scaled to variance 2 / (rows + columns)."""
    drawn = generator.randn(2 * rows * columns)
    inside = drawn[np.abs(drawn) < TRUNCATION][: rows * columns].reshape(rows, columns)
    scale = np.sqrt(2 / (rows + columns)) / TRUNCATED_STD
    return variable((inside * scale).astype(np.float32))


def forward_propagation(X: ArrayLike, parameters: Mapping[str, Any]) -> Tagged:
    """Compute the logits Z3 of LINEAR → RELU → LINEAR → RELU → LINEAR.

    Parameters
    ----------
    X : array_like, shape (n_x, m)
    parameters : mapping
        W1 (n_1, n_x), b1 (n_1, 1), W2 (n_2, n_1), b2 (n_2, 1), W3 (n_3, n_2), b3 (n_3, 1).

    Returns
    -------
    Z3 : tensor, shape (n_3, m), float64
        The last layer has no activation: the loss takes logits.
    """
    A = np.asarray(X, dtype=np.float64)
    for l in (1, 2):
        A = np.maximum(0, _linear(A, parameters, l))
    return tensor(_linear(A, parameters, 3))


def _linear(A: NDArray[np.float64], parameters: Mapping[str, Any], l: int) -> NDArray[np.float64]:
    """Wl A + bl."""
    return np.asarray(np.asarray(parameters[f"W{l}"]) @ A + np.asarray(parameters[f"b{l}"]))


def compute_total_loss(logits: ArrayLike, labels: ArrayLike) -> Tagged:
    """Sum the categorical cross-entropy over the examples.

    Parameters
    ----------
    logits : array_like, shape (classes, m)
        Scores before the softmax, Z3.
    labels : array_like, shape (classes, m)
        One-hot columns.

    Returns
    -------
    total_loss : tensor, shape ()
        Σ over examples of −Σ over classes of y log softmax(z).

    Notes
    -----
    −log softmax(z)_i = log Σ_j exp z_j − z_i. Keras' ``categorical_crossentropy`` works along the last axis, hence
    the transpositions that the text asks for. The training loop divides the sum by m.

    References
    ----------
    Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 6.2.2.3.
    """
    scores, truth = np.asarray(logits, dtype=np.float64).T, np.asarray(labels, dtype=np.float64).T
    surprise = np.logaddexp.reduce(scores, axis=1, keepdims=True) - scores
    return tensor(np.sum(truth * surprise))


def mean_categorical_loss(logits: ArrayLike, labels: ArrayLike) -> float:
    """Average the categorical cross-entropy over the examples: `compute_cost` of some copies of the notebook.

    Parameters and shapes are those of `compute_total_loss`.
    """
    return float(compute_total_loss(logits, labels).value / np.shape(logits)[1])


def mean_binary_loss(logits: ArrayLike, labels: ArrayLike) -> float:
    """Average the binary cross-entropy over all entries: `compute_cost` of the earliest TensorFlow 2 notebook.

    Parameters and shapes are those of `compute_total_loss`. Each of the classes is taken for a yes-or-no question of
    its own, so transposing makes no difference.
    """
    scores, truth = np.asarray(logits, dtype=np.float64), np.asarray(labels, dtype=np.float64)
    return float(np.mean(np.logaddexp(0, scores) - truth * scores))
