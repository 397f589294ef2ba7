# %% as in the notebook
import numpy as np

def xavier_initialization(layers_dims, seed = 3):
    np.random.seed(seed)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(1 / layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% no seed
import numpy as np

def xavier_initialization(layers_dims):
    params = {}
    for l in range(1, len(layers_dims)):
        params[f"W{l}"] = np.random.randn(layers_dims[l], layers_dims[l - 1]) / np.sqrt(layers_dims[l - 1])
        params[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return params

# %% default_rng with a scale
import numpy as np

def xavier_initialization(layers_dims, seed=0):
    rng = np.random.default_rng(seed)
    params = {}
    for l, (n_in, n_out) in enumerate(zip(layers_dims, layers_dims[1:]), 1):
        params[f"W{l}"] = rng.normal(0.0, n_in ** -0.5, size=(n_out, n_in))
        params[f"b{l}"] = np.zeros((n_out, 1))
    return params

# %% the seed again before each layer
import numpy as np

def xavier_initialization(layers_dims, seed=1):
    p = {}
    for l in range(1, len(layers_dims)):
        np.random.seed(seed)
        p["W" + str(l)] = np.random.standard_normal((layers_dims[l], layers_dims[l - 1])) * (1 / layers_dims[l - 1]) ** 0.5
        p["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return p

# %% float32
import numpy as np

def xavier_initialization(layers_dims, seed=1):
    rng = np.random.default_rng(seed)
    p = {}
    for l in range(1, len(layers_dims)):
        W = rng.standard_normal((layers_dims[l], layers_dims[l - 1]), dtype=np.float32)
        p["W" + str(l)] = W * np.float32(np.sqrt(1 / layers_dims[l - 1]))
        p["b" + str(l)] = np.zeros((layers_dims[l], 1), dtype=np.float32)
    return p

# %% backwards and transposed
import numpy as np

def xavier_initialization(layers_dims, seed=5):
    rng = np.random.RandomState(seed)
    p = {}
    for l in range(len(layers_dims) - 1, 0, -1):
        p[f"W{l}"] = np.sqrt(1.0 / layers_dims[l - 1]) * rng.randn(layers_dims[l - 1], layers_dims[l]).T
        p[f"b{l}"] = np.full((layers_dims[l], 1), 0.0)
    return p

# %% random.gauss
import math
import random
import numpy as np

def xavier_initialization(layers_dims, seed=0):
    random.seed(seed)
    p = {}
    for l in range(1, len(layers_dims)):
        s = math.sqrt(1 / layers_dims[l - 1])
        p[f"W{l}"] = np.array([[random.gauss(0, s) for _ in range(layers_dims[l - 1])] for _ in range(layers_dims[l])])
        p[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return p

# %% recursion
import numpy as np

def xavier_initialization(layers_dims, seed=0):
    l = len(layers_dims) - 1
    if l == 0:
        return {}
    p = xavier_initialization(layers_dims[:-1], seed)
    p[f"W{l}"] = np.random.default_rng([seed, l]).normal(size=(layers_dims[l], layers_dims[l - 1])) / layers_dims[l - 1] ** 0.5
    p[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return p

# %% one long vector
import numpy as np

def xavier_initialization(layers_dims, seed=0):
    rng = np.random.default_rng(seed)
    sizes = [a * b for a, b in zip(layers_dims, layers_dims[1:])]
    parts = np.split(rng.standard_normal(sum(sizes)), np.cumsum(sizes)[:-1])
    p = {}
    for l, part in enumerate(parts, 1):
        p[f"W{l}"] = part.reshape(layers_dims[l], layers_dims[l - 1]) / np.sqrt(layers_dims[l - 1])
        p[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return p

# %% Box-Muller
import numpy as np

def xavier_initialization(layers_dims, seed=0):
    np.random.seed(seed)
    p = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        u, v = 1 - np.random.rand(*shape), np.random.rand(*shape)
        p[f"W{l}"] = np.sqrt(-2 * np.log(u) / layers_dims[l - 1]) * np.sin(2 * np.pi * v)
        p[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return p
