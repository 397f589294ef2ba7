"""Generated mutants: each differs, each compiles, and the ones that matter are among them."""

from __future__ import annotations

import ast

import pytest

from grader.mutants import mutants

SOURCE = '''
import numpy as np


def _norm(x):
    return np.sqrt(np.sum(x**2))


def other(x):
    return x + 1


def step(w, g, rate=0.1):
    """Docstring with 1 + 1."""
    if rate < 0:
        raise ValueError("rate < 0 is wrong")
    out = {}
    for l in range(1, 3):
        out["W" + str(l)] = w - rate * g.T / _norm(g)
        out["b"] = not_a_parameter
    return out
'''


def changes() -> list[str]:
    return [m.change for m in mutants(SOURCE, "step")]


def test_every_mutant_is_a_different_program() -> None:
    """No two mutants are the same, none is the original, all compile, and other functions stay as they are."""
    texts = [m.source for m in mutants(SOURCE, "step")]
    assert len(texts) > 25
    assert len(set(texts)) == len(texts)
    assert ast.unparse(ast.parse(SOURCE)) not in texts
    assert all("return x + 1" in ast.unparse(ast.parse(t)) for t in texts)


@pytest.mark.parametrize(
    "change",
    [
        "w - rate * g.T / _norm(g) → Add",
        "w - rate * g.T / _norm(g) → left alone",
        "rate < 0 → LtE",
        "rate < 0 → negated",
        "g.T → without .T",
        "'W' → 'b'",
        "1 → 0",
        "3 → 2",
        "rate → w",
        "_norm, 1: np.sqrt(np.sum(x ** 2)) → without sqrt",
        "_norm, 1: x ** 2 → Mult",
        "out = {} → deleted",
    ],
)
def test_the_usual_mistakes_are_generated(change: str) -> None:
    """Arithmetic, bounds, keys, transposes and mixed-up parameters all appear, in the function and its helpers."""
    assert any(change in c for c in changes()), changes()


def test_docstrings_and_error_messages_are_left_alone() -> None:
    """A change that no behaviour shows would only survive."""
    assert not any("Docstring" in c or "wrong" in c for c in changes())


def test_unknown_function() -> None:
    """A name that is not there is an error, not an empty list."""
    with pytest.raises(ValueError, match="no function nothing"):
        list(mutants(SOURCE, "nothing"))
