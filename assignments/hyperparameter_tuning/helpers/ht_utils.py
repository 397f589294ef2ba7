"""Given functions of the assignment "Hyperparameter Tuning". Only NumPy is imported here."""

import numpy as np


def toy_objective(parameters):
    """
    A stand-in for "train a network and return its dev error": lowest near learning_rate 0.003 and beta 0.9.

    Arguments:
    parameters -- dictionary with "learning_rate" and "beta"

    Returns:
    value -- number, the lower the better
    """
    rate = np.log10(parameters["learning_rate"] / 0.003)
    return float(0.05 + 0.1 * rate**2 + 2 * (parameters["beta"] - 0.9) ** 2)
