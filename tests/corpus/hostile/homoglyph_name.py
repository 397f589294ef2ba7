"""A function whose name only looks like the graded one, and one whose name is spelled in wide letters."""

import numpy as np


def ѕoftmax(Z):
    powers = np.exp(Z - Z.max(axis=0))
    return powers / powers.sum(axis=0)


def cross_entropy＿cost(A, Y):
    return 0.0
