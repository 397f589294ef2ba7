"""Other names, no defaults, no seed: arguments are handed over by position."""
import numpy as np


def random_mini_batches(data, labels, size):
    p = np.random.permutation(data.shape[1])
    data, labels = data[:, p], labels[:, p].reshape((1, data.shape[1]))
    return [(data[:, k : k + size], labels[:, k : k + size]) for k in range(0, data.shape[1], size)]


def update_lr(*args):
    first, epoch, decay = args
    return first / (1 + decay * epoch)


def schedule_lr_decay(a0, n, d, every):
    return (1 / (1 + d * (n // every))) * a0
