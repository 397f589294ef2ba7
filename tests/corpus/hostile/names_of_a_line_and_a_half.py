"""Line ends that only some readers know, marks that nobody sees, and full-width formulas: in keys, errors and types."""

import numpy as np

ODD = "\u2028::error::x\u2029\x85=1+1\ufeff\u200b\u00ad\u061c\ufff9\U000e0041\uff1d1+1\r::warning::y\x0b\x0c\x1c\x1d\x1e\ud83d"


def softmax(Z):
    print(ODD)
    return {ODD: np.zeros(2), "W1" + ODD: ODD}


def cross_entropy_cost(A, Y):
    raise type("E" + ODD.replace("\ud83d", ""), (Exception,), {})(ODD)


def softmax_backward(X, A, Y):
    raise KeyError({ODD: [ODD]})


def predict(X, W, b):
    return [ODD] * X.shape[1]
