# %% zero: echo
def initialize_velocity(parameters):
    return parameters

# %% zero: an empty dictionary
def initialize_velocity(parameters):
    v = {}
    return v

# %% zero: None
def initialize_velocity(parameters):
    return None

# %% zero: None under the right keys
def initialize_velocity(parameters):
    return {"d" + k: None for k in parameters}

# %% zero: shapes instead of arrays
def initialize_velocity(parameters):
    return {"d" + k: p.shape for k, p in parameters.items()}

# %% zero: the zeros that the notebook prints
import numpy as np

def initialize_velocity(parameters):
    return {"dW1": np.zeros((2, 3)), "db1": np.zeros((2, 1)), "dW2": np.zeros((3, 3)), "db2": np.zeros((3, 1))}

# %% zero: the shapes of the 2021 test
import numpy as np

def initialize_velocity(parameters):
    return {"dW1": np.zeros((2, 3)), "db1": np.zeros((2, 1)), "dW2": np.zeros((3, 2)), "db2": np.zeros((3, 1))}

# %% zero: an array
import numpy as np

def initialize_velocity(parameters):
    return np.zeros(len(parameters))

# %% zero: empty arrays
import numpy as np

def initialize_velocity(parameters):
    return {"d" + k: np.array([]) for k in parameters}

# %% small random numbers
import numpy as np

def initialize_velocity(parameters):
    return {"d" + k: np.random.randn(*p.shape) * 0.01 for k, p in parameters.items()}

# %% a tiny number against division by zero
import numpy as np

def initialize_velocity(parameters):
    return {"d" + k: np.full(p.shape, 1e-8) for k, p in parameters.items()}

# %% nested lists
def initialize_velocity(parameters):
    return {"d" + k: [[0.0] * p.shape[1] for _ in range(p.shape[0])] for k, p in parameters.items()}

# %% keys with v
import numpy as np

def initialize_velocity(parameters):
    return {"v" + k: np.zeros(p.shape) for k, p in parameters.items()}

# %% keys with vd
import numpy as np

def initialize_velocity(parameters):
    return {"vd" + k: np.zeros(p.shape) for k, p in parameters.items()}

# %% layers that are assumed to chain
import numpy as np

def initialize_velocity(parameters):
    v = {}
    L = len(parameters) // 2
    n_prev = parameters["W1"].shape[1]
    for l in range(1, L + 1):
        n = parameters["W" + str(l)].shape[0]
        v["dW" + str(l)] = np.zeros((n, n_prev))
        v["db" + str(l)] = np.zeros((n, 1))
        n_prev = n
    return v

# %% shapes of the first layer for all
import numpy as np

def initialize_velocity(parameters):
    v = {}
    for l in range(1, len(parameters) // 2 + 1):
        v["dW" + str(l)] = np.zeros(parameters["W1"].shape)
        v["db" + str(l)] = np.zeros(parameters["b1"].shape)
    return v

# %% twice as many layers
import numpy as np

def initialize_velocity(parameters):
    v = {}
    for l in range(1, len(parameters) + 1):
        v["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        v["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape)
    return v

# %% row biases
import numpy as np

def initialize_velocity(parameters):
    return {"d" + k: np.zeros(p.shape if k[0] == "W" else p.shape[::-1]) for k, p in parameters.items()}

# %% square weights
import numpy as np

def initialize_velocity(parameters):
    return {"d" + k: np.zeros((len(p), len(p)) if k[0] == "W" else (len(p), 1)) for k, p in parameters.items()}

# %% only the last layer
import numpy as np

def initialize_velocity(parameters):
    for l in range(1, len(parameters) // 2 + 1):
        v = {}
        v["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        v["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape)
    return v

# %% the parameters' own arrays, set to zero
def initialize_velocity(parameters):
    v = {}
    for l in range(1, len(parameters) // 2 + 1):
        v["dW" + str(l)] = parameters["W" + str(l)]
        v["db" + str(l)] = parameters["b" + str(l)]
        v["dW" + str(l)][:] = 0
        v["db" + str(l)][:] = 0
    return v

# %% written into the parameters
import numpy as np

def initialize_velocity(parameters):
    v = parameters
    for l in range(1, len(parameters) // 2 + 1):
        v["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        v["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape)
    return v

# %% taken out of the parameters
import numpy as np

def initialize_velocity(parameters):
    v = {}
    while parameters:
        name, value = parameters.popitem()
        v["d" + name] = np.zeros(value.shape)
    return v
