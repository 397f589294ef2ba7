"""numpy.random.default_rng instead of the notebook's seed."""
import numpy as np

rng = np.random.default_rng(7)


def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    order = rng.permutation(X.shape[1])
    parts = [order[k : k + mini_batch_size] for k in range(0, len(order), mini_batch_size)]
    return [(X[:, part], Y[:, part]) for part in parts]
