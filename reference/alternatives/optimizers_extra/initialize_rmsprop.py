# %% the template
import numpy as np

def initialize_rmsprop(parameters):
    L = len(parameters) // 2
    s = {}
    for l in range(1, L + 1):
        # YOUR CODE STARTS HERE
        s["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        s["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape)
        # YOUR CODE ENDS HERE
    return s

# %% comprehension
import numpy as np

def initialize_rmsprop(parameters):
    return {'d' + k: np.zeros_like(v) for k, v in parameters.items()}

# %% times zero
import numpy as np

def initialize_rmsprop(parameters):
    return {f'd{k}': 0.0 * parameters[k] for k in parameters}

# %% shapes by hand
import numpy as np

def initialize_rmsprop(parameters):
    s = {}
    for l in range(len(parameters) // 2):
        rows, columns = parameters['W%d' % (l + 1)].shape
        s['dW%d' % (l + 1)] = np.zeros((rows, columns))
        s['db%d' % (l + 1)] = np.zeros((rows, 1))
    return s

# %% weights first
import numpy as np

def initialize_rmsprop(parameters):
    L = len(parameters) // 2
    s = dict()
    for name in ("W", "b"):
        for l in range(L):
            s["d" + name + str(l + 1)] = np.zeros(np.shape(parameters[name + str(l + 1)]))
    return s

# %% zip
import numpy as np

def initialize_rmsprop(parameters):
    return dict(zip(['d' + k for k in parameters], [np.zeros(v.shape) for v in parameters.values()]))

# %% full
import numpy as np

def initialize_rmsprop(parameters):
    return {'d' + k: np.full(parameters[k].shape, 0.0) for k in sorted(parameters)}

# %% integers
import numpy as np

def initialize_rmsprop(parameters):
    return {'d' + k: np.zeros(parameters[k].shape, dtype=int) for k in parameters}

# %% while
import numpy as np

def initialize_rmsprop(parameters):
    s, l = {}, 1
    while "W" + str(l) in parameters:
        s.update({"dW" + str(l): np.zeros(parameters["W" + str(l)].shape), "db" + str(l): np.zeros(parameters["b" + str(l)].shape)})
        l += 1
    return s

# %% float32
import numpy as np

def initialize_rmsprop(parameters):
    return {'d' + k: np.zeros(v.shape, np.float32) for k, v in parameters.items()}

# %% no imports, subtracted
def initialize_rmsprop(parameters):
    return {'d' + k: v - v for k, v in parameters.items()}
