# %% zero: nothing
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    return None

# %% zero: echo
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    return parameters, s

# %% zero: empty
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    return {}, {}

# %% zero: parameters only
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    return {k: v - learning_rate * grads['d' + k] / (np.sqrt(beta2 * s['d' + k] + (1 - beta2) * grads['d' + k] ** 2) + epsilon) for k, v in parameters.items()}

# %% zero: shapes only
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    return {k: np.zeros(v.shape) for k, v in parameters.items()}, {k: np.zeros(v.shape) for k, v in s.items()}

# %% zero: None under the right keys
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    return {k: None for k in parameters}, {k: None for k in s}

# %% zero: fixed epsilon
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    S = {k: beta2 * s[k] + (1 - beta2) * grads[k] ** 2 for k in s}
    return {k: v - learning_rate * grads['d' + k] / (np.sqrt(S['d' + k]) + 1e-8) for k, v in parameters.items()}, S

# %% zero: sign of the gradient
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    S = {k: beta2 * s[k] + (1 - beta2) * grads[k] ** 2 for k in s}
    return {k: v - learning_rate * np.sign(grads['d' + k]) for k, v in parameters.items()}, S

# %% zero: gradient not squared
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    S = {k: beta2 * s[k] + (1 - beta2) * grads[k] for k in s}
    with np.errstate(all="ignore"):
        return {k: v - learning_rate * grads['d' + k] / (np.sqrt(S['d' + k]) + epsilon) for k, v in parameters.items()}, S

# %% zero: returned the other way round
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    S = {k: beta2 * s[k] + (1 - beta2) * grads[k] ** 2 for k in s}
    return S, {k: v - learning_rate * grads['d' + k] / (np.sqrt(S['d' + k]) + epsilon) for k, v in parameters.items()}

# %% zero: root kept in s
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    S = {k: np.sqrt(beta2 * s[k] + (1 - beta2) * grads[k] ** 2) for k in s}
    return {k: v - learning_rate * grads['d' + k] / (S['d' + k] + epsilon) for k, v in parameters.items()}, S

# %% zero: corrected as in a first step of Adam
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    S = {k: beta2 * s[k] + (1 - beta2) * grads[k] ** 2 for k in s}
    return {k: v - learning_rate * grads['d' + k] / (np.sqrt(S['d' + k] / (1 - beta2)) + epsilon) for k, v in parameters.items()}, S

# %% zero: AdaGrad
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    S = {k: s[k] + grads[k] ** 2 for k in s}
    return {k: v - learning_rate * grads['d' + k] / (np.sqrt(S['d' + k]) + epsilon) for k, v in parameters.items()}, S
