"""What a call has done to its arguments: a copy of the result doesn't show it, `subject.call(..., form="after")` does.

Only for arguments that the course's model goes on using: its network, its data, its running statistics. Working in
place is right everywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.spec import Mismatch, assert_close, fail

__all__ = ["require_parameters_kept", "require_unchanged"]


def require_unchanged(after: Any, before: Any, name: str, misconception: str) -> None:
    """An argument holds after the call what it held before.

    Rounding to single precision, or a tiny number added against log(0), harms nothing.
    """
    why = "harmless changes are below 1e-6 of a number, and those that spoil training above 1e-3"
    try:
        assert_close(after, before, name=name, rtol=1e-5, why=why)
    except Mismatch as problem:
        fail(f"the call changes its argument {name}: afterwards {problem.message}", misconception=misconception)


def require_parameters_kept(after: Any, before: Mapping[str, Any], misconception: str) -> None:
    """The network's parameters are as they were, and as many: the course counts its layers by them."""
    require_unchanged(after, before, "parameters", misconception)
    if len(after) // 2 != len(before) // 2:
        fail(
            f"the call changes its argument parameters: afterwards it has {len(after)} entries, had {len(before)}",
            misconception=misconception,
        )
