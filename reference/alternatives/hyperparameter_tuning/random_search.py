# %% as in the notebook
import numpy as np

def random_search(objective, space, n_trials, seed=0):
    np.random.seed(seed)
    best_parameters, best_value = None, np.inf
    for trial in range(n_trials):
        parameters = {}
        for name, (low, high, scale) in space.items():
            if scale == "log":
                parameters[name] = 10 ** np.random.uniform(np.log10(low), np.log10(high))
            else:
                parameters[name] = np.random.uniform(low, high)
        value = objective(parameters)
        if value < best_value:
            best_parameters, best_value = parameters, value
    return best_parameters, best_value

# %% no seed, a helper
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials):
    best = None
    for _ in range(n_trials):
        p = {k: draw(*v) for k, v in space.items()}
        v = objective(p)
        if best is None or v < best[1]:
            best = (p, v)
    return best

# %% list and min
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    np.random.seed(seed)
    trials = [{k: draw(*v) for k, v in space.items()} for _ in range(n_trials)]
    return min(((p, objective(p)) for p in trials), key=lambda t: t[1])

# %% argmin
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    trials = [{k: draw(*space[k]) for k in space} for _ in range(n_trials)]
    values = np.array([objective(p) for p in trials])
    i = int(np.argmin(values))
    return trials[i], values[i]

# %% columns drawn first
import numpy as np

def random_search(objective, space, n_trials, seed=0):
    rng = np.random.default_rng(seed)
    columns = {}
    for name, (low, high, scale) in space.items():
        u = rng.random(n_trials)
        columns[name] = low * (high / low) ** u if scale == "log" else low + (high - low) * u
    trials = [{name: column[i].item() for name, column in columns.items()} for i in range(n_trials)]
    values = list(map(objective, trials))
    best = values.index(min(values))
    return [trials[best], values[best]]

# %% random module
import math
import random

def random_search(objective, space, n_trials, seed=0):
    rng = random.Random(seed)
    results = []
    for _ in range(n_trials):
        p = {}
        for name in space:
            low, high, scale = space[name]
            p[name] = math.exp(rng.uniform(math.log(low), math.log(high))) if scale == "log" else rng.uniform(low, high)
        results.append((objective(p), len(results), p))
    value, _, p = min(results)
    return p, value

# %% while
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    values, tried = [], []
    while len(tried) < n_trials:
        tried.append({name: draw(low, high, scale) for name, (low, high, scale) in space.items()})
        values.append(objective(tried[-1]))
    order = sorted(range(n_trials), key=values.__getitem__)
    return tried[order[0]], values[order[0]]

# %% first trial before the loop
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    p = {k: draw(*v) for k, v in space.items()}
    best_p, best_v = p, objective(p)
    for _ in range(n_trials - 1):
        p = {k: draw(*v) for k, v in space.items()}
        v = objective(p)
        if v <= best_v:
            best_p, best_v = p, v
    return best_p, best_v

# %% dictionary changed in place
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    p, best, lowest = {}, {}, float("inf")
    for _ in range(n_trials):
        for k, v in space.items():
            p[k] = float(draw(*v))
        value = objective(p)
        if value < lowest:
            lowest, best = value, dict(p)
    return best, lowest

# %% recursion by halves
import numpy as np

def draw(low, high, scale):
    if scale == "log":
        return 10 ** np.random.uniform(np.log10(low), np.log10(high))
    return np.random.uniform(low, high)

def random_search(objective, space, n_trials, seed=0):
    if n_trials == 1:
        p = {k: draw(*v) for k, v in space.items()}
        return p, objective(p)
    half = n_trials // 2
    a = random_search(objective, space, half)
    b = random_search(objective, space, n_trials - half)
    return a if a[1] < b[1] else b

# %% match
import numpy as np

def random_search(objective, space, n_trials, seed=0):
    rng = np.random.default_rng(seed)
    history = {}
    for i in range(n_trials):
        p = {}
        for name, limits in space.items():
            match limits:
                case (low, high, "log"):
                    p[name] = np.exp(rng.uniform(np.log(low), np.log(high)))
                case (low, high, "linear"):
                    p[name] = rng.uniform(low, high)
        history[i] = (p, objective(p))
    return sorted(history.values(), key=lambda t: t[1])[0]
