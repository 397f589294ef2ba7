# %% as in the notebook
import numpy as np

def normalize_inputs(X_train, X_other):
    mu = np.mean(X_train, axis=1, keepdims=True)
    sigma = np.std(X_train, axis=1, keepdims=True)
    X_train_norm = (X_train - mu) / sigma
    X_other_norm = (X_other - mu) / sigma
    return X_train_norm, X_other_norm

# %% the lecture's sums
import numpy as np

def normalize_inputs(X_train, X_other):
    m = X_train.shape[1]
    mu = 1 / m * np.sum(X_train, axis=1).reshape(-1, 1)
    X_train, X_other = X_train - mu, X_other - mu
    sigma2 = 1 / m * np.sum(X_train ** 2, axis=1).reshape(-1, 1)
    return X_train / np.sqrt(sigma2), X_other / np.sqrt(sigma2)

# %% transposed broadcasting
import numpy as np

def normalize_inputs(X_train, X_other):
    mu, sd = X_train.mean(1), X_train.std(1)
    return ((X_train.T - mu) / sd).T, ((X_other.T - mu) / sd).T

# %% row by row
import numpy as np

def normalize_inputs(X_train, X_other):
    A, B = np.empty_like(X_train), np.empty_like(X_other)
    for i in range(X_train.shape[0]):
        mean, deviation = X_train[i].mean(), X_train[i].std()
        A[i] = (X_train[i] - mean) / deviation
        B[i] = (X_other[i] - mean) / deviation
    return A, B

# %% in place
import numpy as np

def normalize_inputs(X_train, X_other):
    mu = X_train.mean(axis=1, keepdims=True)
    X_train -= mu
    X_other -= mu
    sigma = np.sqrt(np.mean(X_train ** 2, axis=1, keepdims=True))
    X_train /= sigma
    X_other /= sigma
    return [X_train, X_other]

# %% a tiny constant beside sigma
import numpy as np

def normalize_inputs(X_train, X_other):
    mu = X_train.mean(axis=1)[:, None]
    sigma = X_train.std(axis=1)[:, None] + 1e-8
    return (X_train - mu) / sigma, (X_other - mu) / sigma

# %% float32
import numpy as np

def normalize_inputs(X_train, X_other):
    mu = X_train.mean(axis=1, keepdims=True)
    sigma = X_train.std(axis=1, keepdims=True)
    return ((X_train - mu) / sigma).astype(np.float32), ((X_other - mu) / sigma).astype(np.float32)

# %% statistics module and lists
import statistics
import numpy as np

def normalize_inputs(X_train, X_other):
    mu = [statistics.fmean(row) for row in X_train.tolist()]
    sd = [statistics.pstdev(row) for row in X_train.tolist()]
    def scale(X):
        return np.array([[(x - a) / s for x in row] for row, a, s in zip(X.tolist(), mu, sd)])
    return scale(X_train), scale(X_other)

# %% a closure
import numpy as np

def normalize_inputs(X_train, X_other):
    def fit(X):
        mu, variance = np.average(X, axis=1)[:, np.newaxis], np.var(X, axis=1)[:, np.newaxis]
        return lambda Z: (Z - mu) * variance ** -0.5
    f = fit(X_train)
    return f(X_train), f(X_other)

# %% variance as mean of squares minus square of mean
import numpy as np

def normalize_inputs(X_train, X_other):
    mu = np.mean(X_train, axis=1, keepdims=True)
    var = np.mean(np.square(X_train), axis=1, keepdims=True) - np.square(mu)
    return (X_train - mu) / np.sqrt(var), (X_other - mu) / np.sqrt(var)

# %% both at once
import numpy as np

def normalize_inputs(X_train, X_other):
    m = X_train.shape[1]
    both = np.hstack([X_train, X_other])
    both = (both - both[:, :m].mean(axis=1, keepdims=True)) / both[:, :m].std(axis=1, keepdims=True)
    return tuple(np.split(both, [m], axis=1))
