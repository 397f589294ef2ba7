"""Take statements out of a source text so that every other statement keeps its line.

Owns text surgery only: which statements go is decided elsewhere. Columns of the syntax tree count UTF-8 bytes, so
lines are bytes here, and only "\\n" ends one (form feeds and U+2028 don't).
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Drop", "Unwrap", "Wrapper", "blank"]

Wrapper = ast.With | ast.For | ast.While


@dataclass(frozen=True)
class Drop:
    """A statement to take out; `alone` says that its block needs no statement in its place."""

    statement: ast.stmt
    alone: bool


@dataclass(frozen=True)
class Unwrap:
    """A statement whose body stays where it stands, once and unconditionally: `if True:` takes its header's place."""

    statement: Wrapper


def blank(source: str, changes: Sequence[Drop | Unwrap]) -> str:
    """Blank the statements, or put `pass` where their line or block needs something.

    Parameters
    ----------
    source : str
        The text from which the statements were parsed.
    changes : sequence of Drop or Unwrap
        Disjoint but for drops in what is unwrapped, in the order of the text.
    """
    lines = source.encode().split(b"\n")
    bodies = {c.statement: _start(lines, c.statement.body[0]) for c in changes if isinstance(c, Unwrap)}
    for change in reversed(changes):  # backwards: the offsets of what stands before remain true
        if isinstance(change, Unwrap):
            _unwrap(lines, change.statement, *bodies[change.statement])
        else:
            _take_out(lines, change)
    return b"\n".join(lines).decode()


def _unwrap(lines: list[bytes], statement: Wrapper, body: int, column: int) -> None:
    first = statement.lineno - 1
    head, before = lines[first][: statement.col_offset] + b"if True:", lines[body][:column]
    if body == first:
        lines[first] = head.ljust(column) + lines[body][column:]
    elif not before.strip(b" \t\f") and not lines[body - 1].endswith(b"\\"):
        lines[first:body] = [head, *[b""] * (body - first - 1)]
    else:  # the body begins on the header's last line, to which continuation lines lead
        lines[first : body + 1] = [head + b" \\", *[b"\\"] * (body - first - 1), lines[body][column:]]


def _take_out(lines: list[bytes], drop: Drop) -> None:
    first, start = _start(lines, drop.statement)
    last, end = (drop.statement.end_lineno or 1) - 1, drop.statement.end_col_offset or 0
    head, tail = lines[first][:start], lines[last][end:]
    own_line = not head.strip(b" \t\f") and not (first and lines[first - 1].endswith(b"\\"))
    nothing_follows = not tail.strip(b" \t\f") or tail.lstrip(b" \t\f").startswith(b"#")
    if drop.alone and own_line and nothing_follows:
        lines[first : last + 1] = [b""] * (last + 1 - first)
        return
    if first == last:
        lines[first] = head + b"pass".ljust(end - start) + tail
    elif nothing_follows:
        lines[first : last + 1] = [head + b"pass", *[b""] * (last - first)]
    else:  # what follows `;` on the last line is joined to the `pass` by continuation lines
        lines[first : last + 1] = [head + b"pass \\", *[b"\\"] * (last - first - 1), tail]


def _start(lines: list[bytes], statement: ast.stmt) -> tuple[int, int]:
    """Where a statement begins, its decorators included: their nodes begin behind the `@`."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    if not decorators:
        return statement.lineno - 1, statement.col_offset
    line = decorators[0].lineno - 1
    while line > 0 and not lines[line].lstrip(b" \t\f").startswith(b"@"):
        line -= 1
    return line, lines[line].index(b"@")
