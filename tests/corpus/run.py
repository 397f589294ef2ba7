"""Grade the corpus on a backend, as staff would, and collect all that the run left.

One `grade` run a backend and assignment. Limits are shortened in a copy of the course, so that what hangs is over
soon; nothing else of the course is changed.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.corpus.items import Backend, Item
from tests.corpus.machine import Canaries, containers_of, digest_of, left_processes, walk, watching
from tests.corpus.make import HERE, lay_out

ROOT = HERE.parents[1]
LIMITS = """
[limits]
load_s = 4.0
call_cpu_s = 0.8
call_wall_s = 2.0
submission_s = 8.0
memory_bytes = 201326592
processes = 48
disk_bytes = 8388608
stdout_bytes = 4194304
"""


@dataclass
class Seen:
    """What a run of the corpus left."""

    results: dict[str, list[dict[str, Any]]]
    """Item → result.json of each of its files."""
    problems: list[str]
    """What should not have happened to the machine."""
    texts: dict[str, str]
    """Everything that people or programs read: pages, gradebook, the terminal's lines."""
    seconds: float = 0.0


def grade(backend: Backend, items: tuple[Item, ...], folder: Path, *, jobs: int = 3) -> Seen:
    """Grade items on a backend, one run an assignment, in a folder of their own: three jobs, since many only wait."""
    seen = Seen({}, [], {})
    canaries = Canaries(folder)
    try:
        course = copy_course(folder / "course", {item.assignment for item in items})
        places: dict[Path, str] = {}
        for slug in dict.fromkeys(item.assignment for item in items):
            submissions = folder / f"submissions-{slug}"
            submissions.mkdir()
            for item in items:
                if item.assignment == slug:
                    before = set(walk(submissions))
                    lay_out(item.name, submissions, folder, canaries.values)
                    places |= dict.fromkeys(set(walk(submissions)) - before, item.name)
        kept = [course, *(folder / f"submissions-{item.assignment}" for item in items), canaries.file]
        before_digests = {path: digest_of(path) for path in kept}
        for slug in dict.fromkeys(item.assignment for item in items):
            _grade_one(backend, slug, folder, course, canaries, places, seen, jobs)
        seen.problems += [f"{path.name} was changed" for path in kept if digest_of(path) != before_digests[path]]
        seen.problems += [f"a submission reached the machine's {name}" for name in sorted(set(canaries.heard))]
        seen.problems += [f"a process is left behind: {text}" for text in left_processes()]
        beside = {"course", "secret.txt", "canary.sock", "cache", "cwd", "tmp", "solution.py"}
        strays = {p.name for p in folder.iterdir() if not p.name.startswith(("submissions-", "out-"))} - beside
        seen.problems += [f"a file is left beside the submissions: {name}" for name in sorted(strays)]
    finally:
        canaries.close()
    return seen


def _grade_one(
    backend: Backend,
    slug: str,
    folder: Path,
    course: Path,
    canaries: Canaries,
    places: Mapping[Path, str],
    seen: Seen,
    jobs: int,
) -> None:
    out, temporary, working = folder / f"out-{slug}", folder / "tmp", folder / "cwd"
    for path in (temporary, working, folder / "cache"):
        path.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "grader", "grade", str(folder / f"submissions-{slug}"), "-a", slug, "-o", str(out)]
    process = subprocess.Popen(
        [*command, "--course", str(course), "--jobs", str(jobs), *backend.flags],
        cwd=working,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TMPDIR": str(temporary),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "GRADER_CORPUS_SECRET": canaries.secret,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with process, watching(process.pid) as pids:
        terminal = process.communicate()[0].decode("utf-8", "surrogateescape")
    seen.texts[f"{slug}: terminal"] = terminal
    if process.returncode:
        seen.problems.append(f"grade -a {slug} ended with exit code {process.returncode}: {terminal[-500:]}")
    for path in sorted(out.glob("*/result.json")):
        result = json.loads(path.read_text(encoding="utf-8"))
        file = result["submission"]["file"]
        item = next((n for p, n in places.items() if os.fsencode(p).decode("utf-8", "replace") == file), "?")
        seen.results.setdefault(item, []).append(result)
        seen.texts[f"{item}: {path.parent.name}/report.html"] = (path.parent / "report.html").read_text("utf-8")
    for name in ("index.html", "grades.csv"):
        if (out / name).is_file():
            seen.texts[f"{slug}: {name}"] = (out / name).read_bytes().decode("utf-8")
    for path in (temporary, working):
        seen.problems += [f"{p.relative_to(folder)} is left behind" for p in walk(path)]
    if backend.sandbox == "docker":
        seen.problems += [f"container {name} is left behind" for name in containers_of(pids)]


def copy_course(target: Path, slugs: set[str]) -> Path:
    """The course with the corpus' limits and without what grading doesn't read."""
    for name in ("reference", "test_specs"):
        leave = shutil.ignore_patterns("__pycache__", "alternatives", "wrong")
        shutil.copytree(ROOT / name, target / name, ignore=leave)
    for slug in slugs:
        source, copy = ROOT / "assignments" / slug, target / "assignments" / slug
        shutil.copytree(source / "helpers", copy / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
        text = (source / "assignment.toml").read_text(encoding="utf-8")
        (copy / "assignment.toml").write_text(text.partition("[limits]")[0] + LIMITS, encoding="utf-8")
    return target


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder with a short name, for a socket's path has room for a hundred characters only."""
    with tempfile.TemporaryDirectory(prefix="corpus-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
