"""Quick tests for the notebook's own test cells: one example each. The grader draws many others."""

import numpy as np


def forward_propagation_test(target):
    """J(2, 4)."""
    assert np.isclose(target(2, 4), 8), "Wrong value: J = theta * x."
    print("All tests passed.")


def backward_propagation_test(target):
    """The derivative at (3, 4)."""
    assert np.isclose(target(3, 4), 3), "Wrong value: differentiate J with respect to theta."
    print("All tests passed.")


def gradient_check_test(target):
    """A right derivative gives a tiny difference."""
    difference = target(3, 4)
    assert 0 <= difference < 2e-7, "The difference should be tiny."
    print("All tests passed.")


def gradient_check_n_test(target, parameters, gradients, X, Y):
    """The difference is a number from 0 to 1."""
    difference = target(parameters, gradients, X, Y)
    assert 0 <= difference <= 1, "The difference should lie between 0 and 1."
    print("All tests passed.")
