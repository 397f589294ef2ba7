"""Checks of the assignment "Regularization": L2 exactly, dropout exactly given the masks it drew.

Owns the strategies and the statistics of the masks. The reference is reached only through `expected`; what depends
on the masks that the subject drew is recomputed here from the subject's own cache.

NOTE [False alarms]: every statistic rejects honest masks with probability at most RISK = 1e-12, by bounds that hold
for every sample size: Hoeffding's inequality for means, McDiarmid's for the agreement of neighbours.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.spec import Mismatch, assert_close, assert_structure, check, expected, fail, given, given_function, st
from test_specs.arguments import require_parameters_kept, require_unchanged

RISK = 1e-12

COST = "compute_cost_with_regularization"
BACKWARD = "backward_propagation_with_regularization"
FORWARD_DROPOUT = "forward_propagation_with_dropout"
BACKWARD_DROPOUT = "backward_propagation_with_dropout"

GIVEN_COST = {"compute_cost": given_function("reg_utils.compute_cost")}
GIVEN_ACTIVATIONS = {name: given_function(f"reg_utils.{name}") for name in ("relu", "sigmoid")}
CACHE_NAMES = ("Z1", "D1", "A1", "W1", "b1", "Z2", "D2", "A2", "W2", "b2", "Z3", "A3", "W3", "b3")

#: Outputs stay between 0.05 and 0.95.
LARGEST_Z3 = 3.0

#: λ = 0 must give the plain cost and gradients back; the others differ from 1 and 2, whose powers hide mistakes.
lambdas = st.sampled_from([0.7, 0.1, 3.5, 12.0, 0.0])


# --- networks -----------------------------------------------------------------------------------------------------


@st.composite
def widths(draw: st.DrawFn, least: int = 2, most: int = 7) -> tuple[int, int, int, int]:
    """(n_x, n_1, n_2, m), all different so that no wrong shape looks right."""
    return tuple(draw(st.lists(st.integers(least, most), min_size=4, max_size=4, unique=True)))  # type: ignore[return-value]


def network(sizes: tuple[int, int, int, int], seed: int) -> tuple[Any, Any, dict[str, Any]]:
    """X, Y and parameters; biases are not zero, and labels hold a 0 and a 1."""
    n_x, n_1, n_2, m = sizes
    rng = np.random.default_rng(seed)
    parameters = {}
    for l, (rows, columns) in enumerate(((n_1, n_x), (n_2, n_1), (1, n_2)), start=1):
        parameters[f"W{l}"] = rng.normal(size=(rows, columns)) * 1.5 / math.sqrt(columns)
        parameters[f"b{l}"] = rng.normal(size=(rows, 1)) * 0.5
    Y = rng.integers(0, 2, size=(1, m))
    Y[0, :2] = [0, 1]
    return rng.normal(size=(n_x, m)), Y, parameters


def require_network_kept(after: Any, X: Any, Y: Any, cache: Any, misconception: str) -> None:
    """A backward pass leaves X, Y, W1, b1, … as they are: the next step starts from them, not from the activations."""
    require_unchanged(after[0], X, "X", misconception)
    require_unchanged(after[1], Y, "Y", misconception)
    names = [name for name in CACHE_NAMES if len(cache) == len(CACHE_NAMES) or name[0] != "D"]
    for name, now, before in zip(names, after[2], cache, strict=True):
        if name[0] in "Wb":
            require_unchanged(now, before, name, misconception)


def masked_cache(X: Any, parameters: dict[str, Any], keep_prob: float, rng: np.random.Generator) -> tuple[Any, ...]:
    """The cache of a forward pass with dropout, no output saturated.

    W3 and b3 are replaced in `parameters` by smaller ones where an output would come too near to 0 or 1: A3 − Y would
    then cancel, and a right answer in float32 would lose its digits.
    """
    cache: list[Any] = []
    A = X
    for l in (1, 2):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        Z = W @ A + b
        D = rng.random(Z.shape) < keep_prob
        A = np.maximum(0, Z) * D / keep_prob
        cache += [Z, D, A, W, b]
    calm = min(1.0, LARGEST_Z3 / float(np.abs(parameters["W3"] @ A + parameters["b3"]).max()))
    for name in ("W3", "b3"):
        parameters[name] = parameters[name] * calm
    Z3 = parameters["W3"] @ A + parameters["b3"]
    return (*cache, Z3, 1 / (1 + np.exp(-Z3)), parameters["W3"], parameters["b3"])


def fewer(draw: st.DrawFn, *arrays: Any) -> Any:
    """All examples, or the first alone: one is a batch, too."""
    columns = draw(st.sampled_from([slice(None), slice(None), slice(1)]))
    kept = tuple(array[:, columns].copy() for array in arrays)
    return kept if len(kept) > 1 else kept[0]


def far_from_balance(Y: Any, A3: Any) -> Any:
    """The labels, or with the first one turned where the sum of A3 − Y, all that db3 is, would all but vanish.

    A right answer in float32 would lose its digits there, too.
    """
    if abs(float((A3 - Y).sum())) < 0.05:
        Y = Y.copy()
        Y[0, 0] = 1 - Y[0, 0]
    return Y


@st.composite
def costs(draw: st.DrawFn) -> tuple[Any, Any, dict[str, Any], float]:
    """Arguments of compute_cost_with_regularization."""
    sizes, seed = draw(widths()), draw(st.integers(0, 9999))
    _, Y, parameters = network(sizes, seed)
    Y = fewer(draw, Y)
    A3 = np.random.default_rng(seed + 1).uniform(0.02, 0.98, size=Y.shape)
    return A3, Y, parameters, draw(lambdas)


@st.composite
def l2_backwards(draw: st.DrawFn) -> tuple[Any, Any, tuple[Any, ...], float]:
    """Arguments of backward_propagation_with_regularization."""
    X, Y, parameters = network(draw(widths()), draw(st.integers(0, 9999)))
    X, Y = fewer(draw, X, Y)
    Z1, _, A1, W1, b1, Z2, _, A2, W2, b2, *rest = masked_cache(X, parameters, 1.0, np.random.default_rng(0))
    return X, far_from_balance(Y, rest[1]), (Z1, A1, W1, b1, Z2, A2, W2, b2, *rest), draw(lambdas)


@st.composite
def dropout_forwards(draw: st.DrawFn, least: int, most: int, keep: st.SearchStrategy[float]) -> tuple[Any, Any, float]:
    """Arguments of forward_propagation_with_dropout: X, parameters, keep_prob."""
    X, _, parameters = network(draw(widths(least, most)), draw(st.integers(0, 9999)))
    return X, parameters, draw(keep)


@st.composite
def dropout_backwards(draw: st.DrawFn) -> tuple[Any, Any, tuple[Any, ...], float]:
    """Arguments of backward_propagation_with_dropout."""
    seed = draw(st.integers(0, 9999))
    X, Y, parameters = network(draw(widths(3, 8)), seed)
    X, Y = fewer(draw, X, Y)
    keep_prob = draw(st.sampled_from([0.8, 0.6, 0.9, 0.35, 1.0]))
    cache = masked_cache(X, parameters, keep_prob, np.random.default_rng(seed + 1))
    return X, far_from_balance(Y, cache[CACHE_NAMES.index("A3")]), cache, keep_prob


# --- L2 -----------------------------------------------------------------------------------------------------------


@check(COST, hint="A sum over all entries of a matrix is a number; with axis= it is none.")
@given(case=costs())
def test_l2_cost_is_a_number(subject: Any, case: Any) -> None:
    """The regularized cost is a single number."""
    assert_structure(subject.call(COST, *case, bind=GIVEN_COST), 0.0, name="cost")


@check(
    COST,
    points=10,
    kills=[
        "l2_cost.penalty_not_halved",
        "l2_cost.not_divided_by_m",
        "l2_cost.multiplied_by_m",
        "l2_cost.biases_too",
        "l2_cost.norm_not_squared",
        "l2_cost.arguments_changed",
    ],
    hint="Print the two terms: which of them is wrong? Each of W1, W2 and W3 enters the penalty once.",
)
@given(case=costs())
def test_l2_cost(subject: Any, case: Any) -> None:
    """The cost is the cross-entropy plus λ/(2m) times the sum of all squared weights."""
    answer, after = subject.call(COST, *case, bind=GIVEN_COST, form="after")
    assert_close(answer, expected(*case), name="cost")
    require_unchanged(after[0], case[0], "A3", "l2_cost.arguments_changed")
    require_unchanged(after[1], case[1], "Y", "l2_cost.arguments_changed")
    require_parameters_kept(after[2], case[2], "l2_cost.arguments_changed")


@check(BACKWARD, hint="Print the shapes of both terms of each dW.")
@given(case=l2_backwards())
def test_l2_gradients_have_their_shapes(subject: Any, case: Any) -> None:
    """Every gradient is there and has the shape of what it is the gradient of."""
    assert_structure(subject.call(BACKWARD, *case), expected(*case), name="gradients")


@check(
    BACKWARD,
    points=10,
    kills=[
        "l2_backward.term_forgotten",
        "l2_backward.halved",
        "l2_backward.biases_too",
        "l2_backward.arguments_changed",
    ],
    hint="Look at the first gradient named: a dW has the penalty of its own W, with λ/m, and everything else has none.",
)
@given(case=l2_backwards())
def test_l2_gradients(subject: Any, case: Any) -> None:
    """dW1, dW2 and dW3 gain λ/m · W; all other gradients stay as without regularization."""
    answer, after = subject.call(BACKWARD, *case, form="after")
    assert_close(answer, expected(*case), name="gradients")
    require_network_kept(after, *case[:3], "l2_backward.arguments_changed")


# --- dropout forward ----------------------------------------------------------------------------------------------


def require_cache(result: Any, X: Any, parameters: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """A3 and the cache by name, all shapes right."""
    m = X.shape[1]
    like = [
        parameters[name] if name[0] in "Wb" else np.zeros((parameters[f"b{name[1]}"].shape[0], m))
        for name in CACHE_NAMES
    ]
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise Mismatch("the result should be two things: A3 and the cache")
    assert_structure(result[0], np.zeros((1, m)), name="A3")
    if not isinstance(result[1], tuple | list) or len(result[1]) != len(CACHE_NAMES):
        raise Mismatch(f"the cache should hold {len(CACHE_NAMES)} items: {', '.join(CACHE_NAMES)}")
    for name, item, wanted in zip(CACHE_NAMES, result[1], like, strict=True):
        assert_structure(item, wanted, name=name)
    return result[0], dict(zip(CACHE_NAMES, result[1], strict=True))


def require_mask(D: Any, keep_prob: float, name: str) -> None:
    """Zeros and ones, and a share of ones that honest draws give but once in 1/RISK times (Hoeffding)."""
    mask = np.asarray(D, dtype=np.float64)
    if not np.isin(mask, (0.0, 1.0)).all():
        # A scaled mask, or another array in its place, is no draw that was left as it is.
        drawn = mask.min() >= 0 and mask.max() < 1 and len(np.unique(mask)) > 2
        scaled = np.isclose(mask, 1 / keep_prob, rtol=1e-5) | (mask == 0)
        named = "dropout_forward.mask_scaled" if scaled.all() else None
        fail(
            f"{name} should hold only zeros and ones",
            misconception="dropout_forward.not_thresholded" if drawn else named,
        )
    share, slack = float(mask.mean()), math.sqrt(math.log(2 / RISK) / (2 * mask.size))
    if keep_prob == 1.0:
        slack = 0.0
    if abs(share - keep_prob) <= slack:
        return
    suspects = {
        "dropout_forward.mask_inverted": 1 - keep_prob,
        "dropout_forward.normal_draw": 0.5 * (1 + math.erf(keep_prob / math.sqrt(2))),
        "dropout_forward.fixed_half": 0.5,
        "dropout_forward.none_at_all": 1.0,
    }
    if name == "D2" and share == 1.0:  # D1 came first, and was right
        fail(f"{name} keeps every unit", misconception="dropout_forward.first_layer_only")
    near = [k for k, v in suspects.items() if abs(share - v) <= slack and slack < 0.03]
    fail(
        f"{name} keeps {share:.3f} of the units, should keep {keep_prob:g} of them (allowed difference {slack:.2g})",
        misconception=near[0] if near else None,
    )


def require_independent(D: Any, keep_prob: float, name: str) -> None:
    """Neighbouring entries agree as often as independent ones would (McDiarmid: an entry is in at most two pairs)."""
    mask = np.asarray(D, dtype=np.float64)
    honest = keep_prob**2 + (1 - keep_prob) ** 2
    for axis, what in ((1, "examples"), (0, "units")):
        same = np.diff(mask, axis=axis) == 0
        slack = math.sqrt(2 * mask.size * math.log(2 / RISK)) / same.size
        if abs(float(same.mean()) - honest) > slack:
            shared = f"dropout_forward.one_mask_for_all_{what}" if same.all() else None
            fail(f"{name} is not drawn anew for each of the {what}", misconception=shared)


@check(
    FORWARD_DROPOUT,
    deterministic=False,
    hint="Return A3 and the cache. Each mask has the shape of its own layer's A: D1 that of A1, D2 that of A2.",
)
@given(case=dropout_forwards(3, 8, st.sampled_from([0.7, 0.5])))
def test_dropout_cache(subject: Any, case: Any) -> None:
    """The result is A3 and a cache of 14 items in the text's order, each of its shape."""
    X, parameters, _ = case
    require_cache(subject.call(FORWARD_DROPOUT, *case, bind=GIVEN_ACTIVATIONS), X, parameters)


@check(
    FORWARD_DROPOUT,
    deterministic=False,
    cases=2,
    kills=["dropout_forward.mask_inverted", "dropout_forward.normal_draw", "dropout_forward.one_mask_for_all_examples"],
    hint="Draw evenly from 0 to 1 in the shape of A, compare with keep_prob, and leave what comes out as it is.",
)
@given(case=dropout_forwards(200, 240, st.sampled_from([0.7, 0.35])))
def test_dropout_masks(subject: Any, case: Any) -> None:
    """Each unit of each example is kept with probability keep_prob, independently of the others."""
    X, parameters, keep_prob = case
    _, cache = require_cache(subject.call(FORWARD_DROPOUT, *case, bind=GIVEN_ACTIVATIONS), X, parameters)
    for name in ("D1", "D2"):
        require_mask(cache[name], keep_prob, name)
        require_independent(cache[name], keep_prob, name)


@check(
    FORWARD_DROPOUT,
    points=20,
    deterministic=False,
    cases=10,
    kills=[
        "dropout_forward.not_rescaled",
        "dropout_forward.cached_before_mask",
        "dropout_forward.mask_not_applied",
        "dropout_forward.arguments_changed",
    ],
    hint="Follow one layer by hand: Z, then relu, then the mask, then keep_prob. Both hidden layers go the same way.",
)
@given(case=dropout_forwards(12, 22, st.sampled_from([0.3, 0.45, 0.6, 0.85, 1.0])))
def test_dropout_forward(subject: Any, case: Any) -> None:
    """With the masks that were drawn, every Z and A follows: A = relu(Z) · D / keep_prob."""
    X, parameters, keep_prob = case
    answer, after = subject.call(FORWARD_DROPOUT, *case, bind=GIVEN_ACTIVATIONS, form="after")
    A3, cache = require_cache(answer, X, parameters)
    A = X
    for l in (1, 2):
        require_mask(cache[f"D{l}"], keep_prob, f"D{l}")
        Z = parameters[f"W{l}"] @ A + parameters[f"b{l}"]
        assert_close(cache[f"Z{l}"], Z, name=f"Z{l}")
        plain = np.maximum(0, Z)
        A = plain * cache[f"D{l}"] / keep_prob
        try:
            require_activation(cache[f"A{l}"], A, plain, cache[f"D{l}"], keep_prob, f"A{l}")
        except Mismatch as problem:
            following = parameters[f"W{l + 1}"] @ A + parameters[f"b{l + 1}"]
            if problem.misconception == LEFT_ALONE and np.allclose(cache[f"Z{l + 1}"], following, rtol=1e-5):
                problem.misconception = "dropout_forward.cached_before_mask"
            raise
        assert_close(cache[f"W{l}"], parameters[f"W{l}"], name=f"W{l}")
        assert_close(cache[f"b{l}"], parameters[f"b{l}"], name=f"b{l}")
    Z3 = parameters["W3"] @ A + parameters["b3"]
    assert_close(cache["Z3"], Z3, name="Z3")
    assert_close(cache["A3"], 1 / (1 + np.exp(-Z3)), name="A3 in the cache")
    assert_close(cache["W3"], parameters["W3"], name="W3")
    assert_close(cache["b3"], parameters["b3"], name="b3")
    assert_close(A3, 1 / (1 + np.exp(-Z3)), name="A3")
    require_unchanged(after[0], X, "X", "dropout_forward.arguments_changed")
    require_parameters_kept(after[1], parameters, "dropout_forward.arguments_changed")


LEFT_ALONE = "dropout_forward.layer_left_alone"


def require_activation(A: Any, right: Any, plain: Any, D: Any, keep_prob: float, name: str) -> None:
    """A is relu(Z) · D / keep_prob; the usual other things are called by their names."""
    suspects = {
        "dropout_forward.not_rescaled": plain * D,
        "dropout_forward.multiplied": plain * D * keep_prob,
        "dropout_forward.scaled_by_drop_prob": plain * D / (1 - keep_prob) if keep_prob < 1 else None,
        "dropout_forward.mask_not_applied": plain / keep_prob,
        LEFT_ALONE: plain,
    }
    try:
        assert_close(A, right, name=name)
    except Mismatch as problem:
        for misconception, wrong in suspects.items():
            if wrong is not None and np.allclose(A, wrong, rtol=1e-5):
                problem.misconception = misconception
        raise


# --- dropout backward ---------------------------------------------------------------------------------------------


@check(BACKWARD_DROPOUT, hint="Each mask has the shape of its own layer: D2 belongs to A2, D1 to A1.")
@given(case=dropout_backwards())
def test_dropout_gradients_have_their_shapes(subject: Any, case: Any) -> None:
    """Every gradient is there and has the shape of what it is the gradient of."""
    assert_structure(subject.call(BACKWARD_DROPOUT, *case), expected(*case), name="gradients")


@check(
    BACKWARD_DROPOUT,
    points=10,
    kills=[
        "dropout_backward.unmasked",
        "dropout_backward.not_rescaled",
        "dropout_backward.mask_regenerated",
        "dropout_backward.arguments_changed",
    ],
    hint="The backward pass does to dA2 and dA1 what the forward pass did to A2 and A1: the same mask and division.",
)
@given(case=dropout_backwards())
def test_dropout_gradients(subject: Any, case: Any) -> None:
    """Gradients flow through the units that the forward pass kept, divided by keep_prob."""
    answer, after = subject.call(BACKWARD_DROPOUT, *case, form="after")
    assert_close(answer, expected(*case), name="gradients")
    require_network_kept(after, *case[:3], "dropout_backward.arguments_changed")
