# %% the template
import tensorflow as tf

# GRADED FUNCTION: forward_propagation

def forward_propagation(X, parameters):
    W1 = parameters['W1']
    b1 = parameters['b1']
    W2 = parameters['W2']
    b2 = parameters['b2']
    W3 = parameters['W3']
    b3 = parameters['b3']

    # YOUR CODE STARTS HERE
    Z1 = tf.math.add(tf.linalg.matmul(W1, X), b1)
    A1 = tf.keras.activations.relu(Z1)
    Z2 = tf.math.add(tf.linalg.matmul(W2, A1), b2)
    A2 = tf.keras.activations.relu(Z2)
    Z3 = tf.math.add(tf.linalg.matmul(W3, A2), b3)
    # YOUR CODE ENDS HERE
    return Z3

# %% at signs
import tensorflow as tf

def forward_propagation(X, parameters):
    A1 = tf.nn.relu(parameters["W1"] @ X + parameters["b1"])
    A2 = tf.nn.relu(parameters["W2"] @ A1 + parameters["b2"])
    return parameters["W3"] @ A2 + parameters["b3"]

# %% a loop
import tensorflow as tf

def forward_propagation(X, parameters):
    A = X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        Z = tf.add(tf.matmul(parameters["W" + str(l)], A), parameters["b" + str(l)])
        A = tf.nn.relu(Z)
    return Z

# %% maximum
import tensorflow as tf

def forward_propagation(X, parameters):
    A1 = tf.maximum(tf.matmul(parameters["W1"], X) + parameters["b1"], 0)
    A2 = tf.maximum(tf.matmul(parameters["W2"], A1) + parameters["b2"], 0)
    return tf.matmul(parameters["W3"], A2) + parameters["b3"]

# %% tf.function
import tensorflow as tf

@tf.function
def forward_propagation(X, parameters):
    A1 = tf.nn.relu(tf.matmul(parameters["W1"], X) + parameters["b1"])
    A2 = tf.nn.relu(tf.matmul(parameters["W2"], A1) + parameters["b2"])
    return tf.matmul(parameters["W3"], A2) + parameters["b3"]

# %% in rows
import tensorflow as tf

def forward_propagation(X, parameters):
    A = tf.transpose(X)
    for l in "12":
        A = tf.nn.relu(tf.matmul(A, parameters["W" + l], transpose_b=True) + tf.transpose(parameters["b" + l]))
    return tf.transpose(tf.matmul(A, parameters["W3"], transpose_b=True) + tf.transpose(parameters["b3"]))

# %% float64 inside
import tensorflow as tf

def forward_propagation(X, parameters):
    p = {name: tf.cast(value, tf.float64) for name, value in parameters.items()}
    A1 = tf.nn.relu(p["W1"] @ tf.cast(X, tf.float64) + p["b1"])
    A2 = tf.nn.relu(p["W2"] @ A1 + p["b2"])
    return p["W3"] @ A2 + p["b3"]

# %% where
import tensorflow as tf

def relu(Z):
    return tf.where(Z > 0, Z, tf.zeros_like(Z))

def linear(A, W, b):
    return tf.matmul(W, A) + b

def forward_propagation(X, parameters):
    A1 = relu(linear(X, parameters["W1"], parameters["b1"]))
    A2 = relu(linear(A1, parameters["W2"], parameters["b2"]))
    return linear(A2, parameters["W3"], parameters["b3"])

# %% einsum
import tensorflow as tf

def forward_propagation(X, parameters):
    (W1, b1, W2, b2, W3, b3) = (parameters[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3"))
    A1 = tf.keras.activations.relu(tf.einsum("ij,jm->im", W1, X) + b1)
    A2 = tf.keras.activations.relu(tf.einsum("ij,jm->im", W2, A1) + b2)
    return tf.einsum("ij,jm->im", W3, A2) + b3

# %% keras layers
import tensorflow as tf

relu = tf.keras.layers.ReLU()

def forward_propagation(X, parameters):
    A1 = relu(tf.matmul(parameters["W1"], X) + parameters["b1"])
    A2 = relu(tf.matmul(parameters["W2"], A1) + parameters["b2"])
    return tf.matmul(parameters["W3"], A2) + parameters["b3"]

# %% tensordot
import tensorflow as tf

def forward_propagation(X, parameters):
    Z1 = tf.tensordot(parameters["W1"], X, 1) + parameters["b1"]
    Z2 = tf.tensordot(parameters["W2"], tf.nn.relu(Z1), 1) + parameters["b2"]
    return tf.tensordot(parameters["W3"], tf.nn.relu(Z2), 1) + parameters["b3"]

# %% (z + |z|) / 2
import tensorflow as tf

def forward_propagation(X, parameters):
    X = tf.convert_to_tensor(X)
    Z1 = tf.matmul(parameters["W1"], X) + parameters["b1"]
    A1 = (Z1 + tf.abs(Z1)) / 2
    Z2 = tf.matmul(parameters["W2"], A1) + parameters["b2"]
    A2 = Z2 * tf.cast(Z2 > 0, Z2.dtype)
    return tf.matmul(parameters["W3"], A2) + parameters["b3"]
