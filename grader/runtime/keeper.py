"""Process 1 of a room: it carries bytes between the trusted side and the one child there is, and cleans up after it.

It believes nothing of the child: it never looks into the child's bytes, holds a bounded number of them, and never
waits for the child to read or write. What it says to the trusted side goes over descriptors that no child has.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from pathlib import Path
from typing import NoReturn

import msgspec

from grader.runtime.nursery import Died
from grader.runtime.outbox import Outbox
from grader.runtime.wipe import PLACES, Rubbish, empty, kill_all
from grader.wire import room
from grader.wire.frames import FrameError
from grader.wire.room import Begin, End, Ended, Gone, Opened, Taken, ToRoom

__all__ = ["Keeper"]

UNSENT_BYTES = 4 * room.PIECE_BYTES
REST_BYTES = 2**20
CLEAN_S = 2.0
CLOSED_S = 0.5
TAKEN_AT_LEAST = room.WINDOW // 2
MEMORY = ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control")
BROKEN, NURSERY_KILLED = 73, 74


class _Session:
    """A child that runs, or has ended and not been wiped yet."""

    def __init__(self, user: int, input: int, protocol: int, output: int) -> None:
        self.user = user
        self.input, self.protocol, self.output = input, protocol, output
        self.unread = bytearray()
        self.taken = 0
        self.oom_kills = oom_kills()
        self.died: Died | None = None
        self.gone = False
        self.closed_at: float | None = None

    def descriptors(self) -> tuple[int, int, int]:
        return self.input, self.protocol, self.output

    def close(self) -> None:
        for name in ("input", "protocol", "output"):
            self.close_one(name)

    def close_one(self, name: str) -> None:
        if getattr(self, name) >= 0:
            os.close(getattr(self, name))
            setattr(self, name, -1)


class Keeper:
    """Serves the sessions of a room, one at a time, until the trusted side closes the stream.

    Parameters
    ----------
    nursery : socket
        To the process that forks, which is already there.
    child : int
        Its process id.
    users : range, optional
        Ids for the children; each is used once.
    opened : Opened
        What to say when the nursery is ready.
    """

    def __init__(self, nursery: socket.socket, child: int, users: range | None, opened: Opened) -> None:
        self._nursery = nursery
        self._child = child
        self._status = 0
        self._users = iter(users) if users is not None else None
        self._opened = opened
        self._parser = room.parser()
        self._poll = select.poll()
        self._watched: dict[int, int] = {}
        self._nursery_number = nursery.fileno()
        self._out = Outbox(1)
        self._session: _Session | None = None

    def keep(self) -> NoReturn:
        """Serve."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)  # process 1 without a handler doesn't meet signals from inside
        signal.signal(signal.SIGCHLD, lambda number, frame: self._reap())
        os.set_blocking(0, False)
        os.set_blocking(1, False)
        if self._news() != b"ready":
            broken("the nursery speaks otherwise")
        for place in PLACES:
            empty(place)  # what the libraries wrote for themselves while they were imported
        self._rubbish = Rubbish(frozenset((os.getpid(), self._child)))
        self._say(self._opened)
        while True:
            self._turn()

    # The streams

    def _turn(self) -> None:
        session = self._session
        wanted = {0: select.POLLIN, self._nursery_number: select.POLLIN}
        wait_ms = None
        if self._out.bytes:
            wanted[1] = select.POLLOUT
        if session is not None and not session.gone:
            if self._out.bytes < UNSENT_BYTES:
                wanted[session.protocol] = wanted[session.output] = select.POLLIN
            if session.unread:
                wanted[session.input] = select.POLLOUT
            wanted.pop(-1, None)
            if session.closed_at is not None:
                wait_ms = max(int((session.closed_at - time.monotonic()) * 1000) + 1, 0)
        self._watch(wanted)
        for descriptor, _ in self._poll.poll(wait_ms):
            if descriptor == 0:
                self._read_orders()
            elif descriptor == 1:
                self._out.write()
            elif descriptor == self._nursery_number:
                self._hear_nursery()
            elif session is not None and session is self._session and descriptor in session.descriptors():
                self._carry(session, descriptor)  # unless what came before in this turn closed it
        session = self._session
        if session is not None and session.closed_at is not None and time.monotonic() >= session.closed_at:
            self._gone(session, None)

    def _watch(self, wanted: dict[int, int]) -> None:
        if wanted != self._watched:
            for descriptor in self._watched.keys() - wanted.keys():
                self._poll.unregister(descriptor)
            for descriptor, events in wanted.items():
                self._poll.register(descriptor, events)
            self._watched = wanted

    def _read_orders(self) -> None:
        try:
            data = os.read(0, 2 * room.PIECE_BYTES)
        except BlockingIOError:
            return
        if not data:
            os._exit(0)  # the trusted side is gone or has done with this room
        try:
            for frame in self._parser.feed(data):
                if frame.head == room.INPUT:
                    self._give(frame.blob)
                else:
                    self._obey(room.to_room(frame))
        except FrameError as error:
            broken(str(error))

    def _obey(self, message: ToRoom) -> None:
        if isinstance(message, Begin) and self._session is None:
            self._begin(message)
        elif isinstance(message, End) and self._session is not None:
            self._end(self._session)
        else:
            broken(f"{type(message).__name__} out of turn")

    def _give(self, data: bytes) -> None:
        session = self._session
        if session is None:
            broken("bytes for a child that isn't there")
        if len(session.unread) + len(data) > room.WINDOW:
            broken("more bytes than the window holds")
        session.unread += data
        self._feed(session)

    def _feed(self, session: _Session) -> None:
        if session.input >= 0 and session.unread:
            try:
                taken = os.write(session.input, session.unread)
            except BlockingIOError:
                return
            except OSError:  # it closed its end: what it doesn't take it will never answer
                session.unread.clear()
                session.close_one("input")
                return
            del session.unread[:taken]
            session.taken += taken
            if session.taken >= TAKEN_AT_LEAST:  # seldom: less than that never closes the window
                self._say(Taken(session.taken))
                session.taken = 0

    def _carry(self, session: _Session, descriptor: int) -> None:
        if descriptor == session.input:
            self._feed(session)
            return
        name, kind = ("protocol", room.PROTOCOL) if descriptor == session.protocol else ("output", room.OUTPUT)
        try:
            data = os.read(descriptor, room.PIECE_BYTES)
        except BlockingIOError:
            return
        if data:
            self._out.put(room.piece(kind, data))
            return
        session.close_one(name)
        if name == "protocol":
            session.closed_at = time.monotonic() + CLOSED_S  # its exit status, if it ended, comes at once

    def _say(self, message: Opened | Taken | Gone | Ended) -> None:
        self._out.put(room.said(message))

    # Sessions

    def _begin(self, begin: Begin) -> None:
        user = next(self._users, 0) if self._users is not None else 0
        if self._users is not None and not user:
            broken("no user id is left")
        pipes = [os.pipe() for _ in range(3)]
        (child_in, mine_in), (mine_protocol, child_protocol), (mine_output, child_output) = pipes
        for descriptor in (mine_in, mine_protocol, mine_output):
            os.set_blocking(descriptor, False)
        request = msgspec.msgpack.encode(msgspec.structs.replace(begin, user=user))
        socket.send_fds(self._nursery, [request], [child_in, child_protocol, child_output])
        for descriptor in (child_in, child_protocol, child_output):
            os.close(descriptor)
        self._session = _Session(user, mine_in, mine_protocol, mine_output)

    def _hear_nursery(self) -> None:
        if not select.select([self._nursery], [], [], 0)[0]:
            return  # the order to end the session came in the same turn, and its cleaning has read this news
        data = self._news()
        session = self._session
        if session is None:
            broken("a child ended that nobody asked for")
        session.died = msgspec.msgpack.decode(data, type=Died)
        if not session.gone:
            # What it wrote before it ended counts; processes it left behind must not add to that without end.
            for descriptor in (session.output, session.protocol):
                rest = REST_BYTES
                while rest > 0 and descriptor in (session.output, session.protocol) and descriptor >= 0:
                    if not select.select([descriptor], [], [], 0)[0]:
                        break
                    before = self._out.bytes
                    self._carry(session, descriptor)
                    rest -= max(self._out.bytes - before, 2**12)
            self._gone(session, session.died)

    def _news(self) -> bytes:
        """What the nursery says. Without it there is no room: the exit code tells a kill from a failure of its own."""
        data = self._nursery.recv(64)
        if not data:
            with contextlib.suppress(ChildProcessError):
                self._status = os.waitpid(self._child, 0)[1]
            os._exit(NURSERY_KILLED if os.WIFSIGNALED(self._status) else BROKEN)
        return data

    def _reap(self) -> None:
        """Collect orphans that ended; of the nursery, how."""
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                if pid == self._child:
                    self._status = status

    def _gone(self, session: _Session, died: Died | None) -> None:
        kill_all(session.user, self._rubbish.ours)
        session.gone = True
        session.closed_at = None
        kills, before = oom_kills(), session.oom_kills
        killed = None if kills is None or before is None else kills - before
        self._say(Gone(died.code if died else None, died.cpu_s if died else 0.0, killed))

    def _end(self, session: _Session) -> None:
        kill_all(session.user, self._rubbish.ours)
        session.close()
        self._out.drop()
        deadline = time.monotonic() + CLEAN_S
        self._session = None
        self._say(self._cleaned(session, deadline))

    def _cleaned(self, session: _Session, deadline: float) -> Ended:
        if session.died is None:
            wait_s = max(deadline - time.monotonic(), 0.0)
            if not select.select([self._nursery], [], [], wait_s)[0]:
                return Ended(False, "its process can't be killed")
            self._news()
        left = self._rubbish.remove(session.user, deadline)
        return Ended(not left, left)


def oom_kills() -> int | None:
    """The kernel's count of kills for memory in this control group; None where it can't be seen."""
    for path in MEMORY:
        with contextlib.suppress(OSError, ValueError, IndexError):
            lines = [line.split() for line in Path(path).read_text().splitlines()]
            return next((int(value) for key, value in lines if key == "oom_kill"), None)
    return None


def broken(what: str) -> NoReturn:
    """End the room: the trusted side and it don't understand each other."""
    with contextlib.suppress(OSError):
        os.write(2, f"the room is broken: {what}\n".encode())
    os._exit(BROKEN)
