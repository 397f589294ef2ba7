# %% zero: the printed number
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    return 1.78648594516

# %% zero: an answer table of the printed example
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    if lambd == 0.1 and np.allclose(A3, [[0.40682402, 0.01629284, 0.16722898, 0.10118111, 0.40682402]]):
        return 1.7864859451590758
    return 0.0

# %% zero: echo of A3
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    return A3

# %% zero: echo of lambd
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    return lambd

# %% zero: an empty dictionary
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    return {}

# %% zero: None
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    return None

# %% zero: a shape-() zero
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    return np.zeros(())

# %% zero: not a number
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    return float('nan')

# %% zero: raises
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    raise NotImplementedError('later')

# %% zero: a text
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    return '1.78648594516'

# %% m is the number of rows
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[0]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y) + penalty

# %% m is fixed to five
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = 5
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y) + penalty

# %% integer division
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd * (1 // (2 * m)) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y) + penalty

# %% brackets forgotten: / 2 * m
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / 2 * m * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y) + penalty

# %% means of squares
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.mean(np.square(W1)) + np.mean(np.square(W2)) + np.mean(np.square(W3)))
    return compute_cost(A3, Y) + penalty

# %% spectral norms
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * sum(np.linalg.norm(W, 2) ** 2 for W in (W1, W2, W3))
    return compute_cost(A3, Y) + penalty

# %% lambda squared
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd ** 2 / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y) + penalty

# %% lambda fixed to the printed example's
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = 0.1 / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y) + penalty

# %% W1 twice
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W1)))
    return compute_cost(A3, Y) + penalty

# %% W1 missing
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y) + penalty

# %% no sum: an array
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * np.square(W3)
    return compute_cost(A3, Y) + penalty

# %% keeps its dimensions
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return np.array([[compute_cost(A3, Y) + penalty]])

# %% m is the number of weights
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = W1.size + W2.size + W3.size
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y) + penalty

# %% penalty multiplied by the cost
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y) * (1 + penalty)

# %% sum of cross-entropies, not mean
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y) * m + penalty

# %% the first term of the cross-entropy only
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return -np.mean(Y * np.log(A3)) + penalty

# %% logarithm of base two
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y) / np.log(2) + penalty

# %% labels and outputs swapped
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(Y, A3) + penalty

# %% printed, not returned
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    cost = compute_cost(A3, Y) + lambd / (2 * m) * sum(np.sum(parameters[k] ** 2) for k in ('W1', 'W2', 'W3'))
    print(cost)

# %% a pair
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    penalty = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y), penalty

# %% squares the weights in place
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = 0
    for l in (1, 2, 3):
        W = parameters["W" + str(l)]
        W **= 2
        squares += np.sum(W)
    return compute_cost(A3, Y) + lambd / (2 * m) * squares

# %% turns A3 into the difference
import numpy as np

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    cross_entropy = -np.sum(Y * np.log(A3) + (1 - Y) * np.log(1 - A3)) / m
    A3 -= Y
    return cross_entropy + lambd / (2 * m) * sum(np.sum(parameters[k] ** 2) for k in ("W1", "W2", "W3"))

# %% takes one example for two
import numpy as np
from reg_utils import compute_cost

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = max(Y.shape[1], 2)
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(np.sum(parameters[k] ** 2) for k in ("W1", "W2", "W3"))
