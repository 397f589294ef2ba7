"""Given functions of the assignment "TensorFlow Introduction".

The hands of `load_signs` are drawn by a program: as many bars as fingers, on a noisy background. They have the shape
of the photographs of the SIGNS data set, 64 x 64 pixels in three colours and six classes, and stand in for them. The
plotting functions import matplotlib when they are called.
"""

import numpy as np
import tensorflow as tf

__all__ = [
    "convert_to_one_hot",
    "load_signs",
    "plot_costs",
    "plot_signs",
    "predict",
    "random_mini_batches",
    "tf",
]


def load_signs(m_train=240, m_test=60, seed=0):
    """
    Draw pictures of hands that show 0 to 5 fingers.

    Arguments:
    m_train, m_test -- how many pictures there are to train and to test on
    seed -- of the generator: the same seed draws the same pictures

    Returns:
    x_train, y_train -- pictures, uint8, shape (m_train, 64, 64, 3), and their labels 0 ... 5, shape (m_train,)
    x_test, y_test -- the same to test on
    """
    rng = np.random.default_rng(seed)
    y = np.arange(m_train + m_test) % 6
    rng.shuffle(y[:m_train])
    rng.shuffle(y[m_train:])
    x = np.stack([_hand(int(label), rng) for label in y])
    return x[:m_train], y[:m_train], x[m_train:], y[m_train:]


def _hand(fingers, rng):
    """One picture: a palm with so many fingers, on a light ground."""
    picture = rng.normal(200, 6, size=(64, 64, 3))
    skin = np.array([225.0, 165.0, 140.0]) + rng.normal(0, 8, size=3)
    left, top = rng.integers(14, 19), rng.integers(34, 38)
    picture[top : top + 22, left : left + 30] = skin
    for finger in range(fingers):
        start = left + 6 * finger
        picture[top - 24 + int(rng.integers(0, 4)) : top, start : start + 4] = skin
    return np.clip(picture + rng.normal(0, 4, size=picture.shape), 0, 255).astype(np.uint8)


def convert_to_one_hot(Y, C):
    """
    Encode labels as columns.

    Arguments:
    Y -- labels 0 ... C - 1, any shape with m entries
    C -- number of classes

    Returns:
    Y -- one-hot columns, shape (C, m)
    """
    return np.eye(C)[np.reshape(Y, -1)].T


def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    """
    Shuffle the examples, which are columns, and cut them into mini-batches.

    Arguments:
    X -- inputs, shape (n_x, m)
    Y -- labels, shape (n_y, m)
    mini_batch_size -- columns of a mini-batch; the last one may have fewer
    seed -- of the shuffling

    Returns:
    mini_batches -- list of (mini_batch_X, mini_batch_Y)
    """
    order = np.random.RandomState(seed).permutation(X.shape[1])
    starts = range(0, X.shape[1], mini_batch_size)
    return [(X[:, order[s : s + mini_batch_size]], Y[:, order[s : s + mini_batch_size]]) for s in starts]


def predict(X, parameters):
    """
    The most likely class of each example.

    Arguments:
    X -- inputs, shape (12288, m)
    parameters -- dictionary with W1, b1, W2, b2, W3, b3

    Returns:
    labels -- tensor of shape (m,)
    """
    A = tf.cast(X, tf.float32)
    for l in ("1", "2"):
        A = tf.nn.relu(tf.matmul(parameters["W" + l], A) + parameters["b" + l])
    return tf.argmax(tf.matmul(parameters["W3"], A) + parameters["b3"], axis=0)


def plot_signs(x, y, count=6):
    """
    Show the first pictures with their labels.

    Arguments:
    x -- pictures, shape (m, 64, 64, 3)
    y -- labels, shape (m,)
    count -- how many
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(1, count, figsize=(1.6 * count, 1.9))
    for picture, label, ax in zip(x, y, axes):
        ax.imshow(picture)
        ax.set_title(str(int(label)))
        ax.axis("off")
    plt.show()


def plot_costs(costs, learning_rate=0.0001):
    """
    Draw how the cost fell.

    Arguments:
    costs -- list of numbers, one for each epoch that was noted
    learning_rate -- for the title
    """
    import matplotlib.pyplot as plt

    plt.plot(np.squeeze(costs))
    plt.ylabel("cost")
    plt.xlabel("epochs")
    plt.title("Learning rate = " + str(learning_rate))
    plt.show()


def draw_other_numbers():
    """Let NumPy draw from another generator: np.random.seed(1) is then followed by other numbers than usual."""
    np.random.set_bit_generator(np.random.PCG64())


def draw_usual_numbers():
    """Give NumPy its usual generator back."""
    np.random.set_bit_generator(np.random.MT19937())
