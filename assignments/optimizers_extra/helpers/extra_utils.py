"""Given functions of the assignment "More on Optimizers": temperatures to smooth, a valley to descend."""

import numpy as np

__all__ = ["load_temperatures", "valley_cost", "valley_gradients"]


def load_temperatures(days=180, seed=1):
    """
    Noisy daily temperatures of half a year

    Returns:
    theta -- of shape (days,)
    """
    generator = np.random.RandomState(seed)
    return 15 - 10 * np.cos(np.pi * np.arange(days) / days) + 3 * generator.randn(days)


def valley_cost(parameters):
    """
    A valley that is 100 times as steep in W1 as in b1

    Arguments:
    parameters -- dictionary with "W1" and "b1"
    """
    return float(50 * np.sum(parameters["W1"] ** 2) + 0.5 * np.sum(parameters["b1"] ** 2))


def valley_gradients(parameters):
    """
    Gradients of valley_cost

    Returns:
    grads -- dictionary with "dW1" and "db1"
    """
    return {"dW1": 100 * parameters["W1"], "db1": 1.0 * parameters["b1"]}
