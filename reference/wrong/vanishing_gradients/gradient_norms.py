# %% zero: nothing
import numpy as np

def gradient_norms(grads):
    return None

# %% zero: five
import numpy as np

def gradient_norms(grads):
    return [5.0]

# %% zero: echo
import numpy as np

def gradient_norms(grads):
    return list(grads.values())

# %% zero: zeros
import numpy as np

def gradient_norms(grads):
    return [0.0] * (len(grads) // 2)

# %% zero: a dictionary
import numpy as np

def gradient_norms(grads):
    return {k: np.linalg.norm(v) for k, v in grads.items()}

# %% zero: one norm over all
import numpy as np

def gradient_norms(grads):
    return [np.sqrt(sum(np.sum(grads[k] ** 2) for k in grads if k[1] == "W"))]

# %% zero: norms of the rows
import numpy as np

def gradient_norms(grads):
    return [np.linalg.norm(grads[f"dW{l}"], axis=1) for l in range(1, len(grads) // 2 + 1)]

# %% zero: sums
import numpy as np

def gradient_norms(grads):
    return [np.sum(grads[f"dW{l}"]) for l in range(1, len(grads) // 2 + 1)]

# %% zero: biases for weights
import numpy as np

def gradient_norms(grads):
    return [np.linalg.norm(grads[f"db{l}"]) for l in range(1, len(grads) // 2 + 1)]

# %% zero: three layers at most
import numpy as np

def gradient_norms(grads):
    return [np.linalg.norm(grads[f"dW{l}"]) for l in (1, 2, 3) if f"dW{l}" in grads]

# %% zero: column sum norm
import numpy as np

def gradient_norms(grads):
    return [np.linalg.norm(grads[f"dW{l}"], 1) for l in range(1, len(grads) // 2 + 1)]

# %% squares the gradients in place
import numpy as np

def gradient_norms(grads):
    norms = []
    for l in range(1, len(grads) // 2 + 1):
        g = grads["dW" + str(l)]
        g **= 2
        norms.append(float(np.sqrt(np.sum(g))))
    return norms

# %% takes the gradients out
import numpy as np

def gradient_norms(grads):
    L = len(grads) // 2
    return [float(np.linalg.norm(grads.pop("dW" + str(l)))) for l in range(1, L + 1)]
