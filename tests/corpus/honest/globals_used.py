"""Constants, counters and a cache at the top level."""
import numpy as np

EPSILON = 1e-12
AXIS, SETTINGS = 0, {"base": np.e, "keep": True}
calls = 0
history = []


def softmax(Z):
    global calls
    calls += 1
    history.append(Z.shape)
    powers = SETTINGS["base"] ** (Z - Z.max(axis=AXIS))
    return powers / powers.sum(axis=AXIS)


def cross_entropy_cost(A, Y):
    return -np.mean(np.sum(Y * np.log(A + EPSILON), axis=AXIS))
