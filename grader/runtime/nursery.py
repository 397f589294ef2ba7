"""The process that children are forked from: it has imported what they need, and never saw a byte of any student's.

That is why it is a process of its own beside the keeper: the keeper's memory has held what earlier students sent, and
a fork would hand that on. It does one thing: it waits for the word of the keeper, forks, waits for the child's end.
"""

from __future__ import annotations

import gc
import os
import platform
import socket
from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.runtime.confine import confine
from grader.runtime.nest import nest
from grader.wire.room import Begin

__all__ = ["Died", "Nursery"]

REQUEST_BYTES = 2**12
CONFINEMENT_FAILED = 72


class Died(msgspec.Struct, frozen=True):
    """A child's end: exit code or negative signal, and the processor time of it and of those it waited for."""

    code: int
    cpu_s: float


class Nursery:
    """Forks one child at a time. Children leave through the return of `next_child`.

    Parameters
    ----------
    keeper : socket
        Packets to and from the keeper. A request brings the child's three descriptors along.
    read : sequence of str
        Folders that children may read besides the system's.
    filters : bytes
        A seccomp program for children, where the room's own isn't theirs.
    hidden : sequence of str
        Entries of /proc to cover, where children have namespaces of their own.
    """

    def __init__(
        self, keeper: socket.socket, read: Sequence[str], filters: bytes = b"", hidden: Sequence[str] = ()
    ) -> None:
        self._keeper = keeper
        self._read = tuple(read)
        self._filters = filters
        self._hidden = tuple(hidden)
        self._decode = msgspec.msgpack.Decoder(Begin).decode

    def settle(self) -> None:
        """Say that children can be forked. What is alive now stays shared with them."""
        platform.platform()  # asked by every child; it reads the interpreter's file, once
        gc.collect()
        gc.freeze()
        self._alone()
        self._keeper.send(b"ready")

    def next_child(self) -> None:
        """Fork at each request; return in the child, confined, its descriptors in place."""
        while True:
            request, descriptors, _, _ = socket.recv_fds(self._keeper, REQUEST_BYTES, 3)
            if not request:
                os._exit(0)
            begin = self._decode(request)
            self._alone()
            child = os.fork()
            if child == 0:
                self._enter(begin, descriptors)
                return
            for descriptor in descriptors:
                os.close(descriptor)
            _, status, usage = os.wait4(child, 0)
            died = Died(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime)
            self._keeper.send(msgspec.msgpack.encode(died))

    def _enter(self, begin: Begin, descriptors: list[int]) -> None:
        try:
            for number, descriptor in enumerate(descriptors):
                os.dup2(descriptor, number)
            self._keeper.detach()
            os.closerange(3, 2**20)
            if not begin.user:
                nest(self._hidden)
            confine(begin, self._read, self._filters)
        except BaseException as error:
            # There is no student code yet: what is printed is ours, and the end makes the room a broken one.
            os.write(2, f"a child could not be confined: {type(error).__name__}: {error}\n".encode())
            os._exit(CONFINEMENT_FAILED)

    def _alone(self) -> None:
        """A fork copies one thread; what another one holds locked would stay locked in every child."""
        if len(list(Path("/proc/self/task").iterdir())) != 1:
            raise RuntimeError("an import started threads: children can't be forked")
