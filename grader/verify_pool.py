"""Measure parts of a course's quality in worker processes, one part at a time each.

Owns the processes: Ctrl-C ends them in order, and one that dies is an error instead of a wait for ever. Both sides
are ours, and nothing but the references and solutions of the course runs in or below them.
"""

from __future__ import annotations

import signal
from collections.abc import Generator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType

import msgspec

from grader.course import load_assignment
from grader.errors import GraderError, HarnessError
from grader.model import Quality
from grader.sandbox.process import ProcessSandbox
from grader.verify import Plan, verify

__all__ = ["Part", "measured"]

STOP_S = 5.0
_SPAWN = get_context("spawn")  # not forked: a worker holds a pytest session and its own student process


class Part(msgspec.Struct, frozen=True):
    """What one worker does at a time: a plan of one assignment."""

    slug: str
    plan: Plan


def measured(root: Path, parts: Sequence[Part], jobs: int) -> Generator[tuple[Part, Quality], None, None]:
    """Every part's figures, in the order in which they come in.

    Raises
    ------
    GraderError
        The first one of a part; HarnessError when a worker dies.
    """
    left = list(reversed(parts))
    workers = [_Worker(root) for _ in range(min(jobs, len(parts)))]
    try:
        for worker in workers:
            worker.give(left.pop())
        while busy := {w.connection: w for w in workers if w.part is not None}:
            for ready in wait(list(busy)):
                worker = busy[ready]  # type: ignore[index]
                part, quality = worker.receive()
                if left:
                    worker.give(left.pop())
                yield part, quality
    finally:
        for worker in workers:
            worker.stop()


class _Worker:
    """A live process and the part that it is at."""

    def __init__(self, root: Path) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_work, args=(theirs, root), daemon=True)
        self.part: Part | None = None
        # It starts deaf to Ctrl-C, so that this never catches it half-way up.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self.process.start()
        finally:
            theirs.close()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def give(self, part: Part) -> None:
        self.part = part
        self.connection.send(part)

    def receive(self) -> tuple[Part, Quality]:
        part, self.part = self.part, None
        assert part is not None
        try:
            found = self.connection.recv()
        except (EOFError, OSError):
            self.process.join(STOP_S)
            raise HarnessError(f"the worker for {part.slug} ended (exit {self.process.exitcode})") from None
        if isinstance(found, GraderError):
            raise found
        return part, found

    def stop(self) -> None:
        """It is asked to end, which it does between two bytecodes; killed when it doesn't."""
        if self.process.is_alive():
            self.process.terminate()
        self.process.join(STOP_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.connection.close()


def _work(connection: Connection, root: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    try:
        while True:
            part: Part = connection.recv()
            try:
                assignment = load_assignment(root, part.slug)
                found: Quality | GraderError = verify(assignment, ProcessSandbox(stack=assignment.image), part.plan)
            except GraderError as e:
                found = e
            connection.send(found)
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return  # the parent is gone, or wants us gone


def _stop(number: int, frame: FrameType | None) -> None:
    # KeyboardInterrupt, because pytest and the sandbox clean up and let that one through.
    raise KeyboardInterrupt
