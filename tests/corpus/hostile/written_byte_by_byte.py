"""Print a hundred thousand single bytes with a flush each, from several processes: every byte is news of its own."""

import os

import numpy as np


def softmax(Z):
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            for _ in range(100_000):
                os.write(1, b"x")
                os.write(2, b"y")
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return np.zeros(Z.shape)
