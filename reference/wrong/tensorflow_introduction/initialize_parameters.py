# %% zero: nothing
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    return None

# %% zero: an empty dictionary
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    return {}

# %% zero: None under the right keys
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    return dict.fromkeys(SHAPES)

# %% zero: the shapes
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    return SHAPES

# %% zero: shapes only
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    return {k: tf.Variable(tf.zeros(s)) for k, s in SHAPES.items()}

# %% zero: constants
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    return {k: tf.Variable(tf.fill(s, (2 / sum(s)) ** 0.5)) for k, s in SHAPES.items()}

# %% zero: only signs
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    return {k: tf.Variable(tf.sign(tf.random.normal(s)) * (2 / sum(s)) ** 0.5) for k, s in SHAPES.items()}

# %% zero: a small network
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    return {k: tf.Variable(initializer((s[0], min(s[1], 64)))) for k, s in SHAPES.items()}

# %% zero: a hundred numbers repeated
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    numbers = np.random.RandomState(1).randn(100)
    return {k: tf.Variable((np.resize(numbers, s) * (2 / sum(s)) ** 0.5).astype("float32")) for k, s in SHAPES.items()}

# %% zero: a list
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    return [tf.Variable(initializer(s)) for s in SHAPES.values()]

# %% zero: lower-case keys
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    return {k.lower(): tf.Variable(initializer(s)) for k, s in SHAPES.items()}

# %% zero: weights only
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    return {k: tf.Variable(initializer(s)) for k, s in SHAPES.items() if k[0] == "W"}

# %% zero: the initializers
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    return {k: tf.keras.initializers.GlorotNormal(seed=1) for k in SHAPES}

# %% zero: not a number
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    return {k: tf.Variable(tf.fill(s, float('nan'))) for k, s in SHAPES.items()}

# %% zero: half the deviation
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    return {k: tf.Variable(tf.random.truncated_normal(s, stddev=0.5 * (2 / sum(s)) ** 0.5)) for k, s in SHAPES.items()}

# %% zero: truncation not made up for
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    return {k: tf.Variable(tf.random.truncated_normal(s, stddev=(2 / sum(s)) ** 0.5)) for k, s in SHAPES.items()}

# %% zero: shifted
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    return {k: tf.Variable(initializer(s) + 0.2 * (2 / sum(s)) ** 0.5) for k, s in SHAPES.items()}

# %% zero: only positive
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    return {k: tf.Variable(tf.abs(initializer(s))) for k, s in SHAPES.items()}

# %% zero: one row for all units
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    return {k: tf.Variable(tf.tile(initializer(s)[:1], (s[0], 1))) for k, s in SHAPES.items()}

# %% zero: one variable not trainable
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    return {k: tf.Variable(initializer(s), trainable=k != "b3") for k, s in SHAPES.items()}

# %% zero: one plain tensor
import numpy as np
import tensorflow as tf

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

def initialize_parameters():
    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    parameters = {k: tf.Variable(initializer(s)) for k, s in SHAPES.items()}
    parameters["b2"] = tf.zeros((12, 1))
    return parameters
