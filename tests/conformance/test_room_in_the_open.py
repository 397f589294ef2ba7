"""The programs of a warm room outside of any container: sessions, ends and wiping, where coverage can follow them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from grader.errors import SandboxBrokenError, StudentCrashed, StudentRaised, StudentTimeout
from grader.sandbox.base import Limits, Program, Session
from grader.sandbox.child import PROC, descendants
from grader.sandbox.fork import ForkSandbox
from grader.wire.messages import Source
from tests.conformance.open_room import LEAVE, WAYS, hand_over, open_rooms

pytestmark = [pytest.mark.thorough, pytest.mark.bubblewrap, pytest.mark.usefixtures("requires_bubblewrap")]

CODE = (
    LEAVE
    + """
import sys, time
def add(x): return x + 1
def crash(): os.abort()
def never():
    while True: time.sleep(1)
def wrong(): return 1 / 0
def litter():
    for place in ("/tmp", "/dev/shm"):
        os.makedirs(place + "/deep/er/still")
        with open(place + "/deep/er/file", "w") as file: file.write("x" * 9999)
    if os.fork() == 0:
        while True: time.sleep(1)
    return sorted(os.listdir("/tmp"))
def found(): return [sorted(os.listdir(place)) for place in ("/tmp", "/dev/shm")]
def numbers(): return len([name for name in os.listdir("/proc") if name.isdigit()])
def privileges():
    with open("/proc/self/status") as file:
        return sorted({line.split()[1] for line in file if line.startswith(("CapEff", "CapBnd", "CapPrm"))})
def write(path):
    try: open(path, "w")
    except OSError as error: return type(error).__name__
def flood():
    os.close(2)
    print("x" * 10**6)
    sys.stdout.flush()
def echo(x): return x
"""
)


@pytest.fixture(params=WAYS)
def sandbox(request: pytest.FixtureRequest) -> Iterator[ForkSandbox]:
    made = open_rooms(request.param)
    yield made
    made.close()


def begin(sandbox: ForkSandbox, limits: Limits | None = None) -> Session:
    session = sandbox.open(limits or Limits())
    assert session.load(Program((Source("cell 1", CODE),), {})).failures == ()
    return session


def test_a_room_serves_session_after_session(sandbox: ForkSandbox) -> None:
    """Each starts in a clean, unprivileged place, whatever the one before it left, crashed on or never ended."""
    first = begin(sandbox)
    assert first.call("add", [1], seed=0) == 2
    assert first.call("privileges", [], seed=0) == ["0" * 16]
    assert first.call("write", ["/etc/x"], seed=0) in ("PermissionError", "OSError")
    seen = first.call("numbers", [], seed=0)
    with pytest.raises(StudentRaised):
        first.call("wrong", [], seed=0)
    assert first.call("litter", [], seed=0) == ["deep", "work"]
    hand_over(first)
    second = begin(sandbox)
    assert second.call("found", [], seed=0) == [["work"], []]
    assert second.call("numbers", [], seed=0) == seen
    assert second.call("echo", [b"x" * 2**20], seed=0) == b"x" * 2**20
    with pytest.raises(StudentCrashed, match="SIGABRT"):
        second.call("crash", [], seed=0)
    hand_over(second)
    third = begin(sandbox, Limits(call_wall_s=0.5))
    with pytest.raises(StudentTimeout):
        third.call("never", [], seed=0)
    hand_over(third)
    fourth = begin(sandbox)
    fourth.call("flood", [], seed=0)
    hand_over(fourth)
    fifth = begin(sandbox)
    assert fifth.call("found", [], seed=0) == [["work"], []]
    hand_over(fifth)
    assert sandbox.replaced == []


def test_a_child_that_ends_as_its_session_does_holds_up_nobody(sandbox: ForkSandbox) -> None:
    """The keeper hears both in one turn and asks only once how the child ended: the next session starts at once."""
    first = begin(sandbox)
    inside = first._transport._room  # type: ignore[attr-defined]
    keeper, _nursery, child = descendants(inside.transport.pid)[:3]
    os.kill(keeper, signal.SIGSTOP)
    os.kill(child, signal.SIGKILL)
    until = time.monotonic() + 5
    while (PROC / str(child)).exists() and time.monotonic() < until:
        time.sleep(0.01)
    first.close()
    time.sleep(0.2)
    os.kill(keeper, signal.SIGCONT)
    started = time.monotonic()
    second = begin(sandbox)
    assert second._transport._room is inside  # type: ignore[attr-defined]
    assert time.monotonic() - started < 10
    hand_over(second)
    assert sandbox.replaced == []


def test_a_room_for_whose_opening_memory_is_short_is_ours(
    sandbox: ForkSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the background that is another submission's doing: told as ours, and the next room opens."""

    def short(*given: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("grader.sandbox.fork.Room.await_open", short)
        with pytest.raises(SandboxBrokenError, match="a room did not open: MemoryError"):
            sandbox.open(Limits())
    first = begin(sandbox)
    with monkeypatch.context() as patch:
        patch.setattr("grader.sandbox.fork.await_end", short)
        hand_over(first)
        second = begin(sandbox)
    hand_over(second)
    assert [why for why in sandbox.replaced if "its end was not heard: MemoryError" in why]
