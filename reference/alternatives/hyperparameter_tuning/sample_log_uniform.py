# %% as in the notebook
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    np.random.seed(seed)
    r = np.random.uniform(np.log10(low), np.log10(high), size)
    return 10 ** r

# %% no seed
import numpy as np

def sample_log_uniform(low, high, size):
    a, b = np.log10(low), np.log10(high)
    return 10 ** (a + (b - a) * np.random.rand(size))

# %% natural logarithm
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    rng = np.random.default_rng(seed)
    return np.exp(rng.uniform(np.log(low), np.log(high), size))

# %% base two
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return np.exp2(np.random.uniform(np.log2(low), np.log2(high), size=size))

# %% powers of the ratio
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return low * (high / low) ** np.random.default_rng(seed).random(size)

# %% down from high
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return high * (low / high) ** np.random.RandomState(seed).rand(size)

# %% lists
import math
import random

def sample_log_uniform(low, high, size, seed=0):
    random.seed(seed)
    return [math.exp(random.uniform(math.log(low), math.log(high))) for _ in range(size)]

# %% geometric mean of weights
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    u = np.random.default_rng(seed).random(size)
    return low ** u * high ** (1 - u)

# %% np.power in a loop
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    out = np.empty(size)
    for i in range(size):
        out[i] = np.power(10.0, np.random.uniform(np.log10(low), np.log10(high)))
    return out

# %% expm1 and log1p
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    rng = np.random.default_rng(seed)
    return np.expm1(rng.uniform(np.log1p(low - 1), np.log1p(high - 1), size)) + 1

# %% clipped to the ends
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    r = np.random.uniform(np.log10(low), np.log10(high), size)
    return np.clip(10 ** r, low, high)
