"""What a value at the top level of a notebook would cost: nothing, a cheap call, or a run of the student's own work.

Owns the judgement of expressions, given what the names mean at that point. Statements are `grader.source`'s.
Executes nothing.
"""

from __future__ import annotations

import ast
import enum
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

__all__ = ["CHEAP_MODULES", "STARS", "State", "Verdict", "acts", "value_of", "wrapping"]

# Standard modules and NumPy: calling into them at load is cheap, and no work of the notebook's own.
CHEAP_MODULES = frozenset({
    "abc", "bisect", "cmath", "collections", "contextlib", "copy", "dataclasses", "datetime", "decimal", "enum",
    "fractions", "functools", "heapq", "inspect", "itertools", "json", "logging", "math", "numbers", "numpy",
    "operator", "os", "pathlib", "platform", "pprint", "random", "re", "statistics", "string", "sys", "tensorflow",
    "threading", "time", "types", "typing", "typing_extensions", "uuid",
})  # fmt: skip
# Names of their functions that read files, fetch data, train, wait or end the program.
_COSTLY = frozenset({
    "abort", "exit", "fit", "fork", "fromfile", "genfromtxt", "get_file", "load", "load_data", "loadtxt", "memmap",
    "popen", "save", "savetxt", "savez", "seed", "set_seed", "sleep", "system", "train", "walk", "_exit",
})  # fmt: skip
_CHEAP_BUILTINS = frozenset({
    "abs", "bool", "bytes", "complex", "dict", "divmod", "enumerate", "filter", "float", "frozenset",
    "getattr", "hasattr", "int", "isinstance", "len", "list", "map", "max", "min", "object", "pow",
    "range", "reversed", "round", "set", "slice", "sorted", "str", "sum", "tuple", "type", "zip",
})  # fmt: skip

# What `from math import *` brings; helpers that are star-imported may hold anything.
STARS = {"math": frozenset(dir(math)), "numpy": frozenset(np.__all__)}


class Verdict(enum.IntEnum):
    """Ordered: the verdict on an expression is the worst of its parts."""

    KEEP = 0
    IF_USED = 1
    OWN = 2
    """Made by calling what the notebook defines: no cheaper than that, so it is kept for graded functions only."""
    DROP = 3


@dataclass
class State:
    """What the names mean at this point of the document."""

    wanted: Collection[str]
    names: dict[str, Verdict] = field(default_factory=dict)
    functions: set[str] = field(default_factory=set)
    stars: set[str] = field(default_factory=set)
    """Names that star imports of math and numpy brought."""
    modules: dict[str, str] = field(default_factory=lambda: {"np": "numpy", "numpy": "numpy", "math": "math"})
    foreign: set[str] = field(default_factory=set)
    """Names imported from anywhere else: calling them may plot, load data or train."""


def acts(value: ast.expr, state: State) -> bool:
    """Whether a value is a function by its look: a lambda, an alias, a partial or a wrapped function."""
    match value:
        case ast.Lambda():
            return True
        case ast.Name(id=name):
            return name in state.functions or name in state.foreign or name not in state.names
        case ast.Attribute():
            root = _root(value)
            return root is not None and (root in state.foreign or root in state.functions or root in state.modules)
        case ast.IfExp(body=body, orelse=orelse):
            return acts(body, state) or acts(orelse, state)
        case ast.BoolOp(values=values):
            return any(acts(part, state) for part in values)
        case ast.Call(args=args):
            first_names = [a for a in args if isinstance(a, ast.Lambda | ast.Name | ast.Call)]
            return any(_is_function(a, state) for a in first_names)
    return False


def _is_function(value: ast.expr, state: State) -> bool:
    if isinstance(value, ast.Name):
        return value.id in state.functions
    return isinstance(value, ast.Lambda) or (isinstance(value, ast.Call) and acts(value, state))


def wrapping(call: ast.Call, state: State) -> Verdict:
    """A call that is given a function and so may make another: `partial(f, 2)`, `np.vectorize(f)`, `memoize(f)`."""
    parts = [*call.args, *(keyword.value for keyword in call.keywords)]
    worst = max(
        (wrapping(p, state) if isinstance(p, ast.Call) and acts(p, state) else value_of(p, state) for p in parts),
        default=Verdict.KEEP,
    )
    if worst is Verdict.DROP:
        return worst
    root = _root(call.func)
    if root is None or state.names.get(root) is Verdict.DROP:
        return Verdict.DROP
    called = state.modules.get(root, "")
    partial = called == "functools.partial" or (called == "functools" and _last(call.func) == "partial")
    return worst if partial else max(worst, Verdict.IF_USED)


def value_of(value: ast.expr | None, state: State) -> Verdict:
    """KEEP for plain constants and kept names; IF_USED with cheap calls or unknown names; OWN; DROP for all else."""
    match value:
        case None | ast.Constant():
            return Verdict.KEEP
        case ast.Lambda(args=arguments):
            return _worst([*arguments.defaults, *arguments.kw_defaults], state)
        case ast.Name(id=name):
            return state.names.get(name, Verdict.KEEP if name in _CHEAP_BUILTINS else Verdict.IF_USED)
        case ast.Attribute(value=base):
            return value_of(base, state)
        case ast.Call():
            return _call(value, state)
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            return _comprehension(value, state)
        case ast.NamedExpr() | ast.Await() | ast.Yield() | ast.YieldFrom():
            return Verdict.DROP
        case (
            ast.BinOp() | ast.UnaryOp() | ast.BoolOp() | ast.Compare() | ast.IfExp() | ast.Tuple() | ast.List()
            | ast.Set() | ast.Dict() | ast.Subscript() | ast.Slice() | ast.Starred() | ast.JoinedStr()
            | ast.FormattedValue()
        ):  # fmt: skip
            return _worst([c for c in ast.iter_child_nodes(value) if isinstance(c, ast.expr)], state)
    return Verdict.DROP


def _worst(parts: Sequence[ast.expr | None], state: State) -> Verdict:
    return max((value_of(part, state) for part in parts), default=Verdict.KEEP)


def _comprehension(value: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, state: State) -> Verdict:
    stored = {n.id for n in ast.walk(value) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    inner = State(
        state.wanted,
        state.names | dict.fromkeys(stored, Verdict.KEEP),
        state.functions,
        state.stars,
        state.modules,
        state.foreign,
    )
    parts = [value.key, value.value] if isinstance(value, ast.DictComp) else [value.elt]
    for generator in value.generators:
        parts += [generator.iter, *generator.ifs]
    return max(Verdict.IF_USED, _worst(parts, inner))


def _call(call: ast.Call, state: State) -> Verdict:
    arguments = _worst([*call.args, *(keyword.value for keyword in call.keywords)], state)
    root = _root(call.func)
    if _last(call.func) in _COSTLY or root in state.foreign:
        return Verdict.DROP
    if root in state.functions and root not in state.modules:
        # What a graded function returns is never needed to define one; a wrong one might not return at all.
        return Verdict.DROP if root in state.wanted else max(Verdict.OWN, arguments)
    if root in state.names and root not in state.modules and isinstance(call.func, ast.Name):
        return max(Verdict.OWN, arguments, state.names[root])  # `Layer(2, 3)` of `Layer = namedtuple(...)`
    if isinstance(call.func, ast.Name):
        unbound = root not in state.names and (root in _CHEAP_BUILTINS or root in state.stars)
        cheap = root in state.modules or unbound
        return max(Verdict.IF_USED, arguments) if cheap else Verdict.DROP
    if isinstance(call.func, ast.Attribute):
        if root is not None and root not in state.names and root not in state.modules:
            return Verdict.DROP  # a name from a star import: it may be anything
        base = Verdict.KEEP if root in state.modules else value_of(call.func.value, state)
        return max(Verdict.IF_USED, arguments, base)
    return Verdict.DROP


def _root(value: ast.expr) -> str | None:
    """The leftmost name of a chain of attributes: "np" of `np.random.seed`."""
    while isinstance(value, ast.Attribute):
        value = value.value
    return value.id if isinstance(value, ast.Name) else None


def _last(value: ast.expr) -> str:
    if isinstance(value, ast.Attribute):
        return value.attr
    return value.id if isinstance(value, ast.Name) else ""
