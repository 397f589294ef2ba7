# %% the formula
import tensorflow as tf

def sigmoid(z):
    z = tf.cast(z, tf.float32)
    return 1 / (1 + tf.exp(-z))

# %% the template
import tensorflow as tf

# GRADED FUNCTION: sigmoid

def sigmoid(z):
    # YOUR CODE STARTS HERE
    z = tf.cast(z, tf.float32)
    a = tf.keras.activations.sigmoid(z)
    # YOUR CODE ENDS HERE
    return a

# %% tf.nn
import tensorflow as tf

def sigmoid(z):
    return tf.nn.sigmoid(tf.cast(z, dtype=tf.float32))

# %% tf.math
import tensorflow as tf

def sigmoid(z):
    return tf.math.sigmoid(tf.cast(z, "float32"))

# %% tf.sigmoid of a tensor
import tensorflow as tf

def sigmoid(z):
    return tf.sigmoid(tf.convert_to_tensor(tf.cast(z, tf.float32)))

# %% by tanh
import tensorflow as tf

def sigmoid(z):
    z = tf.cast(z, tf.float32)
    return 0.5 * (tf.tanh(z / 2) + 1)

# %% by softplus
import tensorflow as tf

def sigmoid(z):
    z = tf.cast(z, tf.float32)
    return tf.exp(-tf.nn.softplus(-z))

# %% tf.function
import tensorflow as tf

@tf.function
def sigmoid(z):
    return tf.keras.activations.sigmoid(tf.cast(z, tf.float32))

# %% keras layer
import tensorflow as tf

layer = tf.keras.layers.Activation("sigmoid")

def sigmoid(z):
    return layer(tf.cast(z, tf.float32))

# %% get by name
import tensorflow as tf

def sigmoid(z):
    f = tf.keras.activations.get("sigmoid")
    return f(tf.cast(z, tf.float32))

# %% float64
import tensorflow as tf

def sigmoid(z):
    return tf.nn.sigmoid(tf.cast(z, tf.float64))

# %% lambda
import tensorflow as tf

sigmoid = lambda z: tf.math.reciprocal(1 + tf.math.exp(-tf.cast(z, tf.float32)))

# %% keras.ops
import tensorflow as tf

def sigmoid(x):
    return tf.keras.ops.sigmoid(tf.keras.ops.cast(x, "float32"))

# %% a constant from NumPy
import numpy as np
import tensorflow as tf

def sigmoid(z):
    z = tf.constant(np.array(z, dtype=np.float32))
    return tf.sigmoid(z)

# %% both sides
import tensorflow as tf

def sigmoid(z):
    z = tf.cast(z, tf.float32)
    e = tf.exp(-tf.abs(z))
    return tf.where(z >= 0, 1 / (1 + e), e / (1 + e))
