"""The attached byte stream of a container: what the Docker engine makes of three streams on one socket, taken apart.

Knows neither what the bytes mean nor how the engine is asked for them.
"""

from __future__ import annotations

import contextlib
import socket
import struct
from collections.abc import Iterator
from typing import Any

import urllib3.exceptions

__all__ = ["STDERR", "STDOUT", "Attached"]

HEADER = struct.Struct(">BxxxI")
STDOUT, STDERR = 1, 2


class Attached:
    """The attached streams of one container: bytes to stdin; stdout and stderr as (stream, bytes) pieces.

    Notes
    -----
    Without a terminal the engine puts 8 bytes before each piece: the stream's number, three zeros, and the length as
    a big-endian 32-bit number. What arrives is buffered here, so a caller may wait on `fileno()` for more.

    References
    ----------
    Docker Engine API, "Attach to a container", section "Stream format".
    """

    def __init__(self, raw: Any, response: Any) -> None:
        self._socket: socket.socket = getattr(raw, "_sock", raw)
        self._keep = (raw, response)
        self._buffer = bytearray()
        self._stream = 0
        self._left = 0
        self._socket.setblocking(False)

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._socket.fileno()

    def send(self, data: bytes | memoryview) -> int:
        """Send what fits without waiting; 0 when nothing does. Raises OSError when the container is gone."""
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0

    def receive(self, size: int = 2**18) -> list[tuple[int, bytes]] | None:
        """Return the pieces that are there, [] when there is none yet, None at the end of the stream."""
        try:
            data = self._socket.recv(size)
        except BlockingIOError:
            return []
        except ConnectionError:
            return None
        if not data:
            return None
        self._buffer += data
        return list(self._pieces())

    def _pieces(self) -> Iterator[tuple[int, bytes]]:
        while self._buffer:
            if self._left == 0:
                if len(self._buffer) < HEADER.size:
                    return
                self._stream, self._left = HEADER.unpack_from(self._buffer)
                del self._buffer[: HEADER.size]
                continue
            piece = bytes(self._buffer[: self._left])
            del self._buffer[: len(piece)]
            self._left -= len(piece)
            yield self._stream, piece

    def close(self) -> None:
        """Close the stream; the container's stdin ends with it. Idempotent."""
        raw, response = self._keep
        self._keep = (None, None)
        for thing in (raw, response, self._socket):
            if thing is not None:
                with contextlib.suppress(OSError, ValueError, urllib3.exceptions.HTTPError):
                    thing.close()
