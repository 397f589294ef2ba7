# %% logsumexp
import tensorflow as tf

def compute_total_loss(logits, labels):
    own = tf.reduce_sum(labels * logits, axis=0)
    return tf.reduce_sum(tf.reduce_logsumexp(logits, axis=0) - own)

# %% the template
import tensorflow as tf

# GRADED FUNCTION: compute_total_loss

def compute_total_loss(logits, labels):
    # YOUR CODE STARTS HERE
    total_loss = tf.reduce_sum(tf.keras.losses.categorical_crossentropy(tf.transpose(labels), tf.transpose(logits), from_logits=True))
    # YOUR CODE ENDS HERE
    return total_loss

# %% tf.nn
import tensorflow as tf

def compute_total_loss(logits, labels):
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=tf.transpose(labels), logits=tf.transpose(logits))
    return tf.reduce_sum(losses)

# %% tf.nn along the first axis
import tensorflow as tf

def compute_total_loss(logits, labels):
    return tf.math.reduce_sum(tf.nn.softmax_cross_entropy_with_logits(labels, logits, axis=0))

# %% the loss class
import tensorflow as tf

def compute_total_loss(logits, labels):
    loss = tf.keras.losses.CategoricalCrossentropy(from_logits=True, reduction="sum")
    return loss(tf.transpose(labels), tf.transpose(logits))

# %% the loss class with the old constant
import tensorflow as tf

def compute_total_loss(logits, labels):
    loss = tf.keras.losses.CategoricalCrossentropy(from_logits=True, reduction=tf.keras.losses.Reduction.SUM)
    return loss(y_true=tf.transpose(labels), y_pred=tf.transpose(logits))

# %% sparse
import tensorflow as tf

def compute_total_loss(logits, labels):
    classes = tf.argmax(labels, axis=0)
    return tf.reduce_sum(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=classes, logits=tf.transpose(logits)))

# %% log softmax
import tensorflow as tf

def compute_total_loss(logits, labels):
    return -tf.reduce_sum(labels * tf.nn.log_softmax(logits, axis=0))

# %% mean times m
import tensorflow as tf

def compute_total_loss(logits, labels):
    cce = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
    m = tf.cast(tf.shape(logits)[1], tf.float32)
    return cce(tf.transpose(labels), tf.transpose(logits)) * m

# %% softmax, then the loss of probabilities
import tensorflow as tf

def compute_total_loss(logits, labels):
    probabilities = tf.nn.softmax(tf.transpose(logits))
    return tf.reduce_sum(tf.keras.losses.categorical_crossentropy(tf.transpose(labels), probabilities))

# %% column by column
import tensorflow as tf

def compute_total_loss(logits, labels):
    total = tf.constant(0.0)
    for i in range(logits.shape[1]):
        e = tf.exp(logits[:, i] - tf.reduce_max(logits[:, i]))
        total -= tf.math.log(tf.reduce_sum(labels[:, i] * e / tf.reduce_sum(e)))
    return total

# %% tf.function in float64
import tensorflow as tf

@tf.function
def compute_total_loss(logits, labels):
    y = tf.cast(tf.transpose(labels), tf.float64)
    z = tf.cast(tf.transpose(logits), tf.float64)
    return tf.reduce_sum(tf.losses.categorical_crossentropy(y, z, from_logits=True))

# %% add_n
import tensorflow as tf

def compute_total_loss(logits, labels):
    losses = tf.keras.losses.categorical_crossentropy(tf.transpose(labels), tf.transpose(logits), from_logits=True)
    return tf.add_n(tf.unstack(losses))

# %% perm spelled out
import tensorflow as tf

def compute_total_loss(logits, labels):
    logits = tf.transpose(logits, perm=[1, 0])
    labels = tf.transpose(labels, perm=[1, 0])
    return tf.reduce_sum(tf.keras.losses.categorical_crossentropy(labels, logits, True))

# %% axis argument
import tensorflow as tf

def compute_total_loss(logits, labels):
    return tf.reduce_sum(tf.keras.losses.categorical_crossentropy(labels, logits, from_logits=True, axis=0))
