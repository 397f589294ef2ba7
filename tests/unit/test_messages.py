"""Messages survive their frames, and what is no message is a MessageError."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.wire.messages import (
    Binding,
    Call,
    CallbackRaised,
    CallbackReturned,
    CallingBack,
    Frame,
    Load,
    Loaded,
    LoadFailure,
    MessageError,
    Raised,
    Ready,
    Returned,
    Source,
    Unsendable,
    from_runtime,
    pack,
    to_runtime,
)

TO_RUNTIME = [
    Load(1, (Source("cell 1", "x = 'λ'"),), {"utils": "y = 1"}, ("utils",), 7, 99),
    Call(
        2**62, "f", b"args", 5, 1, (Binding("a", given="u.a"), Binding("b", value=b"\xff"), Binding("c", callback="c"))
    ),
    CallbackReturned(3, b"value"),
    CallbackRaised(4, "no"),
]
FROM_RUNTIME = [
    Ready(1, "3.11.7", "2.4.0", "Linux"),
    Loaded(("f", "g"), (LoadFailure("cell 1", 3, "NameError", "x", ("h",)),)),
    Returned(1, b"\0" * 100),
    Raised(1, "ValueError", "no", (Frame("cell 1", 2, "f", "raise"),)),
    Unsendable(1, "result is a function"),
    CallingBack(1, "given", b"args"),
]


@pytest.mark.parametrize("message", TO_RUNTIME, ids=lambda message: type(message).__name__)
def test_messages_to_the_runtime_survive(message: Load) -> None:
    """What is packed is read back equal, and only on its own side."""
    assert to_runtime(*pack(message)) == message
    with pytest.raises(MessageError):
        from_runtime(*pack(message))


@pytest.mark.parametrize("message", FROM_RUNTIME, ids=lambda message: type(message).__name__)
def test_messages_from_the_runtime_survive(message: Returned) -> None:
    """What is packed is read back equal, and only on its own side."""
    assert from_runtime(*pack(message)) == message
    with pytest.raises(MessageError):
        to_runtime(*pack(message))


def test_the_value_of_a_message_travels_beside_it() -> None:
    """A large value is the frame's blob and not part of its head, whose cap is smaller."""
    head, blob = pack(Returned(1, b"v" * 10_000))
    assert blob == b"v" * 10_000
    assert len(head) < 100


encode = msgspec.msgpack.encode
RAISED = {"type": "raised", "id": 1, "type_name": "E", "message": "", "frames": []}

MALFORMED = {
    "no msgpack": (b"\xc1", b"", "no message: "),
    "no map": (encode([1]), b"", "no message: Expected `object`"),
    "no type": (encode({}), b"", "missing required field `type`"),
    "unknown type": (encode({"type": "verdict"}), b"", "Invalid value 'verdict'"),
    "wrong field": (encode(RAISED | {"message": 1}), b"", "Expected `str`, got `int`"),
    "huge id": (b"\x81\xa2id\xcf" + b"\xff" * 8, b"", "no message: "),
    "deep": (b"\x81\xa1x" + b"\x91" * 100_000, b"", "no message: "),
    "text that is no UTF-8": (b"\x81\xa4type\xa1\xff", b"", "no message: "),
    "blob beside a message without value": (encode(RAISED), b"x", "a Raised message with its value in the wrong place"),
    "value inside": (pack(Returned(1, b""))[0].replace(b"\xc4\x00", b"\xc4\x01v"), b"", "value in the wrong place"),
}


@pytest.mark.parametrize(("head", "blob", "reason"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_message_is_an_error(head: bytes, blob: bytes, reason: str) -> None:
    """Every malformed head, and a value where none belongs, is a MessageError that says why."""
    with pytest.raises(MessageError) as caught:
        from_runtime(head, blob)
    assert reason in str(caught.value)


@given(st.binary(max_size=60), st.binary(max_size=4))
def test_any_bytes_are_a_message_or_a_message_error(head: bytes, blob: bytes) -> None:
    """No bytes raise anything else."""
    try:
        message = from_runtime(head, blob)
    except MessageError:
        return
    assert pack(message)[1] == blob
