"""Given functions of the assignment "Softmax Regression": labels as columns, a data set, a plot."""

import numpy as np

__all__ = ["load_dataset", "one_hot", "plot_decision_regions"]


def one_hot(labels, C):
    """
    Turn class indices into columns with a single 1

    Arguments:
    labels -- class indices 0 ... C-1, of shape (1, number of examples)
    C -- number of classes

    Returns:
    Y -- of shape (C, number of examples)
    """
    labels = np.asarray(labels).reshape(-1)
    Y = np.zeros((C, labels.size))
    Y[labels, np.arange(labels.size)] = 1.0
    return Y


def load_dataset(m=300, seed=3):
    """
    Three clouds of points in the plane

    Returns:
    X -- of shape (2, m)
    labels -- class of each point, of shape (1, m)
    """
    generator = np.random.RandomState(seed)
    labels = np.arange(m) % 3
    centres = np.array([[0.0, 2.0, -2.0], [2.0, -1.0, -1.0]])
    X = centres[:, labels] + 0.8 * generator.randn(2, m)
    return X, labels.reshape(1, m)


def plot_decision_regions(model, X, labels):
    """
    Colour the plane by the class that the model predicts, and draw the points

    Arguments:
    model -- function of points (2, number of points) that returns class indices
    X -- points of shape (2, m)
    labels -- their classes, of shape (1, m)
    """
    import matplotlib.pyplot as plt

    sides = [np.linspace(row.min() - 1, row.max() + 1, 200) for row in X]
    x, y = np.meshgrid(*sides)
    classes = np.asarray(model(np.vstack([x.ravel(), y.ravel()]))).reshape(x.shape)
    plt.contourf(x, y, classes, alpha=0.3, cmap=plt.cm.viridis)
    plt.scatter(X[0], X[1], c=np.asarray(labels).ravel(), cmap=plt.cm.viridis, edgecolors="k")
    plt.xlabel("x1")
    plt.ylabel("x2")
    plt.show()
