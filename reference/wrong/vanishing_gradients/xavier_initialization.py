# %% zero: nothing
import numpy as np

def xavier_initialization(layers_dims, seed=3):
    return None

# %% zero: empty dictionary
import numpy as np

def xavier_initialization(layers_dims, seed=3):
    return {}

# %% zero: echo
import numpy as np

def xavier_initialization(layers_dims, seed=3):
    return layers_dims

# %% zero: constant weights of the right size
import numpy as np

def xavier_initialization(layers_dims, seed=3):
    p = {}
    for l in range(1, len(layers_dims)):
        p[f"W{l}"] = np.full((layers_dims[l], layers_dims[l - 1]), np.sqrt(1 / layers_dims[l - 1]))
        p[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return p

# %% zero: random signs
import numpy as np

def xavier_initialization(layers_dims, seed=3):
    p = {}
    for l in range(1, len(layers_dims)):
        p[f"W{l}"] = np.random.choice([-1, 1], (layers_dims[l], layers_dims[l - 1])) * np.sqrt(1 / layers_dims[l - 1])
        p[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return p

# %% zero: flat biases
import numpy as np

def xavier_initialization(layers_dims, seed=3):
    p = {}
    for l in range(1, len(layers_dims)):
        p[f"W{l}"] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(1 / layers_dims[l - 1])
        p[f"b{l}"] = np.zeros(layers_dims[l])
    return p

# %% zero: numbered from zero
import numpy as np

def xavier_initialization(layers_dims, seed=3):
    p = {}
    for l in range(len(layers_dims) - 1):
        p[f"W{l}"] = np.random.randn(layers_dims[l + 1], layers_dims[l]) * np.sqrt(1 / layers_dims[l])
        p[f"b{l}"] = np.zeros((layers_dims[l + 1], 1))
    return p

# %% zero: uniform without the root of three
import numpy as np

def xavier_initialization(layers_dims, seed=3):
    p = {}
    for l in range(1, len(layers_dims)):
        s = np.sqrt(1 / layers_dims[l - 1])
        p[f"W{l}"] = np.random.uniform(-s, s, (layers_dims[l], layers_dims[l - 1]))
        p[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return p

# %% zero: ten percent too large
import numpy as np

def xavier_initialization(layers_dims, seed=3):
    p = {}
    for l in range(1, len(layers_dims)):
        p[f"W{l}"] = 1.1 * np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(1 / layers_dims[l - 1])
        p[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return p

# %% zero: a shifted mean
import numpy as np

def xavier_initialization(layers_dims, seed=3):
    p = {}
    for l in range(1, len(layers_dims)):
        p[f"W{l}"] = (np.random.randn(layers_dims[l], layers_dims[l - 1]) + 0.2) * np.sqrt(1 / layers_dims[l - 1])
        p[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return p
