"""Wrong ways to split, normalise and diagnose that students really write, each with the hint that it earns.

Owns the named misconceptions of the assignment "Train, Dev and Test Sets". Variants of the split draw from
`RandomState(seed)`; the spec recognises them by what they return, whatever the generator.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.catalogue import collect, misconception
from reference.train_dev_test import (
    BIAS_STEPS,
    HIGH,
    VARIANCE_STEPS,
    Array,
    Pair,
    diagnose_bias_variance,
    split_train_dev_test,
)

__all__ = ["MISCONCEPTIONS"]

SPLIT = "split_train_dev_test"
NORMALIZE = "normalize_inputs"
ERROR = "error_rate"
DIAGNOSE = "diagnose_bias_variance"

Split = tuple[Pair, ...]


# --- split --------------------------------------------------------------------------------------------------------


def _order(m: int, seed: int) -> NDArray[np.int64]:
    return np.random.RandomState(seed).permutation(m)


def _cut(X: Array, Y: Array, order: NDArray[np.int64], m_dev: int, m_test: int) -> tuple[Pair, Pair, Pair]:
    parts = (order[m_dev + m_test :], order[:m_dev], order[m_dev : m_dev + m_test])
    return tuple((X[:, p], Y[:, p]) for p in parts)  # type: ignore[return-value]


@misconception(
    "split.no_shuffle",
    SPLIT,
    "Your sets hold the examples in their old order. Data is often sorted: shuffle before you cut.",
)
def _no_shuffle(X: Array, Y: Array, dev: float, test: float, seed: int = 0) -> Split:
    m = X.shape[1]
    return _cut(X, Y, np.arange(m), int(m * dev), int(m * test))


@misconception(
    "split.labels_shuffled_apart",
    SPLIT,
    "Examples and labels no longer belong together: X and Y must be put in order by one and the same permutation.",
)
def _apart(X: Array, Y: Array, dev: float, test: float, seed: int = 0) -> Split:
    order = _order(X.shape[1], seed + 1)
    return split_train_dev_test(X, Y[:, order], dev, test, seed)


@misconception(
    "split.overlapping",
    SPLIT,
    "Some examples lie in two of your sets. Where one set ends the next must begin.",
)
def _overlapping(X: Array, Y: Array, dev: float, test: float, seed: int = 0) -> Split:
    m = X.shape[1]
    order = _order(m, seed)
    train = order[int(m * dev) + int(m * test) :]
    return tuple((X[:, p], Y[:, p]) for p in (train, order[: int(m * dev)], order[: int(m * test)]))


@misconception(
    "split.train_keeps_everything",
    SPLIT,
    "Your training set still holds every example, those of the dev and test set included.",
)
def _keeps_all(X: Array, Y: Array, dev: float, test: float, seed: int = 0) -> Split:
    order = _order(X.shape[1], seed)
    return ((X[:, order], Y[:, order]), *split_train_dev_test(X, Y, dev, test, seed)[1:])


@misconception(
    "split.with_replacement",
    SPLIT,
    "An example appears twice in one set: you draw with replacement, so others get lost.",
)
def _with_replacement(X: Array, Y: Array, dev: float, test: float, seed: int = 0) -> Split:
    m = X.shape[1]
    order = np.asarray(np.random.RandomState(seed).randint(0, m, size=m))
    return _cut(X, Y, order, int(m * dev), int(m * test))


@misconception("split.rounded_up", SPLIT, "The sizes of the dev and test set are rounded down; yours are rounded up.")
def _rounded_up(X: Array, Y: Array, dev: float, test: float, seed: int = 0) -> Split:
    m = X.shape[1]
    return _cut(X, Y, _order(m, seed), math.ceil(m * dev), math.ceil(m * test))


@misconception(
    "split.rounded_to_nearest",
    SPLIT,
    "The sizes of the dev and test set are to be rounded down; yours are rounded otherwise.",
)
def _rounded(X: Array, Y: Array, dev: float, test: float, seed: int = 0) -> Split:
    m = X.shape[1]
    return _cut(X, Y, _order(m, seed), round(m * dev), round(m * test))


@misconception(
    "split.fraction_of_the_rest",
    SPLIT,
    "Both fractions are shares of all m examples; your test set is a share of what the dev set left over.",
)
def _of_the_rest(X: Array, Y: Array, dev: float, test: float, seed: int = 0) -> Split:
    m = X.shape[1]
    return _cut(X, Y, _order(m, seed), int(m * dev), int((m - int(m * dev)) * test))


@misconception(
    "split.dev_and_test_swapped",
    SPLIT,
    "The result comes as train, dev, test: your dev and test set have swapped sizes.",
)
def _swapped(X: Array, Y: Array, dev: float, test: float, seed: int = 0) -> Split:
    return split_train_dev_test(X, Y, test, dev, seed)


@misconception(
    "split.examples_lost",
    SPLIT,
    "The training set gets all that is left: some of the examples are in none of your sets.",
)
def _lost(X: Array, Y: Array, dev: float, test: float, seed: int = 0) -> Split:
    (X_train, Y_train), *others = split_train_dev_test(X, Y, dev, test, seed)
    return ((X_train[:, :-1], Y_train[:, :-1]), *others)


@misconception("split.no_test_set", SPLIT, "Three pairs are asked for; your test set is missing.")
def _no_test(X: Array, Y: Array, dev: float, test: float, seed: int = 0) -> Split:
    return split_train_dev_test(X, Y, dev, 0.0, seed)[:2]


# --- normalize ----------------------------------------------------------------------------------------------------


def _statistics(X: Array, axis: int | None = 1, ddof: int = 0) -> Pair:
    return np.mean(X, axis=axis, keepdims=True), np.std(X, axis=axis, keepdims=True, ddof=ddof)


def _apply(X: Array, Z: Array, mu: Any, sigma: Any) -> Pair:
    return (X - mu) / sigma, (Z - mu) / sigma


@misconception(
    "normalize.own_statistics",
    NORMALIZE,
    "Your second set is normalised by its own mean and deviation. Both sets need the same transformation: the training "
    "set's.",
)
def _own(X_train: Array, X_other: Array) -> Pair:
    return _apply(X_train, X_train, *_statistics(X_train))[0], _apply(X_other, X_other, *_statistics(X_other))[0]


@misconception(
    "normalize.pooled_statistics",
    NORMALIZE,
    "Your statistics are of both sets together: nothing may be learnt from the dev or test set.",
)
def _pooled(X_train: Array, X_other: Array) -> Pair:
    return _apply(X_train, X_other, *_statistics(np.concatenate([X_train, X_other], axis=1)))


@misconception("normalize.statistics_of_other", NORMALIZE, "You took the statistics of the second set, not the first.")
def _of_other(X_train: Array, X_other: Array) -> Pair:
    return _apply(X_train, X_other, *_statistics(X_other))


@misconception("normalize.other_untouched", NORMALIZE, "Your second set is returned as it came: transform it as well.")
def _untouched(X_train: Array, X_other: Array) -> Pair:
    return _apply(X_train, X_other, *_statistics(X_train))[0], X_other.copy()


@misconception(
    "normalize.ddof_1", NORMALIZE, "The variance in the text divides by m; yours divides by m − 1 (ddof = 1)."
)
def _ddof(X_train: Array, X_other: Array) -> Pair:
    return _apply(X_train, X_other, *_statistics(X_train, ddof=1))


@misconception(
    "normalize.axis_0", NORMALIZE, "Columns are examples: the mean of a feature runs along its row. Check the axis."
)
def _axis_0(X_train: Array, X_other: Array) -> Pair:
    return _apply(X_train, X_other, *_statistics(X_train, axis=0))


@misconception(
    "normalize.one_mean_for_all", NORMALIZE, "Every feature has its own mean and deviation; you use one for the matrix."
)
def _one_for_all(X_train: Array, X_other: Array) -> Pair:
    return _apply(X_train, X_other, *_statistics(X_train, axis=None))


@misconception(
    "normalize.by_variance",
    NORMALIZE,
    "You divide by the variance; then the new variance is not 1. Take its root first.",
)
def _by_variance(X_train: Array, X_other: Array) -> Pair:
    mu, sigma = _statistics(X_train)
    return _apply(X_train, X_other, mu, sigma**2)


@misconception("normalize.mean_kept", NORMALIZE, "Your features still have their means: subtract before you divide.")
def _mean_kept(X_train: Array, X_other: Array) -> Pair:
    return _apply(X_train, X_other, 0.0, _statistics(X_train)[1])


@misconception("normalize.only_centred", NORMALIZE, "The mean is 0 now, but the deviation is not 1 yet.")
def _only_centred(X_train: Array, X_other: Array) -> Pair:
    return _apply(X_train, X_other, _statistics(X_train)[0], 1.0)


@misconception(
    "normalize.min_max", NORMALIZE, "That scales to the range from 0 to 1; asked for are mean 0 and deviation 1."
)
def _min_max(X_train: Array, X_other: Array) -> Pair:
    low, high = X_train.min(axis=1, keepdims=True), X_train.max(axis=1, keepdims=True)
    return _apply(X_train, X_other, low, high - low)


# --- error rate ---------------------------------------------------------------------------------------------------


@misconception("error.accuracy", ERROR, "That is the fraction of right answers; the error rate counts the wrong ones.")
def _accuracy(predictions: Array, Y: Array) -> float:
    return float(np.mean(predictions == Y))


@misconception("error.count", ERROR, "You return how many mistakes there are; a rate is a share of all m examples.")
def _count(predictions: Array, Y: Array) -> float:
    return float(np.sum(predictions != Y))


@misconception("error.percent", ERROR, "A fraction from 0 to 1 is asked for, not a percentage.")
def _percent(predictions: Array, Y: Array) -> float:
    return float(100 * np.mean(predictions != Y))


@misconception(
    "error.absolute_difference",
    ERROR,
    "Class 7 taken for 1 is one mistake, not six: compare the classes, don't subtract them.",
)
def _absolute(predictions: Array, Y: Array) -> float:
    return float(np.mean(np.abs(predictions - Y)))


@misconception("error.squared_difference", ERROR, "Classes are names, not amounts: count where the two differ.")
def _squared(predictions: Array, Y: Array) -> float:
    return float(np.mean((predictions - Y) ** 2))


@misconception("error.one_sided", ERROR, "Too small a class is a mistake as much as too large a one.")
def _one_sided(predictions: Array, Y: Array) -> float:
    return float(np.mean(predictions > Y))


@misconception("error.zero_or_not", ERROR, "There are more than two classes: confusing 1 with 2 is a mistake, too.")
def _truth(predictions: Array, Y: Array) -> float:
    return float(np.mean((predictions > 0) != (Y > 0)))


# --- diagnose -----------------------------------------------------------------------------------------------------


def _steps(high_bias: bool, high_variance: bool) -> list[str]:
    return list(dict.fromkeys([*(BIAS_STEPS if high_bias else ()), *(VARIANCE_STEPS if high_variance else ())]))


def _report(
    bias: float,
    variance: float,
    high: float = HIGH,
    steps: Callable[[bool, bool], list[str]] = _steps,
) -> dict[str, Any]:
    """The dictionary that follows from these two numbers."""
    large = (bias > high, variance > high)
    words = [word for word, is_high in zip(("high bias", "high variance"), large, strict=True) if is_high]
    verdict = " and ".join(words) or "low bias and low variance"
    return {"avoidable_bias": bias, "variance": variance, "verdict": verdict, "next_steps": steps(*large)}


@misconception(
    "diagnose.bayes_ignored",
    DIAGNOSE,
    "Not all of the training error can be avoided: how far is it from the best possible error?",
)
def _no_bayes(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    return _report(train_error, dev_error - train_error)


@misconception(
    "diagnose.variance_from_bayes",
    DIAGNOSE,
    "Variance is what is lost between the training and the dev set; you measure from the best possible error.",
)
def _from_bayes(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    return _report(train_error - bayes_error, dev_error - bayes_error)


@misconception("diagnose.variance_is_dev_error", DIAGNOSE, "The dev error holds the bias as well: what is added to it?")
def _dev_itself(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    return _report(train_error - bayes_error, dev_error)


@misconception(
    "diagnose.signs", DIAGNOSE, "Your differences have the wrong sign: a worse dev error is a positive variance."
)
def _signs(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    return _report(bayes_error - train_error, train_error - dev_error)


@misconception(
    "diagnose.absolute", DIAGNOSE, "A dev error below the training error is no high variance: keep the sign."
)
def _absolute_values(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    return _report(abs(train_error - bayes_error), abs(dev_error - train_error))


@misconception("diagnose.keys_swapped", DIAGNOSE, "You have bias and variance the wrong way round.")
def _keys_swapped(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    return _report(dev_error - train_error, train_error - bayes_error)


@misconception("diagnose.percent", DIAGNOSE, "The errors are fractions, and so are bias and variance: no percentages.")
def _in_percent(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    return _report(100 * (train_error - bayes_error), 100 * (dev_error - train_error), 2.0)


@misconception(
    "diagnose.any_is_high", DIAGNOSE, "A small difference is not high yet: the text says from which value on it is."
)
def _any(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    return _report(train_error - bayes_error, dev_error - train_error, 0.0)


@misconception(
    "diagnose.threshold_in_percent",
    DIAGNOSE,
    "The errors are fractions: 2 % is not the number 2. Nothing is ever high.",
)
def _never(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    return _report(train_error - bayes_error, dev_error - train_error, 2.0)


@misconception(
    "diagnose.only_the_larger",
    DIAGNOSE,
    "Bias and variance can both be high: ask for each on its own, not for one or else.",
)
def _only_larger(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    report = diagnose_bias_variance(train_error, dev_error, bayes_error)
    if report["verdict"] == "high bias and high variance":
        by_bias = report["avoidable_bias"] > report["variance"]
        report["verdict"] = "high bias" if by_bias else "high variance"
        report["next_steps"] = _steps(by_bias, not by_bias)
    return report


@misconception(
    "diagnose.steps_swapped",
    DIAGNOSE,
    "More data does not help a network that can't fit what it has: look at the steps.",
)
def _steps_swapped(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    bias, variance = train_error - bayes_error, dev_error - train_error
    return _report(bias, variance, steps=lambda b, v: _steps(v, b))


@misconception(
    "diagnose.shared_step_twice", DIAGNOSE, "When both are high, a step that helps against both should be listed once."
)
def _twice(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    bias, variance = train_error - bayes_error, dev_error - train_error
    return _report(bias, variance, steps=lambda b, v: _steps(b, False) + _steps(False, v))


@misconception("diagnose.no_steps", DIAGNOSE, "Where something is high the next steps should say what to do.")
def _no_steps(train_error: float, dev_error: float, bayes_error: float) -> dict[str, Any]:
    return _report(train_error - bayes_error, dev_error - train_error, steps=lambda b, v: [])


MISCONCEPTIONS = collect(globals())
