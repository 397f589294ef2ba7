# %% as in the notebook
import numpy as np

def is_symmetric(parameters):
    L = len(parameters) // 2
    for l in range(1, L):
        W = parameters["W" + str(l)]
        b = parameters["b" + str(l)]
        if W.shape[0] > 1 and np.all(W == W[0]) and np.all(b == b[0]):
            return True
    return False

# %% any over layers
import numpy as np

def is_symmetric(parameters):
    hidden = range(1, len(parameters) // 2)
    return any(len(parameters[f"b{l}"]) >= 2 and bool((parameters[f"W{l}"] == parameters[f"W{l}"][:1]).all() and (parameters[f"b{l}"] == parameters[f"b{l}"][0, 0]).all()) for l in hidden)

# %% unique rows
import numpy as np

def is_symmetric(parameters):
    for l in range(1, len(parameters) // 2):
        units = np.hstack([parameters[f"W{l}"], parameters[f"b{l}"]])
        if units.shape[0] > 1 and len(np.unique(units, axis=0)) == 1:
            return True
    return False

# %% np.allclose
import numpy as np

def is_symmetric(parameters):
    L = len(parameters) // 2
    found = False
    for l in range(1, L):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        if W.shape[0] >= 2:
            found = found or (np.allclose(W, W[0]) and np.allclose(b, b[0]))
    return found

# %% loops
import numpy as np

def is_symmetric(parameters):
    L = len(parameters) // 2
    for l in range(1, L):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        same = W.shape[0] != 1
        for i in range(1, W.shape[0]):
            for j in range(W.shape[1]):
                if W[i, j] != W[0, j]:
                    same = False
            if b[i, 0] != b[0, 0]:
                same = False
        if same:
            return True
    return False

# %% spread
import numpy as np

def is_symmetric(parameters):
    answers = []
    for l in range(1, len(parameters) // 2):
        both = np.c_[parameters[f"W{l}"], parameters[f"b{l}"]]
        answers.append(both.shape[0] > 1 and not np.ptp(both, axis=0).any())
    return np.any(answers)

# %% sets of tuples
def is_symmetric(parameters):
    for l in range(1, len(parameters) // 2):
        rows = [tuple(w) + tuple(c) for w, c in zip(parameters[f"W{l}"].tolist(), parameters[f"b{l}"].tolist())]
        if len(rows) > 1 and len(set(rows)) == 1:
            return True
    return False

# %% np.diff, NumPy bool
import numpy as np

def is_symmetric(parameters):
    result = np.bool_(False)
    for l in range(1, len(parameters) // 2):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        result |= len(W) > 1 and np.count_nonzero(np.diff(W, axis=0)) + np.count_nonzero(np.diff(b, axis=0)) == 0
    return np.bool_(result)

# %% recursion over layers
import numpy as np

def is_symmetric(parameters, l=1):
    if f"W{l + 1}" not in parameters:
        return False
    W, b = parameters[f"W{l}"], parameters[f"b{l}"]
    here = W.shape[0] > 1 and np.array_equal(W, np.tile(W[0], (W.shape[0], 1))) and np.array_equal(b, np.full_like(b, b[0, 0]))
    return here or is_symmetric(parameters, l + 1)

# %% for else
import numpy as np

def is_symmetric(parameters):
    for l in range(1, len(parameters) // 2):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        if len(W) < 2:
            continue
        for i in range(1, len(W)):
            if (W[i] != W[0]).any() or (b[i] != b[0]).any():
                break
        else:
            return True
    return False
