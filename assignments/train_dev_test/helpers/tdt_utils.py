"""Given constants and functions of the assignment "Train, Dev and Test Sets".

Columns are examples: X has shape (n, m), Y (1, m). Only NumPy is imported here.
"""

import numpy as np

# A bias or a variance above this is high.
HIGH = 0.02

BIAS_STEPS = ["train a bigger network", "train longer", "try another architecture"]
VARIANCE_STEPS = ["get more data", "add regularization", "try another architecture"]


def load_rings(m=600, seed=1):
    """
    Two noisy rings around the origin, sorted by class.

    Arguments:
    m -- number of examples, even

    Returns:
    X -- points, shape (2, m); the second coordinate is in other units than the first
    Y -- class 0 (inner ring) or 1 (outer ring), shape (1, m)
    """
    rng = np.random.RandomState(seed)
    Y = np.repeat([0, 1], m // 2).reshape(1, m)
    radius = 1 + Y + 0.35 * rng.randn(1, m)
    angle = rng.uniform(0, 2 * np.pi, size=(1, m))
    X = np.concatenate([radius * np.cos(angle), 40 * radius * np.sin(angle) + 300])
    return X, Y


def predict_nearest(X_train, Y_train, X, k):
    """
    Predict the class that most of the k nearest training examples have.

    Arguments:
    X_train, Y_train -- training set, shapes (n, m) and (1, m)
    X -- examples to classify, shape (n, m2)
    k -- number of neighbours, odd

    Returns:
    predictions -- shape (1, m2)
    """
    distances = np.sum((X_train[:, :, np.newaxis] - X[:, np.newaxis, :]) ** 2, axis=0)
    nearest = np.argsort(distances, axis=0)[:k]
    return (np.mean(Y_train[0, nearest], axis=0, keepdims=True) > 0.5).astype(int)
