# %% the template
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    # YOUR CODE STARTS HERE
    running_mean = momentum * running_mean + (1 - momentum) * mean
    running_variance = momentum * running_variance + (1 - momentum) * variance
    # YOUR CODE ENDS HERE
    return running_mean, running_variance

# %% one expression
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return momentum * running_mean + (1 - momentum) * mean, momentum * running_variance + (1 - momentum) * variance

# %% a step towards the batch
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    running_mean = running_mean + (1 - momentum) * (mean - running_mean)
    running_variance = running_variance + (1 - momentum) * (variance - running_variance)
    return running_mean, running_variance

# %% in place
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    running_mean *= momentum
    running_mean += (1 - momentum) * mean
    running_variance *= momentum
    running_variance += (1 - momentum) * variance
    return running_mean, running_variance

# %% a list
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    return [momentum * old + (1 - momentum) * new for old, new in ((running_mean, mean), (running_variance, variance))]

# %% inner function
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    rate = 1.0 - momentum
    def blend(old, new):
        return old - rate * (old - new)
    return blend(running_mean, mean), blend(running_variance, variance)

# %% np.average
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    weights = [momentum, 1 - momentum]
    return (np.average([running_mean, mean], axis=0, weights=weights),
            np.average([running_variance, variance], axis=0, weights=weights))

# %% stacked
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    old = np.hstack([running_mean, running_variance])
    new = np.hstack([mean, variance])
    both = momentum * old + (1 - momentum) * new
    return both[:, :1], both[:, 1:]

# %% loops
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    n = running_mean.shape[0]
    M, V = np.zeros((n, 1)), np.zeros((n, 1))
    for i in range(n):
        M[i, 0] = momentum * running_mean[i, 0] + (1 - momentum) * mean[i, 0]
        V[i, 0] = momentum * running_variance[i, 0] + (1 - momentum) * variance[i, 0]
    return M, V

# %% no imports
def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    alpha = 1 - momentum
    return np.add(np.multiply(momentum, running_mean), np.multiply(alpha, mean)), np.add(np.multiply(momentum, running_variance), np.multiply(alpha, variance))

# %% float32
import numpy as np

def update_running_statistics(running_mean, running_variance, mean, variance, momentum):
    k = np.float32(momentum)
    return (k * running_mean + (1 - k) * mean).astype(np.float32), (k * running_variance + (1 - k) * variance).astype(np.float32)
