"""Many submissions over worker processes: hand out, keep each result as it comes, survive what dies.

Owns the pool, the order of events and what a run leaves in its folder. It grades nothing itself and draws no bars:
`on_done` hears of every result.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from collections.abc import Callable
from multiprocessing import connection
from pathlib import Path

import msgspec

from grader import __version__
from grader.batch_pages import PAGE, student_page, summary_files
from grader.batch_pool import Worker, dismiss_all, end_all
from grader.batch_room import RoomWatch, stop_signals
from grader.batch_worker import Broken, Done, FromWorker, Ready, Room, Setup, shown_path
from grader.course import Assignment, assignment_slugs, load_assignment
from grader.discover import Found
from grader.errors import (
    CourseError,
    GraderError,
    HarnessError,
    SandboxBrokenError,
    SpecError,
    UsageError,
)
from grader.model import Report, SubmissionInfo
from grader.recording import Pack, write_pack
from grader.results import Options, harness_report
from grader.sandbox.base import Limits, SandboxInfo, Session
from grader.sandbox.scratch import make_scratch, no_room, reap_scratch, remove_scratch
from grader.store import RESULT, RunFolder, RunKey, digest_file

__all__ = ["Finished", "Interrupted", "RunPlan", "run_batch"]

ATTEMPTS = 2
SPARE_S = 120.0


class Interrupted(GraderError):  # noqa: N818 - the user's wish, not an error
    """The user stopped the run; what was finished is kept."""

    exit_code = 130


class RunPlan(msgspec.Struct, frozen=True):
    """What to grade, how, and where it goes."""

    assignment: Assignment
    found: tuple[Found, ...]
    options: Options
    room: Room
    info: SandboxInfo
    out: Path
    jobs: int
    fresh: bool = False
    debug: bool = False


class Finished(msgspec.Struct, frozen=True):
    """One more result: `resumed` when it was there from an earlier run."""

    report: Report
    count: int
    total: int
    resumed: bool


def run_batch(plan: RunPlan, pack: Pack, on_done: Callable[[Finished], None]) -> tuple[Report, ...]:
    """Grade every submission of the plan and write the run's folder; returns the reports by id.

    Parameters
    ----------
    on_done : callable
        Hears of each result after it is safely on the disk.

    Raises
    ------
    UsageError
        When the folder can't be used; nothing was graded.
    Interrupted
        After Ctrl-C or SIGTERM; index and gradebook hold what was finished.
    HarnessError
        When the folder fails in mid-run or no worker can be kept alive.
    SpecError
        When the specs are broken.
    """
    with RunFolder(plan.out) as folder:
        run = _Run(plan, folder, on_done)
        run.begin()
        state = "failed"
        try:
            with stop_signals():
                run.take_over()
                if run.left:
                    run.grade_all(pack)
            state = "finished"
        except KeyboardInterrupt:
            state = "interrupted"
            run.summarize()
            raise Interrupted(run.how_to_resume()) from None
        except HarnessError:
            with contextlib.suppress(HarnessError):
                run.summarize()
            raise
        finally:
            # The journal's last word must not hide the error that brought us here.
            with contextlib.suppress(*(() if state == "finished" else (HarnessError,))):
                folder.journal.end(state)
        run.summarize()
        return run.sorted_reports()


class _Run:
    """One run: what is left, what is done, and the workers between."""

    def __init__(self, plan: RunPlan, folder: RunFolder, on_done: Callable[[Finished], None]) -> None:
        self._plan = plan
        self._folder = folder
        self._on_done = on_done
        self._key = RunKey(
            assignment=plan.assignment.slug,
            course_sha256=plan.assignment.sha256,
            seed=plan.options.seed,
            edition=plan.options.edition,
            sandbox=plan.info.sandbox,
            isolation=plan.info.isolation,
            image_digest=plan.info.image_digest,
            runtime=plan.room.runtime,
            grader_version=__version__,
        )
        self._digests = {found.id: digest_file(found.path) for found in plan.found}
        self._reports: dict[str, Report] = {}
        self._deaths: dict[str, int] = {}
        self._repeated: set[str] = set()
        self._failed_starts = 0
        self._watch = RoomWatch(plan.room, plan.assignment.limits)
        self._leaving: list[Worker] = []
        self.left: deque[Found] = deque()

    def begin(self) -> None:
        """Open the run in the journal; another assignment's folder is not ours to fill."""
        last, slug = self._folder.journal.last_assignment(), self._plan.assignment.slug
        if last not in (None, slug):
            raise UsageError(f"{self._folder.path} holds a run of {last}, not of {slug}: choose another folder with -o")
        self._folder.journal.begin(self._key)

    def take_over(self) -> None:
        """Keep what an earlier run has done under the same key; the rest is left to grade."""
        for found in self._plan.found:
            report = None if self._plan.fresh else self._done_before(found)
            if report is None:
                self.left.append(found)
            else:
                self._folder.journal.keep(found.id)
                self._note(report, resumed=True)

    def _done_before(self, found: Found) -> Report | None:
        digest = self._digests[found.id]
        if digest is None or not self._folder.journal.is_done(found.id, self._key.of(digest)):
            return None
        return self._folder.read_report(found.id, beside=PAGE)

    def grade_all(self, pack: Pack) -> None:
        """Keep the workers busy until nothing is left."""
        plan = self._plan
        reap_scratch()
        scratch = make_scratch("run")
        try:
            path = scratch / "cases.pack"
            try:
                write_pack(path, pack)
            except OSError as e:
                raise no_room(e) from e
            setup = msgspec.msgpack.encode(
                Setup(
                    root=os.fsencode(plan.assignment.root),
                    slug=plan.assignment.slug,
                    others=_sound_others(plan.assignment),
                    pack=os.fsencode(path),
                    options=plan.options,
                    room=plan.room,
                    debug=plan.debug,
                )
            )
            workers: list[Worker] = []
            try:
                # Appended one by one, so that those which did start are ended when another can't.
                for _ in range(min(plan.jobs, len(self.left))):
                    workers.append(Worker(setup))  # noqa: PERF401 - see above
                while workers:
                    self._step(workers, setup)
                self._watch.untidy |= not dismiss_all(self._leaving)
            finally:
                self._watch.untidy |= not end_all([*workers, *self._leaving])
        except KeyboardInterrupt:
            self._watch.untidy = True
            raise
        finally:
            remove_scratch(scratch)
            self._watch.tidy()

    def _step(self, workers: list[Worker], setup: bytes) -> None:
        """Wait for something to happen and deal with it; finished and dead workers leave the list."""
        wait_s = max(min(w.deadline for w in workers) - time.monotonic(), 0.0)
        speaking = connection.wait([w.connection for w in workers], timeout=wait_s)
        for worker in list(workers):
            if worker.connection in speaking:
                alive = self._hear(worker, worker.receive())
            elif time.monotonic() > worker.deadline:
                alive = False
            else:
                continue
            if not alive:
                workers.remove(worker)
                self._bury(worker)
                if self.left and len(workers) < self._plan.jobs:
                    workers.append(Worker(setup))
            elif worker.found is None:
                if not self.left:
                    worker.dismiss()
                    workers.remove(worker)
                    self._leaving.append(worker)
                else:
                    # A dead worker shows itself as a closed pipe in the next step.
                    worker.give(self.left.popleft(), self._allowed_s())

    def _hear(self, worker: Worker, message: FromWorker | None) -> bool:
        """Deal with one message; False when the worker is dead."""
        match message:
            case None:
                return False
            case Ready():
                worker.ready, self._failed_starts = True, 0
            case Broken(line=line, exit_code=code, trace=trace):
                raise _as_error(line, code) from (HarnessError(trace) if trace else None)
            case Done(report=data):
                found, worker.found = worker.found, None
                assert found is not None
                self._accept(found, Report.from_json(data))
        return True

    def _accept(self, found: Found, report: Report) -> None:
        """Keep a result; a failure of ours gets one more try, when the sandbox works and after all the others."""
        if report.status == "harness_error":
            self._watch.wait()
            if found.id not in self._repeated:
                self._repeated.add(found.id)
                self.left.append(found)
                return
        self._keep(found, report)

    def _bury(self, worker: Worker) -> None:
        """A worker died or hung: its submission gets one more try, then is not graded."""
        worker.end(0.0)
        self._watch.untidy = True
        found = worker.found
        if found is None:
            self._failed_starts += not worker.ready
            if self._failed_starts >= 3:
                raise HarnessError("grading processes die as they start: run `grader doctor`, or see why with --debug")
            return
        deaths = self._deaths[found.id] = self._deaths.get(found.id, 0) + 1
        if deaths < ATTEMPTS:
            self.left.appendleft(found)
            return
        info = SubmissionInfo(found.id, shown_path(found.path), self._digests[found.id] or "")
        why = f"the grading process died {ATTEMPTS} times on this submission"
        report = harness_report(self._plan.assignment, info, why, self._plan.options, sandbox=_Closed(self._plan.info))
        self._keep(found, report)

    def _keep(self, found: Found, report: Report) -> None:
        """Files first, then the journal, then whoever listens."""
        self._folder.write(found.id, {RESULT: report.to_json(), PAGE: student_page(report)})
        self._folder.journal.record(report, self._key.of(self._digests[found.id] or ""))
        self._note(report, resumed=False)

    def _note(self, report: Report, *, resumed: bool) -> None:
        self._reports[report.submission.id] = report
        self._on_done(Finished(report, len(self._reports), len(self._plan.found), resumed))

    def _allowed_s(self) -> float:
        """Far beyond what the sandbox allows a submission, both attempts: only a fault of ours gets here."""
        limits = self._plan.assignment.limits
        return 2 * (limits.submission_s + limits.load_s) + SPARE_S

    def sorted_reports(self) -> tuple[Report, ...]:
        return tuple(self._reports[identifier] for identifier in sorted(self._reports))

    def summarize(self) -> None:
        self._folder.write("", summary_files(self.sorted_reports(), self._plan.assignment.title))

    def how_to_resume(self) -> str:
        return (
            f"stopped: {len(self._reports)} of {len(self._plan.found)} results are in {self._folder.path}; "
            f"run the same command {'without --fresh' if self._plan.fresh else 'again'} to grade the rest"
        )


class _Closed:
    """A sandbox that says where it was and opens nothing: for reports about work that never ran."""

    def __init__(self, info: SandboxInfo) -> None:
        self.name, self.isolation, self._info = info.sandbox, info.isolation, info

    def open(self, limits: Limits) -> Session:
        raise SandboxBrokenError("this sandbox is closed")

    def info(self) -> SandboxInfo:
        return self._info

    def close(self) -> None:
        """Nothing is open."""


def _sound_others(assignment: Assignment) -> tuple[str, ...]:
    """The course's other assignments that load: a broken one is no reason not to grade this one."""
    sound = []
    for slug in assignment_slugs(assignment.root):
        if slug != assignment.slug:
            with contextlib.suppress(CourseError):
                load_assignment(assignment.root, slug)
                sound.append(slug)
    return tuple(sound)


def _as_error(line: str, code: int) -> GraderError:
    kinds: dict[int, type[GraderError]] = {UsageError.exit_code: UsageError, SpecError.exit_code: HarnessError}
    return kinds.get(code, HarnessError)(line)
