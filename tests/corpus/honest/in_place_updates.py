"""Arguments that are changed in place and given back, as the notebook's own code does."""
import numpy as np


def softmax(Z):
    Z -= Z.max(axis=0)
    np.exp(Z, out=Z)
    Z /= Z.sum(axis=0)
    return Z


def cross_entropy_cost(A, Y):
    terms = np.log(A)
    terms *= Y
    return -terms.sum() / A.shape[1]


def softmax_backward(X, A, Y):
    A -= Y
    return {"dZ": A, "dW": A @ X.T / X.shape[1], "db": A.mean(axis=1)[:, None]}
