"""Take statements out of a source text so that every other statement keeps its line.

Owns text surgery only: which statements go is decided elsewhere. Columns of the syntax tree count UTF-8 bytes, so
lines are bytes here, and only "\\n" ends one (form feeds and U+2028 don't).
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Drop", "blank"]


@dataclass(frozen=True)
class Drop:
    """A statement to take out; `alone` says that its block needs no statement in its place."""

    statement: ast.stmt
    alone: bool


def blank(source: str, drops: Sequence[Drop]) -> str:
    """Blank the statements, or put `pass` where their line or block needs something.

    Parameters
    ----------
    source : str
        The text from which the statements were parsed.
    drops : sequence of Drop
        Disjoint, in the order of the text.
    """
    lines = source.encode().split(b"\n")
    for drop in reversed(drops):  # backwards: the offsets of what stands before remain true
        _take_out(lines, drop)
    return b"\n".join(lines).decode()


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
