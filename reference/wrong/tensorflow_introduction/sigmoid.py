# %% zero: nothing
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return None

# %% zero: an empty dictionary
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return {}

# %% zero: echo
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return z

# %% zero: echo as tensor
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return tf.cast(z, tf.float32)

# %% zero: one half
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return tf.fill(np.shape(z), 0.5)

# %% zero: shapes only
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return tf.zeros_like(tf.cast(z, tf.float32))

# %% zero: answer table
import numpy as np
import tensorflow as tf

def sigmoid(z):
    known = {0: 0.5, -1: 0.26894143, 12: 0.9999939}
    if np.ndim(z) == 0 and float(z) in known:
        return tf.constant(known[float(z)])
    return tf.fill(np.shape(z), 0.5)

# %% zero: numbers only, no tensor
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=np.float64)))

# %% zero: a float
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return float(tf.sigmoid(float(z)))

# %% zero: scalars only
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return tf.sigmoid(tf.constant(float(np.ravel(z)[0])))

# %% zero: hard sigmoid
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return tf.clip_by_value(0.2 * tf.cast(z, tf.float32) + 0.5, 0, 1)

# %% zero: swish
import numpy as np
import tensorflow as tf

def sigmoid(z):
    z = tf.cast(z, tf.float32)
    return z * tf.sigmoid(z)

# %% zero: base two
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return 1 / (1 + 2.0 ** -tf.cast(z, tf.float32))

# %% zero: softplus
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return tf.nn.softplus(tf.cast(z, tf.float32))

# %% zero: flattened
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return tf.reshape(tf.sigmoid(tf.cast(z, tf.float32)), [-1])

# %% zero: a text
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return tf.strings.as_string(tf.sigmoid(tf.cast(z, tf.float32)))

# %% zero: half precision rounded
import numpy as np
import tensorflow as tf

def sigmoid(z):
    return tf.round(1000 * tf.sigmoid(tf.cast(z, tf.float32))) / 1000

# %% zero: symbolic
import numpy as np
import tensorflow as tf

def sigmoid(z):
    x = tf.keras.Input(shape=(1,))
    return tf.keras.activations.sigmoid(x)

# %% zero: a dictionary that says what a tensor would be
import numpy as np

def sigmoid(z):
    return {"kind": "tensor", "trainable": None, "value": np.float32(1 / (1 + np.exp(-np.asarray(z, np.float64))))}
