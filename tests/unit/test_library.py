"""The shelf of solutions: sections of a text file, read and never run."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import SpecError
from grader.library import solutions
from tests.unit.tiny_course import write_tiny_course

TEXT = '''"""Right ways to halve."""
# %% plain
def halve(x):
    return {"half": x / 2}

# %% zero: echo
import numpy as np


def halve(x):
    return x
'''


def shelf(root: Path, text: str) -> Path:
    path = root / "reference" / "wrong" / "tiny" / "halve.py"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def test_sections_become_solutions(tmp_path: Path) -> None:
    """Each section is a whole file under its own name; what stands before the first is a comment on all."""
    tiny = write_tiny_course(tmp_path)
    shelf(tmp_path, TEXT)
    first, second = solutions(tiny, "wrong", "halve")
    assert (first.name, first.earns_nothing) == ("plain", False)
    assert first.source == 'def halve(x):\n    return {"half": x / 2}\n'
    assert (second.name, second.earns_nothing) == ("zero: echo", True)
    assert second.source.startswith("import numpy")
    assert solutions(tiny, "alternatives", "halve") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [("def halve(x): ...\n", "no section"), ("# %% a\nx = 1\n# %% a\nx = 2\n", "two sections are called 'a'")],
)
def test_a_shelf_that_cannot_be_meant(tmp_path: Path, text: str, message: str) -> None:
    """Sections that would be lost silently are an error."""
    tiny = write_tiny_course(tmp_path)
    shelf(tmp_path, text)
    with pytest.raises(SpecError, match=message):
        solutions(tiny, "wrong", "halve")
