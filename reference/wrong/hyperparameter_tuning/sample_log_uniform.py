# %% zero: nothing
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return None

# %% zero: empty
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return []

# %% zero: zeros
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return np.zeros(size)

# %% zero: the two ends
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return np.random.choice([low, high], size)

# %% zero: a single number
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return float(np.random.uniform(low, high))

# %% zero: a column
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return np.random.uniform(low, high, (size, 1))

# %% zero: one short
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return np.random.uniform(low, high, size - 1)

# %% zero: normal around the middle
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return np.clip(np.random.normal((low + high) / 2, (high - low) / 6, size), low, high)

# %% zero: whole numbers
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return np.random.randint(int(low), int(high) + 1, size)

# %% zero: the middle
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return np.full(size, (low + high) / 2)

# %% zero: squared uniform
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return low + (high - low) * np.random.rand(size) ** 2

# %% zero: decades only
import numpy as np

def sample_log_uniform(low, high, size, seed=0):
    return 10.0 ** np.random.randint(int(np.log10(low)), int(np.log10(high)) + 1, size)
