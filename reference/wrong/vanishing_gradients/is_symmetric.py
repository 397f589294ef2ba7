# %% zero: nothing
import numpy as np

def is_symmetric(parameters):
    return None

# %% zero: always true
import numpy as np

def is_symmetric(parameters):
    return True

# %% zero: always false
import numpy as np

def is_symmetric(parameters):
    return False

# %% zero: all weights zero
import numpy as np

def is_symmetric(parameters):
    return all(not parameters[k].any() for k in parameters)

# %% zero: first layer zero
import numpy as np

def is_symmetric(parameters):
    return bool(np.all(parameters["W1"] == 0))

# %% zero: a layer that is a symmetric matrix
import numpy as np

def is_symmetric(parameters):
    return any(W.shape == W.T.shape and bool(np.all(W == W.T)) for k, W in parameters.items() if k[0] == "W")

# %% zero: equal biases alone
import numpy as np

def is_symmetric(parameters):
    return any(bool(np.all(parameters[f"b{l}"] == parameters[f"b{l}"][0])) for l in range(1, len(parameters) // 2))

# %% zero: text
import numpy as np

def is_symmetric(parameters):
    return "symmetric"

# %% zero: list per layer
import numpy as np

def is_symmetric(parameters):
    return [bool(np.all(parameters[f"W{l}"] == parameters[f"W{l}"][0])) for l in range(1, len(parameters) // 2)]

# %% zero: sums of rows
import numpy as np

def is_symmetric(parameters):
    return any(parameters[f"W{l}"].shape[0] > 1 and bool(np.ptp(parameters[f"W{l}"].sum(axis=1)) < 10) for l in range(1, len(parameters) // 2))

# %% takes the output layer out of the parameters
import numpy as np

def is_symmetric(parameters):
    L = len(parameters) // 2
    parameters.pop("W" + str(L))
    parameters.pop("b" + str(L))
    for l in range(1, L):
        W, b = parameters["W" + str(l)], parameters["b" + str(l)]
        if len(W) > 1 and (W == W[0]).all() and (b == b[0]).all():
            return True
    return False
