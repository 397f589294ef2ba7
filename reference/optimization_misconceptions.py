"""Wrong ways to train a network that students really write, each with the hint that it earns.

Owns the named misconceptions of the assignment "Optimization Methods". Shuffles draw from `RandomState(seed)` in the
template's order, so that they give the numbers that a student sees who makes the mistake in the template.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference import optimization as right
from reference.catalogue import collect, misconception

__all__ = ["MISCONCEPTIONS"]

Array = NDArray[Any]
Arrays = Mapping[str, Array]
Rule = Callable[[Array, Array], Any]

GD = "update_parameters_with_gd"
BATCHES = "random_mini_batches"
VELOCITY = "initialize_velocity"
MOMENTUM = "update_parameters_with_momentum"
START_ADAM = "initialize_adam"
ADAM = "update_parameters_with_adam"
LR = "update_lr"
SCHEDULE = "schedule_lr_decay"

LAST_LAYER_HINT = (
    "The last layer is left out. There are L = len(parameters) // 2 layers, and Python's range stops before its end: "
    "write down for which layers your loop runs when L = 2."
)
FIRST_LAYER_HINT = (
    "The first layer is left out. Your loop variable starts one too high for the key that you build from it."
)
ONE_LAYER_HINT = "Only the first layer moves. Look at where the loop ends, and whether `return` stands inside it."
BIASES_HINT = "The weights are right, but the biases stay as they were: they learn by the same rule."
WEIGHTS_HINT = "The biases are right, but the weights stay as they were: they learn by the same rule."
BIASES_ASTRAY_HINT = (
    "The weights are right, the biases are not. Compare their lines sign by sign: they should differ in W and b alone."
)
WEIGHTS_ASTRAY_HINT = (
    "The biases are right, the weights are not. Compare their lines sign by sign: they should differ in W and b alone."
)


def _layers(parameters: Arrays) -> int:
    return len(parameters) // 2


def _updated(parameters: Arrays, grads: Arrays, rule: Rule) -> dict[str, Any]:
    """`rule(value, gradient)` for every parameter."""
    return {name: rule(value, grads[f"d{name}"]) for name, value in parameters.items()}


def _keep(now: Mapping[str, Any], before: Arrays, skipped: Callable[[str], bool]) -> dict[str, Any]:
    """`now`, but for the skipped keys, which stay as they were."""
    return {name: before[name] if skipped(name) else value for name, value in now.items()}


def _of_layer(number: int) -> Callable[[str], bool]:
    return lambda name: name.lstrip("dWb") == str(number)


def _behind_first(name: str) -> bool:
    return name.lstrip("dWb") != "1"


def _of_biases(name: str) -> bool:
    return name.lstrip("d")[0] == "b"


# --- gradient descent -------------------------------------------------------------------------------------------


@misconception(
    "gd.plus_sign",
    GD,
    "The cost goes up: you step along the gradient. The gradient points uphill, and descent goes the other way.",
)
def gd_plus_sign(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    return _updated(parameters, grads, lambda value, gradient: value + learning_rate * gradient)


@misconception(
    "gd.no_learning_rate",
    GD,
    "You subtract the whole gradient. How far to go along it is what the learning rate says.",
)
def gd_no_learning_rate(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    return _updated(parameters, grads, lambda value, gradient: value - gradient)


@misconception("gd.last_layer_skipped", GD, LAST_LAYER_HINT)
def gd_last_layer_skipped(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    now = right.update_parameters_with_gd(parameters, grads, learning_rate)
    return _keep(now, parameters, _of_layer(_layers(parameters)))


@misconception("gd.first_layer_skipped", GD, FIRST_LAYER_HINT)
def gd_first_layer_skipped(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    now = right.update_parameters_with_gd(parameters, grads, learning_rate)
    return _keep(now, parameters, _of_layer(1))


@misconception("gd.first_layer_only", GD, ONE_LAYER_HINT)
def gd_first_layer_only(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    now = right.update_parameters_with_gd(parameters, grads, learning_rate)
    return _keep(now, parameters, lambda name: name not in ("W1", "b1"))


@misconception("gd.biases_not_updated", GD, BIASES_HINT)
def gd_biases_not_updated(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    return _keep(right.update_parameters_with_gd(parameters, grads, learning_rate), parameters, _of_biases)


@misconception(
    "gd.weights_from_bias_gradients",
    GD,
    "The weights are updated with the gradients of the biases; NumPy stretches them over the columns without a word. "
    "Check the key under which you look up each gradient.",
)
def gd_weights_from_bias_gradients(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    return {name: value - learning_rate * grads[f"db{name[1:]}"] for name, value in parameters.items()}


@misconception(
    "gd.biases_from_weight_gradients",
    GD,
    "The biases are updated with the gradients of the weights, so that they are columns no longer. Check the key under "
    "which you look up each gradient.",
)
def gd_biases_from_weight_gradients(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    return {name: value - learning_rate * grads[f"dW{name[1:]}"] for name, value in parameters.items()}


@misconception(
    "gd.divided_by_m",
    GD,
    "The step is divided once more. The gradients that you are given are of the mean cost: the 1/m is in them already.",
)
def gd_divided_by_m(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    m = parameters["W1"].shape[1]
    return _updated(parameters, grads, lambda value, gradient: value - learning_rate / m * gradient)


@misconception(
    "gd.step_only",
    GD,
    "You return the step itself. The new parameter is the old one minus that step.",
)
def gd_step_only(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    return _updated(parameters, grads, lambda value, gradient: learning_rate * gradient)


@misconception(
    "gd.relative_step",
    GD,
    "The step is multiplied by the parameter itself. A parameter of zero could never move: the step depends on the "
    "gradient and the learning rate alone.",
)
def gd_relative_step(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    return _updated(parameters, grads, lambda value, gradient: value * (1 - learning_rate * gradient))


@misconception(
    "gd.unchanged",
    GD,
    "The parameters come back as they were. Is the new value stored under its key, or only in a variable?",
)
def gd_unchanged(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    return dict(parameters)


@misconception(
    "gd.divided_by_learning_rate",
    GD,
    "The gradient is divided by the learning rate: a small rate then makes huge steps.",
)
def gd_divided_by_learning_rate(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    return _updated(parameters, grads, lambda value, gradient: value - gradient / learning_rate)


@misconception("gd.weights_not_updated", GD, WEIGHTS_HINT)
def gd_weights_not_updated(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    now = right.update_parameters_with_gd(parameters, grads, learning_rate)
    return _keep(now, parameters, lambda name: not _of_biases(name))


@misconception("gd.biases_astray", GD, BIASES_ASTRAY_HINT)
def gd_biases_astray(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    now = right.update_parameters_with_gd(parameters, grads, learning_rate)
    return _keep(now, gd_plus_sign(parameters, grads, learning_rate), _of_biases)


@misconception("gd.weights_astray", GD, WEIGHTS_ASTRAY_HINT)
def gd_weights_astray(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    now = gd_no_learning_rate(parameters, grads, learning_rate)
    return _keep(now, right.update_parameters_with_gd(parameters, grads, learning_rate), _of_biases)


@misconception(
    "gd.brackets_misplaced",
    GD,
    "The learning rate is subtracted from the parameter before the gradient multiplies both. It belongs to the "
    "gradient: a product comes before a difference without any brackets.",
)
def gd_brackets_misplaced(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    return _updated(parameters, grads, lambda value, gradient: (value - learning_rate) * gradient)


@misconception(
    "gd.sides_swapped",
    GD,
    "The parameters have changed sign: you subtract them from the step. It is the step that is subtracted from them.",
)
def gd_sides_swapped(parameters: Arrays, grads: Arrays, learning_rate: float) -> Any:
    return _updated(parameters, grads, lambda value, gradient: learning_rate * gradient - value)


# --- mini-batches -----------------------------------------------------------------------------------------------


def _shuffled(X: Array, Y: Array, seed: int) -> tuple[Array, Array]:
    order = np.random.RandomState(seed).permutation(X.shape[1])
    return X[:, order], Y[:, order]


def _cut(X: Array, Y: Array, spans: Iterable[tuple[int, int]]) -> list[tuple[Array, Array]]:
    return [(X[:, start:stop], Y[:, start:stop]) for start, stop in spans]


def _spans(m: int, size: int) -> list[tuple[int, int]]:
    return [(start, min(start + size, m)) for start in range(0, m, size)]


@misconception(
    "mini_batches.no_shuffle",
    BATCHES,
    "The examples come in their old order. Are the mini-batches cut from the shuffled arrays or from X and Y?",
)
def mini_batches_no_shuffle(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    return _cut(X, Y, _spans(X.shape[1], mini_batch_size))


@misconception(
    "mini_batches.labels_not_shuffled",
    BATCHES,
    "X is shuffled and Y is not: examples end up beside the labels of others. Apply the same permutation to both, and "
    "cut both from the shuffled arrays.",
)
def mini_batches_labels_not_shuffled(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    return _cut(_shuffled(X, Y, seed)[0], Y, _spans(X.shape[1], mini_batch_size))


@misconception(
    "mini_batches.labels_partly_old",
    BATCHES,
    "Some mini-batches have labels in the old order. Cut all of them from the shuffled Y, the full ones and the last.",
)
def mini_batches_labels_partly_old(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    whole = X.shape[1] // mini_batch_size
    x, y = _shuffled(X, Y, seed)
    return [
        (x[:, start:stop], (y if k < whole else Y)[:, start:stop])
        for k, (start, stop) in enumerate(_spans(X.shape[1], mini_batch_size))
    ]


@misconception(
    "mini_batches.shuffled_apart",
    BATCHES,
    "X and Y are shuffled with two different permutations: examples end up beside the labels of others. Draw one, "
    "and use it twice.",
)
def mini_batches_shuffled_apart(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    generator = np.random.RandomState(seed)
    m = X.shape[1]
    first, second = generator.permutation(m), generator.permutation(m)
    return _cut(X[:, first], Y[:, second], _spans(m, mini_batch_size))


@misconception(
    "mini_batches.last_dropped",
    BATCHES,
    "The examples that don't fill a whole mini-batch are lost. What is left after the full ones makes a last, smaller "
    "mini-batch.",
)
def mini_batches_last_dropped(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    whole = [span for span in _spans(X.shape[1], mini_batch_size) if span[1] - span[0] == mini_batch_size]
    return _cut(*_shuffled(X, Y, seed), whole)


@misconception(
    "mini_batches.empty_last",
    BATCHES,
    "When the mini-batch size divides m there is one mini-batch too many, and it is empty. Add the last one only when "
    "examples are left.",
)
def mini_batches_empty_last(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    m = X.shape[1]
    starts = range(0, m - m % mini_batch_size + 1, mini_batch_size)
    return _cut(*_shuffled(X, Y, seed), [(start, min(start + mini_batch_size, m)) for start in starts])


@misconception(
    "mini_batches.last_slice_empty",
    BATCHES,
    "The last mini-batch is empty though examples are left: its slice ends before it begins. It goes on to the end, to "
    "example m, and how many are left does not matter.",
)
def mini_batches_last_slice_empty(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    m = X.shape[1]
    full = m // mini_batch_size * mini_batch_size
    spans = [span for span in _spans(m, mini_batch_size) if span[1] <= full]
    return _cut(*_shuffled(X, Y, seed), [*spans, *([(full, m - full)] if m > full else [])])


@misconception(
    "mini_batches.appended_after_loop",
    BATCHES,
    "Only the last of the full mini-batches is in your list. Look at the indentation: does the append belong to the "
    "loop?",
)
def mini_batches_appended_after_loop(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    m = X.shape[1]
    spans = _spans(m, mini_batch_size)
    return _cut(*_shuffled(X, Y, seed), spans[max(0, m // mini_batch_size - 1) :])


@misconception(
    "mini_batches.last_overlaps",
    BATCHES,
    "The last mini-batch is filled up with examples that another one has already. It holds only those that are left "
    "over: where does it start?",
)
def mini_batches_last_overlaps(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    m = X.shape[1]
    spans = [(max(0, stop - mini_batch_size), stop) for _, stop in _spans(m, mini_batch_size)]
    return _cut(*_shuffled(X, Y, seed), spans)


@misconception(
    "mini_batches.last_starts_early",
    BATCHES,
    "The last mini-batch starts one mini-batch too early and repeats a full one: after the loop, k is still the index "
    "of the last full mini-batch.",
)
def mini_batches_last_starts_early(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    m = X.shape[1]
    spans = _spans(m, mini_batch_size)
    if m % mini_batch_size:
        spans[-1] = (max(0, spans[-1][0] - mini_batch_size), m)
    return _cut(*_shuffled(X, Y, seed), spans)


@misconception(
    "mini_batches.first_repeated",
    BATCHES,
    "Every full mini-batch holds the same examples. Where a slice starts and stops must depend on k.",
)
def mini_batches_first_repeated(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    m = X.shape[1]
    spans = [(0, mini_batch_size) if stop - start == mini_batch_size else (start, stop)
             for start, stop in _spans(m, mini_batch_size)]  # fmt: skip
    return _cut(*_shuffled(X, Y, seed), spans)


@misconception(
    "mini_batches.start_not_multiplied",
    BATCHES,
    "Each mini-batch starts one example after the one before, so that they overlap. Mini-batch k starts behind k whole "
    "mini-batches: multiply.",
)
def mini_batches_start_not_multiplied(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    spans = [(k, k + mini_batch_size) if stop - start == mini_batch_size else (start, stop)
             for k, (start, stop) in enumerate(_spans(X.shape[1], mini_batch_size))]  # fmt: skip
    return _cut(*_shuffled(X, Y, seed), spans)


@misconception(
    "mini_batches.one_short",
    BATCHES,
    "Each mini-batch lacks its last example. A Python slice stops before its end by itself: no `- 1` is needed.",
)
def mini_batches_one_short(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    spans = [(start, start + mini_batch_size - 1) for start, _ in _spans(X.shape[1], mini_batch_size)]
    return _cut(*_shuffled(X, Y, seed), spans)


@misconception(
    "mini_batches.one_more",
    BATCHES,
    "Each full mini-batch holds one example too many, the first of the next. A Python slice stops before its end: no "
    "`+ 1` is needed.",
)
def mini_batches_one_more(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    m = X.shape[1]
    spans = [(start, min(start + mini_batch_size + 1, m)) for start, _ in _spans(m, mini_batch_size)]
    return _cut(*_shuffled(X, Y, seed), spans)


@misconception(
    "mini_batches.with_replacement",
    BATCHES,
    "Some examples come twice, others never. A permutation holds each index exactly once: are they drawn with "
    "replacement, cut partly from the old arrays, or does a slice (the last one?) take what another has already?",
)
def mini_batches_with_replacement(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    m = X.shape[1]
    order = np.random.RandomState(seed).randint(0, m, m)
    return _cut(X[:, order], Y[:, order], _spans(m, mini_batch_size))


@misconception(
    "mini_batches.one_shuffled_in_place",
    BATCHES,
    "Your call shuffles the caller's X or Y itself, and the other one not: from the next epoch on, examples stand "
    "beside wrong labels. Keep both as they came, and cut the mini-batches from shuffled copies.",
)
def mini_batches_one_shuffled_in_place(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    X[:], shuffled_Y = _shuffled(X, Y, seed)
    return _cut(X, shuffled_Y, _spans(X.shape[1], mini_batch_size))


@misconception(
    "mini_batches.rows_shuffled",
    BATCHES,
    "The rows of X are shuffled, that is the features within each example. Examples are columns: index "
    "the second axis.",
)
def mini_batches_rows_shuffled(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    rows = np.random.RandomState(seed).permutation(X.shape[0])
    return _cut(X[rows, :], Y, _spans(X.shape[1], mini_batch_size))


@misconception(
    "mini_batches.transposed",
    BATCHES,
    "The mini-batches have one example a row. Keep the course's form, one example a column: mini_batch_X is "
    "(n_x, mini_batch_size).",
)
def mini_batches_transposed(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    return [(x.T, y.T) for x, y in right.random_mini_batches(X, Y, mini_batch_size, seed)]


@misconception(
    "mini_batches.cut_along_rows",
    BATCHES,
    "The mini-batches are cut from the rows, the features. Examples are columns: slice the second axis.",
)
def mini_batches_cut_along_rows(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    x, y = _shuffled(X, Y, seed)
    return [(x[start:stop], y[start:stop]) for start, stop in _spans(X.shape[1], mini_batch_size)]


@misconception(
    "mini_batches.spread_evenly",
    BATCHES,
    "The examples are spread evenly over the mini-batches. All but the last are to be full; only the last is smaller.",
)
def mini_batches_spread_evenly(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    x, y = _shuffled(X, Y, seed)
    number = math.ceil(X.shape[1] / mini_batch_size)
    return list(zip(np.array_split(x, number, axis=1), np.array_split(y, number, axis=1), strict=True))


@misconception(
    "mini_batches.rest_joined",
    BATCHES,
    "The examples left over are added to the last full mini-batch. They make one of their own.",
)
def mini_batches_rest_joined(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    m = X.shape[1]
    spans = _spans(m, mini_batch_size)
    if m % mini_batch_size and len(spans) > 1:
        spans[-2:] = [(spans[-2][0], m)]
    return _cut(*_shuffled(X, Y, seed), spans)


@misconception(
    "mini_batches.shuffled_within",
    BATCHES,
    "Examples only change places within their mini-batch: the same ones are together in every epoch. Shuffle all of "
    "them first, then cut.",
)
def mini_batches_shuffled_within(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    generator = np.random.RandomState(seed)
    orders = [start + generator.permutation(stop - start) for start, stop in _spans(X.shape[1], mini_batch_size)]
    return [(X[:, order], Y[:, order]) for order in orders]


@misconception(
    "mini_batches.batches_shuffled",
    BATCHES,
    "Whole mini-batches change places, but each holds neighbours in their old order. Shuffle the examples first, then "
    "cut.",
)
def mini_batches_batches_shuffled(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    batches = _cut(X, Y, _spans(X.shape[1], mini_batch_size))
    return [batches[i] for i in np.random.RandomState(seed).permutation(len(batches))]


@misconception(
    "mini_batches.last_one_short",
    BATCHES,
    "The last mini-batch lacks one of the examples that are left. Look at both ends of its slice: it starts right "
    "behind the last full one and goes on to the end. An end of -1 or m - 1 leaves the last example out.",
)
def mini_batches_last_one_short(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    m = X.shape[1]
    spans = _spans(m, mini_batch_size)
    if m % mini_batch_size:
        spans[-1] = (spans[-1][0], m - 1)
    return _cut(*_shuffled(X, Y, seed), spans)


@misconception(
    "mini_batches.full_one_missing",
    BATCHES,
    "One of the full mini-batches is missing. The loop needs k = 0, 1, … for each of them: range(n) starts at 0 and "
    "gives n numbers by itself.",
)
def mini_batches_full_one_missing(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    m = X.shape[1]
    full = m // mini_batch_size
    return _cut(*_shuffled(X, Y, seed), [s for k, s in enumerate(_spans(m, mini_batch_size)) if k != full - 1])


@misconception(
    "mini_batches.first_only",
    BATCHES,
    "Only the first mini-batch comes back. Look at the indentation: does `return` stand inside the loop?",
)
def mini_batches_first_only(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    return _cut(*_shuffled(X, Y, seed), _spans(X.shape[1], mini_batch_size)[:1])


@misconception(
    "mini_batches.stop_not_multiplied",
    BATCHES,
    "The first mini-batch is full and the next one is not. Where a slice stops must grow by a whole mini-batch from k "
    "to k + 1, as where it starts: write both out for k = 1, brackets too.",
)
def mini_batches_stop_not_multiplied(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    spans = [(start, min(stop, mini_batch_size) if stop - start == mini_batch_size else stop)
             for start, stop in _spans(X.shape[1], mini_batch_size)]  # fmt: skip
    return _cut(*_shuffled(X, Y, seed), spans)


@misconception(
    "mini_batches.fixed_size",
    BATCHES,
    "All examples are in one mini-batch, though there are more than mini_batch_size. Use the parameter, and not a "
    "number of your own.",
)
def mini_batches_fixed_size(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    return right.random_mini_batches(X, Y, 64, seed)


@misconception(
    "mini_batches.counts_features",
    BATCHES,
    "There are as many examples in your mini-batches as X has rows. Rows are features: m is the number of columns.",
)
def mini_batches_counts_features(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    n_x = X.shape[0]
    return right.random_mini_batches(X[:, :n_x], Y[:, :n_x], mini_batch_size, seed)


@misconception(
    "mini_batches.pair_swapped",
    BATCHES,
    "X and Y have changed places: each mini-batch is a pair of mini_batch_X and mini_batch_Y, in this order.",
)
def mini_batches_pair_swapped(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> Any:
    return [(y, x) for x, y in right.random_mini_batches(X, Y, mini_batch_size, seed)]


# --- starting averages at zero ----------------------------------------------------------------------------------

PARAMETER_KEYS_HINT = (
    'The keys are those of the parameters. The averages are of gradients, so they are called like them: "dW1", "db1", …'
)
SCALARS_HINT = (
    "The entries are single numbers. Each average needs the shape of its parameter: one number for every entry."
)
FLAT_HINT = (
    "The biases' entries are one-dimensional. Give them the shape of the bias itself, (n, 1): a flat array of n "
    "numbers would stretch over the columns."
)
ONES_HINT = "The averages start at one. Nothing has been averaged yet: they start at zero."
COPIES_HINT = "The averages start at the parameters' own values. Only their shapes are wanted, filled with zeros."
CHANGED_HINT = (
    "Your call changes the parameters themselves, and the network loses its numbers: a second name for a dictionary or "
    "an array copies nothing. Make a new dictionary, and new arrays with np.zeros."
)
BIAS_SHAPE_HINT = "The biases' entries have the shape of the weights. Check the key from which you take the shape."
TRANSPOSED_HINT = "The weights' entries are transposed. Rows and columns are those of the parameter itself."
NO_BIASES_HINT = "There are entries for the weights only. The biases are trained too: they need theirs."
FROM_ZERO_HINT = (
    "The layers are numbered from 0. Layer 0 is the input and has no parameters: a loop over range(L) needs l + 1 in "
    "its keys."
)


def _start(parameters: Arrays, make: Callable[[Array], Any] = lambda value: np.zeros(value.shape)) -> dict[str, Any]:
    return {f"d{name}": make(value) for name, value in parameters.items()}


def _flat_biases(parameters: Arrays) -> dict[str, Any]:
    return {name: value.ravel() if _of_biases(name) else value for name, value in _start(parameters).items()}


def _weight_shapes(parameters: Arrays) -> dict[str, Any]:
    return {f"d{name}": np.zeros(parameters[f"W{name[1:]}"].shape) for name in parameters}


def _transposed_weights(parameters: Arrays) -> dict[str, Any]:
    return {name: value if _of_biases(name) else value.T.copy() for name, value in _start(parameters).items()}


def _without_last(parameters: Arrays) -> dict[str, Any]:
    last = _of_layer(_layers(parameters))
    return {name: value for name, value in _start(parameters).items() if not last(name)}


def _weights_only(parameters: Arrays) -> dict[str, Any]:
    return {name: value for name, value in _start(parameters).items() if not _of_biases(name)}


def _numbered_from_zero(parameters: Arrays) -> dict[str, Any]:
    return {f"{name[:2]}{int(name[2:]) - 1}": value for name, value in _start(parameters).items()}


def _named_like_parameters(parameters: Arrays) -> dict[str, Any]:
    return {name: np.zeros(value.shape) for name, value in parameters.items()}


@misconception("velocity.parameter_keys", VELOCITY, PARAMETER_KEYS_HINT)
def velocity_parameter_keys(parameters: Arrays) -> Any:
    return _named_like_parameters(parameters)


@misconception("velocity.ones", VELOCITY, ONES_HINT)
def velocity_ones(parameters: Arrays) -> Any:
    return _start(parameters, lambda value: np.ones(value.shape))


@misconception("velocity.scalars", VELOCITY, SCALARS_HINT)
def velocity_scalars(parameters: Arrays) -> Any:
    return _start(parameters, lambda value: 0)


@misconception("velocity.flat_biases", VELOCITY, FLAT_HINT)
def velocity_flat_biases(parameters: Arrays) -> Any:
    return _flat_biases(parameters)


@misconception("velocity.biases_in_weight_shape", VELOCITY, BIAS_SHAPE_HINT)
def velocity_biases_in_weight_shape(parameters: Arrays) -> Any:
    return _weight_shapes(parameters)


@misconception("velocity.transposed", VELOCITY, TRANSPOSED_HINT)
def velocity_transposed(parameters: Arrays) -> Any:
    return _transposed_weights(parameters)


@misconception("velocity.last_layer_missing", VELOCITY, LAST_LAYER_HINT)
def velocity_last_layer_missing(parameters: Arrays) -> Any:
    return _without_last(parameters)


@misconception("velocity.weights_only", VELOCITY, NO_BIASES_HINT)
def velocity_weights_only(parameters: Arrays) -> Any:
    return _weights_only(parameters)


@misconception("velocity.layer_zero", VELOCITY, FROM_ZERO_HINT)
def velocity_layer_zero(parameters: Arrays) -> Any:
    return _numbered_from_zero(parameters)


@misconception("velocity.copies", VELOCITY, COPIES_HINT)
def velocity_copies(parameters: Arrays) -> Any:
    return _start(parameters, np.copy)


@misconception("velocity.parameters_changed", VELOCITY, CHANGED_HINT)
def velocity_parameters_changed(parameters: dict[str, Array]) -> Any:
    v = {}
    for name, value in parameters.items():
        v[f"d{name}"] = value
        v[f"d{name}"][:] = 0
    return v


@misconception("initialize_adam.parameter_keys", START_ADAM, PARAMETER_KEYS_HINT)
def initialize_adam_parameter_keys(parameters: Arrays) -> Any:
    return _named_like_parameters(parameters), _named_like_parameters(parameters)


@misconception(
    "initialize_adam.s_missing",
    START_ADAM,
    "Only one dictionary comes back. Adam keeps two averages, of the gradients and of their squares: return both, "
    "v first.",
)
def initialize_adam_s_missing(parameters: Arrays) -> Any:
    return _start(parameters)


@misconception("initialize_adam.ones", START_ADAM, ONES_HINT)
def initialize_adam_ones(parameters: Arrays) -> Any:
    ones = _start(parameters, lambda value: np.ones(value.shape))
    return ones, ones


@misconception(
    "initialize_adam.s_ones",
    START_ADAM,
    "s starts at one, perhaps for fear of a division by zero. That is what ε is for: s starts at zero, like v.",
)
def initialize_adam_s_ones(parameters: Arrays) -> Any:
    return _start(parameters), _start(parameters, lambda value: np.ones(value.shape))


@misconception("initialize_adam.scalars", START_ADAM, SCALARS_HINT)
def initialize_adam_scalars(parameters: Arrays) -> Any:
    return _start(parameters, lambda value: 0), _start(parameters, lambda value: 0)


@misconception("initialize_adam.flat_biases", START_ADAM, FLAT_HINT)
def initialize_adam_flat_biases(parameters: Arrays) -> Any:
    return _flat_biases(parameters), _flat_biases(parameters)


@misconception("initialize_adam.biases_in_weight_shape", START_ADAM, BIAS_SHAPE_HINT)
def initialize_adam_biases_in_weight_shape(parameters: Arrays) -> Any:
    return _weight_shapes(parameters), _weight_shapes(parameters)


@misconception("initialize_adam.last_layer_missing", START_ADAM, LAST_LAYER_HINT)
def initialize_adam_last_layer_missing(parameters: Arrays) -> Any:
    return _without_last(parameters), _without_last(parameters)


@misconception("initialize_adam.weights_only", START_ADAM, NO_BIASES_HINT)
def initialize_adam_weights_only(parameters: Arrays) -> Any:
    return _weights_only(parameters), _weights_only(parameters)


@misconception("initialize_adam.layer_zero", START_ADAM, FROM_ZERO_HINT)
def initialize_adam_layer_zero(parameters: Arrays) -> Any:
    return _numbered_from_zero(parameters), _numbered_from_zero(parameters)


@misconception("initialize_adam.copies", START_ADAM, COPIES_HINT)
def initialize_adam_copies(parameters: Arrays) -> Any:
    return _start(parameters, np.copy), _start(parameters, np.copy)


@misconception(
    "initialize_adam.s_empty",
    START_ADAM,
    "s lacks its entries: it needs the same keys and shapes as v.",
)
def initialize_adam_s_empty(parameters: Arrays) -> Any:
    return _start(parameters), {}


@misconception(
    "initialize_adam.one_dictionary",
    START_ADAM,
    "v and s are two names of one dictionary: what Adam later writes into v is in s as well. Make two dictionaries.",
)
def initialize_adam_one_dictionary(parameters: Arrays) -> Any:
    both = _start(parameters)
    return both, both


@misconception("initialize_adam.parameters_changed", START_ADAM, CHANGED_HINT)
def initialize_adam_parameters_changed(parameters: dict[str, Array]) -> Any:
    return velocity_parameters_changed(parameters), _start(parameters)


# --- momentum ---------------------------------------------------------------------------------------------------


def _momentum(
    parameters: Arrays, grads: Arrays, v: Arrays, mix: Rule, step: Callable[[Array, Array, Array], Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """`mix(velocity, gradient)` makes the new velocity, `step(value, new velocity, gradient)` the new parameter."""
    new = {name: mix(v[name], gradient) for name, gradient in grads.items()}
    return {n: step(value, new[f"d{n}"], grads[f"d{n}"]) for n, value in parameters.items()}, new


@misconception(
    "momentum.no_one_minus_beta",
    MOMENTUM,
    "The whole gradient is added to the velocity. In this course the velocity is an average: if β of the old one "
    "stays, how much of the gradient comes in?",
)
def momentum_no_one_minus_beta(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    return _momentum(parameters, grads, v, lambda a, g: beta * a + g, lambda p, a, _: p - learning_rate * a)


@misconception(
    "momentum.beta_swapped",
    MOMENTUM,
    "β and 1 - β have changed places: with β = 0.9 most of the old velocity should stay.",
)
def momentum_beta_swapped(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    mix: Rule = lambda a, g: (1 - beta) * a + beta * g  # noqa: E731 - a rule, named for its line to fit
    return _momentum(parameters, grads, v, mix, lambda p, a, _: p - learning_rate * a)


def _average(beta: float) -> Rule:
    return lambda old, new: beta * old + (1 - beta) * new


@misconception(
    "momentum.steps_along_gradient",
    MOMENTUM,
    "The velocity is right, but the parameters still follow the gradient. It is the velocity that they should follow.",
)
def momentum_steps_along_gradient(
    parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float
) -> Any:
    return _momentum(parameters, grads, v, _average(beta), lambda p, _, g: p - learning_rate * g)


@misconception(
    "momentum.old_velocity",
    MOMENTUM,
    "The parameters follow the velocity of the step before. Renew the velocity first, then take the step.",
)
def momentum_old_velocity(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    new = _momentum(parameters, grads, v, _average(beta), lambda p, a, _: p)[1]
    return _updated(parameters, v, lambda p, a: p - learning_rate * a), new


@misconception(
    "momentum.velocity_not_kept",
    MOMENTUM,
    "The step is right, but the velocity comes back as it was. The next step needs the new one: store it in v.",
)
def momentum_velocity_not_kept(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    return right.update_parameters_with_momentum(parameters, grads, v, beta, learning_rate)[0], dict(v)


@misconception(
    "momentum.forgets_velocity",
    MOMENTUM,
    "The old velocity plays no part: without it there is no momentum. The new one is an average of the old one and the "
    "gradient.",
)
def momentum_forgets_velocity(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    return _momentum(parameters, grads, v, lambda _, g: (1 - beta) * g, lambda p, a, _: p - learning_rate * a)


@misconception(
    "momentum.plus_sign",
    MOMENTUM,
    "The cost goes up: you step along the velocity, which is an average of gradients and points uphill. Descent goes "
    "the other way.",
)
def momentum_plus_sign(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    return _momentum(parameters, grads, v, _average(beta), lambda p, a, _: p + learning_rate * a)


@misconception(
    "momentum.minus_in_average",
    MOMENTUM,
    "The gradient is subtracted from the velocity. An average adds its parts; the minus sign belongs to the step.",
)
def momentum_minus_in_average(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    return _momentum(
        parameters, grads, v, lambda a, g: beta * a - (1 - beta) * g, lambda p, a, _: p - learning_rate * a
    )


@misconception(
    "momentum.no_learning_rate",
    MOMENTUM,
    "You subtract the whole velocity. How far to go along it is what the learning rate says.",
)
def momentum_no_learning_rate(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    return _momentum(parameters, grads, v, _average(beta), lambda p, a, _: p - a)


@misconception(
    "momentum.learning_rate_in_velocity",
    MOMENTUM,
    "The learning rate is inside the velocity. The parameters come out nearly as they should, but v does not: average "
    "the plain gradients, and scale the step.",
)
def momentum_learning_rate_in_velocity(
    parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float
) -> Any:
    return _momentum(
        parameters, grads, v, lambda a, g: beta * a + (1 - beta) * learning_rate * g, lambda p, a, _: p - a
    )


@misconception(
    "momentum.heavy_ball",
    MOMENTUM,
    "That is another form of momentum, v ← βv - αdθ and θ ← θ + v, as libraries have it. Here v is the average of the "
    "gradients, and the learning rate comes in with the step.",
)
def momentum_heavy_ball(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    return _momentum(parameters, grads, v, lambda a, g: beta * a - learning_rate * g, lambda p, a, _: p + a)


@misconception(
    "momentum.nesterov",
    MOMENTUM,
    "The step looks ahead, as Nesterov's momentum does. This exercise steps along the new velocity itself.",
)
def momentum_nesterov(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    def step(value: Array, velocity: Array, gradient: Array) -> Any:
        return value - learning_rate * (beta * velocity + (1 - beta) * gradient)

    return _momentum(parameters, grads, v, _average(beta), step)


@misconception("momentum.last_layer_skipped", MOMENTUM, LAST_LAYER_HINT)
def momentum_last_layer_skipped(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    now, new = right.update_parameters_with_momentum(parameters, grads, v, beta, learning_rate)
    last = _of_layer(_layers(parameters))
    return _keep(now, parameters, last), _keep(new, v, last)


@misconception("momentum.biases_not_updated", MOMENTUM, BIASES_HINT)
def momentum_biases_not_updated(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    now, new = right.update_parameters_with_momentum(parameters, grads, v, beta, learning_rate)
    return _keep(now, parameters, _of_biases), new


@misconception(
    "momentum.biases_from_weight_velocity",
    MOMENTUM,
    "The biases are moved by the velocity of the weights, so that they are columns no longer. Check the key that you "
    "use for them.",
)
def momentum_biases_from_weight_velocity(
    parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float
) -> Any:
    new = right.update_parameters_with_momentum(parameters, grads, v, beta, learning_rate)[1]
    return {n: value - learning_rate * new[f"dW{n[1:]}"] for n, value in parameters.items()}, new


@misconception(
    "momentum.weights_from_bias_velocity",
    MOMENTUM,
    "The weights are moved by the velocity of the biases; NumPy stretches it over the columns without a word. Check "
    "the key that you use for them.",
)
def momentum_weights_from_bias_velocity(
    parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float
) -> Any:
    new = right.update_parameters_with_momentum(parameters, grads, v, beta, learning_rate)[1]
    return {n: value - learning_rate * new[f"db{n[1:]}"] for n, value in parameters.items()}, new


@misconception("momentum.first_layer_only", MOMENTUM, ONE_LAYER_HINT)
def momentum_first_layer_only(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    now, new = right.update_parameters_with_momentum(parameters, grads, v, beta, learning_rate)
    return _keep(now, parameters, _behind_first), _keep(new, v, _behind_first)


@misconception("momentum.first_layer_skipped", MOMENTUM, FIRST_LAYER_HINT)
def momentum_first_layer_skipped(
    parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float
) -> Any:
    now, new = right.update_parameters_with_momentum(parameters, grads, v, beta, learning_rate)
    return _keep(now, parameters, _of_layer(1)), _keep(new, v, _of_layer(1))


@misconception(
    "momentum.brackets_missing",
    MOMENTUM,
    "Brackets are missing: 1 - β · g multiplies first and adds 1 to every velocity. It is 1 - β that weighs the "
    "gradient.",
)
def momentum_brackets_missing(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    return _momentum(parameters, grads, v, lambda a, g: beta * a + 1 - beta * g, lambda p, a, _: p - learning_rate * a)


@misconception(
    "momentum.whole_old_velocity",
    MOMENTUM,
    "The old velocity stays whole, so that velocities only grow. If 1 - β of the gradient comes in, how much of the "
    "old velocity stays?",
)
def momentum_whole_old_velocity(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    return _momentum(parameters, grads, v, lambda a, g: a + (1 - beta) * g, lambda p, a, _: p - learning_rate * a)


@misconception(
    "momentum.rate_weighs_gradient",
    MOMENTUM,
    "The learning rate weighs the gradient in the velocity. An average has weights that sum to one: β and 1 - β. The "
    "learning rate comes in with the step.",
)
def momentum_rate_weighs_gradient(
    parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float
) -> Any:
    return _momentum(
        parameters, grads, v, lambda a, g: beta * a + learning_rate * g, lambda p, a, _: p - learning_rate * a
    )


@misconception("momentum.biases_astray", MOMENTUM, BIASES_ASTRAY_HINT)
def momentum_biases_astray(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    now, new = right.update_parameters_with_momentum(parameters, grads, v, beta, learning_rate)
    return _keep(now, momentum_plus_sign(parameters, grads, v, beta, learning_rate)[0], _of_biases), new


@misconception("momentum.weights_astray", MOMENTUM, WEIGHTS_ASTRAY_HINT)
def momentum_weights_astray(parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float) -> Any:
    now, new = right.update_parameters_with_momentum(parameters, grads, v, beta, learning_rate)
    return _keep(momentum_no_learning_rate(parameters, grads, v, beta, learning_rate)[0], now, _of_biases), new


# --- Adam -------------------------------------------------------------------------------------------------------


# The variants below take a step as the spec calls for one: parameters, grads, v, s, t, learning_rate, beta1, beta2 and
# epsilon, all nine by position.


def _square_average(beta: float) -> Rule:
    return lambda old, gradient: beta * old + (1 - beta) * np.square(gradient)


def _outside(epsilon: float) -> Callable[[Array], Any]:
    return lambda s_hat: np.sqrt(s_hat) + epsilon


def _parts(t: int, beta1: float, beta2: float, epsilon: float) -> dict[str, Any]:
    """The right parts; a variant exchanges one."""
    return {
        "first": _average(beta1),
        "second": _square_average(beta2),
        "correct_first": lambda value: value / (1 - beta1**t),
        "correct_second": lambda value: value / (1 - beta2**t),
        "scale": _outside(epsilon),
    }


def _same(value: Array) -> Array:
    return value


Adam = Callable[..., Any]


def _variant(change: Callable[[int, float, float, float], dict[str, Any]]) -> Adam:
    """Adam with the parts that `change(t, beta1, beta2, epsilon)` gives in place of the right ones."""

    def adam(*step: Any) -> Any:
        parameters, grads, v, s, t, learning_rate, *rates = step
        part = {**_parts(t, *rates), **change(t, *rates)}
        v_new = {name: part["first"](v[name], gradient) for name, gradient in grads.items()}
        s_new = {name: part["second"](s[name], gradient) for name, gradient in grads.items()}
        v_hat = {name: part["correct_first"](value) for name, value in v_new.items()}
        s_hat = {name: part["correct_second"](value) for name, value in s_new.items()}
        scales = {name: part["scale"](value) for name, value in s_hat.items()}
        now = {n: p - learning_rate * v_hat[f"d{n}"] / scales[f"d{n}"] for n, p in parameters.items()}
        return now, v_new, s_new, v_hat, s_hat

    return adam


def _corrections(power: Callable[[float, int], float]) -> Adam:
    """Adam with 1 - `power(beta, t)` for both corrections."""
    return _variant(
        lambda t, beta1, beta2, epsilon: {
            "correct_first": lambda value: value / np.float64(1 - power(beta1, t)),
            "correct_second": lambda value: value / np.float64(1 - power(beta2, t)),
        }
    )


adam_no_bias_correction = misconception(
    "adam.no_bias_correction",
    ADAM,
    "The averages start at zero and are too small in the first steps; you use them as they are. Correct that bias "
    "before the step.",
)(_corrections(lambda beta, t: 0.0))

adam_t_plus_one = misconception(
    "adam.t_plus_one",
    ADAM,
    "The correction uses t + 1. The caller has counted this step already: the first one comes with t = 1.",
)(_corrections(lambda beta, t: beta ** (t + 1)))

adam_t_minus_one = misconception(
    "adam.t_minus_one",
    ADAM,
    "The correction uses t - 1 and divides by zero in the first step, which comes with t = 1.",
)(_corrections(lambda beta, t: beta ** (t - 1)))

adam_no_power = misconception(
    "adam.no_power",
    ADAM,
    "The correction is the same in every step. The bias fades as steps go by: t belongs into it, as a power.",
)(_corrections(lambda beta, t: beta))

adam_power_two = misconception(
    "adam.power_two",
    ADAM,
    "The correction is that of step 2 in every step. The power is t, whatever t is in the notebook's example.",
)(_corrections(lambda beta, t: beta**2))

adam_beta_times_t = misconception(
    "adam.beta_times_t",
    ADAM,
    "The correction becomes negative, and the root of what it divides is not a number: what is taken from 1 is βᵗ, a "
    "power, ** in Python.",
)(_corrections(lambda beta, t: beta * t))

adam_only_s_corrected = misconception(
    "adam.only_s_corrected",
    ADAM,
    "s is corrected for its bias, v is not. Both start at zero, so both need it.",
)(_variant(lambda t, beta1, beta2, epsilon: {"correct_first": _same}))

adam_only_v_corrected = misconception(
    "adam.only_v_corrected",
    ADAM,
    "v is corrected for its bias, s is not. Both start at zero, so both need it.",
)(_variant(lambda t, beta1, beta2, epsilon: {"correct_second": _same}))

adam_beta1_corrects_s = misconception(
    "adam.beta1_corrects_s",
    ADAM,
    "The correction of s uses beta1. Each average is corrected with the rate by which it was made.",
)(_variant(lambda t, beta1, beta2, epsilon: {"correct_second": lambda value: value / (1 - beta1**t)}))

adam_beta2_corrects_v = misconception(
    "adam.beta2_corrects_v",
    ADAM,
    "The correction of v uses beta2. Each average is corrected with the rate by which it was made.",
)(_variant(lambda t, beta1, beta2, epsilon: {"correct_first": lambda value: value / (1 - beta2**t)}))

adam_betas_swapped = misconception(
    "adam.betas_swapped",
    ADAM,
    "beta1 and beta2 have changed places: beta1 is for the average of the gradients, beta2 for that of their squares.",
)(_variant(lambda t, beta1, beta2, epsilon: _parts(t, beta2, beta1, epsilon)))

adam_epsilon_inside_root = misconception(
    "adam.epsilon_inside_root",
    ADAM,
    "You divide by √(ŝ + ε): ε belongs outside the root. Inside it, a small ε becomes a much larger number.",
)(_variant(lambda t, beta1, beta2, epsilon: {"scale": lambda s_hat: np.sqrt(s_hat + epsilon)}))

adam_epsilon_missing = misconception(
    "adam.epsilon_missing",
    ADAM,
    "ε is missing: a gradient that has always been zero then gives 0/0. Read again what stands below the line.",
)(_variant(lambda t, beta1, beta2, epsilon: {"scale": np.sqrt}))

adam_epsilon_default = misconception(
    "adam.epsilon_default",
    ADAM,
    "The number 1e-8 is written out. Use the parameter epsilon: the caller may want another.",
)(_variant(lambda t, beta1, beta2, epsilon: {"scale": _outside(1e-8)}))

adam_no_root = misconception(
    "adam.no_root",
    ADAM,
    "You divide by ŝ itself, without the root: the step then shrinks where gradients are large.",
)(_variant(lambda t, beta1, beta2, epsilon: {"scale": lambda s_hat: s_hat + epsilon}))

adam_gradient_not_squared = misconception(
    "adam.gradient_not_squared",
    ADAM,
    "s becomes negative, and its root is not a number. It averages the squares of the gradients, which are never below "
    "zero.",
)(_variant(lambda t, beta1, beta2, epsilon: {"second": _average(beta2)}))

adam_weighted_then_squared = misconception(
    "adam.weighted_then_squared",
    ADAM,
    "In s, 1 - β₂ is squared along with the gradient. Square the gradient first, then weigh it.",
)(
    _variant(
        lambda t, beta1, beta2, epsilon: {"second": lambda old, g: beta2 * old + np.square((1 - beta2) * g)},
    )
)

adam_no_one_minus_beta = misconception(
    "adam.no_one_minus_beta",
    ADAM,
    "Whole gradients and whole squares are added to the averages. If β of the old value stays, how much of the new one "
    "comes in?",
)(
    _variant(
        lambda t, beta1, beta2, epsilon: {
            "first": lambda old, g: beta1 * old + g,
            "second": lambda old, g: beta2 * old + np.square(g),
        }
    )
)

adam_fresh_averages = misconception(
    "adam.fresh_averages",
    ADAM,
    "The averages of the steps before play no part. The new v and s are made of the old ones and the gradient.",
)(
    _variant(
        lambda t, beta1, beta2, epsilon: {
            "first": lambda _, g: (1 - beta1) * g,
            "second": lambda _, g: (1 - beta2) * np.square(g),
        }
    )
)


def _stepped(
    parameters: Arrays, direction: Mapping[str, Any], s_hat: Arrays, learning_rate: float, epsilon: float
) -> dict[str, Any]:
    return {
        n: p - learning_rate * direction[f"d{n}"] / (np.sqrt(s_hat[f"d{n}"]) + epsilon) for n, p in parameters.items()
    }


@misconception(
    "adam.plus_sign",
    ADAM,
    "The cost goes up: the step is added. Descent subtracts it.",
)
def adam_plus_sign(*step: Any) -> Any:
    parameters, grads, v, s, t, learning_rate, *rates = step
    return right.update_parameters_with_adam(parameters, grads, v, s, t, -learning_rate, *rates)


@misconception(
    "adam.no_learning_rate",
    ADAM,
    "The step is not scaled by the learning rate.",
)
def adam_no_learning_rate(*step: Any) -> Any:
    parameters, grads, v, s, t, _, *rates = step
    return right.update_parameters_with_adam(parameters, grads, v, s, t, 1.0, *rates)


@misconception(
    "adam.steps_along_gradient",
    ADAM,
    "The step uses the gradient over √ŝ. That is RMSprop: Adam puts its corrected average v̂ in the gradient's place.",
)
def adam_steps_along_gradient(*step: Any) -> Any:
    parameters, grads, _, _, _, learning_rate, _, _, epsilon = step
    _, *rest = right.update_parameters_with_adam(*step)
    return _stepped(parameters, grads, rest[3], learning_rate, epsilon), *rest


@misconception(
    "adam.s_from_v",
    ADAM,
    "s averages the squares of v. It averages the squares of the gradients themselves.",
)
def adam_s_from_v(*step: Any) -> Any:
    parameters, _, _, s, t, learning_rate, _, beta2, epsilon = step
    _, v_new, _, v_hat, _ = right.update_parameters_with_adam(*step)
    s_new = {name: beta2 * s[name] + (1 - beta2) * np.square(value) for name, value in v_new.items()}
    s_hat = {name: value / (1 - beta2**t) for name, value in s_new.items()}
    return _stepped(parameters, v_hat, s_hat, learning_rate, epsilon), v_new, s_new, v_hat, s_hat


@misconception(
    "adam.corrected_stored",
    ADAM,
    "The corrected averages come back as v and s, so that the next step corrects them again. Keep v and s as they are, "
    "and put the corrected ones into dictionaries of their own.",
)
def adam_corrected_stored(*step: Any) -> Any:
    now, _, _, v_hat, s_hat = right.update_parameters_with_adam(*step)
    return now, v_hat, s_hat, v_hat, s_hat


@misconception(
    "adam.averages_not_kept",
    ADAM,
    "The step is right, but v and s come back as they were. The next step needs the new ones: store them.",
)
def adam_averages_not_kept(*step: Any) -> Any:
    now, _, _, v_hat, s_hat = right.update_parameters_with_adam(*step)
    return now, dict(step[2]), dict(step[3]), v_hat, s_hat


@misconception(
    "adam.epsilon_on_uncorrected_root",
    ADAM,
    "You scale the learning rate and leave √s uncorrected, as the paper's remark and some libraries do. There ε means "
    "something else: the text adds it to the root of the corrected s.",
)
def adam_epsilon_on_uncorrected_root(*step: Any) -> Any:
    parameters, _, _, _, t, learning_rate, beta1, beta2, epsilon = step
    _, v_new, s_new, _, _ = right.update_parameters_with_adam(*step)
    rate = learning_rate * math.sqrt(1 - beta2**t) / (1 - beta1**t)
    return _stepped(parameters, v_new, s_new, rate, epsilon), v_new, s_new


@misconception(
    "adam.epsilon_outside_fraction",
    ADAM,
    "Brackets are missing below the line: a / √ŝ + ε adds ε to the step. It belongs to the root.",
)
def adam_epsilon_outside_fraction(*step: Any) -> Any:
    now, *averages = adam_epsilon_missing(*step)
    return {name: value + step[-1] for name, value in now.items()}, *averages


@misconception("adam.last_layer_skipped", ADAM, LAST_LAYER_HINT)
def adam_last_layer_skipped(*step: Any) -> Any:
    last = _of_layer(_layers(step[0]))
    now, v_new, s_new, _, _ = right.update_parameters_with_adam(*step)
    return _keep(now, step[0], last), _keep(v_new, step[2], last), _keep(s_new, step[3], last)


@misconception("adam.biases_not_updated", ADAM, BIASES_HINT)
def adam_biases_not_updated(*step: Any) -> Any:
    now, *rest = right.update_parameters_with_adam(*step)
    return _keep(now, step[0], _of_biases), *rest


@misconception(
    "adam.biases_from_weight_averages",
    ADAM,
    "The biases are moved by the averages of the weights, so that they are columns no longer. Check the keys that you "
    "use for them.",
)
def adam_biases_from_weight_averages(*step: Any) -> Any:
    parameters, learning_rate, epsilon = step[0], step[5], step[8]
    _, v_new, s_new, v_hat, s_hat = right.update_parameters_with_adam(*step)
    of_weights = {f"d{n}": v_hat[f"dW{n[1:]}"] for n in parameters}
    roots = {f"d{n}": s_hat[f"dW{n[1:]}"] for n in parameters}
    return _stepped(parameters, of_weights, roots, learning_rate, epsilon), v_new, s_new, v_hat, s_hat


adam_power_outside = misconception(
    "adam.power_outside",
    ADAM,
    "The correction is a power of 1 - β, and with each step it moves further from 1. The power belongs to β alone, and "
    "is then taken from 1.",
)(
    _variant(
        lambda t, beta1, beta2, epsilon: {
            "correct_first": lambda value: value / (1 - beta1) ** t,
            "correct_second": lambda value: value / (1 - beta2) ** t,
        }
    )
)

adam_correction_brackets = misconception(
    "adam.correction_brackets",
    ADAM,
    "Brackets are missing below the line: v / 1 - βᵗ divides by 1 and then subtracts.",
)(
    _variant(
        lambda t, beta1, beta2, epsilon: {
            "correct_first": lambda value: value / 1 - beta1**t,
            "correct_second": lambda value: np.abs(value / 1 - beta2**t),
        }
    )
)

adam_correction_multiplied = misconception(
    "adam.correction_multiplied",
    ADAM,
    "The corrected averages are smaller than v and s: you multiply where the text divides.",
)(
    _variant(
        lambda t, beta1, beta2, epsilon: {
            "correct_first": lambda value: value * (1 - beta1**t),
            "correct_second": lambda value: value * (1 - beta2**t),
        }
    )
)

adam_corrected_with_plus = misconception(
    "adam.corrected_with_plus",
    ADAM,
    "The corrections divide by a number above 1, which makes the averages smaller still. Which sign stands before βᵗ?",
)(_corrections(lambda beta, t: -(beta**t)))

adam_beta1_in_s = misconception(
    "adam.beta1_in_s",
    ADAM,
    "s is averaged with beta1. The average of the squares has a rate of its own, beta2.",
)(_variant(lambda t, beta1, beta2, epsilon: {"second": _square_average(beta1)}))

adam_beta2_in_v = misconception(
    "adam.beta2_in_v",
    ADAM,
    "v is averaged with beta2. The average of the gradients has a rate of its own, beta1.",
)(_variant(lambda t, beta1, beta2, epsilon: {"first": _average(beta2)}))

adam_whole_gradient = misconception(
    "adam.whole_gradient",
    ADAM,
    "s is right, and v adds up whole gradients. If β₁ of the old v stays, how much of the gradient comes in?",
)(_variant(lambda t, beta1, beta2, epsilon: {"first": lambda old, g: beta1 * old + g}))

adam_whole_square = misconception(
    "adam.whole_square",
    ADAM,
    "v is right, and s adds up whole squares. If β₂ of the old s stays, how much of the square comes in?",
)(_variant(lambda t, beta1, beta2, epsilon: {"second": lambda old, g: beta2 * old + np.square(g)}))

adam_squares_summed = misconception(
    "adam.squares_summed",
    ADAM,
    "s is the sum of all squares, as in AdaGrad, and only grows. In Adam it is an average, with β₂ and 1 - β₂.",
)(_variant(lambda t, beta1, beta2, epsilon: {"second": lambda old, g: old + np.square(g)}))

adam_sum_squared = misconception(
    "adam.sum_squared",
    ADAM,
    "In s, all of the average is squared, the old s too. Square the gradient alone.",
)(
    _variant(lambda t, beta1, beta2, epsilon: {"second": lambda old, g: np.square(beta2 * old + (1 - beta2) * g)}),
)

adam_v_weights_swapped = misconception(
    "adam.v_weights_swapped",
    ADAM,
    "In v, β₁ and 1 - β₁ have changed places: with β₁ = 0.9 most of the old v should stay.",
)(_variant(lambda t, beta1, beta2, epsilon: {"first": _average(1 - beta1)}))

adam_s_weights_swapped = misconception(
    "adam.s_weights_swapped",
    ADAM,
    "In s, β₂ and 1 - β₂ have changed places: with β₂ = 0.999 most of the old s should stay.",
)(_variant(lambda t, beta1, beta2, epsilon: {"second": _square_average(1 - beta2)}))

adam_both_weights_swapped = misconception(
    "adam.both_weights_swapped",
    ADAM,
    "β and 1 - β have changed places in both averages: most of what was there before should stay.",
)(
    _variant(
        lambda t, beta1, beta2, epsilon: {"first": _average(1 - beta1), "second": _square_average(1 - beta2)},
    )
)


@misconception(
    "adam.averages_swapped",
    ADAM,
    "v and s come back in the wrong order: the parameters first, then v, then s.",
)
def adam_averages_swapped(*step: Any) -> Any:
    now, v_new, s_new, v_hat, s_hat = right.update_parameters_with_adam(*step)
    return now, s_new, v_new, s_hat, v_hat


@misconception("adam.first_layer_only", ADAM, ONE_LAYER_HINT)
def adam_first_layer_only(*step: Any) -> Any:
    now, v_new, s_new, _, _ = right.update_parameters_with_adam(*step)
    return (
        _keep(now, step[0], _behind_first),
        _keep(v_new, step[2], _behind_first),
        _keep(s_new, step[3], _behind_first),
    )


@misconception("adam.first_layer_skipped", ADAM, FIRST_LAYER_HINT)
def adam_first_layer_skipped(*step: Any) -> Any:
    first = _of_layer(1)
    now, v_new, s_new, _, _ = right.update_parameters_with_adam(*step)
    return _keep(now, step[0], first), _keep(v_new, step[2], first), _keep(s_new, step[3], first)


@misconception("adam.biases_astray", ADAM, BIASES_ASTRAY_HINT)
def adam_biases_astray(*step: Any) -> Any:
    now, *rest = right.update_parameters_with_adam(*step)
    return _keep(now, adam_plus_sign(*step)[0], _of_biases), *rest


@misconception("adam.weights_astray", ADAM, WEIGHTS_ASTRAY_HINT)
def adam_weights_astray(*step: Any) -> Any:
    now, *rest = right.update_parameters_with_adam(*step)
    return _keep(adam_plus_sign(*step)[0], now, _of_biases), *rest


# --- learning rates ---------------------------------------------------------------------------------------------

Rate = float | int


@misconception(
    "update_lr.multiplied",
    LR,
    "The rate grows from epoch to epoch: you multiply where the text divides.",
)
def update_lr_multiplied(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 * (1 + decay_rate * epoch_num)


@misconception(
    "update_lr.exponential",
    LR,
    "That is exponential decay, e to the power of -decay_rate · epoch_num. This exercise divides by a sum that grows "
    "with the epochs.",
)
def update_lr_exponential(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 * math.exp(-decay_rate * epoch_num)


@misconception(
    "update_lr.geometric",
    LR,
    "That is decay by a constant factor, decay_rate to the power of epoch_num. This exercise divides by a sum that "
    "grows with the epochs.",
)
def update_lr_geometric(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 * decay_rate**epoch_num


@misconception(
    "update_lr.compounded",
    LR,
    "The epochs stand in the exponent. They are a factor of decay_rate: no power is needed.",
)
def update_lr_compounded(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 / (1 + decay_rate) ** epoch_num


@misconception(
    "update_lr.minus",
    LR,
    "Below the line something is subtracted from 1, so that the rate grows and then turns negative. Which sign does "
    "the text have?",
)
def update_lr_minus(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return float(np.float64(learning_rate0) / (1 - decay_rate * epoch_num))


@misconception(
    "update_lr.linear",
    LR,
    "The rate falls along a line, and below zero before long. It is to be divided, not lessened.",
)
def update_lr_linear(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 - decay_rate * epoch_num


@misconception(
    "update_lr.no_parentheses",
    LR,
    "Python divides before it adds: without parentheses only the 1 is below the line.",
)
def update_lr_no_parentheses(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 / 1 + decay_rate * epoch_num


@misconception(
    "update_lr.no_one",
    LR,
    "The 1 below the line is missing: in epoch 0 you would divide by zero.",
)
def update_lr_no_one(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return float(np.float64(learning_rate0) / (decay_rate * epoch_num))


@misconception(
    "update_lr.epoch_plus_one",
    LR,
    "The epochs are counted from 1 where the caller counts from 0: epoch 0 has learning_rate0 itself.",
)
def update_lr_epoch_plus_one(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 / (1 + decay_rate * (epoch_num + 1))


@misconception(
    "update_lr.epoch_ignored",
    LR,
    "The rate is the same in every epoch: epoch_num plays no part.",
)
def update_lr_epoch_ignored(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 / (1 + decay_rate)


@misconception(
    "update_lr.decay_ignored",
    LR,
    "The rate falls equally fast whatever decay_rate is: it plays no part.",
)
def update_lr_decay_ignored(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 / (1 + epoch_num)


@misconception(
    "update_lr.square_root",
    LR,
    "The rate falls too slowly: you take a square root, and the text has none.",
)
def update_lr_square_root(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 / math.sqrt(1 + decay_rate * epoch_num)


@misconception(
    "update_lr.floor_division",
    LR,
    "`//` rounds the quotient down to a whole number, so that the rate becomes 0.",
)
def update_lr_floor_division(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 // (1 + decay_rate * epoch_num)


@misconception(
    "update_lr.rate_missing",
    LR,
    "learning_rate0 plays no part: it is what the text divides.",
)
def update_lr_rate_missing(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return 1 / (1 + decay_rate * epoch_num)


@misconception(
    "update_lr.upside_down",
    LR,
    "The fraction is upside down, and the rate grows from epoch to epoch: learning_rate0 stands above the line.",
)
def update_lr_upside_down(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return (1 + decay_rate * epoch_num) / learning_rate0


@misconception(
    "update_lr.added",
    LR,
    "decay_rate and epoch_num are added. The text multiplies them: in epoch 0 nothing is to decay.",
)
def update_lr_added(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 / (1 + decay_rate + epoch_num)


@misconception(
    "update_lr.brackets_too_short",
    LR,
    "The brackets end before epoch_num, which then multiplies all of the fraction. Below the line stands 1 plus the "
    "product.",
)
def update_lr_brackets_too_short(learning_rate0: Rate, epoch_num: int, decay_rate: Rate) -> Any:
    return learning_rate0 / (1 + decay_rate) * epoch_num


def _scheduled(learning_rate0: Rate, decay_rate: Rate, stairs: float) -> Any:
    return float(np.float64(learning_rate0) / (1 + decay_rate * stairs))


@misconception(
    "schedule_lr_decay.no_floor",
    SCHEDULE,
    "The rate changes with every epoch. It should stay the same through an interval: round the quotient of epoch and "
    "interval down.",
)
def schedule_no_floor(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return _scheduled(learning_rate0, decay_rate, epoch_num / time_interval)


@misconception(
    "schedule_lr_decay.remainder",
    SCHEDULE,
    "`%` gives the epochs since the last change, not how many changes there were. Which operator rounds a quotient "
    "down?",
)
def schedule_remainder(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return _scheduled(learning_rate0, decay_rate, epoch_num % time_interval)


@misconception(
    "schedule_lr_decay.ceil",
    SCHEDULE,
    "The quotient is rounded up: the first change then comes right after epoch 0 instead of after a whole interval.",
)
def schedule_ceil(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return _scheduled(learning_rate0, decay_rate, math.ceil(epoch_num / time_interval))


@misconception(
    "schedule_lr_decay.rounded",
    SCHEDULE,
    "The quotient is rounded to the nearest whole number, so that changes come half an interval early. Round down.",
)
def schedule_rounded(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return _scheduled(learning_rate0, decay_rate, round(epoch_num / time_interval))


@misconception(
    "schedule_lr_decay.floor_after_decay",
    SCHEDULE,
    "decay_rate is inside the floor, where most of it is rounded away. Round the quotient of epoch and interval alone.",
)
def schedule_floor_after_decay(
    learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000
) -> Any:
    return _scheduled(learning_rate0, 1, math.floor(decay_rate * epoch_num / time_interval))


@misconception(
    "schedule_lr_decay.interval_ignored",
    SCHEDULE,
    "The rate decays with every epoch, as in the exercise before: time_interval plays no part.",
)
def schedule_interval_ignored(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return _scheduled(learning_rate0, decay_rate, epoch_num)


@misconception(
    "schedule_lr_decay.default_interval",
    SCHEDULE,
    "The number 1000 is written out. Use the parameter time_interval: the caller may want another.",
)
def schedule_default_interval(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return _scheduled(learning_rate0, decay_rate, epoch_num // 1000)


@misconception(
    "schedule_lr_decay.one_late",
    SCHEDULE,
    "Every change comes one epoch late: the rate of a new interval belongs to its first epoch, a multiple of "
    "time_interval.",
)
def schedule_one_late(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return _scheduled(learning_rate0, decay_rate, max(0, epoch_num - 1) // time_interval)


@misconception(
    "schedule_lr_decay.one_early",
    SCHEDULE,
    "Every change comes one epoch early: epochs are counted from 0, so that epoch time_interval - 1 still belongs to "
    "the first interval.",
)
def schedule_one_early(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return _scheduled(learning_rate0, decay_rate, (epoch_num + 1) // time_interval)


@misconception(
    "schedule_lr_decay.counts_epochs",
    SCHEDULE,
    "The floor is multiplied by the interval again, which counts epochs. Count intervals.",
)
def schedule_counts_epochs(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return _scheduled(learning_rate0, decay_rate, epoch_num // time_interval * time_interval)


@misconception(
    "schedule_lr_decay.only_on_multiples",
    SCHEDULE,
    "The rate falls in the first epoch of an interval and is back at learning_rate0 in the next. It should stay down.",
)
def schedule_only_on_multiples(
    learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000
) -> Any:
    return _scheduled(learning_rate0, decay_rate, 0 if epoch_num % time_interval else epoch_num // time_interval)


@misconception(
    "schedule_lr_decay.compounded",
    SCHEDULE,
    "The intervals stand in the exponent. They are a factor of decay_rate: no power is needed.",
)
def schedule_compounded(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return learning_rate0 / (1 + decay_rate) ** (epoch_num // time_interval)


@misconception(
    "schedule_lr_decay.whole_divisor_floored",
    SCHEDULE,
    "The whole divisor is rounded down. Only the quotient of epoch and interval is to be a whole number.",
)
def schedule_whole_divisor_floored(
    learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000
) -> Any:
    return learning_rate0 / math.floor(1 + decay_rate * (epoch_num // time_interval))


@misconception(
    "schedule_lr_decay.multiplied",
    SCHEDULE,
    "The rate grows from interval to interval: it is multiplied where it should be divided.",
)
def schedule_multiplied(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return learning_rate0 * (1 + decay_rate * (epoch_num // time_interval))


@misconception(
    "schedule_lr_decay.no_parentheses",
    SCHEDULE,
    "Python divides before it adds: without parentheses only the 1 is below the line.",
)
def schedule_no_parentheses(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return learning_rate0 / 1 + decay_rate * (epoch_num // time_interval)


@misconception(
    "schedule_lr_decay.minus",
    SCHEDULE,
    "Below the line something is subtracted from 1, so that the rate grows and then turns negative. Which sign does "
    "the text have?",
)
def schedule_minus(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return _scheduled(learning_rate0, -decay_rate, epoch_num // time_interval)


@misconception(
    "schedule_lr_decay.rate_missing",
    SCHEDULE,
    "learning_rate0 plays no part: it is what the text divides.",
)
def schedule_rate_missing(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return _scheduled(1, decay_rate, epoch_num // time_interval)


@misconception(
    "schedule_lr_decay.once",
    SCHEDULE,
    "The rate falls once and then stays. It should fall again with each further interval: count how many have passed.",
)
def schedule_once(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return _scheduled(learning_rate0, decay_rate, min(1, epoch_num // time_interval))


@misconception(
    "schedule_lr_decay.geometric",
    SCHEDULE,
    "That is decay by a constant factor, decay_rate to a power. This exercise divides by a sum that grows with the "
    "intervals.",
)
def schedule_geometric(learning_rate0: Rate, epoch_num: int, decay_rate: Rate, time_interval: int = 1000) -> Any:
    return learning_rate0 * decay_rate ** (epoch_num // time_interval)


MISCONCEPTIONS: tuple[Any, ...] = collect(globals())
