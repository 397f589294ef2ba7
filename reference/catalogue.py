"""The form in which known wrong solutions are kept: a variant of a reference function, its id and its hint.

Owns `Misconception`, the decorator that makes one and `collect`, which gathers a module's. Knows neither the
functions of the course nor how answers are compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

__all__ = ["Misconception", "collect", "misconception"]

V = TypeVar("V", bound=Callable[..., Any])

_ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\Z")
_MARK = "__misconception__"


@dataclass(frozen=True)
class Misconception:
    """A named wrong variant of a reference function.

    Attributes
    ----------
    id : str
        Topic, dot, mistake, in snake case: "adam.no_bias_correction".
    function : str
        The graded function that it gets wrong.
    hint : str
        What a student who wrote it is told: where to look, never the line to write.
    variant : callable
        Takes the function's positional arguments; returns what the wrong solution returns, or raises what it raises.
    """

    id: str
    function: str
    hint: str
    variant: Callable[..., Any]


def misconception(id: str, function: str, hint: str) -> Callable[[V], V]:
    """Mark a function as the wrong variant behind a misconception; the function itself stays as it is.

    Raises
    ------
    ValueError
        For an id that is not "topic.mistake" in snake case, an empty hint, or a variant marked twice.
    """
    if not _ID.match(id):
        raise ValueError(f"misconception id {id!r}: should be two snake_case words with a dot between")
    if not hint.strip():
        raise ValueError(f"misconception {id}: a student needs a hint, and this one is empty")

    def mark(variant: V) -> V:
        if hasattr(variant, _MARK):
            raise ValueError(f"misconception {id}: {variant.__name__} is already {getattr(variant, _MARK).id}")
        setattr(variant, _MARK, Misconception(id=id, function=function, hint=hint, variant=variant))
        return variant

    return mark


def collect(module_globals: Mapping[str, Any]) -> tuple[Misconception, ...]:
    """Gather the misconceptions of a module, in the order in which they were defined.

    Variants imported from another module belong to that one and are left out.

    Parameters
    ----------
    module_globals : mapping
        The module's `globals()`.

    Raises
    ------
    ValueError
        When two misconceptions have the same id.
    """
    home = module_globals.get("__name__")
    found: dict[str, Misconception] = {}
    for value in list(module_globals.values()):
        mark = getattr(value, _MARK, None)
        foreign = home is not None and getattr(value, "__module__", home) != home
        if not isinstance(mark, Misconception) or foreign:
            continue
        if found.get(mark.id, mark) is not mark:
            raise ValueError(f"two misconceptions are called {mark.id}")
        found[mark.id] = mark
    return tuple(found.values())
