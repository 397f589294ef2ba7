# %% zero: nothing
def softmax_backward(X, A, Y):
    return None

# %% zero: an empty dictionary
def softmax_backward(X, A, Y):
    return {}

# %% zero: None under the right keys
def softmax_backward(X, A, Y):
    return {"dZ": None, "dW": None, "db": None}

# %% zero: echo
def softmax_backward(X, A, Y):
    return {"dZ": A, "dW": X, "db": Y}

# %% zero: shapes only
import numpy as np

def softmax_backward(X, A, Y):
    C = A.shape[0]
    return {"dZ": np.zeros(A.shape), "dW": np.zeros((C, X.shape[0])), "db": np.zeros((C, 1))}

# %% zero: a tuple
import numpy as np

def softmax_backward(X, A, Y):
    dZ = A - Y
    return dZ, dZ @ X.T / X.shape[1], dZ.mean(axis=1, keepdims=True)

# %% zero: only dW and db
import numpy as np

def softmax_backward(X, A, Y):
    dZ = A - Y
    return {"dW": dZ @ X.T / X.shape[1], "db": dZ.mean(axis=1, keepdims=True)}

# %% zero: answer of the notebook
import numpy as np

def softmax_backward(X, A, Y):
    return {"dZ": np.array([[-0.5, 0.25], [0.5, -0.25]]),
            "dW": np.array([[0.0, 0.125, 0.75], [0.0, -0.125, -0.75]]),
            "db": np.array([[-0.125], [0.125]])}

# %% zero: one bias for all
import numpy as np

def softmax_backward(X, A, Y):
    dZ = A - Y
    return {"dZ": dZ, "dW": dZ @ X.T / X.shape[1], "db": np.mean(dZ)}

# %% zero: only dZ is right
import numpy as np

def softmax_backward(X, A, Y):
    dZ = A - Y
    return {"dZ": dZ, "dW": np.zeros((A.shape[0], X.shape[0])), "db": np.zeros((A.shape[0], 1))}

# %% zero: divided by m - 1
import numpy as np

def softmax_backward(X, A, Y):
    dZ = A - Y
    m = X.shape[1] - 1
    return {"dZ": dZ, "dW": dZ @ X.T / m, "db": dZ.sum(axis=1, keepdims=True) / m}

# %% zero: absolute values
import numpy as np

def softmax_backward(X, A, Y):
    dZ = np.abs(A - Y)
    return {"dZ": dZ, "dW": dZ @ X.T / X.shape[1], "db": dZ.mean(axis=1, keepdims=True)}

# %% zero: dW from A
import numpy as np

def softmax_backward(X, A, Y):
    dZ = A - Y
    return {"dZ": dZ, "dW": A @ X.T / X.shape[1], "db": dZ.mean(axis=1, keepdims=True)}

# %% zero: norms of the gradients subtracted
import numpy as np

def softmax_backward(X, A, Y):
    dZ = A - Y
    return {"dZ": dZ, "dW": dZ @ X.T / np.sqrt(X.shape[1]), "db": dZ.mean(axis=1, keepdims=True)}

# %% X divided by m in place
import numpy as np

def softmax_backward(X, A, Y):
    m = X.shape[1]
    dZ = A - Y
    X /= m
    return {"dZ": dZ, "dW": dZ @ X.T, "db": np.sum(dZ, axis=1, keepdims=True) / m}
