"""A live grading container is what the written policy says, seen from the engine and from inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from grader.sandbox import policy
from grader.sandbox.base import Limits, Program
from grader.sandbox.cgroup import find_group
from grader.sandbox.docker_engine import DEFAULT_IMAGE, Engine
from grader.sandbox.docker_sandbox import DockerSandbox, checked_image
from grader.sandbox.stream import StreamSession
from grader.wire.messages import Source

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("requires_docker")]

LIMITS = Limits(memory_bytes=200 * 2**20, processes=40, open_files=199, file_bytes=2**20, disk_bytes=3 * 2**20)

# Folders of packages that have files of such names of their own.
OTHERS = re.compile(r"^/opt/grader/site/(scipy|tensorflow|keras)/")

LOOK = """
import os, pathlib, socket, resource
def status():
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    return {k: v.strip() for k, _, v in (line.partition(":") for line in lines)}
def identity(): return [os.getuid(), os.geteuid(), os.getgid(), os.getegid(), os.getgroups()]
def environment(): return dict(os.environ)
def interfaces(): return [line.split(":")[0].strip() for line in open("/proc/net/dev").read().splitlines()[2:]]
def routes(): return open("/proc/net/route").read().splitlines()[1:]
def mounts(): return [line.split()[1:4] for line in open("/proc/mounts")]
def limit(name): return list(resource.getrlimit(getattr(resource, name)))
def fault(what):
    try: what()
    except OSError as error: return error.strerror
    return "no error"
def terminal(): return fault(os.openpty)
def write(path): return fault(lambda: open(path, "w").write("x"))
def fill(path, size):
    def run():
        for n in range(100): open(f"{path}/{n}", "wb").write(b"x" * size)
    return fault(run)
def inodes():
    def run():
        for n in range(100_000): open(f"/tmp/i{n}", "w").close()
    return fault(run)
def connect(host, port): return fault(lambda: socket.create_connection((host, port), 2))
def resolve(): return fault(lambda: socket.getaddrinfo("example.org", 80))
def processes():
    children = []
    def run():
        import threading
        for _ in range(200):
            pid = os.fork()
            if pid == 0:
                import time; time.sleep(20); os._exit(0)
            children.append(pid)
    return [fault(run), len(children)]
def files(part, parts):
    found = []
    for folder, _, names in os.walk("/"):
        if not folder.startswith(("/proc", "/sys")): found += [f"{folder}/{name}" for name in names]
    return sorted(found)[part::parts]  # more names than one reply may hold
def writable():
    found = []
    for folder, _, _ in os.walk("/"):
        if not folder.startswith(("/proc", "/sys")) and os.access(folder, os.W_OK): found.append(folder)
    return found
def setuid():
    found = []
    for folder, _, names in os.walk("/usr"):
        found += [n for n in names if os.lstat(f"{folder}/{n}").st_mode & 0o6000]
    before = os.getuid()
    return [fault(lambda: os.setuid(0)), os.getuid() == before]
"""


@pytest.fixture(scope="module")
def sandbox(requires_docker: None) -> Iterator[DockerSandbox]:
    made = DockerSandbox(warm=0)
    yield made
    made.close()


@pytest.fixture
def large(requires_tensorflow_image: None) -> Iterator[StreamSession]:
    """A session with the functions above in a container with TensorFlow."""
    made = DockerSandbox(warm=0, stack="tensorflow")
    session = made.open(Limits(memory_bytes=2 * 2**30, processes=256))
    session.load(Program((Source("look", LOOK),), {}))
    yield session
    session.close()
    made.close()


@pytest.fixture
def inside(sandbox: DockerSandbox) -> Iterator[StreamSession]:
    """A session with the functions above."""
    session = sandbox.open(LIMITS)
    session.load(Program((Source("look", LOOK),), {}))
    yield session
    session.close()


def call(session: StreamSession, function: str, *args: Any) -> Any:
    return session.call(function, args, seed=0)


def only_container(engine: Engine, sandbox: DockerSandbox) -> str:
    """The one container of a sandbox with one session; those that are being removed don't run."""
    (found,) = [
        container
        for container, labels in engine.labelled(policy.LABEL_RUN)
        if labels[policy.LABEL_RUN] == sandbox.run_id and engine.state(container).running
    ]
    return found


def flat(config: dict[str, Any]) -> dict[str, Any]:
    """The engine writes "nothing" as null, an empty list or an empty object."""
    return {key: value or None for key, value in config.items()}


def test_engine_says_what_the_policy_says(sandbox: DockerSandbox) -> None:
    """Every key of the policy is found, with its value, in `docker inspect` of a live container."""
    with Engine() as engine:
        image = checked_image(engine, DEFAULT_IMAGE)
        wanted = policy.container_config(image.id, LIMITS, labels={"test": "policy"})
        session = sandbox.open(LIMITS)
        try:
            seen = engine.inspect(only_container(engine, sandbox))
        finally:
            session.close()
    host = flat(seen["HostConfig"])
    for key, value in flat(wanted.pop("HostConfig")).items():
        assert host[key] == value, key
    config = flat(seen["Config"])
    config["Env"] = [line for line in config["Env"] if line.split("=")[0] in policy.ENVIRONMENT]
    del wanted["Labels"]
    for key, value in flat(wanted).items():
        if key != "NetworkDisabled":  # newer engines no longer report it
            assert config.get(key) == value, key
    assert seen["Mounts"] == []
    assert set(seen["NetworkSettings"]["Networks"]) <= {"none"}


def test_no_privilege_inside(inside: StreamSession) -> None:
    """nobody, no groups but its own, no capability in any set, no new privileges, a seccomp filter."""
    assert call(inside, "identity") == [65534, 65534, 65534, 65534, []] or call(inside, "identity")[4] == [65534]
    status = call(inside, "status")
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(status[name], 16) == 0, name
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    assert call(inside, "setuid") == ["Operation not permitted", True]


def test_environment_holds_constants_only(inside: StreamSession) -> None:
    """No variable of the host's or of the grader's is in there."""
    environment = call(inside, "environment")
    assert set(environment) <= {*policy.ENVIRONMENT, "PATH", "HOSTNAME"}
    assert {name: environment[name] for name in policy.ENVIRONMENT} == policy.ENVIRONMENT


def test_no_network_inside(inside: StreamSession) -> None:
    """No interface but loopback, no route, no name service, no way out."""
    assert set(call(inside, "interfaces")) <= {"lo"}
    assert call(inside, "routes") == []
    assert call(inside, "connect", "192.0.2.1", 80) == "Operation not permitted"  # no such socket can be made
    assert call(inside, "resolve") != "no error"


def test_only_tmp_can_be_written(inside: StreamSession) -> None:
    """The root and our code are read-only; what can be written holds no program and no device."""
    for path in ("/x", "/opt/grader/stage/grader/x.py", "/etc/passwd", "/usr/x"):
        assert call(inside, "write", path) in ("Read-only file system", "Permission denied"), path
    assert call(inside, "write", "/tmp/x") == "no error"
    mounts = {target: (kind, set(options.split(","))) for target, kind, options in call(inside, "mounts")}
    assert "ro" in mounts["/"][1]
    assert {folder.split("/")[1] for folder in call(inside, "writable")} <= {"tmp", "dev"}
    for target in ("/tmp", "/dev/shm", "/dev/mqueue"):
        assert {"nosuid", "nodev", "noexec"} <= mounts[target][1], target
    assert not [target for target in mounts if target.startswith(("/var/run", "/run/"))]


def test_no_terminal_can_be_made(inside: StreamSession) -> None:
    """The machine has 4096 of them for all containers together."""
    assert inside.call("terminal", [], seed=0) == "No such file or directory"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RLIMIT_NOFILE", LIMITS.open_files),
        ("RLIMIT_FSIZE", LIMITS.file_bytes),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_MEMLOCK", 0),
        ("RLIMIT_CPU", 75),
    ],
)
def test_resource_limits_inside(inside: StreamSession, name: str, value: int) -> None:
    """Soft and hard are the same, so that student code can't raise them."""
    assert call(inside, "limit", name) == [value, value]


def test_disk_is_bounded_in_bytes_and_files(inside: StreamSession) -> None:
    """A full /tmp is an error in the student's code, not on the host."""
    assert call(inside, "fill", "/tmp", 2**19) == "No space left on device"
    assert call(inside, "fill", "/dev/shm", 2**19) == "No space left on device"
    assert call(inside, "inodes") == "No space left on device"


def test_processes_are_bounded(inside: StreamSession) -> None:
    """A fork bomb meets the container's limit."""
    text, count = call(inside, "processes")
    assert text == "Resource temporarily unavailable"
    assert 10 < count < LIMITS.processes


def test_no_reference_spec_or_case_is_inside(inside: StreamSession) -> None:
    """Of ours, the image holds the wire, the runtime and its own start: found by listing every file."""
    check_files(inside, 1)


@pytest.mark.tensorflow
def test_the_larger_image_holds_no_more_of_ours(large: StreamSession) -> None:
    """The same holds of the image with TensorFlow."""
    check_files(large, 4)


def check_files(session: StreamSession, parts: int) -> None:
    """Look at every file; its names come in so many parts."""
    files = [name for part in range(parts) for name in call(session, "files", part, parts)]
    ours = {f for f in files if f.startswith("/opt/grader/") and not f.startswith("/opt/grader/site/")}
    sources = {f for f in ours if f.endswith(".py")}
    folders = ("/opt/grader/stage/grader/wire/", "/opt/grader/stage/grader/runtime/")
    alone = {"/opt/grader/first.py", "/opt/grader/precompile.py", "/opt/grader/stage/grader/__init__.py"}
    assert {f for f in sources if not f.startswith(folders)} == alone
    assert {f.rpartition(".")[2] for f in ours} == {"py", "pyc"}
    words = ("misconception", "test_specs", "reference/", "optimization.py", "test_optimization", "case_pack")
    assert [f for f in files if any(word in f for word in words) and not OTHERS.search(f)] == []


def test_processor_time_is_the_kernels(requires_docker: None) -> None:
    """The container's own control group counts what student code uses, and the engine counts the same."""
    sandbox = DockerSandbox(warm=0)
    session = sandbox.open(Limits())
    try:
        session.load(Program((Source("cell 1", "def f():\n    for _ in range(3 * 10**6): pass"),), {}))
        with Engine() as engine:
            container = only_container(engine, sandbox)
            group = find_group(engine.state(container).pid, container)
            assert group is not None
            before = group.cpu_s()
            session.call("f", [], seed=0)
            after = group.cpu_s()
            assert before is not None
            assert after is not None
            assert 0.01 < after - before < 5
            assert group.oom_kills() == 0
            assert engine.cpu_ns(container) == pytest.approx(after * 1e9, rel=0.1)
    finally:
        session.close()
        sandbox.close()
