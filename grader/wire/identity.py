"""What a copy of a result no longer shows: elements that are one object, and what became of the arguments.

Knows nothing of sandboxes, or of how a result is sent.
"""

from __future__ import annotations

from typing import Any

from grader.wire.messages import Form

__all__ = ["PAIRS", "paired", "same_elements"]

PAIRS = frozenset({"same", "after"})
"""The forms that send a pair, of which the result is the first."""

MOST = 16
"""Elements looked at; the results that are asked for it hold two or three."""


def paired(form: Form, value: Any, arguments: list[Any]) -> Any:
    """What is sent for a result: itself, or in a pair with what the form asks for besides."""
    if form == "same":
        return value, same_elements(value)
    if form == "after":
        return value, arguments
    return value


def same_elements(value: Any) -> list[tuple[int, int]]:
    """The pairs of positions (i, j), i < j, of a tuple or list at which the same dict or list stands.

    After `v = s = {}`, `(v, s)` gives `[(0, 1)]`. Anything but a tuple or list gives none.
    """
    if not isinstance(value, tuple | list):
        return []
    first = value[:MOST]
    return [
        (i, j)
        for j, later in enumerate(first)
        for i, earlier in enumerate(first[:j])
        if earlier is later and isinstance(later, dict | list)
    ]
