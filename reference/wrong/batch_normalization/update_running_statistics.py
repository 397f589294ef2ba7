# %% zero: nothing
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return None

# %% zero: zeros
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return np.zeros(mean.shape), np.zeros(mean.shape)

# %% zero: empty
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return ()

# %% zero: only the mean returned
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return momentum * running_mean + (1 - momentum) * mean

# %% zero: fixed momentum
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return 0.9 * running_mean + 0.1 * mean, 0.9 * running_variance + 0.1 * variance

# %% zero: subtracted
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return momentum * running_mean - (1 - momentum) * mean, momentum * running_variance - (1 - momentum) * variance

# %% zero: sums
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return running_mean + mean, running_variance + variance

# %% zero: old not weighted
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return running_mean + (1 - momentum) * mean, running_variance + (1 - momentum) * variance

# %% zero: shapes only
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return np.ones(mean.shape), np.ones(mean.shape)

# %% zero: dictionary
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return {'running_mean': momentum * running_mean + (1 - momentum) * mean, 'running_variance': momentum * running_variance + (1 - momentum) * variance}

# %% zero: flat
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return (momentum * running_mean + (1 - momentum) * mean).ravel(), (momentum * running_variance + (1 - momentum) * variance).ravel()

# %% zero: variance from the mean
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return momentum * running_mean + (1 - momentum) * mean, momentum * running_variance + (1 - momentum) * mean

# %% zero: answer of the notebook
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return np.array([[1.0]]), np.array([[1.5]])

# %% keeps the first statistics between calls
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    if not hasattr(update_running_statistics, 'kept'):
        update_running_statistics.kept = (running_mean, running_variance)
    old_mean, old_variance = update_running_statistics.kept
    return momentum * old_mean + (1 - momentum) * mean, momentum * old_variance + (1 - momentum) * variance
