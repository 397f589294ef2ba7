# %% zero: nothing
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    return None

# %% zero: an empty dictionary
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    return {}

# %% zero: echo
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    return X

# %% zero: a constant
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    return tf.constant(1.79)

# %% zero: log of the classes
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    return tf.math.log(tf.cast(tf.shape(Y)[1], tf.float32))

# %% zero: printed loss
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    return tf.constant(0.313798)

# %% zero: only the loss
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    return tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, model(X, training=True), from_logits=True))

# %% zero: the gradients
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return gradients

# %% zero: loss and gradients
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss, gradients

# %% zero: a float
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(loss)

# %% zero: numpy()
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss.numpy()

# %% zero: gradients clipped
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    gradients = [tf.clip_by_norm(g, 0.1) for g in gradients]
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss

# %% zero: gradients' signs
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip([tf.sign(g) for g in gradients], model.trainable_variables))
    return loss

# %% zero: a penalty on top
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = 0.01 * sum(tf.nn.l2_loss(w) for w in model.trainable_variables) + tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss

# %% zero: the first example only
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X[:1], training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y[:1], logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss

# %% zero: half of the batch
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X[: len(X) // 2], training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y[: len(Y) // 2], logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss

# %% zero: outside the tape
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    logits = model(X, training=True)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss

# %% zero: gradients turned round
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip([tf.reverse(g, [0]) for g in gradients], model.trainable_variables))
    return loss

# %% zero: weights of its own
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, model(X, training=True), from_logits=True))
    copies = [tf.keras.Variable(w) for w in model.trainable_variables]
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), copies))
    return loss

# %% zero: fit
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    model.compile(optimizer="adam", loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))
    model.run_eagerly = True
    return tf.constant(model.fit(X, Y, epochs=1, batch_size=len(X), verbose=0).history["loss"][0])

# %% zero: the gradients of each loss
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        losses = tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True)
        loss = tf.reduce_mean(losses)
    grads = tape.gradient(losses, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss

# %% zero: forward twice
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    model(X, training=True)
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss

# %% zero: the loss of another mode
import numpy as np
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    shown = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, model(X), from_logits=True))
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return shown
