# Optimization methods, as a plain script: np, forward_propagation, compute_cost and the rest come from opt_utils_v1a.

def update_parameters_with_gd(parameters, grads, learning_rate):
    updated = {}
    for name in parameters:
        updated[name] = parameters[name] - learning_rate * grads["d" + name]
    return updated


def random_mini_batches(X, Y, mini_batch_size):
    m = X.shape[1]
    order = np.random.permutation(m)
    mini_batches = []
    for start in range(0, m, mini_batch_size):
        columns = order[start:start + mini_batch_size]
        mini_batches.append([X[:, columns], Y[:, columns].reshape(1, len(columns))])
    return mini_batches


def zeros_for(parameters):
    return {"d" + name: 0.0 * values for name, values in parameters.items()}


def initialize_velocity(parameters):
    return zeros_for(parameters)


def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v_new = {k: v[k] - (1 - beta) * (v[k] - grads[k]) for k in grads if k in v}
    return update_parameters_with_gd(parameters, v_new, learning_rate), v_new


def initialize_adam(parameters):
    return [zeros_for(parameters), zeros_for(parameters)]


def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate, beta1, beta2, epsilon):
    new_parameters, new_v, new_s = {}, {}, {}
    for name in parameters:
        key = "d" + name
        new_v[key] = beta1 * v[key] + (1 - beta1) * grads[key]
        new_s[key] = beta2 * s[key] + (1 - beta2) * np.abs(grads[key]) ** 2
        v_hat = new_v[key] / (1 - beta1 ** t)
        s_hat = new_s[key] / (1 - beta2 ** t)
        new_parameters[name] = parameters[name] - learning_rate * v_hat / (s_hat ** 0.5 + epsilon)
    return new_parameters, new_v, new_s


def update_lr(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 / (1 + epoch_num * decay_rate)


def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval):
    stairs = int(epoch_num / time_interval)
    return learning_rate0 / (1 + stairs * decay_rate)


def train(X, Y, layers_dims, num_epochs=2000):
    parameters = initialize_parameters(layers_dims)
    v, s = initialize_adam(parameters)
    t = 0
    for epoch in range(num_epochs):
        for batch_X, batch_Y in random_mini_batches(X, Y, 64):
            a3, cache = forward_propagation(batch_X, parameters)
            grads = backward_propagation(batch_X, batch_Y, cache)
            t += 1
            parameters, v, s = update_parameters_with_adam(parameters, grads, v, s, t, 0.0007, 0.9, 0.999, 1e-8)
        if epoch % 500 == 0:
            print("cost after epoch", epoch, compute_cost(a3, batch_Y))
    return parameters
