# %% the template of 2017
import numpy as np
from testCases import *
from gc_utils import sigmoid, relu, dictionary_to_vector, vector_to_dictionary, gradients_to_vector

def forward_propagation(x, theta):
    J = theta * x
    return J

def backward_propagation(x, theta):
    dtheta = x
    return dtheta

# GRADED FUNCTION: gradient_check

def gradient_check(x, theta, epsilon = 1e-7):
    # Compute gradapprox using left side of formula (1). epsilon is small enough, you don't need to worry about the limit.
    ### START CODE HERE ### (approx. 5 lines)
    thetaplus = theta + epsilon                               # Step 1
    thetaminus = theta - epsilon                              # Step 2
    J_plus = forward_propagation(x, thetaplus)                                  # Step 3
    J_minus = forward_propagation(x, thetaminus)                                 # Step 4
    gradapprox = (J_plus - J_minus) / (2. * epsilon)                              # Step 5
    ### END CODE HERE ###

    # Check if gradapprox is close enough to the output of backward_propagation()
    ### START CODE HERE ### (approx. 1 line)
    grad = backward_propagation(x, theta)
    ### END CODE HERE ###

    ### START CODE HERE ### (approx. 1 line)
    numerator = np.linalg.norm(grad - gradapprox)                               # Step 1'
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)                             # Step 2'
    difference = numerator / denominator                              # Step 3'
    ### END CODE HERE ###

    if difference < 1e-7:
        print ("The gradient is correct!")
    else:
        print ("The gradient is wrong!")

    return difference

# %% the template of 2021
import numpy as np
from public_tests import *

# GRADED FUNCTION: gradient_check

def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    # YOUR CODE STARTS HERE
    theta_plus = theta + epsilon
    theta_minus = theta - epsilon
    J_plus = forward_propagation(x, theta_plus)
    J_minus = forward_propagation(x, theta_minus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    # YOUR CODE ENDS HERE

    #(approx. 1 line)
    # YOUR CODE STARTS HERE
    grad = backward_propagation(x, theta)
    # YOUR CODE ENDS HERE

    #(approx. 3 lines)
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

# %% no imports at all
def gradient_check(x, theta, epsilon=1e-7):
    approx = (forward_propagation(x, theta + epsilon) - forward_propagation(x, theta - epsilon)) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    return abs(grad - approx) / (abs(grad) + abs(approx))

# %% J = theta * x written out
import numpy as np

def gradient_check(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = thetaplus * x
    J_minus = thetaminus * x
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference

# %% J written out by np.dot inside the approximation
import numpy as np

def gradient_check(x, theta, epsilon=1e-7, print_msg=True):
    J = lambda t: np.dot(t, x)
    gradapprox = (J(theta + epsilon) - J(theta - epsilon)) / 2 / epsilon
    grad = backward_propagation(x, theta)
    difference = np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
    if print_msg:
        print("difference:", difference)
    return difference

# %% keyword calls
import numpy as np

def gradient_check(x, theta, epsilon=1e-7):
    J_plus = forward_propagation(x=x, theta=theta + epsilon)
    J_minus = forward_propagation(x, theta=theta - epsilon)
    gradapprox = np.divide(np.subtract(J_plus, J_minus), np.multiply(2, epsilon))
    grad = backward_propagation(theta=theta, x=x)
    numerator = np.linalg.norm(np.subtract(grad, gradapprox))
    denominator = np.add(np.linalg.norm(grad), np.linalg.norm(gradapprox))
    return np.divide(numerator, denominator)

# %% square roots of squares
import math

def norm(v):
    return math.sqrt(v ** 2)

def gradient_check(x, theta, epsilon=1e-7):
    values = []
    for sign in (+1, -1):
        values.append(forward_propagation(x, theta + sign * epsilon))
    approx = (values[0] - values[1]) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    return norm(grad - approx) / (norm(grad) + norm(approx))

# %% half the difference over epsilon
import numpy as np

def gradient_check(x, theta, epsilon=1e-7):
    gradapprox = 0.5 * (forward_propagation(x, theta + epsilon) - forward_propagation(x, theta - epsilon)) / epsilon
    grad = backward_propagation(x, theta)
    return np.abs(gradapprox - grad) / (np.abs(grad) + np.abs(gradapprox))

# %% a shape-() array, own functions that are wrong
import numpy as np

def forward_propagation(x, theta):
    return theta + x

def backward_propagation(x, theta):
    return theta

def gradient_check(x, theta, epsilon=1e-7):
    Jp, Jm = forward_propagation(x, theta + epsilon), forward_propagation(x, theta - epsilon)
    gradapprox = np.array((Jp - Jm) / (2 * epsilon))
    grad = np.array(backward_propagation(x, theta))
    return np.array(np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox)))

# %% minus first, then plus
import numpy as np

def gradient_check(x, theta, epsilon=1e-7):
    grad = backward_propagation(x, theta)
    theta -= epsilon
    J_minus = forward_propagation(x, theta)
    theta += 2 * epsilon
    J_plus = forward_propagation(x, theta)
    gradapprox = -(J_minus - J_plus) / (2 * epsilon)
    return float(np.linalg.norm(gradapprox - grad) / (np.linalg.norm(gradapprox) + np.linalg.norm(grad)))

# %% arrays of one entry
import numpy as np

def gradient_check(x, theta, epsilon=1e-7):
    theta = np.array([float(theta)])
    J_plus = forward_propagation(x, theta + epsilon)
    J_minus = forward_propagation(x, theta - epsilon)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = np.array([backward_propagation(x, theta)]).ravel()
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))

# %% a helper for the derivative
import numpy as np
from numpy import linalg as LA

def numerical_gradient(f, t, eps):
    return (f(t + eps) - f(t - eps)) / (2 * eps)

def gradient_check(x, theta, epsilon=1e-7):
    approx = numerical_gradient(lambda t: forward_propagation(x, t), theta, epsilon)
    exact = backward_propagation(x, theta)
    difference = LA.norm(approx - exact) / (LA.norm(approx) + LA.norm(exact))
    if difference < 1e-7:
        print("The gradient is correct!")
    elif difference >= 1e-7:
        print("The gradient is wrong!")
    return difference

# %% epsilon without a default
import numpy as np

def gradient_check(x, theta, epsilon):
    gradapprox = (forward_propagation(x, theta + epsilon) - forward_propagation(x, theta - epsilon)) / (epsilon + epsilon)
    grad = backward_propagation(x, theta)
    return np.linalg.norm([grad - gradapprox], 2) / (np.linalg.norm([grad], 2) + np.linalg.norm([gradapprox], 2))

# %% math.fabs in place of norms
from math import *

def gradient_check(x, theta, eps=1e-7, print_msg=False):
    f = lambda t: forward_propagation(x, t)
    approx = (f(theta + eps) - f(theta - eps)) / (2 * eps)
    g = backward_propagation(x, theta)
    return fabs(g - approx) / (fabs(g) + fabs(approx))
