"""The reference of "Gradient Checking" is the course's, its gradients are right, and its misconceptions are wrong."""

from __future__ import annotations

import copy
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from reference import gradient_checking as reference
from reference import gradient_checking_misconceptions as misconceptions
from reference.catalogue import Misconception
from test_specs.test_gradient_checking import noise, plant

HELPERS = Path(__file__).parents[2] / "assignments" / "gradient_checking" / "helpers"
GRADED = ("forward_propagation", "backward_propagation", "gradient_check", "gradient_check_n")


@pytest.fixture
def helpers(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    """The helper modules under their plain names, as a notebook imports them."""
    monkeypatch.syspath_prepend(str(HELPERS))
    for name in ("testCases", "gc_utils", "gc_given"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield {name: importlib.import_module(name) for name in ("testCases", "gc_utils", "gc_given")}
    for name in ("testCases", "gc_utils", "gc_given"):
        sys.modules.pop(name, None)


def case(seed: int = 0, m: int = 4) -> tuple[Any, Any, Any]:
    """X, Y, parameters of the network 4-5-3-1; some units on, some off."""
    rng = np.random.default_rng(seed)
    parameters = {k: rng.normal(size=shape) * (0.7 if k[0] == "W" else 0.3) for k, shape in reference.SHAPES.items()}
    Y = rng.integers(0, 2, size=(1, m))
    Y[0, :2] = [0, 1]
    return rng.normal(size=(4, m)), Y, parameters


# --- the numbers the notebooks print ------------------------------------------------------------------------------


def test_toy_model_prints_the_notebooks_numbers() -> None:
    """J(2, 4) = 8, dθ = 2 at (2, 4) and 3 at (3, 4)."""
    assert reference.forward_propagation(2, 4) == 8
    assert reference.backward_propagation(2, 4) == 2
    assert reference.backward_propagation(3, 4) == 3


@pytest.mark.parametrize(("x", "printed"), [(2, 2.9193358103083e-10), (3, 7.814075313343006e-11)], ids=["2017", "2021"])
def test_gradient_check_is_of_the_printed_size(x: int, printed: float) -> None:
    """Rounding noise of the size that the notebooks print: a bound, since the last bits differ between machines."""
    assert 0 <= reference.gradient_check(x, 4) < 10 * printed


def test_gradient_check_n_prints_the_notebooks_number(helpers: dict[str, ModuleType]) -> None:
    """0.285093156781 with the two planted bugs; the printed digits end in rounding noise, of about 1e-10."""
    X, Y, parameters = helpers["testCases"].gradient_check_n_test_case()
    _, cache = helpers["gc_given"].forward_propagation_n(X, Y, parameters)
    gradients = helpers["gc_given"].backward_propagation_n(X, Y, cache)
    assert reference.gradient_check_n(parameters, gradients, X, Y) == pytest.approx(0.285093156781, abs=1e-9)


def test_repaired_gradients_give_the_printed_size(helpers: dict[str, ModuleType]) -> None:
    """About 1.19e-7 when both bugs are repaired."""
    X, Y, parameters = helpers["testCases"].gradient_check_n_test_case()
    _, cache = helpers["gc_given"].forward_propagation_n(X, Y, parameters)
    gradients = helpers["gc_given"].backward_propagation_n(X, Y, cache)
    gradients["dW2"] = gradients["dW2"] / 2
    gradients["db1"] = gradients["db1"] / 4
    assert reference.gradient_check_n(parameters, gradients, X, Y) == pytest.approx(1.19e-7, abs=5e-9)


# --- calculus -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_network_gradients_are_the_derivatives(seed: int) -> None:
    """network_gradients agrees with central differences of an independent cost in longdouble."""
    X, Y, parameters = case(seed)
    p = {k: v.astype(np.longdouble) for k, v in parameters.items()}

    def cost() -> Any:
        A = X.astype(np.longdouble)
        for l in "12":
            Z = p["W" + l] @ A + p["b" + l]
            A = np.where(Z > 0, Z, 0)
        z = p["W3"] @ A + p["b3"]
        return np.log1p(np.exp(-z * np.where(Y == 1, 1, -1))).sum() / Y.shape[1]

    assert reference.network_cost(X, Y, parameters) == pytest.approx(float(cost()), rel=1e-13)
    gradients = reference.network_gradients(X, Y, parameters)
    for name, value in p.items():
        for index in np.ndindex(value.shape):
            here = value[index]
            value[index] = here + np.longdouble(1e-6)
            above = cost()
            value[index] = here - np.longdouble(1e-6)
            slope = float((above - cost()) / np.longdouble(2e-6))
            value[index] = here
            assert gradients["d" + name][index] == pytest.approx(slope, abs=1e-10), (name, index)


@pytest.mark.parametrize(
    ("grad", "approx", "difference"),
    [
        pytest.param([3.0, 4.0], [3.0, 4.0], 0.0, id="equal"),
        pytest.param([3.0, 4.0], [-3.0, -4.0], 1.0, id="opposite"),
        pytest.param([3.0, 4.0], [0.0, 0.0], 1.0, id="zero"),
        pytest.param([3.0, 4.0], [6.0, 8.0], 1 / 3, id="doubled"),
        pytest.param([1.0, 0.0], [0.0, 1.0], np.sqrt(0.5), id="orthogonal"),
        pytest.param(1.5, 1.0, 0.2, id="numbers"),
    ],
)
def test_relative_difference_in_closed_form(grad: Any, approx: Any, difference: float) -> None:
    """Formula (3) by hand, the same both ways."""
    assert reference.relative_difference(grad, approx) == pytest.approx(difference)
    assert reference.relative_difference(approx, grad) == pytest.approx(difference)


def test_two_zero_gradients_are_not_compared() -> None:
    """0/0 is NaN, as in the course's formula, and warns of nothing."""
    assert np.isnan(reference.relative_difference(0.0, 0.0))


def test_central_difference_is_of_second_order() -> None:
    """For θ³ at 2 the error is exactly ε²: a tenth of the step gives a hundredth of the error."""
    for epsilon in (0.1, 0.01):
        found = reference.central_difference(lambda t: t**3, 2.0, epsilon)
        assert found - 12.0 == pytest.approx(epsilon**2, rel=1e-6)


def test_vectors_and_dictionaries() -> None:
    """to_vector and to_dictionary undo each other, and order the numbers W1, b1, …, b3."""
    theta = np.arange(47.0).reshape(-1, 1)
    parameters = reference.to_dictionary(theta)
    assert {k: v.shape for k, v in parameters.items()} == reference.SHAPES
    assert list(parameters) == ["W1", "b1", "W2", "b2", "W3", "b3"]
    np.testing.assert_array_equal(reference.to_vector(parameters), theta)
    gradients = {"d" + k: v for k, v in parameters.items()}
    np.testing.assert_array_equal(reference.to_vector(gradients, "d"), theta)


@pytest.mark.parametrize("mistake", ["dW2 doubled", "db1 quadrupled", "dW3 sign", "one entry", "all scaled"])
@pytest.mark.parametrize("seed", range(3))
def test_planted_mistakes_give_the_formula_on_exact_gradients(seed: int, mistake: str) -> None:
    """The difference is formula (3) between planted and exact gradients, but for the noise that the spec allows."""
    X, Y, parameters = case(seed)
    right = reference.network_gradients(X, Y, parameters)
    wrong = plant(right, mistake)
    expected = reference.relative_difference(reference.to_vector(wrong, "d"), reference.to_vector(right, "d"))
    assert expected > 0.01
    for epsilon in (1e-7, 1e-5):
        found = reference.gradient_check_n(parameters, wrong, X, Y, epsilon)
        assert found == pytest.approx(expected, abs=noise(epsilon) + 1e-7)


@pytest.mark.parametrize("epsilon", [1e-7, 1e-5, 1e-3])
def test_toy_noise_lies_ten_times_below_what_the_spec_allows(epsilon: float) -> None:
    """Every pair that the spec can draw stays within a tenth of its bound, 10 · noise(ε)."""
    values = [*range(2, 10), -7.25, -3.5, -1.75, 0.25, 0.75, 1.25, 2.5, 3.75, 6.5, 12.25]
    worst = max(reference.gradient_check(x, t, epsilon) for x in values for t in values)
    assert worst < noise(epsilon)


def test_y_of_either_shape() -> None:
    """Labels of shape (m,) and (1, m) give the same difference."""
    X, Y, parameters = case(3)
    gradients = plant(reference.network_gradients(X, Y, parameters), "dW2 doubled")
    flat = reference.gradient_check_n(parameters, gradients, X, Y[0])
    assert flat == pytest.approx(reference.gradient_check_n(parameters, gradients, X, Y), rel=1e-12)


# --- purity and misconceptions ------------------------------------------------------------------------------------


def arguments(name: str) -> tuple[Any, ...]:
    """A case of a graded function; gradient_check_n gets wrong gradients and a step large enough to show."""
    if name != "gradient_check_n":
        return (2.5, -3.5) if name != "gradient_check" else (2.5, -3.5, 1e-3)
    X, Y, parameters = case(1)
    return parameters, plant(reference.network_gradients(X, Y, parameters), "dW3 sign"), X, Y, 1e-2


@pytest.mark.parametrize("name", GRADED)
def test_references_are_pure(name: str) -> None:
    """Arguments stay as they were, and a second call answers the same."""
    args = arguments(name)
    before = copy.deepcopy(args)
    function = getattr(reference, name)
    assert function(*args) == function(*args)
    np.testing.assert_equal(args, before)


def answers(name: str, function: Any) -> list[float]:
    """What a function says; gradient_check is asked about a curved J and derivatives of wrong size and wrong sign."""
    args = arguments(name)
    if name != "gradient_check":
        return [function(*args)]
    found = []
    for factor in (1.5, -0.5):
        with pytest.MonkeyPatch.context() as planted:
            for module in (reference, misconceptions):
                planted.setattr(module, "forward_propagation", lambda x, theta: x * theta**3)
                planted.setattr(module, "backward_propagation", lambda x, theta, f=factor: f * 3 * x * theta**2)
            found.append(function(*args))
    return found


@pytest.mark.parametrize("misconception", misconceptions.MISCONCEPTIONS, ids=lambda m: m.id)
def test_misconceptions_are_wrong_and_pure(misconception: Misconception) -> None:
    """Each variant answers otherwise than the reference, twice the same, and leaves its arguments alone."""
    name = misconception.function
    args = arguments(name)
    before = copy.deepcopy(args)
    misconception.variant(*args)
    np.testing.assert_equal(args, before)
    answer = answers(name, misconception.variant)
    assert answer == answers(name, misconception.variant)
    assert not np.allclose(answer, answers(name, getattr(reference, name)), rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", GRADED)
def test_misconceptions_are_all_different(name: str) -> None:
    """No two variants of a function give the same answers, so each can be told from the others."""
    found = {m.id: answers(name, m.variant) for m in misconceptions.MISCONCEPTIONS if m.function == name}
    assert len(found) >= 4
    twins = [(a, b) for a in found for b in found if a < b and np.allclose(found[a], found[b], rtol=0, atol=1e-9)]
    assert twins == []


def test_hints_do_not_hand_over_the_line() -> None:
    """No hint holds the expression that solves the exercise."""
    for m in misconceptions.MISCONCEPTIONS:
        for solution in ("np.copy(", "(J_plus - J_minus)", "norm(grad - ", "np.linalg.norm(grad)"):
            assert solution not in m.hint, m.id
