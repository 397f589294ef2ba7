"""Checks of the assignment "Train, Dev and Test Sets": the split by its properties, the rest by value.

Owns the strategies and what a wrong split is called. The reference is reached only through `expected`.

NOTE [False alarms]: only `require_chance` looks at what was drawn at random. It takes 192 shares of one split of 2000
examples; by Hoeffding's inequality, which holds for draws without replacement too ("Probability inequalities for sums
of bounded random variables", 1963, section 6), and the union bound it rejects a fair split with probability at most
RISK = 1e-12. Each grading takes it at most 12 times: below 1e-10.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.spec import assert_close, assert_equal, check, expected, fail, given, st

RISK = 1e-12

SPLIT = "split_train_dev_test"
NORMALIZE = "normalize_inputs"
ERROR = "error_rate"
DIAGNOSE = "diagnose_bias_variance"


# --- split --------------------------------------------------------------------------------------------------------


def sizes(m: int, dev: float, test: float) -> tuple[int, int, int]:
    """How many examples the three sets hold. Draws keep m · fraction away from whole numbers, where rounding rules."""
    m_dev, m_test = int(m * dev), int(m * test)
    return m - m_dev - m_test, m_dev, m_test


def suspected_sizes(m: int, dev: float, test: float) -> dict[str, tuple[int, int, int]]:
    """The sizes that named mistakes give."""

    def rest(m_dev: int, m_test: int) -> tuple[int, int, int]:
        return m - m_dev - m_test, m_dev, m_test

    train, m_dev, m_test = sizes(m, dev, test)
    return {
        "split.rounded_up": rest(math.ceil(m * dev), math.ceil(m * test)),
        "split.rounded_to_nearest": rest(round(m * dev), round(m * test)),
        "split.fraction_of_the_rest": rest(m_dev, int((m - m_dev) * test)),
        "split.dev_and_test_swapped": (train, m_test, m_dev),
        "split.train_keeps_everything": (m, m_dev, m_test),
        "split.examples_lost": (train - 1, m_dev, m_test),
    }


def telling(m: int, dev: float, test: float) -> bool:
    """Whether the right sizes and those of every named mistake all differ, and no rounding error decides."""
    found = {sizes(m, dev, test), *suspected_sizes(m, dev, test).values()}
    clear = all(0.05 < m * f % 1 < 0.95 and abs(m * f % 1 - 0.5) > 0.05 for f in (dev, test))
    return clear and len(found) == 7 and min(sizes(m, dev, test)) >= 2


HUNDREDTHS = range(8, 42, 3)
TELLING = [
    (m, d / 100, t / 100)
    for m in (17, 23, 29, 38, 41, 53)
    for d in HUNDREDTHS
    for t in HUNDREDTHS
    if telling(m, d / 100, t / 100)
]


def examples(m: int, rows: int, seed: int) -> tuple[Any, Any]:
    """X and Y whose columns all differ, as whole numbers, so that float32 and int copies stay the same."""
    rng = np.random.default_rng(seed)
    codes = 3 * rng.permutation(m) + 1.0
    X = codes * np.arange(1, rows + 1)[:, np.newaxis] + np.arange(rows)[:, np.newaxis]
    return X, rng.permutation(m).reshape(1, m) + 5


@st.composite
def splits(draw: st.DrawFn) -> tuple[Any, Any, float, float, int]:
    """Arguments of split_train_dev_test."""
    m, dev, test = draw(st.sampled_from(TELLING))
    X, Y = examples(m, draw(st.integers(1, 4)), draw(st.integers(0, 9999)))
    return X, Y, dev, test, draw(st.integers(0, 9999))


def read_sets(answer: Any, rows: int) -> list[tuple[Any, Any]]:
    """The three pairs of arrays, columns counted alike."""
    if isinstance(answer, list | tuple) and len(answer) == 2 and all(isinstance(p, list | tuple) for p in answer):
        fail("the result has 2 items, should have 3: train, dev, test", misconception="split.no_test_set")
    if not isinstance(answer, list | tuple) or len(answer) != 3:
        fail("the result should be three pairs: (X_train, Y_train), (X_dev, Y_dev), (X_test, Y_test)")
    for name, pair in zip(("train", "dev", "test"), answer, strict=True):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            fail(f"the {name} set should be a pair (X, Y)")
        for letter, part, height in zip("XY", pair, (rows, 1), strict=True):
            if not isinstance(part, np.ndarray) or part.ndim != 2 or part.dtype.kind not in "iufb":
                fail(f"{letter}_{name} should be an array with examples in its columns")
            if part.shape[0] != height:
                fail(f"{letter}_{name} has {part.shape[0]} rows, should have {height}")
        if pair[0].shape[1] != pair[1].shape[1]:
            fail(f"X_{name} has {pair[0].shape[1]} columns, Y_{name} has {pair[1].shape[1]}")
    return [(pair[0], pair[1]) for pair in answer]


def require_split(answer: Any, X: Any, Y: Any, dev: float, test: float) -> list[Any]:
    """Sizes, every example once, labels beside them; gives the old positions of each set's examples."""
    m = X.shape[1]
    pairs = read_sets(answer, len(X))
    found, right = tuple(p[0].shape[1] for p in pairs), sizes(m, dev, test)
    if found != right:
        named = next((name for name, guess in suspected_sizes(m, dev, test).items() if guess == found), None)
        fail(
            f"train, dev and test hold {found} examples, should hold {right}, for m = {m}, "
            f"dev_fraction = {dev} and test_fraction = {test}",
            misconception=named if dev and test else None,
        )
    where = {float(code): j for j, code in enumerate(X[0])}
    places: list[Any] = []
    for name, (part, _) in zip(("train", "dev", "test"), pairs, strict=True):
        at = [where.get(float(code), -1) for code in part[0]]
        if -1 in at or not np.array_equal(part, X[:, at]):
            fail(f"X_{name} has a column that X does not have")
        if len(set(at)) < len(at):
            fail(f"X_{name} holds an example twice", misconception="split.with_replacement")
        places.append(np.array(at, dtype=int))
    if len(set(np.concatenate(places))) < m:
        fail("an example lies in two of the sets", misconception="split.overlapping")
    for name, (_, labels), at in zip(("train", "dev", "test"), pairs, places, strict=True):
        if not np.array_equal(labels, Y[:, at]):
            fail(
                f"Y_{name} does not hold the labels of the examples in X_{name}",
                misconception="split.labels_shuffled_apart",
            )
    return places


def require_chance(places: list[Any], m: int) -> None:
    """No block and no residue class of positions is over-represented in any set."""
    position = np.arange(m)
    groups = [position * 10 // m == k for k in range(10)]
    groups += [position % p == r for p in range(2, 11) for r in range(p)]
    for at in places:
        member = np.isin(position, at)
        for group in groups:
            allowed = math.sqrt(math.log(2 * 3 * len(groups) / RISK) / (2 * group.sum()))
            if abs(member[group].mean() - len(at) / m) > allowed:
                fail(
                    f"which set an example lands in depends on its place in X, for m = {m}",
                    misconception="split.no_shuffle",
                )


@check(
    SPLIT,
    cases=6,
    kills=["split.no_test_set", "split.rounded_up", "split.examples_lost"],
    deterministic=False,
    hint="Print the shapes of all six parts: examples are columns, and the training set is what the other two leave.",
)
@given(case=splits())
def test_split_sizes(subject: Any, case: Any) -> None:
    """Three pairs come back, in the sizes that the fractions ask for."""
    X, _, dev, test, _ = case
    pairs = read_sets(subject.split_train_dev_test(*case), len(X))
    found, right = tuple(p[0].shape[1] for p in pairs), sizes(X.shape[1], dev, test)
    if found != right:
        named = (k for k, guess in suspected_sizes(X.shape[1], dev, test).items() if guess == found)
        message = f"train, dev and test hold {found} examples, should hold {right}, for m = {X.shape[1]}"
        fail(f"{message}, dev_fraction = {dev} and test_fraction = {test}", misconception=next(named, None))


@check(
    SPLIT,
    points=10,
    cases=6,
    deterministic=False,
    kills=[
        "split.no_shuffle",
        "split.labels_shuffled_apart",
        "split.overlapping",
        "split.train_keeps_everything",
        "split.with_replacement",
        "split.rounded_to_nearest",
        "split.fraction_of_the_rest",
        "split.dev_and_test_swapped",
    ],
    hint="Try it on X = Y = np.arange(10.).reshape(1, 10): which examples are where?",
)
@given(case=splits(), seed=st.integers(0, 9999))
def test_split(subject: Any, case: Any, seed: int) -> None:
    """Every example lands in exactly one set, beside its label, and chance decides in which."""
    X, Y, dev, test, _ = case
    require_split(subject.split_train_dev_test(*case), X, Y, dev, test)
    for some, none in ((dev, 0.0), (0.0, test)):
        require_split(subject.split_train_dev_test(X, Y, some, none, seed), X, Y, some, none)
    X, Y = examples(2000, 1, seed)
    places = require_split(subject.split_train_dev_test(X, Y, 0.25, 0.125, seed), X, Y, 0.25, 0.125)
    require_chance(places, 2000)


# --- normalize ----------------------------------------------------------------------------------------------------


@st.composite
def feature_sets(draw: st.DrawFn) -> tuple[Any, Any]:
    """X_train and X_other with features of several scales, the second set from elsewhere; no deviation below 1."""
    n, m, further = draw(st.integers(2, 5)), draw(st.integers(4, 9)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 9999)))
    scale = rng.uniform(1.5, 20.0, size=(n, 1))
    centre = rng.uniform(-30.0, 30.0, size=(n, 1))
    X = rng.normal(size=(n, m))
    X = (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)
    other = rng.normal(loc=0.7, scale=1.6, size=(n, m + further))
    return X * scale + centre, other * scale + centre


@check(
    NORMALIZE,
    hint="Mean and deviation are those of each feature of the training set, for both sets.",
)
def test_normalize_known(subject: Any) -> None:
    """Features 1, 3 become −1, 1; then 2 becomes 0 and 6 becomes 4."""
    found = subject.normalize_inputs(np.array([[1.0, 3.0]]), np.array([[2.0, 6.0]]))
    assert_close(found, (np.array([[-1.0, 1.0]]), np.array([[0.0, 4.0]])), name="(X_train_norm, X_other_norm)")


@check(
    NORMALIZE,
    points=10,
    kills=[
        "normalize.own_statistics",
        "normalize.pooled_statistics",
        "normalize.statistics_of_other",
        "normalize.other_untouched",
        "normalize.ddof_1",
        "normalize.axis_0",
        "normalize.one_mean_for_all",
        "normalize.by_variance",
        "normalize.mean_kept",
        "normalize.only_centred",
        "normalize.min_max",
    ],
    hint="Print the mean and deviation of each row of the normalised training set: they should be 0 and 1.",
)
@given(case=feature_sets())
def test_normalize(subject: Any, case: Any) -> None:
    """Both sets are shifted and scaled by the mean and deviation of each training feature."""
    found = subject.normalize_inputs(*case)
    right = expected(*case)
    # A tiny constant beside the deviation, against a division by zero, is a habit that costs nothing here.
    assert_close(found, right, name="(X_train_norm, X_other_norm)")


# --- error rate ---------------------------------------------------------------------------------------------------


@st.composite
def labelled(draw: st.DrawFn) -> tuple[Any, Any]:
    """Predictions and labels of up to ten classes, some right and some wrong, never as many of each."""
    m = draw(st.integers(7, 25))
    rng = np.random.default_rng(draw(st.integers(0, 9999)))
    Y = rng.integers(0, 10, size=(1, m))
    predictions = Y.copy()
    mistakes = draw(st.integers(2, m - 2).filter(lambda k: 2 * k != m))
    at = rng.permutation(m)[:mistakes]
    predictions[0, at] = (Y[0, at] + rng.integers(1, 10, size=mistakes)) % 10
    return (predictions.astype(float), Y) if draw(st.booleans()) else (predictions, Y)


@check(
    ERROR,
    hint="Count where the two differ, and divide by the number of examples.",
)
@given(m=st.integers(2, 9), wrong=st.booleans())
def test_error_extremes(subject: Any, m: int, wrong: bool) -> None:
    """All right is 0, all wrong is 1."""
    Y = np.arange(m).reshape(1, m) % 2
    assert_close(subject.error_rate(Y + 1 if wrong else Y, Y), 1.0 if wrong else 0.0, name="error rate")


@check(
    ERROR,
    points=10,
    kills=[
        "error.accuracy",
        "error.count",
        "error.percent",
        "error.absolute_difference",
        "error.squared_difference",
        "error.one_sided",
        "error.zero_or_not",
    ],
    hint="Count where the two differ, and divide by the number of examples.",
)
@given(case=labelled())
def test_error_rate(subject: Any, case: Any) -> None:
    """The error rate is the fraction of examples whose class is wrong."""
    assert_close(subject.error_rate(*case), expected(*case), name="error rate")


# --- diagnose -----------------------------------------------------------------------------------------------------

#: (avoidable bias, variance) in thousandths: every pair of low, negative and high, none near the threshold of 20.
GAPS = (5, 60, -30, 110, 12, 30, -4, 205)


@st.composite
def errors(draw: st.DrawFn) -> tuple[float, float, float]:
    """train_error, dev_error, bayes_error."""
    bias, variance = draw(st.sampled_from(GAPS)), draw(st.sampled_from(GAPS))
    bayes = draw(st.integers(31, 90))
    train = bayes + bias
    return train / 1000, max(train + variance, 0) / 1000, bayes / 1000


@check(
    DIAGNOSE,
    cases=4,
    hint="Compare the keys that you return with the text.",
)
@given(case=errors())
def test_diagnose_keys(subject: Any, case: Any) -> None:
    """The result is a dictionary with avoidable_bias, variance, verdict and next_steps."""
    found = subject.diagnose_bias_variance(*case)
    if not isinstance(found, dict):
        fail("the result should be a dictionary")
    for key in ("avoidable_bias", "variance", "verdict", "next_steps"):
        if key not in found:
            fail(f'the result lacks "{key}"')


def require_report(found: Any, right: Any) -> None:
    """The numbers, the verdict, and the steps in any order."""
    numbers = ("avoidable_bias", "variance")
    why = "differences of two fractions carry their rounding"
    assert_close(found, {k: right[k] for k in numbers}, name="result", atol=1e-9, why=why)
    assert_equal(found, {"verdict": right["verdict"]}, name="result")
    steps = found["next_steps"]
    if not isinstance(steps, list | tuple) or not all(isinstance(s, str) for s in steps):
        fail('result["next_steps"] should be a list of strings')
    assert_equal(sorted(steps), sorted(right["next_steps"]), name='sorted(result["next_steps"])')


@check(
    DIAGNOSE,
    points=10,
    cases=16,
    kills=[
        "diagnose.bayes_ignored",
        "diagnose.variance_from_bayes",
        "diagnose.variance_is_dev_error",
        "diagnose.signs",
        "diagnose.absolute",
        "diagnose.keys_swapped",
        "diagnose.percent",
        "diagnose.any_is_high",
        "diagnose.threshold_in_percent",
        "diagnose.only_the_larger",
        "diagnose.steps_swapped",
        "diagnose.shared_step_twice",
        "diagnose.no_steps",
    ],
    hint="Work out both differences by hand first; the verdict and the steps follow from which of them are high.",
)
@given(case=errors(), both=st.sampled_from([(0.16, 0.3, 0.01), (0.08, 0.19, 0.02), (0.2, 0.29, 0.07)]))
def test_diagnose(subject: Any, case: Any, both: Any) -> None:
    """Avoidable bias, variance, the verdict and the next steps follow from the three errors."""
    for errors_of_one in (case, both):
        require_report(subject.diagnose_bias_variance(*errors_of_one), expected(*errors_of_one))
