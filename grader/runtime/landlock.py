"""Landlock: a process takes rights of the file system, the network and signals away from itself, without privilege.

What a kernel doesn't know yet is left out: `version` says what there is. Knows no paths of its own.

References
----------
Linux kernel documentation, "Landlock: unprivileged access control" (user space API), versions 1 to 7.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable, Sequence

__all__ = ["DEVICE", "OWN", "READ", "restrict", "version"]

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446  # the same numbers on every machine
_PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_FIRST_RIGHTS = 2**13 - 1
_SINCE = ((2, REFER), (3, TRUNCATE), (5, IOCTL_DEV))
_FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

READ = EXECUTE | READ_FILE | READ_DIR
DEVICE = READ_FILE | WRITE_FILE
OWN = (_FIRST_RIGHTS | REFER | TRUNCATE) & ~(EXECUTE | 1 << 6 | 1 << 11)
"""Everything but to execute and to make devices."""

_TCP = 1 << 0 | 1 << 1
_SCOPES = 1 << 0 | 1 << 1  # abstract unix sockets, signals
_QUIET = 1 << 0 | 1 << 2  # no line in the host's audit log for what student code tries


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """The kernel's version of Landlock; 0 when it has none or a filter keeps it away."""
    found = ctypes.CDLL(None).syscall(_CREATE, None, 0, 1)
    return max(int(found), 0)


def restrict(rules: Iterable[tuple[str, int]]) -> int:
    """Leave this process and its children only these rights below these paths; paths that aren't there are skipped.

    TCP, signals to processes outside, and abstract sockets of others are taken away whole, as far as the kernel can.

    Returns
    -------
    int
        The version of Landlock in force, 0 for none.

    Raises
    ------
    OSError
        Landlock is there but refuses. Nothing may run then.
    """
    abi = version()
    if abi == 0:
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    handled = _FIRST_RIGHTS
    for since, right in _SINCE:
        if abi >= since:
            handled |= right
    attributes = _Ruleset(handled, _TCP if abi >= 4 else 0, _SCOPES if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = _checked(libc.syscall(_CREATE, ctypes.byref(attributes), size, 0), "create a ruleset")
    try:
        for path, rights in rules:
            _allow(libc, ruleset, path, rights & handled)
        _checked(libc.syscall(_RESTRICT, ruleset, _QUIET if abi >= 7 else 0), "enforce the ruleset")
    finally:
        os.close(ruleset)
    return abi


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    try:
        parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not _is_directory(parent):
            rights &= _FILE_RIGHTS
        rule = _PathBeneath(rights, parent)
        _checked(libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0), f"allow {path}")
    finally:
        os.close(parent)


def _is_directory(descriptor: int) -> bool:
    return (os.fstat(descriptor).st_mode & 0o170000) == 0o040000


def _checked(result: int, doing: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"Landlock can't {doing}: {os.strerror(number)}")
    return result


def rules_of(read: Sequence[str], devices: Sequence[str], own: Sequence[str]) -> list[tuple[str, int]]:
    """The rules of a child: read and execute the system, use a few devices, own a few folders."""
    return [(path, rights) for paths, rights in ((read, READ), (devices, DEVICE), (own, OWN)) for path in paths]
