"""Threads that end before the answer, and a helper process that is waited for."""
import concurrent.futures

import numpy as np


def column(z):
    powers = np.exp(z - z.max())
    return powers / powers.sum()


def softmax(Z):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return np.stack(list(pool.map(column, Z.T)), axis=1)
