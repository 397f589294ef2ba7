"""Judge one top-level statement: whether it is kept, what it binds, and what the statements below it should know.

Owns the rules of `grader.source` for single statements, given the judgement of expressions by `grader.values`.
Executes nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import CodeType

from grader.values import CHEAP_MODULES, STARS, State, Verdict, acts, value_of, wrapping

__all__ = ["Leaf", "forget", "judge", "remember"]


# Methods of lists, dicts and sets that are called for what they do to them.
_FILLING = frozenset({"add", "append", "extend", "insert", "setdefault", "update"})


Part = ast.Subscript | ast.Attribute


@dataclass
class Leaf:
    """A statement that is kept or dropped as a whole, and the verdict on it."""

    statement: ast.stmt
    cell: int
    group: int
    verdict: Verdict
    binds: frozenset[str] = frozenset()
    callable_: bool = False
    headers: tuple[ast.expr, ...] = ()
    code: CodeType | None = None
    """What a definition that is kept compiles to."""


def remember(leaf: Leaf, state: State) -> None:
    """Let the statements that follow know what this one leaves behind."""
    if leaf.verdict is Verdict.DROP:
        forget([leaf.statement], state)
        return
    for name in leaf.binds:
        before = state.names.get(name, Verdict.KEEP) if isinstance(leaf.statement, ast.AugAssign) else Verdict.KEEP
        state.names[name] = max(leaf.verdict, before)
        if leaf.callable_:
            state.functions.add(name)
        if not isinstance(leaf.statement, ast.Import | ast.ImportFrom):
            state.foreign.discard(name)
            state.modules.pop(name, None)


def forget(dropped: Iterable[ast.AST], state: State) -> None:
    """Let the statements that follow know that what these leave behind isn't there."""
    for name in _stored(dropped):
        if name not in state.functions:
            state.names[name] = Verdict.DROP


def _stored(trees: Iterable[ast.AST]) -> Iterator[str]:
    """The names that they bind or delete at the top level: not those of comprehensions and functions in them."""
    pending = list(trees)
    while pending:
        node = pending.pop()
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.comprehension(iter=iterable, ifs=conditions):
                pending += [iterable, *conditions]
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
                continue
            case _:
                pending.extend(ast.iter_child_nodes(node))


def judge(statement: ast.stmt, state: State) -> Leaf:
    """The verdict on a statement by itself; its place in the document is left to fill in."""
    match statement:
        case ast.Import() | ast.ImportFrom():
            return _import(statement, state)
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)) as call):
            if attr in _FILLING and _is_data(name, state):
                return Leaf(statement, 0, 0, value_of(call, state), frozenset({name}))
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return Leaf(statement, 0, 0, Verdict.KEEP, frozenset({statement.name}), callable_=True)
        case ast.Assign(targets=targets, value=value):
            return _assignment(statement, targets, value, state)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            return _assignment(statement, [target], value, state)
        case ast.AugAssign(target=target, value=value):
            roots = _roots([target], state)
            if roots and all(state.names.get(root, Verdict.DROP) is not Verdict.DROP for root in roots):
                verdict = max(value_of(value, state), *(state.names[root] for root in roots))
                return Leaf(statement, 0, 0, verdict, roots)
    return Leaf(statement, 0, 0, Verdict.DROP)


def _import(statement: ast.Import | ast.ImportFrom, state: State) -> Leaf:
    binds = set()
    if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
        state.stars |= STARS.get(statement.module or "", frozenset())
    for alias in statement.names:
        if isinstance(statement, ast.Import):
            name = alias.asname or alias.name.partition(".")[0]
            module = alias.name
        else:
            name, module = alias.asname or alias.name, f"{statement.module or ''}.{alias.name}"
        binds.add(name)
        if module.partition(".")[0] in CHEAP_MODULES:
            state.modules[name] = module
            state.foreign.discard(name)
        else:
            state.foreign.add(name)
            state.modules.pop(name, None)
    named = frozenset(binds - {"*"})
    return Leaf(statement, 0, 0, Verdict.KEEP, named, callable_=isinstance(statement, ast.ImportFrom))


def _assignment(statement: ast.stmt, targets: list[ast.expr], value: ast.expr, state: State) -> Leaf:
    roots = _roots(targets, state)
    drop = Leaf(statement, 0, 0, Verdict.DROP)
    if roots is None:
        return drop
    callable_ = acts(value, state) or _makes_wanted(roots, value, state)
    if not callable_ and any(root in state.functions or root in state.wanted for root in roots):
        return drop  # data under a function's name comes from a run of the notebook, not from its definition
    verdict = wrapping(value, state) if acts(value, state) and isinstance(value, ast.Call) else value_of(value, state)
    changed = [state.names[t.value.id] for t in targets if isinstance(t, Part) and isinstance(t.value, ast.Name)]
    return Leaf(statement, 0, 0, max([verdict, *changed]), roots, callable_=callable_)


def _makes_wanted(roots: frozenset[str], value: ast.expr, state: State) -> bool:
    """Whether a graded function may be what own code makes, as in `f = maker(2)`, or has: `f = Model().method`."""
    new = any(root in state.wanted and root not in state.functions for root in roots)
    return new and isinstance(value, ast.Call | ast.Attribute) and value_of(value, state) is Verdict.OWN


def _is_data(name: str, state: State) -> bool:
    """Whether a name means data of the notebook's own that are kept."""
    known = state.names.get(name, Verdict.DROP) is not Verdict.DROP
    return known and not (name in state.functions or name in state.foreign or name in state.modules)


def _roots(targets: Sequence[ast.expr], state: State) -> frozenset[str] | None:
    """The names that an assignment binds or changes; None when it changes what is not the notebook's own data."""
    roots: set[str] = set()
    for target in targets:
        match target:
            case ast.Name(id=name):
                roots.add(name)
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                inner = _roots(parts, state)
                if inner is None:
                    return None
                roots |= inner
            case ast.Starred(value=inner_target):
                inner = _roots([inner_target], state)
                if inner is None:
                    return None
                roots |= inner
            case ast.Subscript(value=ast.Name(id=name)) | ast.Attribute(value=ast.Name(id=name)):
                key = target.slice if isinstance(target, ast.Subscript) else None
                if not _is_data(name, state) or value_of(key, state) is Verdict.DROP:
                    return None
                roots.add(name)
            case _:
                return None
    return frozenset(roots)
