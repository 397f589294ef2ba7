"""Exceptions that never finish saying what they are: in __str__, in arguments, in the names of their classes."""


class Endless(Exception):
    def __str__(self):
        while True:
            pass


class Argument:
    def __repr__(self):
        return "".join(iter(lambda: "x", "y"))


def softmax(Z):
    raise Endless


def cross_entropy_cost(A, Y):
    raise ValueError(Argument())


def softmax_backward(A, Y, X):
    raise KeyError("k" * 2**26)


def predict(X, W, b):
    raise type("N" * 2**20, (Exception,), {})("\ud800" * 2**20)
