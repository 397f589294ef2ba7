"""Given functions of the assignment "Models in TensorFlow".

The hands of `load_signs` are drawn by a program: as many bars as fingers, on a noisy background, 16 x 16 grey pixels.
The plotting functions import matplotlib when they are called.
"""

import numpy as np
import tensorflow as tf

__all__ = [
    "in_training",
    "load_signs",
    "loss_of",
    "plot_losses",
    "plot_signs",
    "ready",
    "sgd",
    "small_model",
    "tf",
    "train_once",
]


def load_signs(m_train=600, m_test=120, seed=0):
    """
    Draw small pictures of hands that show 0 to 5 fingers.

    Arguments:
    m_train, m_test -- how many pictures there are to train and to test on
    seed -- of the generator: the same seed draws the same pictures

    Returns:
    X_train, Y_train -- inputs, float32, shape (m_train, 256), and one-hot rows, float32, shape (m_train, 6)
    X_test, Y_test -- the same to test on
    """
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(m_train + m_test) % 6)
    X = np.stack([_hand(int(label), rng).ravel() for label in y]).astype(np.float32)
    Y = np.eye(6, dtype=np.float32)[y]
    return X[:m_train], Y[:m_train], X[m_train:], Y[m_train:]


def _hand(fingers, rng):
    """One picture, 16 x 16: a palm with so many fingers, on a light ground."""
    picture = np.full((16, 16), 0.8)
    left, top = rng.integers(1, 4), rng.integers(8, 11)
    picture[top : top + 5, left : left + 11] = 0.4
    for finger in range(fingers):
        picture[top - 6 + int(rng.integers(0, 2)) : top, left + 2 * finger + (finger > 3)] = 0.4
    return picture + rng.normal(0, 0.06, size=picture.shape)


def small_model(weights):
    """
    Dense -> BatchNormalization -> ReLU -> Dense, with the weights given.

    Arguments:
    weights -- kernel (n_x, n), bias, gamma, beta, moving mean, moving variance, kernel (n, classes), bias

    Returns:
    model -- Keras model that gives logits; it is not compiled
    """
    kernel, last = np.asarray(weights[0]), np.asarray(weights[6])
    model = tf.keras.Sequential(
        [
            tf.keras.Input(shape=(kernel.shape[0],)),
            tf.keras.layers.Dense(kernel.shape[1]),
            tf.keras.layers.BatchNormalization(),
            tf.keras.layers.ReLU(),
            tf.keras.layers.Dense(last.shape[1]),
        ]
    )
    model.set_weights([np.asarray(w) for w in weights])
    return model


def sgd(learning_rate, momentum=0.0):
    """
    Gradient descent with momentum.

    Arguments:
    learning_rate, momentum -- numbers

    Returns:
    optimizer -- Keras optimizer
    """
    return tf.keras.optimizers.SGD(learning_rate=learning_rate, momentum=momentum)


def ready(optimizer, model):
    """
    Give an optimizer its own variables for a model's weights, which else it makes in its first step.

    Arguments:
    optimizer -- Keras optimizer
    model -- Keras model
    """
    optimizer.build(model.variables)


def in_training(model, X):
    """
    The outputs of a model in training.

    Arguments:
    model -- Keras model
    X -- inputs, shape (m, n_x)

    Returns:
    outputs -- tensor, shape (m, classes)
    """
    return model(tf.constant(X), training=True)


def loss_of(model, X, Y):
    """
    The loss of a compiled model, in use.

    Arguments:
    model -- compiled Keras model
    X -- inputs, shape (m, n_x)
    Y -- labels, as the loss wants them

    Returns:
    loss -- a number
    """
    X, Y = tf.constant(X), tf.constant(Y)
    return float(model.compute_loss(x=X, y=Y, y_pred=model(X, training=False)))


def train_once(model, X, Y):
    """
    One step of model.fit on one mini-batch, without its preparations.

    Arguments:
    model -- compiled Keras model
    X -- inputs, shape (m, n_x)
    Y -- labels, as the loss wants them
    """
    X, Y = tf.constant(X), tf.constant(Y)
    with tf.GradientTape() as tape:
        loss = model.compute_loss(x=X, y=Y, y_pred=model(X, training=True))
    gradients = tape.gradient(loss, model.trainable_weights)
    model.optimizer.apply_gradients(zip(gradients, model.trainable_weights))


def plot_signs(X, Y, count=6):
    """
    Show the first pictures with their labels.

    Arguments:
    X -- inputs, shape (m, 256)
    Y -- one-hot rows, shape (m, 6)
    count -- how many
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(1, count, figsize=(1.6 * count, 1.9))
    for x, y, ax in zip(X, Y, axes):
        ax.imshow(x.reshape(16, 16), cmap="gray", vmin=0, vmax=1)
        ax.set_title(str(int(np.argmax(y))))
        ax.axis("off")
    plt.show()


def plot_losses(losses, title="Training"):
    """
    Draw how the loss fell.

    Arguments:
    losses -- list of numbers, one for each epoch
    title -- text above the curve
    """
    import matplotlib.pyplot as plt

    plt.plot(losses)
    plt.xlabel("epochs")
    plt.ylabel("loss")
    plt.title(title)
    plt.show()
