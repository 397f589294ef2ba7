# %% the template
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate),
        loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model

# %% functional
import tensorflow as tf
from tensorflow.keras import layers

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    inputs = tf.keras.Input((input_size,))
    x = inputs
    for n in hidden_sizes:
        x = layers.Dense(n)(x)
        x = layers.BatchNormalization()(x)
        x = layers.Activation("relu")(x)
        x = layers.Dropout(dropout_rate)(x)
    outputs = layers.Dense(num_classes, activation="linear")(x)
    model = tf.keras.Model(inputs, outputs)
    model.compile(tf.keras.optimizers.Adam(learning_rate=learning_rate),
                  tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% no bias before the normalization
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    stack = [tf.keras.layers.InputLayer(shape=(input_size,))]
    for units in hidden_sizes:
        stack += [
            tf.keras.layers.Dense(units, use_bias=False, kernel_initializer="he_normal"),
            tf.keras.layers.BatchNormalization(),
            tf.keras.layers.ReLU(),
            tf.keras.layers.Dropout(rate=dropout_rate),
        ]
    stack.append(tf.keras.layers.Dense(num_classes))
    model = tf.keras.models.Sequential(stack)
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% a model class
import tensorflow as tf

class Classifier(tf.keras.Model):
    def __init__(self, hidden_sizes, num_classes, rate):
        super().__init__()
        self.dense = [tf.keras.layers.Dense(n) for n in hidden_sizes]
        self.norms = [tf.keras.layers.BatchNormalization() for _ in hidden_sizes]
        self.dropouts = [tf.keras.layers.Dropout(rate) for _ in hidden_sizes]
        self.last = tf.keras.layers.Dense(num_classes)

    def call(self, x, training=False):
        for dense, norm, dropout in zip(self.dense, self.norms, self.dropouts):
            x = tf.nn.relu(norm(dense(x), training=training))
            x = dropout(x, training=training)
        return self.last(x)

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = Classifier(hidden_sizes, num_classes, dropout_rate)
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% dropout before the ReLU, which is the same
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(shape=(input_size,)))
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.Dropout(dropout_rate))
        model.add(tf.keras.layers.Activation(tf.nn.relu))
    model.add(tf.keras.layers.Dense(num_classes, activation=None))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% ReLU as a function
import tensorflow as tf
keras = tf.keras

def hidden(x, units, rate):
    x = keras.layers.Dense(units)(x)
    x = keras.activations.relu(keras.layers.BatchNormalization()(x))
    return keras.layers.Dropout(rate)(x)

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    x = inputs = keras.layers.Input(shape=(input_size,))
    for units in hidden_sizes:
        x = hidden(x, units, dropout_rate)
    model = keras.Model(inputs=inputs, outputs=keras.layers.Dense(num_classes)(x))
    model.compile(optimizer=keras.optimizers.Adam(learning_rate),
                  loss=keras.losses.CategoricalCrossentropy(from_logits=True), metrics=[keras.metrics.CategoricalAccuracy()])
    return model

# %% a loss function of its own
import tensorflow as tf

def loss_from_logits(y, z):
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z))

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        for layer in (tf.keras.layers.Dense(units), tf.keras.layers.BatchNormalization(),
                      tf.keras.layers.ReLU(), tf.keras.layers.Dropout(dropout_rate)):
            model.add(layer)
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=loss_from_logits, metrics=["accuracy"])
    return model

# %% a lambda as loss
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    layers = [tf.keras.Input(shape=(input_size,))]
    for units in hidden_sizes:
        layers.extend([tf.keras.layers.Dense(units), tf.keras.layers.BatchNormalization(),
                       tf.keras.layers.Activation("relu"), tf.keras.layers.Dropout(dropout_rate)])
    layers.append(tf.keras.layers.Dense(num_classes))
    model = tf.keras.Sequential(layers)
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=lambda y, z: tf.keras.losses.categorical_crossentropy(y, z, from_logits=True),
                  metrics=["acc"])
    return model

# %% learning rate assigned
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential()
    model.add(tf.keras.layers.Input(shape=(input_size,)))
    for units in list(hidden_sizes):
        model.add(tf.keras.layers.Dense(units, activation=None))
        model.add(tf.keras.layers.BatchNormalization(axis=-1))
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer="adam", loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    model.optimizer.learning_rate = learning_rate
    return model

# %% input shape with the first layer
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential(name="signs")
    for i, units in enumerate(hidden_sizes):
        extra = {"input_shape": (input_size,)} if i == 0 else {}
        model.add(tf.keras.layers.Dense(units, name=f"dense_{i}", **extra))
        model.add(tf.keras.layers.BatchNormalization(name=f"norm_{i}"))
        model.add(tf.keras.layers.ReLU(name=f"relu_{i}"))
        model.add(tf.keras.layers.Dropout(dropout_rate, name=f"dropout_{i}"))
    model.add(tf.keras.layers.Dense(num_classes, name="logits"))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% keras by its own name
import keras
from keras import layers

def build_model(n_x, hidden, classes, rate, lr):
    x = inputs = keras.Input((n_x,))
    for n in hidden:
        x = layers.Dropout(rate)(layers.ReLU()(layers.BatchNormalization()(layers.Dense(n)(x))))
    model = keras.Model(inputs, layers.Dense(classes)(x))
    model.compile(optimizer=keras.optimizers.Adam(lr), loss=keras.losses.CategoricalCrossentropy(from_logits=True),
                  metrics=[keras.metrics.CategoricalAccuracy(name="right")])
    return model

# %% recursion
import tensorflow as tf

def stack(x, sizes, rate):
    if not sizes:
        return x
    x = tf.keras.layers.Dense(sizes[0])(x)
    x = tf.keras.layers.BatchNormalization()(x)
    x = tf.keras.layers.ReLU()(x)
    return stack(tf.keras.layers.Dropout(rate)(x), sizes[1:], rate)

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    inputs = tf.keras.Input(shape=(input_size,))
    logits = tf.keras.layers.Dense(num_classes)(stack(inputs, list(hidden_sizes), dropout_rate))
    model = tf.keras.Model(inputs, logits)
    adam = tf.keras.optimizers.Adam(learning_rate=learning_rate, beta_1=0.9, beta_2=0.999)
    model.compile(adam, loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% a Sequential for each block
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    def block(units):
        return tf.keras.Sequential([tf.keras.layers.Dense(units), tf.keras.layers.BatchNormalization(), tf.keras.layers.ReLU(), tf.keras.layers.Dropout(dropout_rate)])
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))] + [block(u) for u in hidden_sizes] + [tf.keras.layers.Dense(num_classes)])
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% a block that is a layer
import tensorflow as tf

class Block(tf.keras.layers.Layer):
    def __init__(self, units, rate, **kw):
        super().__init__(**kw)
        self.d = tf.keras.layers.Dense(units)
        self.bn = tf.keras.layers.BatchNormalization()
        self.drop = tf.keras.layers.Dropout(rate)
    def call(self, x, training=None):
        return self.drop(tf.nn.relu(self.bn(self.d(x), training=training)), training=training)
def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    model = tf.keras.Sequential([tf.keras.Input((input_size,)), *[Block(u, dropout_rate) for u in hidden_sizes], tf.keras.layers.Dense(num_classes)])
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% a class that holds a Sequential
import tensorflow as tf

class Net(tf.keras.Model):
    def __init__(self, hidden, classes, rate):
        super(Net, self).__init__()
        self.net = tf.keras.Sequential()
        for u in hidden:
            self.net.add(tf.keras.layers.Dense(u))
            self.net.add(tf.keras.layers.BatchNormalization())
            self.net.add(tf.keras.layers.ReLU())
            self.net.add(tf.keras.layers.Dropout(rate))
        self.out = tf.keras.layers.Dense(classes)
    def call(self, inputs, training=None):
        return self.out(self.net(inputs, training=training))
def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    m = Net(hidden_sizes, num_classes, dropout_rate)
    m.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return m

# %% a class that lists its layers in another order
import tensorflow as tf

class Classifier(tf.keras.Model):
    def __init__(self, hidden_sizes, num_classes, rate):
        super().__init__()
        self.drops = [tf.keras.layers.Dropout(rate) for _ in hidden_sizes]
        self.out = tf.keras.layers.Dense(num_classes)
        self.norms = [tf.keras.layers.BatchNormalization() for _ in hidden_sizes]
        self.denses = [tf.keras.layers.Dense(n) for n in hidden_sizes]

    def call(self, x):
        for dense, norm, drop in zip(self.denses, self.norms, self.drops):
            x = drop(tf.nn.relu(norm(dense(x))))
        return self.out(x)

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = Classifier(hidden_sizes, num_classes, dropout_rate)
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% no Input, named layers, every default written out
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    tf.keras.backend.clear_session()
    tf.random.set_seed(3)
    model = tf.keras.models.Sequential(name='m')
    model.add(tf.keras.layers.Input(shape=(input_size,)))
    for n, units in enumerate(hidden_sizes, 1):
        model.add(tf.keras.layers.Dense(units, kernel_initializer=tf.keras.initializers.GlorotUniform(seed=0), bias_initializer='zeros', name="fc%d" % n))
        model.add(tf.keras.layers.BatchNormalization(momentum=0.99, epsilon=0.001, name="bn%d" % n))
        model.add(tf.keras.layers.Activation(tf.keras.activations.relu, name="act%d" % n))
        model.add(tf.keras.layers.Dropout(dropout_rate, seed=1, name="do%d" % n))
    model.add(tf.keras.layers.Dense(units=num_classes, activation=None, name="out"))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate, beta_1=0.9, beta_2=0.999, epsilon=1e-7), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model
