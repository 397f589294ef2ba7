"""Small tests that the notebook of the assignment "Models in TensorFlow" runs on your functions.

Each prints "All tests passed." or stops with an AssertionError that says what is wrong. They look at one fixed example
each: passing them is a good sign, not a promise about the grade.
"""

import numpy as np
import tensorflow as tf
from model_utils import sgd, small_model

__all__ = ["build_model_test", "train_step_test"]


def build_model_test(target):
    """Test build_model on 4 inputs, hidden layers of 5 and 3 units and 2 classes."""
    model = target(4, [5, 3], 2, 0.25, 0.01)
    assert isinstance(model, tf.keras.Model), "the result should be a Keras model"
    assert model(np.zeros((7, 4), dtype=np.float32)).shape == (7, 2), "7 examples should give logits of shape (7, 2)"
    rates = [layer.rate for layer in model.layers if isinstance(layer, tf.keras.layers.Dropout)]
    assert rates == [0.25, 0.25], f"the rates of the Dropout layers are {rates}, should be [0.25, 0.25]"
    norms = [layer for layer in model.layers if isinstance(layer, tf.keras.layers.BatchNormalization)]
    assert len(norms) == 2, f"there are {len(norms)} BatchNormalization layers, should be 2"
    assert model.compiled, "the model should be compiled"
    assert np.isclose(model.optimizer.learning_rate, 0.01), "the optimizer should use the learning rate"
    print("All tests passed.")


def train_step_test(target):
    """Test train_step: one step of gradient descent on two examples."""
    weights = [np.eye(2), np.zeros(2), np.ones(2), np.zeros(2), np.zeros(2), np.ones(2), np.eye(2), np.zeros(2)]
    model = small_model([w.astype(np.float32) for w in weights])
    X, Y = tf.constant([[1.0, 0.0], [0.0, 1.0]]), tf.constant([[1.0, 0.0], [0.0, 1.0]])
    loss = target(model, sgd(0.5), X, Y)
    assert tf.is_tensor(loss) and loss.shape == (), "the loss should be a tensor with a single number"
    assert np.isclose(loss, 0.313798, atol=1e-5), f"the loss is {float(loss):.6g}, should be 0.313798"
    gamma, moving_mean, last = (model.weights[i].numpy() for i in (2, 4, 6))
    assert not np.allclose(last, np.eye(2)), "the weights did not change"
    assert not np.allclose(moving_mean, 0), "the moving averages did not change: run the model in training mode"
    assert np.allclose(last, [[1.0672, -0.0672], [-0.0672, 1.0672]], atol=1e-4), "the last kernel has wrong values"
    print("All tests passed.")
