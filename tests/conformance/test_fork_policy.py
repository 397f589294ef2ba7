"""A live room is what the written policy says: the engine's record, its own processes, and a child of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from grader.runtime import confine
from grader.runtime.landlock import version
from grader.sandbox import policy
from grader.sandbox.base import Limits, Program
from grader.sandbox.docker_engine import DEFAULT_IMAGE, Engine
from grader.sandbox.docker_sandbox import DockerSandbox, checked_image
from grader.sandbox.fork import ForkSandbox
from grader.sandbox.stream import StreamSession
from grader.wire.messages import Source

from .test_docker_policy import flat

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("requires_docker")]

LIMITS = Limits(memory_bytes=200 * 2**20, processes=40, open_files=199, file_bytes=2**20, disk_bytes=3 * 2**20)
KEEPER = 1 << confine.KILL | 1 << confine.SETUID | 1 << confine.SETGID
NURSERY = 1 << confine.SETUID | 1 << confine.SETGID
CAPABILITIES = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")
LOOK = """
def status():
    with open("/proc/self/status") as file:
        return {k: v.strip() for k, _, v in (line.partition(":") for line in file)}
def limits():
    import resource
    return {n: list(resource.getrlimit(getattr(resource, n))) for n in dir(resource) if n.startswith("RLIMIT_")}
def nice():
    import os
    return os.nice(0)
def score(): return int(open("/proc/self/oom_score_adj").read())
"""


class Live(NamedTuple):
    """A session, what the engine says of its room, and the status files of the room's processes by process id."""

    session: StreamSession
    inspected: dict[str, Any]
    room: dict[int, dict[str, str]]
    landlock: int


@pytest.fixture(scope="module")
def live(requires_docker: None) -> Iterator[Live]:
    landlord = DockerSandbox(warm=0)
    box = ForkSandbox(landlord, warm=0)
    session = box.open(LIMITS)
    session.load(Program((Source("look", LOOK),), {}))
    with Engine() as engine:
        (container,) = [
            found
            for found, labels in engine.labelled(policy.LABEL_RUN)
            if labels[policy.LABEL_RUN] == landlord.run_id and engine.state(found).running
        ]
        inspected = engine.inspect(container)
    yield Live(session, inspected, processes(inspected["State"]["Pid"]), box.landlock)
    session.close()
    box.close()


def processes(first: int) -> dict[int, dict[str, str]]:
    """The status of process 1 and of all below it, by the id inside; empty where the engine runs elsewhere."""
    found: dict[int, dict[str, str]] = {}
    pending = [first]
    while pending:
        pid = pending.pop()
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
            pending += [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except OSError:
            continue
        status = {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
        found[int(status["NSpid"].split()[-1])] = status
    return found


def test_engine_says_what_the_policy_says(live: Live) -> None:
    """Every key of the room's policy is found, with its value, in `docker inspect` of a live room."""
    with Engine() as engine:
        wanted = policy.room_config(checked_image(engine, DEFAULT_IMAGE).id, LIMITS)
    host = flat(live.inspected["HostConfig"])
    for key, value in flat(wanted.pop("HostConfig")).items():
        assert host[key] == value, key
    config = flat(live.inspected["Config"])
    config["Env"] = [line for line in config["Env"] if line.split("=")[0] in policy.ENVIRONMENT]
    del wanted["Labels"]
    for key, value in flat(wanted).items():
        if key != "NetworkDisabled":  # newer engines no longer report it
            assert config.get(key) == value, key
    assert live.inspected["Mounts"] == []


def test_a_room_differs_from_a_container_only_where_it_must() -> None:
    """The rest of its policy is the container's own, so that a rule added there holds here as well."""
    room, container = (make("image", LIMITS) for make in (policy.room_config, policy.container_config))
    host, other = room.pop("HostConfig"), container.pop("HostConfig")
    assert {key for key in room if room[key] != container[key]} == {"User", "Cmd"}
    assert {key for key in host if host[key] != other[key]} == {
        *("CapAdd", "Memory", "MemorySwap", "OomScoreAdj", "PidsLimit", "Ulimits")
    }
    assert host["CapDrop"] == ["ALL"]


def test_the_rooms_own_processes_keep_three_capabilities(live: Live) -> None:
    """Process 1 may end and become other users, the nursery only become; nothing they start can gain one."""
    if not live.room:
        pytest.skip("the engine's processes can't be seen from here")
    keeper, nursery = live.room[1], live.room[min(pid for pid in live.room if pid != 1)]
    for status, own in ((keeper, KEEPER), (nursery, NURSERY)):
        assert {name: int(status[name], 16) for name in CAPABILITIES} == {
            **dict.fromkeys(CAPABILITIES, 0),
            "CapPrm": own,
            "CapEff": own,
        }
        assert (status["NoNewPrivs"], status["Seccomp"], status["Threads"]) == ("1", "2", "1")
        assert status["Uid"].split() == ["0"] * 4


def test_a_child_has_no_privilege(live: Live) -> None:
    """A user and group of its own, no other group, no capability in any set, no new privileges, the same filter."""
    status = live.session.call("status", [], seed=0)
    assert [int(status[name], 16) for name in CAPABILITIES] == [0] * 5
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    (user,) = set(status["Uid"].split())
    assert set(status["Gid"].split()) == {user}
    assert set(status["Groups"].split()) <= {user}
    assert int(user) >= 1000
    assert live.session.call("nice", [], seed=0) == confine.NICE
    assert live.session.call("score", [], seed=0) == confine.OOM_SCORE > policy.ROOM_OOM_SCORE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RLIMIT_CPU", 75),
        ("RLIMIT_NPROC", LIMITS.processes),
        ("RLIMIT_NOFILE", LIMITS.open_files),
        ("RLIMIT_FSIZE", LIMITS.file_bytes),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_MEMLOCK", 0),
        ("RLIMIT_MSGQUEUE", 0),
        ("RLIMIT_RTPRIO", 0),
        ("RLIMIT_NICE", 0),
    ],
)
def test_resource_limits_of_a_child(live: Live, name: str, value: int) -> None:
    """Soft and hard are the same, so that student code can't raise them."""
    assert live.session.call("limits", [], seed=0)[name] == [value, value]


def test_landlock_is_recorded(live: Live) -> None:
    """The room says which version is in force: the one that a process on this kernel may use."""
    assert live.landlock == (version() if live.room else live.landlock)
