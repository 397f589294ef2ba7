# %% as in the notebook
import numpy as np

def gradient_norms(grads):
    L = len(grads) // 2
    norms = []
    for l in range(1, L + 1):
        norms.append(np.linalg.norm(grads["dW" + str(l)]))
    return norms

# %% square root of the sum
import numpy as np

def gradient_norms(grads):
    return [np.sqrt(np.sum(np.square(grads[f"dW{l + 1}"]))) for l in range(len(grads) // 2)]

# %% while the key is there
import numpy as np

def gradient_norms(grads):
    l, norms = 1, []
    while "dW%d" % l in grads:
        dW = grads["dW%d" % l]
        norms.append(float((dW * dW).sum() ** 0.5))
        l += 1
    return norms

# %% sorted by number
import numpy as np

def gradient_norms(grads):
    names = sorted((k for k in grads if k[1] == "W"), key=lambda k: int(k[2:]))
    return tuple(np.linalg.norm(grads[k], "fro") for k in names)

# %% an array
import numpy as np

def gradient_norms(grads):
    L = len(grads) // 2
    out = np.zeros(L)
    for key, value in grads.items():
        if key.startswith("dW"):
            out[int(key[2:]) - 1] = np.linalg.norm(value)
    return out

# %% pure Python
import math

def gradient_norms(grads):
    layers = max(int(k[2:]) for k in grads)
    return [math.sqrt(math.fsum(x * x for row in grads[f"dW{l}"].tolist() for x in row)) for l in range(1, layers + 1)]

# %% trace
import numpy as np

def gradient_norms(grads):
    return [float(np.sqrt(np.trace(grads[f"dW{l}"].T @ grads[f"dW{l}"]))) for l in range(1, len(grads) // 2 + 1)]

# %% singular values
import numpy as np

def gradient_norms(grads):
    return [float(np.linalg.norm(np.linalg.svd(grads[f"dW{l}"], compute_uv=False))) for l in range(1, len(grads) // 2 + 1)]

# %% map
import numpy as np

def gradient_norms(grads):
    weights = map("dW{}".format, range(1, len(grads) // 2 + 1))
    return list(map(np.linalg.norm, map(grads.get, weights)))

# %% vdot on flat arrays
import numpy as np

def gradient_norms(grads):
    norms = {}
    for key in grads:
        if "W" in key:
            g = grads[key].flatten()
            norms[int(key[2:])] = np.sqrt(np.vdot(g, g))
    return [norms[l] for l in sorted(norms)]
