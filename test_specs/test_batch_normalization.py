"""Checks of the assignment "Batch Normalization": over batches, back through them, and without them.

Owns the strategies. The numbers of features and examples differ, so that no wrong axis fits by chance; epsilon is
between a hundredth and half, variances between a tenth and ten, so that every place of epsilon shows.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.spec import assert_close, assert_structure, check, expected, fail, given, st
from test_specs.arguments import require_unchanged

FORWARD, BACKWARD = "batch_norm_forward", "batch_norm_backward"
RUNNING, INFERENCE = "update_running_statistics", "batch_norm_inference"

seeds = st.integers(0, 2**32 - 1)
epsilons = st.sampled_from([0.1, 0.01, 0.5])


def away_from_one(rng: np.random.Generator, n: int) -> Any:
    """A column of numbers from 0.3 to 0.8 and from 1.3 to 2, of both signs."""
    return (rng.uniform(0.3, 0.8, (n, 1)) + rng.integers(0, 2, (n, 1)) * 1.1) * rng.choice([-1.0, 1.0], (n, 1))


@st.composite
def batches(draw: st.DrawFn, fewest: int = 4) -> tuple[Any, Any, Any, float]:
    """Z (n, m), gamma, beta and epsilon; each feature has a mean and a spread of its own."""
    n = draw(st.integers(2, 5))
    m = draw(st.integers(fewest, 9).filter(lambda m: m != n))
    rng = np.random.default_rng(draw(seeds))
    Z = rng.normal(size=(n, m)) * rng.uniform(0.4, 3, (n, 1)) + away_from_one(rng, n) * 2
    return np.round(Z, 3), away_from_one(rng, n), away_from_one(rng, n), draw(epsilons)


@st.composite
def backwards(draw: st.DrawFn) -> tuple[Any, Any]:
    """dZ_tilde and the cache of a forward pass."""
    Z, gamma, _, epsilon = draw(batches())
    mean, variance = Z.mean(axis=1, keepdims=True), Z.var(axis=1, keepdims=True)
    cache = (Z, (Z - mean) / np.sqrt(variance + epsilon), mean, variance, gamma, epsilon)
    return np.random.default_rng(draw(seeds)).normal(size=Z.shape) + 0.5, cache


@st.composite
def running(draw: st.DrawFn, steps: int = 1) -> tuple[Any, ...]:
    """running_mean, running_variance, the means and variances of `steps` batches, and a momentum away from 1/2."""
    n = draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(seeds))
    means = [rng.uniform(1, 3, (n, 1)) * (-1.0) ** k for k in range(steps + 1)]
    variances = [rng.uniform(0.2, 0.8, (n, 1)) + k % 2 * 2 for k in range(steps + 1)]
    momentum = draw(st.sampled_from([0.9, 0.75, 0.98, 0.3]))
    return means[0], variances[0], means[1:], variances[1:], momentum


def running_steps() -> st.SearchStrategy[tuple[Any, ...]]:
    """The five arguments of update_running_statistics."""
    return running().map(lambda run: (run[0], run[1], run[2][0], run[3][0], run[4]))


@st.composite
def inferences(draw: st.DrawFn) -> tuple[Any, ...]:
    """The six arguments of batch_norm_inference: running statistics that are not the batch's; m may be 1."""
    Z, gamma, beta, epsilon = draw(batches(fewest=1))
    rng = np.random.default_rng(draw(seeds))
    n = len(Z)
    return Z, gamma, beta, away_from_one(rng, n), rng.uniform(0.1, 0.8, (n, 1)) + rng.integers(0, 2, (n, 1)), epsilon


CACHE = ("Z", "Z_norm", "mean", "variance", "gamma", "epsilon")


def require_pair(answer: Any, what: str) -> None:
    """Two values, and say which when there are not."""
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        fail(f"the function should return two values: {what}")


def require_forward(answer: Any, right: Any) -> None:
    """Compare Z_tilde and each item of the cache by its name."""
    require_pair(answer, "Z_tilde and the cache")
    assert_structure(answer[1], right[1], name="cache")
    for name, item, wanted in zip(CACHE, answer[1], right[1], strict=True):
        assert_close(item, wanted, name=f"{name} in the cache")
    assert_close(answer[0], right[0], name="Z_tilde")


# --- forward ------------------------------------------------------------------------------------------------------


@check(
    FORWARD,
    cases=3,
    kills=["bn_forward.flat_statistics", "bn_forward.over_everything"],
    hint="Print the shapes of all seven. A mean or variance of each feature is a column: look for `keepdims`.",
)
@given(batch=batches())
def test_forward_shapes(subject: Any, batch: Any) -> None:
    """The result is Z_tilde and a cache (Z, Z_norm, mean, variance, gamma, epsilon), each of its shape."""
    answer, right = subject.batch_norm_forward(*batch), expected(*batch)
    require_pair(answer, "Z_tilde and the cache")
    assert_structure(answer[0], right[0], name="Z_tilde")
    assert_structure(answer[1], right[1], name="cache")


@check(
    FORWARD,
    points=10,
    cases=10,
    kills=[
        "bn_forward.over_features",
        "bn_forward.unbiased_variance",
        "bn_forward.epsilon_outside_root",
        "bn_forward.no_root",
        "bn_forward.epsilon_forgotten",
        "bn_forward.gamma_beta_swapped",
        "bn_forward.beta_missing",
        "bn_forward.gamma_missing",
        "bn_forward.only_normalized",
        "bn_forward.not_centred",
        "bn_forward.deviation_in_cache",
    ],
    hint="Follow one feature through the four formulas: mean, variance, normalized values, scale and shift.",
)
@given(batch=batches())
def test_forward(subject: Any, batch: Any) -> None:
    """Each feature is normalized over the batch with epsilon inside the root, then scaled and shifted."""
    require_forward(subject.batch_norm_forward(*batch), expected(*batch))


# --- backward -----------------------------------------------------------------------------------------------------


@check(
    BACKWARD,
    cases=3,
    kills=["bn_backward.flat", "bn_backward.over_features"],
    hint="Print the three shapes beside those of Z, gamma and beta: look at the axis, and for `keepdims`.",
)
@given(case=backwards())
def test_backward_shapes(subject: Any, case: Any) -> None:
    """dZ, dgamma and dbeta are there, each in the shape of Z, gamma and beta."""
    assert_structure(subject.batch_norm_backward(*case), expected(*case), name="grads")


@check(
    BACKWARD,
    points=10,
    cases=10,
    kills=[
        "bn_backward.constant_statistics",
        "bn_backward.constant_variance",
        "bn_backward.constant_mean",
        "bn_backward.sums_for_means",
        "bn_backward.gamma_missing",
        "bn_backward.no_root",
        "bn_backward.epsilon_forgotten",
        "bn_backward.dgamma_without_z_norm",
        "bn_backward.dgamma_from_z",
        "bn_backward.means_for_sums",
        "bn_backward.gamma_changed",
    ],
    hint="Z reaches Z_tilde on three ways: directly, through the mean and through the variance.",
)
@given(case=backwards())
def test_backward(subject: Any, case: Any) -> None:
    """The gradients flow through scale, shift, mean and variance; dgamma and dbeta are sums over the batch."""
    answer, after = subject.call(BACKWARD, *case, form="after")
    assert_close(answer, expected(*case), name="grads")
    require_unchanged(after[1][4], case[1][4], "gamma", "bn_backward.gamma_changed")


# --- running statistics -------------------------------------------------------------------------------------------

_PAIR = "running_mean and running_variance"


@check(
    RUNNING,
    points=7,
    cases=8,
    kills=[
        "bn_running.momentum_swapped",
        "bn_running.no_one_minus",
        "bn_running.batch_only",
        "bn_running.not_updated",
        "bn_running.only_mean",
        "bn_running.plain_mean",
        "bn_running.returned_swapped",
        "bn_running.deviations",
    ],
    hint="With momentum 0.9, nine tenths of the old and one tenth of the batch's.",
)
@given(step=running_steps())
def test_running_step(subject: Any, step: Any) -> None:
    """Momentum is the share of the old statistics that stays, for the mean and the variance."""
    answer = subject.update_running_statistics(*step)
    require_pair(answer, _PAIR)
    assert_close(answer, expected(*step), name="statistics")


@check(
    RUNNING,
    points=3,
    cases=2,
    kills=["bn_running.not_updated", "bn_running.no_one_minus"],
    hint="Return both new values: the next batch starts from them.",
)
@given(run=running(5))
def test_running_training(subject: Any, run: Any) -> None:
    """Five batches in a row, each from what the one before returned, end where they should."""
    running_mean, running_variance, means, variances, momentum = run
    answer: Any = (running_mean, running_variance)
    right = answer
    for mean, variance in zip(means, variances, strict=True):
        answer = subject.update_running_statistics(answer[0], answer[1], mean, variance, momentum)
        require_pair(answer, _PAIR)
        right = expected(right[0], right[1], mean, variance, momentum)
    assert_close(answer, right, name="statistics")


# --- inference ----------------------------------------------------------------------------------------------------


@check(
    INFERENCE,
    cases=3,
    hint="Print the shapes of what you combine: the running statistics, gamma and beta are columns.",
)
@given(case=inferences())
def test_inference_shape(subject: Any, case: Any) -> None:
    """The result has the shape of Z, for one example as for many."""
    assert_structure(subject.batch_norm_inference(*case), expected(*case), name="Z_tilde")


@check(
    INFERENCE,
    points=10,
    cases=10,
    kills=[
        "bn_inference.batch_statistics",
        "bn_inference.batch_mean",
        "bn_inference.epsilon_outside_root",
        "bn_inference.epsilon_forgotten",
        "bn_inference.no_root",
        "bn_inference.gamma_beta_swapped",
        "bn_inference.beta_missing",
        "bn_inference.gamma_missing",
        "bn_inference.not_centred",
        "bn_inference.arguments_changed",
    ],
    hint="The formula of the forward pass, with the running statistics in place of the batch's.",
)
@given(case=inferences())
def test_inference(subject: Any, case: Any) -> None:
    """Every example is normalized with the running statistics, whatever stands beside it."""
    answer, after = subject.call(INFERENCE, *case, form="after")
    assert_close(answer, expected(*case), name="Z_tilde")
    for name, now, before in zip(
        ("gamma", "beta", "running_mean", "running_variance"), after[1:5], case[1:5], strict=True
    ):
        require_unchanged(now, before, name, "bn_inference.arguments_changed")
