# %% the template of 2017
import numpy as np
from testCases import *
from gc_utils import sigmoid, relu, dictionary_to_vector, vector_to_dictionary, gradients_to_vector

# GRADED FUNCTION: gradient_check_n

def gradient_check_n(parameters, gradients, X, Y, epsilon = 1e-7):
    # Set-up variables
    parameters_values, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    num_parameters = parameters_values.shape[0]
    J_plus = np.zeros((num_parameters, 1))
    J_minus = np.zeros((num_parameters, 1))
    gradapprox = np.zeros((num_parameters, 1))

    # Compute gradapprox
    for i in range(num_parameters):
        # "_" is used because the function you have to outputs two parameters but we only care about the first one
        ### START CODE HERE ### (approx. 3 lines)
        thetaplus = np.copy(parameters_values)                                      # Step 1
        thetaplus[i][0] = thetaplus[i][0] + epsilon                                # Step 2
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))                                   # Step 3
        ### END CODE HERE ###

        ### START CODE HERE ### (approx. 3 lines)
        thetaminus = np.copy(parameters_values)                                     # Step 1
        thetaminus[i][0] = thetaminus[i][0] - epsilon                               # Step 2
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))                                  # Step 3
        ### END CODE HERE ###

        ### START CODE HERE ### (approx. 1 line)
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2. * epsilon)
        ### END CODE HERE ###

    ### START CODE HERE ### (approx. 1 line)
    numerator = np.linalg.norm(grad - gradapprox)                                           # Step 1'
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)                                         # Step 2'
    difference = numerator / denominator                                          # Step 3'
    ### END CODE HERE ###

    if difference > 1e-7:
        print ("\033[93m" + "There is a mistake in the backward propagation! difference = " + str(difference) + "\033[0m")
    else:
        print ("\033[92m" + "Your backward propagation works perfectly fine! difference = " + str(difference) + "\033[0m")

    return difference

# %% the template of 2021
import numpy as np
from public_tests import *
from gc_utils import sigmoid, relu, dictionary_to_vector, vector_to_dictionary, gradients_to_vector

# GRADED FUNCTION: gradient_check_n

def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    parameters_values, _ = dictionary_to_vector(parameters)

    grad = gradients_to_vector(gradients)
    num_parameters = parameters_values.shape[0]
    J_plus = np.zeros((num_parameters, 1))
    J_minus = np.zeros((num_parameters, 1))
    gradapprox = np.zeros((num_parameters, 1))

    for i in range(num_parameters):
        # YOUR CODE STARTS HERE
        theta_plus = np.copy(parameters_values)
        theta_plus[i] = theta_plus[i] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_plus))
        # YOUR CODE ENDS HERE
        # YOUR CODE STARTS HERE
        theta_minus = np.copy(parameters_values)
        theta_minus[i] = theta_minus[i] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_minus))
        # YOUR CODE ENDS HERE
        # YOUR CODE STARTS HERE
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
        # YOUR CODE ENDS HERE

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
def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    theta, keys = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    approx = grad * 0
    for i in range(len(theta)):
        plus, minus = theta.copy(), theta.copy()
        plus[i][0] += epsilon
        minus[i][0] -= epsilon
        rise = forward_propagation_n(X, Y, vector_to_dictionary(plus))[0] - forward_propagation_n(X, Y, vector_to_dictionary(minus))[0]
        approx[i][0] = rise / (2 * epsilon)
    def norm(v):
        return (v ** 2).sum() ** 0.5
    return norm(grad - approx) / (norm(grad) + norm(approx))

# %% through the helper module, own forward pass
import numpy as np
import gc_utils

def forward_propagation_n(X, Y, parameters):
    m = X.shape[1]
    A1 = gc_utils.relu(np.dot(parameters["W1"], X) + parameters["b1"])
    A2 = gc_utils.relu(np.dot(parameters["W2"], A1) + parameters["b2"])
    A3 = gc_utils.sigmoid(np.dot(parameters["W3"], A2) + parameters["b3"])
    logprobs = np.multiply(-np.log(A3), Y) + np.multiply(-np.log(1 - A3), 1 - Y)
    return 1./m * np.sum(logprobs), (A1, A2, A3)

def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    values, _ = gc_utils.dictionary_to_vector(parameters)
    grad = gc_utils.gradients_to_vector(gradients)
    n = values.shape[0]
    gradapprox = np.zeros((n, 1))
    for i in range(n):
        thetaplus = np.copy(values)
        thetaplus[i][0] += epsilon
        J_plus, _ = forward_propagation_n(X, Y, gc_utils.vector_to_dictionary(thetaplus))
        thetaminus = np.copy(values)
        thetaminus[i][0] -= epsilon
        J_minus, _ = forward_propagation_n(X, Y, gc_utils.vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))

# %% steps from a unit matrix
import numpy as np
from gc_utils import *

def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    theta = dictionary_to_vector(parameters)[0]
    grad = gradients_to_vector(gradients)
    J = lambda t: forward_propagation_n(X, Y, vector_to_dictionary(t))[0]
    steps = epsilon * np.eye(theta.shape[0])
    approx = np.array([[(J(theta + s[:, None]) - J(theta - s[:, None])) / (2 * epsilon)] for s in steps])
    return np.linalg.norm(grad - approx) / (np.linalg.norm(grad) + np.linalg.norm(approx))

# %% moved in place and put back
import numpy as np
from gc_utils import dictionary_to_vector, vector_to_dictionary, gradients_to_vector

def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    theta, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    gradapprox = np.zeros(grad.shape)
    for i in range(theta.shape[0]):
        old = theta[i, 0]
        theta[i, 0] = old + epsilon
        J_plus = forward_propagation_n(X, Y, vector_to_dictionary(theta))[0]
        theta[i, 0] = old - epsilon
        J_minus = forward_propagation_n(X, Y, vector_to_dictionary(theta))[0]
        theta[i, 0] = old
        gradapprox[i, 0] = (J_plus - J_minus) / (2 * epsilon)
    numerator = np.linalg.norm(gradapprox - grad)
    denominator = np.linalg.norm(gradapprox) + np.linalg.norm(grad)
    return numerator / denominator

# %% over the dictionary, without vectors
import copy
import numpy as np

def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    top, left, right = 0.0, 0.0, 0.0
    for key in parameters:
        for index in np.ndindex(parameters[key].shape):
            plus = copy.deepcopy(parameters)
            minus = copy.deepcopy(parameters)
            plus[key][index] += epsilon
            minus[key][index] -= epsilon
            approx = (forward_propagation_n(X, Y, plus)[0] - forward_propagation_n(X, Y, minus)[0]) / (2 * epsilon)
            exact = gradients["d" + key][index]
            top += (exact - approx) ** 2
            left += exact ** 2
            right += approx ** 2
    return np.sqrt(top) / (np.sqrt(left) + np.sqrt(right))

# %% lists and comprehensions
import numpy as np
from gc_utils import dictionary_to_vector, vector_to_dictionary, gradients_to_vector

def moved(values, i, by):
    values = np.array(values)
    values[i] += by
    return vector_to_dictionary(values)

def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    values, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients).flatten()
    J_plus = [forward_propagation_n(X, Y, moved(values, i, epsilon))[0] for i in range(len(values))]
    J_minus = [forward_propagation_n(X, Y, moved(values, i, -epsilon))[0] for i in range(len(values))]
    gradapprox = [(p - m) / (2 * epsilon) for p, m in zip(J_plus, J_minus)]
    return float(np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox)))

# %% J_plus and J_minus subtracted as arrays
import numpy as np
from gc_utils import dictionary_to_vector, vector_to_dictionary, gradients_to_vector

def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    num_parameters = parameters_values.shape[0]
    J_plus = np.empty((num_parameters, 1))
    J_minus = np.empty((num_parameters, 1))
    for i in range(num_parameters):
        theta = parameters_values * 1.0
        theta[i, 0] += epsilon
        J_plus[i, 0], cache = forward_propagation_n(X, Y, vector_to_dictionary(theta))
        theta[i, 0] -= 2 * epsilon
        J_minus[i, 0], cache = forward_propagation_n(X, Y, vector_to_dictionary(theta))
    gradapprox = np.divide(J_plus - J_minus, 2 * epsilon)
    difference = np.divide(np.linalg.norm(grad - gradapprox), np.linalg.norm(grad) + np.linalg.norm(gradapprox))
    print("%.12f" % difference)
    return difference

# %% keyword calls and a shape-() array
import numpy as np
from gc_utils import dictionary_to_vector, vector_to_dictionary, gradients_to_vector

def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=True):
    theta, _ = dictionary_to_vector(parameters=parameters)
    grad = gradients_to_vector(gradients=gradients)
    gradapprox = np.zeros_like(theta)
    for i, _ in enumerate(theta):
        e = np.zeros_like(theta)
        e[i] = epsilon
        J_plus, _ = forward_propagation_n(X=X, Y=Y, parameters=vector_to_dictionary(theta=theta + e))
        J_minus, _ = forward_propagation_n(X=X, Y=Y, parameters=vector_to_dictionary(theta=theta - e))
        gradapprox[i] = (J_plus - J_minus) / 2 / epsilon
    return np.squeeze(np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox)))

# %% vectors of its own, biases first
import numpy as np

ORDER = ["b3", "W3", "b2", "W2", "b1", "W1"]

def flat(d, prefix=""):
    return np.concatenate([d[prefix + k].ravel() for k in ORDER])

def unflat(v, like):
    out, at = {}, 0
    for k in ORDER:
        out[k] = v[at:at + like[k].size].reshape(like[k].shape)
        at += like[k].size
    return out

def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    theta, grad = flat(parameters), flat(gradients, "d")
    approx = np.zeros(theta.size)
    for i in range(theta.size):
        plus, minus = theta.copy(), theta.copy()
        plus[i] += epsilon
        minus[i] -= epsilon
        approx[i] = forward_propagation_n(X, Y, unflat(plus, parameters))[0]
        approx[i] -= forward_propagation_n(X, Y, unflat(minus, parameters))[0]
    approx /= 2 * epsilon
    return np.linalg.norm(grad - approx) / (np.linalg.norm(grad) + np.linalg.norm(approx))

# %% the whole cost written out
import numpy as np

def cost(X, Y, p):
    A = X
    for l in "12":
        A = np.maximum(0, p["W" + l] @ A + p["b" + l])
    A3 = 1 / (1 + np.exp(-(p["W3"] @ A + p["b3"])))
    Y = np.reshape(Y, (1, -1))
    return -np.mean(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))

def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    grad, approx = [], []
    for name, value in parameters.items():
        for i in range(value.shape[0]):
            for j in range(value.shape[1]):
                kept = value[i, j]
                value[i, j] = kept + epsilon
                up = cost(X, Y, parameters)
                value[i, j] = kept - epsilon
                down = cost(X, Y, parameters)
                value[i, j] = kept
                approx.append((up - down) / (2 * epsilon))
                grad.append(gradients["d" + name][i, j])
    grad, approx = np.array(grad), np.array(approx)
    return np.sqrt(np.sum(np.square(grad - approx))) / (np.sqrt(np.sum(np.square(grad))) + np.sqrt(np.sum(np.square(approx))))

# %% an array of one element for a number, as NumPy had it
import numpy as np
from testCases import *
from gc_utils import sigmoid, relu, dictionary_to_vector, vector_to_dictionary, gradients_to_vector

# GRADED FUNCTION: gradient_check_n

def gradient_check_n(parameters, gradients, X, Y, epsilon = 1e-7):
    # Set-up variables
    parameters_values, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    num_parameters = parameters_values.shape[0]
    J_plus = np.zeros((num_parameters, 1))
    J_minus = np.zeros((num_parameters, 1))
    gradapprox = np.zeros((num_parameters, 1))

    # Compute gradapprox
    for i in range(num_parameters):
        # "_" is used because the function you have to outputs two parameters but we only care about the first one
        ### START CODE HERE ### (approx. 3 lines)
        thetaplus = np.copy(parameters_values)                                      # Step 1
        thetaplus[i][0] = thetaplus[i] + epsilon                                # Step 2
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))                                   # Step 3
        ### END CODE HERE ###

        ### START CODE HERE ### (approx. 3 lines)
        thetaminus = np.copy(parameters_values)                                     # Step 1
        thetaminus[i][0] = thetaminus[i] - epsilon                               # Step 2
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))                                  # Step 3
        ### END CODE HERE ###

        ### START CODE HERE ### (approx. 1 line)
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2. * epsilon)
        ### END CODE HERE ###

    ### START CODE HERE ### (approx. 1 line)
    numerator = np.linalg.norm(grad - gradapprox)                                           # Step 1'
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)                                         # Step 2'
    difference = numerator / denominator                                          # Step 3'
    ### END CODE HERE ###

    if difference > 1e-7:
        print ("\033[93m" + "There is a mistake in the backward propagation! difference = " + str(difference) + "\033[0m")
    else:
        print ("\033[92m" + "Your backward propagation works perfectly fine! difference = " + str(difference) + "\033[0m")

    return difference
