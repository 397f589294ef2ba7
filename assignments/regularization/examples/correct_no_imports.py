# Regularization, as a plain script: np, relu, sigmoid, compute_cost and the rest come from reg_utils.

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    squares = sum((parameters["W%d" % l] ** 2).sum() for l in (1, 2, 3))
    return compute_cost(A3, Y) + lambd * squares / (2 * Y.shape[1])


def backward_propagation_with_regularization(X, Y, cache, lambd):
    gradients = backward_propagation(X, Y, cache)
    for l, W in ((1, cache[2]), (2, cache[6]), (3, cache[10])):
        gradients["dW%d" % l] = gradients["dW%d" % l] + lambd * W / X.shape[1]
    return gradients


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    cache = []
    A = X
    for l in (1, 2):
        W, b = parameters["W%d" % l], parameters["b%d" % l]
        Z = W.dot(A) + b
        D = np.random.rand(*Z.shape) < keep_prob
        A = relu(Z) * D / keep_prob
        cache.extend([Z, D, A, W, b])
    Z3 = parameters["W3"].dot(A) + parameters["b3"]
    A3 = sigmoid(Z3)
    return A3, tuple(cache) + (Z3, A3, parameters["W3"], parameters["b3"])


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = X.shape[1]
    dZ3 = A3 - Y
    dA2 = W3.T.dot(dZ3) * D2 / keep_prob
    dZ2 = dA2 * (A2 > 0)
    dA1 = W2.T.dot(dZ2) * D1 / keep_prob
    dZ1 = dA1 * (A1 > 0)
    gradients = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    for l, dZ, A in ((1, dZ1, X), (2, dZ2, A1), (3, dZ3, A2)):
        gradients["dW%d" % l] = dZ.dot(A.T) / m
        gradients["db%d" % l] = dZ.sum(axis=1, keepdims=True) / m
    return gradients


def train(X, Y, num_iterations=1000):
    parameters = initialize_parameters([X.shape[0], 20, 3, 1])
    for i in range(num_iterations):
        A3, cache = forward_propagation_with_dropout(X, parameters, 0.8)
        parameters = update_parameters(parameters, backward_propagation_with_dropout(X, Y, cache, 0.8), 0.3)
    return parameters
