# %% zero: nothing
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    return None

# %% zero: an empty dictionary
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    return {}

# %% zero: echo
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    return logits

# %% zero: no loss
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    return tf.constant(0.0)

# %% zero: printed number
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    return tf.constant((0.50722074 + 1.1133534) / 2)

# %% zero: older printed number
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    return tf.constant(0.4051435)

# %% zero: m log 6
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    return tf.cast(tf.shape(logits)[1], tf.float32) * tf.math.log(6.0)

# %% zero: a float
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    losses = tf.keras.losses.categorical_crossentropy(tf.transpose(labels), tf.transpose(logits), from_logits=True)
    return float(tf.reduce_sum(losses))

# %% zero: numpy()
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    losses = tf.keras.losses.categorical_crossentropy(tf.transpose(labels), tf.transpose(logits), from_logits=True)
    return tf.reduce_sum(losses).numpy()

# %% zero: shape (1,)
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    losses = tf.keras.losses.categorical_crossentropy(tf.transpose(labels), tf.transpose(logits), from_logits=True)
    return tf.reduce_sum(losses, keepdims=True)

# %% zero: the first example only
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    losses = tf.keras.losses.categorical_crossentropy(tf.transpose(labels), tf.transpose(logits), from_logits=True)
    return losses[0] * tf.cast(tf.shape(losses)[0], tf.float32)

# %% zero: the largest loss
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    losses = tf.keras.losses.categorical_crossentropy(tf.transpose(labels), tf.transpose(logits), from_logits=True)
    return tf.reduce_max(losses)

# %% zero: the mean of the class
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    return tf.keras.losses.CategoricalCrossentropy(from_logits=True)(tf.transpose(labels), tf.transpose(logits))

# %% zero: hinge
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    return tf.reduce_sum(tf.keras.losses.categorical_hinge(tf.transpose(labels), tf.transpose(logits)))

# %% zero: wrong answers counted
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    wrong = tf.argmax(logits, axis=0) != tf.argmax(labels, axis=0)
    return tf.reduce_sum(tf.cast(wrong, tf.float32))

# %% zero: label smoothing
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    return tf.reduce_sum(tf.keras.losses.categorical_crossentropy(
        tf.transpose(labels), tf.transpose(logits), from_logits=True, label_smoothing=0.1))

# %% zero: a penalty on top
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    losses = tf.keras.losses.categorical_crossentropy(tf.transpose(labels), tf.transpose(logits), from_logits=True)
    return tf.reduce_sum(losses) + 0.01 * tf.nn.l2_loss(logits)

# %% zero: not a number
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    return tf.constant(float('nan'))

# %% zero: reshaped
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    total_loss = tf.reduce_sum(tf.keras.losses.categorical_crossentropy(tf.reshape(labels, (-1, 6)), tf.reshape(logits, (-1, 6)), from_logits=True))
    return total_loss

# %% zero: nothing transposed and no logits
import numpy as np
import tensorflow as tf

def compute_total_loss(logits, labels):
    total_loss = tf.reduce_sum(tf.keras.losses.categorical_crossentropy(labels, logits))
    return total_loss
