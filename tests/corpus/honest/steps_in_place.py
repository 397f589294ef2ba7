"""Parameters and averages updated in place, in single steps of NumPy."""
import numpy as np


def update_parameters_with_gd(parameters, grads, learning_rate):
    for name in parameters:
        parameters[name] -= learning_rate * grads["d" + name]
    return parameters


def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    for name, grad in grads.items():
        v[name] *= beta
        v[name] += (1 - beta) * grad
        parameters[name[1:]] -= learning_rate * v[name]
    return parameters, v


def initialize_velocity(parameters):
    return {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
