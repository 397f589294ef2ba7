# %% the template of 2017
import numpy as np

# GRADED FUNCTION: initialize_parameters_he

def initialize_parameters_he(layers_dims):
    np.random.seed(3)               # This seed makes sure your "random" numbers will be the as ours
    parameters = {}
    L = len(layers_dims)            # integer representing the number of layers

    for l in range(1, L):
        ### START CODE HERE ### (≈ 2 lines of code)
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * np.sqrt(2./layers_dims[l-1])
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
        ### END CODE HERE ###

    return parameters

# %% no seed
import numpy as np

def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters[f"W{l}"] = np.sqrt(2./layers_dims[l-1]) * np.random.randn(layers_dims[l], layers_dims[l-1])
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters

# %% default_rng
import numpy as np

def initialize_parameters_he(layers_dims):
    rng = np.random.default_rng(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = rng.standard_normal((layers_dims[l], layers_dims[l-1])) * np.sqrt(2./layers_dims[l-1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% a generator without a seed
import numpy as np

rng = np.random.default_rng()

def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = rng.normal(scale=(2 / layers_dims[l-1]) ** 0.5, size=(layers_dims[l], layers_dims[l-1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% RandomState and legacy normal
import numpy as np

def initialize_parameters_he(layers_dims):
    state = np.random.RandomState(1234)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = state.normal(0, np.sqrt(2./layers_dims[l-1]), (layers_dims[l], layers_dims[l-1]))
        parameters["b" + str(l)] = state.normal(0, 1, (layers_dims[l], 1)) * 0
    return parameters

# %% float32
import numpy as np

def initialize_parameters_he(layers_dims):
    rng = np.random.default_rng(0)
    parameters = {}
    for l in range(1, len(layers_dims)):
        W = rng.standard_normal((layers_dims[l], layers_dims[l-1]), dtype=np.float32)
        parameters["W" + str(l)] = W * np.float32(np.sqrt(2./layers_dims[l-1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1), dtype=np.float32)
    return parameters

# %% a seed before each layer
import numpy as np

def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        np.random.seed(3)
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * np.sqrt(2./layers_dims[l-1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% backwards, drawn transposed
import numpy as np

def initialize_parameters_he(layers_dims):
    np.random.seed(7)
    parameters = {}
    for l in reversed(range(1, len(layers_dims))):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l-1], layers_dims[l]).T * np.sqrt(2./layers_dims[l-1])
        parameters["b" + str(l)] = np.zeros((1, layers_dims[l])).T
    return parameters

# %% random.gauss in loops
import math
import random
import numpy as np

def initialize_parameters_he(layers_dims):
    random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        sigma = math.sqrt(2 / layers_dims[l-1])
        W = [[random.gauss(0, sigma) for _ in range(layers_dims[l-1])] for _ in range(layers_dims[l])]
        parameters["W" + str(l)] = np.array(W)
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% element by element
import numpy as np

def initialize_parameters_he(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        W = np.empty((layers_dims[l], layers_dims[l-1]))
        scale = np.sqrt(2./layers_dims[l-1])
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                W[i, j] = np.random.randn() * scale
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% recursion
import numpy as np

def initialize_parameters_he(layers_dims):
    l = len(layers_dims) - 1
    if l == 0:
        return {}
    parameters = initialize_parameters_he(layers_dims[:l])
    parameters["W" + str(l)] = np.random.standard_normal((layers_dims[l], layers_dims[l-1])) * np.sqrt(2./layers_dims[l-1])
    parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% Box-Muller by hand
import numpy as np

def initialize_parameters_he(layers_dims):
    np.random.seed(11)
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l-1])
        u, v = 1 - np.random.rand(*shape), np.random.rand(*shape)
        parameters["W" + str(l)] = np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v) * np.sqrt(2./layers_dims[l-1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% one long draw, cut up, no import
def initialize_parameters_he(layers_dims):
    sizes = [(a, b) for a, b in zip(layers_dims[1:], layers_dims[:-1])]
    numbers = iter(np.split(np.random.randn(sum(a * b for a, b in sizes)), np.cumsum([a * b for a, b in sizes])))
    parameters = {}
    for l, (a, b) in enumerate(sizes, 1):
        parameters.update({"W%d" % l: next(numbers).reshape(a, b), "b%d" % l: np.zeros((a, 1))})
        parameters["W%d" % l] *= (2 / b) ** 0.5
    return parameters

# %% divided by the root of half
import numpy as np

def initialize_parameters_he(layers_dims):
    np.random.seed(3)
    parameters = {}
    L = len(layers_dims) - 1
    for l in range(1, L + 1):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) / np.sqrt(layers_dims[l-1] / 2)
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% root of two over root of n
import numpy as np

def he_std(fan_in):
    return 2 ** 0.5 * np.power(fan_in, -0.5)

def initialize_parameters_he(layers_dims):
    fans = np.array(layers_dims)
    parameters = {}
    for l in range(1, fans.size):
        parameters["W" + str(l)] = np.multiply(np.random.randn(fans[l], fans[l-1]), he_std(float(fans[l-1])))
        parameters["b" + str(l)] = np.zeros([fans[l], 1])
    return parameters

# %% from the random parameters, rescaled
def initialize_parameters_random(layers_dims):
    parameters = {}
    np.random.seed(3)
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

def initialize_parameters_he(layers_dims):
    out = initialize_parameters_random(layers_dims)
    for key in list(out):
        if key[0] == "W":
            out[key] = out[key] / 10 * (2 / out[key].shape[1]) ** 0.5
    return out
