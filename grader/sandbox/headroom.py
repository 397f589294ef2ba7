"""How much memory this process may grow by while it works on something hostile.

For what the trusted side computes from a student's arguments or answers: the product of a column and a row of a few
hundred kilobytes each takes gigabytes. Knows nothing of what runs inside.
"""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator
from pathlib import Path

__all__ = ["headroom", "lifted"]

_STATM = Path("/proc/self/statm")
_outer: list[int] = []
"""The soft limits that were in force around each `headroom`, the outermost first."""


@contextlib.contextmanager
def headroom(size: int) -> Iterator[None]:
    """Let the process's address space grow by `size` bytes at most inside; what wants more gets a MemoryError.

    The limit is the kernel's and the whole process's, so other threads share the room. Without /proc there is none.
    """
    try:
        pages = int(_STATM.read_bytes().split()[0])
    except OSError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + size
    tops = [wanted, *(top for top in (soft, hard) if top != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_AS, (min(tops), hard))
    _outer.append(soft)
    try:
        yield
    finally:
        _outer.pop()
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextlib.contextmanager
def lifted() -> Iterator[None]:
    """Inside a `headroom`, let what is ours again have all the memory that it had outside.

    Also for starting processes: they inherit the limit.
    """
    if not _outer:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_outer[0], hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
