"""Keys that are equal and aren't: NaN a thousand times, zeros of every kind, true and one, texts that look alike."""

import numpy as np


def softmax(Z):
    return {float("nan"): Z for _ in range(3)}


def cross_entropy_cost(A, Y):
    return {float("nan") * n: -0.0 for n in range(1000)}


def softmax_backward(X, A, Y):
    good = {"dZ": A - Y, "dW": (A - Y) @ X.T / X.shape[1], "db": (A - Y).mean(axis=1, keepdims=True)}
    return {name.replace("d", "\u0501"): value for name, value in good.items()} | {"dZ\u200b": 0, ("dZ",): 0, b"dZ": 0}


def predict(X, W, b):
    return {0: 1, 0.5: 2, (0, (0.5, (None,))): 3, complex("nan"): 4, 2**4000: 5, "": 6, b"": 7, None: 8}
