# %% zero: nothing
import numpy as np

def clip_gradients(grads, max_norm):
    return None

# %% zero: empty dictionary
import numpy as np

def clip_gradients(grads, max_norm):
    return {}

# %% zero: changed but not returned
import numpy as np

def clip_gradients(grads, max_norm):
    norm = np.sqrt(sum(np.sum(g ** 2) for g in grads.values()))
    if norm > max_norm:
        for k in grads:
            grads[k] *= max_norm / norm

# %% zero: zeros
import numpy as np

def clip_gradients(grads, max_norm):
    return {k: np.zeros_like(g) for k, g in grads.items()}

# %% zero: the known answer
import numpy as np

def clip_gradients(grads, max_norm):
    return {"dW1": np.array([[60.0]]), "db1": np.array([[80.0]])} if max_norm == 100 else grads

# %% zero: only the first layer counts
import numpy as np

def clip_gradients(grads, max_norm):
    norm = np.sqrt(np.sum(grads["dW1"] ** 2) + np.sum(grads["db1"] ** 2))
    return {k: g * min(1, max_norm / norm) for k, g in grads.items()}

# %% zero: the root is missing in the division
import numpy as np

def clip_gradients(grads, max_norm):
    square = sum(np.sum(g ** 2) for g in grads.values())
    return {k: g * max_norm / square for k, g in grads.items()} if square > max_norm ** 2 else grads

# %% zero: largest norm instead of all
import numpy as np

def clip_gradients(grads, max_norm):
    norm = max(np.linalg.norm(g) for g in grads.values())
    return {k: g * min(1, max_norm / norm) for k, g in grads.items()}

# %% zero: a tuple with the norm
import numpy as np

def clip_gradients(grads, max_norm):
    norm = np.sqrt(sum(np.sum(g ** 2) for g in grads.values()))
    return {k: g * min(1, max_norm / norm) for k, g in grads.items()}, norm

# %% zero: root of the factor
import numpy as np

def clip_gradients(grads, max_norm):
    norm = np.sqrt(sum(np.sum(g ** 2) for g in grads.values()))
    return {k: g * min(1, np.sqrt(max_norm / norm)) for k, g in grads.items()}
