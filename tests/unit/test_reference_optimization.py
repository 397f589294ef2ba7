"""The reference of "Optimization Methods" is the course's, and its misconceptions are wrong in ways of their own."""

from __future__ import annotations

import copy
import doctest
import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.wire.identity import same_elements
from reference import optimization
from reference.catalogue import Misconception
from reference.optimization import (
    initialize_adam,
    initialize_velocity,
    random_mini_batches,
    schedule_lr_decay,
    update_lr,
    update_parameters_with_adam,
    update_parameters_with_gd,
    update_parameters_with_momentum,
)
from reference.optimization_misconceptions import MISCONCEPTIONS
from tests.unit.spoilers import called, spoils

Arrays = dict[str, Any]

OLD = {"W1": (2, 3), "b1": (2, 1), "W2": (3, 3), "b2": (3, 1)}
NEW = {"W1": (2, 3), "b1": (2, 1), "W2": (3, 2), "b2": (3, 1)}
UNLIKE = {"W1": (1, 4), "b1": (1, 1), "W2": (5, 2), "b2": (5, 1), "W3": (2, 6), "b3": (2, 1)}


def network(shapes: Mapping[str, tuple[int, int]], seed: int = 1) -> tuple[Arrays, Arrays]:
    """Parameters, then gradients, as the course's test cases draw them."""
    generator = np.random.RandomState(seed)
    parameters = {name: generator.randn(*shape) for name, shape in shapes.items()}
    return parameters, {f"d{name}": generator.randn(*shape) for name, shape in shapes.items()}


def flat(value: Any) -> Any:
    """The numbers of an answer in one row, as exact as they are."""
    if isinstance(value, Mapping):
        parts = [flat(part) for part in value.values()]
    elif isinstance(value, list | tuple):
        parts = [flat(part) for part in value]
    else:
        parts = [np.ravel(value)]
    return np.concatenate(parts) if parts else np.zeros(0)


def form(value: Any) -> Any:
    """Keys, lengths and shapes of an answer."""
    if isinstance(value, Mapping):
        return {name: form(part) for name, part in value.items()}
    return [form(part) for part in value] if isinstance(value, list | tuple) else np.shape(value)


def same(a: Any, b: Any) -> bool:
    """Whether two answers have one form and the same numbers up to rounding; NaN is a number here."""
    return form(a) == form(b) and bool(np.allclose(flat(a), flat(b), rtol=1e-9, atol=0, equal_nan=True))


# --- the numbers of the notebooks -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shapes", "first_row"),
    [
        pytest.param(OLD, [1.63535156, -0.62320365, -0.53718766], id="to-early-2021"),
        pytest.param(NEW, [1.63312395, -0.61217855, -0.5339999], id="2021"),
    ],
)
def test_gd_prints_the_notebooks_numbers(shapes: Any, first_row: list[float]) -> None:
    """W1's first row after one step with learning rate 0.01."""
    updated = update_parameters_with_gd(*network(shapes), 0.01)
    np.testing.assert_allclose(updated["W1"][0], first_row, atol=5e-9)


def test_momentum_prints_the_notebooks_numbers() -> None:
    """W1's first row after one step from velocity zero, beta 0.9, learning rate 0.01."""
    parameters, grads = network(OLD)
    updated, _ = update_parameters_with_momentum(parameters, grads, initialize_velocity(parameters), 0.9, 0.01)
    np.testing.assert_allclose(updated["W1"][0], [1.62544598, -0.61290114, -0.52907334], atol=5e-9)


@pytest.mark.parametrize(
    ("shapes", "rates", "entry"),
    [
        pytest.param(OLD, (), 1.63178673, id="to-early-2021"),
        pytest.param(NEW, (0.02, 0.8, 0.888, 1e-2), 1.63937725, id="2021"),
    ],
)
def test_adam_prints_the_notebooks_numbers(shapes: Any, rates: tuple[float, ...], entry: float) -> None:
    """W1's first entry after step t = 2 from averages zero, with the notebook's rates."""
    parameters, grads = network(shapes)
    updated, *_ = update_parameters_with_adam(parameters, grads, *initialize_adam(parameters), 2, *rates)
    assert updated["W1"][0, 0] == pytest.approx(entry, abs=5e-9)


def test_rates_print_the_notebooks_numbers() -> None:
    """The printed learning rates of the 2021 notebook."""
    assert update_lr(0.5, 2, 1) == pytest.approx(1 / 6, rel=1e-15)
    assert schedule_lr_decay(0.5, 10, 0.3, 100) == 0.5
    assert schedule_lr_decay(0.5, 100, 0.3, 100) == pytest.approx(0.384615, abs=5e-7)


@pytest.mark.parametrize("seed", [0, 1, 77])
def test_the_shuffle_is_the_templates(seed: int) -> None:
    """The mini-batches hold the columns in the order that `np.random.seed(seed)` and `permutation(m)` give."""
    X, Y = np.arange(296.0).reshape(2, 148), np.arange(148.0).reshape(1, 148)
    batches = random_mini_batches(X, Y, 64, seed)
    np.random.seed(seed)
    order = np.random.permutation(148)
    assert [y.shape for _, y in batches] == [(1, 64), (1, 64), (1, 20)]
    np.testing.assert_array_equal(np.concatenate([x for x, _ in batches], axis=1), X[:, order])
    np.testing.assert_array_equal(np.concatenate([y for _, y in batches], axis=1), Y[:, order])


# --- independent ground truth -----------------------------------------------------------------------------------


@pytest.mark.parametrize("t", [1, 2, 7, 60])
def test_adam_is_algorithm_1_in_extended_precision(t: int) -> None:
    """Entry by entry, in long doubles: the five values of one step, from averages that are not zero."""
    parameters, grads = network(UNLIKE, seed=t)
    v, s = network(UNLIKE, seed=100 + t)[1], {k: g**2 for k, g in network(UNLIKE, seed=200 + t)[1].items()}
    rate, beta1, beta2, epsilon = 0.03, 0.85, 0.99, 0.05
    answer = update_parameters_with_adam(parameters, grads, v, s, t, rate, beta1, beta2, epsilon)
    L = np.longdouble
    for name, theta in parameters.items():
        for index, value in np.ndenumerate(theta):
            g, m, u = (L(a[f"d{name}"][index]) for a in (grads, v, s))
            m = L(beta1) * m + (1 - L(beta1)) * g
            u = L(beta2) * u + (1 - L(beta2)) * g * g
            m_hat, u_hat = m / (1 - L(beta1) ** t), u / (1 - L(beta2) ** t)
            right = (L(value) - L(rate) * m_hat / (np.sqrt(u_hat) + L(epsilon)), m, u, m_hat, u_hat)
            for got, wanted, key in zip(answer, right, (name, *[f"d{name}"] * 4), strict=True):
                assert got[key][index] == pytest.approx(float(wanted), rel=1e-12)


def test_adam_averages_are_the_papers_weighted_sums() -> None:
    """Section 3 of the paper: s after t steps is (1 - β₂) Σ β₂^(t-i) g_i², and v alike with β₁."""
    parameters, _ = network(UNLIKE)
    gradients = [network(UNLIKE, seed=k)[1] for k in range(6)]
    now, (v, s) = parameters, initialize_adam(parameters)
    for t, grads in enumerate(gradients, start=1):
        now, v, s, *_ = update_parameters_with_adam(now, grads, v, s, t, 0.1, 0.7, 0.9)
    for name in v:
        first = sum(0.3 * 0.7 ** (5 - i) * g[name] for i, g in enumerate(gradients))
        second = sum(0.1 * 0.9 ** (5 - i) * g[name] ** 2 for i, g in enumerate(gradients))
        np.testing.assert_allclose(v[name], first, rtol=1e-12)
        np.testing.assert_allclose(s[name], second, rtol=1e-12)


def test_adam_under_a_constant_gradient_has_a_closed_form() -> None:
    """Bias correction makes v̂ = g and ŝ = g² from the first step on: θ moves by α g / (|g| + ε) each time."""
    parameters, grads = network(OLD)
    now, (v, s) = parameters, initialize_adam(parameters)
    for t in range(1, 21):
        now, v, s, *_ = update_parameters_with_adam(now, grads, v, s, t, 0.01, 0.9, 0.999, 0.1)
    for name, value in parameters.items():
        g = grads[f"d{name}"]
        np.testing.assert_allclose(now[name], value - 20 * 0.01 * g / (np.abs(g) + 0.1), rtol=1e-10, atol=1e-12)


def test_momentum_under_a_constant_gradient_has_a_closed_form() -> None:
    """From velocity zero, v after t steps is (1 - βᵗ) g, and θ has moved by α g (t - β (1 - βᵗ) / (1 - β))."""
    parameters, grads = network(OLD)
    now, v = parameters, initialize_velocity(parameters)
    beta, rate, steps = 0.8, 0.1, 12
    for _ in range(steps):
        now, v = update_parameters_with_momentum(now, grads, v, beta, rate)
    moved = rate * (steps - beta * (1 - beta**steps) / (1 - beta))
    for name, value in parameters.items():
        g = grads[f"d{name}"]
        np.testing.assert_allclose(v[f"d{name}"], (1 - beta**steps) * g, rtol=1e-12)
        np.testing.assert_allclose(now[name], value - moved * g, rtol=1e-12, atol=1e-14)


def test_momentum_is_the_heavy_ball_at_another_rate() -> None:
    """The Notes' claim: Polyak's form takes the same path with a learning rate 1 - β times as large."""
    parameters, _ = network(OLD)
    now, v = parameters, initialize_velocity(parameters)
    ball, speed = dict(parameters), initialize_velocity(parameters)
    for k in range(5):
        grads = network(OLD, seed=k)[1]
        now, v = update_parameters_with_momentum(now, grads, v, 0.9, 0.1)
        speed = {name: 0.9 * value - 0.1 * (1 - 0.9) * grads[name] for name, value in speed.items()}
        ball = {name: value + speed[f"d{name}"] for name, value in ball.items()}
    assert same(now, ball)


def test_gd_finds_the_bottom_of_a_bowl() -> None:
    """On the cost ½ a θ², one step multiplies θ by 1 - α a."""
    now = {"W1": np.array([[3.0, -2.0]]), "b1": np.array([[1.0]])}
    for _ in range(4):
        now = update_parameters_with_gd(now, {f"d{name}": 2 * value for name, value in now.items()}, 0.25)
    assert same(now, {"W1": np.array([[3.0, -2.0]]) / 16, "b1": np.array([[1.0]]) / 16})


@pytest.mark.parametrize(("m", "size"), [(1, 1), (7, 1), (7, 7), (8, 4), (9, 4), (3, 64), (148, 64)])
def test_mini_batches_are_a_partition(m: int, size: int) -> None:
    """Every example once beside its label, ⌈m / size⌉ mini-batches, all full but the last."""
    X, Y = np.arange(3.0 * m).reshape(3, m), np.arange(float(m)).reshape(1, m)
    batches = random_mini_batches(X, Y, size, 5)
    widths = [x.shape[1] for x, _ in batches]
    assert len(widths) == math.ceil(m / size)
    assert widths[:-1] == [size] * (len(widths) - 1)
    assert 1 <= widths[-1] <= size
    for x, y in batches:
        np.testing.assert_array_equal(x[0], y[0])
    assert sorted(np.concatenate([y[0] for _, y in batches])) == list(range(m))


@pytest.mark.parametrize("interval", [1, 3, 1000])
def test_rates_are_exact_fractions(interval: int) -> None:
    """Both decays agree with exact rational arithmetic, at every epoch through several intervals."""
    rate, decay = Fraction(7, 10), Fraction(3, 8)
    for epoch in range(0, 4 * interval + 2, max(1, interval // 10)):
        exact = rate / (1 + decay * (epoch // interval))
        assert schedule_lr_decay(0.7, epoch, 0.375, interval) == pytest.approx(float(exact), rel=1e-15)
        assert update_lr(0.7, epoch, 0.375) == pytest.approx(float(rate / (1 + decay * epoch)), rel=1e-15)


def test_the_default_interval_is_a_thousand_epochs() -> None:
    """The defaults are the template's."""
    assert schedule_lr_decay(0.5, 999, 1.0) == 0.5
    assert schedule_lr_decay(0.5, 1000, 1.0) == 0.25


def test_averages_start_at_zero_in_the_shapes_of_the_parameters() -> None:
    """One entry per parameter, d before its name, zeros of its shape, none shared between v and s."""
    parameters, _ = network(UNLIKE)
    v, s = initialize_adam(parameters)
    for average in (initialize_velocity(parameters), v, s):
        assert form(average) == {f"d{name}": shape for name, shape in UNLIKE.items()}
        assert not flat(average).any()
    assert not any(np.shares_memory(v[name], s[name]) for name in v)


# --- purity and misconceptions ----------------------------------------------------------------------------------

FUNCTIONS: dict[str, Callable[..., Any]] = {name: getattr(optimization, name) for name in optimization.__all__}


def arguments(function: str, seed: int = 4) -> list[Any]:
    """A call that tells the misconceptions of a function apart."""
    parameters, grads = network(UNLIKE, seed)
    v, s = network(UNLIKE, seed + 50)[1], {k: g**2 for k, g in network(UNLIKE, seed + 90)[1].items()}
    labels = np.arange(1.0, 151.0).reshape(1, 150)
    return {
        "update_parameters_with_gd": [parameters, grads, 0.3],
        "random_mini_batches": [labels + np.array([[1000.0], [2000.0], [3000.0]]), labels, 23, 9],
        "initialize_velocity": [parameters],
        "update_parameters_with_momentum": [parameters, grads, v, 0.7, 0.2],
        "initialize_adam": [parameters],
        "update_parameters_with_adam": [parameters, grads, v, s, 5, 0.3, 0.7, 0.95, 0.4],
        "update_lr": [0.7, 7, 0.37],
        "schedule_lr_decay": [0.7, 57, 0.37, 10],
    }[function]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_references_are_pure(function: str) -> None:
    """Arguments stay as they were, NumPy's global generator too; a second call answers the same in new arrays."""
    given = arguments(function)
    kept = copy.deepcopy(given)
    np.random.seed(8)
    before = np.random.get_state()[1].copy()  # type: ignore[index]
    first, second = FUNCTIONS[function](*given), FUNCTIONS[function](*given)
    assert same(given, kept)
    assert same(first, second)
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # type: ignore[index]
    if isinstance(first, dict):
        assert not any(np.shares_memory(first[k], a) for k in first for a in given[0].values())


def test_docstrings_run() -> None:
    """The examples in the docstrings print what they say, and there is one for every function but two."""
    failed, tried = doctest.testmod(optimization)
    assert (failed, tried) == (0, 7)


@pytest.mark.parametrize("misconception", MISCONCEPTIONS, ids=lambda m: m.id)
def test_misconceptions_are_wrong_and_pure(misconception: Misconception) -> None:
    """Each variant answers otherwise than the reference, or with one object twice, or spoils its arguments by name."""
    wrong = spoilt = 0
    for given in _calls(misconception.function):
        with np.errstate(all="ignore"):
            answer, left = called(misconception.variant, given)
            again, _ = called(misconception.variant, given)
        assert same(answer, again)
        right = FUNCTIONS[misconception.function](*given)
        wrong += not same(answer, right) or same_elements(answer) != same_elements(right)
        spoilt += not same(left, given)
    assert bool(spoilt) == spoils(misconception)
    assert wrong or spoilt


def test_misconceptions_are_all_different() -> None:
    """Of two variants of a function, some call tells one from the other by its answer or what it leaves."""
    for function in FUNCTIONS:
        mine = [m for m in MISCONCEPTIONS if m.function == function]
        assert len(mine) >= 4
        with np.errstate(all="ignore"):
            answers = {m.id: [called(m.variant, given) for given in _calls(function)] for m in mine}
        assert [(a, b) for a in answers for b in answers if a < b and all(map(same, answers[a], answers[b]))] == []


def test_hints_do_not_hand_over_the_line() -> None:
    """No hint holds an expression that solves an exercise."""
    for m in MISCONCEPTIONS:
        for solution in ("np.zeros(", "grads[", "1 + decay_rate *", "1 - beta1**", "// time", "(k + 1)", "sqrt("):
            assert solution not in m.hint, m.id


def _calls(function: str) -> list[list[Any]]:
    """A few calls each: what one hides, another shows."""
    calls = [arguments(function)]
    if function == "random_mini_batches":
        X, Y, _, seed = calls[0]
        return [*calls, [X, Y, 25, seed], [X[:, :5], Y[:, :5], 8, seed]]
    if function == "schedule_lr_decay":
        return [*calls, *[[0.7, epoch, 0.37, 10] for epoch in (19, 20, 21)]]
    return calls
