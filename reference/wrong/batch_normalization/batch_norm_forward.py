# %% zero: nothing
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    return None

# %% zero: echo
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    return Z, (Z, Z, gamma, beta, gamma, epsilon)

# %% zero: shapes only
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    n = Z.shape[0]
    return np.zeros(Z.shape), (Z, np.zeros(Z.shape), np.zeros((n, 1)), np.zeros((n, 1)), gamma, epsilon)

# %% zero: only Z_tilde
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    return gamma * (Z - Z.mean(1, keepdims=True)) / np.sqrt(Z.var(1, keepdims=True) + epsilon) + beta

# %% zero: empty cache
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    return gamma * (Z - Z.mean(1, keepdims=True)) / np.sqrt(Z.var(1, keepdims=True) + epsilon) + beta, ()

# %% zero: cache of None
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    return gamma * (Z - Z.mean(1, keepdims=True)) / np.sqrt(Z.var(1, keepdims=True) + epsilon) + beta, (None,) * 6

# %% zero: cache in another order
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    mu, var = Z.mean(1, keepdims=True), Z.var(1, keepdims=True)
    Zn = (Z - mu) / np.sqrt(var + epsilon)
    return gamma * Zn + beta, (Zn, Z, mu, var, gamma, epsilon)

# %% zero: mean and variance swapped in the cache
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    mu, var = Z.mean(1, keepdims=True), Z.var(1, keepdims=True)
    Zn = (Z - mu) / np.sqrt(var + epsilon)
    return gamma * Zn + beta, (Z, Zn, var, mu, gamma, epsilon)

# %% zero: fixed epsilon
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    mu, var = Z.mean(1, keepdims=True), Z.var(1, keepdims=True)
    Zn = (Z - mu) / np.sqrt(var + 1e-8)
    return gamma * Zn + beta, (Z, Zn, mu, var, gamma, epsilon)

# %% zero: median
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    mu, var = np.median(Z, 1, keepdims=True), Z.var(1, keepdims=True)
    Zn = (Z - mu) / np.sqrt(var + epsilon)
    return gamma * Zn + beta, (Z, Zn, mu, var, gamma, epsilon)

# %% zero: range for spread
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    mu, var = Z.mean(1, keepdims=True), np.ptp(Z, axis=1, keepdims=True)
    Zn = (Z - mu) / np.sqrt(var + epsilon)
    return gamma * Zn + beta, (Z, Zn, mu, var, gamma, epsilon)

# %% zero: beta subtracted
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    mu, var = Z.mean(1, keepdims=True), Z.var(1, keepdims=True)
    Zn = (Z - mu) / np.sqrt(var + epsilon)
    return gamma * Zn - beta, (Z, Zn, mu, var, gamma, epsilon)

# %% zero: beta in the cache for gamma
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    mu, var = Z.mean(1, keepdims=True), Z.var(1, keepdims=True)
    Zn = (Z - mu) / np.sqrt(var + epsilon)
    return gamma * Zn + beta, (Z, Zn, mu, var, beta, epsilon)

# %% zero: answer of the notebook
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    return np.array([[-1, 1 / 3, 5 / 3, 3]]), (Z, Z, np.array([[4.0], [1.0]]), np.array([[5.0], [1.0]]), gamma, epsilon)
