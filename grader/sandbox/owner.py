"""Who owns a container or a folder: enough to tell, in a later run, that its grader is dead. Knows no engine."""

from __future__ import annotations

import hashlib
import os
import platform
from pathlib import Path

__all__ = ["describe", "is_gone", "tag", "tag_is_gone"]

PROC = Path("/proc")


def describe(pid: int | None = None, *, proc: Path = PROC) -> str:
    """Describe a process (this one by default) as "boot:namespace:pid:start"; the same pid later has another start."""
    pid = os.getpid() if pid is None else pid
    return f"{_home(proc)}:{pid}:{_start(pid, proc) or ''}"


def is_gone(owner: str, *, proc: Path = PROC) -> bool:
    """Whether that process is surely dead.

    False also when this can't be told: another machine that uses the same engine, or another process namespace.
    """
    home, _, rest = owner.rpartition(":")
    home, _, pid = home.rpartition(":")
    if home != _home(proc) or not pid.isdecimal():
        return False
    return _start(int(pid), proc) != (rest or None)


def tag(pid: int | None = None, *, proc: Path = PROC) -> str:
    """The same as `describe`, short enough and plain enough for a file name: "home-pid-start"."""
    pid = os.getpid() if pid is None else pid
    return f"{_home_digest(proc)}-{pid}-{_start(pid, proc) or 0}"


def tag_is_gone(text: str, *, proc: Path = PROC) -> bool:
    """Whether the process of a `tag` is surely dead; False for any other text."""
    home, _, rest = text.partition("-")
    pid, _, start = rest.partition("-")
    if home != _home_digest(proc) or not (pid.isdecimal() and pid.isascii() and start.isdecimal()):
        return False
    return _start(int(pid), proc) != start


def _home_digest(proc: Path) -> str:
    return hashlib.sha256(_home(proc).encode()).hexdigest()[:12]


def _home(proc: Path) -> str:
    """The boot and the process namespace; the machine's name where the kernel doesn't tell."""
    try:
        boot = (proc / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}:{(proc / 'self/ns/pid').readlink()}"
    except OSError:
        return platform.node()


def _start(pid: int, proc: Path) -> str | None:
    """Clock ticks from boot to the start of the process; None if it is gone or dying."""
    try:
        text = (proc / str(pid) / "stat").read_text()
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()  # the name before it may hold anything
    return None if fields[0] in "ZX" else fields[19]
