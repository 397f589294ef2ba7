# %% zero: echo, twice
def initialize_adam(parameters):
    return parameters, parameters

# %% zero: two empty dictionaries
def initialize_adam(parameters):
    v, s = {}, {}
    return v, s

# %% zero: None
def initialize_adam(parameters):
    return None

# %% zero: two Nones
def initialize_adam(parameters):
    return None, None

# %% zero: the zeros that the notebook prints
import numpy as np

def initialize_adam(parameters):
    zeros = {"dW1": np.zeros((2, 3)), "db1": np.zeros((2, 1)), "dW2": np.zeros((3, 3)), "db2": np.zeros((3, 1))}
    return zeros, dict(zeros)

# %% zero: shapes instead of arrays
def initialize_adam(parameters):
    v = {"d" + k: p.shape for k, p in parameters.items()}
    return v, dict(v)

# %% zero: two zeros
def initialize_adam(parameters):
    return 0, 0

# %% v empty
import numpy as np

def initialize_adam(parameters):
    return {}, {"d" + k: np.zeros(p.shape) for k, p in parameters.items()}

# %% three values
import numpy as np

def initialize_adam(parameters):
    v = {"d" + k: np.zeros(p.shape) for k, p in parameters.items()}
    return v, dict(v), 0

# %% one dictionary of two
import numpy as np

def initialize_adam(parameters):
    zeros = {"d" + k: np.zeros(p.shape) for k, p in parameters.items()}
    return {"v": zeros, "s": dict(zeros)}

# %% both in one dictionary
import numpy as np

def initialize_adam(parameters):
    both = {}
    for k, p in parameters.items():
        both["vd" + k] = np.zeros(p.shape)
        both["sd" + k] = np.zeros(p.shape)
    return both

# %% biases missing in s
import numpy as np

def initialize_adam(parameters):
    v = {"d" + k: np.zeros(p.shape) for k, p in parameters.items()}
    s = {"d" + k: np.zeros(p.shape) for k, p in parameters.items() if k[0] == "W"}
    return v, s

# %% s written into v
import numpy as np

def initialize_adam(parameters):
    v, s = {}, {}
    for k, p in parameters.items():
        v["d" + k] = np.zeros(p.shape)
        v["d" + k] = np.zeros(p.shape)
    return v, s

# %% epsilon in s
import numpy as np

def initialize_adam(parameters):
    v = {"d" + k: np.zeros(p.shape) for k, p in parameters.items()}
    s = {"d" + k: np.full(p.shape, 1e-8) for k, p in parameters.items()}
    return v, s

# %% random v
import numpy as np

def initialize_adam(parameters):
    v = {"d" + k: np.random.randn(*p.shape) for k, p in parameters.items()}
    s = {"d" + k: np.zeros(p.shape) for k, p in parameters.items()}
    return v, s

# %% transposed s
import numpy as np

def initialize_adam(parameters):
    v = {"d" + k: np.zeros(p.shape) for k, p in parameters.items()}
    s = {"d" + k: np.zeros(p.T.shape) for k, p in parameters.items()}
    return v, s

# %% shape tuples unpacked wrongly
import numpy as np

def initialize_adam(parameters):
    v, s = {}, {}
    for l in range(1, len(parameters) // 2 + 1):
        v["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape[0])
        v["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape[0])
        s["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape[0])
        s["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape[0])
    return v, s

# %% two layers hard-coded
import numpy as np

def initialize_adam(parameters):
    v, s = {}, {}
    for l in (1, 2):
        for kind in "Wb":
            v[f"d{kind}{l}"] = np.zeros(parameters[f"{kind}{l}"].shape)
            s[f"d{kind}{l}"] = np.zeros(parameters[f"{kind}{l}"].shape)
    return v, s

# %% return inside the loop
import numpy as np

def initialize_adam(parameters):
    v, s = {}, {}
    for l in range(1, len(parameters) // 2 + 1):
        for kind in "Wb":
            v[f"d{kind}{l}"] = np.zeros(parameters[f"{kind}{l}"].shape)
            s[f"d{kind}{l}"] = np.zeros(parameters[f"{kind}{l}"].shape)
        return v, s

# %% one dictionary under two names
import numpy as np

def initialize_adam(parameters):
    v = s = {}
    for l in range(1, len(parameters) // 2 + 1):
        for kind in "Wb":
            v[f"d{kind}{l}"] = np.zeros(parameters[f"{kind}{l}"].shape)
            s[f"d{kind}{l}"] = np.zeros(parameters[f"{kind}{l}"].shape)
    return v, s

# %% the parameters' own arrays, set to zero
def initialize_adam(parameters):
    v, s = {}, {}
    for name, value in parameters.items():
        value.fill(0)
        v["d" + name] = value
        s["d" + name] = value.copy()
    return v, s

# %% v is the dictionary of the parameters
import numpy as np

def initialize_adam(parameters):
    v, s = parameters, {}
    for name in list(parameters):
        v["d" + name] = np.zeros(parameters[name].shape)
        s["d" + name] = np.zeros(parameters[name].shape)
    return v, s
