# %% zero: nothing
import numpy as np

def activation_scales(X, weights, activation):
    return None

# %% zero: empty list
import numpy as np

def activation_scales(X, weights, activation):
    return []

# %% zero: echo
import numpy as np

def activation_scales(X, weights, activation):
    return weights

# %% zero: the known answer
import numpy as np

def activation_scales(X, weights, activation):
    return [2.0, 6.0]

# %% zero: ones
import numpy as np

def activation_scales(X, weights, activation):
    return [1.0] * len(weights)

# %% zero: only the last layer
import numpy as np

def activation_scales(X, weights, activation):
    for W in weights:
        X = np.tanh(W @ X) if activation == "tanh" else np.maximum(W @ X, 0) if activation == "relu" else W @ X
    return np.std(X)

# %% zero: linear whatever is asked
import numpy as np

def activation_scales(X, weights, activation):
    out = []
    for W in weights:
        X = W @ X
        out.append(np.std(X))
    return out

# %% zero: sigmoid for tanh
import numpy as np

def activation_scales(X, weights, activation):
    out = []
    for W in weights:
        Z = W @ X
        X = 1 / (1 + np.exp(-Z)) if activation == "tanh" else np.maximum(Z, 0) if activation == "relu" else Z
        out.append(np.std(X))
    return out

# %% zero: last layer without activation
import numpy as np

def activation_scales(X, weights, activation):
    out = []
    for l, W in enumerate(weights):
        X = W @ X
        if l < len(weights) - 1:
            X = np.tanh(X) if activation == "tanh" else np.maximum(X, 0) if activation == "relu" else X
        out.append(np.std(X))
    return out

# %% zero: backwards
import numpy as np

def activation_scales(X, weights, activation):
    out = []
    for W in weights:
        X = np.tanh(W @ X) if activation == "tanh" else np.maximum(W @ X, 0) if activation == "relu" else W @ X
        out.insert(0, np.std(X))
    return out
