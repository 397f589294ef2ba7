# %% the template
import numpy as np

# GRADED FUNCTION: predict

def predict(X, W, b):
    # YOUR CODE STARTS HERE
    Z = np.dot(W, X) + b
    labels = np.argmax(Z, axis=0).reshape(1, -1)
    # YOUR CODE ENDS HERE
    return labels

# %% keepdims
import numpy as np

def predict(X, W, b):
    return np.argmax(W @ X + b, axis=0, keepdims=True)

# %% through the softmax
import numpy as np

def predict(X, W, b):
    A = softmax(np.dot(W, X) + b)
    return np.argmax(A, axis=0)[None, :]

# %% own softmax beside it
import numpy as np

def softmax(Z):
    e = np.exp(Z - Z.max(axis=0))
    return e / e.sum(axis=0)

def predict(X, W, b):
    return softmax(W @ X + b).argmax(axis=0).reshape((1, X.shape[1]))

# %% loop over the examples
import numpy as np

def predict(X, W, b):
    m = X.shape[1]
    labels = np.zeros((1, m))
    for i in range(m):
        labels[0, i] = np.argmax(W @ X[:, [i]] + b)
    return labels

# %% loop over the classes
import numpy as np

def predict(X, W, b):
    Z = W @ X + b
    labels = np.zeros((1, X.shape[1]), dtype=int)
    best = Z[0].copy()
    for c in range(1, W.shape[0]):
        better = Z[c] > best
        labels[0, better] = c
        best[better] = Z[c][better]
    return labels

# %% sorted
import numpy as np

def predict(X, W, b):
    return np.argsort(W @ X + b, axis=0)[-1:, :]

# %% plain Python
import numpy as np

def predict(X, W, b):
    columns = (W @ X + b).T.tolist()
    return np.array([[column.index(max(column)) for column in columns]])

# %% transposed
import numpy as np

def predict(X, W, b):
    return np.array([(X.T @ W.T + b.T).argmax(axis=1)])

# %% atleast_2d, no imports
def predict(X, W, b):
    return np.atleast_2d(np.argmax(np.matmul(W, X) + b, 0))

# %% bias as a feature, expand_dims
import numpy as np

def predict(X, W, b):
    Z = np.hstack([W, b]) @ np.vstack([X, np.ones(X.shape[1])])
    return np.expand_dims(Z.argmax(0), 0).astype(np.int32)
