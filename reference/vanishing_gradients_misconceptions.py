"""Wrong ways to measure, scale and clip that students really write, each with the hint that it earns.

Owns the named misconceptions of the assignment "Vanishing and Exploding Gradients". Random variants draw from
`RandomState(seed)`; the spec recognises them by their statistics, whatever the generator.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from reference.catalogue import collect, misconception
from reference.vanishing_gradients import (
    EXPLODING,
    TEMPLATE_SEED,
    VANISHING,
    Array,
    Arrays,
    gradient_norms,
    is_symmetric,
    xavier_initialization,
)

__all__ = ["MISCONCEPTIONS"]

SCALES = "activation_scales"
NORMS = "gradient_norms"
XAVIER = "xavier_initialization"
CLIP = "clip_gradients"
SYMMETRIC = "is_symmetric"
DIAGNOSE = "diagnose_gradients"

Dims = Sequence[int]


# --- activation scales --------------------------------------------------------------------------------------------

_FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "tanh": np.tanh,
    "relu": lambda Z: np.maximum(0, Z),
    "linear": lambda Z: Z,
}


def _layers(X: Array, weights: Sequence[Array], activation: str) -> list[tuple[Array, Array]]:
    """(Z_l, A_l) of every layer."""
    A, found = X, []
    for W in weights:
        Z = W @ A
        A = _FUNCTIONS[activation](Z)
        found.append((Z, A))
    return found


@misconception("scales.input_too", SCALES, "Your list begins with the input; it should hold the layers 1 to L only.")
def _input_too(X: Array, weights: Sequence[Array], activation: str) -> list[float]:
    return [float(np.std(A)) for A in (X, *(A for _, A in _layers(X, weights, activation)))]


@misconception("scales.before_activation", SCALES, "You measure Z; the scale of the activations A is asked for.")
def _before(X: Array, weights: Sequence[Array], activation: str) -> list[float]:
    return [float(np.std(Z)) for Z, _ in _layers(X, weights, activation)]


@misconception(
    "scales.activation_not_passed_on", SCALES, "The next layer gets the activations of this one: you pass on Z instead."
)
def _not_passed(X: Array, weights: Sequence[Array], activation: str) -> list[float]:
    return [float(np.std(_FUNCTIONS[activation](Z))) for Z, _ in _layers(X, weights, "linear")]


@misconception("scales.not_deep", SCALES, "Every layer gets the input X in your loop, not the layer before it.")
def _not_deep(X: Array, weights: Sequence[Array], activation: str) -> list[float]:
    found, A = [], X
    for W in weights:
        A = _FUNCTIONS[activation](W @ (X if W.shape[1] == X.shape[0] else A))
        found.append(float(np.std(A)))
    return found


@misconception("scales.variance", SCALES, "That is the variance; the standard deviation is its square root.")
def _variance(X: Array, weights: Sequence[Array], activation: str) -> list[float]:
    return [float(np.var(A)) for _, A in _layers(X, weights, activation)]


@misconception("scales.ddof_1", SCALES, "The text divides by the number of entries N, you by N − 1.")
def _ddof(X: Array, weights: Sequence[Array], activation: str) -> list[float]:
    return [float(np.std(A, ddof=1)) for _, A in _layers(X, weights, activation)]


@misconception(
    "scales.mean_not_subtracted", SCALES, "That is the root of the mean square. After a ReLU the mean is not 0."
)
def _root_mean_square(X: Array, weights: Sequence[Array], activation: str) -> list[float]:
    return [float(np.sqrt(np.mean(A**2))) for _, A in _layers(X, weights, activation)]


@misconception(
    "scales.mean_over_units", SCALES, "Take one standard deviation over all entries of A, not one per unit to average."
)
def _per_unit(X: Array, weights: Sequence[Array], activation: str) -> list[float]:
    return [float(np.mean(np.std(A, axis=1))) for _, A in _layers(X, weights, activation)]


@misconception("scales.always_tanh", SCALES, "You use tanh whatever `activation` says.")
def _always_tanh(X: Array, weights: Sequence[Array], activation: str) -> list[float]:
    return [float(np.std(A)) for _, A in _layers(X, weights, "tanh")]


@misconception("scales.last_layer_missing", SCALES, "Your list is one short: the last layer is missing.")
def _without_last(X: Array, weights: Sequence[Array], activation: str) -> list[float]:
    return [float(np.std(A)) for _, A in _layers(X, weights, activation)[:-1]]


@misconception("scales.of_the_weights", SCALES, "You measure the weights; send X through the layers and measure A.")
def _of_weights(X: Array, weights: Sequence[Array], activation: str) -> list[float]:
    return [float(np.std(W)) for W in weights]


# --- gradient norms -----------------------------------------------------------------------------------------------


def _each(grads: Arrays, norm: Callable[[Array], Any]) -> list[float]:
    return [float(norm(grads[f"dW{l}"])) for l in range(1, len(grads) // 2 + 1)]


@misconception("norms.squared", NORMS, "Your norms are squared: the root is missing.")
def _squared(grads: Arrays) -> list[float]:
    return _each(grads, lambda g: np.sum(g**2))


@misconception("norms.absolute_values", NORMS, "The Frobenius norm squares the entries; you add their absolute values.")
def _absolute(grads: Arrays) -> list[float]:
    return _each(grads, lambda g: np.sum(np.abs(g)))


@misconception(
    "norms.spectral", NORMS, "That is the largest singular value: for a matrix, ord=2 is not the Frobenius norm."
)
def _spectral(grads: Arrays) -> list[float]:
    return _each(grads, lambda g: np.linalg.norm(g, 2))


@misconception("norms.mean_of_squares", NORMS, "You average the squares; the norm adds them up.")
def _mean_square(grads: Arrays) -> list[float]:
    return _each(grads, lambda g: np.sqrt(np.mean(g**2)))


@misconception("norms.largest_entry", NORMS, "That is the largest entry; all entries go into the Frobenius norm.")
def _largest(grads: Arrays) -> list[float]:
    return _each(grads, lambda g: np.max(np.abs(g)))


@misconception("norms.biases_too", NORMS, "Only dW1 to dWL are asked for: leave the db out.")
def _biases_too(grads: Arrays) -> list[float]:
    layers = range(1, len(grads) // 2 + 1)
    return [float(np.linalg.norm(grads[f"d{kind}{l}"])) for l in layers for kind in "Wb"]


@misconception("norms.biases_within", NORMS, "A layer's norm is that of dW alone; you let db count as well.")
def _biases_within(grads: Arrays) -> list[float]:
    layers = range(1, len(grads) // 2 + 1)
    return [float(np.hypot(np.linalg.norm(grads[f"dW{l}"]), np.linalg.norm(grads[f"db{l}"]))) for l in layers]


@misconception("norms.last_layer_first", NORMS, "The list should begin with layer 1 and end with layer L.")
def _reversed(grads: Arrays) -> list[float]:
    return gradient_norms(grads)[::-1]


@misconception("norms.sorted_by_name", NORMS, 'Sorted as text "dW10" comes before "dW2": count the layers instead.')
def _sorted(grads: Arrays) -> list[float]:
    return [float(np.linalg.norm(grads[k])) for k in sorted(grads) if k.startswith("dW")]


@misconception(
    "norms.order_of_the_dictionary",
    NORMS,
    "A dictionary may come in any order, as after a backward pass: count the layers.",
)
def _as_they_come(grads: Arrays) -> list[float]:
    return [float(np.linalg.norm(g)) for k, g in grads.items() if k.startswith("dW")]


@misconception("norms.last_layer_missing", NORMS, "Python's range stops before its end: the last layer is missing.")
def _norms_without_last(grads: Arrays) -> list[float]:
    return gradient_norms(grads)[:-1]


@misconception(
    "norms.gradients_changed",
    NORMS,
    "The norms are right, but on the way your call changes the gradients themselves (by **=, *= or pop), and the next "
    "step is taken along them. Make new arrays.",
)
def _squared_in_place(grads: dict[str, Array]) -> list[float]:
    norms = gradient_norms(grads)
    for value in grads.values():
        value **= 2
    return norms


# --- xavier -------------------------------------------------------------------------------------------------------

Draw = Callable[[np.random.RandomState, int, int], Array]


def _network(dims: Dims, scale: Callable[[int], float], seed: int, draw: Draw | None = None) -> Arrays:
    generator = np.random.RandomState(seed)
    parameters: Arrays = {}
    for l in range(1, len(dims)):
        rows, columns = dims[l], dims[l - 1]
        drawn = generator.normal(size=(rows, columns)) if draw is None else draw(generator, rows, columns)
        parameters[f"W{l}"] = drawn * scale(l)
        parameters[f"b{l}"] = np.zeros((rows, 1))
    return parameters


def _right(dims: Dims) -> Callable[[int], float]:
    return lambda l: math.sqrt(1 / dims[l - 1])


@misconception(
    "xavier.he_scale", XAVIER, "The variance is 2/n: that is He's rule for ReLU. Which numerator has this one?"
)
def _he(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return _network(layers_dims, lambda l: math.sqrt(2 / layers_dims[l - 1]), seed)


@misconception(
    "xavier.fan_out", XAVIER, "Count the inputs of a unit, the size of the layer before, not of the layer itself."
)
def _fan_out(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return _network(layers_dims, lambda l: math.sqrt(1 / layers_dims[l]), seed)


@misconception(
    "xavier.inputs_and_outputs", XAVIER, "That is Glorot's compromise 2/(inputs + outputs); here only the inputs count."
)
def _glorot(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return _network(layers_dims, lambda l: math.sqrt(2 / (layers_dims[l - 1] + layers_dims[l])), seed)


@misconception(
    "xavier.no_root", XAVIER, "You multiply by the variance; the factor is the standard deviation, its root."
)
def _no_root(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return _network(layers_dims, lambda l: 1 / layers_dims[l - 1], seed)


@misconception("xavier.inverted", XAVIER, "More inputs need smaller weights; yours get larger.")
def _inverted(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return _network(layers_dims, lambda l: math.sqrt(layers_dims[l - 1]), seed)


@misconception("xavier.not_scaled", XAVIER, "Your weights have standard deviation 1 in every layer: scale them.")
def _not_scaled(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return _network(layers_dims, lambda l: 1.0, seed)


@misconception("xavier.times_hundredth", XAVIER, "A fixed factor 0.01 ignores how many inputs a unit has.")
def _hundredth(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return _network(layers_dims, lambda l: 0.01, seed)


@misconception(
    "xavier.first_layer_scale", XAVIER, "Each layer has its own number of inputs; you use the first layer's."
)
def _first(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return _network(layers_dims, lambda l: math.sqrt(1 / layers_dims[0]), seed)


@misconception("xavier.rand", XAVIER, "None of your weights is negative: rand is uniform from 0 to 1, not normal.")
def _rand(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return _network(layers_dims, _right(layers_dims), seed, lambda g, rows, columns: g.rand(rows, columns))


@misconception(
    "xavier.uniform", XAVIER, "The spread is right, but the weights are uniform; a normal distribution is asked for."
)
def _uniform(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    bound = math.sqrt(3)
    return _network(
        layers_dims, _right(layers_dims), seed, lambda g, rows, columns: g.uniform(-bound, bound, (rows, columns))
    )


@misconception("xavier.zero_weights", XAVIER, "All weights are zero: then all units of a layer stay equal for ever.")
def _zeros(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return _network(layers_dims, lambda l: 0.0, seed)


@misconception("xavier.repeated_rows", XAVIER, "All units of a layer got the same weights: draw the whole matrix.")
def _repeated(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return _network(
        layers_dims, _right(layers_dims), seed, lambda g, rows, columns: np.tile(g.randn(1, columns), (rows, 1))
    )


@misconception("xavier.biases_random", XAVIER, "Biases start at zero; only the weights are drawn.")
def _random_biases(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    generator = np.random.RandomState(seed)
    parameters = xavier_initialization(layers_dims, seed)
    return {k: generator.randn(*v.shape) if k[0] == "b" else v for k, v in parameters.items()}


@misconception("xavier.transposed", XAVIER, "Wl has one row per unit of layer l: check the order of its two sizes.")
def _transposed(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return {k: v.T.copy() if k[0] == "W" else v for k, v in xavier_initialization(layers_dims, seed).items()}


@misconception("xavier.last_layer_missing", XAVIER, "The last layer is missing: for which l does your loop run?")
def _xavier_without_last(layers_dims: Dims, seed: int = TEMPLATE_SEED) -> Arrays:
    return xavier_initialization(list(layers_dims)[:-1], seed)


# --- clipping -----------------------------------------------------------------------------------------------------


def _norm(grads: Arrays, kinds: str = "Wb") -> float:
    return math.sqrt(sum(float(np.sum(g**2)) for k, g in grads.items() if k[1] in kinds))


def _scaled(grads: Arrays, factor: float, kinds: str = "Wb") -> Arrays:
    return {k: g * factor if k[1] in kinds else g.copy() for k, g in grads.items()}


@misconception(
    "clip.each_array", CLIP, "You clip every array on its own; that turns the direction. One norm over all of them."
)
def _each_array(grads: Arrays, max_norm: float) -> Arrays:
    return {k: g * min(1.0, max_norm / float(np.linalg.norm(g))) for k, g in grads.items()}


@misconception("clip.by_value", CLIP, "You clip every entry; that turns the direction. Scale all of them alike.")
def _by_value(grads: Arrays, max_norm: float) -> Arrays:
    return {k: np.clip(g, -max_norm, max_norm) for k, g in grads.items()}


@misconception("clip.ratio_inverted", CLIP, "Your gradients have grown: the factor is upside down.")
def _inverted_ratio(grads: Arrays, max_norm: float) -> Arrays:
    norm = _norm(grads)
    return _scaled(grads, norm / max_norm if norm > max_norm else 1.0)


@misconception("clip.norm_squared", CLIP, "Take the root of the sum of squares before you compare and divide.")
def _squared_norm(grads: Arrays, max_norm: float) -> Arrays:
    square = _norm(grads) ** 2
    return _scaled(grads, max_norm / square if square > max_norm else 1.0)


@misconception("clip.sum_of_norms", CLIP, "Norms of several arrays don't add up; their squares do.")
def _sum_of_norms(grads: Arrays, max_norm: float) -> Arrays:
    norm = sum(float(np.linalg.norm(g)) for g in grads.values())
    return _scaled(grads, max_norm / norm if norm > max_norm else 1.0)


@misconception("clip.biases_not_counted", CLIP, "The norm is taken over all of the gradient: the db count as well.")
def _not_counted(grads: Arrays, max_norm: float) -> Arrays:
    norm = _norm(grads, "W")
    return _scaled(grads, max_norm / norm if norm > max_norm else 1.0)


@misconception("clip.biases_not_scaled", CLIP, "The db are to be scaled like the dW, or the direction changes.")
def _not_scaled_biases(grads: Arrays, max_norm: float) -> Arrays:
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm if norm > max_norm else 1.0, "W")


@misconception("clip.always_scaled", CLIP, "A gradient shorter than max_norm stays as it is; you make it longer.")
def _always(grads: Arrays, max_norm: float) -> Arrays:
    return _scaled(grads, max_norm / _norm(grads))


@misconception("clip.never_scaled", CLIP, "Your gradients come back as they were, however long they are.")
def _never(grads: Arrays, max_norm: float) -> Arrays:
    return _scaled(grads, 1.0)


@misconception("clip.to_length_one", CLIP, "Your clipped gradient has norm 1; it should have norm max_norm.")
def _length_one(grads: Arrays, max_norm: float) -> Arrays:
    norm = _norm(grads)
    return _scaled(grads, 1 / norm if norm > max_norm else 1.0)


@misconception(
    "clip.condition_reversed", CLIP, "You scale the short gradients and leave the long ones: check the comparison."
)
def _condition(grads: Arrays, max_norm: float) -> Arrays:
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm if norm < max_norm else 1.0)


# --- symmetry -----------------------------------------------------------------------------------------------------


def _hidden(parameters: Arrays, further: int = 0) -> list[tuple[Array, Array]]:
    L = len(parameters) // 2
    return [(parameters[f"W{l}"], parameters[f"b{l}"]) for l in range(1, L + further)]


def _equal(A: Array) -> bool:
    return bool(np.all(A[0] == A))


@misconception("symmetric.columns", SYMMETRIC, "A unit's weights are a row of W, not a column.")
def _columns(parameters: Arrays) -> bool:
    return any(len(W) >= 2 and _equal(W.T) and _equal(b) for W, b in _hidden(parameters))


@misconception("symmetric.output_layer_too", SYMMETRIC, "The output layer does not count: look at hidden layers only.")
def _output_too(parameters: Arrays) -> bool:
    return any(len(W) >= 2 and _equal(W) and _equal(b) for W, b in _hidden(parameters, 1))


@misconception("symmetric.biases_ignored", SYMMETRIC, "Units with different biases are different: look at b as well.")
def _ignored(parameters: Arrays) -> bool:
    return any(len(W) >= 2 and _equal(W) for W, b in _hidden(parameters))


@misconception(
    "symmetric.first_layer_only", SYMMETRIC, "Any hidden layer may be the symmetric one, not the first alone."
)
def _first_only(parameters: Arrays) -> bool:
    return any(len(W) >= 2 and _equal(W) and _equal(b) for W, b in _hidden(parameters)[:1])


@misconception("symmetric.all_layers", SYMMETRIC, "One symmetric hidden layer is enough; you ask for all of them.")
def _all_layers(parameters: Arrays) -> bool:
    return all(len(W) >= 2 and _equal(W) and _equal(b) for W, b in _hidden(parameters))


@misconception("symmetric.only_zeros", SYMMETRIC, "Not only zeros are symmetric: any equal units are.")
def _only_zeros(parameters: Arrays) -> bool:
    return any(len(W) >= 2 and not W.any() and _equal(b) for W, b in _hidden(parameters))


@misconception("symmetric.all_entries", SYMMETRIC, "Rows must equal each other; the entries within a row may differ.")
def _all_entries(parameters: Arrays) -> bool:
    return any(len(W) >= 2 and bool(np.all(W[0, 0] == W)) and _equal(b) for W, b in _hidden(parameters))


@misconception("symmetric.two_rows", SYMMETRIC, "All units of the layer must be equal; two equal ones are not enough.")
def _two_rows(parameters: Arrays) -> bool:
    return any(len(W) >= 2 and bool(np.all(W[0] == W[1])) and bool(b[0] == b[1]) for W, b in _hidden(parameters))


@misconception(
    "symmetric.single_unit", SYMMETRIC, "One unit alone has no other to be equal to: such a layer does not count."
)
def _single_unit(parameters: Arrays) -> bool:
    return any(_equal(W) and _equal(b) for W, b in _hidden(parameters))


@misconception("symmetric.negated", SYMMETRIC, "Your answer is the wrong way round: True means symmetric.")
def _negated(parameters: Arrays) -> bool:
    return not any(len(W) >= 2 and _equal(W) and _equal(b) for W, b in _hidden(parameters))


@misconception(
    "symmetric.parameters_changed",
    SYMMETRIC,
    "The answer is right, but on the way your call changes the parameters themselves (by pop or del), and the network "
    "loses a layer. Leave the output layer out by its number.",
)
def _output_layer_taken_out(parameters: dict[str, Array]) -> bool:
    answer = is_symmetric(parameters)
    last = len(parameters) // 2
    del parameters[f"W{last}"], parameters[f"b{last}"]
    return answer


# --- diagnose -----------------------------------------------------------------------------------------------------


def _word(ratio: float, low: float = VANISHING, high: float = EXPLODING) -> str:
    return "vanishing" if ratio < low else "exploding" if ratio > high else "healthy"


@misconception(
    "gradients.ratio_inverted",
    DIAGNOSE,
    "Gradients travel from the last layer to the first: your ratio is upside down, or your words are swapped.",
)
def _upside_down(norms: Sequence[float]) -> str:
    return _word(norms[-1] / norms[0])


@misconception(
    "gradients.first_layer_alone", DIAGNOSE, "A small gradient is fine where all are small: compare the layers."
)
def _alone(norms: Sequence[float]) -> str:
    return _word(norms[0])


@misconception("gradients.last_layer_alone", DIAGNOSE, "You look at the last layer alone: compare the first with it.")
def _last_alone(norms: Sequence[float]) -> str:
    return _word(norms[-1])


@misconception(
    "gradients.smallest_to_largest", DIAGNOSE, "The first and the last layer count, not the smallest and largest."
)
def _extremes(norms: Sequence[float]) -> str:
    return _word(min(norms) / max(norms))


@misconception("gradients.difference", DIAGNOSE, "Compare by ratio: a difference depends on the size of the gradients.")
def _difference(norms: Sequence[float]) -> str:
    return _word(abs(norms[0] - norms[-1]))


@misconception("gradients.neighbours", DIAGNOSE, "Compare the first layer with the last, not with its neighbour.")
def _neighbours(norms: Sequence[float]) -> str:
    return _word(norms[0] / norms[1])


@misconception("gradients.average", DIAGNOSE, "The text compares with the last layer, not with the mean of all.")
def _average(norms: Sequence[float]) -> str:
    return _word(norms[0] / (sum(norms) / len(norms)))


@misconception("gradients.around_one", DIAGNOSE, "A ratio a little below or above 1 is healthy: use the text's bounds.")
def _around_one(norms: Sequence[float]) -> str:
    return _word(norms[0] / norms[-1], 1.0, 1.0)


@misconception(
    "gradients.never_exploding", DIAGNOSE, "Gradients can also grow on their way back: what if the ratio is large?"
)
def _never_exploding(norms: Sequence[float]) -> str:
    return _word(norms[0] / norms[-1], high=math.inf)


MISCONCEPTIONS = collect(globals())
