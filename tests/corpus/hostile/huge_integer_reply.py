"""Return integers of a million bits, and just below what is allowed."""


def softmax(Z):
    return 1 << 10**6


def cross_entropy_cost(A, Y):
    return 1 << 4000


def softmax_backward(X, A, Y):
    return {"dZ": -1 << 4000, "dW": 2**63, "db": 10**400}


def predict(X, W, b):
    return [[1 << 4000] * X.shape[1]]
