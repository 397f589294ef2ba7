"""Grade the corpus on a backend, as staff would, and compare what each submission gets with what it is declared to get.

One `grade` run a backend and assignment. Limits are shortened in a copy of the course, so that what hangs is over
soon; nothing else of the course is changed. Owns the canaries: sockets, files and a secret of the machine that runs
the grader, none of which a submission may reach.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.corpus.make import HERE, lay_out

ROOT = HERE.parents[1]
DEFAULT = "softmax_regression"
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
MARKS = ("grader-corpus", "corpus-note")
"""What the names of processes that submissions leave behind hold."""


@dataclass(frozen=True)
class Backend:
    """A sandbox and its level; `isolated` decides which items run there."""

    sandbox: str
    isolation: str | None = None

    @property
    def isolated(self) -> bool:
        return self.sandbox != "process"

    @property
    def name(self) -> str:
        return f"{self.sandbox} ({self.isolation})" if self.isolation else self.sandbox

    @property
    def flags(self) -> list[str]:
        trust = [] if self.isolated else ["--trust-submissions"]
        return ["--sandbox", self.sandbox, *(["--isolation", self.isolation] if self.isolation else []), *trust]


BACKENDS = (
    Backend("docker", "container"),
    Backend("process"),
)


@dataclass(frozen=True)
class Item:
    """One entry of declared.toml."""

    name: str
    kind: str
    tries: str
    assignment: str = DEFAULT
    cheats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    honest: tuple[str, ...] = ()
    earned: Mapping[str, float] = field(default_factory=dict)
    rejected: str | None = None
    ignored: bool = False
    not_on_process: str | None = None

    def runs_on(self, backend: Backend) -> bool:
        return backend.isolated or self.not_on_process is None

    @property
    def declared(self) -> str:
        """In a few words, for people."""
        if self.ignored:
            return "not taken for a submission"
        if self.rejected is not None:
            return "rejected"
        parts = [f"{n}: {' or '.join(o)}, {self.earned.get(n, 0):g} points" for n, o in self.cheats.items()]
        return "; ".join([*parts, *(f"{name}: full marks" for name in self.honest)])


@cache
def declared() -> tuple[Item, ...]:
    """The corpus as it is declared."""
    data = tomllib.loads((HERE / "declared.toml").read_text(encoding="utf-8"))
    reasons = data.pop("why")
    items = []
    for kind, entries in data.items():
        for name, entry in entries.items():
            cheats = {f: (o,) if isinstance(o, str) else tuple(o) for f, o in entry.pop("cheats", {}).items()}
            why = entry.pop("not_on_process", None)
            honest = tuple(entry.pop("honest", ()))
            items.append(
                Item(name, kind, cheats=cheats, honest=honest, not_on_process=reasons[why] if why else None, **entry)
            )
    return tuple(items)


class Canaries:
    """What a submission could reach on the machine: listening sockets, a file, a secret in the environment."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[str] = []
        self.secret = f"{folder.name}-{os.getpid()}"
        self.file = folder / "secret.txt"
        self.file.write_text("not for students\n")
        self._sockets = {
            "TCP": socket.create_server(("", 0)),
            "UDP": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "socket file": socket.socket(socket.AF_UNIX),
            "abstract socket": socket.socket(socket.AF_UNIX),
        }
        self._sockets["UDP"].bind(("", 0))
        path = folder / "canary.sock"
        self._sockets["socket file"].bind(str(path))
        self._sockets["abstract socket"].bind(f"\0{self.secret}")
        self.values = {
            "TCP_PORT": str(self._sockets["TCP"].getsockname()[1]),
            "UDP_PORT": str(self._sockets["UDP"].getsockname()[1]),
            "ADDRESSES": " ".join(_own_addresses()),
            "SOCKET": str(path),
            "ABSTRACT": self.secret,
            "FILE": str(self.file),
            "FOLDER": str(folder),
            "TOKEN": self.secret,
        }
        for name, listening in self._sockets.items():
            if name != "UDP":
                listening.listen()
            threading.Thread(target=self._listen, args=(name, listening), daemon=True).start()

    def _listen(self, name: str, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                if name == "UDP":
                    listening.recvfrom(2048)
                else:
                    listening.accept()[0].close()
                self.heard.append(name)

    def close(self) -> None:
        for listening in self._sockets.values():
            with contextlib.suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            listening.close()


def _own_addresses() -> list[str]:
    """This machine's IPv4 addresses, the engine's bridge among them."""
    found = {"127.0.0.1", "172.17.0.1"}
    with contextlib.suppress(OSError):
        table = Path("/proc/net/fib_trie").read_text()
        found |= set(re.findall(r"-- ([\d.]+)\n\s+/32 host LOCAL", table))
    return sorted(found)


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


def grade(backend: Backend, items: tuple[Item, ...], folder: Path, *, jobs: int = 2) -> Seen:
    """Grade items on a backend, one run an assignment, in a folder of their own."""
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
                    before = set(_walk(submissions))
                    lay_out(item.name, submissions, folder, canaries.values)
                    places |= dict.fromkeys(set(_walk(submissions)) - before, item.name)
        kept = [course, *(folder / f"submissions-{item.assignment}" for item in items), canaries.file]
        before_digests = {path: _digest(path) for path in kept}
        for slug in dict.fromkeys(item.assignment for item in items):
            _grade_one(backend, slug, folder, course, canaries, places, seen, jobs)
        seen.problems += [f"{path.name} was changed" for path in kept if _digest(path) != before_digests[path]]
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
        seen.problems += [f"{p.relative_to(folder)} is left behind" for p in _walk(path)]
    if backend.sandbox == "docker":
        seen.problems += [f"container {name} is left behind" for name in containers_of(pids)]


@contextlib.contextmanager
def watching(pid: int) -> Iterator[set[int]]:
    """The numbers of a process and of the children that it ever has, as far as they live for a tenth of a second."""
    pids, done = {pid}, threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            with contextlib.suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    pids.update(map(int, (task / "children").read_text().split()))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield pids
    finally:
        done.set()
        thread.join()


def containers_of(pids: set[int]) -> list[str]:
    """Containers that these processes own, after a moment in which the engine may remove them."""
    from grader.sandbox.docker_engine import Engine
    from grader.sandbox.policy import LABEL_OWNER

    with Engine() as engine:
        for _ in range(50):
            left = [
                container[:12]
                for container, labels in engine.labelled(LABEL_OWNER)
                if int(labels[LABEL_OWNER].split(":")[-2]) in pids
            ]
            if not left:
                break
            time.sleep(0.1)
    return left


def left_processes() -> list[str]:
    """Processes that submissions left behind, by their marks."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            text = (path / "comm").read_text() + (path / "cmdline").read_bytes().decode(errors="replace")
            if any(mark in text for mark in MARKS) and int(path.name) != os.getpid():
                found.append(text.replace("\0", " ").strip())
    return found


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


def compare(item: Item, results: list[dict[str, Any]]) -> list[str]:
    """How what an item got differs from what it is declared to get; empty when it doesn't."""
    if item.ignored:
        return [f"{r['submission']['file']!r} was taken for a submission" for r in results]
    if not results:
        return ["has no result"]
    return [problem for result in results for problem in _compare_one(item, result)]


def _compare_one(item: Item, result: dict[str, Any]) -> Iterator[str]:
    status, reason = result["status"], result["reason"] or ""
    if item.rejected is not None:
        if status != "rejected" or item.rejected not in reason or result["score"] is not None:
            yield f"is {status} ({reason}), should be rejected because it {item.rejected}"
        return
    if status != "graded":
        yield f"is {status} ({reason}), should be graded"
        return
    for function in result["functions"]:
        name, outcome, points = function["name"], function["outcome"], function["points"]
        if name in item.honest:
            wanted, right = ("passed",), points == function["max_points"]
        else:
            wanted, right = item.cheats.get(name, ("missing",)), points == item.earned.get(name, 0)
        if outcome not in wanted or not right:
            why = next((c["rationale"] for c in function["checks"] if c["outcome"] == outcome), "")
            yield f"{name} is {outcome} with {points:g} points, should be {' or '.join(wanted)} ({why[:300]})"
    absent = {*item.cheats, *item.honest} - {f["name"] for f in result["functions"]}
    if absent:
        yield f"has no {', '.join(sorted(absent))}"


def summary(item: Item, results: list[dict[str, Any]]) -> str:
    """What an item got, in a few words."""
    if not results:
        return "not taken for a submission"
    texts = []
    for result in results:
        if result["status"] != "graded":
            texts.append(str(result["status"]))
            continue
        shown = [f for f in result["functions"] if f["outcome"] != "missing"]
        texts.append("; ".join(f"{f['name']}: {f['outcome']}, {f['points']:g}" for f in shown) or "nothing found")
    return " | ".join(dict.fromkeys(texts))


_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def unescaped(texts: Mapping[str, str]) -> list[str]:
    """Places where a student's text reached a page, a terminal or a spreadsheet as more than text."""
    found = []
    for place, text in texts.items():
        if re.search(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_BIDI}\U000e0041]", text):
            found.append(f"{place} holds control characters")
        if place.endswith(".html") and re.search(r"<script>alert|<img src=x|<svg/onload|onmouseover=\"x", text):
            found.append(f"{place} holds a student's HTML")
        if place.endswith("terminal") and re.search(r"^(?:::|##vso)", text, re.MULTILINE):
            found.append(f"{place} holds a workflow command")
        if place.endswith(".csv") and re.search(r'(?:^|,)"?[=+\-@\t\r]', text, re.MULTILINE):
            found.append(f"{place} holds a formula")
    return found


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        yield entry
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)


def _digest(path: Path) -> str:
    """Names, kinds and contents below a path; of large files the size."""
    digest = hashlib.sha256()
    for entry in sorted([path, *(_walk(path) if path.is_dir() else ())], key=os.fsencode):
        if "__pycache__" in entry.parts:
            continue
        facts = entry.lstat()
        digest.update(os.fsencode(entry) + f"{facts.st_mode} {facts.st_size if not entry.is_dir() else 0}".encode())
        if entry.is_file() and not entry.is_symlink() and facts.st_size < 2**24:
            digest.update(entry.read_bytes())
    return digest.hexdigest()


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder with a short name, for a socket's path has room for a hundred characters only."""
    with tempfile.TemporaryDirectory(prefix="corpus-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
