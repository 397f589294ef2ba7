"""The reference of "More on Optimizers" agrees with closed forms, SciPy's filter and what optimizers are for."""

from __future__ import annotations

import doctest
from typing import Any

import numpy as np
import pytest
from scipy.signal import lfilter

from reference import optimizers_extra
from reference.optimizers_extra import (
    exponential_decay,
    exponentially_weighted_average,
    has_converged,
    initialize_rmsprop,
    update_parameters_with_rmsprop,
)


@pytest.mark.parametrize("beta", [0.0, 0.3, 0.9, 0.99])
def test_average_is_a_filter(beta: float) -> None:
    """The average equals SciPy's first-order filter; corrected, a constant series stays what it is."""
    theta = np.random.default_rng(0).normal(size=30)
    np.testing.assert_allclose(
        exponentially_weighted_average(theta, beta, False), lfilter([1 - beta], [1, -beta], theta), atol=1e-14
    )
    np.testing.assert_allclose(exponentially_weighted_average(np.full(9, 4.0), beta, True), 4.0, rtol=1e-12)


def test_rmsprop_in_closed_form() -> None:
    """With a constant gradient g and s from 0, s after k steps is (1 − βᵏ) g², and the steps follow from it."""
    parameters: Any = {"W1": np.array([[5.0]]), "b1": np.array([[-2.0]])}
    grads = {"dW1": np.array([[3.0]]), "db1": np.array([[-0.5]])}
    s = initialize_rmsprop(parameters)
    moved = parameters
    for _ in range(6):
        moved, s = update_parameters_with_rmsprop(moved, grads, s, 0.8, 0.1, 0.01)
    for name, g in (("W1", 3.0), ("b1", -0.5)):
        steps = [0.1 * g / (np.sqrt(1 - 0.8**k) * abs(g) + 0.01) for k in range(1, 7)]
        np.testing.assert_allclose(moved[name], parameters[name] - sum(steps), rtol=1e-13)
        np.testing.assert_allclose(s[f"d{name}"], (1 - 0.8**6) * g * g, rtol=1e-13)


def test_rmsprop_with_decay_descends_a_valley_until_it_has_converged() -> None:
    """On a quadratic 100 times as steep one way as the other the cost falls a thousandfold, and the rule stops."""
    parameters: Any = {"W1": np.array([[1.0]]), "b1": np.array([[1.0]])}
    s, costs = initialize_rmsprop(parameters), []
    for epoch in range(500):
        costs.append(float(50 * parameters["W1"][0, 0] ** 2 + 0.5 * parameters["b1"][0, 0] ** 2))
        if has_converged(costs, 1e-3, 10):
            break
        grads = {"dW1": 100 * parameters["W1"], "db1": parameters["b1"]}
        rate = exponential_decay(0.1, epoch, 0.98)
        parameters, s = update_parameters_with_rmsprop(parameters, grads, s, 0.9, rate, 1e-8)
    assert costs[-1] < costs[0] / 1000
    assert 10 < len(costs) < 500


@pytest.mark.parametrize(
    ("costs", "tolerance", "patience", "right"),
    [
        pytest.param([], 0.1, 1, False, id="no-costs"),
        pytest.param([1.0, 1.0], 0.1, 2, False, id="too-few"),
        pytest.param([1.0, 1.0, 1.0], 0.1, 2, True, id="flat"),
        pytest.param([4.0, 2.0], 0.5, 1, False, id="tie"),
        pytest.param([1.0, 3.0], 0.1, 1, True, id="rising"),
        pytest.param([-1.0, -2.0], 0.5, 1, False, id="negative-and-falling"),
        pytest.param([-2.0, -1.0], 0.5, 1, True, id="negative-and-rising"),
        pytest.param([9.0, 1.0, 0.95], 0.1, 1, True, id="only-the-window-counts"),
    ],
)
def test_convergence(costs: list[float], tolerance: float, patience: int, right: bool) -> None:
    """The rule as the text has it, both ways round."""
    assert has_converged(costs, tolerance, patience) is right


def test_decay_halves() -> None:
    """The rate of log 0.5 / log d epochs is half the first."""
    assert exponential_decay(0.3, 10, 0.5**0.1) == pytest.approx(0.15, rel=1e-14)


def test_docstrings_run() -> None:
    """The examples in the docstrings print what they say."""
    failed, tried = doctest.testmod(optimizers_extra)
    assert failed == 0
    assert tried >= 3
