"""What `grader check` and `grader grade` do, step by step: find, refuse, open, grade, show.

Owns the order of the steps, which decides what a mistake costs: whatever can be wrong is found before anything is
written or any student code runs.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from grader.assignment_file import EDITIONS
from grader.batch_worker import Room, defined_names, recognize
from grader.cli_progress import progress, say
from grader.course import Assignment, assignment_slugs, find_course_root, load_assignment
from grader.discover import Found, discover, passed_over
from grader.engine import grade_submissions
from grader.errors import CourseError, HarnessError, UsageError
from grader.model import Outcome, Report, Submission
from grader.packs import load_packs
from grader.recording import Mode, Pack
from grader.results import Options
from grader.store import probe, write_files
from grader.submission import read_submission
from grader.terminal import check_view, make_console, run_summary

__all__ = ["check_file", "grade_paths"]

_LOST_SHOWN = 20


def check_file(
    file: Path,
    *,
    slug: str | None,
    course: Path | None,
    seed: int,
    edition: str,
    sandbox: str,
    image: str | None,
    html: Path | None,
    json: Path | None,
) -> bool:
    """Check one file and show the result; whether all public checks passed."""
    for target in (html, json):
        if target is not None and not target.parent.is_dir():
            raise UsageError(f"can't write to {target} ({target.parent} is no folder): choose another file")
    root = find_course_root(course)
    options = Options(seed=seed, mode="check", edition=_known_edition(edition))
    assignment = load_assignment(root, slug) if slug is not None else None
    found = _only_one(file, assignment)
    _refuse_to_overwrite(found.path, html, json)
    if assignment is None:
        assignment = _guess(root, found.path)
    submission = read_submission(found.path, id=found.id, names=assignment.names, image=assignment.image)
    _refuse_another(submission, found.path, assignment, root)
    box = Room(sandbox, image=image, stack=assignment.image).open()
    try:
        pack = _pack(assignment, seed, "check")
        reports: list[Report] = []
        grade_submissions(assignment, [submission], box, pack, options, lambda _, r: reports.append(r))
    finally:
        box.close()
    report = reports[0]
    make_console().print(check_view(report))
    if json is not None:
        _write(json, report.to_json())
    if html is not None:
        from reports.render import render_report

        _write(html, render_report(report, audience="student").encode())
    if report.status != "graded":
        raise HarnessError(f"{submission.file}: not graded: {report.reason}: see `grader doctor`")
    return all(c.outcome is Outcome.PASSED for f in report.functions for c in f.checks)


def grade_paths(
    paths: Sequence[Path],
    *,
    slug: str,
    out: Path,
    sandbox: str,
    isolation: str,
    jobs: int,
    seed: int,
    edition: str,
    course: Path | None,
    fresh: bool,
    trust: bool,
    image: str | None,
    runtime: str | None,
    debug: bool,
) -> None:
    """Grade a run and show its table."""
    assignment = load_assignment(find_course_root(course), slug)
    options = Options(seed=seed, edition=_known_edition(edition))
    found = discover(paths, ignore=assignment.helpers)
    if lost := passed_over(paths, found):
        shown = ", ".join(lost[:_LOST_SHOWN]) + (
            f" and {len(lost) - _LOST_SHOWN} more" if len(lost) > _LOST_SHOWN else ""
        )
        say(f"not graded, no .ipynb or .py file found in it (unpack archives first; links are not followed): {shown}")
    _refuse_to_mix(out, paths, found)
    probe(out)
    chosen = _choose(sandbox, trust=trust, image=image, runtime=runtime, stack=assignment.image)
    room = Room(chosen, isolation, image, runtime, assignment.image)
    box = room.open()
    try:
        info = box.info()
    finally:
        box.close()
    pack = _pack(assignment, seed, "grade")

    from grader.batch import run_batch
    from grader.batch_results import RunPlan

    plan = RunPlan(
        assignment=assignment,
        found=tuple(found),
        options=options,
        room=room,
        info=info,
        out=out,
        jobs=jobs or len(os.sched_getaffinity(0)),
        fresh=fresh,
        debug=debug,
    )
    with progress(len(found)) as on_done:
        reports = run_batch(plan, pack, on_done)
    console = make_console()
    console.print(run_summary(reports))
    for name in ("index.html", "grades.csv"):
        console.print(os.fsencode(out / name).decode(errors="replace"), soft_wrap=True)
    if ours := sum(r.status == "harness_error" for r in reports):
        # All else is written; a script must not take a run with scores that we owe for a complete one.
        whose = "is not graded, and not by its fault" if ours == 1 else "are not graded, and not by their fault"
        raise HarnessError(f"{ours} of {len(reports)} submissions {whose}: run this again")


def _refuse_to_overwrite(file: Path, *targets: Path | None) -> None:
    named = [target.resolve() for target in targets if target is not None]
    if file.resolve() in named:
        raise UsageError(f"{file}: would be overwritten: choose another file for the result")
    if len(set(named)) < len(named):
        raise UsageError("--html and --json name the same file: choose two")


def _refuse_to_mix(out: Path, paths: Sequence[Path], found: Sequence[Found]) -> None:
    """Results beside submissions would replace files of the same name, and be taken for submissions in the next run."""
    given = {path.resolve() for path in paths if path.is_dir()}
    holding = {folder for one in found for folder in one.path.resolve().parents}
    here = out.resolve()
    if here in holding and not given.isdisjoint((here, *here.parents)):
        raise UsageError(f"{out} holds the submissions themselves: choose another folder with -o")


def _choose(name: str, *, trust: bool, image: str | None, runtime: str | None, stack: str) -> str:
    """The sandbox's name, "auto" resolved and said; process only for submissions that are trusted."""
    why = ""
    if name == "auto":
        from grader.sandbox.select import best_available

        choice = best_available(image=image, runtime=runtime, stack=stack)
        name, why = choice.name, choice.why
        if name != "process" or trust:
            say(f"sandbox: {name} ({why})")
    if name == "process" and not trust:
        remedy = "add --trust-submissions if you trust every file, or use --sandbox docker (see `grader doctor`)"
        because = f"{why.rstrip('.')}; and " if why else ""
        raise UsageError(f"{because}the sandbox process isolates nothing: {remedy}")
    return name


def _known_edition(edition: str) -> str:
    if edition != "auto" and edition not in EDITIONS:
        raise UsageError(f"unknown edition {edition!r}: choose from auto, {', '.join(EDITIONS)}")
    return edition


def _only_one(file: Path, assignment: Assignment | None) -> Found:
    found = discover([file], ignore=assignment.helpers if assignment else ())
    if len(found) > 1:
        raise UsageError(f"{file}: holds {len(found)} submissions: name one, or use `grader grade` for all")
    return found[0]


def _sound_assignments(root: Path) -> list[Assignment]:
    """Those that load: a broken one is no reason not to recognise the others."""
    sound = []
    for slug in assignment_slugs(root):
        with contextlib.suppress(CourseError):
            sound.append(load_assignment(root, slug))
    return sound


def _guess(root: Path, path: Path) -> Assignment:
    assignments = _sound_assignments(root)
    slug = recognize(path, assignments)
    if slug is None:
        known = ", ".join(assignment_slugs(root)) or "none"
        raise UsageError(f"{path}: can't tell of which assignment it is: name it with -a ({known})")
    return next(a for a in assignments if a.slug == slug)


def _refuse_another(submission: Submission, path: Path, assignment: Assignment, root: Path) -> None:
    if defined_names(submission) & assignment.names:
        return
    slug = recognize(path, [a for a in _sound_assignments(root) if a.slug != assignment.slug])
    if slug is not None:
        raise UsageError(f"{path}: is a submission of {slug}, not of {assignment.slug}: check it with -a {slug}")


def _pack(assignment: Assignment, seed: int, mode: Mode) -> Pack:
    return load_packs(
        assignment, seed, mode, on_draw=lambda: say(f"drawing the cases of {assignment.slug} for seed {seed} (once)")
    )


def _write(path: Path, data: bytes) -> None:
    try:
        write_files(path.parent, {path.name: data})
    except OSError as e:
        raise UsageError(f"can't write to {path} ({e.strerror or e}): choose another file") from e
