"""Where a room has one user only: a child in namespaces of its own, instead of a user of its own.

New user, mount, process and ipc namespaces: the child can't name or see a process outside, its ipc objects end with it,
and when the first process of the namespace is killed the kernel ends all the others. That first process is ours, since
the kernel protects it from signals, which would make a student's `os.abort()` do something else there than elsewhere.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Iterable
from pathlib import Path

from grader.runtime.confine import OOM_SCORE, ConfinementError, hide, keep_only, show

__all__ = ["NAMESPACES", "nest"]

NAMESPACES = 0x10000000 | 0x00020000 | 0x20000000 | 0x08000000
"""CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWIPC."""

_READ_ONLY, _NO_SETUID, _NO_DEVICES, _NO_PROGRAMS, _BIND = 1, 2, 4, 8, 4096
_PLAIN = _NO_SETUID | _NO_DEVICES | _NO_PROGRAMS


def nest(hidden: Iterable[str]) -> None:
    """Return in a process inside new namespaces; this process waits for it and ends as it ends.

    Parameters
    ----------
    hidden : iterable of str
        Entries of /proc, files or folders, to cover in there.

    Raises
    ------
    ConfinementError, OSError
        The kernel refuses.
    """
    user, group = os.getuid(), os.getgid()
    if ctypes.CDLL(None, use_errno=True).unshare(NAMESPACES) != 0:
        raise ConfinementError(f"no new namespaces: {os.strerror(ctypes.get_errno())}")
    show()  # a hidden process may not write its own maps; there is no student code yet
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    Path("/proc/self/oom_score_adj").write_text(str(OOM_SCORE))
    hide()
    news, tell = os.pipe()
    first = os.fork()
    if first:
        keep_only()
        os.close(tell)
        _follow(first, news)
    os.close(news)
    _mount("proc", "/proc", "proc", _PLAIN)
    for name in hidden:
        place = Path("/proc", name)
        if place.is_dir():
            _mount("none", str(place), "tmpfs", _PLAIN | _READ_ONLY)
        elif place.exists():
            _mount("/dev/null", str(place), None, _BIND)
    keep_only()
    child = os.fork()
    if child:
        _close_streams()
        while True:
            pid, status = os.wait()
            if pid == child:
                os.write(tell, status.to_bytes(4, "little"))
                os._exit(0)
    os.close(tell)


def _mount(source: str, target: str, kind: str | None, flags: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(source.encode(), target.encode(), kind and kind.encode(), flags, None) != 0:
        raise ConfinementError(f"can't mount {target}: {os.strerror(ctypes.get_errno())}")


def _follow(first: int, news: int) -> None:
    """Wait, and end the way that the child ended; if its namespace was killed, by that."""
    _close_streams()
    told = os.read(news, 4)
    _, own = os.waitpid(first, 0)
    code = os.waitstatus_to_exitcode(int.from_bytes(told, "little") if told else own)
    if code >= 0:
        os._exit(code)
    signal.signal(-code, signal.SIG_DFL) if -code not in (signal.SIGKILL, signal.SIGSTOP) else None
    os.kill(os.getpid(), -code)
    os._exit(128 - code)


def _close_streams() -> None:
    for descriptor in (0, 1, 2):
        os.close(descriptor)  # so that they end when the child's do
