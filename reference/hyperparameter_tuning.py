"""Reference of the assignment "Hyperparameter Tuning": draw on the right scale, search at random, zoom in.

Owns the right answers and the formulas behind them; imports nothing of the project, changes none of its arguments.

References
----------
.. [1] Course week 3, "Tuning process" and "Using an appropriate scale to pick hyperparameters".
.. [2] Bergstra & Bengio 2012, "Random Search for Hyper-Parameter Optimization".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["coarse_to_fine", "random_search", "sample_log_uniform", "sample_momentum_beta", "sample_uniform"]

Array = NDArray[np.float64]
Range = tuple[float, float, str]
Space = Mapping[str, Range]
Trial = tuple[dict[str, float], float]


def sample_uniform(low: float, high: float, size: int, seed: int = 0) -> Array:
    """Independent numbers, uniform between low and high.

    Parameters
    ----------
    low, high : float
        low < high.
    size : int
        How many.
    seed : int
        Of the generator; any generator will do.

    Returns
    -------
    ndarray, shape (size,)
    """
    return np.random.RandomState(seed).uniform(low, high, size=size)


def sample_log_uniform(low: float, high: float, size: int, seed: int = 0) -> Array:
    """Independent numbers whose logarithm is uniform: 10^r, r uniform between log10(low) and log10(high).

    Parameters
    ----------
    low, high : float
        0 < low < high.

    Returns
    -------
    ndarray, shape (size,)

    Notes
    -----
    Every decade gets the same share. Any base gives the same distribution. Source: course week 3 [1]_.
    """
    return np.exp(np.random.RandomState(seed).uniform(np.log(low), np.log(high), size=size))


def sample_momentum_beta(low: float, high: float, size: int, seed: int = 0) -> Array:
    """Independent values of β where 1 − β is log-uniform between 1 − high and 1 − low.

    Parameters
    ----------
    low, high : float
        0 <= low < high < 1.

    Returns
    -------
    ndarray, shape (size,)

    Notes
    -----
    1/(1 − β) is about the number of steps that the average remembers; from 0.9 to 0.99 it grows as much, by a factor
    of ten, as from 0.99 to 0.999. Source: course week 3 [1]_.
    """
    return 1 - np.exp(np.random.RandomState(seed).uniform(np.log(1 - high), np.log(1 - low), size=size))


def random_search(
    objective: Callable[[dict[str, float]], float], space: Space, n_trials: int, seed: int = 0
) -> tuple[dict[str, float], float]:
    """Try random hyperparameters and keep the best.

    Parameters
    ----------
    objective : callable
        Called exactly n_trials times with a dict {name: value}; returns a number, the lower the better, of any sign.
    space : dict
        {name: (low, high, scale)}, scale "linear" (uniform) or "log" (log-uniform).
    n_trials : int
        At least 1.

    Returns
    -------
    (best_parameters, best_value)
        The lowest value found, and the dict that gave it. All draws are independent of each other.

    Notes
    -----
    Source: Bergstra & Bengio [2]_, section 1: where few of the hyperparameters matter, n random trials try n values
    of each, a grid far fewer.
    """
    generator = np.random.RandomState(seed)
    trials = []
    for _ in range(n_trials):
        parameters = {}
        for name, (low, high, scale) in space.items():
            if scale == "log":
                parameters[name] = float(np.exp(generator.uniform(np.log(low), np.log(high))))
            else:
                parameters[name] = float(generator.uniform(low, high))
        trials.append((parameters, objective(dict(parameters))))
    return min(trials, key=lambda trial: trial[1])


def coarse_to_fine(space: Space, trials: Sequence[Trial], keep: int) -> dict[str, Range]:
    """The smallest box that holds the best trials, to search next.

    Parameters
    ----------
    space : dict
        {name: (low, high, scale)}.
    trials : list
        (parameters, value) of each trial, in any order, no two values equal; the lower the better.
    keep : int
        How many of the best to keep, from 1 to the number of trials.

    Returns
    -------
    dict
        {name: (low, high, scale)}: smallest and largest value of each hyperparameter among the `keep` trials with the
        lowest values; the scale is that of `space`.

    Examples
    --------
    >>> coarse_to_fine({"a": (0, 9, "linear")}, [({"a": 5}, 0.3), ({"a": 1}, 0.1), ({"a": 2}, 0.2)], 2)
    {'a': (1, 2, 'linear')}
    """
    best: list[Any] = sorted(trials, key=lambda trial: trial[1])[:keep]
    box = {}
    for name, (_, _, scale) in space.items():
        values = [parameters[name] for parameters, _ in best]
        box[name] = (min(values), max(values), scale)
    return box
