"""Small tests that the notebook of the assignment "Train, Dev and Test Sets" runs on your functions.

Each prints "All tests passed." or stops with an AssertionError that says what is wrong. They look at one fixed
example each: passing them is a good sign, not a promise about the grade.
"""

import numpy as np

__all__ = [
    "diagnose_bias_variance_test",
    "error_rate_test",
    "normalize_inputs_test",
    "split_train_dev_test_test",
]


def split_train_dev_test_test(target):
    """Test split_train_dev_test on 31 examples: sizes, labels, and that nothing is lost."""
    X = np.arange(31.0).reshape(1, 31)
    sets = target(X.copy(), 2 * X, 0.25, 0.125, 0)
    assert len(sets) == 3, "return three pairs: train, dev, test"
    found = tuple(part.shape[1] for part, _ in sets)
    assert found == (21, 7, 3), f"train, dev and test hold {found} examples, should hold (21, 7, 3)"
    for part, labels in sets:
        assert np.array_equal(2 * part, labels), "X and Y no longer belong together"
    together = np.concatenate([part[0] for part, _ in sets])
    assert np.array_equal(np.sort(together), X[0]), "every example must be in exactly one set"
    print("All tests passed.")


def normalize_inputs_test(target):
    """Test normalize_inputs on two features."""
    X_train, X_other = target(np.array([[1.0, 3.0], [10.0, 50.0]]), np.array([[2.0, 6.0, 0.0], [30.0, 30.0, 70.0]]))
    assert np.allclose(X_train, [[-1, 1], [-1, 1]]), f"X_train_norm is {X_train}, should be [[-1, 1], [-1, 1]]"
    wanted = [[0, 4, -2], [0, 0, 2]]
    assert np.allclose(X_other, wanted), f"X_other_norm is {X_other}, should be {wanted}"
    print("All tests passed.")


def error_rate_test(target):
    """Test error_rate on four examples, one of them wrong."""
    rate = target(np.array([[0, 2, 1, 1]]), np.array([[0, 0, 1, 1]]))
    assert np.isclose(rate, 0.25), f"the error rate is {rate}, should be 0.25"
    print("All tests passed.")


def diagnose_bias_variance_test(target):
    """Test diagnose_bias_variance on a network that overfits."""
    report = target(0.01, 0.11, 0.0)
    assert np.isclose(report["avoidable_bias"], 0.01), "avoidable_bias should be 0.01"
    assert np.isclose(report["variance"], 0.1), "variance should be 0.1"
    assert report["verdict"] == "high variance", f"the verdict is {report['verdict']!r}, should be 'high variance'"
    assert "get more data" in report["next_steps"], "more data helps against a high variance"
    print("All tests passed.")
