# %% the template of 2017
import numpy as np
from testCases import *
from gc_utils import sigmoid, relu, dictionary_to_vector, vector_to_dictionary, gradients_to_vector

# GRADED FUNCTION: backward_propagation

def backward_propagation(x, theta):
    """
    Computes the derivative of J with respect to theta (see Figure 1).
    """
    ### START CODE HERE ### (approx. 1 line)
    dtheta = x
    ### END CODE HERE ###

    return dtheta

# %% the template of 2021
import numpy as np

# GRADED FUNCTION: backward_propagation

def backward_propagation(x, theta):
    # (approx. 1 line)
    # dtheta =
    # YOUR CODE STARTS HERE
    dtheta = x * 1
    # YOUR CODE ENDS HERE

    return dtheta

# %% no imports at all
def backward_propagation(x, theta):
    return x

# %% float
def backward_propagation(x, theta):
    return float(x)

# %% ones_like
import numpy as np

def backward_propagation(x, theta):
    return np.ones_like(theta, dtype=float) * x

# %% a shape-() array
import numpy as np

def backward_propagation(x, theta):
    dtheta = np.array(x)
    return dtheta

# %% a lambda
backward_propagation = lambda x, theta: x

# %% the theta of another name, with prints
def backward_propagation(x, _):
    print("dtheta = " + str(x))
    return x

# %% exact, because J is linear
def backward_propagation(x, theta):
    return (theta + 1) * x - theta * x

# %% a central difference with a step of one
import numpy as np

def J(x, theta):
    return np.dot(theta, x)

def backward_propagation(x, theta):
    return (J(x, theta + 1.0) - J(x, theta - 1.0)) / 2.0

# %% chain rule spelled out
import numpy as np

def backward_propagation(x, theta):
    dJ_dtheta = np.multiply(1.0, x)
    dtheta_dtheta = 1.0
    return np.dot(dJ_dtheta, dtheta_dtheta)

# %% float32
import numpy as np

def backward_propagation(x, theta):
    return np.float32(x)

# %% power rule
def backward_propagation(x, theta):
    n = 1
    return n * x * theta ** (n - 1)
