"""Rooms with TensorFlow: tensors, variables and models through the wall, in both sandboxes, honest and hostile.

One session a sandbox serves most tests: TensorFlow's import takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from grader.errors import StudentBadReply, StudentMemoryLimit, StudentRaised, StudentTimeout
from grader.sandbox.base import Limits, Program, Sandbox, Session
from grader.sandbox.select import open_sandbox
from grader.wire.marks import Handle, Tensor, Variable
from grader.wire.messages import Source
from tests.conformance.open_room import LEAVE, hand_over, open_rooms

pytestmark = pytest.mark.tensorflow

ROOMS = [
    "process",
    pytest.param("docker", marks=pytest.mark.docker),
    pytest.param("bubblewrap", marks=(pytest.mark.bubblewrap, pytest.mark.thorough)),
    pytest.param("open", marks=(pytest.mark.bubblewrap, pytest.mark.thorough)),
]
NEEDS = {
    "process": ("requires_tensorflow",),
    "docker": ("requires_tensorflow_image",),
    "bubblewrap": ("requires_tensorflow", "requires_bubblewrap"),
    "open": ("requires_tensorflow", "requires_bubblewrap"),
}
LIMITS = Limits(memory_bytes=2 * 2**30, processes=256, call_cpu_s=20, call_wall_s=60, submission_s=600, load_s=60)

HONEST = (
    LEAVE
    + """
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.layers import BatchNormalization, Dense, Dropout
from tensorflow.python.framework.ops import EagerTensor
from tensorflow.python.ops.resource_variable_ops import ResourceVariable

def sigmoid(z): return tf.keras.activations.sigmoid(tf.cast(z, tf.float32))
@tf.function
def traced(z): return tf.sigmoid(z)
def met(tensor, variable, nested):
    return [isinstance(tensor, EagerTensor), tensor.dtype.name, isinstance(variable, ResourceVariable),
            variable.dtype.name, variable.trainable, [isinstance(v, tf.Variable) for v in nested["W"]]]
def parameters():
    W = tf.keras.initializers.GlorotNormal(seed=1)(shape=(2, 3))
    return {"W": tf.Variable(W), "b": tf.Variable([1.0], trainable=False), "k": keras.Variable([1.0]),
            "t": tf.constant(3), "a": np.ones(2), "list": [tf.constant([True]), 1.5]}
def draws(): return tf.random.normal((3,)), np.random.rand(), keras.random.normal((2,)), Dense(2)(np.ones((1, 2)))
def build(n, classes):
    model = keras.Sequential([keras.layers.Input((n,)), Dense(5, activation="relu"), BatchNormalization(),
                              Dropout(0.3), Dense(classes)])
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss, metrics=["accuracy"])
    return {"model": model, "optimizer": model.optimizer, "n": n}
class Block(keras.layers.Layer):
    def __init__(self, n):
        super().__init__()
        self.dense, self.drop = Dense(n), Dropout(0.2)
    def call(self, x): return self.drop(self.dense(x))
def nested():
    return keras.Sequential([keras.layers.Input((3,)), keras.Sequential([Dense(4), Dropout(0.1)]), Block(2), Dense(1)])
def step(model, optimizer, X, Y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(Y, model(X, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss
def threads():
    config = tf.config.threading
    return [config.get_intra_op_parallelism_threads(), config.get_inter_op_parallelism_threads(),
            len(tf.config.list_physical_devices("GPU"))]
def refused(what):
    return {"text": lambda: tf.constant("a"), "bfloat16": lambda: tf.constant([1.0], tf.bfloat16),
            "keras": lambda: {"x": keras.Input((3,))}, "ragged": lambda: tf.ragged.constant([[1], [2, 3]]),
            "sparse": lambda: tf.sparse.from_dense([[1.0, 0.0]]), "model": lambda: build(3, 2)["model"]}[what]()
leaked = []
@tf.function
def trace(x):
    leaked.append(x)
    return x
def symbolic():
    trace(tf.constant(1.0))
    return leaked[0]

# From here on: hostile.
def patched():
    model = build(4, 3)["model"]
    model.predict = model.fit = lambda *a, **k: 1 / 0
    return model
class Silent(keras.Model):
    def call(self, inputs): return tf.zeros((1, 1))
    @property
    def weights(self): return [np.broadcast_to(np.float64(0), (2**20, 2**10))] * 1000
    def get_weights(self): return self.weights
class Vast(keras.Model):
    def call(self, inputs): return tf.broadcast_to(tf.constant(0.0), (2**14, 2**14))
    def get_config(self): return {"a": "b" * 2**30}
class Nothing(keras.Model): pass
def hostile(name): return {"silent": Silent, "vast": Vast, "nothing": Nothing}[name]()
class LyingVariable(ResourceVariable):
    def numpy(self): return 1 / 0
    def read_value(self): return 1 / 0
    value = __array__ = lambda *a, **k: 1 / 0
class FakeTensor(tf.Tensor):
    def __init__(self): pass
    def numpy(self): return np.ones(2)
    __array__ = numpy
class Arraylike:
    def __array__(self, *a, **k): return np.ones(2)
    def numpy(self): return np.ones(2)
def lying(): return LyingVariable([1.0, 2.0], trainable=False)
def fake(what): return {"tensor": FakeTensor, "arraylike": Arraylike}[what]()
"""
)

HELPER = """
import tensorflow as tf
def small_model(n):
    model = tf.keras.Sequential([tf.keras.layers.Input((n,)), tf.keras.layers.Dense(2, kernel_initializer="ones")])
    return model
"""

Ask = Callable[..., Any]


@pytest.fixture(scope="module", params=ROOMS)
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    for needed in NEEDS[request.param]:
        request.getfixturevalue(needed)
    if request.param == "open":
        made: Sandbox = open_rooms("users", "tensorflow")
    else:
        made = open_sandbox(request.param, stack="tensorflow", warm=0)
    yield made
    made.close()


def begin(sandbox: Sandbox, limits: Limits = LIMITS) -> Session:
    session = sandbox.open(limits)
    loaded = session.load(Program((Source("cell 1", HONEST),), {"tf_utils": HELPER}))
    assert not loaded.failures
    return session


@pytest.fixture(scope="module")
def ask(sandbox: Sandbox) -> Iterator[Ask]:
    """Calls and operations of one session that no test ends."""
    session = begin(sandbox)

    def call(function: str, *args: Any, seed: int = 0, **fields: Any) -> Any:
        return session.call(function, args, seed=seed, **fields)

    yield call
    if sandbox.name == "open":
        hand_over(session)
    session.close()


def operate(ask: Ask, handle: Handle, operation: str, *args: Any) -> Any:
    return ask(operation, handle, *args, target="operation")


def data(m: int = 24) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    X = np.random.default_rng(0).normal(size=(m, 4)).astype(np.float32)
    return X, np.eye(3, dtype=np.float32)[np.arange(m) % 3]


def test_tensors_and_variables_come_as_arrays(ask: Ask) -> None:
    """Whatever kind of tensor a result holds, at any depth, its numbers and dtype come out."""
    found = ask("parameters")
    assert found["W"].shape == (2, 3)
    assert [found[k].dtype.name for k in "Wbt"] == ["float32", "float32", "int32"]
    assert found["list"][0].tolist() == [True]
    assert found["list"][1] == 1.5
    np.testing.assert_allclose(ask("sigmoid", Tensor(np.zeros(2))), [0.5, 0.5])
    np.testing.assert_allclose(ask("traced", Tensor(np.zeros(2))), [0.5, 0.5])


def test_detail_says_what_is_a_variable(ask: Ask) -> None:
    """Kind and trainable flag of TensorFlow's and Keras' variables."""
    found = ask("parameters", form="detail")
    assert {k: v.trainable for k, v in found.items() if isinstance(v, Variable)} == {"W": True, "b": False, "k": True}
    assert isinstance(found["t"], Tensor)
    assert isinstance(found["list"][0], Tensor)
    assert found["a"].tolist() == [1.0, 1.0]


def test_marks_arrive_as_what_they_stand_for(ask: Ask) -> None:
    """Tensors and variables of the array's own dtype, also inside dicts and lists."""
    nested = {"W": [Variable(np.ones(2)), np.ones(2)]}
    found = ask("met", Tensor(np.ones(2)), Variable(np.ones(2, np.float32), False), nested)
    assert found == [True, "float64", True, "float32", False, [True, False]]


def test_a_seed_makes_every_generator_repeat_itself(ask: Ask) -> None:
    """NumPy's, TensorFlow's and Keras' draws follow the call's seed; one thread, no GPU."""
    first, same, other = ask("draws", seed=3), ask("draws", seed=3), ask("draws", seed=4)
    for a, b, c in zip(first, same, other, strict=True):
        assert np.array_equal(a, b)
        assert not np.array_equal(a, c)
    assert ask("threads") == [1, 1, 0]


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("text", "result is a tensor of dtype string, which NumPy has no numbers for"),
        ("bfloat16", "result is a tensor of dtype bfloat16, which NumPy has no numbers for"),
        ("keras", 'result["x"] is a symbolic tensor of a Keras model, which has no value'),
        ("ragged", "result is a ragged tensor, which is no plain array: make it a dense tensor"),
        ("sparse", "result is a sparse tensor, which is no plain array: make it a dense tensor"),
        ("model", "result is an object of type Sequential, which is no plain value"),
    ],
)
def test_what_has_no_numbers_is_refused(ask: Ask, what: str, reason: str) -> None:
    """The reason says what it was; the session goes on."""
    with pytest.raises(StudentBadReply) as caught:
        ask("refused", what)
    assert str(caught.value) == reason


def test_a_tensor_of_a_graph_is_refused(ask: Ask) -> None:
    """A tensor that leaked out of a tf.function has no value."""
    with pytest.raises(StudentBadReply, match="is a symbolic tensor"):
        ask("symbolic")


def test_layers_within_layers_are_listed(ask: Ask) -> None:
    """A block's own layers follow it, whether it is a model or a layer; a plain layer holds none."""
    layers = operate(ask, ask("nested", form="handle"), "config")["layers"]
    assert [(layer["class"], layer["inner"]) for layer in layers] == [
        ("Sequential", 2),
        ("Dense", 0),
        ("Dropout", 0),
        ("Block", 2),
        ("Dense", 0),
        ("Dropout", 0),
        ("Dense", 0),
    ]
    assert [layer["rate"] for layer in layers if layer["class"] == "Dropout"] == [0.1, 0.2]


def test_a_model_stays_and_is_worked_with(ask: Ask) -> None:
    """Its claims can be recomputed from its weights; training changes them; a handle is an argument like any."""
    X, Y = data()
    built = ask("build", 4, 3, form="handle")
    model, optimizer = built["model"], built["optimizer"]
    assert (model.kind, optimizer.kind, built["n"]) == ("model", "optimizer", 4)
    config = operate(ask, model, "config")
    assert [layer["class"] for layer in config["layers"]] == ["Dense", "BatchNormalization", "Dropout", "Dense"]
    assert [layer.get("activation") for layer in config["layers"]] == ["relu", None, None, "linear"]
    assert (config["layers"][0]["units"], config["layers"][2]["rate"]) == (5, 0.3)
    assert config["loss"] == {
        "name": "CategoricalCrossentropy",
        "from_logits": True,
        "reduction": "sum_over_batch_size",
    }
    assert config["optimizer"]["class"] == "SGD"
    assert config["optimizer"]["learning_rate"] == pytest.approx(0.1)
    assert operate(ask, optimizer, "config")["kind"] == "optimizer"

    weights = operate(ask, model, "weights")
    assert [w["name"] for w in weights] == [
        *("kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance", "kernel", "bias")
    ]
    assert [w["trainable"] for w in weights] == [True] * 4 + [False] * 2 + [True] * 2
    W1, b1, gamma, beta, mean, variance, W2, b2 = (w["value"] for w in weights)
    hidden = gamma * (np.maximum(X @ W1 + b1, 0) - mean) / np.sqrt(variance + 1e-3) + beta
    np.testing.assert_allclose(operate(ask, model, "predict", X), hidden @ W2 + b2, rtol=1e-4, atol=1e-5)

    losses = operate(ask, model, "train", X, Y, 3, 8)
    assert len(losses) == 3
    assert losses[-1] < losses[0]
    assert operate(ask, model, "evaluate", X, Y).keys() == {"loss", "accuracy"}
    before = operate(ask, model, "weights")[0]["value"]
    loss = ask("step", model, optimizer, Tensor(X), Tensor(Y))
    assert loss.shape == ()
    assert not np.array_equal(before, operate(ask, model, "weights")[0]["value"])
    assert operate(ask, optimizer, "weights")[0]["value"] > 0


def test_a_model_of_ours_is_made_in_the_room(ask: Ask) -> None:
    """A helper's function gives a handle; so does nothing of the student's."""
    model = ask("tf_utils.small_model", 4, target="given", form="handle")
    assert model.kind == "model"
    np.testing.assert_allclose(operate(ask, model, "predict", np.ones((1, 4))), [[4.0, 4.0]])


def test_an_unknown_or_old_handle_is_the_students_loss(ask: Ask) -> None:
    """A number that stands for nothing is no failure of ours; a new case lets the old objects go."""
    model = ask("tf_utils.small_model", 4, target="given", form="handle")
    with pytest.raises(StudentBadReply, match="an object that is no longer there"):
        operate(ask, Handle(1, "model"), "weights")
    ask("threads", fresh=True)
    with pytest.raises(StudentBadReply, match="an object that is no longer there"):
        operate(ask, model, "weights")


def test_overridden_methods_decide_nothing(ask: Ask) -> None:
    """A variable is read, and a model asked, by the library's own code."""
    found = ask("lying", form="detail")
    assert isinstance(found, Variable)
    assert (found.trainable, found.array.tolist()) == (False, [1.0, 2.0])
    X, Y = data(8)
    model = ask("patched", form="handle")
    assert operate(ask, model, "predict", X).shape == (8, 3)
    assert len(operate(ask, model, "train", X, Y, 1, 8)) == 1
    silent = ask("hostile", "silent", form="handle")
    assert operate(ask, silent, "weights") == []


@pytest.mark.parametrize(
    ("what", "reason"), [("tensor", "is a symbolic tensor"), ("arraylike", "is an object of type Arraylike")]
)
def test_what_only_looks_like_a_tensor_is_none(ask: Ask, what: str, reason: str) -> None:
    """`numpy()` and `__array__` of a student's class are never asked."""
    with pytest.raises(StudentBadReply, match=reason):
        ask("fake", what)


def test_a_hostile_model_costs_its_own_check(ask: Ask) -> None:
    """A gigabyte is refused before it is copied; a model that can't do anything raises in the student's name."""
    X, Y = data(8)
    vast = ask("hostile", "vast", form="handle")
    with pytest.raises(StudentBadReply, match="brings the arrays to more than"):
        operate(ask, vast, "predict", X)
    assert operate(ask, vast, "config")["class"] == "Vast"
    nothing = ask("hostile", "nothing", form="handle")
    for operation, args in (("predict", (X,)), ("train", (X, Y, 1, 8)), ("evaluate", (X, Y))):
        with pytest.raises(StudentRaised):
            operate(ask, nothing, operation, *args)
    with pytest.raises(StudentBadReply, match="is no Keras model, so it can't predict"):
        operate(ask, ask("fake", "arraylike", form="handle"), "predict", X)


DEADLY = """
import tensorflow as tf
from tensorflow import keras
class Slow(keras.Model):
    def call(self, inputs, training=False):
        while True: pass
class Greedy(keras.Model):
    def call(self, inputs):
        kept = []
        while True: kept.append(tf.ones((2**13, 2**13)))
def make(name): return {"Slow": Slow, "Greedy": Greedy}[name]()
"""


def test_what_ends_the_session_is_the_students_fault(sandbox: Sandbox) -> None:
    """A model that takes all memory, and one that never answers: the kernel's facts say what it was."""
    ends: dict[str, type[Exception]] = {"Greedy": StudentMemoryLimit}
    if sandbox.name == "process":
        ends["Slow"] = StudentTimeout  # the clock is the same everywhere; a container more takes seconds to start
    for name, fault in ends.items():
        cpu_s = 5 if fault is StudentTimeout else 60  # filling memory takes time, too
        limits = Limits(memory_bytes=2 * 2**30, processes=256, call_cpu_s=cpu_s, call_wall_s=90, submission_s=200)
        session = sandbox.open(limits)
        try:
            session.load(Program((Source("cell 1", DEADLY),), {}))
            model = session.call("make", [name], seed=0, form="handle")
            with pytest.raises(fault):
                session.call("predict", [model, np.ones((1, 1))], seed=0, target="operation")
            assert not session.alive
        finally:
            session.close()


def test_the_room_says_what_it_holds(sandbox: Sandbox) -> None:
    """Ready, and so the provenance, name TensorFlow's release."""
    version = sandbox.info().tensorflow
    assert version is not None
    assert version.startswith("2.")
