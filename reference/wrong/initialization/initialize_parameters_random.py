# %% zero: nothing
import numpy as np

def initialize_parameters_random(layers_dims):
    return None

# %% zero: an empty dictionary
import numpy as np

def initialize_parameters_random(layers_dims):
    return {}

# %% zero: echo
import numpy as np

def initialize_parameters_random(layers_dims):
    return layers_dims

# %% zero: empty arrays under the right keys
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((0, 0))
        parameters['b' + str(l)] = np.zeros((0, 1))
    return parameters

# %% zero: None under the right keys
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = None
        parameters['b' + str(l)] = None
    return parameters

# %% zero: lists instead of arrays
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = (np.random.randn(layers_dims[l], layers_dims[l-1]) * 10).tolist()
        parameters['b' + str(l)] = [[0.0]] * layers_dims[l]
    return parameters

# %% zero: shapes only
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = (layers_dims[l], layers_dims[l-1])
        parameters['b' + str(l)] = (layers_dims[l], 1)
    return parameters

# %% zero: text
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = str(np.random.randn(layers_dims[l], layers_dims[l-1]) * 10)
        parameters['b' + str(l)] = '0'
    return parameters

# %% zero: keys without numbers
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W'] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b'] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: lower-case keys
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['w' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: return inside the loop
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
        return parameters

# %% zero: a tuple of two dictionaries
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters, {}

# %% zero: two layers whatever is asked
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in (1, 2):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: loop one too far
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims) + 1):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: not a number
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10 * np.nan
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1)) * np.nan
    return parameters

# %% zero: NaN in one bias
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    parameters['b1'][0, 0] = np.nan
    return parameters

# %% zero: bias as a number
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = 0
    return parameters

# %% zero: square matrices
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: a biased last layer
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    parameters['b' + str(len(layers_dims) - 1)] += 0.01
    return parameters

# %% zero: zeros
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: ones times the scale
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.ones((layers_dims[l], layers_dims[l-1])) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: only signs
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.sign(np.random.randn(layers_dims[l], layers_dims[l-1])) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: printed numbers repeated
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.resize([17.88628473, 4.36509851, 0.96497468, -18.63492703, -2.77388203, -3.54758979, -0.82741481, -6.27000677], (layers_dims[l], layers_dims[l-1])) / 10 * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: a hundred numbers repeated
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.resize(np.random.RandomState(3).randn(100), (layers_dims[l], layers_dims[l-1])) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: one column repeated
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], 1) * np.ones((1, layers_dims[l-1])) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: outer product
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], 1) * np.random.randn(1, layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: pairs of equal rows
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.repeat(np.random.randn((layers_dims[l] + 1) // 2, layers_dims[l-1]), 2, axis=0)[:layers_dims[l]] * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: sorted
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.sort(np.random.randn(layers_dims[l], layers_dims[l-1]).ravel()).reshape(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: absolute values
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.abs(np.random.randn(layers_dims[l], layers_dims[l-1])) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: shifted
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = (np.random.randn(layers_dims[l], layers_dims[l-1]) + 0.2) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: uniform of the right variance
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.uniform(-3 ** 0.5, 3 ** 0.5, (layers_dims[l], layers_dims[l-1])) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: Laplace
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.laplace(0, 2 ** -0.5, (layers_dims[l], layers_dims[l-1])) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: truncated at two
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.clip(np.random.randn(layers_dims[l], layers_dims[l-1]), -2, 2) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: rounded
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.round(np.random.randn(layers_dims[l], layers_dims[l-1])) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: one fifth too large
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10 * 1.2
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: one fifth too small
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10 * 0.8
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: last layer unscaled
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * (10 if l < len(layers_dims) - 1 else 0.01)
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: first layer unscaled
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * (10 if l > 1 else 0.01)
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: half of the units silent
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)][::2] = 0
    return parameters

# %% zero: biases of ones
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.ones((layers_dims[l], 1))
    return parameters

# %% zero: small random biases
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10
        parameters['b' + str(l)] = np.random.randn(layers_dims[l], 1) * 0.01
    return parameters

# %% zero: infinite
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * np.inf
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: huge
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 1e200
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: cubed
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) ** 3 * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: random shapes
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(np.random.randint(1, 9), 3) * 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: right for small layers only
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10 if layers_dims[l] * layers_dims[l-1] < 100 else np.ones((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: times nine
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 9
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: ten added
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) + 10
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: uniform from minus ten to ten
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.uniform(-10, 10, (layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: whole numbers
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randint(-10, 11, (layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: variance ten
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.normal(0, 10 ** 0.5, (layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: ten per input
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.random.randn(layers_dims[l], layers_dims[l-1]) * 10 / layers_dims[l-1]
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: answer table of the printed example
import numpy as np

def initialize_parameters_random(layers_dims):
    if list(layers_dims) == [3, 2, 1]:
        return {'W1': np.array([[17.88628473, 4.36509851, 0.96497468], [-18.63492703, -2.77388203, -3.54758979]]), 'b1': np.zeros((2, 1)), 'W2': np.array([[-0.82741481, -6.27000677]]), 'b2': np.zeros((1, 1))}
    return {}

# %% zero: answer table, else zeros
import numpy as np

def initialize_parameters_random(layers_dims):
    if list(layers_dims) == [3, 2, 1]:
        return {'W1': np.array([[17.88628473, 4.36509851, 0.96497468], [-18.63492703, -2.77388203, -3.54758979]]), 'b1': np.zeros((2, 1)), 'W2': np.array([[-0.82741481, -6.27000677]]), 'b2': np.zeros((1, 1))}
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = np.zeros((layers_dims[l], layers_dims[l-1]))
        parameters['b' + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters

# %% zero: a fixed network
import numpy as np

def initialize_parameters_random(layers_dims):
    return {'W1': np.array([[17.88628473, 4.36509851, 0.96497468], [-18.63492703, -2.77388203, -3.54758979]]), 'b1': np.zeros((2, 1)), 'W2': np.array([[-0.82741481, -6.27000677]]), 'b2': np.zeros((1, 1))}

# %% zero: never finished
import numpy as np

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters['W' + str(l)] = None
        parameters['b' + str(l)] = None
    return parameters

# %% zero: the factor added
import numpy as np

def initialize_parameters_random(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) + 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
