"""NaN and infinities where a statistic decides, and a search whose every figure is none."""

import numpy as np

NAN = float("nan")


def sample_uniform(low, high, size, seed=None):
    return np.full(size, NAN)


def sample_log_uniform(low, high, size, seed=None):
    x = np.exp(np.random.uniform(np.log(low), np.log(high), size))
    x[::100] = NAN
    return x


def sample_momentum_beta(low, high, size, seed=None):
    x = 1 - np.exp(np.random.uniform(np.log(1 - high), np.log(1 - low), size))
    x[-1] = -np.inf
    return x.astype(np.longdouble)


def random_search(objective, space, n_trials, seed=None):
    asked = [objective(dict.fromkeys(space, NAN)) for _ in range(n_trials)]
    return dict.fromkeys(space, NAN), min(asked)


def coarse_to_fine(space, trials, keep):
    return {name: (-np.inf, np.inf, scale) for name, (_, _, scale) in space.items()}
