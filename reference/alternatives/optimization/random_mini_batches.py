# %% the template of 2019
import math
import numpy as np

# GRADED FUNCTION: random_mini_batches

def random_mini_batches(X, Y, mini_batch_size = 64, seed = 0):
    np.random.seed(seed)            # To make your "random" minibatches the same as ours
    m = X.shape[1]                  # number of training examples
    mini_batches = []

    # Step 1: Shuffle (X, Y)
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    shuffled_Y = Y[:, permutation].reshape((1,m))

    # Step 2: Partition (shuffled_X, shuffled_Y). Minus the end case.
    num_complete_minibatches = math.floor(m/mini_batch_size) # number of mini batches of size mini_batch_size in your partitionning
    for k in range(0, num_complete_minibatches):
        ### START CODE HERE ### (approx. 2 lines)
        mini_batch_X = shuffled_X[:, k * mini_batch_size : (k + 1) * mini_batch_size]
        mini_batch_Y = shuffled_Y[:, k * mini_batch_size : (k + 1) * mini_batch_size]
        ### END CODE HERE ###
        mini_batch = (mini_batch_X, mini_batch_Y)
        mini_batches.append(mini_batch)

    # Handling the end case (last mini-batch < mini_batch_size)
    if m % mini_batch_size != 0:
        ### START CODE HERE ### (approx. 2 lines)
        mini_batch_X = shuffled_X[:, num_complete_minibatches * mini_batch_size : m]
        mini_batch_Y = shuffled_Y[:, num_complete_minibatches * mini_batch_size : m]
        ### END CODE HERE ###
        mini_batch = (mini_batch_X, mini_batch_Y)
        mini_batches.append(mini_batch)

    return mini_batches

# %% default_rng, comprehension
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    order = np.random.default_rng(seed).permutation(X.shape[1])
    return [
        (X[:, order[i:i + mini_batch_size]], Y[:, order[i:i + mini_batch_size]])
        for i in range(0, X.shape[1], mini_batch_size)
    ]

# %% no seed argument, an unseeded generator
import numpy as np

def random_mini_batches(X, Y, mini_batch_size):
    rng = np.random.default_rng()
    order = rng.permutation(X.shape[1])
    batches = []
    for i in range(0, len(order), mini_batch_size):
        chosen = order[i:i + mini_batch_size]
        batches.append((X[:, chosen], Y[:, chosen]))
    return batches

# %% a seed inside, the argument ignored
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(42)
    m = X.shape[1]
    index = np.arange(m)
    np.random.shuffle(index)
    pairs = []
    while len(index):
        head, index = index[:mini_batch_size], index[mini_batch_size:]
        pairs.append([X[:, head], Y[:, head]])
    return pairs

# %% random.sample from the standard library
import random

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    random.seed(seed)
    m = X.shape[1]
    order = random.sample(range(m), m)
    return [[X[:, order[i:i + mini_batch_size]], Y[:, order[i:i + mini_batch_size]]] for i in range(0, m, mini_batch_size)]

# %% random.shuffle, a generator function
import random
import numpy as np

def _batches(X, Y, size, order):
    for start in range(0, len(order), size):
        yield X[:, order[start:start + size]], Y[:, order[start:start + size]]

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    order = list(range(X.shape[1]))
    random.Random(seed).shuffle(order)
    return list(_batches(X, Y, mini_batch_size, order))

# %% array_split at the multiples
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    p = np.random.permutation(m)
    cuts = np.arange(mini_batch_size, m, mini_batch_size)
    return list(zip(np.split(X[:, p], cuts, axis=1), np.split(Y[:, p], cuts, axis=1)))

# %% X and Y stacked, shuffled as rows
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    together = np.vstack((X, Y)).T
    np.random.RandomState(seed).shuffle(together)
    together = together.T
    n = X.shape[0]
    k, batches = 0, []
    while k * mini_batch_size < together.shape[1]:
        part = together[:, k * mini_batch_size:(k + 1) * mini_batch_size]
        batches.append((part[:n], part[n:]))
        k += 1
    return batches

# %% argsort of random keys, a tuple of tuples
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    keys = np.random.rand(X.shape[1])
    order = keys.argsort()
    X, Y = X[:, order], Y[:, order]
    return tuple((X[:, i:i + mini_batch_size], Y[:, i:i + mini_batch_size]) for i in range(0, X.shape[1], mini_batch_size))

# %% the small batch by negative index
import math
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    p = np.random.permutation(m)
    sX, sY = X[:, p], Y[:, p].reshape((1, m))
    batches = [(sX[:, k*mini_batch_size:(k+1)*mini_batch_size], sY[:, k*mini_batch_size:(k+1)*mini_batch_size])
               for k in range(math.floor(m / mini_batch_size))]
    if (rest := m % mini_batch_size):
        batches.append((sX[:, -rest:], sY[:, -rest:]))
    return batches

# %% float32 copies
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    rng = np.random.default_rng(7)
    order = rng.permutation(X.shape[1])
    out = []
    for i in range(-(-X.shape[1] // mini_batch_size)):
        which = order[i * mini_batch_size:(i + 1) * mini_batch_size]
        out.append((np.take(X, which, axis=1).astype(np.float32), np.take(Y, which, axis=1).astype(np.int64)))
    return out

# %% columns dealt out one by one
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    xs, ys, batches = [], [], []
    for j in np.random.permutation(X.shape[1]):
        xs.append(X[:, j])
        ys.append(Y[0, j])
        if len(xs) == mini_batch_size:
            batches.append((np.array(xs).T, np.array(ys).reshape(1, -1)))
            xs, ys = [], []
    if xs:
        batches.append((np.array(xs).T, np.array(ys).reshape(1, -1)))
    return batches

# %% Generator.choice without replacement
import numpy as np

RNG = np.random.default_rng(0)

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    order = RNG.choice(m, size=m, replace=False)
    n = int(np.ceil(m / mini_batch_size))
    return [(X[:, c], Y[:, c]) for c in (order[k * mini_batch_size:min(m, (k + 1) * mini_batch_size)] for k in range(n))]

# %% no imports at all, with math.floor
def random_mini_batches(X, Y, mini_batch_size = 64, seed = 0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = list(np.random.permutation(m))
    shuffled_X, shuffled_Y = X[:, permutation], Y[:, permutation]
    n = math.floor(m / mini_batch_size)
    mini_batches = [(shuffled_X[:, k * mini_batch_size:(k + 1) * mini_batch_size],
                     shuffled_Y[:, k * mini_batch_size:(k + 1) * mini_batch_size]) for k in range(n)]
    if m % mini_batch_size != 0:
        mini_batches.append((shuffled_X[:, n * mini_batch_size:], shuffled_Y[:, n * mini_batch_size:]))
    return mini_batches

# %% from math import *, shuffled in place, a keyword-only seed
from math import *
import numpy
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, *, seed=0):
    m = X.shape[1]
    idx = numpy.arange(m)
    numpy.random.shuffle(idx)
    batches = []
    for i in range(int(ceil(m / mini_batch_size))):
        sel = idx[i * mini_batch_size : min((i + 1) * mini_batch_size, m)]
        batches.append([X[:, sel], Y[:, sel]])
    print("made", len(batches), "mini-batches")
    return batches

# %% the last one counted from the end, as on the forum
import math
import numpy as np

def random_mini_batches(X, Y, mini_batch_size = 64, seed = 0):
    np.random.seed(seed)
    m = X.shape[1]
    mini_batches = []
    permutation = list(np.random.permutation(m))
    shuffled_X = np.take(X, permutation, axis=1)
    shuffled_Y = Y[:, permutation].reshape((1, m))
    inc = mini_batch_size
    num_complete_minibatches = math.floor(m / mini_batch_size)
    for k in range(0, num_complete_minibatches):
        mini_batches.append((shuffled_X[:, k * inc : k * inc + inc], shuffled_Y[:, k * inc : k * inc + inc]))
    if m % mini_batch_size != 0:
        rest = m - inc * math.floor(m / inc)
        mini_batches.append((shuffled_X[:, -rest:], shuffled_Y[:, m - rest : m]))
    return mini_batches

# %% both shuffled in place
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.RandomState(seed).shuffle(X.T)
    np.random.RandomState(seed).shuffle(Y.T)
    cuts = range(0, X.shape[1], mini_batch_size)
    return [(X[:, k:k + mini_batch_size], Y[:, k:k + mini_batch_size]) for k in cuts]
