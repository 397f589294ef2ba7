"""What TensorFlow writes to the standard error of the process, past Python, at import and at every call."""
import os

import numpy as np

NOISE = (b"2024-01-01 00:00:00.000000: I tensorflow/core/util/port.cc:113] oneDNN custom operations are on.\n"
         b"WARNING:tensorflow:AutoGraph could not be transformed\n" * 20)


class Noise:
    os.write(2, NOISE)


def softmax(Z):
    os.write(2, NOISE)
    powers = np.exp(Z - Z.max(axis=0))
    return powers / powers.sum(axis=0)


def cross_entropy_cost(A, Y):
    os.write(1, NOISE)
    return -np.mean(np.sum(Y * np.log(A), axis=0))
