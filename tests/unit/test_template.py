"""Untouched template functions are told from attempted ones, in every edition's form, in doubt as attempted."""

from __future__ import annotations

import ast
import textwrap

import pytest

from grader.notebook import Document, RawCell
from grader.template import defined_in_text, edition_of, graded_mark, is_attempted, with_pass_in_regions

OLD = """\
# GRADED FUNCTION: forward_propagation_with_dropout
def f(X, parameters, keep_prob=0.5):
    '''
    Write between ### START CODE HERE ### and ### END CODE HERE ###
    '''
    np.random.seed(1)
    W1 = parameters["W1"]
    A1 = relu(np.dot(W1, X))
    ### START CODE HERE ### (approx. 4 lines)         # Steps 1-4 below correspond to the Steps 1-4 described above.
    {0}
    ### END CODE HERE ###
    Z2 = np.dot(W2, A1) + b2
    ### START CODE HERE ### (≈ 1 line)
    {1}
    ### END CODE HERE ###
    {2}
    return A2, (D1, D2)
"""

NEW = """\
# GRADED FUNCTION: update_lr
def f(learning_rate0, epoch_num, decay_rate):
    {0}
    #(approx. 1 line)
    # learning_rate =
    {1}
    # YOUR CODE STARTS HERE
    {2}
    # YOUR CODE ENDS HERE
    {3}
    return learning_rate
"""


def attempted(source: str) -> bool:
    tree = ast.parse(source)
    return is_attempted(tree.body[0], source, source.count("\n") + 1)


def fill(template: str, *parts: str) -> str:
    """Fill a template's gaps; the lines of a part are indented by 4."""
    lines = []
    for line in template.split("\n"):
        for i, part in enumerate(parts):
            if line.strip() == f"{{{i}}}":
                lines.append(textwrap.indent(textwrap.dedent(part), "    "))
                break
        else:
            lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("D1 = None\nD1 = None\nA1 = None", "D2 = None", ""), False, id="untouched"),
        pytest.param(("D1 = None # Step 1\nD1, A1 = None, None", "D2: int = None", ""), False, id="forms of None"),
        pytest.param(("D1[0] = None", "dW = 1./m * np.dot(dZ, A.T) + None", ""), False, id="arithmetic with None"),
        pytest.param(("D1 = None", "D2 = None\npass\n...\n'todo'", ""), False, id="idle statements"),
        pytest.param(("for i in range(3):\n    D1 = None", "D2 = None", ""), False, id="a loop over nothing"),
        pytest.param(("D1 = np.random.rand(3)", "D2 = None", ""), True, id="one of two regions"),
        pytest.param(("D1 = None\nA1 = A1 * D1", "D2 = None", ""), True, id="one of two lines"),
        pytest.param(("A1 *= D1", "D2 = None", ""), True, id="augmented"),
        pytest.param(("for i in range(3):\n    D1 = i", "D2 = None", ""), True, id="inside a loop"),
        pytest.param(("D1 = 0", "D2 = None", ""), True, id="a wrong value is an attempt"),
        pytest.param(("D1 = []", "D2 = None", ""), True, id="an empty list is an attempt"),
        pytest.param(("def g():\n    return 1", "D2 = None", ""), True, id="an inner function"),
        pytest.param(("D1 = None", "D2 = None", "D1 = A1 > 3"), True, id="written below the marks"),
        pytest.param(("", "D2 = None", ""), True, id="placeholders deleted: who knows"),
        pytest.param(("if a:\n    pass\nelse:\n    D1 = 3", "D2 = None", ""), True, id="inside an else"),
        pytest.param(("try:\n    pass\nexcept E:\n    D1 = 3", "D2 = None", ""), True, id="inside a handler"),
        pytest.param(("match a:\n    case 1: D1 = 3", "D2 = None", ""), True, id="inside a match"),
    ],
)
def test_older_editions(parts: tuple[str, str, str], expected: bool) -> None:
    """2017 and 2019: between the marks stand `x = None` until somebody writes."""
    assert attempted(fill(OLD, *parts)) is expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("", "", "", ""), False, id="untouched"),
        pytest.param(("", "", "# what to do?", ""), False, id="comment"),
        pytest.param(("", "", "pass", ""), False, id="pass"),
        pytest.param(("", "", "learning_rate = learning_rate0", ""), True, id="filled"),
        pytest.param(("", "", "learning_rate = None", ""), True, id="the template has no None"),
        pytest.param(("", "learning_rate = learning_rate0", "", ""), True, id="written above the mark"),
        pytest.param(("", "", "", "learning_rate = learning_rate0"), True, id="written below the mark"),
        pytest.param(("", "", "", "return learning_rate0"), False, id="code elsewhere that may be the template's"),
    ],
)
def test_2021(parts: tuple[str, str, str, str], expected: bool) -> None:
    """2021: between the marks stands nothing, and the hints above say what is to be assigned."""
    assert attempted(fill(NEW, *parts)) is expected


def test_another_return_is_an_attempt() -> None:
    """A student who returns the value at once needs no name between the marks."""
    source = fill(NEW, "", "", "", "").replace("return learning_rate\n", "return learning_rate0 / 2\n")
    assert attempted(source) is True


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("def f():\n    '''doc'''", False, id="docstring"),
        pytest.param("def f(): pass", False, id="pass"),
        pytest.param("def f(): ...", False, id="ellipsis"),
        pytest.param("def f():\n    '''doc'''\n    raise NotImplementedError()", False, id="not implemented"),
        pytest.param("def f():\n    raise NotImplementedError", False, id="not implemented, the class"),
        pytest.param("def f():\n    return None", False, id="return None"),
        pytest.param("def f():\n    return", False, id="return"),
        pytest.param("async def f():\n    pass", False, id="async"),
        pytest.param("def f():\n    return {}", True, id="returns something"),
        pytest.param("def f(x):\n    raise ValueError", True, id="another exception"),
        pytest.param("def f(x):\n    print(x)", True, id="prints"),
        pytest.param("f = lambda x: None", True, id="lambda"),
        pytest.param("class f: pass", True, id="class"),
        pytest.param(
            "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n    return x", False, id="nbgrader"
        ),
        pytest.param("def f(x):\n    # YOUR CODE HERE\n    y = x\n    return y", True, id="nbgrader, filled"),
        pytest.param(
            "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n    # YOUR CODE HERE\n    return x",
            True,
            id="nbgrader, half",
        ),
        pytest.param("def f(x):\n    y = x\n    # YOUR CODE HERE", True, id="nbgrader, mark at the end"),
        pytest.param(
            "def f(x):\n    ### START CODE HERE ###\n    y = None\n    return y",
            True,
            id="no end mark, and a return in it",
        ),
        pytest.param(
            "def f(x):\n    ### START CODE HERE ###\n    y = None\n    ### START CODE HERE ###\n    z = None\n"
            "    ### END CODE HERE ###\n    return y, z",
            False,
            id="an end mark lost",
        ),
        pytest.param("def f(x):\n    ### END CODE HERE ###\n    y = x", True, id="a start mark lost"),
        pytest.param(
            "def f(x):\n    # f( =\n    # y =\n    # YOUR CODE STARTS HERE\n    # YOUR CODE ENDS HERE\n    return y",
            False,
            id="a hint that is no Python",
        ),
    ],
)
def test_other_forms(source: str, expected: bool) -> None:
    """Bodies without marks, nbgrader's own mark, marks that were damaged."""
    assert attempted(source) is expected


def test_an_end_mark_behind_the_last_statement() -> None:
    """The region of a function that ends in it reaches to the next statement, and no further."""
    source = "def f(x):\n    a = 1\n    ### START CODE HERE ###\n    y = None\n    ### END CODE HERE ###\nz = 1\n"
    # nothing uses y, so the marks alone don't say that nothing was done
    assert is_attempted(ast.parse(source).body[0], source, 5) is True
    again = source.replace("a = 1", "a = lambda: y")
    assert is_attempted(ast.parse(again).body[0], again, 5) is False


def test_pass_makes_an_untouched_2021_cell_compile() -> None:
    """An empty loop gets a body, line by line as before, and is recognised as untouched."""
    loop = "    for l in range(n):\n        # YOUR CODE STARTS HERE\n\n        # YOUR CODE ENDS HERE\n"
    source = f"def f(n):\n{loop}    return l"
    with pytest.raises(SyntaxError):
        ast.parse(source)
    text = with_pass_in_regions(source)
    assert text.count("\n") == source.count("\n")
    assert is_attempted(ast.parse(text).body[0], text, 6, compiles=False) is False
    other = with_pass_in_regions(source.replace("\n\n", "\n        x = 1\n"))
    assert is_attempted(ast.parse(other).body[0], other, 6, compiles=False) is True


def document(*sources: str, schema: int = 0, kernel: str = "Python 3", python: str = "", text: str = "") -> Document:
    cells = [RawCell(f"cell {i}", "code", s, schema=schema) for i, s in enumerate(sources, 1)]
    return Document((*cells, RawCell("markdown cell 9", "markdown", text)), kernel, python)


V2017 = "### START CODE HERE ###\nx = None\n### END CODE HERE ###\n"
V2021 = "# YOUR CODE STARTS HERE\n\n# YOUR CODE ENDS HERE\n"


@pytest.mark.parametrize(
    ("given", "edition"),
    [
        pytest.param(document(V2017), "2017", id="2017"),
        pytest.param(document(V2017, "from opt_utils_v1a import *"), "2019", id="2019 by helper"),
        pytest.param(document(V2017, text="### Updates to Assignment"), "2019", id="2019 by announcement"),
        pytest.param(document(V2017, text="If you were working on the older version:"), "2019", id="2019 by advice"),
        pytest.param(document(V2017, python="3.6.0"), "2019", id="2019 by its Python"),
        pytest.param(document(V2017, python="3.5.2"), "2017", id="2017 by its Python"),
        pytest.param(document(V2021), "2021", id="2021"),
        pytest.param(document("x = 1", schema=3), "2021", id="2021 by nbgrader"),
        pytest.param(document("x = 1", kernel="dls-c2"), "2021", id="2021 by kernel"),
        pytest.param(document(V2017 + V2017 + V2021), "2017", id="one function pasted from 2021"),
        pytest.param(document(V2017 + V2021 + V2021), "2021", id="one function pasted from 2017"),
        pytest.param(document("def update_lr(): pass"), None, id="functions tell nothing"),
        pytest.param(document("from opt_utils_v1a import *"), None, id="a helper alone tells nothing"),
        pytest.param(document("x = 1", text=V2021), None, id="text tells nothing"),
    ],
)
def test_edition(given: Document, edition: str | None) -> None:
    """Marks and metadata tell the edition; functions never do."""
    assert edition_of(given) == edition


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(:\n  x = 1", ("f",)),
        ("async  def f(", ("f",)),
        ("f = lambda x: (\ng == 3", ("f",)),
        ("class A:\n    def g(self:", ("g",)),
        ("def f(:\ndef f(:\ndef g(:", ("f", "g")),
        ("print(3", ()),
    ],
)
def test_defined_in_text(source: str, names: tuple[str, ...]) -> None:
    """What a text tries to define is seen without parsing it."""
    assert defined_in_text(source) == names


def test_graded_mark() -> None:
    """The mark is a comment of its own, numbered or not."""
    assert graded_mark("x\n# GRADED FUNCTION: f\n")
    assert graded_mark("# UNQ_C1 GRADED FUNCTION: f")
    assert not graded_mark("the graded function f")
