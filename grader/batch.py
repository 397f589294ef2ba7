"""Many submissions over worker processes: hand out, keep each result as it comes, survive what dies.

Owns the pool and the order of events. It grades nothing itself, and what it hears goes to the run's results.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterable
from multiprocessing import connection

import msgspec

from grader.batch_pool import Worker, dismiss_all, end_all
from grader.batch_results import Finished, Results, RunPlan
from grader.batch_room import RoomWatch, stop_signals
from grader.batch_worker import Broken, Done, FromWorker, Ready, Setup
from grader.course import Assignment, assignment_slugs, load_assignment
from grader.discover import Found
from grader.errors import CourseError, GraderError, HarnessError, SpecError, UsageError
from grader.model import Report
from grader.recording import Pack, write_pack
from grader.sandbox.scratch import make_scratch, no_room, reap_scratch, remove_scratch
from grader.store import RunFolder

__all__ = ["Interrupted", "run_batch"]

ATTEMPTS = 2
SPARE_S = 120.0


class Interrupted(GraderError):  # noqa: N818 - the user's wish, not an error
    """The user stopped the run; what was finished is kept."""

    exit_code = 130


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
        results = Results(plan, folder, on_done)
        results.begin()
        state = "failed"
        try:
            with stop_signals():
                left = results.take_over()
                if left:
                    _Run(plan, results, left).grade_all(pack)
            state = "finished"
        except KeyboardInterrupt:
            state = "interrupted"
            results.summarize()
            raise Interrupted(results.how_to_resume()) from None
        except HarnessError:
            with contextlib.suppress(HarnessError):
                results.summarize()
            raise
        finally:
            # The journal's last word must not hide the error that brought us here.
            with contextlib.suppress(*(() if state == "finished" else (HarnessError,))):
                folder.journal.end(state)
        results.summarize()
        return results.sorted_reports()


class _Run:
    """The workers of one run, and what is left for them."""

    def __init__(self, plan: RunPlan, results: Results, left: Iterable[Found]) -> None:
        self._plan = plan
        self._results = results
        self._deaths: dict[str, int] = {}
        self._repeated: set[str] = set()
        self._failed_starts = 0
        self._watch = RoomWatch(plan.room, plan.assignment.limits)
        self._leaving: list[Worker] = []
        self._left = deque(left)

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
                for _ in range(min(plan.jobs, len(self._left))):
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
                if self._left and len(workers) < self._plan.jobs:
                    workers.append(Worker(setup))
            elif worker.found is None:
                if not self._left:
                    worker.dismiss()
                    workers.remove(worker)
                    self._leaving.append(worker)
                else:
                    # A dead worker shows itself as a closed pipe in the next step.
                    worker.give(self._left.popleft(), self._allowed_s())

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
                self._left.append(found)
                return
        self._results.keep(found, report)

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
            self._left.appendleft(found)
            return
        self._results.give_up(found, f"the grading process died {ATTEMPTS} times on this submission")

    def _allowed_s(self) -> float:
        """Far beyond what the sandbox allows a submission, both attempts: only a fault of ours gets here."""
        limits = self._plan.assignment.limits
        return 2 * (limits.submission_s + limits.load_s) + SPARE_S


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
