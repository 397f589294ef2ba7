#!/usr/bin/env python
# coding: utf-8

# # Introduction to TensorFlow
# 
# You have written networks in NumPy, gradients and all. A framework does the gradients for you. This notebook goes through
# the pieces of TensorFlow 2 that a network is made of, and puts them together for the six hand signs of the SIGNS data set.
# 
# Write your code between the `YOUR CODE STARTS HERE` and `YOUR CODE ENDS HERE` lines only.

# ## 1 - Packages

# In[1]:


import h5py
import numpy as np
import tensorflow as tf
import matplotlib.pyplot as plt
from tensorflow.python.framework.ops import EagerTensor
from tensorflow.python.ops.resource_variable_ops import ResourceVariable
import time

get_ipython().run_line_magic('matplotlib', 'inline')


# In[2]:


tf.__version__


# ## 2 - The data
# 
# Pictures of 64 by 64 pixels in three colours, each of a hand that shows 0 to 5 fingers.

# In[3]:


train_dataset = h5py.File('datasets/train_signs.h5', "r")
test_dataset = h5py.File('datasets/test_signs.h5', "r")

x_train = tf.data.Dataset.from_tensor_slices(train_dataset['train_set_x'])
y_train = tf.data.Dataset.from_tensor_slices(train_dataset['train_set_y'])

x_test = tf.data.Dataset.from_tensor_slices(test_dataset['test_set_x'])
y_test = tf.data.Dataset.from_tensor_slices(test_dataset['test_set_y'])


# In[4]:


print(x_train.element_spec)
print(next(iter(x_train)))


# In[5]:


images_iter = iter(x_train)
labels_iter = iter(y_train)
plt.figure(figsize=(10, 10))
for i in range(25):
    ax = plt.subplot(5, 5, i + 1)
    plt.imshow(next(images_iter).numpy().astype("uint8"))
    plt.title(next(labels_iter).numpy().astype("uint8"))
    plt.axis("off")


# In[6]:


def normalize(image):
    """
    Turn a picture into one long vector of numbers between 0 and 1

    Arguments
    image - Tensor of shape (64, 64, 3)

    Returns:
    result -- Tensor of shape (12288,)
    """
    image = tf.cast(image, tf.float32) / 255.0
    image = tf.reshape(image, [-1,])
    return image

new_train = x_train.map(normalize)
new_test = x_test.map(normalize)


# ## 3 - Tensors and Variables
# 
# ### Exercise 1 - linear_function
# 
# Compute $WX + b$, where `X` is a random tensor of shape (3, 1), `W` one of shape (4, 3) and `b` one of shape (4, 1). Useful:
# `tf.constant`, `tf.Variable`, `tf.matmul(..., ...)`, `tf.add(..., ...)`, `np.random.randn(...)`.

# In[7]:


# GRADED FUNCTION: linear_function

def linear_function():
    """
    A linear function of random tensors:
            X of shape (3, 1), W of shape (4, 3), b of shape (4, 1)

    Returns:
    Y -- Y = WX + b
    """

    np.random.seed(1)

    # Keep the order of these lines: it decides which numbers X, W and b get.
    # (approx. 4 lines)
    # X = ...
    # W = ...
    # b = ...
    # Y = ...
    # YOUR CODE STARTS HERE
    X = np.random.randn(3, 1)
    W = np.random.randn(4, 3)
    b = np.random.randn(4, 1)
    Y = tf.constant(W) @ tf.constant(X) + b
    # YOUR CODE ENDS HERE
    return Y


# In[8]:


result = linear_function()
print(result)

assert type(result) == EagerTensor, "Use the TensorFlow API"
assert np.allclose(result, [[-2.15657382], [2.95891446], [-1.08926781], [-0.84538042]]), "Error"
print("\033[92mAll test passed")


# ### Exercise 2 - sigmoid
# 
# `tf.keras.activations.sigmoid` wants floating-point numbers. Cast `z` to `tf.float32` first, then apply it.

# In[9]:


# GRADED FUNCTION: sigmoid

def sigmoid(z):
    """
    Compute the sigmoid of z

    Arguments:
    z -- input value, scalar or vector

    Returns:
    a -- (tf.float32) the sigmoid of z
    """
    # (approx. 2 lines)
    # z = ...
    # a = ...
    # YOUR CODE STARTS HERE
    z = tf.cast(z, tf.float32)
    a = tf.math.sigmoid(z)
    # YOUR CODE ENDS HERE
    return a


# In[10]:


result = sigmoid(-1)
print("type: " + str(type(result)))
print("sigmoid(-1) = " + str(sigmoid(-1)))
print("sigmoid(12) = " + str(sigmoid(12)))

def sigmoid_test(target):
    result = target(0)
    assert(type(result) == EagerTensor)
    assert (result.dtype == tf.float32)
    assert np.isclose(sigmoid(0), 0.5), "Error"
    assert np.isclose(sigmoid(-1), 0.26894143), "Error"
    assert np.isclose(sigmoid(12), 0.9999939), "Error"
    print("\033[92mAll test passed")

sigmoid_test(sigmoid)


# ### Exercise 3 - one_hot_matrix
# 
# Encode one label: a vector with as many entries as classes, 1 at the label and 0 elsewhere. `tf.one_hot(label, C, axis=0)` does
# the work; `tf.reshape` to shape `(C, )` brings it into form, whether the label comes as a number or in a list.

# In[11]:


# GRADED FUNCTION: one_hot_matrix

def one_hot_matrix(label, C=6):
    """
    One-hot encoding of a single label

    Arguments:
        label --  (int) categorical label
        C --  (int) number of classes that label can take

    Returns:
         one_hot -- tf.Tensor with the one-hot encoding
    """
    # (approx. 1 line)
    # one_hot = ...
    # YOUR CODE STARTS HERE
    one_hot = tf.reshape(tf.one_hot(label, C), [-1])
    # YOUR CODE ENDS HERE
    return one_hot


# In[12]:


def one_hot_matrix_test(target):
    label = tf.constant(1)
    C = 4
    result = target(label, C)
    print("Test 1:", result)
    assert result.shape[0] == C, "Use the parameter C"
    assert np.allclose(np.ravel(result), [0., 1., 0., 0.]), "Wrong output. Use tf.one_hot"
    label_2 = [2]
    result = target(label_2, C)
    print("Test 2:", result)
    assert result.shape[0] == C, "Use the parameter C"
    assert np.allclose(np.ravel(result), [0., 0., 1., 0.]), "Wrong output. Use tf.reshape as instructed"
    print("\033[92mAll test passed")

one_hot_matrix_test(one_hot_matrix)


# In[13]:


new_y_test = y_test.map(one_hot_matrix)
new_y_train = y_train.map(one_hot_matrix)
print(next(iter(new_y_test)))


# ### Exercise 4 - initialize_parameters
# 
# Variables with the initial values of `tf.keras.initializers.GlorotNormal`, biases too:
# `W1` (25, 12288), `b1` (25, 1), `W2` (12, 25), `b2` (12, 1), `W3` (6, 12), `b3` (6, 1). The pattern is
# `tf.Variable(initializer(shape=(...)))`.

# In[14]:


# GRADED FUNCTION: initialize_parameters

def initialize_parameters():
    """
    Initialize the parameters of the network. The shapes are:
                        W1 : [25, 12288]
                        b1 : [25, 1]
                        W2 : [12, 25]
                        b2 : [12, 1]
                        W3 : [6, 12]
                        b3 : [6, 1]

    Returns:
    parameters -- a dictionary of Variables: W1, b1, W2, b2, W3, b3
    """

    initializer = tf.keras.initializers.GlorotNormal(seed=1)
    #(approx. 6 lines of code)
    # W1 = ...
    # b1 = ...
    # W2 = ...
    # b2 = ...
    # W3 = ...
    # b3 = ...
    # YOUR CODE STARTS HERE
    W1, b1, W2, b2, W3, b3 = [tf.Variable(initializer(shape)) for shape in
                              [(25, 12288), (25, 1), (12, 25), (12, 1), (6, 12), (6, 1)]]
    # YOUR CODE ENDS HERE

    parameters = {"W1": W1,
                  "b1": b1,
                  "W2": W2,
                  "b2": b2,
                  "W3": W3,
                  "b3": b3}

    return parameters


# In[15]:


def initialize_parameters_test(target):
    parameters = target()

    values = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}

    for key in parameters:
        print(f"{key} shape: {tuple(parameters[key].shape)}")
        assert type(parameters[key]) == ResourceVariable, "All parameter must be created using tf.Variable"
        assert tuple(parameters[key].shape) == values[key], f"{key}: wrong shape"
        assert np.abs(np.mean(parameters[key].numpy())) < 0.5,  f"{key}: Use the GlorotNormal initializer"
        assert 0 < np.std(parameters[key].numpy()) < 1, f"{key}: Use the GlorotNormal initializer"

    print("\033[92mAll test passed")

initialize_parameters_test(initialize_parameters)


# In[16]:


parameters = initialize_parameters()


# ## 4 - A first network
# 
# ### Exercise 5 - forward_propagation
# 
# LINEAR → RELU → LINEAR → RELU → LINEAR. Stop at `Z3`: the loss wants scores (*logits*), not probabilities. Useful:
# `tf.math.add`, `tf.linalg.matmul`, `tf.keras.activations.relu`.

# In[17]:


# GRADED FUNCTION: forward_propagation

def forward_propagation(X, parameters):
    """
    Forward propagation of the model LINEAR -> RELU -> LINEAR -> RELU -> LINEAR

    Arguments:
    X -- inputs, of shape (input size, number of examples)
    parameters -- dictionary with "W1", "b1", "W2", "b2", "W3", "b3", as initialize_parameters gives it

    Returns:
    Z3 -- the output of the last LINEAR unit
    """

    W1 = parameters['W1']
    b1 = parameters['b1']
    W2 = parameters['W2']
    b2 = parameters['b2']
    W3 = parameters['W3']
    b3 = parameters['b3']

    #(approx. 5 lines)
    # Z1 = ...
    # A1 = ...
    # Z2 = ...
    # A2 = ...
    # Z3 = ...
    # YOUR CODE STARTS HERE
    A1 = tf.nn.relu(W1 @ X + b1)
    A2 = tf.nn.relu(W2 @ A1 + b2)
    Z3 = W3 @ A2 + b3
    # YOUR CODE ENDS HERE

    return Z3


# In[18]:


def forward_propagation_test(target, examples):
    minibatches = examples.batch(2)
    for minibatch in minibatches:
        forward_pass = target(tf.transpose(minibatch), parameters)
        print(forward_pass)
        assert type(forward_pass) == EagerTensor, "Your output is not a tensor"
        assert forward_pass.shape == (6, 2), "Last layer must use W3 and b3"
        break

    print("\033[92mAll test passed")

forward_propagation_test(forward_propagation, new_train)


# ### Exercise 6 - compute_total_loss
# 
# Sum the categorical cross-entropy over the examples: `tf.reduce_sum` of `tf.keras.losses.categorical_crossentropy(y_true, y_pred,
# from_logits=True)`, which wants one row for each example: transpose both.

# In[19]:


# GRADED FUNCTION: compute_total_loss

def compute_total_loss(logits, labels):
    """
    Computes the total loss

    Arguments:
    logits -- output of forward propagation (the last LINEAR unit), of shape (6, num_examples)
    labels -- "true" labels, one-hot, same shape as logits

    Returns:
    total_loss - Tensor of the total loss value
    """
    #(1 line of code)
    # remember to set `from_logits=True`
    # total_loss = ...
    # YOUR CODE STARTS HERE
    total_loss = tf.reduce_sum(tf.nn.softmax_cross_entropy_with_logits(tf.transpose(labels), tf.transpose(logits)))
    # YOUR CODE ENDS HERE
    return total_loss


# In[20]:


def compute_total_loss_test(target, Y):
    pred = tf.constant([[ 2.4048107,   5.0334096 ],
             [-0.7921977,  -4.1523376 ],
             [ 0.9447198,  -0.46802214],
             [ 1.158121,    3.9810789 ],
             [ 4.768706,    2.3220146 ],
             [ 6.1481323,   3.909829  ]])
    minibatches = Y.batch(2)
    for minibatch in minibatches:
        result = target(pred, tf.transpose(minibatch))
        break

    print(result)
    assert(type(result) == EagerTensor), "Use the TensorFlow API"

    print("\033[92mAll test passed")

compute_total_loss_test(compute_total_loss, new_y_train)


# ## 5 - Train the model
# 
# Inside `tf.GradientTape` everything is recorded; `tape.gradient` then goes back through it.

# In[21]:


def model(X_train, Y_train, X_test, Y_test, learning_rate = 0.0001,
          num_epochs = 1500, minibatch_size = 32, print_cost = True):
    """
    A three-layer network: LINEAR->RELU->LINEAR->RELU->LINEAR->SOFTMAX.

    Returns:
    parameters -- parameters learnt by the model
    """
    costs = []
    train_acc = []
    test_acc = []

    parameters = initialize_parameters()

    W1 = parameters['W1']
    b1 = parameters['b1']
    W2 = parameters['W2']
    b2 = parameters['b2']
    W3 = parameters['W3']
    b3 = parameters['b3']

    optimizer = tf.keras.optimizers.Adam(learning_rate)

    test_accuracy = tf.keras.metrics.CategoricalAccuracy()
    train_accuracy = tf.keras.metrics.CategoricalAccuracy()

    dataset = tf.data.Dataset.zip((X_train, Y_train))
    test_dataset = tf.data.Dataset.zip((X_test, Y_test))
    m = dataset.cardinality().numpy()

    minibatches = dataset.batch(minibatch_size).prefetch(8)
    test_minibatches = test_dataset.batch(minibatch_size).prefetch(8)

    for epoch in range(num_epochs):
        epoch_total = 0.
        train_accuracy.reset_states()

        for (minibatch_X, minibatch_Y) in minibatches:
            with tf.GradientTape() as tape:
                Z3 = forward_propagation(tf.transpose(minibatch_X), parameters)
                minibatch_loss = compute_total_loss(Z3, tf.transpose(minibatch_Y))

            train_accuracy.update_state(minibatch_Y, tf.transpose(Z3))
            trainable_variables = [W1, b1, W2, b2, W3, b3]
            grads = tape.gradient(minibatch_loss, trainable_variables)
            optimizer.apply_gradients(zip(grads, trainable_variables))
            epoch_total += minibatch_loss

        epoch_total /= m

        if print_cost == True and epoch % 10 == 0:
            print("Cost after epoch %i: %f" % (epoch, epoch_total))
            print("Train accuracy:", train_accuracy.result())
            for (minibatch_X, minibatch_Y) in test_minibatches:
                Z3 = forward_propagation(tf.transpose(minibatch_X), parameters)
                test_accuracy.update_state(minibatch_Y, tf.transpose(Z3))
            print("Test_accuracy:", test_accuracy.result())
            costs.append(epoch_total)
            train_acc.append(train_accuracy.result())
            test_acc.append(test_accuracy.result())
            test_accuracy.reset_states()

    return parameters, costs, train_acc, test_acc


# In[22]:


parameters, costs, train_acc, test_acc = model(new_train, new_y_train, new_test, new_y_test, num_epochs=100)


# In[23]:


plt.plot(np.squeeze(costs))
plt.ylabel('cost')
plt.xlabel('iterations (per fives)')
plt.title("Learning rate =" + str(0.0001))
plt.show()

