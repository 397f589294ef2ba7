"""Quick tests for the notebook's own test cells: one or two examples each. The grader draws many others."""

import numpy as np

__all__ = [
    "batch_norm_backward_test",
    "batch_norm_forward_test",
    "batch_norm_inference_test",
    "update_running_statistics_test",
]

Z = np.array([[1.0, 3.0, 5.0, 7.0], [0.0, 0.0, 2.0, 2.0]])
GAMMA = np.array([[2.0], [0.5]])
BETA = np.array([[1.0], [-1.0]])


def batch_norm_forward_test(target):
    """Variances 5 and 1; epsilon makes them 9 and 5."""
    Z_tilde, cache = target(Z, GAMMA, BETA, 4.0)
    assert len(cache) == 6, "The cache should hold (Z, Z_norm, mean, variance, gamma, epsilon)."
    assert np.shape(cache[2]) == (2, 1), "The mean should be a column, one number for each feature."
    assert np.allclose(cache[2], [[4.0], [1.0]]), "Wrong mean."
    assert np.allclose(cache[3], [[5.0], [1.0]]), "Wrong variance."
    assert np.allclose(cache[1][0], [-1.0, -1 / 3, 1 / 3, 1.0]), "Wrong Z_norm."
    assert np.shape(Z_tilde) == (2, 4), "Z_tilde should have the shape of Z."
    assert np.allclose(Z_tilde[0], [-1.0, 1 / 3, 5 / 3, 3.0]), "Wrong Z_tilde."
    print("All tests passed.")


def batch_norm_backward_test(target):
    """Gradients of one feature, worked out by hand."""
    Z_norm = np.array([[-1.0, -1 / 3, 1 / 3, 1.0]])
    cache = (Z[:1], Z_norm, np.array([[4.0]]), np.array([[5.0]]), np.array([[2.0]]), 4.0)
    grads = target(np.array([[1.0, 0.0, 0.0, 2.0]]), cache)
    for key, shape in (("dZ", (1, 4)), ("dgamma", (1, 1)), ("dbeta", (1, 1))):
        assert np.shape(grads[key]) == shape, key + " should have the shape " + str(shape) + "."
    assert np.allclose(grads["dgamma"], [[1.0]]), "Wrong dgamma."
    assert np.allclose(grads["dbeta"], [[3.0]]), "Wrong dbeta."
    assert np.allclose(grads["dZ"], np.array([[1.0, -4 / 3, -5 / 3, 2.0]]) / 3), "Wrong dZ."
    print("All tests passed.")


def update_running_statistics_test(target):
    """A quarter of the batch, three quarters of what was known."""
    mean, variance = target(np.array([[0.0]]), np.array([[1.0]]), np.array([[4.0]]), np.array([[3.0]]), 0.75)
    assert np.allclose(mean, [[1.0]]), "Wrong running mean."
    assert np.allclose(variance, [[1.5]]), "Wrong running variance."
    print("All tests passed.")


def batch_norm_inference_test(target):
    """A single example is enough."""
    mean, variance = np.array([[3.0], [1.0]]), np.array([[5.0], [12.0]])
    Z_tilde = target(np.array([[6.0], [3.0]]), GAMMA, BETA, mean, variance, 4.0)
    assert np.shape(Z_tilde) == (2, 1), "Z_tilde should have the shape of Z."
    assert np.allclose(Z_tilde, [[3.0], [-0.75]]), "Wrong Z_tilde."
    print("All tests passed.")
