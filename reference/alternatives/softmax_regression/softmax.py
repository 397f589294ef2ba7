# %% the template
import numpy as np

# GRADED FUNCTION: softmax

def softmax(Z):
    # YOUR CODE STARTS HERE
    shifted = Z - np.max(Z, axis=0, keepdims=True)
    t = np.exp(shifted)
    A = t / np.sum(t, axis=0, keepdims=True)
    # YOUR CODE ENDS HERE
    return A

# %% one line
import numpy as np

def softmax(Z):
    return (lambda e: e / e.sum(0))(np.exp(Z - Z.max(0)))

# %% column by column
import numpy as np

def softmax(Z):
    A = np.zeros(Z.shape)
    for i in range(Z.shape[1]):
        z = Z[:, i]
        e = np.exp(z - max(z))
        A[:, i] = e / sum(e)
    return A

# %% log-sum-exp
import numpy as np

def softmax(Z):
    top = Z.max(axis=0, keepdims=True)
    logs = Z - top - np.log(np.exp(Z - top).sum(axis=0, keepdims=True))
    return np.exp(logs)

# %% scipy
from scipy.special import softmax as scipy_softmax

def softmax(Z):
    return scipy_softmax(Z, axis=0)

# %% no imports
def softmax(Z):
    e = np.exp(Z - np.max(Z, axis=0))
    return e / np.sum(e, axis=0)

# %% transposed inside
import numpy as np

def softmax(scores):
    rows = scores.T
    e = np.exp(rows - rows.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True)).T

# %% plain Python
import math
import numpy as np

def softmax(Z):
    columns = []
    for column in zip(*Z.tolist()):
        top = max(column)
        powers = [math.exp(z - top) for z in column]
        total = math.fsum(powers)
        columns.append([p / total for p in powers])
    return np.array(columns).T

# %% in place
import numpy as np

def softmax(Z):
    Z -= Z.max(axis=0)
    np.exp(Z, out=Z)
    Z /= Z.sum(axis=0)
    return Z

# %% pairwise differences
import numpy as np

def softmax(Z):
    with np.errstate(over="ignore"):
        return 1 / np.exp(Z[np.newaxis, :, :] - Z[:, np.newaxis, :]).sum(axis=1)

# %% float32 at the end
import numpy as np

def softmax(Z):
    e = np.exp(Z - np.amax(Z, axis=0))
    return np.divide(e, np.add.reduce(e, axis=0)).astype(np.float32)

# %% logaddexp
import numpy as np

def softmax(Z):
    return np.exp(Z - np.logaddexp.reduce(Z, axis=0))
