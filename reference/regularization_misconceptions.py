"""Wrong ways to regularize that students really write, each with the hint that it earns.

Owns the named misconceptions of the assignment "Regularization". Variants are built from the pieces below, which
are the reference's formulas with the places open where students go wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.catalogue import collect, misconception
from reference.regularization import (
    TEMPLATE_SEED,
    Array,
    Cache,
    backward_propagation_with_dropout,
    backward_propagation_with_regularization,
    compute_cost_with_regularization,
)

__all__ = ["MISCONCEPTIONS"]

COST = "compute_cost_with_regularization"
BACKWARD = "backward_propagation_with_regularization"
FORWARD_DROPOUT = "forward_propagation_with_dropout"
BACKWARD_DROPOUT = "backward_propagation_with_dropout"

CHANGED = (
    "What comes back is right, but on the way your call changes an array that it was given (by **=, *=, /= or out=), "
    "and training goes on with that array. Make a new one."
)

Parameters = dict[str, Array]
Grads = dict[str, Array]


# --- cost ---------------------------------------------------------------------------------------------------------


def _penalty(parameters: Parameters, power: Callable[[Array], Any] = np.square, keys: str = "W") -> float:
    return float(sum(np.sum(power(parameters[f"{k}{l}"])) for k in keys for l in (1, 2, 3)))


def _of_layers(parameters: Parameters, *layers: int, total: Callable[[Array], Any] = np.sum) -> float:
    return float(sum(total(np.square(parameters[f"W{l}"])) for l in layers))


def _plain_cost(A3: Array, Y: Array, parameters: Parameters) -> float:
    return compute_cost_with_regularization(A3, Y, parameters, 0.0)


@misconception(
    "l2_cost.penalty_not_halved",
    COST,
    "Your penalty is twice as large as it should be: look at the factor before Σ‖W‖².",
)
def _not_halved(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(_plain_cost(A3, Y, parameters) + lambd / Y.shape[1] * _penalty(parameters))


@misconception(
    "l2_cost.multiplied_by_m",
    COST,
    "x / 2 * m divides by 2 and then multiplies by m: put 2 * m in brackets.",
)
def _multiplied_by_m(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(_plain_cost(A3, Y, parameters) + lambd / 2 * Y.shape[1] * _penalty(parameters))


@misconception(
    "l2_cost.not_divided_by_m",
    COST,
    "The penalty is divided by the number of examples m: the columns of Y, not its one row.",
)
def _not_divided(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(_plain_cost(A3, Y, parameters) + lambd / 2 * _penalty(parameters))


@misconception("l2_cost.penalty_forgotten", COST, "You return the cross-entropy alone; the L2 penalty is not added.")
def _forgotten(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return _plain_cost(A3, Y, parameters)


@misconception(
    "l2_cost.only_penalty", COST, "You return the penalty alone; the regularized cost is cross-entropy plus penalty."
)
def _only_penalty(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(lambd / (2 * Y.shape[1]) * _penalty(parameters))


@misconception("l2_cost.subtracted", COST, "The penalty makes large weights more expensive, so it is added.")
def _subtracted(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(_plain_cost(A3, Y, parameters) - lambd / (2 * Y.shape[1]) * _penalty(parameters))


@misconception("l2_cost.biases_too", COST, "Only the weights W1, W2, W3 are penalised, not the biases.")
def _biases_too(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(_plain_cost(A3, Y, parameters) + lambd / (2 * Y.shape[1]) * _penalty(parameters, keys="Wb"))


@misconception(
    "l2_cost.absolute_values", COST, "That is the L1 norm: L2 regularization sums the squares of the weights."
)
def _absolute(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(_plain_cost(A3, Y, parameters) + lambd / (2 * Y.shape[1]) * _penalty(parameters, np.abs))


@misconception("l2_cost.norm_not_squared", COST, "The formula has the squared norm of each W: don't take the root.")
def _root(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    norms = sum(float(np.linalg.norm(parameters[f"W{l}"])) for l in (1, 2, 3))
    return float(_plain_cost(A3, Y, parameters) + lambd / (2 * Y.shape[1]) * norms)


@misconception("l2_cost.square_of_sum", COST, "Square each weight first, then sum; you square the sum.")
def _square_of_sum(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    squares = sum(float(np.sum(parameters[f"W{l}"])) ** 2 for l in (1, 2, 3))
    return float(_plain_cost(A3, Y, parameters) + lambd / (2 * Y.shape[1]) * squares)


@misconception(
    "l2_cost.brackets_missing",
    COST,
    "Put brackets around the sum of the squares: λ/2m multiplies all three of them, not the first alone.",
)
def _brackets(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    first, *others = (float(np.sum(np.square(parameters[f"W{l}"]))) for l in (1, 2, 3))
    return float(_plain_cost(A3, Y, parameters) + lambd / (2 * Y.shape[1]) * first + sum(others))


@misconception(
    "l2_cost.last_layer_missing", COST, "All three weight matrices are penalised; W3 is missing in your sum."
)
def _without_w3(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    squares = float(np.sum(parameters["W1"] ** 2) + np.sum(parameters["W2"] ** 2))
    return float(_plain_cost(A3, Y, parameters) + lambd / (2 * Y.shape[1]) * squares)


@misconception(
    "l2_cost.factor_missing",
    COST,
    "The penalty is the sum times λ alone: its factor also has the number of examples and a 2.",
)
def _cost_factor_missing(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(_plain_cost(A3, Y, parameters) + lambd * _penalty(parameters))


@misconception(
    "l2_cost.first_layer_missing", COST, "All three weight matrices are penalised; W1 is missing in your sum."
)
def _cost_first_layer_missing(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(_plain_cost(A3, Y, parameters) + lambd / (2 * Y.shape[1]) * _of_layers(parameters, 2, 3))


@misconception(
    "l2_cost.second_layer_missing", COST, "All three weight matrices are penalised; W2 is missing in your sum."
)
def _cost_second_layer_missing(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(_plain_cost(A3, Y, parameters) + lambd / (2 * Y.shape[1]) * _of_layers(parameters, 1, 3))


@misconception(
    "l2_cost.not_squared", COST, "The weights are summed as they are, and cancel each other: square them first."
)
def _cost_not_squared(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(_plain_cost(A3, Y, parameters) + lambd / (2 * Y.shape[1]) * _penalty(parameters, np.asarray))


@misconception(
    "l2_cost.mean_of_squares",
    COST,
    "The squares of each W are summed, not averaged: the only mean is that over the m examples.",
)
def _cost_mean_of_squares(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(
        _plain_cost(A3, Y, parameters) + lambd / (2 * Y.shape[1]) * _of_layers(parameters, 1, 2, 3, total=np.mean)
    )


@misconception("l2_cost.root_of_sum", COST, "A root is taken of the sum of the squares: the penalty has none.")
def _cost_root_of_sum(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(_plain_cost(A3, Y, parameters) + lambd / (2 * Y.shape[1]) * _penalty(parameters) ** 0.5)


@misconception("l2_cost.halved", COST, "The penalty is half as large as it should be: is it divided by 2 twice?")
def _cost_halved(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    return float(_plain_cost(A3, Y, parameters) + lambd / (4 * Y.shape[1]) * _penalty(parameters))


@misconception("l2_cost.arguments_changed", COST, CHANGED)
def _squared_in_place(A3: Array, Y: Array, parameters: Parameters, lambd: float) -> float:
    cost = compute_cost_with_regularization(A3, Y, parameters, lambd)
    for l in (1, 2, 3):
        parameters[f"W{l}"] **= 2
    return cost


# --- backward with L2 ---------------------------------------------------------------------------------------------


def _with_weight_terms(X: Array, Y: Array, cache: Cache, term: Callable[[Array, int], Array]) -> Grads:
    """The unregularized gradients, plus `term(W, m)` on each dW."""
    grads = backward_propagation_with_regularization(X, Y, cache, 0.0)
    _, _, W1, _, _, _, W2, _, _, _, W3, _ = cache
    for key, W in (("dW1", W1), ("dW2", W2), ("dW3", W3)):
        grads[key] = grads[key] + term(W, X.shape[1])
    return grads


@misconception(
    "l2_backward.term_forgotten", BACKWARD, "dW1, dW2 and dW3 each gain a term from the penalty; yours don't."
)
def _no_term(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return backward_propagation_with_regularization(X, Y, cache, 0.0)


@misconception(
    "l2_backward.halved", BACKWARD, "Differentiate λ/(2m)·W² again: the 2 of the square cancels the 2 below."
)
def _halved(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _with_weight_terms(X, Y, cache, lambda W, m: lambd / (2 * m) * W)


@misconception("l2_backward.doubled", BACKWARD, "Your penalty term is twice too large: d/dW of ½W² is W, not 2W.")
def _doubled(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _with_weight_terms(X, Y, cache, lambda W, m: 2 * lambd / m * W)


@misconception(
    "l2_backward.not_divided_by_m", BACKWARD, "The penalty term of dW is divided by the number of examples as well."
)
def _term_not_divided(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _with_weight_terms(X, Y, cache, lambda W, m: lambd * W)


@misconception(
    "l2_backward.divided_twice", BACKWARD, "Your penalty term is divided by m twice: is it inside the bracket with 1/m?"
)
def _term_divided_twice(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _with_weight_terms(X, Y, cache, lambda W, m: lambd / m**2 * W)


@misconception(
    "l2_backward.subtracted", BACKWARD, "The penalty's gradient is added to dW; the sign changes in the update."
)
def _term_subtracted(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _with_weight_terms(X, Y, cache, lambda W, m: -lambd / m * W)


@misconception("l2_backward.not_times_w", BACKWARD, "The derivative of the penalty is proportional to W itself.")
def _not_times_w(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _with_weight_terms(X, Y, cache, lambda W, m: np.full_like(W, lambd / m))


@misconception("l2_backward.squared_w", BACKWARD, "The derivative of W² is proportional to W, not to W².")
def _squared_w(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _with_weight_terms(X, Y, cache, lambda W, m: lambd / m * W**2)


@misconception(
    "l2_backward.biases_too", BACKWARD, "The biases are not penalised, so db1, db2 and db3 stay as they were."
)
def _bias_terms(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    grads = backward_propagation_with_regularization(X, Y, cache, lambd)
    for key, b in (("db1", cache[3]), ("db2", cache[7]), ("db3", cache[11])):
        grads[key] = grads[key] + lambd / X.shape[1] * b
    return grads


@misconception("l2_backward.only_last_layer", BACKWARD, "All three dW gain the term, not dW3 alone.")
def _only_last(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    grads = backward_propagation_with_regularization(X, Y, cache, 0.0)
    grads["dW3"] = grads["dW3"] + lambd / X.shape[1] * cache[10]
    return grads


def _without_term(X: Array, Y: Array, cache: Cache, lambd: float, *layers: int) -> Grads:
    grads, plain = (backward_propagation_with_regularization(X, Y, cache, factor) for factor in (lambd, 0.0))
    return grads | {f"dW{l}": plain[f"dW{l}"] for l in layers}


@misconception("l2_backward.first_layer_missing", BACKWARD, "dW1 lacks the term of the penalty; the other two have it.")
def _back_first_missing(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _without_term(X, Y, cache, lambd, 1)


@misconception(
    "l2_backward.second_layer_missing", BACKWARD, "dW2 lacks the term of the penalty; the other two have it."
)
def _back_second_missing(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _without_term(X, Y, cache, lambd, 2)


@misconception("l2_backward.third_layer_missing", BACKWARD, "dW3 lacks the term of the penalty; the other two have it.")
def _back_third_missing(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _without_term(X, Y, cache, lambd, 3)


@misconception("l2_backward.only_first_layer", BACKWARD, "All three dW gain the term, not dW1 alone.")
def _back_only_first(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _without_term(X, Y, cache, lambd, 2, 3)


@misconception("l2_backward.only_second_layer", BACKWARD, "All three dW gain the term, not dW2 alone.")
def _back_only_second(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _without_term(X, Y, cache, lambd, 1, 3)


@misconception(
    "l2_backward.summed", BACKWARD, "The term is one number, a sum over W: each entry of dW gains its own entry of W."
)
def _back_summed(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _with_weight_terms(X, Y, cache, lambda W, m: np.full_like(W, lambd / m * np.sum(W)))


@misconception(
    "l2_backward.norm_for_w", BACKWARD, "The term is one number, a norm: each entry of dW gains its own entry of W."
)
def _back_norm_for_w(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _with_weight_terms(X, Y, cache, lambda W, m: np.full_like(W, lambd / m * np.linalg.norm(W)))


@misconception(
    "l2_backward.signs", BACKWARD, "That is the derivative of the L1 penalty, the sign of W. Of squares it is W itself."
)
def _back_signs(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _with_weight_terms(X, Y, cache, lambda W, m: lambd / m * np.sign(W))


@misconception(
    "l2_backward.absolute_values",
    BACKWARD,
    "The term has the size of W, but always a plus sign: a negative weight gains a negative term.",
)
def _back_absolute_values(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _with_weight_terms(X, Y, cache, lambda W, m: lambd / m * np.abs(W))


@misconception(
    "l2_backward.multiplied_by_m",
    BACKWARD,
    "The term is multiplied by the number of examples where it should be divided.",
)
def _back_multiplied_by_m(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    return _with_weight_terms(X, Y, cache, lambda W, m: lambd * m * W)


@misconception("l2_backward.arguments_changed", BACKWARD, CHANGED)
def _weights_scaled_in_place(X: Array, Y: Array, cache: Cache, lambd: float) -> Grads:
    grads = backward_propagation_with_regularization(X, Y, cache, lambd)
    for W in cache[2::4]:
        W *= lambd / X.shape[1]
    return grads


# --- forward with dropout -----------------------------------------------------------------------------------------


def _forward(
    X: Array,
    parameters: Parameters,
    keep_prob: float,
    *,
    mask: Callable[[Array, float], NDArray[Any]] = lambda draw, keep: draw < keep,
    scale: Callable[[Array, float], Array] = lambda A, keep: A / keep,
    shape: Callable[[Array], tuple[int, ...]] = np.shape,
    on: tuple[int, ...] = (1, 2),
    normal: bool = False,
    keep_unmasked: bool = False,
) -> tuple[Array, Cache]:
    """Forward propagation with dropout, each step open for a mistake."""
    generator = np.random.RandomState(TEMPLATE_SEED)
    draw = generator.randn if normal else generator.rand
    cache: list[Any] = []
    A = X
    for l in (1, 2):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        Z = W @ A + b
        plain = np.maximum(0, Z)
        D = mask(draw(*shape(plain)), keep_prob) if l in on else np.ones(plain.shape, dtype=bool)
        A = scale(plain * D, keep_prob) if l in on else plain
        cache += [Z, D, plain if keep_unmasked else A, W, b]
    W3, b3 = parameters["W3"], parameters["b3"]
    Z3 = W3 @ A + b3
    A3 = 1 / (1 + np.exp(-Z3))
    return A3, (*cache, Z3, A3, W3, b3)


@misconception(
    "dropout_forward.not_rescaled",
    FORWARD_DROPOUT,
    "After masking, divide by keep_prob: without it the activations shrink on average (inverted dropout).",
)
def _not_rescaled(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    return _forward(X, parameters, keep_prob, scale=lambda A, keep: A)


@misconception(
    "dropout_forward.multiplied",
    FORWARD_DROPOUT,
    "Divide by keep_prob after masking; you multiply, which shrinks twice.",
)
def _multiplied(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    return _forward(X, parameters, keep_prob, scale=lambda A, keep: A * keep)


@misconception(
    "dropout_forward.scaled_by_drop_prob", FORWARD_DROPOUT, "Divide by the probability to keep a unit, not to drop it."
)
def _scaled_by_drop(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    return _forward(X, parameters, keep_prob, scale=lambda A, keep: A / (1 - keep) if keep < 1 else A * np.inf)


@misconception(
    "dropout_forward.mask_inverted",
    FORWARD_DROPOUT,
    "Your mask keeps what it should drop: a unit stays where the uniform draw is below keep_prob.",
)
def _inverted(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    return _forward(X, parameters, keep_prob, mask=lambda draw, keep: draw > keep)


@misconception(
    "dropout_forward.normal_draw",
    FORWARD_DROPOUT,
    "randn draws from a normal distribution: P(draw < keep_prob) is keep_prob only for uniform draws, np.random.rand.",
)
def _normal_draw(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    return _forward(X, parameters, keep_prob, normal=True)


@misconception(
    "dropout_forward.not_thresholded",
    FORWARD_DROPOUT,
    "A mask holds only zeros and ones: compare the uniform draw with keep_prob before you multiply.",
)
def _not_thresholded(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    return _forward(X, parameters, keep_prob, mask=lambda draw, keep: draw)


@misconception(
    "dropout_forward.fixed_half", FORWARD_DROPOUT, "The threshold is the argument keep_prob, not always one half."
)
def _fixed_half(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    return _forward(X, parameters, keep_prob, mask=lambda draw, keep: draw < 0.5)


@misconception(
    "dropout_forward.one_mask_for_all_examples",
    FORWARD_DROPOUT,
    "Every example gets a mask of its own: D has the shape of A, one column per example.",
)
def _shared_mask(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    def whole_rows(draw: Array, keep: float) -> NDArray[np.bool_]:
        return np.broadcast_to(draw[:, :1] < keep, draw.shape).copy()

    return _forward(X, parameters, keep_prob, mask=whole_rows)


@misconception("dropout_forward.none_at_all", FORWARD_DROPOUT, "Nothing is dropped: every entry of your masks is one.")
def _no_dropout(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    return _forward(X, parameters, keep_prob, mask=lambda draw, keep: draw < 2, scale=lambda A, keep: A)


@misconception(
    "dropout_forward.first_layer_only",
    FORWARD_DROPOUT,
    "Dropout is applied to both hidden layers; A2 is left as it is.",
)
def _first_only(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    return _forward(X, parameters, keep_prob, on=(1,))


@misconception(
    "dropout_forward.cached_before_mask",
    FORWARD_DROPOUT,
    "The cache must hold the activations after dropout: the backward pass multiplies by them.",
)
def _cached_before(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    return _forward(X, parameters, keep_prob, keep_unmasked=True)


@misconception(
    "dropout_forward.mask_not_applied",
    FORWARD_DROPOUT,
    "You draw the masks, but the activations are not multiplied by them.",
)
def _not_applied(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    _, (Z1, D1, *_rest) = _forward(X, parameters, keep_prob)
    W1, b1, W2, b2, W3, b3 = (parameters[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3"))
    A1 = np.maximum(0, Z1) / keep_prob
    Z2 = W2 @ A1 + b2
    A2 = np.maximum(0, Z2) / keep_prob
    D2 = np.random.RandomState(TEMPLATE_SEED + 1).rand(*A2.shape) < keep_prob
    Z3 = W3 @ A2 + b3
    A3 = 1 / (1 + np.exp(-Z3))
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)


@misconception(
    "dropout_forward.layer_left_alone",
    FORWARD_DROPOUT,
    "A hidden layer goes on as it was before dropout, though its mask is drawn: multiply it by the mask and divide by "
    "keep_prob, A1 as well as A2.",
)
def _left_alone(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    A3, cache = _forward(X, parameters, keep_prob, on=(1,))
    masks = [np.random.RandomState(TEMPLATE_SEED).rand(*cache[6].shape) < keep_prob]
    return A3, (*cache[:6], *masks, *cache[7:])


@misconception(
    "dropout_forward.mask_scaled",
    FORWARD_DROPOUT,
    "Your masks are divided by keep_prob. A mask is zeros and ones; it is A that is divided.",
)
def _mask_scaled(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    return _forward(X, parameters, keep_prob, mask=lambda draw, keep: (draw < keep) / keep, scale=lambda A, keep: A)


@misconception(
    "dropout_forward.one_mask_for_all_units",
    FORWARD_DROPOUT,
    "All units of a layer are kept or dropped together: D has the shape of A, a draw for every unit of every example.",
)
def _shared_by_units(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    def whole_columns(draw: Array, keep: float) -> NDArray[np.bool_]:
        return np.broadcast_to(draw[:1] < keep, draw.shape).copy()

    return _forward(X, parameters, keep_prob, mask=whole_columns)


@misconception("dropout_forward.arguments_changed", FORWARD_DROPOUT, CHANGED)
def _input_dropped_in_place(X: Array, parameters: Parameters, keep_prob: float = 0.5) -> Any:
    answer = _forward(X, parameters, keep_prob)
    X *= np.arange(X.size).reshape(X.shape) % 2
    return answer


# --- backward with dropout ----------------------------------------------------------------------------------------


def _backward(
    X: Array,
    Y: Array,
    cache: Cache,
    mask: Callable[[Array, Array, int], Array],
) -> Grads:
    """Backward propagation, with `mask(dA, D, layer)` in place of the masking of dA2 and dA1."""
    m = X.shape[1]
    _, D1, A1, _, _, _, D2, A2, W2, _, _, A3, W3, _ = cache
    dZ3 = A3 - Y
    dA2 = mask(W3.T @ dZ3, D2, 2)
    dZ2 = dA2 * (A2 > 0)
    dA1 = mask(W2.T @ dZ2, D1, 1)
    dZ1 = dA1 * (A1 > 0)
    grads: Grads = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    for l, dZ, A in ((3, dZ3, A2), (2, dZ2, A1), (1, dZ1, X)):
        grads[f"dW{l}"] = dZ @ A.T / m
        grads[f"db{l}"] = np.sum(dZ, axis=1, keepdims=True) / m
    return grads


@misconception(
    "dropout_backward.unmasked",
    BACKWARD_DROPOUT,
    "dA2 and dA1 must pass through the masks of the forward pass: D2 and D1.",
)
def _unmasked(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA)


@misconception(
    "dropout_backward.not_rescaled",
    BACKWARD_DROPOUT,
    "The forward pass divided by keep_prob, so the gradient is divided by keep_prob too.",
)
def _gradient_not_rescaled(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA * D)


@misconception(
    "dropout_backward.mask_forgotten",
    BACKWARD_DROPOUT,
    "dA2 and dA1 are divided by keep_prob, but not multiplied by the masks D2 and D1.",
)
def _gradient_not_masked(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA / keep_prob)


@misconception("dropout_backward.multiplied", BACKWARD_DROPOUT, "Divide dA by keep_prob; you multiply.")
def _gradient_multiplied(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA * D * keep_prob)


@misconception(
    "dropout_backward.mask_regenerated",
    BACKWARD_DROPOUT,
    "Use the masks D1 and D2 from the cache: a new draw switches off other units than the forward pass did.",
)
def _regenerated(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    generator = np.random.RandomState(TEMPLATE_SEED)
    return _backward(X, Y, cache, lambda dA, D, l: dA * (generator.rand(*dA.shape) < keep_prob) / keep_prob)


@misconception(
    "dropout_backward.mask_inverted", BACKWARD_DROPOUT, "Gradients pass where D is one, not where it is zero."
)
def _gradient_inverted(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA * (1 - np.asarray(D, dtype=float)) / keep_prob)


@misconception("dropout_backward.only_second_layer", BACKWARD_DROPOUT, "dA1 passes through its mask D1 as well.")
def _only_second(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA * D / keep_prob if l == 2 else dA)


@misconception(
    "dropout_backward.reports_before_mask",
    BACKWARD_DROPOUT,
    "The gradients dict must hold dA1 and dA2 after masking and scaling.",
)
def _reports_before(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    grads = backward_propagation_with_dropout(X, Y, cache, keep_prob)
    W2, W3 = cache[8], cache[12]
    grads["dA2"] = W3.T @ grads["dZ3"]
    grads["dA1"] = W2.T @ grads["dZ2"]
    return grads


@misconception(
    "dropout_backward.only_first_layer",
    BACKWARD_DROPOUT,
    "dA2 passes through its mask D2 as well, and is divided by keep_prob.",
)
def _gradient_only_first_layer(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA * D / keep_prob if l == 1 else dA)


@misconception("dropout_backward.second_not_rescaled", BACKWARD_DROPOUT, "dA1 is divided by keep_prob, dA2 is not.")
def _gradient_second_not_rescaled(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA * D / keep_prob if l == 1 else dA * D)


@misconception("dropout_backward.first_not_rescaled", BACKWARD_DROPOUT, "dA2 is divided by keep_prob, dA1 is not.")
def _gradient_first_not_rescaled(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA * D / keep_prob if l == 2 else dA * D)


@misconception(
    "dropout_backward.first_not_masked", BACKWARD_DROPOUT, "dA2 is multiplied by its mask, dA1 is not: it needs D1."
)
def _gradient_first_not_masked(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA * D / keep_prob if l == 2 else dA / keep_prob)


@misconception(
    "dropout_backward.second_not_masked", BACKWARD_DROPOUT, "dA1 is multiplied by its mask, dA2 is not: it needs D2."
)
def _gradient_second_not_masked(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA * D / keep_prob if l == 1 else dA / keep_prob)


@misconception(
    "dropout_backward.divided_twice",
    BACKWARD_DROPOUT,
    "dA is divided by keep_prob twice: once is enough, as in the forward pass.",
)
def _gradient_divided_twice(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA * D / keep_prob**2)


@misconception(
    "dropout_backward.scaled_by_drop_prob",
    BACKWARD_DROPOUT,
    "Divide by the probability to keep a unit, not to drop it.",
)
def _gradient_scaled_by_drop_prob(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    return _backward(X, Y, cache, lambda dA, D, l: dA * D / max(1 - keep_prob, 1e-9))


@misconception("dropout_backward.arguments_changed", BACKWARD_DROPOUT, CHANGED)
def _gradient_scales_weights(X: Array, Y: Array, cache: Cache, keep_prob: float) -> Grads:
    cache[6][:] = cache[6] / (2 * keep_prob)
    cache[10][:] = cache[10] / (2 * keep_prob)
    return _backward(X, Y, cache, lambda dA, D, l: 2 * dA * D)


MISCONCEPTIONS = collect(globals())
