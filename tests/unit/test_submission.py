"""A file becomes a Submission: honest variations lose nothing, hostile ones cost themselves, nothing is executed."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

import grader.reading as reading
import grader.submission as module
from grader.confined import OurBugError
from grader.errors import HarnessError, UnreadableError
from grader.model import Definition, Submission
from grader.submission import FILE_BYTES, read_submission

EXAMPLES = Path(__file__).parents[2] / "assignments"
NAMES = frozenset({"first", "second", "decay"})

FIRST_2017 = """\
# GRADED FUNCTION: first

def first(x):
    ### START CODE HERE ### (≈ 1 line of code)
    y = {}
    ### END CODE HERE ###
    return y
"""
SECOND_2021 = """\
# GRADED FUNCTION: second

def second(n):
    total = 0
    for i in range(n):
        # (approx. 1 line)
        # total =
        # YOUR CODE STARTS HERE
{}
        # YOUR CODE ENDS HERE
    return total
"""
TRAINING = "costs = []\nfor i in range(10**9):\n    costs.append(first(i))\nplt.plot(costs)\nplt.show()\n"


def code(source: Any, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}


def markdown(source: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def notebook(*cells: dict[str, Any], **metadata: Any) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": list(cells)}).encode()


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Write the bytes under a name and read them as a submission."""

    def write_and_read(data: bytes | str, name: str = "work.ipynb") -> Submission:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_submission(path, id="ada", names=NAMES)

    return write_and_read


def test_a_whole_notebook(read: Any) -> None:
    """Cells keep their labels and lines, training goes, definitions and edition are found."""
    submission = read(
        notebook(
            code("import numpy as np\n%matplotlib inline\nrate = 0.1"),
            markdown("# First"),
            code(FIRST_2017.format("x * rate")),
            code(TRAINING),
            code("second = lambda n: np.sum(n)"),
        )
    )
    assert [cell.label for cell in submission.cells] == ["cell 1", "cell 2", "cell 3", "cell 4"]
    assert submission.cells[0].source == "import numpy as np\npass\nrate = 0.1"
    assert submission.cells[1].source == FIRST_2017.format("x * rate")
    assert submission.cells[2].source.strip() == "costs = []"
    assert submission.definitions == {
        "first": Definition("first", "cell 2", 3, True),
        "second": Definition("second", "cell 4", 1, True),
    }
    assert (submission.id, submission.edition, submission.problems, submission.notes) == ("ada", "2017", (), ())
    assert submission.file.endswith("work.ipynb")
    assert len(submission.sha256) == 64
    assert msgspec.json.decode(msgspec.json.encode(submission), type=Submission) == submission


HONEST = [code("import numpy as np"), code(FIRST_2017.format("x + 1")), code(SECOND_2021.format("        total += i"))]
FULL = "".join(FIRST_2017.format("x + 1")) + SECOND_2021.format("        total += i")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(notebook(*HONEST), id="as it is"),
        pytest.param(notebook(*(code(c["source"].replace("\n", "\r\n")) for c in HONEST)), id="Windows line ends"),
        pytest.param(b"\xef\xbb\xbf" + notebook(*HONEST), id="BOM"),
        pytest.param(notebook(*(code(c["source"].splitlines(keepends=True)) for c in HONEST)), id="lists of lines"),
        pytest.param(notebook(*HONEST[1:]), id="a deleted import"),
        pytest.param(notebook(*HONEST, HONEST[1]), id="a duplicated cell"),
        pytest.param(notebook(HONEST[0], code(HONEST[1]["source"] + HONEST[2]["source"])), id="joined cells"),
        pytest.param(notebook(*HONEST[:2], markdown(HONEST[2]["source"])), id="a cell retyped as markdown"),
        pytest.param(notebook(*HONEST[:2], {**HONEST[2], "cell_type": "raw"}), id="a cell retyped as raw"),
        pytest.param(notebook(code("x = ("), *HONEST), id="a syntax error in an ungraded cell"),
        pytest.param(notebook(*(code("%time\n" + c["source"] + "\n!ls\nfirst?") for c in HONEST)), id="magics"),
        pytest.param(notebook(*(code("%%time\n" + c["source"]) for c in HONEST)), id="timed cells"),
        pytest.param(notebook(*HONEST, code(TRAINING)), id="training"),
        pytest.param(notebook(*HONEST, code("await first(3)\nreturn 3")), id="top-level await and return"),
        pytest.param(notebook(*HONEST, code("first = first(3)\nsecond = 3")), id="results under the functions' names"),
        pytest.param(notebook(*HONEST, code("print('\\d')")), id="an escape that Python warns of"),
        pytest.param(notebook(*HONEST, code("print('\ud83d')\n\x0cx = 1")), id="half an emoji, form feed"),
        pytest.param(notebook(*HONEST, code("x = 'a\0b'")), id="null byte in another cell"),
        pytest.param(notebook(*HONEST, code("x = " + "(" * 500 + ")" * 500)), id="deep parentheses in another cell"),
        pytest.param(notebook(*HONEST, code("x = 1" + "+1" * 50_000)), id="a long sum in another cell"),
        pytest.param(notebook(*HONEST, code("x = " + "-" * 50_000 + "1")), id="many signs in another cell"),
        pytest.param(
            json.dumps(
                {
                    "worksheets": [
                        {
                            "cells": [
                                {**c, "input": c["source"], "source": None} | {"source": c["source"]} for c in HONEST
                            ]
                        }
                    ]
                }
            ).encode(),
            id="nbformat 3",
        ),
    ],
)
def test_honest_variations_lose_nothing(read: Any, data: bytes) -> None:
    """Both functions are found, attempted, and stand in the text that will be executed."""
    submission = read(data)
    assert {n: d.attempted for n, d in submission.definitions.items()} == {"first": True, "second": True}
    text = "\n".join(cell.source for cell in submission.cells)
    assert "y = x + 1" in text and "total += i" in text
    assert "10**9" not in text and "print" not in text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(FULL, id="plain"),
        pytest.param(b"\xef\xbb\xbf" + FULL.encode(), id="BOM"),
        pytest.param(FULL.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(("# coding: latin-1\ns = 'é'\n" + FULL.replace("≈", "~")).encode("latin-1"), id="latin-1"),
        pytest.param(b"\xff\xfe" + FULL.encode("utf-16-le"), id="UTF-16"),
        pytest.param("%matplotlib inline\n" + FULL, id="magic in a script"),
        pytest.param(FULL + "\nif __name__ == '__main__':\n    first(3)\n", id="main block"),
    ],
)
def test_scripts(read: Any, data: bytes | str) -> None:
    """A .py file is one cell under its own name."""
    submission = read(data, "Work.PY")
    assert {n: d.cell for n, d in submission.definitions.items()} == {"first": "Work.PY", "second": "Work.PY"}
    assert [cell.label for cell in submission.cells] == ["Work.PY"]
    assert submission.problems == ()


def test_the_last_binding_counts(read: Any) -> None:
    """Over all code cells, wherever a mark stands; a note says how often and where."""
    submission = read(
        notebook(
            code("def first(x):\n    return 1"),
            code("# GRADED FUNCTION: first\ndef first(x):\n    return 2"),
            code("x = 1\nif x:\n    first = lambda x: 3\nelse:\n    def first(x): pass"),
            code("from somewhere import first"),
        )
    )
    definition = submission.definitions["first"]
    assert (definition.cell, definition.line, definition.earlier) == ("cell 3", 5, 2)
    assert submission.notes == ("first is defined 3 times; the last one counts (cell 3, line 5).",)


def test_what_is_not_at_the_top_level(read: Any) -> None:
    """A method or an inner function is not graded, and a note says where it stands; one that is also outside counts."""
    inner = (
        "class Model:\n    x = 1\n    def first(self, x):\n        return x\n\ndef run():\n    def second(n): pass\n"
    )
    submission = read(notebook(code(inner)))
    assert submission.definitions == {}
    assert submission.notes == (
        "first is defined inside the class Model (cell 1, line 3), not at the top level, so it is not graded.",
        "second is defined inside the function run (cell 1, line 7), not at the top level, so it is not graded.",
    )
    beside = read(notebook(code(inner), code("first = Model().first"), code("def second(n):\n    return (")))
    assert (set(beside.definitions), beside.notes) == ({"first"}, ())


def test_an_import_counts_alone(read: Any) -> None:
    """A graded name that is only imported is a definition; beside a def it isn't."""
    assert read(notebook(code("from sol import second as first"))).definitions["first"].cell == "cell 1"


def test_a_last_definition_that_does_not_compile(read: Any) -> None:
    """The earlier one counts, and a note says so; the broken cell is a problem with its line and names."""
    submission = read(notebook(code("def first(x):\n    return 1"), code("x = 1\ndef first(x):\n    return (\n")))
    assert submission.definitions["first"].cell == "cell 1"
    (problem,) = submission.problems
    assert (problem.cell, problem.line, problem.names) == ("cell 2", 3, ("x", "first"))
    assert problem.message == "SyntaxError: '(' was never closed"
    assert submission.notes == (
        "first in cell 2 does not compile (line 3: SyntaxError: '(' was never closed), "
        "so the definition in cell 1 counts.",
    )
    later = read(notebook(code("def first(x):\n    return ("), code("def first(x):\n    return 1")))
    assert later.definitions["first"].cell == "cell 2"
    assert later.notes == ()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="here the f-string is right")
def test_an_f_string_of_a_newer_python(read: Any) -> None:
    """What was right where the notebook ran is called that, not only a syntax error."""
    (problem,) = read(notebook(code('def first(x):\n    return f"{x["W1"]}"'))).problems
    assert problem.message.endswith(
        "(Python 3.12 allows the same quotes inside an f-string, the grader's Python is older)"
    )


def test_a_definition_that_only_the_compiler_refuses(read: Any) -> None:
    """It is a problem of its own name; the rest of its cell stays."""
    submission = read(notebook(code("def first(a, a): pass\ndef second(n): return n")))
    assert [(p.cell, p.line, p.names) for p in submission.problems] == [("cell 1", 1, ("first",))]
    assert set(submission.definitions) == {"second"}


def test_a_notebook_by_the_name_of_a_script(read: Any) -> None:
    """Its JSON is a Python dict as well, but it is read as what it is; a script that begins with a dict is a script."""
    assert read(notebook(code(FIRST_2017.format("x"))), "work.py").definitions["first"].cell == "cell 1"
    assert "first" in read(b"\xef\xbb\xbf" + notebook(code(FIRST_2017.format("x"))), "work.py").definitions
    assert read('{"cells": []}\ndef first(x):\n    return x\n', "work.py").definitions["first"].cell == "work.py"


@pytest.mark.parametrize(
    "mark",
    ["# In[3]:", "# In[ ]:", "# %%", "#%%", "# %% [code] title", "# <codecell>", "# COMMAND ----------"],
)
def test_a_broken_cell_of_a_script_costs_itself(read: Any, mark: str) -> None:
    """Where a script says which cells it was made of; labels tell the cell, lines are those of the file."""
    text = f"x = 1\n{mark}\ndef first(x):\n    return x\n\n{mark}\n{SECOND_2021.format('')}{mark}\nprint 'decay'\n"
    submission = read(text, "w.py")
    assert submission.definitions == {
        "first": Definition("first", "w.py, cell 1", 3, True),
        "second": Definition("second", "w.py, cell 2", 9, False),
    }
    assert [(p.cell, p.line, p.names) for p in submission.problems] == [
        ("w.py, cell 2", 17, ("second",)),
        ("w.py, cell 3", 19, ()),
    ]
    assert [(c.label, c.source.strip("\n").split("\n")[0]) for c in submission.cells] == [
        ("w.py", "x = 1"),
        ("w.py, cell 1", mark),
    ]
    whole = read(text[: text.rindex(mark)].replace(SECOND_2021.format(""), ""), "w.py")
    assert [cell.label for cell in whole.cells] == ["w.py"]


def test_a_script_of_very_many_cells_is_one(read: Any) -> None:
    """Parts repeat the lines above them, so their number has a limit."""
    submission = read("# %%\n" * 10_000 + "x = (\n# %%\ndef first(x): pass", "w.py")
    assert submission.definitions == {} and len(submission.problems) == 1


def test_a_script_that_does_not_compile(read: Any) -> None:
    """It is read, with one problem that names everything it tries to define."""
    submission = read("def first(x):\n    return x\n\ndef second(n:\n    return n\n\ndecay = lambda: 3\n", "w.py")
    (problem,) = submission.problems
    assert (problem.cell, problem.line, problem.names) == ("w.py", 4, ("first", "second", "decay"))
    assert submission.cells == () and submission.definitions == {}


@pytest.mark.parametrize(
    ("cells", "attempted"),
    [
        pytest.param([FIRST_2017.format("None")], {"first": False}, id="2017 untouched"),
        pytest.param([FIRST_2017.format("x")], {"first": True}, id="2017 filled"),
        pytest.param([SECOND_2021.format("")], {"second": False}, id="2021 untouched, does not compile"),
        pytest.param([SECOND_2021.format("        total =")], {}, id="2021 begun, does not compile"),
        pytest.param([SECOND_2021.format("        total = 1")], {"second": True}, id="2021 filled"),
        pytest.param([SECOND_2021.format("") + "def decay(): ("], {}, id="untouched beside what is broken"),
        pytest.param([SECOND_2021.format(""), "def second(n): return n"], {"second": True}, id="done elsewhere"),
        pytest.param(["%time\n" + SECOND_2021.format("")], {"second": False}, id="untouched beside a magic"),
        pytest.param([SECOND_2021.format("") + "def decay(): return 1\nx = 1"], {"second": False}, id="two functions"),
        pytest.param(["def first(x):\n    raise NotImplementedError()"], {"first": False}, id="nothing but a raise"),
    ],
)
def test_attempted(read: Any, cells: list[str], attempted: dict[str, bool]) -> None:
    """Untouched functions are known, those whose cell doesn't compile for it included."""
    submission = read(notebook(*(code(c) for c in cells)))
    assert {n: d.attempted for n, d in submission.definitions.items()} == attempted


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        pytest.param(markdown(FIRST_2017.format("x")), True, id="mark in markdown"),
        pytest.param(markdown("def first(x):\n    return x", nbgrader={"grade_id": "c-1"}), True, id="grade_id"),
        pytest.param(markdown("def first(x):\n    return x"), False, id="neither"),
        pytest.param(markdown("# GRADED FUNCTION: first\nWrite `def first(x)` here."), False, id="no Python"),
        pytest.param(markdown("# GRADED FUNCTION: first\ndef first(x):\n    return ("), False, id="broken"),
        pytest.param(markdown("# GRADED FUNCTION: other\ndef other(x):\n    return x"), False, id="another function"),
        pytest.param(markdown("# GRADED FUNCTION: first\nfirst = 3"), False, id="no function"),
    ],
)
def test_a_retyped_cell(read: Any, cell: dict[str, Any], found: bool) -> None:
    """A text cell counts only if it is marked, is Python, and no code cell binds its name."""
    alone = read(notebook(code("import numpy as np"), cell))
    assert ("first" in alone.definitions) is found
    if found:
        assert alone.definitions["first"].cell == "markdown cell 2"
        assert alone.notes == ("first was read from markdown cell 2, because no code cell defines it.",)
    beside = read(notebook(code("def first(x): return 1"), cell))
    assert beside.definitions["first"].cell == "cell 1"
    assert "return x" not in "".join(c.source for c in beside.cells)


def test_a_broken_code_cell_is_not_replaced_by_text(read: Any) -> None:
    """A code cell that tries to define the name binds it, as far as a text cell goes."""
    submission = read(notebook(code("def first(x):\n    return ("), markdown(FIRST_2017.format("x"))))
    assert submission.definitions == {}


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        pytest.param(b"{", "w.ipynb", "is no notebook: not JSON", id="JSON"),
        pytest.param(b'{"cells":' + b"[" * 10**6, "w.ipynb", "nests too deeply", id="deep JSON"),
        pytest.param(notebook(markdown("x")), "w.ipynb", "holds no code cell", id="no code"),
        pytest.param(notebook(code("x"), language_info={"name": "R"}), "w.ipynb", "language 'R'", id="R"),
        pytest.param(b"x = '\xe9'", "w.py", "is not UTF-8 text", id="encoding"),
        pytest.param(b"x", "w.txt", "is neither a .ipynb nor a .py file", id="suffix"),
    ],
)
def test_unreadable(read: Any, data: bytes, name: str, says: str) -> None:
    """A whole-file problem is one line that begins with the file."""
    with pytest.raises(UnreadableError) as caught:
        read(data, name)
    assert says in str(caught.value) and name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    """Links, pipes, folders, what isn't there and what is too large are refused unread, and at once."""
    (tmp_path / "real.py").write_text("x = 1")
    (tmp_path / "link.py").symlink_to(tmp_path / "real.py")
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "folder.py").mkdir()
    with (tmp_path / "huge.ipynb").open("wb") as file:
        file.truncate(100 * 2**20)
    started = time.monotonic()
    for name, says in [
        ("link.py", "is a link"),
        ("pipe.py", "is no regular file"),
        ("folder.py", "is no regular file"),
        ("none.py", "can't be opened: No such file or directory"),
        ("huge.ipynb", f"is 100 MiB large, at most {FILE_BYTES // 2**20} MiB are read: clear its outputs"),
    ]:
        with pytest.raises(UnreadableError, match=says):
            read_submission(tmp_path / name, id="x", names=NAMES)
    assert time.monotonic() - started < 5


def test_a_file_name_that_is_no_unicode(tmp_path: Path) -> None:
    """The name is kept as far as it is text, so that a report can always be written."""
    path = tmp_path / b"caf\xe9.py".decode("utf-8", "surrogateescape")
    path.write_text("def first(x): return x\n")
    submission = read_submission(path, id="x", names=NAMES)
    assert submission.file.endswith("caf\ufffd.py")
    assert submission.cells[0].label == "caf\ufffd.py"
    msgspec.json.encode(submission)


def test_nothing_is_executed(read: Any, tmp_path: Path) -> None:
    """Reading a cell that would write a file, import a module or end the process does none of it."""
    mark = tmp_path / "executed"
    submission = read(
        notebook(
            code(f"open({str(mark)!r}, 'w')"),
            code(f"%%writefile {mark}\nx"),
            code("import os; os._exit(3)"),
            code(f"@(lambda f: open({str(mark)!r}, 'w'))\ndef first(x=exit()): return x"),
        )
    )
    assert not mark.exists()
    assert set(submission.definitions) == {"first"}


def test_a_cell_that_crashes_the_parser(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs itself: the others are read. More than a few of them, and the file is refused."""
    real = reading._parse

    def crashing(label: str, source: str) -> Any:
        if "poison" in source:
            os.abort()
        return real(label, source)

    monkeypatch.setattr(reading, "_parse", crashing)
    submission = read(notebook(code("poison\ndef second(): pass"), *HONEST[:2]))
    assert set(submission.definitions) == {"first"}
    (problem,) = submission.problems
    assert (problem.cell, problem.names) == ("cell 1", ("second",))
    assert problem.message == "the Python parser can't cope with this text"
    retyped = read(notebook(*HONEST[:2], markdown("# GRADED FUNCTION: second\npoison = 1\ndef second(): pass")))
    assert set(retyped.definitions) == {"first"}
    with pytest.raises(UnreadableError, match="crashes the Python parser"):
        read(notebook(*(code("poison") for _ in range(4))))


def test_reading_takes_too_long(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that keeps the parser busy is refused when its time is over."""
    monkeypatch.setattr(reading, "_parse", lambda label, source: time.sleep(60))
    real = module.run_confined
    monkeypatch.setattr(module, "run_confined", lambda work: real(work, wall_s=0.5))
    with pytest.raises(UnreadableError, match="takes too long to read"):
        read(notebook(code("x")))


def test_reading_needs_too_much_memory(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is limited too, and a lack of it outside any cell refuses the file."""
    monkeypatch.setattr(module, "read_notebook", lambda data: bytearray(4 * 2**30))
    with pytest.raises(UnreadableError, match="needs too much memory to read"):
        read(notebook(code("x")))


def test_our_own_bug_is_ours(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen exception of the reader is never the student's fault."""

    def broken(work: Any) -> bytes:
        raise OurBugError("KeyError: 'x'")

    monkeypatch.setattr(module, "run_confined", broken)
    with pytest.raises(HarnessError, match="the submission reader failed: KeyError: 'x'"):
        read(notebook(code("x")))


HOSTILE = {
    "many names": "".join(f"x{i} = {i}\n" for i in range(50_000)),
    "one long line": "x = [" + "1, " * 200_000 + "]",
    "many functions": "def first(x): return x\n" * 20_000,
    "deep blocks": "".join("    " * i + "if x:\n" for i in range(90)) + "    " * 90 + "def first(): pass",
    "deep calls": "x = " + "f(" * 90 + ")" * 90,
    "deep lists": "x = " + "[" * 90 + "]" * 90,
    "long chain": "x = a" + ".b" * 20_000,
    "long comparison": "x = " + "1 < " * 50_000 + "1",
    "decorators": "@a\n" * 20_000 + "def first(): pass",
    "long number": "x = " + "9" * 100_000,
    "quotes": "%x\n" + "'" * 100_001,
    "brackets": "%x\n" + "([{" * 50_000,
    "backslashes": "%x\n" + "\\\n" * 50_000,
    "semicolons": ";".join(["f()", "x = 1"] * 20_000),
    "marks": "def first():\n" + "    # YOUR CODE STARTS HERE\n    # a =\n" * 5_000 + "    pass",
    "hints": "def first():\n    # YOUR CODE STARTS HERE\n" + "    # a.b[c, d] = \n" * 20_000 + "    return a\n",
    "chain of needs": "".join(f"x{i} = np.int64(x{i + 1})\n" for i in range(3000)) + "def first(): return x0",
    "aliases": "x0 = np.a\n" + "".join(f"x{i + 1} = x{i}\n" for i in range(20_000)),
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_ends_in_time(read: Any, source: str) -> None:
    """Whatever a cell holds, reading ends: with a submission whose other cell is whole, or with one line."""
    started = time.monotonic()
    try:
        submission = read(notebook(code("def second(n):\n    return n"), code(source)))
    except UnreadableError as error:
        assert "\n" not in str(error)
    else:
        assert submission.definitions["second"].attempted
    assert time.monotonic() - started < 25


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/examples/*.ipynb")), ids=lambda p: f"{p.parts[-3]}-{p.stem}")
def test_shipped_examples(path: Path) -> None:
    """Every example notebook is read, its kept text compiles, and no training or plotting is left at the top."""
    names = frozenset({"initialize_parameters_he", "update_parameters_with_adam", "forward_propagation"})
    submission = read_submission(path, id="x", names=names)
    for cell in submission.cells:
        compile(cell.source, cell.label, "exec", dont_inherit=True)
        assert "load_dataset()" not in [line.strip() for line in cell.source.split("\n")]
    assert submission.edition in ("2017", "2019", "2021")


@pytest.mark.parametrize("times", [1, 5], ids=["once", "always"])
def test_a_reader_that_is_killed(read: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Once may be chance, when memory is short, and costs nothing; what is killed each time is refused."""
    marks = tmp_path / "marks"
    marks.mkdir()
    real = module._read

    def killed(*args: Any) -> Any:
        count = len(list(marks.iterdir()))
        if count < times:
            (marks / str(count)).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args)

    monkeypatch.setattr(module, "_read", killed)
    if times == 1:
        assert read(notebook(*HONEST)).definitions.keys() == {"first", "second"}
    else:
        with pytest.raises(UnreadableError, match="needs too much memory to read"):
            read(notebook(*HONEST))
