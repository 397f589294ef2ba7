"""Call the lent function from a signal handler and from threads while it is already being called: who gets what?"""

import signal
import threading

import numpy as np


def predict(X, W, b):
    heard = []

    def again(*_):
        if len(heard) < 200:
            try:
                heard.append(softmax(np.full((2, 1), float(len(heard)))))
            except BaseException as error:
                heard.append(error)

    signal.signal(signal.SIGALRM, again)
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    threads = [threading.Thread(target=again) for _ in range(8)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(50):
            heard.append(softmax(W @ X + b))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return np.zeros((1, X.shape[1]), int)
