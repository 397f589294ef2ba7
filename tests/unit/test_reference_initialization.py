"""The reference of "Initialization" is the course's, and its misconceptions are wrong in ways of their own."""

from __future__ import annotations

import doctest
from typing import Any

import numpy as np
import pytest

from reference import initialization
from reference.catalogue import Misconception
from reference.initialization import (
    initialize_parameters_he,
    initialize_parameters_random,
    initialize_parameters_zeros,
)
from reference.initialization_misconceptions import MISCONCEPTIONS

FUNCTIONS = {
    f.__name__: f for f in (initialize_parameters_zeros, initialize_parameters_random, initialize_parameters_he)
}
every_function = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)


def same(a: Any, b: Any) -> bool:
    """Whether two answers hold the same keys, shapes and numbers."""
    return a.keys() == b.keys() and all(np.array_equal(a[k], b[k]) for k in a)


def test_random_prints_the_notebooks_numbers() -> None:
    """random([3, 2, 1]) is what the course notebook prints."""
    parameters = initialize_parameters_random([3, 2, 1])
    np.testing.assert_allclose(
        parameters["W1"],
        [[17.88628473, 4.36509851, 0.96497468], [-18.63492703, -2.77388203, -3.54758979]],
        atol=5e-9,
    )
    np.testing.assert_allclose(parameters["W2"], [[-0.82741481, -6.27000677]], atol=5e-9)


def test_he_prints_the_notebooks_numbers() -> None:
    """he([2, 4, 1]) is what the course notebook prints."""
    parameters = initialize_parameters_he([2, 4, 1])
    np.testing.assert_allclose(
        parameters["W1"],
        [
            [1.78862847, 0.43650985],
            [0.09649747, -1.8634927],
            [-0.2773882, -0.35475898],
            [-0.08274148, -0.62700068],
        ],
        atol=5e-9,
    )
    np.testing.assert_allclose(parameters["W2"], [[-0.03098412, -0.33744411, -0.92904268, 0.62552248]], atol=5e-9)


@every_function
@pytest.mark.parametrize("layers_dims", [[1, 1], [3, 2, 1], [2, 9, 4, 7, 1]], ids=str)
def test_keys_shapes_and_biases(function: Any, layers_dims: list[int]) -> None:
    """W1, b1, …, WL, bL in order, float64, Wl (n_l, n_{l-1}), bl (n_l, 1), biases zero."""
    parameters = function(layers_dims)
    L = len(layers_dims) - 1
    assert list(parameters) == [f"{name}{k}" for k in range(1, L + 1) for name in "Wb"]
    for k in range(1, L + 1):
        W, b = parameters[f"W{k}"], parameters[f"b{k}"]
        assert (W.shape, W.dtype) == ((layers_dims[k], layers_dims[k - 1]), np.float64)
        assert (b.shape, b.dtype) == ((layers_dims[k], 1), np.float64)
        assert not b.any()


@every_function
def test_references_are_pure(function: Any) -> None:
    """The argument stays as it was, NumPy's global generator too, and a second call answers the same."""
    layers_dims = [4, 3, 2]
    np.random.seed(8)
    before = np.random.get_state()[1].copy()
    first, second = function(layers_dims), function(layers_dims)
    assert layers_dims == [4, 3, 2]
    np.testing.assert_array_equal(np.random.get_state()[1], before)
    assert same(first, second)
    assert not any(np.shares_memory(first[k], second[k]) for k in first)


def test_zeros_are_zero() -> None:
    """Every number of initialize_parameters_zeros is zero."""
    assert not any(value.any() for value in initialize_parameters_zeros([5, 3, 2]).values())


def test_he_keeps_the_size_of_the_signal() -> None:
    """Through ten ReLU layers the mean square of the signal stays within 25 %: the claim of He et al., section 2.2."""
    widths = [1000] * 11
    parameters = initialize_parameters_he(widths)
    z = np.random.RandomState(0).randn(1000, 50)
    first = None
    for k in range(1, len(widths)):
        z = parameters[f"W{k}"] @ (np.maximum(z, 0) if k > 1 else z) + parameters[f"b{k}"]
        first = first or float(np.mean(z**2))
    assert np.mean(z**2) == pytest.approx(first, rel=0.25)


def test_docstrings_run() -> None:
    """The examples in the docstrings print what they say."""
    assert doctest.testmod(initialization) == (0, 4 - 1)


@pytest.mark.parametrize("misconception", MISCONCEPTIONS, ids=lambda m: m.id)
def test_misconceptions_are_wrong_and_pure(misconception: Misconception) -> None:
    """Each variant answers otherwise than the reference, twice the same, and leaves its argument alone."""
    layers_dims = [4, 3, 2, 5]
    answer = misconception.variant(layers_dims)
    assert layers_dims == [4, 3, 2, 5]
    assert not same(answer, FUNCTIONS[misconception.function](layers_dims))
    assert same(answer, misconception.variant(layers_dims))


def test_misconceptions_are_all_different() -> None:
    """No two variants of a function give the same answer, so each can be told from the others."""
    layers_dims = [1, 4, 3, 6]
    for name in FUNCTIONS:
        mine = [m for m in MISCONCEPTIONS if m.function == name]
        assert len(mine) >= 4
        answers = {m.id: m.variant(layers_dims) for m in mine}
        twins = [(a, b) for a in answers for b in answers if a < b and same(answers[a], answers[b])]
        assert twins == []


def test_hints_do_not_hand_over_the_line() -> None:
    """No hint holds the expression that solves the exercise."""
    for m in MISCONCEPTIONS:
        for solution in ("np.random.randn(", "np.zeros(", "layers_dims[l", "sqrt(2", "* 10"):
            assert solution not in m.hint, m.id
