"""Tell a notebook written for TensorFlow 1 from one for TensorFlow 2, by its code alone, without executing it.

Graphs, placeholders and sessions are gone in TensorFlow 2, so nothing of such a notebook could be right. What stands in
a comment or in text doesn't count, and where anything of TensorFlow 2 is used, the notebook is taken for one of that:
a stray old call then costs its own function and nothing else.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

__all__ = ["first_use"]

_OLD = frozenset({
    "ConfigProto", "InteractiveSession", "Session", "contrib", "disable_eager_execution", "disable_v2_behavior",
    "get_default_graph", "get_default_session", "get_variable", "global_variables_initializer",
    "initialize_all_variables", "placeholder", "reset_default_graph", "set_random_seed", "variable_scope",
})  # fmt: skip
"""What `tf` had, and `tf.compat.v1` has, but `tf` has no more."""

_OLD_TRAINERS = frozenset({
    "AdagradOptimizer", "AdamOptimizer", "GradientDescentOptimizer", "MomentumOptimizer", "RMSPropOptimizer",
})  # fmt: skip

_NEW = frozenset({"GradientTape", "function", "keras"})
"""What no notebook of the course used before TensorFlow 2; the other sign of it is `tensor.numpy()`."""


def first_use(cells: Iterable[tuple[str, ast.Module]]) -> str | None:
    """Where and what the first use of TensorFlow 1 is: "tf.Session in cell 4, line 2"; None in a TensorFlow 2 notebook.

    Parameters
    ----------
    cells : iterable of (str, ast.Module)
        Label and syntax tree of every code cell that parses, in order.
    """
    found: str | None = None
    tf = {"tf"}
    first = (0, 0)
    for number, (label, tree) in enumerate(cells):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom) and _imports(node, tf):
                return None
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and not node.args and getattr(node.func, "attr", "") == "numpy":
                return None
            if not isinstance(node, ast.Attribute):
                continue
            path = _path(node)
            if not path or path[0] not in tf:
                continue
            if path[1] in _NEW:
                return None
            names = path[3:] if path[1:3] == ["compat", "v1"] else path[1:]
            if names and _is_old(names) and (found is None or (number, node.lineno) < first):
                first = (number, node.lineno)
                found = f"{'.'.join(path)} in {label}, line {node.lineno}"
    return found


def _imports(node: ast.Import | ast.ImportFrom, tf: set[str]) -> bool:
    """Take note of the names that mean TensorFlow; whether the statement imports something of TensorFlow 2."""
    for alias in node.names:
        dotted = alias.name
        if isinstance(node, ast.ImportFrom):
            if node.level or not node.module:
                continue
            dotted = f"{node.module}.{alias.name}"
        parts = dotted.split(".")
        if parts[0] == "keras" or (parts[0] == "tensorflow" and "keras" in parts[1:2]):
            return True
        if parts[0] != "tensorflow":
            continue
        if isinstance(node, ast.ImportFrom) and alias.name not in ("v1", "v2"):
            continue
        tf.add(alias.asname or (alias.name if isinstance(node, ast.ImportFrom) else parts[0]))
    return False


def _is_old(names: list[str]) -> bool:
    return names[0] in _OLD or (names[0] == "train" and names[-1] in _OLD_TRAINERS)


def _path(node: ast.expr) -> list[str]:
    """`tf.compat.v1.Session` as its names; empty when it doesn't start with a plain name."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return [node.id, *reversed(names)] if isinstance(node, ast.Name) else []
