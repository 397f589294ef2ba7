"""The reference of "Vanishing and Exploding Gradients" keeps its definitions; mistakes are told by their signs."""

from __future__ import annotations

import doctest
import math
import statistics
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.spec import Mismatch
from reference import vanishing_gradients
from reference.catalogue import Misconception
from reference.vanishing_gradients import (
    EXPLODING,
    VANISHING,
    activation_scales,
    clip_gradients,
    diagnose_gradients,
    gradient_norms,
    is_symmetric,
    xavier_initialization,
)
from reference.vanishing_gradients_misconceptions import MISCONCEPTIONS
from test_specs import test_vanishing_gradients as spec
from tests.unit.spoilers import called, spoils

HELPER = Path(__file__).resolve().parents[2] / "assignments" / "vanishing_gradients" / "helpers" / "vg_utils.py"


def given() -> dict[str, Any]:
    """The names of the helper module."""
    names: dict[str, Any] = {}
    exec(HELPER.read_text(encoding="utf-8"), names)  # noqa: S102 - our own helper module
    return names


def of(function: str) -> list[Misconception]:
    """The misconceptions of one function."""
    return [m for m in MISCONCEPTIONS if m.function == function]


@pytest.mark.parametrize("activation", ["tanh", "relu", "linear"])
def test_scales_entry_by_entry(activation: str) -> None:
    """Python's statistics module agrees on every layer, from activations computed entry by entry."""
    rng = np.random.default_rng(3)
    X, weights = rng.normal(size=(3, 5)), [rng.normal(size=s) for s in ((4, 3), (2, 4), (3, 2))]
    g = {"tanh": math.tanh, "relu": lambda z: max(z, 0.0), "linear": lambda z: z}[activation]
    A, wanted = X.tolist(), []
    for W in weights:
        A = [[g(sum(w * a for w, a in zip(row, column, strict=True))) for column in zip(*A, strict=True)] for row in W]
        wanted.append(statistics.pstdev([a for row in A for a in row]))
    np.testing.assert_allclose(activation_scales(X, weights, activation), wanted, rtol=1e-12)


def test_norms_are_those_of_the_singular_values() -> None:
    """The squared Frobenius norm is the sum of the squared singular values."""
    grads = spec.gradients(11, 5, 1.0)
    wanted = [math.sqrt(sum(np.linalg.svd(grads[f"dW{l}"], compute_uv=False) ** 2)) for l in range(1, 12)]
    np.testing.assert_allclose(gradient_norms(grads), wanted, rtol=1e-12)


def test_xavier_keeps_a_linear_signal() -> None:
    """Through twenty linear layers the mean square stays within 30 %: the claim behind the rule."""
    parameters = xavier_initialization([800] * 21, 1)
    X = np.random.default_rng(0).normal(size=(800, 30))
    scales = activation_scales(X, [parameters[f"W{l}"] for l in range(1, 21)], "linear")
    assert scales[-1] ** 2 == pytest.approx(1.0, rel=0.3)


@pytest.mark.parametrize("max_norm", [0.1, 7.0, 1e6])
def test_clipping_is_the_nearest_point_of_the_ball(max_norm: float) -> None:
    """The result has norm min(‖g‖, max_norm) and the gradient's own direction."""
    grads = spec.gradients(3, 2, 10.0)
    clipped = clip_gradients(grads, max_norm)
    before = np.concatenate([g.ravel() for g in grads.values()])
    after = np.concatenate([clipped[k].ravel() for k in grads])
    assert np.linalg.norm(after) == pytest.approx(min(max_norm, np.linalg.norm(before)))
    assert before @ after == pytest.approx(np.linalg.norm(before) * np.linalg.norm(after))


def test_symmetric_units_stay_equal_in_training() -> None:
    """What is_symmetric warns of: equal units with equal outgoing weights get equal gradients, others do not."""
    backward = given()["backward_tanh"]
    rng = np.random.default_rng(4)
    X, Y = rng.normal(size=(3, 9)), rng.normal(size=(1, 9))
    parameters = {
        "W1": np.full((4, 3), 0.3),
        "b1": np.zeros((4, 1)),
        "W2": np.full((1, 4), 0.2),
        "b2": np.zeros((1, 1)),
    }
    assert is_symmetric(parameters)
    assert np.ptp(backward(X, Y, parameters)["dW1"], axis=0).max() < 1e-15
    parameters["W1"][0, 0] = 0.5
    assert not is_symmetric(parameters)
    assert np.ptp(backward(X, Y, parameters)["dW1"], axis=0).max() > 1e-6


def test_given_gradients_agree_with_central_differences() -> None:
    """The helper's backward pass is the derivative of half the mean squared error."""
    backward = given()["backward_tanh"]
    rng = np.random.default_rng(6)
    parameters = xavier_initialization([3, 4, 2], 2)
    X, Y = rng.normal(size=(3, 5)), rng.normal(size=(2, 5))

    def cost(p: Any) -> float:
        A = X
        for l in (1, 2):
            A = np.tanh(p[f"W{l}"] @ A + p[f"b{l}"])
        return float(np.sum((A - Y) ** 2) / 2 / 5)

    grads = backward(X, Y, parameters)
    for name, value in parameters.items():
        for index in np.ndindex(*value.shape):
            above, below = ({k: v.copy() for k, v in parameters.items()} for _ in range(2))
            above[name][index] += 1e-5
            below[name][index] -= 1e-5
            assert grads[f"d{name}"][index] == pytest.approx((cost(above) - cost(below)) / 2e-5, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    ("norms", "word"),
    [([1e-7, 1e-4, 0.1], "vanishing"), ([1e4, 10, 0.1], "exploding"), ([2, 1e-9, 3], "healthy"), ([1, 1], "healthy")],
)
def test_diagnosis(norms: list[float], word: str) -> None:
    """First layer against last, nothing else."""
    assert diagnose_gradients(norms) == word


def test_helper_has_the_same_bounds() -> None:
    """What students import is what the reference judges by."""
    assert (given()["VANISHING"], given()["EXPLODING"]) == (VANISHING, EXPLODING)


def test_docstrings_run() -> None:
    """The examples print what they say."""
    assert doctest.testmod(vanishing_gradients).failed == 0


@pytest.mark.parametrize("widths", [(3, 4, 5, 2), (2, 3, 3, 2), (4, 5, 3, 3)], ids=str)
@pytest.mark.parametrize("misconception", of("is_symmetric"), ids=lambda m: m.id)
def test_signs_of_symmetry(misconception: Misconception, widths: Any) -> None:
    """Each mistake is wrong about exactly the kinds of network that the spec lists for it."""
    kinds = spec.symmetry_kinds(8, widths)
    wrong = {name for name, p in kinds.items() if called(misconception.variant, [p])[0] != is_symmetric(p)}
    assert wrong == (set() if spoils(misconception) else spec.SYMMETRY_SIGNS.get(misconception.id, set(kinds)))


@pytest.mark.parametrize("c", [0.51, 1.0, 1.99])
@pytest.mark.parametrize("misconception", of("diagnose_gradients"), ids=lambda m: m.id)
def test_signs_of_norms(misconception: Misconception, c: float) -> None:
    """Each mistake is wrong about exactly the kinds of norms that the spec lists for it."""
    kinds = {name: [c * n for n in norms] for name, norms in spec.NORM_KINDS.items()}
    wrong = {name for name, norms in kinds.items() if misconception.variant(norms) != diagnose_gradients(norms)}
    assert wrong == spec.NORM_SIGNS[misconception.id]


@pytest.mark.parametrize("seed", [3, 71])
@pytest.mark.parametrize("misconception", of("xavier_initialization"), ids=lambda m: m.id)
def test_wrong_weights_are_recognised_with_any_seed(misconception: Misconception, seed: int) -> None:
    """A mistake is named after its statistics, and honest weights of the same seed pass."""
    dims = [4, 3500, 6, 3100, 2]
    spec.require_xavier(xavier_initialization(dims, seed), dims)
    with pytest.raises(Mismatch) as caught:
        spec.require_xavier(misconception.variant(dims, seed), dims)
    assert caught.value.misconception == misconception.id
