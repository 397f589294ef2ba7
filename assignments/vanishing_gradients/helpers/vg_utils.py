"""Given constants and functions of the assignment "Vanishing and Exploding Gradients".

Columns are examples: X has shape (n, m). Only NumPy is imported here.
"""

import numpy as np

# Ratios of the first layer's gradient norm to the last layer's, below and above which something is wrong.
VANISHING = 1e-3
EXPLODING = 1e3


def relu(z):
    """The rectified linear unit, max(0, z)."""
    return np.maximum(0, z)


def linear(z):
    """No activation: z itself."""
    return z


ACTIVATIONS = {"tanh": np.tanh, "relu": relu, "linear": linear}


def deep_weights(depth, width, factor, seed=1):
    """
    Normal weights of a deep network of equal layers.

    Arguments:
    depth -- number of layers L
    width -- units of every layer, and size of the input
    factor -- the standard deviation of the weights, times the square root of the width

    Returns:
    weights -- list of L arrays of shape (width, width)
    """
    rng = np.random.RandomState(seed)
    return [rng.randn(width, width) * factor / np.sqrt(width) for _ in range(depth)]


def backward_tanh(X, Y, parameters):
    """
    Gradients of the mean squared error of a deep network with tanh in every layer.

    Arguments:
    X -- inputs, shape (n_0, m)
    Y -- targets, shape (n_L, m)
    parameters -- dictionary with W1, b1, ..., WL, bL

    Returns:
    grads -- dictionary with dWL, dbL, ..., dW1, db1
    """
    L, m = len(parameters) // 2, X.shape[1]
    activations = [X]
    for l in range(1, L + 1):
        activations.append(np.tanh(parameters["W" + str(l)] @ activations[-1] + parameters["b" + str(l)]))
    grads = {}
    dA = (activations[L] - Y) / m
    for l in range(L, 0, -1):
        dZ = dA * (1 - activations[l] ** 2)
        grads["dW" + str(l)] = dZ @ activations[l - 1].T
        grads["db" + str(l)] = np.sum(dZ, axis=1, keepdims=True)
        dA = parameters["W" + str(l)].T @ dZ
    return grads
