"""The frames around a session's bytes: what crosses comes out the same, and anything else is one typed error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.wire import room
from grader.wire.frames import Frame, FrameError
from grader.wire.room import Begin, End, Ended, Gone, Opened, Taken

TO_ROOM = (Begin(75, 64, 256, 2**24, 2**29, 0x7000_0001), End())
FROM_ROOM = (Opened(1, 7, True), Taken(65536), Gone(-9, 1.5, 1), Gone(None, 0.0, None), Ended(False, "2 processes"))


@pytest.mark.parametrize("message", TO_ROOM, ids=lambda m: type(m).__name__)
def test_messages_to_a_room_arrive(message: room.ToRoom) -> None:
    """What is sent is read again."""
    (frame,) = room.parser().feed(room.said(message))
    assert room.to_room(frame) == message


@pytest.mark.parametrize("message", FROM_ROOM, ids=str)
def test_messages_of_a_room_arrive(message: room.FromRoom) -> None:
    """What is sent is read again, and no message of the other direction is one."""
    (frame,) = room.parser().feed(room.said(message))
    assert room.from_room(frame) == message
    with pytest.raises(FrameError, match="no message of a room"):
        room.to_room(frame)


@given(st.binary(max_size=300))
def test_pieces_are_no_messages(data: bytes) -> None:
    """The bytes of a session stay apart from messages, whatever they are: the head alone tells."""
    for kind in (room.INPUT, room.PROTOCOL, room.OUTPUT):
        (frame,) = room.parser().feed(room.piece(kind, data))
        assert frame == (kind, data)
        with pytest.raises(FrameError):
            room.from_room(frame)


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_any_bytes_are_a_message_or_a_typed_error(head: bytes, blob: bytes) -> None:
    """No byte string makes a reader raise anything else."""
    for read in (room.to_room, room.from_room):
        try:
            read(Frame(head, blob))
        except FrameError as error:
            assert len(str(error)) < 300


def test_a_piece_has_a_size() -> None:
    """More than a piece may hold is refused before it is kept."""
    with pytest.raises(FrameError, match="announces 65537 bytes, allowed are 65536"):
        room.parser().feed(room.piece(room.OUTPUT, bytes(room.PIECE_BYTES + 1)))
    assert room.WINDOW <= room.PIECE_BYTES * 4
