"""Which elements of a result are one and the same object: what a copy of it no longer shows.

Knows nothing of messages or sandboxes.
"""

from __future__ import annotations

from typing import Any

__all__ = ["same_elements"]

MOST = 16
"""Elements looked at; the results that are asked for it hold two or three."""


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
