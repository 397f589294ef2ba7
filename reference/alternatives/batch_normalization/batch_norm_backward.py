# %% the template
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Z_norm, mean, variance, gamma, epsilon = cache
    # YOUR CODE STARTS HERE
    dgamma = np.sum(dZ_tilde * Z_norm, axis=1, keepdims=True)
    dbeta = np.sum(dZ_tilde, axis=1, keepdims=True)
    dZ_norm = dZ_tilde * gamma
    dZ = (dZ_norm - np.mean(dZ_norm, axis=1, keepdims=True)
          - Z_norm * np.mean(dZ_norm * Z_norm, axis=1, keepdims=True)) / np.sqrt(variance + epsilon)
    # YOUR CODE ENDS HERE
    return {"dZ": dZ, "dgamma": dgamma, "dbeta": dbeta}

# %% the paper's six formulas
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Z_norm, mean, variance, gamma, epsilon = cache
    m = Z.shape[1]
    dZ_norm = dZ_tilde * gamma
    dvariance = np.sum(dZ_norm * (Z - mean), axis=1, keepdims=True) * -0.5 * (variance + epsilon) ** -1.5
    dmean = (np.sum(dZ_norm * -1 / np.sqrt(variance + epsilon), axis=1, keepdims=True)
             + dvariance * np.sum(-2 * (Z - mean), axis=1, keepdims=True) / m)
    dZ = dZ_norm / np.sqrt(variance + epsilon) + dvariance * 2 * (Z - mean) / m + dmean / m
    return {"dZ": dZ, "dgamma": np.sum(dZ_tilde * Z_norm, axis=1, keepdims=True),
            "dbeta": np.sum(dZ_tilde, axis=1, keepdims=True)}

# %% m times, divided by m
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    _, Z_norm, _, variance, gamma, epsilon = cache
    m = dZ_tilde.shape[1]
    g = gamma * dZ_tilde
    dZ = 1. / (m * np.sqrt(variance + epsilon)) * (
        m * g - np.sum(g, axis=1, keepdims=True) - Z_norm * np.sum(g * Z_norm, axis=1, keepdims=True))
    grads = {}
    grads["dZ"] = dZ
    grads["dgamma"] = (dZ_tilde * Z_norm).sum(axis=1, keepdims=True)
    grads["dbeta"] = dZ_tilde.sum(axis=1, keepdims=True)
    return grads

# %% through dgamma and dbeta
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    _, Z_norm, _, variance, gamma, epsilon = cache
    m = dZ_tilde.shape[1]
    dgamma = np.einsum("ij,ij->i", dZ_tilde, Z_norm)[:, None]
    dbeta = np.einsum("ij->i", dZ_tilde)[:, None]
    dZ = gamma / np.sqrt(variance + epsilon) * (dZ_tilde - dbeta / m - Z_norm * dgamma / m)
    return dict(dgamma=dgamma, dbeta=dbeta, dZ=dZ)

# %% feature by feature
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Z_norm, mean, variance, gamma, epsilon = cache
    n, m = Z.shape
    dZ, dgamma, dbeta = np.zeros((n, m)), np.zeros((n, 1)), np.zeros((n, 1))
    for i in range(n):
        dgamma[i] = np.dot(dZ_tilde[i], Z_norm[i])
        dbeta[i] = sum(dZ_tilde[i])
        g = gamma[i] * dZ_tilde[i]
        dZ[i] = (g - g.mean() - Z_norm[i] * (g @ Z_norm[i]) / m) / np.sqrt(variance[i] + epsilon)
    return {"dZ": dZ, "dgamma": dgamma, "dbeta": dbeta}

# %% Jacobian of each feature
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Z_norm, mean, variance, gamma, epsilon = cache
    n, m = Z.shape
    dZ = np.empty((n, m))
    for i in range(n):
        J = (np.eye(m) - 1 / m - np.outer(Z_norm[i], Z_norm[i]) / m) / np.sqrt(variance[i] + epsilon)
        dZ[i] = J.T @ (gamma[i] * dZ_tilde[i])
    return {"dZ": dZ, "dgamma": np.sum(dZ_tilde * Z_norm, 1, keepdims=True), "dbeta": np.sum(dZ_tilde, 1, keepdims=True)}

# %% recomputed from Z
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, _, _, _, gamma, epsilon = cache
    mu, var = Z.mean(1, keepdims=True), Z.var(1, keepdims=True)
    s = (var + epsilon) ** 0.5
    Zn = (Z - mu) / s
    g = gamma * dZ_tilde
    dZ = (g - g.mean(1, keepdims=True)) / s - (Z - mu) * np.mean(g * (Z - mu), axis=1, keepdims=True) / s ** 3
    return {"dZ": dZ, "dgamma": np.sum(dZ_tilde * Zn, axis=1).reshape(-1, 1), "dbeta": np.sum(dZ_tilde, axis=1).reshape(-1, 1)}

# %% further keys, steps backwards
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Z_norm, mean, variance, gamma, epsilon = cache
    m = Z.shape[1]
    root = np.sqrt(variance + epsilon)
    dZ_norm = gamma * dZ_tilde
    dcentred = dZ_norm / root
    droot = -np.sum(dZ_norm * (Z - mean), axis=1, keepdims=True) / root ** 2
    dvariance = droot / (2 * root)
    dcentred = dcentred + 2 * (Z - mean) * dvariance / m
    dmean = -np.sum(dcentred, axis=1, keepdims=True)
    dZ = dcentred + dmean / m
    return {"dZ_norm": dZ_norm, "dvariance": dvariance, "dmean": dmean, "dZ": dZ,
            "dgamma": np.sum(Z_norm * dZ_tilde, axis=1, keepdims=True), "dbeta": np.sum(dZ_tilde, axis=1, keepdims=True)}

# %% matrix of ones
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    _, Z_norm, _, variance, gamma, epsilon = cache
    m = dZ_tilde.shape[1]
    ones = np.ones((m, 1))
    g = gamma * dZ_tilde
    dZ = (g - g @ ones @ ones.T / m - Z_norm * ((g * Z_norm) @ ones) / m) / np.sqrt(variance + epsilon)
    return {"dZ": dZ, "dgamma": (dZ_tilde * Z_norm) @ ones, "dbeta": dZ_tilde @ ones}

# %% no imports
def batch_norm_backward(dZ_tilde, cache):
    _, Z_norm, _, variance, gamma, epsilon = cache
    g = np.multiply(gamma, dZ_tilde)
    inner = np.subtract(g, np.average(g, axis=1)[:, None]) - Z_norm * np.average(g * Z_norm, axis=1)[:, None]
    return {"dZ": inner * (variance + epsilon) ** -0.5, "dgamma": np.sum(dZ_tilde * Z_norm, 1)[:, None], "dbeta": np.sum(dZ_tilde, 1)[:, None]}

# %% float32
import numpy as np

def batch_norm_backward(dZ_tilde, cache):
    Z, Z_norm, mean, variance, gamma, epsilon = [np.float32(c) for c in cache]
    d = np.float32(dZ_tilde)
    g = gamma * d
    dZ = (g - g.mean(axis=1, keepdims=True) - Z_norm * (g * Z_norm).mean(axis=1, keepdims=True)) / np.sqrt(variance + epsilon)
    return {"dZ": dZ, "dgamma": (d * Z_norm).sum(axis=1, keepdims=True), "dbeta": d.sum(axis=1, keepdims=True)}
