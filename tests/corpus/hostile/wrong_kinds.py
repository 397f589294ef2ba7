"""Numbers as text, as bytes, as complex numbers, as fractions, as truth values."""

import decimal
import fractions

import numpy as np


def softmax(Z):
    powers = np.exp(Z - Z.max(axis=0))
    return (powers / powers.sum(axis=0)).astype(str).tolist()


def cross_entropy_cost(A, Y):
    return decimal.Decimal("nan"), fractions.Fraction(1, 3)


def softmax_backward(X, A, Y):
    return {"dZ": (A - Y) + 0j, "dW": b"\0" * 8, "db": memoryview(A)}


def predict(X, W, b):
    return True
