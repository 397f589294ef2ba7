"""Quick tests for the notebook's own test cells: one or two examples each. The grader draws many others."""

import numpy as np

__all__ = [
    "exponential_decay_test",
    "exponentially_weighted_average_test",
    "has_converged_test",
    "initialize_rmsprop_test",
    "update_parameters_with_rmsprop_test",
]


def exponentially_weighted_average_test(target):
    """Three values, with and without the correction."""
    theta = np.array([8.0, 4.0, 12.0])
    plain = target(theta, 0.5, False)
    assert np.shape(plain) == (3,), "One average for each value: shape (T,)."
    assert np.allclose(plain, [4.0, 4.0, 8.0]), "Wrong averages without bias correction."
    corrected = target(theta, 0.5, True)
    assert np.allclose(corrected, [8.0, 16 / 3, 64 / 7]), "Wrong averages with bias correction."
    print("All tests passed.")


def initialize_rmsprop_test(target):
    """Zeros under the right keys."""
    s = target({"W1": np.ones((2, 3)), "b1": np.ones((2, 1))})
    for key, shape in (("dW1", (2, 3)), ("db1", (2, 1))):
        assert key in s, key + " is missing."
        assert np.shape(s[key]) == shape, key + " should have the shape " + str(shape) + "."
        assert np.all(s[key] == 0), key + " should hold zeros."
    print("All tests passed.")


def update_parameters_with_rmsprop_test(target):
    """One step, worked out by hand."""
    parameters = {"W1": np.array([[1.0]]), "b1": np.array([[2.0]])}
    grads = {"dW1": np.array([[4.0]]), "db1": np.array([[-2.0]])}
    s = {"dW1": np.array([[2.0]]), "db1": np.array([[28.0]])}
    parameters, s = target(parameters, grads, s, 0.5, 0.1, 1.0)
    assert np.allclose(s["dW1"], 9.0) and np.allclose(s["db1"], 16.0), "Wrong s."
    assert np.allclose(parameters["W1"], 0.9), "Wrong W1."
    assert np.allclose(parameters["b1"], 2.04), "Wrong b1."
    print("All tests passed.")


def exponential_decay_test(target):
    """Epochs 0 and 2."""
    assert np.isclose(target(0.2, 0, 0.5), 0.2), "Epoch 0 has the first learning rate."
    assert np.isclose(target(0.2, 2, 0.5), 0.05), "Wrong learning rate in epoch 2."
    print("All tests passed.")


def has_converged_test(target):
    """Too short, still falling, flat."""
    assert not target([5.0, 5.0], 0.01, 2), "Two costs are too few for a patience of 2."
    assert not target([8.0, 4.0, 2.0], 0.01, 2), "These costs still fall."
    assert target([8.0, 4.0, 4.0, 4.0], 0.01, 2), "These costs have stopped falling."
    print("All tests passed.")
