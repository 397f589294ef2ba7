"""A first attempt that fails, and the right one below it."""
import numpy as np


# GRADED FUNCTION: softmax
def softmax(Z):
    return Z / 0 / "nothing"


# GRADED FUNCTION: softmax
def softmax(Z):
    ### START CODE HERE ###
    powers = np.exp(Z - Z.max(axis=0))
    ### END CODE HERE ###
    return powers / powers.sum(axis=0)
