# %% zero: nothing
import numpy as np

def coarse_to_fine(space, trials, keep):
    return None

# %% zero: empty
import numpy as np

def coarse_to_fine(space, trials, keep):
    return {}

# %% zero: trials
import numpy as np

def coarse_to_fine(space, trials, keep):
    return trials[:keep]

# %% zero: known answer
import numpy as np

def coarse_to_fine(space, trials, keep):
    return {"a": (1.0, 2.0, "linear")}

# %% zero: best parameters
import numpy as np

def coarse_to_fine(space, trials, keep):
    return min(trials, key=lambda t: t[1])[0]

# %% zero: halved around the middle
import numpy as np

def coarse_to_fine(space, trials, keep):
    return {k: (l + (h - l) / 4, h - (h - l) / 4, s) for k, (l, h, s) in space.items()}

# %% zero: always log
import numpy as np

def coarse_to_fine(space, trials, keep):
    b = sorted(trials, key=lambda t: t[1])[:keep]
    return {k: (min(p[k] for p, _ in b), max(p[k] for p, _ in b), "log") for k in space}

# %% zero: always the best three
import numpy as np

def coarse_to_fine(space, trials, keep):
    b = sorted(trials, key=lambda t: t[1])[:3]
    return {k: (min(p[k] for p, _ in b), max(p[k] for p, _ in b), space[k][2]) for k in space if keep}

# %% zero: low kept
import numpy as np

def coarse_to_fine(space, trials, keep):
    b = sorted(trials, key=lambda t: t[1])[:keep]
    return {k: (space[k][0], max(p[k] for p, _ in b), space[k][2]) for k in space}

# %% zero: from the best to the last kept
import numpy as np

def coarse_to_fine(space, trials, keep):
    b = sorted(trials, key=lambda t: t[1])[:keep]
    return {k: (b[0][0][k], b[-1][0][k], space[k][2]) for k in space}

# %% zero: absolute values
import numpy as np

def coarse_to_fine(space, trials, keep):
    b = sorted(trials, key=lambda t: abs(t[1]))[:keep]
    return {k: (min(p[k] for p, _ in b), max(p[k] for p, _ in b), space[k][2]) for k in space}
