"""What a run keeps: results of an earlier run taken over, new ones filed as they come, the pages and the gradebook.

Owns the order "files, journal, whoever listens", and what a result belongs to. Knows no workers.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from grader import __version__
from grader.batch_pages import PAGE, student_page, summary_files
from grader.batch_worker import Room, shown_path
from grader.course import Assignment
from grader.discover import Found
from grader.errors import SandboxBrokenError, UsageError
from grader.journal import RunKey
from grader.model import Report, SubmissionInfo
from grader.results import Options, harness_report
from grader.sandbox.base import Limits, SandboxInfo, Session
from grader.store import RESULT, RunFolder, digest_file

__all__ = ["Finished", "Results", "RunPlan"]


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


class Results:
    """The results of one run, in memory and in its folder."""

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
            versions=(plan.info.python, plan.info.numpy, plan.info.tensorflow),
        )
        self._digests = {found.id: digest_file(found.path) for found in plan.found}
        self._reports: dict[str, Report] = {}

    def begin(self) -> None:
        """Open the run in the journal; another assignment's folder is not ours to fill."""
        last, slug = self._folder.journal.last_assignment(), self._plan.assignment.slug
        if last not in (None, slug):
            raise UsageError(f"{self._folder.path} holds a run of {last}, not of {slug}: choose another folder with -o")
        self._folder.journal.begin(self._key)

    def take_over(self) -> list[Found]:
        """Keep what an earlier run has done under the same key; returns the rest, which is left to grade."""
        left = []
        for found in self._plan.found:
            report = None if self._plan.fresh else self._done_before(found)
            if report is None:
                left.append(found)
            else:
                self._folder.journal.keep(found.id)
                self._note(report, resumed=True)
        return left

    def _done_before(self, found: Found) -> Report | None:
        digest = self._digests[found.id]
        if digest is None or not self._folder.journal.is_done(found.id, self._key.of(digest)):
            return None
        return self._folder.read_report(found.id, beside=PAGE)

    def keep(self, found: Found, report: Report) -> None:
        """Files first, then the journal, then whoever listens."""
        self._folder.write(found.id, {RESULT: report.to_json(), PAGE: student_page(report)})
        # Of what was read: a file that was replaced since the run began is another submission.
        self._folder.journal.record(report, self._key.of(report.submission.sha256))
        self._note(report, resumed=False)

    def give_up(self, found: Found, why: str) -> None:
        """Keep that a submission can't be graded for a reason of ours."""
        info = SubmissionInfo(found.id, shown_path(found.path), self._digests[found.id] or "")
        plan = self._plan
        self.keep(found, harness_report(plan.assignment, info, why, plan.options, sandbox=_Closed(plan.info)))

    def _note(self, report: Report, *, resumed: bool) -> None:
        self._reports[report.submission.id] = report
        self._on_done(Finished(report, len(self._reports), len(self._plan.found), resumed))

    def sorted_reports(self) -> tuple[Report, ...]:
        """Every report so far, by id."""
        return tuple(self._reports[identifier] for identifier in sorted(self._reports))

    def summarize(self) -> None:
        """Write index and gradebook of what there is."""
        self._folder.write("", summary_files(self.sorted_reports(), self._plan.assignment.title))

    def how_to_resume(self) -> str:
        """What a user who stopped the run wants to know."""
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
