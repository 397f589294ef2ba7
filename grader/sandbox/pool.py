"""Sessions started ahead of need, in the background, so that `open` finds one ready. Knows no backend.

A session that waits holds no student's code. The threads that start sessions live as long as the pool: the kernel
may tie a session's life to the thread that started it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from grader.errors import SandboxBrokenError
from grader.sandbox.base import Limits
from grader.sandbox.stream import StreamSession

__all__ = ["WarmPool"]


class WarmPool:
    """Sessions by their limits. Safe to use from several threads.

    Parameters
    ----------
    start : callable
        Starts a session with given limits, and waits until its runtime is ready.
    background : ThreadPoolExecutor
        Where sessions are started ahead; the pool shuts it down.
    warm : int
        How many sessions to hold ready for each kind of limits that was asked for.
    """

    def __init__(self, start: Callable[[Limits], StreamSession], background: ThreadPoolExecutor, warm: int) -> None:
        self._start = start
        self._background = background
        self._warm = warm
        self._lock = threading.Lock()
        self._waiting: dict[Limits, list[Future[StreamSession]]] = {}
        self._closed = False

    def take(self, limits: Limits) -> StreamSession:
        """A ready session, started now if none waits. Raises SandboxUnavailableError or SandboxBrokenError."""
        while True:
            with self._lock:
                if self._closed:
                    raise SandboxBrokenError("the sandbox is closed")
                waiting = self._waiting.setdefault(limits, [])
                started_ahead = waiting.pop(0) if waiting else None
            if started_ahead is None:
                session = self._start(limits)
                break
            # Whatever went wrong with it: it was started beside another submission, whose checks have limits of memory
            # that hold for the whole process. The next one is started here, where errors are this submission's own.
            with contextlib.suppress(Exception):
                session = started_ahead.result()
                _ = session.stdout  # meets the end of one that died while it waited
                if session.alive:
                    break
                session.close()
        self._refill(limits)
        return session

    def keep(self, limits: Limits, session: StreamSession) -> None:
        """Hold a ready, unused session for the next `take`."""
        future: Future[StreamSession] = Future()
        future.set_result(session)
        with self._lock:
            self._waiting.setdefault(limits, []).insert(0, future)

    def close(self) -> bool:
        """Close every waiting session and end the threads; False if that was done before. Never raises."""
        with self._lock:
            if self._closed:
                return False
            self._closed = True
            waiting = [future for futures in self._waiting.values() for future in futures]
            self._waiting.clear()
        for future in waiting:
            with contextlib.suppress(Exception):
                future.result().close()
        self._background.shutdown(wait=True)
        return True

    def _refill(self, limits: Limits) -> None:
        with self._lock:
            waiting = self._waiting.setdefault(limits, [])
            while not self._closed and len(waiting) < self._warm:
                waiting.append(self._background.submit(self._start, limits))
