# %% zero: nothing
def cross_entropy_cost(A, Y):
    return None

# %% zero: zero
def cross_entropy_cost(A, Y):
    return 0.0

# %% zero: answer of the notebook
def cross_entropy_cost(A, Y):
    return 1.0397207708399179

# %% zero: echo
def cross_entropy_cost(A, Y):
    return A

# %% zero: a loss per example
import numpy as np

def cross_entropy_cost(A, Y):
    return -np.sum(Y * np.log(A), axis=0)

# %% zero: a (1, 1) array
import numpy as np

def cross_entropy_cost(A, Y):
    return np.array([[-np.sum(Y * np.log(A)) / Y.shape[1]]])

# %% zero: m one too large
import numpy as np

def cross_entropy_cost(A, Y):
    return -np.sum(Y * np.log(A)) / (Y.shape[1] + 1)

# %% zero: half
import numpy as np

def cross_entropy_cost(A, Y):
    return -np.sum(Y * np.log(A)) / (2 * Y.shape[1])

# %% zero: log1p
import numpy as np

def cross_entropy_cost(A, Y):
    return -np.sum(Y * np.log1p(A)) / Y.shape[1]

# %% zero: a large guard
import numpy as np

def cross_entropy_cost(A, Y):
    return -np.sum(Y * np.log(A + 1e-3)) / Y.shape[1]

# %% zero: only the first example
import numpy as np

def cross_entropy_cost(A, Y):
    return -np.sum(Y[:, 0] * np.log(A[:, 0]))

# %% zero: last example left out
import numpy as np

def cross_entropy_cost(A, Y):
    return -np.sum(Y[:, :-1] * np.log(A[:, :-1])) / Y.shape[1]

# %% zero: A and Y swapped
import numpy as np

def cross_entropy_cost(A, Y):
    return -np.sum(A * np.log(Y + 1e-8)) / Y.shape[1]

# %% zero: the predicted class instead of the true one
import numpy as np

def cross_entropy_cost(A, Y):
    return -np.mean(np.log(A.max(axis=0)))

# %% zero: softmax once more
import numpy as np

def cross_entropy_cost(A, Y):
    A = np.exp(A) / np.exp(A).sum(axis=0)
    return -np.sum(Y * np.log(A)) / Y.shape[1]

# %% the logarithms written into A
import numpy as np

def cross_entropy_cost(A, Y):
    np.log(A, out=A)
    return -np.sum(Y * A) / Y.shape[1]
