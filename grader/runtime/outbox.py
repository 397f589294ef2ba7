"""Frames on their way out of a room: written as far as the other side takes them, never waited for."""

from __future__ import annotations

import os
from collections import deque

__all__ = ["Outbox"]


class Outbox:
    """Frames for a descriptor that doesn't block.

    Attributes
    ----------
    bytes : int
        How many bytes haven't left yet.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._frames: deque[memoryview] = deque()
        self._partly = False
        self.bytes = 0

    def put(self, frame: bytes) -> None:
        """Send a frame after those before it."""
        self._frames.append(memoryview(frame))
        self.bytes += len(frame)
        self.write()

    def write(self) -> None:
        """Write what fits; ends the process when nobody reads any more."""
        while self._frames:
            first = self._frames[0]
            try:
                sent = os.write(self._descriptor, first)
            except BlockingIOError:
                return
            except BrokenPipeError:
                os._exit(0)
            self.bytes -= sent
            self._partly = sent < len(first)
            if self._partly:
                self._frames[0] = first[sent:]
            else:
                self._frames.popleft()

    def drop(self) -> None:
        """Forget the frames that haven't left; of one that has in part, the rest must follow."""
        kept = [self._frames[0]] if self._partly else []
        self._frames = deque(kept)
        self.bytes = sum(map(len, kept))
