# %% the template
import numpy as np

# GRADED FUNCTION: softmax_backward

def softmax_backward(X, A, Y):
    m = X.shape[1]
    # YOUR CODE STARTS HERE
    dZ = A - Y
    dW = np.dot(dZ, X.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    # YOUR CODE ENDS HERE
    return {"dZ": dZ, "dW": dW, "db": db}

# %% 1/m in front
import numpy as np

def softmax_backward(X, A, Y):
    m = Y.shape[1]
    grads = {}
    grads["dZ"] = A - Y
    grads["dW"] = 1./m * np.dot(grads["dZ"], X.T)
    grads["db"] = 1./m * np.sum(grads["dZ"], axis=1, keepdims=True)
    return grads

# %% mean and matmul
import numpy as np

def softmax_backward(X, A, Y):
    dZ = A - Y
    return dict(dZ=dZ, dW=dZ @ X.T / X.shape[1], db=dZ.mean(axis=1, keepdims=True))

# %% einsum
import numpy as np

def softmax_backward(X, A, Y):
    dZ = np.subtract(A, Y)
    dW = np.einsum("ci,fi->cf", dZ, X) / X.shape[1]
    return {"db": np.mean(dZ, 1).reshape(-1, 1), "dW": dW, "dZ": dZ}

# %% sum of outer products
import numpy as np

def softmax_backward(X, A, Y):
    dZ = A - Y
    m = X.shape[1]
    dW = sum(np.outer(dZ[:, i], X[:, i]) for i in range(m)) / m
    db = sum(dZ[:, i:i + 1] for i in range(m)) / m
    return {"dZ": dZ, "dW": dW, "db": db}

# %% through the Jacobian
import numpy as np

def softmax_backward(X, A, Y):
    C, m = A.shape
    dA = -Y / A
    dZ = np.zeros((C, m))
    for i in range(m):
        a = A[:, [i]]
        dZ[:, [i]] = (np.diag(a.ravel()) - a @ a.T) @ dA[:, [i]]
    return {"dZ": dZ, "dW": dZ @ X.T / m, "db": dZ.sum(axis=1, keepdims=True) / m}

# %% bias as a feature of ones
import numpy as np

def softmax_backward(X, A, Y):
    m = X.shape[1]
    dZ = A - Y
    both = dZ @ np.vstack([X, np.ones((1, m))]).T / m
    return {"dZ": dZ, "dW": both[:, :-1], "db": both[:, -1:]}

# %% further keys
import numpy as np

def softmax_backward(X, A, Y):
    m = X.shape[1]
    dZ = A - Y
    return {"m": m, "dA": -Y / A, "dZ": dZ, "dW": (X @ dZ.T).T / m, "db": (dZ @ np.ones((m, 1))) / m}

# %% in place
import numpy as np

def softmax_backward(X, A, Y):
    A -= Y
    return {"dZ": A, "dW": A @ X.T / X.shape[1], "db": np.mean(A, axis=1)[:, None]}

# %% loops
import numpy as np

def softmax_backward(X, A, Y):
    C, m = A.shape
    n = X.shape[0]
    dZ, dW, db = np.zeros((C, m)), np.zeros((C, n)), np.zeros((C, 1))
    for c in range(C):
        for i in range(m):
            dZ[c, i] = A[c, i] - Y[c, i]
            db[c, 0] += dZ[c, i] / m
            for k in range(n):
                dW[c, k] += dZ[c, i] * X[k, i] / m
    return {"dZ": dZ, "dW": dW, "db": db}

# %% float32, no imports
def softmax_backward(X, A, Y):
    dZ = (A - Y).astype(np.float32)
    m = np.float32(X.shape[1])
    return {"dZ": dZ, "dW": np.matmul(dZ, X.astype(np.float32).T) / m, "db": np.sum(dZ, axis=1, keepdims=True) / m}
