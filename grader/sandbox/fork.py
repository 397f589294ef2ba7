"""Isolation level `fork`: sessions in forked children of rooms that have imported everything already.

Owns which rooms there are: open and waiting, in use, being cleaned after a session, and replaced when that failed, when
they broke, or after many sessions. What a room is stands in `warm_room`, a session in
`forked`, what both may do in `policy`.
"""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Protocol

from grader.errors import HarnessError, SandboxBrokenError
from grader.sandbox import policy
from grader.sandbox.base import Limits, SandboxInfo
from grader.sandbox.forked import ChildTransport
from grader.sandbox.stacks import Stack
from grader.sandbox.stream import StreamSession
from grader.sandbox.warm_room import Room, RoomTransport, await_end
from grader.wire.messages import Ready
from grader.wire.room import Begin

__all__ = ["ForkSandbox", "Landlord", "described", "shape_of"]

OPEN_S = 60.0
READY_S = 30.0
END_S = 4.0
THREADS = 8
WHOLE_LANDLOCK = 6
"""The first version that also keeps signals and abstract sockets in."""


class Landlord(Protocol):
    """A backend that can start rooms."""

    name: str
    isolation: str
    """What it calls a fresh sandbox for each session: "container", and what must be said of it."""

    stack: Stack
    """What its rooms hold."""

    @property
    def image_digest(self) -> str | None:
        """What its rooms were made of, for the provenance."""

    def room(self, limits: Limits) -> RoomTransport:
        """A started room. Raises SandboxUnavailableError or SandboxBrokenError."""

    def rules(self, limits: Limits) -> Begin:
        """The limits of a child in such a room."""

    def close(self) -> None:
        """Release everything. Idempotent, never raises."""


class ForkSandbox:
    """Sessions in forked children. May be used from several threads.

    Parameters
    ----------
    landlord : Landlord
        Starts rooms; closed with this sandbox.
    warm : int
        How many rooms to keep open beyond those in use, so that a replacement costs nobody time.
    sessions : int
        How many sessions a room serves.
    """

    def __init__(self, landlord: Landlord, *, warm: int = 1, sessions: int = policy.ROOM_SESSIONS) -> None:
        self.name = landlord.name
        self.isolation = landlord.isolation.replace("container", "fork")
        self._landlord = landlord
        self._warm = warm
        self._sessions = sessions
        self._background = ThreadPoolExecutor(THREADS, thread_name_prefix="grader-fork")
        self._lock = threading.Lock()
        self._free: dict[Limits, list[Room]] = {}
        self._coming: dict[Limits, list[Future[Room | None]]] = {}
        self._ready: Ready | None = None
        self._closed = False
        self.landlock = WHOLE_LANDLOCK
        """The kernel's version of Landlock in the rooms, 0 for none."""
        self.replaced: list[str] = []
        """Why rooms were given up, but for their age."""

    def open(self, limits: Limits) -> StreamSession:
        """A session in a fresh child that said Ready. Raises SandboxUnavailableError or SandboxBrokenError."""
        return self._open(limits, self._warm)

    def _open(self, limits: Limits, warm: int) -> StreamSession:
        shape = shape_of(limits)
        for attempt in (1, 2):
            inside = self._take(shape)
            self._refill(shape, warm)
            try:
                session = self._begin(inside, limits)
            except (HarnessError, OSError) as error:
                inside.fail(str(error))
                if attempt == 2:
                    raise SandboxBrokenError(f"no child can be forked: {inside.broken}") from None
                continue
            return session
        raise AssertionError("unreachable: the second attempt raises")

    def info(self) -> SandboxInfo:
        """Facts for the provenance; opens a session once if none was opened yet."""
        if self._ready is None:
            self._open(self._landlord.stack.probe, 0).close()
        assert self._ready is not None
        return SandboxInfo(
            sandbox=self.name,
            isolation=described(self.isolation, self.landlock),
            image_digest=self._landlord.image_digest,
            python=self._ready.python,
            numpy=self._ready.numpy,
            tensorflow=self._ready.tensorflow,
            platform=self._ready.platform,
        )

    def close(self) -> None:
        """Remove every room and wait until all are gone. Idempotent, never raises."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            free = [inside for rooms in self._free.values() for inside in rooms]
            coming = [future for futures in self._coming.values() for future in futures]
            self._free.clear()
            self._coming.clear()
        for future in coming:
            with contextlib.suppress(HarnessError):
                if (inside := future.result()) is not None:
                    free.append(inside)
        for inside in free:
            inside.close()
        self._background.shutdown(wait=True)
        self._landlord.close()

    # Rooms

    def _begin(self, inside: Room, limits: Limits) -> StreamSession:
        try:
            rules = self._landlord.rules(limits)
            transport = ChildTransport(inside, rules, limits, lambda room: self._leave(room, shape_of(limits)))
        except OSError as error:
            inside.fail(f"no child could be asked for: {error}")
            self._give_up(inside)
            raise
        session = StreamSession(transport, limits)
        try:
            self._ready = session.await_ready(READY_S)
        except BaseException:
            session.close()
            raise
        return session

    def _take(self, limits: Limits) -> Room:
        while True:
            with self._lock:
                if self._closed:
                    raise SandboxBrokenError("the sandbox is closed")
                free = self._free.setdefault(limits, [])
                inside = free.pop(0) if free else None
                coming = self._coming.setdefault(limits, [])
                if inside is None and not coming:
                    coming.append(self._background.submit(self._start, limits))
                waiting = list(coming)
            if inside is None:
                inside = self._first_of(limits, waiting)
            if inside is not None:
                if inside.usable:
                    return inside
                self._give_up(inside)

    def _first_of(self, limits: Limits, waiting: list[Future[Room | None]]) -> Room | None:
        """The first room that is opened or cleaned; None when another thread got it or it had to be given up."""
        done = wait(waiting, return_when=FIRST_COMPLETED).done
        for future in done:
            with self._lock:
                try:
                    self._coming[limits].remove(future)
                except (KeyError, ValueError):
                    continue
            return future.result()
        return None

    def _refill(self, limits: Limits, warm: int) -> None:
        with self._lock:
            coming = self._coming.setdefault(limits, [])
            for future in [future for future in coming if future.done()]:
                coming.remove(future)
                if future.exception() is None and (inside := future.result()) is not None:
                    self._free.setdefault(limits, []).append(inside)
            while not self._closed and len(self._free.get(limits, ())) + len(coming) < warm:
                coming.append(self._background.submit(self._start, limits))

    def _start(self, limits: Limits) -> Room:
        inside: Room | None = None
        try:
            inside = Room(self._landlord.room(limits))
            self.landlock = inside.await_open(max(OPEN_S, self._landlord.stack.ready_s)).landlock
        except HarnessError:
            raise
        except Exception as error:  # memory: another submission's checks have limits that hold for the whole process
            if inside is not None:
                inside.close()
            raise SandboxBrokenError(f"a room did not open: {type(error).__name__}: {error}") from error
        return inside

    def _leave(self, inside: Room, limits: Limits) -> None:
        """Called when a session's end was asked for: see to it in the background."""
        with self._lock:
            if not self._closed:
                self._coming.setdefault(limits, []).append(self._background.submit(self._cleaned, inside))
                return
        inside.close()

    def _cleaned(self, inside: Room) -> Room | None:
        try:
            if inside.broken is None and await_end(inside, END_S) and inside.sessions < self._sessions:
                return inside
        except Exception as error:  # as in `_start`
            inside.fail(f"its end was not heard: {type(error).__name__}: {error}")
        self._give_up(inside)
        return None

    def _give_up(self, inside: Room) -> None:
        if inside.broken is not None:
            self.replaced.append(str(inside.broken))
        inside.close()


def shape_of(limits: Limits) -> Limits:
    """What of the limits is the room's; sessions that differ in the rest alone can share rooms."""
    return Limits(
        memory_bytes=limits.memory_bytes,
        processes=limits.processes,
        open_files=limits.open_files,
        file_bytes=limits.file_bytes,
        disk_bytes=limits.disk_bytes,
    )


def described(isolation: str, landlock: int) -> str:
    """The level with what must be said of it: "fork", or "fork (Landlock 3)" where the kernel's is not all of it."""
    if landlock >= WHOLE_LANDLOCK:
        return isolation
    said = f"Landlock {landlock}" if landlock else "no Landlock"
    return f"{isolation.removesuffix(')')}; {said})" if isolation.endswith(")") else f"{isolation} ({said})"
