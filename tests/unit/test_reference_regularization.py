"""The reference of "Regularization" is the course's and calculus', and each misconception is wrong in its own way."""

from __future__ import annotations

import copy
import importlib.util
import math
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from reference import regularization
from reference.catalogue import Misconception
from reference.regularization import (
    backward_propagation_with_dropout,
    backward_propagation_with_regularization,
    compute_cost_with_regularization,
    forward_propagation_with_dropout,
)
from reference.regularization_misconceptions import MISCONCEPTIONS
from test_specs.test_regularization import masked_cache, network, require_independent, require_mask
from tests.unit.spoilers import called, spoils

ROOT = Path(__file__).parents[2]
FUNCTIONS = {name: getattr(regularization, name) for name in regularization.__all__ if name != "TEMPLATE_SEED"}
KEYS = {"dZ3", "dW3", "db3", "dA2", "dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1"}
SIZES = (3, 5, 4, 6)


def load(name: str) -> ModuleType:
    path = ROOT / "assignments" / "regularization" / "helpers" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"regularization_{name}_of_reference_test", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


cases = load("testCases")


# --- the numbers the notebooks print ------------------------------------------------------------------------------


def test_cost_prints_the_notebooks_number() -> None:
    """The cost of the notebook's test case at λ = 0.1 is 1.78648594516."""
    cost = compute_cost_with_regularization(*cases.compute_cost_with_regularization_test_case(), 0.1)
    assert cost == pytest.approx(1.78648594516, abs=5e-12)


def test_l2_gradient_prints_the_notebooks_numbers() -> None:
    """dW1 of the notebook's test case at λ = 0.7."""
    grads = backward_propagation_with_regularization(*cases.backward_propagation_with_regularization_test_case(), 0.7)
    printed = [[-0.25604646, 0.12298827, -0.28297129], [-0.17706303, 0.34536094, -0.4410571]]
    np.testing.assert_allclose(grads["dW1"], printed, atol=5e-9)


def test_dropout_prints_the_notebooks_numbers() -> None:
    """A3 of the notebook's test case at keep_prob = 0.7, from the template's seed."""
    A3, _ = forward_propagation_with_dropout(*cases.forward_propagation_with_dropout_test_case(), 0.7)
    np.testing.assert_allclose(A3, [[0.36974721, 0.00305176, 0.04565099, 0.49683389, 0.36974721]], atol=5e-9)


def test_dropout_gradients_print_the_notebooks_numbers() -> None:
    """dA1 and dA2 of the notebook's test case at keep_prob = 0.8; its cache holds numbers of eight decimals."""
    grads = backward_propagation_with_dropout(*cases.backward_propagation_with_dropout_test_case(), 0.8)
    dA1 = [[0.36544439, 0, -0.00188233, 0, -0.17408748], [0.65515713, 0, -0.00337459, 0, 0]]
    dA2 = [
        [0.58180856, 0, -0.00299679, 0, -0.27715731],
        [0, 0.53159854, 0, 0.53159854, -0.34089673],
        [0, 0, -0.00292733, 0, 0],
    ]
    np.testing.assert_allclose(grads["dA1"], dA1, atol=2e-8)
    np.testing.assert_allclose(grads["dA2"], dA2, atol=2e-8)


# --- calculus -----------------------------------------------------------------------------------------------------


def cost_of(X: Any, Y: Any, p: dict[str, Any], lambd: float, masks: tuple[Any, Any], keep_prob: float) -> Any:
    """The cost in extended precision, written independently: −log σ(±z) and a sum over all weights."""
    A = np.asarray(X, dtype=np.longdouble)
    for l, D in zip("12", masks, strict=True):
        Z = p["W" + l] @ A + p["b" + l]
        A = np.where(Z > 0, Z, 0) * D / np.longdouble(keep_prob)
    z = (p["W3"] @ A + p["b3"]) * np.where(Y == 1, 1, -1)
    penalty = sum((w * w).sum() for name, w in p.items() if name[0] == "W")
    return np.log1p(np.exp(-z)).sum() / Y.shape[1] + lambd * penalty / (2 * Y.shape[1])


def slopes(X: Any, Y: Any, parameters: dict[str, Any], *rest: Any) -> dict[str, Any]:
    """Central differences of `cost_of` by every parameter, in longdouble."""
    p = {k: v.astype(np.longdouble) for k, v in parameters.items()}
    step = np.longdouble(1e-6)
    found = {}
    for name, value in p.items():
        slope = np.zeros(value.shape)
        for index in np.ndindex(value.shape):
            here = value[index]
            value[index] = here + step
            above = cost_of(X, Y, p, *rest)
            value[index] = here - step
            below = cost_of(X, Y, p, *rest)
            value[index] = here
            slope[index] = float((above - below) / (2 * step))
        found["d" + name] = slope
    return found


@pytest.mark.parametrize("lambd", [0.0, 0.7, 12.0])
@pytest.mark.parametrize("seed", range(4))
def test_l2_gradients_are_the_derivatives(seed: int, lambd: float) -> None:
    """dW and db of the L2 backward pass are the central differences of the regularized cost."""
    X, Y, parameters = network(SIZES, seed)
    Z1, _, A1, W1, b1, Z2, _, A2, W2, b2, *last = masked_cache(X, parameters, 1.0, np.random.default_rng(0))
    grads = backward_propagation_with_regularization(X, Y, (Z1, A1, W1, b1, Z2, A2, W2, b2, *last), lambd)
    for name, slope in slopes(X, Y, parameters, lambd, (1, 1), 1.0).items():
        np.testing.assert_allclose(grads[name], slope, atol=1e-10, err_msg=name)


@pytest.mark.parametrize("keep_prob", [0.35, 0.8, 1.0])
@pytest.mark.parametrize("seed", range(4))
def test_dropout_gradients_are_the_derivatives(seed: int, keep_prob: float) -> None:
    """With its masks held fixed, the dropout backward pass gives the central differences of the cost."""
    X, Y, parameters = network(SIZES, seed)
    cache = masked_cache(X, parameters, keep_prob, np.random.default_rng(seed))
    grads = backward_propagation_with_dropout(X, Y, cache, keep_prob)
    for name, slope in slopes(X, Y, parameters, 0.0, (cache[1], cache[6]), keep_prob).items():
        np.testing.assert_allclose(grads[name], slope, atol=1e-10, err_msg=name)


@pytest.mark.parametrize("keep_prob", [0.35, 0.8])
def test_activation_gradients_are_the_derivatives(keep_prob: float) -> None:
    """dZ and dA of the dropout backward pass are m times the derivatives by Z and by the activations before dropout."""
    X, Y, parameters = network(SIZES, 5)
    m = X.shape[1]
    cache = masked_cache(X, parameters, keep_prob, np.random.default_rng(5))
    Z1, D1, _, _, _, Z2, D2, _, W2, b2, Z3, _, W3, b3 = cache
    grads = backward_propagation_with_dropout(X, Y, cache, keep_prob)
    starts = {
        "dA1": (np.maximum(Z1, 0), lambda a: after_a2(np.maximum(W2 @ (a * D1 / keep_prob) + b2, 0))),
        "dZ1": (Z1, lambda z: after_a2(np.maximum(W2 @ (np.maximum(z, 0) * D1 / keep_prob) + b2, 0))),
        "dA2": (np.maximum(Z2, 0), lambda a: after_a2(a)),
        "dZ2": (Z2, lambda z: after_a2(np.maximum(z, 0))),
        "dZ3": (Z3, lambda z: loss(z)),
    }

    def loss(z: Any) -> Any:
        return np.log1p(np.exp(-z * np.where(Y == 1, 1, -1))).sum() / m

    def after_a2(a: Any) -> Any:
        return loss(W3 @ (a * D2 / keep_prob) + b3)

    for name, (start, cost) in starts.items():
        slope = np.zeros(start.shape)
        for index in np.ndindex(start.shape):
            moved = start.astype(np.longdouble)
            moved[index] += 1e-6
            above = cost(moved)
            moved[index] -= 2e-6
            slope[index] = float((above - cost(moved)) / 2e-6)
        np.testing.assert_allclose(grads[name], m * slope, atol=1e-8, err_msg=name)


@pytest.mark.parametrize("lambd", [0.0, 0.7, 12.0])
def test_cost_is_the_independent_one(lambd: float) -> None:
    """The cost agrees with −log σ(±z) plus the penalty, in extended precision."""
    X, Y, parameters = network(SIZES, 9)
    A3 = masked_cache(X, parameters, 1.0, np.random.default_rng(0))[11]
    p = {k: v.astype(np.longdouble) for k, v in parameters.items()}
    expected = float(cost_of(X, Y, p, lambd, (1, 1), 1.0))
    assert compute_cost_with_regularization(A3, Y, parameters, lambd) == pytest.approx(expected, rel=1e-13)


def test_penalty_in_closed_form() -> None:
    """Weights of 2 in W1 (2, 3), W2 (3, 2), W3 (1, 3): λ/(2m) · 15 · 4; a coin's cross-entropy is log 2."""
    parameters = {"W1": np.full((2, 3), 2.0), "W2": np.full((3, 2), 2.0), "W3": np.full((1, 3), 2.0)}
    cost = compute_cost_with_regularization(np.full((1, 4), 0.5), np.array([[0, 1, 1, 0]]), parameters, 3.0)
    assert cost == pytest.approx(math.log(2) + 3.0 / 8 * 60, rel=1e-14)


def test_a_certain_answer_costs_the_penalty_only() -> None:
    """0 · log 0 counts as nothing, as in the given compute_cost."""
    parameters = {"W1": np.eye(1), "W2": np.eye(1), "W3": np.eye(1)}
    cost = compute_cost_with_regularization(np.array([[1.0, 0.0]]), np.array([[1, 0]]), parameters, 2.0)
    assert cost == pytest.approx(1.5)


def test_without_lambda_or_dropout_it_is_the_plain_network() -> None:
    """λ = 0 and keep_prob = 1 give the gradients of the given backward_propagation."""
    given = load("reg_utils")
    X, Y, parameters = network(SIZES, 2)
    A3, cache = given.forward_propagation(X, parameters)
    plain = given.backward_propagation(X, Y, cache)
    l2 = backward_propagation_with_regularization(X, Y, cache, 0.0)
    dropped_A3, dropped = forward_propagation_with_dropout(X, parameters, 1.0)
    through_masks = backward_propagation_with_dropout(X, Y, dropped, 1.0)
    np.testing.assert_allclose(dropped_A3, A3, rtol=1e-13)
    assert plain.keys() == l2.keys() == through_masks.keys() == KEYS
    for name, value in plain.items():
        np.testing.assert_allclose(l2[name], value, rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(through_masks[name], value, rtol=1e-12, atol=1e-15)
    assert compute_cost_with_regularization(A3, Y, parameters, 0.0) == pytest.approx(given.compute_cost(A3, Y))


# --- dropout's statistics -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("keep_prob", [0.35, 0.7])
def test_inverted_dropout_keeps_the_mean(keep_prob: float) -> None:
    """The mean activation of a wide layer stays what it is without dropout: within five standard errors."""
    X, parameters = np.ones((1, 2000)), {"W1": np.ones((50, 1)), "b1": np.zeros((50, 1))}
    parameters |= {"W2": np.zeros((2, 50)), "b2": np.zeros((2, 1)), "W3": np.zeros((1, 2)), "b3": np.zeros((1, 1))}
    A1 = forward_propagation_with_dropout(X, parameters, keep_prob)[1][2]
    error = math.sqrt((1 - keep_prob) / keep_prob / A1.size)
    assert A1.mean() == pytest.approx(1.0, abs=5 * error)


@pytest.mark.parametrize("keep_prob", [0.35, 0.7])
def test_the_templates_stream_passes_the_statistics(keep_prob: float) -> None:
    """Masks from the template's seed pass the spec's bounds for every shape of D1 drawn, and for later draws too."""
    shapes = [(n, m) for n in range(200, 241, 4) for m in range(201, 241, 4)]
    for n, m in shapes:
        stream = np.random.RandomState(regularization.TEMPLATE_SEED)
        for name, rows in (("D1", n), ("D2", n - 3)):
            D = stream.rand(rows, m) < keep_prob
            require_mask(D, keep_prob, name)
            require_independent(D, keep_prob, name)


# --- purity and misconceptions ------------------------------------------------------------------------------------


def arguments(name: str, seed: int = 3) -> tuple[Any, ...]:
    """A case of a graded function."""
    X, Y, parameters = network((40, 50, 30, 60), seed)
    cache = masked_cache(X, parameters, 0.6, np.random.default_rng(seed))
    Z1, _, A1, W1, b1, Z2, _, A2, W2, b2, *last = masked_cache(X, parameters, 1.0, np.random.default_rng(seed))
    return {
        "compute_cost_with_regularization": (np.clip(cache[11], 0.02, 0.98), Y, parameters, 0.7),
        "backward_propagation_with_regularization": (X, Y, (Z1, A1, W1, b1, Z2, A2, W2, b2, *last), 0.7),
        "forward_propagation_with_dropout": (X, parameters, 0.6),
        "backward_propagation_with_dropout": (X, Y, cache, 0.6),
    }[name]


def same(a: Any, b: Any) -> bool:
    """Whether two answers hold the same numbers."""
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    return np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-9, atol=0)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_references_are_pure(name: str) -> None:
    """Arguments and NumPy's global generator stay as they were, and a second call answers the same."""
    args = arguments(name)
    before = copy.deepcopy(args)
    np.random.seed(8)
    state = np.random.get_state()[1].copy()
    first, second = FUNCTIONS[name](*args), FUNCTIONS[name](*args)
    np.testing.assert_array_equal(np.random.get_state()[1], state)
    assert same(first, second)
    assert same(args, before)


@pytest.mark.parametrize("misconception", MISCONCEPTIONS, ids=lambda m: m.id)
def test_misconceptions_are_wrong_and_pure(misconception: Misconception) -> None:
    """Each variant answers otherwise than the reference, twice the same, or spoils its arguments and is called so."""
    args = arguments(misconception.function)
    answer, left = called(misconception.variant, args)
    assert same(left, args) != spoils(misconception)
    assert spoils(misconception) or not same(answer, FUNCTIONS[misconception.function](*args))
    assert same(answer, called(misconception.variant, args)[0])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_misconceptions_are_all_different(name: str) -> None:
    """No two variants of a function give the same answer and leave the same, so each can be told from the others."""
    args = arguments(name)
    answers = {m.id: called(m.variant, args) for m in MISCONCEPTIONS if m.function == name}
    assert len(answers) >= 8
    assert [(a, b) for a in answers for b in answers if a < b and same(answers[a], answers[b])] == []


def test_hints_do_not_hand_over_the_line() -> None:
    """No hint holds the expression that solves the exercise."""
    for m in MISCONCEPTIONS:
        for solution in ("np.sum(", "np.square(", "lambd", "* D", "/ keep_prob", "rand("):
            assert solution not in m.hint, m.id
