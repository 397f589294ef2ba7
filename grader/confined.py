"""Run a function of ours over hostile text in a forked child with limits.

Owns the fork, the limits and the one pipe back. Knows nothing of notebooks or grades. This confines *our* parser
(memory, time, a crash of the interpreter's C stack); it is no sandbox and never runs student code.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import mmap
import os
import resource
import select
import signal
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

__all__ = ["ConfinedError", "OurBugError", "run_confined"]

_MEMORY, _BUG = 3, 4  # exit statuses of the child
_RESULT_BYTES = 64 * 2**20


class ConfinedError(Exception):
    """The child was stopped by a limit or crashed.

    Attributes
    ----------
    kind : str
        "time", "memory", "crash", or "killed": by somebody else, as the kernel does when memory is short.
    step : int
        The last number that the child noted; 0 before the first.
    """

    def __init__(self, kind: str, step: int) -> None:
        super().__init__(f"{kind} at step {step}")
        self.kind = kind
        self.step = step


class OurBugError(Exception):
    """The function raised; the message is the last line of its traceback."""


def run_confined(
    function: Callable[[Callable[[int], None]], bytes],
    *,
    wall_s: float = 20.0,
    cpu_s: int = 8,
    memory_bytes: int = 512 * 2**20,
) -> bytes:
    """Call `function(note)` in a forked child and return its bytes.

    Parameters
    ----------
    function : callable
        Gets `note`, which it may call with a small number to say how far it is.
    wall_s, cpu_s
        Deadlines of the child's whole life, in seconds.
    memory_bytes
        What the child may take in address space beyond the parent's own.

    Raises
    ------
    ConfinedError
        A limit stopped the child, or it crashed.
    OurBugError
        The function raised anything but MemoryError.
    """
    deadline = time.monotonic() + wall_s
    with mmap.mmap(-1, 8) as shared:
        reader, writer = os.pipe()
        pid = _fork()
        if pid == 0:
            _child(function, shared, writer, cpu_s, memory_bytes)
        os.close(writer)
        data = None
        try:
            data = _read_all(reader, deadline)
        finally:
            os.close(reader)
            if data is None:
                os.kill(pid, signal.SIGKILL)
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        step = int.from_bytes(shared[:8], "little")
    if status == 0 and data is not None:
        return data
    if status == _BUG:
        raise OurBugError((data or b"").decode("utf-8", "replace"))
    if data is None or status == -signal.SIGXCPU:
        raise ConfinedError("time", step)
    kinds = {_MEMORY: "memory", -signal.SIGKILL: "killed"}
    raise ConfinedError(kinds.get(status, "crash"), step)


def _fork() -> int:
    # From 3.12 on CPython warns of forking where threads run. Our child touches no lock of theirs: it parses,
    # writes to a pipe and leaves with _exit.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _read_all(reader: int, deadline: float) -> bytes | None:
    """Everything until the child closes its end; None at the deadline or past the size cap."""
    parts: list[bytes] = []
    size = 0
    while (left := deadline - time.monotonic()) > 0 and size <= _RESULT_BYTES:
        if not select.select([reader], [], [], left)[0]:
            break
        part = os.read(reader, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
    return None


def _child(  # pragma: no cover - runs in the fork, which leaves without telling coverage
    function: Callable[[Callable[[int], None]], bytes],
    shared: mmap.mmap,
    writer: int,
    cpu_s: int,
    memory_bytes: int,
) -> None:
    status = _BUG
    try:
        gc.disable()  # no finalizer of the parent's objects may run here
        faulthandler.disable()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        warnings.simplefilter("ignore")  # a filter of "error" would turn "\d" in student text into a SyntaxError
        _limit(cpu_s, memory_bytes)

        def note(step: int) -> None:
            shared[:8] = step.to_bytes(8, "little")

        try:
            data = function(note)
            status = 0
        except MemoryError:
            data, status = b"", _MEMORY
        except BaseException as error:
            data = traceback.format_exception_only(error)[-1].strip().encode("utf-8", "replace")
        view = memoryview(data)
        while view:
            view = view[os.write(writer, view) :]
    finally:
        os._exit(status)


def _limit(cpu_s: int, memory_bytes: int) -> None:  # pragma: no cover - runs in the fork
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    _lower(resource.RLIMIT_CPU, cpu_s, spare=1)  # the signal that tells a time limit comes at the soft one
    with contextlib.suppress(OSError, ValueError):  # no /proc: the other limits still hold
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + memory_bytes)


def _lower(which: int, value: int, spare: int = 0) -> None:  # pragma: no cover - runs in the fork
    hard = resource.getrlimit(which)[1]
    top = value + spare if hard == resource.RLIM_INFINITY else min(value + spare, hard)
    resource.setrlimit(which, (min(value, top), top))
