"""Small problems to train on: a convex valley, a network, a deep network; with their costs and gradients.

Owns the mathematics that checks of training need on the trusted side. Knows neither the course's functions nor what
a wrong answer is called. Parameters are W1, b1, …, WL, bL, gradients dW1, db1, …, columns are examples.

NOTE [Loose comparison]: a trajectory carries every rounding on through all later steps, and a right solution may
compute in single precision. Ends of trajectories are compared to 1e-3: single precision stays below 1e-4, and the
mistakes that these checks declare to reject are off by more than 1e-2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.spec import assert_close, assert_structure, fail

__all__ = ["Problem", "deep_pass", "kept", "network_problem", "require_same_end", "valley_problem"]

Array = NDArray[np.float64]
Parameters = Mapping[str, Any]


class Problem(NamedTuple):
    """What is trained: where it starts, its cost, and its gradients on some of the examples."""

    start: dict[str, Array]
    cost: Callable[[Parameters], float]
    gradients: Callable[[Parameters, Any], dict[str, Array]]
    examples: int


def valley_problem(seed: int) -> Problem:
    """½ Σ h (θ - 1)² over two layers of parameters: convex, up to eight times as steep one way as another."""
    generator = np.random.default_rng(seed)
    shapes = {"W1": (2, 3), "b1": (2, 1), "W2": (3, 2), "b2": (3, 1)}
    steepness = {name: generator.uniform(0.25, 2.0, shape) for name, shape in shapes.items()}
    start = {
        name: np.round(1 + generator.choice([-1, 1], s) * generator.uniform(3, 5, s), 2) for name, s in shapes.items()
    }

    def cost(parameters: Parameters) -> float:
        return float(sum(0.5 * np.sum(h * (parameters[name] - 1.0) ** 2) for name, h in steepness.items()))

    def gradients(parameters: Parameters, chosen: Any) -> dict[str, Array]:
        return {f"d{name}": h * (np.asarray(parameters[name], np.float64) - 1.0) for name, h in steepness.items()}

    return Problem(start, cost, gradients, 1)


def network_problem(seed: int) -> Problem:
    """A network 3-5-1 with tanh and a sigmoid, and 24 examples that a line parts: mean cross-entropy."""
    generator = np.random.default_rng(seed)
    X = generator.normal(size=(3, 24))
    Y = (X.sum(axis=0, keepdims=True) > 0).astype(np.float64)
    start = {
        "W1": np.round(generator.normal(size=(5, 3)) * 0.5, 3),
        "b1": np.zeros((5, 1)),
        "W2": np.round(generator.normal(size=(1, 5)) * 0.5, 3),
        "b2": np.zeros((1, 1)),
    }

    def forward(parameters: Parameters, x: Array) -> tuple[Array, Array]:
        p = {name: np.asarray(parameters[name], np.float64) for name in start}
        hidden = np.tanh(p["W1"] @ x + p["b1"])
        return hidden, p["W2"] @ hidden + p["b2"]

    def cost(parameters: Parameters) -> float:
        _, z = forward(parameters, X)
        return float(np.mean(np.logaddexp(0.0, z) - Y * z))  # -y log a - (1 - y) log(1 - a)

    def gradients(parameters: Parameters, chosen: Any) -> dict[str, Array]:
        x, y = X[:, chosen], Y[:, chosen]
        hidden, z = forward(parameters, x)
        dz2 = (1 / (1 + np.exp(-z)) - y) / x.shape[1]
        dz1 = np.asarray(parameters["W2"], np.float64).T @ dz2 * (1 - hidden**2)
        return {
            "dW1": dz1 @ x.T,
            "db1": dz1.sum(axis=1, keepdims=True),
            "dW2": dz2 @ hidden.T,
            "db2": dz2.sum(axis=1, keepdims=True),
        }

    return Problem(start, cost, gradients, X.shape[1])


def kept(answer: Parameters, like: Parameters) -> dict[str, Any]:
    """What the next step starts from: the entries that were asked for, without any that a student added.

    In their shapes: others would be broadcast, and a few kilobytes to gigabytes.
    """
    assert_structure(answer, dict(like), name="result")
    return {name: answer[name] for name in like}


def require_same_end(problem: Problem, found: Parameters, right: Parameters, steps: int) -> None:
    """The cost fell, and the parameters are where the right rule takes them: see NOTE [Loose comparison]."""
    start, wanted, cost = problem.cost(problem.start), problem.cost(right), problem.cost(found)
    if wanted < start and not cost < start:
        fail(
            f"after {steps} steps the cost has gone from {start:.4g} to {cost:.4g}, should have fallen to {wanted:.4g}"
        )
    why = "rounding of every step, also in single precision, is carried on through the later ones"
    used = {name: found[name] for name in right}
    assert_close(used, dict(right), name="parameters", rtol=1e-3, atol=1e-3, why=f"{why} (after {steps})")


def deep_pass(parameters: Parameters, X: Array, Y: Array) -> tuple[list[Array], float, dict[str, Array]]:
    """Activations, cost and weights' gradients of LINEAR → RELU → … → LINEAR → SIGMOID with cross-entropy."""
    layers = len([name for name in parameters if name[:1] == "W"])
    p = {k: np.asarray(parameters[k], np.float64) for n in range(1, layers + 1) for k in (f"W{n}", f"b{n}")}
    activations = [X]
    with np.errstate(all="ignore"):
        for n in range(1, layers):
            activations.append(np.maximum(0.0, p[f"W{n}"] @ activations[-1] + p[f"b{n}"]))
        z = p[f"W{layers}"] @ activations[-1] + p[f"b{layers}"]
        cost = float(np.mean(np.logaddexp(0.0, z) - Y * z))
        dz = (0.5 * (1 + np.tanh(z / 2)) - Y) / X.shape[1]  # the sigmoid, without overflow
        grads: dict[str, Array] = {}
        for n in range(layers, 0, -1):
            grads[f"dW{n}"] = dz @ activations[n - 1].T
            dz = p[f"W{n}"].T @ dz * (activations[n - 1] > 0)
    return activations[1:], cost, grads
