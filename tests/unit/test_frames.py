"""Frames come out of a stream exactly as they went in, and nothing else comes out of it."""

from __future__ import annotations

import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.wire.frames import FrameError, FrameParser, FrameReader, join, write_frame


@given(
    frames=st.lists(st.tuples(st.binary(min_size=1, max_size=40), st.binary(max_size=40)), max_size=5),
    cuts=st.lists(st.integers(0, 400)),
)
def test_frames_survive_any_cutting_of_the_stream(frames: list[tuple[bytes, bytes]], cuts: list[int]) -> None:
    """However the stream arrives in pieces, the same frames come out, in order, and nothing is left over."""
    stream = b"".join(join(*frame) for frame in frames)
    ends = [*sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    parser = FrameParser(head_bytes=40, blob_bytes=40)
    found = []
    for start, end in zip([0, *ends], ends, strict=False):
        found += parser.feed(stream[start:end])
    assert found == frames
    assert not parser.pending


@pytest.mark.parametrize(
    ("prefix", "message"),
    [
        (b"\0\0\0\0\0\0\0\0", "a frame announces a head of 0 bytes, allowed are 1 to 10"),
        (b"\0\0\0\x0b\0\0\0\0", "a frame announces a head of 11 bytes, allowed are 1 to 10"),
        (b"\0\0\0\x01\0\0\0\x15", "a frame announces 21 bytes, allowed are 20"),
        (b"HTTP/1.1", "a frame announces a head of 1213486160 bytes, allowed are 1 to 10"),
    ],
    ids=["empty head", "large head", "large blob", "another protocol"],
)
def test_a_prefix_outside_the_caps_is_refused_at_once(prefix: bytes, message: str) -> None:
    """No byte of an announced frame is awaited when its prefix is out of bounds."""
    parser = FrameParser(head_bytes=10, blob_bytes=20)
    assert parser.feed(prefix[:7]) == []
    with pytest.raises(FrameError) as caught:
        parser.feed(prefix[7:])
    assert str(caught.value) == message


def test_a_frame_of_exactly_the_caps_passes() -> None:
    """The caps are the largest that is allowed."""
    assert FrameParser(10, 20).feed(join(b"h" * 10, b"b" * 20)) == [(b"h" * 10, b"b" * 20)]


def test_pending_says_whether_a_frame_is_open() -> None:
    """A half prefix and a half frame are pending, a whole frame is not."""
    parser = FrameParser()
    for byte in join(b"ab", b"c")[:-1]:
        parser.feed(bytes([byte]))
        assert parser.pending
    assert parser.feed(b"c") == [(b"ab", b"c")]
    assert not parser.pending


def test_a_descriptor_pair_carries_frames_larger_than_its_buffer() -> None:
    """write_frame writes the whole frame however little the pipe takes; the reader gives None at the end."""
    reader, writer = os.pipe()
    blob = os.urandom(3 * 2**20)

    def write() -> None:
        write_frame(writer, b"head", blob)
        write_frame(writer, b"second")
        os.close(writer)

    thread = threading.Thread(target=write)
    thread.start()
    frames = FrameReader(reader)
    assert frames.read() == (b"head", blob)
    assert frames.read() == (b"second", b"")
    assert frames.read() is None
    thread.join()
    os.close(reader)


def test_an_end_in_the_middle_of_a_frame_is_an_error() -> None:
    """A stream cut short is not mistaken for one that ended."""
    reader, writer = os.pipe()
    os.write(writer, join(b"head", b"blob")[:-1])
    os.close(writer)
    with pytest.raises(FrameError, match="the stream ends in the middle of a frame"):
        FrameReader(reader).read()
    os.close(reader)
