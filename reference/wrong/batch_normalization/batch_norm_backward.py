# %% zero: nothing
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    return None

# %% zero: empty
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    return {}

# %% zero: None under the right keys
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    return {'dZ': None, 'dgamma': None, 'dbeta': None}

# %% zero: shapes only
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    n = dZ_tilde.shape[0]
    return {'dZ': np.zeros(dZ_tilde.shape), 'dgamma': np.zeros((n, 1)), 'dbeta': np.zeros((n, 1))}

# %% zero: echo
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    return {'dZ': dZ_tilde, 'dgamma': cache[4], 'dbeta': cache[4]}

# %% zero: only dgamma and dbeta right
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    return {'dZ': dZ_tilde, 'dgamma': np.sum(dZ_tilde * cache[1], axis=1, keepdims=True), 'dbeta': np.sum(dZ_tilde, axis=1, keepdims=True)}

# %% zero: only dZ right
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Zn, mu, var, gamma, epsilon = cache
    g = gamma * dZ_tilde
    dZ = (g - g.mean(1, keepdims=True) - Zn * (g * Zn).mean(1, keepdims=True)) / np.sqrt(var + epsilon)
    return {'dZ': dZ, 'dgamma': np.zeros(gamma.shape), 'dbeta': np.zeros(gamma.shape)}

# %% zero: a tuple
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Zn, mu, var, gamma, epsilon = cache
    g = gamma * dZ_tilde
    dZ = (g - g.mean(1, keepdims=True) - Zn * (g * Zn).mean(1, keepdims=True)) / np.sqrt(var + epsilon)
    return dZ, np.sum(dZ_tilde * Zn, 1, keepdims=True), np.sum(dZ_tilde, 1, keepdims=True)

# %% zero: dgamma and dbeta swapped
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Zn, mu, var, gamma, epsilon = cache
    g = gamma * dZ_tilde
    dZ = (g - g.mean(1, keepdims=True) - Zn * (g * Zn).mean(1, keepdims=True)) / np.sqrt(var + epsilon)
    return {'dZ': dZ, 'dbeta': np.sum(dZ_tilde * Zn, 1, keepdims=True), 'dgamma': np.sum(dZ_tilde, 1, keepdims=True)}

# %% zero: divided by m minus one
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Zn, mu, var, gamma, epsilon = cache
    g = gamma * dZ_tilde
    m = Z.shape[1] - 1
    dZ = (g - g.sum(1, keepdims=True) / m - Zn * (g * Zn).sum(1, keepdims=True) / m) / np.sqrt(var + epsilon)
    return {'dZ': dZ, 'dgamma': np.sum(dZ_tilde * Zn, 1, keepdims=True), 'dbeta': np.sum(dZ_tilde, 1, keepdims=True)}

# %% zero: epsilon outside the root
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Zn, mu, var, gamma, epsilon = cache
    g = gamma * dZ_tilde
    dZ = (g - g.mean(1, keepdims=True) - Zn * (g * Zn).mean(1, keepdims=True)) / (np.sqrt(var) + epsilon)
    return {'dZ': dZ, 'dgamma': np.sum(dZ_tilde * Zn, 1, keepdims=True), 'dbeta': np.sum(dZ_tilde, 1, keepdims=True)}

# %% zero: signs of the shares
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Zn, mu, var, gamma, epsilon = cache
    g = gamma * dZ_tilde
    dZ = (g + g.mean(1, keepdims=True) + Zn * (g * Zn).mean(1, keepdims=True)) / np.sqrt(var + epsilon)
    return {'dZ': dZ, 'dgamma': np.sum(dZ_tilde * Zn, 1, keepdims=True), 'dbeta': np.sum(dZ_tilde, 1, keepdims=True)}

# %% divides gamma itself by the deviation
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Z_norm, mean, variance, gamma, epsilon = cache
    dgamma = np.sum(dZ_tilde * Z_norm, axis=1, keepdims=True)
    dbeta = np.sum(dZ_tilde, axis=1, keepdims=True)
    gamma /= np.sqrt(variance + epsilon)
    m = Z.shape[1]
    return {"dZ": gamma * (dZ_tilde - dbeta / m - Z_norm * dgamma / m), "dgamma": dgamma, "dbeta": dbeta}
