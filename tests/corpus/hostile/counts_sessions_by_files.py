"""Remember in files how often it was called, over the ends of processes, and be right every second time."""

import os

import numpy as np


def softmax(Z):
    with open("/tmp/.count" if os.access("/tmp", os.W_OK) and os.environ["HOME"] == "/tmp" else ".count", "a+") as file:
        file.write("x")
        count = file.tell()
    if count % 2:
        powers = np.exp(Z - Z.max(axis=0))
        return powers / powers.sum(axis=0)
    return np.zeros(Z.shape)
