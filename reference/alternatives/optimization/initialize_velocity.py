# %% the template of 2017
import numpy as np

# GRADED FUNCTION: initialize_velocity

def initialize_velocity(parameters):
    L = len(parameters) // 2 # number of layers in the neural networks
    v = {}

    # Initialize velocity
    for l in range(L):
        ### START CODE HERE ### (approx. 2 lines)
        v["dW" + str(l+1)] = np.zeros((parameters['W' + str(l+1)].shape[0], parameters['W' + str(l+1)].shape[1]))
        v["db" + str(l+1)] = np.zeros((parameters['b' + str(l+1)].shape[0], parameters['b' + str(l+1)].shape[1]))
        ### END CODE HERE ###

    return v

# %% zeros_like, counted from one
import numpy as np

def initialize_velocity(parameters):
    v = {}
    for l in range(1, len(parameters) // 2 + 1):
        v["dW" + str(l)] = np.zeros_like(parameters["W" + str(l)])
        v["db" + str(l)] = np.zeros_like(parameters["b" + str(l)])
    return v

# %% comprehension, no import
def initialize_velocity(parameters):
    return {"d" + k: 0 * p for k, p in parameters.items()}

# %% float32
import numpy as np

def initialize_velocity(parameters):
    return {f"d{k}": np.zeros(p.shape, dtype=np.float32) for k, p in parameters.items()}

# %% integers
import numpy as np

def initialize_velocity(parameters):
    return {f"d{k}": np.zeros(p.shape, dtype=int) for k, p in parameters.items()}

# %% a value minus itself
def initialize_velocity(parameters):
    v = dict()
    for key in parameters.keys():
        v["d%s" % key] = parameters[key] - parameters[key]
    return v

# %% copies filled with zero
import copy

def initialize_velocity(parameters):
    v = {"d" + k: p for k, p in copy.deepcopy(parameters).items()}
    for array in v.values():
        array.fill(0)
    return v

# %% np.full and a while loop
import numpy as np

def initialize_velocity(parameters):
    v, l = {}, 1
    while f"W{l}" in parameters:
        for kind in ("W", "b"):
            v[f"d{kind}{l}"] = np.full(np.shape(parameters[f"{kind}{l}"]), 0.0)
        l += 1
    return v

# %% nested lists made arrays, biases first
import numpy as np

def initialize_velocity(parameters):
    v = {}
    for l in reversed(range(1, len(parameters) // 2 + 1)):
        rows, columns = parameters["W" + str(l)].shape
        v["db" + str(l)] = np.array([[0.0] for _ in range(rows)])
        v["dW" + str(l)] = np.array([[0.0] * columns for _ in range(rows)])
    return v

# %% defaultdict and helper
from collections import defaultdict
import numpy as np

def zeros(shape):
    return np.zeros(shape, order="F")

def initialize_velocity(parameters):
    v = defaultdict(float)
    for name, value in parameters.items():
        v["d" + name] = zeros(value.shape)
    return v

# %% OrderedDict, type hints, extra key
from collections import OrderedDict
from typing import Dict
import numpy as np

def initialize_velocity(parameters: Dict[str, np.ndarray]) -> Dict[str, np.ndarray]:
    v = OrderedDict(layers=len(parameters) // 2)
    v.update({"d" + name: np.zeros(shape=value.shape) for name, value in parameters.items()})
    return v

# %% map and zip
import numpy as np

def initialize_velocity(parameters):
    keys = ["d" + k for k in parameters]
    return dict(zip(keys, map(np.zeros_like, parameters.values())))

# %% broadcast and negative zeros
import numpy as np

def initialize_velocity(parameters):
    return {"d" + k: np.broadcast_to(-0.0, p.shape).copy() for k, p in parameters.items()}

# %% a defaultdict of products with zero
from collections import defaultdict

def initialize_velocity(parameters):
    v = defaultdict(float)
    for k in parameters:
        v["d" + k] = 0.0 * parameters[k]
    return v
