"""Sequences that clear terminals, set their titles and type into them: printed, raised and returned."""

ANSI = "\x1b[2J\x1b[31m\x1b]0;corpus\x07\x1b]8;;http://x\x1b\\\x9b31m\x00\x08\x7f\r"


def softmax(Z):
    print(ANSI)
    raise ValueError(ANSI + "passed")


def cross_entropy_cost(A, Y):
    return ANSI


def softmax_backward(X, A, Y):
    return {ANSI: ANSI}
