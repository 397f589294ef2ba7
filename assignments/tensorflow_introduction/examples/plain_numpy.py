import numpy as np

def linear_function():
    np.random.seed(1)
    X, W, b = np.random.randn(3, 1), np.random.randn(4, 3), np.random.randn(4, 1)
    return np.dot(W, X) + b

def sigmoid(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))

def one_hot_matrix(label, depth=6):
    return np.eye(depth)[int(np.ravel(label)[0])]

def initialize_parameters():
    shapes = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}
    return {name: np.random.randn(*shape) * np.sqrt(2 / sum(shape)) for name, shape in shapes.items()}

def forward_propagation(X, parameters):
    p = {name: np.array(value) for name, value in parameters.items()}
    A1 = np.maximum(0, p["W1"] @ np.array(X) + p["b1"])
    A2 = np.maximum(0, p["W2"] @ A1 + p["b2"])
    return p["W3"] @ A2 + p["b3"]

def compute_total_loss(logits, labels):
    Z, Y = np.array(logits), np.array(labels)
    return np.sum(Y * (np.log(np.exp(Z).sum(axis=0)) - Z))
