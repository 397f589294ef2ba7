"""The single changes that `grader.mutants` makes: one visit counts them, the next makes the one that is asked for."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from grader.swaps import ARITHMETIC, COMPARISON, DROPPABLE, OTHER_CALL, SILENT, SYMMETRIC, TRANSPARENT

__all__ = ["Mutator"]

_SHORT = 3
_HEAD = 72


class Mutator(ast.NodeTransformer):
    """Walks in a fixed order, counts the possible changes in `seen`, and makes number `index`."""

    def __init__(self, index: int, function: ast.FunctionDef) -> None:
        self.index = index
        self.function = function
        self.seen = 0
        self.change = ""
        self.statement = ""
        self.parameters = [a.arg for a in function.args.args]
        texts = {n.value for n in ast.walk(function) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        self.words = sorted(t for t in texts if t.isidentifier())

    def visit_body(self, function: ast.FunctionDef) -> None:
        """Visit the statements, not the signature and not the docstring."""
        start = 1 if ast.get_docstring(function) is not None else 0
        function.body[start:] = self._block(function.body[start:])

    def _block(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        result: list[ast.stmt] = []
        outer = self.statement
        for statement in statements:
            self.statement = _head(statement)
            deletable = isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr)
            if deletable and self._take(None, "deleted"):
                result.append(ast.Pass())
                continue
            result.append(self.visit(statement))
        self.statement = outer
        return result

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function within: its body as a block."""
        self.visit_body(node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """The value; a type is no behaviour."""
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        """Another operator."""
        other = ARITHMETIC.get(type(node.op))
        if other is not None and self._take(None, f"{other.__name__} in place"):
            node.op = other()
            return node
        node.value = self.visit(node.value)
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        """The iterable, then the body as a block."""
        node.iter = self._iterable(node.iter)
        node.body = self._block(node.body)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        """The iterable and the conditions; the names that it binds are left alone."""
        node.iter = self._iterable(node.iter)
        node.ifs = [self.visit(condition) for condition in node.ifs]
        return node

    def _iterable(self, node: ast.expr) -> ast.expr:
        for after, low, high in (("without the first", "1", ""), ("without the last", "", "-1")):
            if self._take(node, after):
                return ast.parse(f"list({ast.unparse(node)})[{low}:{high}]", mode="eval").body
        return self.visit(node)  # type: ignore[no-any-return]

    def visit_If(self, node: ast.If) -> ast.AST:
        """The condition negated, then both blocks."""
        node.test = self._condition(node.test)
        node.body = self._block(node.body)
        node.orelse = self._block(node.orelse)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """The condition negated, then all three parts."""
        node.test = self._condition(node.test)
        node.body, node.orelse = self.visit(node.body), self.visit(node.orelse)
        return node

    def _condition(self, node: ast.expr) -> ast.expr:
        if self._take(node, "negated"):
            return ast.UnaryOp(ast.Not(), node)
        return self.visit(node)  # type: ignore[no-any-return]

    def visit_With(self, node: ast.With) -> ast.AST:
        """What it opens, then the body as a block."""
        node.items = [self.visit(item) for item in node.items]
        node.body = self._block(node.body)
        return node

    def visit_While(self, node: ast.While) -> ast.AST:
        """The condition, not negated, as a loop for ever would only cost time; then the body as a block."""
        node.test = self.visit(node.test)
        node.body = self._block(node.body)
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        """Messages of errors are not behaviour."""
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """`and` for `or`."""
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        if self._take(node, other.__name__):
            return ast.BoolOp(other(), node.values)
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Another operator; one operand alone."""
        other = ARITHMETIC.get(type(node.op))
        if other is not None and self._take(node, other.__name__):
            return ast.BinOp(node.left, other(), node.right)
        if isinstance(node.op, DROPPABLE) and not _has_text(node):
            if self._take(node, "left alone"):
                return node.left
            if self._take(node, "right alone"):
                return node.right
        return self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """A dropped minus or not."""
        if self._take(node, "dropped sign"):
            return node.operand
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """The neighbouring comparison."""
        other = COMPARISON.get(type(node.ops[0]))
        if other is not None and self._take(node, other.__name__):
            node.ops[0] = other()
            return node
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """A number one off, a truth flipped, a word taken for another."""
        if isinstance(node.value, bool):
            if self._take(node, str(not node.value)):
                return ast.Constant(not node.value)
        elif isinstance(node.value, int | float):
            for other in (node.value + 1, node.value - 1):
                if self._take(node, str(other)):
                    return ast.Constant(other)
        elif isinstance(node.value, str) and node.value in self.words:
            for text in _others(node.value, self.words):
                if self._take(node, repr(text)):
                    return ast.Constant(text)
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        """A piece of a name left out: `f"{name}"` for `f"d{name}"`."""
        for i, piece in enumerate(node.values):
            if isinstance(piece, ast.Constant) and self._take(node, f"without {piece.value!r}"):
                node.values = [*node.values[:i], *node.values[i + 1 :]]
                return node
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """One parameter taken for another."""
        if isinstance(node.ctx, ast.Load) and node.id in self.parameters:
            for other in self.parameters:
                if other != node.id and self._take(node, other):
                    return ast.Name(other, ast.Load())
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A dropped transpose; a shape turned round."""
        if node.attr == "T" and self._take(node, "without .T"):
            return node.value
        if node.attr == "shape" and self._take(node, "reversed"):
            return ast.parse(f"{ast.unparse(node)}[::-1]", mode="eval").body
        return self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        """An entry left out."""
        for i, key in enumerate(node.keys):
            if isinstance(key, ast.Constant) and self._take(node, f"without {key.value!r}"):
                return ast.Dict([*node.keys[:i], *node.keys[i + 1 :]], [*node.values[:i], *node.values[i + 1 :]])
        return self.generic_visit(node)

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        """Neighbours swapped; names that are bound are left alone."""
        if not isinstance(node.ctx, ast.Load):
            return node
        swapped = self._swapped(node, node.elts)
        return self.generic_visit(node) if swapped is None else ast.Tuple(swapped, ast.Load())

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Another function of the kind, or none; arguments swapped, keywords dropped."""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SILENT:
            return node
        if name in TRANSPARENT and node.args and self._take(node, f"without {name}"):
            return node.args[0]
        if isinstance(node.func, ast.Attribute) and name in OTHER_CALL and self._take(node, OTHER_CALL[name]):
            node.func.attr = OTHER_CALL[name]
            return node
        if name not in SYMMETRIC:
            swapped = self._swapped(node, node.args)
            if swapped is not None:
                node.args = swapped
                return node
        for i, keyword in enumerate(node.keywords):
            if keyword.arg and self._take(node, f"without {keyword.arg}"):
                node.keywords = [*node.keywords[:i], *node.keywords[i + 1 :]]
                return node
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.visit(node.func.value)
        node.args = [self.visit(a) for a in node.args]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        return node

    def _swapped(self, node: ast.expr, items: Sequence[ast.expr]) -> list[ast.expr] | None:
        for i in range(len(items) - 1):
            if self._take(node, f"{i + 1} and {i + 2} swapped"):
                return [*items[:i], items[i + 1], items[i], *items[i + 2 :]]
        return None

    def _take(self, node: ast.AST | None, after: str) -> bool:
        """Count one possible change, of a part of the statement or all of it; True when it is the one to make."""
        here, self.seen = self.seen, self.seen + 1
        if here != self.index:
            return False
        before = "" if node is None else f"{ast.unparse(node)} "
        self.change = f"{self.statement}: {before}→ {after}"
        return True


def _head(statement: ast.stmt) -> str:
    """What names a statement: its first line, cut where it is long."""
    line = ast.unparse(statement).partition("\n")[0].rstrip(":")
    return line if len(line) <= _HEAD else f"{line[:_HEAD]}…"


def _others(text: str, words: Sequence[str]) -> list[str]:
    """The other short keys for a short one; the next word for a longer one."""
    if len(text) <= _SHORT:
        return [w for w in words if w != text and len(w) <= _SHORT]
    later = [*words[words.index(text) + 1 :], *words]
    return [later[0]] if later[0] != text else []


def _has_text(node: ast.AST) -> bool:
    """Whether an addition joins strings: `"W" + str(l)` is no arithmetic."""
    return any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in ast.walk(node))
