"""The references against TensorFlow and Keras: independent code for the same formulas, to float64 rounding.

Where the course's definition differs from Keras', the test says how and converts. Automatic differentiation stands
in for every backward function; here the chain of functions is written with TensorFlow's own operations.
"""

from __future__ import annotations

import os
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
tf = pytest.importorskip("tensorflow") if not os.environ.get("CI") else __import__("tensorflow")

from reference import gradient_checking, initialization, optimization, regularization  # noqa: E402

pytestmark = [pytest.mark.tensorflow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

SEEDS = range(5)
RTOL = 1e-10


def layers(seed: int, sizes: tuple[int, ...] = (4, 5, 3, 1)) -> tuple[dict[str, Any], dict[str, Any]]:
    """Parameters and gradients of a small network."""
    rng = np.random.default_rng(seed)
    parameters, grads = {}, {}
    for l, (before, here) in enumerate(pairwise(sizes), start=1):
        parameters[f"W{l}"], parameters[f"b{l}"] = rng.normal(size=(here, before)), rng.normal(size=(here, 1))
        grads[f"dW{l}"], grads[f"db{l}"] = rng.normal(size=(here, before)), rng.normal(size=(here, 1))
    return parameters, grads


def variables(parameters: dict[str, Any]) -> list[Any]:
    """One float64 Keras variable a parameter."""
    return [tf.keras.Variable(value, dtype="float64", name=name) for name, value in parameters.items()]


def apply(optimizer: Any, parameters: dict[str, Any], steps: list[dict[str, Any]]) -> dict[str, Any]:
    """Parameters after the optimizer took every step's gradients."""
    held = variables(parameters)
    for grads in steps:
        gradients = [tf.constant(grads[f"d{name}"]) for name in parameters]
        optimizer.apply(gradients, held)
    return {name: np.asarray(v) for name, v in zip(parameters, held, strict=True)}


@pytest.fixture(autouse=True)
def float64() -> Any:
    """Keras computes in float32 unless told."""
    before = tf.keras.backend.floatx()
    tf.keras.backend.set_floatx("float64")
    yield
    tf.keras.backend.set_floatx(before)


@pytest.mark.parametrize("seed", SEEDS)
def test_gradient_descent_is_keras_sgd(seed: int) -> None:
    """θ ← θ − α g."""
    parameters, grads = layers(seed)
    found = optimization.update_parameters_with_gd(parameters, grads, 0.03)
    wanted = apply(tf.keras.optimizers.SGD(0.03), parameters, [grads])
    for name in parameters:
        np.testing.assert_allclose(found[name], wanted[name], rtol=RTOL)


@pytest.mark.parametrize("seed", SEEDS)
def test_momentum_is_keras_sgd_with_the_gradient_weighed(seed: int) -> None:
    """The course's v averages: v ← βv + (1−β)g, θ ← θ − αv. Keras' sums: m ← βm − α'g. They agree for α' = α(1−β)."""
    parameters, _ = layers(seed)
    steps = [layers(100 * seed + i)[1] for i in range(4)]
    beta, rate = 7 / 8, 1 / 32  # Keras keeps the rate in float32: numbers that both hold exactly
    found, v = parameters, optimization.initialize_velocity(parameters)
    for grads in steps:
        found, v = optimization.update_parameters_with_momentum(found, grads, v, beta, rate)
    wanted = apply(tf.keras.optimizers.SGD(rate * (1 - beta), momentum=beta), parameters, steps)
    for name in parameters:
        np.testing.assert_allclose(found[name], wanted[name], rtol=RTOL)


@pytest.mark.parametrize("seed", SEEDS)
def test_adam_is_keras_adam_with_epsilon_moved(seed: int) -> None:
    """Keras uses the paper's "ε hat" form: α_t m / (√v + ε̂). It agrees for ε̂ = ε √(1−β₂ᵗ), so a step at a time."""
    parameters, _ = layers(seed)
    steps = [layers(100 * seed + i)[1] for i in range(5)]
    beta1, beta2, epsilon, rate = 3 / 4, 31 / 32, 1e-3, 1 / 16
    found = parameters
    v, s = optimization.initialize_adam(parameters)
    held = variables(parameters)
    optimizer = tf.keras.optimizers.Adam(rate, beta_1=beta1, beta_2=beta2)
    for t, grads in enumerate(steps, start=1):
        found, v, s, *_ = optimization.update_parameters_with_adam(found, grads, v, s, t, rate, beta1, beta2, epsilon)
        optimizer.epsilon = epsilon * np.sqrt(1 - beta2**t)
        optimizer.apply([tf.constant(grads[f"d{name}"]) for name in parameters], held)
        for name, value in zip(parameters, held, strict=True):
            np.testing.assert_allclose(found[name], np.asarray(value), rtol=1e-9)


@pytest.mark.parametrize("epoch", [0, 1, 7, 1000])
def test_decay_is_keras_inverse_time_decay(epoch: int) -> None:
    """update_lr and schedule_lr_decay are InverseTimeDecay, the latter with a staircase."""
    schedule = tf.keras.optimizers.schedules.InverseTimeDecay
    plain = schedule(0.3, decay_steps=1, decay_rate=0.7)(tf.constant(epoch, tf.float64))
    np.testing.assert_allclose(optimization.update_lr(0.3, epoch, 0.7), float(plain), rtol=1e-6)
    stairs = schedule(0.3, decay_steps=100, decay_rate=0.7, staircase=True)(tf.constant(epoch, tf.float64))
    np.testing.assert_allclose(optimization.schedule_lr_decay(0.3, epoch, 0.7, 100), float(stairs), rtol=1e-6)


def test_he_has_the_scale_of_keras_he_normal() -> None:
    """Keras truncates the normal at two of its own deviations and rescales: the variance 2/fan_in is the same."""
    fan_in, units = 400, 500
    ours = initialization.initialize_parameters_he([fan_in, units, 1])["W1"]
    theirs = np.asarray(tf.keras.initializers.HeNormal(seed=1)((fan_in, units), dtype="float64"))
    wanted = np.sqrt(2 / fan_in)
    for sample in (ours, theirs):  # the standard error of a deviation from 200,000 draws is below 0.2 %
        assert abs(sample.std() / wanted - 1) < 0.015


# --- automatic differentiation --------------------------------------------------------------------------------------


def network_loss(X: Any, Y: Any, held: dict[str, Any], lambd: float = 0.0, masks: Any = None, keep: float = 1.0) -> Any:
    """Cross-entropy of LINEAR → RELU → LINEAR → RELU → LINEAR → SIGMOID with L2 penalty and given dropout masks."""
    A = tf.constant(X)
    for l in (1, 2):
        A = tf.nn.relu(held[f"W{l}"] @ A + held[f"b{l}"])
        if masks is not None:
            A = A * tf.constant(masks[l - 1], tf.float64) / keep
    logits = held["W3"] @ A + held["b3"]
    m = X.shape[1]
    entropy = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(tf.constant(Y, tf.float64), logits)) / m
    penalty = sum(tf.reduce_sum(held[f"W{l}"] ** 2) for l in (1, 2, 3))
    return entropy + lambd / (2 * m) * penalty


def differentiate(parameters: dict[str, Any], loss: Any) -> tuple[float, dict[str, Any]]:
    """The loss and its gradients by TensorFlow's tape."""
    held = {name: tf.Variable(value) for name, value in parameters.items()}
    with tf.GradientTape() as tape:
        value = loss(held)
    return float(value), {f"d{k}": np.asarray(g) for k, g in tape.gradient(value, held).items()}


def data(seed: int, n: int = 4, m: int = 6) -> tuple[Any, Any]:
    rng = np.random.default_rng(seed + 50)
    return rng.normal(size=(n, m)), rng.integers(0, 2, size=(1, m))


def forward(X: Any, parameters: dict[str, Any], masks: Any = None, keep: float = 1.0) -> list[Any]:
    """Z, A of every layer, A after its mask."""
    found, A = [], X
    for l in (1, 2):
        Z = parameters[f"W{l}"] @ A + parameters[f"b{l}"]
        A = np.maximum(0, Z) * (1 if masks is None else masks[l - 1] / keep)
        found += [Z, A]
    Z3 = parameters["W3"] @ A + parameters["b3"]
    return [*found, Z3, 1 / (1 + np.exp(-Z3))]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("lambd", [0.0, 0.7, 5.0])
def test_l2_cost_and_gradients(seed: int, lambd: float) -> None:
    """The penalised cost, and dW and db by the tape."""
    parameters, _ = layers(seed)
    X, Y = data(seed)
    Z1, A1, Z2, A2, Z3, A3 = forward(X, parameters)
    W1, b1, W2, b2, W3, b3 = parameters.values()
    value, wanted = differentiate(parameters, lambda held: network_loss(X, Y, held, lambd))
    cost = regularization.compute_cost_with_regularization(A3, Y, parameters, lambd)
    np.testing.assert_allclose(cost, value, rtol=RTOL)
    cache = (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
    found = regularization.backward_propagation_with_regularization(X, Y, cache, lambd)
    for name, gradient in wanted.items():
        np.testing.assert_allclose(found[name], gradient, rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("keep", [0.4, 0.8, 1.0])
def test_dropout_gradients(seed: int, keep: float) -> None:
    """With the masks held fixed, dropout's backward pass is the derivative of its forward pass."""
    parameters, _ = layers(seed)
    X, Y = data(seed)
    rng = np.random.default_rng(seed)
    D1, D2 = (rng.random((rows, X.shape[1])) < keep for rows in (5, 3))
    Z1, A1, Z2, A2, Z3, A3 = forward(X, parameters, (D1, D2), keep)
    W1, b1, W2, b2, W3, b3 = parameters.values()
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    found = regularization.backward_propagation_with_dropout(X, Y, cache, keep)
    _, wanted = differentiate(parameters, lambda held: network_loss(X, Y, held, masks=(D1, D2), keep=keep))
    for name, gradient in wanted.items():
        np.testing.assert_allclose(found[name], gradient, rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_dropout_forward_follows_its_own_masks(seed: int) -> None:
    """Every activation is what TensorFlow computes with the masks that were drawn."""
    parameters, _ = layers(seed)
    X, _ = data(seed)
    A3, cache = regularization.forward_propagation_with_dropout(X, parameters, 0.6)
    A = tf.constant(X)
    for l, D in ((1, cache[1]), (2, cache[6])):
        A = tf.nn.relu(parameters[f"W{l}"] @ A + parameters[f"b{l}"]) * tf.constant(D, tf.float64) / 0.6
    np.testing.assert_allclose(A3, np.asarray(tf.sigmoid(parameters["W3"] @ A + parameters["b3"])), rtol=RTOL)


@pytest.mark.parametrize("seed", SEEDS)
def test_gradient_checkings_network(seed: int) -> None:
    """The cost and gradients that gradient_check_n is judged with."""
    parameters, _ = layers(seed)
    X, Y = data(seed)
    value, wanted = differentiate(parameters, lambda held: network_loss(X, Y, held))
    np.testing.assert_allclose(gradient_checking.network_cost(X, Y, parameters), value, rtol=RTOL)
    found = gradient_checking.network_gradients(X, Y, parameters)
    for name, gradient in wanted.items():
        np.testing.assert_allclose(found[name], gradient, rtol=1e-8, atol=1e-12)
    assert gradient_checking.gradient_check_n(parameters, wanted, X, Y) < 1e-6
