# %% the template
import numpy as np

def has_converged(costs, tolerance, patience):
    # YOUR CODE STARTS HERE
    if len(costs) <= patience:
        return False
    earlier = costs[-1 - patience]
    converged = (earlier - costs[-1]) / abs(earlier) < tolerance
    # YOUR CODE ENDS HERE
    return converged

# %% one expression
import numpy as np

def has_converged(costs, tolerance, patience):
    return len(costs) > patience and (costs[-1 - patience] - costs[-1]) / abs(costs[-1 - patience]) < tolerance

# %% without division
import numpy as np

def has_converged(costs, tolerance, patience):
    n = len(costs)
    if n < patience + 1:
        return False
    return costs[-1] > costs[n - 1 - patience] - tolerance * abs(costs[n - 1 - patience])

# %% window
import numpy as np

def has_converged(costs, tolerance, patience):
    window = costs[-(patience + 1):]
    if len(window) != patience + 1:
        return False
    decrease = (window[0] - window[-1]) / np.abs(window[0])
    if decrease < tolerance:
        return True
    else:
        return False

# %% NumPy bool
import numpy as np

def has_converged(costs, tolerance, patience):
    costs = np.array(costs)
    if costs.size <= patience:
        return np.bool_(False)
    return np.less((costs[-patience - 1] - costs[-1]) / np.fabs(costs[-patience - 1]), tolerance)

# %% try
import numpy as np

def has_converged(costs, tolerance, patience):
    if patience >= len(costs):
        return False
    last, old = costs[-1], costs[len(costs) - patience - 1]
    gain = old - last
    return not gain / abs(old) >= tolerance

# %% reversed
import numpy as np

def has_converged(costs, tolerance, patience):
    backwards = list(reversed(costs))
    try:
        old = backwards[patience]
    except IndexError:
        return False
    return (old - backwards[0]) / abs(old) < tolerance

# %% sum of differences
import numpy as np

def has_converged(costs, tolerance, patience):
    if len(costs) - 1 < patience:
        return False
    steps = np.diff(costs)[-patience:]
    return bool(-steps.sum() < tolerance * abs(costs[-1 - patience]))

# %% sign by hand
import numpy as np

def has_converged(costs, tolerance, patience):
    if len(costs) <= patience:
        return False
    c = costs[-1 - patience]
    size = c if c > 0 else -c
    return (c - costs[-1]) / size < tolerance

# %% integers
import numpy as np

def has_converged(costs, tolerance, patience):
    if len(costs) <= patience:
        return 0
    c, new = costs[-1 - patience], costs[-1]
    return int((c - new) / (c * c) ** 0.5 < tolerance)

# %% no imports
def has_converged(costs, tolerance, patience):
    enough = len(costs) >= patience + 1
    return enough and 1 * np.sign(costs[-1 - patience]) * (1 - costs[-1] / costs[-1 - patience]) < tolerance
