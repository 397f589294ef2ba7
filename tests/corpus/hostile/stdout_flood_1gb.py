"""Print a gigabyte."""


def softmax(Z):
    line = "x" * 2**20
    for _ in range(1024):
        print(line)
    return Z


def cross_entropy_cost(A, Y):
    import numpy as np

    return -np.mean(np.sum(Y * np.log(A), axis=0))
