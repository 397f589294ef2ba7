"""A run over real worker processes: every result is kept, whatever dies, hangs or fills up on the way."""

from __future__ import annotations

import csv
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from grader import batch
from grader.batch import Interrupted, run_batch
from grader.batch_pages import render_again
from grader.batch_pool import Worker
from grader.batch_results import Finished, RunPlan
from grader.batch_worker import Room
from grader.course import Assignment
from grader.discover import discover
from grader.errors import GraderError, HarnessError, NothingToGradeError, UsageError
from grader.journal import OutputError
from grader.model import Report
from grader.packs import draw_pack
from grader.results import Options
from grader.sandbox.base import SandboxInfo
from grader.store import RunFolder
from tests.unit.tiny_course import SPEC, TOML, write_tiny_course

RIGHT = "def halve(x):\n    return {'half': x / 2}\n\ndef scale(x, factor):\n    return x * factor\n"
WRONG = RIGHT.replace("x / 2", "x * 2")

# A spec is trusted code and runs in the worker, so that it can kill or stall it: when a student's scale asks for it.
TRAPS = """

@check("scale")
@given(x=arrays())
def test_traps(subject, x):
    \"\"\"scale is a number or an array.\"\"\"
    import os, pathlib, signal, time
    word = subject.scale(x, 2.0)
    if isinstance(word, str) and word.startswith("die once:"):
        marker = pathlib.Path(word[9:])
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if isinstance(word, str) and word == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if isinstance(word, str) and word == "hang":
        time.sleep(600)
"""
SPEC_WITH_TRAPS = SPEC.replace('@check("scale")\ndef test_known', '{traps}@check("scale")\ndef test_known').replace(
    "{traps}", TRAPS.strip("\n") + "\n\n\n"
)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    root = tmp_path_factory.mktemp("course")
    assignment = write_tiny_course(root, spec=SPEC_WITH_TRAPS)
    other = root / "assignments" / "other"
    other.mkdir()
    text = TOML.replace('"tiny"\ntitle = "Tiny"', '"other"\ntitle = "Other"').replace("helpers", "# helpers")
    text = text.replace("prelude", "# prelude").replace('"halve"', '"third"').replace('"scale"', '"fourth"')
    (other / "assignment.toml").write_text(text.replace('"rescale"', '"quarter"'))
    (root / "assignments" / "broken").mkdir()
    (root / "assignments" / "broken" / "assignment.toml").write_text("slug = 3")
    return assignment


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "submissions"
    folder.mkdir()
    return folder


Run = Callable[..., tuple[Report, ...]]


@pytest.fixture(scope="module")
def pack(tiny: Assignment):  # type: ignore[no-untyped-def]
    return draw_pack(tiny, 0, "grade")


@pytest.fixture
def run(tiny: Assignment, pack, work: Path, tmp_path: Path) -> Run:  # type: ignore[no-untyped-def]
    def start(on_done: Callable[[Finished], None] = lambda _: None, **changes: object) -> tuple[Report, ...]:
        info = SandboxInfo("process", "none", None, "3.11", "2.4", None, "linux")
        fields = {
            "assignment": tiny,
            "found": tuple(discover([work])),
            "options": Options(),
            "room": Room("process"),
            "info": info,
            "out": tmp_path / "out",
            "jobs": 2,
        } | changes
        return run_batch(RunPlan(**fields), pack, on_done)  # type: ignore[arg-type]

    return start


def put(work: Path, **sources: str) -> None:
    for name, source in sources.items():
        (work / f"{name}.py").write_text(source)


def says(word: str) -> str:
    return RIGHT.replace("return x * factor", f"return {word!r}")


def scores(reports: tuple[Report, ...]) -> dict[str, float | None]:
    return {r.submission.id: r.score for r in reports}


def grades(out: Path) -> list[list[str]]:
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        return [row[:5] for row in csv.reader(file)]


def test_a_run_leaves_results_pages_and_gradebook(run: Run, work: Path, tmp_path: Path) -> None:
    """Reports come back by id; every submission has its two files, the run its index, gradebook and journal."""
    put(work, zoe=RIGHT, ada=WRONG, bob=RIGHT)
    heard: list[Finished] = []
    reports = run(heard.append)
    assert list(scores(reports).items()) == [("ada", 4.0), ("bob", 10.0), ("zoe", 10.0)]
    out = tmp_path / "out"
    assert sorted(p.name for p in out.iterdir()) == ["ada", "bob", "grades.csv", "index.html", "run.sqlite", "zoe"]
    for report in reports:
        folder = out / report.submission.id
        assert sorted(p.name for p in folder.iterdir()) == ["report.html", "result.json"]
        assert Report.from_json((folder / "result.json").read_bytes()) == report
        assert "Content-Security-Policy" in (folder / "report.html").read_text()
    assert [row[0] for row in grades(out)] == ["id", "ada", "bob", "zoe"]
    assert sorted(h.count for h in heard) == [1, 2, 3]
    assert {(h.total, h.resumed) for h in heard} == {(3, False)}


def test_the_number_of_workers_changes_nothing(run: Run, work: Path, tmp_path: Path) -> None:
    """The same submissions give the same results and the same order with one worker and with three."""
    put(work, **{f"s{i}": RIGHT if i % 2 else WRONG for i in range(5)})

    def plain(reports: tuple[Report, ...]) -> list[bytes]:
        return [msgspec.json.encode(_untimed(r)) for r in reports]

    assert plain(run(jobs=1, out=tmp_path / "one")) == plain(run(jobs=3, out=tmp_path / "three"))
    assert grades(tmp_path / "one") == grades(tmp_path / "three")


def _untimed(report: Report) -> Report:
    functions = tuple(
        msgspec.structs.replace(f, checks=tuple(msgspec.structs.replace(c, duration_s=0.0) for c in f.checks))
        for f in report.functions
    )
    timing = msgspec.structs.replace(report.timing, load_s=0.0, checks_s=0.0, total_s=0.0)
    return msgspec.structs.replace(report, functions=functions, timing=timing)


def test_unreadable_and_foreign_files_are_rejected(run: Run, work: Path, tmp_path: Path) -> None:
    """They get a result with the reason and no score; the rest is graded."""
    third = "def third(x):\n    return x\n"
    put(work, ada=RIGHT, foreign=third, half_done=third + "def third(x):\n", stranger="print(1)\n")
    (work / "bob.ipynb").write_text("{")
    reports = {r.submission.id: r for r in run()}
    assert {i: (r.status, r.score) for i, r in reports.items()} == {
        "ada": ("graded", 10.0),
        "bob": ("rejected", None),
        "foreign": ("rejected", None),
        "half_done": ("rejected", None),
        "stranger": ("graded", 0.0),
    }
    assert "bob.ipynb: is no notebook: not JSON" in (reports["bob"].reason or "")
    assert (
        reports["foreign"].reason == f"{work}/foreign.py: is a submission of other, not of tiny: grade it with -a other"
    )
    assert (tmp_path / "out" / "bob" / "report.html").is_file()


def test_a_rerun_takes_over_what_is_done(run: Run, work: Path) -> None:
    """Nothing is graded twice; a changed file, and a result whose files are gone, are."""
    put(work, ada=RIGHT, bob=RIGHT, eve=RIGHT)
    first = run()
    heard: list[Finished] = []
    assert run(heard.append) == first
    assert {h.resumed for h in heard} == {True}
    put(work, bob=WRONG)
    heard.clear()
    assert scores(run(heard.append)) == {"ada": 10.0, "bob": 4.0, "eve": 10.0}
    assert {h.report.submission.id: h.resumed for h in heard} == {"ada": True, "bob": False, "eve": True}


@pytest.mark.parametrize(
    "changes",
    [
        {"fresh": True},
        {"options": Options(edition="2021")},
        {"info": SandboxInfo("process", "none", None, "3.11", "2.5", None, "linux")},
    ],
    ids=["--fresh", "another edition", "another NumPy"],
)
def test_a_rerun_grades_again_when_it_must(run: Run, work: Path, changes: dict[str, object]) -> None:
    """--fresh and every setting that may change a grade redo the work."""
    put(work, ada=RIGHT)
    run()
    heard: list[Finished] = []
    run(heard.append, **changes)
    assert [h.resumed for h in heard] == [False]


def test_a_file_replaced_in_mid_run_is_what_was_graded(run: Run, work: Path) -> None:
    """The result belongs to what was read: it is kept for that, and not for what lay there when the run began."""
    put(work, ada=RIGHT, bob=WRONG)
    run(lambda done: put(work, bob=RIGHT) if done.report.submission.id == "ada" else None, jobs=1)
    heard: list[Finished] = []
    run(heard.append)
    assert [h.resumed for h in heard] == [True, True]
    put(work, bob=WRONG)
    assert scores(run()) == {"ada": 10.0, "bob": 4.0}


def test_a_worker_that_is_stopped_as_it_begins_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C reaches it through its parent while it is deaf, and shows the moment it hears."""
    worker = Worker(b"")
    worker.ask_to_stop()
    assert worker.end(30.0)
    assert capfd.readouterr().err == ""


def test_a_lost_file_is_graded_again(run: Run, work: Path, tmp_path: Path) -> None:
    """The journal's word isn't enough: the files must be there."""
    put(work, ada=RIGHT)
    run()
    (tmp_path / "out" / "ada" / "report.html").unlink()
    heard: list[Finished] = []
    run(heard.append)
    assert [h.resumed for h in heard] == [False]
    assert (tmp_path / "out" / "ada" / "report.html").is_file()


def test_a_withdrawn_submission_leaves_the_gradebook(run: Run, work: Path, tmp_path: Path) -> None:
    """Index and gradebook are of this run's submissions."""
    put(work, ada=RIGHT, bob=RIGHT)
    run()
    (work / "bob.py").unlink()
    run()
    assert [row[0] for row in grades(tmp_path / "out")] == ["id", "ada"]
    assert scores(render_again(tmp_path / "out")) == {"ada": 10.0}


def test_another_assignments_folder_is_refused(run: Run, work: Path, tmp_path: Path, tiny: Assignment) -> None:
    """Two assignments never share a gradebook."""
    put(work, ada=RIGHT)
    run()
    with pytest.raises(UsageError, match="holds a run of tiny, not of other: choose another folder with -o"):
        run(assignment=msgspec.structs.replace(tiny, slug="other"))


def test_a_killed_worker_costs_nothing(run: Run, work: Path, tmp_path: Path) -> None:
    """The submission it was at is graded by another worker."""
    put(work, ada=says(f"die once:{tmp_path / 'marker'}"), bob=RIGHT, eve=RIGHT)
    reports = {r.submission.id: r for r in run()}
    assert (tmp_path / "marker").exists()
    assert {i: r.status for i, r in reports.items()} == {"ada": "graded", "bob": "graded", "eve": "graded"}
    assert reports["ada"].score == 6.0


def test_a_submission_that_kills_workers_is_not_graded(run: Run, work: Path, tmp_path: Path) -> None:
    """Twice is enough: harness_error without a score, and the run goes on. The next run tries again."""
    put(work, ada=says("die"), bob=RIGHT)
    reports = {r.submission.id: r for r in run(jobs=1)}
    assert (reports["ada"].status, reports["ada"].score) == ("harness_error", None)
    assert reports["ada"].reason == "the grading process died 2 times on this submission"
    assert reports["ada"].provenance.sandbox == "process"
    assert reports["bob"].score == 10.0
    heard: list[Finished] = []
    run(heard.append, jobs=1)
    assert {h.report.submission.id: h.resumed for h in heard} == {"ada": False, "bob": True}


def test_a_hung_worker_is_replaced(run: Run, work: Path, tiny: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    """A grader that hangs on one submission is killed, and the others get their grades."""
    allowed_s = 3.0
    monkeypatch.setattr(batch, "SPARE_S", allowed_s - 2 * (tiny.limits.submission_s + tiny.limits.load_s))
    put(work, ada=says("hang"), bob=RIGHT)
    started = time.monotonic()
    reports = {r.submission.id: r for r in run()}
    assert time.monotonic() - started < 60
    assert (reports["ada"].status, reports["bob"].score) == ("harness_error", 10.0)


def test_ctrl_c_keeps_what_is_finished(run: Run, work: Path, tmp_path: Path) -> None:
    """The run stops promptly, says how to go on, writes index and gradebook; the same command grades the rest."""
    put(work, ada=RIGHT, bob=says("hang"), eve=RIGHT)

    def stop(done: Finished) -> None:
        threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()

    started = time.monotonic()
    with pytest.raises(Interrupted) as caught:
        run(stop, jobs=1)
    assert time.monotonic() - started < 30
    assert caught.value.exit_code == 130
    assert str(caught.value) == (
        f"stopped: 1 of 3 results are in {tmp_path / 'out'}; run the same command again to grade the rest"
    )
    assert [row[0] for row in grades(tmp_path / "out")] == ["id", "ada"]
    assert (tmp_path / "out" / "index.html").is_file()
    put(work, bob=WRONG)
    heard: list[Finished] = []
    assert scores(run(heard.append)) == {"ada": 10.0, "bob": 4.0, "eve": 10.0}
    assert {h.report.submission.id for h in heard if h.resumed} == {"ada"}


def test_a_folder_that_breaks_keeps_what_is_finished(run: Run, work: Path, tmp_path: Path) -> None:
    """A write that fails ends the run in one line (exit 3); a rerun goes on from the journal."""
    put(work, ada=RIGHT, bob=RIGHT)

    def block(done: Finished) -> None:
        if done.report.submission.id == "ada":
            (tmp_path / "out" / "bob").write_text("in the way")

    with pytest.raises(OutputError) as caught:
        run(block, jobs=1)
    assert caught.value.exit_code == 3
    assert "bob (File exists): what is finished is kept" in str(caught.value)
    (tmp_path / "out" / "bob").unlink()
    heard: list[Finished] = []
    run(heard.append)
    assert {h.report.submission.id: h.resumed for h in heard} == {"ada": True, "bob": False}


def test_a_broken_sandbox_stops_the_run(run: Run, work: Path) -> None:
    """No worker can open its sandbox: its one line comes out."""
    put(work, ada=RIGHT)
    with pytest.raises(GraderError, match="unknown sandbox 'cellar'"):
        run(room=Room("cellar"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("import nothing_of_that_name\n", "nothing_of_that_name"),
        ("import os\nos.kill(os.getpid(), 9)\n", "grading processes die as they start: run `grader doctor`"),
    ],
    ids=["does not import", "kills its process"],
)
def test_a_broken_spec_stops_the_run(run: Run, work: Path, tiny: Assignment, text: str, line: str) -> None:
    """Found in a worker, it is ours: the run ends in one line, and no submission is blamed."""
    put(work, ada=RIGHT)
    spec = tiny.spec_paths[0]
    before = spec.read_text()
    spec.write_text(text)
    try:
        with pytest.raises(HarnessError, match=line):
            run()
    finally:
        spec.write_text(before)


def test_pages_are_rendered_again(run: Run, work: Path, tmp_path: Path) -> None:
    """`report` makes the same pages and gradebook from the results alone, with and without a journal."""
    put(work, ada=RIGHT, bob=WRONG)
    run()
    out = tmp_path / "out"
    pages = [out / "ada" / "report.html", out / "bob" / "report.html", out / "index.html", out / "grades.csv"]
    before = [p.read_bytes() for p in pages]
    for journal in (True, False):
        for page in pages:
            page.unlink()
        if not journal:
            (out / "run.sqlite").unlink()
        assert scores(render_again(out)) == {"ada": 10.0, "bob": 4.0}
        assert [p.read_bytes() for p in pages] == before


@pytest.mark.parametrize(
    ("prepare", "kind", "line"),
    [
        (lambda out: None, UsageError, "no such folder: name the one"),
        (lambda out: out.mkdir(), NothingToGradeError, "holds no results: grade something"),
        (lambda out: _result(out, b"{}"), UsageError, "is no result of this version"),
        (lambda out: (out / "ada" / "result.json").mkdir(parents=True), UsageError, "can't be read (Is a directory)"),
    ],
    ids=["absent", "empty", "damaged", "unreadable"],
)
def test_nothing_to_render(tmp_path: Path, prepare: Callable[[Path], None], kind: type[GraderError], line: str) -> None:
    """Each has its one line."""
    prepare(tmp_path / "out")
    with pytest.raises(kind) as caught:
        render_again(tmp_path / "out")
    assert line in str(caught.value)


def _result(out: Path, data: bytes) -> None:
    (out / "ada").mkdir(parents=True)
    (out / "ada" / "result.json").write_bytes(data)


def test_a_closed_run_gives_its_folder_free(run: Run, work: Path, tmp_path: Path) -> None:
    """The lock ends with the run, whichever way it ended."""
    put(work, ada=RIGHT)
    run()
    RunFolder(tmp_path / "out").close()
