"""Misconceptions whose answer is right, or nearly, and whose mistake is what they leave of their arguments."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

from reference.catalogue import Misconception

__all__ = ["called", "spoils"]


def spoils(misconception: Misconception) -> bool:
    """Whether a variant says by its name that it changes what it was given."""
    return misconception.id.endswith(("_changed", "_in_place"))


def called(function: Callable[..., Any], arguments: Sequence[Any]) -> tuple[Any, tuple[Any, ...]]:
    """What a call on copies returns, and what it leaves of them; the arguments themselves stay."""
    own = tuple(copy.deepcopy(argument) for argument in arguments)
    return function(*own), own
