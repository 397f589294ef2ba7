"""Sessions are started ahead, a dead one is never handed out, and closing leaves none."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.errors import SandboxBrokenError
from grader.sandbox.base import Limits, Program
from grader.sandbox.pool import WarmPool
from grader.sandbox.process import ProcessSandbox
from grader.sandbox.stream import StreamSession
from grader.wire.messages import Source

LIMITS, OTHER = Limits(), Limits(load_s=3)


class Counted:
    """Real sessions of the process sandbox, and how many were started."""

    def __init__(self) -> None:
        self.sandbox = ProcessSandbox()
        self.started: list[StreamSession] = []

    def start(self, limits: Limits) -> StreamSession:
        session = self.sandbox.open(limits)
        self.started.append(session)
        return session


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
def background() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as made:
        yield made


def test_the_next_session_is_started_ahead(counted: Counted, background: ThreadPoolExecutor) -> None:
    """Each take leaves one more in the making, for the same limits; closing ends those that wait."""
    pool = WarmPool(counted.start, background, 1)
    first = pool.take(LIMITS)
    second = pool.take(LIMITS)
    third = pool.take(OTHER)
    assert len({id(s) for s in (first, second, third)}) == 3
    for session in (first, second, third):
        session.load(Program((Source("c", "def f(): return 1"),), {}))
        session.close()
    assert pool.close()
    assert not pool.close()
    assert len(counted.started) == 5
    assert not any(s.alive for s in counted.started)
    with pytest.raises(SandboxBrokenError, match="the sandbox is closed"):
        pool.take(LIMITS)


def test_what_died_while_it_waited_is_replaced(counted: Counted, background: ThreadPoolExecutor) -> None:
    """A killed session is met before it is handed out, and costs nobody anything."""
    pool = WarmPool(counted.start, background, 0)
    kept = counted.start(LIMITS)
    pool.keep(LIMITS, kept)
    os.kill(kept._transport.pid, signal.SIGKILL)  # type: ignore[attr-defined]
    assert kept._transport.wait(5)  # type: ignore[attr-defined]
    taken = pool.take(LIMITS)
    assert taken is not kept
    assert taken.alive
    taken.close()
    kept.close()
    pool.close()


def test_what_failed_ahead_costs_nobody_anything(counted: Counted, background: ThreadPoolExecutor) -> None:
    """In the background even memory can be short, by another submission's doing: then it is started anew."""

    def start(limits: Limits) -> StreamSession:
        if threading.current_thread() is not threading.main_thread():
            raise MemoryError
        return counted.start(limits)

    pool = WarmPool(start, background, 1)
    for session in (pool.take(LIMITS), pool.take(LIMITS)):
        assert session.alive
        session.close()
    assert pool.close()


def test_a_kept_session_is_the_next_one(counted: Counted, background: ThreadPoolExecutor) -> None:
    """What was opened for its facts serves the first submission."""
    pool = WarmPool(counted.start, background, 0)
    kept = counted.start(LIMITS)
    pool.keep(LIMITS, kept)
    assert pool.take(LIMITS) is kept
    kept.close()
    pool.close()
