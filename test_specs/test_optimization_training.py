"""Checks of "Optimization Methods" that train: many steps through the student's functions, on problems with a cost.

They carry no points: every single step was judged before. They show a student that training works, or after how many
steps it does not. A check calls one function of the student's; what else training needs is done on the trusted side.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.spec import assert_close, check, expected, fail, given, st
from test_specs.strategies import seeds, zeros_like_grads
from test_specs.test_optimization import require_pairs
from test_specs.training import Problem, kept, network_problem, require_same_end, valley_problem

ALL = slice(None)
STEPS = 10


def both(seed: int) -> tuple[Problem, Problem]:
    """The convex valley and the network."""
    return valley_problem(seed), network_problem(seed)


@check("update_parameters_with_gd", cases=1, kills=["gd.plus_sign", "gd.last_layer_skipped", "gd.no_learning_rate"])
@given(seed=seeds())
def test_gd_trains(subject: Any, seed: int) -> None:
    """Gradient descent takes a convex cost, and a network with mini-batches and a decaying rate, down as it should."""
    valley, network = both(seed)

    def descend(step: Callable[..., Any]) -> tuple[Any, Any]:
        low: Any = valley.start
        for _ in range(STEPS):
            low = kept(step(low, valley.gradients(low, ALL), 0.4), low)
        trained: Any = network.start
        for epoch in range(5):
            order = np.random.default_rng([seed, epoch]).permutation(network.examples)
            for chosen in np.split(order, [15]):  # the last is smaller
                grads = network.gradients(trained, chosen)
                trained = kept(step(trained, grads, 0.8 / (1 + 0.2 * epoch)), trained)
        return low, trained

    found, right = descend(subject.update_parameters_with_gd), descend(expected)
    require_same_end(valley, found[0], right[0], STEPS)
    require_same_end(network, found[1], right[1], 10)


@check(
    "random_mini_batches",
    cases=1,
    deterministic=False,
    kills=["mini_batches.labels_not_shuffled", "mini_batches.last_dropped", "mini_batches.with_replacement"],
)
@given(seed=seeds())
def test_mini_batches_train(subject: Any, seed: int) -> None:
    """Over an epoch the mini-batches give the gradient of all examples, and training on them lowers the cost."""
    generator = np.random.default_rng(seed)
    w = np.zeros((1, 3))
    X = np.round(generator.normal(size=(3, 40)), 3)
    Y = (np.array([[2.0, -1.0, 0.5]]) @ X > 0) * 1.0

    def slope(x: Any, y: Any) -> Any:
        """Of the summed cross-entropy of one unit."""
        return (1 / (1 + np.exp(-(w @ x))) - y) @ np.transpose(x)

    for epoch in range(4):
        batches = subject.random_mini_batches(X, Y, 16, seed % 2**31 + epoch)
        require_pairs(batches, X)
        assert_close(
            sum(slope(x, y) for x, y in batches) / 40,
            slope(X, Y) / 40,
            name="gradient over the epoch",
            rtol=1e-5,
            atol=1e-5,
            why="the mini-batches may come in single precision, which rounds by 1e-7; one example weighs 1e-2",
        )
        for x, y in batches:
            w = w - 0.8 / (1 + 0.2 * epoch) * slope(x, y) / np.shape(x)[1]
    # From log 2 = 0.69 the cost has fallen to at most 0.48 in 100,000 trials, whatever the order.
    cost = float(np.mean(np.logaddexp(0.0, w @ X) - Y * (w @ X)))
    if not cost < 0.6:
        fail(f"after 4 epochs the cost has gone from 0.6931 to {cost:.4g}, should have fallen below 0.6")


@check(
    "update_parameters_with_momentum",
    cases=1,
    kills=["momentum.plus_sign", "momentum.velocity_not_kept", "momentum.heavy_ball", "momentum.nesterov"],
)
@given(seed=seeds(), beta=st.sampled_from([0.8, 0.7]))
def test_momentum_trains(subject: Any, seed: int, beta: float) -> None:
    """With momentum a convex cost and a network go down on the path that they should."""
    for problem, rate in zip(both(seed), (0.5, 1.0), strict=True):

        def descend(step: Callable[..., Any], problem: Problem = problem, rate: float = rate) -> Any:
            parameters: Any = problem.start
            v: Any = zeros_like_grads(parameters)
            for _ in range(STEPS):
                answer = step(parameters, problem.gradients(parameters, ALL), v, beta, rate)
                parameters, v = kept(answer[0], parameters), kept(answer[1], v)
            return parameters

        require_same_end(problem, descend(subject.update_parameters_with_momentum), descend(expected), STEPS)


@check(
    "update_parameters_with_adam",
    cases=1,
    kills=["adam.plus_sign", "adam.no_bias_correction", "adam.corrected_stored", "adam.betas_swapped"],
)
@given(seed=seeds(), beta2=st.sampled_from([0.97, 0.95]))
def test_adam_trains(subject: Any, seed: int, beta2: float) -> None:
    """With Adam a convex cost and a network go down on the path that they should."""
    for problem, rate in zip(both(seed), (0.1, 0.05), strict=True):

        def descend(step: Callable[..., Any], problem: Problem = problem, rate: float = rate) -> Any:
            parameters: Any = problem.start
            v: Any = zeros_like_grads(parameters)
            s: Any = zeros_like_grads(parameters)
            for t in range(1, STEPS + 1):
                grads = problem.gradients(parameters, ALL)
                # ε keeps the rounding of a gradient near zero from becoming a step.
                answer = step(parameters, grads, v, s, t, rate, 0.8, beta2, 1e-2)
                parameters, v, s = kept(answer[0], parameters), kept(answer[1], v), kept(answer[2], s)
            return parameters

        require_same_end(problem, descend(subject.update_parameters_with_adam), descend(expected), STEPS)


def require_decaying(seed: int, rates: Any, right: Any) -> None:
    """Full-batch descent on the network with these learning rates, one an epoch, ends where it should."""
    network = network_problem(seed)

    def descend(learning_rates: Any) -> Any:
        parameters = network.start
        for rate in learning_rates:
            grads = network.gradients(parameters, ALL)
            parameters = {name: value - float(rate) * grads[f"d{name}"] for name, value in parameters.items()}
        return parameters

    for epoch, (found, wanted) in enumerate(zip(rates, right, strict=True)):
        assert_close(found, wanted, name=f"learning rate of epoch {epoch}")
    require_same_end(network, descend(rates), descend(right), len(rates))


@check("update_lr", cases=1, kills=["update_lr.multiplied", "update_lr.compounded", "update_lr.epoch_plus_one"])
@given(seed=seeds())
def test_lr_trains(subject: Any, seed: int) -> None:
    """Nine epochs with these learning rates take a network where they should."""
    cases = [(1.5, epoch, 0.3) for epoch in range(9)]
    require_decaying(seed, [subject.update_lr(*case) for case in cases], [expected(*case) for case in cases])


@check(
    "schedule_lr_decay",
    cases=1,
    kills=["schedule_lr_decay.no_floor", "schedule_lr_decay.one_late", "schedule_lr_decay.compounded"],
)
@given(seed=seeds())
def test_schedule_trains(subject: Any, seed: int) -> None:
    """Nine epochs with a rate that changes every third take a network where they should."""
    cases = [(1.5, epoch, 0.8, 3) for epoch in range(9)]
    require_decaying(seed, [subject.schedule_lr_decay(*case) for case in cases], [expected(*case) for case in cases])
