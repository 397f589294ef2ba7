# %% zero: echo of the parameters
def update_parameters_with_gd(parameters, grads, learning_rate):
    return parameters

# %% zero: echo of the gradients
def update_parameters_with_gd(parameters, grads, learning_rate):
    return grads

# %% zero: an empty dictionary
def update_parameters_with_gd(parameters, grads, learning_rate):
    return {}

# %% zero: None
def update_parameters_with_gd(parameters, grads, learning_rate):
    for k in parameters:
        parameters[k] = parameters[k] - learning_rate * grads["d" + k]

# %% zero: right shapes only
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    return {k: np.zeros(p.shape) for k, p in parameters.items()}

# %% zero: the answers that the notebook prints
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    return {
        "W1": np.array([[1.63535156, -0.62320365, -0.53718766], [-1.07799357, 0.85639907, -2.29470142]]),
        "b1": np.array([[1.74604067], [-0.75184921]]),
        "W2": np.array([[0.32171798, -0.25467393, 1.46902454], [-2.05617317, -0.31554548, -0.3756023], [1.1404819, -1.09976462, -0.1612551]]),
        "b2": np.array([[-0.88020257], [0.02561572], [0.57539477]]),
    }

# %% zero: NaN everywhere
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    return {k: np.full(p.shape, np.nan) for k, p in parameters.items()}

# %% zero: text for numbers
def update_parameters_with_gd(parameters, grads, learning_rate):
    return {k: str(p - learning_rate * grads["d" + k]) for k, p in parameters.items()}

# %% two layers hard-coded
def update_parameters_with_gd(parameters, grads, learning_rate):
    for l in (1, 2):
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters

# %% up to three layers
def update_parameters_with_gd(parameters, grads, learning_rate):
    for l in (1, 2, 3):
        if "W" + str(l) in parameters:
            parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
            parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters

# %% learning rate of 0.01 written out
def update_parameters_with_gd(parameters, grads, learning_rate):
    return {k: p - 0.01 * grads["d" + k] for k, p in parameters.items()}

# %% gradients clipped
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    return {k: p - learning_rate * np.clip(grads["d" + k], -1, 1) for k, p in parameters.items()}

# %% the sign of the gradients
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    return {k: p - learning_rate * np.sign(grads["d" + k]) for k, p in parameters.items()}

# %% rounded to eight decimals
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    return {k: np.round(p - learning_rate * grads["d" + k], 8) for k, p in parameters.items()}

# %% updated twice
def update_parameters_with_gd(parameters, grads, learning_rate):
    for k in parameters:
        parameters[k] -= learning_rate * grads["d" + k]
        parameters[k] -= learning_rate * grads["d" + k]
    return parameters

# %% the mean gradient for every entry
def update_parameters_with_gd(parameters, grads, learning_rate):
    return {k: p - learning_rate * grads["d" + k].mean() for k, p in parameters.items()}

# %% weights decay as well
def update_parameters_with_gd(parameters, grads, learning_rate):
    return {k: p - learning_rate * (grads["d" + k] + 0.01 * p) for k, p in parameters.items()}

# %% biases summed over the columns of the weights
def update_parameters_with_gd(parameters, grads, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        parameters[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]
        parameters[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"dW{l}"].sum(axis=1, keepdims=True)
    return parameters

# %% normalized by the gradient's length
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    return {k: p - learning_rate * grads["d" + k] / np.linalg.norm(grads["d" + k]) for k, p in parameters.items()}
