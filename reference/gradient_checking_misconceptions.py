"""Wrong ways to check a gradient that students really write, each with the hint that it earns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from reference.catalogue import collect, misconception
from reference.gradient_checking import (
    Array,
    backward_propagation,
    forward_propagation,
    gradient_check_n,
    network_cost,
    relative_difference,
    to_dictionary,
    to_vector,
)

__all__ = ["MISCONCEPTIONS"]

FORWARD, BACKWARD = "forward_propagation", "backward_propagation"
CHECK, CHECK_N = "gradient_check", "gradient_check_n"

Arrays = dict[str, Array]
Combine = Callable[[Array, Array], float]


@misconception("gc_forward.sum", FORWARD, "J is the product of theta and x, not their sum.")
def _sum(x: float, theta: float) -> float:
    return theta + x


@misconception("gc_forward.squared", FORWARD, "J is linear in theta here: J = theta · x, without a square.")
def _squared(x: float, theta: float) -> float:
    return theta * theta * x


@misconception("gc_forward.only_x", FORWARD, "J depends on theta: multiply x by it.")
def _only_x(x: float, theta: float) -> float:
    return x


@misconception("gc_forward.quotient", FORWARD, "J is the product of theta and x, not a quotient.")
def _quotient(x: float, theta: float) -> float:
    return theta / x


@misconception("gc_backward.theta", BACKWARD, "Differentiate J = theta · x with respect to theta: x stays, theta goes.")
def _theta(x: float, theta: float) -> float:
    return theta


@misconception("gc_backward.product", BACKWARD, "theta · x is J itself; its derivative with respect to theta is asked.")
def _product(x: float, theta: float) -> float:
    return theta * x


@misconception(
    "gc_backward.one", BACKWARD, "The derivative of theta · x with respect to theta is not 1 but the factor x."
)
def _one(x: float, theta: float) -> float:
    return 1.0


@misconception("gc_backward.doubled", BACKWARD, "J is linear in theta: no factor 2 appears when you differentiate.")
def _doubled(x: float, theta: float) -> float:
    return 2 * x


# --- gradient_check -----------------------------------------------------------------------------------------------
# J and its derivative are called by their names here, as a student does: the spec plants others in their place.


def _toy(x: float, theta: float, approx: float, combine: Combine = relative_difference) -> float:
    return combine(np.asarray(backward_propagation(x, theta)), np.asarray(approx))


def _rise(x: float, theta: float, epsilon: float) -> float:
    return forward_propagation(x, theta + epsilon) - forward_propagation(x, theta - epsilon)


SIGN_HINT = "A sign is wrong: gradapprox is J_plus minus J_minus, and the numerator has grad minus gradapprox."
ALWAYS_ONE_HINT = (
    "The difference is 1 whatever the gradient is. Print gradapprox: if it is next to nothing, J_plus and J_minus are "
    "the same, or brackets are missing in / 2 * epsilon; if it is huge, look at the sign and the brackets above the "
    "line; if it is as it should be, at the denominator."
)


@misconception(
    "gradient_check.not_divided_by_two_epsilon",
    CHECK,
    "J_plus is taken at theta + epsilon, J_minus at theta - epsilon: check both, and divide by how far they are apart.",
)
def _by_epsilon(x: float, theta: float, epsilon: float = 1e-7) -> float:
    return _toy(x, theta, _rise(x, theta, epsilon) / epsilon)


@misconception(
    "gradient_check.divided_then_multiplied",
    CHECK,
    "x / 2 * epsilon divides by 2 and then multiplies by epsilon: put 2 * epsilon in brackets.",
)
def _brackets(x: float, theta: float, epsilon: float = 1e-7) -> float:
    return _toy(x, theta, _rise(x, theta, epsilon) / 2 * epsilon)


@misconception("gradient_check.swapped", CHECK, SIGN_HINT)
def _swapped(x: float, theta: float, epsilon: float = 1e-7) -> float:
    return _toy(x, theta, -_rise(x, theta, epsilon) / (2 * epsilon))


@misconception("gradient_check.always_one", CHECK, ALWAYS_ONE_HINT)
def _toy_always_one(x: float, theta: float, epsilon: float = 1e-7) -> float:
    return _toy(x, theta, 0.0)


@misconception(
    "gradient_check.brackets_above",
    CHECK,
    "Put brackets around J_plus - J_minus: a - b / c divides b alone.",
)
def _toy_brackets_above(x: float, theta: float, epsilon: float = 1e-7) -> float:
    minus = forward_propagation(x, theta - epsilon)
    return _toy(x, theta, forward_propagation(x, theta + epsilon) - minus / (2 * epsilon))


@misconception(
    "gradient_check.x_moved",
    CHECK,
    "You compare x with theta: either the step moves x, not theta, or grad isn't what backward_propagation gives.",
)
def _x_moved(x: float, theta: float, epsilon: float = 1e-7) -> float:
    rise = forward_propagation(x + epsilon, theta) - forward_propagation(x - epsilon, theta)
    return _toy(x, theta, rise / (2 * epsilon))


@misconception(
    "gradient_check.one_sided",
    CHECK,
    "Use the two-sided difference: J(θ+ε) − J(θ−ε) over 2ε is far more accurate than J(θ+ε) − J(θ) over ε.",
)
def _toy_one_sided(x: float, theta: float, epsilon: float = 1e-7) -> float:
    return _toy(x, theta, (forward_propagation(x, theta + epsilon) - forward_propagation(x, theta)) / epsilon)


@misconception("gradient_check.fixed_epsilon", CHECK, "Use the argument epsilon; your step has a size of its own.")
def _toy_fixed(x: float, theta: float, epsilon: float = 1e-7) -> float:
    return _toy(x, theta, _rise(x, theta, 1e-7) / 2e-7)


@misconception(
    "gradient_check.brackets_missing",
    CHECK,
    "Put brackets around the sum below the line: a / b + c divides by b alone and adds c.",
)
def _toy_brackets(x: float, theta: float, epsilon: float = 1e-7) -> float:
    grad, approx = backward_propagation(x, theta), _rise(x, theta, epsilon) / (2 * epsilon)
    return abs(grad - approx) / abs(grad) + abs(approx)


@misconception(
    "gradient_check.not_normalised", CHECK, "Divide by the sum of both norms; you return the numerator alone."
)
def _toy_numerator(x: float, theta: float, epsilon: float = 1e-7) -> float:
    return _toy(x, theta, _rise(x, theta, epsilon) / (2 * epsilon), lambda a, b: float(np.linalg.norm(a - b)))


@misconception(
    "gradient_check.norm_of_sum", CHECK, "Below the line stands the sum of two norms, not the norm of the sum."
)
def _toy_norm_of_sum(x: float, theta: float, epsilon: float = 1e-7) -> float:
    approx = _rise(x, theta, epsilon) / (2 * epsilon)
    with np.errstate(all="ignore"):
        return _toy(x, theta, approx, lambda a, b: float(np.linalg.norm(a - b) / np.linalg.norm(a + b)))


@misconception(
    "gradient_check.one_norm_below", CHECK, "The denominator is the sum of both norms, of grad and of gradapprox."
)
def _toy_one_norm(x: float, theta: float, epsilon: float = 1e-7) -> float:
    approx = _rise(x, theta, epsilon) / (2 * epsilon)
    return _toy(x, theta, approx, lambda a, b: float(np.linalg.norm(a - b) / np.linalg.norm(a)))


@misconception(
    "gradient_check.difference_of_norms",
    CHECK,
    "Take the norm of the difference: a derivative of the wrong sign has the right norm.",
)
def _toy_difference_of_norms(x: float, theta: float, epsilon: float = 1e-7) -> float:
    approx = _rise(x, theta, epsilon) / (2 * epsilon)
    return _toy(x, theta, approx, _norms_apart)


@misconception("gradient_check.squared_norms", CHECK, "Use the norms themselves: yours are squared.")
def _toy_squared_norms(x: float, theta: float, epsilon: float = 1e-7) -> float:
    approx = _rise(x, theta, epsilon) / (2 * epsilon)
    return _toy(x, theta, approx, _squares_apart)


def _norms_apart(a: Array, b: Array) -> float:
    return float(abs(np.linalg.norm(a) - np.linalg.norm(b)) / (np.linalg.norm(a) + np.linalg.norm(b)))


def _squares_apart(a: Array, b: Array) -> float:
    return float(np.sum((a - b) ** 2) / (np.sum(a**2) + np.sum(b**2)))


# --- gradient_check_n ---------------------------------------------------------------------------------------------


def _approximation(
    parameters: Arrays,
    X: Array,
    Y: Array,
    epsilon: float,
    step: Callable[[Callable[[float], float], float], float],
) -> Array:
    """One approximate derivative per parameter: `step(J, ε)`, where J(δ) is the cost with parameter i moved by δ."""
    theta = to_vector(parameters)
    approx = np.zeros_like(theta)
    for i in range(theta.shape[0]):

        def cost(delta: float, i: int = i) -> float:
            moved = theta.copy()
            moved[i, 0] += delta
            return network_cost(X, Y, to_dictionary(moved))

        approx[i, 0] = step(cost, epsilon)
    return approx


def _central(J: Callable[[float], float], e: float) -> float:
    return (J(e) - J(-e)) / (2 * e)


def _combined(parameters: Arrays, gradients: Arrays, X: Array, Y: Array, epsilon: float, combine: Combine) -> float:
    return combine(to_vector(gradients, "d"), _approximation(parameters, X, Y, epsilon, _central))


@misconception(
    "gradient_check_n.one_sided",
    CHECK_N,
    "Use the two-sided difference: J(θ+ε) − J(θ−ε) over 2ε is far more accurate than J(θ+ε) − J(θ) over ε.",
)
def _one_sided(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    approx = _approximation(p, X, Y, epsilon, lambda J, e: (J(e) - J(0.0)) / e)
    return relative_difference(to_vector(g, "d"), approx)


@misconception(
    "gradient_check_n.not_divided_by_two_epsilon",
    CHECK_N,
    "J_plus is taken at theta + epsilon, J_minus at theta - epsilon: check both, and divide by how far they are apart.",
)
def _n_by_epsilon(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    approx = _approximation(p, X, Y, epsilon, lambda J, e: (J(e) - J(-e)) / e)
    return relative_difference(to_vector(g, "d"), approx)


@misconception(
    "gradient_check_n.not_copied",
    CHECK_N,
    "gradapprox is half of what it should be. Is J_plus or J_minus the cost of the unmoved parameters? thetaplus and "
    "thetaminus are two copies of parameters_values, not of each other nor the same array: an entry of one moves up "
    "by epsilon, the same entry of the other down.",
)
def _not_copied(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    approx = _approximation(p, X, Y, epsilon, lambda J, e: (J(e) - J(0.0)) / (2 * e))
    return relative_difference(to_vector(g, "d"), approx)


@misconception(
    "gradient_check_n.perturbation_not_undone",
    CHECK_N,
    "Only one parameter is moved at a time: start from the original values again for the next one.",
)
def _not_undone(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    theta = to_vector(p)
    plus, minus, approx = theta.copy(), theta.copy(), np.zeros_like(theta)
    for i in range(theta.shape[0]):
        plus[i, 0] += epsilon
        minus[i, 0] -= epsilon
        rise = network_cost(X, Y, to_dictionary(plus)) - network_cost(X, Y, to_dictionary(minus))
        approx[i, 0] = rise / (2 * epsilon)
    return relative_difference(to_vector(g, "d"), approx)


@misconception("gradient_check_n.swapped", CHECK_N, SIGN_HINT)
def _n_swapped(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    approx = _approximation(p, X, Y, epsilon, lambda J, e: (J(-e) - J(e)) / (2 * e))
    return relative_difference(to_vector(g, "d"), approx)


@misconception(
    "gradient_check_n.not_normalised", CHECK_N, "Divide by the sum of both norms; you return the numerator alone."
)
def _numerator(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    return _combined(p, g, X, Y, epsilon, lambda a, b: float(np.linalg.norm(a - b)))


@misconception(
    "gradient_check_n.one_norm_below", CHECK_N, "The denominator is the sum of both norms, of grad and of gradapprox."
)
def _one_norm(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    return _combined(p, g, X, Y, epsilon, lambda a, b: float(np.linalg.norm(a - b) / np.linalg.norm(a)))


@misconception(
    "gradient_check_n.brackets_missing",
    CHECK_N,
    "Put brackets around the sum of the norms: a / b + c divides by b alone and adds c.",
)
def _n_brackets(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    def combine(a: Array, b: Array) -> float:
        return float(np.linalg.norm(a - b) / np.linalg.norm(a) + np.linalg.norm(b))

    return _combined(p, g, X, Y, epsilon, combine)


@misconception(
    "gradient_check_n.norm_of_sum", CHECK_N, "The denominator is the sum of the two norms, not the norm of the sum."
)
def _norm_of_sum(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    return _combined(p, g, X, Y, epsilon, lambda a, b: float(np.linalg.norm(a - b) / np.linalg.norm(a + b)))


@misconception(
    "gradient_check_n.difference_of_norms",
    CHECK_N,
    "Take the norm of the difference: two gradients of the same length can point in different directions.",
)
def _difference_of_norms(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    return _combined(p, g, X, Y, epsilon, _norms_apart)


@misconception("gradient_check_n.squared_norms", CHECK_N, "Use the norms themselves: yours are squared.")
def _squared_norms(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    return _combined(p, g, X, Y, epsilon, _squares_apart)


@misconception(
    "gradient_check_n.sums", CHECK_N, "np.sum lets positive and negative entries cancel: use np.linalg.norm."
)
def _sums(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    return _combined(p, g, X, Y, epsilon, lambda a, b: float(np.sum(a - b) / (np.sum(a) + np.sum(b))))


@misconception("gradient_check_n.fixed_epsilon", CHECK_N, "Use the argument epsilon; your step has a size of its own.")
def _fixed(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    return gradient_check_n(p, g, X, Y, 1e-7)


@misconception(
    "gradient_check_n.last_parameter_missing", CHECK_N, "The loop must reach every parameter; the last one is left out."
)
def _last_missing(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> Any:
    approx = _approximation(p, X, Y, epsilon, _central)
    approx[-1, 0] = 0.0
    return relative_difference(to_vector(g, "d"), approx)


@misconception("gradient_check_n.always_one", CHECK_N, ALWAYS_ONE_HINT)
def _n_always_one(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    return relative_difference(to_vector(g, "d"), np.zeros_like(to_vector(p)))


@misconception(
    "gradient_check_n.first_parameter_missing",
    CHECK_N,
    "The loop must reach every parameter; the first one, with index 0, is left out.",
)
def _first_missing(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> Any:
    approx = _approximation(p, X, Y, epsilon, _central)
    approx[0, 0] = 0.0
    return relative_difference(to_vector(g, "d"), approx)


@misconception(
    "gradient_check_n.numerator_squared",
    CHECK_N,
    "The numerator is a norm, not its square: the root belongs to it.",
)
def _n_numerator_squared(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    def combine(a: Array, b: Array) -> float:
        return float(np.linalg.norm(a - b) ** 2 / (np.linalg.norm(a) + np.linalg.norm(b)))

    return _combined(p, g, X, Y, epsilon, combine)


@misconception(
    "gradient_check_n.product_of_norms",
    CHECK_N,
    "Below the line the two norms are added; you multiply them.",
)
def _n_product(p: Arrays, g: Arrays, X: Array, Y: Array, epsilon: float = 1e-7) -> float:
    def combine(a: Array, b: Array) -> float:
        return float(np.linalg.norm(a - b) / (np.linalg.norm(a) * np.linalg.norm(b)))

    return _combined(p, g, X, Y, epsilon, combine)


MISCONCEPTIONS = collect(globals())
