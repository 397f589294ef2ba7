"""Checks of the assignment "Initialization": names and shapes exactly, random weights by their distribution.

Owns the strategies and what a wrong answer is called. The reference is reached only through `expected`.

NOTE [False alarms]: a check that carries points looks at no more than 9 matrices a case, 4 statistics a matrix and 2
cases, each wrong about honest numbers with probability at most 1e-12 (`distributions.RISK`): below 1e-10, and 2e-10
with its public twin.

NOTE [Any generator]: no seed and no generator is prescribed. A student who seeds again before each layer draws layers
that begin with the same numbers: accepted, because each layer taken alone is what the text asks for and the units of
a layer differ.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from grader.spec import Mismatch, assert_equal, assert_structure, check, expected, fail, given, st
from test_specs.distributions import Layer, copied, fits, flaw, off_scale

# --- networks ---------------------------------------------------------------------------------------------------


def networks(least: int = 3) -> st.SearchStrategy[list[int]]:
    """Widths of a small network, 1 to 9, all different so that no wrong shape looks right."""
    return st.lists(st.integers(1, 9), min_size=least, max_size=6, unique=True)


@st.composite
def narrow_networks(draw: st.DrawFn) -> list[int]:
    """A small network whose first layer has one or two inputs: there 2 // n is not yet zero."""
    first = draw(st.integers(1, 2))
    return [first, *draw(st.lists(st.integers(3, 9), min_size=1, max_size=4, unique=True))]


@st.composite
def wide_networks(draw: st.DrawFn) -> list[int]:
    """Narrow and wide layers in turn: [first, wide, inner, wide] or [first, wide, inner, wide, 2].

    Fan-in, fan-out, their sum and the first layer's width are then far apart in one layer or another, and the
    matrices beside `inner` have at least 15,000 entries, enough to tell a uniform from a normal distribution.
    """
    first = draw(st.sampled_from([1, 3, 4]))
    inner = draw(st.integers(5, 8))
    wide = draw(st.lists(st.integers(3000, 3999), min_size=2, max_size=2, unique=True))
    return [first, wide[0], inner, wide[1], *draw(st.sampled_from([[], [2]]))]


# --- judging a network ------------------------------------------------------------------------------------------

Scale = Callable[[Layer], float]
_LAYER_KEY = re.compile(r"[Wb]\d{1,9}\Z")


def require_structure(kind: str, parameters: Any, layers_dims: Sequence[int]) -> None:
    """Every key and shape as the course has them, and no further layer."""
    like: dict[str, Any] = {}
    for k in range(1, len(layers_dims)):
        like[f"W{k}"] = np.zeros((layers_dims[k], layers_dims[k - 1]))
        like[f"b{k}"] = np.zeros((layers_dims[k], 1))
    try:
        assert_structure(parameters, like, name="parameters")
    except Mismatch as problem:
        problem.misconception = misshapen(kind, parameters, like)
        raise
    # Other extra keys do no harm, but the course counts the layers as len(parameters) // 2.
    extra = [k for k in parameters if isinstance(k, str) and _LAYER_KEY.match(k) and k not in like]
    if extra:
        named = f"{kind}.layer_zero" if set(extra) == {"W0", "b0"} else None
        fail(f"parameters has {', '.join(sorted(extra)[:4])}: there is no such layer", misconception=named)


def misshapen(kind: str, parameters: Any, like: Mapping[str, Any]) -> str | None:
    """The named mistake behind wrong keys or shapes, whatever the numbers."""
    if not isinstance(parameters, dict) or not parameters:
        return None
    right = {name: value.shape for name, value in like.items()}
    found = {name: np.shape(value) for name, value in parameters.items() if isinstance(value, np.ndarray)}
    last = len(right) // 2
    wrong: dict[str, dict[str, tuple[int, ...]]] = {
        "transposed": {k: s[::-1] if k[0] == "W" else s for k, s in right.items()},
        "first_layer_only": {k: s for k, s in right.items() if k[1:] == "1"},
        "missing_last_layer": {k: s for k, s in right.items() if k[1:] != str(last)},
    }
    if kind == "zeros":
        wrong["flat_biases"] = {k: s[:1] if k[0] == "b" else s for k, s in right.items()}
        wrong["row_biases"] = {k: s[::-1] if k[0] == "b" else s for k, s in right.items()}
        wrong["keys_from_zero"] = {f"{k[0]}{int(k[1:]) - 1}": s for k, s in right.items()}
        wrong["biases_of_previous_layer"] = {
            k: (right["W" + k[1:]][1], 1) if k[0] == "b" else s for k, s in right.items()
        }
    return next((f"{kind}.{name}" for name, shapes in wrong.items() if shapes == found), None)


def require_zero_biases(kind: str, parameters: Mapping[str, Any], layers_dims: Sequence[int]) -> None:
    """Exact zeros; biases that vary are recognised as drawn at random."""
    biases = {f"b{k}": parameters[f"b{k}"] for k in range(1, len(layers_dims))}
    try:
        assert_equal(biases, {name: np.zeros(b.shape) for name, b in biases.items()}, name="parameters")
    except Mismatch as problem:
        numbers = np.concatenate([b.ravel() for b in biases.values()])
        if len(np.unique(numbers)) > 2:
            problem.misconception = f"{kind}.biases_random"
        raise


def require_distribution(
    kind: str, answers: Sequence[tuple[Any, Sequence[int]]], scale: Scale, suspects: Mapping[str, Scale]
) -> None:
    """Structure, zero biases, and every weight matrix independent N(0, scale²)."""
    layers: list[Layer] = []
    for parameters, layers_dims in answers:
        require_structure(kind, parameters, layers_dims)
        require_zero_biases(kind, parameters, layers_dims)
        for k in range(1, len(layers_dims)):
            W = np.asarray(parameters[f"W{k}"], dtype=np.float64)
            layers.append(Layer(f'parameters["W{k}"]', W, layers_dims[0]))
    with np.errstate(all="ignore"):
        problem = next((p for p in (flaw(layer, scale(layer)) for layer in layers) if p), None)
        if problem:
            fail(problem, misconception=recognise(kind, layers, scale, suspects))


def recognise(kind: str, layers: Sequence[Layer], scale: Scale, suspects: Mapping[str, Scale]) -> str | None:
    """The named mistake that explains every layer, whatever the generator."""
    if not all(np.isfinite(layer.W).all() for layer in layers):
        return None
    if not any(layer.W.any() for layer in layers):
        return f"{kind}.zero_weights"
    if any(copied(layer) and np.ptp(layer.W, axis=1).any() for layer in layers if layer.W.any()):
        return f"{kind}.repeated_rows"
    large = [layer.W for layer in layers if layer.W.size > 1000]
    if kind == "random" and all(abs(W.mean() - 10) < 0.5 and 0.9 < W.std() < 1.1 for W in large):
        return "random.added"
    if all((layer.W >= 0).all() for layer in layers):
        return f"{kind}.rand" if all(layer.W.any() for layer in layers) else None
    for name, suspect in suspects.items():
        if all(fits(layer, suspect(layer)) for layer in layers):
            return f"{kind}.{name}"
    third = math.sqrt(1 / 3)
    for name, of_scale in (("uniform_wrong_bound" if kind == "he" else "uniform", third), ("uniform", 1.0)):
        # An even spread of standard deviation s ends at ± √3 s; a normal one of any size goes beyond.
        if all(
            off_scale(layer, of_scale * scale(layer)) is None
            and np.abs(layer.W).max() <= 1.001 * math.sqrt(3) * of_scale * scale(layer)
            for layer in layers
        ):
            return f"{kind}.{name}"
    spreads = [layer.spread for layer in layers if layer.W.size > 1000]
    if kind == "he" and max(spreads) < 1.3 * min(spreads):
        # The large layers alone would look so too under a rule that adds inputs and outputs.
        alike = all(fits(layer, sum(spreads) / len(spreads)) for layer in layers if layer.W.size <= 1000)
        return "he.constant_scale" if alike else None
    return None


# --- zeros ------------------------------------------------------------------------------------------------------


@check(
    "initialize_parameters_zeros",
    kills=[
        "zeros.transposed",
        "zeros.missing_last_layer",
        "zeros.first_layer_only",
        "zeros.flat_biases",
        "zeros.row_biases",
        "zeros.keys_from_zero",
        "zeros.layer_zero",
        "zeros.biases_of_previous_layer",
    ],
    cases=6,
    hint="Compare the keys and shapes that you return with the text, layer by layer.",
)
@given(layers_dims=networks(least=4))
def test_zeros_structure(subject: Any, layers_dims: list[int]) -> None:
    """The dictionary holds W1, b1, …, WL, bL in the right shapes."""
    require_structure("zeros", subject.initialize_parameters_zeros(layers_dims), layers_dims)


@check(
    "initialize_parameters_zeros",
    points=10,
    kills=["zeros.ones", "zeros.biases_ones", "zeros.random_weights"],
    cases=8,
    hint="Every number is to be exactly zero.",
)
@given(layers_dims=networks(least=2))
def test_zeros_values(subject: Any, layers_dims: list[int]) -> None:
    """All weights and biases are zero, for any network."""
    parameters = subject.initialize_parameters_zeros(layers_dims)
    require_structure("zeros", parameters, layers_dims)
    try:
        assert_equal(parameters, expected(layers_dims), name="parameters")
    except Mismatch as problem:
        weights = np.concatenate([parameters[f"W{k}"].ravel() for k in range(1, len(layers_dims))])
        if len(np.unique(weights)) > 2:
            problem.misconception = "zeros.random_weights"
        raise


# --- random -----------------------------------------------------------------------------------------------------

_RANDOM_SUSPECTS: dict[str, Scale] = {
    "not_scaled": lambda layer: 1.0,
    "times_hundredth": lambda layer: 0.01,
    "divided_by_ten": lambda layer: 0.1,
    "root_of_ten": lambda layer: math.sqrt(10),
    "he_scale": lambda layer: math.sqrt(2 / layer.inputs),
}


@check(
    "initialize_parameters_random",
    kills=["random.transposed", "random.missing_last_layer", "random.first_layer_only", "random.layer_zero"],
    cases=6,
    deterministic=False,
    hint="Compare the keys and shapes that you return with the text, layer by layer.",
)
@given(layers_dims=networks(least=4))
def test_random_structure(subject: Any, layers_dims: list[int]) -> None:
    """The dictionary holds W1, b1, …, WL, bL in the right shapes."""
    require_structure("random", subject.initialize_parameters_random(layers_dims), layers_dims)


@check(
    "initialize_parameters_random",
    kills=["random.biases_random"],
    cases=3,
    deterministic=False,
    hint="Biases start at zero: only the weights are drawn.",
)
@given(layers_dims=networks())
def test_random_biases(subject: Any, layers_dims: list[int]) -> None:
    """Every bias is zero."""
    parameters = subject.initialize_parameters_random(layers_dims)
    require_structure("random", parameters, layers_dims)
    require_zero_biases("random", parameters, layers_dims)


@check(
    "initialize_parameters_random",
    points=10,
    kills=[
        "random.not_scaled",
        "random.times_hundredth",
        "random.divided_by_ten",
        "random.root_of_ten",
        "random.he_scale",
        "random.rand",
        "random.added",
        "random.uniform",
        "random.zero_weights",
        "random.repeated_rows",
    ],
    cases=2,
    deterministic=False,
    hint="Look at the mean and the standard deviation of your weights for a large layer.",
)
@given(wide=wide_networks(), narrow=narrow_networks())
def test_random_distribution(subject: Any, wide: list[int], narrow: list[int]) -> None:
    """The weights of every layer are ten times standard normal, each drawn for itself, and the biases zero."""
    answers = [(subject.initialize_parameters_random(dims), dims) for dims in (wide, narrow)]
    require_distribution("random", answers, lambda layer: 10.0, _RANDOM_SUSPECTS)


# --- he ---------------------------------------------------------------------------------------------------------

_HE_SUSPECTS: dict[str, Scale] = {
    "xavier": lambda layer: math.sqrt(1 / layer.inputs),
    "fan_out": lambda layer: math.sqrt(2 / layer.outputs),
    "glorot": lambda layer: math.sqrt(2 / (layer.inputs + layer.outputs)),
    "no_root": lambda layer: 2 / layer.inputs,
    "two_outside_root": lambda layer: 2 / math.sqrt(layer.inputs),
    "divided_by_scale": lambda layer: math.sqrt(layer.inputs / 2),
    "times_ten": lambda layer: 10 * math.sqrt(2 / layer.inputs),
    "first_layer_scale": lambda layer: math.sqrt(2 / layer.first),
    "integer_division": lambda layer: math.sqrt(2 // layer.inputs),
}


@check(
    "initialize_parameters_he",
    kills=["he.transposed", "he.missing_last_layer", "he.first_layer_only", "he.layer_zero"],
    cases=6,
    deterministic=False,
    hint="Compare the keys and shapes that you return with the text, layer by layer.",
)
@given(layers_dims=networks(least=4))
def test_he_structure(subject: Any, layers_dims: list[int]) -> None:
    """The dictionary holds W1, b1, …, WL, bL in the right shapes."""
    require_structure("he", subject.initialize_parameters_he(layers_dims), layers_dims)


@check(
    "initialize_parameters_he",
    kills=["he.biases_random"],
    cases=3,
    deterministic=False,
    hint="Biases start at zero: only the weights are drawn.",
)
@given(layers_dims=networks())
def test_he_biases(subject: Any, layers_dims: list[int]) -> None:
    """Every bias is zero."""
    parameters = subject.initialize_parameters_he(layers_dims)
    require_structure("he", parameters, layers_dims)
    require_zero_biases("he", parameters, layers_dims)


@check(
    "initialize_parameters_he",
    points=10,
    kills=[
        "he.xavier",
        "he.fan_out",
        "he.glorot",
        "he.no_root",
        "he.two_outside_root",
        "he.divided_by_scale",
        "he.times_ten",
        "he.first_layer_scale",
        "he.constant_scale",
        "he.integer_division",
        "he.rand",
        "he.uniform",
        "he.uniform_wrong_bound",
        "he.zero_weights",
        "he.repeated_rows",
    ],
    cases=2,
    deterministic=False,
    hint="Work out the standard deviation of one layer by hand and compare it with that of your weights.",
)
@given(wide=wide_networks(), narrow=narrow_networks())
def test_he_distribution(subject: Any, wide: list[int], narrow: list[int]) -> None:
    """The weights of every layer are normal with variance 2 over its number of inputs, and the biases zero."""
    answers = [(subject.initialize_parameters_he(dims), dims) for dims in (wide, narrow)]
    require_distribution("he", answers, lambda layer: math.sqrt(2 / layer.inputs), _HE_SUSPECTS)
