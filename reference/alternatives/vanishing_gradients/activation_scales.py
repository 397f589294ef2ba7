# %% as in the notebook
import numpy as np

def activation_scales(X, weights, activation):
    A = X
    scales = []
    for W in weights:
        Z = np.dot(W, A)
        if activation == "tanh":
            A = np.tanh(Z)
        elif activation == "relu":
            A = np.maximum(0, Z)
        else:
            A = Z
        scales.append(np.std(A))
    return scales

# %% a table of functions
import numpy as np

def activation_scales(X, weights, activation):
    g = {"tanh": np.tanh, "relu": lambda z: z * (z > 0), "linear": lambda z: z}[activation]
    out = []
    for W in weights:
        X = g(W @ X)
        out.append(float(X.std()))
    return out

# %% given functions
from vg_utils import ACTIVATIONS

def activation_scales(X, weights, activation):
    A, found = X, ()
    for W in weights:
        A = ACTIVATIONS[activation](W.dot(A))
        found += (np.sqrt(np.var(A)),)
    return found

# %% an array of L numbers
import numpy as np

def activation_scales(X, weights, activation):
    result = np.zeros(len(weights))
    A = X.copy()
    for i in range(len(weights)):
        A = np.matmul(weights[i], A)
        if activation == "relu":
            A[A < 0] = 0
        if activation == "tanh":
            A = (np.exp(A) - np.exp(-A)) / (np.exp(A) + np.exp(-A))
        result[i] = np.std(A)
    return result

# %% deviations by hand
import numpy as np

def activation_scales(X, weights, activation):
    scales = []
    for W in weights:
        X = W @ X
        X = {"tanh": np.tanh(X), "relu": np.where(X > 0, X, 0), "linear": X}[activation]
        mean = np.sum(X) / X.size
        scales.append(np.sqrt(np.sum((X - mean) ** 2) / X.size))
    return scales

# %% accumulate
from itertools import accumulate
import numpy as np

def activation_scales(X, weights, activation):
    def step(A, W):
        Z = W @ A
        return np.tanh(Z) if activation == "tanh" else np.clip(Z, 0, None) if activation == "relu" else Z
    return [np.std(A).item() for A in list(accumulate(weights, step, initial=X))[1:]]

# %% recursion
import numpy as np

def activation_scales(X, weights, activation):
    if not weights:
        return []
    Z = np.einsum("ij,jk->ik", weights[0], X)
    A = np.tanh(Z) if activation == "tanh" else (Z + np.abs(Z)) / 2 if activation == "relu" else Z
    return [np.std(A)] + activation_scales(A, weights[1:], activation)

# %% match
import numpy as np

def activation_scales(X, weights, activation):
    A = X
    scales = [None] * len(weights)
    for l, W in enumerate(weights):
        match activation:
            case "tanh":
                A = np.tanh(W @ A)
            case "relu":
                A = np.maximum(W @ A, 0.)
            case "linear":
                A = W @ A
        scales[l] = np.std(A.ravel(), ddof=0)
    return scales

# %% statistics module
import statistics
import numpy as np

def activation_scales(X, weights, activation):
    A, scales = X, []
    for W in weights:
        A = W @ A
        if activation != "linear":
            A = np.tanh(A) if activation == "tanh" else np.maximum(A, 0)
        scales.append(statistics.pstdev(A.ravel().tolist()))
    return scales

# %% examples in rows inside
import numpy as np

def activation_scales(X, weights, activation):
    A = X.T
    scales = []
    for W in weights:
        A = A @ W.T
        A = np.tanh(A) if activation == "tanh" else A
        A = np.fmax(A, 0) if activation == "relu" else A
        scales.append(np.sqrt(np.mean(A ** 2) - np.mean(A) ** 2))
    return scales
