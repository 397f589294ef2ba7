"""Arrays of 24 axes of length two, in which nothing is left out when they are shown."""

import numpy as np


def softmax(Z):
    return np.ones((2,) * 24, np.uint8)


def cross_entropy_cost(A, Y):
    return np.ones((2,) * 21)


def softmax_backward(X, Y, A):
    return {"dW": np.ones((3,) * 15, np.uint8)[:1], "db": np.ones((2,) * 22, np.uint8)}


def predict(X, W, b):
    return [np.ones((2,) * 23, np.bool_)]
