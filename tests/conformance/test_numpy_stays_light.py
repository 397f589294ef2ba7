"""A NumPy assignment never pays for TensorFlow: nobody imports it, and an answer is there at once."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox.base import Limits, Program
from grader.sandbox.process import ProcessSandbox
from grader.wire.messages import Source

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "assignments" / "optimization" / "examples" / "correct_2021.ipynb"
HEAVY = ("tensorflow", "keras", "h5py", "jax", "torch")

# Runs the command line as `grader` does and says at its end what is imported.
GRADER = f"""
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(set({HEAVY!r}) & set(sys.modules))), file=sys.stderr))
from grader.cli import main
main(sys.argv[1:])
"""

INSIDE = f"""
import sys
def modules(): return [name for name in {HEAVY!r} if name in sys.modules]
def imports():
    try:
        import tensorflow
    except ImportError as error:
        return str(error)
"""


def check(cache: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", GRADER, "check", str(NOTEBOOK), "-a", "optimization", "--course", str(ROOT)]
    environment = os.environ | {"XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=cache, timeout=120, check=False)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the cases: drawing them happens once a course."""
    folder = tmp_path_factory.mktemp("cache")
    first = check(folder)
    assert first.returncode == 0, first.stderr
    return folder


def test_the_grader_imports_no_tensorflow(cache: Path) -> None:
    """Neither to draw the cases nor to grade; what is installed beside it doesn't matter."""
    done = check(cache)
    assert done.returncode == 0
    assert json.loads(done.stderr.splitlines()[-1]) == []


def test_the_room_holds_no_tensorflow() -> None:
    """Nothing is imported before student code, and the student can't import it either: the list is the image's."""
    session = ProcessSandbox().open(Limits())
    try:
        session.load(Program((Source("cell 1", INSIDE),), {}))
        assert session.call("modules", [], seed=0) == []
        assert session.call("imports", [], seed=0) == "No module named 'tensorflow'"
        assert ProcessSandbox().info().tensorflow is None
    finally:
        session.close()


def test_check_answers_within_two_seconds(cache: Path) -> None:
    """Counted in processor time of all its processes, which no neighbour on the machine can lengthen much."""
    spent: list[float] = []
    for _ in range(3):
        before: Any = resource.getrusage(resource.RUSAGE_CHILDREN)
        check(cache)
        after: Any = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 2, spent
