"""Keys that collide, keys that are twice there, keys that equal others."""

import numpy as np


class Key(str):
    __hash__ = lambda self: hash("dZ")
    __eq__ = lambda self, other: False


def softmax(Z):
    return {n * (2**61 - 1): n for n in range(5000)}


def cross_entropy_cost(A, Y):
    return {float("nan"): 1, float("-nan"): 2, (1, (2, 3)): 4, None: 5, True: 6, b"": 7}


def softmax_backward(X, A, Y):
    return {Key("dZ"): 1, "dZ": A - Y, Key("dZ"): 2, "dW": 0, "db": 0}


def predict(X, W, b):
    return {tuple(range(1000)): 1}
