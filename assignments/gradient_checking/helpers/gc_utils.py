"""Given functions of the assignment "Gradient Checking": activations, and parameters to vectors and back.

The network is fixed: W1 (5, 4), b1 (5, 1), W2 (3, 5), b2 (3, 1), W3 (1, 3), b3 (1, 1), 47 parameters in all.
"""

import numpy as np


def sigmoid(x):
    """Compute 1 / (1 + e^-x), element by element."""
    return 1 / (1 + np.exp(-x))


def relu(x):
    """Compute max(0, x), element by element."""
    return np.maximum(0, x)


def dictionary_to_vector(parameters):
    """
    Roll all parameters into one column.

    Returns:
    theta -- array of shape (47, 1)
    keys -- for each entry the name of the parameter it comes from
    """
    keys = []
    parts = []
    for key in ["W1", "b1", "W2", "b2", "W3", "b3"]:
        column = np.reshape(parameters[key], (-1, 1))
        keys = keys + [key] * column.shape[0]
        parts.append(column)
    return np.concatenate(parts, axis=0), keys


def vector_to_dictionary(theta):
    """Cut a column of 47 into W1, b1, W2, b2, W3, b3: the inverse of dictionary_to_vector()."""
    return {
        "W1": theta[:20].reshape((5, 4)),
        "b1": theta[20:25].reshape((5, 1)),
        "W2": theta[25:40].reshape((3, 5)),
        "b2": theta[40:43].reshape((3, 1)),
        "W3": theta[43:46].reshape((1, 3)),
        "b3": theta[46:47].reshape((1, 1)),
    }


def gradients_to_vector(gradients):
    """Roll dW1, db1, dW2, db2, dW3, db3 into one column of 47; other keys are left out."""
    keys = ["dW1", "db1", "dW2", "db2", "dW3", "db3"]
    return np.concatenate([np.reshape(gradients[key], (-1, 1)) for key in keys], axis=0)
