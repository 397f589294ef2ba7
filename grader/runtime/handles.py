"""Objects that stay in the sandbox, and the few operations that the trusted side may ask of them.

A handle is a number; what it stands for never leaves. Operations call Keras' own code on the student's object: a
method that the student overrides can make the answer wrong, which is the student's loss, and the answer is data like
any other.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from grader.runtime import tensors
from grader.wire.codec import CodecError
from grader.wire.marks import Handle

__all__ = ["OPERATIONS", "Kept", "capture"]

TEXT = 80
LAYERS = 200
_FIGURES = ("units", "filters", "rate", "momentum", "epsilon", "axis", "use_bias", "negative_slope", "max_value")
_mro = type.__dict__["__mro__"].__get__
_name = type.__dict__["__name__"].__get__


class _Keras(NamedTuple):
    """What is captured of Keras, before student code is there."""

    model: type
    layer: type
    optimizer: type
    input_layer: type
    call: Any
    weights: Any
    sublayers: Any
    fit: Any
    evaluate: Any
    optimizer_variables: Any
    constant: Any


_keras: _Keras | None = None


def capture() -> None:
    """Take what the operations need from Keras; `tensors.prepare` comes first."""
    global _keras
    keras = importlib.import_module("keras")
    tf = importlib.import_module("tensorflow")
    _keras = _Keras(
        model=keras.Model,
        layer=keras.layers.Layer,
        optimizer=keras.optimizers.Optimizer,
        input_layer=keras.layers.InputLayer,
        call=keras.layers.Layer.__call__,
        weights=keras.layers.Layer.weights.fget,
        sublayers=keras.layers.Layer._flatten_layers,
        fit=keras.Model.fit,
        evaluate=keras.Model.evaluate,
        optimizer_variables=keras.optimizers.Optimizer.variables.fget,
        constant=tf.constant,
    )


class Kept:
    """The objects kept for the running case, by number."""

    def __init__(self) -> None:
        self._objects: dict[int, Any] = {}

    def add(self, value: Any, first: int) -> Handle:
        """Keep an object; numbers count up from `first`, which no two calls share."""
        number = (first + len(self._objects)) % 2**63
        self._objects[number] = value
        return Handle(number, kind_of(value))

    def get(self, handle: Handle) -> Any:
        """The object of a handle. Raises CodecError when there is none (any more)."""
        try:
            return self._objects[handle.number]
        except KeyError:
            raise CodecError("is an object that is no longer there") from None

    def clear(self) -> None:
        """Let all of them go."""
        self._objects.clear()


def kind_of(value: Any) -> str:
    """What an object is, by its real type: one of `marks.HANDLE_KINDS`."""
    bases = _mro(type(value))
    if _keras is not None:
        for kind, base in (("model", _keras.model), ("layer", _keras.layer), ("optimizer", _keras.optimizer)):
            if base in bases:
                return kind
    return "object"


def _model(value: Any, doing: str) -> _Keras:
    if _keras is None or kind_of(value) not in ("model", "layer"):
        raise CodecError(f"is no Keras model, so it can't {doing}")
    return _keras


def predict(model: Any, inputs: Any) -> Any:
    """What the model gives for the inputs, as in inference: no dropout, moving statistics."""
    keras = _model(model, "predict")
    return keras.call(model, keras.constant(inputs), training=False)


def weights(value: Any) -> list[dict[str, Any]]:
    """Name, trainable flag and value of each weight, in Keras' order."""
    if _keras is not None and kind_of(value) == "optimizer":
        found = _keras.optimizer_variables(value)
    else:
        found = _model(value, "tell its weights").weights(value)
    listed = []
    for variable in found:
        content = tensors.read(variable, _mro(type(variable)))
        if content is None:
            raise CodecError("has a weight that is no variable")
        listed.append({"name": _text(variable.name), "trainable": bool(content.trainable), "value": content.value})
    return listed


def train(model: Any, inputs: Any, labels: Any, epochs: int = 1, batch_size: int = 32) -> list[float]:
    """Keras' own training loop, in order, without shuffling; the mean loss of each epoch."""
    keras = _model(model, "be trained")
    model.run_eagerly = True  # a graph costs a second to build, and pays only after hundreds of steps
    history = keras.fit(model, inputs, labels, epochs=epochs, batch_size=batch_size, shuffle=False, verbose=0)
    return [float(loss) for loss in history.history["loss"]]


def evaluate(model: Any, inputs: Any, labels: Any, batch_size: int = 32) -> dict[str, float]:
    """Loss and metrics, by name."""
    keras = _model(model, "be evaluated")
    model.run_eagerly = True
    found = keras.evaluate(model, inputs, labels, batch_size=batch_size, verbose=0, return_dict=True)
    return {_text(name): float(figure) for name, figure in found.items()}


def config(value: Any) -> dict[str, Any]:
    """Class, layers, loss and optimizer as far as they are plain: names and numbers only."""
    kind = kind_of(value)
    found: dict[str, Any] = {"kind": kind, "class": _text(_name(type(value)))}
    if kind == "optimizer":
        return found | _optimizer(value)
    if kind in ("model", "layer"):
        found |= _layer(value)
    if kind == "model":
        found["layers"] = [
            {"kind": kind_of(layer), "class": _text(_name(type(layer))), "inner": len(_inner(layer)), **_layer(layer)}
            for layer in _all_layers(value)
        ]
        compiled = bool(value.compiled)
        found["compiled"] = compiled
        found["loss"] = _loss(value.loss) if compiled else None
        optimizer = value.optimizer if compiled else None
        found["optimizer"] = None if optimizer is None else _optimizer(optimizer)
    return found


def _all_layers(model: Any) -> list[Any]:
    """A model's layers, each followed by those that it holds itself: blocks of layers count for what is in them."""
    found: list[Any] = []
    waiting = _inner(model)
    while waiting and len(found) < LAYERS:
        layer = waiting.pop(0)
        if any(layer is other for other in found):
            continue
        found.append(layer)
        waiting[:0] = _inner(layer)
    return found


def _inner(layer: Any) -> list[Any]:
    """The layers that a model or a layer holds, without the input layers."""
    if _keras is None:
        return []
    held = layer.layers if _keras.model in _mro(type(layer)) else _keras.sublayers(layer, False, False)
    return [one for one in held if kind_of(one) in ("model", "layer") and _keras.input_layer not in _mro(type(one))]


def _layer(layer: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"trainable": bool(layer.trainable)}
    for name in _FIGURES:
        figure = getattr(layer, name, None)
        if figure is not None:
            found[name] = _figure(figure)
    for name in ("activation", "kernel_initializer"):
        function = getattr(layer, name, None)
        if function is not None:
            found[name] = _called(function)
    return found


def _optimizer(optimizer: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"class": _text(_name(type(optimizer)))}
    for name in ("learning_rate", "momentum", "nesterov", "beta_1", "beta_2", "rho", "epsilon"):
        figure = getattr(optimizer, name, None)
        if figure is not None:
            found[name] = _figure(figure)
    return found


def _loss(loss: Any) -> dict[str, Any] | None:
    if loss is None:
        return None
    if type(loss) is str:
        return {"name": _text(loss), "from_logits": False, "reduction": None}
    flag, reduction = getattr(loss, "from_logits", None), getattr(loss, "reduction", None)
    plain = _called(loss)
    return {"name": plain, "from_logits": flag is True, "reduction": None if reduction is None else _text(reduction)}


def _called(thing: Any) -> str:
    """The name of a function, or the class of an object that works as one."""
    name = getattr(thing, "__name__", None)
    return _text(name if type(name) is str else _name(type(thing)))


def _figure(figure: Any) -> Any:
    """A bool, number or text as it is; a variable as a number; of anything else the name of its class."""
    if type(figure) in (bool, int, float):
        return figure
    if type(figure) is str:
        return _text(figure)
    content = tensors.read(figure, _mro(type(figure)))
    if content is not None and content.value.size == 1:
        return float(np.ndarray.item(content.value).real)
    return _text(_name(type(figure)))


def _text(text: Any) -> str:
    return str.__str__(text)[:TEXT] if isinstance(text, str) else ""


OPERATIONS: dict[str, Callable[..., Any]] = {
    "predict": predict,
    "weights": weights,
    "train": train,
    "evaluate": evaluate,
    "config": config,
}
"""By the name that the trusted side asks for; the first argument is the object."""
