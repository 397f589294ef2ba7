#!/usr/bin/env python
# coding: utf-8

# # Gradient Checking
# 
# Backward propagation is easy to get slightly wrong. You will write a test for it that needs only the cost.
# 
# Write your code between the `YOUR CODE STARTS HERE` and `YOUR CODE ENDS HERE` lines only.

# In[1]:


# Packages
import numpy as np
from testCases import *
from public_tests import *
from gc_utils import sigmoid, relu, dictionary_to_vector, vector_to_dictionary, gradients_to_vector

get_ipython().run_line_magic('load_ext', 'autoreload')
get_ipython().run_line_magic('autoreload', '2')


# ## 1 - One-dimensional gradient checking
# 
# The model is $J(\theta) = \theta x$, with one parameter.
# 
# **Exercise**: forward propagation.

# In[2]:


# GRADED FUNCTION: forward_propagation

def forward_propagation(x, theta):
    """
    Arguments:
    x -- a real-valued input
    theta -- our parameter, a real number as well

    Returns:
    J -- the value of function J, computed using the formula J(theta) = theta * x
    """

    #(≈ 1 lines of code)
    # J =
    # YOUR CODE STARTS HERE
    J = theta * x
    # YOUR CODE ENDS HERE

    return J


# In[3]:


x, theta = 2, 4
J = forward_propagation(x, theta)
print ("J = " + str(J))

forward_propagation_test(forward_propagation)


# **Exercise**: its derivative with respect to $\theta$.

# In[4]:


# GRADED FUNCTION: backward_propagation

def backward_propagation(x, theta):
    """
    Arguments:
    x -- a real-valued input
    theta -- our parameter, a real number as well

    Returns:
    dtheta -- the gradient of the cost with respect to theta
    """

    #(≈ 1 lines of code)
    # dtheta =
    # YOUR CODE STARTS HERE
    dtheta = x
    # YOUR CODE ENDS HERE

    return dtheta


# In[5]:


x, theta = 3, 4
dtheta = backward_propagation(x, theta)
print ("dtheta = " + str(dtheta))

backward_propagation_test(backward_propagation)


# **Exercise**: the check. First formula (1) for `gradapprox`, then `grad` from backward propagation, then
# $$difference = \frac{\lVert grad - gradapprox \rVert_2}{\lVert grad \rVert_2 + \lVert gradapprox \rVert_2} \tag{3}$$

# In[6]:


# GRADED FUNCTION: gradient_check

def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    """
    Arguments:
    x -- a float input
    theta -- our parameter, a float as well
    epsilon -- tiny shift to the input to compute approximated gradient with formula (1)

    Returns:
    difference -- difference (3) between the approximated gradient and the backward propagation gradient
    """

    # Compute gradapprox with formula (1). epsilon is small enough, you don't need to worry about the limit.
    #(≈ 5 lines of code)
    # theta_plus =
    # theta_minus =
    # J_plus =
    # J_minus =
    # gradapprox =
    # YOUR CODE STARTS HERE
    theta_plus = theta + epsilon
    theta_minus = theta - epsilon
    J_plus = forward_propagation(x, theta_plus)
    J_minus = forward_propagation(x, theta_minus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    # YOUR CODE ENDS HERE

    # Check if gradapprox is close enough to the output of backward_propagation()
    #(≈ 1 lines of code)
    # grad =
    # YOUR CODE STARTS HERE
    grad = backward_propagation(x, theta)
    # YOUR CODE ENDS HERE

    #(≈ 3 lines of code)
    # numerator =
    # denominator =
    # difference =
    # YOUR CODE STARTS HERE
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    # YOUR CODE ENDS HERE

    if print_msg:
        if difference > 2e-7:
            print ("\033[93m" + "There is a mistake in the backward propagation! difference = " + str(difference) + "\033[0m")
        else:
            print ("\033[92m" + "Your backward propagation works perfectly fine! difference = " + str(difference) + "\033[0m")

    return difference


# In[7]:


x, theta = 3, 4
difference = gradient_check(x, theta, print_msg=True)
gradient_check_test(gradient_check)


# ## 2 - N-dimensional gradient checking
# 
# A network LINEAR -> RELU -> LINEAR -> RELU -> LINEAR -> SIGMOID with 47 parameters. Forward and backward propagation are given;
# the latter may hold mistakes.

# In[8]:


def forward_propagation_n(X, Y, parameters):
    """
    The cost of LINEAR -> RELU -> LINEAR -> RELU -> LINEAR -> SIGMOID for m examples.

    Returns:
    cost -- mean cross-entropy
    cache -- tuple (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
    """
    m = X.shape[1]
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    log_probs = np.multiply(-np.log(A3), Y) + np.multiply(-np.log(1 - A3), 1 - Y)
    cost = 1.0 / m * np.sum(log_probs)
    return cost, (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)


# In[9]:


def backward_propagation_n(X, Y, cache):
    """
    The gradients of forward_propagation_n(), with the two mistakes that gradient_check_n() is there to find.

    Returns:
    gradients -- dictionary with dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1
    """
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1.0 / m * np.dot(dZ2, A1.T) * 2
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 4.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    return {
        "dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
        "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1,
    }


# **Exercise**: `gradient_check_n()`. `dictionary_to_vector()` rolls all parameters into one column, `vector_to_dictionary()` cuts it
# up again, `gradients_to_vector()` does the same for the gradients. Move one parameter at a time.

# In[10]:


# GRADED FUNCTION: gradient_check_n

def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    """
    Checks if backward_propagation_n computes correctly the gradient of the cost output by forward_propagation_n

    Arguments:
    parameters -- dictionary with "W1", "b1", "W2", "b2", "W3", "b3"
    gradients -- output of backward_propagation_n, contains gradients of the cost with respect to the parameters
    X -- input datapoints, of shape (input size, number of examples)
    Y -- true "labels"
    epsilon -- tiny shift to the input to compute approximated gradient with formula (1)

    Returns:
    difference -- difference (3) between the approximated gradient and the backward propagation gradient
    """

    # Set-up variables
    parameters_values, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    num_parameters = parameters_values.shape[0]
    J_plus = np.zeros((num_parameters, 1))
    J_minus = np.zeros((num_parameters, 1))
    gradapprox = np.zeros((num_parameters, 1))

    # Compute gradapprox
    for i in range(num_parameters):

        # "_" is used because the function returns two things but we only care about the first one
        #(≈ 3 lines of code)
        # theta_plus =
        # theta_plus[i] =
        # J_plus[i], _ =
        # YOUR CODE STARTS HERE
        theta_plus = np.copy(parameters_values)
        theta_plus[i] = theta_plus[i] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_plus))
        # YOUR CODE ENDS HERE

        #(≈ 3 lines of code)
        # theta_minus =
        # theta_minus[i] =
        # J_minus[i], _ =
        # YOUR CODE STARTS HERE
        theta_minus = np.copy(parameters_values)
        theta_minus[i] = theta_minus[i] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_minus))
        # YOUR CODE ENDS HERE

        #(≈ 1 lines of code)
        # gradapprox[i] =
        # YOUR CODE STARTS HERE
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
        # YOUR CODE ENDS HERE

    # Compare gradapprox to backward propagation gradients by computing difference.
    #(≈ 3 lines of code)
    # numerator =
    # denominator =
    # difference =
    # YOUR CODE STARTS HERE
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    # YOUR CODE ENDS HERE

    if print_msg:
        if difference > 2e-7:
            print ("\033[93m" + "There is a mistake in the backward propagation! difference = " + str(difference) + "\033[0m")
        else:
            print ("\033[92m" + "Your backward propagation works perfectly fine! difference = " + str(difference) + "\033[0m")

    return difference


# In[11]:


X, Y, parameters = gradient_check_n_test_case()

cost, cache = forward_propagation_n(X, Y, parameters)
gradients = backward_propagation_n(X, Y, cache)
difference = gradient_check_n(parameters, gradients, X, Y, 1e-7, True)

gradient_check_n_test(gradient_check_n, parameters, gradients, X, Y)


# There are mistakes in `backward_propagation_n`. Find them, if you like, and check again: about 1.19e-07 is as close as this network
# and this $\varepsilon$ get.
