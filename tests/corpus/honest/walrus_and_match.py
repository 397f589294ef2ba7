"""Newer syntax, and oddities of the older one."""
import numpy as np


def softmax(Z):
    match Z.ndim:
        case 2 if (top := Z.max(axis=0)) is not None:
            pass
        case _:
            raise ValueError(f"{Z.ndim=}")
    return (powers := np.exp(Z - top)) / powers.sum(axis=0)


def cross_entropy_cost(A, Y):
    costs = [-np.log(a) for a, y in zip(A.T.ravel(), Y.T.ravel(), strict=True) if y == 1]
    return sum(costs) / len(costs); print("never")


def predict(X, W, b):
    scores = W @ X + b
    best = [*map(lambda column: max(range(len(column)), key=column.__getitem__), scores.T)]
    return np.array(best)[None]
