"""The end of a session in a room: nobody of its user lives, nothing it could write is left, and the kernel says so.

Runs in the keeper, process 1 of the room, as the session's own user for as long as it kills and deletes: it needs no
right that the student didn't have. No student's process can do anything to it then: the kernel keeps signals off
process 1, and the saved user id, still the keeper's, keeps tracing off. User 0 stands for a room with one user, where
the session has a process namespace of its own, which ends with its first process.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

__all__ = ["PLACES", "Rubbish", "empty", "kill_all"]

PLACES = ("/tmp", "/dev/shm", "/dev/mqueue")
_IPC_RMID = 0
_IPC = {"shm": "shmctl", "msg": "msgctl", "sem": "semctl"}
POLL_S = 0.002
HELD_FILES = 8


@contextlib.contextmanager
def as_user(user: int) -> Iterator[None]:
    """Be that user, but for the saved ids, through which this process comes back."""
    if not user:
        yield
        return
    os.setresgid(user, user, 0)
    os.setresuid(user, user, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)


def strangers(ours: frozenset[int]) -> list[int]:
    """Every process in the room that isn't the room's own."""
    return [pid for name in _names("/proc") if name.isdigit() and (pid := int(name)) not in ours]


def kill_all(user: int, ours: frozenset[int]) -> None:
    """Kill every process of the session at once.

    Notes
    -----
    By user: the kernel goes through all processes under one lock, and a fork in progress fails on the pending signal,
    so a fork bomb can't outrun this. Process 1, which this is, doesn't meet its own signal; nor do other users.
    By namespace: with its first process the kernel kills all that are in it.
    """
    if user:
        with as_user(user), contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(-1, signal.SIGKILL)
        return
    for pid in strangers(ours):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


class Rubbish:
    """What a session may leave behind. Made before the first session, when there is none.

    Parameters
    ----------
    ours : frozenset of int
        The processes that belong to the room.
    """

    def __init__(self, ours: frozenset[int]) -> None:
        self.ours = ours
        self._modes = {place: mode for place in PLACES if (mode := _mode(place)) is not None}
        self._restore()
        self._space = _free()
        if found := self.left():
            raise RuntimeError(f"the room was never clean: {found}")

    def remove(self, user: int, deadline: float) -> str:
        """Kill and delete until nothing is left; after the deadline (monotonic seconds) say what is."""
        while True:
            kill_all(user, self.ours)
            if not self._strangers():
                self._restore()
                with as_user(user):
                    for place in PLACES:
                        empty(place)
                    remove_ipc()
                self._restore()
                if not (found := self.left()):
                    return ""
            else:
                found = self.left()
            if time.monotonic() >= deadline:
                return found
            time.sleep(POLL_S)

    def left(self) -> str:
        """What is there that no session may leave, in a few words; empty when the room is clean."""
        if strangers := self._strangers():
            return f"{len(strangers)} processes"
        for place in PLACES:
            with contextlib.suppress(FileNotFoundError):
                if _mode(place) != self._modes.get(place):
                    return f"another mode of {place}"
                if names := _names(place):
                    return f"{len(names)} files in {place}"
        for kind in _IPC:
            if ipc_ids(kind):
                return f"objects of System V ipc ({kind})"
        if self._held():
            return "deleted files that something still holds"
        return ""

    def _restore(self) -> None:
        """Give the places themselves their mode and their times again: in an ordinary user's room students own them."""
        for place, mode in self._modes.items():
            with contextlib.suppress(OSError):  # where they belong to somebody else nobody changed them
                Path(place).chmod(mode)
                os.utime(place, (0, 0))

    def _strangers(self) -> list[int]:
        return strangers(self.ours)

    def _held(self) -> bool:
        """Whether deleted files are still kept, by the kernel's own count of free blocks and files.

        A few files without content don't count: the kernel itself keeps the dead child's folder until it has forgotten
        its Landlock rules, which takes some 50 ms, and two seconds where it was killed for memory.
        """
        for (blocks, files), (blocks_before, files_before) in zip(_free(), self._space, strict=True):
            if blocks != blocks_before or files < files_before - HELD_FILES:
                return True
        return False


def _free() -> list[tuple[int, int]]:
    """Free blocks and files of every writable place."""
    found = []
    for place in PLACES:
        with contextlib.suppress(FileNotFoundError):
            facts = os.statvfs(place)
            found.append((facts.f_bfree, facts.f_ffree))
    return found


def _mode(place: str) -> int | None:
    """Who may do what in a place; None where there is no such place."""
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(Path(place).stat().st_mode)
    return None


def empty(place: str) -> None:
    """Delete everything in a directory, however deep or closed.

    A subdirectory is emptied by moving its own subdirectories up next to it, so that no path and no recursion grows
    with the depth. Nothing is followed: names are resolved against open directories.
    """
    try:
        top = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return
    moved = 0
    try:
        while names := _names(top):
            before = moved
            done = 0
            for name in names:
                with contextlib.suppress(OSError):
                    if not is_directory(name, top):
                        os.unlink(name, dir_fd=top)
                    else:
                        moved = _hollow(name, top, moved)
                        os.rmdir(name, dir_fd=top)
                    done += 1
            if not done and moved == before:
                return  # nothing more can be done; `left` will say so
    finally:
        os.close(top)


def _hollow(name: str, top: int, moved: int) -> int:
    os.chmod(name, 0o700, dir_fd=top)
    inside = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
    try:
        for child in _names(inside):
            if is_directory(child, inside):
                os.chmod(child, 0o700, dir_fd=inside)
                moved += 1
                os.rename(child, f".wipe-{moved}-{time.monotonic_ns()}", src_dir_fd=inside, dst_dir_fd=top)
            else:
                os.unlink(child, dir_fd=inside)
    finally:
        os.close(inside)
    return moved


def _names(folder: str | int) -> list[str]:
    return os.listdir(folder)  # noqa: PTH208 - pathlib knows no open directories


def is_directory(name: str, parent: int) -> bool:
    """Whether that name is a directory itself, not a link to one."""
    return stat.S_ISDIR(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode)


def ipc_ids(kind: str) -> list[int]:
    """The ids of all System V objects of a kind; none where the kernel has no such thing."""
    try:
        with open(f"/proc/sysvipc/{kind}", encoding="ascii") as file:  # noqa: PTH123 - one line of the kernel's
            return [int(line.split()[1]) for line in file.readlines()[1:]]
    except FileNotFoundError:
        return []


def remove_ipc() -> None:
    """Remove the System V objects of the present user."""
    libc = ctypes.CDLL(None)
    for kind, control in _IPC.items():
        for number in ipc_ids(kind):
            arguments = (number, 0, _IPC_RMID) if kind == "sem" else (number, _IPC_RMID, None)
            getattr(libc, control)(*arguments)
