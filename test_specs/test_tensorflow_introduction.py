"""Checks of the assignment "TensorFlow Introduction": tensors in, tensors out, compared as arrays.

Owns the strategies and what a wrong answer is called. Imports no TensorFlow: marks say what an argument arrives as, and
every result says what it was. TensorFlow computes in float32 unless told otherwise, and so may students; float64 is as
right.

NOTE [Written-down results]: `linear_function` takes no argument and seeds itself, so it has one right result, which the
notebook prints. Points are for the result on the numbers of another generator, put below NumPy's global functions for
the time of a call; what doesn't follow is either written down or drawn from a generator of its own, and passes only if
it has all 16 digits of the course's numbers, of which the notebook prints 9. Someone who writes all of them down can't
be told from someone who draws with `np.random.RandomState(1)`.

NOTE [Which loss]: `compute_total_loss` has been the sum of the categorical cross-entropy since it has that name. Under
the older name `compute_cost` notebooks had that sum, its mean, or the mean binary cross-entropy: each is right there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.spec import Mismatch, assert_close, assert_structure, check, expected, fail, given, st, tensor, variable
from test_specs.distributions import RISK

LINEAR, SIGMOID, ONE_HOT = "linear_function", "sigmoid", "one_hot_matrix"
INITIALIZE, FORWARD, LOSS = "initialize_parameters", "forward_propagation", "compute_total_loss"

SHAPES = {"W1": (25, 12288), "b1": (25, 1), "W2": (12, 25), "b2": (12, 1), "W3": (6, 12), "b3": (6, 1)}
CLASSES = 6

seeds = st.integers(0, 2**32 - 1)


TOPICS = {LINEAR: "linear", SIGMOID: "sigmoid", ONE_HOT: "one_hot", FORWARD: "forward", LOSS: "loss"}
"""The first word of each function's misconceptions."""


def content(function: str, answer: Any, name: str = "result") -> Any:
    """The numbers of a tensor or Variable."""
    topic = TOPICS[function]
    if answer is None:
        fail(f"{name} is None, should be a tensor", misconception=f"{topic}.nothing_returned")
    if isinstance(answer, float | int):
        fail(f"{name} is a number of Python's, should be a tensor", misconception=f"{topic}.numpy")
    if not isinstance(answer, dict) or set(answer) != {"kind", "trainable", "value"}:
        fail(f"{name} is a {type(answer).__name__}, should be a tensor")
    if answer["kind"] == "array":
        fail(f"{name} is a NumPy array, should be a tensor", misconception=f"{topic}.numpy")
    return answer["value"]


# --- linear_function ----------------------------------------------------------------------------------------------


@check(
    LINEAR,
    kills=["linear.nothing_returned", "linear.numpy", "linear.row_bias", "linear.wrong_product"],
    hint="Print the shapes of X, W, b and W X: the result is a tensor with one column of four numbers.",
)
def test_linear_is_a_column(subject: Any) -> None:
    """The result is a tensor of shape (4, 1)."""
    assert_structure(content(LINEAR, subject.call(LINEAR, form="detail")), np.zeros((4, 1)))


@check(
    LINEAR,
    kills=["linear.bias_forgotten", "linear.weights_drawn_first", "linear.bias_drawn_first", "linear.uniform"],
    hint="Seed NumPy's generator with 1, once, draw X, W and b in this order from the standard normal distribution, "
    "and compute W X + b.",
)
def test_linear_known(subject: Any) -> None:
    """With the seed of the notebook the result is the column that the text shows."""
    assert_close(content(LINEAR, subject.call(LINEAR, form="detail")), expected())


@check(
    LINEAR,
    points=10,
    kills=[
        "linear.bias_forgotten",
        "linear.bias_subtracted",
        "linear.weights_drawn_first",
        "linear.bias_drawn_first",
        "linear.weights_then_bias",
        "linear.seeded_each_time",
        "linear.uniform",
    ],
    hint="The result has to be computed from X, W and b, not written down.",
)
def test_linear_of_other_numbers(subject: Any) -> None:
    """The result is W X + b of the numbers that were drawn, whatever they are."""
    usual, other = expected(), expected.of("linear_function_of_other_numbers")
    subject.given("tf_utils.draw_other_numbers")
    try:
        answer = content(LINEAR, subject.call(LINEAR, form="detail"))
    finally:
        subject.given("tf_utils.draw_usual_numbers")
    if np.shape(answer) != usual.shape or not np.allclose(answer, usual, rtol=1e-13, atol=0):
        assert_close(answer, other)


# --- sigmoid ------------------------------------------------------------------------------------------------------


@st.composite
def inputs(draw: st.DrawFn) -> Any:
    """z: a number, an array or a tensor, whole or not, from -4 to 6, with a positive number among many."""
    rng = np.random.default_rng(draw(seeds))
    shape = draw(st.sampled_from([(), (3,), (2, 4), (5, 1)]))
    z = rng.uniform(-4, 6, size=shape)
    if shape:
        z.flat[0] = abs(z.flat[0]) + 0.5
    form = draw(st.sampled_from(["int", "float", "int tensor", "float32 tensor", "float64 tensor", "array"]))
    if "int" in form:
        z = np.trunc(z) + 1
    if form in ("int", "float") and not shape:
        return int(z) if form == "int" else float(z)
    dtype = {"int tensor": np.int32, "int": np.int64, "float32 tensor": np.float32}.get(form, np.float64)
    return z.astype(dtype) if form in ("int", "float", "array") else tensor(z.astype(dtype))


def require_sigmoid(answer: Any, right: Any) -> None:
    assert_close(
        answer,
        right,
        name="a",
        rtol=1e-5,
        atol=1e-6,
        why="float32 has 7 digits, and 0.5 (tanh(z/2) + 1) loses two of them; σ(-4) is 0.018",
    )


@check(
    SIGMOID,
    kills=["sigmoid.nothing_returned", "sigmoid.no_cast", "sigmoid.numpy", "sigmoid.tanh", "sigmoid.precedence"],
    hint="Cast z to tf.float32, then apply the sigmoid to it, of which the text shows the curve: σ(0) is 0.5. The "
    "result has the shape of z.",
)
def test_sigmoid_known(subject: Any) -> None:
    """σ(0) is 0.5, σ(-1) is 0.26894143 and σ(12) is 0.9999939, all as tensors."""
    for z, a in ((0, 0.5), (-1, 0.26894143), (12, 0.9999939)):
        require_sigmoid(content(SIGMOID, subject.call(SIGMOID, z, form="detail"), "a"), a)


@check(
    SIGMOID,
    points=10,
    cases=10,
    kills=[
        "sigmoid.no_cast",
        "sigmoid.cast_to_integer",
        "sigmoid.sign",
        "sigmoid.tanh",
        "sigmoid.relu",
        "sigmoid.softmax",
        "sigmoid.precedence",
        "sigmoid.exponential",
        "sigmoid.twice",
        "sigmoid.derivative",
        "sigmoid.rounded",
        "sigmoid.log",
    ],
    hint="Compare σ(0), σ(2) and σ(-2) with the curve in the text, and the result's shape with that of z, which may be "
    "an array.",
)
@given(z=inputs())
def test_sigmoid_values(subject: Any, z: Any) -> None:
    """Every entry a of the result is 1 / (1 + exp(-z)), for numbers, arrays and tensors."""
    require_sigmoid(content(SIGMOID, subject.call(SIGMOID, z, form="detail"), "a"), expected(z))


# --- one_hot_matrix -----------------------------------------------------------------------------------------------


@st.composite
def labels_and_depths(draw: st.DrawFn) -> tuple[int, int]:
    """A label and how many classes there are: 2 to 9, never 6, the default."""
    depth = draw(st.sampled_from([4, 2, 3, 5, 7, 8, 9]))
    return draw(st.integers(0, depth - 1)), depth


def require_one_hot(answer: Any, right: Any, call: str) -> None:
    """A vector, or the earliest notebook's column."""
    column = right.reshape(-1, 1)
    assert_close(answer, column if np.shape(answer) == column.shape else right, name=call)


@check(
    ONE_HOT,
    kills=[
        "one_hot.nothing_returned",
        "one_hot.numpy",
        "one_hot.row",
        "one_hot.fixed_depth",
        "one_hot.reshape_forgotten",
    ],
    hint="tf.one_hot of the label itself, with as many classes as the second argument says, then tf.reshape to a "
    "vector of that length: print the shapes for a label as number, as tensor and as list.",
)
def test_one_hot_known(subject: Any) -> None:
    """Of 4 classes, label 1 is [0, 1, 0, 0], and [2] is [0, 0, 1, 0]."""
    for label, told, right in ((tensor(1), "tf.constant(1)", [0.0, 1.0, 0.0, 0.0]), ([2], "[2]", [0.0, 0.0, 1.0, 0.0])):
        answer = content(ONE_HOT, subject.call(ONE_HOT, label, 4, form="detail"))
        require_one_hot(answer, np.array(right), f"one_hot_matrix({told}, 4)")


@check(
    ONE_HOT,
    points=10,
    cases=8,
    kills=[
        "one_hot.reshape_forgotten",
        "one_hot.reshape_forgotten_with_axis",
        "one_hot.row",
        "one_hot.fixed_depth",
        "one_hot.swapped",
        "one_hot.counted_from_one",
        "one_hot.one_too_far",
        "one_hot.from_the_end",
        "one_hot.depth_too_large",
        "one_hot.up_to_label",
        "one_hot.all_classes",
        "one_hot.zero_for_one",
        "one_hot.label_for_one",
    ],
    hint="The label's entry is 1 and all others are 0; there are as many entries as classes.",
)
@given(case=labels_and_depths())
def test_one_hot_values(subject: Any, case: tuple[int, int]) -> None:
    """The result has a 1 at the label's place, for a label as number, tensor or list of one, in the same shape."""
    label, depth = case
    forms = {f"{label}": label, f"tf.constant({label})": tensor(np.int64(label)), f"[{label}]": [label]}
    answers = {
        f"one_hot_matrix({form}, {depth})": content(ONE_HOT, subject.call(ONE_HOT, z, depth, form="detail"))
        for form, z in forms.items()
    }
    right = expected(label, depth)
    for call, answer in answers.items():
        require_one_hot(answer, right, call)
    shapes = {call: np.shape(answer) for call, answer in answers.items()}
    if len(set(shapes.values())) > 1:
        told = "; ".join(f"{call} has shape {shape}" for call, shape in shapes.items())
        fail(f"the shape depends on how the label comes: {told}", misconception="one_hot.reshape_forgotten_with_axis")


# --- initialize_parameters ----------------------------------------------------------------------------------------

_GRID = np.linspace(-2.5, 2.5, 101)
_LARGE = 10_000

TRUNCATED_STD = 0.87962566103423978
"""Standard deviation of a standard normal distribution cut off at ±2, as Keras' is."""


def _normal_cdf(x: float) -> float:
    return 0.5 * (1 + math.erf(x / math.sqrt(2)))


def _truncated_cdf(x: float) -> float:
    """Of the normal distribution cut off at ±2 and scaled to standard deviation 1."""
    low, high = _normal_cdf(-2), _normal_cdf(2)
    return min(max((_normal_cdf(x * TRUNCATED_STD) - low) / (high - low), 0.0), 1.0)


CURVES = {
    "normal": np.array([_normal_cdf(x) for x in _GRID]),
    "truncated": np.array([_truncated_cdf(x) for x in _GRID]),
}


def glorot(shape: tuple[int, int]) -> float:
    return math.sqrt(2 / sum(shape))


def require_shapes(parameters: Any) -> dict[str, Any]:
    """The values by name, all keys and shapes right."""
    if parameters is None:
        fail("the result is None, should be a dictionary of Variables", misconception="init.nothing_returned")
    if not isinstance(parameters, dict):
        fail(f"the result is a {type(parameters).__name__}, should be a dictionary of Variables")
    values = {
        name: item["value"] if isinstance(item, dict) and "value" in item else item for name, item in parameters.items()
    }
    try:
        assert_structure(
            values, {name: np.broadcast_to(0.0, shape) for name, shape in SHAPES.items()}, name="parameters"
        )
    except Mismatch as problem:
        problem.misconception = misshapen({name: np.shape(value) for name, value in values.items()})
        raise
    return values


def misshapen(found: Mapping[str, tuple[int, ...]]) -> str | None:
    """The named mistake behind wrong keys or shapes."""
    wrong: dict[str, dict[str, tuple[int, ...]]] = {
        "transposed": {k: s[::-1] if k[0] == "W" else s for k, s in SHAPES.items()},
        "flat_biases": {k: s[:1] if k[0] == "b" else s for k, s in SHAPES.items()},
        "row_biases": {k: s[::-1] if k[0] == "b" else s for k, s in SHAPES.items()},
        "last_layer_missing": {k: s for k, s in SHAPES.items() if k[1] != "3"},
    }
    return next((f"init.{name}" for name, shapes in wrong.items() if shapes == found), None)


@check(
    INITIALIZE,
    deterministic=False,
    kills=[
        "init.nothing_returned",
        "init.transposed",
        "init.flat_biases",
        "init.row_biases",
        "init.last_layer_missing",
    ],
    hint="Compare the keys and shapes that you return with the text, layer by layer. The initializer is made once, and "
    "then called with each shape, as one tuple or list.",
)
def test_parameters_have_their_shapes(subject: Any) -> None:
    """The dictionary holds W1, b1, W2, b2, W3 and b3 in the shapes of the text."""
    require_shapes(subject.call(INITIALIZE, form="detail"))


@check(
    INITIALIZE,
    deterministic=False,
    kills=["init.not_variables", "init.numpy", "init.not_trainable"],
    hint="Put each initial value into a tf.Variable.",
)
def test_parameters_are_variables(subject: Any) -> None:
    """Every parameter is a trainable Variable."""
    parameters = subject.call(INITIALIZE, form="detail")
    require_shapes(parameters)
    for name in SHAPES:
        item = parameters[name]
        kind = item["kind"] if isinstance(item, dict) else "number"
        if kind != "variable":
            known = {"tensor": "init.not_variables", "array": "init.numpy"}.get(kind)
            article = "an" if kind == "array" else "a"
            fail(f'parameters["{name}"] is {article} {kind}, should be a Variable', misconception=known)
        if item["trainable"] is not True:
            fail(f'parameters["{name}"] is not trainable', misconception="init.not_trainable")


@check(
    INITIALIZE,
    points=10,
    deterministic=False,
    kills=[
        "init.zero_biases",
        "init.zero_weights",
        "init.ones",
        "init.he",
        "init.lecun",
        "init.uniform",
        "init.standard_normal",
        "init.random_normal",
        "init.times_hundredth",
        "init.variance_for_deviation",
    ],
    hint="Each parameter comes from GlorotNormal for its own shape, biases too, and stays as it was drawn: compare "
    "mean and standard deviation with 0 and the square root of 2 / (rows + columns).",
)
def test_parameters_are_glorot_normal(subject: Any) -> None:
    """Weights and biases are drawn from a normal distribution of mean 0 and variance 2 / (rows + columns)."""
    values = require_shapes(subject.call(INITIALIZE, form="detail"))
    numbers = {name: np.asarray(values[name], dtype=np.float64) for name in SHAPES}
    with np.errstate(all="ignore"):
        for name, x in numbers.items():
            problem = flaw(f'parameters["{name}"]', x, glorot(SHAPES[name]))
            if problem:
                fail(problem, misconception=recognise(numbers))


# NOTE [False alarms]: each bound is exceeded by honest numbers with probability at most 2 RISK = 2e-12, whether normal
# or truncated as Keras'; at most 4 are tried on each of 6 matrices, twice with the public twin: below 1e-10. A normal
# that is truncated symmetrically is strictly sub-Gaussian (Arbel, Marchal, Nguyen 2020, theorem 3.1), so what bounds a
# normal's mean and upper χ² tail bounds its too; the lower tail is Bernstein's for squares of kurtosis at most 3; the
# shape is Massart's. No statistic goes over two matrices: with one seeded initializer they begin with the same numbers.
# W1 alone is large enough for a sharp look (1 % of its deviation); 6 to 300 numbers are only told from far too large.
def flaw(name: str, x: Any, scale: float) -> str | None:
    """What tells a matrix from independent numbers N(0, scale²), truncated or not; None when nothing does."""
    if not np.isfinite(x).all():
        return f"{name} holds numbers that are not finite"
    z, n, tail = x.ravel() / scale, x.size, math.log(1 / RISK)
    energy, deviation = float(np.sum(z**2)), float(x.std())
    low, high = n - math.sqrt(6 * n * tail), n + 2 * math.sqrt(n * tail) + 2 * tail
    if not low <= energy <= high:
        return f"{name} has standard deviation {deviation:.4g}, should be about {scale:.4g}"
    if abs(float(z.mean())) > math.sqrt(2 * tail / n):
        return f"{name} has mean {x.mean():.3g}, should be about 0"
    if 2 * len(np.unique(z)) <= n:
        return f"{name} repeats its numbers: it is not drawn at random"
    if n < _LARGE:
        return None
    share = np.searchsorted(np.sort(z), _GRID, side="right") / n
    gap = min(float(np.abs(share - curve).max()) for curve in CURVES.values())
    if gap > math.sqrt(math.log(2 / RISK) / (2 * n)):
        return f"{name} is not normally distributed"
    return None


def recognise(numbers: Mapping[str, Any]) -> str | None:
    """The named mistake, by the standard deviation of W1."""
    W1 = numbers["W1"]
    if not all(np.isfinite(x).all() for x in numbers.values()):
        return None
    if np.ptp(W1) == 0:
        return {0.0: "init.zero_weights", 1.0: "init.ones"}.get(float(W1.flat[0]))
    rows, columns = SHAPES["W1"]
    scales = {
        "he": math.sqrt(2 / rows),
        "lecun": math.sqrt(1 / rows),
        "standard_normal": 1.0,
        "random_normal": 0.05,
        "times_hundredth": 0.01,
        "variance_for_deviation": 2 / (rows + columns),
    }
    for name, scale in scales.items():
        if abs(float(W1.std()) / scale - 1) < 0.02:
            return f"init.{name}"
    # Keras' TruncatedNormal and RandomUniform have fixed spreads of their own.
    if any(abs(float(W1.std()) / scale - 1) < 0.02 for scale in (0.05 * TRUNCATED_STD, 0.05 / math.sqrt(3))):
        return "init.random_normal"
    if abs(float(W1.std()) / glorot((rows, columns)) - 1) > 0.02:
        return None
    if not all(numbers[f"b{l}"].any() for l in (1, 2, 3)):
        return "init.zero_biases"
    bound = math.sqrt(3) * glorot((rows, columns))
    return "init.uniform" if 0.99 * bound < np.abs(W1).max() < 1.01 * bound else None


# --- forward_propagation ------------------------------------------------------------------------------------------


@st.composite
def networks(draw: st.DrawFn) -> tuple[Any, dict[str, Any]]:
    """X and parameters; n_x, n_1, n_2, n_3 and m all differ, biases matter, half of all units are below 0."""
    n_x, n_1, n_2, n_3, m = draw(st.lists(st.integers(3, 9), min_size=5, max_size=5, unique=True))
    rng = np.random.default_rng(draw(seeds))
    parameters = {}
    for l, (rows, columns) in enumerate(((n_1, n_x), (n_2, n_1), (n_3, n_2)), start=1):
        W, b = rng.normal(size=(rows, columns)) / math.sqrt(columns) * 1.5, rng.normal(size=(rows, 1))
        parameters[f"W{l}"], parameters[f"b{l}"] = variable(W.astype(np.float32)), variable(b.astype(np.float32))
    return tensor(rng.normal(size=(n_x, m)).astype(np.float32)), parameters


@check(
    FORWARD,
    cases=3,
    kills=["forward.nothing_returned", "forward.transposed", "forward.numpy", "forward.wrong_product"],
    hint="Print the shape after each layer: W A is a matrix product, and the last layer's result is what to return.",
)
@given(case=networks())
def test_forward_shape(subject: Any, case: Any) -> None:
    """Z3 is a tensor with a row for each class and a column for each example."""
    assert_structure(content(FORWARD, subject.call(FORWARD, *case, form="detail"), "Z3"), expected(*case), name="Z3")


@check(
    FORWARD,
    cases=8,
    kills=[
        "forward.no_relu",
        "forward.first_relu_forgotten",
        "forward.second_relu_forgotten",
        "forward.relu_on_output",
        "forward.softmax_on_output",
        "forward.softmax_over_examples",
        "forward.sigmoid_hidden",
        "forward.tanh_hidden",
        "forward.biases_forgotten",
        "forward.first_bias_forgotten",
        "forward.second_bias_forgotten",
        "forward.last_bias_forgotten",
        "forward.biases_subtracted",
        "forward.relu_before_bias",
        "forward.sigmoid_on_output",
    ],
    hint="LINEAR → RELU → LINEAR → RELU → LINEAR, nothing else between and nothing behind it. LINEAR is W A + b, with "
    "the layer's own W and b and the A of the layer before.",
)
@given(case=networks())
def test_forward_values(subject: Any, case: Any) -> None:
    """Z3 comes from LINEAR → RELU → LINEAR → RELU → LINEAR."""
    assert_close(content(FORWARD, subject.call(FORWARD, *case, form="detail"), "Z3"), expected(*case), name="Z3")


# --- compute_total_loss -------------------------------------------------------------------------------------------


@st.composite
def scores(draw: st.DrawFn, sizes: st.SearchStrategy[int]) -> tuple[Any, Any]:
    """Logits and one-hot labels, (6, m) each; m = 6 lets untransposed arguments through without an error."""
    m = draw(sizes)
    rng = np.random.default_rng(draw(seeds))
    labels = rng.integers(0, CLASSES, size=m)
    labels[:2] = [0, CLASSES - 1]
    # Within ±6: Keras keeps probabilities above 1e-7, which is no mistake of those who take the softmax first.
    logits = np.clip(rng.normal(size=(CLASSES, m)) * draw(st.sampled_from([2.0, 0.5, 3.0])), -6, 6)
    return tensor(logits.astype(np.float32)), tensor(np.eye(CLASSES, dtype=np.float32)[:, labels])


def definitions(subject: Any, case: Any) -> list[Any]:
    """What the loss may be under the name that the student gave it, the usual definition first."""
    total = expected(*case)
    others = [expected.of("mean_categorical_loss", *case), expected.of("mean_binary_loss", *case)]
    return [total] if LOSS in subject.loaded().functions else [others[0], total, others[1]]


def require_loss(answer: Any, right: list[Any]) -> None:
    """One of the values; the first is the one that is told."""
    problems = []
    for value in right:
        try:
            assert_close(answer, value, name="loss")
        except Mismatch as problem:
            problems.append(problem)
        else:
            return
    raise problems[0]


@check(
    LOSS,
    cases=2,
    kills=["loss.nothing_returned", "loss.not_reduced", "loss.numpy"],
    hint="Keras' function gives one loss for each example if it gets labels and logits transposed, and its arguments "
    "by their own names. Add up what it gives: one number is left, a tensor.",
)
@given(case=scores(st.sampled_from([4, 5])))
def test_loss_is_a_number(subject: Any, case: Any) -> None:
    """The loss is a tensor with a single number."""
    assert_structure(content(LOSS, subject.call(LOSS, *case, form="detail"), "loss"), 0.0, name="loss")


@check(
    LOSS,
    points=10,
    cases=10,
    kills=[
        "loss.untransposed",
        "loss.labels_untransposed",
        "loss.logits_untransposed",
        "loss.swapped",
        "loss.from_logits_missing",
        "loss.softmax_twice",
        "loss.mean_for_sum",
        "loss.not_reduced",
        "loss.binary",
        "loss.binary_sum",
        "loss.sign",
        "loss.divided_by_classes",
        "loss.squared_error",
        "loss.base_two",
        "loss.reshaped",
        "loss.binary_entries",
        "loss.binary_rows",
        "loss.binary_sum_of_probabilities",
        "loss.untransposed_in_mean",
        "loss.labels_untransposed_in_mean",
        "loss.logits_untransposed_in_mean",
        "loss.reshaped_in_mean",
        "loss.sign_in_mean",
        "loss.binary_of_probabilities",
        "loss.binary_swapped",
        "loss.from_logits_missing_in_mean",
        "loss.softmax_twice_in_mean",
        "loss.swapped_in_mean",
    ],
    hint="The categorical cross-entropy takes labels first, then logits, both transposed, and has to be told that they "
    "are logits. Add up its losses and change nothing else about them.",
)
@given(case=scores(st.sampled_from([6, 4, 5, 9, 14])))
def test_loss_values(subject: Any, case: Any) -> None:
    """The loss adds up −log of the true class's softmax over the examples; as compute_cost it may be their mean."""
    require_loss(content(LOSS, subject.call(LOSS, *case, form="detail"), "loss"), definitions(subject, case))
