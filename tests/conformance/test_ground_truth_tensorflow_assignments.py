"""The NumPy references of the TensorFlow assignments against TensorFlow and Keras, which they stand in for."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
tf = pytest.importorskip("tensorflow") if not os.environ.get("CI") else __import__("tensorflow")

from reference import tensorflow_introduction as introduction  # noqa: E402
from reference import tensorflow_introduction_misconceptions as mistakes  # noqa: E402
from reference import tensorflow_model as models  # noqa: E402
from test_specs.test_tensorflow_introduction import SHAPES, flaw, glorot  # noqa: E402
from test_specs.test_tensorflow_model import examples  # noqa: E402

pytestmark = [pytest.mark.tensorflow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

SEEDS = range(5)


def rng(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def scores(seed: int, m: int = 7) -> tuple[Any, Any]:
    """Logits and one-hot labels, (6, m)."""
    generator = rng(seed)
    return generator.normal(size=(6, m)) * 3, np.eye(6)[:, generator.integers(0, 6, size=m)]


# --- introduction -------------------------------------------------------------------------------------------------


def test_linear_function_is_the_printed_column() -> None:
    """W X + b of NumPy's numbers after seed 1, as TensorFlow multiplies them and the notebook prints them."""
    np.random.seed(1)
    X, W, b = (tf.constant(np.random.randn(*shape)) for shape in ((3, 1), (4, 3), (4, 1)))
    found = introduction.linear_function().value
    np.testing.assert_allclose(found, tf.add(tf.matmul(W, X), b), rtol=1e-12)
    np.testing.assert_allclose(found.ravel(), [-2.15657382, 2.95891446, -1.08926781, -0.84538042], atol=5e-9)


def test_other_numbers_reach_every_way_of_drawing() -> None:
    """With another generator below, seed(1) gives other numbers; afterwards the usual ones are back."""
    usual = introduction.linear_function().value
    introduction.draw_other_numbers()
    try:
        np.testing.assert_array_equal(
            introduction.linear_function().value, introduction.linear_function_of_other_numbers()
        )
    finally:
        introduction.draw_usual_numbers()
    assert not np.allclose(introduction.linear_function_of_other_numbers(), usual)
    np.testing.assert_array_equal(introduction.linear_function().value, usual)


@pytest.mark.parametrize("z", [0, -1, 12, [1, -2], [[0.5, -3.0]]], ids=str)
def test_sigmoid_is_keras(z: Any) -> None:
    """σ of the cast input."""
    wanted = tf.keras.activations.sigmoid(tf.cast(z, tf.float32))
    np.testing.assert_allclose(introduction.sigmoid(z).value, wanted, rtol=1e-6)


@pytest.mark.parametrize("depth", [2, 4, 9])
def test_one_hot_is_tensorflows(depth: int) -> None:
    """The reshaped tf.one_hot, whether the label comes as a number or in a list."""
    for label in range(depth):
        wanted = tf.reshape(tf.one_hot([label], depth, axis=0), (depth,))
        np.testing.assert_array_equal(introduction.one_hot_matrix(label, depth).value, wanted)
        np.testing.assert_array_equal(introduction.one_hot_matrix([label], depth).value, wanted)


@pytest.mark.parametrize("seed", [1, *range(100, 110)])
def test_keras_glorot_normal_passes_the_statistics(seed: int) -> None:
    """What the check says of the template's own stream, seed 1, and of others: nothing; so of the reference."""
    initializer = tf.keras.initializers.GlorotNormal(seed=seed)
    for name, shape in SHAPES.items():
        for x in (initializer(shape).numpy(), introduction.initialize_parameters()[name].value):
            assert flaw(name, np.asarray(x, dtype=np.float64), glorot(shape)) is None


@pytest.mark.parametrize("kind", ["HeNormal", "LecunNormal", "GlorotUniform", "RandomNormal", "Ones", "Zeros"])
def test_other_initializers_do_not(kind: str) -> None:
    """The largest matrix tells every other initializer of Keras."""
    x = getattr(tf.keras.initializers, kind)()(SHAPES["W1"]).numpy()
    assert flaw("W1", np.asarray(x, dtype=np.float64), glorot(SHAPES["W1"])) is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_forward_propagation(seed: int) -> None:
    """LINEAR → RELU → LINEAR → RELU → LINEAR in TensorFlow's operations."""
    generator = rng(seed)
    parameters = {}
    for l, (rows, columns) in enumerate(((5, 4), (3, 5), (6, 3)), start=1):
        parameters[f"W{l}"], parameters[f"b{l}"] = (
            generator.normal(size=(rows, columns)),
            generator.normal(size=(rows, 1)),
        )
    X = generator.normal(size=(4, 7))
    A = tf.constant(X)
    for l in (1, 2):
        A = tf.nn.relu(tf.matmul(parameters[f"W{l}"], A) + parameters[f"b{l}"])
    wanted = tf.matmul(parameters["W3"], A) + parameters["b3"]
    np.testing.assert_allclose(introduction.forward_propagation(X, parameters).value, wanted, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_three_definitions_of_the_loss(seed: int) -> None:
    """Sum and mean of the categorical, and mean of the binary cross-entropy, as Keras computes them from logits."""
    logits, labels = scores(seed)
    losses = tf.keras.losses.categorical_crossentropy(tf.transpose(labels), tf.transpose(logits), from_logits=True)
    binary = tf.keras.losses.binary_crossentropy(tf.constant(labels), tf.constant(logits), from_logits=True)
    for found, wanted in (
        (introduction.compute_total_loss(logits, labels).value, tf.reduce_sum(losses)),
        (introduction.mean_categorical_loss(logits, labels), tf.reduce_mean(losses)),
        (introduction.mean_binary_loss(logits, labels), tf.reduce_mean(binary)),
    ):
        np.testing.assert_allclose(found, wanted, rtol=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_mistaken_losses_are_what_keras_gives(seed: int) -> None:
    """The variants that name a misconception equal what the mistake really computes."""
    logits, labels = scores(seed)
    logits, labels = logits.astype(np.float32), labels.astype(np.float32)
    entropy = tf.keras.losses.categorical_crossentropy
    softmax = tf.nn.softmax(tf.transpose(logits))
    wrong = {
        mistakes.loss_untransposed: entropy(labels, logits, from_logits=True),
        mistakes.loss_from_logits_missing: entropy(tf.transpose(labels), tf.transpose(logits)),
        mistakes.loss_softmax_twice: entropy(tf.transpose(labels), softmax, from_logits=True),
        mistakes.loss_swapped: entropy(tf.transpose(logits), tf.transpose(labels), from_logits=True),
    }
    for variant, losses in wrong.items():
        np.testing.assert_allclose(variant(logits, labels).value, tf.reduce_sum(losses), rtol=2e-4)


# --- models -------------------------------------------------------------------------------------------------------


def keras_twin(network: models.Network, n_x: int) -> Any:
    """The same layers in Keras, with the same weights."""
    layers = tf.keras.layers
    stack = [tf.keras.Input((n_x,))]
    for layer in network.layers:
        config = layer.config()
        stack.append({
            "Dense": lambda c: layers.Dense(c["units"]),
            "BatchNormalization": lambda c: layers.BatchNormalization(),
            "ReLU": lambda c: layers.ReLU(),
            "Softmax": lambda c: layers.Softmax(),
            "Dropout": lambda c: layers.Dropout(c["rate"]),
        }[config["class"]](config))  # fmt: skip
    twin = tf.keras.Sequential(stack)
    twin.set_weights([w["value"] for w in network.weights()])
    return twin


def step_in_keras(twin: Any, optimizer: Any, X: Any, Y: Any) -> float:
    with tf.GradientTape() as tape:
        losses = tf.keras.losses.categorical_crossentropy(Y, twin(X, training=True), from_logits=True)
        loss = tf.reduce_mean(losses)
    optimizer.apply_gradients(zip(tape.gradient(loss, twin.trainable_variables), twin.trainable_variables, strict=True))
    return float(loss)


def assert_same_weights(network: models.Network, twin: Any, rtol: float = 1e-4) -> None:
    names = [(w["name"], w["trainable"]) for w in network.weights()]
    assert names == [(w.name, w.trainable) for w in twin.weights]
    for ours, theirs in zip(network.weights(), twin.weights, strict=True):
        np.testing.assert_allclose(ours["value"], theirs.numpy(), rtol=rtol, atol=2e-5, err_msg=ours["name"])


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("momentum", [0.0, 0.75])
def test_training_steps_are_keras(seed: int, momentum: float) -> None:
    """Losses, weights and moving averages after three steps of the small model."""
    generator = rng(seed)
    n_x, n, classes = 4, 5, 3
    weights = [
        *(generator.normal(size=(n_x, n)), generator.normal(size=n), generator.uniform(0.5, 2, n)),
        *(generator.normal(size=n), generator.normal(size=n), generator.uniform(0.5, 3, n)),
        *(generator.normal(size=(n, classes)), generator.normal(size=classes)),
    ]
    network, ours = models.small_model(weights), models.sgd(0.25, momentum)
    twin, theirs = keras_twin(network, n_x), tf.keras.optimizers.SGD(0.25, momentum)
    for m in (8, 11, 6):
        X, Y = examples(generator, m, n_x, classes)
        loss = models.train_step(network, ours, X, Y).value
        np.testing.assert_allclose(loss, step_in_keras(twin, theirs, X, Y), rtol=1e-4)
    assert_same_weights(network, twin)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_built_model_trains_as_in_keras(seed: int) -> None:
    """Predictions, evaluation and two epochs of Adam without dropout, whose masks nobody shares."""
    X, Y = examples(rng(seed), 16, 5, 4)
    network = models.build_model(5, [7, 6], 4, 0.0, 0.01)
    twin = keras_twin(network, 5)
    twin.compile(
        optimizer=tf.keras.optimizers.Adam(0.01),
        loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
        run_eagerly=True,
    )
    for _ in range(2):
        # Adam divides by the gradients' own size, and so carries float32's rounding of small ones into the weights.
        np.testing.assert_allclose(network.predict(X), twin(X, training=False), rtol=1e-3, atol=2e-3)
        ours, theirs = network.evaluate(X, Y), twin.evaluate(X, Y, verbose=0, return_dict=True)
        np.testing.assert_allclose(ours["loss"], theirs["loss"], rtol=1e-3)
        losses = network.train(X, Y, 1, 8)
        history = twin.fit(X, Y, epochs=1, batch_size=8, shuffle=False, verbose=0).history["loss"]
        np.testing.assert_allclose(losses, history, rtol=1e-3)


def test_softmax_and_squared_error_have_their_gradients() -> None:
    """What the misconceptions need: gradients through a softmax, of probabilities, and of the other losses."""
    X, Y = examples(rng(3), 9, 4, 3)
    generator = np.random.RandomState(0)
    for loss, from_logits, softmax in (
        ("categorical_crossentropy", False, True),
        ("categorical_crossentropy", True, True),
        ("mean_squared_error", False, False),
        ("binary_crossentropy", True, False),
    ):
        layers = [models.Dense(4, 3, generator), *([models.Activation("Softmax")] if softmax else [])]
        network = models.Network(layers, None, loss, from_logits)
        twin = keras_twin(network, 4)
        function = {
            # Keras looks through a softmax layer to the logits behind it; tf.nn does as it is told.
            "categorical_crossentropy": tf.nn.softmax_cross_entropy_with_logits
            if from_logits
            else tf.keras.losses.categorical_crossentropy,
            "mean_squared_error": lambda y, z: tf.reduce_mean((y - z) ** 2, axis=-1),
            "binary_crossentropy": lambda y, z: tf.keras.losses.binary_crossentropy(y, z, from_logits=True),
        }[loss]
        with tf.GradientTape() as tape:
            value = tf.reduce_mean(function(tf.constant(Y), twin(X)))
        kernel, bias = tape.gradient(value, twin.trainable_variables)
        found = network.gradients(X.astype(float), Y.astype(float))
        np.testing.assert_allclose(found, float(value), rtol=1e-4)
        np.testing.assert_allclose(layers[0].grads["kernel"], kernel, rtol=1e-3, atol=1e-5)
        np.testing.assert_allclose(layers[0].grads["bias"], bias, rtol=1e-3, atol=1e-5)
