"""The project's own assignments against TensorFlow and Keras, in float64."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
tf = pytest.importorskip("tensorflow") if not os.environ.get("CI") else __import__("tensorflow")

from reference import batch_normalization, optimizers_extra, softmax_regression  # noqa: E402

pytestmark = [pytest.mark.tensorflow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

SEEDS = range(4)
RTOL = 1e-10


def tape(values: dict[str, Any], loss: Any) -> tuple[float, dict[str, Any]]:
    """The loss and its gradients by TensorFlow's tape."""
    held = {name: tf.Variable(value) for name, value in values.items()}
    with tf.GradientTape() as recorded:
        value = loss(held)
    return float(value), {k: np.asarray(g) for k, g in recorded.gradient(value, held).items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_softmax_and_its_cost(seed: int) -> None:
    """tf.nn.softmax over classes, and the mean categorical cross-entropy; both have examples in columns here."""
    rng = np.random.default_rng(seed)
    X, W, b = rng.normal(size=(4, 9)), rng.normal(size=(5, 4)), rng.normal(size=(5, 1))
    Y = np.eye(5)[:, rng.integers(0, 5, size=9)]
    Z = W @ X + b
    A = softmax_regression.softmax(Z)
    np.testing.assert_allclose(A, np.asarray(tf.nn.softmax(Z, axis=0)), rtol=RTOL)

    def loss(held: dict[str, Any]) -> Any:
        logits = held["W"] @ tf.constant(X) + held["b"]
        return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(Y.T, tf.transpose(logits)))

    value, wanted = tape({"W": W, "b": b}, loss)
    np.testing.assert_allclose(softmax_regression.cross_entropy_cost(A, Y), value, rtol=RTOL)
    found = softmax_regression.softmax_backward(X, A, Y)
    np.testing.assert_allclose(found["dW"], wanted["W"], rtol=1e-8, atol=1e-13)
    np.testing.assert_allclose(found["db"], wanted["b"], rtol=1e-8, atol=1e-13)


@pytest.mark.parametrize("seed", SEEDS)
def test_batch_norm_forward_and_backward(seed: int) -> None:
    """tf.nn.batch_normalization on the batch's own moments, and every gradient by the tape."""
    rng = np.random.default_rng(seed)
    Z, upstream = rng.normal(size=(3, 8)) * 2 + 1, rng.normal(size=(3, 8))
    gamma, beta, epsilon = rng.normal(size=(3, 1)), rng.normal(size=(3, 1)), 1e-2

    def normalise(held: dict[str, Any]) -> Any:
        mean, variance = tf.nn.moments(held["Z"], axes=[1], keepdims=True)
        return tf.nn.batch_normalization(held["Z"], mean, variance, held["beta"], held["gamma"], epsilon)

    values = {"Z": Z, "gamma": gamma, "beta": beta}
    _, wanted = tape(values, lambda held: tf.reduce_sum(normalise(held) * upstream))
    out, cache = batch_normalization.batch_norm_forward(Z, gamma, beta, epsilon)
    np.testing.assert_allclose(out, np.asarray(normalise(values)), rtol=RTOL)
    found = batch_normalization.batch_norm_backward(upstream, cache)
    for name in values:
        np.testing.assert_allclose(found[f"d{name}"], wanted[name], rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_running_statistics_and_inference_are_keras_batch_normalization(seed: int) -> None:
    """Keras' layer after some training batches has our running statistics, and infers as we do.

    Keras has examples in rows and keeps its statistics as vectors. Its moving variance is the batch's with ddof 0.
    """
    rng = np.random.default_rng(seed)
    layer = tf.keras.layers.BatchNormalization(momentum=0.75, epsilon=1e-3, dtype="float64")
    mean, variance = np.zeros((3, 1)), np.ones((3, 1))
    for _ in range(4):
        batch = rng.normal(size=(3, 6)) * 3 + 1
        layer(batch.T, training=True)
        mean, variance = batch_normalization.update_running_statistics(
            mean, variance, batch.mean(axis=1, keepdims=True), batch.var(axis=1, keepdims=True), 0.75
        )
    np.testing.assert_allclose(mean[:, 0], np.asarray(layer.moving_mean), rtol=1e-9)
    np.testing.assert_allclose(variance[:, 0], np.asarray(layer.moving_variance), rtol=1e-9)
    Z = rng.normal(size=(3, 5))
    found = batch_normalization.batch_norm_inference(Z, np.ones((3, 1)), np.zeros((3, 1)), mean, variance, 1e-3)
    np.testing.assert_allclose(found.T, np.asarray(layer(Z.T, training=False)), rtol=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_rmsprop_is_keras_with_epsilon_outside(seed: int) -> None:
    """Keras has ε inside the root: α g / √(s + ε). The course has it outside; they agree where ε is nothing."""
    rng = np.random.default_rng(seed)
    parameters = {"W1": rng.normal(size=(3, 2)), "b1": rng.normal(size=(3, 1))}
    rho, rate = 7 / 8, 1 / 16  # Keras keeps both in float32: numbers that it holds exactly
    optimizer = tf.keras.optimizers.RMSprop(rate, rho=rho, epsilon=0.0)
    held = [tf.keras.Variable(v, dtype="float64") for v in parameters.values()]
    s = optimizers_extra.initialize_rmsprop(parameters)
    found = parameters
    for _ in range(4):
        grads = {f"d{k}": rng.normal(size=v.shape) for k, v in parameters.items()}
        found, s = optimizers_extra.update_parameters_with_rmsprop(found, grads, s, rho, rate, 0.0)
        optimizer.apply([tf.constant(g) for g in grads.values()], held)
    for value, wanted in zip(found.values(), held, strict=True):
        np.testing.assert_allclose(value, np.asarray(wanted), rtol=1e-9)
