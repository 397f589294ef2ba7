"""The seccomp profile is never looser than Docker's, and its two forms decide the same for every call."""

from __future__ import annotations

import errno
import json
import struct
from pathlib import Path

import pytest

from grader.errors import SandboxUnavailableError
from grader.sandbox import seccomp

ALLOW, KILL = "allow", "kill"
HIGHEST = 1100
"""Beyond every number of either table."""

HOSTILE = [
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "kcmp",
    "keyctl",
    "add_key",
    "request_key",
    "userfaultfd",
    "perf_event_open",
    "bpf",
    "io_uring_setup",
    "io_uring_enter",
    "unshare",
    "setns",
    "mount",
    "umount2",
    "pivot_root",
    "move_mount",
    "fsopen",
    "open_tree",
    "mount_setattr",
    "chroot",
    "shmget",
    "shmat",
    "msgget",
    "semget",
    "mq_open",
    "memfd_create",
    "name_to_handle_at",
    "open_by_handle_at",
    "pidfd_getfd",
    "init_module",
    "finit_module",
    "kexec_load",
    "reboot",
    "swapon",
    "iopl",
    "ioperm",
    "syslog",
    "quotactl",
    "acct",
    "sethostname",
    "settimeofday",
    "splice",
    "vmsplice",
    "io_setup",
    "fanotify_init",
    "inotify_init",
    "inotify_init1",
    "mknodat",
    "setxattr",
    "sync",
    "seccomp",
]
NEEDED_TO_FORK = [
    "setresuid",
    "setresgid",
    "setgroups",
    "landlock_create_ruleset",
    "landlock_restrict_self",
    "prctl",
    "kill",
]


def decide(code: bytes, arch: int, number: int, *arguments: int) -> str | int:
    """Run a classic BPF program as the kernel does: "allow", "kill" or an error number."""
    words = [*arguments, 0, 0, 0, 0, 0, 0][:6]
    data = struct.pack("<IIQ6Q", number, arch, 0, *words)
    at = accumulator = 0
    while True:
        opcode, if_true, if_false, value = struct.unpack_from("<HBBI", code, 8 * at)
        at += 1
        if opcode == seccomp.LOAD:
            (accumulator,) = struct.unpack_from("<I", data, value)
        elif opcode == seccomp.AND:
            accumulator &= value
        elif opcode == seccomp.JUMP:
            at += value
        elif opcode == seccomp.JUMP_EQUAL:
            at += if_true if accumulator == value else if_false
        elif opcode == seccomp.JUMP_AT_LEAST:
            at += if_true if accumulator >= value else if_false
        else:
            assert opcode == seccomp.RETURN
            if value == seccomp.KILL_PROCESS:
                return KILL
            return ALLOW if value == seccomp.ALLOW else value & 0xFFFF


def docker_decides(name: str, *arguments: int) -> str | int:
    """The same by the rules of the JSON."""
    profile = json.loads(seccomp.docker_json())
    words = [*arguments, 0, 0, 0, 0, 0, 0][:6]
    for rule in profile["syscalls"]:
        if name in rule["names"]:
            if rule["action"] == "SCMP_ACT_ERRNO":
                return int(rule["errnoRet"])
            fits = all(
                words[a["index"]] == a["value"]
                if a["op"] == "SCMP_CMP_EQ"
                else words[a["index"]] & a["value"] == a["valueTwo"]
                for a in rule.get("args", [])
            )
            if fits:
                return ALLOW
    return int(profile["defaultErrnoRet"])


@pytest.fixture(params=sorted(seccomp.ARCHITECTURES))
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_nothing_is_allowed_that_docker_refuses() -> None:
    """Every name stands in Docker's default list for a container without capabilities."""
    lines = (Path(__file__).parent / "docker_default_syscalls.txt").read_text(encoding="ascii").splitlines()
    default = {line for line in lines if not line.startswith("#")}
    assert len(default) > 250
    for machine in seccomp.ARCHITECTURES:
        assert set(seccomp.allowed(machine)) < default
    assert set(seccomp.CONDITIONS) <= default


def test_what_an_attack_would_use_is_not_in_the_list(machine: str) -> None:
    """And what the other isolation level needs is."""
    names = seccomp.allowed(machine)
    assert [name for name in HOSTILE if name in names] == []
    assert [name for name in NEEDED_TO_FORK if name not in names] == []


def test_both_forms_decide_alike(machine: str) -> None:
    """For every number there is, with no argument set, the program says what the JSON says."""
    code, arch = seccomp.bpf(machine), seccomp.ARCHITECTURES[machine].audit
    by_number = {number: name for name, number in seccomp.allowed(machine).items()}
    last = max(by_number)
    for number in range(HIGHEST):
        found = decide(code, arch, number)
        if number in by_number:
            assert found == docker_decides(by_number[number]), by_number[number]
        elif number == seccomp.ARCHITECTURES[machine].clone3:
            assert found == docker_decides("clone3") == errno.ENOSYS
        else:
            assert found == (errno.EPERM if number < last else errno.ENOSYS)


@pytest.mark.parametrize(
    ("name", "arguments", "wanted"),
    [
        ("clone", (0x01200011,), ALLOW),
        ("clone", (0x003D0F00,), ALLOW),
        ("clone", (0x10000011,), errno.EPERM),
        ("clone", (0x00020011,), errno.EPERM),
        ("clone", (0x40000000,), errno.EPERM),
        ("socket", (1, 1), ALLOW),
        ("socket", (1, 5, 9), ALLOW),
        ("socket", (2, 1), errno.EPERM),
        ("socket", (2, 2, 17), errno.EPERM),
        ("socket", (10, 1), errno.EPERM),
        ("socket", (2, 1, 262), errno.EPERM),
        ("socket", (16, 3), errno.EPERM),
        ("socket", (17, 3), errno.EPERM),
        ("socket", (38, 5), errno.EPERM),
        ("socket", (40, 1), errno.EPERM),
        ("socket", (2 + 2**32, 1), errno.EPERM),
        ("socketpair", (1, 1), ALLOW),
        ("socketpair", (16, 1), errno.EPERM),
        ("personality", (0xFFFFFFFF,), ALLOW),
        ("personality", (0x0040000,), errno.EPERM),
        ("openat", (2**64 - 100, 2**63), ALLOW),
        ("fcntl", (3, 0, 100), ALLOW),
        ("fcntl", (3, 2**32 + 1030, 100), ALLOW),
        ("fcntl", (3, 4), ALLOW),
        ("fcntl", (3, 6), errno.EPERM),
        ("fcntl", (3, 37), errno.EPERM),
        ("fcntl", (3, 1024, 1), errno.EPERM),
        ("fcntl", (3, 2**32 + 1024, 1), errno.EPERM),
        ("fcntl", (3, 1026), errno.EPERM),
        ("fcntl", (3, 1036), errno.EPERM),
        ("ioctl", (1, 0x5401, 2**40), ALLOW),
        ("ioctl", (3, 2**32 + 0x5421), ALLOW),
        ("ioctl", (3, 0x8940), errno.EPERM),
        ("ioctl", (3, 0x40086602), errno.EPERM),
        ("setsockopt", (3, 1, 7, 2**40), ALLOW),
        ("setsockopt", (3, 1, 26), errno.EPERM),
        ("setsockopt", (3, 1, 51), errno.EPERM),
        ("setsockopt", (3, 6, 2), errno.EPERM),
        ("prctl", (15, 2**40), ALLOW),
        ("prctl", (22, 2), errno.EPERM),
        ("prctl", (2**32 + 22, 2), errno.EPERM),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_arguments_decide(machine: str, name: str, arguments: tuple[int, ...], wanted: str | int) -> None:
    """Namespaces by clone, odd sockets and other personalities are refused, in both forms."""
    code, arch = seccomp.bpf(machine), seccomp.ARCHITECTURES[machine].audit
    assert decide(code, arch, seccomp.allowed(machine)[name], *arguments) == wanted
    assert docker_decides(name, *arguments) == wanted


def test_a_warm_room_may_do_what_makes_a_childs_namespaces_and_no_more(machine: str) -> None:
    """Its program decides like the other one but for unshare, with these namespaces alone, mount and prctl."""
    facts = seccomp.ARCHITECTURES[machine]
    room, child = seccomp.bpf(machine, nest=True), seccomp.bpf(machine)
    differ = {n for n in range(HIGHEST) if decide(room, facts.audit, n) != decide(child, facts.audit, n)}
    assert differ == {facts.mount, seccomp.allowed(machine)["prctl"]}
    assert decide(room, facts.audit, facts.unshare, 0x38020000) == ALLOW
    assert decide(room, facts.audit, facts.unshare, 0x10000000) == errno.EPERM


def test_calls_of_another_architecture_kill(machine: str) -> None:
    """Numbers mean something else there, so nothing of it may run; x32 is another one, too."""
    code = seccomp.bpf(machine)
    others = {a.audit for name, a in seccomp.ARCHITECTURES.items() if name != machine} | {0x40000003, 0}
    assert {decide(code, other, 0) for other in others} == {KILL}
    if machine == "x86_64":
        assert decide(code, seccomp.ARCHITECTURES[machine].audit, 0x40000000 + 39) == KILL


def test_a_kernel_of_another_kind_is_told() -> None:
    """No list, no sandbox: one line with what else there is."""
    with pytest.raises(SandboxUnavailableError, match=r"no seccomp profile for riscv64 .*: use docker"):
        seccomp.bpf("riscv64")
