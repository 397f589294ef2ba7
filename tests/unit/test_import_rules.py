"""The one-way data flow of the design, kept by reading every import in the tree."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("grader", "reference", "test_specs", "reports")


def imports(path: Path) -> set[str]:
    """Every absolute module that a file imports, at any depth of its code."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where a module comes from"
            assert node.module
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def modules(*folders: str) -> list[Path]:
    found = [p for folder in folders for p in sorted((ROOT / folder).rglob("*.py")) if "alternatives" not in p.parts]
    return [p for p in found if "wrong" not in p.parts]


def ours(path: Path) -> set[str]:
    return {name for name in imports(path) if name.split(".")[0] in OURS}


def outside(names: set[str], *allowed: str) -> set[str]:
    return {n for n in names if not any(n == a or n.startswith(f"{a}.") for a in allowed)}


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules("reference"), ids=short)
def test_reference_imports_nothing_of_ours(path: Path) -> None:
    """References stand alone, so that they can be read and trusted alone."""
    assert not outside(ours(path), "reference")


@pytest.mark.parametrize("path", modules("test_specs"), ids=short)
def test_specs_see_only_the_spec_language(path: Path) -> None:
    """A spec works the same where no reference exists: it imports grader.spec and its own strategies."""
    assert not outside(ours(path), "grader.spec", "test_specs")


@pytest.mark.parametrize("path", modules("grader/wire"), ids=short)
def test_wire_imports_nothing_of_ours(path: Path) -> None:
    """Both sides carry the wire, so it carries nothing."""
    assert not outside(ours(path), "grader.wire")


@pytest.mark.parametrize("path", modules("grader/runtime"), ids=short)
def test_runtime_imports_only_the_wire(path: Path) -> None:
    """Nothing of the trusted side can be inside the sandbox."""
    assert not outside(ours(path), "grader.wire", "grader.runtime")


@pytest.mark.parametrize("path", modules("reports"), ids=short)
def test_reports_see_only_the_model(path: Path) -> None:
    """Rendering knows results, not how they came about."""
    assert not outside(ours(path), "grader.model", "grader.text", "reports")


@pytest.mark.parametrize("path", [p for p in modules("grader") if "runtime" not in p.parts], ids=short)
def test_engine_imports_no_course_content(path: Path) -> None:
    """The engine gets references and specs from the course root at run time; only the CLI renders."""
    allowed = ("grader", "reports") if path.name.startswith(("cli", "batch")) else ("grader",)
    assert not outside(ours(path), *allowed)


@pytest.mark.parametrize(("library", "most"), [("docker", 1), ("jinja2", 1)])
def test_one_importer_each(library: str, most: int) -> None:
    """A heavy library has one seam."""
    importers = [short(p) for p in modules("grader", "reports") if not outside({library}, *imports(p))]
    assert len(importers) <= most, importers


def test_pickle_nowhere_and_exec_only_in_the_runtime() -> None:
    """Nothing that a student sends is ever unpickled; only the runtime executes text."""
    for path in modules("grader", "reports", "reference", "test_specs"):
        assert not {n.split(".")[0] for n in imports(path)} & {"pickle", "cloudpickle", "dill", "marshal", "shelve"}
        if "runtime" in path.parts:
            continue
        called = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & {"exec", "eval", "__import__"}, path


def test_no_module_is_called_docker() -> None:
    """A module of that name would hide the SDK."""
    assert not [p for p in modules("grader", "reports") if p.stem == "docker"]


def test_the_rules_can_fail(tmp_path: Path) -> None:
    """The reader of imports sees what it must see."""
    bad = tmp_path / "bad.py"
    bad.write_text("def f():\n    from reference import optimization\n    import grader.engine\n")
    assert ours(bad) == {"reference", "reference.optimization", "grader.engine"}
    assert outside(ours(bad), "grader") == {"reference", "reference.optimization"}
