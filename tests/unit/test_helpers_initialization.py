"""The helpers given to students of "Initialization" do what the course's own do, and need NumPy only."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

HELPERS = Path(__file__).parents[2] / "assignments" / "initialization" / "helpers"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"initialization_{name}", HELPERS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


init_utils = load("init_utils")
public_tests = load("public_tests")


def he(layers_dims: list[int], scale: float | None = None, seed: int = 3) -> dict[str, Any]:
    """A right He initialization, or one with a constant scale."""
    rng = np.random.RandomState(seed)
    parameters = {}
    for k in range(1, len(layers_dims)):
        factor = np.sqrt(2 / layers_dims[k - 1]) if scale is None else scale
        parameters[f"W{k}"] = rng.randn(layers_dims[k], layers_dims[k - 1]) * factor
        parameters[f"b{k}"] = np.zeros((layers_dims[k], 1))
    return parameters


def zeros(layers_dims: list[int]) -> dict[str, Any]:
    return {name: np.zeros_like(value) for name, value in he(layers_dims).items()}


@pytest.mark.parametrize("path", sorted(HELPERS.glob("*.py")), ids=lambda p: p.stem)
def test_importing_a_helper_loads_numpy_only(path: Path) -> None:
    """A student image without matplotlib and scikit-learn can import every helper."""
    code = (
        "import sys, runpy; sys.modules.update(matplotlib=None, sklearn=None, scipy=None); "
        f"runpy.run_path({str(path)!r}); print('ok')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "ok\n"), run.stderr


def test_activations() -> None:
    """sigmoid and relu are the functions of those names."""
    x = np.array([[-1.0, 0.0, 2.0]])
    np.testing.assert_allclose(init_utils.sigmoid(x), [[0.26894142, 0.5, 0.88079708]], atol=1e-8)
    np.testing.assert_array_equal(init_utils.relu(x), [[0.0, 0.0, 2.0]])


def test_loss_of_a_certain_answer() -> None:
    """compute_loss is the mean cross-entropy and counts 0 · log 0 as nothing."""
    a3, Y = np.array([[0.5, 0.8, 0.1]]), np.array([[1, 1, 0]])
    expected = -(np.log(0.5) + np.log(0.8) + np.log(0.9)) / 3
    assert init_utils.compute_loss(a3, Y) == pytest.approx(expected, rel=1e-12)
    with np.errstate(all="ignore"):
        assert init_utils.compute_loss(np.array([[1.0, 0.5]]), np.array([[1, 1]])) == pytest.approx(np.log(2) / 2)


def test_gradients_agree_with_finite_differences() -> None:
    """backward_propagation is the gradient of compute_loss, for W and b of each layer."""
    rng = np.random.RandomState(0)
    X, Y = rng.randn(2, 7), (rng.rand(1, 7) > 0.5).astype(int)
    parameters = he([2, 4, 3, 1])
    for k in (1, 2, 3):
        parameters[f"b{k}"] = rng.randn(*parameters[f"b{k}"].shape) * 0.1
    _, cache = init_utils.forward_propagation(X, parameters)
    grads = init_utils.backward_propagation(X, Y, cache)
    assert set(grads) == {
        "dz3", "dW3", "db3", "da2", "dz2", "dW2", "db2", "da1", "dz1", "dW1", "db1",
    }  # fmt: skip

    def loss_at(name: str, index: tuple[int, ...], step: float) -> float:
        moved = {key: value.copy() for key, value in parameters.items()}
        moved[name][index] += step
        return float(init_utils.compute_loss(init_utils.forward_propagation(X, moved)[0], Y))

    for name, value in parameters.items():
        for index in np.ndindex(value.shape):
            slope = (loss_at(name, index, 1e-6) - loss_at(name, index, -1e-6)) / 2e-6
            assert grads["d" + name][index] == pytest.approx(slope, abs=1e-8)


def test_update_moves_against_the_gradient() -> None:
    """update_parameters subtracts learning_rate · gradient from every parameter, of every layer."""
    parameters = he([2, 3, 1])
    before = {name: value.copy() for name, value in parameters.items()}
    grads = {"d" + name: np.full_like(value, 2.0) for name, value in parameters.items()}
    updated = init_utils.update_parameters(parameters, grads, 0.1)
    for name in before:
        np.testing.assert_allclose(updated[name], before[name] - 0.2, atol=1e-15)


def test_predictions(capsys: pytest.CaptureFixture[str]) -> None:
    """predict returns 0 and 1 and prints the accuracy; predict_dec takes (parameters, X)."""
    rng = np.random.RandomState(1)
    X, parameters = rng.randn(2, 9), he([2, 4, 3, 1])
    a3, _ = init_utils.forward_propagation(X, parameters)
    labels = (a3 > 0.5).astype(int)
    predicted = init_utils.predict(X, labels, parameters)
    assert capsys.readouterr().out == "Accuracy: 1.0\n"
    np.testing.assert_array_equal(predicted, labels)
    np.testing.assert_array_equal(init_utils.predict_dec(parameters, X), a3 > 0.5)


def test_data_set_is_that_of_scikit_learn() -> None:
    """load_dataset gives the make_circles of scikit-learn 1.9 (300/100, noise .05, seeds 1 and 2)."""
    train_X, train_Y, test_X, test_Y = init_utils.load_dataset()
    assert [a.shape for a in (train_X, train_Y, test_X, test_Y)] == [(2, 300), (1, 300), (2, 100), (1, 100)]
    np.testing.assert_allclose(train_X[:, :2], [[-0.07741354, 0.4318696], [0.85260226, -0.87214504]], atol=1e-8)
    np.testing.assert_allclose(test_X[:, 0], [-0.52423739, -0.60910361], atol=1e-8)
    assert train_Y[0, :12].tolist() == [1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0]
    assert train_X.sum() == pytest.approx(0.10318058999808777, abs=1e-9)
    assert test_X.sum() == pytest.approx(-0.418253070660783, abs=1e-9)


def test_plot_without_matplotlib_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """plot_decision_boundary needs matplotlib; without it the error names the module."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(ImportError, match="matplotlib"):
        init_utils.plot_decision_boundary(lambda x: x[:, 0] > 0, np.zeros((2, 3)), np.zeros((1, 3)))


@pytest.mark.parametrize(
    ("test", "target"),
    [
        pytest.param("initialize_parameters_zeros_test", zeros, id="zeros"),
        pytest.param("initialize_parameters_random_test", lambda d: he(d, 10), id="random"),
        pytest.param("initialize_parameters_random_test", lambda d: he(d, 10, seed=8), id="random-other-seed"),
        pytest.param("initialize_parameters_he_test", he, id="he"),
        pytest.param("initialize_parameters_he_test", lambda d: he(d, seed=8), id="he-other-seed"),
    ],
)
def test_public_tests_pass_right_answers(test: str, target: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Each public test prints "All tests passed." for a right function, whatever its seed."""
    getattr(public_tests, test)(target)
    assert capsys.readouterr().out == "All tests passed.\n"


@pytest.mark.parametrize(
    ("test", "target", "message"),
    [
        pytest.param("initialize_parameters_zeros_test", he, "W1 must hold zeros only", id="zeros-he"),
        pytest.param("initialize_parameters_zeros_test", lambda d: None, "return a dictionary", id="none"),
        pytest.param("initialize_parameters_zeros_test", lambda d: {}, "W1 is missing", id="empty"),
        pytest.param(
            "initialize_parameters_zeros_test",
            lambda d: {name: a.T for name, a in zeros(d).items()},
            r"W1 has shape \(3, 2\), should be \(2, 3\)",
            id="transposed",
        ),
        pytest.param("initialize_parameters_random_test", lambda d: he(d, 1), "standard dev", id="unscaled"),
        pytest.param("initialize_parameters_random_test", zeros, "standard deviation 0", id="random-zeros"),
        pytest.param("initialize_parameters_he_test", lambda d: he(d, 0.1), "standard dev", id="constant-scale"),
        pytest.param(
            "initialize_parameters_he_test",
            lambda d: {name: a + 1.0 if name[0] == "b" else a for name, a in he(d).items()},
            "b1 must hold zeros only",
            id="biases-one",
        ),
    ],
)
def test_public_tests_stop_wrong_answers(test: str, target: Any, message: str) -> None:
    """Each public test stops a wrong function and says what is wrong."""
    with pytest.raises(AssertionError, match=message):
        getattr(public_tests, test)(target)
