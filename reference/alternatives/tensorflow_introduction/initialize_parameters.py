# %% shape by shape, not truncated
import tensorflow as tf

def initialize_parameters():
    shapes = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}
    parameters = {}
    for name, (rows, columns) in shapes.items():
        stddev = (2 / (rows + columns)) ** 0.5
        parameters[name] = tf.Variable(tf.random.normal((rows, columns), stddev=stddev))
    return parameters

# %% normal by hand
import tensorflow as tf

def initialize_parameters():
    tf.random.set_seed(1)
    parameters = {}
    for l, (rows, columns) in enumerate([(25, 12288), (12, 25), (6, 12)], start=1):
        parameters[f"W{l}"] = tf.Variable(tf.random.normal((rows, columns), stddev=(2 / (rows + columns)) ** 0.5))
        parameters[f"b{l}"] = tf.Variable(tf.random.normal((rows, 1), stddev=(2 / (rows + 1)) ** 0.5))
    return parameters

# %% the template
import tensorflow as tf

# GRADED FUNCTION: initialize_parameters

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    # YOUR CODE STARTS HERE
    W1 = tf.Variable(initializer(shape=(25, 12288)))
    b1 = tf.Variable(initializer(shape=(25, 1)))
    W2 = tf.Variable(initializer(shape=(12, 25)))
    b2 = tf.Variable(initializer(shape=(12, 1)))
    W3 = tf.Variable(initializer(shape=(6, 12)))
    b3 = tf.Variable(initializer(shape=(6, 1)))
    # YOUR CODE ENDS HERE

    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2, "W3": W3, "b3": b3}
    return parameters

# %% no seed
import tensorflow as tf

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal()
    shapes = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}
    return {name: tf.Variable(initializer(shape=shape), name=name) for name, shape in shapes.items()}

# %% by its name as text
import tensorflow as tf

def initialize_parameters():
    initializer = tf.keras.initializers.get("glorot_normal")
    parameters = {}
    sizes = [12288, 25, 12, 6]
    for l in range(1, 4):
        parameters["W" + str(l)] = tf.Variable(initializer((sizes[l], sizes[l - 1])))
        parameters["b" + str(l)] = tf.Variable(initializer((sizes[l], 1)))
    return parameters

# %% another seed each
import tensorflow as tf

def initialize_parameters():
    def draw(seed, *shape):
        return tf.Variable(tf.keras.initializers.GlorotNormal(seed=seed)(shape=shape))
    return {"W1": draw(3, 25, 12288), "b1": draw(4, 25, 1), "W2": draw(5, 12, 25),
            "b2": draw(6, 12, 1), "W3": draw(7, 6, 12), "b3": draw(8, 6, 1)}

# %% float64
import tensorflow as tf

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    shapes = (("W1", [25, 12288]), ("b1", [25, 1]), ("W2", [12, 25]), ("b2", [12, 1]), ("W3", [6, 12]), ("b3", [6, 1]))
    return {name: tf.Variable(initializer(shape=shape, dtype=tf.float64)) for name, shape in shapes}

# %% variance scaling
import tensorflow as tf

def initialize_parameters():
    draw = tf.keras.initializers.VarianceScaling(scale=1.0, mode="fan_avg", distribution="truncated_normal", seed=2)
    parameters = {}
    for name, shape in (("1", (25, 12288)), ("2", (12, 25)), ("3", (6, 12))):
        parameters["W" + name] = tf.Variable(draw(shape), trainable=True)
        parameters["b" + name] = tf.Variable(draw((shape[0], 1)), trainable=True)
    return parameters

# %% truncated normal by hand
import numpy as np
import tensorflow as tf

def glorot(rows, columns):
    std = np.sqrt(2 / (rows + columns)) / 0.87962566103423978
    return tf.Variable(tf.random.truncated_normal((rows, columns), stddev=std))

def initialize_parameters():
    return {"W1": glorot(25, 12288), "b1": glorot(25, 1), "W2": glorot(12, 25),
            "b2": glorot(12, 1), "W3": glorot(6, 12), "b3": glorot(6, 1)}

# %% Keras variables
import tensorflow as tf

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    shapes = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}
    return {name: tf.keras.Variable(initializer(shape=shape)) for name, shape in shapes.items()}

# %% weights of a layer
import tensorflow as tf

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    layer = tf.keras.layers.Layer()
    parameters = {}
    for name, shape in [("W1", (25, 12288)), ("b1", (25, 1)), ("W2", (12, 25)), ("b2", (12, 1)), ("W3", (6, 12)), ("b3", (6, 1))]:
        parameters[name] = layer.add_weight(shape=shape, initializer=initializer, trainable=True, name=name)
    return parameters

# %% assigned later
import tensorflow as tf

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=11)
    parameters = {"W1": tf.Variable(tf.zeros((25, 12288))), "b1": tf.Variable(tf.zeros((25, 1))),
                  "W2": tf.Variable(tf.zeros((12, 25))), "b2": tf.Variable(tf.zeros((12, 1))),
                  "W3": tf.Variable(tf.zeros((6, 12))), "b3": tf.Variable(tf.zeros((6, 1)))}
    for variable in parameters.values():
        variable.assign(initializer(variable.shape))
    return parameters

# %% drawn transposed, by NumPy
import numpy as np
import tensorflow as tf

def initialize_parameters():
    rng = np.random.default_rng(1)
    parameters = {}
    for l, (fan_out, fan_in) in enumerate(((25, 12288), (12, 25), (6, 12)), 1):
        W = rng.standard_normal((fan_in, fan_out)).T * np.sqrt(2.0 / (fan_in + fan_out))
        b = rng.standard_normal((fan_out, 1)) * np.sqrt(2.0 / (fan_out + 1))
        parameters["W%d" % l] = tf.Variable(W.astype("float32"))
        parameters["b%d" % l] = tf.Variable(b.astype("float32"))
    return parameters

# %% initial value as a function
import tensorflow as tf

def initialize_parameters():
    g = tf.initializers.GlorotNormal(seed=1)
    return dict(
        W1=tf.Variable(lambda: g((25, 12288))), b1=tf.Variable(lambda: g((25, 1))),
        W2=tf.Variable(lambda: g((12, 25))), b2=tf.Variable(lambda: g((12, 1))),
        W3=tf.Variable(lambda: g((6, 12))), b3=tf.Variable(lambda: g((6, 1))),
    )
