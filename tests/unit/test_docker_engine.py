"""The attached stream is cut right however it arrives, and what an engine says becomes one line."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import SandboxUnavailableError
from grader.sandbox.attached import STDERR, STDOUT, Attached
from grader.sandbox.docker_engine import Engine, one_line

Ends = tuple[Attached, socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    ours, theirs = socket.socketpair()
    attached = Attached(ours, None)
    yield attached, theirs
    attached.close()
    theirs.close()


def piece(stream: int, data: bytes) -> bytes:
    return struct.pack(">BxxxI", stream, len(data)) + data


@given(
    pieces=st.lists(st.tuples(st.sampled_from([STDOUT, STDERR]), st.binary(max_size=40)), max_size=6),
    size=st.integers(1, 30),
)
def test_any_cut_gives_the_same_streams(pieces: list[tuple[int, bytes]], size: int) -> None:
    """Headers and contents may be torn at every byte; nothing is lost, moved or invented."""
    ours, theirs = socket.socketpair()
    attached = Attached(ours, None)
    with theirs:
        theirs.sendall(b"".join(piece(*p) for p in pieces))
        theirs.shutdown(socket.SHUT_WR)
        seen = {STDOUT: b"", STDERR: b""}
        while (found := attached.receive(size)) is not None:
            for stream, data in found:
                assert data
                seen[stream] += data
    attached.close()
    assert seen == {s: b"".join(data for stream, data in pieces if stream == s) for s in (STDOUT, STDERR)}


def test_nothing_yet_is_not_the_end(ends: Ends) -> None:
    """An empty answer waits, a closed one is over."""
    attached, theirs = ends
    assert attached.receive() == []
    theirs.sendall(piece(STDOUT, b"x")[:9])
    assert attached.receive() == [(STDOUT, b"x")]
    theirs.close()
    assert attached.receive() is None


def test_a_full_pipe_takes_nothing_and_a_broken_one_raises(ends: Ends) -> None:
    """send never waits, and tells when nobody listens."""
    attached, theirs = ends
    while attached.send(b"x" * 2**16):
        pass
    assert attached.send(b"x") == 0
    theirs.close()
    with pytest.raises(OSError, match=r"Broken pipe|reset"):
        attached.send(b"x")


def test_close_twice(ends: Ends) -> None:
    """Closing is idempotent."""
    ends[0].close()
    ends[0].close()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\x1b[91merror:\n  no such\tfile\x1b[0m\n", "error: no such file"),
        ("", ""),
        ("x" * 400, "x" * 300),
    ],
    ids=["coloured", "empty", "long"],
)
def test_one_line(text: str, line: str) -> None:
    """Colours, line ends and length of the engine's words don't reach the user."""
    assert one_line(text) == line


@pytest.mark.parametrize("host", ["unix:///nonexistent.sock", "tcp://127.0.0.1:1"], ids=["socket", "port"])
def test_an_engine_that_does_not_answer(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """One line that says what to do, whichever way the engine was to be reached."""
    monkeypatch.setenv("DOCKER_HOST", host)
    with pytest.raises(SandboxUnavailableError, match=r"no Docker engine answers \(.+\): start one") as caught:
        Engine(timeout_s=2)
    assert "\n" not in str(caught.value)
