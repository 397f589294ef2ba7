"""Small tests that the notebook of the assignment "Initialization" runs on your functions.

Each prints "All tests passed." or stops with an AssertionError that says what is wrong. They look at a few
fixed networks: passing them is a good sign, not a promise about the grade.
"""

import numpy as np

__all__ = [
    "initialize_parameters_he_test",
    "initialize_parameters_random_test",
    "initialize_parameters_zeros_test",
]


def initialize_parameters_zeros_test(target):
    """Test initialize_parameters_zeros: names, shapes, and every number zero."""
    for layers_dims in ([3, 2, 1], [2, 4, 3, 1]):
        parameters = target(layers_dims)
        _check_shapes(parameters, layers_dims)
        for name, value in parameters.items():
            assert np.all(value == 0), f"{name} must hold zeros only, for layers_dims = {layers_dims}"
    print("All tests passed.")


def initialize_parameters_random_test(target):
    """Test initialize_parameters_random: names, shapes, zero biases, weights of ten times unit spread."""
    _check_shapes(target([3, 2, 1]), [3, 2, 1])
    layers_dims = [60, 40, 20]
    parameters = target(layers_dims)
    _check_shapes(parameters, layers_dims)
    for l in range(1, len(layers_dims)):
        _check_spread(parameters["W" + str(l)], 10, "W" + str(l), layers_dims)
        _check_biases(parameters["b" + str(l)], "b" + str(l), layers_dims)
    print("All tests passed.")


def initialize_parameters_he_test(target):
    """Test initialize_parameters_he: names, shapes, zero biases, weights with He's standard deviation."""
    _check_shapes(target([2, 4, 1]), [2, 4, 1])
    layers_dims = [60, 40, 20]
    parameters = target(layers_dims)
    _check_shapes(parameters, layers_dims)
    for l in range(1, len(layers_dims)):
        wanted = (2 / layers_dims[l - 1]) ** 0.5
        _check_spread(parameters["W" + str(l)], wanted, "W" + str(l), layers_dims)
        _check_biases(parameters["b" + str(l)], "b" + str(l), layers_dims)
    print("All tests passed.")


def _check_shapes(parameters, layers_dims):
    assert isinstance(parameters, dict), f"return a dictionary, not {type(parameters).__name__}"
    for l in range(1, len(layers_dims)):
        wanted = {
            "W" + str(l): (layers_dims[l], layers_dims[l - 1]),
            "b" + str(l): (layers_dims[l], 1),
        }
        for name, shape in wanted.items():
            assert name in parameters, f"{name} is missing, for layers_dims = {layers_dims}"
            found = np.shape(parameters[name])
            assert found == shape, f"{name} has shape {found}, should be {shape}, for layers_dims = {layers_dims}"


def _check_spread(W, wanted, name, layers_dims):
    # 20 % is about eight standard errors for the 800 numbers of the smallest matrix: any generator passes.
    found = np.std(W)
    assert abs(found / wanted - 1) < 0.2, (
        f"{name} has standard deviation {found:.3g}, should be about {wanted:.3g}, for layers_dims = {layers_dims}"
    )


def _check_biases(b, name, layers_dims):
    assert np.all(b == 0), f"{name} must hold zeros only, for layers_dims = {layers_dims}"
