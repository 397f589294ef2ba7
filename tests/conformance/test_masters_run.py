"""The master notebooks run from top to bottom, solutions, worked examples, given tests and training included."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "assignments"


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.parametrize("path", sorted(ROOT.glob("*/master.ipynb")), ids=lambda path: path.parent.name)
# Jupyter's client warns about its own event loop and transition plans, which are none of ours.
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_master_runs_top_to_bottom(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell runs beside the helper modules, and every given test prints that it passed."""
    pytest.importorskip("matplotlib", reason="the notebooks plot: install the `plots` extra")
    nbclient = pytest.importorskip("nbclient", reason="notebooks are run with nbclient: install the `dev` extra")
    nbformat = pytest.importorskip("nbformat")
    if path.parent.name.startswith("tensorflow"):
        pytest.importorskip("tensorflow", reason="these notebooks train with TensorFlow: install its extra")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent / "helpers")}}
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    printed = "".join(output.get("text", "") for cell in code for output in cell.outputs)
    tests = [cell for cell in code if cell.metadata.get("nbgrader", {}).get("points")]
    assert tests
    assert printed.count("All tests passed") == len(tests)
    assert any("image/png" in output.get("data", {}) for cell in code for output in cell.outputs)
