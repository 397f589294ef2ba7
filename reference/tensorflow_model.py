"""The functions of the assignment "Models in TensorFlow", on a Keras of four layers in NumPy.

Owns the right answers: which layers `build_model` stacks, and what one `train_step` changes. The classes have the
operations that a check may ask of a model in the sandbox (`predict`, `weights`, `config`, `train`, `evaluate`), and
Keras' conventions: rows are examples, weights come layer by layer, batch normalization has momentum 0.99, ε = 0.001 and
the biased variance. `tests/conformance` holds them against Keras itself. Knows nothing of how answers are checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reference.tensors import Tagged, tensor

__all__ = [
    "Activation",
    "BatchNormalization",
    "Dense",
    "Dropout",
    "Network",
    "Optimizer",
    "build_model",
    "in_training",
    "loss_of",
    "ready",
    "sgd",
    "small_model",
    "steps",
    "train_once",
    "train_step",
]

Array = NDArray[np.float64]

BN_MOMENTUM, BN_EPSILON = 0.99, 1e-3
ADAM_BETA1, ADAM_BETA2, ADAM_EPSILON = 0.9, 0.999, 1e-7
TEMPLATE_SEED = 1


class Layer:
    """A layer: its weights by Keras' names, and a forward and a backward pass over a batch in rows."""

    def __init__(self) -> None:
        self.trainable: dict[str, Array] = {}
        self.others: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}

    def config(self) -> dict[str, Any]:
        """What the sandbox tells of a layer."""
        return {"kind": "layer", "class": type(self).__name__, "trainable": True}

    def forward(self, x: Array, training: bool) -> Array:
        """The layer's output."""
        raise NotImplementedError

    def backward(self, slope: Array) -> Array:
        """The loss' slope by the input; those by the weights are left in `grads`."""
        raise NotImplementedError


class Dense(Layer):
    """x W + b; W is (inputs, units), Glorot uniform, and b starts at zero."""

    def __init__(self, inputs: int, units: int, generator: np.random.RandomState) -> None:
        super().__init__()
        bound = np.sqrt(6 / (inputs + units))
        self.trainable = {"kernel": generator.uniform(-bound, bound, (inputs, units)), "bias": np.zeros(units)}

    def config(self) -> dict[str, Any]:
        return super().config() | {"units": self.trainable["bias"].size, "activation": "linear", "use_bias": True}

    def forward(self, x: Array, training: bool) -> Array:
        self.x = x
        return np.asarray(x @ self.trainable["kernel"] + self.trainable["bias"])

    def backward(self, slope: Array) -> Array:
        self.grads = {"kernel": self.x.T @ slope, "bias": slope.sum(axis=0)}
        return np.asarray(slope @ self.trainable["kernel"].T)


class BatchNormalization(Layer):
    """γ (x − μ) / √(σ² + ε) + β, with the batch's mean and variance in training and moving averages otherwise.

    Ioffe and Szegedy, *Batch Normalization* (2015), algorithms 1 and 2; Keras, ``layers.BatchNormalization``.
    """

    def __init__(self, units: int, epsilon: float = BN_EPSILON) -> None:
        super().__init__()
        self.epsilon = epsilon
        self.trainable = {"gamma": np.ones(units), "beta": np.zeros(units)}
        self.others = {"moving_mean": np.zeros(units), "moving_variance": np.ones(units)}

    def config(self) -> dict[str, Any]:
        return super().config() | {"momentum": BN_MOMENTUM, "epsilon": self.epsilon}

    def forward(self, x: Array, training: bool) -> Array:
        mean, variance = self.others["moving_mean"], self.others["moving_variance"]
        if training:
            batch_mean, batch_variance = x.mean(axis=0), x.var(axis=0)
            self.others["moving_mean"] = BN_MOMENTUM * mean + (1 - BN_MOMENTUM) * batch_mean
            self.others["moving_variance"] = BN_MOMENTUM * variance + (1 - BN_MOMENTUM) * batch_variance
            mean, variance = batch_mean, batch_variance
        self.training, self.deviation = training, np.sqrt(variance + self.epsilon)
        self.normal = (x - mean) / self.deviation
        return np.asarray(self.trainable["gamma"] * self.normal + self.trainable["beta"])

    def backward(self, slope: Array) -> Array:
        self.grads = {"gamma": (slope * self.normal).sum(axis=0), "beta": slope.sum(axis=0)}
        own = slope * self.trainable["gamma"]
        if self.training:  # the batch's mean and variance depend on x too
            own = own - own.mean(axis=0) - self.normal * (own * self.normal).mean(axis=0)
        return np.asarray(own / self.deviation)


class Activation(Layer):
    """A function without weights: "ReLU" or "Softmax"."""

    def __init__(self, name: str = "ReLU") -> None:
        super().__init__()
        self.name = name

    def config(self) -> dict[str, Any]:
        return super().config() | {"class": self.name}

    def forward(self, x: Array, training: bool) -> Array:
        if self.name == "ReLU":
            self.y = np.maximum(0, x)
        else:
            self.y = np.exp(x - np.logaddexp.reduce(x, axis=1, keepdims=True))
        return self.y

    def backward(self, slope: Array) -> Array:
        if self.name == "ReLU":
            return slope * (self.y > 0)
        return np.asarray(self.y * (slope - (slope * self.y).sum(axis=1, keepdims=True)))


class Dropout(Layer):
    """In training a share `rate` of the entries is set to 0 and the rest divided by 1 − rate."""

    def __init__(self, rate: float, generator: np.random.RandomState) -> None:
        super().__init__()
        self.rate, self.generator = rate, generator

    def config(self) -> dict[str, Any]:
        return super().config() | {"rate": self.rate}

    def forward(self, x: Array, training: bool) -> Array:
        self.mask = np.ones_like(x)
        if training and self.rate > 0:
            self.mask = (self.generator.rand(*x.shape) >= self.rate) / (1 - self.rate)
        return x * self.mask

    def backward(self, slope: Array) -> Array:
        return slope * self.mask


class Optimizer:
    """Gradient descent with momentum as Keras' SGD has it, or Adam.

    Keras' momentum: v ← μ v − α g, θ ← θ + v. Kingma and Ba, *Adam* (2015), in the form before section 2.1.
    """

    kind = "optimizer"

    def __init__(self, name: str, learning_rate: float, momentum: float = 0.0) -> None:
        self.name, self.learning_rate, self.momentum = name, learning_rate, momentum
        self.t = 0
        self.v: dict[tuple[int, str], Array] = {}
        self.s: dict[tuple[int, str], Array] = {}

    def config(self) -> dict[str, Any]:
        """What the sandbox tells of an optimizer."""
        return {"class": self.name, "learning_rate": self.learning_rate}

    def apply(self, layers: Sequence[Layer]) -> None:
        """Change the weights by the gradients that the layers hold."""
        self.t += 1
        for i, layer in enumerate(layers):
            for name, g in layer.grads.items():
                layer.trainable[name] = layer.trainable[name] + self.change((i, name), g)

    def change(self, key: tuple[int, str], g: Array) -> Array:
        """By how much one weight changes."""
        if self.name == "SGD":
            self.v[key] = self.momentum * self.v.get(key, np.zeros_like(g)) - self.learning_rate * g
            return self.v[key]
        self.v[key] = ADAM_BETA1 * self.v.get(key, np.zeros_like(g)) + (1 - ADAM_BETA1) * g
        self.s[key] = ADAM_BETA2 * self.s.get(key, np.zeros_like(g)) + (1 - ADAM_BETA2) * g**2
        rate = self.learning_rate * np.sqrt(1 - ADAM_BETA2**self.t) / (1 - ADAM_BETA1**self.t)
        return np.asarray(-rate * self.v[key] / (np.sqrt(self.s[key]) + ADAM_EPSILON))


class Network:
    """Layers one after the other, a loss and an optimizer: what a check knows as a model.

    Parameters
    ----------
    layers : sequence of Layer
    optimizer : Optimizer or None
        None for a model that was never compiled.
    loss : str
        "categorical_crossentropy", "mean_squared_error", "binary_crossentropy" (of logits) or "summed_crossentropy",
        the first of them without its mean.
    from_logits : bool
        Whether the categorical cross-entropy takes its input for logits or for probabilities.
    accuracy : bool
        Whether the accuracy is among what it is told to measure.
    """

    kind = "model"

    def __init__(
        self,
        layers: Sequence[Layer],
        optimizer: Optimizer | None = None,
        loss: str = "categorical_crossentropy",
        from_logits: bool = True,
        accuracy: bool = True,
    ) -> None:
        self.layers, self.optimizer, self.loss, self.from_logits = list(layers), optimizer, loss, from_logits
        self.accuracy = accuracy

    def predict(self, X: ArrayLike) -> NDArray[np.float32]:
        """The output in inference, float32 as Keras gives it."""
        return self.forward(np.asarray(X, dtype=np.float64), training=False).astype(np.float32)

    def forward(self, X: Array, training: bool) -> Array:
        """The output of all layers."""
        for layer in self.layers:
            X = layer.forward(X, training)
        return X

    def weights(self) -> list[dict[str, Any]]:
        """Name, trainable flag and value of every weight, layer by layer."""
        return [
            {"name": name, "trainable": trainable, "value": value.astype(np.float32)}
            for layer in self.layers
            for trainable, held in ((True, layer.trainable), (False, layer.others))
            for name, value in held.items()
        ]

    def config(self) -> dict[str, Any]:
        """Classes and figures of layers, loss and optimizer."""
        compiled = self.optimizer is not None
        return {
            "kind": "model",
            "class": "Sequential",
            "trainable": True,
            "layers": [layer.config() for layer in self.layers],
            "compiled": compiled,
            "loss": {"name": self.loss, "from_logits": self.from_logits, "reduction": None} if compiled else None,
            "optimizer": self.optimizer.config() if self.optimizer is not None else None,
        }

    def gradients(self, X: Array, Y: Array, training: bool = True) -> float:
        """The loss; the gradients are left in the layers."""
        output = self.forward(X, training)
        loss, slope = self.judge(output, Y)
        for layer in reversed(self.layers):
            slope = layer.backward(slope)
        return loss

    def judge(self, output: Array, Y: Array) -> tuple[float, Array]:
        """The mean loss over the examples, and its slope by the output."""
        m = len(Y)
        if self.loss == "mean_squared_error":
            return float(np.mean((output - Y) ** 2)), 2 * (output - Y) / output.size
        if self.loss == "binary_crossentropy":
            return float(np.mean(np.logaddexp(0, output) - Y * output)), (1 / (1 + np.exp(-output)) - Y) / output.size
        if self.from_logits:
            m = 1 if self.loss == "summed_crossentropy" else m
            logs = output - np.logaddexp.reduce(output, axis=1, keepdims=True)
            return float(-np.sum(Y * logs) / m), (np.exp(logs) - Y) / m
        share = output / output.sum(axis=1, keepdims=True)
        kept = np.clip(share, 1e-7, 1 - 1e-7)
        slope = np.where(kept == share, -Y / kept, 0.0)
        slope = (slope - (slope * share).sum(axis=1, keepdims=True)) / output.sum(axis=1, keepdims=True)
        return float(-np.sum(Y * np.log(kept)) / m), slope / m

    def train(self, X: ArrayLike, Y: ArrayLike, epochs: int = 1, batch_size: int = 32) -> list[float]:
        """Train in the order of the data; the mean loss of each epoch."""
        if self.optimizer is None:
            raise ValueError("You must call `compile()` before using the model.")
        X, Y = np.asarray(X, dtype=np.float64), np.asarray(Y, dtype=np.float64)
        losses = []
        for _ in range(epochs):
            total = 0.0
            for start in range(0, len(X), batch_size):
                batch = slice(start, start + batch_size)
                total += self.gradients(X[batch], Y[batch]) * len(X[batch])
                self.optimizer.apply(self.layers)
            losses.append(total / len(X))
        return losses

    def evaluate(self, X: ArrayLike, Y: ArrayLike) -> dict[str, float]:
        """The loss in inference, and the accuracy if it is measured."""
        if self.optimizer is None:
            raise ValueError("You must call `compile()` before using the model.")
        output = self.forward(np.asarray(X, dtype=np.float64), training=False)
        truth = np.asarray(Y, dtype=np.float64)
        right = output.argmax(axis=1) == truth.argmax(axis=1)
        measured = {"accuracy": float(right.mean())} if self.accuracy else {}
        return {"loss": self.judge(output, truth)[0], **measured}


def build_model(
    input_size: int, hidden_sizes: Sequence[int], num_classes: int, dropout_rate: float, learning_rate: float
) -> Network:
    """Stack Dense → BatchNormalization → ReLU → Dropout for every hidden size, then a Dense layer for the logits.

    Parameters
    ----------
    input_size : int
        Numbers of an example, at least 1.
    hidden_sizes : sequence of int
        Units of each hidden layer.
    num_classes : int
        Units of the last layer, which has no activation.
    dropout_rate : float
        Share of a hidden layer's outputs that a training step drops, from 0 up to below 1.
    learning_rate : float
        Of Adam.

    Returns
    -------
    model
        Compiled with Adam, the categorical cross-entropy from logits, and the accuracy as metric.
    """
    generator = np.random.RandomState(TEMPLATE_SEED)
    layers: list[Layer] = []
    before = input_size
    for units in hidden_sizes:
        layers += [
            Dense(before, units, generator),
            BatchNormalization(units),
            Activation("ReLU"),
            Dropout(dropout_rate, generator),
        ]
        before = units
    layers.append(Dense(before, num_classes, generator))
    return Network(layers, Optimizer("Adam", learning_rate))


def train_step(model: Network, optimizer: Optimizer, X: ArrayLike, Y: ArrayLike) -> Tagged:
    """Change the model's trainable weights once, along the gradient of the loss on a mini-batch.

    Parameters
    ----------
    model : Network
        Gives logits.
    optimizer : Optimizer
        Decides how far to go.
    X : array_like, shape (m, n_x)
    Y : array_like, shape (m, classes)
        One-hot rows.

    Returns
    -------
    loss : tensor, shape ()
        Mean categorical cross-entropy of the mini-batch before the step, computed as in training.
    """
    loss = model.gradients(np.asarray(X, dtype=np.float64), np.asarray(Y, dtype=np.float64), training=True)
    optimizer.apply(model.layers)
    return tensor(np.float64(loss))


# --- what the checks make and ask for -----------------------------------------------------------------------------


def sgd(learning_rate: float, momentum: float = 0.0) -> Optimizer:
    """Given function: an optimizer with which a step can be worked out by hand."""
    return Optimizer("SGD", learning_rate, momentum)


def small_model(weights: Sequence[ArrayLike]) -> Network:
    """Given function: Dense → BatchNormalization → ReLU → Dense with these eight weights, in Keras' order.

    kernel (n_x, n), bias, gamma, beta, moving mean, moving variance, kernel (n, classes), bias. Nothing is drawn.
    """
    kernel, bias, gamma, beta, mean, variance, last, last_bias = (np.asarray(w, dtype=np.float64) for w in weights)
    none = np.random.RandomState(0)
    n_x, n, classes = kernel.shape[0], gamma.size, last_bias.size
    first, norm, second = Dense(n_x, n, none), BatchNormalization(n), Dense(n, classes, none)
    first.trainable = {"kernel": kernel.copy(), "bias": bias.copy()}
    norm.trainable = {"gamma": gamma.copy(), "beta": beta.copy()}
    norm.others = {"moving_mean": mean.copy(), "moving_variance": variance.copy()}
    second.trainable = {"kernel": last.copy(), "bias": last_bias.copy()}
    return Network([first, norm, Activation("ReLU"), second])


def ready(optimizer: Optimizer, model: Network) -> None:
    """Given function: the optimizer has what it needs for the model; this one makes it when it is needed."""


def in_training(model: Network, X: ArrayLike) -> Tagged:
    """Given function: the model's output in training."""
    return tensor(model.forward(np.asarray(X, dtype=np.float64), training=True).astype(np.float32))


def loss_of(model: Network, X: ArrayLike, Y: ArrayLike) -> float:
    """Given function: the loss with which the model was compiled, in use."""
    return model.evaluate(X, Y)["loss"]


def train_once(model: Network, X: ArrayLike, Y: ArrayLike) -> None:
    """Given function: one training step on one mini-batch, with the loss and the optimizer of the model."""
    model.train(X, Y, 1, len(np.asarray(X)))


def steps(
    weights: Sequence[ArrayLike], learning_rate: float, momentum: float, batches: Sequence[tuple[ArrayLike, ArrayLike]]
) -> dict[str, Any]:
    """What a training step for each batch makes of `small_model`: right, and by every misconception.

    Returns
    -------
    dict
        "" for the right step and the id of each misconception → {"losses": …, "weights": …}.
    """
    from reference.tensorflow_model_misconceptions import MISCONCEPTIONS

    ways = {"": train_step} | {m.id: m.variant for m in MISCONCEPTIONS if m.function == "train_step"}
    found: dict[str, Any] = {}
    for name, way in ways.items():
        model, optimizer = small_model(weights), sgd(learning_rate, momentum)
        losses = [_plain(way(model, optimizer, X, Y)) for X, Y in batches]
        found[name] = {"losses": losses, "weights": [w["value"] for w in model.weights()]}
    return found


def _plain(loss: Any) -> Any:
    return np.asarray(loss.value) if isinstance(loss, Tagged) else loss
