"""What students write instead in the assignment "Models in TensorFlow", each with the hint that it earns.

Owns the named misconceptions, on the NumPy layers of `reference.tensorflow_model`. A variant of `build_model` gives
the network that the mistake makes; one of `train_step` changes the model as the mistake does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.catalogue import collect, misconception
from reference.tensorflow_model import (
    TEMPLATE_SEED,
    Activation,
    BatchNormalization,
    Dense,
    Dropout,
    Layer,
    Network,
    Optimizer,
    train_step,
)
from reference.tensors import Tagged, tensor

__all__ = ["MISCONCEPTIONS"]

Array = NDArray[Any]

BUILD, STEP = "build_model", "train_step"


# --- build_model --------------------------------------------------------------------------------------------------

RIGHT_ORDER = ("norm", "relu", "dropout")


def _model(
    input_size: int,
    hidden_sizes: Sequence[int],
    num_classes: int,
    dropout_rate: float,
    learning_rate: float,
    *,
    order: Sequence[str] = RIGHT_ORDER,
    output: Sequence[str] = (),
    optimizer: str = "Adam",
    **compiled: Any,
) -> Network:
    """The network with hidden layers of these functions in this order, and more of them behind the last layer."""
    generator = np.random.RandomState(TEMPLATE_SEED)
    layers: list[Layer] = []
    sizes = [input_size, *hidden_sizes, num_classes]
    for number, units in enumerate(sizes[1:], start=1):
        layers.append(Dense(sizes[number - 1], units, generator))
        make: dict[str, Callable[[], Layer]] = {
            "norm": lambda units=units: BatchNormalization(units),  # type: ignore[misc]
            "relu": lambda: Activation("ReLU"),
            "softmax": lambda: Activation("Softmax"),
            "dropout": lambda: Dropout(dropout_rate, generator),
        }
        layers += [make[name]() for name in (order if number <= len(hidden_sizes) else output)]
    return Network(layers, Optimizer(optimizer, learning_rate), **compiled)


@misconception(
    "model.nothing_returned",
    BUILD,
    "The function returns nothing. model.compile and model.summary give None, so return the model itself.",
)
def model_nothing_returned(*args: Any) -> None:
    return None


@misconception(
    "model.same_weights",
    BUILD,
    "A Dense layer starts with the same number everywhere, so that all of its units learn the same. Leave the initial "
    "weights to Keras.",
)
def model_same_weights(*args: Any) -> Network:
    network = _model(*args)
    for layer in network.layers:
        if isinstance(layer, Dense):
            layer.trainable["kernel"] = np.zeros_like(layer.trainable["kernel"])
    return network


@misconception(
    "model.norm_epsilon",
    BUILD,
    "A BatchNormalization layer has an epsilon of your own. Leave its settings as Keras has them.",
)
def model_norm_epsilon(*args: Any) -> Network:
    layers = [
        BatchNormalization(layer.trainable["beta"].size, 1e-5) if isinstance(layer, BatchNormalization) else layer
        for layer in _model(*args).layers
    ]
    return Network(layers, Optimizer("Adam", args[-1]))


class _InUse(BatchNormalization):
    """Takes its moving averages in training too."""

    def config(self) -> dict[str, Any]:
        return super().config() | {"class": "BatchNormalization"}

    def forward(self, x: Array, training: bool) -> Array:
        return super().forward(x, training=False)


@misconception(
    "model.norm_in_use",
    BUILD,
    "The batch normalization takes its moving averages in training too, and never moves them. What tells it that this "
    "is training, and is it trainable?",
)
def model_norm_in_use(*args: Any) -> Network:
    layers = [
        _InUse(layer.trainable["beta"].size) if isinstance(layer, BatchNormalization) else layer
        for layer in _model(*args).layers
    ]
    return Network(layers, Optimizer("Adam", args[-1]))


class _Idle(Dropout):
    """Drops nothing."""

    def config(self) -> dict[str, Any]:
        return super().config() | {"class": "Dropout"}

    def forward(self, x: Array, training: bool) -> Array:
        return super().forward(x, training=False)


@misconception(
    "model.dropout_idle",
    BUILD,
    "There are Dropout layers, but nothing is dropped in training: does the data go through them, and do they know "
    "that this is training?",
)
def model_dropout_idle(*args: Any) -> Network:
    layers = [
        _Idle(layer.rate, layer.generator) if isinstance(layer, Dropout) else layer for layer in _model(*args).layers
    ]
    return Network(layers, Optimizer("Adam", args[-1]))


@misconception(
    "model.no_batch_norm",
    BUILD,
    "The hidden layers have no batch normalization: it stands between each Dense layer and its ReLU.",
)
def model_no_batch_norm(*args: Any) -> Network:
    return _model(*args, order=("relu", "dropout"))


@misconception(
    "model.no_dropout",
    BUILD,
    "The hidden layers have no dropout: each of them ends in a Dropout layer of its own.",
)
def model_no_dropout(*args: Any) -> Network:
    return _model(*args, order=("norm", "relu"))


@misconception(
    "model.no_relu",
    BUILD,
    "Nothing but linear maps stands between the inputs and the logits: the ReLUs are missing.",
)
def model_no_relu(*args: Any) -> Network:
    return _model(*args, order=("norm", "dropout"))


@misconception(
    "model.batch_norm_after_relu",
    BUILD,
    "The ReLU comes before the batch normalization. Here the scores are normalized, so the ReLU comes after; give the "
    "Dense layer no activation.",
)
def model_batch_norm_after_relu(*args: Any) -> Network:
    return _model(*args, order=("relu", "norm", "dropout"))


@misconception(
    "model.dropout_before_norm",
    BUILD,
    "Dropout comes before the batch normalization, which then sees other variances in training than in use. Let it "
    "close the block.",
)
def model_dropout_before_norm(*args: Any) -> Network:
    return _model(*args, order=("dropout", "norm", "relu"))


@misconception(
    "model.dropout_on_input",
    BUILD,
    "Dropout comes first and strikes out inputs of the network, while the last hidden layer has none. Let it close the "
    "block.",
)
def model_dropout_on_input(*args: Any) -> Network:
    layers = [layer for layer in _model(*args).layers if not isinstance(layer, Dropout)]
    generator = np.random.RandomState(TEMPLATE_SEED)
    dropped: list[Layer] = []
    for layer in layers[:-1]:
        dropped += [Dropout(args[3], generator), layer] if isinstance(layer, Dense) else [layer]
    return Network([*dropped, layers[-1]], Optimizer("Adam", args[-1]))


@misconception(
    "model.keep_prob_for_rate",
    BUILD,
    "Keras' Dropout takes the share that is dropped, not the one that is kept.",
)
def model_keep_prob_for_rate(input_size: int, hidden: Sequence[int], classes: int, rate: float, lr: float) -> Network:
    return _model(input_size, hidden, classes, 1 - rate, lr)


@misconception(
    "model.fixed_rate",
    BUILD,
    "The rate of the Dropout layers is a fixed number: use the argument dropout_rate.",
)
def model_fixed_rate(input_size: int, hidden: Sequence[int], classes: int, rate: float, lr: float) -> Network:
    return _model(input_size, hidden, classes, 0.5, lr)


@misconception(
    "model.first_hidden_only",
    BUILD,
    "There is only one hidden layer: go through all of hidden_sizes.",
)
def model_first_hidden_only(input_size: int, hidden: Sequence[int], classes: int, rate: float, lr: float) -> Network:
    return _model(input_size, hidden[:1], classes, rate, lr)


@misconception(
    "model.output_layer_missing",
    BUILD,
    "The last Dense layer, with one unit for each class, is missing.",
)
def model_output_layer_missing(*args: Any) -> Network:
    right = _model(*args)
    return Network(right.layers[:-1], right.optimizer)


@misconception(
    "model.softmax_output",
    BUILD,
    "The last layer has a softmax, but the loss is told that it gets logits. Leave the last layer linear.",
)
def model_softmax_output(*args: Any) -> Network:
    return _model(*args, output=("softmax",))


@misconception(
    "model.softmax_and_probabilities",
    BUILD,
    "Softmax and a loss of probabilities fit together, but this exercise asks for logits: the last layer stays linear, "
    "and the loss gets from_logits=True, which no large score can upset.",
)
def model_softmax_and_probabilities(*args: Any) -> Network:
    return _model(*args, output=("softmax",), from_logits=False)


@misconception(
    "model.from_logits_missing",
    BUILD,
    "The last layer gives logits, and the loss takes them for probabilities. Which argument of the loss tells it?",
)
def model_from_logits_missing(*args: Any) -> Network:
    return _model(*args, from_logits=False)


@misconception(
    "model.relu_on_output",
    BUILD,
    "No logit is below 0: the last layer has a ReLU. Leave it linear.",
)
def model_relu_on_output(*args: Any) -> Network:
    return _model(*args, output=("relu",))


class _Sigmoid(Activation):
    """1 / (1 + exp(−x)) as a layer."""

    def forward(self, x: Array, training: bool) -> Array:
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, slope: Array) -> Array:
        return np.asarray(slope * self.y * (1 - self.y))


@misconception(
    "model.sigmoid_output",
    BUILD,
    "All outputs lie between 0 and 1: the last layer has a sigmoid. Leave it linear, for the loss takes logits.",
)
def model_sigmoid_output(*args: Any) -> Network:
    network = _model(*args)
    return Network([*network.layers, _Sigmoid("Sigmoid")], network.optimizer)


@misconception(
    "model.batch_norm_on_output",
    BUILD,
    "The logits are normalized too. Only the hidden layers are.",
)
def model_batch_norm_on_output(*args: Any) -> Network:
    return _model(*args, output=("norm",))


@misconception(
    "model.dropout_on_output",
    BUILD,
    "Dropout acts on the logits too: it would strike out whole classes. Only hidden layers have it.",
)
def model_dropout_on_output(*args: Any) -> Network:
    return _model(*args, output=("dropout",))


@misconception(
    "model.not_compiled",
    BUILD,
    "The model is not compiled: it has no optimizer and no loss yet. See model.compile.",
)
def model_not_compiled(*args: Any) -> Network:
    return Network(_model(*args).layers)


@misconception(
    "model.no_accuracy",
    BUILD,
    'The model is compiled without the metric: give model.compile metrics=["accuracy"].',
)
def model_no_accuracy(*args: Any) -> Network:
    return _model(*args, accuracy=False)


@misconception(
    "model.squared_error",
    BUILD,
    "The loss is the squared error. For classes use the categorical cross-entropy.",
)
def model_squared_error(*args: Any) -> Network:
    return _model(*args, loss="mean_squared_error", from_logits=False)


@misconception(
    "model.loss_summed",
    BUILD,
    "The loss is the sum over the mini-batch: steps grow with the number of examples. Leave its reduction as it is.",
)
def model_loss_summed(*args: Any) -> Network:
    return _model(*args, loss="summed_crossentropy")


@misconception(
    "model.binary_loss",
    BUILD,
    "The loss is the binary cross-entropy, one question with yes or no for each class. Exactly one class is true: use "
    "the categorical one.",
)
def model_binary_loss(*args: Any) -> Network:
    return _model(*args, loss="binary_crossentropy")


@misconception("model.sgd", BUILD, "The optimizer is SGD. This exercise asks for Adam.")
def model_sgd(*args: Any) -> Network:
    return _model(*args, optimizer="SGD")


@misconception(
    "model.default_learning_rate",
    BUILD,
    "Adam works with its default learning rate of 0.001, whatever was asked for: use the argument learning_rate.",
)
def model_default_learning_rate(
    input_size: int, hidden: Sequence[int], classes: int, rate: float, lr: float
) -> Network:
    return _model(input_size, hidden, classes, rate, 0.001)


# --- train_step ---------------------------------------------------------------------------------------------------


def _floats(X: Any, Y: Any) -> tuple[Array, Array]:
    return np.asarray(X, dtype=np.float64), np.asarray(Y, dtype=np.float64)


@misconception(
    "step.not_applied",
    STEP,
    "The gradients are computed, but the weights stay as they were: hand both to the optimizer.",
)
def step_not_applied(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    return tensor(model.gradients(*_floats(X, Y)))


@misconception(
    "step.inference_mode",
    STEP,
    "The model ran as in use, not as in training: batch normalization took its moving averages and left them as they "
    "were. Which argument of the call says that this is training?",
)
def step_inference_mode(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    loss = model.gradients(*_floats(X, Y), training=False)
    optimizer.apply(model.layers)
    return tensor(loss)


@misconception(
    "step.ascent",
    STEP,
    "The step goes uphill. The optimizer subtracts the gradients itself: don't change their sign.",
)
def step_ascent(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    loss = model.gradients(*_floats(X, Y))
    _scale_gradients(model, -1.0)
    optimizer.apply(model.layers)
    return tensor(loss)


def _scale_gradients(model: Network, factor: float) -> None:
    for layer in model.layers:
        layer.grads = {name: g * factor for name, g in layer.grads.items()}


@misconception(
    "step.sum_for_mean",
    STEP,
    "The loss is the sum over the mini-batch: the step grows with the number of examples. Take the mean.",
)
def step_sum_for_mean(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    m = len(X)
    loss = model.gradients(*_floats(X, Y)) * m
    _scale_gradients(model, m)
    optimizer.apply(model.layers)
    return tensor(loss)


@misconception(
    "step.gradients_of_sum",
    STEP,
    "The loss is right, and the step too long by the number of examples: a tape adds up the gradients of all numbers "
    "that it is asked about. Ask for those of the mean.",
)
def step_gradients_of_sum(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    loss = model.gradients(*_floats(X, Y))
    _scale_gradients(model, len(X))
    optimizer.apply(model.layers)
    return tensor(loss)


@misconception(
    "step.another_loss",
    STEP,
    "The weights change as they should, but what you return is not the loss whose gradients you took.",
)
def step_another_loss(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    return tensor(train_step(model, optimizer, X, Y).value * len(X))


def _step_by(model: Network, optimizer: Optimizer, X: Any, Y: Any, **changes: Any) -> Tagged:
    """A step of the same layers under another loss or with a softmax on top."""
    softmax = [Activation("Softmax")] if changes.pop("softmax", False) else []
    other = Network([*model.layers, *softmax], None, **changes)
    loss = other.gradients(*_floats(X, Y))
    optimizer.apply(model.layers)
    return tensor(loss)


@misconception(
    "step.from_logits_missing",
    STEP,
    "The model gives logits, and the loss takes them for probabilities. Which argument of the loss tells it?",
)
def step_from_logits_missing(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    return _step_by(model, optimizer, X, Y, from_logits=False)


@misconception(
    "step.softmax_twice",
    STEP,
    "The softmax is applied twice, by you and by the loss. With from_logits=True give it the plain outputs.",
)
def step_softmax_twice(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    return _step_by(model, optimizer, X, Y, softmax=True)


@misconception(
    "step.binary_loss",
    STEP,
    "That is the binary cross-entropy. Exactly one class is true: use the categorical one.",
)
def step_binary_loss(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    return _step_by(model, optimizer, X, Y, loss="binary_crossentropy")


@misconception(
    "step.swapped",
    STEP,
    "Labels and outputs have changed places in the loss: Keras wants the labels first.",
)
def step_swapped(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    X, Y = _floats(X, Y)
    output = model.forward(X, True)
    scale = np.logaddexp.reduce(Y, axis=1, keepdims=True)
    slope = (scale - Y) / len(Y)
    loss = float(np.sum(output * slope))
    for layer in reversed(model.layers):
        slope = layer.backward(slope)
    optimizer.apply(model.layers)
    return tensor(loss)


@misconception(
    "step.loss_after",
    STEP,
    "The loss is computed anew after the step. Return the one whose gradients you took.",
)
def step_loss_after(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    train_step(model, optimizer, X, Y)
    X, Y = _floats(X, Y)
    return tensor(model.judge(model.forward(X, False), Y)[0])


@misconception("step.twice", STEP, "The gradients are applied twice in one step.")
def step_twice(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    loss = model.gradients(*_floats(X, Y))
    optimizer.apply(model.layers)
    optimizer.apply(model.layers)
    return tensor(loss)


def _step_on(model: Network, optimizer: Optimizer, X: Any, Y: Any, kept: Callable[[int, str], bool]) -> Tagged:
    """A step that reaches only some of the weights, chosen by layer and name."""
    loss = model.gradients(*_floats(X, Y))
    for number, layer in enumerate(model.layers):
        layer.grads = {name: g for name, g in layer.grads.items() if kept(number, name)}
    optimizer.apply(model.layers)
    return tensor(loss)


LIST_HINT = (
    "Not every weight is trained: ask the tape for the gradients by all of model.trainable_variables, and hand the "
    "optimizer the same list."
)


@misconception("step.last_layer_only", STEP, LIST_HINT)
def step_last_layer_only(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    return _step_on(model, optimizer, X, Y, lambda number, name: number == 3)


@misconception("step.first_layer_only", STEP, LIST_HINT)
def step_first_layer_only(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    return _step_on(model, optimizer, X, Y, lambda number, name: number == 0)


@misconception("step.kernels_only", STEP, LIST_HINT)
def step_kernels_only(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    return _step_on(model, optimizer, X, Y, lambda number, name: name == "kernel")


@misconception("step.norm_left_out", STEP, LIST_HINT)
def step_norm_left_out(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    return _step_on(model, optimizer, X, Y, lambda number, name: name not in ("gamma", "beta"))


def _by(other: Optimizer, model: Network, X: Any, Y: Any) -> Tagged:
    loss = model.gradients(*_floats(X, Y))
    other.apply(model.layers)
    return tensor(loss)


OPTIMIZER_HINT = "The step is not the one of the optimizer that was handed over: use the argument, don't make your own."


@misconception("step.own_adam", STEP, OPTIMIZER_HINT)
def step_own_adam(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    return _by(Optimizer("Adam", 0.001), model, X, Y)


@misconception("step.own_sgd", STEP, OPTIMIZER_HINT)
def step_own_sgd(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    return _by(Optimizer("SGD", 0.01), model, X, Y)


@misconception("step.no_momentum", STEP, OPTIMIZER_HINT)
def step_no_momentum(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    return _by(Optimizer("SGD", optimizer.learning_rate), model, X, Y)


@misconception("step.nothing_returned", STEP, "The step returns nothing. Return the loss.")
def step_nothing_returned(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> None:
    train_step(model, optimizer, X, Y)


@misconception(
    "step.not_reduced",
    STEP,
    "You return one loss for each example. Return their mean, of which you took the gradients.",
)
def step_not_reduced(model: Network, optimizer: Optimizer, X: Any, Y: Any) -> Tagged:
    X, Y = _floats(X, Y)
    output = model.forward(X, True)
    model.gradients(X, Y)
    optimizer.apply(model.layers)
    return tensor(np.sum(Y * (np.logaddexp.reduce(output, axis=1, keepdims=True) - output), axis=1))


MISCONCEPTIONS: tuple[Any, ...] = collect(globals())
