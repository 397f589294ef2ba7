"""Graded through the command, every example submission gets what its `expected.toml` declares.

One run a sandbox and assignment, in full: reading, filtering, sandbox, specs, diagnosis, result.json.
"""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from .conftest import EXAMPLES, ROOT, TENSORFLOW_EXAMPLES

DOCKER = (pytest.mark.slow, pytest.mark.docker)
THOROUGH = (*DOCKER, pytest.mark.thorough)
FIRST = ("initialization", "optimization")
RUNS = [
    *(pytest.param(*p.values, "process", id=f"{p.id}-process", marks=(*p.marks, pytest.mark.slow)) for p in EXAMPLES),
    *(
        pytest.param(
            *p.values, "docker", id=f"{p.id}-docker", marks=(*p.marks, *(DOCKER if p.id in FIRST else THOROUGH))
        )
        for p in EXAMPLES
    ),
    *(pytest.param(*p.values, "docker-fork", id=p.id, marks=(*p.marks, *THOROUGH)) for p in TENSORFLOW_EXAMPLES),
]
WORDS = ("status", "edition", "score", "max_score", "outcomes", "misconceptions")


def declared(slug: str) -> dict[str, dict[str, Any]]:
    """What each example must get, by file name, in the words that `graded` uses."""
    text = (ROOT / "assignments" / slug / "examples" / "expected.toml").read_text(encoding="utf-8")
    return {
        file: {
            "status": "graded",
            "misconceptions": {},
            **entry,
            "edition": entry.get("edition") or None,
        }
        for file, entry in tomllib.loads(text)["submissions"].items()
    }


FILES = [
    pytest.param(*run.values, file, marks=run.marks, id=f"{run.id}-{file}")
    for run in RUNS
    for file in declared(str(run.values[0]))
]


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


@pytest.mark.parametrize(("slug", "sandbox", "file"), FILES)
def test_example_gets_what_it_declares(graded: Any, slug: str, file: str, sandbox: str) -> None:
    """Edition, score, the outcome of every function, and the misconceptions declared; or the reason of a rejection."""
    expected = declared(slug)[file]
    result = graded(sandbox, slug)[file]
    if expected["status"] == "rejected":
        assert (result["status"], result["score"], result["functions"]) == ("rejected", None, [])
        assert expected["reason"] in result["reason"]
        return
    got = summary(result, set(expected["misconceptions"]))
    why = {
        check["id"]: check["rationale"]
        for function in result["functions"]
        if function["outcome"] != expected["outcomes"].get(function["name"])
        for check in function["checks"]
        if check["outcome"] not in ("passed", "skipped")
    }
    assert got == {word: expected[word] for word in WORDS}, why
