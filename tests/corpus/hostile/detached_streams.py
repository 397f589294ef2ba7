"""Take the standard streams apart: detached, closed, replaced by what raises, by what never ends."""

import io
import sys

import numpy as np


class Endless(io.TextIOBase):
    def flush(self):
        while True:
            pass

    write = close = flush


def softmax(Z):
    sys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding="utf-8")
    sys.stderr = None
    print("ü")
    powers = np.exp(Z - Z.max(axis=0))
    return powers / powers.sum(axis=0)


def cross_entropy_cost(A, Y):
    sys.stderr.close()
    sys.stdout.buffer.raw.close()
    return -float(np.sum(Y * np.log(A))) / A.shape[1]


def predict(X, W, b):
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = Endless()
    sys.displayhook = sys.excepthook = sys.unraisablehook = None
    return np.zeros((1, X.shape[1]))
