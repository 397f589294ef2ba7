# %% zero: nothing
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return None

# %% zero: empty
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return []

# %% zero: zeros
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return np.zeros(size)

# %% zero: the two ends
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return np.random.choice([low, high], size)

# %% zero: a single number
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return float(np.random.uniform(low, high))

# %% zero: a column
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return np.random.uniform(low, high, (size, 1))

# %% zero: one short
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return np.random.uniform(low, high, size - 1)

# %% zero: normal around the middle
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return np.clip(np.random.normal((low + high) / 2, (high - low) / 6, size), low, high)

# %% zero: whole numbers
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return np.random.randint(int(low), int(high) + 1, size)

# %% zero: the middle
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return np.full(size, (low + high) / 2)

# %% zero: squared
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return low + (high - low) * np.random.rand(size) ** 2

# %% zero: half of the interval
import numpy as np

def sample_uniform(low, high, size, seed=0):
    return low + (high - low) * np.random.rand(size) / 2
