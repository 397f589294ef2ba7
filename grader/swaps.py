"""What a mutant takes for what: operators, comparisons and the functions of NumPy that are easily confused."""

from __future__ import annotations

import ast

__all__ = ["ARITHMETIC", "COMPARISON", "DROPPABLE", "OTHER_CALL", "SILENT", "SYMMETRIC", "TRANSPARENT"]

ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
}
DROPPABLE = ast.Add | ast.Sub | ast.Mult | ast.Div | ast.Pow
"""Of these one operand may be all that is left."""
COMPARISON: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
TRANSPARENT = frozenset({"sqrt", "abs", "exp", "log", "square", "floor", "ceil", "squeeze", "log10", "maximum"})
"""Calls whose first argument may be all that is left."""
OTHER_CALL = {
    a: b
    for pair in (
        ("zeros", "ones"),
        ("zeros_like", "ones_like"),
        ("randn", "rand"),
        ("standard_normal", "random"),
        ("maximum", "minimum"),
        ("max", "min"),
        ("argmax", "argmin"),
        ("sum", "mean"),
        ("var", "std"),
        ("floor", "ceil"),
        ("any", "all"),
    )
    for a, b in (pair, pair[::-1])
}
"""Each function with the one that is called in its place."""
SYMMETRIC = frozenset({"maximum", "minimum", "max", "min", "add", "multiply", "isclose", "array_equal"})
"""Calls whose arguments are not swapped, as that changes nothing."""
SILENT = frozenset({"errstate"})
"""Calls that are left alone: what warns is no behaviour."""
