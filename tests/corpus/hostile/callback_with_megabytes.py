"""Send sixteen megabytes to the stand-in again and again."""

import numpy as np


def predict(X, W, b):
    for _ in range(999):
        softmax(np.zeros((2, 10**6)))
    return np.zeros((1, X.shape[1]), dtype=int)
