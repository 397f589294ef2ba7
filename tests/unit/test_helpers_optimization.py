"""The helpers given to students of "Optimization Methods" give the numbers that its notebook prints."""

from __future__ import annotations

import copy
import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

HELPERS = Path(__file__).parents[2] / "assignments" / "optimization" / "helpers"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"optimization_{name}", HELPERS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


opt_utils, opt_utils_v1a = load("opt_utils"), load("opt_utils_v1a")
test_cases, public_tests = load("testCases"), load("public_tests")
both = pytest.mark.parametrize("utils", [opt_utils, opt_utils_v1a], ids=["2017", "v1a"])

Arrays = dict[str, Any]


def gd(parameters: Arrays, grads: Arrays, learning_rate: float) -> Arrays:
    return {name: value - learning_rate * grads["d" + name] for name, value in parameters.items()}


def velocity(parameters: Arrays) -> Arrays:
    return {"d" + name: np.zeros_like(value) for name, value in parameters.items()}


def momentum(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> tuple[Arrays, Arrays]:
    v = {name: beta * v[name] + (1 - beta) * grads[name] for name in v}
    return gd(parameters, v, learning_rate), v


def adam(
    parameters: Arrays,
    grads: Arrays,
    v: Arrays,
    s: Arrays,
    t: int,
    learning_rate: float = 0.01,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> tuple[Arrays, Arrays, Arrays]:
    v = {name: beta1 * v[name] + (1 - beta1) * grads[name] for name in v}
    s = {name: beta2 * s[name] + (1 - beta2) * grads[name] ** 2 for name in s}
    steps = {name: v[name] / (1 - beta1**t) / (np.sqrt(s[name] / (1 - beta2**t)) + epsilon) for name in v}
    return gd(parameters, steps, learning_rate), v, s


def mini_batches(X: Any, Y: Any, mini_batch_size: int = 64, seed: int = 0) -> list[tuple[Any, Any]]:
    order = np.random.RandomState(seed).permutation(X.shape[1])
    cuts = range(mini_batch_size, X.shape[1], mini_batch_size)
    return list(zip(np.split(X[:, order], cuts, axis=1), np.split(Y[:, order], cuts, axis=1), strict=True))


def lr(learning_rate0: float, epoch_num: int, decay_rate: float) -> float:
    return learning_rate0 / (1 + decay_rate * epoch_num)


def schedule(learning_rate0: float, epoch_num: int, decay_rate: float, time_interval: int = 1000) -> float:
    return lr(learning_rate0, epoch_num // time_interval, decay_rate)


@pytest.mark.parametrize("path", sorted(HELPERS.glob("*.py")), ids=lambda p: p.stem)
def test_importing_a_helper_loads_numpy_only(path: Path) -> None:
    """A student image without matplotlib, scikit-learn and SciPy can import every helper."""
    code = (
        "import sys, runpy; sys.modules.update(matplotlib=None, sklearn=None, scipy=None); "
        f"runpy.run_path({str(path)!r}); print('ok')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "ok\n"), run.stderr


def test_printed_numbers_of_the_old_test_cases() -> None:
    """Right solutions on testCases give the W1[0] that the 2017 notebook prints."""
    parameters, grads, learning_rate = test_cases.update_parameters_with_gd_test_case()
    np.testing.assert_allclose(
        gd(parameters, grads, learning_rate)["W1"][0], [1.63535156, -0.62320365, -0.53718766], atol=1e-8
    )
    parameters, grads, v = test_cases.update_parameters_with_momentum_test_case()
    updated, v = momentum(parameters, grads, v, 0.9, 0.01)
    np.testing.assert_allclose(updated["W1"][0], [1.62544598, -0.61290114, -0.52907334], atol=1e-8)
    parameters, grads, v, s = test_cases.update_parameters_with_adam_test_case()
    updated, v, s = adam(parameters, grads, v, s, 2)
    np.testing.assert_allclose(updated["W1"][0], [1.63178673, -0.61919778, -0.53561312], atol=1e-8)


def test_shapes_of_the_test_cases() -> None:
    """The test cases have the course's shapes: layers that do not chain, 148 examples, zero averages."""
    shapes = {"W1": (2, 3), "b1": (2, 1), "W2": (3, 3), "b2": (3, 1)}
    for case in (test_cases.initialize_velocity_test_case, test_cases.initialize_adam_test_case):
        assert {name: a.shape for name, a in case().items()} == shapes
    _, grads, v, s = test_cases.update_parameters_with_adam_test_case()
    for arrays in (grads, v, s):
        assert {name: a.shape for name, a in arrays.items()} == {"d" + k: shape for k, shape in shapes.items()}
    assert not any(a.any() for a in (*v.values(), *s.values()))
    X, Y, mini_batch_size = test_cases.random_mini_batches_test_case()
    assert (X.shape, Y.shape, Y.dtype, mini_batch_size) == ((12288, 148), (1, 148), np.bool_, 64)


@both
def test_params_and_grads_follow_the_seed(utils: ModuleType) -> None:
    """load_params_and_grads(seed=1) gives the test cases' numbers; another seed, others."""
    drawn = utils.load_params_and_grads()
    parameters, grads, _ = test_cases.update_parameters_with_gd_test_case()
    for a, b in zip(drawn, (*parameters.values(), *grads.values()), strict=True):
        np.testing.assert_array_equal(a, b)
    assert not np.array_equal(utils.load_params_and_grads(seed=2)[0], drawn[0])


@both
def test_initial_parameters(utils: ModuleType) -> None:
    """initialize_parameters is He's with seed 3: the numbers that the initialization notebook prints."""
    parameters = utils.initialize_parameters([2, 4, 1])
    np.testing.assert_allclose(parameters["W1"][0], [1.78862847, 0.43650985], atol=1e-8)
    np.testing.assert_allclose(parameters["W2"], [[-0.03098412, -0.33744411, -0.92904268, 0.62552248]], atol=1e-8)
    assert not parameters["b1"].any() and parameters["b2"].shape == (1, 1)


def test_cost_is_a_mean_in_2017_and_a_total_since() -> None:
    """opt_utils.compute_cost divides by m, opt_utils_v1a.compute_cost does not."""
    a3, Y = np.array([[0.5, 0.8, 0.1]]), np.array([[1, 1, 0]])
    total = -(np.log(0.5) + np.log(0.8) + np.log(0.9))
    assert opt_utils_v1a.compute_cost(a3, Y) == pytest.approx(total, rel=1e-12)
    assert opt_utils.compute_cost(a3, Y) == pytest.approx(total / 3, rel=1e-12)


@both
def test_gradients_agree_with_finite_differences(utils: ModuleType) -> None:
    """backward_propagation is the gradient of the mean cross-entropy, in both editions."""
    rng = np.random.RandomState(0)
    X, Y = rng.randn(2, 6), (rng.rand(1, 6) > 0.5).astype(int)
    parameters = utils.initialize_parameters([2, 4, 3, 1])
    _, cache = utils.forward_propagation(X, parameters)
    grads = utils.backward_propagation(X, Y, cache)
    for name in ("W1", "W2", "W3", "b3"):
        for index in np.ndindex(parameters[name].shape):
            costs = []
            for step in (1e-6, -1e-6):
                moved = copy.deepcopy(parameters)
                moved[name][index] += step
                costs.append(opt_utils.compute_cost(utils.forward_propagation(X, moved)[0], Y))
            assert grads["d" + name][index] == pytest.approx((costs[0] - costs[1]) / 2e-6, abs=1e-8)


@both
def test_predictions(utils: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """predict returns 0 and 1 and prints the accuracy; predict_dec takes (parameters, X)."""
    X, parameters = np.random.RandomState(1).randn(2, 9), utils.initialize_parameters([2, 4, 3, 1])
    a3, _ = utils.forward_propagation(X, parameters)
    predicted = utils.predict(X, 1 - (a3 > 0.5), parameters)
    assert capsys.readouterr().out == "Accuracy: 0.0\n"
    np.testing.assert_array_equal(predicted, a3 > 0.5)
    np.testing.assert_array_equal(utils.predict_dec(parameters, X), a3 > 0.5)


@both
def test_moons_are_those_of_scikit_learn(utils: ModuleType) -> None:
    """load_dataset gives the make_moons(300, noise=.2) of scikit-learn 1.9 under seed 3."""
    X, Y = utils.load_dataset()
    assert (X.shape, Y.shape) == ((2, 300), (1, 300))
    np.testing.assert_allclose(X[:, :2], [[-0.21687013, 0.80505015], [1.01544937, -0.5579734]], atol=1e-8)
    assert Y[0, :12].tolist() == [0, 1, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0]
    assert X.sum() == pytest.approx(229.31214774688254, abs=1e-9)


@both
def test_two_dimensional_data(utils: ModuleType) -> None:
    """load_2D_dataset has the shapes of the course's data file and both labels."""
    train_X, train_Y, test_X, test_Y = utils.load_2D_dataset()
    assert [a.shape for a in (train_X, train_Y, test_X, test_Y)] == [(2, 211), (1, 211), (2, 200), (1, 200)]
    assert set(np.unique(train_Y)) == set(np.unique(test_Y)) == {0, 1}


RIGHT: dict[str, Callable[..., Any]] = {
    "update_parameters_with_gd": gd,
    "random_mini_batches": mini_batches,
    "initialize_velocity": velocity,
    "update_parameters_with_momentum": momentum,
    "initialize_adam": lambda parameters: (velocity(parameters), velocity(parameters)),
    "update_parameters_with_adam": adam,
    "update_lr": lr,
    "schedule_lr_decay": schedule,
}


@pytest.mark.parametrize("name", RIGHT)
def test_public_tests_pass_right_answers(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each public test prints "All tests passed." for a right function."""
    getattr(public_tests, name + "_test")(RIGHT[name])
    assert capsys.readouterr().out == "All tests passed.\n"


def test_five_values_from_adam_pass_too(capsys: pytest.CaptureFixture[str]) -> None:
    """The 2021 edition's Adam returns the corrected averages as well."""
    public_tests.update_parameters_with_adam_test(lambda *args: (*adam(*args), {}, {}))
    assert capsys.readouterr().out == "All tests passed.\n"


@pytest.mark.parametrize(
    ("name", "wrong", "message"),
    [
        pytest.param("update_parameters_with_gd", lambda p, g, a: gd(p, g, -a), "W1.0. is", id="gd-ascent"),
        pytest.param("update_parameters_with_gd", lambda p, g, a: {"W1": gd(p, g, a)["W1"]}, "b1 is miss", id="gd-W1"),
        pytest.param(
            "random_mini_batches",
            lambda X, Y, k, s: [(X, Y)],
            "1 mini-batches, should be 3",
            id="one-batch",
        ),
        pytest.param(
            "random_mini_batches",
            lambda X, Y, k, s: [(X[:, i : i + k], Y[:, i : i + k]) for i in range(0, 148, k)],
            "must be shuffled",
            id="unshuffled",
        ),
        pytest.param(
            "random_mini_batches",
            lambda X, Y, k, s: [
                (a, b) for (a, _), (_, b) in zip(mini_batches(X, Y, k, 0), mini_batches(X, Y, k, 1), strict=True)
            ],
            "no longer belong together",
            id="two-shuffles",
        ),
        pytest.param("initialize_velocity", lambda p: p, "is missing", id="echo"),
        pytest.param("initialize_adam", lambda p: (velocity(p),) * 2, "two dictionaries", id="one-dictionary"),
        pytest.param(
            "update_parameters_with_momentum",
            lambda p, g, v, b, a: (gd(p, g, a), v),
            "W1.0. is",
            id="momentum-gd",
        ),
        pytest.param(
            "update_parameters_with_adam",
            lambda p, g, v, s, t, *rest: adam(p, g, v, s, t + 1, *rest),
            "W1.0. is",
            id="adam-t",
        ),
        pytest.param("update_lr", lambda a, e, d: a / (1 + d), "update_lr.0.5, 0, 1. is", id="lr-constant"),
        pytest.param("schedule_lr_decay", lambda a, e, d, i: lr(a, e / i, d), "0.5, 10, 0.3, 100. is", id="no-floor"),
    ],
)
def test_public_tests_stop_wrong_answers(name: str, wrong: Any, message: str) -> None:
    """Each public test stops a wrong function and says what is wrong."""
    with pytest.raises(AssertionError, match=message):
        getattr(public_tests, name + "_test")(wrong)
