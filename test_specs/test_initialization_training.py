"""Checks of "Initialization" on one deep network: what each way of starting does to signals and gradients.

They carry no points: the numbers themselves were judged before. Zeros leave all units alike, weights ten times the
standard normal make the signal explode, He's keep its size.

NOTE [False alarms]: eight ReLU layers of about 240 units. The logarithm of the factor by which they change the mean
square of a signal is close to normal: mean -0.03 and standard deviation 0.30 for independent weights, 0.50 where a
student seeds again before each layer, so that all layers begin with the same numbers (1500 trials each, none beyond
1.8). The bound, a factor 30 or 3.4 in the logarithm, is 6.8 and more standard deviations away: below 1e-11. The
logarithm of the ratio of two layers' gradients stayed within 1.1 there; its bound is 4.6.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.spec import check, fail, given
from test_specs.strategies import seeds
from test_specs.test_initialization import require_structure
from test_specs.training import deep_pass

EXAMPLES = 8
DIMS = [233, 239, 236, 242, 230, 245, 248, 251, 254, 1]
FACTOR = 30.0


def inputs(seed: int) -> tuple[Any, Any]:
    """Standard normal examples and labels of both kinds."""
    X = np.random.default_rng(seed).normal(size=(DIMS[0], EXAMPLES))
    return X, np.resize([[0.0, 1.0]], (1, EXAMPLES))


def growth(activations: list[Any], X: Any) -> float:
    """By which factor the mean square of the signal has grown from the input to the last hidden layer."""
    with np.errstate(all="ignore"):
        return float(np.mean(activations[-1] ** 2) / np.mean(X**2))


@check(
    "initialize_parameters_zeros",
    cases=1,
    kills=["zeros.ones", "zeros.random_weights", "zeros.biases_ones"],
)
@given(seed=seeds())
def test_zeros_learn_nothing(subject: Any, seed: int) -> None:
    """In a deep network zeros give the same answer to every example, and no weight a gradient."""
    dims = [5, 4, 4, 4, 1]
    X, Y = np.random.default_rng(seed).normal(size=(5, EXAMPLES)), np.resize([[0.0, 1.0]], (1, EXAMPLES))
    parameters = subject.initialize_parameters_zeros(dims)
    require_structure("zeros", parameters, dims)  # other shapes would be broadcast, to any size
    activations, cost, grads = deep_pass(parameters, X, Y)
    if any(a.any() for a in activations) or abs(cost - math.log(2)) > 1e-12:
        fail(f"the cost of a network that knows nothing is log 2 = 0.6931, with your parameters it is {cost:.4g}")
    if any(g.any() for g in grads.values()):
        fail("some weights get a gradient, though all units of a layer should be alike and silent")


@check(
    "initialize_parameters_random",
    cases=1,
    deterministic=False,
    kills=[
        "random.not_scaled",
        "random.times_hundredth",
        "random.he_scale",
        "random.zero_weights",
        "random.root_of_ten",
    ],
)
@given(seed=seeds())
def test_random_explodes(subject: Any, seed: int) -> None:
    """In a deep network weights ten times the standard normal make the signal explode, layer by layer."""
    X, Y = inputs(seed)
    parameters = subject.initialize_parameters_random(DIMS)
    require_structure("random", parameters, DIMS)
    activations, _, _ = deep_pass(parameters, X, Y)
    right = sum(math.log(100 * n / 2) for n in DIMS[:-2])  # ReLU passes half of the mean square
    found = growth(activations, X)
    if not (found > 0 and abs(math.log(found) - right) < math.log(FACTOR)):
        fail(
            f"after eight layers the signal is {math.sqrt(found):.3g} times as large, "
            f"should be about {math.exp(right / 2):.1g} times"
        )


@check(
    "initialize_parameters_he",
    cases=1,
    deterministic=False,
    kills=["he.xavier", "he.no_root", "he.two_outside_root", "he.times_ten", "he.zero_weights", "he.divided_by_scale"],
)
@given(seed=seeds())
def test_he_is_healthy(subject: Any, seed: int) -> None:
    """In a deep network He's weights keep signals and gradients in range: nothing vanishes, nothing explodes."""
    X, Y = inputs(seed)
    parameters = subject.initialize_parameters_he(DIMS)
    require_structure("he", parameters, DIMS)
    activations, _, grads = deep_pass(parameters, X, Y)
    found = growth(activations, X)
    if not (found > 0 and abs(math.log(found)) < math.log(FACTOR)):
        fail(
            f"after eight layers the signal is {math.sqrt(found):.3g} times as large, should be of about the same size"
        )
    first, last = (float(np.linalg.norm(grads[f"dW{n}"])) for n in (1, len(DIMS) - 2))
    if not 1e-2 < first / last < 1e2:
        fail(f"the first layer's gradient is {first / last:.3g} times the eighth's, should be of about the same size")
