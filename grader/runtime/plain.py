"""Turn a student's result into plain values, without running code of the student's where the base class can do it.

`convert` is the hook of `codec.encode`: it sees only what is of no plain type itself. Subclasses are read through
their base class's own methods, never through what they override.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.runtime import tensors
from grader.wire.codec import CodecError
from grader.wire.marks import Handle, Tensor, Variable

__all__ = ["convert", "detailed", "keeping"]

_mro = type.__dict__["__mro__"].__get__
_ndarray = np.ndarray
_view = np.ndarray.view
_generic = np.generic
_empty = np.empty
_floating, _integer, _bool = np.float64, np.integer, np.bool_

_SCALAR_TYPES = frozenset(np.dtype(char).type for char in np.typecodes["All"])
_KINDS = {"function", "builtin_function_or_method", "method", "generator", "module", "type"}


def convert(value: Any) -> Any:
    """Give the plain value of the same content, one level deep.

    Raises
    ------
    CodecError
        There is none: a function, a generator, a set, any other object.
    """
    kind = type(value)
    bases = _mro(kind)
    if dict in bases:
        # dict(value) would ask an overridden keys(); dict.items doesn't.
        return dict(dict.items(value))
    if list in bases:
        return list(list.__iter__(value))
    if tuple in bases:
        return tuple(tuple.__iter__(value))
    if _ndarray in bases:
        return _view(value, _ndarray)
    if _floating in bases:
        return float.__float__(value)
    if _generic in bases and bases[0] is not _generic:
        return _scalar(value, bases)
    if int in bases:
        return int.__int__(value)
    if float in bases:
        return float.__float__(value)
    if complex in bases:
        return complex.__complex__(value)
    if str in bases:
        return str.__str__(value)
    if bytes in bases or bytearray in bases:
        return bytes(memoryview(value))
    tensor = tensors.read(value, bases)
    if tensor is not None:
        return tensor.value
    raise CodecError(f"is {_article(_name(kind))}, which is no plain value")


def detailed(value: Any) -> Any:
    """As `convert`, but a tensor or variable becomes the mark of one."""
    tensor = tensors.read(value, _mro(type(value)))
    if tensor is None:
        return convert(value)
    return Tensor(tensor.value) if tensor.trainable is None else Variable(tensor.value, tensor.trainable)


def keeping(keep: Callable[[Any], Handle]) -> Callable[[Any], Any]:
    """A conversion like `convert` that keeps what is not plain, and gives its handle."""

    def convert_or_keep(value: Any) -> Any:
        try:
            return convert(value)
        except CodecError:
            return keep(value)

    return convert_or_keep


def _scalar(value: Any, bases: tuple[type, ...]) -> Any:
    if str in bases:
        return str.__str__(value)
    if bytes in bases:
        return bytes(memoryview(value))
    exact = next(base for base in bases if base in _SCALAR_TYPES)
    array: np.ndarray[Any, Any] = _empty((), exact)
    array[()] = value
    if issubclass(exact, _integer | _bool):
        return array.item()
    return array


def _name(kind: type) -> str:
    name = type.__dict__["__name__"].__get__(kind)
    text: str = str.__str__(name)[:80]
    return {"function": "function", "builtin_function_or_method": "function"}.get(text, text)


def _article(name: str) -> str:
    return f"an object of type {name}" if name not in _KINDS else f"a {name}"
