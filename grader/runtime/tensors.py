"""TensorFlow in the runtime: imported quietly, on one thread, deterministic; arrays to tensors and back.

TensorFlow is imported by `prepare` alone, before student code is there, and what is needed of it later is captured
then. `prepare` runs no operation, so a process may fork after it. A value is judged by its real type and read through
TensorFlow's own functions, never through a method that a student's class overrides.
"""

from __future__ import annotations

import contextlib
import importlib
import os
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from grader.runtime import imports, reseed
from grader.wire.codec import CodecError
from grader.wire.marks import Tensor, Variable

__all__ = ["Read", "make", "prepare", "prepared", "read", "seed"]

SETTINGS = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_DETERMINISTIC_OPS": "1",
    "CUDA_VISIBLE_DEVICES": "-1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "KERAS_BACKEND": "tensorflow",
}
"""Read by TensorFlow and Keras as they are imported."""

_KINDS = "biufc"
_get = object.__getattribute__


class Read(NamedTuple):
    """A tensor's content: `kind` is "tensor" or "variable"; `trainable` is None for a tensor."""

    kind: str
    trainable: bool | None
    value: np.ndarray[Any, Any]


class _Library(NamedTuple):
    """What is captured of TensorFlow and Keras."""

    version: str
    eager: type
    eager_numpy: Any
    tensor: type
    variable: type
    read_variable: Any
    keras_variable: type
    keras_tensor: type
    composite: dict[type, str]
    constant: Any
    new_variable: Any
    set_seed: Any


_library: _Library | None = None


def prepare() -> str:
    """Import TensorFlow and Keras, once, and return TensorFlow's version."""
    global _library
    if _library is None:
        os.environ.update(SETTINGS)
        with _stderr_dropped():
            _library = _captured()
        imports.add_quick("tensorflow", "keras")
    return _library.version


def prepared() -> bool:
    """Whether TensorFlow is imported here."""
    return _library is not None


def _captured() -> _Library:
    tf = importlib.import_module("tensorflow")
    keras = importlib.import_module("keras")
    ops = importlib.import_module("tensorflow.python.framework.ops")
    tensor = importlib.import_module("tensorflow.python.framework.tensor")
    resources = importlib.import_module("tensorflow.python.ops.resource_variable_ops")
    generated = importlib.import_module("tensorflow.python.ops.gen_resource_variable_ops")
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    reseed.install()
    return _Library(
        version=tf.__version__,
        eager=ops.EagerTensor,
        eager_numpy=ops.EagerTensor._numpy_internal,
        tensor=tensor.Tensor,
        variable=resources.BaseResourceVariable,
        read_variable=generated.read_variable_op,
        keras_variable=keras.Variable,
        keras_tensor=keras.KerasTensor,
        composite={
            tf.RaggedTensor: "a ragged tensor",
            tf.SparseTensor: "a sparse tensor",
            tf.IndexedSlices: "a gradient in slices (tf.IndexedSlices)",
        },
        constant=tf.constant,
        new_variable=tf.Variable,
        set_seed=keras.utils.set_random_seed,
    )


@contextlib.contextmanager
def _stderr_dropped() -> Iterator[None]:
    """TensorFlow's C++ half talks to descriptor 2 as it is loaded, before any log level counts."""
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)


def seed(number: int) -> None:
    """Seed TensorFlow and Keras, where they are there; `number` in 0 … 2**32 - 1."""
    if _library is not None:
        _library.set_seed(number)


def make(mark: Tensor | Variable) -> Any:
    """The tensor or variable that a mark stands for, of the array's own dtype."""
    prepare()
    assert _library is not None
    if isinstance(mark, Tensor):
        return _library.constant(mark.array)
    return _library.new_variable(mark.array, trainable=mark.trainable)


def read(value: Any, bases: tuple[type, ...]) -> Read | None:
    """Read a tensor or variable of TensorFlow's or Keras'; None for anything else.

    Parameters
    ----------
    bases : tuple of type
        The real `__mro__` of the value's type.

    Raises
    ------
    CodecError
        It is a tensor, but has no plain numeric value: symbolic, ragged, sparse, of text or of bfloat16.
    """
    if _library is None:
        return None
    if bases[0] is _library.eager:
        return Read("tensor", None, _array(value))
    if _library.variable in bases:
        return Read("variable", _flag(value), _array(_content(value)))
    if _library.keras_variable in bases:
        inner = _member(value, "_value", "is a Keras variable without a value")
        found = read(inner, type(inner).__mro__)
        if found is None:
            raise CodecError("is a Keras variable without a value")
        return Read("variable", _flag(value), found.value)
    if _library.keras_tensor in bases:
        raise CodecError("is a symbolic tensor of a Keras model, which has no value")
    if _library.tensor in bases:
        raise CodecError("is a symbolic tensor (of a graph or a tf.function), which has no value")
    for kind, text in _library.composite.items():
        if kind in bases:
            raise CodecError(f"is {text}, which is no plain array: make it a dense tensor")
    return None


def _array(tensor: Any) -> np.ndarray[Any, Any]:
    assert _library is not None
    if type(tensor) is not _library.eager:
        raise CodecError("is a variable without a value (made inside a tf.function?)")
    array: np.ndarray[Any, Any] = np.asarray(_library.eager_numpy(tensor))
    if array.dtype.kind not in _KINDS:
        name = "string" if array.dtype.kind in "OSU" else str(array.dtype)[:40]
        raise CodecError(f"is a tensor of dtype {name}, which NumPy has no numbers for")
    return array


def _content(variable: Any) -> Any:
    assert _library is not None
    lost = "is a variable without a value"
    handle, dtype = _member(variable, "_handle", lost), _member(variable, "_dtype", lost)
    try:
        return _library.read_variable(handle, dtype)
    except Exception:
        raise CodecError(lost) from None


def _member(value: Any, name: str, otherwise: str) -> Any:
    try:
        return _get(value, name)
    except AttributeError:
        raise CodecError(otherwise) from None


def _flag(variable: Any) -> bool:
    return _member(variable, "_trainable", "is a variable without a value") is True
