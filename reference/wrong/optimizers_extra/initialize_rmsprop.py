# %% zero: nothing
import numpy as np

def initialize_rmsprop(parameters):
    return None

# %% zero: echo
import numpy as np

def initialize_rmsprop(parameters):
    return parameters

# %% zero: empty
import numpy as np

def initialize_rmsprop(parameters):
    return {}

# %% zero: None under the right keys
import numpy as np

def initialize_rmsprop(parameters):
    return {'d' + k: None for k in parameters}

# %% zero: scalars
import numpy as np

def initialize_rmsprop(parameters):
    return {'d' + k: 0.0 for k in parameters}

# %% zero: transposed
import numpy as np

def initialize_rmsprop(parameters):
    return {'d' + k: np.zeros(v.T.shape) for k, v in parameters.items()}

# %% zero: other prefix
import numpy as np

def initialize_rmsprop(parameters):
    return {'s' + k: np.zeros(v.shape) for k, v in parameters.items()}

# %% zero: a tuple of two
import numpy as np

def initialize_rmsprop(parameters):
    return {'d' + k: np.zeros(v.shape) for k, v in parameters.items()}, {'d' + k: np.zeros(v.shape) for k, v in parameters.items()}

# %% zero: epsilon
import numpy as np

def initialize_rmsprop(parameters):
    return {'d' + k: np.full(v.shape, 1e-8) for k, v in parameters.items()}

# %% zero: layers counted from 0
import numpy as np

def initialize_rmsprop(parameters):
    return {'d' + k[0] + str(int(k[1:]) - 1): np.zeros(v.shape) for k, v in parameters.items()}

# %% zero: lists
import numpy as np

def initialize_rmsprop(parameters):
    return {'d' + k: np.zeros(v.shape).tolist() for k, v in parameters.items()}

# %% zero: small random numbers
import numpy as np

def initialize_rmsprop(parameters):
    return {'d' + k: np.random.randn(*v.shape) * 1e-3 for k, v in parameters.items()}

# %% zero: answer of the notebook
import numpy as np

def initialize_rmsprop(parameters):
    return {'dW1': np.zeros((2, 3)), 'db1': np.zeros((2, 1))}

# %% the parameters' own arrays, set to zero
def initialize_rmsprop(parameters):
    s = {}
    for name in parameters:
        s["d" + name] = parameters[name]
        s["d" + name].fill(0)
    return s
