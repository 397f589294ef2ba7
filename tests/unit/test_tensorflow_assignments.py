"""The TensorFlow assignments without TensorFlow: references, models in NumPy, statistics, and what their files hold."""

from __future__ import annotations

import copy
import doctest
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.course import load_assignment
from grader.library import solutions
from reference import tensorflow_introduction as introduction
from reference import tensorflow_introduction_misconceptions, tensorflow_model_misconceptions
from reference import tensorflow_model as models
from reference.catalogue import Misconception
from reference.tensors import Tagged
from test_specs import test_tensorflow_introduction as spec
from test_specs import test_tensorflow_model as model_spec

ROOT = Path(__file__).resolve().parents[2]
SLUGS = ("tensorflow_introduction", "tensorflow_model")
MISCONCEPTIONS = [
    *tensorflow_introduction_misconceptions.MISCONCEPTIONS,
    *tensorflow_model_misconceptions.MISCONCEPTIONS,
]


def network(seed: int = 0) -> tuple[Any, dict[str, Any]]:
    """X (4, 5) and parameters of a small network."""
    rng = np.random.default_rng(seed)
    sizes = [4, 6, 3, 2]
    parameters = {}
    for l in (1, 2, 3):
        parameters[f"W{l}"] = rng.normal(size=(sizes[l], sizes[l - 1]))
        parameters[f"b{l}"] = rng.normal(size=(sizes[l], 1))
    return rng.normal(size=(4, 5)), parameters


def test_nothing_imports_tensorflow() -> None:
    """References, misconceptions and specs are drawn from without TensorFlow."""
    code = (
        "import sys\n"
        "import reference.tensorflow_introduction_misconceptions, reference.tensorflow_model_misconceptions\n"
        "import test_specs.test_tensorflow_introduction, test_specs.test_tensorflow_model\n"
        "print(sorted(m for m in sys.modules if m.partition('.')[0] in ('tensorflow', 'keras')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("module", [introduction, models], ids=lambda m: m.__name__)
def test_docstrings_are_true(module: Any) -> None:
    """The examples in the docstrings give what they show."""
    assert doctest.testmod(module).failed == 0


def test_printed_numbers() -> None:
    """The numbers that the course's notebook prints."""
    assert [round(float(introduction.sigmoid(z).value), 8) for z in (0, -1)] == [0.5, 0.26894143]
    np.testing.assert_array_equal(introduction.one_hot_matrix([2], 4).value, [0, 0, 1, 0])
    # The notebook's own loss test: its two examples are of the classes 5 and 0.
    logits = np.array([
        [2.4048107, 5.0334096],
        [-0.7921977, -4.1523376],
        [0.9447198, -0.46802214],
        [1.158121, 3.9810789],
        [4.768706, 2.3220146],
        [6.1481323, 3.909829],
    ])  # fmt: skip
    labels = np.eye(6)[:, [5, 0]]
    loss = introduction.compute_total_loss(logits, labels).value
    assert float(loss) == pytest.approx((0.50722074 + 1.1133534) / 2, abs=1e-7)
    assert introduction.mean_categorical_loss(logits, labels) == pytest.approx(0.810287 / 2, abs=1e-6)


def test_references_leave_their_arguments_alone() -> None:
    """Neither inputs nor parameters change, and results are tagged as TensorFlow would give them."""
    X, parameters = network()
    before = copy.deepcopy((X, parameters))
    assert introduction.forward_propagation(X, parameters).kind == "tensor"
    np.testing.assert_equal((X, parameters), before)
    initial = introduction.initialize_parameters()
    assert {(p.kind, p.trainable) for p in initial.values()} == {("variable", True)}
    assert {name: p.value.shape for name, p in initial.items()} == spec.SHAPES


@pytest.mark.parametrize("m", MISCONCEPTIONS, ids=lambda m: m.id)
def test_misconceptions_are_well_formed(m: Misconception) -> None:
    """Hints are whole sentences of help, and no solution line."""
    assert m.hint.endswith((".", "?")) and len(m.hint) > 25
    assert "tf.reduce_sum(" not in m.hint and "from_logits=True)" not in m.hint


def test_usual_numbers_come_back() -> None:
    """The swap of NumPy's generator ends where it began."""
    usual = introduction.linear_function().value
    introduction.draw_other_numbers()
    try:
        other = introduction.linear_function().value
    finally:
        introduction.draw_usual_numbers()
    assert not np.allclose(usual, other)
    np.testing.assert_array_equal(other, introduction.linear_function_of_other_numbers())
    np.testing.assert_array_equal(introduction.linear_function().value, usual)


# --- the statistics of random parameters --------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
def test_honest_numbers_have_no_flaw(seed: int) -> None:
    """Normal and truncated normal numbers of the right spread pass, in every shape."""
    rng = np.random.default_rng(seed)
    for name, shape in spec.SHAPES.items():
        pool = rng.normal(size=2 * np.prod(shape))
        truncated = pool[np.abs(pool) < 2][: np.prod(shape)].reshape(shape) / spec.TRUNCATED_STD
        for z in (rng.normal(size=shape), truncated):
            assert spec.flaw(name, z * spec.glorot(shape), spec.glorot(shape)) is None


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda z, rng: z * 1.02, "standard deviation"),
        (lambda z, rng: z * 0.98, "standard deviation"),
        (lambda z, rng: z + 0.02, "mean"),
        (lambda z, rng: rng.uniform(-1, 1, z.shape) * 3**0.5, "normally"),
        (lambda z, rng: rng.laplace(size=z.shape) / 2**0.5, "normally"),
        (lambda z, rng: np.tile(z[:, :6144], (1, 2)), "repeats"),
        (lambda z, rng: z * np.nan, "not finite"),
    ],
    ids=["wide", "narrow", "shifted", "uniform", "laplace", "repeated", "nan"],
)
def test_flaws_are_found_in_the_largest_matrix(spoil: Any, words: str) -> None:
    """Two per cent of the spread, two hundredths of it in the mean, another shape, copies and nan."""
    rng = np.random.default_rng(0)
    shape = spec.SHAPES["W1"]
    x = spoil(rng.normal(size=shape), rng) * spec.glorot(shape)
    assert words in str(spec.flaw("W1", x, spec.glorot(shape)))


# --- models in NumPy ----------------------------------------------------------------------------------------------


def test_gradients_are_differences() -> None:
    """Backward passes through normalization, ReLU and softmax agree with central differences."""
    rng = np.random.default_rng(4)
    X, Y = (a.astype(float) for a in model_spec.examples(rng, 7, 4, 3))
    generator = np.random.RandomState(2)
    for end, from_logits in (([], True), ([models.Activation("Softmax")], False)):
        dense, norm = models.Dense(4, 5, generator), models.BatchNormalization(5)
        net = models.Network([dense, norm, models.Activation(), models.Dense(5, 3, generator), *end], None)
        net.from_logits = from_logits
        net.gradients(X, Y)
        grads = {id(layer): dict(layer.grads) for layer in net.layers}
        for layer in net.layers:
            for name, weights in layer.trainable.items():
                index = tuple(0 for _ in weights.shape)
                step = np.zeros_like(weights)
                step[index] = 1e-6
                losses = []
                for sign in (1, -1):
                    layer.trainable[name] = weights + sign * step
                    losses.append(net.judge(net.forward(X, True), Y)[0])
                layer.trainable[name] = weights
                wanted = (losses[0] - losses[1]) / 2e-6
                assert grads[id(layer)][name][index] == pytest.approx(wanted, rel=1e-4, abs=1e-8)


def test_predictions_by_weights_are_the_models() -> None:
    """The spec's own computation agrees with a trained model, and tells the wrong order from the right one."""
    rng = np.random.default_rng(1)
    X, Y = model_spec.examples(rng, 16, 5, 4)
    net = models.build_model(5, [7, 6], 4, 0.3, 0.05)
    net.train(X, Y, 2, 8)
    sizes = [{(5, 7), (7,)}, {(7, 6), (6,)}, {(6, 4), (4,)}]
    weights = [(w["name"], w["value"].astype(float)) for w in net.weights()]
    layers = [{name: value for name, value in weights if value.shape in known} for known in sizes]
    np.testing.assert_allclose(model_spec.predictions(layers, X), net.predict(X), rtol=1e-4, atol=1e-5)
    assert not np.allclose(model_spec.predictions(layers, X, ("relu", "norm")), net.predict(X), atol=1e-3)


def test_every_misconception_of_a_step_is_another_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    """On one case the right step and all mistakes differ in what they leave and return."""
    # `steps` imports them when it is called: by then another test's course may have been imported under this name.
    monkeypatch.setitem(sys.modules, tensorflow_model_misconceptions.__name__, tensorflow_model_misconceptions)
    rng = np.random.default_rng(8)
    weights = [
        *(rng.normal(size=(4, 5)), rng.normal(size=5), rng.uniform(0.5, 2, 5), rng.normal(size=5)),
        *(rng.normal(size=5), rng.uniform(0.5, 3, 5), rng.normal(size=(5, 3)), rng.normal(size=3)),
    ]
    outcomes = models.steps(weights, 0.25, 0.75, [model_spec.examples(rng, m, 4, 3) for m in (8, 10)])
    right = outcomes.pop("")
    assert len(outcomes) == sum(m.function == "train_step" for m in MISCONCEPTIONS)
    for name, wrong in outcomes.items():
        same = all(
            np.shape(a) == np.shape(e) and a is not None and np.allclose(a, e, rtol=1e-3)
            for a, e in zip([*wrong["losses"], *wrong["weights"]], [*right["losses"], *right["weights"]], strict=True)
        )
        assert not same, name


# --- files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_shelves_are_full(slug: str) -> None:
    """Ten right solutions and ten that earn nothing for each function, each of them Python."""
    assignment = load_assignment(ROOT, slug)
    for function in assignment.functions:
        right, wrong = (solutions(assignment, shelf, function.name) for shelf in ("alternatives", "wrong"))
        assert len(right) >= 10 and sum(s.earns_nothing for s in wrong) >= 10
        for solution in (*right, *wrong):
            compile(solution.source, f"{function.name}: {solution.name}", "exec")


@pytest.mark.parametrize("slug", SLUGS)
def test_files_are_what_their_sources_build(slug: str) -> None:
    """The committed examples and masters are exactly what the builder writes."""
    location = importlib.util.spec_from_file_location("build_examples_tf", ROOT / "assignments" / "build_examples.py")
    assert location is not None and location.loader is not None
    builder = importlib.util.module_from_spec(location)
    sys.modules[location.name] = builder
    location.loader.exec_module(builder)
    built = builder.build(slug)
    for name, text in built.items():
        assert (ROOT / "assignments" / slug / name).read_text(encoding="utf-8") == text, f"{slug}/{name}: build again"
    present = {f"examples/{path.name}" for path in (ROOT / "assignments" / slug / "examples").iterdir()}
    assert present | {"master.ipynb"} == set(built)


def test_two_issues_of_the_edition_are_both_there() -> None:
    """Notebooks with compute_cost and depth, and with compute_total_loss and C, both in the form of 2021."""
    folder = ROOT / "assignments" / "tensorflow_introduction" / "examples"
    for file, name, other in (
        ("correct_2021.ipynb", "def compute_cost(logits, labels)", "compute_total_loss"),
        ("correct_2022.ipynb", "def compute_total_loss(logits, labels)", "compute_cost"),
    ):
        notebook = json.loads((folder / file).read_text(encoding="utf-8"))
        text = "\n".join("".join(cell["source"]) for cell in notebook["cells"])
        assert name in text and other not in text
        assert notebook["metadata"]["kernelspec"]["display_name"] == "dls-c2"


def test_tagged_counts_as_its_array() -> None:
    """A tag is the reference's own: nothing else of it is needed."""
    assert isinstance(introduction.sigmoid(0), Tagged)
