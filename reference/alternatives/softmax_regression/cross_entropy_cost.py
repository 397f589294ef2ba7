# %% the template
import numpy as np

# GRADED FUNCTION: cross_entropy_cost

def cross_entropy_cost(A, Y):
    m = Y.shape[1]
    # YOUR CODE STARTS HERE
    cost = -np.sum(Y * np.log(A)) / m
    # YOUR CODE ENDS HERE
    return cost

# %% squeezed
import numpy as np

def cross_entropy_cost(A, Y):
    m = A.shape[1]
    cost = -1 / m * np.sum(np.multiply(Y, np.log(A)))
    return np.squeeze(cost)

# %% mean of sums
import numpy as np

def cross_entropy_cost(A, Y):
    return np.mean(-np.sum(Y * np.log(A), axis=0))

# %% picked by the mask
import numpy as np

def cross_entropy_cost(A, Y):
    return -np.log(A[Y == 1]).mean()

# %% picked by argmax
import numpy as np

def cross_entropy_cost(A, Y):
    labels = Y.argmax(axis=0)
    return float(-np.log(A[labels, np.arange(A.shape[1])]).sum() / A.shape[1])

# %% loops
import math

def cross_entropy_cost(A, Y):
    C, m = Y.shape
    cost = 0.0
    for i in range(m):
        for c in range(C):
            cost -= Y[c, i] * math.log(A[c, i])
    return cost / m

# %% einsum
import numpy as np

def cross_entropy_cost(A, Y):
    return np.einsum("ci,ci->", Y, -np.log(A)) / Y.shape[1]

# %% trace
import numpy as np

def cross_entropy_cost(A, Y):
    return -np.trace(Y.T @ np.log(A)) / Y.shape[1]

# %% guarded logarithm
import numpy as np

def cross_entropy_cost(A, Y):
    return -np.sum(Y * np.log(A + 1e-8)) / Y.shape[1]

# %% clipped
import numpy as np

def cross_entropy_cost(A, Y):
    A = np.clip(A, 1e-12, 1.0)
    return -np.sum(Y * np.log(A)) / Y.shape[1]

# %% xlogy
from scipy.special import xlogy

def cross_entropy_cost(A, Y):
    return -xlogy(Y, A).sum() / Y.shape[1]

# %% flat dot, no imports
def cross_entropy_cost(A, Y):
    return -np.dot(Y.ravel(), np.log(A).ravel()) / Y.shape[1]

# %% powers
import numpy as np

def cross_entropy_cost(A, Y):
    likelihood = np.prod(A ** Y, axis=0)
    return np.average(np.log(1 / likelihood))
