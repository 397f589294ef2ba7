#!/usr/bin/env python
# coding: utf-8

# # Optimization Methods
# 
# Gradient descent on the whole training set takes one step for every pass over the data. This notebook builds optimizers
# that get further with the same work: mini-batches, Momentum, Adam, and a learning rate that decays.
# 
# **Notation**: $\frac{\partial J}{\partial a}$ is written `da`. Write your code between the `YOUR CODE STARTS HERE` and
# `YOUR CODE ENDS HERE` lines only.

# In[1]:


import numpy as np
import matplotlib.pyplot as plt
import scipy.io
import math
import sklearn
import sklearn.datasets

from opt_utils_v1a import load_params_and_grads, initialize_parameters, forward_propagation, backward_propagation
from opt_utils_v1a import compute_cost, predict, predict_dec, plot_decision_boundary, load_dataset
from copy import deepcopy
from testCases import *
from public_tests import *

get_ipython().run_line_magic('matplotlib', 'inline')
plt.rcParams['figure.figsize'] = (7.0, 4.0) # set default size of plots
plt.rcParams['image.interpolation'] = 'nearest'
plt.rcParams['image.cmap'] = 'gray'

get_ipython().run_line_magic('load_ext', 'autoreload')
get_ipython().run_line_magic('autoreload', '2')


# ## 1 - Gradient descent
# 
# For $l = 1, \dots, L$, with the learning rate $\alpha$:
# $$W^{[l]} = W^{[l]} - \alpha \, dW^{[l]} \qquad b^{[l]} = b^{[l]} - \alpha \, db^{[l]}$$

# ### Exercise 1 - update_parameters_with_gd
# 
# Write the update rule. The loop variable `l` runs from 1 to $L$.

# In[2]:


# GRADED FUNCTION: update_parameters_with_gd

def update_parameters_with_gd(parameters, grads, learning_rate):
    """
    Update the parameters with one step of gradient descent

    Arguments:
    parameters -- dictionary with the parameters 'W1', 'b1', ..., 'WL', 'bL'
    grads -- dictionary with the gradients 'dW1', 'db1', ..., 'dWL', 'dbL'
    learning_rate -- the learning rate, scalar

    Returns:
    parameters -- dictionary with the updated parameters
    """
    L = len(parameters) // 2 # number of layers in the neural network

    # Update rule for each parameter
    for l in range(1, L + 1):
        # (approx. 2 lines)
        # parameters["W" + str(l)] =
        # parameters["b" + str(l)] =
        # YOUR CODE STARTS HERE
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
        # YOUR CODE ENDS HERE
    return parameters


# In[3]:


parameters, grads, learning_rate = update_parameters_with_gd_test_case()
learning_rate = 0.01
parameters = update_parameters_with_gd(parameters, grads, learning_rate)

print("W1 =\n" + str(parameters["W1"]))
print("b1 =\n" + str(parameters["b1"]))

update_parameters_with_gd_test(update_parameters_with_gd)


# ## 2 - Mini-batch gradient descent
# 
# **Shuffle** the columns of $X$ and $Y$ in the same way, then **cut** both into pieces of `mini_batch_size` columns. When the
# size does not divide $m$, the last piece holds the $m \bmod \mathrm{size}$ columns that remain.

# ### Exercise 2 - random_mini_batches
# 
# Shuffling is done. Cut the pieces: mini-batch $k$, counted from 0, starts at column `k * mini_batch_size`.

# In[4]:


# GRADED FUNCTION: random_mini_batches

def random_mini_batches(X, Y, mini_batch_size = 64, seed = 0):
    """
    Make a list of random mini-batches from (X, Y)

    Arguments:
    X -- input data, of shape (input size, number of examples)
    Y -- labels, of shape (1, number of examples)
    mini_batch_size -- size of the mini-batches, integer

    Returns:
    mini_batches -- list of (mini_batch_X, mini_batch_Y)
    """

    np.random.seed(seed)            # so that your "random" minibatches are the same as ours
    m = X.shape[1]                  # number of training examples
    mini_batches = []

    # Step 1: Shuffle (X, Y)
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    shuffled_Y = Y[:, permutation].reshape((1, m))

    inc = mini_batch_size

    # Step 2 - Partition (shuffled_X, shuffled_Y): the full mini-batches first
    num_complete_minibatches = math.floor(m / mini_batch_size) # how many mini-batches are full
    for k in range(0, num_complete_minibatches):
        # (approx. 2 lines)
        # mini_batch_X =
        # mini_batch_Y =
        # YOUR CODE STARTS HERE
        mini_batch_X = shuffled_X[:, k * inc:(k + 1) * inc]
        mini_batch_Y = shuffled_Y[:, k * inc:(k + 1) * inc]
        # YOUR CODE ENDS HERE
        mini_batch = (mini_batch_X, mini_batch_Y)
        mini_batches.append(mini_batch)

    # The end case (last mini-batch < mini_batch_size)
    if m % mini_batch_size != 0:
        #(approx. 2 lines)
        # mini_batch_X =
        # mini_batch_Y =
        # YOUR CODE STARTS HERE
        mini_batch_X = shuffled_X[:, num_complete_minibatches * inc:]
        mini_batch_Y = shuffled_Y[:, num_complete_minibatches * inc:]
        # YOUR CODE ENDS HERE
        mini_batch = (mini_batch_X, mini_batch_Y)
        mini_batches.append(mini_batch)

    return mini_batches


# In[5]:


t_X, t_Y, mini_batch_size = random_mini_batches_test_case()
mini_batches = random_mini_batches(t_X, t_Y, mini_batch_size)

print("shape of the 1st mini_batch_X: " + str(mini_batches[0][0].shape))
print("shape of the last mini_batch_X: " + str(mini_batches[-1][0].shape))
print("shape of the last mini_batch_Y: " + str(mini_batches[-1][1].shape))

random_mini_batches_test(random_mini_batches)


# ## 3 - Momentum
# 
# A gradient taken on a mini-batch is noisy. Momentum keeps an average of past gradients, the *velocity* $v$, and steps along it:
# $$v_{dW^{[l]}} = \beta \, v_{dW^{[l]}} + (1 - \beta) \, dW^{[l]} \qquad W^{[l]} = W^{[l]} - \alpha \, v_{dW^{[l]}}$$
# and the same with $b$.

# ### Exercise 3 - initialize_velocity
# 
# Zeros in the shapes of the parameters, under the keys `"dW1"`, `"db1"`, …

# In[6]:


# GRADED FUNCTION: initialize_velocity

def initialize_velocity(parameters):
    """
    Start the velocity: keys "dW1", "db1", ..., "dWL", "dbL", zeros shaped as the parameters.

    Arguments:
    parameters -- dictionary with 'W1', 'b1', ..., 'WL', 'bL'

    Returns:
    v -- dictionary with the velocity, v['dW' + str(l)] and v['db' + str(l)]
    """

    L = len(parameters) // 2 # number of layers in the neural network
    v = {}

    # Initialize velocity
    for l in range(1, L + 1):
        # (approx. 2 lines)
        # v["dW" + str(l)] =
        # v["db" + str(l)] =
        # YOUR CODE STARTS HERE
        v["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        v["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape)
        # YOUR CODE ENDS HERE

    return v


# In[7]:


parameters = initialize_velocity_test_case()

v = initialize_velocity(parameters)
print("v[\"dW1\"] =\n" + str(v["dW1"]))
print("v[\"db1\"] =\n" + str(v["db1"]))

initialize_velocity_test(initialize_velocity)


# ### Exercise 4 - update_parameters_with_momentum
# 
# First the velocity, then the parameters.

# In[8]:


# GRADED FUNCTION: update_parameters_with_momentum

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    """
    Update the parameters with Momentum

    Arguments:
    parameters -- dictionary with 'W1', 'b1', ..., 'WL', 'bL'
    grads -- dictionary with 'dW1', 'db1', ..., 'dWL', 'dbL'
    v -- dictionary with the current velocity
    beta -- the momentum hyperparameter, scalar
    learning_rate -- the learning rate, scalar

    Returns:
    parameters -- dictionary with the updated parameters
    v -- dictionary with the updated velocities
    """

    L = len(parameters) // 2 # number of layers in the neural network

    # Momentum update for each parameter
    for l in range(1, L + 1):

        # (approx. 4 lines)
        # compute velocities
        # v["dW" + str(l)] = ...
        # v["db" + str(l)] = ...
        # update parameters
        # parameters["W" + str(l)] = ...
        # parameters["b" + str(l)] = ...
        # YOUR CODE STARTS HERE
        v["dW" + str(l)] = beta * v["dW" + str(l)] + (1 - beta) * grads["dW" + str(l)]
        v["db" + str(l)] = beta * v["db" + str(l)] + (1 - beta) * grads["db" + str(l)]
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * v["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * v["db" + str(l)]
        # YOUR CODE ENDS HERE

    return parameters, v


# In[9]:


parameters, grads, v = update_parameters_with_momentum_test_case()

parameters, v = update_parameters_with_momentum(parameters, grads, v, beta = 0.9, learning_rate = 0.01)
print("W1 = \n" + str(parameters["W1"]))
print("v[\"dW1\"] = \n" + str(v["dW1"]))

update_parameters_with_momentum_test(update_parameters_with_momentum)


# Two things to keep in mind: the velocity starts at zero, so momentum needs a few steps to pick up speed, and $\beta = 0$ gives
# plain gradient descent. Values between 0.8 and 0.999 are usual.
# 
# ## 4 - Adam
# 
# Adam averages the gradients ($v$) and their squares ($s$). Both averages start at zero and are therefore too small at first,
# which a division repairs ($t$ counts the steps taken, this one included):
# $$\begin{aligned}
# v &= \beta_1 v + (1 - \beta_1)\, dW & v^{corrected} &= \frac{v}{1 - \beta_1^t} \\
# s &= \beta_2 s + (1 - \beta_2)\, dW^2 & s^{corrected} &= \frac{s}{1 - \beta_2^t} \\
# W &= W - \alpha \, \frac{v^{corrected}}{\sqrt{s^{corrected}} + \varepsilon}
# \end{aligned}$$

# ### Exercise 5 - initialize_adam
# 
# Both averages start at zero, in the shapes of the parameters.

# In[10]:


# GRADED FUNCTION: initialize_adam

def initialize_adam(parameters) :
    """
    Start v and s: keys "dW1", "db1", ..., "dWL", "dbL", zeros shaped as the parameters.

    Arguments:
    parameters -- dictionary with 'W1', 'b1', ..., 'WL', 'bL'

    Returns:
    v -- dictionary that will hold the averages of the gradients
    s -- dictionary that will hold the averages of the squared gradients
    """

    L = len(parameters) // 2 # number of layers in the neural network
    v = {}
    s = {}

    # Initialize v, s. Input: "parameters". Outputs: "v, s".
    for l in range(1, L + 1):
        # (approx. 4 lines)
        # v["dW" + str(l)] = ...
        # v["db" + str(l)] = ...
        # s["dW" + str(l)] = ...
        # s["db" + str(l)] = ...
        # YOUR CODE STARTS HERE
        v["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        v["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape)
        s["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        s["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape)
        # YOUR CODE ENDS HERE

    return v, s


# In[11]:


parameters = initialize_adam_test_case()

v, s = initialize_adam(parameters)
print("v[\"dW1\"] = \n" + str(v["dW1"]))
print("s[\"db2\"] = \n" + str(s["db2"]))

initialize_adam_test(initialize_adam)


# ### Exercise 6 - update_parameters_with_adam
# 
# Five small steps, one for each comment.

# In[12]:


# GRADED FUNCTION: update_parameters_with_adam

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate = 0.01,
                                beta1 = 0.9, beta2 = 0.999,  epsilon = 1e-8):
    """
    Update the parameters with Adam

    Arguments:
    parameters -- dictionary with 'W1', 'b1', ..., 'WL', 'bL'
    grads -- dictionary with 'dW1', 'db1', ..., 'dWL', 'dbL'
    v -- moving average of the gradients, dictionary
    s -- moving average of the squared gradients, dictionary
    t -- number of the step, from 1
    learning_rate -- the learning rate, scalar
    beta1 -- decay of the first moment estimates
    beta2 -- decay of the second moment estimates
    epsilon -- keeps the update from dividing by zero

    Returns:
    parameters -- dictionary with the updated parameters
    v -- updated moving average of the gradients
    s -- updated moving average of the squared gradients
    v_corrected, s_corrected -- the two, corrected for their start at zero
    """

    L = len(parameters) // 2                 # number of layers in the neural network
    v_corrected = {}                         # first moment estimates, corrected
    s_corrected = {}                         # second moment estimates, corrected

    # Perform Adam update on all parameters
    for l in range(1, L + 1):
        # Moving average of the gradients. Inputs: "v, grads, beta1". Output: "v".
        # (approx. 2 lines)
        # v["dW" + str(l)] = ...
        # v["db" + str(l)] = ...
        # YOUR CODE STARTS HERE
        v["dW" + str(l)] = beta1 * v["dW" + str(l)] + (1 - beta1) * grads["dW" + str(l)]
        v["db" + str(l)] = beta1 * v["db" + str(l)] + (1 - beta1) * grads["db" + str(l)]
        # YOUR CODE ENDS HERE

        # Bias-corrected first moment estimate. Inputs: "v, beta1, t". Output: "v_corrected".
        # (approx. 2 lines)
        # v_corrected["dW" + str(l)] = ...
        # v_corrected["db" + str(l)] = ...
        # YOUR CODE STARTS HERE
        v_corrected["dW" + str(l)] = v["dW" + str(l)] / (1 - beta1 ** t)
        v_corrected["db" + str(l)] = v["db" + str(l)] / (1 - beta1 ** t)
        # YOUR CODE ENDS HERE

        # Moving average of the squared gradients. Inputs: "s, grads, beta2". Output: "s".
        #(approx. 2 lines)
        # s["dW" + str(l)] = ...
        # s["db" + str(l)] = ...
        # YOUR CODE STARTS HERE
        s["dW" + str(l)] = beta2 * s["dW" + str(l)] + (1 - beta2) * grads["dW" + str(l)] ** 2
        s["db" + str(l)] = beta2 * s["db" + str(l)] + (1 - beta2) * grads["db" + str(l)] ** 2
        # YOUR CODE ENDS HERE

        # Bias-corrected second raw moment estimate. Inputs: "s, beta2, t". Output: "s_corrected".
        # (approx. 2 lines)
        # s_corrected["dW" + str(l)] = ...
        # s_corrected["db" + str(l)] = ...
        # YOUR CODE STARTS HERE
        s_corrected["dW" + str(l)] = s["dW" + str(l)] / (1 - beta2 ** t)
        s_corrected["db" + str(l)] = s["db" + str(l)] / (1 - beta2 ** t)
        # YOUR CODE ENDS HERE

        # Update parameters. Inputs: "parameters, learning_rate, v_corrected, s_corrected, epsilon". Output: "parameters".
        # (approx. 2 lines)
        # parameters["W" + str(l)] = ...
        # parameters["b" + str(l)] = ...
        # YOUR CODE STARTS HERE
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * v_corrected["dW" + str(l)] / (np.sqrt(s_corrected["dW" + str(l)]) + epsilon)
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * v_corrected["db" + str(l)] / (np.sqrt(s_corrected["db" + str(l)]) + epsilon)
        # YOUR CODE ENDS HERE

    return parameters, v, s, v_corrected, s_corrected


# In[13]:


parametersi, grads, vi, si = update_parameters_with_adam_test_case()

t = 2
learning_rate = 0.02
beta1 = 0.8
beta2 = 0.888
epsilon = 1e-2

parameters, v, s, vc, sc  = update_parameters_with_adam(parametersi, grads, vi, si, t, learning_rate, beta1, beta2, epsilon)
print(f"W1 = \n{parameters['W1']}")
print(f"b1 = \n{parameters['b1']}")

update_parameters_with_adam_test(update_parameters_with_adam)


# ## 5 - Model with the three methods
# 
# Three layers on a "moons" data set, with the optimizer as an argument.

# In[14]:


train_X, train_Y = load_dataset()


# In[15]:


def model(X, Y, layers_dims, optimizer, learning_rate = 0.0007, mini_batch_size = 64, beta = 0.9,
          beta1 = 0.9, beta2 = 0.999,  epsilon = 1e-8, num_epochs = 5000, print_cost = True):
    """
    3-layer neural network that can be run in three optimizer modes: "gd", "momentum" or "adam".
    """

    L = len(layers_dims)             # number of layers in the neural network
    costs = []                       # to keep track of the cost
    t = 0                            # the counter required for Adam
    seed = 10                        # a new one every epoch, the same for everybody
    m = X.shape[1]                   # number of training examples

    parameters = initialize_parameters(layers_dims)

    if optimizer == "gd":
        pass # nothing to set up
    elif optimizer == "momentum":
        v = initialize_velocity(parameters)
    elif optimizer == "adam":
        v, s = initialize_adam(parameters)

    for i in range(num_epochs):

        # Reshuffle in every epoch
        seed = seed + 1
        minibatches = random_mini_batches(X, Y, mini_batch_size, seed)
        cost_total = 0

        for minibatch in minibatches:

            (minibatch_X, minibatch_Y) = minibatch
            a3, caches = forward_propagation(minibatch_X, parameters)
            cost_total += compute_cost(a3, minibatch_Y)
            grads = backward_propagation(minibatch_X, minibatch_Y, caches)

            if optimizer == "gd":
                parameters = update_parameters_with_gd(parameters, grads, learning_rate)
            elif optimizer == "momentum":
                parameters, v = update_parameters_with_momentum(parameters, grads, v, beta, learning_rate)
            elif optimizer == "adam":
                t = t + 1 # Adam counter
                parameters, v, s, _, _ = update_parameters_with_adam(parameters, grads, v, s,
                                                               t, learning_rate, beta1, beta2,  epsilon)
        cost_avg = cost_total / m

        if print_cost and i % 1000 == 0:
            print ("Cost after epoch %i: %f" %(i, cost_avg))
        if print_cost and i % 100 == 0:
            costs.append(cost_avg)

    plt.plot(costs)
    plt.ylabel('cost')
    plt.xlabel('epochs (per 100)')
    plt.title("Learning rate = " + str(learning_rate))
    plt.show()

    return parameters


# In[16]:


# train 3-layer model
layers_dims = [train_X.shape[0], 5, 2, 1]
parameters = model(train_X, train_Y, layers_dims, optimizer = "gd")

# Predict
predictions = predict(train_X, train_Y, parameters)

# Plot decision boundary
plt.title("Model with Gradient Descent optimization")
axes = plt.gca()
axes.set_xlim([-1.5,2.5])
axes.set_ylim([-1,1.5])
plot_decision_boundary(lambda x: predict_dec(parameters, x.T), train_X, train_Y)


# In[17]:


# train 3-layer model
layers_dims = [train_X.shape[0], 5, 2, 1]
parameters = model(train_X, train_Y, layers_dims, beta = 0.9, optimizer = "momentum")


# In[18]:


# train 3-layer model
layers_dims = [train_X.shape[0], 5, 2, 1]
parameters = model(train_X, train_Y, layers_dims, optimizer = "adam")

# Predict
predictions = predict(train_X, train_Y, parameters)


# ## 6 - Learning-rate decay
# 
# Long steps are good at the start and bad at the end: close to the minimum they overshoot it. Let the rate fall with the epoch:
# $$\alpha = \frac{1}{1 + \mathrm{decay\_rate} \times \mathrm{epoch\_num}} \, \alpha_0$$
# ### Exercise 7 - update_lr
# 
# Return the learning rate of the epoch.

# In[19]:


# GRADED FUNCTION: update_lr

def update_lr(learning_rate0, epoch_num, decay_rate):
    """
    Learning rate of an epoch, with decay

    Arguments:
    learning_rate0 -- the rate at the start, scalar
    epoch_num -- number of the epoch, integer
    decay_rate -- how fast the rate falls, scalar

    Returns:
    learning_rate -- the learning rate of this epoch, scalar
    """
    #(approx. 1 line)
    # learning_rate =
    # YOUR CODE STARTS HERE
    learning_rate = learning_rate0 / (1 + decay_rate * epoch_num)
    # YOUR CODE ENDS HERE
    return learning_rate


# In[20]:


learning_rate = 0.5
print("Original learning rate: ", learning_rate)
epoch_num = 2
decay_rate = 1
learning_rate_2 = update_lr(learning_rate, epoch_num, decay_rate)

print("Updated learning rate: ", learning_rate_2)

update_lr_test(update_lr)


# That rate is soon close to zero. Letting it fall only once every `time_interval` epochs keeps it useful for longer:
# $$\alpha = \frac{1}{1 + \mathrm{decay\_rate} \times \lfloor \mathrm{epoch\_num} / \mathrm{time\_interval} \rfloor} \, \alpha_0$$
# ### Exercise 8 - schedule_lr_decay
# 
# `np.floor` rounds down.

# In[21]:


# GRADED FUNCTION: schedule_lr_decay

def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    """
    Learning rate of an epoch, with a decay that acts once an interval

    Arguments:
    learning_rate0 -- the rate at the start, scalar
    epoch_num -- number of the epoch, integer
    decay_rate -- how fast the rate falls, scalar
    time_interval -- number of epochs for which the rate stays the same

    Returns:
    learning_rate -- the learning rate of this epoch, scalar
    """
    # (approx. 1 lines)
    # learning_rate = ...
    # YOUR CODE STARTS HERE
    learning_rate = learning_rate0 / (1 + decay_rate * np.floor(epoch_num / time_interval))
    # YOUR CODE ENDS HERE
    return learning_rate


# In[22]:


learning_rate = 0.5
print("Original learning rate: ", learning_rate)

epoch_num_1 = 10
epoch_num_2 = 100
decay_rate = 0.3
time_interval = 100
learning_rate_1 = schedule_lr_decay(learning_rate, epoch_num_1, decay_rate, time_interval)
learning_rate_2 = schedule_lr_decay(learning_rate, epoch_num_2, decay_rate, time_interval)
print("Updated learning rate after {} epochs: ".format(epoch_num_1), learning_rate_1)
print("Updated learning rate after {} epochs: ".format(epoch_num_2), learning_rate_2)

schedule_lr_decay_test(schedule_lr_decay)


# **What to remember**: mini-batches buy more steps for the same data, momentum smooths them, Adam gives every parameter its own
# scale, and a decaying rate lets any of them settle.
