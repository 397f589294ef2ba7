"""The reference of "Softmax Regression" agrees with SciPy, closed forms and differences in higher precision."""

from __future__ import annotations

import doctest
from typing import Any

import numpy as np
import pytest
from scipy.special import log_softmax
from scipy.special import softmax as scipy_softmax

from reference import softmax_regression
from reference.catalogue import Misconception
from reference.softmax_regression import cross_entropy_cost, predict, softmax, softmax_backward
from reference.softmax_regression_misconceptions import MISCONCEPTIONS
from tests.unit.spoilers import called, spoils

C, N, M = 4, 3, 6


def network(seed: int = 1) -> tuple[Any, Any, Any, Any]:
    """X, W, b and one-hot Y."""
    rng = np.random.default_rng(seed)
    Y = np.eye(C)[:, rng.integers(0, C, size=M)]
    return rng.normal(size=(N, M)), rng.normal(size=(C, N)), rng.normal(size=(C, 1)), Y


@pytest.mark.parametrize("level", [0.0, 30.0, 1000.0, -1000.0])
def test_softmax_is_scipys(level: float) -> None:
    """Softmax agrees with SciPy's at any level, sums to 1, and a shift of a column changes nothing."""
    Z = np.random.default_rng(0).normal(size=(5, 8)) * 3 + level
    A = softmax(Z)
    np.testing.assert_allclose(A, scipy_softmax(Z, axis=0), rtol=1e-12)
    np.testing.assert_allclose(A.sum(axis=0), 1, rtol=1e-14)
    np.testing.assert_allclose(softmax(Z + np.arange(8.0)), A, rtol=1e-11)


def test_two_classes_are_the_sigmoid() -> None:
    """Of two classes, the first has the probability sigmoid(z1 - z2)."""
    Z = np.array([[0.3, -2.0, 5.0], [1.0, 0.5, -5.0]])
    np.testing.assert_allclose(softmax(Z)[0], 1 / (1 + np.exp(Z[1] - Z[0])), rtol=1e-14)


def test_columns_at_all_levels() -> None:
    """Columns at 1000, -1000 and 0 stand side by side without a warning."""
    np.testing.assert_array_equal(
        softmax(np.array([[1e3, -1e3, 0.0], [1e3, -1e3, -1e3]])), [[0.5, 0.5, 1], [0.5, 0.5, 0]]
    )


def test_cost_is_the_mean_negative_log_likelihood() -> None:
    """The cost agrees with SciPy's log_softmax at the true classes; knowing nothing costs log C."""
    X, W, b, Y = network()
    Z = W @ X + b
    right = -np.mean(log_softmax(Z, axis=0)[Y.argmax(axis=0), np.arange(M)])
    assert cross_entropy_cost(softmax(Z), Y) == pytest.approx(right, rel=1e-13)
    assert cross_entropy_cost(np.full((C, M), 1 / C), Y) == pytest.approx(np.log(C), rel=1e-14)


def test_gradients_are_differences() -> None:
    """dW, db and dZ / m equal central differences of the cost in long double."""
    X, W, b, Y = (value.astype(np.longdouble) for value in network())

    def cost(Z: Any) -> Any:
        powers = np.exp(Z - Z.max(axis=0))
        return -np.sum(Y * np.log(powers / powers.sum(axis=0))) / M

    def slopes(f: Any, at: Any) -> Any:
        step, result = np.longdouble(1e-5), np.zeros(at.shape)
        for index in np.ndindex(*at.shape):
            up, down = at.copy(), at.copy()
            up[index] += step
            down[index] -= step
            result[index] = (f(up) - f(down)) / (2 * step)
        return result

    Z = W @ X + b
    grads = softmax_backward(X.astype(float), softmax(Z.astype(float)), Y.astype(float))
    np.testing.assert_allclose(grads["dW"], slopes(lambda w: cost(w @ X + b), W), atol=1e-10)
    np.testing.assert_allclose(grads["db"], slopes(lambda c: cost(W @ X + c), b), atol=1e-10)
    np.testing.assert_allclose(grads["dZ"] / M, slopes(cost, Z), atol=1e-10)


def test_predictions_win() -> None:
    """The predicted class has the largest probability of its column."""
    X, W, b, _ = network()
    labels, A = predict(X, W, b), softmax(W @ X + b)
    assert labels.shape == (1, M)
    np.testing.assert_array_equal(A[labels[0], np.arange(M)], A.max(axis=0))


def test_training_learns() -> None:
    """Gradient descent from zero starts at log C, falls at every step and ends by separating three points."""
    X, Y = np.array([[0.0, 2.0, -2.0], [2.0, -1.0, -1.0]]), np.eye(3)
    W, b, costs = np.zeros((3, 2)), np.zeros((3, 1)), []
    for _ in range(50):
        A = softmax(W @ X + b)
        costs.append(cross_entropy_cost(A, Y))
        grads = softmax_backward(X, A, Y)
        W, b = W - 0.3 * grads["dW"], b - 0.3 * grads["db"]
    assert costs[0] == pytest.approx(np.log(3))
    assert np.all(np.diff(costs) < 0)
    np.testing.assert_array_equal(predict(X, W, b), [[0, 1, 2]])


def test_docstrings_run() -> None:
    """The examples in the docstrings print what they say."""
    failed, tried = doctest.testmod(softmax_regression)
    assert failed == 0
    assert tried >= 3


def arguments(function: str) -> tuple[Any, ...]:
    X, W, b, Y = network()
    A = softmax(W @ X + b)
    return {"softmax": (W @ X + b,), "cross_entropy_cost": (A, Y), "softmax_backward": (X, A, Y), "predict": (X, W, b)}[
        function
    ]


@pytest.mark.parametrize("m", MISCONCEPTIONS, ids=lambda m: m.id)
def test_variants_leave_their_arguments_alone(m: Misconception) -> None:
    """A variant changes what it was given only where that is its mistake."""
    given = arguments(m.function)
    _, left = called(m.variant, given)
    assert all(np.array_equal(a, b) for a, b in zip(left, given, strict=True)) != spoils(m)
