"""Abort, as a failed assertion in C does."""

import os


def softmax(Z):
    os.abort()
