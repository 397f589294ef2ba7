# %% as in the notebook
import numpy as np

def clip_gradients(grads, max_norm):
    norm = np.sqrt(sum(np.sum(g ** 2) for g in grads.values()))
    if norm > max_norm:
        return {key: g * max_norm / norm for key, g in grads.items()}
    return grads

# %% in place
import numpy as np

def clip_gradients(grads, max_norm):
    total = 0
    for key in grads:
        total += np.linalg.norm(grads[key]) ** 2
    norm = total ** 0.5
    if norm > max_norm:
        for key in grads:
            grads[key] *= max_norm / norm
    return grads

# %% minimum of one
import numpy as np

def clip_gradients(grads, max_norm):
    factor = min(1, max_norm / np.linalg.norm([np.linalg.norm(g) for g in grads.values()]))
    return {k: factor * g for k, g in grads.items()}

# %% a tiny constant as in PyTorch
import numpy as np

def clip_gradients(grads, max_norm):
    norm = np.sqrt(sum((g ** 2).sum() for g in grads.values()))
    coefficient = np.clip(max_norm / (norm + 1e-6), None, 1.0)
    return {k: g * coefficient for k, g in grads.items()}

# %% one vector
import numpy as np

def clip_gradients(grads, max_norm):
    vector = np.concatenate([g.ravel() for g in grads.values()])
    length = np.linalg.norm(vector)
    if length >= max_norm:
        vector = vector / length * max_norm
    result, start = {}, 0
    for key, g in grads.items():
        result[key] = vector[start:start + g.size].reshape(g.shape)
        start += g.size
    return result

# %% by layers
import numpy as np

def clip_gradients(grads, max_norm):
    L = len(grads) // 2
    square = 0.0
    for l in range(1, L + 1):
        square += np.sum(grads[f"dW{l}"] ** 2) + np.sum(grads[f"db{l}"] ** 2)
    scale = 1.0 if square <= max_norm ** 2 else max_norm / np.sqrt(square)
    out = {}
    for l in range(1, L + 1):
        out[f"dW{l}"] = scale * grads[f"dW{l}"]
        out[f"db{l}"] = scale * grads[f"db{l}"]
    return out

# %% deepcopy
import copy
import numpy as np

def clip_gradients(grads, max_norm):
    clipped = copy.deepcopy(grads)
    norm = np.sqrt(np.sum([np.sum(np.square(v)) for v in clipped.values()]))
    if not norm <= max_norm:
        for v in clipped.values():
            np.multiply(v, max_norm / norm, out=v)
    return clipped

# %% dividing by the larger
import numpy as np

def clip_gradients(grads, max_norm):
    norm = np.sqrt(sum(np.vdot(g, g) for g in grads.values()))
    return {k: g / max(1.0, norm / max_norm) for k, g in grads.items()}

# %% math.hypot
import math

def clip_gradients(grads, max_norm):
    norm = math.hypot(*(x for g in grads.values() for x in g.ravel().tolist()))
    return grads if norm < max_norm else {k: g * (max_norm / norm) for k, g in grads.items()}

# %% helper functions
import numpy as np

def global_norm(grads):
    return float(np.sqrt(np.sum(np.array([np.linalg.norm(g) for g in grads.values()]) ** 2)))

def clip_gradients(grads, max_norm):
    n = global_norm(grads)
    return dict(zip(grads, (g * (max_norm / n) if n > max_norm else np.array(g) for g in grads.values())))

# %% float32
import numpy as np

def clip_gradients(grads, max_norm):
    g32 = {k: v.astype(np.float32) for k, v in grads.items()}
    norm = np.sqrt(sum(np.sum(v ** 2) for v in g32.values()))
    return {k: v * np.float32(max_norm / norm) for k, v in g32.items()} if norm > max_norm else g32
