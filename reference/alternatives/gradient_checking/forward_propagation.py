# %% the template of 2017
import numpy as np
from testCases import *
from gc_utils import sigmoid, relu, dictionary_to_vector, vector_to_dictionary, gradients_to_vector

# GRADED FUNCTION: forward_propagation

def forward_propagation(x, theta):
    """
    Implement the linear forward propagation (compute J) presented in Figure 1 (J(theta) = theta * x)
    """
    ### START CODE HERE ### (approx. 1 line)
    J = theta * x
    ### END CODE HERE ###

    return J

# %% the template of 2021
import numpy as np
from public_tests import *

# GRADED FUNCTION: forward_propagation

def forward_propagation(x, theta):
    # (approx. 1 line)
    # J =
    # YOUR CODE STARTS HERE
    J = np.dot(theta, x)
    # YOUR CODE ENDS HERE

    return J

# %% no imports at all
def forward_propagation(x, theta):
    return x * theta

# %% np.multiply
import numpy as np

def forward_propagation(x, theta):
    J = np.multiply(theta, x)
    return J

# %% float
def forward_propagation(x, theta):
    return float(theta) * float(x)

# %% a shape-() array
import numpy as np

def forward_propagation(x, theta):
    J = np.array(theta) * np.array(x)
    return np.squeeze(J)

# %% a lambda
forward_propagation = lambda x, theta: theta * x

# %% operator.mul
from operator import mul

def forward_propagation(x: float, theta: float) -> float:
    return mul(theta, x)

# %% np.prod
import numpy as np

def forward_propagation(x, theta):
    return np.prod([theta, x])

# %% inner product, with prints
import numpy as np

def forward_propagation(x, theta):
    J = np.inner(theta, x)
    print("J = " + str(J))
    return J

# %% a partial
from functools import partial
import numpy as np

def product(a, b):
    return np.einsum(",->", a, b)

forward_propagation = partial(product)

# %% float32
import numpy as np

def forward_propagation(x, theta):
    return np.float32(theta) * np.float32(x)

# %% difference of squares
def forward_propagation(x, theta):
    return ((x + theta) ** 2 - (x - theta) ** 2) / 4
