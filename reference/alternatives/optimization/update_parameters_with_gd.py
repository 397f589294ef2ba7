# %% the template of 2017
import numpy as np

# GRADED FUNCTION: update_parameters_with_gd

def update_parameters_with_gd(parameters, grads, learning_rate):
    L = len(parameters) // 2 # number of layers in the neural networks

    # Update rule for each parameter
    for l in range(L):
        ### START CODE HERE ### (approx. 2 lines)
        parameters["W" + str(l+1)] = parameters["W" + str(l+1)] - learning_rate * grads["dW" + str(l+1)]
        parameters["b" + str(l+1)] = parameters["b" + str(l+1)] - learning_rate * grads["db" + str(l+1)]
        ### END CODE HERE ###

    return parameters

# %% in place
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        parameters["W" + str(l)] -= learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] -= learning_rate * grads["db" + str(l)]
    return parameters

# %% one dict comprehension, no import
def update_parameters_with_gd(parameters, grads, learning_rate):
    return {k: p - learning_rate * grads['d' + k] for k, p in parameters.items()}

# %% deepcopy first
import copy

def update_parameters_with_gd(parameters, grads, learning_rate):
    new = copy.deepcopy(parameters)
    for key in new.keys():
        new[key] -= np.multiply(learning_rate, grads["d" + key])
    return new

# %% zip of sorted keys, gradients scaled first
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    scaled = {k: -learning_rate * g for k, g in grads.items()}
    for k, dk in zip(sorted(parameters), sorted(scaled)):
        parameters[k] = np.add(parameters[k], scaled[dk])
    return parameters

# %% float32
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    lr = np.float32(learning_rate)
    return {k: parameters[k].astype(np.float32) - lr * grads["d" + k].astype(np.float32) for k in parameters}

# %% while loop and f-strings
def update_parameters_with_gd(parameters, grads, learning_rate):
    l = len(parameters) // 2
    while l > 0:
        for kind in "Wb":
            key = f"{kind}{l}"
            parameters[key] = parameters[key] + (-1) * learning_rate * grads[f"d{key}"]
        l -= 1
    return parameters

# %% entry by entry
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    out = {}
    for name, values in parameters.items():
        new = np.empty_like(values)
        for i in range(values.shape[0]):
            for j in range(values.shape[1]):
                new[i, j] = values[i][j] - learning_rate * grads["d" + name][i][j]
        out[name] = new
    return out

# %% a helper, type hints and a walrus
from typing import Dict
import numpy as np

Arrays = Dict[str, np.ndarray]

def _step(p: np.ndarray, g: np.ndarray, lr: float) -> np.ndarray:
    return p - lr * g

def update_parameters_with_gd(parameters: Arrays, grads: Arrays, learning_rate: float) -> Arrays:
    l = 0
    while (key := "W%d" % (l := l + 1)) in parameters:
        bias = "b%d" % l
        parameters[key] = _step(parameters[key], grads["d" + key], learning_rate)
        parameters[bias] = _step(parameters[bias], grads["d" + bias], learning_rate)
    return parameters

# %% np.subtract with out
import numpy

def update_parameters_with_gd(params, gradients, alpha):
    for dk, g in gradients.items():
        numpy.subtract(params[dk[1:]], alpha * g, out=params[dk[1:]])
    return params

# %% a class does the work
import numpy as np

class SGD:
    def __init__(self, lr):
        self.lr = lr

    def __call__(self, p, g):
        return p - np.dot(self.lr, g)

def update_parameters_with_gd(parameters, grads, learning_rate=0.01):
    sgd = SGD(learning_rate)
    return dict((k, sgd(v, grads["d" + k])) for k, v in parameters.items())

# %% einsum, extra keys, long doubles
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    result = {"learning_rate": learning_rate}
    for k in parameters:
        step = np.einsum(",ij->ij", np.longdouble(learning_rate), grads["d" + k].astype(np.longdouble))
        result[k] = np.asarray(parameters[k] - step, dtype=float)
    return result

# %% everything in one flat vector
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    keys = list(parameters)
    theta = np.concatenate([parameters[k].reshape(-1) for k in keys])
    dtheta = np.concatenate([grads["d" + k].reshape(-1) for k in keys])
    theta = theta - learning_rate * dtheta
    start = 0
    for k in keys:
        size = parameters[k].size
        parameters[k] = theta[start:start + size].reshape(parameters[k].shape)
        start += size
    return parameters

# %% decorated, renamed, in place
import functools

def trace(f):
    @functools.wraps(f)
    def g(*a, **k):
        print("calling", f.__name__)
        return f(*a, **k)
    return g

@trace
def update_parameters_with_gd(params, grads, lr=0.01, verbose=False):
    n = len(params) // 2
    for i in range(n):
        W, b = params[f"W{i+1}"], params[f"b{i+1}"]
        W -= lr * grads[f"dW{i+1}"]
        b -= lr * grads[f"db{i+1}"]
    return params
