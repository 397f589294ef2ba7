"""Checks of the assignment "Vanishing and Exploding Gradients": measures by value, random weights by distribution.

Owns the strategies and what a wrong answer is called. The reference is reached only through `expected`.

NOTE [False alarms]: only `require_xavier` looks at random numbers: at most 9 matrices a case, 4 statistics a matrix
and 2 cases, each wrong about honest normal numbers with probability at most 1e-12 (`distributions.RISK`): below 2e-10
with the public twin.

NOTE [Names by signature]: where an answer is one of a few words, one call can't tell the mistakes apart. There each
case asks about every kind of input, and the set of kinds that were answered wrong names the mistake.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from grader.spec import Mismatch, assert_close, assert_equal, assert_structure, check, expected, fail, given, st
from test_specs.arguments import require_parameters_kept, require_unchanged
from test_specs.distributions import Layer, copied, fits, flaw, off_scale

SCALES = "activation_scales"
NORMS = "gradient_norms"
XAVIER = "xavier_initialization"
CLIP = "clip_gradients"
SYMMETRIC = "is_symmetric"
DIAGNOSE = "diagnose_gradients"

seeds = st.integers(0, 9999)


# --- activation scales --------------------------------------------------------------------------------------------


@st.composite
def deep_networks(draw: st.DrawFn, equal: bool) -> tuple[Any, list[Any]]:
    """X and weights; all layers of one width, or no two neighbours."""
    layers, m = draw(st.integers(2, 4)), draw(st.integers(4, 8))
    first, further = draw(st.integers(3, 5)), draw(st.integers(1, 2))
    widths = [first if equal else first + further * (l % 3) for l in range(layers + 1)]
    rng = np.random.default_rng(draw(seeds))
    weights = [rng.normal(size=(widths[l], widths[l - 1])) * 0.9 for l in range(1, layers + 1)]
    return rng.normal(loc=0.3, size=(first, m)), weights


@check(
    SCALES,
    hint="Follow the two inputs through both layers by hand, and take the deviation of all entries of each A.",
)
def test_scales_known(subject: Any) -> None:
    """Inputs 1 and −1 through the weights 2 and 3 have the deviations 2 and 6 when nothing bends them."""
    weights = [np.array([[2.0]]), np.array([[3.0]])]
    assert_close(subject.activation_scales(np.array([[1.0, -1.0]]), weights, "linear"), [2.0, 6.0], name="scales")


@check(
    SCALES,
    points=10,
    cases=2,
    kills=[
        "scales.input_too",
        "scales.before_activation",
        "scales.activation_not_passed_on",
        "scales.not_deep",
        "scales.variance",
        "scales.ddof_1",
        "scales.mean_not_subtracted",
        "scales.mean_over_units",
        "scales.always_tanh",
        "scales.last_layer_missing",
        "scales.of_the_weights",
    ],
    hint="Print Z and A of each layer: is the right function applied, and does the next layer start from A?",
)
@given(equal=deep_networks(True), varied=deep_networks(False))
def test_scales(subject: Any, equal: Any, varied: Any) -> None:
    """The standard deviation of every layer's activations, for tanh, ReLU and no activation."""
    for X, weights in (equal, varied):
        for activation in ("tanh", "relu", "linear"):
            found = subject.activation_scales(X, weights, activation)
            assert_close(found, expected(X, weights, activation), name=f'scales for "{activation}"')


# --- gradient norms -----------------------------------------------------------------------------------------------


def gradients(layers: int, seed: int, largest: float) -> dict[str, Any]:
    """dW1, db1, … of scales that differ, in an order that is not the layers'."""
    rng = np.random.default_rng(seed)
    grads = {}
    for l in rng.permutation(layers) + 1:
        scale = largest * rng.uniform(0.2, 1.0)
        rows, columns = (int(n) for n in rng.permutation([2, 3, 4, 5])[:2])
        grads[f"dW{l}"] = rng.normal(size=(rows, columns)) * scale
        grads[f"db{l}"] = rng.normal(size=(rows, 1)) * scale
    return grads


@check(
    NORMS,
    hint="The root of the sum of the squares of all entries, one number for each dW.",
)
def test_norms_known(subject: Any) -> None:
    """The Frobenius norm of [[3, 4]] is 5."""
    assert_close(subject.gradient_norms({"dW1": np.array([[3.0, 4.0]]), "db1": np.array([[7.0]])}), [5.0], name="norms")


@check(
    NORMS,
    points=10,
    cases=6,
    kills=[
        "norms.squared",
        "norms.absolute_values",
        "norms.spectral",
        "norms.mean_of_squares",
        "norms.largest_entry",
        "norms.biases_too",
        "norms.biases_within",
        "norms.last_layer_first",
        "norms.sorted_by_name",
        "norms.order_of_the_dictionary",
        "norms.last_layer_missing",
        "norms.gradients_changed",
    ],
    hint="The root of the sum of the squares of all entries, one number for each dW, by the number in its key.",
)
@given(layers=st.integers(2, 4), many=st.integers(10, 12), seed=seeds, largest=st.sampled_from([1.0, 1e-6, 1e4]))
def test_norms(subject: Any, layers: int, many: int, seed: int, largest: float) -> None:
    """One Frobenius norm for each dW, in the order of the layers, whatever the order of the dictionary."""
    for count in (layers, many):
        grads = gradients(count, seed, largest)
        answer, (after,) = subject.call(NORMS, grads, form="after")
        assert_close(answer, expected(grads), name=f"norms of {count} layers")
        require_unchanged(after, grads, "grads", "norms.gradients_changed")


# --- xavier -------------------------------------------------------------------------------------------------------

Scale = Callable[[Layer], float]
_LAYER_KEY = re.compile(r"[Wb]\d{1,9}\Z")

_SUSPECTS: dict[str, Scale] = {
    "xavier.he_scale": lambda layer: math.sqrt(2 / layer.inputs),
    "xavier.fan_out": lambda layer: math.sqrt(1 / layer.outputs),
    "xavier.inputs_and_outputs": lambda layer: math.sqrt(2 / (layer.inputs + layer.outputs)),
    "xavier.no_root": lambda layer: 1 / layer.inputs,
    "xavier.inverted": lambda layer: math.sqrt(layer.inputs),
    "xavier.not_scaled": lambda layer: 1.0,
    "xavier.times_hundredth": lambda layer: 0.01,
    "xavier.first_layer_scale": lambda layer: math.sqrt(1 / layer.first),
}


def right_scale(layer: Layer) -> float:
    """The standard deviation that the text asks for."""
    return math.sqrt(1 / layer.inputs)


@st.composite
def wide_networks(draw: st.DrawFn) -> list[int]:
    """Narrow and wide layers in turn, so that every rule of thumb gives another scale in some layer."""
    wide = draw(st.lists(st.integers(3000, 3999), min_size=2, max_size=2, unique=True))
    return [draw(st.sampled_from([3, 4])), wide[0], draw(st.integers(5, 8)), wide[1], *draw(st.sampled_from([[], [2]]))]


def require_structure(parameters: Any, layers_dims: Sequence[int]) -> None:
    """Every key and shape, and zero biases."""
    like: dict[str, Any] = {}
    for k in range(1, len(layers_dims)):
        like[f"W{k}"] = np.zeros((layers_dims[k], layers_dims[k - 1]))
        like[f"b{k}"] = np.zeros((layers_dims[k], 1))
    biases = {k: v for k, v in like.items() if k[0] == "b"}
    try:
        assert_structure(parameters, like, name="parameters")
        assert_equal(parameters, biases, name="parameters")
    except Mismatch as problem:
        problem.misconception = misshapen(parameters, like)
        raise
    extra = sorted(k for k in parameters if isinstance(k, str) and _LAYER_KEY.match(k) and k not in like)
    if extra:
        fail(f"parameters has {', '.join(extra[:4])}: there is no such layer")


def misshapen(parameters: Any, like: Mapping[str, Any]) -> str | None:
    """The named mistake behind wrong keys, shapes or biases."""
    if not isinstance(parameters, dict) or not parameters:
        return None
    found = {k: v.shape for k, v in parameters.items() if isinstance(v, np.ndarray)}
    right = {k: v.shape for k, v in like.items()}
    if found == right:
        return "xavier.biases_random"
    if found == {k: s[::-1] if k[0] == "W" else s for k, s in right.items()}:
        return "xavier.transposed"
    if found == {k: s for k, s in right.items() if k[1:] != str(len(right) // 2)}:
        return "xavier.last_layer_missing"
    return None


def require_xavier(parameters: Any, layers_dims: Sequence[int]) -> None:
    """Structure, and every weight matrix independent normal numbers of the right scale."""
    require_structure(parameters, layers_dims)
    layers = [
        Layer(f'parameters["W{k}"]', np.asarray(parameters[f"W{k}"], dtype=np.float64), layers_dims[0])
        for k in range(1, len(layers_dims))
    ]
    with np.errstate(all="ignore"):
        problem = next((p for p in (flaw(layer, right_scale(layer)) for layer in layers) if p), None)
        if problem:
            fail(problem, misconception=recognise(layers))


def recognise(layers: Sequence[Layer]) -> str | None:
    """The named mistake that explains every matrix."""
    if not all(np.isfinite(layer.W).all() for layer in layers):
        return None
    if not any(layer.W.any() for layer in layers):
        return "xavier.zero_weights"
    if any(copied(layer) and np.ptp(layer.W, axis=1).any() for layer in layers):
        return "xavier.repeated_rows"
    if all((layer.W >= 0).all() for layer in layers):
        return "xavier.rand"
    bound = 1.001 * math.sqrt(3)  # an even spread of deviation s ends at ± √3 s; a normal one goes beyond
    if all(
        off_scale(layer, right_scale(layer)) is None and np.abs(layer.W).max() <= bound * right_scale(layer)
        for layer in layers
    ):
        return "xavier.uniform"
    return next((name for name, s in _SUSPECTS.items() if all(fits(layer, s(layer)) for layer in layers)), None)


@check(
    XAVIER,
    cases=5,
    deterministic=False,
    kills=["xavier.transposed", "xavier.last_layer_missing", "xavier.biases_random"],
    hint="Compare the keys and shapes that you return with the text, layer by layer.",
)
@given(layers_dims=st.lists(st.integers(1, 9), min_size=3, max_size=6, unique=True), seed=seeds)
def test_xavier_structure(subject: Any, layers_dims: list[int], seed: int) -> None:
    """The dictionary holds W1, b1, …, WL, bL in the right shapes, and the biases are zero."""
    require_structure(subject.xavier_initialization(layers_dims, seed), layers_dims)


@check(
    XAVIER,
    points=10,
    cases=2,
    deterministic=False,
    kills=[
        *_SUSPECTS,
        "xavier.rand",
        "xavier.uniform",
        "xavier.zero_weights",
        "xavier.repeated_rows",
    ],
    hint="Work out the standard deviation of one layer by hand and compare it with that of your weights.",
)
@given(layers_dims=wide_networks(), seed=seeds)
def test_xavier_distribution(subject: Any, layers_dims: list[int], seed: int) -> None:
    """The weights of every layer are normal with variance 1 over its number of inputs, and the biases zero."""
    require_xavier(subject.xavier_initialization(layers_dims, seed), layers_dims)


# --- clipping -----------------------------------------------------------------------------------------------------


@st.composite
def clippings(draw: st.DrawFn) -> tuple[dict[str, Any], float, float]:
    """Gradients, and a bound below and one above their norm, none near it.

    The norm is above 10, so that a tiny constant beside it, against a division by zero, costs nothing.
    """
    grads = gradients(draw(st.integers(2, 4)), draw(seeds), draw(st.sampled_from([50.0, 400.0, 3000.0])))
    norm = global_norm(grads)
    below, above = draw(st.sampled_from([0.1, 0.05, 0.2])), draw(st.sampled_from([1.3, 1.15, 4.0]))
    return grads, round(below * norm, 3), round(above * norm, 3)


def require_clipped(subject: Any, grads: dict[str, Any], below: float, above: float) -> None:
    """Both answers are right; those mistakes are named that only the two together tell apart."""
    bounds = {bound: subject.clip_gradients(grads, bound) for bound in (below, above)}
    try:
        for bound, found in bounds.items():
            assert_close(found, expected(grads, bound), name=f"grads clipped to {bound:g}")
    except Mismatch as problem:
        stretched = {k: g * above / global_norm(grads) for k, g in grads.items()}
        untouched, longer = is_close(bounds[below], grads), is_close(bounds[above], stretched)
        if untouched and (longer or is_close(bounds[above], grads)):
            problem.misconception = "clip.condition_reversed" if longer else "clip.never_scaled"
        elif longer and is_close(bounds[below], expected(grads, below)):
            problem.misconception = "clip.always_scaled"
        raise


def global_norm(grads: Mapping[str, Any]) -> float:
    """The root of the sum of the squares of all entries."""
    return math.sqrt(sum(float(np.sum(g**2)) for g in grads.values()))


def is_close(found: Any, right: Any) -> bool:
    """Whether `assert_close` would pass."""
    try:
        assert_close(found, right)
    except Mismatch:
        return False
    return True


@check(
    CLIP,
    hint="Work out the norm over all arrays together, and compare it with the bound.",
)
def test_clip_known(subject: Any) -> None:
    """A gradient of norm 500 is clipped to 100, and left alone by a bound of 1000."""
    require_clipped(subject, {"dW1": np.array([[300.0]]), "db1": np.array([[400.0]])}, 100.0, 1000.0)


@check(
    CLIP,
    points=10,
    cases=5,
    kills=[
        "clip.each_array",
        "clip.by_value",
        "clip.ratio_inverted",
        "clip.norm_squared",
        "clip.sum_of_norms",
        "clip.biases_not_counted",
        "clip.biases_not_scaled",
        "clip.always_scaled",
        "clip.never_scaled",
        "clip.to_length_one",
        "clip.condition_reversed",
    ],
    hint="Print the norm over all arrays together before and after: what does each entry have to be multiplied by?",
)
@given(case=clippings())
def test_clip(subject: Any, case: Any) -> None:
    """A long gradient is shortened to max_norm in its own direction, a short one is left alone."""
    require_clipped(subject, *case)


# --- symmetry -----------------------------------------------------------------------------------------------------


def symmetry_kinds(seed: int, widths: Sequence[int]) -> dict[str, dict[str, Any]]:
    """Networks with two hidden layers, one for each way of being symmetric or not."""
    rng = np.random.default_rng(seed)

    def network(*equal: int, dims: Sequence[int] = widths) -> dict[str, Any]:
        parameters = {}
        for l in (1, 2, 3):
            W, b = rng.normal(size=(dims[l], dims[l - 1])), rng.normal(size=(dims[l], 1))
            parameters[f"W{l}"] = np.repeat(W[:1], dims[l], axis=0) if l in equal else W
            parameters[f"b{l}"] = np.repeat(b[:1], dims[l], axis=0) if l in equal else b
        return parameters

    kinds = {name: network() for name in ("random", "zeros", "columns", "two rows", "biases alone", "one number")}
    kinds["zeros"] = {k: np.zeros_like(v) for k, v in kinds["zeros"].items()}
    for name, equal in {"first": (1,), "second": (2,), "both": (1, 2), "output": (3,), "weights alone": (1,)}.items():
        kinds[name] = network(*equal)
    kinds["pair"] = network(1, dims=[widths[0], 2, *widths[2:]])
    kinds["single unit"] = network(dims=[widths[0], 1, *widths[2:]])
    kinds["weights alone"]["b1"] = rng.normal(size=(widths[1], 1))
    kinds["biases alone"]["b1"][:] = kinds["biases alone"]["b1"][0]
    kinds["columns"]["W1"][:] = kinds["columns"]["W1"][:, :1]
    kinds["columns"]["b1"][:] = 0.25
    kinds["two rows"]["W1"][1] = kinds["two rows"]["W1"][0]
    kinds["two rows"]["b1"][1] = kinds["two rows"]["b1"][0]
    kinds["one number"]["W2"][:] = 0.5
    kinds["one number"]["b2"][:] = 0.0
    return kinds


#: Which kinds of network each mistake is wrong about.
SYMMETRY_SIGNS = {
    "symmetric.columns": {"first", "second", "both", "pair", "columns"},
    "symmetric.output_layer_too": {"output"},
    "symmetric.biases_ignored": {"weights alone"},
    "symmetric.first_layer_only": {"second", "one number"},
    "symmetric.all_layers": {"first", "second", "pair", "one number"},
    "symmetric.only_zeros": {"first", "second", "both", "pair", "one number"},
    "symmetric.all_entries": {"first", "second", "both", "pair"},
    "symmetric.two_rows": {"two rows"},
    "symmetric.single_unit": {"single unit"},
}


def named(wrong: set[str], signs: Mapping[str, set[str]]) -> str | None:
    """The mistake whose wrong answers are exactly these."""
    return next((name for name, kinds in signs.items() if kinds == wrong), None)


@check(
    SYMMETRIC,
    kills=["symmetric.negated"],
    cases=3,
    hint="Compare the units of each hidden layer with one another: their rows of W, and their entries of b.",
)
@given(seed=seeds)
def test_symmetric_extremes(subject: Any, seed: int) -> None:
    """A network of zeros is symmetric, a random one is not."""
    kinds = symmetry_kinds(seed, (3, 4, 5, 2))
    for name in ("zeros", "random"):
        found, right = subject.is_symmetric(kinds[name]), expected(kinds[name])
        try:
            assert_equal(found, right, name=f"answer for a network of {name}")
        except Mismatch as problem:
            problem.misconception = "symmetric.negated" if found is (not right) else None
            raise


@check(
    SYMMETRIC,
    points=10,
    cases=2,
    kills=[*SYMMETRY_SIGNS, "symmetric.parameters_changed"],
    hint="Try networks in which one layer alone is special: the first, the second, the output layer.",
)
@given(
    seed=seeds,
    widths=st.tuples(st.integers(2, 4), st.integers(3, 5), st.integers(3, 5), st.integers(2, 3)),
    kind_order=st.permutations(range(13)),
)
def test_symmetric(subject: Any, seed: int, widths: Any, kind_order: list[int]) -> None:
    """True exactly when all units of some hidden layer have the same weights and the same bias."""
    kinds = symmetry_kinds(seed, widths)
    names = list(kinds)
    wrong: dict[str, Mismatch] = {}
    left: dict[str, Any] = {}
    for name in (names[i] for i in kind_order):
        found, (left[name],) = subject.call(SYMMETRIC, kinds[name], form="after")
        try:
            assert_equal(found, expected(kinds[name]), name="answer")
        except Mismatch as problem:
            wrong[name] = problem
    if wrong:
        problem = next(iter(wrong.values()))
        problem.misconception = named(set(wrong), SYMMETRY_SIGNS)
        raise problem
    for name, after in left.items():
        require_parameters_kept(after, kinds[name], "symmetric.parameters_changed")


# --- diagnose -----------------------------------------------------------------------------------------------------

#: Norms from the first to the last layer; a case scales them all by one factor between 0.5 and 2.
NORM_KINDS: dict[str, tuple[float, ...]] = {
    "vanishing": (1e-5, 1e-3, 0.1, 10.0),
    "exploding": (1e5, 1e3, 10.0, 0.1),
    "vanishing from two layers": (0.01, 700.0),
    "small": (2e-5, 1.5e-5, 1e-5),
    "large": (3e5, 2e5, 1e5),
    "falling": (0.2, 1.0, 10.0),
    "rising": (50.0, 7.0, 1.0),
    "dip": (1.0, 1e-7, 2.0),
    "peak": (1.0, 1e7, 2.0),
    "just vanishing": (0.06, 3.0, 100.0),
    "just healthy below": (0.18, 3.0, 100.0),
    "just exploding": (17.0, 0.3, 0.01),
    "just healthy above": (6.0, 0.3, 0.01),
}

#: Which kinds of norms each mistake is wrong about.
NORM_SIGNS = {
    "gradients.ratio_inverted": {
        "vanishing",
        "exploding",
        "vanishing from two layers",
        "just vanishing",
        "just exploding",
    },
    "gradients.first_layer_alone": {"vanishing from two layers", "small", "large", "just vanishing", "just exploding"},
    "gradients.last_layer_alone": {
        "vanishing",
        "exploding",
        "vanishing from two layers",
        "small",
        "large",
        "just vanishing",
        "just exploding",
    },
    "gradients.smallest_to_largest": {"exploding", "dip", "peak", "just exploding"},
    "gradients.difference": {
        "vanishing",
        "vanishing from two layers",
        "small",
        "large",
        "just vanishing",
        "just exploding",
    },
    "gradients.neighbours": {"vanishing", "exploding", "dip", "peak", "just vanishing", "just exploding"},
    "gradients.average": {"exploding", "peak", "just vanishing", "just exploding"},
    "gradients.around_one": {
        "small",
        "large",
        "falling",
        "rising",
        "dip",
        "peak",
        "just healthy below",
        "just healthy above",
    },
    "gradients.never_exploding": {"exploding", "just exploding"},
}


@check(
    DIAGNOSE,
    hint="Return one of the text's three words.",
)
@given(c=st.sampled_from([1.0, 0.7, 1.6]))
def test_diagnose_words(subject: Any, c: float) -> None:
    """Equal norms are healthy."""
    norms = [0.3 * c, 0.3 * c, 0.3 * c]
    assert_equal(subject.diagnose_gradients(norms), "healthy", name="diagnosis")


@check(
    DIAGNOSE,
    points=10,
    cases=2,
    kills=list(NORM_SIGNS),
    hint="Divide the first layer's norm by the last layer's and compare with the two bounds of the text.",
)
@given(c=st.integers(51, 199), kind_order=st.permutations(range(len(NORM_KINDS))))
def test_diagnose(subject: Any, c: int, kind_order: list[int]) -> None:
    """The ratio of the first layer's gradient to the last layer's decides between three words."""
    names = list(NORM_KINDS)
    wrong: dict[str, Mismatch] = {}
    for name in (names[i] for i in kind_order):
        norms = [norm * c / 100 for norm in NORM_KINDS[name]]
        found = subject.diagnose_gradients(norms)
        try:
            assert_equal(found, expected(norms), name=f"diagnosis of {norms}")
        except Mismatch as problem:
            wrong[name] = problem
    if wrong:
        problem = next(iter(wrong.values()))
        problem.misconception = named(set(wrong), NORM_SIGNS)
        raise problem
