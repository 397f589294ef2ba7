"""Small tests that the 2021 notebook of the assignment "Optimization Methods" runs on your functions.

Each prints "All tests passed." or stops with an AssertionError that says what is wrong. They look at one
fixed example each: passing them is a good sign, not a promise about the grade.
"""

import numpy as np

__all__ = [
    "initialize_adam_test",
    "initialize_velocity_test",
    "random_mini_batches_test",
    "schedule_lr_decay_test",
    "update_lr_test",
    "update_parameters_with_adam_test",
    "update_parameters_with_gd_test",
    "update_parameters_with_momentum_test",
]


def update_parameters_with_gd_test(target):
    """Test update_parameters_with_gd on a network 3-2-3 with learning rate 0.01."""
    parameters, grads = _parameters_and_grads()
    updated = target(parameters, grads, 0.01)
    _check_first_row(updated, "W1", [1.63312395, -0.61217855, -0.5339999])
    _check_same_shapes(updated, _parameters_and_grads()[0])
    print("All tests passed.")


def random_mini_batches_test(target):
    """Test random_mini_batches on 148 examples in mini-batches of 64."""
    m, size = 148, 64
    X = np.arange(5 * m, dtype=float).reshape((5, m))
    Y = np.arange(m, dtype=float).reshape((1, m))
    batches = target(X.copy(), Y.copy(), size, 0)
    assert len(batches) == 3, f"there are {len(batches)} mini-batches, should be 3"
    for k, (batch_X, batch_Y) in enumerate(batches):
        width = size if k < 2 else m - 2 * size
        for name, batch, rows in (("mini_batch_X", batch_X, 5), ("mini_batch_Y", batch_Y, 1)):
            found = np.shape(batch)
            assert found == (rows, width), f"{name} {k} has shape {found}, should be {(rows, width)}"
        assert np.array_equal(batch_X[0], batch_Y[0]), f"mini-batch {k}: X and Y no longer belong together"
    order = np.concatenate([batch_Y[0] for _, batch_Y in batches])
    assert np.array_equal(np.sort(order), np.arange(m)), "each example must be in exactly one mini-batch"
    assert not np.array_equal(order, np.arange(m)), "the examples must be shuffled"
    print("All tests passed.")


def initialize_velocity_test(target):
    """Test initialize_velocity: zeros in the shapes of the parameters."""
    parameters, _ = _parameters_and_grads()
    _check_zeros(target(parameters), "v")
    print("All tests passed.")


def update_parameters_with_momentum_test(target):
    """Test update_parameters_with_momentum from velocity zero, beta 0.9, learning rate 0.01."""
    parameters, grads = _parameters_and_grads()
    updated, v = target(parameters, grads, _zeros(), 0.9, 0.01)
    _check_first_row(updated, "W1", [1.62522322, -0.61179863, -0.52875457])
    _check_first_row(v, "dW1", [-0.08778584, 0.00422137, 0.05828152])
    _check_same_shapes(updated, _parameters_and_grads()[0])
    print("All tests passed.")


def initialize_adam_test(target):
    """Test initialize_adam: zeros in the shapes of the parameters, twice."""
    parameters, _ = _parameters_and_grads()
    v, s = target(parameters)
    _check_zeros(v, "v")
    _check_zeros(s, "s")
    assert v is not s, "v and s must be two dictionaries"
    print("All tests passed.")


def update_parameters_with_adam_test(target):
    """Test update_parameters_with_adam from zero averages at t = 2."""
    parameters, grads = _parameters_and_grads()
    updated, v, s, *_ = target(parameters, grads, _zeros(), _zeros(), 2, 0.02, 0.8, 0.888, 1e-2)
    _check_first_row(updated, "W1", [1.63937725, -0.62327448, -0.54308727])
    _check_first_row(v, "dW1", [-0.17557168, 0.00844275, 0.11656304])
    _check_first_row(s, "dW1", [0.08631117, 0.00019958, 0.03804344])
    _check_same_shapes(updated, _parameters_and_grads()[0])
    print("All tests passed.")


def update_lr_test(target):
    """Test update_lr at a few epochs."""
    for epoch_num, expected in ((0, 0.5), (2, 0.5 / 3), (10, 0.5 / 11)):
        _check_number(target(0.5, epoch_num, 1), expected, f"update_lr(0.5, {epoch_num}, 1)")
    print("All tests passed.")


def schedule_lr_decay_test(target):
    """Test schedule_lr_decay before, at and after the end of an interval."""
    for epoch_num, expected in ((10, 0.5), (100, 0.5 / 1.3), (199, 0.5 / 1.3), (200, 0.5 / 1.6)):
        got = target(0.5, epoch_num, 0.3, 100)
        _check_number(got, expected, f"schedule_lr_decay(0.5, {epoch_num}, 0.3, 100)")
    print("All tests passed.")


_SHAPES = {"W1": (2, 3), "b1": (2, 1), "W2": (3, 2), "b2": (3, 1)}


def _parameters_and_grads():
    np.random.seed(1)
    parameters = {name: np.random.randn(*shape) for name, shape in _SHAPES.items()}
    grads = {"d" + name: np.random.randn(*shape) for name, shape in _SHAPES.items()}
    return parameters, grads


def _zeros():
    return {"d" + name: np.zeros(shape) for name, shape in _SHAPES.items()}


def _check_zeros(v, name):
    for key, shape in _SHAPES.items():
        key = "d" + key
        assert key in v, f'{name}["{key}"] is missing'
        assert np.shape(v[key]) == shape, f'{name}["{key}"] has shape {np.shape(v[key])}, should be {shape}'
        assert np.all(v[key] == 0), f'{name}["{key}"] must hold zeros only'


def _check_same_shapes(arrays, like):
    for name, array in like.items():
        assert name in arrays, f"{name} is missing"
        found = np.shape(arrays[name])
        assert found == array.shape, f"{name} has shape {found}, should be {array.shape}"


def _check_first_row(arrays, name, expected):
    found = np.asarray(arrays[name])[0]
    assert np.allclose(found, expected, rtol=0, atol=1e-7), f"{name}[0] is {found}, should be {expected}"


def _check_number(found, expected, what):
    assert np.isclose(found, expected), f"{what} is {found}, should be {expected}"
