"""Generate wrong variants of a reference by small changes to its syntax tree.

The operators are the usual ones of mutation testing (arithmetic, comparison, constant, statement deletion; see
Offutt et al. 1996, "An experimental determination of sufficient mutant operators") and some that numerical code
invites: a dropped `sqrt`, a dropped `.T`, a parameter taken for another, "dW" taken for "db". Text in, text out:
nothing here is ever executed.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

import msgspec

__all__ = ["Mutant", "mutants"]

_ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
}
_COMPARISON: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
_TRANSPARENT = frozenset({"sqrt", "abs", "exp", "log", "square", "floor", "ceil", "squeeze", "log10", "maximum"})


class Mutant(msgspec.Struct, frozen=True):
    """One changed copy of a module.

    Attributes
    ----------
    function : str
        The graded function that it is a variant of.
    change : str
        `line: before → after`, with the line counted in the function; stable while the function is.
    source : str
        The whole module's text with the change.
    """

    function: str
    change: str
    source: str


def mutants(source: str, function: str) -> Iterator[Mutant]:
    """Every single change to a function, and to the module's private helpers that it uses.

    Parameters
    ----------
    source : str
        The module's text.
    function : str
        A top-level function of it.

    Raises
    ------
    ValueError
        When there is no such function.
    """
    tree = ast.parse(source)
    defs = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    if function not in defs:
        raise ValueError(f"there is no function {function}")
    seen = {ast.unparse(tree)}
    for name in _reachable(defs, function):
        site = _Sites(defs[name])
        for index in range(site.count):
            changed = copy.deepcopy(tree)
            target = next(n for n in changed.body if isinstance(n, ast.FunctionDef) and n.name == name)
            mutator = _Mutator(index, target)
            mutator.visit_body(target)
            ast.fix_missing_locations(changed)
            text = ast.unparse(changed)
            if text not in seen:
                seen.add(text)
                where = "" if name == function else f"{name}, "
                yield Mutant(function, f"{where}{mutator.change}", text)


def _reachable(defs: dict[str, ast.FunctionDef], function: str) -> list[str]:
    """The function and the private helpers that it calls, directly or through others."""
    found, queue = [function], [function]
    while queue:
        for node in ast.walk(defs[queue.pop()]):
            if isinstance(node, ast.Name) and node.id.startswith("_") and node.id in defs and node.id not in found:
                found.append(node.id)
                queue.append(node.id)
    return found


class _Sites:
    """How many changes a function allows."""

    def __init__(self, function: ast.FunctionDef) -> None:
        mutator = _Mutator(-1, copy.deepcopy(function))
        mutator.visit_body(mutator.function)
        self.count = mutator.seen


class _Mutator(ast.NodeTransformer):
    """Walks in a fixed order, counts the possible changes, and makes number `index`."""

    def __init__(self, index: int, function: ast.FunctionDef) -> None:
        self.index = index
        self.function = function
        self.seen = 0
        self.change = ""
        self.parameters = [a.arg for a in function.args.args]
        self.strings = sorted(
            {
                n.value
                for n in ast.walk(function)
                if isinstance(n, ast.Constant) and isinstance(n.value, str) and 0 < len(n.value) <= 3
            }
        )

    def visit_body(self, function: ast.FunctionDef) -> None:
        """Visit the statements, not the signature and not the docstring."""
        start = 1 if ast.get_docstring(function) is not None else 0
        function.body[start:] = self._block(function.body[start:])

    def _block(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        result: list[ast.stmt] = []
        for statement in statements:
            deletable = isinstance(statement, ast.Assign | ast.AugAssign | ast.Expr)
            if deletable and self._take(statement, "deleted"):
                result.append(ast.Pass())
                continue
            result.append(self.visit(statement))
        return result

    def visit_For(self, node: ast.For) -> ast.AST:
        """The iterable, then the body as a block."""
        node.iter = self.visit(node.iter)
        node.body = self._block(node.body)
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        """The condition negated, then both blocks."""
        if self._take(node.test, "negated"):
            node.test = ast.UnaryOp(ast.Not(), node.test)
        else:
            node.test = self.visit(node.test)
        node.body = self._block(node.body)
        node.orelse = self._block(node.orelse)
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        """Messages of errors are not behaviour."""
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Another operator; one operand alone."""
        for other in _ARITHMETIC.get(type(node.op), ()):
            if self._take(node, type(other()).__name__):
                return ast.BinOp(node.left, other(), node.right)
        drop = isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div | ast.Pow) and not _has_text(node)
        if drop and self._take(node, "left alone"):
            return node.left
        self.generic_visit(node)
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """A dropped minus or not."""
        if self._take(node, "dropped sign"):
            return node.operand
        self.generic_visit(node)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """The neighbouring comparison."""
        other = _COMPARISON.get(type(node.ops[0]))
        if other is not None and self._take(node, other.__name__):
            node.ops[0] = other()
            return node
        self.generic_visit(node)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """A number one off, a truth flipped, a short key taken for another."""
        if isinstance(node.value, bool):
            if self._take(node, str(not node.value)):
                return ast.Constant(not node.value)
        elif isinstance(node.value, int | float):
            for other in (node.value + 1, node.value - 1):
                if self._take(node, str(other)):
                    return ast.Constant(other)
        elif isinstance(node.value, str) and node.value in self.strings:
            for text in self.strings:
                if text != node.value and self._take(node, repr(text)):
                    return ast.Constant(text)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """One parameter taken for another."""
        if isinstance(node.ctx, ast.Load) and node.id in self.parameters:
            for other in self.parameters:
                if other != node.id and self._take(node, other):
                    return ast.Name(other, ast.Load())
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A dropped transpose."""
        if node.attr == "T" and self._take(node, "without .T"):
            return node.value
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A dropped square root and the like; the function's own name is left alone."""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in _TRANSPARENT and node.args and self._take(node, f"without {name}"):
            return node.args[0]
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.visit(node.func.value)
        node.args = [self.visit(a) for a in node.args]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        return node

    def _take(self, node: ast.AST, after: str) -> bool:
        """Count one possible change; True when it is the one to make."""
        here, self.seen = self.seen, self.seen + 1
        if here != self.index:
            return False
        line = getattr(node, "lineno", 0) - self.function.lineno
        self.change = f"{line}: {ast.unparse(node)} → {after}"
        return True


def _has_text(node: ast.AST) -> bool:
    """Whether an addition joins strings: `"W" + str(l)` is no arithmetic."""
    return any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in ast.walk(node))
