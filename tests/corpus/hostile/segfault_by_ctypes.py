"""Read where nothing is."""

import ctypes

import numpy as np


def softmax(Z):
    ctypes.string_at(0)


def cross_entropy_cost(A, Y):
    return -np.mean(np.sum(Y * np.log(A), axis=0))
