"""A timer whose handler raises, a thousand times a second, in whatever runs then: the function, the encoder, the loop."""

import signal
import sys

import numpy as np


def handler(number, frame):
    raise (SystemExit, KeyboardInterrupt, MemoryError, GeneratorExit)[id(frame) // 16 % 4]("x" * 5000)


def softmax(Z):
    signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 1e-3, 1e-3)
    return [[np.zeros(Z.shape)] * 100 for _ in range(1000)]


def cross_entropy_cost(A, Y):
    signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 3e-3, 1e-4)
    return 0.0
