# %% zero: nothing
import numpy as np

def normalize_inputs(X_train, X_other):
    return None

# %% zero: echo
import numpy as np

def normalize_inputs(X_train, X_other):
    return X_train, X_other

# %% zero: zeros
import numpy as np

def normalize_inputs(X_train, X_other):
    return np.zeros_like(X_train), np.zeros_like(X_other)

# %% zero: shapes
import numpy as np

def normalize_inputs(X_train, X_other):
    return X_train.shape, X_other.shape

# %% zero: the notebook's numbers
import numpy as np

def normalize_inputs(X_train, X_other):
    if X_train.shape[0] == 1:
        return np.array([[-1.0, 1.0]]), np.array([[0.0, 4.0]])
    return np.array([[-1, 1], [-1, 1]]), np.array([[0, 4, -2], [0, 0, 2]])

# %% zero: only the training set
import numpy as np

def normalize_inputs(X_train, X_other):
    return (X_train - X_train.mean(axis=1, keepdims=True)) / X_train.std(axis=1, keepdims=True)

# %% zero: swapped result
import numpy as np

def normalize_inputs(X_train, X_other):
    mu, s = X_train.mean(axis=1, keepdims=True), X_train.std(axis=1, keepdims=True)
    return (X_other - mu) / s, (X_train - mu) / s

# %% zero: unit length
import numpy as np

def normalize_inputs(X_train, X_other):
    return X_train / np.linalg.norm(X_train, axis=1, keepdims=True), X_other / np.linalg.norm(X_train, axis=1, keepdims=True)

# %% zero: median
import numpy as np

def normalize_inputs(X_train, X_other):
    mu, s = np.median(X_train, axis=1, keepdims=True), X_train.std(axis=1, keepdims=True)
    return (X_train - mu) / s, (X_other - mu) / s

# %% zero: second call's own mean
import numpy as np

def normalize_inputs(X_train, X_other):
    mu, s = X_train.mean(axis=1, keepdims=True), X_train.std(axis=1, keepdims=True)
    return (X_train - mu) / s, (X_other - X_other.mean(axis=1, keepdims=True)) / s

# %% zero: a large constant beside sigma
import numpy as np

def normalize_inputs(X_train, X_other):
    mu, s = X_train.mean(axis=1, keepdims=True), X_train.std(axis=1, keepdims=True) + 1e-2
    return (X_train - mu) / s, (X_other - mu) / s

# %% zero: no division after the root
import numpy as np

def normalize_inputs(X_train, X_other):
    mu, s = X_train.mean(axis=1, keepdims=True), X_train.std(axis=1, keepdims=True)
    return (X_train - mu) * s, (X_other - mu) * s
