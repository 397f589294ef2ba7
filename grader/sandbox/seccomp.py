"""Which system calls student code may make: one list, given out as Docker's JSON and as a BPF program for bubblewrap.

Owns the profile and nothing else: it starts no process and knows no backend. `syscalls.txt` names what is allowed;
everything else is refused with EPERM, or with ENOSYS where the C library then tries an older call. The list is Docker's
default one for a container without capabilities, and never looser; a test compares the two. Left out on purpose:

- what looks into other processes: ptrace, process_vm_*, kcmp, pidfd_getfd;
- what has a history of holes in the kernel and no use here: io_uring, aio, keyrings, userfaultfd, perf_event_open, bpf,
  splice, tee, vmsplice, remap_file_pages, modify_ldt;
- new namespaces and mounts: unshare, setns, clone with their flags, clone3 (whose flags a filter can't see), mount*,
  pivot_root, chroot;
- memory that no limit but the host's counts, or that outlives its process: System V and POSIX queues, segments and
  semaphores, extended attributes, locks on parts of files, and what waits in TCP and UDP sockets: a few thousand
  connections to oneself take gigabytes, and all that the host's own connections may have;
- files that can be executed though /tmp can't hold any: memfd_create, execveat; device nodes: mknod*;
- what acts on the whole machine: sync, syncfs, clocks, real-time scheduling, I/O priority;
- sockets but local ones: there is no network to go to, and no netlink, vsock, packet, ALG, or what else the kernel
  would load a module for;
- filters of one's own for system calls and sockets: code that the kernel compiles, into room that all share, and
  lines in the host's log;
- what ioctl does beyond terminals and descriptors: it loads modules, and leaves flags on folders;
- inotify, of which a user has few, and which would tell when others open files that rooms share;
- what fcntl does beyond descriptors and pipes. A room of an ordinary user's runs as that user, who may then own
  the files that every room shows: a lease on one would hold up whoever opens it next, for the best part of a minute.

Kept because the `fork` isolation needs them before it drops its rights: setresuid, setgroups, landlock_*.

References
----------
seccomp(2); the kernel's Documentation/userspace-api/seccomp_filter.rst; moby/profiles/seccomp/default.json.
"""

from __future__ import annotations

import errno
import functools
import json
import platform
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from grader.errors import SandboxUnavailableError

__all__ = ["ARCHITECTURES", "CONDITIONS", "Argument", "allowed", "bpf", "docker_json", "docker_profile"]

TABLE = Path(__file__).parent / "syscalls.txt"

AF_UNIX = 1
WORD = 0xFFFFFFFF
"""What the kernel reads of an int; a caller may leave anything in the other half."""
NAMESPACES = 0x7E020000
"""CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET; NEWTIME can't be given to clone."""


class Argument(msgspec.Struct, frozen=True):
    """A call is allowed when `argument & mask == value`; arguments are numbered from 0."""

    index: int
    value: int
    mask: int | None = None


FCNTL = (*range(5), 1030, 1031, 1032)
"""Duplicate; flags of descriptor and file; duplicate; size of a pipe."""

PRCTL = (1, 2, 3, 4, 7, 8, 15, 16, 21, 23, 24, 29, 30, 36, 37, 38, 39, 40, 41, 42, 0x53564D41)
"""Signal at the parent's death; to be dumpable; to keep capabilities; name; mode of seccomp, to read; bounding set;
slack of timers; to adopt orphans; no new privileges; address told at the end; huge pages; names of memory."""

IOCTL = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""Whether it is a terminal, in two forms; its size; bytes that wait; not to block; to stay open at exec or not."""

SOL_SOCKET = 1
SOCKET_OPTIONS = (2, 7, 8, 9, 13, 16, 20, 21)
"""Address again; size of both buffers; signs of life; what waits at the end; who sent it; two time limits."""

CONDITIONS: dict[str, tuple[tuple[Argument, ...], ...]] = {
    "clone": ((Argument(0, 0, NAMESPACES),),),
    "socket": ((Argument(0, AF_UNIX),),),
    "socketpair": ((Argument(0, AF_UNIX),),),
    "personality": tuple((Argument(0, what),) for what in (0, 0xFFFFFFFF)),
    "fcntl": tuple((Argument(1, command, WORD),) for command in FCNTL),
    "ioctl": tuple((Argument(1, request, WORD),) for request in IOCTL),
    "setsockopt": tuple((Argument(1, SOL_SOCKET, WORD), Argument(2, option, WORD)) for option in SOCKET_OPTIONS),
    "prctl": tuple((Argument(0, option, WORD),) for option in PRCTL),
}
"""Calls that are allowed only when all the arguments of one of these groups are so."""

NESTING = {"unshare": ((Argument(0, 0x10000000 | 0x00020000 | 0x20000000 | 0x08000000),),)}
"""For our own processes of a warm room: new user, mount, process and ipc namespaces, together and nothing else."""

NO_SUCH_CALL = ("clone3",)
"""Refused as if the kernel had none, so that the C library takes the older call."""


class Architecture(NamedTuple):
    """How the kernel, Docker and our table name a kind of processor."""

    audit: int
    docker: str
    column: int
    clone3: int
    unshare: int
    mount: int
    beyond: int | None
    """The first number of a second set of calls (x32), which is refused as a whole."""


ARCHITECTURES = {
    "x86_64": Architecture(0xC000003E, "SCMP_ARCH_X86_64", 0, 435, 272, 165, 0x40000000),
    "aarch64": Architecture(0xC00000B7, "SCMP_ARCH_AARCH64", 1, 435, 97, 40, None),
}


@functools.cache
def allowed(machine: str) -> dict[str, int]:
    """Name and number of every call that may be allowed on a kind of processor."""
    column = ARCHITECTURES[machine].column
    rows = [line.split() for line in TABLE.read_text(encoding="ascii").splitlines() if not line.startswith("#")]
    return {name: int(numbers[column]) for name, *numbers in rows if numbers[column] != "-"}


def docker_profile() -> dict[str, Any]:
    """The profile in the Docker Engine's words, for both kinds of processor."""
    names = sorted(set().union(*(allowed(machine) for machine in ARCHITECTURES)))
    rules: list[dict[str, Any]] = [
        {"names": [name for name in names if name not in CONDITIONS], "action": "SCMP_ACT_ALLOW"}
    ]
    for name, groups in CONDITIONS.items():
        rules += [
            {"names": [name], "action": "SCMP_ACT_ALLOW", "args": [_docker_argument(a) for a in group]}
            for group in groups
        ]
    rules.append({"names": list(NO_SUCH_CALL), "action": "SCMP_ACT_ERRNO", "errnoRet": errno.ENOSYS})
    return {
        "defaultAction": "SCMP_ACT_ERRNO",
        "defaultErrnoRet": errno.EPERM,
        "archMap": [{"architecture": a.docker, "subArchitectures": []} for a in ARCHITECTURES.values()],
        "syscalls": rules,
    }


@functools.cache
def docker_json() -> str:
    """`docker_profile` as the text for `SecurityOpt: ["seccomp=<text>"]`."""
    return json.dumps(docker_profile(), separators=(",", ":"))


def _docker_argument(argument: Argument) -> dict[str, Any]:
    if argument.mask is None:
        return {"index": argument.index, "value": argument.value, "op": "SCMP_CMP_EQ"}
    # In a masked comparison Docker's "value" is the mask and "valueTwo" what must be left.
    return {
        "index": argument.index,
        "value": argument.mask,
        "valueTwo": argument.value,
        "op": "SCMP_CMP_MASKED_EQ",
    }


# The same as a program. A filter sees struct seccomp_data: number, architecture, instruction pointer, six arguments.

LOAD, JUMP, JUMP_EQUAL, JUMP_AT_LEAST, AND, RETURN = 0x20, 0x05, 0x15, 0x35, 0x54, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
KILL_PROCESS, ERRNO, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
REFUSE = ERRNO | errno.EPERM
UNKNOWN = ERRNO | errno.ENOSYS
FARTHEST_JUMP = 255
"""Of a conditional jump; a plain one goes any way."""


class Instruction(NamedTuple):
    """One instruction of classic BPF."""

    code: int
    if_true: int
    if_false: int
    value: int


@functools.cache
def bpf(machine: str | None = None, *, nest: bool = False) -> bytes:
    """The profile as classic BPF, in this machine's byte order (both kinds of processor: little-endian).

    `nest` is for the processes of a warm room that are ours: they may also make and furnish the namespaces of a child,
    which then gets the profile itself.

    Raises
    ------
    SandboxUnavailableError
        A kind of processor for which there is no list.
    """
    machine = machine or platform.machine()
    if machine not in ARCHITECTURES:
        known = " and ".join(ARCHITECTURES)
        raise SandboxUnavailableError(f"there is no seccomp profile for {machine} (only for {known}): use docker")
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in program(machine, nest))


def program(machine: str, nest: bool = False) -> list[Instruction]:
    """The instructions: the architecture first, then a binary search for the call's number."""
    architecture = ARCHITECTURES[machine]
    head = [
        Instruction(LOAD, 0, 0, ARCHITECTURE),
        Instruction(JUMP_EQUAL, 1, 0, architecture.audit),
        Instruction(RETURN, 0, 0, KILL_PROCESS),
        Instruction(LOAD, 0, 0, NUMBER),
    ]
    if architecture.beyond is not None:
        head += [
            Instruction(JUMP_AT_LEAST, 0, 1, architecture.beyond),
            Instruction(RETURN, 0, 0, KILL_PROCESS),
        ]
    return head + _search(_spans(machine, nest))


def _spans(machine: str, nest: bool) -> list[tuple[int, str]]:
    """From which number on what holds: "allow", "refuse", "unknown", or the name of a call with conditions."""
    what = {number: name if name in CONDITIONS else "allow" for name, number in allowed(machine).items()}
    what[ARCHITECTURES[machine].clone3] = "unknown"
    if nest:
        what[ARCHITECTURES[machine].unshare] = "unshare"
        what[ARCHITECTURES[machine].mount] = "allow"
        what[allowed(machine)["prctl"]] = "allow"  # to put the profile on the child
    spans = [(0, what.get(0, "refuse"))]
    for number in range(1, max(what) + 2):
        now = "unknown" if number > max(what) else what.get(number, "refuse")
        if now != spans[-1][1]:
            spans.append((number, now))
    return spans


def _search(spans: Sequence[tuple[int, str]]) -> list[Instruction]:
    if len(spans) == 1:
        return _decide(spans[0][1])
    middle = len(spans) // 2
    below, above = _search(spans[:middle]), _search(spans[middle:])
    if len(below) > FARTHEST_JUMP:
        first = [Instruction(JUMP_AT_LEAST, 0, 1, spans[middle][0]), Instruction(JUMP, 0, 0, len(below))]
        return [*first, *below, *above]
    return [Instruction(JUMP_AT_LEAST, len(below), 0, spans[middle][0]), *below, *above]


def _decide(what: str) -> list[Instruction]:
    plain = {"allow": ALLOW, "refuse": REFUSE, "unknown": UNKNOWN}
    if what in plain:
        return [Instruction(RETURN, 0, 0, plain[what])]
    code: list[Instruction] = []
    for group in (CONDITIONS | NESTING)[what]:
        decided = [Instruction(RETURN, 0, 0, ALLOW)]
        for argument in reversed(group):
            decided = _test(argument, len(decided)) + decided
        code += decided
    return [*code, Instruction(RETURN, 0, 0, REFUSE)]


def _test(argument: Argument, rest: int) -> list[Instruction]:
    """Go on where the argument is so, else jump over the `rest` that follows."""
    low = ARGUMENTS + 8 * argument.index
    if argument.mask is not None:
        return [
            Instruction(LOAD, 0, 0, low),
            Instruction(AND, 0, 0, argument.mask),
            Instruction(JUMP_EQUAL, 0, rest, argument.value),
        ]
    return [
        Instruction(LOAD, 0, 0, low + 4),
        Instruction(JUMP_EQUAL, 0, rest + 2, 0),
        Instruction(LOAD, 0, 0, low),
        Instruction(JUMP_EQUAL, 0, rest, argument.value),
    ]
