"""A confined function returns its bytes, and each way of misbehaving ends in its own error, in time."""

from __future__ import annotations

import ctypes
import os
import signal
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.confined import ConfinedError, OurBugError, run_confined

Note = Callable[[int], None]


def test_returns_bytes_of_any_size() -> None:
    """More than a pipe holds comes back whole, and so does nothing."""
    assert run_confined(lambda note: b"ab" * 1_000_000) == b"ab" * 1_000_000
    assert run_confined(lambda note: b"") == b""


def test_changes_nothing_here() -> None:
    """What the child changes stays in the child."""
    seen: list[int] = []

    def work(note: Note) -> bytes:
        seen.append(1)
        return bytes(len(seen))

    assert run_confined(work) == b"\0"
    assert seen == []


def test_warnings_are_no_errors_in_the_child() -> None:
    """A warning filter of the caller doesn't decide what compiles."""

    def work(note: Note) -> bytes:
        warnings.warn("x", SyntaxWarning, stacklevel=1)
        return b"fine"

    assert run_confined(work) == b"fine"


def sleep(note: Note) -> bytes:
    note(3)
    time.sleep(60)
    return b""


def spin(note: Note) -> bytes:
    note(4)
    while True:
        pass


def swallow(note: Note) -> bytes:
    note(5)
    hoard = []
    while True:
        hoard.append(bytes(1 << 24))


def crash(note: Note) -> bytes:
    note(6)
    ctypes.string_at(0)
    return b""


def leave(note: Note) -> bytes:
    note(7)
    os._exit(9)


def be_killed(note: Note) -> bytes:
    note(9)
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def flood(note: Note) -> bytes:
    note(8)
    return bytes(70 * 2**20)


@pytest.mark.parametrize(
    ("work", "kind", "step"),
    [
        pytest.param(sleep, "time", 3, id="wall clock"),
        pytest.param(spin, "time", 4, id="CPU clock"),
        pytest.param(swallow, "memory", 5, id="memory"),
        pytest.param(crash, "crash", 6, id="segmentation fault"),
        pytest.param(leave, "crash", 7, id="exit"),
        pytest.param(be_killed, "killed", 9, id="killed by another"),
        pytest.param(flood, "time", 8, id="more than the cap"),
    ],
)
def test_misbehaviour(work: Callable[[Note], bytes], kind: str, step: int) -> None:
    """Each limit and each crash is told apart, with the step that was noted last, and leaves no child behind."""
    started, before = time.monotonic(), children()
    with pytest.raises(ConfinedError) as caught:
        run_confined(work, wall_s=1.0 if work is sleep else 20.0, cpu_s=1)
    assert (caught.value.kind, caught.value.step) == (kind, step)
    assert time.monotonic() - started < 15
    assert children() <= before


def children() -> set[str]:
    """The process ids of this process' children, of all its threads."""
    return {pid for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()}


def test_an_exception_is_our_bug() -> None:
    """Anything but a lack of memory comes back with its text."""

    def work(note: Note) -> bytes:
        raise KeyError("what")

    with pytest.raises(OurBugError, match="KeyError: 'what'"):
        run_confined(work)
