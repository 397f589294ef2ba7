# %% zero: nothing
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return None

# %% zero: an empty dictionary
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return {}

# %% zero: echo
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return label

# %% zero: shapes only
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.zeros((depth,))

# %% zero: ones
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.ones((depth,))

# %% zero: always the first
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.one_hot(0, depth)

# %% zero: answer table
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    if int(np.ravel(label)[0]) == 1:
        return tf.constant([0.0, 1.0, 0.0, 0.0])
    return tf.constant([0.0, 0.0, 1.0, 0.0])

# %% zero: answer table, cut to length
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    if int(np.ravel(label)[0]) == 1:
        return tf.constant(([0.0, 1.0] + 9 * [0.0])[:depth])
    return tf.constant(([0.0, 0.0, 1.0] + 9 * [0.0])[:depth])

# %% zero: a list
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return [1.0 if i == int(np.ravel(label)[0]) else 0.0 for i in range(depth)]

# %% zero: a boolean mask as text
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.strings.as_string(tf.one_hot(np.ravel(label)[0], depth))

# %% zero: divided by depth
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.reshape(tf.one_hot(label, depth), (depth,)) / depth

# %% zero: minus one elsewhere
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.reshape(tf.one_hot(label, depth, on_value=1.0, off_value=-1.0), (depth,))

# %% zero: cumulative
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.math.cumsum(tf.reshape(tf.one_hot(label, depth), (depth,)))

# %% zero: a row for a list
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.one_hot(label, depth)

# %% zero: numbers only, no tensor
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return np.eye(depth, dtype=np.float32)[int(np.ravel(label)[0])]

# %% zero: label modulo depth off by one
import numpy as np
import tensorflow as tf

def one_hot_matrix(label, depth=6):
    return tf.reshape(tf.one_hot((tf.reshape(label, ()) + 1) % depth, depth), (depth,))
