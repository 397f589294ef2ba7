"""IPython's own syntax goes, Python stays on its line."""

from __future__ import annotations

import ast

import pytest

from grader.magics import strip_magics


@pytest.mark.parametrize(
    ("source", "result"),
    [
        pytest.param("%matplotlib inline\nx = 1", "pass\nx = 1", id="line magic"),
        pytest.param("!pip install numpy\nx = 1", "pass\nx = 1", id="shell"),
        pytest.param("!echo it's (open\nx = 1", "pass\nx = 1", id="shell with an odd quote"),
        pytest.param("if x:\n    %time f()\n    y = 1", "if x:\n    f()\n    y = 1", id="indented"),
        pytest.param("files = !ls\nx = 1", "pass\nx = 1", id="assigned from a shell"),
        pytest.param("a, b = %timeit -o f()\nx = 1", "pass\nx = 1", id="assigned from a magic"),
        pytest.param("np.dot?\n?np.dot\nnp.dot??\nx = 1", "pass\npass\npass\nx = 1", id="help"),
        pytest.param("%run a.py \\\n  --b\nx = 1", "pass\n\nx = 1", id="continued magic"),
        pytest.param("%%time\nx = 1", "\nx = 1", id="time"),
        pytest.param("\n%%capture out\n%%time\nx = 1", "\n\n\nx = 1", id="two cell magics"),
        pytest.param("%%bash\necho x\nls", "\n\n", id="bash"),
        pytest.param("%%writefile a.py\ndef f(): pass", "\n", id="writefile"),
        pytest.param("%%html", "", id="only a magic"),
        pytest.param("  x = 1\n  y = 2\n  %time f()", "x = 1\ny = 2\nf()", id="indented as a whole"),
        pytest.param("%matplotlib inline\nx = (7\n % 2)\ny = 1", "pass\nx = (7\n % 2)\ny = 1", id="modulo in brackets"),
        pytest.param("%a\ns = '''\n%b\n!c\n'''\n%d", "pass\ns = '''\n%b\n!c\n'''\npass", id="inside a string"),
        pytest.param('%a\ns = """x\\"""\n%b"""', 'pass\ns = """x\\"""\n%b"""', id="escaped quote"),
        pytest.param("%a\nx = 7 \\\n% 2", "pass\nx = 7 \\\n% 2", id="modulo behind a continuation"),
        pytest.param("%a\nx = '(' # ' (\n%b", "pass\nx = '(' # ' (\npass", id="brackets in strings and comments"),
        pytest.param("%a\nx = ')'\ny = a)\n%b", "pass\nx = ')'\ny = a)\npass", id="a bracket too many"),
        pytest.param("%a\nx = 'open\n%b", "pass\nx = 'open\npass", id="a quote too many"),
        pytest.param("%%wandb\nx = 1", "\nx = 1", id="a cell that is watched"),
        pytest.param(">>> def f(x):\n...     return x\n...\n>>> f(1)", "def f(x):\n    return x\n\nf(1)", id="prompts"),
        pytest.param(
            "In [1]: def f(x):\n   ...:     return x\n   ...:\nIn [12]: %time f(1)\n2",
            "def f(x):\n    return x\n\nf(1)\n2",
            id="IPython's prompts",
        ),
        pytest.param("%a\ns = '''\n>>> f(1)\n'''", "pass\ns = '''\n>>> f(1)\n'''", id="prompts further down stay"),
        pytest.param(
            "def f():\n    %time x = 1\n    return x", "def f():\n    x = 1\n    return x", id="timed in a function"
        ),
        pytest.param("%time\n%time !ls\n%time f(\n%timeit x = 1\n%prun f()", "pass\n" * 4 + "pass", id="other magics"),
        pytest.param("", "", id="empty"),
    ],
)
def test_forms(source: str, result: str) -> None:
    """Each form of magic, and each look-alike that has to stay."""
    assert strip_magics(source) == result
    assert strip_magics(source).count("\n") == source.count("\n")


@pytest.mark.parametrize("magic", ["%matplotlib inline", "!ls", "x?", "y = !pwd"])
def test_the_rest_parses(magic: str) -> None:
    """A cell full of magics parses afterwards, and every other line is as it was."""
    lines = ["import numpy as np", magic, "def f(x):", f"    {magic}", "    return x % 2", magic, "z = {'a': '%b'}"]
    result = strip_magics("\n".join(lines)).split("\n")
    ast.parse("\n".join(result))
    assert [b for a, b in zip(lines, result, strict=True) if magic not in a] == [a for a in lines if magic not in a]
