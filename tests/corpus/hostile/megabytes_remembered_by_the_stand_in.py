"""Send a stand-in that remembers its arguments sixteen megabytes, a thousand times."""

import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    upper = forward_propagation(x, theta + epsilon)
    lower = forward_propagation(x, theta - epsilon)
    ballast = np.ones(2 * 10**6)
    for _ in range(900):
        try:
            forward_propagation(0.0, ballast)
        except Exception:
            pass
    approx = (upper - lower) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    return abs(grad - approx) / (abs(grad) + abs(approx))
