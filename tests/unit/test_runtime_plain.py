"""Subclasses become the plain kind of the same content, and no code of the student's decides what that is."""

from __future__ import annotations

import collections
from typing import Any

import numpy as np
import pytest

from grader.runtime.plain import convert
from grader.wire.codec import CodecError


class Liar:
    """Overrides everything a naive conversion would ask."""

    def _lie(self, *args: Any, **kwargs: Any) -> Any:
        raise AssertionError("the student's code ran")

    __eq__ = __len__ = __iter__ = __getitem__ = __array__ = __float__ = __int__ = __str__ = __bytes__ = _lie
    __complex__ = __index__ = keys = items = values = tolist = tobytes = __array_finalize__ = __repr__ = _lie
    __hash__ = None  # type: ignore[assignment] - equality is a lie


class FloatScalar(np.float64):
    def __float__(self) -> float:
        raise AssertionError


class HalfScalar(np.float16): ...


def lying(base: type, *args: Any) -> Any:
    return type(f"Lying{base.__name__}", (Liar, base), {"__array_finalize__": lambda *a: None})(*args)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (lying(dict, {"W1": 1}), {"W1": 1}),
        (lying(list, [1, 2]), [1, 2]),
        (lying(tuple, (1, 2)), (1, 2)),
        (lying(float, 1.5), 1.5),
        (lying(int, 7), 7),
        (lying(str, "x"), "x"),
        (lying(bytes, b"x"), b"x"),
        (lying(complex, 1 + 2j), 1 + 2j),
        (bytearray(b"ab"), b"ab"),
        (FloatScalar(2.5), 2.5),
        (np.str_("t"), "t"),
        (np.bytes_(b"t"), b"t"),
        (collections.OrderedDict(a=1), {"a": 1}),
        (collections.Counter("aab"), {"a": 2, "b": 1}),
        (collections.namedtuple("P", "x y")(1, 2), (1, 2)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_subclass_becomes_its_base(value: Any, plain: Any) -> None:
    """The content is the base class's own."""
    found = convert(value)
    assert type(found) is type(plain)
    assert found == plain


@pytest.mark.parametrize(
    "array",
    [
        np.ones(2).view(type("A", (np.ndarray,), {"__array__": None, "tobytes": None})),
        np.ones((1, 2)).view(np.matrix),
        np.ma.masked_array([1.0, 1.0], [True, False]),
        HalfScalar(1.0),
    ],
    ids=["ndarray", "matrix", "masked", "scalar"],
)
def test_a_subclass_of_an_array_becomes_an_array(array: Any) -> None:
    """Values and dtype stay, the class goes."""
    found = convert(array)
    assert type(found) is np.ndarray
    assert found.dtype == array.dtype
    assert np.all(found == 1.0)


class Meta(type):
    @property
    def __mro__(cls) -> Any:
        return (dict,)

    __name__ = "dict"  # type: ignore[assignment] - the lie


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (lambda: 1, "is a function, which is no plain value"),
        (len, "is a function, which is no plain value"),
        ([].append, "is a function, which is no plain value"),
        ((i for i in "a"), "is a generator, which is no plain value"),
        (np, "is a module, which is no plain value"),
        (int, "is a type, which is no plain value"),
        ({1}, "is an object of type set, which is no plain value"),
        (Liar(), "is an object of type Liar, which is no plain value"),
        (Meta("Real", (), {})(), "is an object of type Real, which is no plain value"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_has_no_plain_kind_is_named(value: Any, what: str) -> None:
    """Anything else is refused by its real type's name."""
    with pytest.raises(CodecError) as caught:
        convert(value)
    assert caught.value.what == what
