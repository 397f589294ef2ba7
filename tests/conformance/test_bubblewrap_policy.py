"""A live bubblewrap room is what the written policy says, seen from outside and from inside; and it ends at once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.errors import (
    SandboxBrokenError,
    SandboxUnavailableError,
    StudentCrashed,
    StudentMemoryLimit,
    StudentTimeout,
)
from grader.sandbox import bubblewrap_policy, launch, policy, seccomp
from grader.sandbox.base import Limits, Program
from grader.sandbox.bubblewrap import BubblewrapSandbox
from grader.sandbox.child import descendants
from grader.sandbox.headroom import headroom
from grader.sandbox.own_group import Home, find_home
from grader.sandbox.stream import StreamSession
from grader.wire.messages import Source

pytestmark = [pytest.mark.bubblewrap, pytest.mark.usefixtures("requires_bubblewrap")]

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(memory_bytes=200 * 2**20, processes=40, open_files=199, file_bytes=2**20, disk_bytes=3 * 2**20)

LOOK = """
import ctypes, os, pathlib, resource, socket, subprocess
libc = ctypes.CDLL(None, use_errno=True)
def read(path):
    try: return pathlib.Path(path).read_text(errors="replace")
    except OSError as error: return error.strerror
def status(pid="self"): return dict(line.split(":", 1) for line in read(f"/proc/{pid}/status").splitlines())
def identity(): return [os.getuid(), os.geteuid(), os.getgid(), os.getegid()]
def environment(): return dict(os.environ)
def namespaces(): return {name: os.readlink(f"/proc/self/ns/{name}") for name in os.listdir("/proc/self/ns")}
def limit(name): return list(resource.getrlimit(getattr(resource, name)))
def numbers(): return sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
def listing(folder): return sorted(os.listdir(folder))
def descriptors(pid="self"):
    found = []
    for n in range(256):
        try: found.append(os.readlink(f"/proc/{pid}/fd/{n}"))
        except FileNotFoundError: pass
    return found
def fault(what):
    try: what()
    except OSError as error: return error.strerror
    return "no error"
def write(path): return fault(lambda: open(path, "w").write("x"))
def fill(folder, size): return fault(lambda: [open(f"{folder}/{n}", "wb").write(b"x" * size) for n in range(100)])
def inodes(folder): return fault(lambda: [open(f"{folder}/i{n}", "w").close() for n in range(9000)])
def kill(pid, number): return fault(lambda: os.kill(pid, number))
def run(path):
    with open(path, "w") as file: file.write("#!/opt/python/bin/python3\\n")
    os.chmod(path, 0o755)
    return fault(lambda: subprocess.run([path]))
def connect(host, port): return fault(lambda: socket.create_connection((host, port), 2))
def resolve(): return fault(lambda: socket.getaddrinfo("example.org", 80))
def unix(path): return fault(lambda: socket.socket(socket.AF_UNIX).connect(path))
def walk(see):
    found = []
    for folder, folders, names in os.walk("/"):
        if folder == "/": folders.remove("proc")
        found += [f"{folder}/{name}" for name in [*folders, *names] if see(f"{folder}/{name}")]
    return found
def files(): return walk(lambda path: not os.path.isdir(path))
def writable(): return walk(lambda p: os.path.isdir(p) and not os.path.islink(p) and os.access(p, os.W_OK))
def privileged(): return walk(lambda path: os.lstat(path).st_mode & 0o6000)
def syscall(number, *arguments):
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) for a in arguments])
    return os.strerror(ctypes.get_errno()) if result == -1 else "no error"
def bomb(size=0, count=300):
    import time
    started = 0
    for _ in range(count):
        try: pid = os.fork()
        except OSError as error: return [error.strerror, started]
        if pid == 0:
            kept = b"x" * size
            time.sleep(60); os._exit(0)
        started += 1
    time.sleep(3 if size else 0)
    return ["no error", started]
def exit(): os._exit(0)
def hang():
    import time
    if os.fork() == 0: os.setsid()
    while True: time.sleep(60)
"""


def backend(**options: Any) -> BubblewrapSandbox:
    return BubblewrapSandbox(warm=0, **options)


@pytest.fixture(scope="module")
def sandbox(requires_bubblewrap: None) -> Iterator[BubblewrapSandbox]:
    made = backend()
    yield made
    made.close()


@pytest.fixture(scope="module")
def rlimited(requires_bubblewrap: None) -> Iterator[BubblewrapSandbox]:
    """A sandbox as where no control group can be had."""
    made = backend(groups=False)
    yield made
    made.close()


def enter(sandbox: BubblewrapSandbox, limits: Limits = LIMITS) -> StreamSession:
    session = sandbox.open(limits)
    OPENED.append(session)
    session.load(Program((Source("look", LOOK),), {}))
    return session


OPENED: list[StreamSession] = []


@pytest.fixture(autouse=True)
def closed_afterwards(inside: StreamSession) -> Iterator[None]:
    """Whatever a test opened is closed, however it ends."""
    before = len(OPENED)
    yield
    for session in OPENED[before:]:
        session.close()
    del OPENED[before:]


@pytest.fixture(scope="module")
def inside(sandbox: BubblewrapSandbox) -> Iterator[StreamSession]:
    """A session for looks that leave nothing behind."""
    session = enter(sandbox, Limits(open_files=199, file_bytes=2**20, disk_bytes=3 * 2**20, submission_s=300))
    yield session
    session.close()


def call(session: StreamSession, function: str, *args: Any) -> Any:
    return session.call(function, args, seed=0)


def pid_of(session: StreamSession) -> int:
    pid = session._transport.pid  # type: ignore[attr-defined]
    assert isinstance(pid, int)
    return pid


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def soon(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.002)
    return True


# The room is what the policy says


def test_mounts_are_the_policys(sandbox: BubblewrapSandbox, inside: StreamSession) -> None:
    """Every mount is one of the policy's, read-only but for memory and devices; nothing of the policy is missing."""
    flags = sandbox._flags
    wanted = {"/"}
    for at, flag in enumerate(flags):
        if flag in ("--ro-bind", "--bind", "--dev-bind"):
            wanted.add(flags[at + 2])
        elif flag in ("--tmpfs", "--proc"):
            wanted.add(flags[at + 1])
    found = {}
    for line in call(inside, "read", "/proc/self/mountinfo").splitlines():
        fields = line.split()
        found[fields[4]] = set(fields[5].split(","))
    covered = {"/proc/sys", "/proc/sysrq-trigger", "/proc/irq", "/proc/bus"}  # by bwrap itself, where it must
    assert set(found) - covered == wanted
    may_write = {"/tmp", "/dev/shm", "/proc", *(f"/dev/{name}" for name in bubblewrap_policy.DEVICES)}
    assert {place for place, options in found.items() if "ro" not in options} == may_write
    for place, options in found.items():
        assert "nosuid" in options, place
        assert "nodev" in options or place.startswith("/dev/"), place
    for place in ("/tmp", "/dev/shm", "/proc"):
        assert "noexec" in found[place], place


def test_every_namespace_is_its_own(inside: StreamSession) -> None:
    """None is shared with the host."""
    seen = call(inside, "namespaces")
    for name in bubblewrap_policy.NAMESPACES:
        assert seen[name] != str(Path(f"/proc/self/ns/{name}").readlink()), name
    assert call(inside, "read", "/proc/sys/kernel/hostname").strip() == "sandbox"


def test_no_privilege_inside(inside: StreamSession) -> None:
    """An ordinary user, no capability in any set, no new privileges, one filter: for process 1 as well."""
    assert call(inside, "identity") == [bubblewrap_policy.UID] * 4
    for which in ("uid_map", "gid_map"):
        first, _, count = call(inside, "read", f"/proc/self/{which}").split()
        assert (int(first), int(count)) == (bubblewrap_policy.UID, 1)
    for pid in ("self", "1"):
        status = {name: value.strip() for name, value in call(inside, "status", pid).items()}
        for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
            assert int(status[name], 16) == 0, name
        assert (status["NoNewPrivs"], status["Seccomp"], status["Seccomp_filters"]) == ("1", "2", "1")


def test_outside_it_is_nobody_who_owns_anything(sandbox: BubblewrapSandbox) -> None:
    """Root's rooms run as fresh numbers, each another one; an ordinary user's run as that user."""
    sessions = [sandbox.open(LIMITS) for _ in range(2)]
    try:
        uids = []
        for session in sessions:
            status = Path(f"/proc/{descendants(pid_of(session))[-1]}/status").read_text()
            (line,) = [line for line in status.splitlines() if line.startswith("Uid:")]
            uids.append({int(number) for number in line.split()[1:]})
    finally:
        for session in sessions:
            session.close()
    if os.geteuid() == 0:
        low, high = bubblewrap_policy.HOST_UIDS
        assert all(len(numbers) == 1 and low <= min(numbers) <= high for numbers in uids)
        assert uids[0] != uids[1]
    else:
        assert uids == [{os.geteuid()}] * 2


@pytest.mark.parametrize("name", ["core", "cpu", "fsize", "memlock", "msgqueue", "nofile"])
def test_resource_limits_inside(inside: StreamSession, name: str) -> None:
    """Soft and hard are the policy's, so that student code can't raise them."""
    limits = Limits(open_files=199, file_bytes=2**20, submission_s=300)
    value = bubblewrap_policy.resource_limits(limits, processes=False)[name]
    text = next(line for line in call(inside, "read", "/proc/self/limits").splitlines() if LINES[name] in line)
    assert text.removeprefix(LINES[name]).split()[:2] == [str(value)] * 2


def test_a_room_that_is_started_while_a_check_is_short_of_memory_is_like_any_other(sandbox: BubblewrapSandbox) -> None:
    """Rooms are started in the background, also while the grader's own limit is lowered: they don't inherit that."""
    with headroom(2**27):
        session = enter(sandbox)
    text = next(line for line in call(session, "read", "/proc/self/limits").splitlines() if "address space" in line)
    assert text.removeprefix("Max address space").split()[:2] == ["unlimited"] * 2


LINES = {
    "core": "Max core file size",
    "cpu": "Max cpu time",
    "fsize": "Max file size",
    "memlock": "Max locked memory",
    "msgqueue": "Max msgqueue size",
    "nofile": "Max open files",
}


def test_environment_holds_constants_only(inside: StreamSession, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the host's or of the grader's is in there, nor where bwrap itself had it."""
    environment = call(inside, "environment")
    assert environment == {**policy.ENVIRONMENT, "PWD": "/tmp"}
    outer = {entry.partition("=")[0] for entry in call(inside, "read", "/proc/1/environ").split("\0")}
    assert outer <= {"", "PWD", "OLDPWD", "SHLVL", "_"}  # what a shell sets itself
    assert "--args" in call(inside, "read", "/proc/1/cmdline")
    assert str(ROOT) not in call(inside, "read", "/proc/1/cmdline")


# What an attack would try


def test_only_memory_can_be_written(inside: StreamSession) -> None:
    """The root, our code and devices are read-only; what can be written can't be executed."""
    for path in ("/x", "/opt/grader/stage/grader/x.py", "/opt/python/x", "/opt/grader/site/numpy/x", "/dev/x", "/etc"):
        assert call(inside, "write", path) == "Read-only file system", path
    for path in ("/proc/sys/kernel/hostname", "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger"):
        text = call(inside, "write", path)
        assert text in ("Read-only file system", "Permission denied", "No such file or directory"), path
    assert call(inside, "write", "/tmp/x") == "no error"
    assert {f"/{path.lstrip('/')}" for path in call(inside, "writable")} == {"/tmp", "/dev/shm"}
    assert call(inside, "run", "/tmp/script") == "Permission denied"


def test_disk_is_bounded_in_bytes_and_files(sandbox: BubblewrapSandbox) -> None:
    """A full /tmp is an error in the student's code, not on the host."""
    alone = enter(sandbox)
    assert call(alone, "fill", "/tmp", 2**19) == "No space left on device"
    assert call(alone, "fill", "/dev/shm", 2**19) == "No space left on device"
    assert call(alone, "inodes", "/tmp") == "No space left on device"
    assert call(alone, "inodes", "/dev/shm") == "No space left on device"


def test_no_host_file_is_there(inside: StreamSession) -> None:
    """Of the host there are the interpreter, libraries and allowed packages; of ours, the wire and the runtime."""
    files = [f"/{path.lstrip('/')}" for path in call(inside, "files")]
    tops = {path.split("/")[1] for path in files}
    assert tops <= {"opt", "usr", "lib", "lib64", "dev", "tmp"}
    ours = [f for f in files if f.startswith("/opt/grader/stage/")]
    parts = {Path(f).relative_to("/opt/grader/stage/grader").parts[0] for f in ours}
    assert parts - {"__pycache__"} == {"__init__.py", "wire", "runtime"}
    words = ("misconception", "test_specs", "reference/", "optimization.py", "test_optimization", "case_pack")
    assert [f for f in files if any(word in f for word in words) and "/scipy/" not in f and "/test/" not in f] == []
    site = {f.split("/")[4].partition("-")[0].partition(".")[0] for f in files if f.startswith("/opt/grader/site/")}
    assert site == {"numpy", "scipy", "msgspec"}
    assert not [f for f in files if f.startswith("/usr") and ".so" not in f]
    for path in ("/etc/shadow", "/etc/passwd", "/root", "/home", str(ROOT), str(ROOT / "reference"), "/var/run"):
        assert call(inside, "read", path) == "No such file or directory", path
    assert call(inside, "privileged") == []


def test_no_host_process_is_there(inside: StreamSession) -> None:
    """Two processes: bwrap's and the runtime; no descriptor but the runtime's own streams."""
    assert call(inside, "numbers") == [1, 2]
    kinds = {target.split(":")[0] for target in call(inside, "descriptors")}
    assert kinds == {"/dev/null", "pipe"}
    assert call(inside, "listing", "/proc/1/root") == call(inside, "listing", "/")
    assert call(inside, "listing", "/proc/1/cwd") == call(inside, "listing", "/tmp")
    of_first = {target.split(":")[0] for target in call(inside, "descriptors", 1)}
    assert of_first <= {"pipe", "anon_inode"}


def test_no_network_inside(inside: StreamSession) -> None:
    """No interface but loopback, no route, no name service, no socket of the host's."""
    interfaces = [line.split(":")[0].strip() for line in call(inside, "read", "/proc/net/dev").splitlines()[2:]]
    assert interfaces == ["lo"]
    assert call(inside, "read", "/proc/net/route").splitlines()[1:] == []
    assert call(inside, "connect", "192.0.2.1", 80) == "Operation not permitted"  # no such socket can be made
    assert call(inside, "resolve") != "no error"
    assert call(inside, "unix", "/var/run/docker.sock") == "No such file or directory"
    assert call(inside, "unix", "\0/tmp/.X11-unix/X0") == "Connection refused"


def test_the_kernels_own_names_are_hidden(inside: StreamSession) -> None:
    """What tells of the whole machine can't be read."""
    for name in bubblewrap_policy.HIDDEN:
        if Path("/proc", name).is_file():
            assert call(inside, "read", f"/proc/{name}") in ("Permission denied", "No such file or directory"), name


def test_no_new_namespace_even_without_the_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    """User namespaces are refused twice: by the filter, and by the room's own limit where bwrap can set one."""
    if not launch.find_tools().seals:
        pytest.skip("this bwrap has no --disable-userns")
    pass_all = b"\x06\0\0\0\0\0\xff\x7f"
    monkeypatch.setattr(seccomp, "bpf", lambda machine=None: pass_all)
    sandbox = backend()
    session = enter(sandbox)
    number = {"x86_64": 272, "aarch64": 97}[os.uname().machine]
    try:
        assert call(session, "syscall", number, 0x10000000) == "No space left on device"
        assert call(session, "syscall", number, 0x00020000) == "Operation not permitted"
    finally:
        session.close()
        sandbox.close()


# Limits are the kernel's


@pytest.mark.parametrize("which", ["sandbox", "rlimited"])
def test_processes_are_bounded(which: str, request: pytest.FixtureRequest) -> None:
    """A fork bomb meets the room's limit, with a control group and without, and the room is gone afterwards."""
    sandbox = request.getfixturevalue(which)
    if os.geteuid() != 0 and which == "sandbox" and sandbox.isolation != "container":
        pytest.skip("no control groups for this user")
    session = enter(sandbox)
    text, count = call(session, "bomb")
    assert text == "Resource temporarily unavailable"
    assert 10 < count < LIMITS.processes
    below = descendants(pid_of(session))
    assert len(below) >= count
    session.close()
    assert soon(lambda: not any(running(pid) for pid in below), 1.0)


def test_two_rooms_do_not_count_for_each_other(rlimited: BubblewrapSandbox) -> None:
    """A full room leaves another one its whole number, though no control group counts."""
    sessions = [enter(rlimited) for _ in range(2)]
    assert min(call(session, "bomb")[1] for session in sessions) > 30


def test_memory_is_the_whole_rooms(sandbox: BubblewrapSandbox) -> None:
    """Many small processes are one large one: the kernel's record makes it memory_limit."""
    if sandbox.isolation != "container":
        pytest.skip("no control groups here")
    session = enter(sandbox, Limits(memory_bytes=200 * 2**20, call_wall_s=15, call_cpu_s=15))
    with pytest.raises(StudentMemoryLimit, match="more than 200 MiB"):
        call(session, "bomb", 40 * 2**20, 12)
        # The kernel may have taken children and not the runtime: its record says it all the same.
        assert session._transport.memory_refused()
        call(session, "exit")


def test_a_file_system_in_memory_counts_as_memory(sandbox: BubblewrapSandbox) -> None:
    """What is written to /tmp is inside the memory limit, too."""
    if sandbox.isolation != "container":
        pytest.skip("no control groups here")
    session = enter(sandbox, Limits(memory_bytes=100 * 2**20, disk_bytes=2**30, file_bytes=2**28, call_wall_s=15))
    with pytest.raises(StudentMemoryLimit):
        call(session, "fill", "/tmp", 2**26)


@pytest.mark.parametrize("which", ["sandbox", "rlimited"])
def test_the_end_is_prompt_and_complete(which: str, request: pytest.FixtureRequest) -> None:
    """Within 200 ms of the limit everything is dead, with what left its process group."""
    sandbox = request.getfixturevalue(which)
    late = []
    while not late or (min(late) >= 0.2 and len(late) < 3):  # a busy machine may be late itself
        session = enter(sandbox, Limits(call_wall_s=0.4))
        below: list[int] = []
        watch = threading.Timer(0.3, lambda found=below, session=session: found.extend(session_pids(session)))
        watch.start()
        started = time.monotonic()
        with pytest.raises(StudentTimeout, match=r"no answer within 0\.4 s"):
            call(session, "hang")
        watch.join()
        assert len(below) == 4  # bwrap twice, the runtime, its child
        assert soon(lambda below=below: not any(running(pid) for pid in below), 1.0)
        late.append(time.monotonic() - started - 0.4)
    assert min(late) < 0.2


def session_pids(session: StreamSession) -> list[int]:
    return [pid_of(session), *descendants(pid_of(session))]


def test_a_room_ended_from_outside_is_ours(sandbox: BubblewrapSandbox) -> None:
    """Nothing in the room can end bwrap's own process, so its end is never the student's fault."""
    session = enter(sandbox)
    below = session_pids(session)
    os.kill(pid_of(session), signal.SIGKILL)
    assert soon(lambda: not any(running(pid) for pid in below))
    with pytest.raises(SandboxBrokenError, match="ended from outside"):
        call(session, "identity")
    session.close()


def test_process_one_can_not_be_ended_from_inside(sandbox: BubblewrapSandbox) -> None:
    """Signals from the room don't reach process 1; the runtime itself can be ended, and says by what."""
    session = enter(sandbox)
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP):
        assert call(session, "kill", 1, int(number)) == "no error"
    assert call(session, "numbers") == [1, 2]
    with pytest.raises(StudentCrashed, match="SIGTERM"):
        call(session, "kill", 2, int(signal.SIGTERM))


def test_a_killed_grader_leaves_nothing(sandbox: BubblewrapSandbox) -> None:
    """kill -9 of the grader ends its rooms at once, warm ones too; its control groups go at the next start."""
    code = (
        "import sys, time\n"
        "from grader.sandbox.base import Limits\nfrom grader.sandbox.bubblewrap import BubblewrapSandbox\n"
        "from grader.sandbox.child import descendants\nimport os\n"
        "s = BubblewrapSandbox(warm=1)\nx = s.open(Limits())\ntime.sleep(0.5)\n"
        "print(*descendants(os.getpid()), flush=True)\ntime.sleep(60)"
    )
    grader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert grader.stdout is not None
    below = [int(number) for number in grader.stdout.readline().split()]
    assert len(below) >= 3
    home = find_home()
    assert home is None or groups_of(home, grader.pid)
    grader.kill()
    grader.wait()
    grader.stdout.close()
    assert soon(lambda: not any(running(pid) for pid in below), 2.0)
    if home is not None:
        home.reap()
        assert groups_of(home, grader.pid) == []


def groups_of(home: Home, grader: int) -> list[str]:
    return [entry.name for folder in home.folders.values() for entry in folder.glob(f"*-{grader}-*")]


# Where it works and where it doesn't


def as_nobody(code: str, before: str = "", timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
    """Run Python as an ordinary user, in a view of the machine where that user can reach the interpreter."""
    prefix = sys.base_prefix
    script = f"""
    if [ "$(id -u)" = 0 ]; then
        mount -t tmpfs -o mode=755 view /media; mkdir /media/p; mount --bind {prefix} /media/p
        top=/$(echo {prefix} | cut -d/ -f2)
        if [ "$top" != /usr ] && [ "$top" != /opt ]; then
            mount -t tmpfs -o mode=755 view $top; mkdir -p {prefix}; mount --bind /media/p {prefix}
        fi
        umount /media/p; umount /media
        exec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
    fi
    exec "$@"
    """
    command = ["sh", "-ec", script, "sh", *(["sh", "-ec", before, "sh"] if before else []), sys.executable, "-c", code]
    if os.geteuid() == 0:
        command = ["unshare", "--mount", "--propagation", "private", *command]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd="/", env=environment, capture_output=True, text=True, check=False, timeout=timeout_s
    )


UNPRIVILEGED = """
import os
from grader.sandbox.base import Limits, Program
from grader.sandbox.bubblewrap import BubblewrapSandbox
from grader.wire.messages import Source
s = BubblewrapSandbox(warm=0)
x = s.open(Limits())
x.load(Program((Source("c", "import os\\ndef f(): return os.getuid()"),), {}))
print(os.getuid(), s.isolation, x.call("f", [], seed=0), sep=";")
x.close()
s.close()
"""


def test_an_ordinary_user_has_rooms() -> None:
    """No root, no setuid helper, no daemon; without a delegated control group the report says so."""
    done = as_nobody(UNPRIVILEGED)
    assert done.stderr == ""
    uid, isolation, inside = done.stdout.strip().split(";")
    assert uid != "0"
    assert isolation in ("container", "container (limits per process)")
    assert int(inside) == bubblewrap_policy.UID


LEASES = """
from grader.sandbox.base import Limits, Program
from grader.sandbox.bubblewrap import BubblewrapSandbox
from grader.wire.messages import Source
SOURCE = '''
import fcntl, os, signal
held = []
def f():
    signal.signal(signal.SIGIO, signal.SIG_IGN)
    for top, _, names in os.walk("/opt/grader/stage"):
        for name in names:
            held.append(os.open(os.path.join(top, name), os.O_RDONLY))
            try: fcntl.fcntl(held[-1], fcntl.F_SETLEASE, fcntl.F_WRLCK)
            except OSError: os.close(held.pop())
    return len(held)
'''
s = BubblewrapSandbox(warm=0)
x = s.open(Limits())
x.load(Program((Source("c", SOURCE),), {}))
print(x.call("f", [], seed=0))
s.open(Limits()).close()
x.close()
s.close()
"""


def test_an_ordinary_users_files_cant_be_leased() -> None:
    """Its rooms run as the owner of the files that they show: a lease would stop whoever opens one, for 45 s."""
    done = as_nobody(LEASES)
    assert (done.stdout.strip(), done.stderr) == ("0", "")


def test_without_user_namespaces_it_says_what_to_do() -> None:
    """The kernel's refusal is one line with its remedy, and no traceback of another kind."""
    code = (
        "from grader.sandbox.bubblewrap import probe\nfrom grader.errors import SandboxUnavailableError\n"
        "try: probe()\nexcept SandboxUnavailableError as e: print('unavailable:', e)"
    )
    none_left = 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"'
    done = as_nobody(code, before=f"exec unshare --user --map-root-user sh -ec '{none_left}' sh \"$@\"")
    (line,) = done.stdout.splitlines()
    assert line.startswith("unavailable: bubblewrap can't make a room here (unshare: unshare failed: ")
    assert "sysctl kernel.unprivileged_userns_clone=1" in line
    assert "--sandbox docker" in line


def test_a_missing_program_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """No bwrap, no room; the line says which package brings it."""
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name, **options: None if name == "bwrap" else which(name, **options))
    with pytest.raises(SandboxUnavailableError, match=r"^there is no bwrap: as root, apt-get install bubblewrap$"):
        backend()
