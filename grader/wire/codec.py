"""The codec: plain values to bytes and back, within caps, whatever the bytes.

Plain values are None, bool, int, float, complex, str, bytes, list, tuple, dict and numeric ndarrays; arguments may
also hold marks (`grader.wire.marks`), which are decoded only where the reader asks for them. An encoded value is a
u32 with the length of its structure, the structure (msgpack) and the raw bytes of arrays and `bytes`, in order.
The structure is decoded against a closed schema, so no map, extension or date is ever built from it, and it is
capped apart from the arrays: decoding holds at most about 45 bytes a byte of structure, one copy of the arrays, and
the result. Nothing decoded has code of its own. Knows nothing of messages, frames or sandboxes.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from grader.wire.marks import HANDLE_KINDS, Callback, Handle, Mark, Tensor, Variable, keep

__all__ = ["Callback", "Caps", "CodecError", "Handle", "Mark", "Tensor", "Variable", "decode", "encode", "keep"]

_SIZE = struct.Struct(">I")

# Captured once: student code may replace any of these in its own process.
_ndarray = np.ndarray
_tobytes = np.ndarray.tobytes
_frombuffer = np.frombuffer
_empty = np.empty
_uint8 = np.dtype(np.uint8)

LIST, TUPLE, DICT, ARRAY, BYTES, COMPLEX, INT, CALLBACK, TENSOR, VARIABLE, HANDLE = range(11)

_DTYPES: dict[str, np.dtype[Any]] = {np.dtype(char).str[1:]: np.dtype(char) for char in "?bhilqBHILQefdgFDG"}
_INTEGERS = frozenset(np.dtype(char).type for char in "bhilqBHILQ")
_SCALARS = frozenset(np.dtype(char).type for char in "efgFDG")


class CodecError(ValueError):
    """A value that is not plain, or bytes that encode none, within the caps.

    Attributes
    ----------
    path : str
        Where in the value, as Python would index it: `["W1"][0]`; empty for the value itself.
    what : str
        What is wrong there: "is a function".
    """

    def __init__(self, what: str, path: str = "") -> None:
        super().__init__(what, path)
        self.what = what
        self.path = path

    def __str__(self) -> str:
        return f"value{self.path} {self.what}"


class Caps(msgspec.Struct, frozen=True):
    """What an encoded value may cost, at most."""

    bytes: int = 17 * 2**20
    """The whole, arrays included."""
    structure_bytes: int = 2**20
    """Everything but the arrays; text is structure."""
    items: int = 200_000
    """Elements of all containers, dimensions of arrays included."""
    depth: int = 32
    int_bits: int = 4096
    array_bytes: int = 16 * 2**20
    other_keys: int = 1000
    """Dict keys that are no strings: their hashes can be made to collide, so their number bounds the time."""
    key_items: int = 16
    """Elements of a tuple that is a dict key."""


class _Node(msgspec.Struct, array_like=True, forbid_unknown_fields=True, gc=False):
    kind: int
    items: list[bool | int | float | str | _Node | None]


_DEFAULT_CAPS = Caps()
_encode_structure = msgspec.msgpack.Encoder().encode
_decode_structure = msgspec.msgpack.Decoder(bool | int | float | str | _Node | None).decode


def encode(value: Any, caps: Caps = _DEFAULT_CAPS, convert: Callable[[Any], Any] | None = None) -> bytes:
    """Encode a plain value.

    NumPy's float64, bool and integers become Python's; its other scalars become arrays of shape (). Lone surrogates
    in text become "?".

    Parameters
    ----------
    value : object
        Judged by its exact type; subclasses go to `convert`.
    convert : callable, optional
        Called with whatever is of no plain type; gives the plain value (its elements are converted in turn) or
        raises CodecError.

    Raises
    ------
    CodecError
        The value is not plain, or breaks a cap (a value that contains itself breaks `depth`).
    """
    writer = _Writer(caps, convert)
    structure = _encode_structure(writer.node(value, 0))
    if len(structure) > caps.structure_bytes:
        raise CodecError(f"takes more than {caps.structure_bytes} bytes besides its arrays")
    if _SIZE.size + len(structure) + writer.array_bytes > caps.bytes:
        raise CodecError(f"takes more than {caps.bytes} bytes")
    return b"".join((_SIZE.pack(len(structure)), structure, *writer.arrays))


class _Writer:
    def __init__(self, caps: Caps, convert: Callable[[Any], Any] | None) -> None:
        self.caps = caps
        self.convert = convert
        self.arrays: list[bytes] = []
        self.array_bytes = 0
        self.items_left = caps.items

    def node(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind is _ndarray:
            return self.array(value)
        if value is None or kind is float or kind is bool:
            return value
        if kind is str:
            return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
        if kind is int:
            return self.integer(value)
        if kind is dict:
            return _Node(DICT, self.children(value, depth, pairs=True))
        if kind is list:
            return _Node(LIST, self.children(value, depth))
        if kind is tuple:
            return _Node(TUPLE, self.children(value, depth))
        if kind is bytes:
            self.take(len(value))
            self.arrays.append(value)
            return _Node(BYTES, [len(value)])
        if kind is complex:
            return _Node(COMPLEX, [value.real, value.imag])
        return self.rarer(value, depth)

    def rarer(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind is np.float64:
            return float(value)
        if kind is np.bool_:
            return bool(value)
        if kind in _INTEGERS:
            return int(value)
        if kind is np.complex128:
            return self.array(_scalar_array(value))
        if kind in _SCALARS:
            return self.array(_scalar_array(value))
        if kind is Callback:
            return _Node(CALLBACK, [value.name])
        if kind is Tensor:
            return _Node(TENSOR, [self.array(value.array)])
        if kind is Variable:
            return _Node(VARIABLE, [self.array(value.array), value.trainable])
        if kind is Handle:
            return _Node(HANDLE, [value.number, value.kind])
        if self.convert is None or depth > self.caps.depth:
            raise CodecError(f"is of type {kind.__name__}, which is no plain value")
        return self.node(self.convert(value), depth + 1)

    def integer(self, value: int) -> Any:
        if -(2**63) <= value < 2**64:
            return value
        if value.bit_length() > self.caps.int_bits:
            raise CodecError(f"is an integer of {value.bit_length()} bits, allowed are {self.caps.int_bits}")
        return _Node(INT, [hex(value)])

    def children(self, container: Any, depth: int, pairs: bool = False) -> list[Any]:
        if depth >= self.caps.depth:
            raise CodecError(f"is nested deeper than {self.caps.depth} levels")
        self.items_left -= 2 * len(container) if pairs else len(container)
        if self.items_left < 0:
            raise CodecError(f"holds more than {self.caps.items} elements in all")
        nodes: list[Any] = []
        key: Any = 0
        try:
            if pairs:
                for key, item in container.items():
                    nodes.append(self.node(key, depth + 1))
                    nodes.append(self.node(item, depth + 1))
            else:
                for item in container:
                    nodes.append(self.node(item, depth + 1))
                    key += 1
        except CodecError as error:
            error.path = _index(key) + error.path
            raise
        return nodes

    def array(self, array: np.ndarray[Any, Any]) -> _Node:
        dtype = array.dtype
        code = dtype.str[1:]
        if code not in _DTYPES or dtype.kind not in "biufc":
            text = str(dtype)[:60].encode("ascii", "backslashreplace").decode()
            raise CodecError(f"is an array of dtype {text}, which is not numeric")
        self.items_left -= array.ndim
        # Before a copy is made: a broadcast array takes far less memory than it has elements.
        self.take(array.nbytes)
        self.arrays.append(_tobytes(array if dtype.isnative else array.astype(dtype.newbyteorder("="))))
        return _Node(ARRAY, [code, *array.shape])

    def take(self, size: int) -> None:
        self.array_bytes += size
        if self.array_bytes > self.caps.array_bytes:
            raise CodecError(f"brings the arrays to more than {self.caps.array_bytes} bytes")


def _scalar_array(value: Any) -> np.ndarray[Any, Any]:
    array = _empty((), value.dtype)
    array[()] = value
    return array


def _index(key: Any) -> str:
    if type(key) is str:
        text = f"{key:.40}".encode("ascii", "backslashreplace").decode()
        return f'["{text}"]'
    return f"[{key}]" if type(key) in (int, bool, float) else f"[a {type(key).__name__}]"


def decode(
    data: bytes,
    caps: Caps = _DEFAULT_CAPS,
    callback: Callable[[str], Any] | None = None,
    mark: Callable[[Mark], Any] | None = None,
) -> Any:
    """Decode an encoded value; arrays come out fresh, writable and C-contiguous.

    Parameters
    ----------
    data : bytes
        Any bytes at all.
    callback : callable, optional
        Gives what stands for `Callback(name)`; without it a callback in the value is refused.
    mark : callable, optional
        Gives what stands for a `Tensor`, `Variable` or `Handle`, or raises CodecError; without it they are refused.

    Raises
    ------
    CodecError
        For whatever is not exactly one encoded value within the caps.
    """
    if not _SIZE.size <= len(data) <= caps.bytes:
        raise CodecError(f"comes in {len(data)} bytes, allowed are {_SIZE.size} to {caps.bytes}")
    (size,) = _SIZE.unpack_from(data)
    if size > caps.structure_bytes or size > len(data) - _SIZE.size:
        raise CodecError(f"announces a structure of {size} bytes")
    try:
        node = _decode_structure(memoryview(data)[_SIZE.size : _SIZE.size + size])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise CodecError(f"has a malformed structure: {str(error)[:200]}") from None
    reader = _Reader(data, _SIZE.size + size, caps, callback, mark)
    value = reader.value(node, 0)
    if reader.offset != len(data):
        raise CodecError(f"is followed by {len(data) - reader.offset} stray bytes")
    return value


class _Reader:
    def __init__(
        self,
        data: bytes,
        offset: int,
        caps: Caps,
        callback: Callable[[str], Any] | None,
        mark: Callable[[Mark], Any] | None,
    ) -> None:
        self.data = data
        self.offset = offset
        self.array_end = min(len(data), offset + caps.array_bytes)
        self.caps = caps
        self.callback = callback
        self.mark = mark
        self.items_left = caps.items
        self.other_keys_left = caps.other_keys

    def value(self, node: Any, depth: int) -> Any:
        if type(node) is not _Node:
            return node
        kind, items = node.kind, node.items
        if kind == ARRAY:
            return self.array(items)
        self.items_left -= len(items)
        if self.items_left < 0:
            raise CodecError(f"holds more than {self.caps.items} elements in all")
        if kind <= DICT:
            if depth >= self.caps.depth:
                raise CodecError(f"is nested deeper than {self.caps.depth} levels")
            depth += 1
            if kind == DICT:
                return self.dict(items, depth)
            values = [self.value(item, depth) if type(item) is _Node else item for item in items]
            if kind == LIST:
                return values
            if kind == TUPLE:
                return tuple(values)
        return self.rarer(kind, items)

    def rarer(self, kind: int, items: list[Any]) -> Any:
        kinds = [type(item) for item in items]
        if kind == COMPLEX and kinds == [float, float]:
            return complex(*items)
        if kind == BYTES and kinds == [int] and 0 <= items[0] <= self.array_end - self.offset:
            self.offset += items[0]
            return self.data[self.offset - items[0] : self.offset]
        if kind == INT and kinds == [str] and len(items[0]) <= self.caps.int_bits // 4 + 3:
            try:
                return int(items[0], 16)
            except ValueError:
                pass
        if kind == CALLBACK and kinds == [str]:
            if self.callback is None:
                raise CodecError("holds a function, which is no plain value")
            return self.callback(items[0])
        if kind in (TENSOR, VARIABLE, HANDLE):
            if self.mark is None:
                raise CodecError("holds a mark that only arguments may hold")
            return self.mark(self.marked(kind, items))
        raise CodecError("has a malformed structure")

    def marked(self, kind: int, items: list[Any]) -> Mark:
        first, *rest = items or [None]
        if kind == HANDLE and type(first) is int and 0 <= first < 2**63 and len(rest) == 1 and rest[0] in HANDLE_KINDS:
            return Handle(first, rest[0])
        if kind != HANDLE and type(first) is _Node and first.kind == ARRAY:
            if kind == TENSOR and not rest:
                return Tensor(self.array(first.items))
            if kind == VARIABLE and len(rest) == 1 and type(rest[0]) is bool:
                return Variable(self.array(first.items), rest[0])
        raise CodecError("has a malformed structure")

    def dict(self, items: list[Any], depth: int) -> dict[Any, Any]:
        if len(items) % 2:
            raise CodecError("has a key without a value")
        result: dict[Any, Any] = {}
        for index in range(0, len(items), 2):
            key, item = items[index], items[index + 1]
            if type(key) is not str:
                key = self.key(key, depth)
            result[key] = self.value(item, depth) if type(item) is _Node else item
        if 2 * len(result) != len(items):
            raise CodecError("has the same key twice")
        return result

    def key(self, node: Any, depth: int) -> Any:
        self.other_keys_left -= 1
        if self.other_keys_left < 0:
            raise CodecError(f"has more than {self.caps.other_keys} keys that are no strings")
        before = self.items_left
        key = self.value(node, depth)
        if before - self.items_left > self.caps.key_items:
            raise CodecError(f"has a key of more than {self.caps.key_items} elements")
        try:
            hash(key)
        except TypeError:
            raise CodecError("has a key that can't be hashed") from None
        return key

    def array(self, items: list[Any]) -> np.ndarray[Any, Any]:
        code, *shape = items or [None]
        dtype = _DTYPES.get(code) if type(code) is str else None
        if dtype is None:
            raise CodecError("is an array of no numeric dtype")
        self.items_left -= len(shape)
        if len(shape) > 32 or self.items_left < 0:
            raise CodecError(f"is an array of {len(shape)} dimensions")
        count = extent = 1
        for side in shape:
            if type(side) is not int or side < 0:
                raise CodecError("is an array of impossible shape")
            count *= side
            extent *= side or 1
        end = self.offset + count * dtype.itemsize
        if end > self.array_end or extent > 2**40:
            raise CodecError("is an array with more elements than bytes came for it")
        array = _empty(shape, dtype)
        if count:
            raw = _frombuffer(self.data, _uint8, end - self.offset, self.offset)
            # A bool is any byte but zero: copied as it came, a byte like 2 would compare as neither True nor False.
            array.reshape(-1).view(_uint8)[...] = raw != 0 if dtype.kind == "b" else raw
        self.offset = end
        return array
