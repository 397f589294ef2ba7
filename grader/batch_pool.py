"""The pool's worker processes as the parent sees them: start, hand over, listen, stop.

Workers are spawned, not forked: a fork would carry the journal's database, the folder's lock and the threads of a
progress bar or of the Docker SDK into the worker. Knows nothing of results or folders.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess

import msgspec

from grader.batch_worker import FromWorker, Job, work
from grader.discover import Found

__all__ = ["Worker", "dismiss_all", "end_all"]

STOP_S = 5.0
SETUP_S = 120.0

_SPAWN = get_context("spawn")
_DECODER: msgspec.msgpack.Decoder[FromWorker] = msgspec.msgpack.Decoder(FromWorker)


class Worker:
    """A live worker process and what it is at."""

    def __init__(self, setup: bytes) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        self.process: SpawnProcess = _SPAWN.Process(target=work, args=(theirs, setup), daemon=True)
        # The worker starts deaf to both signals, so that Ctrl-C never catches it half-way up.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        try:
            self.process.start()
        finally:
            theirs.close()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        self.ready = False
        self.found: Found | None = None
        self.deadline = time.monotonic() + SETUP_S

    def give(self, found: Found, allowed_s: float) -> bool:
        """Hand a submission over; False when the worker is dead."""
        self.found = found
        self.deadline = time.monotonic() + allowed_s
        return self._send(msgspec.msgpack.encode(Job(found.id, os.fsencode(found.path))))

    def dismiss(self) -> None:
        """Ask it to end when it is idle."""
        self._send(b"")

    def _send(self, data: bytes) -> bool:
        try:
            self.connection.send_bytes(data)
        except OSError:
            return False
        return True

    def receive(self) -> FromWorker | None:
        """What it says; None when it died."""
        try:
            return _DECODER.decode(self.connection.recv_bytes())
        except (EOFError, OSError):
            return None

    def ask_to_stop(self) -> None:
        if self.process.is_alive():
            self.process.terminate()

    def end(self, wait_s: float) -> bool:
        """Wait, then kill it with whatever it started; whether it ended by itself and in order."""
        self.process.join(max(wait_s, 0.0))
        if self.process.pid is not None and self.process.is_alive():
            with contextlib.suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.join()
        self.connection.close()
        return self.process.exitcode == 0


def dismiss_all(workers: list[Worker]) -> bool:
    """Wait for workers that were dismissed, closing a sandbox takes its time; whether all ended in order."""
    deadline = time.monotonic() + STOP_S
    in_order = True
    while workers:
        in_order &= workers[-1].end(deadline - time.monotonic())
        workers.pop()
    return in_order


def end_all(workers: Sequence[Worker]) -> bool:
    """Stop whatever still works: asked first, killed when it doesn't listen; whether all ended in order.

    Another Ctrl-C means at once.
    """
    deadline = time.monotonic() + STOP_S
    in_order, stopped = True, False
    for worker in workers:
        worker.ask_to_stop()
    left = list(workers)
    while left:
        try:
            in_order &= left[-1].end(0.0 if stopped else deadline - time.monotonic())
            left.pop()
        except KeyboardInterrupt:
            stopped = True
    if stopped:
        raise KeyboardInterrupt
    return in_order
