"""A program's cells run statement by statement; a failing or absent import costs nobody who doesn't use it."""

from __future__ import annotations

import linecache
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.runtime.imports import HelperFinder
from grader.runtime.lazy import Lazy
from grader.runtime.program import Program
from grader.wire.messages import Source


@pytest.fixture(autouse=True)
def untouched_interpreter() -> Iterator[None]:
    """Put back what a program changes in its own process, which here is the tests'."""
    main, finders, modules = sys.modules["__main__"], list(sys.meta_path), set(sys.modules)
    yield
    sys.meta_path[:] = finders
    for name in set(sys.modules) - modules:
        if name.startswith(("helper", "slow_")):
            del sys.modules[name]
    sys.modules["__main__"] = main


def program(*cells: str, prelude: tuple[str, ...] = (), **helpers: str) -> Program:
    return Program([Source(f"cell {n}", text) for n, text in enumerate(cells, 1)], helpers, prelude)


def value(expression: str, *cells: str, prelude: tuple[str, ...] = (), **helpers: str) -> Any:
    made = program(*cells, prelude=prelude, **helpers)
    return eval(expression, made.namespace)  # noqa: S307 - an expression of this test


@pytest.fixture
def slow_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package that says when it is imported."""
    (tmp_path / "slow_pkg").mkdir()
    (tmp_path / "slow_pkg/__init__.py").write_text("imported = True\nseven = 7\nclass Base: base = 1\n")
    (tmp_path / "slow_pkg/sub.py").write_text("def double(x): return 2 * x\nvector = [1, 2]\n")
    monkeypatch.syspath_prepend(tmp_path)


def test_cells_share_one_main_module() -> None:
    """Names of one cell are there in the next; the module is __main__ and NumPy is bound."""
    made = program("x = 2", "def f(): return x * np.ones(1)[0]", "y = f(), __name__, numpy.pi")
    assert made.namespace["y"] == (2.0, "__main__", np.pi)
    assert sys.modules["__main__"].__dict__ is made.namespace
    assert made.failures == []


def test_a_failing_statement_costs_its_own_names() -> None:
    """What a statement would have bound is missing and said to be; the rest runs."""
    made = program(
        "a = 1\nb, (c, *d) = 1 / 0\ndef f(): return a", "try:\n    e = undefined\n    def g(): pass\nfinally: pass"
    )
    assert made.functions() == ("f",)
    first, second = made.failures
    assert (first.label, first.line, first.type_name, first.message) == (
        "cell 1",
        2,
        "ZeroDivisionError",
        "division by zero",
    )
    assert first.names == ("b", "c", "d")
    assert (second.label, second.line, set(second.names)) == ("cell 2", 2, {"e", "g"})


def test_the_block_of_an_if_is_statements_of_its_own() -> None:
    """One that fails costs no other, an absent import costs nothing, and a condition that fails costs them all."""
    made = program(
        "if a:\n    def e(): pass\nelif not __name__:\n    def f(): pass\nelse:\n    import absent_pkg\n"
        "    b = undefined\n    if a == []:\n        c = 1\n    def g(): return c",
        "if undefined:\n    def h(): pass\nelse: d = 1",
    )
    assert made.failures[0].message == "name 'a' is not defined"
    assert made.functions() == ()
    made = program("a = []", "\n".join(made.sources["cell 1"]), "if undefined:\n    def h(): pass\nelse: d = 1")
    assert [(f.label, f.line, set(f.names)) for f in made.failures] == [("cell 2", 7, {"b"}), ("cell 3", 1, {"d", "h"})]
    assert made.functions() == ("g",)
    assert made.namespace["g"]() == 1


@pytest.mark.parametrize(
    ("source", "type_name"),
    [
        ("import sys; sys.exit(2)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("return 1", "SyntaxError"),
        ("x = (", "SyntaxError"),
        ("x = '\\0'\0", "SyntaxError"),
        ("(" * 3000 + ")" * 3000, "SyntaxError"),
        ("x = " + "-" * 90_000 + "1", "MemoryError|RecursionError"),
        ("del np.nothing", "AttributeError"),
    ],
    ids=["exit", "interrupt", "return", "open bracket", "null byte", "brackets", "minus signs", "delete"],
)
def test_nothing_at_the_top_level_ends_the_program(source: str, type_name: str) -> None:
    """Every exception, and every text that doesn't compile, is one failure."""
    made = program(source, "def f(): return 1")
    assert len(made.failures) == 1
    assert made.failures[0].type_name in type_name.split("|")
    assert made.functions() == ("f",)


def test_functions_are_what_the_students_code_bound() -> None:
    """Definitions, lambdas, partials and classes count; imported, prelude and uncallable names don't."""
    made = program(
        "import functools, math\nfrom math import sqrt\nfrom helper_a import *\nfrom nowhere import g\n"
        "import nowhere as h\n"
        "def f(): pass\nl = lambda: 1\np = functools.partial(f)\nclass C: pass\nn = 3\ndef given_b(): pass\n_own = f\n",
        prelude=("helper_a",),
        helper_a="def given_a(): pass\ndef given_b(): pass",
    )
    assert set(made.functions()) == {"f", "l", "p", "C", "given_b", "_own"}


def test_future_statements_hold_for_the_rest_of_the_program() -> None:
    """As in a notebook, a __future__ import of an earlier statement is in force for every later one."""
    made = program("from __future__ import annotations", "def f(x: not_there) -> not_there_either: return x")
    assert made.failures == []
    assert made.namespace["f"].__annotations__["x"] == "not_there"


def test_an_annotation_costs_no_function() -> None:
    """What an annotation names may be absent; a decorator or default that is absent costs its function as ever."""
    made = program(
        "import absent_pkg as pd\nfrom absent_types import NDArray",
        "def f(x: pd.DataFrame, y: NDArray[int]) -> List[int]: return x",
        "@absent\ndef g(x: pd.DataFrame): return x\ndef h(x=absent): return x",
    )
    assert made.functions() == ("f",)
    assert made.namespace["f"](1, 2) == 1
    assert [failure.message for failure in made.failures] == ["name 'absent' is not defined"] * 2


def test_sources_are_there_for_tracebacks() -> None:
    """linecache shows a cell's own lines under its label."""
    made = program("x = 1\ny = 2")
    assert made.sources == {"cell 1": ["x = 1", "y = 2"]}
    linecache.checkcache()
    assert linecache.getline("cell 1", 2) == "y = 2\n"


# Imports


@pytest.mark.parametrize(
    ("statement", "expression"),
    [
        ("import slow_pkg", "slow_pkg.seven"),
        ("import slow_pkg as s", "s.seven"),
        ("import slow_pkg.sub", "slow_pkg.sub.double(3) + slow_pkg.imported"),
        ("import slow_pkg.sub as s", "s.double(3) + 1"),
        ("from slow_pkg import sub", "sub.double(3) + 1"),
        ("from slow_pkg import seven", "seven + 0"),
        ("from slow_pkg import seven", "0 + seven"),
        ("from slow_pkg import seven as s, Base", "s * Base.base"),
        ("from slow_pkg.sub import double", "double(3) + 1"),
        ("from slow_pkg.sub import vector", "len(vector) + vector[-1] + (2 in vector) + sum(x for x in vector) - 1"),
        ("from slow_pkg.sub import vector", "int(np.asarray(vector).sum()) + 4 * bool(vector)"),
        ("from slow_pkg import *", "seven"),
        ("from slow_pkg.sub import *\nfrom slow_pkg import *", "double(seven) / 2"),
        ("from slow_pkg import Base\nclass Mine(Base): pass", "Mine.base + 6"),
        ("import slow_pkg\nslow_pkg.mine = 7", "slow_pkg.mine"),
    ],
)
def test_a_slow_module_is_imported_at_its_first_use(slow_module: None, statement: str, expression: str) -> None:
    """Any form of import works, and costs nothing before it is used."""
    made = program(statement.split("\n")[0])
    assert "slow_pkg" not in sys.modules
    made = program(statement)
    assert made.failures == []
    assert eval(expression, made.namespace) == 7  # noqa: S307 - an expression of this test


def test_a_used_stand_in_gives_way_to_what_it_stood_for(slow_module: None) -> None:
    """After its first use the name is bound to the real thing."""
    made = program("from slow_pkg.sub import double")
    assert type(made.namespace["double"]) is Lazy
    assert made.namespace["double"](1) == 2
    assert type(made.namespace["double"]) is types.FunctionType


@pytest.mark.parametrize(
    ("statement", "use", "message"),
    [
        ("import absent_pkg", "absent_pkg.f", "No module named 'absent_pkg'"),
        ("import absent_pkg.sub as s", "s.f()", "No module named 'absent_pkg'"),
        ("from absent_pkg import f", "f(1)", "No module named 'absent_pkg'"),
        ("from absent_pkg import f", "1 + f", "No module named 'absent_pkg'"),
        ("from absent_pkg import f", "bool(f)", "No module named 'absent_pkg'"),
        ("from absent_pkg import f", "repr(f)", "No module named 'absent_pkg'"),
        ("from slow_pkg import missing", "missing(1)", "cannot import name 'missing' from 'slow_pkg'"),
        ("from numpy import int_of_old", "int_of_old(1)", "cannot import name 'int_of_old' from 'numpy'"),
        ("from helper_a import missing", "missing(1)", "cannot import name 'missing' from 'helper_a'"),
        ("import helper_broken", "helper_broken.f", "no display"),
        ("from . import absent_pkg", "absent_pkg.f", "No module named 'absent_pkg'"),
    ],
)
def test_an_absent_module_fails_at_its_first_use(slow_module: None, statement: str, use: str, message: str) -> None:
    """The import itself costs nothing; the use raises the ImportError that names what is absent."""
    made = program(statement, helper_a="x = 1", helper_broken="raise ImportError('no display')")
    assert made.failures == []
    with pytest.raises(ImportError) as caught:
        eval(use, made.namespace)  # noqa: S307 - an expression of this test
    assert message in str(caught.value)


def test_names_of_an_absent_star_import_say_where_they_should_come_from() -> None:
    """A name found nowhere is an ImportError that names the module; without a star import it is a NameError."""
    made = program("from absent_pkg import *\ndef f(): return relu(1), len([])\ndef g(): return len([])")
    assert made.namespace["g"]() == 0
    with pytest.raises(ImportError, match=r"No module named 'absent_pkg' \(where `from absent_pkg import \*` should"):
        made.namespace["f"]()
    with pytest.raises(NameError):
        program("def f(): return relu(1)").namespace["f"]()


def test_a_star_import_that_lacks_the_name_leaves_a_name_error(slow_module: None) -> None:
    """The module is there and doesn't have it: nobody has it."""
    with pytest.raises(NameError, match="name 'relu' is not defined"):
        program("from slow_pkg import *\ndef f(): return relu(1)").namespace["f"]()


def test_an_import_inside_a_try_keeps_its_meaning() -> None:
    """`except ImportError` of the student's sees the ImportError."""
    assert value("x", "try:\n    import absent_pkg\nexcept ImportError:\n    x = 'fallback'") == "fallback"


def test_the_standard_library_and_numpy_are_the_real_ones() -> None:
    """They are quick and here, so they are never stand-ins."""
    made = program(
        "import math, os.path\nfrom collections import OrderedDict as OD\nfrom numpy import linalg\nimport copy as c"
    )
    assert all(type(made.namespace[name]) is not Lazy for name in ("math", "os", "OD", "linalg", "c"))


def test_a_stand_in_without_the_special_method_is_a_type_error(slow_module: None) -> None:
    """What the real thing can't do, its stand-in can't either."""
    with pytest.raises(TypeError):
        value("seven[0]", "from slow_pkg import seven")


# Helpers


def test_helpers_import_each_other_and_plot_lazily() -> None:
    """A helper's own plotting import is a stand-in, and helpers can use one another."""
    made = program(
        "from helper_a import *\nimport helper_b as b",
        helper_a="from __future__ import annotations\nimport absent_plots.pyplot as plt\nimport numpy as np\n"
        "from helper_b import one\ndef two() -> unknown: return one() + 1\ndef show(): plt.show()",
        helper_b="def one(): return 1",
    )
    assert made.namespace["two"]() == 2
    assert made.namespace["b"].one() == 1
    with pytest.raises(ModuleNotFoundError, match="absent_plots"):
        made.namespace["show"]()


def test_a_helper_goes_before_a_module_of_the_machine(slow_module: None) -> None:
    """Neither an installed module nor one of the standard library hides a helper of the same name."""
    made = program("import slow_pkg", slow_pkg="seven = 'ours'")
    assert made.namespace["slow_pkg"].seven == "ours"
    del sys.modules["slow_pkg"]


def test_prelude_names_are_there_before_the_first_cell() -> None:
    """Public names and the module itself are bound; a name that another edition's import lacks stays."""
    made = program(
        "def f(): return relu(-1), helper_a.relu(2)\nfrom helper_b import relu\nfrom helper_a import __name__ as n",
        prelude=("helper_a", "helper_broken"),
        helper_a="__all__ = ['relu', 'gone']\ndef relu(x): return max(0, x)\ndef secret(): pass",
        helper_b="",
        helper_broken="1 / 0",
    )
    assert made.namespace["f"]() == (0, 2)
    assert "secret" not in made.namespace


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("from helper_a_v2 import relu", "relu(-1)"),
        ("from helper_v1b import relu", "relu(-1)"),
        ("from helper_b_v3 import *", "other()"),
        ("import helper_a_v2 as h", "h.relu(-1)"),
        ("import helper_a_v2", "helper_a_v2.relu(-1)"),
        ("from utils.helper_a import relu", "relu(-1)"),
        ("from .week1.helper_a_v2 import *", "relu(-1)"),
        ("import week1.helper_a as h", "h.relu(-1)"),
        ("from absent_utils import relu", "relu(-1)"),
        ("from absent_utils import relu as r", "r(-1)"),
        ("from slow_pkg import relu", "relu(-1)"),
    ],
)
def test_helpers_answer_to_other_names(slow_module: None, source: str, result: str) -> None:
    """Another edition's helper, one in a package, and a given function from a module of whatever name."""
    helpers = {
        "helper_a": "def relu(x): return max(0, x)",
        "helper_v1a": "def relu(x): return max(0, x)",
        "helper_b_v2": "def other(): return 0",
    }
    made = program(source, prelude=("helper_a",), **helpers)
    assert made.failures == []
    assert made.functions() == ()
    assert eval(result, made.namespace) == 0  # noqa: S307 - an expression of this test


@pytest.mark.parametrize(
    ("source", "use"),
    [
        ("from absent_utils import other", "other()"),
        ("from absent_utils import special as relu", "relu(1)"),
        ("import absent_utils", "absent_utils.relu(1)"),
        ("import utils.helper_a", "utils.helper_a.relu(1)"),
        ("import helper_", "helper_.relu(1)"),
    ],
)
def test_other_names_are_no_helpers(source: str, use: str) -> None:
    """What no helper has, or has under another name, is absent as before."""
    made = program(source, prelude=("helper_a",), helper_a="def relu(x): return max(0, x)", helper_b="other = len")
    with pytest.raises(ImportError):
        eval(use, made.namespace)  # noqa: S307 - an expression of this test


def test_given_functions_are_found_by_their_path() -> None:
    """helper.name, or a LookupError that says which."""
    made = program(helper_a="def relu(x): return 'given'", helper_broken="1 / 0")
    assert made.given("helper_a.relu")(1) == "given"
    for path in ("helper_a.nothing", "nowhere.relu", "relu", "helper_broken.f"):
        with pytest.raises(LookupError, match=f"no given function {path}"):
            made.given(path)


def test_a_second_program_has_its_own_helpers() -> None:
    """Only the last program's helpers can be imported, in its own version."""
    program("import helper_a", helper_a="x = 1", helper_gone="")
    made = program("import helper_a", helper_a="x = 2")
    assert made.namespace["helper_a"].x == 2
    assert sum(type(finder) is HelperFinder for finder in sys.meta_path) == 1


def test_the_notebooks_shell_takes_anything() -> None:
    """get_ipython() is there and harmless."""
    assert value("x", "x = get_ipython().run_line_magic('matplotlib', 'inline')") is None


def test_what_a_notebook_displays_is_nobodys_concern() -> None:
    """display() needs no import in Jupyter; here it shows nothing, and fails nobody."""
    assert value("x", "def f(a):\n    display(a, a, display_id=True)\n    return a\nx = f(2)") == 2


def test_lines_are_counted_as_python_counts_them() -> None:
    """A form feed or U+2028 in a text ends no line, a carriage return does."""
    made = program("a = '\x0c \u2028'\r\nb = 1\rc = 2")
    (lines,) = made.sources.values()
    assert lines == ["a = '\x0c \u2028'", "b = 1", "c = 2"]
