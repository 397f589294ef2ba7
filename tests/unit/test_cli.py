"""The command line: what it prints where, with which exit code, and what it doesn't import."""

from __future__ import annotations

import io
import json
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import __version__, cli
from grader.batch_results import Finished
from grader.cli_progress import progress, say
from grader.doctor import Finding
from grader.model import Report, SubmissionInfo
from tests.unit.test_batch import RIGHT, SPEC_WITH_TRAPS, WRONG, says
from tests.unit.test_store import report
from tests.unit.tiny_course import SPEC, write_tiny_course

ROOT = Path(__file__).resolve().parents[2]
TRUST = ("--sandbox", "process", "--trust-submissions")
SLOW = "import time\n" + RIGHT.replace("    return {", "    time.sleep(0.02)\n    return {")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    write_tiny_course(root)
    return root


@pytest.fixture(scope="module", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Case packs and what a killed run leaves behind stay out of the user's folders, in subprocesses too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(tmp_path_factory.mktemp("tmp")))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def here(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder inside the course to work in, so that the course is found from there."""
    folder = course / "desk" / tmp_path.name
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def start(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as caught:
            cli.main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return int(caught.value.code or 0), out, err

    return start


def outside(*arguments: object, **options: object) -> subprocess.Popen[str]:
    """The real program in a process of its own."""
    env = dict(os.environ, PYTHONPATH=str(ROOT)) | options.pop("env", {})  # type: ignore[operator]
    return subprocess.Popen(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="surrogateescape",
        env=env,
        **options,  # type: ignore[arg-type]
    )


def test_version(run: Run) -> None:
    """--version says the version and nothing else."""
    assert run("--version") == (0, f"grader {__version__}\n", "")


@pytest.mark.parametrize(
    "command",
    [(), ("list",), ("check",), ("grade",), ("report",), ("doctor",), ("image", "build"), ("image", "show")],
    ids=str,
)
def test_every_help_page_has_examples(run: Run, command: tuple[str, ...]) -> None:
    """-h shows how the command is used, on standard output, one example a line."""
    code, out, err = run(*command, "-h")
    assert (code, err) == (0, "")
    assert re.search(rf"Examples:\n    grader {' '.join(command)}", out)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("grade", "--bogus"), "No such option: --bogus"),
        (("grade", "x.py", "-o", "out"), "Missing option"),
        (("check",), "Missing argument"),
        (("frobnicate",), "No such command"),
        (("check", "x.py", "--seed", "-1"), "Invalid value for '--seed'"),
    ],
    ids=["option", "missing option", "missing argument", "command", "seed"],
)
def test_usage_errors(run: Run, arguments: tuple[str, ...], says: str) -> None:
    """Typer's own words, exit 2."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_list(run: Run, here: Path) -> None:
    """Slug, week, points and number of functions of each assignment."""
    code, out, err = run("list")
    assert (code, err) == (0, "")
    lines = [line.split() for line in out.splitlines()]
    assert lines == [["slug", "week", "points", "functions", "title"], ["tiny", "1", "10", "2", "Tiny"]]


def test_list_of_another_course(run: Run, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--course finds a course from anywhere; without it there is none, in one line."""
    monkeypatch.chdir(tmp_path)
    assert run("list", "--course", course)[0] == 0
    code, out, err = run("list")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"error: no course in {tmp_path} or above it")


def test_a_course_without_assignments(run: Run, tmp_path: Path) -> None:
    """An empty course is broken, not an empty table."""
    for name in ("assignments", "test_specs"):
        (tmp_path / name).mkdir()
    code, out, err = run("list", "--course", tmp_path)
    assert (code, out) == (3, "")
    assert err.startswith(f"error: {tmp_path}: has no assignments")


def test_check_of_a_right_solution(run: Run, here: Path) -> None:
    """Exit 0; the slug is guessed from the file."""
    (here / "ada.py").write_text(RIGHT)
    code, out, _ = run("check", "ada.py")
    assert code == 0
    assert "2 of 2 functions pass all their checks" in out


def test_check_shows_what_is_wrong(run: Run, here: Path) -> None:
    """Exit 1; the hint and the counterexample of the public check are on the screen, hidden checks have not run."""
    (here / "ada.py").write_text(WRONG)
    code, out, _ = run("check", "ada.py", "-a", "tiny", "--json", "r.json", "--html", "r.html")
    assert code == 1
    assert "You multiply by 2 where you should divide." in out
    assert "halve(x)" in out
    result = Report.from_json((here / "r.json").read_bytes())
    assert {c.visibility for f in result.functions for c in f.checks} == {"public"}
    assert result.submission.file == "ada.py"
    assert "You multiply by 2" in (here / "r.html").read_text()


def test_check_says_once_that_it_draws(run: Run, here: Path) -> None:
    """The first check with a seed says why it takes longer; the next is quiet."""
    (here / "ada.py").write_text(RIGHT)
    assert run("check", "ada.py", "--seed", 77)[2] == "drawing the cases of tiny for seed 77 (once)\n"
    assert run("check", "ada.py", "--seed", 77)[2] == ""


def test_check_takes_a_folder_with_one_file(run: Run, here: Path) -> None:
    """A folder stands for the one submission in it; with two it is a mistake."""
    (here / "mine").mkdir()
    (here / "mine" / "ada.py").write_text(RIGHT)
    assert run("check", "mine")[0] == 0
    (here / "mine" / "bob.py").write_text(RIGHT)
    assert run("check", "mine")[::2] == (
        2,
        "error: mine: holds 2 submissions: name one, or use `grader grade` for all\n",
    )


def test_check_leaves_functions_outside_the_edition_out(run: Run, here: Path) -> None:
    """--edition decides which functions there are."""
    (here / "ada.py").write_text(RIGHT)
    code, out, _ = run("check", "ada.py", "--edition", "2017")
    assert code == 0
    assert "1 of 1 functions pass" in out


def test_check_that_the_harness_spoils(tmp_path: Path) -> None:
    """What we failed to grade is exit 3 and a line, never a failed check."""
    known = "    assert_close(subject.scale(1.0, 2.0), expected(1.0, 2.0))\n"
    assert known in SPEC
    trap = (
        '    if subject.scale(1.0, 2.0) == "sabotage":\n        from grader.errors import SandboxBrokenError\n\n'
        '        raise SandboxBrokenError("the cable is cut")\n'
    )
    write_tiny_course(tmp_path, spec=SPEC.replace(known, trap))
    (tmp_path / "ada.py").write_text(RIGHT.replace("return x * factor", "return 'sabotage'"))
    process = outside("check", "ada.py", cwd=tmp_path)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert re.fullmatch(r"error: ada\.py: not graded: .*the cable is cut.*", err.splitlines()[-1])


def test_grade_shows_progress_and_a_table(run: Run, here: Path) -> None:
    """A line a result on standard error; the table and where the files are on standard output."""
    (here / "work").mkdir()
    (here / "work" / "ada.py").write_text(RIGHT)
    (here / "work" / "bob.ipynb").write_text("{")
    (here / "work" / "tiny_utils.py").write_text("# a helper that came with the notebook\n")
    code, out, err = run("grade", "work", "-a", "tiny", "-o", "out", *TRUST)
    assert code == 0
    assert sorted(line[6:] for line in err.splitlines() if line.startswith("[")) == [
        "ada: 10/10",
        "bob: rejected: work/bob.ipynb: is no notebook: not JSON at line 1, column 2 "
        "(Expecting property name enclosed in double quotes)",
    ]
    assert "1 graded, 1 rejected" in out
    assert out.splitlines()[-2:] == ["out/index.html", "out/grades.csv"]
    code, again, err = run("grade", "work", "-a", "tiny", "-o", "out", *TRUST)
    assert (code, again) == (0, out)
    assert err == "2 of 2 results are there from an earlier run\n"
    assert run("report", "out")[:2] == (0, "\n".join(out.splitlines()[:-2]) + "\n")


def test_a_score_that_we_owe_is_an_error(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3 in one line when a submission is not graded by our fault; everything is written all the same."""
    write_tiny_course(tmp_path / "course", spec=SPEC_WITH_TRAPS)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "ada.py").write_text(says("die"))
    (tmp_path / "work" / "bob.py").write_text(RIGHT)
    code, out, err = run("grade", "work", "-a", "tiny", "-o", "out", "--course", "course", *TRUST)
    assert code == 3
    assert err.splitlines()[-1] == "error: 1 of 2 submissions is not graded, and not by its fault: run this again"
    assert out.splitlines()[-2:] == ["out/index.html", "out/grades.csv"]
    assert json.loads((tmp_path / "out" / "bob" / "result.json").read_text())["score"] == 10


def test_grade_without_isolation_needs_trust(run: Run, here: Path) -> None:
    """The process sandbox is refused in one line that says what to do, and nothing is written."""
    (here / "ada.py").write_text(RIGHT)
    assert run("grade", "ada.py", "-a", "tiny", "-o", "out", "--sandbox", "process") == (
        2,
        "",
        "error: the sandbox process isolates nothing: add --trust-submissions if you trust every file, "
        "or use --sandbox docker (see `grader doctor`)\n",
    )
    assert not (here / "out").exists()


def test_auto_says_what_it_took(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With neither an engine nor bwrap, auto falls back to process, but only for trusted submissions, and says so."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///nonexistent/engine.sock")
    monkeypatch.setenv("PATH", "/nonexistent")
    (here / "ada.py").write_text(RIGHT)
    code, out, err = run("grade", "ada.py", "-a", "tiny", "-o", "out")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("error: docker doesn't work here: no Docker engine answers")
    assert "isolates nothing: add --trust-submissions" in err
    assert not (here / "out").exists()
    code, _, err = run("grade", "ada.py", "-a", "tiny", "-o", "out", "--trust-submissions")
    assert code == 0
    assert err.startswith("sandbox: process (docker doesn't work here: no Docker engine answers")


def test_debug_shows_the_traceback(run: Run, here: Path) -> None:
    """--debug works wherever it stands; the error's own line stays the last one."""
    code, _, err = run("check", "none.py", "--debug")
    assert code == 2
    assert err.startswith("Traceback")
    assert err.endswith("\nerror: none.py: no such file or folder\n")
    assert run("check", "none.py")[2] == "error: none.py: no such file or folder\n"


def test_a_bug_of_ours_is_one_line(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even what nobody foresaw gets no traceback, and exit 3."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setattr("grader.course.find_course_root", broken)
    assert run("list") == (
        3,
        "",
        "error: the grader failed (ZeroDivisionError: by zero): please report it with the output of --debug\n",
    )


def test_ctrl_c_outside_a_run(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 130 and a word, without a traceback."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.course.find_course_root", stop)
    code, out, err = run("list")
    assert (code, out, err) == (130, "", "error: stopped\n")


def test_names_that_no_encoding_has(here: Path) -> None:
    """A file name that is no UTF-8 is graded and shown on an ASCII terminal: nothing crashes."""
    raw = os.fsencode(here) + b"/n\xff\xe4me.py"
    Path(os.fsdecode(raw)).write_text(WRONG)
    env = {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0", "LC_ALL": "C"}
    arguments = ("-a", "tiny", "-o", "out", *TRUST)
    process = outside("grade", ".", *arguments, cwd=here, env=env)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "4/10" in out
    assert out.isascii()
    assert err.isascii()
    (folder,) = (p for p in (here / "out").iterdir() if p.is_dir())
    assert json.loads((folder / "result.json").read_text())["submission"]["file"] == "n��me.py"
    process = outside("check", os.fsdecode(raw), cwd=here, env=env)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in err) == (1, False)
    assert out.isascii()
    process = outside("check", os.fsdecode(b"abs\xe9nt.py"), cwd=here, env=env)
    assert process.communicate(timeout=60)[1].count("\n") == 1


def test_a_reader_that_leaves(here: Path) -> None:
    """`grader … | head` ends without a word."""
    process = outside("list", cwd=here)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == ""
    assert process.wait(timeout=60) in (0, 1)


def test_ctrl_c_in_a_run(here: Path) -> None:
    """A stopped run says how to go on and exits 130; the same command finishes it."""
    (here / "work").mkdir()
    for i in range(5):
        (here / "work" / f"s{i}.py").write_text(SLOW)
    command = ("grade", "work", "-a", "tiny", "-o", "out", "--jobs", "1", *TRUST)
    process = _after_first_result(command, here, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    last = err.splitlines()[-1]
    assert re.fullmatch(
        r"error: stopped: \d of 5 results are in out; run the same command again to grade the rest", last
    )
    assert (here / "out" / "index.html").is_file()
    _finish(command, here)


def test_a_killed_run_resumes(here: Path) -> None:
    """After kill -9 of the grader itself the finished results are still there, and the workers are gone."""
    (here / "work").mkdir()
    for i in range(5):
        (here / "work" / f"s{i}.py").write_text(SLOW)
    command = ("grade", "work", "-a", "tiny", "-o", "out", "--jobs", "1", *TRUST)
    process = _after_first_result(command, here, signal.SIGKILL)
    process.communicate(timeout=60)  # ends when the last holder of its standard error, a worker, has ended
    assert process.returncode == -signal.SIGKILL
    _finish(command, here)


def _after_first_result(command: tuple[str, ...], here: Path, number: int) -> subprocess.Popen[str]:
    process = outside(*command, cwd=here)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("[1/5]"):
            break
    process.send_signal(number)
    return process


def _finish(command: tuple[str, ...], here: Path) -> None:
    again = outside(*command, cwd=here)
    out, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert re.match(r"[1-4] of 5 results are there from an earlier run\n", err)
    assert "5 graded" in out
    assert len((here / "out" / "grades.csv").read_text().splitlines()) == 6


def test_doctor(run: Run) -> None:
    """A line a finding on standard output; what every run needs is there where the tests run."""
    code, out, _ = run("doctor")
    assert code == 0
    assert re.search(r"^ok    Python: 3\.", out, re.MULTILINE)


def test_doctor_on_an_old_terminal(here: Path) -> None:
    """Its arrows are replaced where the encoding has none."""
    process = outside("doctor", cwd=here, env={"PYTHONIOENCODING": "ascii"})
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert "      ? " in out


def test_doctor_tells_what_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3 when something that every run needs is missing."""
    monkeypatch.setattr("grader.doctor.findings", lambda: [Finding("Python", False, "2.7", "upgrade", needed=True)])
    code, out, _ = run("doctor")
    assert (code, "MISS  Python: 2.7" in out) == (3, True)


@pytest.mark.docker
def test_image_show(run: Run, requires_docker: None) -> None:
    """The digest and the protocol of the image."""
    code, out, err = run("image", "show")
    assert (code, err) == (0, "")
    assert re.match(r"[\w-]+:numpy  sha256:[0-9a-f]{64}\n", out)
    assert "org.dnn-grader.protocol = " in out


@pytest.mark.docker
def test_image_build_needs_a_base(run: Run, requires_engine: None) -> None:
    """A base that isn't there is one line, exit 3; progress goes to standard error."""
    code, out, err = run("image", "build", "--base", "no-such-base:1", "--tag", "dnn-grader-test:none")
    assert (code, out) == (3, "")
    assert err.splitlines()[-1].startswith("error: ")
    assert "no-such-base:1" in err.splitlines()[-1]


HEAVY = ("docker", "jinja2", "scipy", "nbformat", "rich.progress", "reports")


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (("--help",), (*HEAVY, "numpy", "pytest", "hypothesis", "rich")),
        (("check", "ada.py"), HEAVY),
        (("list",), (*HEAVY, "pytest", "hypothesis")),
    ],
    ids=["help", "check", "list"],
)
def test_imports_are_lazy(here: Path, arguments: tuple[str, ...], absent: tuple[str, ...]) -> None:
    """A command pays only for what it uses."""
    (here / "ada.py").write_text(RIGHT)
    code = (
        "import sys\nfrom grader import cli\ntry:\n    cli.main(sys.argv[1].split())\n"
        f"finally:\n    print('loaded:', *(m for m in {absent!r} if m in sys.modules))\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, " ".join(arguments)],
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert out.splitlines()[-1] == "loaded:"


def test_check_starts_fast(here: Path) -> None:
    """A check costs less than two seconds of processor time in all, student's process included."""
    (here / "ada.py").write_text(RIGHT)
    for _ in range(2):  # the first one draws the cases
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        process = outside("check", "ada.py", cwd=here)
        process.communicate(timeout=60)
        assert process.returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2.0


def finished(count: int, *, resumed: bool = False, status: str = "graded", reason: str | None = None) -> Finished:
    one = report("ada", status)
    fields = {name: getattr(one, name) for name in one.__struct_fields__}
    fields |= {"reason": reason, "submission": SubmissionInfo("ada", "ada.ipynb", "0" * 64)}
    return Finished(Report(**fields), count, 3, resumed)


def test_plain_progress(capsys: pytest.CaptureFixture[str]) -> None:
    """What was there is counted once, whether or not something follows; a student's text is made harmless."""
    with progress(3) as on_done:
        on_done(finished(1, resumed=True))
        on_done(finished(2, resumed=True))
        on_done(finished(3, status="rejected", reason="bad\x1b[31m"))
    assert capsys.readouterr().err.splitlines() == [
        "2 of 3 results are there from an earlier run",
        "[3/3] ada: rejected: bad⟪U+001B⟫[31m",
    ]


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal there is a bar; only what was not graded gets a line."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with progress(3) as on_done:
        on_done(finished(1))
        on_done(finished(2, status="harness_error", reason="no luck"))
    text = sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "[2/3] ada: not graded: no luck" in text
    assert "[1/3]" not in text
    assert "2/3" in text


def test_a_line_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Line ends in a message never make two lines of it."""
    say("a\nb\r\n  c")
    assert capsys.readouterr().err == "a b c\n"
