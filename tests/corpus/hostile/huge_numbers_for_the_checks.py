"""Shapes, counts and numbers that a check might use as a size."""

import numpy as np


def update_lr(learning_rate0, epoch_num, decay_rate):
    return 1 << 4090


def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return np.longdouble("1e4900")


def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    big = np.full(X.shape, 2.0**62)
    return [(big, np.full(Y.shape, -(2.0**62)))] * 3


def initialize_velocity(parameters):
    return {f"d{name}": np.empty((0, 2**38)) for name in parameters}


def initialize_adam(parameters):
    return [{f"d{name}": 1 << 4000 for name in parameters}] * 2
