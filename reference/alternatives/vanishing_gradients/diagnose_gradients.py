# %% as in the notebook
import numpy as np

def diagnose_gradients(norms):
    ratio = norms[0] / norms[-1]
    if ratio < 1e-3:
        return "vanishing"
    elif ratio > 1e3:
        return "exploding"
    return "healthy"

# %% given bounds
from vg_utils import VANISHING, EXPLODING

def diagnose_gradients(norms):
    r = norms[0] / norms[-1]
    return "vanishing" if r < VANISHING else "exploding" if r > EXPLODING else "healthy"

# %% logarithm
import numpy as np

def diagnose_gradients(norms):
    decades = np.log10(norms[0]) - np.log10(norms[-1])
    if decades <= -3:
        return "vanishing"
    if decades >= 3:
        return "exploding"
    return "healthy"

# %% products
def diagnose_gradients(norms):
    first, last = norms[0], norms[len(norms) - 1]
    if first * 1000 < last:
        result = "vanishing"
    elif first > 1000 * last:
        result = "exploding"
    else:
        result = "healthy"
    return result

# %% unpacking
def diagnose_gradients(norms):
    first, *_, last = norms
    healthy = 0.001 <= first / last <= 1000
    return "healthy" if healthy else ("vanishing" if first < last else "exploding")

# %% digitize
import numpy as np

def diagnose_gradients(norms):
    return ["vanishing", "healthy", "exploding"][int(np.digitize(norms[0] / norms[-1], [1e-3, 1e3]))]

# %% searchsorted
import numpy as np

def diagnose_gradients(norms):
    norms = np.array(norms)
    words = ("vanishing", "healthy", "exploding")
    return words[np.searchsorted((1e-3, 1e3), norms[0] / norms[-1])]

# %% inverse ratio
def diagnose_gradients(norms):
    growth = norms[-1] / norms[0]
    if growth > 1e3:
        return "vanishing"
    if growth < 1e-3:
        return "exploding"
    return "healthy"

# %% product of steps
import math

def diagnose_gradients(norms):
    ratio = math.prod(a / b for a, b in zip(norms, norms[1:]))
    if ratio > EXPLODING:
        return "exploding"
    if ratio < VANISHING:
        return "vanishing"
    return "healthy"

# %% np.select
import numpy as np

def diagnose_gradients(norms):
    r = norms[0] / norms[-1]
    return str(np.select([r < 1e-3, r > 1e3], ["vanishing", "exploding"], "healthy"))

# %% match with guards
def diagnose_gradients(norms):
    match norms[0] / norms[-1]:
        case r if r < 1e-3:
            return "vanishing"
        case r if r > 1e3:
            return "exploding"
        case _:
            return "healthy"
