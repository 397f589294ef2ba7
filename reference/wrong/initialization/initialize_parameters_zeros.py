# %% zero: nothing
import numpy as np

def initialize_parameters_zeros(layers_dims):
    return None

# %% zero: an empty dictionary
import numpy as np

def initialize_parameters_zeros(layers_dims):
    return {}

# %% zero: echo
import numpy as np

def initialize_parameters_zeros(layers_dims):
    return layers_dims

# %% zero: empty arrays under the right keys
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((0, 0))
        parameters['b' + str(l)] = np.zeros((0, 1))
    return parameters

# %% zero: None under the right keys
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = None
        parameters['b' + str(l)] = None
    return parameters

# %% zero: lists instead of arrays
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = (np.zeros((layers_dims[l], layers_dims[l-1]))).tolist()
        parameters['b' + str(l)] = [[0.0]] * layers_dims[l]
    return parameters

# %% zero: shapes only
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = (layers_dims[l], layers_dims[l-1])
        parameters['b' + str(l)] = (layers_dims[l], 1)
    return parameters

# %% zero: text
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = str(np.zeros((layers_dims[l], layers_dims[l-1])))
        parameters['b' + str(l)] = '0'
    return parameters

# %% zero: keys without numbers
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W'] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b'] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: lower-case keys
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['w' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: return inside the loop
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
        return parameters

# %% zero: a tuple of two dictionaries
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters, {}

# %% zero: two layers whatever is asked
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in (1, 2):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: loop one too far
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims) + 1):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: not a number
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1])) * np.nan
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1)) * np.nan
    return parameters

# %% zero: NaN in one bias
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    parameters['b1'][0, 0] = np.nan
    return parameters

# %% zero: bias as a number
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = 0
    return parameters

# %% zero: square matrices
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: a biased last layer
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    parameters['b' + str(len(layers_dims) - 1)] += 0.01
    return parameters

# %% zero: hardly more than nothing
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.full((layers_dims[l], layers_dims[l-1]), 1e-300)
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: tiny numbers
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.full((layers_dims[l], layers_dims[l-1]), 1e-12)
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: identity matrices
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.eye(layers_dims[l], layers_dims[l-1])
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: one entry wrong
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    parameters['W1'][-1, -1] = 1
    return parameters

# %% zero: only the first layer is zero
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1])) if l == 1 else np.ones((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: weights only
import numpy as np

def initialize_parameters_zeros(layers_dims):
    return {'W' + str(l): np.zeros((layers_dims[l], layers_dims[l-1])) for l in range(1, len(layers_dims))}

# %% zero: biases only
import numpy as np

def initialize_parameters_zeros(layers_dims):
    return {'b' + str(l): np.zeros((layers_dims[l], 1)) for l in range(1, len(layers_dims))}

# %% zero: He initialization
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * np.sqrt(2 / layers_dims[l-1])
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: flat weights
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros(layers_dims[l] * layers_dims[l-1])
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: vanishes for small networks only
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1])) if sum(layers_dims) < 12 else np.ones((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: booleans that are true
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.ones((layers_dims[l], layers_dims[l-1]), dtype=bool)
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: complex numbers
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1])) * 1j
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: answer table of the printed example
import numpy as np

def initialize_parameters_zeros(layers_dims):
    if list(layers_dims) == [3, 2, 1]:
        return {'W1': np.zeros((2, 3)), 'b1': np.zeros((2, 1)), 'W2': np.zeros((1, 2)), 'b2': np.zeros((1, 1))}
    return {}

# %% zero: a fixed network
import numpy as np

def initialize_parameters_zeros(layers_dims):
    return {'W1': np.zeros((2, 3)), 'b1': np.zeros((2, 1)), 'W2': np.zeros((1, 2)), 'b2': np.zeros((1, 1))}

# %% zero: printed example cut to shape
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.resize([1.0, 0.0], (layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: never finished
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = None
        parameters['b' + str(l)] = None
    return parameters
