"""The same submission gets the same result.json everywhere and every time, but for times and provenance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import EXAMPLES, Graded, grade_examples


def comparable(results: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Every result without what may differ, and without those whose message says which clock ran out."""
    return {
        file: {
            **{key: value for key, value in result.items() if key not in ("timing", "provenance")},
            "functions": [
                {**function, "checks": [{**check, "duration_s": None} for check in function["checks"]]}
                for function in result["functions"]
            ],
        }
        for file, result in results.items()
        if "infinite_loop" not in file
    }


@pytest.mark.slow
@pytest.mark.xdist_group("examples-initialization")
def test_graded_twice(graded: Graded, tmp_path: Path) -> None:
    """Two runs agree in every word and digit."""
    again = grade_examples("initialization", tmp_path / "again", "process")
    assert comparable(again) == comparable(graded("process", "initialization"))


@pytest.mark.thorough
@pytest.mark.bubblewrap
@pytest.mark.parametrize("slug", [slug for slug in EXAMPLES if slug.id == "optimization"])
def test_bubblewrap_and_process_agree(graded: Graded, slug: str) -> None:
    """One assignment is enough: the rooms differ from child processes by what they forbid alone."""
    assert comparable(graded("bubblewrap", slug)) == comparable(graded("process", slug))


@pytest.mark.thorough
@pytest.mark.docker
@pytest.mark.parametrize("slug", EXAMPLES)
def test_docker_and_process_agree(graded: Graded, slug: str) -> None:
    """Nothing of the backend leaks into a result."""
    assert comparable(graded("docker", slug)) == comparable(graded("process", slug))


@pytest.mark.thorough
@pytest.mark.docker
@pytest.mark.parametrize("slug", [slug for slug in EXAMPLES if slug.id in ("initialization", "optimization")])
def test_fork_and_process_agree(graded: Graded, slug: str) -> None:
    """A forked child is as good as a fresh process, whoever was graded in the room before."""
    assert comparable(graded("docker-fork", slug)) == comparable(graded("process", slug))
