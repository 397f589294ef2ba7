# %% zero: nothing
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    return None

# %% zero: an empty dictionary
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    return {}

# %% zero: echo
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    return input_size, hidden_sizes, num_classes

# %% zero: the class
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    return tf.keras.Sequential

# %% zero: an empty model
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    return tf.keras.Sequential()

# %% zero: one layer
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,)), tf.keras.layers.Dense(num_classes)])
    model.compile(optimizer="adam", loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))
    return model

# %% zero: the layers in a list
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    return [tf.keras.layers.Dense(n) for n in [*hidden_sizes, num_classes]]

# %% zero: a model of zeros
import numpy as np
import tensorflow as tf

class Zeros(tf.keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.classes = classes

    def call(self, x, training=False):
        return tf.zeros((tf.shape(x)[0], self.classes))

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = Zeros(num_classes)
    model.compile(optimizer="adam", loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))
    return model

# %% zero: fixed sizes
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in (64, 32):
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% zero: six classes always
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(6))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% zero: hidden layers backwards
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in reversed(hidden_sizes):
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% zero: sigmoid units
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.Activation('sigmoid'))
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% zero: ELU units
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ELU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% zero: leaky ReLU
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.LeakyReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% zero: layer normalization
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.LayerNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% zero: dropout in the first layer only
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate) if len(model.layers) < 4 else tf.keras.layers.Identity())
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% zero: sigmoid on the output
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes, activation="sigmoid"))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% zero: RMSprop
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.RMSprop(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))
    return model

# %% zero: Adagrad
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adagrad(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))
    return model

# %% zero: ten times the learning rate
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(10 * learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))
    return model

# %% zero: label smoothing
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1))
    return model

# %% zero: the sum of the losses
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=lambda y, z: tf.reduce_sum(tf.keras.losses.categorical_crossentropy(y, z, from_logits=True)))
    return model

# %% zero: only the last layer is trained
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate, learning_rate):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes, trainable=False))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate),
                  loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model

# %% zero: the default rate
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(0.3))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
    return model

# %% zero: Adamax
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adamax(learning_rate), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
    return model

# %% zero: ReLU6
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU(6.0))
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
    return model

# %% zero: dropout on the inputs
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dropout(dropout_rate))
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization())
        model.add(tf.keras.layers.ReLU())
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
    return model

# %% zero: a class that never calls its dropout
import numpy as np
import tensorflow as tf

class Net(tf.keras.Model):
    def __init__(self, hidden, classes, rate):
        super().__init__()
        self.ds = [tf.keras.layers.Dense(u) for u in hidden]
        self.bs = [tf.keras.layers.BatchNormalization() for u in hidden]
        self.os = [tf.keras.layers.Dropout(rate) for u in hidden]
        self.last = tf.keras.layers.Dense(classes)
    def call(self, x, training=None):
        for d, b, o in zip(self.ds, self.bs, self.os):
            x = tf.nn.relu(b(d(x), training=training))
        return self.last(x)

def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    model = Net(hidden_sizes, num_classes, dropout_rate)
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
    return model

# %% zero: a class that drops inputs of its norms
import numpy as np
import tensorflow as tf

class Net(tf.keras.Model):
    def __init__(self, hidden, classes, rate):
        super().__init__()
        self.ds = [tf.keras.layers.Dense(u) for u in hidden]
        self.bs = [tf.keras.layers.BatchNormalization() for u in hidden]
        self.os = [tf.keras.layers.Dropout(rate) for u in hidden]
        self.last = tf.keras.layers.Dense(classes)
    def call(self, x, training=None):
        for d, b, o in zip(self.ds, self.bs, self.os):
            x = tf.nn.relu(b(o(d(x), training=training), training=training))
        return self.last(x)

def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    model = Net(hidden_sizes, num_classes, dropout_rate)
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
    return model

# %% zero: a class whose norms don't know of training
import numpy as np
import tensorflow as tf

class Net(tf.keras.Model):
    def __init__(self, hidden, classes, rate):
        super().__init__()
        self.ds = [tf.keras.layers.Dense(u) for u in hidden]
        self.bs = [tf.keras.layers.BatchNormalization() for u in hidden]
        self.os = [tf.keras.layers.Dropout(rate) for u in hidden]
        self.last = tf.keras.layers.Dense(classes)
    def call(self, x, training=None):
        for d, b, o in zip(self.ds, self.bs, self.os):
            x = o(tf.nn.relu(b(d(x), training=False)), training=training)
        return self.last(x)

def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    model = Net(hidden_sizes, num_classes, dropout_rate)
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
    return model

# %% zero: a class that drops logits
import numpy as np
import tensorflow as tf

class Net(tf.keras.Model):
    def __init__(self, hidden, classes, rate):
        super().__init__()
        self.ds = [tf.keras.layers.Dense(u) for u in hidden]
        self.bs = [tf.keras.layers.BatchNormalization() for u in hidden]
        self.os = [tf.keras.layers.Dropout(rate) for u in hidden]
        self.last = tf.keras.layers.Dense(classes)
    def call(self, x, training=None):
        for d, b, o in zip(self.ds, self.bs, self.os):
            x = o(tf.nn.relu(b(d(x), training=training)), training=training)
        return o(self.last(x), training=training)

def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    model = Net(hidden_sizes, num_classes, dropout_rate)
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
    return model

# %% zero: norms that are not trainable
import numpy as np
import tensorflow as tf

def build_model(input_size, hidden_sizes, num_classes, dropout_rate=0.3, learning_rate=0.001):
    model = tf.keras.Sequential([tf.keras.Input(shape=(input_size,))])
    for units in hidden_sizes:
        model.add(tf.keras.layers.Dense(units))
        model.add(tf.keras.layers.BatchNormalization(trainable=False))
        model.add(tf.keras.layers.ReLU())
        model.add(tf.keras.layers.Dropout(dropout_rate))
    model.add(tf.keras.layers.Dense(num_classes))
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate), loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
    return model
