# %% zero: echo
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    return parameters, v

# %% zero: the gradients as velocity
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    return parameters, grads

# %% zero: None
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    return None

# %% zero: two empty dictionaries
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    return {}, {}

# %% zero: right shapes only
import numpy as np

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    return {k: np.ones(p.shape) for k, p in parameters.items()}, {k: np.zeros(a.shape) for k, a in v.items()}

# %% zero: the answers that the notebook prints
import numpy as np

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    parameters = {
        "W1": np.array([[1.62544598, -0.61290114, -0.52907334], [-1.07347112, 0.86450677, -2.30085497]]),
        "b1": np.array([[1.74493465], [-0.76027113]]),
        "W2": np.array([[0.31930698, -0.24990073, 1.4627996], [-2.05974396, -0.32173003, -0.38320915], [1.13444069, -1.0998786, -0.1713109]]),
        "b2": np.array([[-0.87809283], [0.04055394], [0.58207317]]),
    }
    v = {
        "dW1": np.array([[-0.11006192, 0.11447237, 0.09015907], [0.05024943, 0.09008559, -0.06837279]]),
        "db1": np.array([[-0.01228902], [-0.09357694]]),
        "dW2": np.array([[-0.02678881, 0.05303555, -0.06916608], [-0.03967535, -0.06871727, -0.08452056], [-0.06712461, -0.00126646, -0.11173103]]),
        "db2": np.array([[0.02344157], [0.16598022], [0.07420442]]),
    }
    return parameters, v

# %% zero: plain gradient descent
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    return {k: p - learning_rate * grads["d" + k] for k, p in parameters.items()}, v

# %% zero: right velocity, parameters left alone
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    return parameters, {k: beta * v[k] + (1 - beta) * grads[k] for k in v}

# %% zero: only the parameters come back
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {k: beta * v[k] + (1 - beta) * grads[k] for k in v}
    return {k: p - learning_rate * v["d" + k] for k, p in parameters.items()}

# %% the pair swapped
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {k: beta * v[k] + (1 - beta) * grads[k] for k in v}
    return v, {k: p - learning_rate * v["d" + k] for k, p in parameters.items()}

# %% beta of 0.9 written out
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {k: 0.9 * v[k] + 0.1 * grads[k] for k in v}
    return {k: p - learning_rate * v["d" + k] for k, p in parameters.items()}, v

# %% squared gradients, as RMSprop
import numpy as np

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {k: beta * v[k] + (1 - beta) * np.square(grads[k]) for k in v}
    return {k: p - learning_rate * v["d" + k] for k, p in parameters.items()}, v

# %% beta twice
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {k: beta * v[k] + beta * grads[k] for k in v}
    return {k: p - learning_rate * v["d" + k] for k, p in parameters.items()}, v

# %% one plus beta
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {k: beta * v[k] + (1 + beta) * grads[k] for k in v}
    return {k: p - learning_rate * v["d" + k] for k, p in parameters.items()}, v

# %% corrected for bias
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {k: beta * v[k] + (1 - beta) * grads[k] for k in v}
    return {k: p - learning_rate * v["d" + k] / (1 - beta) for k, p in parameters.items()}, v

# %% velocity from the parameters
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {"d" + k: beta * v["d" + k] + (1 - beta) * p for k, p in parameters.items()}
    return {k: p - learning_rate * v["d" + k] for k, p in parameters.items()}, v

# %% velocity and gradient both subtracted
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {k: beta * v[k] + (1 - beta) * grads[k] for k in v}
    return {k: p - learning_rate * (v["d" + k] + grads["d" + k]) for k, p in parameters.items()}, v

# %% velocity kept in a global instead of the argument
STATE = {}

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    for k in v:
        old = STATE.get(k)
        if old is None or old.shape != grads[k].shape:
            old = 0 * grads[k]
        STATE[k] = beta * old + (1 - beta) * grads[k]
    return {k: p - learning_rate * STATE["d" + k] for k, p in parameters.items()}, {k: STATE[k] for k in v}

# %% only weights have momentum
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    for k in parameters:
        if k[0] == "W":
            v["d" + k] = beta * v["d" + k] + (1 - beta) * grads["d" + k]
            parameters[k] = parameters[k] - learning_rate * v["d" + k]
        else:
            parameters[k] = parameters[k] - learning_rate * grads["d" + k]
    return parameters, v
