"""The functions that a check lends to student code for one call: run here, on arguments that are hostile data.

Owns what such a function may be given, take and say. Its arguments are the student's, so any error in it is, too.
"""

from __future__ import annotations

import numpy as np

from grader.sandbox.base import Callbacks
from grader.sandbox.headroom import headroom
from grader.wire import codec
from grader.wire.messages import CallbackRaised, CallbackReturned, CallingBack

__all__ = ["MESSAGE_CHARS", "Lent"]

MESSAGE_CHARS = 2000
MEMORY = 2**28
"""Bytes that a function may take while it works on a student's arguments."""


class Lent:
    """The functions lent for one call.

    Parameters
    ----------
    functions : mapping
        By the name that the call gave them.
    most : int
        How often they may be called in all.
    caps : codec.Caps
        Of the arguments of one call. Those of all calls together may have as many bytes: a function may keep them.
    """

    def __init__(self, functions: Callbacks, most: int, caps: codec.Caps) -> None:
        self._functions = functions
        self._most = most
        self._caps = caps
        self._calls = 0
        self._bytes = 0

    def __contains__(self, name: str) -> bool:
        return name in self._functions

    def run(self, message: CallingBack) -> CallbackReturned | CallbackRaised:
        """Answer one call of a function that was lent."""
        self._calls += 1
        self._bytes += len(message.args)
        if self._calls > self._most:
            text = f"more than {self._most} calls of given functions in one call"
            return CallbackRaised(message.id, text)
        if self._bytes > self._caps.bytes:
            text = f"more than {self._caps.bytes // 2**20} MiB of arguments for given functions in one call"
            return CallbackRaised(message.id, text)
        try:
            args, kwargs = codec.decode(message.args, self._caps)
            with np.errstate(all="ignore"), headroom(MEMORY):
                value = self._functions[message.callback](*args, **kwargs)
            return CallbackReturned(message.id, codec.encode(value))
        except Exception as error:
            return CallbackRaised(message.id, _text_of(error)[:MESSAGE_CHARS])


def _text_of(error: Exception) -> str:
    """The error in words; what it holds may be a student's, such as a number with too many digits to be said."""
    try:
        text = f"{type(error).__name__}: {error}"
    except Exception:
        text = type(error).__name__
    return text.encode("utf-8", "replace").decode("utf-8")
