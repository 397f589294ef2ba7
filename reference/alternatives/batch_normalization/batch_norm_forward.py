# %% the template
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    # YOUR CODE STARTS HERE
    mean = np.mean(Z, axis=1, keepdims=True)
    variance = np.var(Z, axis=1, keepdims=True)
    Z_norm = (Z - mean) / np.sqrt(variance + epsilon)
    Z_tilde = gamma * Z_norm + beta
    # YOUR CODE ENDS HERE
    cache = (Z, Z_norm, mean, variance, gamma, epsilon)
    return Z_tilde, cache

# %% sums over m
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    m = Z.shape[1]
    mu = 1./m * np.sum(Z, axis=1, keepdims=True)
    sigma2 = 1./m * np.sum((Z - mu) ** 2, axis=1, keepdims=True)
    Z_norm = (Z - mu) * (sigma2 + epsilon) ** -0.5
    return np.multiply(gamma, Z_norm) + beta, (Z, Z_norm, mu, sigma2, gamma, epsilon)

# %% mean of squares
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    mu = Z.mean(axis=1).reshape(-1, 1)
    var = (Z ** 2).mean(axis=1).reshape(-1, 1) - mu ** 2
    Zn = np.divide(Z - mu, np.sqrt(np.add(var, epsilon)))
    return gamma * Zn + beta, (Z, Zn, mu, var, gamma, epsilon)

# %% feature by feature
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    n, m = Z.shape
    Z_norm, mean, variance = np.zeros((n, m)), np.zeros((n, 1)), np.zeros((n, 1))
    for i in range(n):
        mean[i, 0] = np.mean(Z[i])
        variance[i, 0] = np.var(Z[i])
        Z_norm[i] = (Z[i] - mean[i, 0]) / np.sqrt(variance[i, 0] + epsilon)
    Z_tilde = Z_norm * gamma + beta
    return Z_tilde, (Z, Z_norm, mean, variance, gamma, epsilon)

# %% lists
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    mean = np.mean(Z, 1)[:, None]
    centred = Z - mean
    variance = np.mean(centred * centred, 1)[:, None]
    Z_norm = centred / np.sqrt(variance + epsilon)
    return [gamma * Z_norm + beta, [Z, Z_norm, mean, variance, gamma, epsilon]]

# %% transposed inside
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    T = Z.T
    mean, variance = T.mean(0), T.var(0)
    N = (T - mean) / np.sqrt(variance + epsilon)
    return (N * gamma.T + beta.T).T, (Z, N.T, mean[:, None], variance[:, None], gamma, epsilon)

# %% standard deviation squared
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    mean = np.mean(Z, axis=1, keepdims=True)
    variance = np.std(Z, axis=1, keepdims=True) ** 2
    Z_norm = (Z - mean) / (variance + epsilon) ** 0.5
    return gamma * Z_norm + beta, (Z, Z_norm, mean, variance, gamma, epsilon)

# %% scale folded
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    mean = np.average(Z, axis=1)[:, np.newaxis]
    variance = np.var(Z, axis=-1, keepdims=True)
    scale = 1 / np.sqrt(variance + epsilon)
    return (gamma * scale) * Z + (beta - gamma * scale * mean), (Z, scale * (Z - mean), mean, variance, gamma, epsilon)

# %% covariance matrix
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    mean = Z @ np.ones((Z.shape[1], 1)) / Z.shape[1]
    variance = np.diag(np.atleast_2d(np.cov(Z, ddof=0))).reshape(-1, 1).copy()
    Z_norm = (Z - mean) / np.sqrt(variance + epsilon)
    return gamma * Z_norm + beta, (Z, Z_norm, mean, variance, gamma, epsilon)

# %% no imports
def batch_norm_forward(Z, gamma, beta, epsilon):
    mean = np.mean(Z, axis=1, keepdims=True)
    variance = np.mean(np.square(Z - mean), axis=1, keepdims=True)
    Z_norm = (Z - mean) / np.sqrt(variance + epsilon)
    return np.add(np.multiply(gamma, Z_norm), beta), (Z, Z_norm, mean, variance, gamma, epsilon)

# %% float32
import numpy as np

def batch_norm_forward(Z, gamma, beta, epsilon):
    Z32 = Z.astype(np.float32)
    mean = Z32.mean(axis=1, keepdims=True)
    variance = Z32.var(axis=1, keepdims=True)
    Z_norm = (Z32 - mean) / np.sqrt(variance + np.float32(epsilon))
    return gamma.astype(np.float32) * Z_norm + beta.astype(np.float32), (Z32, Z_norm, mean, variance, gamma, epsilon)
