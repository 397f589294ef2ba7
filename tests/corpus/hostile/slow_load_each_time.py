"""Take nearly all the time of a load, then end at the first call, so that it is loaded again, and again."""

import os
import time


class Slow:
    until = time.monotonic() + 3.0
    while time.monotonic() < until:
        time.sleep(0.01)


def softmax(Z):
    os._exit(1)


def cross_entropy_cost(A, Y):
    os._exit(1)


def softmax_backward(X, A, Y):
    os._exit(1)


def predict(X, W, b):
    os._exit(1)
