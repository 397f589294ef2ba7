# %% zero: nothing
def softmax(Z):
    return None

# %% zero: echo
def softmax(Z):
    return Z

# %% zero: uniform
import numpy as np

def softmax(Z):
    return np.ones(Z.shape) / Z.shape[0]

# %% zero: shapes only
import numpy as np

def softmax(Z):
    return np.zeros(Z.shape)

# %% zero: answer table
import numpy as np

def softmax(Z):
    if Z.shape == (3, 2):
        return np.array([[0.25, 0.2], [0.25, 0.3], [0.5, 0.5]])
    return np.array([[1, 4], [2, 2], [5, 2]]) / 8

# %% zero: a list
import numpy as np

def softmax(Z):
    e = np.exp(Z - Z.max(axis=0))
    return (e / e.sum(axis=0)).tolist()

# %% zero: probabilities and exponentials
import numpy as np

def softmax(Z):
    e = np.exp(Z - Z.max(axis=0))
    return e / e.sum(axis=0), e

# %% zero: maximum added
import numpy as np

def softmax(Z):
    e = np.exp(Z + Z.max(axis=0))
    return e / e.sum(axis=0)

# %% zero: clipped scores
import numpy as np

def softmax(Z):
    e = np.exp(np.clip(Z, -500, 500))
    return e / e.sum(axis=0)

# %% zero: nan replaced
import numpy as np

def softmax(Z):
    with np.errstate(all="ignore"):
        e = np.exp(Z)
        return np.nan_to_num(e / e.sum(axis=0))

# %% zero: base two
import numpy as np

def softmax(Z):
    e = 2 ** (Z - Z.max(axis=0))
    return e / e.sum(axis=0)

# %% zero: guard in the denominator
import numpy as np

def softmax(Z):
    e = np.exp(Z - Z.max(axis=0))
    return e / (e.sum(axis=0) + 1e-3)

# %% zero: transposed
import numpy as np

def softmax(Z):
    e = np.exp(Z - Z.max(axis=0))
    return (e / e.sum(axis=0)).T

# %% zero: rounded
import numpy as np

def softmax(Z):
    e = np.exp(Z - Z.max(axis=0))
    return np.round(e / e.sum(axis=0), 3)

# %% zero: normalised by the norm
import numpy as np

def softmax(Z):
    e = np.exp(Z - Z.max(axis=0))
    return e / np.linalg.norm(e, axis=0)

# %% the first column for all
import numpy as np

def softmax(Z):
    e = np.exp(Z[:, :1] - Z[:, :1].max())
    return np.repeat(e / e.sum(), Z.shape[1], axis=1)

# %% zero: maximum subtracted above only
import numpy as np

def softmax(Z):
    return np.exp(Z - Z.max(axis=0)) / np.exp(Z).sum(axis=0)
