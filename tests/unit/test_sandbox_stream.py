"""The trusted side of a session over a socket that plays the runtime: what each byte of it leads to."""

from __future__ import annotations

import itertools
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import pytest

from grader.errors import (
    HarnessError,
    SandboxBrokenError,
    StudentBadReply,
    StudentCrashed,
    StudentOutputLimit,
    StudentRaised,
    StudentTimeout,
    SubjectFault,
)
from grader.sandbox.base import Limits, Program
from grader.sandbox.pump import CPU_SAMPLE_S, ProcessorClock
from grader.sandbox.stream import Channel, StreamSession
from grader.wire import codec
from grader.wire.frames import FrameParser, join
from grader.wire.messages import (
    PROTOCOL_VERSION,
    Call,
    FromRuntime,
    Loaded,
    LoadFailure,
    Raised,
    Ready,
    Returned,
    Unsendable,
    pack,
    to_runtime,
)


class SocketTransport:
    """One socket for both directions, as a container's is; output comes marked by a first byte of 0xff."""

    def __init__(self, ours: socket.socket) -> None:
        self._socket = ours
        ours.setblocking(False)
        self.killed = 0
        self.closed = 0
        self.cpu: Callable[[], float] = lambda: 0.0
        self.end: SubjectFault | HarnessError = StudentCrashed("gone")
        self.refused = False
        self.blocked: str | None = None

    def descriptors(self) -> Sequence[int]:
        return (self._socket.fileno(),)

    def receive(self, descriptor: int) -> list[tuple[Channel, bytes]]:
        data = self._socket.recv(2**16)
        if data[:1] == b"\xff":
            return [(Channel.OUTPUT, data[1:])]
        return [(Channel.PROTOCOL, data)]

    def write_descriptor(self) -> int:
        return self._socket.fileno()

    def send(self, data: memoryview) -> int:
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0

    def cpu_seconds(self) -> float:
        return self.cpu()

    def memory_refused(self) -> bool:
        return self.refused

    def unreachable(self) -> str | None:
        return self.blocked

    def ended(self) -> SubjectFault | HarnessError:
        return self.end

    def kill(self) -> None:
        self.killed += 1

    def close(self) -> None:
        self.closed += 1


class Room:
    """A session and the other end of its transport."""

    def __init__(self, limits: Limits) -> None:
        ours, self.theirs = socket.socketpair()
        self._ours = ours
        self.transport = SocketTransport(ours)
        self.session = StreamSession(self.transport, limits)
        self._parser = FrameParser(2**20, 2**26)

    def say(self, *messages: FromRuntime) -> None:
        self.theirs.sendall(b"".join(join(*pack(message)) for message in messages))

    def answer(self, reply: Callable[[Call], bytes]) -> threading.Thread:
        """Answer the next call in a thread with the bytes that `reply` makes of it."""

        def serve() -> None:
            frames: list[tuple[bytes, bytes]] = []
            while not frames:
                frames += self._parser.feed(self.theirs.recv(2**16))
            call = to_runtime(*frames[0])
            assert isinstance(call, Call)
            self.theirs.sendall(reply(call))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        return thread

    def close(self) -> None:
        self.session.close()
        self.theirs.close()
        self._ours.close()


@pytest.fixture
def room() -> Iterator[Callable[..., Room]]:
    rooms = []

    def make(**limits: float) -> Room:
        rooms.append(Room(Limits(**limits)))
        return rooms[-1]

    yield make
    for made in rooms:
        made.close()


Make = Callable[..., Room]


def returned(value: object) -> Callable[[Call], bytes]:
    return lambda call: join(*pack(Returned(call.id, codec.encode(value))))


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (Ready(99, "3", "2", "x"), f"the runtime speaks protocol 99, wanted is {PROTOCOL_VERSION}"),
        (Loaded(()), f"the runtime speaks an unknown protocol, wanted is {PROTOCOL_VERSION}"),
    ],
    ids=["version", "message"],
)
def test_another_protocol_is_ours(room: Make, message: FromRuntime, reason: str) -> None:
    """A runtime of another version is refused before any code is sent to it."""
    made = room()
    made.say(message)
    with pytest.raises(SandboxBrokenError, match=reason):
        made.session.await_ready(1)
    assert not made.session.alive


def test_a_silent_start_is_ours_and_shows_what_was_printed(room: Make) -> None:
    """The message holds the runtime's last words, or that there were none."""
    made = room()
    made.theirs.sendall(b"\xffImportError: numpy")
    with pytest.raises(SandboxBrokenError, match="the runtime did not start: ImportError: numpy"):
        made.session.await_ready(0.2)
    with pytest.raises(SandboxBrokenError, match=r"did not start: no word from it within 0\.1 s"):
        room().session.await_ready(0.1)


def test_a_large_request_goes_out_while_answers_and_output_come_in(room: Make) -> None:
    """Neither side waits for the other when all buffers are full."""
    made = room()
    made.theirs.sendall(b"\xff" + b"o" * 1000)
    thread = made.answer(returned(1))
    assert made.session.call("f", [b"x" * 2**24], seed=0) == 1
    thread.join()
    assert made.session.stdout == "o" * 1000


def test_a_lost_connection_is_what_the_transport_says_it_is(room: Make) -> None:
    """A fault of the student's or of ours, before or while a request is sent."""
    for end, error in (
        (StudentCrashed("gone"), StudentCrashed),
        (SandboxBrokenError("the engine went away"), SandboxBrokenError),
    ):
        made = room()
        made.transport.end = end
        made.theirs.close()
        with pytest.raises(error, match=str(end)):
            made.session.call("f", [], seed=0)
        assert not made.session.alive
        assert made.transport.killed == 1


def test_an_error_in_bold_is_told_plainly(room: Make) -> None:
    """Keras paints its messages for a terminal; what else could command one is left for the pages to show."""
    made = room()
    text = "\x1b[1mInvalid shape\x1b[0m \x1b[2Jx"
    thread = made.answer(lambda call: join(*pack(Raised(call.id, "ValueError", text))))
    with pytest.raises(StudentRaised) as caught:
        made.session.call("f", [], seed=0)
    assert str(caught.value) == "ValueError: Invalid shape \x1b[2Jx"
    thread.join()


def test_a_reset_connection_is_an_end(room: Make) -> None:
    """Closing with unread data resets the connection; that is an end like another."""
    made = room()
    listener = socket.create_server(("127.0.0.1", 0))
    ours = socket.create_connection(listener.getsockname())
    theirs, _ = listener.accept()
    listener.close()
    session = StreamSession(SocketTransport(ours), Limits())
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    theirs.close()
    with pytest.raises(StudentCrashed):
        session.call("f", [], seed=0)
    session.close()
    ours.close()
    assert made.session.alive


BAD = {
    "garbage": (lambda call: b"\xfe" * 20, "the student's process sent a frame announces"),
    "no message": (lambda call: join(b"\xc1"), "the student's process sent no message"),
    "another id": (lambda call: join(*pack(Returned(call.id + 1, codec.encode(1)))), "a message that answers nothing"),
    "no id": (lambda call: join(*pack(Loaded(()))), r"a message that answers nothing \(Loaded\)"),
    "no value": (lambda call: join(*pack(Returned(call.id, b"\0\0\0\x01\xc1"))), "the reply is no plain value: it has"),
    "callback": (
        lambda call: join(*pack(Returned(call.id, codec.encode(codec.Callback("f"))))),
        "it holds a function",
    ),
    "large": (
        lambda call: join(*pack(Returned(call.id, codec.encode(b"x" * 2000)))),
        "the reply is no plain value",
    ),
}


@pytest.mark.parametrize(("reply", "reason"), BAD.values(), ids=BAD)
def test_a_bad_answer_ends_the_session(room: Make, reply: Callable[[Call], bytes], reason: str) -> None:
    """Everything that is no whole, plain answer to this very call is StudentBadReply."""
    made = room(reply_bytes=1000)
    made.answer(reply)
    with pytest.raises(StudentBadReply, match=reason):
        made.session.call("f", [], seed=0)
    assert not made.session.alive
    assert made.transport.killed == 1


def test_an_unsendable_value_leaves_the_session_alive(room: Make) -> None:
    """It is an honest answer: the function returned what is no plain value."""
    made = room()
    made.answer(lambda call: join(*pack(Unsendable(call.id, "result is a function"))))
    with pytest.raises(StudentBadReply, match=r"^result is a function$"):
        made.session.call("f", [], seed=0)
    assert made.session.alive


def test_two_answers_are_one_too_many(room: Make) -> None:
    """The second is found before the next request goes out."""
    made = room()
    made.answer(lambda call: 2 * returned(1)(call))
    assert made.session.call("f", [], seed=0) == 1
    with pytest.raises(StudentBadReply, match="an answer before it was asked"):
        made.session.call("f", [], seed=0)


def test_half_an_answer_is_one_too_many_as_well(room: Make) -> None:
    """A frame begun between calls can only be a forged one."""
    made = room()
    made.answer(lambda call: returned(1)(call) + b"\0\0")
    assert made.session.call("f", [], seed=0) == 1
    with pytest.raises(StudentBadReply, match="an answer before it was asked"):
        made.session.call("f", [], seed=0)


def test_ids_of_calls_cannot_be_foreseen(room: Make) -> None:
    """No call's id follows from those before it."""
    made = room()
    seen: list[int] = []
    for _ in range(5):
        made.answer(lambda call: seen.append(call.id) or returned(1)(call))
        made.session.call("f", [], seed=0)
    steps = {b - a for a, b in itertools.pairwise(seen)}
    assert len(steps) == 4


def test_reading_the_output_of_a_flooding_session_ends(room: Make) -> None:
    """Messages that nobody asked for can't keep `stdout` busy, and output past its limit ends the session."""
    made = room(stdout_bytes=2**20)
    made.say(*[Loaded(())] * 1000)
    started = time.monotonic()
    assert made.session.stdout == ""
    assert time.monotonic() - started < 1
    flooded = room(stdout_bytes=100)
    flooded.theirs.sendall(b"\xff" + b"x" * 200)
    assert flooded.session.stdout == "x" * 200
    assert not flooded.session.alive


def test_output_past_its_limit_ends_the_call(room: Make) -> None:
    """The limit counts what came, not what is kept."""
    made = room(stdout_bytes=100, stdout_kept_bytes=10)
    made.theirs.sendall(b"\xff" + b"x" * 101)
    with pytest.raises(StudentOutputLimit):
        made.session.call("f", [], seed=0)
    assert made.session.stdout == "x" * 10


def test_a_silent_call_ends_at_its_wall_limit(room: Make) -> None:
    """And not before."""
    made = room(call_wall_s=0.3)
    started = time.monotonic()
    with pytest.raises(StudentTimeout, match=r"no answer within 0\.3 s"):
        made.session.call("f", [], seed=0)
    assert 0.29 < time.monotonic() - started < 1


def test_silence_of_a_blocked_way_is_ours(room: Make) -> None:
    """A missed deadline is nobody's timeout when the engine between doesn't answer either."""
    made = room(call_wall_s=0.1)
    made.transport.blocked = "the engine stalled"
    with pytest.raises(SandboxBrokenError, match="the engine stalled"):
        made.session.call("f", [], seed=0)
    assert made.transport.killed == 1
    assert not made.session.alive


def test_a_trickle_of_bytes_does_not_move_the_deadline(room: Make) -> None:
    """An answer that comes byte by byte has the same time as any other."""
    made = room(call_wall_s=0.3)

    def trickle(call: Call) -> bytes:
        for byte in b"\0\0\0\x20\0\0\0\0abcd":
            made.theirs.sendall(bytes([byte]))
            time.sleep(0.05)
        return b""

    thread = made.answer(trickle)
    with pytest.raises(StudentTimeout):
        made.session.call("f", [], seed=0)
    thread.join()


def test_a_used_up_budget_refuses_the_next_call(room: Make) -> None:
    """A session whose time is spent starts nothing more."""
    made = room(submission_s=0.1)
    made.session.spent_s = 0.2
    with pytest.raises(StudentTimeout, match=r"used up its 0\.1 s"):
        made.session.call("f", [], seed=0)


def test_closing_is_idempotent_and_releases_once(room: Make) -> None:
    """kill and close reach the transport once."""
    made = room()
    for _ in range(3):
        made.session.close()
    assert (made.transport.killed, made.transport.closed) == (1, 1)
    assert made.session.stdout == ""
    with pytest.raises(SandboxBrokenError, match="the session has ended"):
        made.session.load(Program((), {}))


def test_texts_of_a_load_are_abridged(room: Make) -> None:
    """Each may be told for every function that is not there: a megabyte would be told as often."""
    made = room()
    long = "x" * 250_000
    threading.Timer(0.1, made.say, [Loaded(("f",), (LoadFailure(long, 3, long, long, ("g",)),))]).start()
    loaded = made.session.load(Program((), {}))
    (failure,) = loaded.failures
    assert loaded.functions == ("f",)
    assert (failure.line, failure.names) == (3, ("g",))
    assert max(map(len, (failure.label, failure.type_name, failure.message))) <= 2000


def test_load_takes_only_loaded(room: Make) -> None:
    """Another message in its place is a bad reply."""
    made = room()
    made.theirs.sendall(b"")
    threading.Timer(0.05, made.say, (Returned(1, codec.encode(1)),)).start()
    with pytest.raises(StudentBadReply, match=r"answers nothing \(Returned\)"):
        made.session.load(Program((), {}))


class Clocked:
    """Processor time as a list of readings."""

    def __init__(self, *readings: float) -> None:
        self.readings = list(readings)

    def cpu_seconds(self) -> float:
        return self.readings.pop(0)


def test_processor_time_is_looked_at_seldom() -> None:
    """Not in the first 50 ms; then when one thread could have used up what is left."""
    transport = Clocked(10.0, 11.0, 11.9, 12.0)
    clock = ProcessorClock(transport, 2.0, started=100.0)  # type: ignore[arg-type] - the one method it asks
    assert not clock.over(100.0)
    assert len(transport.readings) == 4
    assert not clock.over(100.0 + CPU_SAMPLE_S)
    assert clock.next_look == pytest.approx(102.05)
    assert not clock.over(102.06)
    assert clock.next_look == pytest.approx(103.06)
    assert not clock.over(103.07)
    assert clock.next_look == pytest.approx(103.17)
    assert clock.over(103.2)


def test_output_that_ends_alone_is_no_end() -> None:
    """A closed output stream leaves the session as it is."""
    ours, theirs = socket.socketpair()
    reader, writer = os.pipe()

    class Two(SocketTransport):
        def descriptors(self) -> Sequence[int]:
            return (*super().descriptors(), reader)

        def receive(self, descriptor: int) -> list[tuple[Channel, bytes]]:
            if descriptor == reader:
                return [(Channel.OUTPUT, os.read(reader, 100))]
            return super().receive(descriptor)

    session = StreamSession(Two(ours), Limits())
    os.write(writer, b"bye")
    os.close(writer)
    assert session.stdout == "bye"
    assert session.alive
    session.close()
    os.close(reader)
    ours.close()
    theirs.close()
