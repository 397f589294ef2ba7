# Initialization, as a plain script: np, relu, compute_loss and the rest come from init_utils.

def scaled_normal(layers_dims, scale_of):
    parameters = {}
    for l in range(1, len(layers_dims)):
        rows, columns = layers_dims[l], layers_dims[l - 1]
        parameters["W%d" % l] = scale_of(columns) * np.random.randn(rows, columns)
        parameters["b%d" % l] = np.zeros((rows, 1))
    return parameters


def initialize_parameters_zeros(layers_dims):
    return scaled_normal(layers_dims, lambda columns: 0.0)


def initialize_parameters_random(layers_dims):
    return scaled_normal(layers_dims, lambda columns: 10)


def initialize_parameters_he(layers_dims):
    return scaled_normal(layers_dims, lambda columns: (2 / columns) ** 0.5)


def train(X, Y, num_iterations=3000):
    parameters = initialize_parameters_he([X.shape[0], 10, 5, 1])
    for i in range(num_iterations):
        a3, cache = forward_propagation(X, parameters)
        if i % 1000 == 0:
            print(i, compute_loss(a3, Y))
        parameters = update_parameters(parameters, backward_propagation(X, Y, cache), 0.01)
    return parameters
