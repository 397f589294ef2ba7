"""Given functions of the assignment "Regularization".

The classifier is LINEAR → RELU → LINEAR → RELU → LINEAR → SIGMOID. Only NumPy is imported here; the plotting
functions import matplotlib when they are called. Columns are examples: X has shape (n_x, m), Y (1, m).
"""

import numpy as np


def sigmoid(x):
    """Compute 1 / (1 + e^-x), element by element."""
    return 1 / (1 + np.exp(-x))


def relu(x):
    """Compute max(0, x), element by element."""
    return np.maximum(0, x)


def initialize_parameters(layer_dims):
    """
    Random weights of standard deviation 1 / sqrt(units before), zero biases.

    Arguments:
    layer_dims -- list of the number of units per layer, the input first

    Returns:
    parameters -- dictionary with Wl of shape (layer_dims[l], layer_dims[l-1]) and bl of shape (layer_dims[l], 1)
    """
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) / np.sqrt(layer_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


def forward_propagation(X, parameters):
    """
    Forward propagation LINEAR -> RELU -> LINEAR -> RELU -> LINEAR -> SIGMOID.

    Returns:
    A3 -- the output probabilities, shape (1, m)
    cache -- tuple (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
    """
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)


def backward_propagation(X, Y, cache):
    """
    Gradients of the mean cross-entropy for the network of forward_propagation(), without regularization.

    Returns:
    gradients -- dictionary with dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1
    """
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    return {
        "dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
        "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1,
    }  # fmt: skip


def update_parameters(parameters, grads, learning_rate):
    """One step of gradient descent: theta = theta - learning_rate * d_theta. Returns the parameters."""
    for l in range(1, len(parameters) // 2 + 1):
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters


def compute_cost(a3, Y):
    """
    The mean cross-entropy.

    Arguments:
    a3 -- output probabilities, shape (1, m)
    Y -- true labels (0 or 1), shape (1, m)
    """
    m = Y.shape[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        logprobs = np.multiply(-np.log(a3), Y) + np.multiply(-np.log(1 - a3), 1 - Y)
    return 1.0 / m * np.nansum(logprobs)


def predict(X, y, parameters):
    """Predict 0 or 1 for each column of X, print the accuracy against y (1, m), and return the predictions (1, m)."""
    a3, _ = forward_propagation(X, parameters)
    p = (a3 > 0.5).astype(int)
    print("Accuracy: " + str(np.mean(p[0, :] == y[0, :])))
    return p


def predict_dec(parameters, X):
    """Predict True or False for each column of X; used to plot the decision boundary."""
    a3, _ = forward_propagation(X, parameters)
    return a3 > 0.5


def plot_decision_boundary(model, X, y):
    """Plot the regions of a two-dimensional input where model(points) is true, and the examples."""
    import matplotlib.pyplot as plt

    x_min, x_max = X[0, :].min() - 1, X[0, :].max() + 1
    y_min, y_max = X[1, :].min() - 1, X[1, :].max() + 1
    xx, yy = np.meshgrid(np.arange(x_min, x_max, 0.01), np.arange(y_min, y_max, 0.01))
    Z = model(np.c_[xx.ravel(), yy.ravel()]).reshape(xx.shape)
    plt.contourf(xx, yy, Z, cmap=plt.cm.Spectral)
    plt.ylabel("x2")
    plt.xlabel("x1")
    plt.scatter(X[0, :], X[1, :], c=np.ravel(y), cmap=plt.cm.Spectral)
    plt.show()


def load_2D_dataset():
    """
    A football pitch: where a goal keeper should kick the ball so that the own team gets it.

    The course's file is not shipped; these are points of the same kind, drawn from a fixed seed.

    Returns:
    train_X, train_Y, test_X, test_Y -- shapes (2, 211), (1, 211), (2, 200), (1, 200)
    """
    rng = np.random.RandomState(0)

    def draw(n):
        X = rng.uniform([-0.75, -0.75], [0.55, 0.7], size=(n, 2))
        border = 0.5 * X[:, 0] + 0.05 + 0.1 * rng.randn(n)
        return X.T, (X[:, 1] > border).astype(int).reshape(1, n)

    return (*draw(211), *draw(200))


def load_planar_dataset(randomness, seed):
    """A two-class flower with petals; `randomness` is the noise of the radius. Returns X (2, 50) and Y (1, 50)."""
    rng = np.random.RandomState(seed)
    m, half = 50, 25
    X, Y = np.zeros((m, 2)), np.zeros((m, 1), dtype="uint8")
    for j in range(2):
        ix = range(half * j, half * (j + 1))
        t = np.linspace(j, 4 * 3.1415 * (j + 1), half)
        r = 0.3 * np.square(t) + rng.randn(half) * randomness
        X[ix] = np.c_[r * np.sin(t), r * np.cos(t)]
        Y[ix] = j
    return X.T, Y.T
