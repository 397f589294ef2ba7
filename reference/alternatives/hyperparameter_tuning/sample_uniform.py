# %% as in the notebook
import numpy as np

def sample_uniform(low, high, size, seed=0):
    np.random.seed(seed)
    return np.random.uniform(low, high, size)

# %% no seed
import numpy as np

def sample_uniform(low, high, size):
    return low + (high - low) * np.random.rand(size)

# %% default_rng
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return np.random.default_rng(seed).uniform(low, high, size=size)

# %% random module
import random

def sample_uniform(low, high, size, seed=0):
    random.seed(seed)
    return [random.uniform(low, high) for _ in range(size)]

# %% RandomState by keywords
import numpy as np

def sample_uniform(low, high, size, seed=0):
    rng = np.random.RandomState(seed)
    return rng.uniform(size=size, high=high, low=low)

# %% convex combination
import numpy as np

def sample_uniform(low, high, size, seed=0):
    u = np.random.default_rng(seed).random(size)
    return u * low + (1 - u) * high

# %% filled one by one
import numpy as np

def sample_uniform(low, high, size, seed=0):
    out = np.zeros(size)
    for i in range(size):
        out[i] = np.random.uniform(low, high)
    return out

# %% ends swapped
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return high - (high - low) * np.random.random_sample(size)

# %% float32
import numpy as np

def sample_uniform(low, high, size, seed=0):
    u = np.random.default_rng(seed).random(size, dtype=np.float32)
    return np.float32(low) + np.float32(high - low) * u

# %% a tuple
import numpy as np

def sample_uniform(low, high, size, seed=0):
    rng = np.random.default_rng()
    return tuple(rng.uniform(low, high) for _ in range(size))

# %% from bits
import random
import numpy as np

def sample_uniform(low, high, size, seed=0):
    rng = random.Random(seed)
    return np.array([low + (high - low) * (rng.getrandbits(53) / 2 ** 53) for _ in range(size)])
