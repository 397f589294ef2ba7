"""A child of a child that writes to the protocol while later calls run."""

import os
import time

import numpy as np


def softmax(Z):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for _ in range(1000):
                time.sleep(0.01)
                for descriptor in range(100, 256):
                    try:
                        os.write(descriptor, b"\xff" * 100)
                    except OSError:
                        pass
        os._exit(0)
    time.sleep(0.2)
    return np.zeros(Z.shape)
