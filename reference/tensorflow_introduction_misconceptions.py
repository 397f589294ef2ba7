"""What students write instead in the assignment "TensorFlow Introduction", each with the hint that it earns.

Owns the named misconceptions. NumPy only: where TensorFlow would stop with an error, the variant raises one of the
same name. Random variants draw from `RandomState(1)`, as the template does.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference import tensorflow_introduction as right
from reference.catalogue import collect, misconception
from reference.tensorflow_introduction import LAYERS, TEMPLATE_SEED, TRUNCATED_STD, TRUNCATION
from reference.tensors import Tagged, tensor, variable

__all__ = ["MISCONCEPTIONS"]

Array = NDArray[Any]

LINEAR, SIGMOID, ONE_HOT = "linear_function", "sigmoid", "one_hot_matrix"
INITIALIZE, FORWARD, LOSS = "initialize_parameters", "forward_propagation", "compute_total_loss"


NO_TENSOR = (
    "The result is a number or an array of NumPy's or Python's, not a tensor. Compute it with TensorFlow's functions "
    "and leave it as they give it: only tensors can be differentiated and run in a graph."
)
NOTHING = "The function returns nothing: what it computes has to stand behind return."


class InvalidArgumentError(Exception):
    """Stands for TensorFlow's error of this name."""


def _array(value: Any) -> Array:
    return np.asarray(value.value if isinstance(value, Tagged) else value, dtype=np.float64)


def tensors(id: str, function: str, hint: str) -> Callable[[Callable[..., Any]], Callable[..., Tagged]]:
    """A misconception that is about numbers only: its result is a tensor, as that of the right function."""

    def mark(variant: Callable[..., Any]) -> Callable[..., Tagged]:
        @functools.wraps(variant)
        def tagged(*args: Any) -> Tagged:
            return tensor(_array(variant(*args)))

        return misconception(id, function, hint)(tagged)

    return mark


@misconception("linear.nothing_returned", LINEAR, NOTHING)
def linear_nothing_returned() -> None:
    return None


@misconception("sigmoid.nothing_returned", SIGMOID, NOTHING)
def sigmoid_nothing_returned(z: Any) -> None:
    return None


@misconception("one_hot.nothing_returned", ONE_HOT, NOTHING)
def one_hot_nothing_returned(label: Any, depth: int) -> None:
    return None


@misconception("init.nothing_returned", INITIALIZE, NOTHING)
def init_nothing_returned() -> None:
    return None


@misconception("forward.nothing_returned", FORWARD, NOTHING)
def forward_nothing_returned(X: Any, parameters: Mapping[str, Any]) -> None:
    return None


@misconception("loss.nothing_returned", LOSS, NOTHING)
def loss_nothing_returned(logits: Any, labels: Any) -> None:
    return None


# --- linear_function ----------------------------------------------------------------------------------------------


def _drawn() -> tuple[Array, Array, Array]:
    """X, W and b as the template draws them."""
    generator = np.random.RandomState(TEMPLATE_SEED)
    return generator.randn(3, 1), generator.randn(4, 3), generator.randn(4, 1)


@tensors(
    "linear.wrong_product",
    LINEAR,
    "TensorFlow refuses an operation, for the shapes or the types that its message names. W X is a matrix product, not "
    "one of element by element, with W (4, 3) before X (3, 1); and all three have the same type.",
)
def linear_wrong_product() -> Array:
    raise InvalidArgumentError("In[0] mismatch In[1] shape: 1 vs. 4")


@tensors("linear.bias_forgotten", LINEAR, "That is W X alone. Which of the three has no part in your result?")
def linear_bias_forgotten() -> Array:
    X, W, _ = _drawn()
    return np.asarray(W @ X)


@tensors("linear.bias_subtracted", LINEAR, "b is taken away from W X where it should be added.")
def linear_bias_subtracted() -> Array:
    X, W, b = _drawn()
    return np.asarray(W @ X - b)


def _in_order(order: str) -> Array:
    generator = np.random.RandomState(TEMPLATE_SEED)
    shapes = {"X": (3, 1), "W": (4, 3), "b": (4, 1)}
    drawn = {name: generator.randn(*shapes[name]) for name in order}
    return np.asarray(drawn["W"] @ drawn["X"] + drawn["b"])


ORDER_HINT = (
    "The right formula on other numbers: they come one after the other from the same stream, so draw X first, then W, "
    "then b, as the template lists them."
)


@tensors("linear.weights_drawn_first", LINEAR, ORDER_HINT)
def linear_weights_drawn_first() -> Array:
    return _in_order("WXb")


@tensors("linear.bias_drawn_first", LINEAR, ORDER_HINT)
def linear_bias_drawn_first() -> Array:
    return _in_order("bWX")


@tensors("linear.weights_then_bias", LINEAR, ORDER_HINT)
def linear_weights_then_bias() -> Array:
    return _in_order("WbX")


@tensors(
    "linear.seeded_each_time",
    LINEAR,
    "X, W and b begin with the same numbers: the seed is set again before each of them. "
    "Once, at the beginning, will do.",
)
def linear_seeded_each_time() -> Array:
    X, W, b = (np.random.RandomState(TEMPLATE_SEED).randn(*shape) for shape in ((3, 1), (4, 3), (4, 1)))
    return np.asarray(W @ X + b)


@tensors(
    "linear.uniform",
    LINEAR,
    "np.random.rand draws evenly between 0 and 1. Which function of NumPy draws from the standard normal distribution?",
)
def linear_uniform() -> Array:
    generator = np.random.RandomState(TEMPLATE_SEED)
    X, W, b = generator.rand(3, 1), generator.rand(4, 3), generator.rand(4, 1)
    return np.asarray(W @ X + b)


@tensors(
    "linear.row_bias",
    LINEAR,
    "The result should be a column. b has one number for each row of W X, so its shape is (4, 1).",
)
def linear_row_bias() -> Array:
    X, W, b = _drawn()
    return np.asarray(W @ X + b.T)


@misconception(
    "linear.numpy",
    LINEAR,
    NO_TENSOR,
)
def linear_numpy() -> Array:
    return right.linear_function().value


# --- sigmoid ------------------------------------------------------------------------------------------------------


@tensors(
    "sigmoid.no_cast",
    SIGMOID,
    "TensorFlow's sigmoid refuses whole numbers such as 0. Turn z into a float32 tensor first: see tf.cast.",
)
def sigmoid_no_cast(z: Any) -> Tagged:
    if np.asarray(z).dtype.kind not in "fc":
        raise InvalidArgumentError("Value for attr 'T' of int32 is not in the list of allowed values")
    return right.sigmoid(z)


@tensors(
    "sigmoid.cast_to_integer",
    SIGMOID,
    "z is cast to a whole number, which cuts off everything behind the point. Cast it to tf.float32.",
)
def sigmoid_cast_to_integer(z: Any) -> Tagged:
    return right.sigmoid(np.trunc(_array(z)))


@tensors("sigmoid.sign", SIGMOID, "Your values fall where they should rise: the exponent of e is −z.")
def sigmoid_sign(z: Any) -> Tagged:
    return right.sigmoid(-_array(z))


@tensors("sigmoid.tanh", SIGMOID, "That is the hyperbolic tangent, from −1 to 1. The sigmoid lies between 0 and 1.")
def sigmoid_tanh(z: Any) -> Array:
    return np.tanh(_array(z))


@tensors("sigmoid.relu", SIGMOID, "That is the ReLU, which has no upper end. The sigmoid lies between 0 and 1.")
def sigmoid_relu(z: Any) -> Array:
    return np.maximum(_array(z), 0)


@tensors(
    "sigmoid.softmax",
    SIGMOID,
    "That is the softmax: its entries add up to 1, and each depends on all others. The sigmoid takes each entry by "
    "itself.",
)
def sigmoid_softmax(z: Any) -> Array:
    if np.ndim(z) == 0:
        return np.asarray(1.0)
    powers = np.exp(_array(z))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


@tensors(
    "sigmoid.precedence",
    SIGMOID,
    "Those are the values of 1 + exp(−z). In 1 / 1 + exp(−z) the division comes first unless you put brackets.",
)
def sigmoid_precedence(z: Any) -> Array:
    return np.asarray(1 + np.exp(-_array(z)))


@tensors("sigmoid.exponential", SIGMOID, "The 1 in the denominator 1 + exp(−z) is missing: your values exceed 1.")
def sigmoid_exponential(z: Any) -> Array:
    return np.exp(_array(z))


@tensors("sigmoid.twice", SIGMOID, "The sigmoid is applied twice: all values lie between 0.5 and 0.74.")
def sigmoid_twice(z: Any) -> Tagged:
    return right.sigmoid(_array(right.sigmoid(z)))


@tensors("sigmoid.derivative", SIGMOID, "That is the slope a (1 − a) of the sigmoid. Return a itself.")
def sigmoid_derivative(z: Any) -> Array:
    a = _array(right.sigmoid(_array(z)))
    return np.asarray(a * (1 - a))


@tensors("sigmoid.rounded", SIGMOID, "Your result is only 0 or 1. Return the probability, not the decision.")
def sigmoid_rounded(z: Any) -> Array:
    return np.round(_array(right.sigmoid(z)))


@tensors("sigmoid.log", SIGMOID, "That is the logarithm of the sigmoid: all values are below 0.")
def sigmoid_log(z: Any) -> Array:
    return np.asarray(-np.logaddexp(0, -_array(z)))


@misconception(
    "sigmoid.numpy",
    SIGMOID,
    NO_TENSOR,
)
def sigmoid_numpy(z: Any) -> Array:
    return right.sigmoid(z).value


# --- one_hot_matrix -----------------------------------------------------------------------------------------------


def _index(label: Any) -> int:
    return int(np.reshape(label, ()))


def _hot(index: int, depth: int) -> Array:
    """What tf.one_hot gives: zeros only, where there is no such class."""
    return np.asarray(np.arange(depth) == index, dtype=np.float32)


@tensors(
    "one_hot.reshape_forgotten",
    ONE_HOT,
    "For a label in a list the result has an axis too many. tf.reshape brings it to the shape that the text asks for.",
)
def one_hot_reshape_forgotten(label: Any, depth: int) -> Array:
    return _hot(_index(label), depth).reshape((*np.shape(label), depth))


@tensors(
    "one_hot.reshape_forgotten_with_axis",
    ONE_HOT,
    "For a label in a list the result has an axis too many. tf.reshape brings it to the shape that the text asks for.",
)
def one_hot_reshape_forgotten_with_axis(label: Any, depth: int) -> Array:
    return _hot(_index(label), depth).reshape((depth, *np.shape(label)))


@tensors(
    "one_hot.row",
    ONE_HOT,
    "The result is a matrix of one row. The first axis has to be as long as there are classes.",
)
def one_hot_row(label: Any, depth: int) -> Array:
    return _hot(_index(label), depth).reshape((1, depth))


@tensors("one_hot.fixed_depth", ONE_HOT, "The result always has six entries: use the second argument.")
def one_hot_fixed_depth(label: Any, depth: int) -> Array:
    return _hot(_index(label), 6)


@tensors("one_hot.swapped", ONE_HOT, "Label and depth have changed places in the call of tf.one_hot.")
def one_hot_swapped(label: Any, depth: int) -> Array:
    if not isinstance(label, int):
        raise InvalidArgumentError("input #1 was expected to be a int32 tensor but is a int64 tensor")
    return _hot(depth, _index(label))


@tensors("one_hot.counted_from_one", ONE_HOT, "The 1 is one place too early: classes are counted from 0.")
def one_hot_counted_from_one(label: Any, depth: int) -> Array:
    return _hot(_index(label) - 1, depth)


@tensors("one_hot.one_too_far", ONE_HOT, "The 1 is one place too late: classes are counted from 0.")
def one_hot_one_too_far(label: Any, depth: int) -> Array:
    return _hot(_index(label) + 1, depth)


@tensors("one_hot.from_the_end", ONE_HOT, "The 1 stands at its place counted from the end.")
def one_hot_from_the_end(label: Any, depth: int) -> Array:
    return _hot(_index(label), depth)[::-1].copy()


@tensors("one_hot.depth_too_large", ONE_HOT, "There is one entry too many: depth is how many classes there are.")
def one_hot_depth_too_large(label: Any, depth: int) -> Array:
    return _hot(_index(label), depth + 1)


@tensors(
    "one_hot.up_to_label",
    ONE_HOT,
    "There are as many entries as the label needs. The length is the same for every label: the number of classes.",
)
def one_hot_up_to_label(label: Any, depth: int) -> Array:
    return _hot(_index(label), _index(label) + 1)


@tensors("one_hot.all_classes", ONE_HOT, "That is the matrix of all classes. Return the one that the label names.")
def one_hot_all_classes(label: Any, depth: int) -> Array:
    return np.eye(depth, dtype=np.float32)


@tensors("one_hot.zero_for_one", ONE_HOT, "On and off are exchanged: the label's entry is 1, all others are 0.")
def one_hot_zero_for_one(label: Any, depth: int) -> Array:
    return np.asarray(1 - _hot(_index(label), depth))


@tensors("one_hot.label_for_one", ONE_HOT, "The label's entry holds the label. It is to hold a 1.")
def one_hot_label_for_one(label: Any, depth: int) -> Array:
    return _hot(_index(label), depth) * _index(label)


@misconception(
    "one_hot.numpy",
    ONE_HOT,
    NO_TENSOR,
)
def one_hot_numpy(label: Any, depth: int) -> Array:
    return right.one_hot_matrix(label, depth).value


# --- initialize_parameters ----------------------------------------------------------------------------------------


Draw = Callable[[np.random.RandomState, int, int], Array]


def _truncated(generator: np.random.RandomState, rows: int, columns: int) -> Array:
    """Standard deviation 1, as Keras' truncated normal has it after its correction."""
    drawn = generator.randn(2 * rows * columns)
    return np.asarray(drawn[np.abs(drawn) < TRUNCATION][: rows * columns].reshape(rows, columns) / TRUNCATED_STD)


def _glorot(generator: np.random.RandomState, rows: int, columns: int) -> Array:
    return np.asarray(_truncated(generator, rows, columns) * np.sqrt(2 / (rows + columns)))


def _scaled(scale: Callable[[int, int], float], draw: Draw = _truncated) -> Draw:
    return lambda generator, rows, columns: draw(generator, rows, columns) * scale(rows, columns)


def _normal(generator: np.random.RandomState, rows: int, columns: int) -> Array:
    return generator.randn(rows, columns)


def _flat(generator: np.random.RandomState, rows: int, columns: int) -> Array:
    """Evenly spread, standard deviation 1."""
    return np.asarray(generator.uniform(-1, 1, (rows, columns)) * np.sqrt(3))


def _zeros(generator: np.random.RandomState, rows: int, columns: int) -> Array:
    return np.zeros((rows, columns))


def _ones(generator: np.random.RandomState, rows: int, columns: int) -> Array:
    return np.ones((rows, columns))


def _network(weights: Draw = _glorot, biases: Draw = _glorot) -> dict[str, Array]:
    generator = np.random.RandomState(TEMPLATE_SEED)
    parameters = {}
    for l in range(1, 4):
        parameters[f"W{l}"] = weights(generator, LAYERS[l], LAYERS[l - 1]).astype(np.float32)
        parameters[f"b{l}"] = biases(generator, LAYERS[l], 1).astype(np.float32)
    return parameters


def _variables(parameters: Mapping[str, Array]) -> dict[str, Tagged]:
    return {name: variable(value) for name, value in parameters.items()}


@misconception(
    "init.not_variables",
    INITIALIZE,
    "A tensor never changes. What is to be trained must be a tf.Variable: put each initial value into one, of weights "
    "and of biases.",
)
def init_not_variables() -> dict[str, Tagged]:
    return {name: tensor(value) for name, value in _network().items()}


@misconception(
    "init.numpy",
    INITIALIZE,
    "No tape can watch a NumPy array. What is to be trained must be a tf.Variable: put each initial value into one, of "
    "weights and of biases.",
)
def init_numpy() -> dict[str, Array]:
    return _network()


@misconception(
    "init.not_trainable",
    INITIALIZE,
    "The Variables are not trainable: a gradient tape does not watch them, so no gradient will reach them.",
)
def init_not_trainable() -> dict[str, Tagged]:
    return {name: variable(value, trainable=False) for name, value in _network().items()}


@misconception(
    "init.transposed",
    INITIALIZE,
    "Wl has one row per unit of layer l and one column per unit of the layer before: exchange the two sizes.",
)
def init_transposed() -> dict[str, Tagged]:
    return _variables({name: value.T.copy() if name[0] == "W" else value for name, value in _network().items()})


@misconception(
    "init.flat_biases",
    INITIALIZE,
    "The biases are one-dimensional. Make them columns of shape (n, 1), or they are added along the examples.",
)
def init_flat_biases() -> dict[str, Tagged]:
    return _variables({name: value.ravel() if name[0] == "b" else value for name, value in _network().items()})


@misconception(
    "init.row_biases",
    INITIALIZE,
    "The biases are rows. A bias belongs to a unit, and units are rows of Z: make it a column of shape (n, 1).",
)
def init_row_biases() -> dict[str, Tagged]:
    return _variables({name: value.T.copy() if name[0] == "b" else value for name, value in _network().items()})


@misconception(
    "init.last_layer_missing",
    INITIALIZE,
    "W3 and b3 are missing: the network has three layers, the last one with a row for each class.",
)
def init_last_layer_missing() -> dict[str, Tagged]:
    return _variables({name: value for name, value in _network().items() if name[1] != "3"})


@misconception(
    "init.zero_biases",
    INITIALIZE,
    "Biases are zero. That would do for learning, but this exercise draws all of them from the initializer too.",
)
def init_zero_biases() -> dict[str, Tagged]:
    return _variables(_network(biases=_zeros))


@misconception(
    "init.zero_weights",
    INITIALIZE,
    "The weights are all zero, so that every unit of a layer learns the same. Draw them with the initializer.",
)
def init_zero_weights() -> dict[str, Tagged]:
    return _variables(_network(_zeros))


@misconception(
    "init.ones",
    INITIALIZE,
    "The weights are all one, so that every unit of a layer learns the same. Draw them with the initializer.",
)
def init_ones() -> dict[str, Tagged]:
    return _variables(_network(_ones))


@misconception(
    "init.he",
    INITIALIZE,
    "That is He's initializer: it looks at one side of the matrix only. Glorot's counts inputs and outputs.",
)
def init_he() -> dict[str, Tagged]:
    return _variables(_network(_scaled(lambda rows, columns: float(np.sqrt(2 / rows)))))


@misconception(
    "init.lecun",
    INITIALIZE,
    "That is LeCun's initializer: it looks at one side of the matrix only. Glorot's counts inputs and outputs.",
)
def init_lecun() -> dict[str, Tagged]:
    return _variables(_network(_scaled(lambda rows, columns: float(np.sqrt(1 / rows)))))


@misconception(
    "init.uniform",
    INITIALIZE,
    "The weights are spread evenly: that is GlorotUniform. This exercise asks for the normal form.",
)
def init_uniform() -> dict[str, Tagged]:
    return _variables(_network(_scaled(lambda rows, columns: float(np.sqrt(2 / (rows + columns))), _flat)))


@misconception(
    "init.standard_normal",
    INITIALIZE,
    "The weights have standard deviation 1: nothing scales them with the size of the layer. Use GlorotNormal.",
)
def init_standard_normal() -> dict[str, Tagged]:
    return _variables(_network(_normal))


@misconception(
    "init.random_normal",
    INITIALIZE,
    "The weights are spread as RandomNormal, TruncatedNormal or RandomUniform do it whatever the layer. Use "
    "GlorotNormal.",
)
def init_random_normal() -> dict[str, Tagged]:
    return _variables(_network(_scaled(lambda rows, columns: 0.05, _normal)))


@misconception(
    "init.times_hundredth",
    INITIALIZE,
    "The weights are scaled by 0.01, the habit of an earlier course. Use GlorotNormal.",
)
def init_times_hundredth() -> dict[str, Tagged]:
    return _variables(_network(_scaled(lambda rows, columns: 0.01, _normal)))


@misconception(
    "init.variance_for_deviation",
    INITIALIZE,
    "The weights are scaled by the variance 2 / (n_in + n_out). The standard deviation is its square root.",
)
def init_variance_for_deviation() -> dict[str, Tagged]:
    return _variables(_network(_scaled(lambda rows, columns: 2 / (rows + columns))))


# --- forward_propagation ------------------------------------------------------------------------------------------


Activation = Callable[[Array], Array]


def _relu(Z: Array) -> Array:
    return np.maximum(0, Z)


def _plain(Z: Array) -> Array:
    return Z


def _softmax(Z: Array) -> Array:
    powers = np.exp(Z - Z.max(axis=0))
    return np.asarray(powers / powers.sum(axis=0))


def _forward(
    X: Any,
    parameters: Mapping[str, Any],
    *,
    first: Activation = _relu,
    second: Activation = _relu,
    last: Activation = _plain,
    biases: tuple[int, ...] = (1, 2, 3),
) -> Array:
    A = _array(X)
    for l, activation in ((1, first), (2, second), (3, last)):
        Z = _array(parameters[f"W{l}"]) @ A
        A = activation(Z + _array(parameters[f"b{l}"]) if l in biases else Z)
    return A


@tensors(
    "forward.no_relu",
    FORWARD,
    "Nothing stands between the linear layers. Without an activation three of them are no more than one.",
)
def forward_no_relu(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters, first=_plain, second=_plain)


@tensors(
    "forward.first_relu_forgotten",
    FORWARD,
    "The second layer gets Z1. It is A1, after the ReLU, that goes on.",
)
def forward_first_relu_forgotten(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters, first=_plain)


@tensors(
    "forward.second_relu_forgotten",
    FORWARD,
    "The third layer gets Z2. It is A2, after the ReLU, that goes on.",
)
def forward_second_relu_forgotten(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters, second=_plain)


@tensors(
    "forward.relu_on_output",
    FORWARD,
    "No output is below 0: the last layer has a ReLU. It has to stay linear, because the loss takes logits.",
)
def forward_relu_on_output(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters, last=_relu)


@tensors(
    "forward.softmax_on_output",
    FORWARD,
    "The columns add up to 1: the last layer has a softmax. It has to stay linear, because the loss applies the "
    "softmax itself.",
)
def forward_softmax_on_output(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters, last=_softmax)


@tensors(
    "forward.softmax_over_examples",
    FORWARD,
    "The last layer has a softmax, and along the examples at that. It has to stay linear: the loss takes logits.",
)
def forward_softmax_over_examples(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters, last=lambda Z: _softmax(Z.T).T)


@tensors(
    "forward.sigmoid_hidden",
    FORWARD,
    "The hidden layers have sigmoids. The network of this exercise has ReLUs there.",
)
def forward_sigmoid_hidden(X: Any, parameters: Mapping[str, Any]) -> Array:
    squash: Activation = lambda Z: 1 / (1 + np.exp(-Z))  # noqa: E731 - as short as the mistake
    return _forward(X, parameters, first=squash, second=squash)


@tensors("forward.tanh_hidden", FORWARD, "The hidden layers have tanh. The network of this exercise has ReLUs there.")
def forward_tanh_hidden(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters, first=np.tanh, second=np.tanh)


@tensors("forward.biases_forgotten", FORWARD, "The biases are never added: each layer computes W A + b.")
def forward_biases_forgotten(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters, biases=())


@tensors("forward.last_bias_forgotten", FORWARD, "The last layer lacks its bias b3.")
def forward_last_bias_forgotten(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters, biases=(1, 2))


@tensors(
    "forward.transposed",
    FORWARD,
    "Your result has one row for each example. Here examples are columns, as in W X + b: don't transpose the result.",
)
def forward_transposed(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters).T.copy()


@tensors(
    "forward.wrong_product",
    FORWARD,
    "TensorFlow refuses an operation for the shapes that its message names. Each layer is a matrix product with its "
    "own weights in front, W A, not A W and not element by element, to which it adds its own bias, a column.",
)
def forward_wrong_product(X: Any, parameters: Mapping[str, Any]) -> Array:
    raise InvalidArgumentError("Matrix size-incompatible")


@tensors("forward.first_bias_forgotten", FORWARD, "The first layer lacks its bias b1, at least before the ReLU.")
def forward_first_bias_forgotten(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters, biases=(2, 3))


@tensors("forward.second_bias_forgotten", FORWARD, "The second layer lacks its bias b2, at least before the ReLU.")
def forward_second_bias_forgotten(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters, biases=(1, 3))


@tensors(
    "forward.relu_before_bias",
    FORWARD,
    "The biases are added behind the ReLUs. They belong to the linear part, W A + b, of which the ReLU is taken.",
)
def forward_relu_before_bias(X: Any, parameters: Mapping[str, Any]) -> Array:
    A = _array(X)
    for l in (1, 2):
        A = _relu(_array(parameters[f"W{l}"]) @ A) + _array(parameters[f"b{l}"])
    return np.asarray(_array(parameters["W3"]) @ A + _array(parameters["b3"]))


@tensors(
    "forward.biases_subtracted",
    FORWARD,
    "The biases are taken away from W A where they should be added.",
)
def forward_biases_subtracted(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, {k: -_array(v) if k[0] == "b" else v for k, v in parameters.items()})


@tensors(
    "forward.sigmoid_on_output",
    FORWARD,
    "All outputs lie between 0 and 1: the last layer has a sigmoid. It has to stay linear: the loss takes logits.",
)
def forward_sigmoid_on_output(X: Any, parameters: Mapping[str, Any]) -> Array:
    return _forward(X, parameters, last=lambda Z: 1 / (1 + np.exp(-Z)))


@tensors("forward.hidden_scores", FORWARD, "That is Z2, of the second hidden layer. Its ReLU and a layer are to come.")
def forward_hidden_scores(X: Any, parameters: Mapping[str, Any]) -> Array:
    A1 = _relu(_array(parameters["W1"]) @ _array(X) + _array(parameters["b1"]))
    return np.asarray(_array(parameters["W2"]) @ A1 + _array(parameters["b2"]))


@tensors("forward.hidden_output", FORWARD, "That is A2, the second hidden layer. One linear layer is still to come.")
def forward_hidden_output(X: Any, parameters: Mapping[str, Any]) -> Array:
    A1 = _relu(_array(parameters["W1"]) @ _array(X) + _array(parameters["b1"]))
    return _relu(_array(parameters["W2"]) @ A1 + _array(parameters["b2"]))


@misconception(
    "forward.numpy",
    FORWARD,
    NO_TENSOR,
)
def forward_numpy(X: Any, parameters: Mapping[str, Any]) -> Array:
    return right.forward_propagation(X, parameters).value


# --- compute_total_loss -------------------------------------------------------------------------------------------


def _entropies(logits: Array, labels: Array) -> Array:
    """What categorical_crossentropy(labels, logits, from_logits=True) gives: along the last axis."""
    if logits.shape != labels.shape:
        raise ValueError("Arguments `target` and `output` must have the same shape")
    scale = np.logaddexp.reduce(logits, axis=-1, keepdims=True)
    return np.asarray(np.sum(labels * (scale - logits), axis=-1))


def _keras(probabilities: Array, labels: Array) -> Array:
    """The same without from_logits: taken for probabilities, scaled to sum 1 and kept off 0 and 1."""
    scaled = probabilities / probabilities.sum(axis=-1, keepdims=True)
    return np.asarray(-np.sum(labels * np.log(np.clip(scaled, 1e-7, 1 - 1e-7)), axis=-1))


def _total(logits: Any, labels: Any) -> float:
    return float(right.compute_total_loss(logits, labels).value)


TRANSPOSE_HINT = (
    "Keras takes rows for examples and the last axis for classes; here examples are columns. Both logits and labels "
    "have to be transposed first."
)


@tensors("loss.untransposed", LOSS, TRANSPOSE_HINT)
def loss_untransposed(logits: Any, labels: Any) -> float:
    return float(_entropies(_array(logits), _array(labels)).sum())


@tensors(
    "loss.reshaped",
    LOSS,
    "The arrays have the right shape and the wrong rows: tf.reshape keeps the numbers in their order, so that rows are "
    "mixed of several examples. Which function exchanges the axes?",
)
def loss_reshaped(logits: Any, labels: Any) -> float:
    scores, truth = _array(logits), _array(labels)
    return float(_entropies(scores.reshape(scores.shape[::-1]), truth.reshape(truth.shape[::-1])).sum())


@tensors("loss.labels_untransposed", LOSS, "Only the logits are transposed: do the same with the labels.")
def loss_labels_untransposed(logits: Any, labels: Any) -> float:
    return float(_entropies(_array(logits).T, _array(labels)).sum())


@tensors("loss.logits_untransposed", LOSS, "Only the labels are transposed: do the same with the logits.")
def loss_logits_untransposed(logits: Any, labels: Any) -> float:
    return float(_entropies(_array(logits), _array(labels).T).sum())


@tensors(
    "loss.swapped",
    LOSS,
    "Labels and logits have changed places: Keras wants the labels first, tf.nn wants them by name.",
)
def loss_swapped(logits: Any, labels: Any) -> float:
    return float(_entropies(_array(labels).T, _array(logits).T).sum())


@tensors(
    "loss.from_logits_missing",
    LOSS,
    "The logits are taken for probabilities. Tell the loss what it gets: which argument of it says so?",
)
def loss_from_logits_missing(logits: Any, labels: Any) -> float:
    return float(_keras(_array(logits).T, _array(labels).T).sum())


@tensors(
    "loss.softmax_twice",
    LOSS,
    "The softmax is applied twice: once by you and once by the loss. With from_logits=True give it the plain scores.",
)
def loss_softmax_twice(logits: Any, labels: Any) -> float:
    return float(_entropies(_softmax(_array(logits)).T, _array(labels).T).sum())


@tensors(
    "loss.mean_for_sum",
    LOSS,
    "That is the mean over the examples. compute_total_loss returns their sum: the training loop divides by m, once "
    "all mini-batches are through.",
)
def loss_mean_for_sum(logits: Any, labels: Any) -> float:
    return right.mean_categorical_loss(logits, labels)


@tensors(
    "loss.not_reduced",
    LOSS,
    "You return one loss for each example. Add them up to a single number.",
)
def loss_not_reduced(logits: Any, labels: Any) -> Array:
    return _entropies(_array(logits).T, _array(labels).T)


BINARY_HINT = (
    "That is the binary cross-entropy, which takes the six classes for six questions with yes or no. Exactly one class "
    "is true: use the categorical one."
)


@tensors("loss.binary", LOSS, BINARY_HINT)
def loss_binary(logits: Any, labels: Any) -> float:
    return right.mean_binary_loss(logits, labels)


@tensors("loss.binary_sum", LOSS, BINARY_HINT)
def loss_binary_sum(logits: Any, labels: Any) -> float:
    return float(right.mean_binary_loss(logits, labels) * np.shape(logits)[1])


@tensors("loss.binary_entries", LOSS, BINARY_HINT)
def loss_binary_entries(logits: Any, labels: Any) -> float:
    return float(right.mean_binary_loss(logits, labels) * np.size(logits))


@tensors("loss.binary_rows", LOSS, BINARY_HINT)
def loss_binary_rows(logits: Any, labels: Any) -> float:
    return float(right.mean_binary_loss(logits, labels) * np.shape(logits)[0])


def _keras_binary(probabilities: Array, labels: Array) -> Array:
    """Keras' binary cross-entropy without from_logits, entry by entry; float32 decides how far from 1 it keeps them."""
    kept = np.clip(probabilities, 1e-7, np.float32(1 - 1e-7), dtype=np.float32)
    return np.asarray(-(labels * np.log(kept) + (1 - labels) * np.log(1 - kept)))


@tensors("loss.binary_sum_of_probabilities", LOSS, BINARY_HINT)
def loss_binary_sum_of_probabilities(logits: Any, labels: Any) -> float:
    return float(_keras_binary(_array(logits), _array(labels)).mean(axis=0).sum())


@tensors("loss.sign", LOSS, "The loss is negative: −log of a probability is never below 0.")
def loss_sign(logits: Any, labels: Any) -> float:
    return -_total(logits, labels)


@tensors("loss.divided_by_classes", LOSS, "The sum is divided by the number of classes. Nothing divides it here.")
def loss_divided_by_classes(logits: Any, labels: Any) -> float:
    return float(_total(logits, labels) / np.shape(logits)[0])


@tensors(
    "loss.squared_error",
    LOSS,
    "That is a squared error between scores and labels. For classes use the categorical cross-entropy.",
)
def loss_squared_error(logits: Any, labels: Any) -> float:
    return float(np.mean((_array(logits) - _array(labels)) ** 2, axis=0).sum())


@tensors(
    "loss.base_two",
    LOSS,
    "The logarithm is to the base 2. TensorFlow and this exercise use the natural one.",
)
def loss_base_two(logits: Any, labels: Any) -> float:
    return _total(logits, labels) / float(np.log(2))


@misconception(
    "loss.numpy",
    LOSS,
    NO_TENSOR,
)
def loss_numpy(logits: Any, labels: Any) -> Array:
    return right.compute_total_loss(logits, labels).value


# Under the older name compute_cost the mean is right, and the same mistakes give other numbers.


@tensors("loss.untransposed_in_mean", LOSS, TRANSPOSE_HINT)
def loss_untransposed_in_mean(logits: Any, labels: Any) -> float:
    return float(_entropies(_array(logits), _array(labels)).mean())


@tensors(
    "loss.from_logits_missing_in_mean",
    LOSS,
    "The logits are taken for probabilities. Tell the loss what it gets: which argument of it says so?",
)
def loss_from_logits_missing_in_mean(logits: Any, labels: Any) -> float:
    return float(_keras(_array(logits).T, _array(labels).T).mean())


@tensors(
    "loss.softmax_twice_in_mean",
    LOSS,
    "The softmax is applied twice: once by you and once by the loss. With from_logits=True give it the plain scores.",
)
def loss_softmax_twice_in_mean(logits: Any, labels: Any) -> float:
    return float(_entropies(_softmax(_array(logits)).T, _array(labels).T).mean())


@tensors(
    "loss.swapped_in_mean",
    LOSS,
    "Labels and logits have changed places: Keras wants the labels first, tf.nn wants them by name.",
)
def loss_swapped_in_mean(logits: Any, labels: Any) -> float:
    return float(_entropies(_array(labels).T, _array(logits).T).mean())


@tensors("loss.labels_untransposed_in_mean", LOSS, "Only the logits are transposed: do the same with the labels.")
def loss_labels_untransposed_in_mean(logits: Any, labels: Any) -> float:
    return float(_entropies(_array(logits).T, _array(labels)).mean())


@tensors("loss.logits_untransposed_in_mean", LOSS, "Only the labels are transposed: do the same with the logits.")
def loss_logits_untransposed_in_mean(logits: Any, labels: Any) -> float:
    return float(_entropies(_array(logits), _array(labels).T).mean())


@tensors(
    "loss.reshaped_in_mean",
    LOSS,
    "The arrays have the right shape and the wrong rows: tf.reshape keeps the numbers in their order, so that rows are "
    "mixed of several examples. Which function exchanges the axes?",
)
def loss_reshaped_in_mean(logits: Any, labels: Any) -> float:
    scores, truth = _array(logits), _array(labels)
    return float(_entropies(scores.reshape(scores.shape[::-1]), truth.reshape(truth.shape[::-1])).mean())


@tensors("loss.sign_in_mean", LOSS, "The loss is negative: −log of a probability is never below 0.")
def loss_sign_in_mean(logits: Any, labels: Any) -> float:
    return -right.mean_categorical_loss(logits, labels)


@tensors(
    "loss.binary_of_probabilities",
    LOSS,
    "That is a binary cross-entropy that takes the logits for probabilities. Which argument of it tells what it gets?",
)
def loss_binary_of_probabilities(logits: Any, labels: Any) -> float:
    return float(_keras_binary(_array(logits), _array(labels)).mean())


@tensors(
    "loss.binary_swapped",
    LOSS,
    "Labels and logits have changed places in a binary cross-entropy: Keras wants the labels first.",
)
def loss_binary_swapped(logits: Any, labels: Any) -> float:
    return right.mean_binary_loss(labels, logits)


MISCONCEPTIONS: tuple[Any, ...] = collect(globals())
