"""The helpers given to students of "Gradient Checking" do what the course's own do, planted mistakes included."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from reference import gradient_checking as reference

HELPERS = Path(__file__).parents[2] / "assignments" / "gradient_checking" / "helpers"
NAMES = ("testCases", "gc_utils", "gc_given", "public_tests")


@pytest.fixture
def helpers(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """The helper modules under their plain names, as a notebook imports them."""
    monkeypatch.syspath_prepend(str(HELPERS))
    for name in NAMES:
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield SimpleNamespace(**{name: importlib.import_module(name) for name in NAMES})
    for name in NAMES:
        sys.modules.pop(name, None)


@pytest.mark.parametrize("path", sorted(HELPERS.glob("*.py")), ids=lambda p: p.stem)
def test_importing_a_helper_loads_numpy_only(path: Path) -> None:
    """A student image without matplotlib and scikit-learn can import every helper."""
    code = (
        "import sys, runpy; sys.modules.update(matplotlib=None, sklearn=None, scipy=None); "
        f"sys.path.insert(0, {str(HELPERS)!r}); runpy.run_path({str(path)!r}); print('ok')"
    )
    run = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "ok\n"), run.stderr


def test_activations(helpers: SimpleNamespace) -> None:
    """sigmoid and relu are the functions of those names."""
    x = np.array([[-1.0, 0.0, 2.0]])
    np.testing.assert_allclose(helpers.gc_utils.sigmoid(x), [[0.26894142, 0.5, 0.88079708]], atol=1e-8)
    np.testing.assert_array_equal(helpers.gc_utils.relu(x), [[0.0, 0.0, 2.0]])


def test_parameters_to_a_vector_and_back(helpers: SimpleNamespace) -> None:
    """47 numbers in the order W1, b1, …, b3, each with the name that it comes from; and back to the same arrays."""
    _, _, parameters = helpers.testCases.gradient_check_n_test_case()
    theta, keys = helpers.gc_utils.dictionary_to_vector(parameters)
    assert theta.shape == (47, 1)
    assert keys == ["W1"] * 20 + ["b1"] * 5 + ["W2"] * 15 + ["b2"] * 3 + ["W3"] * 3 + ["b3"]
    np.testing.assert_array_equal(theta, reference.to_vector(parameters))
    back = helpers.gc_utils.vector_to_dictionary(theta)
    assert {k: v.shape for k, v in back.items()} == reference.SHAPES
    for name, value in parameters.items():
        np.testing.assert_array_equal(back[name], value)


def test_gradients_to_a_vector(helpers: SimpleNamespace) -> None:
    """The gradients of W and b alone, in the order of the parameters, whatever the dictionary's own order."""
    X, Y, parameters = helpers.testCases.gradient_check_n_test_case()
    _, cache = helpers.gc_given.forward_propagation_n(X, Y, parameters)
    gradients = helpers.gc_given.backward_propagation_n(X, Y, cache)
    vector = helpers.gc_utils.gradients_to_vector(dict(reversed(gradients.items())))
    assert vector.shape == (47, 1)
    np.testing.assert_array_equal(vector, reference.to_vector(gradients, "d"))


def test_the_test_case_is_the_notebooks(helpers: SimpleNamespace) -> None:
    """Seed 1: x (4, 3), y one-dimensional, six parameters of the fixed shapes."""
    X, Y, parameters = helpers.testCases.gradient_check_n_test_case()
    assert X.shape == (4, 3)
    assert X[0, 0] == pytest.approx(1.6243453636632417)
    assert Y.tolist() == [1, 1, 0]
    assert {k: v.shape for k, v in parameters.items()} == reference.SHAPES


def test_given_forward_is_the_cost(helpers: SimpleNamespace) -> None:
    """forward_propagation_n gives the mean cross-entropy and a cache of 12."""
    X, Y, parameters = helpers.testCases.gradient_check_n_test_case()
    cost, cache = helpers.gc_given.forward_propagation_n(X, Y, parameters)
    assert len(cache) == 12
    assert cost == pytest.approx(reference.network_cost(X, Y, parameters), rel=1e-13)


def test_given_backward_has_its_two_mistakes_and_no_other(helpers: SimpleNamespace) -> None:
    """dW2 is doubled and db1 quadrupled; everything else is right."""
    X, Y, parameters = helpers.testCases.gradient_check_n_test_case()
    _, cache = helpers.gc_given.forward_propagation_n(X, Y, parameters)
    given = helpers.gc_given.backward_propagation_n(X, Y, cache)
    assert len(given) == 11
    factors = {"dW2": 2, "db1": 4}
    for name, value in reference.network_gradients(X, Y, parameters).items():
        np.testing.assert_allclose(given[name], factors.get(name, 1) * value, rtol=1e-12)


RIGHT = {
    "forward_propagation_test": reference.forward_propagation,
    "backward_propagation_test": reference.backward_propagation,
    "gradient_check_test": reference.gradient_check,
    "gradient_check_n_test": reference.gradient_check_n,
}


def run(helpers: SimpleNamespace, test: str, target: Any) -> None:
    """One public test; the last one is handed the network's test case."""
    rest: tuple[Any, ...] = ()
    if test == "gradient_check_n_test":
        X, Y, parameters = helpers.testCases.gradient_check_n_test_case()
        rest = (parameters, reference.network_gradients(X, Y, parameters), X, Y)
    getattr(helpers.public_tests, test)(target, *rest)


@pytest.mark.parametrize("test", RIGHT)
def test_public_tests_pass_right_answers(
    test: str, helpers: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each public test prints "All tests passed." for the reference."""
    run(helpers, test, RIGHT[test])
    assert capsys.readouterr().out == "All tests passed.\n"


@pytest.mark.parametrize(
    ("test", "target", "message"),
    [
        pytest.param("forward_propagation_test", lambda x, theta: theta + x, "theta \\* x", id="sum"),
        pytest.param("backward_propagation_test", lambda x, theta: theta, "Wrong value", id="theta"),
        pytest.param("gradient_check_test", lambda x, theta: 1 / 3, "tiny", id="large"),
        pytest.param("gradient_check_test", lambda x, theta: -1e-9, "tiny", id="negative"),
        pytest.param("gradient_check_n_test", lambda *args: 2.0, "between 0 and 1", id="above-one"),
    ],
)
def test_public_tests_stop_wrong_answers(test: str, target: Any, message: str, helpers: SimpleNamespace) -> None:
    """Each public test stops a wrong function and says what is wrong."""
    with pytest.raises(AssertionError, match=message):
        run(helpers, test, target)
