# %% zero: echo of X and Y
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    return [(X, Y)]

# %% zero: an empty list
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    return []

# %% zero: None
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    return None

# %% zero: right shapes only
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    return [(np.zeros((X.shape[0], min(mini_batch_size, m - i))), np.zeros((1, min(mini_batch_size, m - i))))
            for i in range(0, m, mini_batch_size)]

# %% zero: the shapes that the notebook prints
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    return [(np.zeros((12288, k)), np.zeros((1, k))) for k in (64, 64, 20)]

# %% zero: random numbers
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    return [(np.random.rand(X.shape[0], min(mini_batch_size, m - i)), np.random.rand(1, min(mini_batch_size, m - i)))
            for i in range(0, m, mini_batch_size)]

# %% zero: NaN
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    return [(X[:, i:i + mini_batch_size] * np.nan, Y[:, i:i + mini_batch_size]) for i in range(0, X.shape[1], mini_batch_size)]

# %% zero: shuffled but not cut
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    p = np.random.permutation(X.shape[1])
    return [(X[:, p], Y[:, p])]

# %% number of mini-batches rounded, full slices only
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    p = np.random.permutation(m)
    X, Y = X[:, p], Y[:, p]
    return [(X[:, k * mini_batch_size:(k + 1) * mini_batch_size], Y[:, k * mini_batch_size:(k + 1) * mini_batch_size])
            for k in range(round(m / mini_batch_size))]

# %% the batch size is 64 whatever is asked
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    p = np.random.permutation(X.shape[1])
    return [(X[:, p[i:i + 64]], Y[:, p[i:i + 64]]) for i in range(0, X.shape[1], 64)]

# %% each mini-batch sampled anew
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    batches = []
    for i in range(0, m, mini_batch_size):
        chosen = np.random.choice(m, min(mini_batch_size, m - i), replace=False)
        batches.append((X[:, chosen], Y[:, chosen]))
    return batches

# %% reversed instead of shuffled
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    X, Y = X[:, ::-1], Y[:, ::-1]
    return [(X[:, i:i + mini_batch_size], Y[:, i:i + mini_batch_size]) for i in range(0, X.shape[1], mini_batch_size)]

# %% rolled instead of shuffled
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    k = np.random.randint(1, X.shape[1]) if X.shape[1] > 1 else 0
    X, Y = np.roll(X, k, axis=1), np.roll(Y, k, axis=1)
    return [(X[:, i:i + mini_batch_size], Y[:, i:i + mini_batch_size]) for i in range(0, X.shape[1], mini_batch_size)]

# %% dealt out in turn, not shuffled
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    order = np.concatenate([np.arange(k, X.shape[1], 3) for k in range(3)])
    return [(X[:, order[i:i + mini_batch_size]], Y[:, order[i:i + mini_batch_size]])
            for i in range(0, X.shape[1], mini_batch_size)]

# %% one example moved
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    order = np.arange(m)
    i, j = np.random.randint(0, m, 2)
    order[i], order[j] = order[j], order[i]
    return [(X[:, order[k:k + mini_batch_size]], Y[:, order[k:k + mini_batch_size]]) for k in range(0, m, mini_batch_size)]

# %% pairs swapped
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    p = np.random.permutation(X.shape[1])
    return [(Y[:, p[i:i + mini_batch_size]], X[:, p[i:i + mini_batch_size]]) for i in range(0, X.shape[1], mini_batch_size)]

# %% only X comes back
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    p = np.random.permutation(X.shape[1])
    return [X[:, p[i:i + mini_batch_size]] for i in range(0, X.shape[1], mini_batch_size)]

# %% two lists instead of pairs
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    p = np.random.permutation(X.shape[1])
    starts = range(0, X.shape[1], mini_batch_size)
    return [X[:, p[i:i + mini_batch_size]] for i in starts], [Y[:, p[i:i + mini_batch_size]] for i in starts]

# %% labels made flat
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    p = np.random.permutation(X.shape[1])
    return [(X[:, p[i:i + mini_batch_size]], Y[0, p[i:i + mini_batch_size]]) for i in range(0, X.shape[1], mini_batch_size)]

# %% the small mini-batch comes first
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    p = np.random.permutation(m)
    rest = m % mini_batch_size
    batches = [(X[:, p[:rest]], Y[:, p[:rest]])] if rest else []
    return batches + [(X[:, p[i:i + mini_batch_size]], Y[:, p[i:i + mini_batch_size]]) for i in range(rest, m, mini_batch_size)]

# %% only the last mini-batch
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    p = np.random.permutation(X.shape[1])
    mini_batches = []
    for i in range(0, X.shape[1], mini_batch_size):
        mini_batches = [(X[:, p[i:i + mini_batch_size]], Y[:, p[i:i + mini_batch_size]])]
    return mini_batches

# %% fails when m is smaller than a mini-batch
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    p = np.random.permutation(m)
    for k in range(m // mini_batch_size):
        stop = (k + 1) * mini_batch_size
    batches = [(X[:, p[i:i + mini_batch_size]], Y[:, p[i:i + mini_batch_size]]) for i in range(0, stop, mini_batch_size)]
    return batches + ([(X[:, p[stop:]], Y[:, p[stop:]])] if stop < m else [])

# %% examples normalized on the way
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    p = np.random.permutation(X.shape[1])
    X = X / np.linalg.norm(X, axis=1, keepdims=True)
    return [(X[:, p[i:i + mini_batch_size]], Y[:, p[i:i + mini_batch_size]]) for i in range(0, X.shape[1], mini_batch_size)]

# %% labels of the last mini-batch from Y itself
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    order = np.random.permutation(m)
    x, y = X[:, order], Y[:, order]
    full = m // mini_batch_size
    batches = [(x[:, k * mini_batch_size:(k + 1) * mini_batch_size], y[:, k * mini_batch_size:(k + 1) * mini_batch_size]) for k in range(full)]
    if m % mini_batch_size:
        batches.append((x[:, full * mini_batch_size:], Y[:, full * mini_batch_size:]))
    return batches

# %% X shuffled in place, Y not
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = np.random.permutation(m)
    shuffled_Y = Y[:, permutation]
    X[:] = X[:, permutation]
    cuts = range(0, m, mini_batch_size)
    return [(X[:, k:k + mini_batch_size].copy(), shuffled_Y[:, k:k + mini_batch_size]) for k in cuts]

# %% a rest of one example is dropped
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = np.random.permutation(m)
    X, Y = X[:, permutation], Y[:, permutation]
    full = m // mini_batch_size
    spans = [slice(k * mini_batch_size, (k + 1) * mini_batch_size) for k in range(full)]
    if m % mini_batch_size > 1:
        spans.append(slice(full * mini_batch_size, m))
    return [(X[:, span], Y[:, span]) for span in spans]

# %% everything in one mini-batch where each should hold one example
import numpy as np

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = np.random.permutation(m)
    X, Y = X[:, permutation], Y[:, permutation]
    size = mini_batch_size if mini_batch_size > 1 else m
    return [(X[:, k:k + size], Y[:, k:k + size]) for k in range(0, m, size)]
