"""How much memory this process may grow by while it works on something hostile.

For functions of the trusted side that run on a student's arguments: the product of a column and a row of a few
hundred kilobytes each takes gigabytes. Knows nothing of what runs inside.
"""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator
from pathlib import Path

__all__ = ["headroom"]

_STATM = Path("/proc/self/statm")


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
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
