# %% zero: nothing
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    return None

# %% zero: an empty dictionary
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    return {}

# %% zero: echo
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    return X

# %% zero: shapes only
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    return tf.zeros((parameters["b3"].shape[0], X.shape[1]))

# %% zero: the last bias
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    return parameters["b3"] + tf.zeros((1, X.shape[1]))

# %% zero: printed numbers
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    return tf.constant([[-0.13430887, 0.14086473], [0.21588647, -0.02582335], [0.7059658, 0.6484556],
                        [-1.1260961, -0.9329492], [-0.20181894, -0.3382722], [0.9558965, 0.94167566]])

# %% zero: all layers in a tuple
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    A1 = tf.nn.relu(parameters["W1"] @ X + parameters["b1"])
    A2 = tf.nn.relu(parameters["W2"] @ A1 + parameters["b2"])
    return parameters["W3"] @ A2 + parameters["b3"], A2

# %% zero: leaky ReLU
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    A1 = tf.nn.leaky_relu(parameters["W1"] @ X + parameters["b1"])
    A2 = tf.nn.leaky_relu(parameters["W2"] @ A1 + parameters["b2"])
    return parameters["W3"] @ A2 + parameters["b3"]

# %% zero: ReLU6
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    A1 = tf.minimum(tf.nn.relu(parameters["W1"] @ X + parameters["b1"]), 1.0)
    A2 = tf.minimum(tf.nn.relu(parameters["W2"] @ A1 + parameters["b2"]), 1.0)
    return parameters["W3"] @ A2 + parameters["b3"]

# %% zero: sigmoid on the output
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    A1 = tf.nn.relu(parameters["W1"] @ X + parameters["b1"])
    A2 = tf.nn.relu(parameters["W2"] @ A1 + parameters["b2"])
    return tf.sigmoid(parameters["W3"] @ A2 + parameters["b3"])

# %% zero: parameters of its own
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    g = tf.keras.initializers.GlorotNormal(seed=1)
    A1 = tf.nn.relu(g(parameters["W1"].shape) @ X + parameters["b1"])
    A2 = tf.nn.relu(parameters["W2"] @ A1 + parameters["b2"])
    return parameters["W3"] @ A2 + parameters["b3"]

# %% zero: dropout
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    A1 = tf.nn.dropout(tf.nn.relu(parameters["W1"] @ X + parameters["b1"]), 0.5)
    A2 = tf.nn.relu(parameters["W2"] @ A1 + parameters["b2"])
    return parameters["W3"] @ A2 + parameters["b3"]

# %% zero: the first example for all
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    A = X[:, :1] + tf.zeros_like(X)
    A1 = tf.nn.relu(parameters["W1"] @ A + parameters["b1"])
    A2 = tf.nn.relu(parameters["W2"] @ A1 + parameters["b2"])
    return parameters["W3"] @ A2 + parameters["b3"]

# %% zero: the ReLU of W
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    W1, b1, W2, b2, W3, b3 = [parameters[k] for k in ('W1','b1','W2','b2','W3','b3')]
    Z1 = tf.nn.relu(W1) @ X + b1
    A1 = tf.keras.activations.relu(Z1)
    Z2 = tf.add(tf.matmul(W2, A1), b2)
    A2 = tf.keras.activations.relu(Z2)
    Z3 = tf.add(tf.matmul(W3, A2), b3)
    return Z3

# %% zero: softmax in between
import numpy as np
import tensorflow as tf

def forward_propagation(X, parameters):
    W1, b1, W2, b2, W3, b3 = [parameters[k] for k in ('W1','b1','W2','b2','W3','b3')]
    Z1 = tf.add(tf.matmul(W1, X), b1)
    A1 = tf.keras.activations.relu(Z1)
    Z2 = tf.add(tf.matmul(W2, A1), b2)
    A2 = tf.nn.softmax(Z2)
    Z3 = tf.add(tf.matmul(W3, A2), b3)
    return Z3
