# %% zero: nothing
import numpy as np

def has_converged(costs, tolerance, patience):
    return None

# %% zero: always True
import numpy as np

def has_converged(costs, tolerance, patience):
    return True

# %% zero: always False
import numpy as np

def has_converged(costs, tolerance, patience):
    return False

# %% zero: text
import numpy as np

def has_converged(costs, tolerance, patience):
    return 'yes'

# %% zero: the decrease
import numpy as np

def has_converged(costs, tolerance, patience):
    return (costs[0] - costs[-1]) / abs(costs[0])

# %% zero: random
import numpy as np

def has_converged(costs, tolerance, patience):
    return bool(np.random.rand() < 0.5)

# %% zero: by the number of costs
import numpy as np

def has_converged(costs, tolerance, patience):
    return len(costs) > patience

# %% zero: tie counts
import numpy as np

def has_converged(costs, tolerance, patience):
    return len(costs) > patience and (costs[-1 - patience] - costs[-1]) / abs(costs[-1 - patience]) <= tolerance

# %% zero: small cost
import numpy as np

def has_converged(costs, tolerance, patience):
    return costs[-1] < tolerance

# %% zero: every step is small
import numpy as np

def has_converged(costs, tolerance, patience):
    return len(costs) > patience and all((a - b) / abs(a) < tolerance for a, b in zip(costs[-1 - patience:-1], costs[-patience:]))

# %% zero: one step too many
import numpy as np

def has_converged(costs, tolerance, patience):
    return len(costs) > patience + 1 and (costs[-2 - patience] - costs[-1]) / abs(costs[-2 - patience]) < tolerance

# %% zero: patience of 1 only
import numpy as np

def has_converged(costs, tolerance, patience):
    return len(costs) > 1 and (costs[-2] - costs[-1]) / abs(costs[-2]) < tolerance

# %% zero: a list
import numpy as np

def has_converged(costs, tolerance, patience):
    return [len(costs) > patience]

# %% zero: spread of the window
import numpy as np

def has_converged(costs, tolerance, patience):
    return len(costs) > patience and np.std(costs[-1 - patience:]) < tolerance

# %% takes the newest cost out of the list
def has_converged(costs, tolerance, patience):
    if len(costs) <= patience:
        return False
    newest = costs.pop()
    earlier = costs[-patience]
    return bool((earlier - newest) / abs(earlier) < tolerance)

# %% the largest of the last costs
def has_converged(costs, tolerance, patience):
    if len(costs) <= patience:
        return False
    earlier = max(costs[-1 - patience:])
    return bool((earlier - costs[-1]) / abs(earlier) < tolerance)

# %% looks back two steps at least
def has_converged(costs, tolerance, patience):
    if len(costs) <= patience:
        return False
    earlier = costs[-1 - max(patience, 2)] if len(costs) > 2 else costs[0]
    return bool((earlier - costs[-1]) / abs(earlier) < tolerance)
