"""The backends that the session suite runs on. A backend joins by a line in BACKENDS.

Tests take `sandbox` (one a backend and a run of the suite), or `start`, which loads source into a fresh session and
closes it afterwards; or `graded`, the results of a run of the command over an assignment's shipped examples.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox.base import Limits, Program, Sandbox, Session
from grader.sandbox.bubblewrap import BubblewrapSandbox
from grader.sandbox.process import ProcessSandbox
from grader.sandbox.select import open_sandbox
from grader.wire.messages import Loaded, Source

BACKENDS: dict[str, tuple[Callable[[], Sandbox], tuple[pytest.MarkDecorator, ...]]] = {
    "process": (ProcessSandbox, ()),
    "bubblewrap": (lambda: BubblewrapSandbox(warm=0), (pytest.mark.bubblewrap,)),
    "bubblewrap-fork": (
        lambda: open_sandbox("bubblewrap", isolation="fork"),
        (pytest.mark.bubblewrap, pytest.mark.thorough),
    ),
    "docker": (lambda: open_sandbox("docker", warm=0), (pytest.mark.docker,)),
    "docker-fork": (lambda: open_sandbox("docker", isolation="fork"), (pytest.mark.docker, pytest.mark.thorough)),
}

Start = Callable[..., tuple[Session, Loaded]]


@pytest.fixture(scope="session", params=[pytest.param(name, marks=marks) for name, (_, marks) in BACKENDS.items()])
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    if request.param != "process":
        request.getfixturevalue(f"requires_{request.param.partition('-')[0]}")
    made = BACKENDS[request.param][0]()
    yield made
    made.close()


@pytest.fixture
def start(sandbox: Sandbox) -> Iterator[Start]:
    sessions: list[Session] = []

    def run(
        *cells: str, helpers: Mapping[str, str] | None = None, prelude: tuple[str, ...] = (), **limits: Any
    ) -> tuple[Session, Loaded]:
        session = sandbox.open(Limits(**limits))
        sessions.append(session)
        sources = tuple(Source(f"cell {n}", text) for n, text in enumerate(cells, 1))
        return session, session.load(Program(sources, dict(helpers or {}), prelude))

    yield run
    for session in sessions:
        session.close()


ROOT = Path(__file__).resolve().parents[2]
TENSORFLOW = ("tensorflow_introduction", "tensorflow_model")


def _examples(*, tensorflow: bool) -> list[Any]:
    # One group an assignment: its runs are made once, by whichever process of the suite gets the group.
    slugs = sorted(path.parent.parent.name for path in ROOT.glob("assignments/*/examples/expected.toml"))
    return [
        pytest.param(slug, id=slug, marks=pytest.mark.xdist_group(f"examples-{slug}"))
        for slug in slugs
        if (slug in TENSORFLOW) == tensorflow
    ]


EXAMPLES = _examples(tensorflow=False)
"""Parameters of the tests that use `graded`: every NumPy assignment that has examples."""
TENSORFLOW_EXAMPLES = _examples(tensorflow=True)
"""The same for TensorFlow's, which are graded in docker's forks: importing it for each would take minutes."""

Graded = Callable[[str, str], dict[str, dict[str, Any]]]


@pytest.fixture(scope="session")
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """`graded(sandbox, slug)`: one run of the command over an assignment's examples, its results by file name.

    The sandbox may name a level: "docker-fork".
    """

    @cache
    def run(sandbox: str, slug: str) -> dict[str, dict[str, Any]]:
        if sandbox != "process":
            room = "tensorflow_image" if slug in TENSORFLOW else sandbox.partition("-")[0]
            request.getfixturevalue(f"requires_{room}")
        return grade_examples(slug, tmp_path_factory.mktemp(f"{slug}-{sandbox}"), sandbox)

    return run


def grade_examples(slug: str, out: Path, sandbox: str) -> dict[str, dict[str, Any]]:
    """Run the command over an assignment's examples; each result.json by the file's name."""
    backend, _, isolation = sandbox.partition("-")
    flags = ["--sandbox", backend, *(["--trust-submissions"] if backend == "process" else [])]
    flags += ["--isolation", isolation] if isolation else []
    examples = ROOT / "assignments" / slug / "examples"
    command = [sys.executable, "-c", "from grader.cli import main; main()", "grade", str(examples)]
    done = subprocess.run(
        [*command, "-a", slug, "-o", str(out), "--course", str(ROOT), *flags],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=540,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    results = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(out.glob("*/result.json"))]
    return {Path(result["submission"]["file"]).name: result for result in results}
