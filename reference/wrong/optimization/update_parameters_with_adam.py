# %% zero: echo
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return parameters, v, s

# %% zero: echo of five
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return parameters, v, s, v, s

# %% zero: None
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return None

# %% zero: empty dictionaries
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return {}, {}, {}, {}, {}

# %% zero: right shapes only
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    zeros = {k: np.zeros(g.shape) for k, g in grads.items()}
    return {k: np.zeros(p.shape) for k, p in parameters.items()}, zeros, dict(zeros)

# %% zero: the answers that the notebook prints
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    parameters = {
        "W1": np.array([[1.63178673, -0.61919778, -0.53561312], [-1.08040999, 0.85796626, -2.29409733]]),
        "b1": np.array([[1.75225313], [-0.75376553]]),
        "W2": np.array([[0.32648046, -0.25681174, 1.46954931], [-2.05269934, -0.31497584, -0.37661299], [1.14121081, -1.09244991, -0.16498684]]),
        "b2": np.array([[-0.88529979], [0.03477238], [0.57537385]]),
    }
    v = {
        "dW1": np.array([[-0.11006192, 0.11447237, 0.09015907], [0.05024943, 0.09008559, -0.06837279]]),
        "db1": np.array([[-0.01228902], [-0.09357694]]),
        "dW2": np.array([[-0.02678881, 0.05303555, -0.06916608], [-0.03967535, -0.06871727, -0.08452056], [-0.06712461, -0.00126646, -0.11173103]]),
        "db2": np.array([[0.02344157], [0.16598022], [0.07420442]]),
    }
    s = {
        "dW1": np.array([[0.00121136, 0.00131039, 0.00081287], [0.0002525, 0.00081154, 0.00046748]]),
        "db1": np.array([[1.51020075e-05], [8.75664434e-04]]),
        "dW2": np.array([[7.17640232e-05, 2.81276921e-04, 4.78394595e-04], [1.57413361e-04, 4.72206320e-04, 7.14372576e-04], [4.50571368e-04, 1.60392066e-07, 1.24838242e-03]]),
        "db2": np.array([[5.49507194e-05], [2.75494327e-03], [5.50629536e-04]]),
    }
    return parameters, v, s

# %% zero: NaN
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    nan = lambda d: {k: np.full(a.shape, np.nan) for k, a in d.items()}
    return nan(parameters), nan(v), nan(s)

# %% zero: four values
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v = {k: beta1 * v[k] + (1 - beta1) * g for k, g in grads.items()}
    s = {k: beta2 * s[k] + (1 - beta2) * g ** 2 for k, g in grads.items()}
    vc = {k: a / (1 - beta1 ** t) for k, a in v.items()}
    sc = {k: a / (1 - beta2 ** t) for k, a in s.items()}
    parameters = {k: p - learning_rate * vc["d" + k] / (np.sqrt(sc["d" + k]) + epsilon) for k, p in parameters.items()}
    return parameters, v, s, vc

# %% zero: right averages, parameters left alone
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v = {k: beta1 * v[k] + (1 - beta1) * g for k, g in grads.items()}
    s = {k: beta2 * s[k] + (1 - beta2) * g ** 2 for k, g in grads.items()}
    return parameters, v, s

# %% zero: momentum
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v = {k: beta1 * v[k] + (1 - beta1) * g for k, g in grads.items()}
    return {k: p - learning_rate * v["d" + k] for k, p in parameters.items()}, v, s

# %% zero: the parameters only
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for k in parameters:
        v["d" + k] = beta1 * v["d" + k] + (1 - beta1) * grads["d" + k]
        s["d" + k] = beta2 * s["d" + k] + (1 - beta2) * grads["d" + k] ** 2
        parameters[k] = parameters[k] - learning_rate * (v["d" + k] / (1 - beta1 ** t)) / (np.sqrt(s["d" + k] / (1 - beta2 ** t)) + epsilon)
    return parameters

# %% the corrected dictionaries come back empty
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for k in parameters:
        v["d" + k] = beta1 * v["d" + k] + (1 - beta1) * grads["d" + k]
        s["d" + k] = beta2 * s["d" + k] + (1 - beta2) * grads["d" + k] ** 2
        parameters[k] = parameters[k] - learning_rate * (v["d" + k] / (1 - beta1 ** t)) / (np.sqrt(s["d" + k] / (1 - beta2 ** t)) + epsilon)
    return parameters, v, s, {}, {}

# %% the corrected pair swapped
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v = {k: beta1 * v[k] + (1 - beta1) * g for k, g in grads.items()}
    s = {k: beta2 * s[k] + (1 - beta2) * g ** 2 for k, g in grads.items()}
    vc = {k: a / (1 - beta1 ** t) for k, a in v.items()}
    sc = {k: a / (1 - beta2 ** t) for k, a in s.items()}
    parameters = {k: p - learning_rate * vc["d" + k] / (np.sqrt(sc["d" + k]) + epsilon) for k, p in parameters.items()}
    return parameters, v, s, sc, vc

# %% t of 2 written out
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for k in parameters:
        v["d" + k] = beta1 * v["d" + k] + (1 - beta1) * grads["d" + k]
        s["d" + k] = beta2 * s["d" + k] + (1 - beta2) * grads["d" + k] ** 2
        parameters[k] = parameters[k] - learning_rate * (v["d" + k] / (1 - beta1 ** 2)) / (np.sqrt(s["d" + k] / (1 - beta2 ** 2)) + epsilon)
    return parameters, v, s

# %% betas written out
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for k in parameters:
        v["d" + k] = 0.9 * v["d" + k] + 0.1 * grads["d" + k]
        s["d" + k] = 0.999 * s["d" + k] + 0.001 * grads["d" + k] ** 2
        parameters[k] = parameters[k] - learning_rate * (v["d" + k] / (1 - 0.9 ** t)) / (np.sqrt(s["d" + k] / (1 - 0.999 ** t)) + epsilon)
    return parameters, v, s

# %% epsilon squared under the root
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for k in parameters:
        v["d" + k] = beta1 * v["d" + k] + (1 - beta1) * grads["d" + k]
        s["d" + k] = beta2 * s["d" + k] + (1 - beta2) * grads["d" + k] ** 2
        parameters[k] = parameters[k] - learning_rate * (v["d" + k] / (1 - beta1 ** t)) / np.sqrt(s["d" + k] / (1 - beta2 ** t) + epsilon ** 2)
    return parameters, v, s

# %% epsilon as a lower bound
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for k in parameters:
        v["d" + k] = beta1 * v["d" + k] + (1 - beta1) * grads["d" + k]
        s["d" + k] = beta2 * s["d" + k] + (1 - beta2) * grads["d" + k] ** 2
        parameters[k] = parameters[k] - learning_rate * (v["d" + k] / (1 - beta1 ** t)) / np.maximum(np.sqrt(s["d" + k] / (1 - beta2 ** t)), epsilon)
    return parameters, v, s

# %% epsilon added to the quotient
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for k in parameters:
        v["d" + k] = beta1 * v["d" + k] + (1 - beta1) * grads["d" + k]
        s["d" + k] = beta2 * s["d" + k] + (1 - beta2) * grads["d" + k] ** 2
        parameters[k] = parameters[k] - learning_rate * ((v["d" + k] / (1 - beta1 ** t)) / np.sqrt(s["d" + k] / (1 - beta2 ** t)) + epsilon)
    return parameters, v, s

# %% the largest square, as AMSGrad
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for k in parameters:
        v["d" + k] = beta1 * v["d" + k] + (1 - beta1) * grads["d" + k]
        s["d" + k] = np.maximum(s["d" + k], beta2 * s["d" + k] + (1 - beta2) * grads["d" + k] ** 2)
        parameters[k] = parameters[k] - learning_rate * (v["d" + k] / (1 - beta1 ** t)) / (np.sqrt(s["d" + k] / (1 - beta2 ** t)) + epsilon)
    return parameters, v, s

# %% Nesterov's step, as Nadam
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for k in parameters:
        g = grads["d" + k]
        v["d" + k] = beta1 * v["d" + k] + (1 - beta1) * g
        s["d" + k] = beta2 * s["d" + k] + (1 - beta2) * g ** 2
        direction = (beta1 * v["d" + k] + (1 - beta1) * g) / (1 - beta1 ** t)
        parameters[k] = parameters[k] - learning_rate * direction / (np.sqrt(s["d" + k] / (1 - beta2 ** t)) + epsilon)
    return parameters, v, s

# %% averages rounded
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for k in parameters:
        v["d" + k] = np.round(beta1 * v["d" + k] + (1 - beta1) * grads["d" + k], 8)
        s["d" + k] = np.round(beta2 * s["d" + k] + (1 - beta2) * grads["d" + k] ** 2, 8)
        parameters[k] = parameters[k] - learning_rate * (v["d" + k] / (1 - beta1 ** t)) / (np.sqrt(s["d" + k] / (1 - beta2 ** t)) + epsilon)
    return parameters, v, s

# %% the step counted inside
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for k in parameters:
        t = t + 1
        v["d" + k] = beta1 * v["d" + k] + (1 - beta1) * grads["d" + k]
        s["d" + k] = beta2 * s["d" + k] + (1 - beta2) * grads["d" + k] ** 2
        parameters[k] = parameters[k] - learning_rate * (v["d" + k] / (1 - beta1 ** t)) / (np.sqrt(s["d" + k] / (1 - beta2 ** t)) + epsilon)
    return parameters, v, s

# %% averages corrected in the first hundred steps only
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for name in parameters:
        key = "d" + name
        v[key] = beta1 * v[key] + (1 - beta1) * grads[key]
        s[key] = beta2 * s[key] + (1 - beta2) * grads[key] ** 2
        first = t < 100
        v_corrected = v[key] / (1 - beta1 ** t) if first else v[key]
        s_corrected = s[key] / (1 - beta2 ** t) if first else s[key]
        parameters[name] = parameters[name] - learning_rate * v_corrected / (np.sqrt(s_corrected) + epsilon)
    return parameters, v, s
