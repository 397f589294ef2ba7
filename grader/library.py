"""Read a course's shelf of solutions: right ones written in many styles, and wrong ones that must not pass.

`reference/alternatives/<slug>/<function>.py` and `reference/wrong/<slug>/<function>.py` hold sections headed
`# %% short name`; each section is a whole student file. They are text: nothing here is imported or executed.
`reference/equivalents.toml` holds the generated mutants that are no mistakes, each with its reason.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import msgspec

from grader.course import Assignment
from grader.errors import SpecError

__all__ = ["ZERO", "Equivalent", "Solution", "equivalents", "solutions"]

_HEAD = re.compile(r"^# %% (?P<name>\S.*)$", re.MULTILINE)
ZERO = "zero:"


class Solution(msgspec.Struct, frozen=True):
    """One section of a shelf: the student file `source` for `function`."""

    function: str
    name: str
    source: str

    @property
    def earns_nothing(self) -> bool:
        """Whether it must get 0 points, not only less than all."""
        return self.name.startswith(ZERO)


def solutions(assignment: Assignment, shelf: Literal["alternatives", "wrong"], function: str) -> tuple[Solution, ...]:
    """The sections of one function's file, in its order; none when there is no file.

    Raises
    ------
    SpecError
        When the file has no section, or two of one name.
    """
    path = assignment.root / "reference" / shelf / assignment.slug / f"{function}.py"
    if not path.is_file():
        return ()
    return tuple(Solution(function, name, text) for name, text in _sections(path).items())


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A generated mutant that behaves as the reference on every legal input, and why."""

    assignment: str
    function: str
    change: str
    reason: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mutant: tuple[Equivalent, ...] = ()


def equivalents(assignment: Assignment) -> tuple[Equivalent, ...]:
    """The mutants of the assignment that reference/equivalents.toml declares; none when there is no file.

    Raises
    ------
    SpecError
        When the file is broken, a mutant has no reason or is declared twice.
    """
    path = assignment.root / "reference" / "equivalents.toml"
    if not path.is_file():
        return ()
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=_File).mutant
    except msgspec.DecodeError as e:
        raise SpecError(f"{path}: {e}") from e
    seen: set[tuple[str, str, str]] = set()
    for m in found:
        key = (m.assignment, m.function, m.change)
        if not m.reason.strip():
            raise SpecError(f"{path}: {m.function}: {m.change}: an equivalent mutant needs its reason")
        if key in seen:
            raise SpecError(f"{path}: {m.function}: {m.change}: declared twice")
        seen.add(key)
    return tuple(m for m in found if m.assignment == assignment.slug)


def _sections(path: Path) -> dict[str, str]:
    text = path.read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    if not heads:
        raise SpecError(f"{path}: no section; each starts with a line '# %% short name'")
    found: dict[str, str] = {}
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        name = head["name"].strip()
        if name in found:
            raise SpecError(f"{path}: two sections are called {name!r}")
        found[name] = text[head.end() : following.start() if following else len(text)].strip("\n") + "\n"
    return found
