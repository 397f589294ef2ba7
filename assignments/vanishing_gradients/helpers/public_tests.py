"""Small tests that the notebook of "Vanishing and Exploding Gradients" runs on your functions.

Each prints "All tests passed." or stops with an AssertionError that says what is wrong. They look at one or two
fixed examples each: passing them is a good sign, not a promise about the grade.
"""

import numpy as np

__all__ = [
    "activation_scales_test",
    "clip_gradients_test",
    "diagnose_gradients_test",
    "gradient_norms_test",
    "is_symmetric_test",
    "xavier_initialization_test",
]


def activation_scales_test(target):
    """Test activation_scales on two layers of one unit."""
    X, weights = np.array([[1.0, -1.0]]), [np.array([[2.0]]), np.array([[3.0]])]
    for activation, wanted in (("linear", [2, 6]), ("relu", [1, 3]), ("tanh", [0.9640276, 0.9938701])):
        found = target(X, weights, activation)
        assert np.allclose(found, wanted), f"{activation}: the scales are {found}, should be {wanted}"
    print("All tests passed.")


def gradient_norms_test(target):
    """Test gradient_norms on two layers."""
    grads = {
        "dW2": np.array([[5.0], [12.0]]),
        "db2": np.ones((2, 1)),
        "dW1": np.array([[3.0, 4.0]]),
        "db1": np.ones((1, 1)),
    }
    found = target(grads)
    assert np.allclose(found, [5, 13]), f"the norms are {found}, should be [5, 13]"
    print("All tests passed.")


def xavier_initialization_test(target):
    """Test xavier_initialization: shapes, zero biases, spread of the weights."""
    layers_dims = [60, 40, 20]
    parameters = target(layers_dims, 3)
    for l in (1, 2):
        W, b = parameters["W" + str(l)], parameters["b" + str(l)]
        assert W.shape == (layers_dims[l], layers_dims[l - 1]), f"W{l} has shape {W.shape}"
        assert b.shape == (layers_dims[l], 1) and not b.any(), f"b{l} should be zeros of shape ({layers_dims[l]}, 1)"
        wanted = layers_dims[l - 1] ** -0.5
        # 20 % is about eight standard errors for the 800 numbers of the smaller matrix: any generator passes.
        assert abs(W.std() / wanted - 1) < 0.2, (
            f"W{l} has standard deviation {W.std():.3g}, should be about {wanted:.3g}"
        )
    print("All tests passed.")


def clip_gradients_test(target):
    """Test clip_gradients on a gradient of norm 500."""
    for max_norm, factor in ((100.0, 0.2), (1000.0, 1.0)):
        grads = target({"dW1": np.array([[300.0]]), "db1": np.array([[400.0]])}, max_norm)
        found = [grads["dW1"].item(), grads["db1"].item()]
        wanted = [300 * factor, 400 * factor]
        assert np.allclose(found, wanted), f"max_norm {max_norm}: dW1 and db1 are {found}, should be {wanted}"
    print("All tests passed.")


def is_symmetric_test(target):
    """Test is_symmetric on a network of ones and on one with different units."""
    parameters = {"W1": np.ones((2, 3)), "b1": np.zeros((2, 1)), "W2": np.ones((1, 2)), "b2": np.zeros((1, 1))}
    assert target(parameters), "a hidden layer of equal units is symmetric"
    parameters["W1"][1, 2] = 2
    assert not target(parameters), "units with different weights are not symmetric"
    print("All tests passed.")


def diagnose_gradients_test(target):
    """Test diagnose_gradients on one example of each."""
    for norms, wanted in (([1e-7, 1e-4, 0.1], "vanishing"), ([1e4, 10, 0.1], "exploding"), ([2, 1, 3], "healthy")):
        assert target(norms) == wanted, f"{norms} should be {wanted!r}, not {target(norms)!r}"
    print("All tests passed.")
