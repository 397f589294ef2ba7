"""Have the interpreter's crash reporter write into the protocol: in the middle of an answer, again and again."""

import faulthandler
import sys
import time

import numpy as np


def softmax(Z):
    frame = sys._getframe(1)
    while "call" not in frame.f_locals:
        frame = frame.f_back
    faulthandler.dump_traceback_later(0.001, repeat=True, file=frame.f_locals["self"]._writer)
    time.sleep(0.1)
    return np.zeros((2**10, 2**10))
