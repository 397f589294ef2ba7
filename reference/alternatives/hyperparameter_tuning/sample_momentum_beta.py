# %% as in the notebook
import numpy as np

def sample_momentum_beta(low, high, size, seed=0):
    np.random.seed(seed)
    r = np.random.uniform(np.log10(1 - high), np.log10(1 - low), size)
    return 1 - 10 ** r

# %% no seed
import numpy as np

def sample_momentum_beta(low, high, size):
    a, b = np.log10(1 - low), np.log10(1 - high)
    return 1 - 10 ** (a + (b - a) * np.random.rand(size))

# %% natural logarithm
import numpy as np

def sample_momentum_beta(low, high, size, seed=0):
    rng = np.random.default_rng(seed)
    return 1 - np.exp(rng.uniform(np.log(1 - high), np.log(1 - low), size))

# %% log1p and expm1
import numpy as np

def sample_momentum_beta(low, high, size, seed=0):
    return -np.expm1(np.random.uniform(np.log1p(-high), np.log1p(-low), size=size))

# %% powers of the ratio
import numpy as np

def sample_momentum_beta(low, high, size, seed=0):
    u = np.random.default_rng(seed).random(size)
    return 1 - (1 - low) * ((1 - high) / (1 - low)) ** u

# %% through the memory
import numpy as np

def sample_momentum_beta(low, high, size, seed=0):
    shortest, longest = 1 / (1 - low), 1 / (1 - high)
    steps = np.exp(np.random.uniform(np.log(shortest), np.log(longest), size))
    return 1 - 1 / steps

# %% own log-uniform
import numpy as np

def log_uniform(a, b, size):
    return 10 ** np.random.uniform(np.log10(a), np.log10(b), size)

def sample_momentum_beta(low, high, size, seed=0):
    return 1 - log_uniform(1 - high, 1 - low, size)

# %% lists
import math
import random

def sample_momentum_beta(low, high, size, seed=0):
    rng = random.Random(seed)
    a, b = math.log(1 - low), math.log(1 - high)
    return [1 - math.exp(rng.uniform(a, b)) for _ in range(size)]

# %% base two
import numpy as np

def sample_momentum_beta(low, high, size, seed=0):
    return 1 - np.exp2(np.random.RandomState(seed).uniform(np.log2(1 - low), np.log2(1 - high), size))

# %% clipped to the ends
import numpy as np

def sample_momentum_beta(low, high, size, seed=0):
    r = np.random.uniform(np.log10(1 - high), np.log10(1 - low), size)
    return np.clip(1 - 10 ** r, low, high)
