"""Generate wrong variants of a reference by small changes to its syntax tree.

The operators are the usual ones of mutation testing (arithmetic, comparison, constant, statement deletion; see
Offutt et al. 1996, "An experimental determination of sufficient mutant operators") and some that numerical code
invites: `ones` for `zeros`, a shape turned round, a dropped `sqrt`, `.T` or `keepdims`, a layer left out of a loop, a
parameter taken for another, "dW" taken for "db". Text in, text out: nothing here is ever executed.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection, Iterator

import msgspec

from grader.mutations import Mutator

__all__ = ["Mutant", "mutants"]


class Mutant(msgspec.Struct, frozen=True):
    """One changed copy of a module.

    Attributes
    ----------
    function : str
        The graded function that it is a variant of.
    change : str
        `statement: before → after`, with `helper, ` before it where the change is not in the function itself, and
        `(2)` behind the second of two alike. Unique, and stable while that statement is.
    source : str
        The whole module's text with the change.
    """

    function: str
    change: str
    source: str


def mutants(source: str, function: str, graded: Collection[str] = ()) -> Iterator[Mutant]:
    """Every single change to a function, and to the module's helpers that it uses.

    Parameters
    ----------
    source : str
        The module's text.
    function : str
        A top-level function of it.
    graded : collection of str
        Functions that are judged by themselves: they are no helpers of another's.

    Raises
    ------
    ValueError
        When there is no such function.
    """
    tree = ast.parse(source)
    defs = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    if function not in defs:
        raise ValueError(f"there is no function {function}")
    helpers = {name: node for name, node in defs.items() if name == function or name not in graded}
    seen, named = {ast.unparse(tree)}, dict[str, int]()
    for name in _reachable(helpers, function):
        counter = Mutator(-1, copy.deepcopy(defs[name]))
        counter.visit_body(counter.function)
        for index in range(counter.seen):
            changed = copy.deepcopy(tree)
            target = next(n for n in changed.body if isinstance(n, ast.FunctionDef) and n.name == name)
            mutator = Mutator(index, target)
            mutator.visit_body(target)
            ast.fix_missing_locations(changed)
            text = ast.unparse(changed)
            if text in seen:
                continue
            seen.add(text)
            change = mutator.change if name == function else f"{name}, {mutator.change}"
            count = named[change] = named.get(change, 0) + 1
            yield Mutant(function, f"{change} ({count})" if count > 1 else change, text)


def _reachable(defs: dict[str, ast.FunctionDef], function: str) -> list[str]:
    """The function and the helpers that it names, directly or through others."""
    found, queue = [function], [function]
    while queue:
        for node in ast.walk(defs[queue.pop()]):
            if isinstance(node, ast.Name) and node.id in defs and node.id not in found:
                found.append(node.id)
                queue.append(node.id)
    return found
