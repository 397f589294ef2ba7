"""The backends that the session suite runs on. A backend joins by a line in BACKENDS.

Tests take `sandbox` (one a backend and a run of the suite), or `start`, which loads source into a fresh session and
closes it afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
    "docker": (lambda: open_sandbox("docker", warm=0), (pytest.mark.docker,)),
}

Start = Callable[..., tuple[Session, Loaded]]


@pytest.fixture(scope="session", params=[pytest.param(name, marks=marks) for name, (_, marks) in BACKENDS.items()])
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    if request.param != "process":
        request.getfixturevalue(f"requires_{request.param}")
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
