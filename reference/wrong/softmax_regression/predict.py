# %% zero: nothing
def predict(X, W, b):
    return None

# %% zero: echo
def predict(X, W, b):
    return X

# %% zero: always class 0
import numpy as np

def predict(X, W, b):
    return np.zeros((1, X.shape[1]), dtype=int)

# %% zero: always class 1
import numpy as np

def predict(X, W, b):
    return np.ones((1, X.shape[1]), dtype=int)

# %% zero: a list
import numpy as np

def predict(X, W, b):
    return [np.argmax(W @ X + b, axis=0)]

# %% zero: probabilities
import numpy as np

def predict(X, W, b):
    Z = W @ X + b
    return np.exp(Z) / np.exp(Z).sum(axis=0)

# %% zero: answer of the notebook
import numpy as np

def predict(X, W, b):
    return np.array([[0, 2, 1]])

# %% zero: random classes
import numpy as np

def predict(X, W, b):
    return np.random.randint(0, W.shape[0], (1, X.shape[1]))

# %% zero: the largest class of the biases
import numpy as np

def predict(X, W, b):
    return np.full((1, X.shape[1]), np.argmax(b))

# %% zero: absolute scores
import numpy as np

def predict(X, W, b):
    return np.argmax(np.abs(W @ X + b), axis=0, keepdims=True)

# %% zero: one label for everything
import numpy as np

def predict(X, W, b):
    return np.argmax(W @ X + b)

# %% zero: the last class never wins
import numpy as np

def predict(X, W, b):
    return np.argmax((W @ X + b)[:-1], axis=0, keepdims=True)

# %% zero: text
def predict(X, W, b):
    return "cat"
