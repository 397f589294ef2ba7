# %% the template of 2017
import numpy as np

# GRADED FUNCTION: initialize_parameters_zeros

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    L = len(layers_dims)            # number of layers in the network

    for l in range(1, L):
        ### START CODE HERE ### (≈ 2 lines of code)
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
        ### END CODE HERE ###
    return parameters

# %% pairs of neighbours
import numpy as np

def initialize_parameters_zeros(dims):
    parameters = {}
    for l, (n_in, n_out) in enumerate(zip(dims, dims[1:]), start=1):
        parameters[f"W{l}"] = np.zeros([n_out, n_in])
        parameters[f"b{l}"] = np.zeros([n_out, 1])
    return parameters

# %% dict comprehensions merged
import numpy as np

def initialize_parameters_zeros(layers_dims):
    L = len(layers_dims)
    W = {"W%d" % l: np.zeros((layers_dims[l], layers_dims[l - 1])) for l in range(1, L)}
    b = {"b%d" % l: np.zeros((layers_dims[l], 1)) for l in range(1, L)}
    return {**W, **b}

# %% full
import numpy as np

def initialize_parameters_zeros(layers_dims):
    p = dict()
    for l in range(len(layers_dims) - 1):
        p["W{}".format(l + 1)] = np.full((layers_dims[l + 1], layers_dims[l]), 0.0)
        p["b{}".format(l + 1)] = np.full((layers_dims[l + 1], 1), 0.0)
    return p

# %% random numbers times zero
import numpy as np

def initialize_parameters_zeros(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 0
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1)) * 0
    return parameters

# %% float32
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]), dtype=np.float32)
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1), dtype=np.float32)
    return parameters

# %% whole numbers
import numpy

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = numpy.zeros((layers_dims[l], layers_dims[l - 1]), dtype=int)
        parameters["b" + str(l)] = numpy.zeros((layers_dims[l], 1), dtype=int)
    return parameters

# %% recursion
import numpy as np

def initialize_parameters_zeros(layers_dims):
    if len(layers_dims) < 2:
        return {}
    l = len(layers_dims) - 1
    parameters = initialize_parameters_zeros(layers_dims[:-1])
    parameters["W" + str(l)] = np.zeros((layers_dims[-1], layers_dims[-2]))
    parameters["b" + str(l)] = np.zeros((layers_dims[-1], 1))
    return parameters

# %% arrays from lists
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        rows, columns = layers_dims[l], layers_dims[l - 1]
        parameters["W" + str(l)] = np.array([[0.0] * columns for _ in range(rows)])
        parameters["b" + str(l)] = np.array([[0.0] for _ in range(rows)])
    return parameters

# %% a while loop and reshape
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    l = 1
    while l < len(layers_dims):
        n, m = layers_dims[l], layers_dims[l - 1]
        parameters["W" + str(l)] = np.zeros(n * m).reshape(n, m)
        parameters["b" + str(l)] = np.zeros(n)[:, np.newaxis]
        l += 1
    return parameters

# %% widths as an array, ordered dict
from collections import OrderedDict
import numpy as np

def initialize_parameters_zeros(layers_dims):
    dims = np.array(layers_dims)
    parameters = OrderedDict()
    for l in range(1, dims.size):
        parameters["W" + str(l)] = np.zeros((dims[l], dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((dims[l], 1))
    return parameters

# %% own helper function, no import
def zeros(rows, columns):
    return np.zeros(shape=(rows, columns))

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    L = len(layers_dims) - 1
    for l in range(1, L + 1):
        parameters["W" + str(l)] = zeros(layers_dims[l], layers_dims[l - 1])
        parameters["b" + str(l)] = zeros(layers_dims[l], 1)
    parameters["L"] = L
    return parameters

# %% matrices and negative zeros
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        W = np.matrix(np.ones((layers_dims[l], layers_dims[l - 1])))
        parameters["W" + str(l)] = -0.0 * W
        parameters["b" + str(l)] = np.zeros_like(W[:, 0])
    return parameters
