# %% the template
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    L = len(parameters) // 2
    for l in range(1, L + 1):
        # YOUR CODE STARTS HERE
        s["dW" + str(l)] = beta2 * s["dW" + str(l)] + (1 - beta2) * grads["dW" + str(l)] ** 2
        s["db" + str(l)] = beta2 * s["db" + str(l)] + (1 - beta2) * grads["db" + str(l)] ** 2
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)] / (np.sqrt(s["dW" + str(l)]) + epsilon)
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)] / (np.sqrt(s["db" + str(l)]) + epsilon)
        # YOUR CODE ENDS HERE
    return parameters, s

# %% comprehensions
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    new = {k: beta2 * s[k] + (1 - beta2) * np.square(grads[k]) for k in s}
    return {k: v - learning_rate * grads['d' + k] / (np.sqrt(new['d' + k]) + epsilon) for k, v in parameters.items()}, new

# %% in place
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    for k in parameters:
        d = "d" + k
        s[d] *= beta2
        s[d] += (1 - beta2) * grads[d] * grads[d]
        parameters[k] -= learning_rate * grads[d] / (np.sqrt(s[d]) + epsilon)
    return parameters, s

# %% a step towards the square
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    P, S = {}, {}
    for k, w in parameters.items():
        g = grads["d" + k]
        S["d" + k] = s["d" + k] + (1 - beta2) * (g ** 2 - s["d" + k])
        P[k] = w - (learning_rate / (S["d" + k] ** 0.5 + epsilon)) * g
    return [P, S]

# %% names W and b
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    from_layer = 1
    while f"W{from_layer}" in parameters:
        for n in "Wb":
            k = f"{n}{from_layer}"
            g = grads["d" + k]
            s["d" + k] = np.add(beta2 * s["d" + k], (1 - beta2) * np.power(g, 2))
            parameters[k] = np.subtract(parameters[k], learning_rate * np.divide(g, np.sqrt(s["d" + k]) + epsilon))
        from_layer += 1
    return parameters, s

# %% inner function
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    kept = {}
    def step(name):
        g = grads["d" + name]
        kept["d" + name] = beta2 * s["d" + name] + (1 - beta2) * g ** 2
        return parameters[name] - learning_rate * g / (np.sqrt(kept["d" + name]) + epsilon)
    moved = {name: step(name) for name in parameters}
    return moved, kept

# %% copies
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    parameters, s = dict(parameters), dict(s)
    L = len(parameters) // 2
    for l in range(L):
        for n in ("W", "b"):
            key = n + str(l + 1)
            s["d" + key] = np.average([s["d" + key], grads["d" + key] ** 2], axis=0, weights=[beta2, 1 - beta2])
            parameters[key] = parameters[key] - learning_rate * grads["d" + key] / (epsilon + np.sqrt(s["d" + key]))
    return parameters, s

# %% magnitude
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    S = {k: beta2 * v + (1 - beta2) * np.abs(grads[k]) ** 2 for k, v in s.items()}
    P = {k[1:]: parameters[k[1:]] - learning_rate * (grads[k] / (np.sqrt(S[k]) + epsilon)) for k in S}
    return P, S

# %% flat vector
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    keys = list(parameters)
    w = np.concatenate([parameters[k].ravel() for k in keys])
    g = np.concatenate([grads["d" + k].ravel() for k in keys])
    v = np.concatenate([s["d" + k].ravel() for k in keys])
    v = beta2 * v + (1 - beta2) * g * g
    w = w - learning_rate * g / (np.sqrt(v) + epsilon)
    P, S, i = {}, {}, 0
    for k in keys:
        n, shape = parameters[k].size, parameters[k].shape
        P[k], S["d" + k] = w[i:i + n].reshape(shape), v[i:i + n].reshape(shape)
        i += n
    return P, S

# %% no imports
def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    for key in grads:
        s[key] = beta2 * s[key] + (1 - beta2) * np.multiply(grads[key], grads[key])
    for key in parameters:
        parameters[key] = parameters[key] - learning_rate * grads["d" + key] / (np.sqrt(s["d" + key]) + epsilon)
    return (parameters, s)

# %% entry by entry
import numpy as np

def update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon):
    for k in parameters:
        w, g, v = parameters[k], grads["d" + k], s["d" + k]
        for i in np.ndindex(w.shape):
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
            w[i] = w[i] - learning_rate * g[i] / (v[i] ** 0.5 + epsilon)
    return parameters, s
