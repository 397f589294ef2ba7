"""Quick tests for the notebook's own test cells: one or two examples each. The grader draws many others."""

import numpy as np

__all__ = ["cross_entropy_cost_test", "predict_test", "softmax_backward_test", "softmax_test"]


def softmax_test(target):
    """Columns that sum to 1, small entries and very large ones."""
    Z = np.log(np.array([[1.0, 2.0], [1.0, 3.0], [2.0, 5.0]]))
    A = target(Z)
    assert np.shape(A) == (3, 2), "A should have the shape of Z."
    assert np.allclose(np.sum(A, axis=0), 1), "Every column of A should sum to 1."
    assert np.allclose(A, [[0.25, 0.2], [0.25, 0.3], [0.5, 0.5]]), "Wrong values."
    for shift in (1000.0, -1000.0):
        assert np.allclose(target(Z + shift), A), "Z + " + str(shift) + " should give the same A. Mind the overflow."
    print("All tests passed.")


def cross_entropy_cost_test(target):
    """Two examples whose cost can be worked out by hand."""
    A = np.array([[0.5, 0.25], [0.25, 0.5], [0.25, 0.25]])
    Y = np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]])
    cost = target(A, Y)
    assert np.ndim(cost) == 0, "The cost should be a single number."
    assert np.isclose(cost, 1.5 * np.log(2)), "Wrong value."
    print("All tests passed.")


def softmax_backward_test(target):
    """Shapes and values for two examples with three features."""
    X = np.array([[1.0, 2.0], [0.0, 1.0], [-1.0, 4.0]])
    A = np.array([[0.5, 0.25], [0.5, 0.75]])
    Y = np.array([[1.0, 0.0], [0.0, 1.0]])
    grads = target(X, A, Y)
    assert np.allclose(grads["dZ"], [[-0.5, 0.25], [0.5, -0.25]]), "Wrong dZ."
    assert np.shape(grads["dW"]) == (2, 3), "dW should have the shape of W."
    assert np.allclose(grads["dW"], [[0.0, 0.125, 0.75], [0.0, -0.125, -0.75]]), "Wrong dW."
    assert np.shape(grads["db"]) == (2, 1), "db should have the shape of b."
    assert np.allclose(grads["db"], [[-0.125], [0.125]]), "Wrong db."
    print("All tests passed.")


def predict_test(target):
    """Class indices in one row."""
    X = np.array([[1.0, -2.0, 0.0], [0.0, 1.0, 3.0]])
    W = np.array([[2.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
    b = np.array([[0.0], [0.5], [0.0]])
    labels = target(X, W, b)
    assert np.shape(labels) == (1, 3), "The labels should stand in one row: shape (1, number of examples)."
    assert np.array_equal(labels, [[0, 2, 1]]), "Wrong classes."
    print("All tests passed.")
