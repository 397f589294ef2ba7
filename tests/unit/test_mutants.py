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
    out = {"dA": np.zeros(w.shape)}
    for l in range(1, 3):
        out["W" + str(l)] = w - rate * g.T / _norm(g)
        out["b"] = not_a_parameter
        out[f"d{l}"] = np.sum(other(w), axis=1, keepdims=True)
    w -= g
    with np.errstate(over="ignore"):
        out["c"] = w if rate > 1 and g else (w, g)
    return out
'''


def changes() -> list[str]:
    return [m.change for m in mutants(SOURCE, "step", ["step", "other"])]


def test_every_mutant_is_a_different_program() -> None:
    """No two mutants are the same, none is the original, all compile, and other functions stay as they are."""
    texts = [m.source for m in mutants(SOURCE, "step", ["step", "other"])]
    assert len(texts) > 60
    assert len(set(changes())) == len(texts)
    assert len(set(texts)) == len(texts)
    assert ast.unparse(ast.parse(SOURCE)) not in texts
    assert all("return x + 1" in ast.unparse(ast.parse(t)) for t in texts)


@pytest.mark.parametrize(
    "change",
    [
        "out['W' + str(l)] = w - rate * g.T / _norm(g): w - rate * g.T / _norm(g) → Add",
        "w - rate * g.T / _norm(g) → left alone",
        "w - rate * g.T / _norm(g) → right alone",
        "if rate < 0: rate < 0 → LtE",
        "rate < 0 → negated",
        "g.T → without .T",
        "'W' → 'b'",
        "1 → 0",
        "3 → 2",
        "rate → w",
        "_norm, return np.sqrt(np.sum(x ** 2)): np.sqrt(np.sum(x ** 2)) → without sqrt",
        "np.sum(x ** 2) → mean",
        "x ** 2 → Mult",
        "out = {'dA': np.zeros(w.shape)}: → deleted",
        "np.zeros(w.shape) → ones",
        "w.shape → reversed",
        "{'dA': np.zeros(w.shape)} → without 'dA'",
        "for l in range(1, 3): range(1, 3) → without the last",
        "range(1, 3) → 1 and 2 swapped",
        "→ without 'd'",
        "np.sum(other(w), axis=1, keepdims=True) → without keepdims",
        "w -= g: → Add in place",
        "w if rate > 1 and g else (w, g): rate > 1 and g → Or",
        "(w, g) → 1 and 2 swapped",
    ],
)
def test_the_usual_mistakes_are_generated(change: str) -> None:
    """Arithmetic, bounds, keys, transposes and mixed-up parameters all appear, in the function and its helpers."""
    assert any(change in c for c in changes()), changes()


def test_docstrings_and_error_messages_are_left_alone() -> None:
    """A change that no behaviour shows would only survive."""
    assert not any("Docstring" in c or "wrong" in c for c in changes())


def test_what_warns_is_left_alone() -> None:
    """np.errstate changes no value."""
    assert not any("errstate(" in c.partition(": ")[2] for c in changes())


def test_helpers_are_followed_unless_they_are_graded() -> None:
    """A function that is judged by itself is no helper; any other that is called is."""
    graded = changes()
    assert not any(c.startswith("other, ") for c in graded)
    alone = [m.change for m in mutants(SOURCE, "step")]
    assert "other, return x + 1: x + 1 → Sub" in alone
    assert set(graded) < set(alone)


def test_changes_keep_their_names() -> None:
    """Lines that are added elsewhere in the function rename nothing; the second of two alike is counted."""
    moved = SOURCE.replace("    out = {", "    extra = 0\n    out = {")
    later = {m.change for m in mutants(moved, "step", ["step", "other"])}
    assert set(changes()) <= later
    twice = SOURCE.replace("    w -= g\n", "    w -= g\n    w -= g\n")
    assert "w -= g: → deleted (2)" in [m.change for m in mutants(twice, "step", ["step", "other"])]


def test_unknown_function() -> None:
    """A name that is not there is an error, not an empty list."""
    with pytest.raises(ValueError, match="no function nothing"):
        list(mutants(SOURCE, "nothing"))
