# %% zero: nothing
import numpy as np

def random_search(objective, space, n_trials, seed=0):
    return None

# %% zero: an empty pair
import numpy as np

def random_search(objective, space, n_trials, seed=0):
    return {}, 0.0

# %% zero: echo
import numpy as np

def random_search(objective, space, n_trials, seed=0):
    return space, n_trials

# %% zero: never asks
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    return {k: draw(*v) for k, v in space.items()}, 0.0

# %% zero: lower ends
import numpy as np

def random_search(objective, space, n_trials, seed=0):
    p = {k: v[0] for k, v in space.items()}
    values = [objective(p) for _ in range(n_trials)]
    return p, values[0]

# %% zero: parameters alone
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    trials = [{k: draw(*v) for k, v in space.items()} for _ in range(n_trials)]
    return min(trials, key=objective)

# %% zero: value alone
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    return min(objective({k: draw(*v) for k, v in space.items()}) for _ in range(n_trials))

# %% zero: a list for parameters
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    t = [([draw(*v) for v in space.values()]) for _ in range(n_trials)]
    return min(((p, objective(p)) for p in t), key=lambda x: x[1])

# %% zero: keywords
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    t = [{k: draw(*v) for k, v in space.items()} for _ in range(n_trials)]
    return min(((p, objective(**p)) for p in t), key=lambda x: x[1])

# %% zero: absolute value
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    t = [{k: draw(*v) for k, v in space.items()} for _ in range(n_trials)]
    return min(((p, objective(p)) for p in t), key=lambda x: abs(x[1]))

# %% zero: twice the trials
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    t = [{k: draw(*v) for k, v in space.items()} for _ in range(2 * n_trials)]
    return min(((p, objective(p)) for p in t), key=lambda x: x[1])

# %% zero: seed again in each trial
import numpy as np

def random_search(objective, space, n_trials, seed=0):
    best = None
    for _ in range(n_trials):
        rng = np.random.RandomState(seed)
        p = {k: low * (high / low) ** rng.rand() if s == "log" else rng.uniform(low, high) for k, (low, high, s) in space.items()}
        v = objective(p)
        best = (p, v) if best is None or v < best[1] else best
    return best
