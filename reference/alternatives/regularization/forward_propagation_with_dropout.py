# %% the template of 2017
import numpy as np
import matplotlib.pyplot as plt
from reg_utils import sigmoid, relu, plot_decision_boundary, initialize_parameters, load_2D_dataset, predict_dec
from reg_utils import compute_cost, predict, forward_propagation, backward_propagation, update_parameters
from testCases import *

# GRADED FUNCTION: forward_propagation_with_dropout

def forward_propagation_with_dropout(X, parameters, keep_prob = 0.5):
    np.random.seed(1)

    # retrieve parameters
    W1 = parameters["W1"]
    b1 = parameters["b1"]
    W2 = parameters["W2"]
    b2 = parameters["b2"]
    W3 = parameters["W3"]
    b3 = parameters["b3"]

    # LINEAR -> RELU -> LINEAR -> RELU -> LINEAR -> SIGMOID
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    ### START CODE HERE ### (approx. 4 lines)         # Steps 1-4 below correspond to the Steps 1-4 described above.
    D1 = np.random.rand(A1.shape[0], A1.shape[1])     # Step 1: initialize matrix D1 = np.random.rand(..., ...)
    D1 = D1 < keep_prob                               # Step 2: convert entries of D1 to 0 or 1 (using keep_prob as the threshold)
    A1 = A1 * D1                                      # Step 3: shut down some neurons of A1
    A1 = A1 / keep_prob                               # Step 4: scale the value of neurons that haven't been shut down
    ### END CODE HERE ###
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    ### START CODE HERE ### (approx. 4 lines)
    D2 = np.random.rand(A2.shape[0], A2.shape[1])
    D2 = D2 < keep_prob
    A2 = A2 * D2
    A2 = A2 / keep_prob
    ### END CODE HERE ###
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)

    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)

    return A3, cache

# %% the template of 2021, integer masks
import numpy as np
from reg_utils import *

# GRADED FUNCTION: forward_propagation_with_dropout

def forward_propagation_with_dropout(X, parameters, keep_prob = 0.5):
    np.random.seed(1)
    W1 = parameters["W1"]
    b1 = parameters["b1"]
    W2 = parameters["W2"]
    b2 = parameters["b2"]
    W3 = parameters["W3"]
    b3 = parameters["b3"]

    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    #(≈ 4 lines of code)
    # YOUR CODE STARTS HERE
    D1 = np.random.rand(*A1.shape)
    D1 = (D1 < keep_prob).astype(int)
    A1 = np.multiply(A1, D1)
    A1 /= keep_prob
    # YOUR CODE ENDS HERE
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    # YOUR CODE STARTS HERE
    D2 = np.random.rand(*A2.shape)
    D2 = (D2 < keep_prob).astype(int)
    A2 = np.multiply(A2, D2)
    A2 /= keep_prob
    # YOUR CODE ENDS HERE
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)

    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)

    return A3, cache

# %% in place, no seed
import numpy as np
from reg_utils import relu, sigmoid

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    W1, b1, W2, b2, W3, b3 = [parameters[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3")]
    Z1 = W1 @ X + b1
    A1 = relu(Z1)
    D1 = np.random.rand(A1.shape[0], A1.shape[1]) < keep_prob
    A1 *= D1
    A1 /= keep_prob
    Z2 = W2 @ A1 + b2
    A2 = relu(Z2)
    D2 = np.random.rand(A2.shape[0], A2.shape[1]) < keep_prob
    A2 *= D2
    A2 /= keep_prob
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)

# %% no imports at all
def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    Z1 = W1.dot(X) + b1
    A1 = relu(Z1)
    D1 = np.random.rand(*A1.shape) < keep_prob
    A1 = A1 * D1 / keep_prob
    Z2 = W2.dot(A1) + b2
    A2 = relu(Z2)
    D2 = np.random.rand(*A2.shape) < keep_prob
    A2 = A2 * D2 / keep_prob
    Z3 = W3.dot(A2) + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)

# %% binomial masks, through the helper module
import numpy as np
import reg_utils

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    cache = ()
    A = X
    for l in ("1", "2"):
        W, b = parameters["W" + l], parameters["b" + l]
        Z = np.dot(W, A) + b
        D = np.random.binomial(1, keep_prob, size=Z.shape)
        A = reg_utils.relu(Z) * D / keep_prob
        cache += (Z, D, A, W, b)
    Z3 = np.dot(parameters["W3"], A) + parameters["b3"]
    A3 = reg_utils.sigmoid(Z3)
    cache += (Z3, A3, parameters["W3"], parameters["b3"])
    return A3, cache

# %% default_rng
import numpy as np
from reg_utils import relu, sigmoid

rng = np.random.default_rng(2021)

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    W1, b1, W2, b2, W3, b3 = (parameters[k] for k in ["W1", "b1", "W2", "b2", "W3", "b3"])
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    D1 = rng.random(A1.shape) < keep_prob
    A1 = A1 * D1 / keep_prob
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    D2 = rng.random(A2.shape) < keep_prob
    A2 = A2 * D2 / keep_prob
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    cache = [Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3]
    return [A3, cache]

# %% RandomState and np.where, float masks
import numpy as np

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    state = np.random.RandomState(1)
    def hidden(A, W, b):
        Z = np.matmul(W, A) + b
        D = np.where(state.uniform(size=Z.shape) < keep_prob, 1.0, 0.0)
        return Z, D, np.maximum(Z, 0) * D / keep_prob
    W1, b1, W2, b2, W3, b3 = [parameters[n] for n in "W1 b1 W2 b2 W3 b3".split()]
    Z1, D1, A1 = hidden(X, W1, b1)
    Z2, D2, A2 = hidden(A1, W2, b2)
    Z3 = np.matmul(W3, A2) + b3
    A3 = 1 / (1 + np.exp(-Z3))
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)

# %% np.random.choice, units set to zero by index
import numpy as np
from reg_utils import relu, sigmoid

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    np.random.seed(42)
    W1, b1, W2, b2, W3, b3 = [parameters[n] for n in ("W1", "b1", "W2", "b2", "W3", "b3")]
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    D1 = np.random.choice([0, 1], size=A1.shape, p=[1 - keep_prob, keep_prob])
    A1[D1 == 0] = 0
    A1 = np.divide(A1, keep_prob)
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    D2 = np.random.choice([0, 1], size=A2.shape, p=[1 - keep_prob, keep_prob])
    A2[D2 == 0] = 0
    A2 = np.divide(A2, keep_prob)
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache

# %% the upper end of the draw is kept
import numpy as np
from reg_utils import relu, sigmoid

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    drop_prob = 1 - keep_prob
    W1, b1, W2, b2, W3, b3 = [parameters[n] for n in ("W1", "b1", "W2", "b2", "W3", "b3")]
    Z1 = np.dot(W1, X) + b1
    D1 = np.random.random(Z1.shape) >= drop_prob
    A1 = relu(Z1) * D1 * (1 / keep_prob)
    Z2 = np.dot(W2, A1) + b2
    D2 = np.random.random(Z2.shape) >= drop_prob
    A2 = relu(Z2) * D2 * (1 / keep_prob)
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)

# %% floor of the draw plus keep_prob
import numpy as np
from reg_utils import relu, sigmoid

def dropout(A, keep_prob):
    D = np.floor(np.random.random_sample(A.shape) + keep_prob)
    return D, np.multiply(A, D) / keep_prob

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    Z1 = np.dot(parameters["W1"], X) + parameters["b1"]
    D1, A1 = dropout(relu(Z1), keep_prob)
    Z2 = np.dot(parameters["W2"], A1) + parameters["b2"]
    D2, A2 = dropout(relu(Z2), keep_prob)
    Z3 = np.dot(parameters["W3"], A2) + parameters["b3"]
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, parameters["W1"], parameters["b1"], Z2, D2, A2, parameters["W2"], parameters["b2"],
                Z3, A3, parameters["W3"], parameters["b3"])

# %% the seed again before each mask
import numpy as np
from reg_utils import relu, sigmoid

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    W1, b1, W2, b2, W3, b3 = [parameters[n] for n in ("W1", "b1", "W2", "b2", "W3", "b3")]
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    np.random.seed(1)
    D1 = np.random.rand(A1.shape[0], A1.shape[1])
    D1 = np.less(D1, keep_prob)
    A1 = np.multiply(A1, D1) / keep_prob
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    np.random.seed(1)
    D2 = np.random.rand(A2.shape[0], A2.shape[1])
    D2 = np.less(D2, keep_prob)
    A2 = np.multiply(A2, D2) / keep_prob
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)

# %% both masks drawn first, smaller or equal
import numpy as np
from reg_utils import relu, sigmoid

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    m = X.shape[1]
    n1 = parameters["W1"].shape[0]
    n2 = parameters["W2"].shape[0]
    D1 = (np.random.rand(n1, m) <= keep_prob) + 0
    D2 = (np.random.rand(n2, m) <= keep_prob) + 0
    Z1 = np.dot(parameters["W1"], X) + parameters["b1"]
    A1 = relu(Z1 * D1) / keep_prob
    Z2 = np.dot(parameters["W2"], A1) + parameters["b2"]
    A2 = relu(Z2 * D2) / keep_prob
    Z3 = np.dot(parameters["W3"], A2) + parameters["b3"]
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, parameters["W1"], parameters["b1"], Z2, D2, A2, parameters["W2"], parameters["b2"],
                Z3, A3, parameters["W3"], parameters["b3"])

# %% float32
import numpy as np

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    X = X.astype("float32")
    p = {k: v.astype("float32") for k, v in parameters.items()}
    kp = np.float32(keep_prob)
    Z1 = p["W1"] @ X + p["b1"]
    D1 = (np.random.rand(*Z1.shape) < keep_prob).astype("float32")
    A1 = np.maximum(Z1, np.float32(0)) * D1 / kp
    Z2 = p["W2"] @ A1 + p["b2"]
    D2 = (np.random.rand(*Z2.shape) < keep_prob).astype("float32")
    A2 = np.maximum(Z2, np.float32(0)) * D2 / kp
    Z3 = p["W3"] @ A2 + p["b3"]
    A3 = 1 / (1 + np.exp(-Z3))
    return A3, (Z1, D1, A1, p["W1"], p["b1"], Z2, D2, A2, p["W2"], p["b2"], Z3, A3, p["W3"], p["b3"])

# %% one draw per unit in a loop
import random
import numpy as np
from reg_utils import relu, sigmoid

def mask(rows, columns, keep_prob):
    return np.array([[random.random() < keep_prob for j in range(columns)] for i in range(rows)])

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    random.seed(0)
    W1, b1, W2, b2, W3, b3 = [parameters[n] for n in ("W1", "b1", "W2", "b2", "W3", "b3")]
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    D1 = mask(A1.shape[0], A1.shape[1], keep_prob)
    A1 = A1 * D1 / keep_prob
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    D2 = mask(A2.shape[0], A2.shape[1], keep_prob)
    A2 = A2 * D2 / keep_prob
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)

# %% a loop over the hidden layers, masks as integers, a list for the cache
def forward_propagation_with_dropout(X, parameters, keep_prob = 0.5):
    np.random.seed(1)
    A, parts = X, []
    for l in (1, 2):
        Z = parameters["W%d" % l] @ A + parameters["b%d" % l]
        A = Z * (Z > 0)
        D = (np.random.uniform(0, 1, A.shape) < keep_prob).astype(int)
        A = np.multiply(A, D)
        A /= keep_prob
        parts += [Z, D, A, parameters["W%d" % l], parameters["b%d" % l]]
    Z3 = parameters["W3"] @ A + parameters["b3"]
    A3 = 1 / (1 + np.exp(-Z3))
    return A3, parts + [Z3, A3, parameters["W3"], parameters["b3"]]


# %% np.int, which NumPy had then
import numpy as np
from reg_utils import relu, sigmoid


def forward_propagation_with_dropout(X, parameters, keep_prob = 0.5):
    np.random.seed(1)
    W1, b1, W2, b2, W3, b3 = [parameters[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3")]
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    D1 = np.random.rand(*A1.shape)
    D1 = (D1 < keep_prob).astype(np.int)
    A1 *= D1
    A1 /= keep_prob
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    D2 = np.random.rand(*A2.shape)
    D2 = (D2 < keep_prob) * 1
    A2 *= D2
    A2 /= keep_prob
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache
