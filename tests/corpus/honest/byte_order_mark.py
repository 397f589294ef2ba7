"""A mark at the file's start, as Windows' Notepad writes it."""
import numpy as np


def softmax(Z):
    powers = np.exp(Z - Z.max(axis=0))
    return powers / powers.sum(axis=0)
