"""Wrong ways to initialize that students really write, each with the hint that it earns.

Owns the named misconceptions of the assignment "Initialization". Random variants draw from `RandomState(3)` in the
template's order, so that they give the numbers that a student sees who makes the mistake in the template.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.catalogue import collect, misconception
from reference.initialization import TEMPLATE_SEED, Parameters

__all__ = ["MISCONCEPTIONS"]

Dims = Sequence[int]
Draw = Callable[[np.random.RandomState, int, int], NDArray[np.float64]]

ZEROS, RANDOM, HE = (f"initialize_parameters_{name}" for name in ("zeros", "random", "he"))

TRANSPOSED_HINT = (
    "Wl has one row per unit of layer l and one column per unit of layer l-1: "
    "check the order of the two sizes against the shape that the text gives."
)
MISSING_LAYER_HINT = (
    "The last layer is missing. L already counts the input, and Python's range stops before its end: "
    "write down for which l the loop runs when layers_dims = [3, 2, 1]."
)
FIRST_LAYER_HINT = "Only W1 and b1 are there. Look at the indentation: does `return` stand inside the loop?"
LAYER_ZERO_HINT = "There are a W0 and a b0. Layer 0 is the input and has no parameters: start the loop at layer 1."


def _normal(generator: np.random.RandomState, rows: int, columns: int) -> NDArray[np.float64]:
    return generator.randn(rows, columns)


def _network(layers_dims: Dims, scale: Callable[[int], float], draw: Draw = _normal) -> Parameters:
    """Weights `draw(…) * scale(l)` and zero biases for every layer l."""
    generator = np.random.RandomState(TEMPLATE_SEED)
    parameters: Parameters = {}
    for k in range(1, len(layers_dims)):
        parameters[f"W{k}"] = draw(generator, layers_dims[k], layers_dims[k - 1]) * scale(k)
        parameters[f"b{k}"] = np.zeros((layers_dims[k], 1))
    return parameters


def _ten(layer: int) -> float:
    return 10.0


def _he_scale(layers_dims: Dims) -> Callable[[int], float]:
    return lambda layer: math.sqrt(2 / layers_dims[layer - 1])


def _transposed(parameters: Parameters) -> Parameters:
    return {name: value.T.copy() if name[0] == "W" else value for name, value in parameters.items()}


def _without_last_layer(parameters: Parameters) -> Parameters:
    last = len(parameters) // 2
    return {name: value for name, value in parameters.items() if int(name[1:]) != last}


def _first_layer_of(parameters: Parameters) -> Parameters:
    return {name: value for name, value in parameters.items() if name in ("W1", "b1")}


def _with_layer_zero(parameters: Parameters, layers_dims: Dims) -> Parameters:
    """What a loop from 0 adds: layers_dims[-1] stands in for the layer before the input."""
    extra = {"W0": np.zeros((layers_dims[0], layers_dims[-1])), "b0": np.zeros((layers_dims[0], 1))}
    return {**extra, **parameters}


def _with_random_biases(parameters: Parameters, scale: float) -> Parameters:
    generator = np.random.RandomState(TEMPLATE_SEED)
    drawn = {name: generator.randn(*value.shape) * scale for name, value in parameters.items() if name[0] == "b"}
    return {**parameters, **drawn}


# --- zeros ------------------------------------------------------------------------------------------------------


@misconception(
    "zeros.ones",
    ZEROS,
    "The weights are ones. Equal weights keep the symmetry just as zeros do, but this function is to return zeros.",
)
def zeros_ones(layers_dims: Dims) -> Parameters:
    zeros = _network(layers_dims, lambda _: 0.0)
    return {name: np.ones_like(value) if name[0] == "W" else value for name, value in zeros.items()}


@misconception("zeros.biases_ones", ZEROS, "The biases are ones: here they start at zero, like the weights.")
def zeros_biases_ones(layers_dims: Dims) -> Parameters:
    zeros = _network(layers_dims, lambda _: 0.0)
    return {name: np.ones_like(value) if name[0] == "b" else value for name, value in zeros.items()}


@misconception("zeros.transposed", ZEROS, TRANSPOSED_HINT)
def zeros_transposed(layers_dims: Dims) -> Parameters:
    return _transposed(_network(layers_dims, lambda _: 0.0))


@misconception("zeros.missing_last_layer", ZEROS, MISSING_LAYER_HINT)
def zeros_missing_last_layer(layers_dims: Dims) -> Parameters:
    return _without_last_layer(_network(layers_dims, lambda _: 0.0))


@misconception("zeros.layer_zero", ZEROS, LAYER_ZERO_HINT)
def zeros_layer_zero(layers_dims: Dims) -> Parameters:
    return _with_layer_zero(_network(layers_dims, lambda _: 0.0), layers_dims)


@misconception(
    "zeros.flat_biases",
    ZEROS,
    "The biases are one-dimensional. Make them columns of shape (n, 1): a flat array of n numbers is added to Z "
    "along the examples instead of the units.",
)
def zeros_flat_biases(layers_dims: Dims) -> Parameters:
    zeros = _network(layers_dims, lambda _: 0.0)
    return {name: value.ravel() if name[0] == "b" else value for name, value in zeros.items()}


@misconception(
    "zeros.row_biases",
    ZEROS,
    "The biases are rows, shape (1, n). A bias belongs to a unit, and units are rows of Z: make it a column.",
)
def zeros_row_biases(layers_dims: Dims) -> Parameters:
    zeros = _network(layers_dims, lambda _: 0.0)
    return {name: value.T.copy() if name[0] == "b" else value for name, value in zeros.items()}


@misconception(
    "zeros.keys_from_zero",
    ZEROS,
    "The layers are numbered from 0. Layer 0 is the input and has no parameters: the first weights are W1.",
)
def zeros_keys_from_zero(layers_dims: Dims) -> Parameters:
    zeros = _network(layers_dims, lambda _: 0.0)
    return {f"{name[0]}{int(name[1:]) - 1}": value for name, value in zeros.items()}


@misconception(
    "zeros.biases_of_previous_layer",
    ZEROS,
    "The biases have the size of the layer before. bl is added to the units of layer l itself.",
)
def zeros_biases_of_previous_layer(layers_dims: Dims) -> Parameters:
    zeros = _network(layers_dims, lambda _: 0.0)
    biases = {f"b{k}": np.zeros((layers_dims[k - 1], 1)) for k in range(1, len(layers_dims))}
    return {**zeros, **biases}


@misconception(
    "zeros.random_weights",
    ZEROS,
    "The weights are random numbers. That is the next exercise: here all of them are to be zero.",
)
def zeros_random_weights(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda _: 1.0)


# --- random -----------------------------------------------------------------------------------------------------


@misconception(
    "random.not_scaled",
    RANDOM,
    "The weights have spread 1: the factor that makes them large is missing. Read again how large this exercise "
    "wants them.",
)
def random_not_scaled(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda _: 1.0)


@misconception(
    "random.times_hundredth",
    RANDOM,
    "The weights are scaled by 0.01, the habit of an earlier course. This exercise wants them large, to show what "
    "happens then.",
)
def random_times_hundredth(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda _: 0.01)


@misconception(
    "random.divided_by_ten",
    RANDOM,
    "The weights are a hundred times too small: they look divided by the factor instead of multiplied by it.",
)
def random_divided_by_ten(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda _: 0.1)


@misconception(
    "random.root_of_ten",
    RANDOM,
    "The weights have variance 10. It is the standard deviation that is to be 10: the factor multiplies the numbers "
    "themselves.",
)
def random_root_of_ten(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda _: math.sqrt(10))


@misconception(
    "random.he_scale",
    RANDOM,
    "The spread depends on the layer's size, as in He initialization. That is the next exercise: here all layers "
    "have the same, large spread.",
)
def random_he_scale(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, _he_scale(layers_dims))


@misconception(
    "random.rand",
    RANDOM,
    "All weights are positive: np.random.rand draws from 0 to 1 evenly. Which function draws from the standard "
    "normal distribution?",
)
def random_rand(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, _ten, lambda g, rows, columns: g.rand(rows, columns))


@misconception(
    "random.uniform",
    RANDOM,
    "The weights are spread evenly over an interval. The exercise asks for the normal distribution, with its many "
    "small and few large numbers.",
)
def random_uniform(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, _ten, lambda g, rows, columns: g.uniform(-1, 1, (rows, columns)))


@misconception(
    "random.biases_random",
    RANDOM,
    "The biases are random too. Random weights alone break the symmetry: biases start at zero.",
)
def random_biases_random(layers_dims: Dims) -> Parameters:
    return _with_random_biases(_network(layers_dims, _ten), 10)


@misconception("random.transposed", RANDOM, TRANSPOSED_HINT)
def random_transposed(layers_dims: Dims) -> Parameters:
    return _transposed(_network(layers_dims, _ten))


@misconception("random.missing_last_layer", RANDOM, MISSING_LAYER_HINT)
def random_missing_last_layer(layers_dims: Dims) -> Parameters:
    return _without_last_layer(_network(layers_dims, _ten))


@misconception("random.layer_zero", RANDOM, LAYER_ZERO_HINT)
def random_layer_zero(layers_dims: Dims) -> Parameters:
    return _with_layer_zero(_network(layers_dims, _ten), layers_dims)


@misconception(
    "random.zero_weights",
    RANDOM,
    "The weights are all zero, so that every unit of a layer learns the same. Draw them at random.",
)
def random_zero_weights(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda _: 0.0)


@misconception(
    "random.repeated_rows",
    RANDOM,
    "Every unit of a layer got the same weights: one row was drawn and repeated. Units that start equal stay equal, "
    "so draw the whole matrix.",
)
def random_repeated_rows(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, _ten, lambda g, rows, columns: np.tile(g.randn(1, columns), (rows, 1)))


# --- he ---------------------------------------------------------------------------------------------------------


@misconception(
    "he.xavier",
    HE,
    "The variance is 1 over the number of inputs, the rule for tanh. A ReLU lets only half of the signal through: "
    "what does He et al. put in the numerator to make up for it?",
)
def he_xavier(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda k: math.sqrt(1 / layers_dims[k - 1]))


@misconception(
    "he.fan_out",
    HE,
    "The spread depends on the size of the layer itself. Count the inputs of a unit instead: the size of the layer "
    "before.",
)
def he_fan_out(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda k: math.sqrt(2 / layers_dims[k]))


@misconception(
    "he.glorot",
    HE,
    "The variance is 2 over inputs plus outputs: that is Glorot's rule. He's counts the inputs alone.",
)
def he_glorot(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda k: math.sqrt(2 / (layers_dims[k - 1] + layers_dims[k])))


@misconception(
    "he.no_root",
    HE,
    "The weights are multiplied by the variance. The factor that turns spread 1 into that variance is its square root.",
)
def he_no_root(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda k: 2 / layers_dims[k - 1])


@misconception(
    "he.two_outside_root",
    HE,
    "The weights are √2 times too large, and their variance is 4 over the number of inputs. The 2 belongs to the "
    "variance: does it stand outside the root?",
)
def he_two_outside_root(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda k: 2 / math.sqrt(layers_dims[k - 1]))


@misconception(
    "he.divided_by_scale",
    HE,
    "The weights grow with the number of inputs where they should shrink: they are divided by the factor instead of "
    "multiplied by it, or the fraction is upside down.",
)
def he_divided_by_scale(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda k: math.sqrt(layers_dims[k - 1] / 2))


@misconception(
    "he.times_ten",
    HE,
    "The factor 10 of the exercise before is still there, on top of He's.",
)
def he_times_ten(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda k: 10 * math.sqrt(2 / layers_dims[k - 1]))


@misconception(
    "he.first_layer_scale",
    HE,
    "Every layer got the factor of the first one. Compute it inside the loop, from the inputs of each layer.",
)
def he_first_layer_scale(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda _: math.sqrt(2 / layers_dims[0]))


@misconception(
    "he.constant_scale",
    HE,
    "All layers have the same spread, whatever their size. He's factor depends on the number of inputs of each layer.",
)
def he_constant_scale(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda _: 0.01)


@misconception(
    "he.integer_division",
    HE,
    "Most weights are zero: `//` rounds the quotient down to a whole number, so it vanishes for more than two inputs.",
)
def he_integer_division(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda k: math.sqrt(2 // layers_dims[k - 1]))


@misconception(
    "he.rand",
    HE,
    "All weights are positive: np.random.rand draws from 0 to 1 evenly. He's factor is for numbers from the standard "
    "normal distribution.",
)
def he_rand(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, _he_scale(layers_dims), lambda g, rows, columns: g.rand(rows, columns))


@misconception(
    "he.uniform_wrong_bound",
    HE,
    "The weights are spread evenly up to ± He's factor, which leaves a third of the variance. Draw from the standard "
    "normal distribution instead.",
)
def he_uniform_wrong_bound(layers_dims: Dims) -> Parameters:
    scale = _he_scale(layers_dims)
    return _network(layers_dims, scale, lambda g, rows, columns: g.uniform(-1, 1, (rows, columns)))


@misconception(
    "he.uniform",
    HE,
    'The variance is right, but the weights are spread evenly over an interval ("He uniform"). This exercise asks '
    "for the normal distribution.",
)
def he_uniform(layers_dims: Dims) -> Parameters:
    scale, bound = _he_scale(layers_dims), math.sqrt(3)
    return _network(layers_dims, scale, lambda g, rows, columns: g.uniform(-bound, bound, (rows, columns)))


@misconception(
    "he.repeated_rows",
    HE,
    "Every unit of a layer got the same weights: one row was drawn and repeated. Units that start equal stay equal, "
    "so draw the whole matrix.",
)
def he_repeated_rows(layers_dims: Dims) -> Parameters:
    scale = _he_scale(layers_dims)
    return _network(layers_dims, scale, lambda g, rows, columns: np.tile(g.randn(1, columns), (rows, 1)))


@misconception(
    "he.biases_random",
    HE,
    "The biases are random too. Random weights alone break the symmetry: biases start at zero.",
)
def he_biases_random(layers_dims: Dims) -> Parameters:
    return _with_random_biases(_network(layers_dims, _he_scale(layers_dims)), 1)


@misconception("he.transposed", HE, TRANSPOSED_HINT)
def he_transposed(layers_dims: Dims) -> Parameters:
    return _transposed(_network(layers_dims, _he_scale(layers_dims)))


@misconception("he.missing_last_layer", HE, MISSING_LAYER_HINT)
def he_missing_last_layer(layers_dims: Dims) -> Parameters:
    return _without_last_layer(_network(layers_dims, _he_scale(layers_dims)))


@misconception("he.layer_zero", HE, LAYER_ZERO_HINT)
def he_layer_zero(layers_dims: Dims) -> Parameters:
    return _with_layer_zero(_network(layers_dims, _he_scale(layers_dims)), layers_dims)


@misconception(
    "he.zero_weights",
    HE,
    "The weights are all zero, so that every unit of a layer learns the same. Draw them at random and scale them.",
)
def he_zero_weights(layers_dims: Dims) -> Parameters:
    return _network(layers_dims, lambda _: 0.0)


@misconception("zeros.first_layer_only", ZEROS, FIRST_LAYER_HINT)
def zeros_first_layer_only(layers_dims: Dims) -> Parameters:
    return _first_layer_of(_network(layers_dims, lambda _: 0.0))


@misconception("random.first_layer_only", RANDOM, FIRST_LAYER_HINT)
def random_first_layer_only(layers_dims: Dims) -> Parameters:
    return _first_layer_of(_network(layers_dims, _ten))


@misconception("he.first_layer_only", HE, FIRST_LAYER_HINT)
def he_first_layer_only(layers_dims: Dims) -> Parameters:
    return _first_layer_of(_network(layers_dims, _he_scale(layers_dims)))


@misconception(
    "random.added",
    RANDOM,
    "The weights lie around 10 with spread 1: the factor is added where it should multiply.",
)
def random_added(layers_dims: Dims) -> Parameters:
    network = _network(layers_dims, lambda _: 1.0)
    return {name: value + 10 if name[0] == "W" else value for name, value in network.items()}


MISCONCEPTIONS: tuple[Any, ...] = collect(globals())
