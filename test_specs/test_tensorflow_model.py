"""Checks of the assignment "Models in TensorFlow": a model judged by its weights, a training step by what it changes.

Owns the strategies and what a wrong answer is called. Imports no TensorFlow: models and optimizers are handles, and
what a model claims is computed here, with NumPy, from the weights that it tells. Rows are examples, as in Keras.

NOTE [Any way to build]: Sequential, functional or a class of one's own; ReLU as layer, as activation or as function;
Dense with or without a bias before batch normalization, which takes it out again. So the layers are judged by the
weights that they have and by what the trained model predicts. Dropout, which a prediction doesn't show, is looked up
among the model's layers and those that they hold, with its rate; the order in which a class lists its layers says
nothing of the order in which it calls them, so what the model does in training has to.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.spec import Handle, Mismatch, assert_close, assert_structure, check, expected, fail, given, st, tensor

BUILD, STEP = "build_model", "train_step"
BN_EPSILON = 1e-3
BLOCK = ("Dense", "BatchNormalization", "Dropout")

seeds = st.integers(0, 2**32 - 1)

# --- data and weights ---------------------------------------------------------------------------------------------


def examples(rng: np.random.Generator, m: int, n_x: int, classes: int) -> tuple[Any, Any]:
    """X (m, n_x), off centre so that moving averages matter, and one-hot rows Y (m, classes) of all classes."""
    X = rng.normal(size=(m, n_x)) * 1.5 + rng.normal(size=n_x)
    labels = np.concatenate([np.arange(classes), rng.integers(0, classes, size=m - classes)])
    return X.astype(np.float32), np.eye(classes, dtype=np.float32)[labels]


@st.composite
def models(draw: st.DrawFn) -> dict[str, Any]:
    """Arguments of build_model, and data. All sizes differ; no rate is 1/2 or the default, no learning rate 0.001.

    X is large enough for scores beyond 6, where a ReLU6 ends.
    """
    n_x, classes, *hidden = draw(st.lists(st.integers(3, 9), min_size=4, max_size=5, unique=True))
    rate = draw(st.sampled_from([0.35, 0.2, 0.4, 0.65]))
    learning_rate = draw(st.sampled_from([0.02, 0.05, 0.01]))
    X, Y = examples(np.random.default_rng(draw(seeds)), 16, n_x, classes)
    return {"arguments": (n_x, hidden, classes, rate, learning_rate), "X": 4 * X, "Y": Y}


def made(subject: Any, case: Any) -> Handle:
    """The handle of the student's model."""
    model = subject.call(BUILD, *case["arguments"], form="handle")
    if not isinstance(model, Handle) or model.kind != "model":
        kind = model.kind if isinstance(model, Handle) else "None" if model is None else type(model).__name__
        fail(
            f"the result is not a Keras model but {kind}",
            misconception="model.nothing_returned" if model is None else None,
        )
    subject.operate(model, "predict", case["X"])  # a model class of one's own has no weights before its first call
    return model


def named(listed: Any) -> list[tuple[str, Any]]:
    """Name and value of each weight, float64."""
    return [(str(w["name"]), np.asarray(w["value"], dtype=np.float64)) for w in listed]


def layers_of(subject: Any, model: Handle, case: Any) -> list[dict[str, Any]]:
    """The weights of each Dense layer together with those of the batch normalization behind it.

    In whatever order the model tells them: all sizes differ, so that a weight's shape says where it belongs.
    """
    n_x, hidden, classes, *_ = case["arguments"]
    sizes = [n_x, *hidden, classes]
    shapes = [{(rows, columns), (columns,)} for rows, columns in itertools.pairwise(sizes)]
    weights = named(subject.operate(model, "weights"))
    return [{name: value for name, value in weights if value.shape in known} for known in shapes]


def predictions(layers: Sequence[dict[str, Any]], X: Any, hidden: Sequence[str] = ("norm", "relu")) -> Any:
    """Logits from the weights: Dense, then `hidden`, and so on; the last Dense layer stays linear."""
    A = np.asarray(X, dtype=np.float64)
    for number, layer in enumerate(layers, start=1):
        A = A @ layer["kernel"] + layer.get("bias", 0.0)
        for function in hidden if number < len(layers) else ():
            A = np.maximum(0, A) if function == "relu" else normalized(A, layer)
    return A


def normalized(A: Any, layer: dict[str, Any]) -> Any:
    spread = np.sqrt(layer["moving_variance"] + BN_EPSILON)
    return layer.get("gamma", 1.0) * (A - layer["moving_mean"]) / spread + layer.get("beta", 0.0)


def cross_entropy(logits: Any, Y: Any) -> float:
    """The mean over the rows."""
    Z = np.asarray(logits, dtype=np.float64)
    return float(np.sum(Y * (np.logaddexp.reduce(Z, axis=1, keepdims=True) - Z)) / len(Y))


# --- build_model --------------------------------------------------------------------------------------------------


@check(
    BUILD,
    cases=1,
    kills=[
        "model.nothing_returned",
        "model.output_layer_missing",
        "model.same_weights",
        "model.no_batch_norm",
        "model.first_hidden_only",
        "model.batch_norm_on_output",
        "model.no_dropout",
        "model.keep_prob_for_rate",
        "model.fixed_rate",
        "model.dropout_before_norm",
        "model.dropout_on_input",
        "model.dropout_on_output",
        "model.norm_epsilon",
        "model.not_compiled",
    ],
    hint="Dense, BatchNormalization, ReLU and Dropout for each hidden layer, each with the sizes and the rate that "
    "were handed over, then one more Dense layer. Arguments are called what Keras 3 calls them.",
)
@given(case=models())
def test_model_layers(subject: Any, case: Any) -> None:
    """The model gives logits, each hidden layer has its weights, normalization and dropout, and it is compiled."""
    model = made(subject, case)
    n_x, hidden, classes, rate, _ = case["arguments"]
    require_logits(subject.operate(model, "predict", case["X"]), case)
    require_weights(named(subject.operate(model, "weights")), n_x, hidden, classes)
    config = subject.operate(model, "config")
    require_dropout(config, len(hidden), rate)
    require_epsilon(config["layers"])
    if config["compiled"] is not True:
        fail("the model is not compiled", misconception="model.not_compiled")


def require_logits(answer: Any, case: Any) -> None:
    """One number for each class and example."""
    try:
        assert_structure(answer, np.zeros(case["Y"].shape), name="model(X)")
    except Mismatch as problem:
        if np.shape(answer) == (len(case["X"]), case["arguments"][1][-1]):
            problem.misconception = "model.output_layer_missing"
        raise


def require_weights(weights: list[tuple[str, Any]], n_x: int, hidden: Sequence[int], classes: int) -> None:
    """Kernels of the right sizes, and moving averages for the hidden layers alone."""
    sizes = [n_x, *hidden, classes]
    right = [(rows, columns) for rows, columns in itertools.pairwise(sizes)]
    kernels = [value.shape for name, value in weights if name == "kernel"]
    if sorted(kernels) != sorted(right):
        one = [(n_x, hidden[0]), (hidden[0], classes)]
        fail(
            f"the Dense layers have kernels of the shapes {kernels}, should be {right}",
            misconception="model.first_hidden_only" if kernels == one else None,
        )
    norms = [value.size for name, value in weights if name == "moving_mean"]
    if sorted(norms) != sorted(hidden):
        known = {(): "model.no_batch_norm", (*hidden, classes): "model.batch_norm_on_output"}
        fail(
            f"batch normalization stands behind layers of {norms} units, should behind those of {list(hidden)}",
            misconception=known.get(tuple(norms)),
        )
    if any(np.ptp(value) == 0 for name, value in weights if name == "kernel"):
        fail("all numbers of a Dense layer's kernel are the same", misconception="model.same_weights")


def require_dropout(config: Any, count: int, rate: float) -> None:
    """As many Dropout layers as hidden layers, with the rate, and in their places where it can be told."""
    rates = [layer.get("rate") for layer in config["layers"] if layer["class"] == "Dropout"]
    if not rates:
        fail("the model has no Dropout layer", misconception="model.no_dropout")
    if in_order(config):
        require_order([str(layer["class"]) for layer in config["layers"]], count)
    if len(rates) != count:
        fail(f"the model has {len(rates)} Dropout layers, should have one for each of the {count} hidden layers")
    for found in rates:
        if not (isinstance(found, float | int) and math.isclose(found, rate, rel_tol=1e-6)):
            known = {1 - rate: "model.keep_prob_for_rate", 0.5: "model.fixed_rate", 0.3: "model.fixed_rate"}.get(found)
            fail(f"a Dropout layer has the rate {found}, should have {rate}", misconception=known)


def in_order(config: Any) -> bool:
    """Whether layers are listed in the order of their calls: what a class of one's own holds may come in any."""
    return all(
        holder["class"] in ("Sequential", "Functional")
        for holder in (config, *config["layers"])
        if holder is config or holder.get("inner")
    )


def require_order(names: Sequence[str], count: int) -> None:
    """Dropout closes each hidden layer's block and stands nowhere else."""
    block, order = ["Dense", "BatchNormalization", "Dropout"], [name for name in names if name in BLOCK]
    if order == [*block * count, "Dense"]:
        return
    known = {
        ("Dense", "Dropout", "BatchNormalization"): "model.dropout_before_norm",
        ("Dropout", "Dense", "BatchNormalization"): "model.dropout_on_input",
    }.get(tuple(order[:3]))
    if order[-2:] == ["Dense", "Dropout"]:
        fail("there is a Dropout layer behind the last Dense layer", misconception="model.dropout_on_output")
    fail(f"the layers come in the order {', '.join(order)}", misconception=known)


def require_epsilon(layers: Any) -> None:
    """The batch normalizations divide by what Keras divides by."""
    for layer in layers:
        found = layer.get("epsilon") if layer["class"] == "BatchNormalization" else BN_EPSILON
        if not (isinstance(found, float | int) and math.isclose(found, BN_EPSILON, rel_tol=1e-6)):
            fail(f"a BatchNormalization layer has the epsilon {found}", misconception="model.norm_epsilon")


@check(
    BUILD,
    points=20,
    cases=1,
    deterministic=False,
    kills=[
        "model.batch_norm_after_relu",
        "model.no_relu",
        "model.softmax_output",
        "model.softmax_and_probabilities",
        "model.relu_on_output",
        "model.sigmoid_output",
        "model.from_logits_missing",
        "model.squared_error",
        "model.binary_loss",
        "model.loss_summed",
        "model.no_accuracy",
        "model.sgd",
        "model.default_learning_rate",
        "model.norm_in_use",
        "model.dropout_idle",
    ],
    hint="Check the order of the layers, the activation of the hidden ones, that the last one is linear, that nothing "
    "is added to the loss, and the names and values of all arguments of model.compile.",
)
@given(case=models())
def test_model_trains(subject: Any, case: Any) -> None:
    """Before and after a training step, the model predicts and is judged as its weights, loss and optimizer tell."""
    X, Y, rate = case["X"], case["Y"], case["arguments"][-1]
    model = made(subject, case)
    before = layers_of(subject, model, case)
    answer = subject.operate(model, "predict", X)
    loss = subject.given("model_utils.loss_of", model, X, Y)
    config = subject.operate(model, "config")
    told = config["loss"]
    takes_logits = isinstance(told, dict) and told.get("from_logits") is True
    require_predictions(answer, before, X, takes_logits)
    require_loss(loss, answer, Y)
    require_accuracy(subject.operate(model, "evaluate", X, Y), answer, Y)
    subject.given("model_utils.train_once", model, X, Y)
    after = layers_of(subject, model, case)
    require_adam(before[-1], after[-1], rate, config["optimizer"])
    require_predictions(subject.operate(model, "predict", X), after, X, takes_logits)
    require_training_mode(before[0], after[0], X)
    crowd = np.tile(X, (4, 1))
    require_dropping([np.asarray(subject.given("model_utils.in_training", model, crowd)) for _ in range(2)])


def require_predictions(answer: Any, layers: Sequence[dict[str, Any]], X: Any, takes_logits: bool) -> None:
    """What the weights say; other networks with the same weights are called by their names."""
    right = predictions(layers, X)
    shares = np.exp(right - np.logaddexp.reduce(right, axis=1, keepdims=True))
    suspects = [
        ("model.batch_norm_after_relu", predictions(layers, X, ("relu", "norm"))),
        ("model.batch_norm_after_relu", predictions(layers, X, ("relu", "norm", "relu"))),
        ("model.no_relu", predictions(layers, X, ("norm",))),
        ("model.relu_on_output", np.maximum(0, right)),
        ("model.sigmoid_output", 1 / (1 + np.exp(-np.clip(right, -500, 500)))),
        ("model.softmax_output" if takes_logits else "model.softmax_and_probabilities", shares),
    ]
    try:
        assert_close(answer, right, name="model(X)")
    except Mismatch as problem:
        # Some of these networks differ little: none is named that explains the answer no better than the right one.
        near = 0.1 * np.abs(np.asarray(answer) - right).max() if np.shape(answer) == right.shape else 0.0
        for name, wrong in suspects:
            if np.allclose(answer, wrong, rtol=1e-3, atol=1e-5) and np.abs(answer - wrong).max() < near:
                problem.misconception = name
        raise


def require_loss(loss: Any, logits: Any, Y: Any) -> None:
    """The mean categorical cross-entropy of the logits that the model gave."""
    Z = np.asarray(logits, dtype=np.float64)
    with np.errstate(all="ignore"):
        share = np.clip(Z / Z.sum(axis=1, keepdims=True), 1e-7, 1 - 1e-7)
        suspects = {
            "model.from_logits_missing": -np.sum(Y * np.log(share)) / len(Y),
            "model.squared_error": np.mean((Z - Y) ** 2),
            "model.loss_summed": cross_entropy(Z, Y) * len(Y),
            "model.binary_loss": np.mean(np.logaddexp(0, Z) - Y * Z),
        }
    try:
        assert_close(loss, cross_entropy(Z, Y), name="loss", rtol=1e-4, atol=1e-5, why="Keras computes in float32")
    except Mismatch as problem:
        for name, wrong in suspects.items():
            if np.allclose(float(loss), float(wrong), rtol=1e-3, atol=0, equal_nan=True):  # 0 / 0 for idle units
                problem.misconception = name
        raise


def require_accuracy(told: Any, logits: Any, Y: Any) -> None:
    """Among the metrics is the share of right classes, under whatever name."""
    share = float(np.mean(np.argmax(logits, axis=1) == np.argmax(Y, axis=1)))
    metrics = {name: value for name, value in told.items() if name != "loss"}
    if not metrics:
        fail("the model is compiled without a metric", misconception="model.no_accuracy")
    if not any(math.isclose(value, share, abs_tol=1e-5) for value in metrics.values()):
        fail(f"no metric of the model is its accuracy, {share:.3f}: it measures {metrics}")


# NOTE [Adam's first step]: it is the learning rate times g / (|g| + ε'), ε' = 3e-6 in Keras, so its length is just
# below the learning rate unless the gradient is tiny (Kingma and Ba 2015, section 2.1). Of the last layer's gradients
# many may be 0, behind dropped and idle units, but those near ε' are rare: that the largest of them or half of the
# others lie there is far less likely than 1e-9.
def require_adam(before: dict[str, Any], after: dict[str, Any], learning_rate: float, told: Any) -> None:
    """The last layer moved by the learning rate, as Adam's first step does, and that of its relatives."""
    kind = told.get("class") if isinstance(told, dict) else None
    if kind != "Adam":
        fail(f"the optimizer is {kind}, should be Adam", misconception="model.sgd" if kind == "SGD" else None)
    lengths = np.abs(np.concatenate([np.ravel(after[name] - before[name]) for name in before]))
    moved = lengths[lengths > 0]
    if not moved.size:
        fail("the first training step moved nothing in the last layer")

    def as_adam(rate: float) -> bool:
        close = math.isclose(float(moved.max()), rate, rel_tol=1e-3)
        return close and float(np.median(moved)) > 0.9 * rate

    if as_adam(learning_rate):
        return
    fail(
        f"the first training step moved the weights of the last layer by up to {moved.max():.4g} and half of them by "
        f"{np.median(moved):.4g}; Adam would have moved nearly all by {learning_rate:g}",
        misconception="model.default_learning_rate" if as_adam(0.001) else None,
    )


def require_training_mode(before: dict[str, Any], after: dict[str, Any], X: Any) -> None:
    """The first moving average went towards the mean of what the first Dense layer gives, however far."""
    mean = (X @ before["kernel"] + before.get("bias", 0.0)).mean(axis=0)
    moved = after["moving_mean"] - before["moving_mean"]
    if not moved.any():
        fail("a training step leaves the moving averages as they were", misconception="model.norm_in_use")
    share = float(moved @ mean / (mean @ mean))
    if share <= 0 or not np.allclose(moved, share * mean, rtol=1e-2, atol=1e-3 * np.abs(moved).max()):
        fail(
            "the batch normalization of the first hidden layer does not normalize what its Dense layer makes of X",
            misconception="model.dropout_before_norm",
        )


# NOTE [Same twice]: of 64 rows each hidden unit, normalized over them, is above 0 for a good part, and there are at
# least 6. That two draws of dropout with a rate of 0.2 spare and strike the same 100 of them has a chance of
# (0.8² + 0.2²)^100 < 1e-16.
def require_dropping(outputs: Sequence[Any]) -> None:
    """In training two calls differ, and no logit of a row is struck out alone: the biases have just moved off 0."""
    if np.array_equal(*outputs):
        fail("in training the model gives the same twice", misconception="model.dropout_idle")
    zero = outputs[0] == 0
    if float(np.mean(zero.any(axis=1) & ~zero.all(axis=1))) > 0.05:
        fail("in training some of the logits are 0", misconception="model.dropout_on_output")


# --- train_step ---------------------------------------------------------------------------------------------------


@st.composite
def training(draw: st.DrawFn) -> dict[str, Any]:
    """Weights of a small model, an optimizer with momentum, and two mini-batches of different sizes."""
    n_x, n, classes = draw(st.lists(st.integers(3, 6), min_size=3, max_size=3, unique=True))
    rng = np.random.default_rng(draw(seeds))
    weights = [
        *(rng.normal(size=(n_x, n)), rng.normal(size=n)),
        *(rng.uniform(0.5, 2, size=n), rng.normal(size=n)),
        *(rng.normal(size=n), rng.uniform(0.5, 3, size=n)),
        *(rng.normal(size=(n, classes)), rng.normal(size=classes)),
    ]
    sizes = draw(st.sampled_from([(10, 7), (8, 12), (7, 9)]))
    return {
        "weights": [w.astype(np.float32) for w in weights],
        "learning_rate": draw(st.sampled_from([0.25, 0.5, 0.125])),
        "momentum": draw(st.sampled_from([0.5, 0.75])),
        "batches": [examples(rng, m, n_x, classes) for m in sizes],
    }


def step(subject: Any, case: Any) -> tuple[list[Any], list[Any]]:
    """What two steps return, and the weights after them."""
    model = subject.given("model_utils.small_model", case["weights"])
    optimizer = subject.given("model_utils.sgd", case["learning_rate"], case["momentum"])
    # A step that is a tf.function may make variables on its first call only, and each case has an optimizer of its own.
    subject.given("model_utils.ready", optimizer, model)
    losses = []
    for X, Y in case["batches"]:
        losses.append(loss_of(subject.call(STEP, model, optimizer, tensor(X), tensor(Y), form="detail"), len(X)))
    return losses, [value for _, value in named(subject.operate(model, "weights"))]


def loss_of(answer: Any, m: int) -> Any:
    """The number in a loss that is a tensor."""
    if not isinstance(answer, dict) or "value" not in answer:
        kind = "None" if answer is None else f"a {type(answer).__name__}"
        known = "step.nothing_returned" if answer is None else None
        fail(f"the loss is {kind}, should be a tensor", misconception=known)
    if answer["kind"] == "array":
        fail("the loss is a NumPy array, should be a tensor")
    if np.shape(answer["value"]) != ():
        known = "step.not_reduced" if np.shape(answer["value"]) == (m,) else None
        fail(f"the loss has shape {np.shape(answer['value'])}, should be a single number", misconception=known)
    return answer["value"]


@check(
    STEP,
    points=20,
    cases=2,
    kills=[
        "step.nothing_returned",
        "step.not_reduced",
        "step.not_applied",
        "step.inference_mode",
        "step.ascent",
        "step.sum_for_mean",
        "step.from_logits_missing",
        "step.softmax_twice",
        "step.binary_loss",
        "step.swapped",
        "step.loss_after",
        "step.twice",
        "step.last_layer_only",
        "step.first_layer_only",
        "step.kernels_only",
        "step.norm_left_out",
        "step.own_adam",
        "step.own_sgd",
        "step.no_momentum",
        "step.gradients_of_sum",
        "step.another_loss",
    ],
    hint="Inside the tape: the model in training mode, once, and the mean categorical cross-entropy of its logits. "
    "Behind it: the gradients by all trainable variables, which the given optimizer applies once and unchanged. Return "
    "that loss, as the tensor that it is.",
)
@given(case=training())
def test_step_changes_the_weights(subject: Any, case: Any) -> None:
    """Two steps change weights and moving averages as the given optimizer does in training, and return the losses."""
    outcomes = expected.of("steps", case["weights"], case["learning_rate"], case["momentum"], case["batches"])
    losses, weights = step(subject, case)
    found = {"losses": losses, "weights": weights}
    right = outcomes[""]
    try:
        require_outcome(found, right)
    except Mismatch as problem:
        problem.misconception = next((name for name, wrong in outcomes.items() if name and agrees(found, wrong)), None)
        if problem.misconception is None and agrees(found | {"losses": right["losses"]}, right):
            problem.misconception = "step.another_loss"
        raise


def require_outcome(found: Any, right: Any) -> None:
    why = "TensorFlow computes in float32, and a step's gradients of a normalized layer cancel in part"
    names = ("kernel 1", "bias 1", "gamma", "beta", "moving mean", "moving variance", "kernel 2", "bias 2")
    for i, (a, e) in enumerate(zip(found["losses"], right["losses"], strict=True), start=1):
        assert_close(a, e, name=f"loss {i}", rtol=1e-4, atol=1e-5, why=why)
    for name, a, e in zip(names, found["weights"], right["weights"], strict=True):
        assert_close(a, e, name=f"{name} after two steps", rtol=1e-3, atol=1e-4, why=why)


def agrees(found: Any, wrong: Any) -> bool:
    """Whether a misconception explains losses and weights."""
    pairs = [
        *zip(found["losses"], wrong["losses"], strict=True),
        *zip(found["weights"], wrong["weights"], strict=True),
    ]
    return all(
        e is not None and np.shape(a) == np.shape(e) and np.allclose(a, e, rtol=1e-3, atol=1e-3) for a, e in pairs
    )
