# %% the template of 2017
import numpy as np
import matplotlib.pyplot as plt
from reg_utils import sigmoid, relu, plot_decision_boundary, initialize_parameters, load_2D_dataset, predict_dec
from reg_utils import compute_cost, predict, forward_propagation, backward_propagation, update_parameters
from testCases import *

# GRADED FUNCTION: backward_propagation_with_dropout

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache

    dZ3 = A3 - Y
    dW3 = 1./m * np.dot(dZ3, A2.T)
    db3 = 1./m * np.sum(dZ3, axis=1, keepdims = True)
    dA2 = np.dot(W3.T, dZ3)
    ### START CODE HERE ### (≈ 2 lines of code)
    dA2 = dA2 * D2              # Step 1: Apply mask D2 to shut down the same neurons as during the forward propagation
    dA2 = dA2 / keep_prob              # Step 2: Scale the value of neurons that haven't been shut down
    ### END CODE HERE ###
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1./m * np.dot(dZ2, A1.T)
    db2 = 1./m * np.sum(dZ2, axis=1, keepdims = True)

    dA1 = np.dot(W2.T, dZ2)
    ### START CODE HERE ### (≈ 2 lines of code)
    dA1 = dA1 * D1
    dA1 = dA1 / keep_prob
    ### END CODE HERE ###
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1./m * np.dot(dZ1, X.T)
    db1 = 1./m * np.sum(dZ1, axis=1, keepdims = True)

    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3,"dA2": dA2,
                 "dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1,
                 "dZ1": dZ1, "dW1": dW1, "db1": db1}

    return gradients

# %% the template of 2021, in place
import numpy as np

# GRADED FUNCTION: backward_propagation_with_dropout

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache

    dZ3 = A3 - Y
    dW3 = 1. / m * np.dot(dZ3, A2.T)
    db3 = 1. / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    #(≈ 2 lines of code)
    # YOUR CODE STARTS HERE
    dA2 *= D2
    dA2 /= keep_prob
    # YOUR CODE ENDS HERE
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1. / m * np.dot(dZ2, A1.T)
    db2 = 1. / m * np.sum(dZ2, axis=1, keepdims=True)

    dA1 = np.dot(W2.T, dZ2)
    # YOUR CODE STARTS HERE
    dA1 *= D1
    dA1 /= keep_prob
    # YOUR CODE ENDS HERE
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1. / m * np.dot(dZ1, X.T)
    db1 = 1. / m * np.sum(dZ1, axis=1, keepdims=True)

    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2,
                 "dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1,
                 "dZ1": dZ1, "dW1": dW1, "db1": db1}
    return gradients

# %% no imports at all
def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    g = {"dZ3": A3 - Y}
    g["dA2"] = W3.T.dot(g["dZ3"]) * D2 / keep_prob
    g["dZ2"] = g["dA2"] * (A2 > 0)
    g["dA1"] = W2.T.dot(g["dZ2"]) * D1 / keep_prob
    g["dZ1"] = g["dA1"] * (A1 > 0)
    for l, A in (("1", X), ("2", A1), ("3", A2)):
        g["dW" + l] = g["dZ" + l].dot(A.T) / m
        g["db" + l] = g["dZ" + l].sum(axis=1, keepdims=True) / m
    return g

# %% np.multiply and np.divide
import numpy as np

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = np.subtract(A3, Y)
    dW3 = np.divide(np.matmul(dZ3, A2.T), m)
    db3 = np.divide(np.sum(dZ3, axis=1, keepdims=True), m)
    dA2 = np.divide(np.multiply(np.matmul(W3.T, dZ3), D2), keep_prob)
    dZ2 = np.multiply(dA2, (Z2 > 0).astype(int))
    dW2 = np.divide(np.matmul(dZ2, A1.T), m)
    db2 = np.divide(np.sum(dZ2, axis=1, keepdims=True), m)
    dA1 = np.divide(np.multiply(np.matmul(W2.T, dZ2), D1), keep_prob)
    dZ1 = np.multiply(dA1, (Z1 > 0).astype(int))
    dW1 = np.divide(np.matmul(dZ1, X.T), m)
    db1 = np.divide(np.sum(dZ1, axis=1, keepdims=True), m)
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% dropped units set to zero by index
import numpy as np

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = dZ3 @ A2.T / m
    db3 = dZ3.mean(axis=1, keepdims=True)
    dA2 = W3.T @ dZ3
    dA2[D2 == 0] = 0
    dA2 = dA2 / keep_prob
    dZ2 = dA2.copy()
    dZ2[A2 <= 0] = 0
    dW2 = dZ2 @ A1.T / m
    db2 = dZ2.mean(axis=1, keepdims=True)
    dA1 = W2.T @ dZ2
    dA1[D1 == 0] = 0
    dA1 = dA1 / keep_prob
    dZ1 = dA1.copy()
    dZ1[A1 <= 0] = 0
    dW1 = dZ1 @ X.T / m
    db1 = dZ1.mean(axis=1, keepdims=True)
    return dict(dZ3=dZ3, dW3=dW3, db3=db3, dA2=dA2, dZ2=dZ2, dW2=dW2, db2=db2, dA1=dA1, dZ1=dZ1, dW1=dW1, db1=db1)

# %% einsum and np.where
import numpy as np

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = Y.shape[1]
    def back(W, dZ, D):
        return np.where(D, np.einsum("ij,im->jm", W, dZ) / keep_prob, 0)
    def both(dZ, A):
        return np.einsum("im,jm->ij", dZ, A) / m, np.einsum("im->i", dZ).reshape(-1, 1) / m
    g = {}
    g["dZ3"] = A3 - Y
    g["dA2"] = back(W3, g["dZ3"], D2)
    g["dZ2"] = np.where(A2 > 0, g["dA2"], 0)
    g["dA1"] = back(W2, g["dZ2"], D1)
    g["dZ1"] = np.where(A1 > 0, g["dA1"], 0)
    g["dW1"], g["db1"] = both(g["dZ1"], X)
    g["dW2"], g["db2"] = both(g["dZ2"], A1)
    g["dW3"], g["db3"] = both(g["dZ3"], A2)
    return g

# %% a loop from the last layer to the first
import numpy as np

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    D = {1: cache[1], 2: cache[6]}
    A = {0: X, 1: cache[2], 2: cache[7], 3: cache[11]}
    W = {1: cache[3], 2: cache[8], 3: cache[12]}
    gradients = {}
    dZ = A[3] - Y
    for l in range(3, 0, -1):
        gradients["dZ" + str(l)] = dZ
        gradients["dW" + str(l)] = 1/m * np.dot(dZ, A[l-1].T)
        gradients["db" + str(l)] = 1/m * np.sum(dZ, axis=1, keepdims=True)
        if l > 1:
            dA = np.dot(W[l].T, dZ) * D[l-1] / keep_prob
            gradients["dA" + str(l-1)] = dA
            dZ = dA * np.int64(A[l-1] > 0)
    return gradients

# %% the scaled mask first
import numpy as np

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    scaled2, scaled1 = D2 / keep_prob, D1 / keep_prob
    dZ3 = A3 - Y
    dW3 = 1. / m * np.dot(dZ3, A2.T)
    db3 = 1. / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = scaled2 * np.dot(W3.T, dZ3)
    dZ2 = dA2 * (Z2 > 0)
    dW2 = 1. / m * np.dot(dZ2, A1.T)
    db2 = 1. / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = scaled1 * np.dot(W2.T, dZ2)
    dZ1 = dA1 * (Z1 > 0)
    dW1 = 1. / m * np.dot(dZ1, X.T)
    db1 = 1. / m * np.sum(dZ1, axis=1, keepdims=True)
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% in place in the cache
import numpy as np

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    A3 -= Y
    dZ3 = A3
    dW3 = dZ3 @ A2.T
    dW3 /= m
    dA2 = np.multiply(W3.T @ dZ3, D2)
    dA2 /= keep_prob
    A2 = np.sign(A2)
    dZ2 = dA2 * A2
    dW2 = dZ2 @ A1.T
    dW2 /= m
    dA1 = np.multiply(W2.T @ dZ2, D1)
    dA1 /= keep_prob
    np.sign(A1, out=A1)
    dZ1 = dA1 * A1
    dW1 = dZ1 @ X.T
    dW1 /= m
    sums = [np.dot(dZ, np.ones((m, 1))) / m for dZ in (dZ1, dZ2, dZ3)]
    return {"dZ3": dZ3, "dW3": dW3, "db3": sums[2], "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": sums[1],
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": sums[0]}

# %% float32
import numpy as np

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    f = np.float32
    m = f(X.shape[1])
    X = X.astype(f)
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = [c.astype(f) for c in cache]
    dZ3 = A3 - Y.astype(f)
    dA2 = W3.T @ dZ3 * D2 / f(keep_prob)
    dZ2 = dA2 * (A2 > 0)
    dA1 = W2.T @ dZ2 * D1 / f(keep_prob)
    dZ1 = dA1 * (A1 > 0)
    out = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    for l, dZ, A in ((3, dZ3, A2), (2, dZ2, A1), (1, dZ1, X)):
        out["dW%d" % l] = dZ @ A.T / m
        out["db%d" % l] = dZ.sum(axis=1, keepdims=True) / m
    return out

# %% a class that keeps the cache by name
import numpy as np

NAMES = "Z1 D1 A1 W1 b1 Z2 D2 A2 W2 b2 Z3 A3 W3 b3".split()

class Cache:
    def __init__(self, items):
        for name, item in zip(NAMES, items):
            setattr(self, name, item)

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    c = Cache(cache)
    m = X.shape[1]
    dZ3 = c.A3 - Y
    dA2 = (c.W3.T @ dZ3) * (c.D2 == 1) * (1 / keep_prob)
    dZ2 = dA2 * (c.A2 > 0)
    dA1 = (c.W2.T @ dZ2) * (c.D1 == 1) * (1 / keep_prob)
    dZ1 = dA1 * (c.A1 > 0)
    return {
        "dZ3": dZ3, "dW3": dZ3 @ c.A2.T / m, "db3": np.mean(dZ3, axis=1, keepdims=True),
        "dA2": dA2, "dZ2": dZ2, "dW2": dZ2 @ c.A1.T / m, "db2": np.mean(dZ2, axis=1, keepdims=True),
        "dA1": dA1, "dZ1": dZ1, "dW1": dZ1 @ X.T / m, "db1": np.mean(dZ1, axis=1, keepdims=True),
    }

# %% the given backward pass of each block, with prints
import numpy as np

def linear_backward(dZ, A_prev, W):
    m = A_prev.shape[1]
    return np.dot(W.T, dZ), np.dot(dZ, A_prev.T) / m, np.sum(dZ, axis=1, keepdims=True) / m

def relu_backward(dA, Z):
    dZ = np.array(dA, copy=True)
    dZ[Z <= 0] = 0
    return dZ

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dA2, dW3, db3 = linear_backward(dZ3, A2, W3)
    dA2 = dA2 * D2 / keep_prob
    print("dA2", dA2.shape)
    dZ2 = relu_backward(dA2, Z2)
    dA1, dW2, db2 = linear_backward(dZ2, A1, W2)
    dA1 = dA1 * D1 / keep_prob
    print("dA1", dA1.shape)
    dZ1 = relu_backward(dA1, Z1)
    _, dW1, db1 = linear_backward(dZ1, X, W1)
    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
                 "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
    return gradients
