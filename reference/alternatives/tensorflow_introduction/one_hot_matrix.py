# %% range compared
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    label = tf.cast(tf.reshape(label, [1]), tf.int32)
    return tf.cast(tf.range(depth) == label, tf.float32)

# %% the template
import tensorflow as tf

# GRADED FUNCTION: one_hot_matrix

def one_hot_matrix(label, depth=6):
    # YOUR CODE STARTS HERE
    one_hot = tf.reshape(tf.one_hot(label, depth, axis=0), (depth, ))
    # YOUR CODE ENDS HERE
    return one_hot

# %% called C
import tensorflow as tf

def one_hot_matrix(label, C=6):
    one_hot = tf.reshape(tf.one_hot(label, C, axis=0), shape=[C, ])
    return one_hot

# %% a column, as in the earliest notebook
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.reshape(tf.one_hot(label, depth, axis=0), (depth, 1))

# %% reshape to -1
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.reshape(tf.one_hot(label, depth), [-1])

# %% eye
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.reshape(tf.gather(tf.eye(depth), label), (depth,))

# %% squeeze
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.squeeze(tf.one_hot(label, depth, axis=0))

# %% label flattened first
import tensorflow as tf

def one_hot_matrix(label, depth):
    label = tf.reshape(label, ())
    return tf.one_hot(label, depth, on_value=1.0, off_value=0.0)

# %% to_categorical
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.reshape(tf.keras.utils.to_categorical(label, num_classes=depth), (depth,))

# %% scatter
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    index = tf.reshape(tf.cast(label, tf.int32), (1, 1))
    return tf.scatter_nd(index, tf.ones(1), [depth])

# %% integers
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.reshape(tf.one_hot(label, depth, dtype=tf.int32), (depth,))

# %% float64 column
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.reshape(tf.one_hot(label, depth, axis=-1, dtype=tf.float64), [-1, 1])

# %% tf.function
import tensorflow as tf

@tf.function
def one_hot_matrix(label, depth=6):
    return tf.reshape(tf.one_hot(label, depth), (depth,))

# %% NumPy on the way
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    vector = np.zeros(depth, dtype=np.float32)
    vector[int(np.squeeze(label))] = 1
    return tf.constant(vector)

# %% keras.ops
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.keras.ops.reshape(tf.keras.ops.one_hot(label, depth), (depth,))
