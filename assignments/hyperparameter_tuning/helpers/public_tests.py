"""Small tests that the notebook of the assignment "Hyperparameter Tuning" runs on your functions.

Each prints "All tests passed." or stops with an AssertionError that says what is wrong. Passing them is a good sign,
not a promise about the grade.
"""

import numpy as np

__all__ = [
    "coarse_to_fine_test",
    "random_search_test",
    "sample_log_uniform_test",
    "sample_momentum_beta_test",
    "sample_uniform_test",
]


def _check(x, low, high, middle):
    # 0.1 is nine standard errors of a share of 2000 numbers: any generator passes.
    assert np.shape(x) == (2000,), f"the shape is {np.shape(x)}, should be (2000,)"
    assert low <= np.min(x) + 1e-9 and np.max(x) <= high + 1e-9, f"all numbers should lie from {low} to {high}"
    share = np.mean(np.asarray(x) < middle)
    assert abs(share - 0.5) < 0.1, f"{share:.0%} of the numbers lie below {middle}, should be about half"
    print("All tests passed.")


def sample_uniform_test(target):
    """Test sample_uniform from 3 to 7."""
    _check(target(3.0, 7.0, 2000, 0), 3, 7, 5)


def sample_log_uniform_test(target):
    """Test sample_log_uniform from 0.0001 to 1."""
    _check(target(0.0001, 1.0, 2000, 0), 0.0001, 1, 0.01)


def sample_momentum_beta_test(target):
    """Test sample_momentum_beta from 0.9 to 0.999."""
    _check(target(0.9, 0.999, 2000, 0), 0.9, 0.999, 0.99)


def random_search_test(target):
    """Test random_search on a parabola with one hyperparameter."""
    asked = []

    def objective(parameters):
        asked.append((parameters["a"] - 1) ** 2)
        return asked[-1]

    parameters, value = target(objective, {"a": (0.5, 3.0, "linear")}, 20, 0)
    assert len(asked) == 20, f"the objective was called {len(asked)} times, should be 20"
    assert np.isclose(value, min(asked)), "best_value should be the lowest value found"
    assert np.isclose((parameters["a"] - 1) ** 2, value), "best_parameters should be those that gave best_value"
    print("All tests passed.")


def coarse_to_fine_test(target):
    """Test coarse_to_fine on three trials."""
    found = target({"a": (0, 9, "linear")}, [({"a": 5}, 0.3), ({"a": 1}, 0.1), ({"a": 2}, 0.2)], 2)
    assert tuple(found["a"]) == (1, 2, "linear"), f"the range of a is {found['a']}, should be (1, 2, 'linear')"
    print("All tests passed.")
