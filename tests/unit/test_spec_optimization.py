"""The spec of "Optimization Methods" judges mini-batches by what they hold, whatever generator shuffled them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.course import load_assignment
from grader.packs import draw_pack
from grader.recording import Pack
from grader.spec import Mismatch
from grader.wire.codec import decode
from reference.catalogue import Misconception
from reference.optimization import (
    random_mini_batches,
    update_parameters_with_adam,
    update_parameters_with_gd,
    update_parameters_with_momentum,
)
from reference.optimization_misconceptions import MISCONCEPTIONS
from test_specs import test_optimization as spec

ROOT = Path(__file__).parents[2]
IN_PLACE = "mini_batches.one_shuffled_in_place"
"""What comes back is right then."""
BATCH_ONES = [m for m in MISCONCEPTIONS if m.function == "random_mini_batches" and m.id != IN_PLACE]


@cache
def pack(seed: int) -> Pack:
    """The recorded cases of one seed."""
    return draw_pack(load_assignment(ROOT, "optimization"), seed, "grade")


def dataset(m: int, n_x: int = 5) -> tuple[Any, Any]:
    """Columns and labels as the spec draws them."""
    Y = np.arange(1.0, m + 1).reshape(1, m)
    return Y + 1000.0 * np.arange(1, n_x + 1).reshape(n_x, 1), Y


def judge(function: Any, seed: int) -> None:
    """What the check of the mini-batches does: a few small sets, then one that shows the shuffle."""
    for m, size in ((15, 4), (16, 4), (3, 5)):
        X, Y = dataset(m)
        spec.require_mini_batches(function(X, Y, size, seed), X, Y, size)
    X, Y = dataset(130)
    spec.require_shuffled(spec.require_mini_batches(function(X, Y, 30, seed), X, Y, 30), 30)


@pytest.mark.parametrize("seed", [0, 12346])
@pytest.mark.parametrize("misconception", BATCH_ONES, ids=lambda m: m.id)
def test_any_shuffle_gets_its_own_hint(misconception: Misconception, seed: int) -> None:
    """A mistake is recognised from the batches alone, with other seeds than the recorded ones too."""
    with pytest.raises(Mismatch) as caught:
        judge(misconception.variant, seed)
    assert caught.value.misconception == misconception.id


def cut(spans: list[tuple[int, int]], x_from: bool = True, y_from: bool = True) -> Any:
    """Slices of 15 shuffled examples; of the arrays as they came where `x_from` or `y_from` is False."""
    X, Y = dataset(15)
    order = np.random.RandomState(3).permutation(15)
    x, y = X[:, order] if x_from else X, Y[:, order] if y_from else Y
    return [(x[:, start:stop], y[:, start:stop]) for start, stop in spans]


FULL = [(0, 4), (4, 8), (8, 12)]


@pytest.mark.parametrize(
    ("batches", "named"),
    [
        (cut([*FULL, (12, 14)]), "last_one_short"),
        (cut([*FULL, (13, 15)]), "last_one_short"),
        (cut([*FULL[:2], (12, 15)]), "full_one_missing"),
        (cut([*FULL[1:], (12, 15)]), "full_one_missing"),
        (cut(FULL[:1]), "first_only"),
        (cut([(0, 15)]), "fixed_size"),
        (cut([*FULL[:2], (8, 15)]), "rest_joined"),
        (cut([(0, 4), (4, 5), (8, 6), (12, 15)]), "stop_not_multiplied"),
        ([*cut(FULL), *cut([(12, 15)], y_from=False)], "labels_partly_old"),
        ([*cut(FULL, y_from=False), *cut([(12, 15)])], "labels_partly_old"),
        ([(y, x) for x, y in cut([*FULL, (12, 15)])], "pair_swapped"),
    ],
)
def test_a_slip_in_one_slice_gets_no_other_slips_hint(batches: Any, named: str) -> None:
    """What the hint says is so: of a last one cut short, of swapped pairs, of labels that are only partly old."""
    X, Y = dataset(15)
    with pytest.raises(Mismatch) as caught:
        spec.require_mini_batches(batches, X, Y, 4)
    assert caught.value.misconception == f"mini_batches.{named}"


@pytest.mark.parametrize(("x_moves", "y_moves", "right"), [(0, 0, True), (1, 1, True), (1, 0, False), (0, 1, False)])
def test_arguments_may_be_shuffled_in_place_together(x_moves: int, y_moves: int, right: bool) -> None:
    """The next epoch starts from X and Y as a call leaves them: shuffled both or none, each beside its label."""
    X, Y = dataset(15)
    arguments = np.roll(X, x_moves, axis=1), np.roll(Y, y_moves, axis=1), X, Y
    if right:
        spec.require_still_paired(*arguments)
        return
    with pytest.raises(Mismatch, match="15 of 15 columns of X stand over another") as caught:
        spec.require_still_paired(*arguments)
    assert caught.value.misconception == IN_PLACE


def test_arguments_may_not_be_lost_together() -> None:
    """Columns that X and Y never had belong to nobody, however alike they are."""
    X, Y = dataset(15)
    with pytest.raises(Mismatch, match="15 of 15 columns"):
        spec.require_still_paired(X * np.nan, Y * np.nan, X, Y)


def test_averages_in_the_wrong_order_are_no_missing_squares() -> None:
    """s holds negative numbers there too, but the parameters are right: its hint would say what isn't so."""
    ones = {"dW1": np.ones((1, 1)), "db1": np.ones((1, 1))}
    parameters, v = {"W1": np.ones((1, 1)), "b1": np.ones((1, 1))}, {k: -a for k, a in ones.items()}
    with pytest.raises(Mismatch) as caught:
        spec.require_adam((parameters, ones, v), (parameters, v, ones), 5, parameters)
    assert caught.value.misconception is None


@pytest.mark.parametrize(
    ("weights", "biases", "named"),
    [
        (0.0, 1.0, "gd.biases_astray"),
        (1.0, 0.0, "gd.weights_astray"),
        (1.0, 1.0, None),
        (0.0, -5.0, None),  # the biases stay as they were
    ],
)
def test_who_has_one_of_two_lines_right_is_told_which(weights: float, biases: float, named: str | None) -> None:
    """Only when all weights are right and all biases wrong, or the reverse, and moved."""
    shift = np.array([[1.0, 2.0]])
    before = {"W1": np.array([[3.0, 4.0]]), "b1": np.array([[6.0]])}
    right = {"W1": before["W1"] - shift, "b1": before["b1"] + 5}
    answer = {"W1": right["W1"] + weights * shift**2, "b1": right["b1"] + biases}
    assert spec.astray("gd", [answer], [right], before) == named


def test_the_templates_own_shuffle_passes_with_any_seed() -> None:
    """No seed of the template's is a false alarm: 3000 seeds at the smallest and the largest sizes drawn."""
    for m, size in ((100, 15), (160, 40)):
        for seed in range(3000):
            spec.require_shuffled(np.random.RandomState(seed).permutation(m), size)


@pytest.mark.parametrize("generator", ["default_rng", "argsort", "float32", "lists"])
def test_other_ways_to_shuffle_pass(generator: str) -> None:
    """Any generator, single precision, and lists instead of tuples are right."""

    def batches(X: Any, Y: Any, size: int, seed: int) -> Any:
        m = X.shape[1]
        order = np.random.default_rng(seed).permutation(m)
        if generator == "argsort":
            order = np.argsort(np.random.default_rng(seed).random(m))
        if generator == "float32":
            X, Y = X.astype(np.float32), Y.astype(np.int32)
        cut = [(X[:, order[k : k + size]], Y[:, order[k : k + size]]) for k in range(0, m, size)]
        return [list(pair) for pair in cut] if generator == "lists" else cut

    judge(batches, 6)


@pytest.mark.parametrize(
    ("order", "message"),
    [
        pytest.param(np.arange(120), "old order", id="not-shuffled"),
        pytest.param(np.arange(120)[::-1], "-1 columns away", id="reversed"),
        pytest.param(np.roll(np.arange(120), 31), r"\+1 columns away", id="rolled"),
        pytest.param(np.arange(120).reshape(30, 4).T.ravel(), r"\+4 columns away", id="dealt-out"),
        pytest.param(
            np.concatenate([k + np.random.RandomState(3).permutation(20) for k in range(0, 120, 20)]),
            "neighbouring columns",
            id="within-batches",
        ),
        pytest.param(
            np.concatenate(
                [np.random.RandomState(4).permutation(60), np.arange(60, 120)[::2], np.arange(61, 120)[::2]]
            ),
            "columns away",
            id="half-of-it",
        ),
    ],
)
def test_orders_that_only_look_shuffled_fail(order: Any, message: str) -> None:
    """What is no random order is rejected, and the message says what shows it."""
    with pytest.raises(Mismatch, match=message):
        spec.require_shuffled(order, 20)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        3,
        "batches",
        {},
        [None],
        [()],
        [(1, 2)],
        [(np.zeros(4), np.zeros(4))],
        [(np.zeros((5, 4)), np.zeros((5, 4)))],
        [(np.zeros((5, 4)), np.zeros((1, 3)))],
        [(np.zeros((5, 4), dtype=complex), np.zeros((1, 4)))],
        [(np.full((5, 12), np.nan), np.full((1, 12), np.inf))],
        [(np.full((5, 12), -1e300), np.full((1, 12), 1e300))],
        [],
    ],
    ids=lambda a: type(a).__name__,
)
def test_no_form_of_answer_breaks_the_check(answer: Any) -> None:
    """Whatever comes back is a mismatch, never an error of the spec's own."""
    X, Y = dataset(12)
    with pytest.raises(Mismatch):
        spec.require_mini_batches(answer, X, Y, 12)


def test_a_right_answer_in_one_mini_batch_passes() -> None:
    """The counterpart of the test above."""
    X, Y = dataset(12)
    order = spec.require_mini_batches(random_mini_batches(X, Y, 12, 0), X, Y, 12)
    assert sorted(order) == list(range(12))


def test_a_submission_costs_few_calls() -> None:
    """All checks of the assignment, twins included, make at most 310 calls."""
    calls = {key: sum(len(case.calls) for case in r.cases) for key, r in pack(0).recordings.items()}
    assert 100 < sum(calls.values()) <= 310, calls


@pytest.mark.parametrize(
    ("key", "function"),
    [
        ("update_parameters_with_gd.gd_step/hidden", update_parameters_with_gd),
        ("update_parameters_with_momentum.momentum_step/hidden", update_parameters_with_momentum),
        ("update_parameters_with_adam.adam_step/hidden", update_parameters_with_adam),
    ],
    ids=["gd", "momentum", "adam"],
)
def test_right_steps_are_seen_and_never_cancel(key: str, function: Any) -> None:
    """NOTE [Sizes]: a step changes each parameter by 1e-5 to 1/5 of it, though gradients span ten orders of size."""
    shares, sizes = [], []
    for seed in range(3):
        for case in pack(seed).recordings[key].cases:
            for _, encoded, _ in case.calls:
                before, grads, *rest = decode(encoded)
                after = function(before, grads, *rest)
                after = after if isinstance(after, dict) else after[0]
                shares += [float(x) for k in before for x in np.ravel(np.abs(after[k] / before[k] - 1))]
                sizes += [float(np.abs(g).max()) for g in grads.values()]
    assert 1e-5 < min(shares) < max(shares) < 0.2
    assert min(sizes) < 1e-7
    assert max(sizes) > 1e2
