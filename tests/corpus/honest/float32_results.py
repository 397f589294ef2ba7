"""All of it in single precision."""
import numpy as np


def softmax(Z):
    Z = (Z - Z.max(axis=0)).astype(np.float32)
    powers = np.exp(Z)
    return powers / powers.sum(axis=0)


def cross_entropy_cost(A, Y):
    return np.float32(-np.mean(np.sum(Y * np.log(A), axis=0)))


def softmax_backward(X, A, Y):
    X, dZ = X.astype("f4"), (A - Y).astype("f4")
    m = np.float32(X.shape[1])
    return {"dZ": dZ, "dW": dZ @ X.T / m, "db": dZ.sum(axis=1, keepdims=True) / m}


def predict(X, W, b):
    return np.argmax(W @ X + b, axis=0).reshape(1, -1).astype(np.float32)
