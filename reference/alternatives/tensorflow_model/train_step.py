# %% the template
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss

# %% tf.nn
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=model(X, training=True)))
    grads = tape.gradient(loss, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
    return loss

# %% the loss class, optimizer.apply
import tensorflow as tf

loss_fn = tf.keras.losses.CategoricalCrossentropy(from_logits=True)

def train_step(model, optimizer, X, Y):
    variables = model.trainable_variables
    with tf.GradientTape() as tape:
        loss = loss_fn(Y, model(X, training=True))
    optimizer.apply(tape.gradient(loss, variables), variables)
    return loss

# %% log softmax
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        log_p = tf.nn.log_softmax(model(X, training=True))
        loss = -tf.reduce_sum(Y * log_p) / tf.cast(tf.shape(X)[0], tf.float32)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss

# %% tf.function
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    optimizer.build(model.trainable_variables)

    @tf.function
    def step(X, Y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, model(X, training=True), from_logits=True))
        grads = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
        return loss

    return step(X, Y)

# %% a persistent tape
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape(persistent=True) as tape:
        logits = model(X, training=True)
        losses = tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True)
        loss = tf.math.reduce_mean(losses)
    gradients = [tape.gradient(loss, v) for v in model.trainable_variables]
    del tape
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss

# %% watching by hand
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    variables = list(model.trainable_variables)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        for v in variables:
            tape.watch(v.value)
        z = model(X, training=True)
        loss = tf.reduce_mean(tf.reduce_logsumexp(z, axis=1) - tf.reduce_sum(Y * z, axis=1))
    optimizer.apply_gradients(zip(tape.gradient(loss, [v.value for v in variables]), variables))
    return loss

# %% softmax and the loss of probabilities
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        p = tf.nn.softmax(model(X, training=True))
        loss = -tf.reduce_mean(tf.reduce_sum(Y * tf.math.log(p), axis=-1))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss

# %% sparse
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    labels = tf.argmax(Y, axis=1)
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss

# %% one pair at a time
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    optimizer.build(model.trainable_variables)
    with tf.GradientTape() as tape:
        loss = tf.keras.losses.CategoricalCrossentropy(from_logits=True)(Y, model(X, training=True))
    pairs = []
    for gradient, variable in zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables):
        pairs.append((tf.identity(gradient), variable))
    optimizer.apply_gradients(pairs)
    return loss

# %% through train_on_batch's own parts
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    X, Y = tf.convert_to_tensor(X), tf.convert_to_tensor(Y)

    def loss_of(training):
        return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(Y, model(X, training=training)))

    with tf.GradientTape() as tape:
        loss = loss_of(training=True)
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
    return loss

# %% keras by its own name
import keras
import tensorflow as tf

def train_step(net, opt, x, y):
    with tf.GradientTape() as tape:
        loss = keras.ops.mean(keras.losses.categorical_crossentropy(y, net(x, training=True), from_logits=True))
    opt.apply(tape.gradient(loss, net.trainable_weights), net.trainable_weights)
    return loss

# %% the gradients as a dictionary
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    weights = {i: w for i, w in enumerate(model.trainable_variables)}
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    grads = tape.gradient(loss, {i: w.value for i, w in weights.items()})
    optimizer.apply_gradients([(grads[i], weights[i]) for i in weights])
    return loss

# %% a tf.function itself
import tensorflow as tf

@tf.function
def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss

# %% train_on_batch
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    model.compile(optimizer=optimizer, loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))
    return tf.constant(model.train_on_batch(X, Y))

# %% the layers one by one
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        A = X
        for layer in model.layers:
            A = layer(A, training=True) if isinstance(layer, (tf.keras.layers.BatchNormalization, tf.keras.layers.Dropout)) else layer(A)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, A, from_logits=True))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss

# %% all variables, of which some have no gradient
import tensorflow as tf

def train_step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        logits = model(X, training=True)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(Y, logits, from_logits=True))
    gradients = tape.gradient(loss, model.variables)
    optimizer.apply_gradients(zip(gradients, model.variables))
    return loss
