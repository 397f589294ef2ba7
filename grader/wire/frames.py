"""Frames: how messages are cut out of a byte stream.

One frame is an 8-byte prefix (two big-endian u32: head bytes, blob bytes), the head (a message in msgpack) and the
blob (an encoded value). Both lengths are capped before a byte of either is kept, so that no stream, however
hostile, makes the reader hold more than one frame and one chunk. Knows nothing of what head and blob mean.
"""

from __future__ import annotations

import struct
from os import read as _read
from os import write as _write
from typing import NamedTuple

__all__ = ["BLOB_BYTES", "HEAD_BYTES", "Frame", "FrameError", "FrameParser", "FrameReader", "join", "write_frame"]

HEAD_BYTES = 2**20
"""Default cap of a head. Heads are structure, which grows when decoded; blobs are not."""

BLOB_BYTES = 18 * 2**20
"""Default cap of a blob: 16 MiB of array bytes, and room for the structure around them."""

_PREFIX = struct.Struct(">II")
_CHUNK = 2**16


class FrameError(ValueError):
    """The stream is no sequence of frames within the caps."""


class Frame(NamedTuple):
    head: bytes
    blob: bytes


def join(head: bytes, blob: bytes = b"") -> bytes:
    """Give the bytes of one frame."""
    return _PREFIX.pack(len(head), len(blob)) + head + blob


class FrameParser:
    """Cut frames out of a stream that arrives in pieces.

    Parameters
    ----------
    head_bytes, blob_bytes : int
        Caps. A prefix that announces more raises before anything of it is read.
    """

    def __init__(self, head_bytes: int = HEAD_BYTES, blob_bytes: int = BLOB_BYTES) -> None:
        self._head_bytes = head_bytes
        self._blob_bytes = blob_bytes
        self._buffer = bytearray()
        self._sizes: tuple[int, int] | None = None

    @property
    def pending(self) -> bool:
        """Whether the stream stands in the middle of a frame."""
        return bool(self._buffer) or self._sizes is not None

    def feed(self, data: bytes) -> list[Frame]:
        """Take the next piece of the stream and give the frames that it completes.

        Raises
        ------
        FrameError
            A prefix announces an empty head, or more than the caps. The parser is of no use afterwards.
        """
        self._buffer += data
        frames = []
        while (frame := self._cut()) is not None:
            frames.append(frame)
        return frames

    def _cut(self) -> Frame | None:
        if self._sizes is None:
            if len(self._buffer) < _PREFIX.size:
                return None
            head_size, blob_size = _PREFIX.unpack_from(self._buffer)
            if not 0 < head_size <= self._head_bytes:
                raise FrameError(f"a frame announces a head of {head_size} bytes, allowed are 1 to {self._head_bytes}")
            if blob_size > self._blob_bytes:
                raise FrameError(f"a frame announces {blob_size} bytes, allowed are {self._blob_bytes}")
            del self._buffer[: _PREFIX.size]
            self._sizes = head_size, blob_size
        head_size, blob_size = self._sizes
        if len(self._buffer) < head_size + blob_size:
            return None
        head = bytes(self._buffer[:head_size])
        blob = bytes(memoryview(self._buffer)[head_size : head_size + blob_size])
        del self._buffer[: head_size + blob_size]
        self._sizes = None
        return Frame(head, blob)


class FrameReader:
    """Read frames from a blocking file descriptor."""

    def __init__(self, descriptor: int, head_bytes: int = HEAD_BYTES, blob_bytes: int = BLOB_BYTES) -> None:
        self._descriptor = descriptor
        self._parser = FrameParser(head_bytes, blob_bytes)
        self._frames: list[Frame] = []

    def read(self) -> Frame | None:
        """Wait for the next frame; None at the end of the stream.

        Raises
        ------
        FrameError
            The stream is malformed, or ends in the middle of a frame.
        """
        while not self._frames:
            data = _read(self._descriptor, _CHUNK)
            if not data:
                if self._parser.pending:
                    raise FrameError("the stream ends in the middle of a frame")
                return None
            self._frames = self._parser.feed(data)
        return self._frames.pop(0)


def write_frame(descriptor: int, head: bytes, blob: bytes = b"") -> None:
    """Write one frame to a blocking file descriptor, whole."""
    rest = memoryview(join(head, blob))
    while rest:
        rest = rest[_write(descriptor, rest) :]
