"""Checks of the assignment "Softmax Regression": small and huge scores, costs, gradients, predictions.

Owns the strategies. The text asks `softmax` to stand scores of ±1000, so checks may. Sizes C, n_x and m always
differ, so that no wrong axis fits by chance; no two scores that compete in `predict` are close to a tie.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.spec import assert_close, assert_equal, assert_structure, check, expected, fail, given, st
from test_specs.arguments import require_unchanged

SOFTMAX, COST, BACKWARD, PREDICT = "softmax", "cross_entropy_cost", "softmax_backward", "predict"

seeds = st.integers(0, 2**32 - 1)


def stable_softmax(Z: Any) -> Any:
    """What a student's `predict` finds under the name `softmax`, should it ask."""
    powers = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    return powers / np.sum(powers, axis=0, keepdims=True)


GIVEN_SOFTMAX = {"softmax": stable_softmax}


@st.composite
def sizes(draw: st.DrawFn) -> tuple[int, int, int]:
    """(C, n_x, m), all different: 2 to 7 classes and features, and 3 to 10 examples."""
    C = draw(st.integers(2, 6))
    n_x = draw(st.integers(1, 7).filter(lambda n: n != C))
    return C, n_x, draw(st.integers(3, 10).filter(lambda m: m not in (C, n_x)))


@st.composite
def scores(draw: st.DrawFn, levels: st.SearchStrategy[list[float]], spread: float = 2.0) -> Any:
    """Z (C, m): columns of normal numbers, each column at one of the drawn levels."""
    C, _, m = draw(sizes())
    rng = np.random.default_rng(draw(seeds))
    return np.round(rng.normal(size=(C, m)) * spread + np.resize(draw(levels), m), 3)


@st.composite
def probabilities(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    """X (n_x, m), A (C, m) and Y (C, m): entries of A from 0.05 up, labels that are not all one class."""
    C, n_x, m = draw(sizes())
    rng = np.random.default_rng(draw(seeds))
    A = rng.uniform(1, 3, size=(C, m))
    labels = rng.integers(0, C, size=m)
    labels[:2] = [0, C - 1]
    return rng.normal(size=(n_x, m)) + 0.5, A / A.sum(axis=0), np.eye(C)[:, labels]


@st.composite
def classifiers(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    """X, W and b of a classifier in which biases matter as much as features and no example is near a tie."""
    C, n_x, m = draw(sizes())
    rng = np.random.default_rng(draw(seeds))
    m += 5 if C != m + 5 != n_x else 6
    W, b = rng.normal(size=(C, n_x)), rng.normal(size=(C, 1)) * 2
    kept: list[Any] = []
    while len(kept) < m:  # the examples that are decided by 0.05 and more
        x = rng.normal(size=(n_x, 1)) * 2
        best = np.sort((W @ x + b).ravel())[-2:]
        if best[1] - best[0] > 0.05:
            kept.append(x)
    return np.hstack(kept), W, b


# --- softmax ------------------------------------------------------------------------------------------------------


def far_apart(Z: Any) -> Any:
    """Scores from -1000 to 1000, both ends in the first column: further apart than an exponential can bridge."""
    Z = np.clip(Z, -1000.0, 1000.0)
    Z[:2, 0] = [-1000.0, 1000.0]
    return Z


def require_finite(answer: Any, misconception: str) -> None:
    """Scores that are finite have finite probabilities; what goes wrong is known from the scores that were drawn."""
    if np.isnan(np.asarray(answer, dtype=np.float64)).any():
        fail("the result holds nan: exponentials overflowed, or a sum of them is 0", misconception=misconception)


@check(
    SOFTMAX,
    cases=3,
    hint="One probability for each score: the sum runs over the classes, but the result keeps all of them.",
)
@given(Z=scores(st.just([0.0])))
def test_softmax_shape(subject: Any, Z: Any) -> None:
    """The result has the shape of Z."""
    assert_structure(subject.softmax(Z), expected(Z), name="A")


@check(
    SOFTMAX,
    hint="Exponentials, divided by their sum over the classes of the same example: the columns.",
)
def test_softmax_known(subject: Any) -> None:
    """The scores 0, log 2 and log 5 have the probabilities 1/8, 2/8 and 5/8."""
    assert_close(subject.softmax(np.log([[1.0, 2.0], [2.0, 1.0], [5.0, 1.0]])), np.array([[1, 4], [2, 2], [5, 2]]) / 8)


@check(
    SOFTMAX,
    cases=3,
    kills=["softmax.not_stabilised"],
    hint="Which number can you subtract from a column without changing its probabilities?",
)
@given(Z=scores(st.sampled_from([[1000.0], [850.0]])))
def test_softmax_large(subject: Any, Z: Any) -> None:
    """Scores of about 1000 overflow nothing, as the text asks."""
    answer, right = subject.softmax(Z), expected(Z)
    assert_structure(answer, right, name="A")
    require_finite(answer, "softmax.not_stabilised")
    assert_close(answer, right, name="A")


@check(
    SOFTMAX,
    cases=3,
    kills=["softmax.global_maximum", "softmax.not_stabilised"],
    hint="What is subtracted from the scores must be a number of each example's own: look at the axis.",
)
@given(Z=scores(st.sampled_from([[-1000.0, 1000.0], [0.0, 900.0, -900.0]])))
def test_softmax_levels(subject: Any, Z: Any) -> None:
    """Examples with scores of about 1000 and of about -1000 stand side by side."""
    answer, right = subject.softmax(Z), expected(Z)
    assert_structure(answer, right, name="A")
    require_finite(answer, "softmax.global_maximum")
    assert_close(answer, right, name="A")


@check(
    SOFTMAX,
    cases=3,
    kills=["softmax.smallest_subtracted", "softmax.not_stabilised"],
    hint="After the shift no score of an example may be above 0: which of them do you subtract?",
)
@given(Z=scores(st.just([0.0]), spread=600.0).map(far_apart))
def test_softmax_spread(subject: Any, Z: Any) -> None:
    """The scores of one example may lie anywhere between -1000 and 1000."""
    answer, right = subject.softmax(Z), expected(Z)
    assert_structure(answer, right, name="A")
    require_finite(answer, "softmax.smallest_subtracted")
    assert_close(answer, right, name="A")


@check(
    SOFTMAX,
    points=10,
    cases=10,
    kills=[
        "softmax.over_the_examples",
        "softmax.global_sum",
        "softmax.not_normalised",
        "softmax.sigmoid",
        "softmax.without_exponential",
        "softmax.logarithm",
        "softmax.divided_by_maximum",
        "softmax.hard_maximum",
    ],
    hint="Work out one column with two equal scores by hand: both probabilities are 1/2.",
)
@given(Z=scores(st.sampled_from([[0.0], [3.0, -4.0, 1.0], [30.0, -25.0], [1000.0, -1000.0, 0.0]])))
def test_softmax_values(subject: Any, Z: Any) -> None:
    """Every column is exp(z) over the sum of the exponentials, whatever the size of the scores."""
    assert_close(subject.softmax(Z), expected(Z), name="A")


# --- cost ---------------------------------------------------------------------------------------------------------


def require_cost(answer: Any, right: Any) -> None:
    """Compare costs; a guard of 1e-8 inside the logarithm is allowed, probabilities are at least 0.05."""
    assert_close(
        answer,
        right,
        name="cost",
        rtol=1e-5,
        atol=0.0,
        why="a guard of 1e-8 inside the logarithm moves costs of 0.28 and more by up to 6e-7 of themselves",
    )


@check(
    COST,
    hint="Work it out by hand: the logarithm of the true class's probability alone, for each example, then the mean.",
)
def test_cost_known(subject: Any) -> None:
    """Probabilities 1/2 and 1/4 of the true classes cost 1.5 log 2, a single number."""
    A = np.array([[0.5, 0.25], [0.25, 0.5], [0.25, 0.25]])
    require_cost(subject.cross_entropy_cost(A, np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]])), 1.5 * np.log(2))


@check(
    COST,
    points=10,
    cases=10,
    kills=[
        "softmax_cost.sum_for_mean",
        "softmax_cost.mean_over_entries",
        "softmax_cost.divided_by_classes",
        "softmax_cost.negative",
        "softmax_cost.base_two",
        "softmax_cost.base_ten",
        "softmax_cost.binary",
        "softmax_cost.all_classes",
        "softmax_cost.without_logarithm",
        "softmax_cost.logarithm_of_mean",
        "softmax_cost.squared_error",
        "softmax_cost.arguments_changed",
    ],
    hint="With one example the cost is minus the logarithm of the true class's probability. And with two?",
)
@given(case=probabilities())
def test_cost_values(subject: Any, case: Any) -> None:
    """The cost is the mean over the examples of −Σ Y log A."""
    _, A, Y = case
    answer, after = subject.call(COST, A, Y, form="after")
    require_cost(answer, expected(A, Y))
    for name, now, before in zip("AY", after, (A, Y), strict=True):
        require_unchanged(now, before, name, "softmax_cost.arguments_changed")


# --- gradients ----------------------------------------------------------------------------------------------------


@check(
    BACKWARD,
    cases=3,
    kills=["softmax_backward.transposed", "softmax_backward.flat_bias"],
    hint="Print the shapes beside those of W and b: db has a row for each class, and is summed over the examples.",
)
@given(case=probabilities())
def test_gradients_have_their_shapes(subject: Any, case: Any) -> None:
    """dZ, dW and db are there, each in the shape of Z, W and b."""
    assert_structure(subject.softmax_backward(*case), expected(*case), name="grads")


@check(
    BACKWARD,
    points=10,
    cases=10,
    kills=[
        "softmax_backward.sign",
        "softmax_backward.activation_derivative",
        "softmax_backward.cost_derivative",
        "softmax_backward.not_divided_by_m",
        "softmax_backward.weights_not_divided",
        "softmax_backward.biases_not_divided",
        "softmax_backward.divided_twice",
        "softmax_backward.mean_in_dz",
        "softmax_backward.divided_by_classes",
        "softmax_backward.bias_over_classes",
        "softmax_backward.data_changed",
    ],
    hint="dZ needs no 1/m, dW and db do.",
)
@given(case=probabilities())
def test_gradients(subject: Any, case: Any) -> None:
    """dZ = A − Y, and dW and db are means over the examples."""
    answer, after = subject.call(BACKWARD, *case, form="after")
    assert_close(answer, expected(*case), name="grads")
    require_unchanged(after[0], case[0], "X", "softmax_backward.data_changed")
    require_unchanged(after[2], case[2], "Y", "softmax_backward.data_changed")


# --- predictions --------------------------------------------------------------------------------------------------


@check(
    PREDICT,
    cases=3,
    kills=["softmax_predict.flat", "softmax_predict.column", "softmax_predict.one_hot"],
    hint="One label for each example, the number of a class: print the shape.",
)
@given(case=classifiers())
def test_labels_stand_in_a_row(subject: Any, case: Any) -> None:
    """The labels stand in one row, shape (1, m)."""
    assert_structure(subject.call(PREDICT, *case, bind=GIVEN_SOFTMAX), expected(*case), name="labels")


@check(
    PREDICT,
    points=10,
    cases=8,
    kills=[
        "softmax_predict.over_the_examples",
        "softmax_predict.bias_forgotten",
        "softmax_predict.bias_subtracted",
        "softmax_predict.counted_from_one",
        "softmax_predict.smallest",
        "softmax_predict.largest_score",
        "softmax_predict.largest_probability",
        "softmax_predict.threshold",
    ],
    hint="Look at one column of the scores: the label is the row in which the largest stands.",
)
@given(case=classifiers())
def test_labels(subject: Any, case: Any) -> None:
    """Each example gets the class with the largest score in W X + b."""
    assert_equal(subject.call(PREDICT, *case, bind=GIVEN_SOFTMAX), expected(*case), name="labels")
