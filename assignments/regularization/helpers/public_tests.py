"""Quick tests for the notebook's own test cells: one example each. The grader draws many others."""

import numpy as np
from testCases import (
    backward_propagation_with_dropout_test_case,
    backward_propagation_with_regularization_test_case,
    compute_cost_with_regularization_test_case,
    forward_propagation_with_dropout_test_case,
)


def compute_cost_with_regularization_test(target):
    """One cost, to eight digits."""
    A3, Y, parameters = compute_cost_with_regularization_test_case()
    cost = target(A3, Y, parameters, lambd=0.1)
    assert np.ndim(cost) == 0, "The cost should be a single number."
    assert np.isclose(cost, 1.7864859451590758), "Wrong value. Look at the factor of the penalty."
    print("All tests passed.")


def backward_propagation_with_regularization_test(target):
    """Shapes of all gradients and the values of dW1."""
    X, Y, cache = backward_propagation_with_regularization_test_case()
    grads = target(X, Y, cache, lambd=0.7)
    for l, W in ((1, cache[2]), (2, cache[6]), (3, cache[10])):
        assert grads["dW" + str(l)].shape == W.shape, "Wrong shape for dW" + str(l)
    expected = [[-0.25604646, 0.12298827, -0.28297129], [-0.17706303, 0.34536094, -0.4410571]]
    assert np.allclose(grads["dW1"], expected), "Wrong values for dW1. Check the regularization term."
    print("All tests passed.")


def forward_propagation_with_dropout_test(target):
    """Shapes, and the output that follows from the masks that were drawn, whatever the seed."""
    X, parameters = forward_propagation_with_dropout_test_case()
    A3, cache = target(X, parameters, keep_prob=0.7)
    assert len(cache) == 14, "The cache should hold 14 items."
    assert A3.shape == (1, 5), "Wrong shape for A3."
    A = X
    for l, D in ((1, cache[1]), (2, cache[6])):
        Z = np.dot(parameters["W" + str(l)], A) + parameters["b" + str(l)]
        assert np.shape(D) == Z.shape, "Wrong shape for D" + str(l)
        A = np.maximum(0, Z) * D / 0.7
    expected = 1 / (1 + np.exp(-np.dot(parameters["W3"], A) - parameters["b3"]))
    assert np.allclose(A3, expected), "Wrong values for A3, with the masks in your cache. Look at masking and scaling."
    print("All tests passed.")


def backward_propagation_with_dropout_test(target):
    """Dropped units get no gradient, and the others are scaled."""
    X, Y, cache = backward_propagation_with_dropout_test_case()
    grads = target(X, Y, cache, keep_prob=0.8)
    assert np.all(grads["dA1"][~cache[1]] == 0), "dA1 should be zero where D1 is."
    assert np.all(grads["dA2"][~cache[6]] == 0), "dA2 should be zero where D2 is."
    expected = [
        [0.58180856, 0.0, -0.00299679, 0.0, -0.27715731],
        [0.0, 0.53159854, 0.0, 0.53159854, -0.34089673],
        [0.0, 0.0, -0.00292733, 0.0, 0.0],
    ]
    assert np.allclose(grads["dA2"], expected, atol=1e-7), "Wrong values for dA2. Look at the scaling."
    print("All tests passed.")
