"""As many bytes, elements, keys, levels and digits as a reply may have, all at once, at every call."""

import numpy as np


def nested(levels):
    value = [0.5]
    for _ in range(levels):
        value = (value,)
    return value


def softmax(Z):
    return np.full(2**21 - 2, 5e-324)


def cross_entropy_cost(A, Y):
    return [[0.1] * 1000 for _ in range(190)] + [nested(25)]


def softmax_backward(X, A, Y):
    return {name: np.zeros((1,) * 32) for name in map(str, range(2500))} | {"dW": "9" * 500_000, "dZ": 2**4090}


def predict(X, W, b):
    return [np.zeros((2, 0, 2)) for _ in range(20_000)] + [b"x" * 2**23, 10**1200]
