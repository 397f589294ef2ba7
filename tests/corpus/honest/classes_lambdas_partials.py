"""Graded names bound to a lambda, a partial, an instance's method and a decorated function."""
import dataclasses
import functools

import numpy as np


@dataclasses.dataclass
class Layer:
    axis: int = 0

    def forward(self, Z):
        powers = np.exp(Z - Z.max(axis=self.axis))
        return powers / powers.sum(axis=self.axis)


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def normalised(axis, Z):
    return Layer(axis).forward(Z)


softmax = functools.partial(normalised, 0)
cross_entropy_cost = lambda A, Y: -np.mean(np.sum(Y * np.log(A), axis=0))


@logged
@functools.lru_cache(maxsize=None) if False else logged
def softmax_backward(X, A, Y):
    dZ = A - Y
    return {"dZ": dZ, "dW": dZ @ X.T / X.shape[1], "db": dZ.mean(axis=1, keepdims=True)}


@functools.singledispatch
def predict(X, W, b):
    return np.argmax(W @ X + b, axis=0).reshape(1, -1)
