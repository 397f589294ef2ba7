"""Wrong ways to write batch normalization that students really take, each with the hint that it earns.

Owns the named misconceptions of the assignment "Batch Normalization". Variants are built from pieces with the places
open where students go wrong.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from reference import batch_normalization as right
from reference.batch_normalization import Array, Cache
from reference.catalogue import collect, misconception

__all__ = ["MISCONCEPTIONS"]

FORWARD, BACKWARD = "batch_norm_forward", "batch_norm_backward"
RUNNING, INFERENCE = "update_running_statistics", "batch_norm_inference"

OUTSIDE = "Epsilon stands outside the root in your code. It is added to the variance, before the root is taken."
NO_ROOT = "You divide by the variance; dividing by the standard deviation, its root, makes the spread 1."
SWAPPED = "Gamma and beta have changed places: one scales, the other shifts."
NO_BETA = "Beta is missing: after scaling, each feature is shifted."
NO_GAMMA = "Gamma is missing: the normalized feature is scaled before it is shifted."
NOT_CENTRED = "You divide by the spread, but the mean is still in it: subtract it first."
NO_EPSILON = "Epsilon is missing. It looks like nothing, until a feature is the same for all examples of a batch."


# --- forward ------------------------------------------------------------------------------------------------------


def _forward(
    Z: Array, gamma: Any, beta: Any, epsilon: float, mean: Any, variance: Any, divisor: Any = None
) -> tuple[Any, Any]:
    Z_norm = (Z - mean) / (np.sqrt(variance + epsilon) if divisor is None else divisor)
    return gamma * Z_norm + beta, (Z, Z_norm, mean, variance, gamma, epsilon)


def _statistics(Z: Array) -> tuple[Any, Any]:
    return Z.mean(axis=1, keepdims=True), Z.var(axis=1, keepdims=True)


@misconception(
    "bn_forward.over_features",
    FORWARD,
    "You average over the features of one example. Each feature is normalized over the examples: look at the axis.",
)
def forward_over_features(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    return _forward(Z, gamma, beta, epsilon, Z.mean(axis=0, keepdims=True), Z.var(axis=0, keepdims=True))


@misconception(
    "bn_forward.over_everything",
    FORWARD,
    "One mean and one variance for all features. Each feature has its own: look for the axis.",
)
def forward_over_everything(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    return _forward(Z, gamma, beta, epsilon, Z.mean(), Z.var())


@misconception(
    "bn_forward.flat_statistics",
    FORWARD,
    "Your mean and variance have one dimension; they must be columns, or they line up with the examples: `keepdims`.",
)
def forward_flat_statistics(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    Z_tilde, (_, Z_norm, mean, variance, *_) = right.batch_norm_forward(Z, gamma, beta, epsilon)
    return Z_tilde, (Z, Z_norm, mean[:, 0], variance[:, 0], gamma, epsilon)


@misconception(
    "bn_forward.unbiased_variance",
    FORWARD,
    "Your variance is divided by m − 1. Batch normalization divides by m.",
)
def forward_unbiased_variance(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    return _forward(Z, gamma, beta, epsilon, Z.mean(axis=1, keepdims=True), Z.var(axis=1, keepdims=True, ddof=1))


@misconception("bn_forward.epsilon_outside_root", FORWARD, OUTSIDE)
def forward_epsilon_outside_root(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    mean, variance = _statistics(Z)
    return _forward(Z, gamma, beta, epsilon, mean, variance, np.sqrt(variance) + epsilon)


@misconception("bn_forward.no_root", FORWARD, NO_ROOT)
def forward_no_root(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    mean, variance = _statistics(Z)
    return _forward(Z, gamma, beta, epsilon, mean, variance, variance + epsilon)


@misconception("bn_forward.epsilon_forgotten", FORWARD, NO_EPSILON)
def forward_epsilon_forgotten(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    mean, variance = _statistics(Z)
    return _forward(Z, gamma, beta, epsilon, mean, variance, np.sqrt(variance))


@misconception("bn_forward.gamma_beta_swapped", FORWARD, SWAPPED)
def forward_gamma_beta_swapped(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    _, cache = right.batch_norm_forward(Z, gamma, beta, epsilon)
    return beta * cache[1] + gamma, cache


@misconception("bn_forward.beta_missing", FORWARD, NO_BETA)
def forward_beta_missing(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    return right.batch_norm_forward(Z, gamma, 0 * beta, epsilon)


@misconception("bn_forward.gamma_missing", FORWARD, NO_GAMMA)
def forward_gamma_missing(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    _, cache = right.batch_norm_forward(Z, gamma, beta, epsilon)
    return cache[1] + beta, cache


@misconception(
    "bn_forward.only_normalized",
    FORWARD,
    "You return Z_norm. Gamma and beta let the network choose the spread and the mean it likes.",
)
def forward_only_normalized(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    _, cache = right.batch_norm_forward(Z, gamma, beta, epsilon)
    return cache[1], cache


@misconception("bn_forward.not_centred", FORWARD, NOT_CENTRED)
def forward_not_centred(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    mean, variance = _statistics(Z)
    Z_norm = Z / np.sqrt(variance + epsilon)
    return gamma * Z_norm + beta, (Z, Z_norm, mean, variance, gamma, epsilon)


@misconception(
    "bn_forward.deviation_in_cache",
    FORWARD,
    "Z_tilde is right, but the cache holds the standard deviation where the text asks for the variance.",
)
def forward_deviation_in_cache(Z: Array, gamma: Array, beta: Array, epsilon: float) -> Any:
    Z_tilde, (_, Z_norm, mean, variance, *_) = right.batch_norm_forward(Z, gamma, beta, epsilon)
    return Z_tilde, (Z, Z_norm, mean, np.sqrt(variance), gamma, epsilon)


# --- backward -----------------------------------------------------------------------------------------------------


def _changed(dZ_tilde: Array, cache: Cache, **changes: Any) -> dict[str, Any]:
    return {**right.batch_norm_backward(dZ_tilde, cache), **changes}


def _parts(dZ_tilde: Array, cache: Cache) -> tuple[Any, Any, Any, Any]:
    """dZ_norm, its part through the mean, its part through the variance, and the deviation that divides them."""
    _, Z_norm, _, variance, gamma, epsilon = cache
    dZ_norm = gamma * dZ_tilde
    through_variance = Z_norm * np.mean(dZ_norm * Z_norm, axis=1, keepdims=True)
    return dZ_norm, np.mean(dZ_norm, axis=1, keepdims=True), through_variance, np.sqrt(variance + epsilon)


@misconception(
    "bn_backward.constant_statistics",
    BACKWARD,
    "You treat mean and variance as constants. They depend on every example of the batch, and dZ gets a share through "
    "each.",
)
def backward_constant_statistics(dZ_tilde: Array, cache: Cache) -> Any:
    dZ_norm, _, _, deviation = _parts(dZ_tilde, cache)
    return _changed(dZ_tilde, cache, dZ=dZ_norm / deviation)


@misconception(
    "bn_backward.constant_variance",
    BACKWARD,
    "The share through the mean is there, the one through the variance is missing.",
)
def backward_constant_variance(dZ_tilde: Array, cache: Cache) -> Any:
    dZ_norm, through_mean, _, deviation = _parts(dZ_tilde, cache)
    return _changed(dZ_tilde, cache, dZ=(dZ_norm - through_mean) / deviation)


@misconception(
    "bn_backward.constant_mean",
    BACKWARD,
    "The share through the variance is there, the one through the mean is missing.",
)
def backward_constant_mean(dZ_tilde: Array, cache: Cache) -> Any:
    dZ_norm, _, through_variance, deviation = _parts(dZ_tilde, cache)
    return _changed(dZ_tilde, cache, dZ=(dZ_norm - through_variance) / deviation)


@misconception(
    "bn_backward.sums_for_means",
    BACKWARD,
    "The shares through mean and variance are m times as large as they should be: each example is 1/m of the mean.",
)
def backward_sums_for_means(dZ_tilde: Array, cache: Cache) -> Any:
    dZ_norm, through_mean, through_variance, deviation = _parts(dZ_tilde, cache)
    m = dZ_tilde.shape[1]
    return _changed(dZ_tilde, cache, dZ=(dZ_norm - m * through_mean - m * through_variance) / deviation)


@misconception(
    "bn_backward.gamma_missing",
    BACKWARD,
    "dZ lacks gamma: the gradient passes the scaling before it reaches Z_norm.",
)
def backward_gamma_missing(dZ_tilde: Array, cache: Cache) -> Any:
    Z, Z_norm, mean, variance, gamma, epsilon = cache
    plain = right.batch_norm_backward(dZ_tilde, (Z, Z_norm, mean, variance, np.ones_like(gamma), epsilon))
    return _changed(dZ_tilde, cache, dZ=plain["dZ"])


@misconception("bn_backward.no_root", BACKWARD, NO_ROOT)
def backward_no_root(dZ_tilde: Array, cache: Cache) -> Any:
    dZ_norm, through_mean, through_variance, deviation = _parts(dZ_tilde, cache)
    return _changed(dZ_tilde, cache, dZ=(dZ_norm - through_mean - through_variance) / deviation**2)


@misconception("bn_backward.epsilon_forgotten", BACKWARD, NO_EPSILON)
def backward_epsilon_forgotten(dZ_tilde: Array, cache: Cache) -> Any:
    dZ_norm, through_mean, through_variance, _ = _parts(dZ_tilde, cache)
    return _changed(dZ_tilde, cache, dZ=(dZ_norm - through_mean - through_variance) / np.sqrt(cache[3]))


@misconception(
    "bn_backward.dgamma_without_z_norm",
    BACKWARD,
    "Your dgamma equals dbeta. Gamma multiplies something in the forward pass, and that stands in its gradient.",
)
def backward_dgamma_without(dZ_tilde: Array, cache: Cache) -> Any:
    return _changed(dZ_tilde, cache, dgamma=dZ_tilde.sum(axis=1, keepdims=True))


@misconception(
    "bn_backward.dgamma_from_z",
    BACKWARD,
    "Your dgamma uses Z. What gamma multiplies in the forward pass is Z_norm.",
)
def backward_dgamma_from_z(dZ_tilde: Array, cache: Cache) -> Any:
    return _changed(dZ_tilde, cache, dgamma=np.sum(dZ_tilde * cache[0], axis=1, keepdims=True))


@misconception(
    "bn_backward.means_for_sums",
    BACKWARD,
    "dgamma and dbeta are means in your code. They are sums over the examples: the cost's 1/m is in dZ_tilde.",
)
def backward_means_for_sums(dZ_tilde: Array, cache: Cache) -> Any:
    m = dZ_tilde.shape[1]
    grads = right.batch_norm_backward(dZ_tilde, cache)
    return {**grads, "dgamma": grads["dgamma"] / m, "dbeta": grads["dbeta"] / m}


@misconception(
    "bn_backward.flat",
    BACKWARD,
    "dgamma and dbeta have one dimension; they must be columns like gamma and beta: look for `keepdims`.",
)
def backward_flat(dZ_tilde: Array, cache: Cache) -> Any:
    grads = right.batch_norm_backward(dZ_tilde, cache)
    return {**grads, "dgamma": grads["dgamma"][:, 0], "dbeta": grads["dbeta"][:, 0]}


@misconception(
    "bn_backward.over_features",
    BACKWARD,
    "dgamma and dbeta are summed over the features. Each feature has its own: sum over the examples.",
)
def backward_over_features(dZ_tilde: Array, cache: Cache) -> Any:
    return _changed(
        dZ_tilde,
        cache,
        dgamma=np.sum(dZ_tilde * cache[1], axis=0, keepdims=True),
        dbeta=np.sum(dZ_tilde, axis=0, keepdims=True),
    )


@misconception(
    "bn_backward.gamma_changed",
    BACKWARD,
    "Your call changes gamma itself (by *=, /= or out=), the parameter that the next batch needs. Make a new array.",
)
def backward_gamma_changed(dZ_tilde: Array, cache: Cache) -> Any:
    answer = right.batch_norm_backward(dZ_tilde, cache)
    cache[4][:] = cache[4] / np.sqrt(cache[3] + cache[5])
    return answer


# --- running statistics -------------------------------------------------------------------------------------------


@misconception(
    "bn_running.momentum_swapped",
    RUNNING,
    "Momentum is the share of the old statistics that stays; you give it to the batch.",
)
def running_swapped(running_mean: Array, running_variance: Array, mean: Array, variance: Array, momentum: float) -> Any:
    return right.update_running_statistics(running_mean, running_variance, mean, variance, 1 - momentum)


@misconception(
    "bn_running.no_one_minus",
    RUNNING,
    "The batch enters in full. The two shares of an average sum to 1.",
)
def running_no_one_minus(
    running_mean: Array, running_variance: Array, mean: Array, variance: Array, momentum: float
) -> Any:
    return momentum * running_mean + mean, momentum * running_variance + variance


@misconception(
    "bn_running.batch_only",
    RUNNING,
    "You return the statistics of the last batch: what earlier batches told is lost.",
)
def running_batch_only(
    running_mean: Array, running_variance: Array, mean: Array, variance: Array, momentum: float
) -> Any:
    return mean, variance


@misconception("bn_running.not_updated", RUNNING, "The running statistics come back as they were.")
def running_not_updated(
    running_mean: Array, running_variance: Array, mean: Array, variance: Array, momentum: float
) -> Any:
    return running_mean, running_variance


@misconception("bn_running.only_mean", RUNNING, "The mean moves, the variance stays as it was: both are updated.")
def running_only_mean(
    running_mean: Array, running_variance: Array, mean: Array, variance: Array, momentum: float
) -> Any:
    new, _ = right.update_running_statistics(running_mean, running_variance, mean, variance, momentum)
    return new, running_variance


@misconception(
    "bn_running.plain_mean",
    RUNNING,
    "You take the plain mean of old and new. Momentum says how much of the old stays.",
)
def running_plain_mean(
    running_mean: Array, running_variance: Array, mean: Array, variance: Array, momentum: float
) -> Any:
    return (running_mean + mean) / 2, (running_variance + variance) / 2


@misconception(
    "bn_running.returned_swapped",
    RUNNING,
    "The two values come back in the wrong order: first the mean, then the variance.",
)
def running_returned_swapped(
    running_mean: Array, running_variance: Array, mean: Array, variance: Array, momentum: float
) -> Any:
    return right.update_running_statistics(running_mean, running_variance, mean, variance, momentum)[::-1]


@misconception(
    "bn_running.deviations",
    RUNNING,
    "You average standard deviations. What is kept is the variance, as it is.",
)
def running_deviations(
    running_mean: Array, running_variance: Array, mean: Array, variance: Array, momentum: float
) -> Any:
    new, _ = right.update_running_statistics(running_mean, running_variance, mean, variance, momentum)
    return new, (momentum * np.sqrt(running_variance) + (1 - momentum) * np.sqrt(variance)) ** 2


# --- inference ----------------------------------------------------------------------------------------------------


def _infer(Z: Array, gamma: Any, beta: Any, mean: Any, divisor: Any) -> Any:
    return gamma * (Z - mean) / divisor + beta


@misconception(
    "bn_inference.batch_statistics",
    INFERENCE,
    "You normalize with the batch's own mean and variance. At inference the running ones take their place: an example "
    "must not depend on the others, and may come alone.",
)
def inference_batch_statistics(
    Z: Array, gamma: Array, beta: Array, running_mean: Array, running_variance: Array, epsilon: float
) -> Any:
    return right.batch_norm_forward(Z, gamma, beta, epsilon)[0]


@misconception(
    "bn_inference.batch_mean",
    INFERENCE,
    "The variance is the running one, but the mean is the batch's own: both are taken from the training.",
)
def inference_batch_mean(
    Z: Array, gamma: Array, beta: Array, running_mean: Array, running_variance: Array, epsilon: float
) -> Any:
    return _infer(Z, gamma, beta, Z.mean(axis=1, keepdims=True), np.sqrt(running_variance + epsilon))


@misconception("bn_inference.epsilon_outside_root", INFERENCE, OUTSIDE)
def inference_epsilon_outside_root(
    Z: Array, gamma: Array, beta: Array, running_mean: Array, running_variance: Array, epsilon: float
) -> Any:
    return _infer(Z, gamma, beta, running_mean, np.sqrt(running_variance) + epsilon)


@misconception("bn_inference.epsilon_forgotten", INFERENCE, NO_EPSILON)
def inference_epsilon_forgotten(
    Z: Array, gamma: Array, beta: Array, running_mean: Array, running_variance: Array, epsilon: float
) -> Any:
    return _infer(Z, gamma, beta, running_mean, np.sqrt(running_variance))


@misconception("bn_inference.no_root", INFERENCE, NO_ROOT)
def inference_no_root(
    Z: Array, gamma: Array, beta: Array, running_mean: Array, running_variance: Array, epsilon: float
) -> Any:
    return _infer(Z, gamma, beta, running_mean, running_variance + epsilon)


@misconception("bn_inference.gamma_beta_swapped", INFERENCE, SWAPPED)
def inference_gamma_beta_swapped(
    Z: Array, gamma: Array, beta: Array, running_mean: Array, running_variance: Array, epsilon: float
) -> Any:
    return _infer(Z, beta, gamma, running_mean, np.sqrt(running_variance + epsilon))


@misconception("bn_inference.beta_missing", INFERENCE, NO_BETA)
def inference_beta_missing(
    Z: Array, gamma: Array, beta: Array, running_mean: Array, running_variance: Array, epsilon: float
) -> Any:
    return _infer(Z, gamma, 0.0, running_mean, np.sqrt(running_variance + epsilon))


@misconception("bn_inference.gamma_missing", INFERENCE, NO_GAMMA)
def inference_gamma_missing(
    Z: Array, gamma: Array, beta: Array, running_mean: Array, running_variance: Array, epsilon: float
) -> Any:
    return _infer(Z, 1.0, beta, running_mean, np.sqrt(running_variance + epsilon))


@misconception("bn_inference.not_centred", INFERENCE, NOT_CENTRED)
def inference_not_centred(
    Z: Array, gamma: Array, beta: Array, running_mean: Array, running_variance: Array, epsilon: float
) -> Any:
    return _infer(Z, gamma, beta, 0.0, np.sqrt(running_variance + epsilon))


@misconception(
    "bn_inference.arguments_changed",
    INFERENCE,
    "Your call changes gamma, beta or a running statistic itself (by +=, *= or out=): the next prediction is made with "
    "other numbers. Make new arrays.",
)
def inference_arguments_changed(
    Z: Array, gamma: Array, beta: Array, running_mean: Array, running_variance: Array, epsilon: float
) -> Any:
    running_variance += epsilon
    return _infer(Z, gamma, beta, running_mean, np.sqrt(running_variance))


MISCONCEPTIONS = collect(globals())
