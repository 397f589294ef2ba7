"""One worker process of a run: opens its sandbox once, then grades what the parent hands it, one at a time.

Owns the worker's side of the pipe and what becomes of a submission that can't be graded at all. It writes no file:
the parent keeps what comes back. Both sides are ours; only bytes of typed messages cross.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

import msgspec

from grader.course import Assignment, load_assignment, looks_like
from grader.engine import grade_submissions
from grader.errors import GraderError, HarnessError, SpecError, UnreadableError
from grader.model import Report, Submission, SubmissionInfo
from grader.recording import read_pack
from grader.results import Options, harness_report, rejected_report
from grader.sandbox.base import Sandbox
from grader.sandbox.select import open_sandbox
from grader.store import digest_file
from grader.submission import read_submission

__all__ = [
    "Broken",
    "Done",
    "FromWorker",
    "Job",
    "Ready",
    "Room",
    "Setup",
    "defined_names",
    "recognize",
    "shown_path",
    "work",
]


class Room(msgspec.Struct, frozen=True):
    """Which sandbox to open, for an assignment of which `image`; each worker opens its own."""

    sandbox: str
    isolation: str = "container"
    image: str | None = None
    runtime: str | None = None
    stack: str = "numpy"

    def open(self) -> Sandbox:
        """Open it. Raises SandboxUnavailableError when this machine has none of that kind."""
        return open_sandbox(
            self.sandbox, isolation=self.isolation, image=self.image, runtime=self.runtime, stack=self.stack
        )


class Setup(msgspec.Struct, frozen=True):
    """What a worker needs to know. Paths are bytes: a file name need not be text."""

    root: bytes
    slug: str
    others: tuple[str, ...]
    pack: bytes
    options: Options
    room: Room
    debug: bool = False


class Job(msgspec.Struct, frozen=True):
    """A submission to grade."""

    id: str
    path: bytes


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The sandbox is open: hand out the first job."""


class Done(msgspec.Struct, frozen=True, tag="done"):
    """A submission's result.json."""

    id: str
    report: bytes


class Broken(msgspec.Struct, frozen=True, tag="broken"):
    """The run can't go on: a broken spec, no sandbox. `line` is for the user, `exit_code` for the shell."""

    line: str
    exit_code: int
    trace: str = ""


FromWorker = Ready | Done | Broken
_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def work(connection: Connection, setup: bytes) -> None:
    """The main function of a worker process; ends when the parent closes the pipe or asks it to."""
    # A process group of its own: Ctrl-C in a terminal reaches the parent alone, which then stops us in order.
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # the parent hears of a closed terminal, and stops us in order
    _end_with_parent()
    try:
        # What came in the meantime arrives here: a run that was stopped as it began.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
        what = msgspec.msgpack.decode(setup, type=Setup)
        if not what.debug:
            quiet = os.open(os.devnull, os.O_RDWR)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
        _serve(connection, what)
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return  # the parent is gone, or wants us gone
    except GraderError as e:
        _send(connection, Broken(str(e), e.exit_code, _trace(e)))
    except Exception as e:
        _send(connection, Broken(f"the grader failed ({type(e).__name__}: {e}): please report it", 3, _trace(e)))


def _serve(connection: Connection, setup: Setup) -> None:
    root = Path(os.fsdecode(setup.root))
    assignment = load_assignment(root, setup.slug)
    others = [load_assignment(root, slug) for slug in setup.others]
    pack = read_pack(Path(os.fsdecode(setup.pack)))
    if pack is None:
        raise SpecError(f"the case pack of {setup.slug} is gone: run the same command again")
    sandbox = setup.room.open()

    def jobs() -> Iterator[Submission]:
        _send(connection, Ready())
        while data := connection.recv_bytes():
            job = msgspec.msgpack.decode(data, type=Job)
            try:
                yield _read(job, assignment, others)
            except (UnreadableError, HarnessError) as e:
                path = Path(os.fsdecode(job.path))
                info = SubmissionInfo(job.id, shown_path(path), digest_file(path) or "")
                make = rejected_report if isinstance(e, UnreadableError) else harness_report
                report = make(assignment, info, str(e), setup.options, sandbox=sandbox)
                _send(connection, Done(job.id, report.to_json()))

    def done(submission: Submission, report: Report) -> None:
        _send(connection, Done(submission.id, report.to_json()))

    try:
        grade_submissions(assignment, jobs(), sandbox, pack, setup.options, done)
    finally:
        sandbox.close()


def _read(job: Job, assignment: Assignment, others: Sequence[Assignment]) -> Submission:
    path = Path(os.fsdecode(job.path))
    submission = read_submission(path, id=job.id, names=assignment.names, image=assignment.image)
    if not defined_names(submission) & assignment.names:
        other = recognize(path, others)
        if other is not None:
            raise UnreadableError(
                f"{submission.file}: is a submission of {other}, not of {assignment.slug}: grade it with -a {other}"
            )
    return submission


def recognize(path: Path, assignments: Sequence[Assignment]) -> str | None:
    """The slug of the assignment that a file is of, by the names that it defines. Raises UnreadableError."""
    names = frozenset[str]().union(*(a.names for a in assignments))
    return looks_like(defined_names(read_submission(path, id="recognize", names=names)), assignments)


def defined_names(submission: Submission) -> frozenset[str]:
    """The graded names that a submission defines, and all names that it tries to in a cell that doesn't compile."""
    return frozenset(submission.definitions).union(*(p.names for p in submission.problems))


def shown_path(path: Path) -> str:
    """A path as text that any encoder takes; bytes that are no UTF-8 become �."""
    return os.fsencode(path).decode(errors="replace")


def _send(connection: Connection, message: FromWorker) -> None:
    connection.send_bytes(msgspec.msgpack.encode(message))


def _trace(error: BaseException) -> str:
    import traceback

    return "".join(traceback.format_exception(error))


def _end_with_parent() -> None:
    """Have the kernel send SIGTERM when the parent dies: a rerun should not meet us still grading for a dead one."""
    parent = multiprocessing.parent_process()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    if parent is not None and os.getppid() != parent.pid:  # it died before it was asked for
        os.kill(os.getpid(), signal.SIGTERM)


def _stop(number: int, frame: FrameType | None) -> None:
    # KeyboardInterrupt, because pytest lets that one through.
    raise KeyboardInterrupt
