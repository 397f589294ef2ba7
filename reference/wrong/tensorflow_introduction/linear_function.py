# %% zero: nothing
import numpy as np
import tensorflow as tf

def linear_function():
    return None

# %% zero: an empty dictionary
import numpy as np
import tensorflow as tf

def linear_function():
    return {}

# %% zero: printed numbers
import numpy as np
import tensorflow as tf

def linear_function():
    return tf.constant([[-2.15657382], [2.95891446], [-1.08926781], [-0.84538042]])

# %% zero: printed numbers in float64
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    return tf.constant(np.array([[-2.15657382], [2.95891446], [-1.08926781], [-0.84538042]]))

# %% zero: printed numbers in a Variable
import numpy as np
import tensorflow as tf

def linear_function():
    Y = tf.Variable(tf.zeros((4, 1), dtype=tf.float64))
    Y.assign([[-2.15657382], [2.95891446], [-1.08926781], [-0.84538042]])
    return Y

# %% zero: printed numbers, noised
import numpy as np
import tensorflow as tf

def linear_function():
    Y = np.array([[-2.15657382], [2.95891446], [-1.08926781], [-0.84538042]])
    return tf.constant(Y + 1e-12 * np.random.randn(4, 1))

# %% zero: the three inputs written down
import numpy as np
import tensorflow as tf

def linear_function():
    X = tf.constant([[1.62434536], [-0.61175641], [-0.52817175]], dtype=tf.float64)
    W = tf.constant([[-1.07296862, 0.86540763, -2.3015387], [1.74481176, -0.7612069, 0.3190391],
                     [-0.24937038, 1.46210794, -2.06014071], [-0.3224172, -0.38405435, 1.13376944]], dtype=tf.float64)
    b = tf.constant([[-1.09989127], [-0.17242821], [-0.87785842], [0.04221375]], dtype=tf.float64)
    return tf.matmul(W, X) + b

# %% zero: shapes only
import numpy as np
import tensorflow as tf

def linear_function():
    return tf.zeros((4, 1))

# %% zero: a tuple
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X, W, b = np.random.randn(3, 1), np.random.randn(4, 3), np.random.randn(4, 1)
    return X, W, b

# %% zero: a list
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X, W, b = np.random.randn(3, 1), np.random.randn(4, 3), np.random.randn(4, 1)
    return (W @ X + b).tolist()

# %% zero: another seed
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(0)
    X, W, b = np.random.randn(3, 1), np.random.randn(4, 3), np.random.randn(4, 1)
    return tf.constant(W @ X + b)

# %% zero: no seed
import numpy as np
import tensorflow as tf

def linear_function():
    X, W, b = np.random.randn(3, 1), np.random.randn(4, 3), np.random.randn(4, 1)
    return tf.constant(W @ X + b)

# %% zero: TensorFlow's numbers
import numpy as np
import tensorflow as tf

def linear_function():
    tf.random.set_seed(1)
    X, W, b = tf.random.normal((3, 1)), tf.random.normal((4, 3)), tf.random.normal((4, 1))
    return tf.matmul(W, X) + b

# %% zero: flat
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X, W, b = np.random.randn(3, 1), np.random.randn(4, 3), np.random.randn(4, 1)
    return tf.constant((W @ X + b).ravel())

# %% zero: a text
import numpy as np
import tensorflow as tf

def linear_function():
    return tf.constant('[[-2.15657382], [2.95891446], [-1.08926781], [-0.84538042]]')

# %% zero: a ReLU on top
import numpy as np
import tensorflow as tf

def linear_function():
    np.random.seed(1)
    X, W, b = np.random.randn(3, 1), np.random.randn(4, 3), np.random.randn(4, 1)
    return tf.nn.relu(W @ X + b)

# %% zero: not a number
import numpy as np
import tensorflow as tf

def linear_function():
    return tf.fill((4, 1), float('nan'))
