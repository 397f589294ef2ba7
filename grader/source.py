"""Which top-level statements of a student's cells are executed: definitions and what they need, nothing else.

Owns the reading of syntax trees. Knows nothing of files, notebooks or marks, and executes nothing. Statements are
judged in the order of the document:

keep
    imports, `def`, `async def`, `class`; names bound to a lambda, a partial or another name; plain constants:
    literals, containers of them, arithmetic on them and on kept names; changes of kept constants.
keep if used
    values made by cheap calls into NumPy and the standard library (`rng = np.random.default_rng(3)`), and wrapped
    functions (`f = np.vectorize(g)`), when a kept function reads them as globals or they are graded; values made by the
    notebook's own classes and functions that aren't graded (`config = Config()`), when a graded function needs them.
drop
    all else: calls, prints, plots, training, `assert`, `del`, attributes set on other objects, and what stands in
    a branch that a literal condition rules out.

An `if` or `try` is kept around whatever is kept inside it. What is kept inside a `with`, and definitions and imports
inside a loop, stay as if they stood alone: the header is not executed.
The import of a graded name below the student's own definition of it, to compare with, is dropped.
"""

from __future__ import annotations

import ast
import dis
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import CodeType

from grader.blanking import Drop, Unwrap, Wrapper, blank
from grader.statements import Leaf, forget, judge, remember
from grader.values import State, Verdict, value_of

__all__ = ["Bound", "Filtered", "ParsedCell", "filter_cells"]

Compound = ast.If | ast.Try | ast.TryStar | Wrapper
_OF_GLOBALS = ("_GLOBAL", "_GLOBALS", "_NAME")
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class ParsedCell:
    """A cell that parses: its label, its text without magics, its syntax tree."""

    label: str
    source: str
    tree: ast.Module


@dataclass(frozen=True)
class Bound:
    """A kept statement that binds a wanted name to something callable."""

    name: str
    cell: int
    statement: ast.stmt
    group: int
    """Bindings in the branches of one top-level statement share it: only one of them happens."""


@dataclass(frozen=True)
class Filtered:
    """Per cell the text to execute; the bindings of wanted names in order; what parses but can't be compiled."""

    sources: tuple[str, ...]
    bound: tuple[Bound, ...]
    broken: tuple[tuple[int, str, int, str], ...]
    """(cell, name, line, message) of each definition that can't be compiled, such as a repeated argument."""


def filter_cells(cells: Sequence[ParsedCell], wanted: Collection[str]) -> Filtered:
    """Decide what is kept of the cells, and find the bindings of the wanted names.

    Parameters
    ----------
    cells : sequence of ParsedCell
        In the order of the document.
    wanted : collection of str
        The graded names and their aliases.
    """
    state = State(wanted)
    leaves: list[Leaf] = []
    broken: list[tuple[int, str, int, str]] = []
    group = 0
    for number, cell in enumerate(cells):
        for statement in cell.tree.body:
            group += 1
            for leaf in _judge_block([statement], state, number, group, ()):
                if leaf.verdict is Verdict.KEEP and isinstance(leaf.statement, Definition):
                    compiled = _compiled(leaf.statement, cell.label)
                    if isinstance(compiled, str):
                        leaf.verdict = Verdict.DROP
                        broken.append((number, leaf.statement.name, leaf.statement.lineno, compiled))
                    else:
                        leaf.code = compiled
                leaves.append(leaf)
    _settle(leaves, wanted)
    _prefer_own(leaves, wanted)
    kept = {id(leaf.statement) for leaf in leaves if leaf.verdict is Verdict.KEEP}
    sources = tuple(blank(cell.source, list(_drops(cell.tree.body, kept, True))) for cell in cells)
    bound = tuple(
        Bound(name, leaf.cell, leaf.statement, leaf.group)
        for leaf in leaves
        if leaf.verdict is Verdict.KEEP and leaf.callable_
        for name in sorted(leaf.binds.intersection(wanted))
    )
    return Filtered(sources, bound, tuple(broken))


def _settle(leaves: Sequence[Leaf], wanted: Collection[str]) -> None:
    """Turn IF_USED into KEEP where kept statements read it, and OWN where graded functions do, both transitively."""
    if all(leaf.verdict in (Verdict.KEEP, Verdict.DROP) for leaf in leaves):
        return
    reads = {id(leaf): _names_read(leaf) for leaf in leaves if leaf.verdict is not Verdict.DROP}
    there = [leaf for leaf in leaves if id(leaf) in reads]
    # The notebook's own work may take long: it is done for a graded function's sake only.
    for leaf in _needed(there, set(wanted), reads):
        leaf.verdict = Verdict.KEEP
    waiting = [leaf for leaf in there if leaf.verdict is Verdict.IF_USED]
    kept = (reads[id(leaf)] for leaf in there if leaf.verdict is Verdict.KEEP)
    for leaf in _needed(waiting, set().union(wanted, *kept), reads):
        leaf.verdict = Verdict.KEEP
    for leaf in there:
        if leaf.verdict is not Verdict.KEEP:
            leaf.verdict = Verdict.DROP


def _needed(leaves: Sequence[Leaf], names: set[str], reads: Mapping[int, set[str]]) -> Iterator[Leaf]:
    """Those that bind one of the names, and those that bind what these read."""
    while used := [leaf for leaf in leaves if leaf.binds & names]:
        yield from used
        names = names.union(*(reads[id(leaf)] for leaf in used))
        seen = {id(leaf) for leaf in used}
        leaves = [leaf for leaf in leaves if id(leaf) not in seen]


def _prefer_own(leaves: Sequence[Leaf], wanted: Collection[str]) -> None:
    """Drop the import of a graded name, to compare with, that would replace the student's own definition above it."""
    groups: dict[str, int] = {}
    for leaf in leaves:
        if leaf.verdict is not Verdict.KEEP or not leaf.callable_:
            continue
        graded = leaf.binds.intersection(wanted)
        if not isinstance(leaf.statement, ast.ImportFrom):
            groups |= dict.fromkeys(graded, leaf.group)
        elif graded and graded == leaf.binds and all(groups.get(n, leaf.group) != leaf.group for n in graded):
            leaf.verdict = Verdict.DROP


def _names_read(leaf: Leaf) -> set[str]:
    """The globals that a statement reads, in the bodies of functions too; a function's own variables are none."""
    trees = leaf.headers if isinstance(leaf.statement, Definition) else (leaf.statement, *leaf.headers)
    names = {
        node.id
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    pending = [leaf.code] if leaf.code else []
    while pending:
        code = pending.pop()
        for instruction in dis.get_instructions(code):
            if instruction.opname.startswith("LOAD_") or instruction.opname == "STORE_GLOBAL":
                names.update({instruction.argval} if instruction.opname.endswith(_OF_GLOBALS) else ())
        pending += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return names


def _compiled(statement: ast.stmt, label: str) -> CodeType | str:
    """The code, or what only the compiler finds, not the parser: a repeated argument, `return` in a class body."""
    try:
        code: CodeType = compile(ast.Module([statement], []), label, "exec", dont_inherit=True)
    except SyntaxError as error:
        return f"SyntaxError: {error.msg}"
    except (RecursionError, MemoryError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    return code


def _drops(block: Sequence[ast.stmt], kept: set[int], top: bool) -> Iterator[Drop | Unwrap]:
    for statement in block:
        if id(statement) in kept or isinstance(statement, ast.Pass):
            continue
        if isinstance(statement, Compound) and any(id(node) in kept for node in ast.walk(statement)):
            if isinstance(statement, Wrapper):
                yield Unwrap(statement)
            for inner in _blocks(statement):
                yield from _drops(inner, kept, False)
        else:
            yield Drop(statement, alone=top)


def _blocks(statement: Compound) -> list[list[ast.stmt]]:
    if isinstance(statement, ast.With):
        return [statement.body]
    if isinstance(statement, ast.If | ast.For | ast.While):
        return [statement.body, statement.orelse]
    handlers = [handler.body for handler in statement.handlers]
    return [statement.body, *handlers, statement.orelse, statement.finalbody]


def _judge_block(
    block: Sequence[ast.stmt], state: State, cell: int, group: int, headers: tuple[ast.expr, ...]
) -> Iterator[Leaf]:
    for statement in block:
        if isinstance(statement, Compound):
            yield from _judge_compound(statement, state, cell, group, headers)
            continue
        try:
            leaf = judge(statement, state)
        except RecursionError:
            leaf = Leaf(statement, 0, 0, Verdict.DROP)
        leaf.cell, leaf.group, leaf.headers = cell, group, headers
        remember(leaf, state)
        yield leaf


def _judge_compound(
    statement: Compound, state: State, cell: int, group: int, headers: tuple[ast.expr, ...]
) -> Iterator[Leaf]:
    dead: list[ast.stmt] = []
    unsafe = False
    if isinstance(statement, ast.If):
        test = statement.test
        headers = (*headers, test)
        unsafe = value_of(test, state) >= Verdict.OWN
        if isinstance(test, ast.Constant):
            dead = statement.orelse if test.value else statement.body
    elif isinstance(statement, Wrapper):
        unsafe = not isinstance(statement, ast.With)  # nobody knows how often a loop runs, and what it leaves behind
        dead = getattr(statement, "orelse", [])
        forget([*_header(statement), *dead], state)
    else:
        headers = (*headers, *(handler.type for handler in statement.handlers if handler.type))
    for block in _blocks(statement):
        if block is dead:
            continue
        for leaf in _judge_block(block, state, cell, group, headers):
            # A loop, or a condition that calls the notebook's own code, is there for a definition's sake only.
            if unsafe and not (leaf.callable_ or isinstance(leaf.statement, ast.Import | ast.ImportFrom)):
                leaf.verdict = Verdict.DROP
                remember(leaf, state)
            yield leaf


def _header(statement: Wrapper) -> list[ast.AST]:
    match statement:
        case ast.With(items=items):
            return list(items)
        case ast.For(target=target, iter=iterable):
            return [target, iterable]
    return [statement.test]
