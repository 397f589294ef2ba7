"""Write without end to standard error, past Python."""

import os


def softmax(Z):
    while True:
        os.write(2, b"\x1b[31m" * 20_000)
