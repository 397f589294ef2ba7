# %% zero: nothing
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return None

# %% zero: echo
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return Z

# %% zero: shapes only
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return np.zeros(Z.shape)

# %% zero: shift only
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return np.ones(Z.shape) * beta

# %% zero: a tuple
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return gamma * (Z - running_mean) / np.sqrt(running_variance + epsilon) + beta, running_mean

# %% zero: a list
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return (gamma * (Z - running_mean) / np.sqrt(running_variance + epsilon) + beta).tolist()

# %% zero: fixed epsilon
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return gamma * (Z - running_mean) / np.sqrt(running_variance + 1e-8) + beta

# %% zero: batch variance
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return gamma * (Z - running_mean) / np.sqrt(Z.var(axis=1, keepdims=True) + epsilon) + beta

# %% zero: variance is taken for the deviation and squared
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return gamma * (Z - running_mean) / np.sqrt(running_variance ** 2 + epsilon) + beta

# %% zero: shifted before it is scaled
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return gamma * ((Z - running_mean) / np.sqrt(running_variance + epsilon) + beta)

# %% zero: mean added
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return gamma * (Z + running_mean) / np.sqrt(running_variance + epsilon) + beta

# %% zero: multiplied by the deviation
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return gamma * (Z - running_mean) * np.sqrt(running_variance + epsilon) + beta

# %% zero: answer of the notebook
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return np.array([[3.0], [-0.75]])

# %% zero: mean and variance swapped
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return gamma * (Z - running_variance) / np.sqrt(np.abs(running_mean) + epsilon) + beta

# %% adds epsilon to the running variance itself
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    running_variance += epsilon
    return gamma * (Z - running_mean) / np.sqrt(running_variance) + beta
