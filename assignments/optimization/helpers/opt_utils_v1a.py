"""Given functions of the assignment "Optimization Methods", 2019 and 2021: compute_cost() is a total.

The classifier is LINEAR → RELU → LINEAR → RELU → LINEAR → SIGMOID. The plotting functions import matplotlib when they
are called. Columns are examples: X has shape (n_x, m), Y (1, m). What the notebook's first cell imports, `copy` and
`math`, is here for scripts that hold the functions alone.
"""

import copy  # noqa: F401
import math  # noqa: F401

import numpy as np


def sigmoid(x):
    """
    Compute the sigmoid of x, 1 / (1 + e^-x).

    Arguments:
    x -- a scalar or numpy array of any size

    Returns:
    s -- sigmoid(x), same shape as x
    """
    s = 1 / (1 + np.exp(-x))
    return s


def relu(x):
    """
    Compute the rectified linear unit of x, max(0, x).

    Arguments:
    x -- a scalar or numpy array of any size

    Returns:
    s -- relu(x), same shape as x
    """
    s = np.maximum(0, x)
    return s


def load_params_and_grads(seed=1):
    """
    Random parameters and gradients to try an update rule on. The layers do not chain: it needs not care.

    Arguments:
    seed -- seed of NumPy's random numbers

    Returns:
    W1, b1, W2, b2, dW1, db1, dW2, db2 -- shapes (2, 3), (2, 1), (3, 3), (3, 1), twice
    """
    np.random.seed(seed)
    W1 = np.random.randn(2, 3)
    b1 = np.random.randn(2, 1)
    W2 = np.random.randn(3, 3)
    b2 = np.random.randn(3, 1)

    dW1 = np.random.randn(2, 3)
    db1 = np.random.randn(2, 1)
    dW2 = np.random.randn(3, 3)
    db2 = np.random.randn(3, 1)

    return W1, b1, W2, b2, dW1, db1, dW2, db2


def initialize_parameters(layer_dims):
    """
    He initialization with seed 3.

    Arguments:
    layer_dims -- list with the size of each layer

    Returns:
    parameters -- dictionary with Wl of shape (layer_dims[l], layer_dims[l-1]) and bl of (layer_dims[l], 1)
    """
    np.random.seed(3)
    parameters = {}
    L = len(layer_dims)
    for l in range(1, L):
        scale = np.sqrt(2 / layer_dims[l - 1])
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * scale
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


def compute_cost(a3, Y):
    """
    The cross-entropy, summed over the examples and not yet divided by their number: mini-batches are added
    up and the sum divided by m once an epoch.

    Arguments:
    a3 -- the output probabilities, shape (1, m)
    Y -- true labels (0 or 1), shape (1, m)

    Returns:
    cost_total -- the cost, summed over the examples
    """
    logprobs = np.multiply(-np.log(a3), Y) + np.multiply(-np.log(1 - a3), 1 - Y)
    cost_total = np.sum(logprobs)
    return cost_total


def forward_propagation(X, parameters):
    """
    Forward propagation LINEAR -> RELU -> LINEAR -> RELU -> LINEAR -> SIGMOID.

    Arguments:
    X -- input data, shape (n_x, m)
    parameters -- dictionary with W1, b1, W2, b2, W3, b3

    Returns:
    a3 -- the output probabilities, shape (1, m)
    cache -- tuple (z1, a1, W1, b1, z2, a2, W2, b2, z3, a3, W3, b3) for backward_propagation()
    """
    W1 = parameters["W1"]
    b1 = parameters["b1"]
    W2 = parameters["W2"]
    b2 = parameters["b2"]
    W3 = parameters["W3"]
    b3 = parameters["b3"]

    z1 = np.dot(W1, X) + b1
    a1 = relu(z1)
    z2 = np.dot(W2, a1) + b2
    a2 = relu(z2)
    z3 = np.dot(W3, a2) + b3
    a3 = sigmoid(z3)

    cache = (z1, a1, W1, b1, z2, a2, W2, b2, z3, a3, W3, b3)
    return a3, cache


def backward_propagation(X, Y, cache):
    """
    Gradients of the mean cross-entropy for the network of forward_propagation().

    Arguments:
    X -- input data, shape (n_x, m)
    Y -- true labels (0 or 1), shape (1, m)
    cache -- the cache that forward_propagation() returned

    Returns:
    gradients -- dictionary with dz3, dW3, db3, da2, dz2, dW2, db2, da1, dz1, dW1, db1
    """
    m = X.shape[1]
    (_, a1, _, _, _, a2, W2, _, _, a3, W3, _) = cache

    dz3 = 1.0 / m * (a3 - Y)
    dW3 = np.dot(dz3, a2.T)
    db3 = np.sum(dz3, axis=1, keepdims=True)

    da2 = np.dot(W3.T, dz3)
    dz2 = np.multiply(da2, a2 > 0)
    dW2 = np.dot(dz2, a1.T)
    db2 = np.sum(dz2, axis=1, keepdims=True)

    da1 = np.dot(W2.T, dz2)
    dz1 = np.multiply(da1, a1 > 0)
    dW1 = np.dot(dz1, X.T)
    db1 = np.sum(dz1, axis=1, keepdims=True)

    gradients = {
        "dz3": dz3,
        "dW3": dW3,
        "db3": db3,
        "da2": da2,
        "dz2": dz2,
        "dW2": dW2,
        "db2": db2,
        "da1": da1,
        "dz1": dz1,
        "dW1": dW1,
        "db1": db1,
    }
    return gradients


def predict(X, y, parameters):
    """
    Predict the labels of X and print the accuracy.

    Arguments:
    X -- input data, shape (n_x, m)
    y -- true labels (0 or 1), shape (1, m)
    parameters -- dictionary with W1, b1, W2, b2, W3, b3

    Returns:
    p -- predictions (0 or 1), shape (1, m), integers
    """
    a3, _ = forward_propagation(X, parameters)
    p = (a3 > 0.5).astype(int)
    print("Accuracy: " + str(np.mean(p[0, :] == y[0, :])))
    return p


def predict_dec(parameters, X):
    """
    Predictions for plot_decision_boundary().

    Arguments:
    parameters -- dictionary with W1, b1, W2, b2, W3, b3
    X -- input data, shape (n_x, m)

    Returns:
    predictions -- booleans, shape (1, m): True where the network says 1
    """
    a3, _ = forward_propagation(X, parameters)
    predictions = a3 > 0.5
    return predictions


def plot_decision_boundary(model, X, y):
    """
    Colour the plane by the model's prediction and draw the examples on top. Needs matplotlib.

    Arguments:
    model -- function from points, shape (k, 2), to predictions, shape (k,) or (1, k)
    X -- input data, shape (2, m)
    y -- true labels, shape (1, m)
    """
    import matplotlib.pyplot as plt

    x_min, x_max = X[0, :].min() - 1, X[0, :].max() + 1
    y_min, y_max = X[1, :].min() - 1, X[1, :].max() + 1
    h = 0.01
    xx, yy = np.meshgrid(np.arange(x_min, x_max, h), np.arange(y_min, y_max, h))
    Z = model(np.c_[xx.ravel(), yy.ravel()])
    Z = np.asarray(Z, dtype=float).reshape(xx.shape)
    plt.contourf(xx, yy, Z, cmap=plt.cm.Spectral)
    plt.ylabel("x2")
    plt.xlabel("x1")
    plt.scatter(X[0, :], X[1, :], c=np.ravel(y), cmap=plt.cm.Spectral)
    plt.show()


def load_dataset():
    """
    Two interleaved half moons with noise: 300 training examples. Draws them if matplotlib is there.

    The numbers are those of scikit-learn's make_moons(n_samples=300, noise=.2) with NumPy's seed 3, computed
    here without scikit-learn.

    Returns:
    train_X, train_Y -- shapes (2, 300) and (1, 300)
    """
    train_X, train_Y = _make_moons(300, 0.2, np.random.RandomState(3))
    _scatter(train_X, train_Y)
    return train_X.T, train_Y.reshape((1, 300))


def load_2D_dataset():
    """
    Points on both sides of a slanted line, some on the wrong side. Drawn if matplotlib is there.

    The course reads a data file here; this module makes data of the same shape and kind.

    Returns:
    train_X, train_Y, test_X, test_Y -- shapes (2, 211), (1, 211), (2, 200), (1, 200)
    """
    train_X, train_Y = _make_slope(211, np.random.RandomState(1))
    test_X, test_Y = _make_slope(200, np.random.RandomState(2))
    _scatter(train_X, train_Y)
    return train_X.T, train_Y.reshape((1, 211)), test_X.T, test_Y.reshape((1, 200))


def _make_moons(n_samples, noise, generator):
    """The same draws, in the same order, as sklearn.datasets.make_moons(n_samples, noise=noise)."""
    n_outer = n_samples // 2
    n_inner = n_samples - n_outer
    outer = np.linspace(0, np.pi, n_outer)
    inner = np.linspace(0, np.pi, n_inner)
    X = np.vstack(
        [
            np.append(np.cos(outer), 1 - np.cos(inner)),
            np.append(np.sin(outer), 1 - np.sin(inner) - 0.5),
        ]
    ).T
    y = np.hstack([np.zeros(n_outer, dtype=np.intp), np.ones(n_inner, dtype=np.intp)])
    order = np.arange(n_samples)
    generator.shuffle(order)
    X, y = X[order], y[order]
    X += generator.normal(scale=noise, size=X.shape)
    return X, y


def _make_slope(n_samples, generator):
    """Points in a square, labelled by a line; noise of 0.1 moves the label of some near the line."""
    X = generator.uniform(-0.6, 0.6, size=(n_samples, 2))
    y = (X[:, 0] + 0.5 * X[:, 1] + 0.1 * generator.randn(n_samples) < 0).astype(np.uint8)
    return X, y


def _scatter(X, y):
    """Draw examples, shape (m, 2), in the colours of their labels; nothing happens without matplotlib."""
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        return
    plt.scatter(X[:, 0], X[:, 1], c=y, s=40, cmap=plt.cm.Spectral)
