# %% the template of 2017
import numpy as np
import matplotlib.pyplot as plt
from reg_utils import sigmoid, relu, plot_decision_boundary, initialize_parameters, load_2D_dataset, predict_dec
from reg_utils import compute_cost, predict, forward_propagation, backward_propagation, update_parameters
from testCases import *

# GRADED FUNCTION: backward_propagation_with_regularization

def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache

    dZ3 = A3 - Y

    ### START CODE HERE ### (approx. 1 line)
    dW3 = 1./m * np.dot(dZ3, A2.T) + lambd/m * W3
    ### END CODE HERE ###
    db3 = 1./m * np.sum(dZ3, axis=1, keepdims = True)

    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    ### START CODE HERE ### (approx. 1 line)
    dW2 = 1./m * np.dot(dZ2, A1.T) + lambd/m * W2
    ### END CODE HERE ###
    db2 = 1./m * np.sum(dZ2, axis=1, keepdims = True)

    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    ### START CODE HERE ### (approx. 1 line)
    dW1 = 1./m * np.dot(dZ1, X.T) + lambd/m * W1
    ### END CODE HERE ###
    db1 = 1./m * np.sum(dZ1, axis=1, keepdims = True)

    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3,"dA2": dA2,
                 "dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1,
                 "dZ1": dZ1, "dW1": dW1, "db1": db1}

    return gradients

# %% the template of 2021, one bracket for both terms
import numpy as np

# GRADED FUNCTION: backward_propagation_with_regularization

def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache

    dZ3 = A3 - Y
    #(≈ 1 lines of code)
    # dW3 = 1./m * None
    # YOUR CODE STARTS HERE
    dW3 = 1./m * (np.dot(dZ3, A2.T) + lambd * W3)
    # YOUR CODE ENDS HERE
    db3 = 1. / m * np.sum(dZ3, axis=1, keepdims=True)

    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    # YOUR CODE STARTS HERE
    dW2 = 1./m * (np.dot(dZ2, A1.T) + lambd * W2)
    # YOUR CODE ENDS HERE
    db2 = 1. / m * np.sum(dZ2, axis=1, keepdims=True)

    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    # YOUR CODE STARTS HERE
    dW1 = 1./m * (np.dot(dZ1, X.T) + lambd * W1)
    # YOUR CODE ENDS HERE
    db1 = 1. / m * np.sum(dZ1, axis=1, keepdims=True)

    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2,
                 "dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1,
                 "dZ1": dZ1, "dW1": dW1, "db1": db1}
    return gradients

# %% no imports at all
def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3 = cache
    g = {}
    g["dZ3"] = A3 - Y
    g["dA2"] = W3.T.dot(g["dZ3"])
    g["dZ2"] = g["dA2"] * (A2 > 0)
    g["dA1"] = W2.T.dot(g["dZ2"])
    g["dZ1"] = g["dA1"] * (A1 > 0)
    for l, A, W in (("1", X, W1), ("2", A1, W2), ("3", A2, W3)):
        g["dW" + l] = (g["dZ" + l].dot(A.T) + lambd * W) / m
        g["db" + l] = g["dZ" + l].sum(axis=1, keepdims=True) / m
    return g

# %% the given backward_propagation, then the terms
import numpy as np
from reg_utils import backward_propagation

def backward_propagation_with_regularization(X, Y, cache, lambd):
    gradients = backward_propagation(X, Y, cache)
    m = X.shape[1]
    for l, place in ((1, 2), (2, 6), (3, 10)):
        gradients["dW" + str(l)] += lambd / m * cache[place]
    return gradients

# %% through the helper module
import reg_utils

def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    grads = dict(reg_utils.backward_propagation(X, Y, cache))
    grads["dW1"] = grads["dW1"] + (lambd * cache[2]) / m
    grads["dW2"] = grads["dW2"] + (lambd * cache[6]) / m
    grads["dW3"] = grads["dW3"] + (lambd * cache[10]) / m
    return grads

# %% a loop from the last layer to the first
import numpy as np

def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    layers = {0: {"A": X}}
    for l in range(3):
        Z, A, W, b = cache[4 * l: 4 * l + 4]
        layers[l + 1] = {"Z": Z, "A": A, "W": W, "b": b}
    gradients = {}
    dZ = layers[3]["A"] - Y
    for l in (3, 2, 1):
        gradients["dZ%d" % l] = dZ
        gradients["dW%d" % l] = dZ @ layers[l - 1]["A"].T / m + lambd * layers[l]["W"] / m
        gradients["db%d" % l] = np.mean(dZ, axis=1, keepdims=True)
        if l > 1:
            dA = layers[l]["W"].T @ dZ
            gradients["dA%d" % (l - 1)] = dA
            dZ = dA * (layers[l - 1]["Z"] > 0)
    return gradients

# %% einsum
import numpy as np

def backward_propagation_with_regularization(X, Y, cache, lambd):
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = Y.shape[1]
    def dW(dZ, A, W):
        return np.einsum("im,jm->ij", dZ, A) / m + lambd / m * W
    def db(dZ):
        return np.einsum("im->i", dZ)[:, None] / m
    dZ3 = A3 - Y
    dA2 = np.einsum("ij,im->jm", W3, dZ3)
    dZ2 = np.where(A2 > 0, dA2, 0)
    dA1 = np.einsum("ij,im->jm", W2, dZ2)
    dZ1 = np.where(A1 > 0, dA1, 0)
    return dict(dZ3=dZ3, dW3=dW(dZ3, A2, W3), db3=db(dZ3), dA2=dA2, dZ2=dZ2, dW2=dW(dZ2, A1, W2), db2=db(dZ2),
                dA1=dA1, dZ1=dZ1, dW1=dW(dZ1, X, W1), db1=db(dZ1))

# %% ReLU by boolean indexing
import numpy as np

def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = np.matmul(dZ3, A2.T) / m
    dW3 += lambd / m * W3
    db3 = np.sum(dZ3, axis=1, keepdims=True) / m
    dA2 = np.matmul(W3.T, dZ3)
    dZ2 = np.array(dA2, copy=True)
    dZ2[Z2 <= 0] = 0
    dW2 = np.matmul(dZ2, A1.T) / m
    dW2 += lambd / m * W2
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dA1 = np.matmul(W2.T, dZ2)
    dZ1 = np.array(dA1, copy=True)
    dZ1[Z1 <= 0] = 0
    dW1 = np.matmul(dZ1, X.T) / m
    dW1 += lambd / m * W1
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
                 "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
    return gradients

# %% float32
import numpy as np

def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = np.float32(X.shape[1])
    X = X.astype(np.float32)
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = [np.asarray(c, dtype=np.float32) for c in cache]
    lam = np.float32(lambd)
    dZ3 = A3 - Y.astype(np.float32)
    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (A2 > 0).astype(np.float32)
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (A1 > 0).astype(np.float32)
    return {
        "dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1,
        "dW3": (dZ3 @ A2.T + lam * W3) / m, "dW2": (dZ2 @ A1.T + lam * W2) / m, "dW1": (dZ1 @ X.T + lam * W1) / m,
        "db3": dZ3.sum(1, keepdims=True) / m, "db2": dZ2.sum(1, keepdims=True) / m, "db1": dZ1.sum(1, keepdims=True) / m,
    }

# %% bias sums reshaped, an OrderedDict and one key more
from collections import OrderedDict
import numpy as np

def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    gradients = OrderedDict()
    gradients["dZ3"] = dZ3 = np.subtract(A3, Y)
    gradients["dW3"] = np.dot(dZ3, A2.T) * (1 / m) + np.multiply(W3, lambd / m)
    gradients["db3"] = np.sum(dZ3, axis=1).reshape(-1, 1) / m
    gradients["dA2"] = dA2 = np.dot(W3.T, dZ3)
    gradients["dZ2"] = dZ2 = dA2 * (A2 > 0).astype(int)
    gradients["dW2"] = np.dot(dZ2, A1.T) * (1 / m) + np.multiply(W2, lambd / m)
    gradients["db2"] = np.sum(dZ2, axis=1).reshape(-1, 1) / m
    gradients["dA1"] = dA1 = np.dot(W2.T, dZ2)
    gradients["dZ1"] = dZ1 = dA1 * (A1 > 0).astype(int)
    gradients["dW1"] = np.dot(dZ1, X.T) * (1 / m) + np.multiply(W1, lambd / m)
    gradients["db1"] = np.sum(dZ1, axis=1).reshape(-1, 1) / m
    gradients["lambd"] = lambd
    return gradients

# %% a sum over examples
import numpy as np

def backward_propagation_with_regularization(X, Y, cache, lambd):
    Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = X.shape[1]
    grads = {"dZ3": A3 - Y, "dA2": np.zeros(A2.shape), "dZ2": np.zeros(A2.shape), "dA1": np.zeros(A1.shape),
             "dZ1": np.zeros(A1.shape)}
    for l, W in ((1, W1), (2, W2), (3, W3)):
        grads["dW" + str(l)] = lambd * W / m
        grads["db" + str(l)] = np.zeros((W.shape[0], 1))
    for i in range(m):
        d3 = grads["dZ3"][:, i:i+1]
        a2 = W3.T @ d3
        d2 = a2 * (A2[:, i:i+1] > 0)
        a1 = W2.T @ d2
        d1 = a1 * (A1[:, i:i+1] > 0)
        for key, value in (("dA2", a2), ("dZ2", d2), ("dA1", a1), ("dZ1", d1)):
            grads[key][:, i:i+1] = value
        for l, d, A in ((1, d1, X), (2, d2, A1), (3, d3, A2)):
            grads["dW" + str(l)] += d @ A[:, i:i+1].T / m
            grads["db" + str(l)] += d / m
    return grads

# %% works in the A3 of the cache
import numpy as np

def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3 = cache
    A3 -= Y
    dZ3 = A3
    dA2 = W3.T @ dZ3
    dW3 = dZ3 @ A2.T / m + lambd / m * W3
    db3 = np.sum(dZ3, axis=1, keepdims=True) / m
    dZ2 = dA2 * (A2 > 0)
    dA1 = W2.T @ dZ2
    dW2 = dZ2 @ A1.T / m + lambd / m * W2
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = dA1 * (A1 > 0)
    dW1 = dZ1 @ X.T / m + lambd / m * W1
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
