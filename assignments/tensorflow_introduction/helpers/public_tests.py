"""Small tests that the notebook of the assignment "TensorFlow Introduction" runs on your functions.

Each says that it passed, or stops with an AssertionError that says what is wrong. They look at one or two fixed
examples each: passing them is a good sign, not a promise about the grade.
"""

import numpy as np
import tensorflow as tf

__all__ = [
    "compute_total_loss_test",
    "forward_propagation_test",
    "initialize_parameters_test",
    "linear_function_test",
    "one_hot_matrix_test",
    "sigmoid_test",
]


def linear_function_test(target):
    """Test linear_function: one fixed column."""
    result = _tensor(target(), "the result")
    assert result.shape == (4, 1), f"the result has shape {tuple(result.shape)}, should be (4, 1)"
    assert np.allclose(result, [[-2.15657382], [2.95891446], [-1.08926781], [-0.84538042]]), "wrong values"
    print("All tests passed.")


def sigmoid_test(target):
    """Test sigmoid at 0, -1 and 12."""
    for z, a in ((0, 0.5), (-1, 0.26894143), (12, 0.9999939)):
        result = _tensor(target(z), "a")
        assert result.dtype == tf.float32, f"a has dtype {result.dtype.name}, should be float32"
        assert np.isclose(result, a, atol=1e-6), f"sigmoid({z}) is {float(result):.7g}, should be {a}"
    print("All tests passed.")


def one_hot_matrix_test(target):
    """Test one_hot_matrix on label 1 of 4 classes, and on a list with the label 2."""
    for label, row in ((tf.constant(1), [0.0, 1.0, 0.0, 0.0]), ([2], [0.0, 0.0, 1.0, 0.0])):
        result = _tensor(target(label, 4), "one_hot")
        assert result.shape == (4,), f"one_hot has shape {tuple(result.shape)}, should be (4,): see tf.reshape"
        assert np.allclose(result, row), "wrong values: see tf.one_hot"
    print("All tests passed.")


def initialize_parameters_test(target):
    """Test initialize_parameters: Variables of the right shapes, neither zero nor large."""
    parameters = target()
    shapes = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}
    for name, shape in shapes.items():
        assert name in parameters, f'parameters["{name}"] is missing'
        value = parameters[name]
        assert isinstance(value, (tf.Variable, tf.keras.Variable)), f'parameters["{name}"] should be a tf.Variable'
        assert tuple(value.shape) == shape, f'parameters["{name}"] has shape {tuple(value.shape)}, should be {shape}'
        assert 0 < np.std(value) < 1, f'parameters["{name}"]: use the GlorotNormal initializer'
    print("All tests passed.")


def forward_propagation_test(target):
    """Test forward_propagation on a network 2-2-2-2 that can be worked out by hand."""
    X = tf.constant([[1.0, -1.0, 2.0], [2.0, 0.0, -3.0]])
    parameters = {
        "W1": tf.Variable([[1.0, 1.0], [0.0, -1.0]]),
        "b1": tf.Variable([[0.0], [1.0]]),
        "W2": tf.Variable([[1.0, 0.0], [1.0, -1.0]]),
        "b2": tf.Variable([[-1.0], [0.0]]),
        "W3": tf.Variable([[1.0, 2.0], [-1.0, 0.0]]),
        "b3": tf.Variable([[0.5], [-0.5]]),
    }
    Z3 = _tensor(target(X, parameters), "Z3")
    assert Z3.shape == (2, 3), f"Z3 has shape {tuple(Z3.shape)}, should be (2, 3)"
    assert np.allclose(Z3, [[8.5, 0.5, 0.5], [-2.5, -0.5, -0.5]]), "wrong values"
    print("Z3 is right.")


def compute_total_loss_test(target):
    """Test compute_total_loss on two examples whose classes are all equally likely, and on one that is sure."""
    labels = tf.transpose(tf.one_hot([1, 4, 0], 6))
    logits = tf.constant(np.array([[0.0, 2.0, 50.0], *[[0.0, 2.0, 0.0]] * 5]), dtype=tf.float32)
    loss = _tensor(target(logits, labels), "the loss")
    assert loss.shape == (), f"the loss has shape {tuple(loss.shape)}, should be one number"
    assert np.isclose(loss, 2 * np.log(6), atol=1e-5), f"the loss is {float(loss):.6g}, should be 2 log 6 = 3.58352"
    print("All tests passed.")


def _tensor(result, name):
    assert tf.is_tensor(result), f"{name} should be a tensor: use TensorFlow's functions"
    return result
