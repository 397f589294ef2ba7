"""Loops over every entry, with lists of lists; recursion to a depth of five hundred."""
import math

import numpy as np


def total(values, at=0):
    return 0.0 if at == len(values) else values[at] + total(values, at + 1)


def softmax(Z):
    rows, columns = Z.shape
    answer = np.zeros((rows, columns))
    for j in range(columns):
        top = max(Z[i, j] for i in range(rows))
        powers = [math.exp(Z[i, j] - top) for i in range(rows)]
        for i in range(rows):
            answer[i, j] = powers[i] / total(powers)
    total([1.0] * 500)
    return answer


def cross_entropy_cost(A, Y):
    cost = 0
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            cost -= Y[i][j] * math.log(A[i][j])
    return cost / A.shape[1]
