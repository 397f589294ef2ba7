"""Nothing that decides a grade is within reach of student code: marked texts and numbers are searched for from inside.

A course is marked everywhere: in the reference, what it returns, the spec, hints, the cases of later checks, the seeds,
a neighbour's submission, the grader's environment and the host's files. A submission then searches whatever it can
reach, and tells by an exception what it found. Two marks are its own to find, in its source and in the arguments of
its call: they prove that the search works.
"""

from __future__ import annotations

import json
import re
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from grader.course import Assignment, load_assignment
from grader.engine import grade_submissions
from grader.model import Outcome, Report
from grader.packs import draw_pack
from grader.results import Options
from grader.sandbox.base import Limits, Sandbox, SandboxInfo, Session
from grader.sandbox.select import open_sandbox
from tests.unit.tiny_course import TOML, submission, write_tiny_course

pytestmark = pytest.mark.thorough

ROOMS = {
    "docker-container": ("docker", "container", pytest.mark.docker),
    "docker-fork": ("docker", "fork", pytest.mark.docker),
    "bubblewrap": ("bubblewrap", "container", pytest.mark.bubblewrap),
    "bubblewrap-fork": ("bubblewrap", "fork", pytest.mark.bubblewrap),
}
"""Rooms to search: sandbox, level, mark. Each needs the fixture `requires_<sandbox>`."""

OWN = ("source", "argument")
HIDDEN = ("reference", "answer", "spec", "hint", "later-argument", "neighbour", "environment", "host-file", "pack-key")


def mark(kind: str) -> str:
    """A text that stands nowhere else: the search knows its form but not what it holds."""
    return f"canary-{secrets.token_hex(12)}-{kind}."


@pytest.fixture(scope="module")
def marks() -> dict[str, str]:
    return {kind: mark(kind) for kind in (*OWN, *HIDDEN)}


@pytest.fixture(scope="module")
def course(marks: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """The tiny course with a mark in every part that student code must not see."""
    root = tmp_path_factory.mktemp("marked")
    words = {kind.replace("-", "_"): text for kind, text in marks.items()}
    words["pack_key"] = re.sub("[^0-9a-z]", "", marks["pack-key"])
    toml = TOML.replace(
        "call_cpu_s = 0.5\ncall_wall_s = 1.0", "call_cpu_s = 100\ncall_wall_s = 200\nsubmission_s = 300"
    )
    write_tiny_course(root, spec=SPEC.format(**words), toml=toml)
    (root / "reference" / "tiny.py").write_text(REFERENCE.format(**words))
    return load_assignment(root, "tiny")


REFERENCE = '''
"""Reference {reference}"""
NOTE = "{reference}"


def halve(x):
    return {{"half": [v / 2 for v in x["x"]], "note": "{answer}"}}


def scale(x, factor=2.0):
    return {{"scaled": x * factor["{later_argument}"], "note": "{answer}"}}
'''

SPEC = '''
"""Spec {spec}"""
from grader.spec import assert_close, assert_structure, check, expected, given, st

NOTE = "{spec}"


@check("halve")
@given(x=st.just({{"x": [1.0, 2.0], "note": "{argument}"}}))
def test_structure(subject, x):
    """halve {spec}"""
    assert_structure(subject.halve(x)["half"], [0.5, 1.0])


@check("halve", points=6, hint="{hint}")
@given(x=st.fixed_dictionaries({{"x": st.just([1.0, 2.0]), "note": st.just("{later_argument}")}}))
def test_value(subject, x):
    """halve {spec}"""
    assert_close(subject.halve(x)["half"], expected(x)["half"])


@check("scale", points=4)
@given(x=st.floats(1, 2), factor=st.just({{"{later_argument}": 2.0}}))
def test_scaled_{pack_key}(subject, x, factor):
    """scale {spec}"""
    assert_close(subject.scale(x, factor)["scaled"], expected(x, factor)["scaled"])
'''

SEARCH = r'''
import gc, json, os, re, select, stat, sys

OWN = "{own}"
KEY = {key}
MASKED = {masked}
FORM = re.compile(b"canary-[0-9a-f]{{24}}-[a-z-]{{1,40}}[.]")
found, seen, read = {{}}, {{}}, set()

def look(place, data):
    seen[place] = seen.get(place, 0) + len(data)
    for match in FORM.findall(data):
        found.setdefault(match.decode(), set()).add(place)

def numbers(place, data):
    """Seeds as Python keeps an int, compared under a mask so that the search never holds them itself."""
    import numpy as np
    for shift in range(0, 8, 4):
        words = np.frombuffer(data, "<u8", (len(data) - shift) // 8, shift) ^ np.uint64(KEY)
        for name, masked in MASKED.items():
            if (words == np.uint64(masked)).any():
                found.setdefault(name, set()).add(place)

def memory(place, pid):
    with open(f"/proc/{{pid}}/maps") as maps, open(f"/proc/{{pid}}/mem", "rb", 0) as mem:
        for line in maps.read().splitlines():
            span, rights = line.split()[:2]
            start, end = (int(part, 16) for part in span.split("-"))
            if "r" not in rights or start >= 2**63:
                continue
            tail = b""
            for at in range(start, end, 2**22):
                try:
                    mem.seek(at)
                    data = mem.read(min(2**22, end - at))
                except (OSError, ValueError, OverflowError):
                    break
                look(place, tail + data)
                numbers(place, data)
                tail = data[-100:]

def attempt(place, what, *args):
    try:
        what(place, *args)
    except Exception as error:
        seen.setdefault(f"{{place}}: {{type(error).__name__}}", 0)

def file(place, path):
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    try:
        facts = os.fstat(descriptor)
        if (facts.st_dev, facts.st_ino) in read and place == "files":
            return
        read.add((facts.st_dev, facts.st_ino))
        tail, left = b"", 2**12 if stat.S_ISCHR(facts.st_mode) else 2**26
        while left > 0 and select.select([descriptor], [], [], 0)[0] and (data := os.read(descriptor, 2**20)):
            look(place, tail + data)
            tail, left = data[-100:], left - len(data)
    finally:
        os.close(descriptor)

def link(place, path):
    look(place, os.fsencode(os.readlink(path)))

def files():
    # "/" itself may not be listed where what is below it may.
    below = "bin boot dev etc home lib lib64 media mnt opt root run sbin srv sys tmp usr var work workspace".split()
    mounts = [line.split()[4] for line in open("/proc/self/mountinfo")]
    modules = [os.path.dirname(getattr(m, "__file__", None) or "/tmp/x") for m in list(sys.modules.values())]
    visited = set()
    for root in ["/", *("/" + name for name in below), *mounts, *sys.path, *modules, os.getcwd()]:
        for folder, folders, names in os.walk(root):
            if folder in visited or folder.startswith("/proc"):
                folders[:] = []
                continue
            visited.add(folder)
            look("names", os.fsencode(" ".join([folder, *folders, *names])))
            for name in names:
                attempt("files", file, os.path.join(folder, name))
                attempt("links", link, os.path.join(folder, name))

def processes():
    pids = [p for p in os.listdir("/proc") if p.isdigit()]
    for name in os.listdir("/proc"):
        if name not in pids and not name.startswith(("kmsg", "kcore", "kpage", "sysrq")):
            attempt("proc", file, f"/proc/{{name}}")
    for pid in pids:
        attempt("neighbours", memory, pid)
        for name in ("environ", "cmdline", "comm", "status", "stat", "cgroup", "mountinfo", "maps", "auxv", "limits"):
            attempt("neighbours' " + name, file, f"/proc/{{pid}}/{{name}}")
        for name in ("cwd", "root", "exe"):
            attempt("links", link, f"/proc/{{pid}}/{{name}}")
        attempt("neighbours' files", lambda place: [look(place, os.fsencode(os.readlink(f"/proc/{{pid}}/fd/{{n}}")))
                                                     for n in os.listdir(f"/proc/{{pid}}/fd")])

def descriptors():
    for n in range(1024):
        attempt("descriptors", lambda place: look(place, os.fsencode(os.readlink(f"/proc/self/fd/{{n}}")) + b" "))
        attempt("files behind descriptors", file, f"/proc/self/fd/{{n}}")
        if n > 2:
            def content(place):
                if select.select([n], [], [], 0)[0]:
                    look(place, os.read(n, 2**20))
            attempt("what descriptors hold", content)

def objects():
    def text(place, value):
        if isinstance(value, str):
            look(place, value.encode("utf-8", "replace"))
        elif isinstance(value, (bytes, bytearray)):
            look(place, bytes(value))
    for value in gc.get_objects():
        if isinstance(value, dict):
            for pair in list(value.items()):
                for part in pair:
                    attempt("objects", text, part)
        elif isinstance(value, (list, tuple, set, frozenset)):
            for part in list(value):
                attempt("objects", text, part)
    for frame in sys._current_frames().values():
        while frame is not None:
            attempt("frames", lambda place: look(place, repr((frame.f_locals, frame.f_code.co_consts)).encode()))
            frame = frame.f_back

def halve(x):
    look("environment", repr(dict(os.environ)).encode())
    attempt("memory", memory, "self")
    objects()
    descriptors()
    processes()
    files()
    raise ValueError(json.dumps([{{k: sorted(v) for k, v in found.items()}}, seen]))

def scale(x, factor=2.0):
    return {{"scaled": x * 2}}
'''


CALM = "def halve(x): return {}" + SEARCH[SEARCH.index("\n\ndef scale") :].replace("{{", "{").replace("}}", "}")


class Recording:
    """A sandbox whose sessions note the seed of every call, and the words that were sent."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.name, self.isolation, self._sandbox = sandbox.name, sandbox.isolation, sandbox
        self.calls: list[tuple[str, int, str]] = []

    def open(self, limits: Limits) -> Session:
        session = self._sandbox.open(limits)
        call = session.call

        def noted(function: str, args: Sequence[Any], *, seed: int, **more: Any) -> Any:
            self.calls.append((function, seed, repr(args)))
            return call(function, args, seed=seed, **more)

        session.call = noted  # type: ignore[method-assign]
        return session

    def info(self) -> SandboxInfo:
        return self._sandbox.info()

    def close(self) -> None:
        self._sandbox.close()


@pytest.fixture(params=[pytest.param(room[:2], marks=room[2], id=name) for name, room in ROOMS.items()])
def room(request: pytest.FixtureRequest, marks: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    name, isolation = request.param
    request.getfixturevalue(f"requires_{name}")
    monkeypatch.setenv("GRADER_TEST_CANARY", marks["environment"])
    made = Recording(open_sandbox(name, isolation=isolation))
    yield made
    made.close()


def graded(course: Assignment, room: Recording, seed: int, source: str, neighbour: str) -> Report:
    """Grade a neighbour, then the source, in one worker's way: one sandbox, one pytest session."""
    reports: list[Report] = []
    pack = draw_pack(course, seed, "grade")
    text = f"NOTE = '{neighbour}'\n{CALM}"
    jobs = [submission(text), submission(source)]
    grade_submissions(course, jobs, room, pack, Options(seed=seed), lambda _, report: reports.append(report))
    return reports[1]


@pytest.mark.slow
def test_no_canary_is_within_reach(course: Assignment, marks: dict[str, str], room: Recording) -> None:
    """All of memory, files, environment, descriptors, objects and frames: the own marks are there, and no other."""
    seed = secrets.randbelow(2**31) + 2**31
    with tempfile.NamedTemporaryFile(prefix=marks["host-file"]) as file:
        file.write(marks["host-file"].encode())
        file.flush()
        graded(course, room, seed, CALM, marks["neighbour"])
        later = next(s for function, s, text in room.calls if function == "scale" and s >= 2**30)
        this = next(s for function, s, text in room.calls if function == "halve" and marks["argument"] in text)
        key = secrets.randbits(64)
        masked = {
            name: kept(number) ^ key
            for name, number in (("seed of the run", seed), ("seed of a later call", later), (THIS, this))
            if number >= 2**30  # a smaller one has a single digit, which stands in memory by chance
        }
        room.calls.clear()
        report = graded(
            course, room, seed, SEARCH.format(own=marks["source"], key=key, masked=masked), marks["neighbour"]
        )
    halve = report.functions[0].checks[1]
    assert halve.outcome is Outcome.ERROR, halve
    found, seen = json.loads(halve.rationale.partition("ValueError: ")[2].rpartition(" (in ")[0])
    assert found.keys() - {THIS} == {marks[kind] for kind in OWN}, found
    assert any(marks["later-argument"] in text for _, _, text in room.calls), "what was searched for did exist"
    if seen.get("memory"):  # else the room doesn't let code read even its own
        own = [marks[kind] for kind in OWN] + [name for name in masked if name == THIS]
        assert all("memory" in found.get(name, ()) for name in own), found
        assert seen["memory"] > 10**7
    for place, least in {"files": 10**7, "names": 10**4, "objects": 10**4, "environment": 50}.items():
        assert seen[place] > least, (place, seen)


THIS = "seed of this call"


def kept(number: int) -> int:
    """An int as CPython keeps it: digits of 30 bits, the lowest first; here the first two as one little-endian word."""
    return (number & (2**30 - 1)) | ((number >> 30) & (2**30 - 1)) << 32
