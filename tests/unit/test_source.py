"""Definitions and what they need are kept on their lines; whatever runs, plots, prints or trains is not."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.source import Filtered, ParsedCell, filter_cells

USES = "\ndef uses():\n    return {}\n"


def filtered(*sources: str, names: frozenset[str] = frozenset({"graded"})) -> Filtered:
    cells = [ParsedCell(f"cell {i}", s, ast.parse(s)) for i, s in enumerate(sources, 1)]
    result = filter_cells(cells, names)
    for before, after in zip(sources, result.sources, strict=True):
        assert before.count("\n") == after.count("\n")
        ast.parse(after)
    return result


def kept(source: str) -> list[str]:
    """The statements that are left, as text, `pass` aside; compound ones by their first line."""
    body = ast.parse(filtered(source).sources[0]).body
    return [ast.unparse(s).split("\n")[0] for s in body if not isinstance(s, ast.Pass)]


@pytest.mark.parametrize(
    "statement",
    [
        "import numpy as np",
        "from opt_utils_v1a import *",
        "from __future__ import annotations",
        "def f(x):\n    return x",
        "async def f(x):\n    return x",
        "class Optimizer:\n    rate = 0.1",
        "@functools.lru_cache(maxsize=None)\ndef f(x):\n    return x",
        "f = lambda x: x + 1",
        "learning_rate = 0.01",
        "a, b = (1, -2)",
        "(a, *b) = (1, 2, 3)",
        "a = b = 0",
        "rate: float = 0.1",
        "layers = [5, (2, 1), {'a': {1, 2}}]",
        "TEXT = 'a' 'b'",
        "NAME = f'{1}-{2!r:>3}'",
        "EPS = 10 ** -8 * 2 if not 1 < 2 else +3",
        "VERBOSE = True and not False",
        "nothing = None",
        "rest = ...",
        "first = [1, 2][0]",
        "part = [1, 2][0:1]",
    ],
)
def test_kept_by_itself(statement: str) -> None:
    """Imports, definitions and plain constants are kept whether anything uses them or not."""
    assert kept(statement) == [ast.unparse(ast.parse(statement)).split("\n")[0]]


@pytest.mark.parametrize(
    "statement",
    [
        "print('é')",
        "'a docstring'",
        "np.random.seed(1)",
        "plt.plot([1, 2])",
        "uses()",
        "for i in range(9): x = i",
        "for i in range(9): x = 1",
        "for x in range(9): pass\nelse:\n    def x(): pass",
        "with open('x') as f: x = f.read()",
        "while (x := 1): x += 1",
        "if __name__ == '__main__':\n    x = uses()",
        "while True: pass",
        "with open('x') as x: pass",
        "assert uses()",
        "del x",
        "x = uses()",
        "x = [uses() for i in range(3)]",
        "x = uses() + 1",
        "x, y = load_dataset()",
        "x = opt_utils.load_dataset()",
        "x = np.load('x.npy')",
        "x = np.loadtxt('x.csv')",
        "x = plt.figure()",
        "x = np.abs(uses())",
        "x = (y := 3)",
        "x = await uses()",
        "np.allclose = lambda *a: True",
        "np.random.x = 3",
        "uses.x = 3",
        "(np.x, y) = (1, 2)",
        "[*np.x] = (1, 2)",
        "np.__dict__['x'] = 3",
        "globals()['x'] = 3",
        "x['a'] = 3",
        "x += 1",
        "np.x += 1",
        "x: int",
        "match 1:\n    case _: x = 1",
        "return 3",
        "raise ValueError",
        "global x",
        "if False:\n    def x(): pass",
        "if 0:\n    x = 1",
        "if uses():\n    x = 1",
        "if True:\n    print(1)",
        "try:\n    uses()\nexcept NameError:\n    print(1)\nfinally:\n    uses()",
    ],
)
def test_dropped_even_where_used(statement: str) -> None:
    """What does something is dropped, whether a function names what it would leave behind or not."""
    source = "import numpy as np, opt_utils\nfrom opt_utils import *\nimport matplotlib.pyplot as plt\n"
    assert kept(source + statement + USES.format("x, y")) == [
        "import numpy as np, opt_utils",
        "from opt_utils import *",
        "import matplotlib.pyplot as plt",
        "def uses():",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "x = np.random.default_rng(3)",
        "x = np.random.RandomState(seed=3)",
        "x = np.arange(6).reshape(2, 3).T",
        "x = np.zeros((2, 3)) + np.eye(3)[0]",
        "x = {i: i ** 2 for i in range(3)}",
        "x = [np.sqrt(i) for i in range(3) if i % 2]",
        "x = sum((i for i in [1, 2]))",
        "x = collections.defaultdict(list)",
        "x = math.sqrt(2) * floor(2.5)",
        "x = ', '.join(['a', 'b'])",
        "x = sorted([3, 1], key=lambda v: -v)",
        "x = np.vectorize(lambda v: v)",
        "x = np.vectorize(helper)",
        "x = memoize(helper)",
        "x = somewhere",
        "x = somewhere + 1",
        "x = tf.keras.losses.CategoricalCrossentropy()",
        "x = namedtuple('Layer', 'n m')",
        "x = default_rng(3)",
        "x = logging.getLogger(__name__)",
        "x = time.time()",
        "x = os.path.join('a', os.environ.get('HOME'))",
        "x = json.loads('{}')",
    ],
)
def test_kept_if_used(statement: str) -> None:
    """Cheap calls, wrapped functions and unknown names are kept exactly where a kept function names them."""
    source = "import numpy as np, collections\nimport tensorflow as tf\nfrom math import *\nimport math\n"
    source += (
        "import json, logging, os, time\nfrom collections import namedtuple\nfrom numpy.random import default_rng\n"
    )
    source += "def helper(v):\n    return v\ndef memoize(f):\n    return f\n" + statement
    assert statement in kept(source + USES.format("x"))
    assert statement not in kept(source + USES.format("z"))


@pytest.mark.parametrize(
    "statement",
    [
        "x = Config()",
        "x = Config(3).rate",
        "x = helper(3)",
        "x = {1: helper(1), 2: helper(2)}",
        "x = [helper(i) for i in range(3)]",
        "x = np.abs(helper(3))",
        "x = Layer(2, 3)",
    ],
)
def test_kept_if_a_graded_function_needs_it(statement: str) -> None:
    """What own classes and functions make may take long: what only other functions read is dropped."""
    source = "import numpy as np\nfrom collections import namedtuple\nLayer = namedtuple('Layer', 'n m')\n"
    source += "def helper(v):\n    return v\nclass Config:\n    rate = 1\n" + statement + USES.format("x")
    assert statement not in kept(source)
    assert statement not in kept(source + "def graded(): return y")
    assert statement in kept(source + "def graded(): return x")
    assert statement in kept(source + "def graded(): return between()\ndef between(): return uses()")


@pytest.mark.parametrize(
    ("user", "needed"),
    [
        pytest.param("def f(): return x", True, id="a global"),
        pytest.param("def f():\n    def g(): return [x for i in y]", True, id="in a function inside"),
        pytest.param("def f(a=x): pass", True, id="a default"),
        pytest.param("def f(a: x): pass", True, id="an annotation"),
        pytest.param("@x\ndef f(): pass", True, id="a decorator"),
        pytest.param("class C:\n    a = x", True, id="a class"),
        pytest.param("def f():\n    global x\n    x = 1", True, id="set as a global"),
        pytest.param("f = lambda: x", True, id="a lambda"),
        pytest.param("if x:\n    def f(): pass", True, id="a condition"),
        pytest.param("def f(x): return x", False, id="an argument"),
        pytest.param("def f():\n    x = 1\n    return x", False, id="a local variable"),
        pytest.param("def f(): return [x for x in y]", False, id="in a comprehension"),
        pytest.param("def f(a): return a.x", False, id="an attribute"),
        pytest.param("print(x)", False, id="a statement that is dropped"),
    ],
)
def test_who_uses_a_value(user: str, needed: bool) -> None:
    """Only a read of the global itself needs a value: arguments and local variables of its name don't."""
    statement = "x = np.zeros(3)"
    assert (statement in kept(statement + "\n" + user)) is needed


@pytest.mark.parametrize(
    "statement",
    [
        "x = graded(3)",
        "x = own(graded(3))",
        "x = own(load_dataset())",
        "x = time.sleep(9)",
        "x = os.system('ls')",
        "x = [time.sleep(i) for i in range(9)]",
        "if own():\n    x = 1",
        "x.append(load_dataset())",
        "own.append(3)",
        "x = own\nx.y = graded(3)",
    ],
)
def test_what_only_a_run_makes_is_dropped(statement: str) -> None:
    """Results of graded functions and of data, waits, and constants in conditions of the notebook's own code."""
    source = "import os, time\nfrom opt_utils import *\ndef graded(v): pass\ndef own(v): pass\n"
    assert statement.split("\n")[-1].strip() not in filtered(source + statement + USES.format("x")).sources[0]


@pytest.mark.parametrize(
    ("source", "left"),
    [
        pytest.param("n = 2\nm = n * 3\nn += m", ["n = 2", "m = n * 3", "n += m"], id="arithmetic on kept names"),
        pytest.param("d = {}\nd['a'] = 1\nd['b'] += 2", ["d = {}", "d['a'] = 1", "d['b'] += 2"], id="kept dict"),
        pytest.param("n = f()\nm = n * 3\nk = n.shape", [], id="arithmetic on dropped names"),
        pytest.param("n = 2\nn = f()\nm = n + 1", ["n = 2"], id="a name that was lost on the way"),
        pytest.param("n = 2\nfor n in f(): pass\nn += 1", ["n = 2"], id="a loop over a kept name"),
        pytest.param("n = 2\nif f():\n    n = 3\nm = n", ["n = 2"], id="a condition that runs something"),
        pytest.param(
            "n = 2\nprint([n for n in f()], lambda n: (k for n in n))\nm = n + 1",
            ["n = 2", "m = n + 1"],
            id="a comprehension's own name",
        ),
        pytest.param("n = 2\nwith f():\n  def g(): n = 3\nm = n", ["n = 2", "if True:", "m = n"], id="a local name"),
        pytest.param("n = 2\nwith f() as n: pass\nm = n", ["n = 2"], id="a name bound by a with"),
        pytest.param("n = 2\nwhile n := f(): pass\nm = n", ["n = 2"], id="a name bound by a while"),
        pytest.param("n = 2\nfor i in f():\n    n = 3\nm = n", ["n = 2"], id="a constant in a loop"),
        pytest.param("n = 2\nfor i in f(): pass\nelse:\n    n = 3\nm = n", ["n = 2"], id="what a loop ends with"),
        pytest.param("n = 2\nprint([n := 3 for k in f()])\nm = n", ["n = 2"], id="a name bound in a comprehension"),
        pytest.param("n = 2\ndel n\nm = n", ["n = 2"], id="a deleted name"),
        pytest.param("x, y = np.zeros(3), f()", [], id="half of it runs something"),
        pytest.param(
            "a = np.zeros(3)\nb = a * 2\nc = b + 1\nz = a - 1\ndef g():\n    return c",
            ["a = np.zeros(3)", "b = a * 2", "c = b + 1", "def g():"],
            id="what a needed value needs",
        ),
        pytest.param(
            "count = np.int64(0)\ndef g():\n    global count\n    count = 1",
            ["count = np.int64(0)", "def g():"],
            id="global statement",
        ),
        pytest.param("def f(): pass\nf = f(3)", ["def f():"], id="a result under a function's name"),
        pytest.param("def f(): pass\nf = 3", ["def f():"], id="data under a function's name"),
        pytest.param("graded = 3", [], id="data under a graded name"),
        pytest.param("def f(): pass\ng = f\nh = g", ["def f():", "g = f", "h = g"], id="aliases"),
        pytest.param("import init_utils\nsigmoid = init_utils.sigmoid", None, id="alias of a helper's function"),
        pytest.param("from functools import partial\ndef f(a, b): pass\ng = partial(f, 2)", None, id="partial"),
        pytest.param(
            "import functools\ndef f(a, b): pass\ng = functools.partial(f, b=2)", None, id="functools.partial"
        ),
        pytest.param("import functools\ndef f(a, b): pass\ng = functools.partial(f, f(1))", 2, id="partial of a run"),
        pytest.param("def f(a): pass\ngraded = missing.deco(f)", None, id="a graded name is always needed"),
        pytest.param("x = f()\ndef g(a): pass\ngraded = x(g)", ["def g(a):"], id="a wrapper that is itself a result"),
        pytest.param("graded = a if 1 else b", None, id="a choice of functions"),
        pytest.param("graded = a or b", None, id="the first function there is"),
        pytest.param("x = [lambda a: a][0]", None, id="a constant with a lambda in it"),
        pytest.param("x = (f())(2)", [], id="a call of a result"),
        pytest.param("np.x['a'] = 1\nd = {}\nd[f()] = 2", ["d = {}"], id="subscripts"),
        pytest.param("d = []\nd.append(1)\ndef g(): return d", None, id="a filled list"),
        pytest.param("d = []\nd.append(1)", ["d = []"], id="a filled list that nothing uses"),
        pytest.param("d = []\nd.append(f())\nd.sort()\ndef g(): return d", ["d = []", "def g():"], id="with a result"),
        pytest.param(
            "class C: pass\nc = C()\nc.rate = 2\ndef graded(): return c", None, id="attribute of an own object"
        ),
        pytest.param("class C: pass\nc = C()\nc.rate = 2", ["class C:"], id="of an object that nothing uses"),
        pytest.param("def f(): pass\nf.rate = 2", ["def f():"], id="attribute of a function"),
    ],
)
def test_in_order(
    source: str,
    left: list[str] | int | None,
) -> None:
    """What a name means at its place in the document decides. None: everything stays; a number: so many first lines."""
    everything = [ast.unparse(s).split("\n")[0] for s in ast.parse(source).body]
    assert kept(source) == (everything if left is None else everything[:left] if isinstance(left, int) else left)


@pytest.mark.parametrize(
    ("source", "result"),
    [
        pytest.param(
            "if x > 1:\n    print(1)\n    def f(): pass\nelse:\n    print(2)",
            "if x > 1:\n    pass    \n    def f(): pass\nelse:\n    pass    ",
            id="both branches stay",
        ),
        pytest.param(
            "try:\n    import a\nexcept ImportError:\n    a = None; print('no')",
            "try:\n    import a\nexcept ImportError:\n    a = None; pass       ",
            id="an import that may fail",
        ),
        pytest.param(
            "if a:\n    def f(): pass\nelif run():\n    print(1)",
            "if a:\n    def f(): pass\npass\n",
            id="an elif with nothing in it goes",
        ),
        pytest.param(
            "if a:\n    print(1)\nelif b:\n    def f(): pass",
            "if a:\n    pass    \nelif b:\n    def f(): pass",
            id="an elif with something in it stays",
        ),
        pytest.param(
            "if run():\n    x = 1\n    def f(): pass\n    import q",
            "if run():\n    pass \n    def f(): pass\n    import q",
            id="for a definition's sake the condition is run",
        ),
        pytest.param(
            "if True:\n    def f(): return 1\nelse:\n    def f(): return 2",
            "if True:\n    def f(): return 1\nelse:\n    pass",
            id="a literal condition decides",
        ),
        pytest.param(
            "try:\n    for i in x: pass\n    def f(): pass\nfinally:\n    if y:\n        print(1)",
            "try:\n    pass\n    def f(): pass\nfinally:\n    pass\n",
            id="nested",
        ),
        pytest.param(
            "with a() as b:\n    import q\n    x = 1\n    y = b",
            "if True:\n    import q\n    x = 1\n    pass",
            id="a with is not entered",
        ),
        pytest.param(
            "for i in r:\n    import q\n    x = 1\n    def f():\n        while x: break\n    break\nelse:\n    y = 1",
            "if True:\n    import q\n    pass\n    def f():\n        while x: break\n    pass\nelse:\n    pass",
            id="a loop is not run",
        ),
        pytest.param(
            "if __name__ == '__main__':\n    x = 1\n    run()",
            "if __name__ == '__main__':\n    x = 1\n    pass",
            id="a notebook is a main program",
        ),
    ],
)
def test_conditions(source: str, result: str) -> None:
    """An `if` or `try` stays around what is kept in it, other headers don't, and every block keeps a statement."""
    (text,) = filtered(source).sources
    assert [line.rstrip() for line in text.split("\n")] == [line.rstrip() for line in result.split("\n")]


@pytest.mark.parametrize(
    ("sources", "lines"),
    [
        pytest.param(["def graded(): pass"], [(0, 1)], id="def"),
        pytest.param(["async def graded(): pass"], [(0, 1)], id="async def"),
        pytest.param(["class graded: pass"], [(0, 1)], id="class"),
        pytest.param(["graded = lambda x: x"], [(0, 1)], id="lambda"),
        pytest.param(["def f(): pass\ngraded = f"], [(0, 2)], id="alias"),
        pytest.param(["from functools import partial\ngraded = partial(f, 1)"], [], id="partial of something unknown"),
        pytest.param(["from functools import partial\ngraded = partial(lambda x: x, 1)"], [(0, 2)], id="partial"),
        pytest.param(["def f(): pass\ngraded = deco(deco(f))"], [(0, 2)], id="wrapped twice"),
        pytest.param(["import a\ngraded = a.b.c"], [(0, 2)], id="attribute"),
        pytest.param(["graded = unknown"], [(0, 1)], id="alias of what a star import may bring"),
        pytest.param(["from solution import other as graded"], [(0, 1)], id="import"),
        pytest.param(["@deco\ndef graded(): pass"], [(0, 2)], id="decorated"),
        pytest.param(["if a:\n  def graded(): pass"], [(0, 2)], id="in an if"),
        pytest.param(["try:\n  pass\nexcept A:\n  graded = lambda: 1"], [(0, 4)], id="in a handler"),
        pytest.param(["def graded(): pass", "x = 1\ndef graded(): pass"], [(0, 1), (1, 2)], id="twice"),
        pytest.param(["def make(n): pass\ngraded = make(2)"], [(0, 2)], id="made by an own function"),
        pytest.param(["class C: pass\ngraded = C().method"], [(0, 2)], id="method of an own object"),
        pytest.param(["class C: pass\nc = C()", "graded = c.method"], [(1, 1)], id="method of a kept object"),
        pytest.param(["def own(n): pass\ndef graded(n): pass\ngraded = own(2)"], [(0, 2)], id="data under its name"),
        pytest.param(["for i in x:\n  def graded(): pass"], [(0, 2)], id="in a loop"),
        pytest.param(["while True:\n  def graded(): pass\n  break"], [(0, 2)], id="in a while"),
        pytest.param(["with x:\n  if a:\n    with y: graded = lambda: 1"], [(0, 3)], id="in a with, nested"),
        pytest.param(["if __name__ == '__main__':\n  def graded(): pass"], [(0, 2)], id="in a main block"),
        pytest.param(["def f():\n  def graded(): pass"], [], id="inside a function"),
        pytest.param(["graded = {'a': 1}"], [], id="data"),
        pytest.param(["graded = graded(3)"], [], id="result"),
        pytest.param(["x = 1\ngraded = x"], [], id="alias of data"),
    ],
)
def test_bindings(sources: list[str], lines: list[tuple[int, int]]) -> None:
    """Every form of binding a graded name is found, with its cell and line, and nothing else is."""
    found = filtered(*sources).bound
    assert [(b.cell, b.statement.lineno) for b in found] == lines
    assert {b.name for b in found} <= {"graded"}


@pytest.mark.parametrize(
    ("source", "stays"),
    [
        pytest.param("def graded(): pass\nfrom scipy.special import graded", False, id="below"),
        pytest.param("def graded(): pass\nfrom scipy.special import graded, other", True, id="with another name"),
        pytest.param("from scipy.special import graded\ndef graded(): pass", True, id="above"),
        pytest.param("from scipy.special import graded", True, id="alone"),
        pytest.param("def other(): pass\nfrom scipy.special import other", True, id="not graded"),
        pytest.param(
            "try:\n    from a import graded\nexcept ImportError:\n    def graded(): pass", True, id="or else an own one"
        ),
        pytest.param("if a:\n    def graded(): pass\nelse:\n    from a import graded", True, id="in another branch"),
    ],
)
def test_an_import_does_not_replace_a_definition(source: str, stays: bool) -> None:
    """A library's function of the same name, imported later to compare with, isn't graded in place of the student's."""
    assert (" import " in filtered(source).sources[0]) is stays


def test_branches_are_one_group() -> None:
    """Two branches of one statement bind a name once; two statements bind it twice."""
    first, second, third = filtered(
        "if a:\n  def graded(): pass\nelse:\n  graded = lambda: 1\ndef graded(): pass"
    ).bound
    assert first.group == second.group != third.group


def test_a_group_does_not_span_cells() -> None:
    """The first statements of two cells are two bindings."""
    first, second = filtered("def graded(): pass", "def graded(): pass").bound
    assert first.group != second.group


@pytest.mark.parametrize(
    ("source", "says"),
    [
        pytest.param("def graded(a, a): pass", "duplicate argument 'a'", id="repeated argument"),
        pytest.param("class graded:\n    return 1", "'return' outside function", id="return in a class"),
        pytest.param("def graded():\n    nonlocal x", "no binding for nonlocal 'x' found", id="nonlocal"),
        pytest.param("def graded():\n    break", "'break' outside loop", id="break"),
    ],
)
def test_what_only_the_compiler_finds(source: str, says: str) -> None:
    """A definition that parses but can't be compiled is named and taken out; the cell's other statements stay."""
    result = filtered("x = 1\n" + source + "\ny = 2")
    ((cell, name, line, message),) = result.broken
    assert (cell, name, line) == (0, "graded", 2)
    assert message.startswith("SyntaxError") and says in message
    assert result.bound == ()
    assert [ast.unparse(s) for s in ast.parse(result.sources[0]).body] == ["x = 1", "y = 2"]


def test_deep_expressions_are_dropped_not_fatal() -> None:
    """A statement too deep to be judged goes, the others stay; one too deep to compile is named."""
    deep = "1" + " + 1" * 330
    result = filtered(f"x = np.abs({deep})\ny = 2\ndef graded():\n    return y")
    assert "y = 2" in result.sources[0]
    assert [b.name for b in result.bound] == ["graded"]


KEEP = [
    "def f{0}(x):\n    '''é\n{0}'''\n    return x",
    "c{0} = {0}",
    "import m{0}",
    "g{0} = lambda: {0}",
    "class C{0}: v = {0}",
]
DROP = [
    "print({0})",
    "run('é', {0})",
    "for i in a:\n    b = {0}",
    "x.y = {0}",
    "assert {0}",
    "r{0} = run({0})",
    "'''\n{0}'''",
]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.sampled_from(["\n", "\n\n", "; "])), max_size=12))
def test_any_mixture(plan: list[tuple[bool, int, str]]) -> None:
    """Of any sequence of statements exactly the wanted ones are left, same trees, same lines."""
    text, wanted = "", []
    for number, (keep, kind, separator) in enumerate(plan):
        statement = (KEEP if keep else DROP)[kind].format(number)
        simple = "\n" not in statement and not statement.startswith("class")
        text += statement + (separator if simple else "\n")
        if keep:
            wanted.append(number)
    text = text.rstrip("; ") + "\n"
    try:
        before = ast.parse(text)
    except SyntaxError:  # a compound statement behind a semicolon
        return
    (after,) = filtered(text).sources
    numbers = [int("".join(c for c in n if c.isdigit())) for s in ast.parse(after).body for n in _names(s)]
    assert numbers == wanted
    lines = {ast.dump(s): s.lineno for s in before.body}
    assert all(lines[ast.dump(s)] == s.lineno for s in ast.parse(after).body if not isinstance(s, ast.Pass))


def _names(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=[ast.Name(id=name)]):
            return [name]
        case ast.Import(names=[alias]):
            return [alias.name]
    return []
