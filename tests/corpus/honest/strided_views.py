"""Right answers as views: turned round, transposed, read-only, in the other byte order, of NumPy's old kinds."""
import numpy as np


def softmax(Z):
    powers = np.exp(Z - Z.max(axis=0))
    answer = np.asfortranarray(powers / powers.sum(axis=0))
    answer.flags.writeable = False
    return answer[::-1][::-1]


def cross_entropy_cost(A, Y):
    return np.array(-np.mean(np.sum(Y * np.log(A), axis=0)), dtype=">f8")


def softmax_backward(X, A, Y):
    dZ = A - Y
    wide = np.repeat(dZ, 2, axis=1)[:, ::2]
    return {"dZ": wide, "dW": (X @ dZ.T).T / X.shape[1], "db": np.asmatrix(dZ.mean(axis=1)).T, "extra": "kept"}


def predict(X, W, b):
    return np.argmax(W @ X + b, axis=0).astype(">i2").reshape(1, -1)
