"""No container outlives its use, whoever ends it; its end is blamed on whom the engine's record names."""

from __future__ import annotations

import contextlib
import io
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docker
import docker.errors
import pytest

from grader.errors import (
    SandboxBrokenError,
    SandboxUnavailableError,
    StudentCrashed,
    StudentMemoryLimit,
    StudentTimeout,
)
from grader.sandbox import owner, policy
from grader.sandbox.base import Limits, Program
from grader.sandbox.docker_engine import DEFAULT_IMAGE, Engine
from grader.sandbox.docker_sandbox import DockerSandbox, reap
from grader.sandbox.image.build import build_image, tar_context
from grader.sandbox.stream import StreamSession
from grader.wire.messages import PROTOCOL_VERSION, Source

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("requires_docker")]

ROOT = Path(__file__).resolve().parents[2]
SOURCE = """
def f(): return 1
def hang():
    while True: pass
def sleep():
    import time; time.sleep(30)
def leave(code):
    import os; os._exit(code)
def grow():
    x = [0]
    while True: x += x
"""


@pytest.fixture
def engine(requires_docker: None) -> Iterator[Engine]:
    with Engine() as made:
        yield made


@pytest.fixture
def sandbox(requires_docker: None) -> Iterator[DockerSandbox]:
    made = DockerSandbox(warm=0)
    yield made
    made.close()


def opened(sandbox: DockerSandbox, **limits: float) -> StreamSession:
    session = sandbox.open(Limits(**limits))  # type: ignore[arg-type]
    session.load(Program((Source("cell 1", SOURCE),), {}))
    return session


def containers(engine: Engine, sandbox: DockerSandbox) -> list[str]:
    label = policy.LABEL_RUN
    return [container for container, labels in engine.labelled(label) if labels[label] == sandbox.run_id]


def soon(true: Callable[[], bool], seconds: float = 5.0) -> float:
    """Seconds until something is true; fails after `seconds`."""
    started = time.monotonic()
    while not true():
        assert time.monotonic() - started < seconds
        time.sleep(0.01)
    return time.monotonic() - started


def remains(engine: Engine, sandbox: DockerSandbox) -> Callable[[], bool]:
    return lambda: not containers(engine, sandbox)


def test_a_limit_kills_promptly(engine: Engine, sandbox: DockerSandbox) -> None:
    """The processes of a container that went past its limit are dead 200 ms later, without a call of close."""
    session = opened(sandbox, call_wall_s=0.5, call_cpu_s=10)
    (container,) = containers(engine, sandbox)
    pid = engine.state(container).pid
    with pytest.raises(StudentTimeout):
        session.call("hang", [], seed=0)
    assert soon(lambda: not Path(f"/proc/{pid}").exists()) < 0.2
    session.close()


def test_close_leaves_nothing(engine: Engine, sandbox: DockerSandbox) -> None:
    """A closed session's container is gone, used or not; closing twice is fine."""
    for _ in range(2):
        session = opened(sandbox)
        session.close()
        session.close()
    soon(remains(engine, sandbox))


def test_sandbox_close_removes_what_waits(engine: Engine) -> None:
    """Containers that were started ahead don't outlive the sandbox, nor do sessions closed after it."""
    sandbox = DockerSandbox(warm=2)
    session = opened(sandbox)
    sandbox.close()
    session.close()
    sandbox.close()
    assert containers(engine, sandbox) == []
    with pytest.raises(SandboxBrokenError, match="closed"):
        sandbox.open(Limits())


def test_a_waiting_container_that_died_is_not_handed_out(engine: Engine) -> None:
    """Somebody else's kill between two submissions costs nobody anything."""
    sandbox = DockerSandbox(warm=1)
    try:
        first = opened(sandbox)
        soon(lambda: len(containers(engine, sandbox)) == 2)
        time.sleep(1.0)
        for container in containers(engine, sandbox):
            engine.remove(container)
        first.close()
        second = opened(sandbox)
        assert second.call("f", [], seed=0) == 1
        second.close()
    finally:
        sandbox.close()


def test_sessions_open_at_the_same_time(sandbox: DockerSandbox) -> None:
    """Several threads may use one sandbox; each has its own container."""

    def run(_: int) -> int:
        session = opened(sandbox)
        try:
            return int(session.call("f", [], seed=0))
        finally:
            session.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, range(8))) == [1] * 8


def test_memory_is_the_students_fault(sandbox: DockerSandbox) -> None:
    """The kernel's kill for memory is memory_limit."""
    session = opened(sandbox, memory_bytes=128 * 2**20)
    with pytest.raises(StudentMemoryLimit, match="needed more than 128 MiB of memory"):
        session.call("grow", [], seed=0)
    session.close()


@pytest.mark.parametrize(
    ("code", "text"), [(0, "exit code 0"), (3, "exit code 3"), (137, "SIGKILL"), (255, "exit code 255")]
)
def test_an_exit_is_the_students_fault(sandbox: DockerSandbox, code: int, text: str) -> None:
    """Also an exit code that looks like a kill from outside or for memory."""
    session = opened(sandbox)
    with pytest.raises(StudentCrashed, match=text):
        session.call("leave", [code], seed=0)
    session.close()


@pytest.mark.parametrize("how", ["kill", "remove"])
def test_an_end_from_outside_is_ours(engine: Engine, sandbox: DockerSandbox, how: str) -> None:
    """A container killed or removed by hand in mid-call is never the student's fault."""
    session = opened(sandbox, call_wall_s=20)
    (container,) = containers(engine, sandbox)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(session.call, "sleep", [], seed=0)
        time.sleep(0.3)
        getattr(engine, how)(container)
        with pytest.raises(SandboxBrokenError):
            answer.result(10)
    session.close()


def test_containers_of_a_dead_grader_are_reaped(engine: Engine, sandbox: DockerSandbox) -> None:
    """A grader killed with -9 leaves a container; the next start removes it, and only it."""
    code = (
        "import time; from grader.sandbox.docker_sandbox import DockerSandbox; from grader.sandbox.base import Limits\n"
        "box = DockerSandbox(warm=0); session = box.open(Limits()); print(box.run_id, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT) as grader:
        assert grader.stdout is not None
        run = grader.stdout.readline().strip()
        (orphan,) = [c for c, labels in engine.labelled(policy.LABEL_RUN) if labels[policy.LABEL_RUN] == run]
        assert orphan not in reap(engine)
        grader.kill()
    mine = opened(sandbox)
    DockerSandbox(warm=0).close()
    assert [c for c, labels in engine.labelled(policy.LABEL_RUN) if labels[policy.LABEL_RUN] == run] == []
    assert mine.call("f", [], seed=0) == 1
    mine.close()


def test_info_names_the_image(engine: Engine, sandbox: DockerSandbox) -> None:
    """The provenance holds the digest of the very image, and what the runtime inside said."""
    info = sandbox.info()
    image = engine.image(DEFAULT_IMAGE)
    assert image is not None
    assert (info.sandbox, info.isolation, info.image_digest) == ("docker", "container", image.id)
    assert info.numpy.count(".") == 2


Derived = Callable[..., str]


@pytest.fixture
def derived(engine: Engine) -> Iterator[Derived]:
    """`derived(labels, dockerfile)`: the tag of an image built on the grader's own, removed afterwards."""
    tags: list[str] = []

    def build(labels: dict[str, str], dockerfile: bytes) -> str:
        context = io.BytesIO()
        tar_context([("Dockerfile", dockerfile), ("file", b"x")], context)
        context.seek(0)
        tags.append(f"dnn-grader-test:{secrets.token_hex(8)}")
        engine.build(context, tag=tags[-1], base=DEFAULT_IMAGE, labels=labels, progress=lambda line: None)
        return tags[-1]

    yield build
    client = docker.from_env()
    try:
        for tag in tags:
            with contextlib.suppress(docker.errors.ImageNotFound):  # images of the same content share one id
                client.images.remove(tag, force=True)
    finally:
        client.close()


SAME = b"ARG BASE\nFROM ${BASE}\n"
FOREIGN = b"FROM scratch\nCOPY file /file\n"
ABSENT = "dnn-grader-test:none"


@pytest.mark.parametrize(
    ("label", "message"),
    [("99", rf"speaks protocol 99, this grader {PROTOCOL_VERSION}: run `grader image"), ("", "speaks protocol ")],
    ids=["newer", "empty"],
)
def test_an_image_of_another_protocol_is_refused(derived: Derived, label: str, message: str) -> None:
    """Nothing is started on an image that speaks otherwise."""
    tag = derived({policy.LABEL_PROTOCOL: label}, SAME)
    with pytest.raises(SandboxUnavailableError, match=message):
        DockerSandbox(tag)


def test_an_image_of_other_sources_is_refused(derived: Derived) -> None:
    """An image left over from another version would grade by other rules than the report says."""
    tag = derived({policy.LABEL_RUNTIME: "0" * 64}, SAME)
    with pytest.raises(SandboxUnavailableError, match="built from another version of the grader: run `grader image"):
        DockerSandbox(tag)


def test_images_without_a_runtime_are_refused(derived: Derived) -> None:
    """A foreign image, a missing one and an unknown OCI runtime: one line each, with the remedy."""
    tag = derived({}, FOREIGN)
    with pytest.raises(SandboxUnavailableError, match="has no grader runtime in it: run `grader image build`"):
        DockerSandbox(tag)
    with pytest.raises(SandboxUnavailableError, match="there is no image dnn-grader-test:none: run `grader image"):
        DockerSandbox(ABSENT)
    with pytest.raises(SandboxUnavailableError, match=r"has no runtime vmm \(it has .*runc\)"):
        DockerSandbox(runtime="vmm")


def test_a_missing_base_stops_the_build() -> None:
    """The builder stops before it fetches anything."""
    refused(ABSENT, f"there is no local image {ABSENT}: `docker pull")


def test_a_base_without_python_stops_the_build(derived: Derived) -> None:
    """The same where Python can't be run."""
    tag = derived({}, FOREIGN)
    refused(tag, f"image {tag} can't run python3: .*")


def refused(base: str, message: str) -> None:
    lines: list[str] = []
    with pytest.raises(SandboxUnavailableError, match=message) as caught:
        build_image(base, "dnn-grader-test:built", lines.append)
    assert "\n" not in str(caught.value)
    assert not any("wheels" in line for line in lines)


def test_owner_of_this_process_lives() -> None:
    """The label of a live process never looks dead; another start time does, another machine's doesn't."""
    mine = owner.describe()
    assert not owner.is_gone(mine)
    assert owner.is_gone(mine + "9")
    assert not owner.is_gone("elsewhere:1:2")
