"""The helpers given to students of "Regularization" do what the course's own do, and need NumPy only."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from reference import regularization as reference

HELPERS = Path(__file__).parents[2] / "assignments" / "regularization" / "helpers"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"regularization_{name}", HELPERS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reg_utils = load("reg_utils")
cases = load("testCases")


@pytest.fixture
def public_tests(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """public_tests, which imports testCases by its plain name as a notebook does."""
    monkeypatch.setitem(sys.modules, "testCases", cases)
    yield load("public_tests")


@pytest.mark.parametrize("path", sorted(HELPERS.glob("*.py")), ids=lambda p: p.stem)
def test_importing_a_helper_loads_numpy_only(path: Path) -> None:
    """A student image without matplotlib and scikit-learn can import every helper."""
    code = (
        "import sys, runpy; sys.modules.update(matplotlib=None, sklearn=None, scipy=None); "
        f"sys.path.insert(0, {str(HELPERS)!r}); runpy.run_path({str(path)!r}); print('ok')"
    )
    run = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "ok\n"), run.stderr


def test_activations() -> None:
    """sigmoid and relu are the functions of those names."""
    x = np.array([[-1.0, 0.0, 2.0]])
    np.testing.assert_allclose(reg_utils.sigmoid(x), [[0.26894142, 0.5, 0.88079708]], atol=1e-8)
    np.testing.assert_array_equal(reg_utils.relu(x), [[0.0, 0.0, 2.0]])


def test_initial_weights() -> None:
    """Seed 3, standard deviation 1/√n_prev, zero biases: the first draw of the stream over √2."""
    parameters = reg_utils.initialize_parameters([2, 20, 3, 1])
    assert {k: v.shape for k, v in parameters.items()} == {
        "W1": (20, 2), "b1": (20, 1), "W2": (3, 20), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1),
    }  # fmt: skip
    assert parameters["W1"][0, 0] == pytest.approx(1.788628473430 / np.sqrt(2), rel=1e-9)
    assert not any(parameters[f"b{l}"].any() for l in (1, 2, 3))


def test_cost() -> None:
    """compute_cost is the mean cross-entropy and counts 0 · log 0 as nothing."""
    a3, Y = np.array([[0.5, 0.8, 0.1]]), np.array([[1, 1, 0]])
    assert reg_utils.compute_cost(a3, Y) == pytest.approx(-(np.log(0.5) + np.log(0.8) + np.log(0.9)) / 3)
    assert reg_utils.compute_cost(np.array([[1.0, 0.5]]), np.array([[1, 1]])) == pytest.approx(np.log(2) / 2)


def test_gradients_agree_with_finite_differences() -> None:
    """backward_propagation is the gradient of compute_cost, for W and b of each layer."""
    rng = np.random.RandomState(0)
    X, Y = rng.randn(2, 7), (rng.rand(1, 7) > 0.5).astype(int)
    parameters = reg_utils.initialize_parameters([2, 4, 3, 1])
    for l in (1, 2, 3):
        parameters[f"b{l}"] = rng.randn(*parameters[f"b{l}"].shape) * 0.1
    _, cache = reg_utils.forward_propagation(X, parameters)
    grads = reg_utils.backward_propagation(X, Y, cache)

    def cost_at(name: str, index: tuple[int, ...], step: float) -> float:
        moved = {key: value.copy() for key, value in parameters.items()}
        moved[name][index] += step
        return float(reg_utils.compute_cost(reg_utils.forward_propagation(X, moved)[0], Y))

    for name, value in parameters.items():
        for index in np.ndindex(value.shape):
            slope = (cost_at(name, index, 1e-6) - cost_at(name, index, -1e-6)) / 2e-6
            assert grads["d" + name][index] == pytest.approx(slope, abs=1e-8)


def test_update_moves_against_the_gradient() -> None:
    """update_parameters subtracts learning_rate · gradient from every parameter, of every layer."""
    parameters = reg_utils.initialize_parameters([2, 3, 1])
    before = {name: value.copy() for name, value in parameters.items()}
    grads = {"d" + name: np.full_like(value, 2.0) for name, value in parameters.items()}
    updated = reg_utils.update_parameters(parameters, grads, 0.1)
    for name in before:
        np.testing.assert_allclose(updated[name], before[name] - 0.2, atol=1e-15)


def test_predictions(capsys: pytest.CaptureFixture[str]) -> None:
    """predict returns 0 and 1 and prints the accuracy; predict_dec takes (parameters, X)."""
    X, parameters = np.random.RandomState(1).randn(2, 9), reg_utils.initialize_parameters([2, 4, 3, 1])
    a3, _ = reg_utils.forward_propagation(X, parameters)
    labels = (a3 > 0.5).astype(int)
    np.testing.assert_array_equal(reg_utils.predict(X, labels, parameters), labels)
    assert capsys.readouterr().out == "Accuracy: 1.0\n"
    np.testing.assert_array_equal(reg_utils.predict_dec(parameters, X), a3 > 0.5)


def test_data_sets() -> None:
    """Shapes, labels of both classes, and the same numbers at each call."""
    first, second = reg_utils.load_2D_dataset(), reg_utils.load_2D_dataset()
    assert [a.shape for a in first] == [(2, 211), (1, 211), (2, 200), (1, 200)]
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    assert set(np.unique(first[1])) == {0, 1}
    X, Y = reg_utils.load_planar_dataset(0.5, 1)
    assert (X.shape, Y.shape, int(Y.sum())) == ((2, 50), (1, 50), 25)
    assert not np.array_equal(X, reg_utils.load_planar_dataset(0.5, 2)[0])


def test_a_deep_enough_network_learns_the_data_set() -> None:
    """The data set is one that regularization can be shown on: a small network learns it, but not to the last point."""
    X, Y, test_X, test_Y = reg_utils.load_2D_dataset()
    parameters = reg_utils.initialize_parameters([2, 20, 3, 1])
    for _ in range(2000):
        _, cache = reg_utils.forward_propagation(X, parameters)
        parameters = reg_utils.update_parameters(parameters, reg_utils.backward_propagation(X, Y, cache), 0.3)
    train = np.mean(reg_utils.predict_dec(parameters, X) == Y)
    test = np.mean(reg_utils.predict_dec(parameters, test_X) == test_Y)
    assert 0.85 < train < 1.0
    assert 0.85 < test < 1.0


def test_plot_without_matplotlib_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """plot_decision_boundary needs matplotlib; without it the error names the module."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(ImportError, match="matplotlib"):
        reg_utils.plot_decision_boundary(lambda x: x[:, 0] > 0, np.zeros((2, 3)), np.zeros((1, 3)))


def test_dropout_case_is_the_notebooks() -> None:
    """The cache of the dropout test case: the first and third entries of A1's first row, as the notebook's file has."""
    _, _, cache = cases.backward_propagation_with_dropout_test_case()
    assert len(cache) == 14
    np.testing.assert_allclose(cache[0][0, :3], [-1.52855314, 3.32524635, 2.13994541], atol=5e-9)
    np.testing.assert_allclose(cache[2][0], [0, 0, 4.27989081, 5.21401307, 0], atol=2e-8)


def any_generator(X: Any, parameters: Any, keep_prob: float) -> Any:
    """Dropout from another stream than the template's."""
    rng = np.random.default_rng(7)
    cache: list[Any] = []
    A = X
    for l in "12":
        Z = parameters["W" + l] @ A + parameters["b" + l]
        D = rng.random(Z.shape) < keep_prob
        A = np.maximum(Z, 0) * D / keep_prob
        cache += [Z, D, A, parameters["W" + l], parameters["b" + l]]
    Z3 = parameters["W3"] @ A + parameters["b3"]
    A3 = 1 / (1 + np.exp(-Z3))
    return A3, (*cache, Z3, A3, parameters["W3"], parameters["b3"])


def keywords(function: Any, last: str) -> Any:
    """The reference under the parameter name that the public tests use."""
    return lambda *args, **kwargs: function(*args, kwargs[last])


RIGHT = {
    "compute_cost_with_regularization_test": keywords(reference.compute_cost_with_regularization, "lambd"),
    "backward_propagation_with_regularization_test": keywords(
        reference.backward_propagation_with_regularization, "lambd"
    ),
    "forward_propagation_with_dropout_test": keywords(reference.forward_propagation_with_dropout, "keep_prob"),
    "backward_propagation_with_dropout_test": keywords(reference.backward_propagation_with_dropout, "keep_prob"),
}


@pytest.mark.parametrize("test", RIGHT)
def test_public_tests_pass_right_answers(
    test: str, public_tests: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each public test prints "All tests passed." for the reference."""
    getattr(public_tests, test)(RIGHT[test])
    assert capsys.readouterr().out == "All tests passed.\n"


def test_public_dropout_test_passes_any_generator(public_tests: ModuleType) -> None:
    """Dropout is right whatever stream its masks come from."""
    public_tests.forward_propagation_with_dropout_test(any_generator)


def changed(test: str, change: Any) -> Any:
    """The right answer with something done to it."""
    return lambda *args, **kwargs: change(RIGHT[test](*args, **kwargs))


@pytest.mark.parametrize(
    ("test", "change", "message"),
    [
        pytest.param("compute_cost_with_regularization_test", lambda c: 2 * c, "Wrong value", id="cost"),
        pytest.param("compute_cost_with_regularization_test", lambda c: np.array([[c]]), "single number", id="cost-2d"),
        pytest.param(
            "backward_propagation_with_regularization_test", lambda g: g | {"dW1": g["dW1"].T}, "shape for dW1", id="T"
        ),
        pytest.param(
            "backward_propagation_with_regularization_test", lambda g: g | {"dW1": -g["dW1"]}, "values for dW1", id="dW"
        ),
        pytest.param("forward_propagation_with_dropout_test", lambda r: (r[0], r[1][:12]), "14 items", id="cache"),
        pytest.param("forward_propagation_with_dropout_test", lambda r: (r[0].T, r[1]), "shape for A3", id="A3-shape"),
        pytest.param("forward_propagation_with_dropout_test", lambda r: (r[0] / 2, r[1]), "values for A3", id="A3"),
        pytest.param(
            "backward_propagation_with_dropout_test",
            lambda g: g | {"dA1": g["dA1"] + 1},
            "dA1 should be zero",
            id="dA1",
        ),
        pytest.param(
            "backward_propagation_with_dropout_test",
            lambda g: g | {"dA2": g["dA2"] * 0.8},
            "values for dA2",
            id="scale",
        ),
    ],
)
def test_public_tests_stop_wrong_answers(test: str, change: Any, message: str, public_tests: ModuleType) -> None:
    """Each public test stops a wrong function and says what is wrong."""
    with pytest.raises(AssertionError, match=message):
        getattr(public_tests, test)(changed(test, change))
