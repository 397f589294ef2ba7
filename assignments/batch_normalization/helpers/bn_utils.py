"""Given functions of the assignment "Batch Normalization": data of uneven scales, a plot."""

import numpy as np

__all__ = ["load_dataset", "plot_distributions", "sigmoid"]


def sigmoid(x):
    """
    Arguments:
    x -- a scalar or numpy array

    Returns:
    s -- 1 / (1 + e^-x)
    """
    return 0.5 * (1 + np.tanh(np.asarray(x) / 2))


def load_dataset(m=400, seed=1):
    """
    Two classes of points whose features differ in scale by a factor of 100

    Returns:
    X -- of shape (2, m)
    Y -- labels 0 or 1, of shape (1, m)
    """
    generator = np.random.RandomState(seed)
    points = generator.randn(2, m)
    Y = (points[0] + points[1] + 0.3 * generator.randn(m) > 0).astype(int).reshape(1, m)
    return points * np.array([[20.0], [0.2]]) + np.array([[50.0], [-1.0]]), Y


def plot_distributions(before, after):
    """
    Histograms of each feature, before and after

    Arguments:
    before, after -- of shape (number of features, number of examples)
    """
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, 2)
    for axis, values, title in zip(axes, (before, after), ("before", "after")):
        for k, row in enumerate(np.asarray(values)):
            axis.hist(row, bins=30, alpha=0.6, label="feature " + str(k))
        axis.set_title(title)
        axis.legend()
    plt.show()
