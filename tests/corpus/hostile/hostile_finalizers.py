"""Objects that do things when they are freed, inside whatever code frees them."""

import os

import numpy as np


class Bomb:
    def __init__(self, action):
        self.action = action

    def __del__(self):
        self.action()


def raises():
    raise SystemExit(0)


def softmax(Z):
    return [Bomb(raises), Bomb(lambda: print("freed" * 1000)), np.zeros(Z.shape)]


def cross_entropy_cost(A, Y):
    return [Bomb(lambda: os._exit(0))]
