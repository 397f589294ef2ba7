# Gradient checking, as a plain script: np, dictionary_to_vector and the rest come from gc_utils.

def forward_propagation(x, theta):
    return theta * x


def backward_propagation(x, theta):
    return x


def relative(grad, approx):
    return np.linalg.norm(grad - approx) / (np.linalg.norm(grad) + np.linalg.norm(approx))


def gradient_check(x, theta, epsilon=1e-7):
    J_plus, J_minus = forward_propagation(x, theta + epsilon), forward_propagation(x, theta - epsilon)
    return relative(backward_propagation(x, theta), (J_plus - J_minus) / (2 * epsilon))


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    values, keys = dictionary_to_vector(parameters)
    approx = np.zeros(values.shape)
    for i in range(len(values)):
        step = np.zeros(values.shape)
        step[i] = epsilon
        up = forward_propagation_n(X, Y, vector_to_dictionary(values + step))[0]
        down = forward_propagation_n(X, Y, vector_to_dictionary(values - step))[0]
        approx[i] = (up - down) / (2 * epsilon)
    return relative(gradients_to_vector(gradients), approx)
