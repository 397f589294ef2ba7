"""Prints of every kind, up to a megabyte, in functions that are right."""
import sys
import warnings

import numpy as np


def softmax(Z):
    print("Z =", Z)
    print("x" * 10_000, file=sys.stderr)
    powers = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    print(f"{powers=}", flush=True)
    return powers / np.sum(powers, axis=0, keepdims=True)


def cross_entropy_cost(A, Y):
    warnings.warn("the cost is about to be computed")
    cost = -np.sum(Y * np.log(A)) / Y.shape[1]
    print("cost: %.3f €" % cost, end="")
    return cost


def softmax_backward(X, A, Y):
    m = X.shape[1]
    dZ = A - Y
    sys.stdout.write("dZ\n")
    return {"dZ": dZ, "dW": np.dot(dZ, X.T) / m, "db": np.sum(dZ, axis=1, keepdims=True) / m}


def predict(X, W, b):
    print(repr(softmax(np.dot(W, X) + b)), "\ud800", "→")
    return np.argmax(softmax(np.dot(W, X) + b), axis=0)[np.newaxis, :]
