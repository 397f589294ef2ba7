"""Small inputs for the functions of the assignment "Regularization", one per function: network 3-2-3-1, m = 5."""

import numpy as np


def _parameters():
    W1 = np.random.randn(2, 3)
    b1 = np.random.randn(2, 1)
    W2 = np.random.randn(3, 2)
    b2 = np.random.randn(3, 1)
    W3 = np.random.randn(1, 3)
    b3 = np.random.randn(1, 1)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2, "W3": W3, "b3": b3}


def compute_cost_with_regularization_test_case():
    """Returns a3, Y_assess, parameters."""
    np.random.seed(1)
    Y_assess = np.array([[1, 1, 0, 1, 0]])
    parameters = _parameters()
    a3 = np.array([[0.40682402, 0.01629284, 0.16722898, 0.10118111, 0.40682402]])
    return a3, Y_assess, parameters


def backward_propagation_with_regularization_test_case():
    """Returns X_assess, Y_assess, cache (12 items)."""
    np.random.seed(1)
    X_assess = np.random.randn(3, 5)
    Y_assess = np.array([[1, 1, 0, 1, 0]])
    p = _parameters()
    Z1 = np.dot(p["W1"], X_assess) + p["b1"]
    A1 = np.maximum(0, Z1)
    Z2 = np.dot(p["W2"], A1) + p["b2"]
    A2 = np.maximum(0, Z2)
    Z3 = np.dot(p["W3"], A2) + p["b3"]
    A3 = 1 / (1 + np.exp(-Z3))
    cache = (Z1, A1, p["W1"], p["b1"], Z2, A2, p["W2"], p["b2"], Z3, A3, p["W3"], p["b3"])
    return X_assess, Y_assess, cache


def forward_propagation_with_dropout_test_case():
    """Returns X_assess, parameters."""
    np.random.seed(1)
    X_assess = np.random.randn(3, 5)
    return X_assess, _parameters()


def backward_propagation_with_dropout_test_case():
    """Returns X_assess, Y_assess, cache (14 items, made with keep_prob = 0.5, as the notebook's)."""
    np.random.seed(1)
    X_assess = np.random.randn(3, 5)
    Y_assess = np.array([[1, 1, 0, 1, 0]])
    p = _parameters()
    D1 = np.array([[True, False, True, True, True], [True, True, True, True, False]])
    D2 = np.array(
        [[True, False, True, False, True], [False, True, False, True, True], [False, False, True, False, False]]
    )
    Z1 = np.dot(p["W1"], X_assess) + p["b1"]
    A1 = np.maximum(0, Z1) * D1 / 0.5
    Z2 = np.dot(p["W2"], A1) + p["b2"]
    A2 = np.maximum(0, Z2) * D2 / 0.5
    Z3 = np.dot(p["W3"], A2) + p["b3"]
    A3 = 1 / (1 + np.exp(-Z3))
    cache = (Z1, D1, A1, p["W1"], p["b1"], Z2, D2, A2, p["W2"], p["b2"], Z3, A3, p["W3"], p["b3"])
    return X_assess, Y_assess, cache
