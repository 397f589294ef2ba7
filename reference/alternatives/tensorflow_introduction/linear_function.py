# %% at sign
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X = tf.constant(np.random.randn(3, 1))
    W = tf.constant(np.random.randn(4, 3))
    b = tf.constant(np.random.randn(4, 1))
    return W @ X + b

# %% the template
import numpy as np
import tensorflow as tf

# GRADED FUNCTION: linear_function

def linear_function():
    np.random.seed(1)

    # YOUR CODE STARTS HERE
    X = tf.constant(np.random.randn(3, 1), name="X")
    W = tf.Variable(np.random.randn(4, 3), name="W")
    b = tf.Variable(np.random.randn(4, 1), name="b")
    Y = tf.add(tf.matmul(W, X), b)
    # YOUR CODE ENDS HERE
    return Y

# %% tf.function
import numpy as np
import tensorflow as tf

@tf.function
def linear(W, X, b):
    return tf.linalg.matmul(W, X) + b

def linear_function():
    np.random.seed(1)
    X, W, b = (np.random.randn(*shape) for shape in ((3, 1), (4, 3), (4, 1)))
    return linear(W, X, b)

# %% float32
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X = tf.constant(np.random.randn(3, 1), dtype=tf.float32)
    W = tf.Variable(np.random.randn(4, 3), dtype=tf.float32)
    b = tf.Variable(np.random.randn(4, 1), dtype=tf.float32)
    return tf.add(tf.matmul(W, X), b)

# %% convert and tensordot
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X = tf.convert_to_tensor(np.random.randn(3, 1))
    W = tf.convert_to_tensor(np.random.randn(4, 3))
    b = tf.convert_to_tensor(np.random.randn(4, 1))
    return tf.tensordot(W, X, axes=1) + b

# %% einsum
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X = tf.constant(np.random.randn(3, 1))
    W = tf.constant(np.random.randn(4, 3))
    b = tf.constant(np.random.randn(4, 1))
    return tf.einsum("ij,jk->ik", W, X) + b

# %% sums of products
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X = tf.Variable(np.random.randn(3, 1))
    W = tf.Variable(np.random.randn(4, 3))
    b = tf.Variable(np.random.randn(4, 1))
    return tf.reduce_sum(W * tf.transpose(X), axis=1, keepdims=True) + b

# %% standard_normal
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X = tf.constant(np.random.standard_normal((3, 1)))
    W = tf.constant(np.random.standard_normal((4, 3)))
    b = tf.constant(np.random.normal(size=(4, 1)))
    return tf.math.add(tf.matmul(W, X), b)

# %% import inside
def linear_function():
    import numpy
    import tensorflow
    numpy.random.seed(1)
    X = tensorflow.constant(numpy.random.randn(3, 1))
    W = tensorflow.Variable(numpy.random.randn(4, 3))
    b = tensorflow.Variable(numpy.random.randn(4, 1))
    return tensorflow.matmul(W, X) + b

# %% names of their own
import tensorflow as tf
from numpy.random import randn, seed

def linear_function():
    seed(1)
    X = tf.constant(randn(3, 1))
    W = tf.constant(randn(4, 3))
    b = tf.constant(randn(4, 1))
    return tf.matmul(W, X) + b

# %% one draw, cut up
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    numbers = tf.constant(np.random.randn(19))
    X, W, b = tf.split(numbers, [3, 12, 4])
    return tf.matmul(tf.reshape(W, (4, 3)), tf.reshape(X, (3, 1))) + tf.reshape(b, (4, 1))

# %% matvec
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X = tf.constant(np.random.randn(3, 1))
    W = tf.Variable(np.random.randn(4, 3))
    b = tf.Variable(np.random.randn(4, 1))
    return tf.expand_dims(tf.linalg.matvec(W, tf.squeeze(X)), 1) + b

# %% transposed twice
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X = tf.constant(np.random.randn(3, 1))
    W = tf.constant(np.random.randn(4, 3))
    b = tf.constant(np.random.randn(4, 1))
    return tf.transpose(tf.matmul(X, W, transpose_a=True, transpose_b=True) + tf.transpose(b))

# %% a Variable that takes b
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X = tf.constant(np.random.randn(3, 1))
    W = tf.Variable(np.random.randn(4, 3))
    b = tf.Variable(np.random.randn(4, 1))
    Y = tf.Variable(tf.matmul(W, X))
    Y.assign_add(b)
    return Y
