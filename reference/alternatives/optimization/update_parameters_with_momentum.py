# %% the template of 2017
import numpy as np

# GRADED FUNCTION: update_parameters_with_momentum

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    L = len(parameters) // 2 # number of layers in the neural networks

    # Momentum update for each parameter
    for l in range(L):

        ### START CODE HERE ### (approx. 4 lines)
        # compute velocities
        v["dW" + str(l+1)] = beta * v["dW" + str(l+1)] + (1 - beta) * grads["dW" + str(l+1)]
        v["db" + str(l+1)] = beta * v["db" + str(l+1)] + (1 - beta) * grads["db" + str(l+1)]
        # update parameters
        parameters["W" + str(l+1)] = parameters["W" + str(l+1)] - learning_rate * v["dW" + str(l+1)]
        parameters["b" + str(l+1)] = parameters["b" + str(l+1)] - learning_rate * v["db" + str(l+1)]
        ### END CODE HERE ###

    return parameters, v

# %% in place
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    for key in parameters:
        v["d" + key] *= beta
        v["d" + key] += (1 - beta) * grads["d" + key]
        parameters[key] -= learning_rate * v["d" + key]
    return parameters, v

# %% two comprehensions
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {k: beta * v[k] + (1 - beta) * grads[k] for k in v}
    return {k: p - learning_rate * v["d" + k] for k, p in parameters.items()}, v

# %% as a correction of the old velocity
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    new_v, new_p = {}, {}
    for k, p in parameters.items():
        dk = "d" + k
        new_v[dk] = v[dk] + (1 - beta) * (grads[dk] - v[dk])
        new_p[k] = p - new_v[dk] * learning_rate
    return new_p, new_v

# %% float32
import numpy as np

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {k: (beta * v[k] + (1 - beta) * grads[k]).astype(np.float32) for k in grads}
    parameters = {k: (p - learning_rate * v["d" + k]).astype(np.float32) for k, p in parameters.items()}
    return parameters, v

# %% float32 velocity, float64 parameters
import numpy as np

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    for k in parameters:
        v["d" + k] = np.float32(beta * v["d" + k] + (1 - beta) * grads["d" + k])
        parameters[k] = parameters[k] - learning_rate * v["d" + k]
    return parameters, v

# %% a helper and a list
import numpy as np

def ewma(old, new, beta):
    return np.add(np.multiply(beta, old), np.multiply(1.0 - beta, new))

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    L = len(parameters) // 2
    for l in range(1, L + 1):
        for kind in ("W", "b"):
            key = f"{kind}{l}"
            v["d" + key] = ewma(v["d" + key], grads["d" + key], beta)
            parameters[key] = parameters[key] - learning_rate * v["d" + key]
    return [parameters, v]

# %% deepcopies, walrus
from copy import deepcopy

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    parameters, v = deepcopy(parameters), deepcopy(v)
    l = 0
    while f"W{(l := l + 1)}" in parameters:
        for key in (f"W{l}", f"b{l}"):
            parameters[key] -= learning_rate * (new := beta * v[f"d{key}"] + (1 - beta) * grads[f"d{key}"])
            v[f"d{key}"] = new
    return parameters, v

# %% np.average with weights
import numpy as np

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    for dk in list(v):
        v[dk] = np.average(np.stack([v[dk], grads[dk]]), axis=0, weights=[beta, 1 - beta])
        parameters[dk[1:]] = parameters[dk[1:]] - learning_rate * v[dk]
    return parameters, v

# %% einsum over both
import numpy as np

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    weights = np.array([beta, 1 - beta])
    out_p, out_v = {}, {}
    for k in reversed(list(parameters)):
        out_v["d" + k] = np.einsum("k,kij->ij", weights, np.array([v["d" + k], grads["d" + k]]))
        out_p[k] = parameters[k] + np.negative(learning_rate) * out_v["d" + k]
    return out_p, out_v

# %% biases after all weights
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    L = len(parameters) // 2
    for kind in "Wb":
        for l in range(L):
            g = grads["d" + kind + str(l + 1)]
            v["d" + kind + str(l + 1)] = (1 - beta) * g + v["d" + kind + str(l + 1)] * beta
    for kind in "bW":
        for l in range(L, 0, -1):
            parameters[kind + str(l)] = parameters[kind + str(l)] - v["d" + kind + str(l)] * learning_rate
    return parameters, v

# %% learning rate folded in, then divided out
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    steps = {k: learning_rate * beta * v[k] + learning_rate * (1 - beta) * grads[k] for k in v}
    parameters = {k: p - steps["d" + k] for k, p in parameters.items()}
    return parameters, {k: step / learning_rate for k, step in steps.items()}

# %% an optimizer class
class Momentum:
    def __init__(self, beta, alpha, v):
        self.beta, self.alpha, self.v = beta, alpha, v

    def step(self, params, grads):
        for name in params:
            self.v["d" + name] = self.beta * self.v["d" + name] + (1 - self.beta) * grads["d" + name]
            params[name] = params[name] - self.alpha * self.v["d" + name]
        return params

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    optimizer = Momentum(beta, learning_rate, v)
    return optimizer.step(parameters, grads), optimizer.v
