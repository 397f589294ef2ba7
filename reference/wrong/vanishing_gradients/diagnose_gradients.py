# %% zero: nothing
import numpy as np

def diagnose_gradients(norms):
    return None

# %% zero: always healthy
import numpy as np

def diagnose_gradients(norms):
    return "healthy"

# %% zero: always vanishing
import numpy as np

def diagnose_gradients(norms):
    return "vanishing"

# %% zero: echo
import numpy as np

def diagnose_gradients(norms):
    return norms

# %% zero: the ratio itself
import numpy as np

def diagnose_gradients(norms):
    return norms[0] / norms[-1]

# %% zero: capital letters
import numpy as np

def diagnose_gradients(norms):
    r = norms[0] / norms[-1]
    return "Vanishing" if r < 1e-3 else "Exploding" if r > 1e3 else "Healthy"

# %% zero: bounds of 0.01 and 100
import numpy as np

def diagnose_gradients(norms):
    r = norms[0] / norms[-1]
    return "vanishing" if r < 1e-2 else "exploding" if r > 1e2 else "healthy"

# %% zero: bounds of 0.0001 and 10000
import numpy as np

def diagnose_gradients(norms):
    r = norms[0] / norms[-1]
    return "vanishing" if r < 1e-4 else "exploding" if r > 1e4 else "healthy"

# %% zero: any layer
import numpy as np

def diagnose_gradients(norms):
    return "vanishing" if min(norms) < 1e-3 else "exploding" if max(norms) > 1e3 else "healthy"

# %% zero: trend only
import numpy as np

def diagnose_gradients(norms):
    return "vanishing" if norms[0] < norms[-1] else "exploding" if norms[0] > norms[-1] else "healthy"
