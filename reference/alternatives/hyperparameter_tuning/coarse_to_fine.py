# %% as in the notebook
import numpy as np

def coarse_to_fine(space, trials, keep):
    best = sorted(trials, key=lambda trial: trial[1])[:keep]
    new_space = {}
    for name, (low, high, scale) in space.items():
        values = [parameters[name] for parameters, value in best]
        new_space[name] = (min(values), max(values), scale)
    return new_space

# %% argsort
import numpy as np

def coarse_to_fine(space, trials, keep):
    order = np.argsort([v for _, v in trials])[:keep]
    out = {}
    for name in space:
        x = np.array([trials[i][0][name] for i in order])
        out[name] = (x.min(), x.max(), space[name][2])
    return out

# %% heapq
import heapq

def coarse_to_fine(space, trials, keep):
    best = [p for p, _ in heapq.nsmallest(keep, trials, key=lambda t: t[1])]
    return {k: (min(p[k] for p in best), max(p[k] for p in best), s) for k, (_, _, s) in space.items()}

# %% itemgetter
from operator import itemgetter

def coarse_to_fine(space, trials, keep):
    trials.sort(key=itemgetter(1))
    kept = [t[0] for t in trials[0:keep]]
    return {name: [min(map(itemgetter(name), kept)), max(map(itemgetter(name), kept)), space[name][-1]] for name in space}

# %% threshold
import numpy as np

def coarse_to_fine(space, trials, keep):
    limit = sorted(v for _, v in trials)[keep - 1]
    box = {}
    for p, v in trials:
        if v <= limit:
            for name, x in p.items():
                low, high, scale = box.get(name, (x, x, space[name][2]))
                box[name] = (min(low, x), max(high, x), scale)
    return box

# %% removing the worst
import numpy as np

def coarse_to_fine(space, trials, keep):
    left = list(trials)
    while len(left) > keep:
        left.remove(max(left, key=lambda t: t[1]))
    return {n: (min(t[0][n] for t in left), max(t[0][n] for t in left), space[n][2]) for n in space}

# %% picking the best
import numpy as np

def coarse_to_fine(space, trials, keep):
    left, kept = list(trials), []
    for _ in range(keep):
        i = min(range(len(left)), key=lambda j: left[j][1])
        kept.append(left.pop(i)[0])
    result = {}
    for n in space:
        column = sorted(p[n] for p in kept)
        result[n] = (column[0], column[-1], space[n][2])
    return result

# %% matrix
import numpy as np

def coarse_to_fine(space, trials, keep):
    names = list(space)
    M = np.array([[p[k] for k in names] + [v] for p, v in trials])
    M = M[M[:, -1].argsort()][:keep]
    return {k: (float(M[:, j].min()), float(M[:, j].max()), space[k][2]) for j, k in enumerate(names)}

# %% sorted by negated values
import numpy as np

def coarse_to_fine(space, trials, keep):
    kept = sorted(trials, key=lambda t: -t[1])[-keep:]
    return {k: tuple(f(p[k] for p, _ in kept) for f in (min, max)) + (space[k][2],) for k in space}

# %% partition
import numpy as np

def coarse_to_fine(space, trials, keep):
    values = np.array([t[1] for t in trials])
    idx = np.argpartition(values, keep - 1)[:keep]
    new = {}
    for k, limits in space.items():
        xs = [trials[int(i)][0][k] for i in idx]
        new[k] = (np.min(xs), np.max(xs), limits[2])
    return new
