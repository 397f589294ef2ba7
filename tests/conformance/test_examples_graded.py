"""Graded through the command, every example submission gets what its `expected.toml` declares.

One run a sandbox and assignment, in full: reading, filtering, sandbox, specs, diagnosis, result.json.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grader.errors import SandboxUnavailableError
from grader.sandbox.select import probe_docker

ROOT = Path(__file__).resolve().parents[2]
SLUGS = tuple(sorted(path.parent.parent.name for path in ROOT.glob("assignments/*/examples/expected.toml")))
#: A fresh container with TensorFlow takes seconds to start, for each example: test_tensorflow_room has its own tests.
RUNS = [
    pytest.param(slug, sandbox, id=f"{slug}-{sandbox}", marks=marks)
    for slug in SLUGS
    for sandbox, marks in (
        ("process", (pytest.mark.slow, *((pytest.mark.tensorflow,) if slug.startswith("tensorflow") else ()))),
        ("docker", (pytest.mark.slow, pytest.mark.docker)),
    )
    if not (slug.startswith("tensorflow") and sandbox == "docker")
]
WORDS = ("status", "edition", "score", "max_score", "outcomes", "misconceptions")


def declared(slug: str) -> dict[str, dict[str, Any]]:
    """What each example must get, by file name, in the words that `graded` uses."""
    text = (ROOT / "assignments" / slug / "examples" / "expected.toml").read_text(encoding="utf-8")
    return {
        file: {
            "score": None,
            "outcomes": {},
            **entry,
            "status": entry.get("status", "graded"),
            "edition": entry.get("edition") or None,
            "misconceptions": entry.get("misconceptions", {}),
        }
        for file, entry in tomllib.loads(text)["submissions"].items()
    }


def needs_docker() -> None:
    """Skip where there is no engine or no image; CI brings both up and skips nothing."""
    try:
        probe_docker()
    except SandboxUnavailableError as error:
        pytest.skip(f"no docker sandbox here: {error}")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """`graded(sandbox, slug)`: one run of the command over an assignment's examples, its results by file name."""

    @cache
    def run(sandbox: str, slug: str) -> dict[str, dict[str, Any]]:
        if sandbox == "docker" and "CI" not in os.environ:
            needs_docker()
        if slug.startswith("tensorflow"):
            pytest.importorskip("tensorflow", reason="these examples need TensorFlow: install its extra")
        out = tmp_path_factory.mktemp(f"{slug}-{sandbox}")
        flags = ["--sandbox", sandbox, *(["--trust-submissions"] if sandbox == "process" else [])]
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

    return run


def summary(result: dict[str, Any], functions_with_misconception: set[str]) -> dict[str, Any]:
    """The declared part of a result; misconceptions only of functions for which one is declared."""
    functions = result["functions"]
    return {
        "status": result["status"],
        "edition": result["edition"],
        "score": result["score"],
        "max_score": result["max_score"],
        "outcomes": {function["name"]: function["outcome"] for function in functions},
        "misconceptions": {
            function["name"]: next((c["misconception"] for c in function["checks"] if c["misconception"]), None)
            for function in functions
            if function["name"] in functions_with_misconception
        },
    }


@pytest.mark.parametrize(("slug", "sandbox"), RUNS)
def test_all_examples_are_in_the_run(graded: Any, slug: str, sandbox: str) -> None:
    """The run has a result for every declared example, and for no other file of the folder."""
    assert set(graded(sandbox, slug)) == set(declared(slug))


@pytest.mark.parametrize(
    ("slug", "sandbox", "file"),
    [
        pytest.param(*run.values, file, id=f"{file}-{run.id}", marks=run.marks)
        for run in RUNS
        for file in declared(str(run.values[0]))
    ],
)
def test_example_gets_what_it_declares(graded: Any, slug: str, file: str, sandbox: str) -> None:
    """Edition, score, the outcome of every function, and the misconceptions that are declared."""
    expected = declared(slug)[file]
    result = graded(sandbox, slug)[file]
    got = summary(result, set(expected["misconceptions"]))
    why = {
        check["id"]: check["rationale"]
        for function in result["functions"]
        if function["outcome"] != expected["outcomes"].get(function["name"])
        for check in function["checks"]
        if check["outcome"] not in ("passed", "skipped")
    }
    if result["status"] == "rejected":
        assert (result["status"], result["score"]) == (expected["status"], None)
        assert expected["reason"] in result["reason"]
        return
    assert got == {word: expected[word] for word in WORDS}, why
