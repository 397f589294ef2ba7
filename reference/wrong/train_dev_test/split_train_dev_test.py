# %% zero: nothing
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    return None

# %% zero: echo
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    return X, Y

# %% zero: everything three times
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    return (X, Y), (X, Y), (X, Y)

# %% zero: zeros of the right shapes
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    m = X.shape[1]
    d, t = int(m * dev_fraction), int(m * test_fraction)
    return tuple((np.zeros((X.shape[0], k)), np.zeros((1, k))) for k in (m - d - t, d, t))

# %% zero: empty sets
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    return ((X, Y), (X[:, :0], Y[:, :0]), (X[:, :0], Y[:, :0]))

# %% zero: examples in rows
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    X, Y = X.T, Y.T
    m = len(X)
    order = np.random.permutation(m)
    d, t = int(m * dev_fraction), int(m * test_fraction)
    return tuple((X[p], Y[p]) for p in (order[d + t:], order[:d], order[d:d + t]))

# %% zero: a flat tuple of six
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    m = X.shape[1]
    p = np.random.permutation(m)
    d, t = int(m * dev_fraction), int(m * test_fraction)
    return X[:, p[d + t:]], Y[:, p[d + t:]], X[:, p[:d]], Y[:, p[:d]], X[:, p[d:d + t]], Y[:, p[d:d + t]]

# %% zero: the notebook's example by heart
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    p = np.array([2, 9, 6, 4, 0, 3, 1, 7, 8, 5])
    return tuple((X[:, q], Y[:, q]) for q in (p[3:], p[:2], p[2:3]))

# %% zero: every k-th example
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    m = X.shape[1]
    d, t = int(m * dev_fraction), int(m * test_fraction)
    order = np.argsort(np.arange(m) % 8, kind="stable")
    return tuple((X[:, q], Y[:, q]) for q in (order[d + t:], order[:d], order[d:d + t]))

# %% zero: reversed
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    m = X.shape[1]
    d, t = int(m * dev_fraction), int(m * test_fraction)
    order = np.arange(m)[::-1]
    return tuple((X[:, q], Y[:, q]) for q in (order[d + t:], order[:d], order[d:d + t]))

# %% zero: shuffled within the sets only
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    m = X.shape[1]
    d, t = int(m * dev_fraction), int(m * test_fraction)
    order = np.arange(m)
    parts = [np.random.permutation(q) for q in (order[d + t:], order[:d], order[d:d + t])]
    return tuple((X[:, q], Y[:, q]) for q in parts)

# %% zero: rows shuffled
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    np.random.shuffle(X)
    m = X.shape[1]
    d, t = int(m * dev_fraction), int(m * test_fraction)
    order = np.arange(m)
    return tuple((X[:, q], Y[:, q]) for q in (order[d + t:], order[:d], order[d:d + t]))

# %% zero: the test set from the end fails for no test set
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    m = X.shape[1]
    d, t = int(m * dev_fraction), int(m * test_fraction)
    p = np.random.permutation(m)
    return tuple((X[:, q], Y[:, q]) for q in (p[:-d - t], p[-d - t:-t], p[-t:]))

# %% zero: sizes of the training set first
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    m = X.shape[1]
    p = np.random.permutation(m)
    n = int(m * (1 - dev_fraction - test_fraction))
    d = int(m * dev_fraction)
    return tuple((X[:, q], Y[:, q]) for q in (p[:n], p[n:n + d], p[n + d:]))
