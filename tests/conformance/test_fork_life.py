"""Rooms come and go at no submission's cost: used in turn, replaced when they break, removed at the end."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.errors import SandboxBrokenError, StudentMemoryLimit, StudentTimeout
from grader.sandbox import policy
from grader.sandbox.base import Limits, Program
from grader.sandbox.docker_engine import DEFAULT_IMAGE, Engine
from grader.sandbox.docker_sandbox import DockerSandbox
from grader.sandbox.fork import ForkSandbox, described, shape_of
from grader.sandbox.stream import StreamSession
from grader.wire.messages import Source

pytestmark = [pytest.mark.thorough, pytest.mark.docker, pytest.mark.usefixtures("requires_docker")]

SOURCE = """
import os, time
def f(): return os.getppid(), os.getuid()
def sleep(): time.sleep(60)
def grow():
    x = [0]
    while True: x += x
"""


class Rooms:
    """A sandbox of rooms, and the engine that they run on."""

    def __init__(self, **how: int) -> None:
        self.engine = Engine()
        self._landlord = DockerSandbox(warm=0)
        self.box = ForkSandbox(self._landlord, **{"warm": 0, **how})

    def containers(self) -> list[str]:
        found = self.engine.labelled(policy.LABEL_RUN)
        return [container for container, labels in found if labels[policy.LABEL_RUN] == self._landlord.run_id]

    def open(self, **limits: float) -> StreamSession:
        session = self.box.open(Limits(**limits))  # type: ignore[arg-type]
        session.load(Program((Source("cell 1", SOURCE),), {}))
        return session

    def close(self) -> None:
        self.box.close()
        self.engine.close()


Make = Callable[..., Rooms]


@pytest.fixture
def make(requires_docker: None) -> Iterator[Make]:
    made: list[Rooms] = []

    def rooms(**how: int) -> Rooms:
        made.append(Rooms(**how))
        return made[-1]

    yield rooms
    for one in made:
        one.close()


def test_one_room_serves_many_and_is_replaced_in_time(make: Make) -> None:
    """Sessions in turn share a room, each as another user; after so many the next room takes over."""
    rooms = make(sessions=3)
    users, seen = set(), []
    for _ in range(5):
        session = rooms.open()
        users.add(session.call("f", [], seed=0)[1])
        session.close()
        seen.append(frozenset(rooms.containers()))
    assert len(users) == 5
    assert seen[0] == seen[1]
    assert not seen[0] & seen[4]
    assert rooms.box.replaced == []


def test_a_spare_room_is_open(make: Make) -> None:
    """With one kept warm there are two rooms, and a broken one costs no wait for a start."""
    rooms = make(warm=1)
    session = rooms.open()
    deadline = time.monotonic() + 10
    while len(rooms.containers()) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(rooms.containers()) == 2
    session.close()


def test_sessions_at_the_same_time_have_rooms_of_their_own(make: Make) -> None:
    """No room ever serves two at once."""
    rooms = make()

    def run(_: int) -> tuple[int, ...]:
        session = rooms.open()
        try:
            return tuple(session.call("f", [], seed=0))
        finally:
            session.close()

    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(run, range(9)))
    assert len({user for _, user in found}) == 9


def test_close_leaves_nothing(make: Make) -> None:
    """Rooms in use, waiting and being cleaned are gone when the sandbox is, also for a session closed after it."""
    rooms = make(warm=1)
    first, second = rooms.open(), rooms.open()
    first.close()
    rooms.box.close()
    second.close()
    rooms.box.close()
    deadline = time.monotonic() + 5
    while rooms.containers() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert rooms.containers() == []
    with pytest.raises(SandboxBrokenError, match="closed"):
        rooms.box.open(Limits())


@pytest.mark.parametrize("how", ["kill", "remove"])
def test_a_room_ended_from_outside_is_ours(make: Make, how: str) -> None:
    """The submission in it is graded again, in another room."""
    rooms = make()
    session = rooms.open(call_wall_s=20)
    (container,) = rooms.containers()
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(session.call, "sleep", [], seed=0)
        time.sleep(0.3)
        getattr(rooms.engine, how)(container)
        with pytest.raises(SandboxBrokenError):
            answer.result(10)
    session.close()
    again = rooms.open(call_wall_s=20)
    again.call("f", [], seed=0)
    again.close()


def test_a_room_that_died_while_it_waited_is_not_handed_out(make: Make) -> None:
    """Somebody else's kill between two submissions costs nobody anything."""
    rooms = make()
    rooms.open().close()
    deadline = time.monotonic() + 5
    while not rooms.box._coming[shape_of(Limits())][0].done():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    rooms.engine.remove(rooms.containers()[0])
    session = rooms.open()
    session.call("f", [], seed=0)
    session.close()
    assert len(rooms.box.replaced) == 1


def inside(rooms: Rooms) -> tuple[int, Path]:
    """Process 1 of the only room by its number here, and its root; skips where that can't be reached."""
    (container,) = [c for c in rooms.containers() if rooms.engine.state(c).running]
    pid = rooms.engine.state(container).pid
    root = Path(f"/proc/{pid}/root")
    if not os.access(root / "tmp", os.W_OK):
        pytest.skip("the room's files can't be reached from here")
    return pid, root


def test_a_room_that_is_not_clean_is_not_used_again(make: Make) -> None:
    """A file that the session's user can't remove keeps the room from the next one, which gets another."""
    rooms = make()
    session = rooms.open()
    before = rooms.containers()
    (inside(rooms)[1] / "tmp/left").write_text("x")
    session.close()
    after = rooms.open()
    assert rooms.box.replaced == ["a room failed: left behind: 1 files in /tmp"]
    assert before[0] not in [c for c in rooms.containers() if rooms.engine.state(c).running]
    after.close()


def test_a_room_without_its_nursery_is_ours(make: Make) -> None:
    """Whoever killed it, no student could; the next room serves."""
    rooms = make()
    session = rooms.open(call_wall_s=20)
    pid, _ = inside(rooms)
    nursery = int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
    os.kill(nursery, signal.SIGKILL)
    with pytest.raises(SandboxBrokenError, match="a room ended"):
        session.call("sleep", [], seed=0)
    session.close()
    rooms.open(call_wall_s=20).close()


def test_a_kill_for_memory_is_counted_for_its_own_session(make: Make) -> None:
    """The session after one that was killed for memory isn't blamed for it, in the same room."""
    rooms = make()
    limits = {"memory_bytes": 128 * 2**20, "call_wall_s": 20.0}
    first = rooms.open(**limits)
    with pytest.raises(StudentMemoryLimit, match="needed more than 128 MiB of memory"):
        first.call("grow", [], seed=0)
    first.close()
    second = rooms.open(**{**limits, "call_wall_s": 20.0})
    assert rooms.box.replaced == []
    second.load(
        Program((Source("cell 1", "def f(): raise MemoryError\ndef k():\n    import os; os.kill(os.getpid(), 9)"),), {})
    )
    with pytest.raises(Exception, match=r"^MemoryError"):
        second.call("f", [], seed=0)
    with pytest.raises(Exception, match="was ended by SIGKILL"):
        second.call("k", [], seed=0)
    second.close()


def test_processor_time_is_the_childs(make: Make) -> None:
    """What the room used before, and what the keeper uses to carry bytes, doesn't count."""
    rooms = make()
    session = rooms.open(call_cpu_s=0.3, call_wall_s=30, stdout_bytes=2**30)
    session.load(
        Program(
            (
                Source(
                    "cell 1",
                    "import os, time\ndef f():\n    time.sleep(0.4)\n    return 1\ndef g():\n    while True: pass",
                ),
            ),
            {},
        )
    )
    assert session.call("f", [], seed=0) == 1
    with pytest.raises(StudentTimeout, match="processor time"):
        session.call("g", [], seed=0)
    session.close()


@pytest.mark.parametrize(
    ("isolation", "landlock", "said"),
    [
        ("fork", 7, "fork"),
        ("fork", 3, "fork (Landlock 3)"),
        ("fork", 0, "fork (no Landlock)"),
        ("fork (limits per process)", 0, "fork (limits per process; no Landlock)"),
    ],
)
def test_a_report_says_where_the_kernel_has_less(isolation: str, landlock: int, said: str) -> None:
    """The provenance names the level, and what of it this kernel lacks."""
    assert described(isolation, landlock) == said


def test_info_names_level_and_image(make: Make) -> None:
    """The provenance holds the level, the digest of the image and what the runtime inside said."""
    rooms = make()
    info = rooms.box.info()
    image = rooms.engine.image(DEFAULT_IMAGE)
    assert image is not None
    assert (info.sandbox, info.image_digest) == ("docker", image.id)
    assert info.isolation == described("fork", rooms.box.landlock)
    assert len(rooms.containers()) == 1
