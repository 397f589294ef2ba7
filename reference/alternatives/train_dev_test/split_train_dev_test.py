# %% as in the notebook
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed = 0):
    m = X.shape[1]
    m_dev = int(m * dev_fraction)
    m_test = int(m * test_fraction)
    np.random.seed(seed)
    order = np.random.permutation(m)
    dev = order[:m_dev]
    test = order[m_dev:m_dev + m_test]
    train = order[m_dev + m_test:]
    return (X[:, train], Y[:, train]), (X[:, dev], Y[:, dev]), (X[:, test], Y[:, test])

# %% no seed argument
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction):
    m = X.shape[1]
    order = list(np.random.permutation(m))
    X, Y = X[:, order], Y[:, order].reshape(1, m)
    a = m - int(m * dev_fraction) - int(m * test_fraction)
    b = m - int(m * test_fraction)
    return (X[:, :a], Y[:, :a]), (X[:, a:b], Y[:, a:b]), (X[:, b:], Y[:, b:])

# %% default_rng and np.split
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=None):
    m = X.shape[1]
    n_dev, n_test = int(np.floor(m * dev_fraction)), int(np.floor(m * test_fraction))
    order = np.random.default_rng(seed).permutation(m)
    parts = np.split(order, [m - n_dev - n_test, m - n_test])
    return tuple((X[:, p], Y[:, p]) for p in parts)

# %% shuffled together as one matrix
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    n, m = X.shape
    data = np.concatenate((X, Y), axis=0).T
    rng = np.random.RandomState(seed)
    rng.shuffle(data)
    data = data.T
    d, t = int(dev_fraction * m), int(test_fraction * m)
    def pair(part):
        return part[:n], part[n:]
    return [pair(data[:, d + t:]), pair(data[:, :d]), pair(data[:, d:d + t])]

# %% random module, lists of columns
import random
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=3):
    random.seed(seed)
    columns = list(range(X.shape[1]))
    random.shuffle(columns)
    d = int(len(columns) * dev_fraction)
    t = int(len(columns) * test_fraction)
    dev, test, train = [columns.pop() for _ in range(d)], [columns.pop() for _ in range(t)], columns
    take = lambda A, idx: A[:, np.array(idx, dtype=int)]
    return (take(X, train), take(Y, train)), (take(X, dev), take(Y, dev)), (take(X, test), take(Y, test))

# %% argsort of uniform numbers
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    np.random.seed(seed)
    order = np.argsort(np.random.rand(X.shape[1]))
    sizes = [int(X.shape[1] * f) for f in (dev_fraction, test_fraction)]
    result, start = [], 0
    for size in sizes:
        idx = order[start:start + size]
        result.append((X[:, idx], Y[:, idx]))
        start += size
    idx = order[start:]
    return ((X[:, idx], Y[:, idx]), result[0], result[1])

# %% masks, sets in the old order
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    rng = np.random.default_rng(seed)
    m = X.shape[1]
    kind = np.zeros(m, dtype=int)
    kind[:int(m * dev_fraction)] = 1
    kind[int(m * dev_fraction):int(m * dev_fraction) + int(m * test_fraction)] = 2
    rng.shuffle(kind)
    return tuple((X[:, kind == k], Y[:, kind == k]) for k in range(3))

# %% choice without replacement
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    m = X.shape[1]
    rng = np.random.default_rng(seed)
    d, t = int(m * dev_fraction), int(m * test_fraction)
    held_out = rng.choice(m, size=d + t, replace=False)
    dev, test = held_out[:d], held_out[d:]
    train = np.setdiff1d(np.arange(m), held_out)
    return (X[:, train], Y[:, train]), (X[:, dev], Y[:, dev]), (X[:, test], Y[:, test])

# %% random.sample and sets
import random
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    rng = random.Random(seed)
    m = X.shape[1]
    left = set(range(m))
    dev = rng.sample(sorted(left), int(m * dev_fraction))
    left -= set(dev)
    test = rng.sample(sorted(left), int(m * test_fraction))
    left -= set(test)
    def take(indices):
        indices = np.array(sorted(indices), dtype=int)
        return X[:, indices], Y[:, indices]
    return take(left), take(dev), take(test)

# %% Fisher-Yates in place
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    state = np.random.RandomState(seed)
    m = X.shape[1]
    for i in range(m - 1, 0, -1):
        j = state.randint(0, i + 1)
        X[:, [i, j]] = X[:, [j, i]]
        Y[:, [i, j]] = Y[:, [j, i]]
    d, t = int(m * dev_fraction), int(m * test_fraction)
    return (X[:, d + t:], Y[:, d + t:]), (X[:, :d], Y[:, :d]), (X[:, d:d + t], Y[:, d:d + t])

# %% float32 and np.take
import numpy as np

def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=0):
    m = X.shape[1]
    order = np.random.default_rng(seed).permutation(m)
    X = np.take(X, order, axis=1).astype(np.float32)
    Y = np.take(Y, order, axis=1).astype(np.float32)
    d, t = m * dev_fraction // 1, m * test_fraction // 1
    d, t = int(d), int(t)
    rest = m - d - t
    return (X[:, :rest], Y[:, :rest]), (X[:, rest:rest + d], Y[:, rest:rest + d]), (X[:, rest + d:], Y[:, rest + d:])
