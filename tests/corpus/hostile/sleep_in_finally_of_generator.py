"""Hang where objects are thrown away, after the answer was made."""

import time

import numpy as np


class Slow(dict):
    def __del__(self):
        time.sleep(1000)


def softmax(Z):
    return Slow(A=np.zeros(Z.shape))
