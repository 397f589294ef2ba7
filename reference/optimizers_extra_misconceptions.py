"""Wrong ways to write averages, RMSprop and stopping rules that students really take, each with its hint.

Owns the named misconceptions of the assignment "More on Optimizers".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from reference import optimizers_extra as right
from reference.catalogue import collect, misconception
from reference.optimizers_extra import Array, Arrays

__all__ = ["MISCONCEPTIONS"]

AVERAGE, START, STEP = "exponentially_weighted_average", "initialize_rmsprop", "update_parameters_with_rmsprop"
DECAY, CONVERGED = "exponential_decay", "has_converged"


# --- averages -----------------------------------------------------------------------------------------------------


def _averages(theta: Array, beta: float, old: float, new: float, start: float = 0.0) -> Any:
    v, values = start, []
    for value in theta:
        v = old * v + new * value
        values.append(v)
    return np.array(values)


def _powers(theta: Array, beta: float) -> Any:
    return beta ** np.arange(1, len(theta) + 1)


@misconception(
    "ewa.beta_swapped", AVERAGE, "Beta is the share of the old average that stays; you give it to the new value."
)
def ewa_beta_swapped(theta: Array, beta: float, bias_correction: bool) -> Any:
    v = _averages(theta, beta, 1 - beta, beta)
    return v / (1 - _powers(theta, beta)) if bias_correction else v


@misconception("ewa.no_one_minus", AVERAGE, "The new value enters in full. The two shares of an average sum to 1.")
def ewa_no_one_minus(theta: Array, beta: float, bias_correction: bool) -> Any:
    v = _averages(theta, beta, beta, 1)
    return v / (1 - _powers(theta, beta)) if bias_correction else v


@misconception(
    "ewa.never_corrected", AVERAGE, "With bias_correction=True the first averages are still too small: correct them."
)
def ewa_never_corrected(theta: Array, beta: float, bias_correction: bool) -> Any:
    return right.exponentially_weighted_average(theta, beta, False)


@misconception("ewa.always_corrected", AVERAGE, "You correct the bias even when bias_correction is False.")
def ewa_always_corrected(theta: Array, beta: float, bias_correction: bool) -> Any:
    return right.exponentially_weighted_average(theta, beta, True)


@misconception(
    "ewa.power_forgotten",
    AVERAGE,
    "You divide every average by the same number. The bias fades with time: beta stands there with a power.",
)
def ewa_power_forgotten(theta: Array, beta: float, bias_correction: bool) -> Any:
    v = right.exponentially_weighted_average(theta, beta, False)
    return v / (1 - beta) if bias_correction else v


@misconception(
    "ewa.power_one_ahead",
    AVERAGE,
    "The power of beta in your correction is one too large. The first corrected average is the first value itself.",
)
def ewa_power_one_ahead(theta: Array, beta: float, bias_correction: bool) -> Any:
    v = right.exponentially_weighted_average(theta, beta, False)
    return v / (1 - beta * _powers(theta, beta)) if bias_correction else v


@misconception(
    "ewa.correction_fed_back",
    AVERAGE,
    "You go on from the corrected average. The correction is for the value you hand out; v itself stays as it is.",
)
def ewa_fed_back(theta: Array, beta: float, bias_correction: bool) -> Any:
    v, values = 0.0, []
    for t, value in enumerate(theta, start=1):
        v = beta * v + (1 - beta) * value
        if bias_correction:
            v /= 1 - beta**t
        values.append(v)
    return np.array(values)


@misconception("ewa.multiplied", AVERAGE, "You multiply by the correction. The averages are too small, so divide.")
def ewa_multiplied(theta: Array, beta: float, bias_correction: bool) -> Any:
    v = right.exponentially_weighted_average(theta, beta, False)
    return v * (1 - _powers(theta, beta)) if bias_correction else v


@misconception(
    "ewa.started_at_first", AVERAGE, "Your average starts at the first value; the text starts it at v_0 = 0."
)
def ewa_started_at_first(theta: Array, beta: float, bias_correction: bool) -> Any:
    v = _averages(theta, beta, beta, 1 - beta, start=float(theta[0]))
    return v / (1 - _powers(theta, beta)) if bias_correction else v


@misconception("ewa.only_last", AVERAGE, "You return the last average only. The text asks for one after every value.")
def ewa_only_last(theta: Array, beta: float, bias_correction: bool) -> Any:
    return float(right.exponentially_weighted_average(theta, beta, bias_correction)[-1])


@misconception(
    "ewa.plain_mean",
    AVERAGE,
    "That is the mean of all values so far. Here old values fade: each step keeps beta of them.",
)
def ewa_plain_mean(theta: Array, beta: float, bias_correction: bool) -> Any:
    return np.cumsum(theta) / np.arange(1, len(theta) + 1)


# --- RMSprop ------------------------------------------------------------------------------------------------------


@misconception("rmsprop_start.ones", START, "The averages start at 0: nothing has been seen yet.")
def start_ones(parameters: Arrays) -> Any:
    return {f"d{name}": np.ones(value.shape) for name, value in parameters.items()}


@misconception("rmsprop_start.parameter_names", START, 'The keys are those of the gradients: "dW1", not "W1".')
def start_names(parameters: Arrays) -> Any:
    return {name: np.zeros(value.shape) for name, value in parameters.items()}


@misconception("rmsprop_start.copied", START, "You start with the parameters themselves. Keep their shapes only.")
def start_copied(parameters: Arrays) -> Any:
    return {f"d{name}": value.copy() for name, value in parameters.items()}


@misconception(
    "rmsprop_start.last_layer_missing", START, "The last layer is left out: Python's range stops before its end."
)
def start_last_missing(parameters: Arrays) -> Any:
    last = str(len(parameters) // 2)
    return {key: value for key, value in right.initialize_rmsprop(parameters).items() if key[2:] != last}


@misconception("rmsprop_start.flat_biases", START, "Your zeros for the biases have one dimension; biases are columns.")
def start_flat(parameters: Arrays) -> Any:
    return {k: v.ravel() if k[1] == "b" else v for k, v in right.initialize_rmsprop(parameters).items()}


@misconception(
    "rmsprop_start.parameters_changed",
    START,
    "Your call changes the parameters themselves, and the network loses its numbers: a second name for a dictionary or "
    "an array copies nothing. Make a new dictionary, and new arrays with np.zeros.",
)
def start_parameters_changed(parameters: dict[str, Array]) -> Any:
    for value in parameters.values():
        value[:] = 0
    return {f"d{name}": value for name, value in parameters.items()}


Rule = Callable[[Array, Array, Array, Array], Any]


def _step(parameters: Arrays, grads: Arrays, s: Arrays, new: Callable[[Array, Array], Any], rule: Rule) -> Any:
    """`new(s, gradient)` for every average, `rule(value, gradient, new s, old s)` for every parameter."""
    s_new = {name: new(s[name], gradient) for name, gradient in grads.items()}
    moved = {n: rule(value, grads[f"d{n}"], s_new[f"d{n}"], s[f"d{n}"]) for n, value in parameters.items()}
    return moved, s_new


def _blend(beta2: float) -> Callable[[Array, Array], Any]:
    return lambda s, g: beta2 * s + (1 - beta2) * g**2


def _descend(rate: float, epsilon: float) -> Rule:
    return lambda w, g, s, old: w - rate * g / (np.sqrt(s) + epsilon)


@misconception(
    "rmsprop.epsilon_inside_root", STEP, "Epsilon stands inside the root in your code; the text has it outside."
)
def step_inside(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> Any:
    return _step(
        parameters, grads, s, _blend(beta2), lambda w, g, new, old: w - learning_rate * g / np.sqrt(new + epsilon)
    )


@misconception(
    "rmsprop.epsilon_forgotten", STEP, "Epsilon is missing. Without it a gradient that stays 0 divides by 0."
)
def step_no_epsilon(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> Any:
    return _step(parameters, grads, s, _blend(beta2), _descend(learning_rate, 0.0))


@misconception("rmsprop.no_root", STEP, "You divide by s itself. s averages squares, so take its root first.")
def step_no_root(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> Any:
    return _step(parameters, grads, s, _blend(beta2), lambda w, g, new, old: w - learning_rate * g / (new + epsilon))


@misconception("rmsprop.beta_swapped", STEP, "Beta2 is the share of s that stays; you give it to the new gradient.")
def step_swapped(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> Any:
    return right.update_parameters_with_rmsprop(parameters, grads, s, 1 - beta2, learning_rate, epsilon)


@misconception("rmsprop.no_one_minus", STEP, "The new square enters in full. The two shares of an average sum to 1.")
def step_no_one_minus(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> Any:
    return _step(parameters, grads, s, lambda old, g: beta2 * old + g**2, _descend(learning_rate, epsilon))


@misconception(
    "rmsprop.forgets", STEP, "Your s holds only this step's square: the average of the steps before has gone."
)
def step_forgets(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> Any:
    return _step(parameters, grads, s, lambda old, g: (1 - beta2) * g**2, _descend(learning_rate, epsilon))


@misconception(
    "rmsprop.absolute_gradient", STEP, "You average the gradients' magnitudes. RMSprop averages their squares."
)
def step_absolute(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> Any:
    blend = lambda old, g: beta2 * old + (1 - beta2) * np.abs(g)  # noqa: E731 -- as short as the others
    return _step(parameters, grads, s, blend, _descend(learning_rate, epsilon))


@misconception("rmsprop.old_average", STEP, "You step with the s of before. Update s first, then use the new one.")
def step_old(parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float) -> Any:
    return _step(
        parameters, grads, s, _blend(beta2), lambda w, g, new, old: w - learning_rate * g / (np.sqrt(old) + epsilon)
    )


@misconception("rmsprop.not_kept", STEP, "The step is right, but you return the old s: the next step starts from it.")
def step_not_kept(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> Any:
    moved, _ = right.update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon)
    return moved, dict(s)


@misconception("rmsprop.plus_sign", STEP, "The cost goes up: you step along the gradient, and it points uphill.")
def step_plus(parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float) -> Any:
    return right.update_parameters_with_rmsprop(parameters, grads, s, beta2, -learning_rate, epsilon)


@misconception("rmsprop.no_learning_rate", STEP, "How far to go is what the learning rate says; it is missing.")
def step_no_rate(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> Any:
    return right.update_parameters_with_rmsprop(parameters, grads, s, beta2, 1.0, epsilon)


@misconception("rmsprop.not_divided", STEP, "That is plain gradient descent: the root of s divides every step.")
def step_not_divided(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> Any:
    return _step(parameters, grads, s, _blend(beta2), lambda w, g, new, old: w - learning_rate * g)


@misconception("rmsprop.biases_stay", STEP, "The weights are right, but the biases stay as they were.")
def step_biases_stay(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> Any:
    moved, new = right.update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon)
    return {name: parameters[name] if name[0] == "b" else value for name, value in moved.items()}, new


@misconception("rmsprop.last_layer_stays", STEP, "The last layer stays as it was: Python's range stops before its end.")
def step_last_stays(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> Any:
    moved, new = right.update_parameters_with_rmsprop(parameters, grads, s, beta2, learning_rate, epsilon)
    last = str(len(parameters) // 2)
    kept = {name: parameters[name] if name[1:] == last else value for name, value in moved.items()}
    return kept, {name: s[name] if name[2:] == last else value for name, value in new.items()}


# --- decay --------------------------------------------------------------------------------------------------------


@misconception("exponential_decay.inverse_time", DECAY, "That is inverse time decay. Exponential decay has a power.")
def decay_inverse_time(learning_rate0: float, epoch_num: int, decay_rate: float) -> Any:
    return learning_rate0 / (1 + decay_rate * epoch_num)


@misconception("exponential_decay.multiplied", DECAY, "You multiply by the epoch; it is the exponent.")
def decay_multiplied(learning_rate0: float, epoch_num: int, decay_rate: float) -> Any:
    return learning_rate0 * decay_rate * epoch_num


@misconception("exponential_decay.base_e", DECAY, "You take a power of e. The base of the power is the decay rate.")
def decay_base_e(learning_rate0: float, epoch_num: int, decay_rate: float) -> Any:
    return learning_rate0 * float(np.exp(-decay_rate * epoch_num))


@misconception("exponential_decay.power_swapped", DECAY, "Base and exponent have changed places.")
def decay_swapped(learning_rate0: float, epoch_num: int, decay_rate: float) -> Any:
    return learning_rate0 * epoch_num**decay_rate


@misconception("exponential_decay.once", DECAY, "Your rate decays once and then stays: the epoch is not in use.")
def decay_once(learning_rate0: float, epoch_num: int, decay_rate: float) -> Any:
    return learning_rate0 * decay_rate


@misconception("exponential_decay.one_epoch_ahead", DECAY, "Your rate is one epoch ahead: epoch 0 has the first rate.")
def decay_ahead(learning_rate0: float, epoch_num: int, decay_rate: float) -> Any:
    return learning_rate0 * decay_rate ** (epoch_num + 1)


@misconception("exponential_decay.one_minus", DECAY, "You keep 1 − decay_rate an epoch; the rate itself is the factor.")
def decay_one_minus(learning_rate0: float, epoch_num: int, decay_rate: float) -> Any:
    return learning_rate0 * (1 - decay_rate) ** epoch_num


@misconception("exponential_decay.whole_power", DECAY, "The power is taken of the product; it belongs to one factor.")
def decay_whole(learning_rate0: float, epoch_num: int, decay_rate: float) -> Any:
    return (learning_rate0 * decay_rate) ** epoch_num


@misconception("exponential_decay.rate_forgotten", DECAY, "You return the factor alone: it multiplies the first rate.")
def decay_factor_alone(learning_rate0: float, epoch_num: int, decay_rate: float) -> Any:
    return decay_rate**epoch_num


# --- convergence --------------------------------------------------------------------------------------------------


def _gain(costs: Sequence[float], back: int) -> float:
    earlier = costs[-1 - back]
    return (earlier - costs[-1]) / abs(earlier)


@misconception(
    "has_converged.last_step",
    CONVERGED,
    "You look at the last step only. One small step happens; patience says how many steps together gain too little.",
)
def converged_last_step(costs: Sequence[float], tolerance: float, patience: int) -> Any:
    return len(costs) > patience and _gain(costs, 1) < tolerance


@misconception(
    "has_converged.absolute",
    CONVERGED,
    "You compare the decrease itself. Relative to the cost, 1 of 1000 is little and 1 of 2 is much.",
)
def converged_absolute(costs: Sequence[float], tolerance: float, patience: int) -> Any:
    return len(costs) > patience and costs[-1 - patience] - costs[-1] < tolerance


@misconception(
    "has_converged.relative_to_new", CONVERGED, "The decrease is relative to the earlier cost, not the newest."
)
def converged_relative_to_new(costs: Sequence[float], tolerance: float, patience: int) -> Any:
    return len(costs) > patience and (costs[-1 - patience] - costs[-1]) / abs(costs[-1]) < tolerance


@misconception("has_converged.inverted", CONVERGED, "You say True while the cost still falls. Check the comparison.")
def converged_inverted(costs: Sequence[float], tolerance: float, patience: int) -> Any:
    return len(costs) > patience and _gain(costs, patience) >= tolerance


@misconception(
    "has_converged.rise_counts_as_progress",
    CONVERGED,
    "You take the magnitude of the change, so that a rising cost looks like progress. Only a decrease is.",
)
def converged_magnitude(costs: Sequence[float], tolerance: float, patience: int) -> Any:
    return len(costs) > patience and abs(_gain(costs, patience)) < tolerance


@misconception(
    "has_converged.one_step_short",
    CONVERGED,
    "You look back one step too few: between a list's last entry and its entry −patience are patience − 1 steps.",
)
def converged_short_window(costs: Sequence[float], tolerance: float, patience: int) -> Any:
    return len(costs) > patience and _gain(costs, patience - 1) < tolerance


@misconception(
    "has_converged.too_few_costs",
    CONVERGED,
    "With too few costs to look back you say True. Nothing is known yet, so training goes on.",
)
def converged_too_few(costs: Sequence[float], tolerance: float, patience: int) -> Any:
    return len(costs) <= patience or _gain(costs, patience) < tolerance


@misconception(
    "has_converged.no_length_check",
    CONVERGED,
    "At the start there are too few costs to look back, and your index leaves the list. What is the answer then?",
)
def converged_no_check(costs: Sequence[float], tolerance: float, patience: int) -> Any:
    return _gain(costs, patience) < tolerance


@misconception(
    "has_converged.from_the_start",
    CONVERGED,
    "You compare with the very first cost. Look back `patience` steps from the newest.",
)
def converged_from_start(costs: Sequence[float], tolerance: float, patience: int) -> Any:
    return len(costs) > patience and _gain(costs, len(costs) - 1) < tolerance


@misconception(
    "has_converged.negative_costs",
    CONVERGED,
    "With negative costs the sign of your quotient turns. Divide by the magnitude of the earlier cost.",
)
def converged_negative(costs: Sequence[float], tolerance: float, patience: int) -> Any:
    earlier = costs[-1 - patience] if len(costs) > patience else 1.0
    return len(costs) > patience and (earlier - costs[-1]) / earlier < tolerance


@misconception(
    "has_converged.costs_changed",
    CONVERGED,
    "Your call changes the list of costs itself (by pop, sort or reverse), to which training goes on appending. Read "
    "the list by index: costs[-1] is the newest.",
)
def converged_costs_changed(costs: list[float], tolerance: float, patience: int) -> Any:
    answer = right.has_converged(costs, tolerance, patience)
    costs.pop()
    return answer


MISCONCEPTIONS = collect(globals())
