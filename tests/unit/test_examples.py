"""The example submissions have the form of the course's notebooks, and every one declares what it must get.

Static: nothing is graded or executed here; `tests/conformance/test_examples_graded.py` does that.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import tomllib
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.model import Outcome

ROOT = Path(__file__).resolve().parents[2] / "assignments"
SLUGS = tuple(sorted(path.parent.parent.name for path in ROOT.glob("*/examples/expected.toml")))
EXAMPLES = [path for slug in SLUGS for path in sorted((ROOT / slug / "examples").iterdir()) if path.suffix != ".toml"]
NOTEBOOKS = [path for path in EXAMPLES if path.suffix == ".ipynb"]
MASTERS = [ROOT / slug / "master.ipynb" for slug in SLUGS]
#: Those whose examples come in the editions and outcomes of the NumPy notebooks; TensorFlow's have their own.
NUMPY = tuple(s for s in SLUGS if 'image = "tensorflow"' not in (ROOT / s / "assignment.toml").read_text("utf-8"))
#: Those of the course itself, in three editions; the project's own have one template, of the newest form.
COURSE = tuple(slug for slug in NUMPY if (ROOT / slug / "examples" / "blank_2017.ipynb").exists())
CLASSIC = ("START CODE HERE", "END CODE HERE")
NEW = ("YOUR CODE STARTS HERE", "YOUR CODE ENDS HERE")


def name_of(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.name}"


def declared(slug: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / slug / "examples" / "expected.toml").read_text(encoding="utf-8"))["submissions"]


def entry(path: Path) -> dict[str, Any]:
    return declared(path.parent.parent.name)[path.name]


def graded_functions(slug: str) -> dict[str, dict[str, Any]]:
    text = (ROOT / slug / "assignment.toml").read_text(encoding="utf-8")
    return {function["name"]: function for function in tomllib.loads(text)["functions"]}


def code_cells(path: Path) -> list[dict[str, Any]]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell | {"text": "".join(cell["source"])} for cell in notebook["cells"] if cell["cell_type"] == "code"]


def compiles(source: str) -> bool:
    try:
        ast.parse("".join("\n" if line.startswith("%") else line for line in source.splitlines(keepends=True)))
    except SyntaxError:
        return False
    return True


@pytest.fixture(scope="module")
def builder() -> Any:
    """assignments/build_examples.py, which is a script and in no package."""
    import sys

    spec = importlib.util.spec_from_file_location("build_examples", ROOT / "build_examples.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("slug", SLUGS)
def test_files_are_what_their_sources_build(builder: Any, slug: str) -> None:
    """The committed examples, their declarations and the master are exactly what the builder writes."""
    built = builder.build(slug)
    for name, text in built.items():
        assert (ROOT / slug / name).read_text(encoding="utf-8") == text, (
            f"{slug}/{name}: run assignments/build_examples.py"
        )
    present = {f"examples/{path.name}" for path in (ROOT / slug / "examples").iterdir()} | {"master.ipynb"}
    assert present == set(built)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_example_is_declared_and_the_other_way_round(slug: str) -> None:
    """expected.toml names each example file once and no other."""
    assert set(declared(slug)) == {path.name for path in EXAMPLES if path.parent.parent.name == slug}


@pytest.mark.parametrize("path", [p for p in EXAMPLES if p.parts[-3] in NUMPY], ids=name_of)
def test_declaration_is_complete(path: Path) -> None:
    """Each graded function of the edition has an outcome that exists; score and maximum are those outcomes' points."""
    slug = path.parent.parent.name
    expected = entry(path)
    functions = {
        name: function
        for name, function in graded_functions(slug).items()
        if expected["edition"] in ("", *function.get("editions", ("2017", "2019", "2021")))
    }
    assert list(expected["outcomes"]) == list(functions)
    assert set(expected["outcomes"].values()) <= {outcome.value for outcome in Outcome} - {"harness_error"}
    passed = [name for name, outcome in expected["outcomes"].items() if outcome == "passed"]
    assert expected["score"] == sum(functions[name]["points"] for name in passed)
    assert expected["max_score"] == sum(function["points"] for function in functions.values())
    assert expected["about"].strip()


@pytest.mark.parametrize("slug", NUMPY)
def test_declared_misconceptions_exist(slug: str) -> None:
    """A declared misconception is one that the reference names, for the very function that fails."""
    reference = ROOT.parent / "reference" / f"{slug}_misconceptions.py"
    if not reference.exists():
        pytest.skip("a course bundle carries no references")
    known = reference.read_text(encoding="utf-8")
    for file, expected in declared(slug).items():
        for function, misconception in expected.get("misconceptions", {}).items():
            assert expected["outcomes"][function] == "failed", file
            assert f'"{misconception}"' in known, f"{file}: {misconception}"


@pytest.mark.parametrize("slug", NUMPY)
def test_the_kinds_of_submission_are_all_there(slug: str) -> None:
    """Right, partly wrong, blank; in every edition a right one; a cheat gets nothing."""
    examples = declared(slug)
    kinds = [set(expected["outcomes"].values()) for expected in examples.values()]
    assert {"passed"} in kinds and {"not_attempted"} in kinds
    assert any({"passed", "failed"} <= kind for kind in kinds)
    for edition in ("2017", "2019", "2021") if slug in COURSE else ("2021",):
        own = [expected for expected in examples.values() if expected["edition"] == edition]
        assert any(set(expected["outcomes"].values()) == {"passed"} for expected in own)
    assert all(expected["score"] == 0 for file, expected in examples.items() if file.startswith("cheat_"))
    if slug in COURSE:
        assert any(not expected["edition"] for expected in examples.values())
        assert any(file.startswith("cheat_") for file in examples)


def test_every_outcome_is_declared_somewhere() -> None:
    """Faults of every kind are among the examples."""
    outcomes = {o for slug in NUMPY for expected in declared(slug).values() for o in expected["outcomes"].values()}
    assert outcomes >= {"passed", "failed", "error", "timeout", "bad_reply", "not_attempted"}


@pytest.mark.parametrize("path", [*NOTEBOOKS, *MASTERS], ids=lambda path: "/".join(path.parts[-2:]))
def test_notebooks_are_valid(path: Path) -> None:
    """Every notebook is valid nbformat 4 and small."""
    nbformat.validate(nbformat.reads(path.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT))
    assert path.stat().st_size < 60_000


@pytest.mark.parametrize("path", [p for p in NOTEBOOKS if p.parts[-3] in NUMPY], ids=name_of)
def test_notebooks_have_the_form_of_their_edition(path: Path) -> None:
    """Marks, first lines, metadata, magics and imports are those of the declared edition, and of no other."""
    edition = entry(path)["edition"]
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    cells = code_cells(path)
    text = "\n".join(cell["text"] for cell in cells)
    if path.parent.parent.name in COURSE:
        assert metadata["coursera"]["course_slug"] == "deep-neural-network"
        assert metadata["coursera"]["graded_item_id"]
    else:
        assert not metadata["coursera"]
    assert (metadata["kernelspec"]["display_name"] == "dls-c2") == (edition == "2021")
    own, other = (NEW, CLASSIC) if edition == "2021" else (CLASSIC, NEW)
    assert all(mark in text for mark in own) and not any(mark in text for mark in other)
    for name in entry(path)["outcomes"]:
        assert sum(cell["text"].startswith(f"# GRADED FUNCTION: {name}\n") for cell in cells) == 1
    assert "import numpy as np" in text
    assert ("from public_tests import *" in text) == (edition == "2021")
    grades = [cell["metadata"]["nbgrader"] for cell in cells if "nbgrader" in cell["metadata"]]
    if edition != "2021":
        assert not grades
        return
    keys = {"cell_type", "checksum", "grade", "grade_id", "locked", "schema_version", "solution", "task"}
    assert all(set(grade) - {"points"} == keys and grade["schema_version"] == 3 for grade in grades)
    assert sum(grade["solution"] for grade in grades) == len(entry(path)["outcomes"])
    assert sum(grade.get("points", 0) for grade in grades) == entry(path)["max_score"]
    assert len({grade["grade_id"] for grade in grades}) == len(grades)


@pytest.mark.parametrize("path", [p for p in EXAMPLES if p.parts[-3] in NUMPY], ids=name_of)
def test_only_blank_and_broken_cells_do_not_compile(path: Path) -> None:
    """A cell that does not compile belongs to a function that is declared `error` or `not_attempted`."""
    sources = [cell["text"] for cell in code_cells(path)] if path.suffix == ".ipynb" else [path.read_text("utf-8")]
    for source in sources:
        if not compiles(source):
            name = source.partition("# GRADED FUNCTION: ")[2].split()[0]
            assert entry(path)["outcomes"][name] in ("error", "not_attempted")


def test_outputs_are_text_and_pictures() -> None:
    """A run notebook keeps its printed text, small PNG plots and rising execution counts; a cleared one nothing."""
    kinds = set()
    for path in NOTEBOOKS:
        cells = code_cells(path)
        counts = [cell["execution_count"] for cell in cells]
        outputs = [output for cell in cells for output in cell["outputs"]]
        assert counts == (list(range(1, len(cells) + 1)) if outputs else [None] * len(cells)), path
        kinds |= {kind for output in outputs for kind in ("text" in output and ["text"]) or output["data"]}
    assert kinds == {"text", "text/plain", "image/png"}


@pytest.mark.parametrize("path", [p for p in MASTERS if p.parts[-2] in NUMPY], ids=lambda path: path.parent.name)
def test_masters_hold_every_solution_between_marks(path: Path) -> None:
    """Every exercise of a master has its solution in BEGIN/END SOLUTION lines; without them it is the newest blank."""
    newest = "blank_2021.ipynb" if path.parent.name in COURSE else "blank.ipynb"
    blank = {cell["text"] for cell in code_cells(path.parent / "examples" / newest)}
    names = graded_functions(path.parent.name)
    graded = [cell for cell in code_cells(path) if cell["metadata"].get("nbgrader", {}).get("solution")]
    assert sorted(cell["text"].split("\n")[0].split(": ")[1] for cell in graded) == sorted(names)
    for cell in graded:
        kept, inside = [], False
        for line in cell["text"].split("\n"):
            inside = inside or line.strip() == "### BEGIN SOLUTION"
            if not inside:
                kept.append(line)
            inside = inside and line.strip() != "### END SOLUTION"
        assert compiles(cell["text"]) and "### BEGIN SOLUTION" in cell["text"]
        assert "\n".join(kept) in {text.replace("STARTS HERE\n\n\n", "STARTS HERE\n") for text in blank}
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code_cells(path))
