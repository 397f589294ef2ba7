"""Plain values survive the codec exactly; whatever else comes is a CodecError, quickly and in little memory."""

from __future__ import annotations

import math
import struct
import time
import tracemalloc
from contextlib import suppress
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.wire.codec import ARRAY, BYTES, CALLBACK, COMPLEX, DICT, INT, LIST, TUPLE, Callback, Caps, CodecError
from grader.wire.codec import decode as decode_value
from grader.wire.codec import encode as encode_value

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**300), 2**300)
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
)
ARRAYS = hnp.arrays(
    st.sampled_from([np.dtype(char) for char in "?bhilqBHILQefdgFDG"] + [np.dtype(">f8"), np.dtype(">i2")]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
KEYS = st.text() | st.integers() | st.tuples(st.integers(), st.text()) | st.none() | st.booleans() | st.binary()
VALUES = st.recursive(
    SCALARS | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


def same(a: Any, b: Any) -> bool:
    """Equal in value and exact type, NaN and the sign of zero included."""
    if isinstance(a, np.ndarray):
        return (
            type(b) is np.ndarray
            and a.dtype.newbyteorder("=") == b.dtype
            and a.shape == b.shape
            and bool(np.array_equal(a, b, equal_nan=a.dtype.kind in "fc"))
        )
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(
            same(k, j) and same(v, w) for (k, v), (j, w) in zip(a.items(), b.items(), strict=True)
        )
    if isinstance(a, float):
        return (math.isnan(a) and math.isnan(b)) or (a == b and math.copysign(1, a) == math.copysign(1, b))
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    return bool(a == b)


@given(VALUES)
@example([-(2**63), 2**64 - 1, -(2**63) - 1, 2**64])
@example({(): [], "": {}, b"": (np.zeros((0, 2)), np.array(True))})
def test_plain_values_survive(value: Any) -> None:
    """Decoding what was encoded gives the same value with the same types; text loses only lone surrogates."""
    assert same(value, decode_value(encode_value(value)))


@given(ARRAYS, st.booleans())
def test_decoded_arrays_are_fresh_writable_and_contiguous(array: np.ndarray[Any, Any], transpose: bool) -> None:
    """Each decoding gives arrays of its own, whatever the layout of the original."""
    data = encode_value(array.T if transpose else array)
    first, second = decode_value(data), decode_value(data)
    assert first.flags.c_contiguous
    assert first.flags.writeable
    assert first.flags.aligned
    assert not np.shares_memory(first, second)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.float64(1.5), 1.5),
        (np.bool_(True), True),
        (np.int8(-3), -3),
        (np.uint64(2**64 - 1), 2**64 - 1),
        (np.float32(0.5), np.array(0.5, np.float32)),
        (np.complex128(1j), np.array(1j)),
        (np.longdouble(0.5), np.array(0.5, np.longdouble)),
        ("a\ud800é", "a?é"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_numpy_scalars_and_surrogates_become_plain(value: Any, plain: Any) -> None:
    """NumPy's float64, bool and integers become Python's, other scalars arrays, lone surrogates question marks."""
    assert same(plain, decode_value(encode_value(value)))


LOOP: list[Any] = []
LOOP.append(LOOP)

REFUSED = {
    "function": (print, "value is of type builtin_function_or_method, which is no plain value"),
    "place": ({"W1": [0, {1}]}, 'value["W1"][1] is of type set, which is no plain value'),
    "subclass": (type("D", (dict,), {})(), "value is of type D, which is no plain value"),
    "dict key": ({frozenset(): 1}, "value[a frozenset] is of type frozenset, which is no plain value"),
    "text array": (np.array(["a"]), "value is an array of dtype <U1, which is not numeric"),
    "object array": (np.array([None]), "value is an array of dtype object, which is not numeric"),
    "dates": ([np.zeros(1, "M8[s]")], "value[0] is an array of dtype datetime64[s], which is not numeric"),
    "int": (1 << 4096, "value is an integer of 4097 bits, allowed are 4096"),
    "loop": (LOOP, "value" + "[0]" * 32 + " is nested deeper than 32 levels"),
    "items": ([0] * 200_001, "value holds more than 200000 elements in all"),
    "array bytes": ([np.zeros(2**21), 0, b"x"], "value[2] brings the arrays to more than 16777216 bytes"),
    "text bytes": ("x" * 2**20, "value takes more than 1048576 bytes besides its arrays"),
}


@pytest.mark.parametrize(("value", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_plain_is_refused_with_its_place(value: Any, message: str) -> None:
    """encode refuses by exact type and by caps, and says where."""
    with pytest.raises(CodecError) as caught:
        encode_value(value)
    assert str(caught.value) == message


def test_the_whole_has_a_cap() -> None:
    """Structure and arrays together are capped as well."""
    with pytest.raises(CodecError, match="value takes more than 100 bytes"):
        encode_value(np.zeros(12), Caps(bytes=100))


def test_a_converter_sees_what_is_of_no_plain_type() -> None:
    """`convert` is asked for other types only, its result is encoded in turn, and asking it for ever ends."""
    seen = []

    def convert(value: Any) -> Any:
        seen.append(value)
        return sorted(value)

    assert decode_value(encode_value([1, {3, 2}], convert=convert)) == [1, [2, 3]]
    assert seen == [{2, 3}]
    with pytest.raises(CodecError, match="is of type object"):
        encode_value(object(), convert=lambda value: value)


def test_callbacks_are_refused_unless_asked_for() -> None:
    """A reply can hold no function; arguments can, and the reader decides what stands for it."""
    data = encode_value([Callback("given")])
    with pytest.raises(CodecError, match="holds a function"):
        decode_value(data)
    assert decode_value(data, callback=Callback) == [Callback("given")]


def packed(structure: Any, blob: bytes = b"") -> bytes:
    head = msgspec.msgpack.encode(structure)
    return struct.pack(">I", len(head)) + head + blob


def raw(head: bytes, blob: bytes = b"") -> bytes:
    return struct.pack(">I", len(head)) + head + blob


MALFORMED = {
    "empty": (b"", "comes in 0 bytes"),
    "short": (b"\0\0\0", "comes in 3 bytes"),
    "no structure": (b"\0\0\0\0", "malformed"),
    "structure longer than the data": (b"\0\0\0\x09\x01", "announces a structure of 9 bytes"),
    "structure over the cap": (b"\x7f\0\0\0" + bytes(10), "announces a structure of 2130706432 bytes"),
    "stray bytes": (packed(1, b"xy"), "is followed by 2 stray bytes"),
    "stray structure": (raw(b"\x01\x01"), "malformed"),
    "map": (raw(b"\x81\x01\x02"), "malformed"),
    "extension": (raw(b"\xd4\x01\x00"), "malformed"),
    "date": (raw(b"\xd6\xff\x00\x00\x00\x00"), "malformed"),
    "raw bytes": (raw(b"\xc4\x01a"), "malformed"),
    "text that is no UTF-8": (raw(b"\xa3\xed\xa0\x80"), "malformed"),
    "reserved byte": (raw(b"\xc1"), "malformed"),
    "depth bomb": (raw(b"\x92\x00\x91" * 300_000), "malformed"),
    "list longer than its bytes": (raw(b"\x92\x00\xdd\xff\xff\xff\xff"), "malformed"),
    "text longer than its bytes": (raw(b"\xdb\xff\xff\xff\xff"), "malformed"),
    "unknown kind": (packed([99, []]), "malformed"),
    "negative kind": (packed([-1, [1, 2, 3]]), "malformed"),
    "node without items": (packed([LIST]), "malformed"),
    "node with more": (packed([LIST, [], 1]), "malformed"),
    "nesting": (packed(eval("[0,[" * 33 + "]]" * 33)), "is nested deeper than 32 levels"),  # noqa: S307 - a literal of ours
    "items": (packed([LIST, [0] * 200_001]), "holds more than 200000 elements"),
    "odd dict": (packed([DICT, ["a"]]), "has a key without a value"),
    "repeated key": (packed([DICT, ["a", 1, "a", 2]]), "has the same key twice"),
    "equal keys": (packed([DICT, [1, 1, True, 2]]), "has the same key twice"),
    "list as key": (packed([DICT, [[LIST, []], 2]]), "has a key that can't be hashed"),
    "array as key": (packed([DICT, [[ARRAY, ["u1", 1]], 2]], b"x"), "has a key that can't be hashed"),
    "long tuple as key": (packed([DICT, [[TUPLE, [0] * 17], 2]]), "has a key of more than 16 elements"),
    "other keys": (packed([DICT, [*range(2002)]]), "has more than 1000 keys that are no strings"),
    "complex of ints": (packed([COMPLEX, [1, 2]]), "malformed"),
    "complex of one": (packed([COMPLEX, [1.0]]), "malformed"),
    "int of bits": (packed([INT, ["0x" + "f" * 1026]]), "malformed"),
    "int of no digits": (packed([INT, ["0xg"]]), "malformed"),
    "callback": (packed([CALLBACK, ["f"]]), "holds a function"),
    "callback of no name": (packed([CALLBACK, [1]]), "malformed"),
    "bytes that did not come": (packed([BYTES, [5]], b"abcd"), "malformed"),
    "negative bytes": (packed([BYTES, [-1]], b"abcd"), "malformed"),
    "array of nothing": (packed([ARRAY, []]), "no numeric dtype"),
    "array of objects": (packed([ARRAY, ["O8", 1]], bytes(8)), "no numeric dtype"),
    "array of text": (packed([ARRAY, ["U1", 1]], bytes(4)), "no numeric dtype"),
    "array of a struct": (packed([ARRAY, ["i4,i4", 1]], bytes(8)), "no numeric dtype"),
    "array with bytes missing": (packed([ARRAY, ["f8", 2]], bytes(15)), "more elements than bytes"),
    "negative side": (packed([ARRAY, ["f8", -1]], bytes(8)), "impossible shape"),
    "negative sides": (packed([ARRAY, ["f8", -1, -1]], bytes(8)), "impossible shape"),
    "side of text": (packed([ARRAY, ["f8", "1"]], bytes(8)), "impossible shape"),
    "bool as side": (packed([ARRAY, ["f8", True]], bytes(8)), "impossible shape"),
    "overflowing sides": (packed([ARRAY, ["u1", 2**32, 2**32]]), "more elements than bytes"),
    "empty with huge side": (packed([ARRAY, ["f8", 0, 2**62]]), "more elements than bytes"),
    "dimensions": (packed([ARRAY, ["u1", *[1] * 33]], b"x"), "array of 33 dimensions"),
}


@pytest.mark.parametrize(("data", "message"), MALFORMED.values(), ids=MALFORMED)
def test_malformed_bytes_are_codec_errors(data: bytes, message: str) -> None:
    """Each way to be malformed is refused, in a tenth of a second and with its own reason."""
    started = time.perf_counter()
    with pytest.raises(CodecError, match=message):
        decode_value(data)
    assert time.perf_counter() - started < 1


@given(st.binary(max_size=60) | st.binary(max_size=40).map(raw), st.binary(max_size=8))
def test_any_bytes_are_a_value_or_a_codec_error(head: bytes, blob: bytes) -> None:
    """No bytes raise anything but CodecError."""
    with suppress(CodecError):
        decode_value(head + blob)


@given(VALUES, st.data())
def test_a_changed_byte_is_a_value_or_a_codec_error(value: Any, data: st.DataObject) -> None:
    """Nor do bytes that are nearly right."""
    encoded = bytearray(encode_value(value))
    place = data.draw(st.integers(0, len(encoded) - 1))
    encoded[place] = data.draw(st.integers(0, 255))
    with suppress(CodecError):
        decode_value(bytes(encoded))


def colliding_tuples(count: int) -> list[Any]:
    """Distinct tuples of distinct integers whose hashes are equal: Python's hash of an int is it modulo 2**61 - 1."""
    prime = 2**61 - 1
    return [[TUPLE, [[INT, [hex(n * prime)]] if n * prime >= 2**64 else n * prime]] for n in range(1, count + 1)]


AMPLIFIERS = {
    "empty nodes": raw(b"\x92\x00\xdd" + struct.pack(">I", 340_000) + b"\x92\x00\x90" * 340_000),
    "short texts": raw(b"\x92\x00\xdd" + struct.pack(">I", 340_000) + b"\xa2\xc4\x80" * 340_000),
    "long ints": raw(b"\x92\x00\xdd" + struct.pack(">I", 190_000) + b"\xcd\xff\xff" * 190_000),
    "many arrays": packed([LIST, [[ARRAY, ["u1", 0]] for _ in range(99_000)]]),
    "many dicts": raw(b"\x92\x00\xdd" + struct.pack(">I", 66_000) + b"\x92\x02\x92\xa1a\xc0" * 66_000),
    "wide text": raw(b"\xdb" + struct.pack(">I", 1_000_000) + "😀".encode() * 250_000),
    "colliding keys": packed([DICT, [x for key in colliding_tuples(1000) for x in (key, 0)]]),
    "full array": packed([ARRAY, ["f8", 2**21]], bytes(2**24)),
}


@pytest.mark.parametrize("data", AMPLIFIERS.values(), ids=AMPLIFIERS)
def test_decoding_is_bounded_in_time_and_memory(data: bytes) -> None:
    """The bytes that grow most take less than 256 MiB and a few seconds, refused or not."""
    started = time.perf_counter()
    tracemalloc.start()
    with suppress(CodecError):
        decode_value(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 256 * 2**20
    assert time.perf_counter() - started < 10


def test_bools_are_true_or_false() -> None:
    """A byte that is neither 0 nor 1 doesn't make a bool that is neither True nor False."""
    array = decode_value(packed([ARRAY, ["b1", 3]], b"\0\x01\x02"))
    assert array.view(np.uint8).tolist() == [0, 1, 1]
