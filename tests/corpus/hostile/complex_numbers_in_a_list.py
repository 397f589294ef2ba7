"""Right real parts beside imaginary ones: arrays without an axis in a list, where a conversion might drop them."""

import numpy as np


def exponentially_weighted_average(values, beta, bias_correction=True):
    v, averages = 0.0, []
    for t, value in enumerate(values, start=1):
        v = beta * v + (1 - beta) * value
        right = v / (1 - beta**t) if bias_correction else v
        averages.append(np.array(right + 1e6j))
    return averages


def exponential_decay(learning_rate0, epoch, decay):
    return np.complex128(complex(learning_rate0 * decay**epoch, -1.0))


def has_converged(costs, tolerance, patience):
    return np.array(1 + 0j)
