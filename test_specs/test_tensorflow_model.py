"""Checks of the assignment "Models in TensorFlow": a model judged by its weights, a training step by what it changes.

Owns the strategies and what a wrong answer is called. Imports no TensorFlow: models and optimizers are handles, and
what a model claims is computed here, with NumPy, from the weights that it tells. Rows are examples, as in Keras.

NOTE [Any way to build]: Sequential, functional or a class of one's own; ReLU as layer, as activation or as function;
Dense with or without a bias before batch normalization, which takes it out again. So the layers are judged by the
weights that they have and by what the trained model predicts. Dropout alone, which a prediction doesn't show, is looked
up among the model's layers, with its rate.
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

seeds = st.integers(0, 2**32 - 1)

# --- data and weights ---------------------------------------------------------------------------------------------


def examples(rng: np.random.Generator, m: int, n_x: int, classes: int) -> tuple[Any, Any]:
    """X (m, n_x), off centre so that moving averages matter, and one-hot rows Y (m, classes) of all classes."""
    X = rng.normal(size=(m, n_x)) * 1.5 + rng.normal(size=n_x)
    labels = np.concatenate([np.arange(classes), rng.integers(0, classes, size=m - classes)])
    return X.astype(np.float32), np.eye(classes, dtype=np.float32)[labels]


@st.composite
def models(draw: st.DrawFn) -> dict[str, Any]:
    """Arguments of build_model, and data. All sizes differ; no rate is 1/2 and no learning rate 0.001."""
    n_x, classes, *hidden = draw(st.lists(st.integers(3, 9), min_size=4, max_size=5, unique=True))
    rate = draw(st.sampled_from([0.3, 0.2, 0.4, 0.65]))
    learning_rate = draw(st.sampled_from([0.02, 0.05, 0.01]))
    X, Y = examples(np.random.default_rng(draw(seeds)), 16, n_x, classes)
    return {"arguments": (n_x, hidden, classes, rate, learning_rate), "X": X, "Y": Y}


def made(subject: Any, case: Any) -> Handle:
    """The handle of the student's model."""
    model = subject.call(BUILD, *case["arguments"], handle=True)
    if not isinstance(model, Handle) or model.kind != "model":
        kind = model.kind if isinstance(model, Handle) else "None" if model is None else type(model).__name__
        fail(f"the result is not a Keras model but {kind}")
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
        "model.output_layer_missing",
        "model.no_batch_norm",
        "model.first_hidden_only",
        "model.batch_norm_on_output",
        "model.no_dropout",
        "model.keep_prob_for_rate",
        "model.fixed_rate",
        "model.dropout_before_norm",
        "model.dropout_on_output",
        "model.not_compiled",
    ],
    hint="Dense, BatchNormalization, ReLU and Dropout for each hidden layer, then one more Dense layer.",
)
@given(case=models())
def test_model_layers(subject: Any, case: Any) -> None:
    """The model gives logits, each hidden layer has its weights, normalization and dropout, and it is compiled."""
    model = made(subject, case)
    n_x, hidden, classes, rate, _ = case["arguments"]
    require_logits(subject.operate(model, "predict", case["X"]), case)
    require_weights(named(subject.operate(model, "weights")), n_x, hidden, classes)
    config = subject.operate(model, "config")
    require_dropout(config["layers"], len(hidden), rate)
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


def require_dropout(layers: Any, count: int, rate: float) -> None:
    """As many Dropout layers as hidden layers, with the rate, none behind the last Dense layer nor before a norm."""
    names = [str(layer["class"]) for layer in layers]
    rates = [layer.get("rate") for layer in layers if layer["class"] == "Dropout"]
    dense = [i for i, name in enumerate(names) if name == "Dense"]
    if not rates:
        fail("the model has no Dropout layer", misconception="model.no_dropout")
    if dense and "Dropout" in names[dense[-1] :]:
        fail("there is a Dropout layer behind the last Dense layer", misconception="model.dropout_on_output")
    if len(rates) != count:
        fail(f"the model has {len(rates)} Dropout layers, should have one for each of the {count} hidden layers")
    for found in rates:
        if not (isinstance(found, float | int) and math.isclose(found, rate, rel_tol=1e-6)):
            known = "model.keep_prob_for_rate" if found == 1 - rate else "model.fixed_rate" if found == 0.5 else None
            fail(f"a Dropout layer has the rate {found}, should have {rate}", misconception=known)
    order = [name for name in names if name in ("Dense", "BatchNormalization", "Dropout")]
    if order == ["Dense", "Dropout", "BatchNormalization"] * count + ["Dense"]:
        fail("Dropout stands before the batch normalization", misconception="model.dropout_before_norm")


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
        "model.from_logits_missing",
        "model.squared_error",
        "model.binary_loss",
        "model.no_accuracy",
        "model.sgd",
        "model.default_learning_rate",
    ],
    hint="Check the order of the layers, that the last one is linear, and every argument of model.compile.",
)
@given(case=models())
def test_model_trains(subject: Any, case: Any) -> None:
    """Before and after a training step, the model predicts and is judged as its weights, loss and optimizer tell."""
    X, Y, rate = case["X"], case["Y"], case["arguments"][-1]
    model = made(subject, case)
    before = layers_of(subject, model, case)
    answer = subject.operate(model, "predict", X)
    loss = subject.given("model_utils.loss_of", model, X, Y)
    told = subject.operate(model, "config")["loss"]
    takes_logits = isinstance(told, dict) and told.get("from_logits") is True
    require_predictions(answer, before, X, takes_logits)
    require_loss(loss, answer, Y)
    require_accuracy(subject.operate(model, "evaluate", X, Y), answer, Y)
    subject.given("model_utils.train_once", model, X, Y)
    after = layers_of(subject, model, case)
    require_adam(before[-1], after[-1], rate)
    require_predictions(subject.operate(model, "predict", X), after, X, takes_logits)


def require_predictions(answer: Any, layers: Sequence[dict[str, Any]], X: Any, takes_logits: bool) -> None:
    """What the weights say; other networks with the same weights are called by their names."""
    right = predictions(layers, X)
    shares = np.exp(right - np.logaddexp.reduce(right, axis=1, keepdims=True))
    suspects = {
        "model.batch_norm_after_relu": predictions(layers, X, ("relu", "norm")),
        "model.no_relu": predictions(layers, X, ("norm",)),
        "model.relu_on_output": np.maximum(0, right),
        "model.softmax_output" if takes_logits else "model.softmax_and_probabilities": shares,
    }
    try:
        assert_close(answer, right, name="model(X)")
    except Mismatch as problem:
        for name, wrong in suspects.items():
            if np.allclose(answer, wrong, rtol=1e-3, atol=1e-5):
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
def require_adam(before: dict[str, Any], after: dict[str, Any], learning_rate: float) -> None:
    """The last layer moved by the learning rate, as Adam's first step does."""
    lengths = np.abs(np.concatenate([np.ravel(after[name] - before[name]) for name in before]))
    moved = lengths[lengths > 0]
    if not moved.size:
        fail("the first training step moved nothing in the last layer")

    def as_adam(rate: float) -> bool:
        close = math.isclose(float(moved.max()), rate, rel_tol=1e-3)
        return close and float(np.median(moved)) > 0.9 * rate

    if as_adam(learning_rate):
        return
    known = "model.default_learning_rate" if as_adam(0.001) else None
    if known is None and np.median(moved) < 0.8 * moved.max():
        known = "model.sgd"
    fail(
        f"the first training step moved the weights of the last layer by up to {moved.max():.4g} and half of them by "
        f"{np.median(moved):.4g}; Adam would have moved nearly all by {learning_rate:g}",
        misconception=known,
    )


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
    losses = []
    for X, Y in case["batches"]:
        losses.append(loss_of(subject.call(STEP, model, optimizer, tensor(X), tensor(Y), detail=True), len(X)))
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
    ],
    hint="Inside the tape: the model in training mode and the mean loss. Behind it: the gradients and the optimizer.",
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
        np.shape(a) == np.shape(e) and np.allclose(a, e, rtol=1e-3, atol=1e-3) for a, e in pairs if e is not None
    )
