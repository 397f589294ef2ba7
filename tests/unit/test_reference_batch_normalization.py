"""The reference of "Batch Normalization" agrees with closed forms and with differences in higher precision."""

from __future__ import annotations

import doctest
from typing import Any

import numpy as np
import pytest
from scipy.stats import zscore

from reference import batch_normalization
from reference.batch_normalization import (
    batch_norm_backward,
    batch_norm_forward,
    batch_norm_inference,
    update_running_statistics,
)
from reference.batch_normalization_misconceptions import MISCONCEPTIONS
from reference.catalogue import Misconception
from tests.unit.spoilers import called, spoils

N, M = 3, 7


def batch(seed: int = 2) -> tuple[Any, Any, Any, float]:
    """Z, gamma, beta, epsilon."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(N, M)) * 2 + 1, rng.normal(size=(N, 1)), rng.normal(size=(N, 1)), 0.3


def test_without_epsilon_it_is_the_z_score() -> None:
    """For a vanishing epsilon Z_norm is SciPy's z-score with ddof 0."""
    Z, gamma, beta, _ = batch()
    Z_tilde, cache = batch_norm_forward(Z, gamma, beta, 1e-300)
    np.testing.assert_allclose(cache[1], zscore(Z, axis=1, ddof=0), rtol=1e-12)
    np.testing.assert_allclose(Z_tilde, gamma * zscore(Z, axis=1, ddof=0) + beta, rtol=1e-12, atol=1e-12)


def test_epsilon_shrinks_the_spread() -> None:
    """Z_norm has mean 0 and variance σ² / (σ² + ε); Z_tilde has mean beta."""
    Z, gamma, beta, epsilon = batch()
    Z_tilde, (_, Z_norm, _, variance, _, _) = batch_norm_forward(Z, gamma, beta, epsilon)
    np.testing.assert_allclose(Z_norm.mean(axis=1), 0, atol=1e-15)
    np.testing.assert_allclose(Z_norm.var(axis=1, keepdims=True), variance / (variance + epsilon), rtol=1e-13)
    np.testing.assert_allclose(Z_tilde.mean(axis=1, keepdims=True), beta, rtol=1e-13)


def test_a_constant_feature_gives_beta() -> None:
    """A feature that is the same for all examples gives beta, and no nan."""
    Z_tilde, _ = batch_norm_forward(np.full((1, 5), 4.0), np.array([[2.0]]), np.array([[0.5]]), 1e-8)
    np.testing.assert_array_equal(Z_tilde, np.full((1, 5), 0.5))


def test_gradients_are_differences() -> None:
    """dZ, dgamma and dbeta equal central differences in long double of a cost of all entries of Z_tilde."""
    Z, gamma, beta, epsilon = batch()
    weights = np.random.default_rng(5).normal(size=(N, M))

    def cost(Z: Any, gamma: Any, beta: Any) -> Any:
        mean = Z.mean(axis=1, keepdims=True)
        variance = ((Z - mean) ** 2).mean(axis=1, keepdims=True)
        return np.sum(weights * np.sin(gamma * (Z - mean) / np.sqrt(variance + epsilon) + beta))

    Z_tilde, cache = batch_norm_forward(Z, gamma, beta, epsilon)
    grads = batch_norm_backward(weights * np.cos(Z_tilde), cache)
    at = [value.astype(np.longdouble) for value in (Z, gamma, beta)]
    step = np.longdouble(1e-5)
    for which, key in enumerate(("dZ", "dgamma", "dbeta")):
        slopes = np.zeros(at[which].shape)
        for index in np.ndindex(*slopes.shape):
            up, down = [a.copy() for a in at], [a.copy() for a in at]
            up[which][index] += step
            down[which][index] -= step
            slopes[index] = (cost(*up) - cost(*down)) / (2 * step)
        np.testing.assert_allclose(grads[key], slopes, atol=1e-9, err_msg=key)


def test_gradients_know_what_the_batch_cannot_do() -> None:
    """dZ of each feature sums to 0: moving a whole batch changes nothing."""
    Z, gamma, beta, epsilon = batch()
    _, cache = batch_norm_forward(Z, gamma, beta, epsilon)
    dZ = batch_norm_backward(np.random.default_rng(1).normal(size=(N, M)), cache)["dZ"]
    np.testing.assert_allclose(dZ.sum(axis=1), 0, atol=1e-14)


def test_running_statistics_in_closed_form() -> None:
    """After k equal batches the running statistics are momentumᵏ of the start and the rest of the batch's."""
    start, one = np.zeros((2, 1)), np.ones((2, 1))
    running = (start, one)
    for _ in range(12):
        running = update_running_statistics(*running, 5 * one, 3 * one, 0.8)
    np.testing.assert_allclose(running[0], (1 - 0.8**12) * 5 * one, rtol=1e-14)
    np.testing.assert_allclose(running[1], 0.8**12 * one + (1 - 0.8**12) * 3 * one, rtol=1e-14)


def test_inference_with_the_batchs_statistics_is_the_forward_pass() -> None:
    """Inference with a batch's statistics gives Z_tilde, also example by example."""
    Z, gamma, beta, epsilon = batch()
    Z_tilde, (_, _, mean, variance, _, _) = batch_norm_forward(Z, gamma, beta, epsilon)
    np.testing.assert_allclose(batch_norm_inference(Z, gamma, beta, mean, variance, epsilon), Z_tilde, rtol=1e-13)
    for i in range(M):
        one = batch_norm_inference(Z[:, [i]], gamma, beta, mean, variance, epsilon)
        np.testing.assert_allclose(one, Z_tilde[:, [i]], rtol=1e-13)


def test_docstrings_run() -> None:
    """The examples in the docstrings print what they say."""
    failed, tried = doctest.testmod(batch_normalization)
    assert failed == 0
    assert tried >= 3


def arguments(function: str) -> tuple[Any, ...]:
    Z, gamma, beta, epsilon = batch()
    _, cache = batch_norm_forward(Z, gamma, beta, epsilon)
    mean, variance = cache[2:4]
    return {
        "batch_norm_forward": (Z, gamma, beta, epsilon),
        "batch_norm_backward": (np.cos(Z), cache),
        "update_running_statistics": (gamma, gamma**2, mean, variance, 0.7),
        "batch_norm_inference": (Z, gamma, beta, beta, variance, epsilon),
    }[function]


@pytest.mark.parametrize("m", MISCONCEPTIONS, ids=lambda m: m.id)
def test_variants_leave_their_arguments_alone(m: Misconception) -> None:
    """A variant changes what it was given only where that is its mistake."""
    given = arguments(m.function)
    _, left = called(m.variant, given)
    pairs = [
        pair
        for a, b in zip(left, given, strict=True)
        for pair in (zip(a, b, strict=True) if isinstance(a, tuple) else [(a, b)])
    ]
    assert all(np.array_equal(a, b) for a, b in pairs) != spoils(m)
