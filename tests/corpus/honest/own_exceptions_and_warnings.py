"""Raises and catches inside, strict NumPy errors, assertions that hold, a context manager."""
import contextlib

import numpy as np


class NotStable(ArithmeticError):
    pass


@contextlib.contextmanager
def strict():
    with np.errstate(all="raise"):
        yield


def softmax(Z):
    try:
        with strict():
            powers = np.exp(Z)
            if not np.isfinite(powers).all() or (powers.sum(axis=0) == 0).any():
                raise NotStable
    except (FloatingPointError, NotStable):
        powers = np.exp(Z - Z.max(axis=0))
    assert powers.shape == Z.shape
    return powers / powers.sum(axis=0)


def cross_entropy_cost(A, Y):
    import warnings

    warnings.simplefilter("error")
    return -np.mean(np.sum(Y * np.log(A), axis=0))
