"""Reference of the assignment "Train, Dev and Test Sets": split, normalise, count mistakes, tell bias from variance.

Columns are examples. Owns the right answers and the formulas behind them; imports nothing of the project, changes
none of its arguments.

References
----------
.. [1] Course week 1, "Setting up your Machine Learning Application": train/dev/test sets, bias/variance, and
       "Normalizing inputs".
.. [2] Ng, "Machine Learning Yearning" (2018), chapters 20 to 27: avoidable bias and variance.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "BIAS_STEPS",
    "HIGH",
    "VARIANCE_STEPS",
    "diagnose_bias_variance",
    "error_rate",
    "normalize_inputs",
    "split_train_dev_test",
]

Array = NDArray[np.float64]
Pair = tuple[Array, Array]

HIGH = 0.02
"""A bias or a variance above this is high."""

BIAS_STEPS = ["train a bigger network", "train longer", "try another architecture"]
VARIANCE_STEPS = ["get more data", "add regularization", "try another architecture"]


def split_train_dev_test(
    X: Array, Y: Array, dev_fraction: float, test_fraction: float, seed: int = 0
) -> tuple[Pair, Pair, Pair]:
    """Shuffle the examples and cut them into a training, a dev and a test set.

    Parameters
    ----------
    X : ndarray, shape (n, m)
    Y : ndarray, shape (1, m)
        Column j belongs to column j of X.
    dev_fraction, test_fraction : float
        Shares of the m examples, from 0, together below 1. The sizes are rounded down; the training set gets the rest.
    seed : int
        Of the generator. Any generator will do; which examples land in which set is left to chance, and their order
        within a set does not matter.

    Returns
    -------
    ((X_train, Y_train), (X_dev, Y_dev), (X_test, Y_test))
        Every example in exactly one set, beside its label. A set of size 0 has no columns.

    Notes
    -----
    Source: course week 1, "Train / Dev / Test sets" [1]_.

    Examples
    --------
    >>> X = np.arange(10.0).reshape(1, 10)
    >>> [x.shape for x, y in split_train_dev_test(X, X, 0.25, 0.1, seed=1)]
    [(1, 7), (1, 2), (1, 1)]
    """
    m = X.shape[1]
    m_dev, m_test = int(m * dev_fraction), int(m * test_fraction)
    order = np.random.RandomState(seed).permutation(m)
    dev = order[:m_dev]
    test = order[m_dev : m_dev + m_test]
    train = order[m_dev + m_test :]
    return (X[:, train], Y[:, train]), (X[:, dev], Y[:, dev]), (X[:, test], Y[:, test])


def normalize_inputs(X_train: Array, X_other: Array) -> Pair:
    """Give every feature mean 0 and standard deviation 1, on both sets by the training set's statistics.

    Parameters
    ----------
    X_train : ndarray, shape (n, m)
        No feature is constant.
    X_other : ndarray, shape (n, m')
        The dev or test set.

    Returns
    -------
    (X_train_norm, X_other_norm)
        (X − μ) / σ, with μ = (1/m) Σ x and σ² = (1/m) Σ (x − μ)² of X_train, one of each per feature (row).

    Notes
    -----
    Source: course week 1, "Normalizing inputs" [1]_. The lecture's slide divides by σ²; its text, and this, by σ.

    Examples
    --------
    >>> normalize_inputs(np.array([[1.0, 3.0]]), np.array([[2.0, 6.0]]))
    (array([[-1.,  1.]]), array([[0., 4.]]))
    """
    mu = np.mean(X_train, axis=1, keepdims=True)
    sigma = np.std(X_train, axis=1, keepdims=True)
    return (X_train - mu) / sigma, (X_other - mu) / sigma


def error_rate(predictions: Array, Y: Array) -> float:
    """The fraction of examples whose prediction is not their label.

    Parameters
    ----------
    predictions, Y : ndarray, shape (1, m)
        Classes 0, 1, 2, ….

    Returns
    -------
    float
        From 0 to 1.

    Examples
    --------
    >>> error_rate(np.array([[0, 2, 1, 1]]), np.array([[0, 0, 1, 1]]))
    0.25
    """
    return float(np.mean(predictions != Y))


def diagnose_bias_variance(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    """Where the error comes from, and what to try next.

    Parameters
    ----------
    train_error, dev_error, bayes_error : float
        Fractions from 0 to 1; bayes_error is the best possible, often that of a person.

    Returns
    -------
    dict
        "avoidable_bias": train_error − bayes_error. "variance": dev_error − train_error.
        "verdict": "high bias", "high variance", "high bias and high variance" or "low bias and low variance", where
        high is more than `HIGH` = 0.02.
        "next_steps": list, in any order: all of `BIAS_STEPS` when the bias is high, and all of `VARIANCE_STEPS` when
        the variance is; a step that is in both stands there once; [] when neither is high.

    Notes
    -----
    Source: "Machine Learning Yearning" [2]_, chapter 22. Both differences may be negative: then they are low.

    Examples
    --------
    >>> diagnose_bias_variance(0.01, 0.11, 0.0)["verdict"]
    'high variance'
    """
    avoidable_bias = train_error - bayes_error
    variance = dev_error - train_error
    high_bias, high_variance = avoidable_bias > HIGH, variance > HIGH
    steps = list(BIAS_STEPS) if high_bias else []
    if high_variance:
        steps += [step for step in VARIANCE_STEPS if step not in steps]
    verdict = {
        (True, False): "high bias",
        (False, True): "high variance",
        (True, True): "high bias and high variance",
        (False, False): "low bias and low variance",
    }[high_bias, high_variance]
    return {"avoidable_bias": avoidable_bias, "variance": variance, "verdict": verdict, "next_steps": steps}
