"""Sleep without end, and use no processor time at all."""

import time


def softmax(Z):
    while True:
        time.sleep(1000)
