"""Stand-ins for what a notebook imports and a graded function hardly ever needs.

A `Lazy` costs nothing until it is used; then it imports what it stands for, or raises the ImportError that the
notebook's own import would have raised. So a plotting library that is slow or absent costs no function that
doesn't plot.
"""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Callable
from typing import Any

__all__ = ["Lazy", "StarBuiltins"]

_import_module = importlib.import_module
_getattr = getattr
_FORWARDED = """
abs add and bytes ceil complex contains delitem divmod enter eq exit float floor floordiv format ge getitem gt hash
index int invert iter le len lshift lt matmul mod mul ne neg next or pos pow radd rand rdivmod reversed rfloordiv
rlshift rmatmul rmod rmul ror round rpow rrshift rshift rsub rtruediv rxor setitem sub truediv trunc xor
"""


class Lazy:
    """Stands for a module, or for `attribute` of a module."""

    __slots__ = ("_attribute", "_first", "_module", "_namespace", "_otherwise", "_value")

    def __init__(
        self,
        module: str,
        attribute: str = "",
        namespace: dict[str, Any] | None = None,
        first: str = "",
        otherwise: Any = None,
    ) -> None:
        self._otherwise = otherwise
        self._module = module
        self._attribute = attribute
        self._first = first or module
        self._namespace = namespace if namespace is not None else {}

    def __getattr__(self, name: str) -> Any:
        return _getattr(resolve(self), name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in Lazy.__slots__:
            object.__setattr__(self, name, value)
        else:
            setattr(resolve(self), name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return resolve(self)(*args, **kwargs)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        return (resolve(self),)

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        import numpy as np

        return np.asarray(resolve(self), *args, **kwargs)

    def __bool__(self) -> bool:
        return bool(resolve(self))

    def __repr__(self) -> str:
        return repr(resolve(self))


def resolve(lazy: Lazy) -> Any:
    """Import what the stand-in stands for, or else take what it has instead, and put it in the stand-in's place.

    Raises
    ------
    ImportError
        There is no such module here, or no such name in it.
    """
    try:
        return object.__getattribute__(lazy, "_value")
    except AttributeError:
        pass
    try:
        _import_module(lazy._first)  # `import a.b` binds a, and a.b must be there
        value = _import_module(lazy._module)
        if lazy._attribute:
            value = member(value, lazy._attribute)
    except ImportError:
        value = lazy._otherwise
        if value is None:
            raise
    object.__setattr__(lazy, "_value", value)
    namespace = lazy._namespace
    for name in [name for name, bound in dict.items(namespace) if bound is lazy]:
        namespace[name] = value
    return value


def member(module: Any, name: str) -> Any:
    """What `from module import name` gives."""
    try:
        return _getattr(module, name)
    except AttributeError:
        pass
    try:
        return _import_module(f"{module.__name__}.{name}")
    except ImportError:
        raise ImportError(f"cannot import name {name!r} from {module.__name__!r}", name=module.__name__) from None


def _forward(name: str) -> Callable[..., Any]:
    def method(self: Lazy, *args: Any) -> Any:
        value = resolve(self)
        special = _getattr(type(value), name, None)
        if special is None:
            raise TypeError(f"{type(value).__name__!r} object has no {name}")
        return special(value, *args)

    return method


for _name in _FORWARDED.split():
    setattr(Lazy, f"__{_name}__", _forward(f"__{_name}__"))


class StarBuiltins(dict[str, Any]):
    """Builtins of a program that star-imported a slow or absent module: a name found nowhere else is looked up there.

    The interpreter asks `__missing__` only after the program's globals and the builtins, so it costs only who needs it.
    """

    def __init__(self) -> None:
        super().__init__(vars(builtins))
        self._modules: list[str] = []

    def add(self, module: str) -> None:
        self._modules.append(module)

    def __missing__(self, name: str) -> Any:
        absent: ImportError | None = None
        for module in reversed(self._modules):
            try:
                found = _import_module(module)
            except ImportError as error:
                absent = absent or error
                continue
            if hasattr(found, name) and name in getattr(found, "__all__", [name]):
                return getattr(found, name)
        if absent is not None and not name.startswith("__"):
            raise type(absent)(f"{absent} (where `from {absent.name} import *` should bring {name})", name=absent.name)
        raise KeyError(name)
