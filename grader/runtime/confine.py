"""What a process of a room takes away from itself before any student code: privileges, rights, resources.

The order matters: what needs a privilege comes before that privilege goes. `confine` looks at its own work in the
kernel's files and fails rather than leave something out.
"""

from __future__ import annotations

import ctypes
import os
import resource
import secrets
import sys
from pathlib import Path

from grader.runtime import landlock
from grader.wire.room import Begin

__all__ = ["FOLDER", "ConfinementError", "confine", "hide", "keep_only", "range_of_users", "show"]

SETGID, SETUID, KILL = 6, 7, 5
FOLDER = "/tmp/work"
"""A session's own folder: the same name each time, so that nothing a student sees tells one session from another."""

WRITABLE = ("/tmp", "/dev/shm")
"""Where programs of a fresh sandbox may write, so that one can't tell; both are wiped after each session."""

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/etc", "/proc", "/sys")
FIRST_USER, LAST_USER = 0x7000_0000, 0x7FFF_FFFF
"""User ids that no distribution and no systemd hands out; only where these are mapped."""
USERS_PER_ROOM = 1000
NICE = 10
OOM_SCORE = 1000

_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 4, 22, 24, 38
_CAPABILITY_VERSION = 0x20080522


class ConfinementError(Exception):
    """A rule could not be put in force; no student code may run."""


def hide() -> None:
    """Make this process undumpable: no other user's process may trace it or open its memory and descriptors."""
    _prctl(_PR_SET_DUMPABLE, 0)


def show() -> None:
    """Undo `hide`."""
    _prctl(_PR_SET_DUMPABLE, 1)


def keep_only(*capabilities: int) -> None:
    """Empty the bounding set, so that nothing this process starts can gain a capability; keep these few oneself.

    Raises ConfinementError where a capability stays that should go.
    """
    for number in range(64):
        if ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, number, 0, 0, 0) != 0 and number == 0:
            break  # not allowed here (no CAP_SETPCAP): what matters is seen in `status`
    bits = sum(1 << number for number in capabilities)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    data = (ctypes.c_uint32 * 6)(bits, bits, 0, 0, 0, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, data) != 0:
        raise ConfinementError(f"can't drop capabilities: {os.strerror(ctypes.get_errno())}")


def range_of_users(proc: Path = Path("/proc/self")) -> range | None:
    """Ids for this room's children, one each; None where only one user is mapped.

    The start is random: the kernel counts a user's processes over all rooms of the machine.
    """
    first, last = 0, -1
    for line in (proc / "uid_map").read_text().splitlines():
        inside, _, count = map(int, line.split())
        if inside <= FIRST_USER and inside + count > LAST_USER:
            first, last = FIRST_USER, LAST_USER
            break
        if count > last - first + 1:
            first, last = max(inside, 1000), min(inside + count, 65_000) - 1  # not 65534, whom the image runs as
    rooms = (last - first + 1) // USERS_PER_ROOM
    if rooms < 1:
        return None
    start = first + secrets.randbelow(rooms) * USERS_PER_ROOM
    return range(start, start + USERS_PER_ROOM)


def confine(begin: Begin, read: tuple[str, ...], filters: bytes = b"") -> None:
    """Turn a freshly forked process into one that may run student code.

    Parameters
    ----------
    begin : Begin
        Its user id and limits.
    read : tuple of str
        Folders it may read and execute besides the system's.
    filters : bytes
        A seccomp program to add to the room's own, which has to let namespaces be made.

    Raises
    ------
    ConfinementError, OSError
        Something isn't as it should be.
    """
    os.setsid()
    os.umask(0o077)
    _limit(begin)
    if begin.user:
        Path("/proc/self/oom_score_adj").write_text(str(OOM_SCORE))
        os.setgroups([])
        os.setresgid(begin.user, begin.user, begin.user)
        os.setresuid(begin.user, begin.user, begin.user)
    os.nice(NICE)
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    Path(FOLDER).mkdir(mode=0o700)
    os.chdir(FOLDER)
    os.umask(0o022)
    os.environ["HOME"] = os.environ["TMPDIR"] = FOLDER
    own = (*SYSTEM, sys.prefix, sys.base_prefix, *read)
    landlock.restrict(landlock.rules_of(own, DEVICES, WRITABLE))
    if filters:
        _filter(filters)
    show()  # as every process is; there is nobody else of this user, or it sees nobody else
    _look(begin.user)


def _limit(begin: Begin) -> None:
    for what, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, begin.cpu_s),
        (resource.RLIMIT_NPROC, begin.processes or None),
        (resource.RLIMIT_NOFILE, begin.open_files),
        (resource.RLIMIT_FSIZE, begin.file_bytes),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_AS, _size() + begin.growth_bytes if begin.growth_bytes else None),
    ):
        if value is not None:
            resource.setrlimit(what, (value, value))


def _size() -> int:
    """The size of this process's address space."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _filter(program: bytes) -> None:
    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))

    filters = Program(len(program) // 8, program)
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_SECCOMP, 2, ctypes.byref(filters), 0, 0) != 0:
        raise ConfinementError(f"can't filter system calls: {os.strerror(ctypes.get_errno())}")


def _look(user: int) -> None:
    lines = (line.partition(":") for line in Path("/proc/self/status").read_text().splitlines())
    status = {name: value.split() for name, _, value in lines}
    wrong = [name for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb") if int(status[name][0], 16)]
    if user:
        wrong += [name for name in ("Uid", "Gid") if status[name] != [str(user)] * 4]
        wrong += ["Groups"] if status["Groups"] not in ([], [str(user)]) else []
    if status.get("NoNewPrivs") != ["1"]:
        wrong.append("NoNewPrivs")
    if wrong:
        raise ConfinementError(f"still privileged: {', '.join(f'{n} {status.get(n)}' for n in wrong)}")


def _prctl(option: int, value: int) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) != 0:
        raise ConfinementError(f"prctl {option} failed: {os.strerror(ctypes.get_errno())}")
