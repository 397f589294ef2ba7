"""The reference of "Train, Dev and Test Sets" keeps its definitions, and each misconception breaks one of them."""

from __future__ import annotations

import doctest
import statistics
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.spec import Mismatch
from reference import train_dev_test
from reference.catalogue import Misconception
from reference.train_dev_test import (
    BIAS_STEPS,
    HIGH,
    VARIANCE_STEPS,
    diagnose_bias_variance,
    error_rate,
    normalize_inputs,
    split_train_dev_test,
)
from reference.train_dev_test_misconceptions import MISCONCEPTIONS
from test_specs import test_train_dev_test as spec

HELPER = Path(__file__).resolve().parents[2] / "assignments" / "train_dev_test" / "helpers" / "tdt_utils.py"


@pytest.mark.parametrize(("m", "dev", "test"), [(10, 0.25, 0.1), (7, 0.0, 0.5), (9, 0.3, 0.0), (101, 0.2, 0.3)])
def test_split_is_a_partition(m: int, dev: float, test: float) -> None:
    """Every column is in exactly one set, beside its label, and the sizes are rounded down."""
    X, Y = np.arange(2.0 * m).reshape(2, m), np.arange(m).reshape(1, m)
    sets = split_train_dev_test(X, Y, dev, test, 4)
    assert [s[0].shape[1] for s in sets[1:]] == [int(m * dev), int(m * test)]
    assert sorted(np.concatenate([s[1][0] for s in sets])) == list(range(m))
    for part, labels in sets:
        np.testing.assert_array_equal(part, X[:, labels[0]])


def test_every_example_is_as_likely_in_every_set() -> None:
    """Over 4000 seeds each of six examples lies in the test set a third of the time, to six standard errors."""
    X = np.arange(6.0).reshape(1, 6)
    counts = np.zeros(6)
    for seed in range(4000):
        counts[split_train_dev_test(X, X, 0.34, 0.34, seed)[2][0][0].astype(int)] += 1
    np.testing.assert_allclose(counts / 4000, 1 / 3, atol=6 * np.sqrt(2 / 9 / 4000))


def test_normalize_agrees_with_the_statistics_module() -> None:
    """Mean and population deviation as Python's statistics module has them, feature by feature."""
    rng = np.random.default_rng(2)
    X, Z = rng.normal(3, 5, size=(4, 9)), rng.normal(size=(4, 5))
    X_norm, Z_norm = normalize_inputs(X, Z)
    for i in range(4):
        mu, sigma = statistics.mean(X[i].tolist()), statistics.pstdev(X[i].tolist())
        np.testing.assert_allclose(X_norm[i], [(x - mu) / sigma for x in X[i]], rtol=1e-12)
        np.testing.assert_allclose(Z_norm[i], [(z - mu) / sigma for z in Z[i]], rtol=1e-12)
    np.testing.assert_allclose(X_norm.mean(axis=1), 0, atol=1e-14)
    np.testing.assert_allclose(X_norm.std(axis=1), 1, rtol=1e-13)


def test_error_rate_of_many_classes() -> None:
    """Three of eight classes are wrong, however far off."""
    Y = np.array([[0, 1, 2, 3, 4, 5, 6, 7]])
    assert error_rate(np.array([[0, 1, 2, 3, 4, 0, 9, 8]]), Y) == 3 / 8


@pytest.mark.parametrize(
    ("errors", "bias", "variance", "verdict", "steps"),
    [
        ((0.01, 0.11, 0.0), 0.01, 0.1, "high variance", VARIANCE_STEPS),
        ((0.15, 0.16, 0.0), 0.15, 0.01, "high bias", BIAS_STEPS),
        ((0.15, 0.30, 0.0), 0.15, 0.15, "high bias and high variance", sorted({*BIAS_STEPS, *VARIANCE_STEPS})),
        ((0.005, 0.01, 0.0), 0.005, 0.005, "low bias and low variance", []),
        ((0.15, 0.16, 0.14), 0.01, 0.01, "low bias and low variance", []),
        ((0.1, 0.02, 0.2), -0.1, -0.08, "low bias and low variance", []),
    ],
)
def test_the_lectures_table(errors: Any, bias: float, variance: float, verdict: str, steps: list[str]) -> None:
    """The four networks of the lecture's table, one with a high Bayes error, and negative differences."""
    report = diagnose_bias_variance(*errors)
    assert report["avoidable_bias"] == pytest.approx(bias)
    assert report["variance"] == pytest.approx(variance)
    assert report["verdict"] == verdict
    assert sorted(report["next_steps"]) == sorted(steps)


def test_helper_has_the_same_constants() -> None:
    """What students import is what the reference judges by."""
    given: dict[str, Any] = {}
    exec(HELPER.read_text(encoding="utf-8"), given)  # noqa: S102 - our own helper module
    assert (given["HIGH"], given["BIAS_STEPS"], given["VARIANCE_STEPS"]) == (HIGH, BIAS_STEPS, VARIANCE_STEPS)


def test_references_are_pure_and_docstrings_run() -> None:
    """Arguments stay as they were, and the examples print what they say."""
    X, Y = np.arange(12.0).reshape(2, 6), np.arange(6).reshape(1, 6)
    split_train_dev_test(X, Y, 0.3, 0.3, 1)
    normalize_inputs(X, X)
    np.testing.assert_array_equal(X, np.arange(12.0).reshape(2, 6))
    report = diagnose_bias_variance(0.5, 0.9, 0.0)
    report["next_steps"].clear()
    assert diagnose_bias_variance(0.5, 0.6, 0.0)["next_steps"] == BIAS_STEPS + VARIANCE_STEPS[:2]
    assert doctest.testmod(train_dev_test).failed == 0


@pytest.mark.parametrize(
    "misconception", [m for m in MISCONCEPTIONS if m.function == "split_train_dev_test"], ids=lambda m: m.id
)
def test_wrong_splits_are_recognised_with_any_seed(misconception: Misconception) -> None:
    """A wrong split is named after its properties, not after the numbers that one seed gives."""
    m, dev, test = spec.TELLING[40]
    for seed in (3, 711):
        with pytest.raises(Mismatch) as caught:
            X, Y = spec.examples(m, 2, seed)
            spec.require_split(misconception.variant(X, Y, dev, test, seed), X, Y, dev, test)
            X, Y = spec.examples(2000, 1, seed)
            answer = misconception.variant(X, Y, 0.25, 0.125, seed)
            spec.require_chance(spec.require_split(answer, X, Y, 0.25, 0.125), 2000)
        assert caught.value.misconception == misconception.id


@pytest.mark.parametrize("seed", range(25))
def test_honest_splits_are_left_to_chance(seed: int) -> None:
    """No seed of the reference looks patterned, and neither does another generator."""
    X, Y = spec.examples(2000, 1, seed)
    spec.require_chance(spec.require_split(split_train_dev_test(X, Y, 0.25, 0.125, seed), X, Y, 0.25, 0.125), 2000)
    order = np.random.default_rng(seed).permutation(2000)
    spec.require_chance([order[750:], order[:500], order[500:750]], 2000)
