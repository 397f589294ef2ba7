# Tensorflow_introduction, only my functions

def linear_function():
    np.random.seed(1)
    X = tf.constant(np.random.randn(3, 1))
    W = tf.constant(np.random.randn(4, 3))
    b = tf.constant(np.random.randn(4, 1))
    return tf.matmul(W, X) + b


def sigmoid(z):
    return tf.nn.sigmoid(tf.cast(z, tf.float32))


def one_hot_matrix(label, C=6):
    return tf.reshape(tf.one_hot(label, C), (C,))


def initialize_parameters():
    g = tf.keras.initializers.GlorotNormal()
    return {
        "W1": tf.Variable(g((25, 12288))), "b1": tf.Variable(g((25, 1))),
        "W2": tf.Variable(g((12, 25))), "b2": tf.Variable(g((12, 1))),
        "W3": tf.Variable(g((6, 12))), "b3": tf.Variable(g((6, 1))),
    }


def forward_propagation(X, parameters):
    A = X
    for l in "123":
        Z = parameters["W" + l] @ A + parameters["b" + l]
        A = tf.nn.relu(Z)
    return Z


def compute_total_loss(logits, labels):
    return -tf.reduce_sum(labels * tf.nn.log_softmax(logits, axis=0))
