"""What a bubblewrap room may do, as plain data: bwrap's own flags and the kernel's limits, in one place.

Owns every flag and no code that runs it. `docs/security.md` gives the reason for each; a test compares the policy with
a live room. What the room shows of the host stands in `room`, the system calls in `seccomp`.
"""

from __future__ import annotations

import math
import resource
from collections.abc import Sequence

import msgspec

from grader.sandbox import policy
from grader.sandbox.base import Limits
from grader.sandbox.policy import (
    CPU_GRACE_S,
    ENVIRONMENT,
    LEAST_FILES,
    ROOM_BYTES,
    ROOM_OOM_SCORE,
    ROOM_PROCESSES,
    SHM_BYTES,
    TMP,
    TMP_FILES,
)
from grader.sandbox.room import Room
from grader.wire.room import Begin

__all__ = [
    "DEVICES",
    "HIDDEN",
    "LINKS",
    "UID",
    "WARM_FLAGS",
    "child_rules",
    "mount_options",
    "resource_limits",
    "room_flags",
    "room_limits",
]

UID = 1000
"""Who student code is in the room; outside it is a number that owns nothing, or the user who grades."""

HOST_UIDS = (0x70000000, 0x77FFFFFF)
"""From these root takes a fresh number for each room: they belong to nobody's user database, container or service."""

DEVICES = ("null", "zero", "full", "random", "urandom")
LINKS = {"fd": "/proc/self/fd", "stdin": "/proc/self/fd/0", "stdout": "/proc/self/fd/1", "stderr": "/proc/self/fd/2"}
HIDDEN = (
    "kcore",
    "keys",
    "key-users",
    "latency_stats",
    "sched_debug",
    "timer_list",
    "kallsyms",
    "acpi",
    "asound",
    "scsi",
)
"""Entries of /proc that tell of the whole machine: the ones Docker masks, and the kernel's symbols."""

WARM_FLAGS = ("--as-pid-1",)
"""Besides the others, for a room that serves many sessions: its keeper is process 1. It isn't sealed against new user
namespaces and shows all of /proc: our own processes make those of each child, with a /proc of its own in which `HIDDEN`
is covered, and the child gets the seccomp profile that refuses more."""
WARM_OOM_SCORE = ROOM_OOM_SCORE
WARM_S = 10.0**6
WARM_FILES = 2**16
"""Open files that the keeper and the nursery may have, or fewer where this process may not have as many. They use a
dozen; but whether one may be passed on depends on this number, and on how many the user's rooms have on the way."""
NESTED_PROCESSES = 2  # the one that waits outside a child's namespaces, and the first inside

NAMESPACES = ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup")

Flag = tuple[str, ...]


def room_flags(
    room: Room, *, disk: str, shared_memory: str, hidden: Sequence[tuple[str, bool]], seal: bool
) -> list[Flag]:
    """Return bwrap's flags for one session, without the program's own descriptors.

    Parameters
    ----------
    room : Room
        What is shown read-only.
    disk, shared_memory : str
        Host paths of the two file systems in memory made for this session with `mount_options`.
    hidden : sequence of (str, bool)
        Which of `HIDDEN` this kernel has, and whether each is a folder.
    seal : bool
        Whether this bwrap knows --disable-userns; the seccomp profile refuses new user namespaces anyway.
    """
    flags: list[Flag] = [
        ("--unshare-all",),
        ("--unshare-user",),
        *([("--disable-userns",)] if seal else []),
        ("--uid", str(UID)),
        ("--gid", str(UID)),
        ("--hostname", "sandbox"),
        ("--die-with-parent",),
        ("--new-session",),
        ("--cap-drop", "ALL"),
        ("--clearenv",),
        *(("--setenv", name, value) for name, value in ENVIRONMENT.items()),
        *(("--ro-bind", host, inside) for host, inside in room.shown),
        *(("--tmpfs", folder) for folder in room.emptied),
        *(("--remount-ro", folder) for folder in room.emptied),
        ("--proc", "/proc"),
    ]
    for name, is_folder in hidden:
        flags += (
            [("--tmpfs", f"/proc/{name}"), ("--remount-ro", f"/proc/{name}")]
            if is_folder
            else [("--ro-bind", "/dev/null", f"/proc/{name}")]
        )
    return [
        *flags,
        *(("--dev-bind", f"/dev/{name}", f"/dev/{name}") for name in DEVICES),
        *(("--symlink", target, f"/dev/{name}") for name, target in LINKS.items()),
        ("--bind", shared_memory, "/dev/shm"),
        ("--bind", disk, TMP),
        ("--remount-ro", "/"),
        ("--chdir", TMP),
    ]


def mount_options(limits: Limits) -> dict[str, str]:
    """Options of the file systems in memory: the one place to write, and shared memory."""
    common = "nosuid,nodev,noexec,mode=1777"
    return {
        TMP: f"{common},size={limits.disk_bytes},nr_inodes={TMP_FILES}",
        "/dev/shm": f"{common},size={SHM_BYTES},nr_inodes={TMP_FILES}",
    }


def resource_limits(limits: Limits, *, processes: bool) -> dict[str, int]:
    """Limits that the kernel keeps for each process, by prlimit's names; soft and hard are the same.

    Parameters
    ----------
    processes : bool
        Whether they also bound the number of processes: only where no control group does, since the kernel counts
        them for each user and user namespace.
    """
    return {
        "core": 0,
        "cpu": math.ceil(limits.load_s + limits.submission_s + CPU_GRACE_S),
        "fsize": limits.file_bytes,
        "memlock": 0,
        "msgqueue": 0,
        "nofile": max(limits.open_files, LEAST_FILES),
        **({"nproc": limits.processes} if processes else {}),
    }


def room_limits(limits: Limits) -> Limits:
    """The limits of a room that serves many sessions, our own processes included; each child has its own besides."""
    return msgspec.structs.replace(
        limits,
        memory_bytes=limits.memory_bytes + ROOM_BYTES,
        processes=limits.processes + ROOM_PROCESSES + NESTED_PROCESSES,
        submission_s=WARM_S,
        open_files=_most_files(),
        file_bytes=max(limits.file_bytes, limits.disk_bytes),
    )


def _most_files() -> int:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return WARM_FILES if most == resource.RLIM_INFINITY else min(most, WARM_FILES)


def child_rules(limits: Limits, *, processes: bool, memory: bool) -> Begin:
    """The resource limits of a forked child.

    Parameters
    ----------
    processes : bool
        Whether RLIMIT_NPROC counts the child's user namespace alone.
    memory : bool
        Whether the address space is what bounds memory: where no control group does.
    """
    return msgspec.structs.replace(
        policy.child_rules(limits),
        processes=limits.processes + NESTED_PROCESSES if processes else 0,
        growth_bytes=limits.memory_bytes if memory else 0,
    )
