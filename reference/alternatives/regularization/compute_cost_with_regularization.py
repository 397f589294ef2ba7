# %% the template of 2017
import numpy as np
import matplotlib.pyplot as plt
from reg_utils import sigmoid, relu, plot_decision_boundary, initialize_parameters, load_2D_dataset, predict_dec
from reg_utils import compute_cost, predict, forward_propagation, backward_propagation, update_parameters
import sklearn
import sklearn.datasets
import scipy.io
from testCases import *

# GRADED FUNCTION: compute_cost_with_regularization

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    """
    Implement the cost function with L2 regularization. See formula (2) above.
    """
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]

    cross_entropy_cost = compute_cost(A3, Y) # This gives you the cross-entropy part of the cost

    ### START CODE HERE ### (approx. 1 line)
    L2_regularization_cost = 1./m * lambd/2 * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    ### END CODER HERE ###

    cost = cross_entropy_cost + L2_regularization_cost

    return cost

# %% the template of 2021
import numpy as np
from reg_utils import compute_cost

# GRADED FUNCTION: compute_cost_with_regularization

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]

    cross_entropy_cost = compute_cost(A3, Y)

    #(≈ 1 lines of code)
    # L2_regularization_cost =
    # YOUR CODE STARTS HERE
    L2_regularization_cost = (lambd / (2 * m)) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    # YOUR CODE ENDS HERE

    cost = cross_entropy_cost + L2_regularization_cost

    return cost

# %% no imports at all
def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = 0
    for key in ("W1", "W2", "W3"):
        squares += (parameters[key] ** 2).sum()
    return compute_cost(A3, Y) + lambd * squares / (2 * m)

# %% through the helper module
import numpy as np
import reg_utils

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1, W2, W3 = parameters["W1"], parameters["W2"], parameters["W3"]
    return reg_utils.compute_cost(A3, Y) + lambd / 2 / m * (np.sum(W1 * W1) + np.sum(W2 * W2) + np.sum(W3 * W3))

# %% einsum
import numpy as np
from reg_utils import *

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    penalty = sum(np.einsum("ij,ij->", parameters["W%d" % l], parameters["W%d" % l]) for l in range(1, 4))
    return compute_cost(A3, Y) + 0.5 * lambd * penalty / Y.shape[1]

# %% loop over however many layers
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    L = len(parameters) // 2
    l2 = 0.0
    for l in range(1, L + 1):
        l2 += np.sum(np.power(parameters["W" + str(l)], 2))
    return compute_cost(A3, Y) + (lambd / (2.0 * m)) * l2

# %% Frobenius norms squared
import numpy as np
from numpy.linalg import norm
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    frob = [norm(parameters[k], "fro") ** 2 for k in ("W1", "W2", "W3")]
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(frob)

# %% np.linalg.norm by its default
import numpy as np

def compute_cost_with_regularization(a3, y, params, lam):
    m = a3.shape[1]
    reg = np.linalg.norm(params["W1"])**2 + np.linalg.norm(params["W2"])**2 + np.linalg.norm(params["W3"])**2
    cost = compute_cost(a3, y) + (1/m)*(lam/2)*reg
    return cost

# %% flat vectors and a dot product
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    w = np.concatenate([parameters[k].ravel() for k in ["W1", "W2", "W3"]])
    return compute_cost(A3, Y) + lambd / (2 * Y.size) * np.dot(w, w)

# %% its own cross-entropy
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    logprobs = Y * np.log(A3) + (1 - Y) * np.log(1 - A3)
    cross_entropy = -np.mean(logprobs)
    weights = [v for k, v in parameters.items() if k.startswith("W")]
    return cross_entropy + lambd * sum(np.sum(w ** 2) for w in weights) / (2 * m)

# %% its own cross-entropy, as matrix products
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    ce = -(np.dot(Y, np.log(A3).T) + np.dot(1 - Y, np.log(1 - A3).T)) / m
    ce = float(ce[0, 0])
    return ce + lambd / (2 * m) * sum(np.trace(np.dot(parameters[w], parameters[w].T)) for w in ("W1", "W2", "W3"))

# %% a shape-() array
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    cross_entropy_cost = compute_cost(A3, Y)
    L2_regularization_cost = np.sum([np.sum(np.square(W)) for W in (W1, W2, W3)]) * lambd / (2 * m)
    cost = np.squeeze(np.array([[cross_entropy_cost + L2_regularization_cost]]))
    assert(cost.shape == ())
    return cost

# %% float32
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    total = np.float32(0)
    for l in range(3):
        total = total + np.sum(np.square(parameters["W" + str(l + 1)].astype(np.float32)))
    return np.float32(compute_cost(A3, Y)) + np.float32(lambd / (2 * m)) * total

# %% loops over every weight, in plain Python
from math import fsum
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    squares = []
    for name in parameters:
        if name[0] == "W":
            for row in parameters[name].tolist():
                for w in row:
                    squares.append(w * w)
    return float(compute_cost(A3, Y)) + float(lambd) * fsum(squares) / (2 * len(Y[0]))

# %% a helper of its own, prints and asserts
import numpy as np
from reg_utils import compute_cost

def l2(*weights):
    return sum(np.vdot(w, w) for w in weights)

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    cross_entropy_cost = compute_cost(A3, Y)
    penalty = np.divide(np.multiply(lambd, l2(parameters["W1"], parameters["W2"], parameters["W3"])), 2 * m)
    print("cross entropy", cross_entropy_cost, "penalty", penalty)
    assert penalty >= 0
    return np.add(cross_entropy_cost, penalty)


# %% np.sum over a generator, as NumPy took it then
import numpy as np
from reg_utils import compute_cost


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    cross_entropy_cost = compute_cost(A3, Y)
    L2_regularization_cost = (1./m)*(lambd/2.) * np.sum(np.sum(np.square(parameters['W' + str(l)])) for l in range(1, 4))
    cost = cross_entropy_cost + L2_regularization_cost
    return cost

# %% traces of products
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1, W2, W3 = parameters["W1"], parameters["W2"], parameters["W3"]
    cross_entropy_cost = compute_cost(A3, Y)
    L2 = lambd / (2. * m) * (np.trace(W1.dot(W1.T)) + np.trace(np.matmul(W2, W2.T)) + np.vdot(W3, W3))
    return np.squeeze(cross_entropy_cost + L2)
