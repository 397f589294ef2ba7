"""Whatever is taken out of a text, what stays is the same syntax tree on the same lines."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.blanking import Drop, Unwrap, blank

# Statements that may share a line with others, and those that can't.
SIMPLE = [
    "a = 1",
    "f()",
    "x",
    "print('é', \"ü\", '日本')",
    "b = '''two\n  lines é'''",
    "plot(1,\n   2)",
    "c = [1,\n\n2, # note ; no\n3]",
    "d = 'a;b'",
    "é = 'x' \\\n  'y'",
    "import os",
    "del z",
    "e = f'{a}\\n{b!r:>3}'",
    "assert f, 'no'",
]
BLOCKS = [
    "def f(x):\n    '''doc\nis here'''\n    return x",
    "@deco\n@other(1,\n 2)\nclass C:\n    # why\n    y = 1",
    "@ deco\ndef g(): return 'é'",
    "@(\n  deco)\ndef h(): pass",
    "for i in range(3):\n    print(i); print('''\n''')\n    # the end",
    "with open('é') as f: pass",
    "with a: print('é'); b = 2",
    "with a(1,\n  2): print('''\n'''); b = 2",
    "with a: \\\n  b = 2",
    "with a:\n\n  @deco\n  def f(): pass\n  b = 2",
    "while False:\n\tx = 1",
]
HEADERS = ["with a:", "with (a, # :\n\n  b as c):", "with a(lambda: 'é') as b, \\\n    c: "]
SEPARATORS = ["\n", "\n\n", "  # a comment; with é\n", "\n\f", "\n# alone\n"]


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> str:
    """A block of statements in every arrangement that matters: `;`, comments, form feeds, nesting, odd widths."""
    text = ""
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 3 if depth < 2 else 1))
        if kind == 0:
            parts = draw(st.lists(st.sampled_from(SIMPLE), min_size=1, max_size=3))
            text += draw(st.sampled_from(["; ", ";", " ; "])).join(parts) + draw(st.sampled_from(["", ";"]))
        elif kind == 1:
            text += draw(st.sampled_from(BLOCKS))
        elif kind == 2:
            text += compound(draw, depth)
        else:
            text += "if a: " + "; ".join(draw(st.lists(st.sampled_from(SIMPLE), min_size=1, max_size=3)))
        text += draw(st.sampled_from(SEPARATORS))
    return text


def compound(draw: st.DrawFn, depth: int) -> str:
    def inner() -> str:
        lines = draw(blocks(depth + 1)).split("\n")
        # only lines that begin a statement may be indented: a line inside a string is part of its value
        starts = _statement_lines("\n".join(lines))
        return "\n".join(f"    {line.lstrip(chr(12))}" if n in starts else line for n, line in enumerate(lines, 1))

    kind = draw(st.integers(0, 2))
    if kind == 0:
        return draw(st.sampled_from(HEADERS)) + f"  # é:\n{inner()}\n"
    if kind == 1:
        text = f"if a:  # é\n{inner()}\n"
        text += f"elif b:\n{inner()}\n" if draw(st.booleans()) else ""
        return text + (f"else:\n{inner()}\n" if draw(st.booleans()) else "")
    return f"try:\n{inner()}\nexcept (A,\n  B):\n{inner()}\nfinally:\n{inner()}\n"


def _statement_lines(text: str) -> set[int]:
    """Lines that aren't the inside of a multi-line string; those get the indentation of their block."""
    inside = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant | ast.JoinedStr)
        for line in range(node.lineno + 1, (node.end_lineno or 0) + 1)
    }
    return {n for n in range(1, text.count("\n") + 2) if n not in inside}


def leaves(body: list[ast.stmt]) -> list[ast.stmt]:
    found = []
    for statement in body:
        if isinstance(statement, ast.If):
            found += leaves(statement.body) + leaves(statement.orelse)
        elif isinstance(statement, ast.With):
            found += leaves(statement.body)
        elif isinstance(statement, ast.Try):
            handlers = [s for h in statement.handlers for s in leaves(h.body)]
            found += leaves(statement.body) + handlers + leaves(statement.orelse) + leaves(statement.finalbody)
        else:
            found.append(statement)
    return found


def dump(statement: ast.stmt) -> str:
    """The tree with lines but without columns, which may move where a line is shared."""
    for node in ast.walk(statement):
        if hasattr(node, "col_offset"):
            node.col_offset = node.end_col_offset = 0  # type: ignore[attr-defined]
    return ast.dump(statement, include_attributes=True)


@given(source=blocks(), data=st.data())
def test_what_stays_is_unchanged(source: str, data: st.DataObject) -> None:
    """For any subset of the innermost statements: the rest keeps tree, order and lines, and only `pass` is added.

    No `with` is left, and what it held stays where it stood.
    """
    tree = ast.parse(source)
    top = {id(s) for s in tree.body}
    kept = []
    changes: list[Drop | Unwrap] = [Unwrap(node) for node in ast.walk(tree) if isinstance(node, ast.With)]
    for leaf in leaves(tree.body):
        if data.draw(st.booleans()):
            changes.append(Drop(leaf, alone=id(leaf) in top))
        else:
            kept.append(leaf)
    changes.sort(key=lambda change: (change.statement.lineno, change.statement.col_offset))
    result = blank(source, changes)
    assert result.count("\n") == source.count("\n")
    assert not any(isinstance(node, ast.With) for node in ast.walk(ast.parse(result)))
    after = [s for s in leaves(ast.parse(result).body) if not isinstance(s, ast.Pass)]
    assert [dump(s) for s in after] == [dump(s) for s in kept if not isinstance(s, ast.Pass)]


@given(source=blocks(), data=st.data())
def test_whole_compounds_can_go(source: str, data: st.DataObject) -> None:
    """The same at the top level alone, where an `if` or `try` goes as one."""
    tree = ast.parse(source)
    chosen = [data.draw(st.booleans()) for _ in tree.body]
    result = blank(source, [Drop(s, alone=True) for s, go in zip(tree.body, chosen, strict=True) if go])
    kept = [s for s, go in zip(tree.body, chosen, strict=True) if not go]
    after = [s for s in ast.parse(result).body if not isinstance(s, ast.Pass)]
    assert [dump(s) for s in after] == [dump(s) for s in kept]


@pytest.mark.parametrize(
    ("source", "gone", "result"),
    [
        pytest.param("a = 1\nf()  # go\nb = 2", [1], "a = 1\n\nb = 2", id="alone on its line"),
        pytest.param("f(); b = 2", [0], "pass; b = 2", id="first of a line"),
        pytest.param("b = 2; f('é')", [1], "b = 2; pass   ", id="last of a line"),
        pytest.param("f('''\n'''); b = 2", [0], "pass \\\n; b = 2", id="ends on a shared line"),
        pytest.param("f('''\n\n'''); b = 2", [0], "pass \\\n\\\n; b = 2", id="several lines"),
        pytest.param("b = 1; f(\n)", [1], "b = 1; pass\n", id="starts on a shared line"),
        pytest.param("\\\nf()\nb = 1", [0], "\\\npass\nb = 1", id="behind a continuation"),
        pytest.param("@d\ndef f(): pass\nb = 1", [0], "\n\nb = 1", id="decorated"),
        pytest.param("é = 'é'; f('é'); g = 'ü'", [1], "é = 'é'; pass   ; g = 'ü'", id="columns are bytes"),
    ],
)
def test_forms(source: str, gone: list[int], result: str) -> None:
    """The text that is left, case by case."""
    body = ast.parse(source).body
    text = blank(source, [Drop(body[i], alone=True) for i in gone])
    assert [line.rstrip() for line in text.split("\n")] == [line.rstrip() for line in result.split("\n")]
    ast.parse(text)


def test_only_newlines_end_lines() -> None:
    """Form feeds, separators and U+2028, at which str.splitlines would cut, are part of their line."""
    source = "s = 'a\u2028b\x0c\x1c\x85'\nf()\nb = 1\n"
    text = blank(source, [Drop(ast.parse(source).body[1], alone=True)])
    assert text == "s = 'a\u2028b\x0c\x1c\x85'\n\nb = 1\n"
