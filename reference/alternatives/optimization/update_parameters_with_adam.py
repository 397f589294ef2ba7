# %% the template of 2017
import numpy as np

# GRADED FUNCTION: update_parameters_with_adam

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate = 0.01,
                                beta1 = 0.9, beta2 = 0.999,  epsilon = 1e-8):
    L = len(parameters) // 2                 # number of layers in the neural networks
    v_corrected = {}                         # Initializing first moment estimate, python dictionary
    s_corrected = {}                         # Initializing second moment estimate, python dictionary

    # Perform Adam update on all parameters
    for l in range(L):
        # Moving average of the gradients. Inputs: "v, grads, beta1". Output: "v".
        ### START CODE HERE ### (approx. 2 lines)
        v["dW" + str(l+1)] = beta1 * v["dW" + str(l+1)] + (1 - beta1) * grads["dW" + str(l+1)]
        v["db" + str(l+1)] = beta1 * v["db" + str(l+1)] + (1 - beta1) * grads["db" + str(l+1)]
        ### END CODE HERE ###

        # Compute bias-corrected first moment estimate. Inputs: "v, beta1, t". Output: "v_corrected".
        ### START CODE HERE ### (approx. 2 lines)
        v_corrected["dW" + str(l+1)] = v["dW" + str(l+1)] / (1 - np.power(beta1, t))
        v_corrected["db" + str(l+1)] = v["db" + str(l+1)] / (1 - np.power(beta1, t))
        ### END CODE HERE ###

        # Moving average of the squared gradients. Inputs: "s, grads, beta2". Output: "s".
        ### START CODE HERE ### (approx. 2 lines)
        s["dW" + str(l+1)] = beta2 * s["dW" + str(l+1)] + (1 - beta2) * np.power(grads["dW" + str(l+1)], 2)
        s["db" + str(l+1)] = beta2 * s["db" + str(l+1)] + (1 - beta2) * np.power(grads["db" + str(l+1)], 2)
        ### END CODE HERE ###

        # Compute bias-corrected second raw moment estimate. Inputs: "s, beta2, t". Output: "s_corrected".
        ### START CODE HERE ### (approx. 2 lines)
        s_corrected["dW" + str(l+1)] = s["dW" + str(l+1)] / (1 - np.power(beta2, t))
        s_corrected["db" + str(l+1)] = s["db" + str(l+1)] / (1 - np.power(beta2, t))
        ### END CODE HERE ###

        # Update parameters.
        ### START CODE HERE ### (approx. 2 lines)
        parameters["W" + str(l+1)] = parameters["W" + str(l+1)] - learning_rate * v_corrected["dW" + str(l+1)] / (np.sqrt(s_corrected["dW" + str(l+1)]) + epsilon)
        parameters["b" + str(l+1)] = parameters["b" + str(l+1)] - learning_rate * v_corrected["db" + str(l+1)] / (np.sqrt(s_corrected["db" + str(l+1)]) + epsilon)
        ### END CODE HERE ###

    return parameters, v, s

# %% five values, one loop
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v_corrected, s_corrected = {}, {}
    for k in parameters.keys():
        dk = "d" + k
        v[dk] = beta1 * v[dk] + (1 - beta1) * grads[dk]
        v_corrected[dk] = v[dk] / (1 - beta1 ** t)
        s[dk] = beta2 * s[dk] + (1 - beta2) * grads[dk] ** 2
        s_corrected[dk] = s[dk] / (1 - beta2 ** t)
        parameters[k] = parameters[k] - learning_rate * v_corrected[dk] / (np.sqrt(s_corrected[dk]) + epsilon)
    return parameters, v, s, v_corrected, s_corrected

# %% comprehensions, three values
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v = {k: beta1 * v[k] + (1 - beta1) * g for k, g in grads.items()}
    s = {k: beta2 * s[k] + (1 - beta2) * g * g for k, g in grads.items()}
    vc = {k: x / (1 - beta1 ** t) for k, x in v.items()}
    sc = {k: x / (1 - beta2 ** t) for k, x in s.items()}
    return {k: p - learning_rate * vc["d" + k] / (sc["d" + k] ** 0.5 + epsilon) for k, p in parameters.items()}, v, s

# %% the corrections moved into the rate and epsilon
import math
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    root = math.sqrt(1 - beta2 ** t)
    rate = learning_rate * root / (1 - beta1 ** t)
    for k in parameters:
        g = grads["d" + k]
        v["d" + k] = beta1 * v["d" + k] + (1 - beta1) * g
        s["d" + k] = beta2 * s["d" + k] + (1 - beta2) * np.square(g)
        parameters[k] = parameters[k] - rate * v["d" + k] / (np.sqrt(s["d" + k]) + epsilon * root)
    return parameters, v, s

# %% in place
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for dk, g in grads.items():
        v[dk] *= beta1
        v[dk] += (1 - beta1) * g
        s[dk] *= beta2
        s[dk] += (1 - beta2) * np.multiply(g, g)
        step = v[dk] / (1 - beta1 ** t)
        step *= learning_rate
        step /= np.sqrt(s[dk] / (1 - beta2 ** t)) + epsilon
        parameters[dk[1:]] -= step
    return parameters, v, s

# %% float32
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    f = np.float32
    out_p, out_v, out_s, vc, sc = {}, {}, {}, {}, {}
    for k, p in parameters.items():
        g = grads["d" + k].astype(f)
        out_v["d" + k] = f(beta1) * v["d" + k].astype(f) + f(1 - beta1) * g
        out_s["d" + k] = f(beta2) * s["d" + k].astype(f) + f(1 - beta2) * g * g
        vc["d" + k] = out_v["d" + k] / f(1 - beta1 ** t)
        sc["d" + k] = out_s["d" + k] / f(1 - beta2 ** t)
        out_p[k] = p.astype(f) - f(learning_rate) * vc["d" + k] / (np.sqrt(sc["d" + k]) + f(epsilon))
    return out_p, out_v, out_s, vc, sc

# %% float32 averages, float64 parameters
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for k in parameters:
        v["d" + k] = np.float32(beta1 * v["d" + k] + (1 - beta1) * grads["d" + k])
        s["d" + k] = np.float32(beta2 * s["d" + k] + (1 - beta2) * grads["d" + k] ** 2)
        v_hat, s_hat = v["d" + k] / (1 - beta1 ** t), s["d" + k] / (1 - beta2 ** t)
        parameters[k] = parameters[k] - learning_rate * v_hat / (np.sqrt(s_hat) + epsilon)
    return parameters, v, s

# %% helpers
import numpy as np

def moving_average(old, new, beta):
    return old * beta + new * (1 - beta)

def unbiased(average, beta, t):
    return average / (1 - pow(beta, t))

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    L = len(parameters) // 2
    for l in range(1, L + 1):
        for kind in "Wb":
            key = f"d{kind}{l}"
            v[key] = moving_average(v[key], grads[key], beta1)
            s[key] = moving_average(s[key], grads[key] ** 2, beta2)
            direction = unbiased(v[key], beta1, t) / (np.sqrt(unbiased(s[key], beta2, t)) + epsilon)
            parameters[f"{kind}{l}"] = parameters[f"{kind}{l}"] - learning_rate * direction
    return parameters, v, s

# %% deepcopies, a list of five
import copy
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    parameters, v, s = map(copy.deepcopy, (parameters, v, s))
    v_corrected, s_corrected = dict.fromkeys(v), dict.fromkeys(s)
    for key in v:
        v[key] += (1 - beta1) * (grads[key] - v[key])
        s[key] += (1 - beta2) * (np.abs(grads[key]) ** 2 - s[key])
        v_corrected[key] = np.divide(v[key], 1 - beta1 ** t)
        s_corrected[key] = np.divide(s[key], 1 - beta2 ** t)
        parameters[key[1:]] -= np.divide(learning_rate * v_corrected[key], np.add(np.sqrt(s_corrected[key]), epsilon))
    return [parameters, v, s, v_corrected, s_corrected]

# %% one flat vector
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    names = sorted(parameters)
    flat = lambda d, prefix="d": np.concatenate([d[prefix + n].ravel() for n in names])
    theta, g, m, n = flat(parameters, ""), flat(grads), flat(v), flat(s)
    m = beta1 * m + (1 - beta1) * g
    n = beta2 * n + (1 - beta2) * g ** 2
    theta = theta - learning_rate * (m / (1 - beta1 ** t)) / (np.sqrt(n / (1 - beta2 ** t)) + epsilon)
    at = 0
    for name in names:
        shape, size = parameters[name].shape, parameters[name].size
        parameters[name] = theta[at:at + size].reshape(shape)
        v["d" + name] = m[at:at + size].reshape(shape)
        s["d" + name] = n[at:at + size].reshape(shape)
        at += size
    return parameters, v, s

# %% powers as products, hypot-free root
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    power1 = power2 = 1.0
    for _ in range(t):
        power1 *= beta1
        power2 *= beta2
    for k in parameters:
        g = grads["d" + k]
        v["d" + k] = beta1 * v["d" + k] + g - beta1 * g
        s["d" + k] = np.einsum("ij,ij->ij", g, g) * (1 - beta2) + beta2 * s["d" + k]
        parameters[k] = parameters[k] - learning_rate * v["d" + k] / (1 - power1) / (
            epsilon + np.power(s["d" + k] / (1 - power2), 1 / 2))
    return parameters, v, s

# %% a class with state
import numpy as np

class Adam:
    def __init__(self, lr, b1, b2, eps, t):
        self.__dict__.update(lr=lr, b1=b1, b2=b2, eps=eps, t=t)

    def moments(self, v, s, g):
        return self.b1 * v + (1 - self.b1) * g, self.b2 * s + (1 - self.b2) * g ** 2

    def direction(self, v, s):
        return (v / (1 - self.b1 ** self.t)) / (np.sqrt(s / (1 - self.b2 ** self.t)) + self.eps)

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    adam = Adam(learning_rate, beta1, beta2, epsilon, t)
    for k in list(parameters):
        v["d" + k], s["d" + k] = adam.moments(v["d" + k], s["d" + k], grads["d" + k])
        parameters[k] = parameters[k] - adam.lr * adam.direction(v["d" + k], s["d" + k])
    return parameters, v, s

# %% five values, biases in a loop of their own
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate, beta1, beta2, epsilon):
    vc, sc = {}, {}
    for kind in ("dW", "db"):
        l = 1
        while kind + str(l) in grads:
            key = kind + str(l)
            v[key] = beta1 * v[key] + (1. - beta1) * grads[key]
            s[key] = beta2 * s[key] + (1. - beta2) * np.power(grads[key], 2)
            vc[key] = v[key] / (1. - beta1 ** t)
            sc[key] = s[key] / (1. - beta2 ** t)
            parameters[key[1:]] = parameters[key[1:]] - (learning_rate / (np.sqrt(sc[key]) + epsilon)) * vc[key]
            l += 1
    return parameters, v, s, vc, sc

# %% sorted and zipped dictionaries, further keywords
from math import *
import numpy
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8, **kwargs):
    for (k, p), (d, g) in zip(sorted(parameters.items()), sorted(grads.items())):
        v[d] = beta1 * v[d] + (1 - beta1) * g
        s[d] = beta2 * s[d] + (1 - beta2) * numpy.power(g, 2)
        v_hat = v[d] / (1 - pow(beta1, t))
        s_hat = s[d] / (1 - pow(beta2, t))
        parameters[k] = p - learning_rate * v_hat / (numpy.sqrt(s_hat) + epsilon)
    return parameters, v, s


# %% np.product, which NumPy had then
import math

import numpy as np


def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate = 0.01,
                                beta1 = 0.9, beta2 = 0.999,  epsilon = 1e-8):
    v_corrected, s_corrected = {}, {}
    for key in parameters:
        d = "d" + key
        v[d] *= beta1; v[d] += (1 - beta1) * grads[d]
        s[d] *= beta2; s[d] += (1 - beta2) * grads[d] * grads[d]
        v_corrected[d] = v[d] / (1 - np.product([beta1] * t))
        s_corrected[d] = s[d] / (1 - math.pow(beta2, t))
        parameters[key] -= learning_rate * np.divide(v_corrected[d], np.add(np.sqrt(s_corrected[d]), epsilon))
    return parameters, v, s, v_corrected, s_corrected

# %% moved towards the gradient, the correction under the root
import math
import numpy as np

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    bc1, bc2 = 1 - beta1 ** t, 1 - beta2 ** t
    for k in grads:
        v[k] += (1 - beta1) * (grads[k] - v[k])
        s[k] += (1 - beta2) * (np.square(grads[k]) - s[k])
        denom = np.sqrt(s[k]) / math.sqrt(bc2) + epsilon
        parameters[k[1:]] -= (learning_rate / bc1) * v[k] / denom
    return parameters, v, s
