"""The smallest numbers there are, with the wrong sign."""

import numpy as np


def softmax(Z):
    return np.full(Z.shape, -5e-324)


def cross_entropy_cost(A, Y):
    return -0.0


def softmax_backward(X, A, Y):
    return {"dZ": -0.0 * A, "dW": np.full((len(A), len(X)), 5e-324), "db": np.full((len(A), 1), np.float16(-6e-8))}


def predict(X, W, b):
    return np.full((1, X.shape[1]), -1e-310)
