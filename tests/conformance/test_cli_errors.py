"""Bad input to the real program: one clear line, the right exit code, and nothing half-written.

Each case runs `grader` in a process of its own on the shipped course, as a user would.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import docker
import docker.errors
import pytest

from grader.sandbox.docker_engine import Engine
from grader.sandbox.policy import LABEL_PROTOCOL
from grader.wire.messages import PROTOCOL_VERSION

ROOT = Path(__file__).resolve().parents[2]
RIGHT = ROOT / "assignments" / "initialization" / "examples" / "correct_2021.ipynb"
TRUST = ("--sandbox", "process", "--trust-submissions")
NO_ENGINE = {"DOCKER_HOST": "unix:///nonexistent/engine.sock"}
REMEDY = "start one (`systemctl start docker`, or `dockerd &` as root), or use another --sandbox; `grader doctor` says"


class Ended(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder to run in: an empty folder, a file that is no folder, and files of every bad kind."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "nothing.txt").write_text("not a submission")
    (tmp_path / "broken.ipynb").write_text('{"cells": [')
    (tmp_path / "right.ipynb").write_bytes(RIGHT.read_bytes())
    (tmp_path / "foreign.py").write_text(
        "def update_parameters_with_gd(parameters, grads, learning_rate):\n    return {}\n"
    )
    (tmp_path / "stranger.py").write_text("print('hello')\n")
    return tmp_path


def grader(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> Ended:
    ended = subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=folder,
        env=dict(os.environ, PYTHONPATH=str(ROOT)) | (env or {}),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def listing(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*")}


CHECK = [
    ("missing file", ("absent.ipynb",), 2, r"absent\.ipynb: no such file or folder"),
    ("folder without notebooks", ("empty",), 4, r"no \.ipynb or \.py file in empty"),
    ("another kind of file", ("nothing.txt",), 2, r"nothing\.txt: is neither a \.ipynb nor a \.py file nor a folder"),
    (
        "invalid JSON",
        ("broken.ipynb", "-a", "initialization"),
        2,
        r"broken\.ipynb: is no notebook: not JSON at line 1, .*",
    ),
    (
        "invalid JSON, slug to be guessed",
        ("broken.ipynb",),
        2,
        r"broken\.ipynb: is no notebook: not JSON at line 1, .*",
    ),
    (
        "another assignment's",
        ("foreign.py", "-a", "initialization"),
        2,
        r"foreign\.py: is a submission of optimization, not of initialization: check it with -a optimization",
    ),
    (
        "nobody's",
        ("stranger.py",),
        2,
        r"stranger\.py: can't tell of which assignment it is: name it with -a \(.*initialization.*\)",
    ),
    (
        "unknown slug",
        ("right.ipynb", "-a", "initialisation"),
        2,
        r"unknown assignment 'initialisation': did you mean 'initialization'\?",
    ),
    (
        "unknown edition",
        ("right.ipynb", "--edition", "2020"),
        2,
        r"unknown edition '2020': choose from auto, 2017, 2019, 2021",
    ),
    ("unknown sandbox", ("right.ipynb", "--sandbox", "cellar"), 2, r"unknown sandbox 'cellar': choose from .*"),
    ("no course", ("right.ipynb", "--course", "empty"), 2, r"empty is no course: it needs the folders .*"),
    (
        "output that can't be written",
        ("right.ipynb", "--json", "nothing.txt/result.json"),
        2,
        r"can't write to nothing\.txt/result\.json \(nothing\.txt is no folder\): choose another file",
    ),
    (
        "output in place of the submission",
        ("right.ipynb", "--json", "empty/../right.ipynb"),
        2,
        r"right\.ipynb: would be overwritten: choose another file for the result",
    ),
    (
        "two outputs in one",
        ("right.ipynb", "--html", "a", "--json", "empty/../a"),
        2,
        r"--html and --json name the same file: choose two",
    ),
    (
        "output in place of a folder",
        ("right.ipynb", "--html", "empty"),
        2,
        r"can't write to empty \(Is a directory\): choose another file",
    ),
]


@pytest.mark.parametrize(("arguments", "code", "line"), [c[1:] for c in CHECK], ids=[c[0] for c in CHECK])
def test_check(work: Path, arguments: tuple[str, ...], code: int, line: str) -> None:
    """`check` says one line on standard error and leaves no file behind."""
    before = listing(work)
    course = () if "--course" in arguments else ("--course", str(ROOT))
    ended = grader(work, "check", *arguments, *course)
    assert ended.code == code
    assert re.fullmatch(rf"(drawing the cases of .*\n)?error: {line}\n", ended.err), ended.err
    assert listing(work) == before


GRADE = [
    ("missing file", ("absent",), TRUST, {}, 2, r"absent: no such file or folder"),
    ("folder without notebooks", ("empty",), TRUST, {}, 4, r"no \.ipynb or \.py file in empty"),
    (
        "unknown slug",
        ("right.ipynb", "-a", "initialization-2"),
        TRUST,
        {},
        2,
        r"unknown assignment 'initialization-2': did you mean 'initialization'\?",
    ),
    (
        "process without trust",
        ("right.ipynb",),
        ("--sandbox", "process"),
        {},
        2,
        r"the sandbox process isolates nothing: add --trust-submissions if you trust every file, or use --sandbox .*",
    ),
    (
        "no Docker",
        ("right.ipynb",),
        ("--sandbox", "docker"),
        NO_ENGINE,
        3,
        rf"no Docker engine answers \(.*\): {re.escape(REMEDY)} what works here",
    ),
    (
        "no Docker and no bubblewrap, auto",
        ("right.ipynb",),
        (),
        NO_ENGINE | {"PATH": "/nonexistent"},
        2,
        r"docker doesn't work here: no Docker engine answers .*; and the sandbox process isolates nothing: .*",
    ),
    (
        "an image without Docker's sandbox",
        ("right.ipynb", "--image", "some:image"),
        TRUST,
        {},
        2,
        r"--image and --runtime belong to --sandbox docker; process has neither",
    ),
]


@pytest.mark.parametrize(
    ("arguments", "sandbox", "env", "code", "line"), [c[1:] for c in GRADE], ids=[c[0] for c in GRADE]
)
def test_grade(
    work: Path, arguments: tuple[str, ...], sandbox: tuple[str, ...], env: dict[str, str], code: int, line: str
) -> None:
    """A run that can't start says one line, writes nothing, and doesn't make its folder."""
    before = listing(work)
    slug = () if "-a" in arguments else ("-a", "initialization")
    ended = grader(work, "grade", *arguments, *slug, "-o", "out", *sandbox, "--course", str(ROOT), env=env)
    assert (ended.code, ended.out) == (code, "")
    assert re.fullmatch(f"error: {line}\n", ended.err), ended.err
    assert listing(work) == before


@pytest.mark.parametrize(
    ("out", "why"),
    [
        ("nothing.txt", "it is a file"),
        ("nothing.txt/out", "Not a directory"),
        ("/proc/nowhere/out", "No such file or directory"),
    ],
    ids=["a file", "below a file", "a file system that takes nothing"],
)
def test_an_output_folder_that_cant_be_written(work: Path, out: str, why: str) -> None:
    """Found before anything is graded: exit 2."""
    before = listing(work)
    ended = grader(work, "grade", "right.ipynb", "-a", "initialization", "-o", out, *TRUST, "--course", str(ROOT))
    assert ended == (2, "", f"error: can't write to {out} ({why}): choose another folder with -o\n")
    assert listing(work) == before


@pytest.mark.parametrize("out", ["class", "empty/../class", "class/ada"], ids=["given", "spelt otherwise", "below"])
def test_results_beside_the_submissions(work: Path, out: str) -> None:
    """Nothing is written where a student's own result.json or a class's own grades.csv may lie."""
    (work / "class" / "ada").mkdir(parents=True)
    (work / "right.ipynb").rename(work / "class" / "ada" / "right.ipynb")
    before = listing(work)
    ended = grader(work, "grade", "class", "-a", "initialization", "-o", out, *TRUST, "--course", str(ROOT))
    assert ended == (2, "", f"error: {out} holds the submissions themselves: choose another folder with -o\n")
    assert listing(work) == before


def test_a_broken_course(work: Path) -> None:
    """A spec that can't be collected is exit 3 before any submission runs, and the folder isn't made."""
    course = work / "course"
    for folder in ("assignments", "reference", "test_specs"):
        (course / folder).mkdir(parents=True)
    text = 'slug = "tiny"\ntitle = "Tiny"\nweek = 1\nspec = ["test_tiny"]\n[[functions]]\nname = "halve"\npoints = 1\n'
    (course / "assignments" / "tiny").mkdir()
    (course / "assignments" / "tiny" / "assignment.toml").write_text(text)
    (course / "test_specs" / "test_tiny.py").write_text("import nothing_of_that_name\n")
    arguments = ("grade", "right.ipynb", "-a", "tiny", "-o", "out", *TRUST, "--course", "course")
    ended = grader(work, *arguments)
    assert (ended.code, ended.out) == (3, "")
    assert re.search(r"error: .*nothing_of_that_name.*\n\Z", ended.err)
    assert "Traceback" not in ended.err
    (course / "assignments" / "tiny" / "assignment.toml").write_text(text + "color = 1\n")
    ended = grader(work, *arguments)
    assert (ended.code, ended.out) == (3, "")
    assert re.fullmatch(r"error: assignments/tiny/assignment\.toml: .*unknown key 'color'.*\n", ended.err)
    assert not (work / "out").exists()


def test_bad_files_in_a_run(work: Path) -> None:
    """Unreadable and foreign files are rejected with their reason; the rest is graded and the run ends with 0."""
    folder = work / "submissions"
    folder.mkdir()
    for name in ("broken.ipynb", "right.ipynb", "foreign.py"):
        (work / name).rename(folder / name)
    ended = grader(work, "grade", "submissions", "-a", "initialization", "-o", "out", *TRUST, "--course", str(ROOT))
    assert ended.code == 0, ended.err
    results = {i: json.loads((work / "out" / i / "result.json").read_text()) for i in ("broken", "right", "foreign")}
    assert {i: (r["status"], r["score"]) for i, r in results.items()} == {
        "broken": ("rejected", None),
        "right": ("graded", 30.0),
        "foreign": ("rejected", None),
    }
    assert re.match(r"submissions/broken\.ipynb: is no notebook: not JSON", results["broken"]["reason"])
    assert results["foreign"]["reason"] == (
        "submissions/foreign.py: is a submission of optimization, not of initialization: grade it with -a optimization"
    )
    assert "1 graded, 2 rejected" in ended.out


@pytest.fixture(scope="module")
def strange_images(requires_engine: None) -> Iterator[dict[str, str]]:
    """An image without the runtime, and one that says it speaks another protocol: labels are all that differs."""
    images = {"empty": {}, "newer": {LABEL_PROTOCOL: str(PROTOCOL_VERSION + 1)}}
    tags = {name: f"dnn-grader-test:{name}" for name in images}
    context = io.BytesIO()
    with tarfile.open(fileobj=context, mode="w") as tar:
        text = b"FROM scratch\nARG BASE\nLABEL test=cli-errors\n"
        entry = tarfile.TarInfo("Dockerfile")
        entry.size = len(text)
        tar.addfile(entry, io.BytesIO(text))
    with Engine() as engine:
        for name, labels in images.items():
            context.seek(0)
            engine.build(context, tag=tags[name], base="scratch", labels=labels, progress=lambda line: None)
    yield tags
    client = docker.from_env()
    try:
        for tag in tags.values():
            with contextlib.suppress(docker.errors.ImageNotFound):  # images without content may share one id
                client.images.remove(tag, force=True)
    finally:
        client.close()


@pytest.mark.docker
@pytest.mark.xdist_group("strange-images")
@pytest.mark.parametrize(
    ("image", "line"),
    [
        ("empty", "image {tag} has no grader runtime in it: "),
        ("newer", f"image {{tag}} speaks protocol {PROTOCOL_VERSION + 1}, this grader {PROTOCOL_VERSION}: "),
        ("absent", "there is no image {tag}: "),
    ],
)
def test_an_image_that_wont_do(work: Path, strange_images: dict[str, str], image: str, line: str) -> None:
    """An absent image, one without the runtime, or of another protocol: the remedy in one line, exit 3, no folder."""
    tag = strange_images.get(image, "dnn-grader-test:absent")
    ended = grader(
        work, "grade", "right.ipynb", "-a", "initialization", "-o", "out", "--image", tag, "--course", str(ROOT)
    )
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.splitlines()[-1].startswith("error: " + line.format(tag=tag))
    assert "grader image build" in ended.err
    assert "Traceback" not in ended.err
    assert not (work / "out").exists()


@pytest.mark.docker
def test_an_unknown_runtime(work: Path, requires_docker: None) -> None:
    """An OCI runtime that the engine lacks is named, with those that it has."""
    ended = grader(
        work,
        "grade", "right.ipynb", "-a", "initialization", "-o", "out", "--sandbox", "docker", "--runtime", "kata-9",
        "--course", str(ROOT),
    )  # fmt: skip
    assert (ended.code, ended.out) == (3, "")
    assert re.fullmatch(r"error: the Docker engine has no runtime kata-9 \(it has .*\): install it.*\n", ended.err)
    assert not (work / "out").exists()
