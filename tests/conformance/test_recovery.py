"""Whatever is killed in mid-run, running the same command again ends where an undisturbed run would have ended."""

from __future__ import annotations

import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from grader import batch_room
from grader.batch import run_batch
from grader.batch_results import Finished, RunPlan
from grader.batch_worker import Room
from grader.course import Assignment
from grader.discover import discover
from grader.errors import HarnessError, SandboxBrokenError, SandboxUnavailableError
from grader.model import Report, Timing
from grader.packs import draw_pack
from grader.recording import Pack
from grader.results import Options
from grader.sandbox import policy
from grader.sandbox.base import Limits, Program
from grader.sandbox.docker_engine import DEFAULT_IMAGE, Engine
from grader.sandbox.select import open_sandbox
from grader.wire.messages import Source
from tests.conftest import missing
from tests.unit.tiny_course import write_tiny_course

from .own_engine import OwnEngine, why_no_own_engine

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).resolve().parents[2]
RIGHT = "def halve(x):\n    return {'half': x / 2}\n\ndef scale(x, factor):\n    return x * factor\n"
KINDS = {
    "right": RIGHT,
    "wrong": RIGHT.replace("x / 2", "x * 2"),
    "raises": RIGHT.replace("return x * factor", "raise ValueError('no')"),
    "leaves": RIGHT.replace("return x * factor", "import os; os._exit(137)"),
    "prints": "print('hello')\n" + RIGHT.replace("    return x", "    print(x)\n    return x"),
}
CALM: dict[str, dict[str, Report]] = {}
"""What `undisturbed` found, by sandbox."""
SCORES = {"right": 10.0, "wrong": 4.0, "raises": 6.0, "leaves": 6.0, "prints": 10.0}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    write_tiny_course(root)
    return root


@pytest.fixture(scope="module")
def tiny(course: Path) -> Assignment:
    return write_tiny_course(course)


@pytest.fixture(scope="module")
def pack(tiny: Assignment) -> Pack:
    return draw_pack(tiny, 0, "grade")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this run's temporary folders go, in this process and in those that it starts."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def submit(folder: Path, count: int) -> Path:
    """`count` submissions, of each kind in turn."""
    folder.mkdir()
    kinds = list(KINDS)
    for n in range(count):
        (folder / f"{kinds[n % len(kinds)]}-{n}.py").write_text(KINDS[kinds[n % len(kinds)]])
    return folder


def plan(tiny: Assignment, work: Path, out: Path, sandbox: str, jobs: int = 2) -> RunPlan:
    room = Room(sandbox)
    box = room.open()
    try:
        info = box.info()
    finally:
        box.close()
    return RunPlan(tiny, tuple(discover([work])), Options(), room, info, out, jobs)


def command(course: Path, work: Path, out: Path, sandbox: str, **options: object) -> subprocess.Popen[str]:
    """The real program, in a process of its own."""
    arguments = ["grade", work, "-a", "tiny", "-o", out, "--course", course, "--jobs", "2", "--sandbox", sandbox]
    fields: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True} | options
    return subprocess.Popen(
        [sys.executable, "-m", "grader", *map(str, arguments), "--trust-submissions"],
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        **fields,  # type: ignore[call-overload]
    )


def until(process: subprocess.Popen[str], count: int) -> None:
    """Wait for the progress line of the `count`-th result."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(f"[{count}/"):
            return
    raise AssertionError("the run ended before that result")


def plain(report: Report) -> Report:
    """Without what tells two submissions of the same content apart, and without times."""
    name = Path(report.submission.file).name
    report = Report.from_json(report.to_json().replace(name.encode(), b"file.py"))
    info = msgspec.structs.replace(report.submission, id="", file="")
    functions = tuple(
        msgspec.structs.replace(f, checks=tuple(msgspec.structs.replace(c, duration_s=0.0) for c in f.checks))
        for f in report.functions
    )
    return msgspec.structs.replace(report, submission=info, functions=functions, timing=Timing(0.0, 0.0, 0.0))


def kind(report: Report) -> str:
    return report.submission.id.partition("-")[0]


def stored(out: Path) -> list[Report]:
    return [Report.from_json(path.read_bytes()) for path in sorted(out.glob("*/result.json"))]


def require_complete(out: Path, count: int, undisturbed: dict[str, Report]) -> None:
    """Every submission is graded as it is without disturbance; gradebook and journal agree; nothing half is left."""
    reports = stored(out)
    assert len(reports) == count
    for report in reports:
        assert report.score == SCORES[kind(report)], report.reason
        assert plain(report) == undisturbed[kind(report)]
    assert len((out / "grades.csv").read_text().splitlines()) == count + 1
    with sqlite3.connect(out / "run.sqlite") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT state FROM runs ORDER BY run DESC LIMIT 1").fetchone() == ("finished",)
        assert db.execute("SELECT count(*) FROM results WHERE run = (SELECT max(run) FROM runs)").fetchone() == (count,)
    db.close()
    assert [p for p in out.rglob("*") if p.name.endswith((".part", "-wal", "-shm"))] == []


def journal(out: Path) -> dict[str, str]:
    """Id → when it was graded, of what is graded."""
    with sqlite3.connect(out / "run.sqlite") as db:
        rows = db.execute("SELECT id, graded_at FROM results WHERE status = 'graded'").fetchall()
    db.close()
    return dict(rows)


@pytest.fixture
def undisturbed(tiny: Assignment, pack: Pack, tmp_path: Path, temporary: Path) -> Callable[[str], dict[str, Report]]:
    """One report of each kind from a run that nothing disturbs."""

    def run(sandbox: str) -> dict[str, Report]:
        if sandbox not in CALM:
            work = submit(tmp_path / "calm", len(KINDS))
            reports = run_batch(plan(tiny, work, tmp_path / "calm-out", sandbox), pack, lambda _: None)
            CALM[sandbox] = {kind(r): plain(r) for r in reports}
        return CALM[sandbox]

    return run


@pytest.fixture(scope="module")
def second_engine(requires_docker: None) -> Iterator[OwnEngine]:
    if reason := why_no_own_engine():
        missing(reason)
    made = OwnEngine()
    try:
        made.start()
        made.take_image(DEFAULT_IMAGE)
        yield made
    finally:
        made.close()


@pytest.mark.docker
@pytest.mark.slow
def test_a_batch_of_40_in_which_everything_is_killed(
    tiny: Assignment,
    pack: Pack,
    course: Path,
    tmp_path: Path,
    temporary: Path,
    undisturbed: Callable[[str], dict[str, Report]],
    second_engine: OwnEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A container removed by hand, the grader killed with -9, the engine killed for long and killed for a moment."""
    monkeypatch.setenv("DOCKER_HOST", second_engine.host)
    right = undisturbed("docker")
    work, out = submit(tmp_path / "work", 40), tmp_path / "out"

    # Containers removed by hand, then the grader itself is killed.
    grader = command(course, work, out, "docker")
    until(grader, 4)
    for container in second_engine.containers():
        second_engine.remove(container)
    until(grader, 10)
    grader.kill()
    grader.communicate(timeout=60)  # ends when the workers, which hold its standard error, have ended
    before = journal(out)
    assert len(before) >= 10
    for report in stored(out):
        assert report.score == SCORES[kind(report)], report.reason

    # The engine is killed and stays away: the run stops, in one line, with nothing graded wrong.
    heard: list[Finished] = []

    def kill(done: Finished) -> None:
        heard.append(done)
        if sum(not d.resumed for d in heard) == 8:
            second_engine.kill()

    monkeypatch.setattr(batch_room, "OUTAGE_S", 1.0)
    forty = plan(tiny, work, out, "docker")
    with pytest.raises(HarnessError, match=r"no Docker engine answers|engine failed") as caught:
        run_batch(forty, pack, kill)
    assert isinstance(caught.value, SandboxUnavailableError)
    assert "\n" not in str(caught.value)
    assert {d.report.submission.id for d in heard if d.resumed} == set(before)
    assert all(d.report.score == SCORES[kind(d.report)] for d in heard)
    second_engine.start()

    # The engine is killed and comes back: the run waits for it and completes.
    monkeypatch.setattr(batch_room, "OUTAGE_S", 30.0)
    between = journal(out)
    again: list[Finished] = []

    def restart(done: Finished) -> None:
        again.append(done)
        if sum(not d.resumed for d in again) == 6:
            second_engine.kill()
            threading.Timer(0.5, second_engine.start).start()

    run_batch(forty, pack, restart)
    require_complete(out, 40, right)
    after = journal(out)
    assert {i: after[i] for i in between} == between  # only the rest was graded
    assert second_engine.containers() == []
    assert list(temporary.iterdir()) == []


@pytest.mark.docker
@pytest.mark.slow
def test_an_engine_that_forgot(second_engine: OwnEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A restarted engine has killed the container and lost its record of that: no crash of the student's."""
    monkeypatch.setenv("DOCKER_HOST", second_engine.host)
    box = open_sandbox("docker", warm=0)
    try:
        session = box.open(Limits())
        session.load(Program((Source("cell 1", RIGHT),), {}))
        second_engine.kill()
        second_engine.start()
        with pytest.raises(SandboxBrokenError, match="the Docker engine was restarted in mid-run"):
            session.call("halve", [1.0], seed=0)
        session.close()
    finally:
        box.close()
    assert second_engine.containers() == []


@pytest.mark.docker
def test_a_killed_worker_leaves_no_container(
    tiny: Assignment, pack: Pack, tmp_path: Path, temporary: Path, requires_docker: None
) -> None:
    """As the kernel does when memory is short: the run goes on, ends complete, and removes what is left."""
    work = submit(tmp_path / "work", len(KINDS))
    workers: set[str] = set()

    def kill(done: Finished) -> None:
        mine = containers_of_workers()
        if done.count == 1:
            worker = min(mine)
            workers.add(worker)
            os.kill(int(worker), signal.SIGKILL)

    reports = run_batch(plan(tiny, work, tmp_path / "out", "docker"), pack, kill)
    assert {kind(r): r.score for r in reports} == SCORES
    assert len(workers) == 1
    assert containers_of_workers(workers) == {}


def containers_of_workers(pids: set[str] | None = None) -> dict[str, str]:
    """Process number → container, of the given processes or of this process' children."""
    found = {}
    with Engine() as engine:
        for container, labels in engine.labelled(policy.LABEL_OWNER):
            pid = labels[policy.LABEL_OWNER].split(":")[-2]
            if pid in pids if pids is not None else _parent(pid) == os.getpid():
                found[pid] = container
    return found


def _parent(pid: str) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def test_a_killed_grader_leaves_nothing(
    tiny: Assignment,
    pack: Pack,
    course: Path,
    tmp_path: Path,
    temporary: Path,
    undisturbed: Callable[[str], dict[str, Report]],
) -> None:
    """After kill -9 of the grader and of a worker its temporary folders stay; the next run removes them."""
    right = undisturbed("process")
    work, out = submit(tmp_path / "work", 12), tmp_path / "out"
    grader = command(course, work, out, "process")
    until(grader, 3)
    children = Path(f"/proc/{grader.pid}/task/{grader.pid}/children").read_text().split()
    for child in children:  # the workers, and multiprocessing's own helper
        os.kill(int(child), signal.SIGKILL)
    grader.kill()
    grader.communicate(timeout=60)
    assert {p.name.split("-")[1] for p in temporary.iterdir()} >= {"run", "stage"}
    before = journal(out)
    run_batch(plan(tiny, work, out, "process"), pack, lambda _: None)
    require_complete(out, 12, right)
    assert {i: at for i, at in journal(out).items() if i in before} == before
    # The stage of this process itself stays until it ends.
    assert {p.name.split("-")[1] for p in temporary.iterdir()} <= {"stage"}


def test_a_killed_grader_takes_its_workers_along(course: Path, tmp_path: Path, temporary: Path) -> None:
    """They are gone within two seconds, also from the middle of a submission that would take longer."""
    work = tmp_path / "work"
    work.mkdir()
    for n in range(3):
        (work / f"s{n}.py").write_text(RIGHT.replace("return x", "import time; time.sleep(0.9); return x"))
    (work / "a.py").write_text(RIGHT)
    grader = command(course, work, tmp_path / "out", "process")
    until(grader, 1)
    grader.kill()
    started = time.monotonic()
    grader.communicate(timeout=60)  # the workers hold its standard error
    assert time.monotonic() - started < 5


HANGUP, INTERRUPTS = [signal.SIGHUP], [signal.SIGINT, signal.SIGINT]


@pytest.mark.parametrize("numbers", [HANGUP, INTERRUPTS], ids=["terminal closed", "Ctrl-C twice"])
def test_a_stopped_run_goes_on(course: Path, tmp_path: Path, temporary: Path, numbers: list[int]) -> None:
    """Exit 130 within seconds, in one line; nothing temporary is left, and the same command grades the rest."""
    work, out = submit(tmp_path / "work", 7), tmp_path / "out"
    grader = command(course, work, out, "process")
    until(grader, 2)
    for number in numbers:
        grader.send_signal(number)
        time.sleep(0.1)
    started = time.monotonic()
    _, err = grader.communicate(timeout=60)
    assert time.monotonic() - started < 10
    assert grader.returncode == 130, err
    assert "Traceback" not in err
    assert list(temporary.iterdir()) == []
    before = journal(out)
    assert len(before) >= 2
    again = command(course, work, out, "process")
    assert (again.communicate(timeout=60), again.returncode)[1] == 0
    after = journal(out)
    assert len(after) == 7
    assert {i: after[i] for i in before} == before


def test_a_terminal_that_goes_away(course: Path, tmp_path: Path, temporary: Path) -> None:
    """A run whose bar can't be drawn any more, because the terminal is gone without a word, completes."""
    ours, theirs = pty.openpty()
    work, out = submit(tmp_path / "work", 4), tmp_path / "out"
    grader = command(course, work, out, "process", stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    os.read(ours, 10)
    os.close(ours)
    grader.wait(60)
    assert len(journal(out)) == 4
    assert {p.name for p in out.iterdir()} >= {"index.html", "grades.csv"}


@pytest.mark.parametrize("closed", [(1,), (2,), (0, 1, 2)], ids=["stdout", "stderr", "all"])
def test_closed_streams(course: Path, tmp_path: Path, temporary: Path, closed: tuple[int, ...]) -> None:
    """A run started without standard streams completes, and nothing is printed into its files."""
    work, out = submit(tmp_path / "work", 2), tmp_path / "out"

    def close() -> None:
        for number in closed:
            os.close(number)

    grader = command(course, work, out, "process", preexec_fn=close)
    text, err = grader.communicate(timeout=60)
    assert grader.returncode == 0, err
    assert {kind(r): r.score for r in stored(out)} == {"right": 10.0, "wrong": 4.0}
    assert (text == "", err == "") == (1 in closed, 2 in closed)


# Full disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MiB in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4M", "tmpfs", str(folder)]
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if subprocess.run([*sudo, *mount], check=False, capture_output=True).returncode:
        missing("mounting a file system needs root")
    yield folder
    subprocess.run([*sudo, "umount", "-l", str(folder)], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Fill a disk up to `leave` bytes."""
    facts = os.statvfs(folder)
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(max(facts.f_bavail * facts.f_frsize - leave, 0)))
    return ballast


def test_a_full_output_folder(
    tiny: Assignment,
    pack: Pack,
    course: Path,
    tmp_path: Path,
    temporary: Path,
    small_disk: Path,
    undisturbed: Callable[[str], dict[str, Report]],
) -> None:
    """One line, exit 3; what is in the journal stays; with room again the same command completes."""
    right = undisturbed("process")
    work, out = submit(tmp_path / "work", 8), small_disk / "out"
    ballast = fill(small_disk, 300_000)
    grader = command(course, work, out, "process")
    _, err = grader.communicate(timeout=60)
    assert grader.returncode == 3, err
    full = "No space left on device|disk (is )?full"
    assert re.fullmatch(rf"error: can't write to .*\(.*({full})\).*", err.splitlines()[-1])
    assert "what is finished is kept; make room, then run the same command again" in err.splitlines()[-1]
    before = journal(out)
    assert 0 < len(before) < 8
    ballast.unlink()
    run_batch(plan(tiny, work, out, "process"), pack, lambda _: None)
    require_complete(out, 8, right)
    assert {i: journal(out)[i] for i in before} == before


def test_a_full_temporary_folder(
    course: Path, tmp_path: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that names the folder, exit 3; with room again the same command completes."""
    monkeypatch.setenv("TMPDIR", str(small_disk))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    work, out = submit(tmp_path / "work", 4), tmp_path / "out"
    ballast = fill(small_disk, 100_000)
    grader = command(course, work, out, "process")
    _, err = grader.communicate(timeout=90)
    assert grader.returncode == 3, err
    assert re.fullmatch(
        rf"error: .*can't write to the temporary folder {small_disk} \(No space left on device\): make room there.*",
        err.splitlines()[-1],
    )
    ballast.unlink()
    again = command(course, work, out, "process")
    _, err = again.communicate(timeout=60)
    assert again.returncode == 0, err
    assert {kind(r): r.score for r in stored(out)}.items() <= SCORES.items()
    assert len(journal(out)) == 4
