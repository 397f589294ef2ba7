# %% the template of 2017
import numpy as np

# GRADED FUNCTION: initialize_adam

def initialize_adam(parameters) :
    L = len(parameters) // 2 # number of layers in the neural networks
    v = {}
    s = {}

    # Initialize v, s. Input: "parameters". Outputs: "v, s".
    for l in range(L):
    ### START CODE HERE ### (approx. 4 lines)
        v["dW" + str(l+1)] = np.zeros(parameters["W" + str(l+1)].shape)
        v["db" + str(l+1)] = np.zeros(parameters["b" + str(l+1)].shape)
        s["dW" + str(l+1)] = np.zeros(parameters["W" + str(l+1)].shape)
        s["db" + str(l+1)] = np.zeros(parameters["b" + str(l+1)].shape)
    ### END CODE HERE ###

    return v, s

# %% zeros_like, counted from one
import numpy as np

def initialize_adam(parameters):
    v, s = {}, {}
    for l in range(1, len(parameters) // 2 + 1):
        v["dW" + str(l)], s["dW" + str(l)] = np.zeros_like(parameters["W" + str(l)]), np.zeros_like(parameters["W" + str(l)])
        v["db" + str(l)], s["db" + str(l)] = np.zeros_like(parameters["b" + str(l)]), np.zeros_like(parameters["b" + str(l)])
    return v, s

# %% two comprehensions
def initialize_adam(parameters):
    v = {"d" + k: p * 0 for k, p in parameters.items()}
    s = {"d" + k: p * 0 for k, p in parameters.items()}
    return v, s

# %% a list of two, float32
import numpy as np

def initialize_adam(parameters):
    return [{"d" + k: np.zeros(p.shape, np.float32) for k, p in parameters.items()} for _ in range(2)]

# %% its own initialize_velocity, twice
import numpy as np

def initialize_velocity(parameters):
    return {"d" + k: np.zeros(p.shape) for k, p in parameters.items()}

def initialize_adam(parameters):
    return initialize_velocity(parameters), initialize_velocity(parameters)

# %% deepcopy of v
import copy
import numpy as np

def initialize_adam(parameters):
    v = {}
    for key, value in parameters.items():
        v[f"d{key}"] = np.full_like(value, 0)
    s = copy.deepcopy(v)
    return v, s

# %% nested loops over stores
import numpy as np

def initialize_adam(parameters):
    v, s = dict(), dict()
    for store in (v, s):
        for l in range(len(parameters) // 2):
            for kind in "Wb":
                store["d" + kind + str(l + 1)] = np.zeros(np.shape(parameters[kind + str(l + 1)]))
    return (v, s)

# %% a named tuple
from collections import namedtuple
import numpy as np

State = namedtuple("State", "v s")

def initialize_adam(parameters):
    zeros = lambda: {"d" + k: np.zeros_like(p) for k, p in parameters.items()}
    return State(v=zeros(), s=zeros())

# %% a while loop, lists made arrays
import numpy as np

def initialize_adam(parameters):
    v, s, l = {}, {}, 1
    while "W" + str(l) in parameters:
        n, m = parameters["W" + str(l)].shape
        v["dW" + str(l)] = np.array([[0.] * m] * n)
        s["dW" + str(l)] = np.array([[0.] * m] * n)
        v["db" + str(l)] = np.array([[0.]] * n)
        s["db" + str(l)] = np.array([[0.]] * n)
        l += 1
    return v, s

# %% shared arrays, updated later by new ones
import numpy as np

def initialize_adam(parameters):
    v = {"d" + k: np.zeros(p.shape) for k, p in parameters.items()}
    return v, dict(v)

# %% integers, type hints
from typing import Dict, Tuple
import numpy as np

Moments = Dict[str, np.ndarray]

def initialize_adam(parameters: Dict[str, np.ndarray]) -> Tuple[Moments, Moments]:
    v: Moments = {}
    s: Moments = {}
    for i, (name, value) in enumerate(parameters.items()):
        v["d" + name] = np.zeros(value.shape, dtype=np.int64)
        s["d" + name] = np.zeros(value.shape, dtype=bool)
    return v, s

# %% map, OrderedDict
from collections import OrderedDict
import numpy as np

def initialize_adam(parameters):
    def make():
        return OrderedDict(("d" + k, np.subtract(p, p)) for k, p in parameters.items())
    return tuple(make() for _ in "vs")

# %% s is a copy of v, with the same arrays
import numpy as np

def initialize_adam(parameters):
    v = {"d" + name: np.zeros(value.shape) for name, value in parameters.items()}
    return v, v.copy()
