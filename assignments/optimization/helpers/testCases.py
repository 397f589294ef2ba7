"""Example inputs for the functions of the assignment "Optimization Methods", as its notebook prints them."""

import numpy as np

__all__ = [
    "initialize_adam_test_case",
    "initialize_velocity_test_case",
    "np",
    "random_mini_batches_test_case",
    "update_parameters_with_adam_test_case",
    "update_parameters_with_gd_test_case",
    "update_parameters_with_momentum_test_case",
]


def update_parameters_with_gd_test_case():
    """
    Returns:
    parameters, grads, learning_rate
    """
    parameters, grads = _parameters_and_grads()
    return parameters, grads, 0.01


def random_mini_batches_test_case():
    """
    Returns:
    X, Y, mini_batch_size -- X of shape (12288, 148), Y of shape (1, 148), booleans
    """
    np.random.seed(1)
    mini_batch_size = 64
    X = np.random.randn(12288, 148)
    Y = np.random.randn(1, 148) < 0.5
    return X, Y, mini_batch_size


def initialize_velocity_test_case():
    """
    Returns:
    parameters
    """
    parameters, _ = _parameters_and_grads()
    return parameters


def update_parameters_with_momentum_test_case():
    """
    Returns:
    parameters, grads, v -- v zeros
    """
    parameters, grads = _parameters_and_grads()
    return parameters, grads, _zeros_like(grads)


def initialize_adam_test_case():
    """
    Returns:
    parameters
    """
    parameters, _ = _parameters_and_grads()
    return parameters


def update_parameters_with_adam_test_case():
    """
    Returns:
    parameters, grads, v, s -- v and s zeros
    """
    parameters, grads = _parameters_and_grads()
    return parameters, grads, _zeros_like(grads), _zeros_like(grads)


def _parameters_and_grads():
    """Seed 1, parameters before gradients. The layers do not chain: an update rule needs not care."""
    np.random.seed(1)
    shapes = {"W1": (2, 3), "b1": (2, 1), "W2": (3, 3), "b2": (3, 1)}
    parameters = {name: np.random.randn(*shape) for name, shape in shapes.items()}
    grads = {"d" + name: np.random.randn(*shape) for name, shape in shapes.items()}
    return parameters, grads


def _zeros_like(arrays):
    return {name: np.zeros(array.shape) for name, array in arrays.items()}
