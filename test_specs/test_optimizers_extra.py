"""Checks of the assignment "More on Optimizers": averages, RMSprop, exponential decay, convergence.

Owns the strategies that no other component needs. NOTE [Ties]: decreases drawn for `has_converged` are at least a
twentieth away from the tolerance; the ties that are tried are exact in binary, whichever way it is computed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.spec import Mismatch, assert_close, assert_equal, assert_structure, check, expected, fail, given, st
from test_specs.arguments import require_parameters_kept, require_unchanged
from test_specs.strategies import (
    grads_along,
    hundredths,
    layer_shapes,
    learning_rates,
    parameters_of,
    powers_of_ten,
    round_up,
    seeds,
    signs_of,
    zeros_like_grads,
)

AVERAGE, START, STEP = "exponentially_weighted_average", "initialize_rmsprop", "update_parameters_with_rmsprop"
DECAY, CONVERGED = "exponential_decay", "has_converged"

Costs = tuple[list[float], float, int]


@st.composite
def series(draw: st.DrawFn) -> tuple[Any, float]:
    """theta (T,) and a beta away from 1/2, where β and 1 − β are one."""
    T = draw(st.integers(3, 12))
    rng = np.random.default_rng(draw(seeds()))
    theta = rng.uniform(1, 9, T) * draw(st.sampled_from([1.0, -1.0, 100.0]))
    return np.round(theta, 2), draw(hundredths(60, 97) | hundredths(5, 40))


@st.composite
def networks(draw: st.DrawFn) -> Any:
    """Parameters of layers that need not chain."""
    shapes = draw(layer_shapes(1, 4))
    generator = np.random.default_rng(draw(seeds()))
    return parameters_of(generator, shapes, [1.0] * len(shapes))


@st.composite
def rmsprop_runs(draw: st.DrawFn, steps: int) -> tuple[Any, ...]:
    """(parameters, a list of grads, s, beta2, learning_rate, epsilon).

    The first layer's gradients are as large as epsilon or ten times as large: where epsilon stands is then seen.
    Parameters are larger than all steps together, so that rounding stays small beside them.
    """
    shapes = draw(layer_shapes(1, 4))
    epsilon = draw(powers_of_ten(-8, -1))
    scales = [epsilon * draw(st.sampled_from([10.0, 1.0])), *(draw(powers_of_ten(-8, 2)) for _ in shapes[1:])]
    rate, beta2 = draw(learning_rates()), draw(hundredths(60, 97))
    generator = np.random.default_rng(draw(seeds()))
    signs = signs_of(generator, shapes)
    grads = [grads_along(generator, signs, scales) for _ in range(steps)]
    s = {name: np.square(value) for name, value in grads_along(generator, signs, scales).items()}
    largest = round_up(50 * rate * steps)
    return parameters_of(generator, shapes, [largest] * len(shapes)), grads, s, beta2, rate, epsilon


def rmsprop_steps() -> st.SearchStrategy[tuple[Any, ...]]:
    """The six arguments of update_parameters_with_rmsprop."""
    return rmsprop_runs(1).map(lambda run: (run[0], run[1][0], *run[2:]))


def walk(start: float, *shares: float) -> list[float]:
    """Costs that fall at each step by the given share of themselves."""
    costs = [start]
    for share in shares:
        costs.append(costs[-1] - share * abs(costs[-1]))
    return costs


@st.composite
def cost_histories(draw: st.DrawFn) -> list[Costs]:
    """One history of each kind: what a wrong rule gets wrong is in at least one of them."""
    patience = draw(st.integers(2, 5))
    tolerance = draw(st.sampled_from([0.02, 0.05, 0.1]))
    before = [0.3 + 0.1 * share for share in range(draw(st.integers(1, 4)))]
    unit = draw(st.integers(10, 90)) / 10
    flat, slow = [0.4 * tolerance / patience] * patience, [1.15 * tolerance / patience] * patience
    kinds = [
        (walk(1000 * unit, *before, *flat), tolerance),  # stopped falling
        (walk(0.001 * unit, *before, *slow), tolerance),  # each step gains little, all together enough
        (walk(unit, *before, *[0.0] * (patience - 1), 0.4), 0.5),  # 0.4 of the old cost, 0.67 of the new
        (walk(unit, *before, *[-3 * tolerance] * patience), tolerance),  # rises
        (walk(-unit, *[0.01] * len(before), *[3 * tolerance] * patience), tolerance),  # negative, still falling
        ([unit] * patience, tolerance),  # too few, though flat
        (walk(unit, *[0.2] * (patience - 2)), tolerance),  # too few
    ]
    one_step = (walk(unit, *before, 0.3, 0.4 * tolerance), tolerance, 1)  # the last step alone gained too little
    around = [1.5 * unit] * (patience - 1)
    hump = ([2 * unit, unit, *around, unit * (1 - 0.4 * tolerance)], tolerance, patience)  # and back again
    power = 2.0 ** draw(st.integers(0, 6))
    ties = [([4 * power, 2 * power], 0.5, 1), ([4 * power, 3 * power], 0.5, 1)]  # at the tolerance, and below it
    return [*((costs, limit, patience) for costs, limit in kinds), one_step, hump, *ties]


# --- averages -----------------------------------------------------------------------------------------------------


@check(
    AVERAGE,
    hint="Work out v for the three values by hand: it starts at 0, and each new value comes in with 1 - beta.",
)
def test_average_known(subject: Any) -> None:
    """The values 8, 4, 12 with beta = 0.5 average to 4, 4, 8, and corrected to 8, 5.33, 9.14."""
    theta = np.array([8.0, 4.0, 12.0])
    for correction, right in ((False, [4.0, 4.0, 8.0]), (True, [8.0, 16 / 3, 64 / 7])):
        assert_close(subject.exponentially_weighted_average(theta, 0.5, correction), right, name="averages")


@check(
    AVERAGE,
    points=10,
    cases=6,
    kills=[
        "ewa.beta_swapped",
        "ewa.no_one_minus",
        "ewa.never_corrected",
        "ewa.always_corrected",
        "ewa.power_forgotten",
        "ewa.power_one_ahead",
        "ewa.correction_fed_back",
        "ewa.multiplied",
        "ewa.started_at_first",
        "ewa.only_last",
        "ewa.plain_mean",
    ],
    hint="Work out v_1 and v_2 by hand, first without the correction.",
)
@given(case=series())
def test_average(subject: Any, case: Any) -> None:
    """Each average keeps beta of the one before; corrected ones are divided by 1 − βᵗ."""
    for correction in (False, True):
        right = expected(*case, correction).tolist()
        assert_close(subject.exponentially_weighted_average(*case, correction), right, name="averages")


# --- RMSprop ------------------------------------------------------------------------------------------------------


@check(
    START,
    points=10,
    cases=6,
    kills=[
        "rmsprop_start.ones",
        "rmsprop_start.parameter_names",
        "rmsprop_start.copied",
        "rmsprop_start.last_layer_missing",
        "rmsprop_start.flat_biases",
        "rmsprop_start.parameters_changed",
    ],
    hint="Print the keys and shapes of s beside those of the parameters.",
)
@given(parameters=networks())
def test_start(subject: Any, parameters: Any) -> None:
    """Every parameter gets zeros in its shape, under the name of its gradient."""
    answer, (after,) = subject.call(START, parameters, form="after")
    assert_close(answer, expected(parameters), name="s")
    require_parameters_kept(after, parameters, "rmsprop_start.parameters_changed")


def require_step(answer: Any, right: Any) -> None:
    """Compare both values that RMSprop returns."""
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        fail("the function should return two values: parameters and s")
    assert_close(answer[0], right[0], name="parameters")
    assert_close(answer[1], right[1], name="s")


@check(
    STEP,
    cases=2,
    hint="Return the parameters, then s. In each line all keys belong to one parameter.",
)
@given(step=rmsprop_steps())
def test_rmsprop_structure(subject: Any, step: Any) -> None:
    """RMSprop returns (parameters, s), every entry under its name and in its shape."""
    assert_structure(subject.update_parameters_with_rmsprop(*step), expected(*step), name="result")


@check(
    STEP,
    points=7,
    cases=8,
    kills=[
        "rmsprop.epsilon_inside_root",
        "rmsprop.epsilon_forgotten",
        "rmsprop.no_root",
        "rmsprop.beta_swapped",
        "rmsprop.no_one_minus",
        "rmsprop.forgets",
        "rmsprop.absolute_gradient",
        "rmsprop.old_average",
        "rmsprop.not_kept",
        "rmsprop.plus_sign",
        "rmsprop.no_learning_rate",
        "rmsprop.not_divided",
        "rmsprop.biases_stay",
        "rmsprop.last_layer_stays",
    ],
    hint="Two lines per parameter: first the new s out of the old one and the squared gradient, then the step.",
)
@given(step=rmsprop_steps())
def test_rmsprop_step(subject: Any, step: Any) -> None:
    """One step of RMSprop is right for every size of gradients, with epsilon outside the root."""
    require_step(subject.update_parameters_with_rmsprop(*step), expected(*step))


@check(
    STEP,
    points=3,
    cases=2,
    kills=["rmsprop.not_kept", "rmsprop.forgets"],
    hint="Each step is right by itself. What do you return that the next step starts from?",
)
@given(run=rmsprop_runs(4))
def test_rmsprop_training(subject: Any, run: Any) -> None:
    """Four steps in a row, each from what the one before returned, end where they should."""
    parameters, all_grads, _, *rates = run
    answer: Any = (parameters, zeros_like_grads(parameters))
    right = answer
    for grads in all_grads:
        answer = subject.update_parameters_with_rmsprop(answer[0], grads, answer[1], *rates)
        right = expected(right[0], grads, right[1], *rates)
        require_step(answer, right)


# --- decay --------------------------------------------------------------------------------------------------------


@check(
    DECAY,
    hint="Work out the rates of epochs 0, 1 and 2 by hand.",
)
def test_decay_known(subject: Any) -> None:
    """Epoch 0 has the first learning rate, and a decay rate of 0.5 leaves a quarter in epoch 2."""
    assert_close(subject.exponential_decay(0.2, 0, 0.5), 0.2, name="learning_rate")
    assert_close(subject.exponential_decay(0.2, 2, 0.5), 0.05, name="learning_rate")


@check(
    DECAY,
    points=10,
    cases=8,
    kills=[
        "exponential_decay.inverse_time",
        "exponential_decay.multiplied",
        "exponential_decay.base_e",
        "exponential_decay.power_swapped",
        "exponential_decay.once",
        "exponential_decay.one_epoch_ahead",
        "exponential_decay.one_minus",
        "exponential_decay.whole_power",
        "exponential_decay.rate_forgotten",
    ],
    hint="Work out the rates of epochs 0, 1 and 2 by hand.",
)
@given(rate=learning_rates(), epoch=st.integers(2, 60), decay=hundredths(80, 99))
def test_decay(subject: Any, rate: float, epoch: int, decay: float) -> None:
    """Every epoch multiplies the learning rate by the decay rate, the first one too."""
    for number in (epoch, 1):
        answer, right = subject.exponential_decay(rate, number, decay), expected(rate, number, decay)
        assert_close(answer, right, name="learning_rate")


# --- convergence --------------------------------------------------------------------------------------------------


def gain(costs: list[float], back: int) -> float:
    """The decrease over the last `back` steps, relative to the cost before them."""
    return (costs[-1 - back] - costs[-1]) / abs(costs[-1 - back])


#: What rules that are wrong say of (costs, tolerance, patience) when there are enough costs: Yes and No tell the engine
#: too little to recognise a mistake by single calls, so a whole case is looked at here.
SUSPECTS: dict[str, Callable[[list[float], float, int], bool]] = {
    "has_converged.last_step": lambda c, tol, p: gain(c, 1) < tol,
    "has_converged.absolute": lambda c, tol, p: c[-1 - p] - c[-1] < tol,
    "has_converged.relative_to_new": lambda c, tol, p: (c[-1 - p] - c[-1]) / abs(c[-1]) < tol,
    "has_converged.inverted": lambda c, tol, p: gain(c, p) >= tol,
    "has_converged.rise_counts_as_progress": lambda c, tol, p: abs(gain(c, p)) < tol,
    "has_converged.one_step_short": lambda c, tol, p: gain(c, p - 1) < tol,
    "has_converged.from_the_start": lambda c, tol, p: gain(c, len(c) - 1) < tol,
    "has_converged.negative_costs": lambda c, tol, p: (c[-1 - p] - c[-1]) / c[-1 - p] < tol,
}


def suspect(histories: list[Costs], answers: list[Any]) -> str | None:
    """The rule that gives these answers, if it is one of the known ones."""
    for name, rule in SUSPECTS.items():
        if answers == [len(costs) > patience and rule(costs, limit, patience) for costs, limit, patience in histories]:
            return name
    return None


@check(
    CONVERGED,
    points=10,
    cases=3,
    kills=[
        "has_converged.last_step",
        "has_converged.absolute",
        "has_converged.relative_to_new",
        "has_converged.inverted",
        "has_converged.rise_counts_as_progress",
        "has_converged.one_step_short",
        "has_converged.too_few_costs",
        "has_converged.no_length_check",
        "has_converged.from_the_start",
        "has_converged.negative_costs",
        "has_converged.costs_changed",
    ],
    hint="Try it on costs that fall slowly, that rise, that are negative, and that are too few.",
)
@given(histories=cost_histories())
def test_converged(subject: Any, histories: list[Costs]) -> None:
    """True when the last `patience` steps gained less than the tolerance, relative to the cost before them."""
    replies = [subject.call(CONVERGED, *history, form="after") for history in histories]
    answers = [answer for answer, _ in replies]
    for history, (answer, after) in zip(histories, replies, strict=True):
        try:
            assert_equal(answer, expected(*history), name="has_converged")
        except Mismatch as problem:
            if all(np.ndim(a) == 0 for a in answers):
                problem.misconception = suspect(histories, answers)
            raise
        require_unchanged(after[0], history[0], "costs", "has_converged.costs_changed")
