"""The live filter of both isolating backends: what the list leaves out is refused, what programs use is not."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from typing import Any

import pytest

from grader.errors import StudentCrashed
from grader.sandbox.base import Limits, Program, Session
from grader.wire.messages import Source

from .conftest import BACKENDS

pytestmark = pytest.mark.thorough

ISOLATING = [pytest.param(name, marks=BACKENDS[name][1]) for name in BACKENDS if name != "process"]

CALLS = {
    "ptrace": (101, 117, (0, 0, 0, 0)),  # PTRACE_TRACEME needs no right
    "process_vm_readv": (310, 270, (1, 0, 0, 0, 0, 0)),
    "process_vm_writev": (311, 271, (1, 0, 0, 0, 0, 0)),
    "kcmp": (312, 272, (1, 1, 0, 0, 0)),
    "keyctl": (250, 219, (0, -3, 0)),
    "add_key": (248, 217, (0, 0, 0, 0, -3)),
    "userfaultfd": (323, 282, (1,)),
    "perf_event_open": (298, 241, (0, 0, -1, -1, 0)),
    "bpf": (321, 280, (0, 0, 0)),
    "io_uring_setup": (425, 425, (1, 0)),
    "io_setup": (206, 0, (1, 0)),
    "unshare": (272, 97, (0x10000000,)),
    "setns": (308, 268, (0, 0)),
    "mount": (165, 40, (0, 0, 0, 0, 0)),
    "umount2": (166, 39, (0, 0)),
    "pivot_root": (155, 41, (0, 0)),
    "move_mount": (429, 429, (0, 0, 0, 0, 0)),
    "fsopen": (430, 430, (0, 0)),
    "open_tree": (428, 428, (0, 0, 0)),
    "mount_setattr": (442, 442, (0, 0, 0, 0, 0)),
    "chroot": (161, 51, (0,)),
    "name_to_handle_at": (303, 264, (0, 0, 0, 0, 0)),
    "open_by_handle_at": (304, 265, (0, 0, 0)),
    "pidfd_getfd": (438, 438, (0, 0, 0)),
    "shmget": (29, 194, (0, 4096, 0o1600)),
    "msgget": (68, 186, (0, 0o1600)),
    "semget": (64, 190, (0, 1, 0o1600)),
    "mq_open": (240, 180, (0, 0, 0, 0)),
    "memfd_create": (319, 279, (0, 0)),
    "splice": (275, 76, (0, 0, 0, 0, 0, 0)),
    "vmsplice": (278, 75, (0, 0, 0, 0)),
    "sync": (162, 81, ()),
    "setxattr": (188, 5, (0, 0, 0, 0, 0)),
    "sched_setscheduler": (144, 119, (0, 5, 0)),
    "personality": (135, 92, (0x0040000,)),
    "init_module": (175, 105, (0, 0, 0)),
    "kexec_load": (246, 104, (0, 0, 0, 0)),
    "reboot": (169, 142, (0, 0, 0, 0)),
    "swapon": (167, 224, (0, 0)),
    "syslog": (103, 116, (3, 0, 0)),
    "clone of a user namespace": (56, 220, (0x10000011, 0, 0, 0, 0)),
    "clone of a mount namespace": (56, 220, (0x00020011, 0, 0, 0, 0)),
    "clone3": (435, 435, (0, 0)),
    "inotify_init1": (294, 26, (0,)),
    "fcntl for a lease": (72, 25, (1, 1024, 1)),
    "fcntl for news of a folder": (72, 25, (1, 1026, 0)),
    "fcntl for a lock of a process": (72, 25, (1, 6, 0)),
    "fcntl for a lock of a file": (72, 25, (1, 37, 0)),
    "ioctl for a bridge": (16, 29, (0, 0x8940, 0)),
    "ioctl for flags of a folder": (16, 29, (0, 0x40086602, 0)),
    "setsockopt for a filter": (54, 208, (0, 1, 26, 0, 0)),
    "seccomp": (317, 277, (2, 0, 0)),
    "prctl for a filter": (157, 167, (22, 2, 0, 0, 0)),
    "mseal, newer than the list": (462, 462, (0, 0, 0)),
}
"""Numbers on x86_64 and aarch64, and arguments with which an unfiltered call would fail otherwise or succeed."""
UNKNOWN = ("clone3", "mseal, newer than the list")

SOURCE = """
import ctypes, os, socket, tempfile, threading
libc = ctypes.CDLL(None, use_errno=True)
def refused(number, arguments):
    ctypes.set_errno(0)
    return ctypes.get_errno() if libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments)) == -1 else 0
def family(number, kind=0, protocol=0):
    try: socket.socket(number, kind or (socket.SOCK_RAW if number > 15 else socket.SOCK_STREAM), protocol).close()
    except OSError as error: return error.errno
    return 0
def lines(): return [line for line in open("/proc/self/status") if line.startswith(("Seccomp:", "NoNewPrivs", "Cap"))]
def ordinary():
    import multiprocessing.pool, random, select, signal, subprocess, time, tempfile, zlib
    import numpy as np, scipy.linalg
    seen = []
    thread = threading.Thread(target=seen.append, args=(1,)); thread.start(); thread.join()
    pid = os.fork()
    if pid == 0: os._exit(7)
    seen.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    a, b = socket.socketpair(); a.send(b"x"); seen.append(b.recv(1)); a.close(); b.close()
    with tempfile.TemporaryFile() as file: seen.append(file.write(b"abc"))
    os.rename(tempfile.mkstemp()[1], "renamed"); os.unlink("renamed")
    with tempfile.TemporaryDirectory() as folder: open(folder + "/x", "w").close()
    seen.append(float(scipy.linalg.solve(np.eye(3), np.ones(3)).sum()))
    pool = multiprocessing.pool.ThreadPool(2); seen.append(pool.map(abs, [-1, -2])); pool.close()
    assert not os.isatty(1); os.set_blocking(1, True); os.set_inheritable(1, True)
    made = socket.socket(socket.AF_UNIX); made.settimeout(1); made.setsockopt(1, socket.SO_RCVBUF, 9999); made.close()
    time.sleep(0.001); os.urandom(4); os.nice(0); os.sched_getaffinity(0); signal.alarm(0)
    return seen
"""


@pytest.fixture(scope="module", params=ISOLATING)
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """One room a backend: no refused call may end it."""
    request.getfixturevalue(f"requires_{request.param.partition('-')[0]}")
    sandbox = BACKENDS[request.param][0]()
    opened = sandbox.open(Limits(submission_s=300, call_cpu_s=10, call_wall_s=30))
    opened.load(Program((Source("cell 1", SOURCE),), {}))
    yield opened
    opened.close()
    sandbox.close()


def call(session: Session, function: str, *args: Any) -> Any:
    return session.call(function, args, seed=0)


@pytest.mark.parametrize("name", CALLS)
def test_a_refused_call_fails_and_harms_nothing(session: Session, name: str) -> None:
    """EPERM whatever the arguments, ENOSYS for what the C library replaces by an older call."""
    x86_64, aarch64, arguments = CALLS[name]
    number = x86_64 if os.uname().machine == "x86_64" else aarch64
    assert call(session, "refused", number, arguments) == (errno.ENOSYS if name in UNKNOWN else errno.EPERM)


@pytest.mark.parametrize(
    ("socket", "wanted"),
    [
        pytest.param((1,), 0, id="unix"),
        pytest.param((2,), errno.EPERM, id="tcp"),
        pytest.param((10, 2, 17), errno.EPERM, id="udp"),
        pytest.param((16,), errno.EPERM, id="netlink"),
        pytest.param((17,), errno.EPERM, id="packet"),
        pytest.param((38,), errno.EPERM, id="alg"),
        pytest.param((40,), errno.EPERM, id="vsock"),
        pytest.param((2, 1, 262), errno.EPERM, id="mptcp"),
        pytest.param((2, 5, 132), errno.EPERM, id="sctp"),
        pytest.param((10, 5), errno.EPERM, id="sctp by its kind"),
    ],
)
def test_sockets_by_kind(session: Session, socket: tuple[int, ...], wanted: int) -> None:
    """Local sockets can be made; the kernel's other ways to talk can't."""
    assert call(session, "family", *socket) == wanted


def test_the_filter_is_on_and_there_is_no_right_to_take_it_off(session: Session) -> None:
    """Mode 2 (filter), no new privileges, no capability."""
    facts = {name: value.strip() for name, _, value in (line.partition(":") for line in call(session, "lines"))}
    assert (facts["Seccomp"], facts["NoNewPrivs"]) == ("2", "1")
    assert {facts[name] for name in facts if name.startswith("Cap")} == {"0" * 16}


def test_ordinary_programs_notice_nothing(session: Session) -> None:
    """Threads, processes, local sockets, files, NumPy and SciPy work."""
    assert call(session, "ordinary") == [1, 7, b"x", 3, 3.0, [1, 2]]


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="other machines have one set of numbers")
def test_a_second_set_of_numbers_ends_the_program(session: Session) -> None:
    """x32 numbers would pass a list of the usual ones; whoever uses them is killed."""
    with pytest.raises(StudentCrashed, match="SIGSYS"):
        call(session, "refused", 0x40000000 + 39, ())
