"""Checks of the assignment "Optimization Methods".

Owns the strategies of its functions and how mini-batches are judged. The reference is reached only through
`expected`.

NOTE [Sizes]: gradients span 1e-8 to 1e2 from layer to layer. Parameters are drawn to fit: a right step changes each by
1e-5 to 1/5 of it. A wrong step then shows (the tolerance is 1e-7), and a right one in single precision, or summed in
another order, never cancels a parameter.

NOTE [Known values]: the notebooks' printed arrays make no rung of their own. It would fail before the public twin of
the value check does, and show a student two whole layers in place of the smallest input that fails.

NOTE [False alarms]: a shuffle is judged on m ≥ 100 examples in batches of b ≥ 15. Of a uniform permutation p,
P(at least k of the differences p[i+1] - p[i] have one given value) and P(at least k fixed points) are at most
1/k! (union bound: C(m, k) (m-k)!/m!); with k = 20 and 2m - 1 differences that is below 2e-16. The chance that a full
batch holds neighbours only is at most m · m / C(m, b) < 1e-13. A check makes 3 such calls: below 1e-9 by far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.spec import Mismatch, assert_close, assert_structure, check, expected, fail, given, st
from test_specs.arguments import require_parameters_kept
from test_specs.strategies import (
    LARGEST,
    grads_along,
    hundredths,
    layer_shapes,
    learning_rates,
    parameters_of,
    powers_of_ten,
    round_up,
    seeds,
    signs_of,
    zeros_like_grads,
)

# --- steps ------------------------------------------------------------------------------------------------------

_WEIGHT = 15.0
"""Parameters are at least this many times as large as the largest step of their layer."""


def sized_for(steps: Sequence[float]) -> list[float]:
    """Scales of parameters, given the largest step of each layer: see NOTE [Sizes]."""
    return [round_up(_WEIGHT * step) for step in steps]


DEEP = (4, 5)
"""How many layers a deep network has: every case holds one, so that no fixed number of layers gets through."""


@st.composite
def gd_steps(draw: st.DrawFn, least: int = 1, most: int = 3) -> tuple[Any, ...]:
    """(parameters, grads, learning_rate) of a network of `least` to `most` layers."""
    shapes = draw(layer_shapes(least, most))
    scales = [draw(powers_of_ten(-8, 2)) for _ in shapes]
    rate = draw(learning_rates())
    generator = np.random.default_rng(draw(seeds()))
    grads = grads_along(generator, signs_of(generator, shapes), scales)
    return parameters_of(generator, shapes, sized_for([LARGEST * rate * s for s in scales])), grads, rate


def betas() -> st.SearchStrategy[float]:
    """Shares of the old average, kept away from 1/2, where β and 1 - β are one."""
    return hundredths(60, 97) | hundredths(5, 40)


@st.composite
def momentum_runs(draw: st.DrawFn, steps: int, least: int = 1, most: int = 3) -> tuple[Any, ...]:
    """(parameters, a list of grads, v, beta, learning_rate): the gradients change from step to step."""
    shapes = draw(layer_shapes(least, most))
    scales = [draw(powers_of_ten(-8, 2)) for _ in shapes]
    beta, rate = draw(betas()), draw(learning_rates())
    generator = np.random.default_rng(draw(seeds()))
    signs = signs_of(generator, shapes)
    grads = [grads_along(generator, signs, scales) for _ in range(steps)]
    v = grads_along(generator, signs, scales)
    parameters = parameters_of(generator, shapes, sized_for([LARGEST * rate * s * steps for s in scales]))
    return parameters, grads, v, beta, rate


def momentum_steps(least: int = 1, most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """(parameters, grads, v, beta, learning_rate) in the middle of a training."""
    return momentum_runs(1, least, most).map(lambda run: (run[0], run[1][0], *run[2:]))


@st.composite
def adam_runs(draw: st.DrawFn, steps: int, longest: int, least: int = 1, most: int = 3) -> tuple[Any, ...]:
    """(parameters, a list of grads, v, s, t, learning_rate, beta1, beta2, epsilon), t from 1 to `longest`.

    The first layer's gradients are as large as epsilon or ten times as large: where epsilon stands is then seen.
    The averages have grown to the share 1 - 1/t of what they average, about as in a training.
    """
    shapes = draw(layer_shapes(least, most))
    epsilon = draw(powers_of_ten(-8, -1))
    scales = [epsilon * draw(st.sampled_from([10.0, 1.0])), *(draw(powers_of_ten(-8, 2)) for _ in shapes[1:])]
    t = draw(st.integers(1, longest))
    rate, beta1 = draw(learning_rates()), draw(hundredths(60, 96))
    beta2 = draw(st.integers(980, 999)) / 1000
    generator = np.random.default_rng(draw(seeds()))
    signs = signs_of(generator, shapes)
    grads = [grads_along(generator, signs, scales) for _ in range(steps)]
    share = 1 - 1 / t
    v = {name: share * value for name, value in grads_along(generator, signs, scales).items()}
    s = {name: share * np.square(value) for name, value in grads_along(generator, signs, scales).items()}
    largest = [2 * LARGEST * rate * scale / (scale + epsilon) * steps for scale in scales]
    return parameters_of(generator, shapes, sized_for(largest)), grads, v, s, t, rate, beta1, beta2, epsilon


def adam_steps(least: int = 1, most: int = 3, longest: int = 40) -> st.SearchStrategy[tuple[Any, ...]]:
    """(parameters, grads, v, s, t, learning_rate, beta1, beta2, epsilon) in the middle of a training."""
    return adam_runs(1, longest, least, most).map(lambda run: (run[0], run[1][0], *run[2:]))


def require_items(answer: Any, counts: Sequence[int], what: str) -> None:
    """`answer` must be a tuple (or list) of one of these lengths."""
    if not isinstance(answer, tuple | list):
        kind = "None" if answer is None else f"a {type(answer).__name__}"
        fail(f"the function returns {kind}, should return {what}")
    if len(answer) not in counts:
        fail(f"the function returns {len(answer)} values, should return {what}")


def astray(topic: str, answer: Sequence[Any], right: Sequence[Any], before: Mapping[str, Any]) -> str | None:
    """The named mistake of someone whose weights are all right and whose biases are all wrong, or the reverse.

    Parameters that stay as they were, or weights that move as columns do, have other names.
    """
    close: dict[str, list[bool]] = {"W": [], "b": []}
    for part, like in zip(answer, right, strict=False):
        for key, value in like.items():
            found = np.asarray(part.get(key)) if isinstance(part, dict) else np.asarray(None)
            if found.dtype.kind not in "biuf" or found.shape != value.shape:
                return None
            close[key.lstrip("d")[0]].append(np.allclose(found, value, rtol=1e-6, atol=0))
    now = {name: np.asarray(answer[0][name], dtype=np.float64) for name in before}

    def strayed(letter: str) -> bool:
        values = [(now[name], right[0][name], before[name]) for name in before if name[0] == letter]
        return not any(np.allclose(n, r, rtol=1e-6, atol=0) or np.array_equal(n, b) for n, r, b in values)

    if all(close["W"]) and strayed("b"):
        return f"{topic}.biases_astray"
    moves = [now[name] - before[name] for name in before if name[0] == "W"]
    as_columns = all(np.allclose(move, move[:, :1]) for move in moves)
    if all(close["b"]) and strayed("W") and not as_columns:
        return f"{topic}.weights_astray"
    return None


def require_momentum(answer: Any, right: Sequence[Any], before: Mapping[str, Any] | None = None) -> None:
    """Compare both values that momentum returns, after one step from the parameters `before`."""
    require_items(answer, [2], "parameters and v")
    try:
        assert_close(answer[0], right[0], name="parameters")
        assert_close(answer[1], right[1], name="v")
    except Mismatch as problem:
        problem.misconception = astray("momentum", answer, right, before) if before else None
        raise


_ADAM_NAMES = ("parameters", "v", "s", "v_corrected", "s_corrected")
_ADAM_RETURNS = "(parameters, v, s), in the 2021 notebook also v_corrected and s_corrected"


def require_adam(answer: Any, right: Sequence[Any], t: int, before: Mapping[str, Any] | None = None) -> None:
    """Compare the three or five values that Adam returns after step `t`, the first from the parameters `before`."""
    require_items(answer, [3, 5], _ADAM_RETURNS)
    try:
        for name, actual, wanted in zip(_ADAM_NAMES, answer, right, strict=False):
            assert_close(actual, wanted, name=name)
    except Mismatch as problem:
        problem.misconception = not_a_number(answer, right, t)
        if before and problem.misconception is None:
            problem.misconception = astray("adam", answer, right, before)
        raise


def not_a_number(answer: Sequence[Any], right: Sequence[Any], t: int) -> str | None:
    """The named mistake behind a root of negative numbers.

    Diagnosis compares answers with those of the misconceptions, and NaN equals nothing: so these are told here.
    """
    if not all(isinstance(part, dict) for part in answer[:3]):
        return None
    parameters, s = ([np.asarray(answer[i].get(key)) for key in right[i]] for i in (0, 2))
    if any(array.dtype.kind not in "biuf" for array in (*parameters, *s)):
        return None
    if not any(np.isnan(array).any() for array in parameters):
        return None
    if any((array < 0).any() for array in s):
        return "adam.gradient_not_squared"
    if t > 1 and all(np.isnan(array).all() for array in parameters):
        return "adam.beta_times_t"
    return None


# --- gradient descent -------------------------------------------------------------------------------------------


@check(
    "update_parameters_with_gd",
    cases=2,
    kills=["gd.biases_from_weight_gradients"],
    hint="Each parameter keeps its name and shape: is it the parameters that you return, and does each line use the "
    "gradient of the same name?",
)
@given(step=gd_steps())
def test_gd_structure(subject: Any, step: tuple[Any, ...]) -> None:
    """Gradient descent returns every parameter, under its name and in its shape."""
    assert_structure(subject.update_parameters_with_gd(*step), expected(*step), name="parameters")


@check(
    "update_parameters_with_gd",
    points=10,
    cases=5,
    kills=[
        "gd.plus_sign",
        "gd.no_learning_rate",
        "gd.last_layer_skipped",
        "gd.first_layer_skipped",
        "gd.first_layer_only",
        "gd.biases_not_updated",
        "gd.weights_from_bias_gradients",
        "gd.biases_from_weight_gradients",
        "gd.divided_by_m",
        "gd.step_only",
        "gd.relative_step",
        "gd.unchanged",
        "gd.divided_by_learning_rate",
    ],
    hint="Take one weight, its gradient and the learning rate, and do the update by hand: what is the new weight?",
)
@given(shallow=gd_steps(), deep=gd_steps(*DEEP))
def test_gd_step(subject: Any, shallow: tuple[Any, ...], deep: tuple[Any, ...]) -> None:
    """One step of gradient descent is right for every number of layers, every shape and every size of gradients."""
    for step in (shallow, deep):
        answer, right = subject.update_parameters_with_gd(*step), expected(*step)
        try:
            assert_close(answer, right, name="parameters")
        except Mismatch as problem:
            problem.misconception = astray("gd", [answer], [right], step[0])
            raise


# --- mini-batches -----------------------------------------------------------------------------------------------


@st.composite
def datasets(draw: st.DrawFn, kind: str) -> tuple[Any, ...]:
    """(X, Y, mini_batch_size, seed): every example can be told from every other.

    Column j of X holds 1000 (i + 1) + j + 1 in row i, and its label is j + 1: exact in single precision too.
    """
    n_x = draw(st.integers(2, 4))
    if kind == "many":
        size, m = draw(st.integers(15, 40)), draw(st.integers(100, 160))
    elif kind == "single":  # stochastic gradient descent
        size, m = 1, draw(st.integers(5, 9))
    else:
        # Three full ones and two examples over at least: what is cut wrongly is then told apart.
        size, full = draw(st.integers(3, 9)), draw(st.integers(3, 5))
        rest = draw(st.integers(2, size - 1))
        size, m = {
            "uneven": (size, full * size + rest),
            "even": (size - 1, (full + 1) * (size - 1)),
            "one over": (size, full * size + 1),
            "few": (size, rest),
        }[kind]
    Y = np.arange(1.0, m + 1).reshape(1, m)
    X = Y + 1000.0 * np.arange(1, n_x + 1).reshape(n_x, 1)
    return X, Y, size, draw(seeds())


def require_pairs(answer: Any, X: Any) -> None:
    """A list of pairs of matrices: n_x rows and one row, as many columns in one as in the other."""
    if not isinstance(answer, list | tuple):
        kind = "None" if answer is None else f"a {type(answer).__name__}"
        fail(f"the function returns {kind}, should return a list of mini-batches")
    n_x, wide = X.shape[0], len(answer)
    for k, batch in enumerate(answer):
        if not isinstance(batch, list | tuple) or len(batch) != 2:
            fail(f"mini-batch {k} is no pair (mini_batch_X, mini_batch_Y)")
        for name, part, rows in (("mini_batch_X", batch[0], n_x), ("mini_batch_Y", batch[1], 1)):
            if not isinstance(part, np.ndarray) or part.dtype.kind not in "biuf":
                fail(f"{name} of mini-batch {k} is no array of numbers")
            if part.ndim != 2 or part.shape[0] != rows:
                shapes = [np.shape(x) for x in batch]
                columns = shapes[0][-1:]
                swapped = shapes == [(1, *columns), (n_x, *columns)]
                flipped = len(shapes[0]) == 2 and shapes[0][1] == n_x != shapes[0][0]
                along = name == "mini_batch_X" and wide > 1 and part.ndim == 2 and part.shape[1] == X.shape[1]
                fail(
                    f"{name} of mini-batch {k} has shape {part.shape}, should have {rows} row{'s' * (rows > 1)} "
                    "and one column per example",
                    misconception="mini_batches.pair_swapped"
                    if swapped
                    else "mini_batches.cut_along_rows"
                    if along
                    else "mini_batches.transposed"
                    if flipped
                    else None,
                )
        if batch[0].shape[1] != batch[1].shape[1]:
            fail(
                f"mini-batch {k} has {batch[0].shape[1]} examples in mini_batch_X "
                f"and {batch[1].shape[1]} labels in mini_batch_Y"
            )


def require_sizes(sizes: list[int], X: Any, size: int) -> None:
    """All mini-batches full but the last, which holds the rest."""
    n_x, m = X.shape
    full, rest = divmod(m, size)
    wanted = [size] * full + ([rest] if rest else [])
    if sizes == wanted:
        return
    named = None
    if sum(sizes) == n_x != m and sizes == [*[size] * (n_x // size), *([n_x % size] if n_x % size else [])]:
        named = "mini_batches.counts_features"
    elif sizes == [m]:
        named = "mini_batches.fixed_size"
    elif sizes == [size]:
        named = "mini_batches.first_only"
    elif sizes == [*wanted, 0]:
        named = "mini_batches.empty_last"
    elif rest and full and sizes == [*wanted[:-1], 0]:
        named = "mini_batches.last_slice_empty"
    elif full > 1 and sizes == wanted[full - 1 :]:
        named = "mini_batches.appended_after_loop"
    elif rest and sizes == wanted[:-1]:
        named = "mini_batches.last_dropped"
    elif rest > 1 and sizes == [*wanted[:-1], rest - 1]:
        named = "mini_batches.last_one_short"
    elif full > 1 and sizes == wanted[1:]:
        named = "mini_batches.full_one_missing"
    elif rest and sizes == [*wanted[:-1], min(size, m)]:
        named = "mini_batches.last_overlaps"
    elif rest and full and sizes == [*wanted[:-1], size + rest]:
        named = "mini_batches.last_starts_early"
    elif rest and full and sizes == [*wanted[:-2], size + rest]:
        named = "mini_batches.rest_joined"
    elif sorted(sizes, reverse=True) == wanted:
        named = "mini_batches.batches_shuffled"
    elif full > 1 and sizes[0] == size - 1:
        named = "mini_batches.one_short"
    elif full > 1 and sizes[0] == size + 1 and sum(sizes) > m:
        named = "mini_batches.one_more"
    elif len(sizes) == len(wanted) and sum(sizes) == m and max(sizes) - min(sizes) <= 1:
        named = "mini_batches.spread_evenly"
    elif full > 1 and len(sizes) == len(wanted) and sizes[0] == size and sizes[1] < size:
        named = "mini_batches.stop_not_multiplied"
    shown = ", ".join(map(str, sizes[:12])) + (", …" if len(sizes) > 12 else "")
    fail(
        f"with m = {m} and mini_batch_size = {size} the mini-batches hold {shown or 'no'} examples, "
        f"should hold {', '.join(map(str, wanted))}",
        misconception=named,
    )


def indices_in(part: Any, whole: Any) -> Any:
    """Which column of `whole` each column of `part` is; -1 for none."""
    columns = part.astype(np.float64)
    with np.errstate(all="ignore"):
        guess = np.rint(columns[0] - whole[0, 0])
        known = (guess >= 0) & (guess < whole.shape[1])
    index = np.where(known, guess, 0).astype(int)
    return np.where(known & (whole[:, index] == columns).all(axis=0), index, -1)


def repetition(parts: Sequence[Any]) -> str:
    """What is wrong where examples come twice, by which of them come again where."""
    first = parts[0]
    if len(parts) > 1 and np.array_equal(first, parts[1]):
        return "first_repeated"
    if len(parts) > 1 and first.shape[1] > 1 and np.array_equal(first[:, 1:], parts[1][:, : first.shape[1] - 1]):
        return "start_not_multiplied"
    return "with_replacement"


def require_partition(batches: Sequence[Any], X: Any, Y: Any) -> Any:
    """Every example once, beside its label; gives the order in which they come."""
    m = X.shape[1]
    order = np.concatenate([indices_in(x, X) for x, _ in batches])
    if (order < 0).any():
        place = int(np.argmin(order))
        stacked = np.concatenate([x for x, _ in batches], axis=1)[:, place]
        mixed = np.isin(stacked, X).all()
        fail(
            f"example {place} of the mini-batches is no column of X",
            misconception="mini_batches.rows_shuffled" if mixed else None,
        )
    counts = np.bincount(order, minlength=m)
    if (counts != 1).any():
        lost, twice = int((counts == 0).sum()), int((counts > 1).sum())
        fail(
            f"of {m} examples, {lost} are in no mini-batch and {twice} come more than once",
            misconception=f"mini_batches.{repetition([x for x, _ in batches])}",
        )
    labels = np.concatenate([indices_in(y, Y) for _, y in batches])
    apart = labels != order
    if apart.any():
        places = np.arange(m)
        named = "labels_not_shuffled" if np.array_equal(labels, places) else "shuffled_apart"
        if apart.sum() > 1 and not np.array_equal(labels, places) and (labels[apart] == places[apart]).all():
            named = "labels_partly_old"
        fail(
            f"{int(apart.sum())} of {m} examples stand beside the label of another example",
            misconception=f"mini_batches.{named}",
        )
    return order


def require_shuffled(order: Any, size: int) -> None:
    """The order must look drawn at random: see NOTE [False alarms]."""
    m = len(order)
    full = [order[k : k + size] for k in range(0, m - size + 1, size)]
    together = sum(int(np.ptp(batch)) == size - 1 for batch in full)
    steps, counts = np.unique(np.diff(order), return_counts=True)
    if np.array_equal(order, np.arange(m)):
        fail("the examples come in their old order, should be shuffled", misconception="mini_batches.no_shuffle")
    if counts.max() >= 20:
        step = int(steps[np.argmax(counts)])
        blocks = step == 1 and together == len(full)
        fail(
            f"the order is no random one: {int(counts.max())} times of {m - 1} the next example is the one "
            f"{step:+d} columns away",
            misconception="mini_batches.batches_shuffled" if blocks else None,
        )
    if together:
        fail(
            f"{together} of {len(full)} full mini-batches hold neighbouring columns of X only, "
            "should hold examples from everywhere",
            misconception="mini_batches.shuffled_within",
        )
    if (order == np.arange(m)).sum() >= 20:
        fail(f"{int((order == np.arange(m)).sum())} of {m} examples stayed in their place, should be shuffled")


def require_mini_batches(answer: Any, X: Any, Y: Any, size: int) -> Any:
    """Everything but the shuffle; gives the order in which the examples come."""
    require_pairs(answer, X)
    require_sizes([x.shape[1] for x, _ in answer], X, size)
    return require_partition(answer, X, Y)


def require_still_paired(X_after: Any, Y_after: Any, X: Any, Y: Any) -> None:
    """The arguments still belong together, for the next epoch: both may have been shuffled in place, not one."""
    if (np.shape(X_after), np.shape(Y_after)) == (X.shape, Y.shape):
        places = indices_in(X_after, X)
        apart = (places < 0) | (places != indices_in(Y_after, Y))
        if not apart.any():
            return
        what = f"{int(apart.sum())} of {X.shape[1]} columns of X stand over another example's label"
    else:
        what = f"X and Y have shapes {np.shape(X_after)} and {np.shape(Y_after)}"
    fail(
        f"the call changes its arguments: afterwards {what}, for the next epoch too",
        misconception="mini_batches.one_shuffled_in_place",
    )


def require_right_call(subject: Any, X: Any, Y: Any, size: int, seed: int) -> Any:
    """Both what comes back and what is left of the arguments; gives the order in which the examples come."""
    answer, after = subject.call("random_mini_batches", X, Y, size, seed, form="after")
    order = require_mini_batches(answer, X, Y, size)
    require_still_paired(after[0], after[1], X, Y)
    return order


@check(
    "random_mini_batches",
    cases=3,
    deterministic=False,
    kills=["mini_batches.transposed", "mini_batches.cut_along_rows", "mini_batches.pair_swapped"],
    hint="Print the shapes of both parts of each mini-batch, and what you append to the list.",
)
@given(data=datasets("uneven"))
def test_mini_batches_structure(subject: Any, data: tuple[Any, ...]) -> None:
    """Mini-batches are a list of pairs (mini_batch_X, mini_batch_Y) with one example a column."""
    require_pairs(subject.random_mini_batches(*data), data[0])


@check(
    "random_mini_batches",
    points=10,
    cases=3,
    deterministic=False,
    kills=[
        "mini_batches.no_shuffle",
        "mini_batches.labels_not_shuffled",
        "mini_batches.shuffled_apart",
        "mini_batches.last_dropped",
        "mini_batches.last_slice_empty",
        "mini_batches.appended_after_loop",
        "mini_batches.empty_last",
        "mini_batches.last_overlaps",
        "mini_batches.last_starts_early",
        "mini_batches.first_repeated",
        "mini_batches.start_not_multiplied",
        "mini_batches.one_short",
        "mini_batches.one_more",
        "mini_batches.with_replacement",
        "mini_batches.rows_shuffled",
        "mini_batches.transposed",
        "mini_batches.cut_along_rows",
        "mini_batches.spread_evenly",
        "mini_batches.rest_joined",
        "mini_batches.shuffled_within",
        "mini_batches.batches_shuffled",
        "mini_batches.one_shuffled_in_place",
    ],
    hint="Follow ten examples through your code with mini_batch_size = 4: which columns are in which mini-batch?",
)
@given(
    uneven=datasets("uneven"),
    even=datasets("even"),
    few=datasets("few"),
    many=datasets("many"),
    one_over=datasets("one over"),
    single=datasets("single"),
)
def test_mini_batches_partition(
    subject: Any,
    uneven: tuple[Any, ...],
    even: tuple[Any, ...],
    few: tuple[Any, ...],
    many: tuple[Any, ...],
    one_over: tuple[Any, ...],
    single: tuple[Any, ...],
) -> None:
    """Every example is in exactly one mini-batch beside its own label, shuffled, whatever m and mini_batch_size."""
    for data in (uneven, even, few):
        require_right_call(subject, *data)
    require_shuffled(require_right_call(subject, *many), many[2])
    for data in (one_over, single):
        require_right_call(subject, *data)


# --- starting averages at zero ----------------------------------------------------------------------------------


@st.composite
def networks(draw: st.DrawFn, least: int = 1, most: int = 3) -> dict[str, Any]:
    """Parameters of any shapes, 0.1 to 300 in size."""
    shapes = draw(layer_shapes(least, most))
    scales = [draw(powers_of_ten(-1, 2)) for _ in shapes]
    return parameters_of(np.random.default_rng(draw(seeds())), shapes, scales)


@check(
    "initialize_velocity",
    cases=3,
    kills=[
        "velocity.parameter_keys",
        "velocity.scalars",
        "velocity.flat_biases",
        "velocity.biases_in_weight_shape",
        "velocity.transposed",
        "velocity.last_layer_missing",
        "velocity.weights_only",
        "velocity.layer_zero",
    ],
    hint="Print the keys and shapes of v beside those of the parameters: each dWl is shaped like Wl, each dbl like bl.",
)
@given(parameters=networks())
def test_velocity_structure(subject: Any, parameters: dict[str, Any]) -> None:
    """The velocity has an entry for every gradient, in the shape of its parameter."""
    assert_structure(subject.initialize_velocity(parameters), expected(parameters), name="v")


@check(
    "initialize_velocity",
    points=10,
    cases=3,
    kills=["velocity.ones", "velocity.copies", "velocity.weights_only", "velocity.parameters_changed"],
    hint="Print v for parameters of three layers: an entry for each parameter, in its shape, and every number zero.",
)
@given(shallow=networks(), deep=networks(*DEEP))
def test_velocity_zeros(subject: Any, shallow: dict[str, Any], deep: dict[str, Any]) -> None:
    """The velocity starts at zero for every number of layers and every shape, and the parameters stay as they are."""
    for parameters in (shallow, deep):
        answer, (after,) = subject.call("initialize_velocity", parameters, form="after")
        assert_close(answer, expected(parameters), name="v")
        require_parameters_kept(after, parameters, "velocity.parameters_changed")


@check(
    "initialize_adam",
    cases=3,
    kills=[
        "initialize_adam.parameter_keys",
        "initialize_adam.s_missing",
        "initialize_adam.s_empty",
        "initialize_adam.scalars",
        "initialize_adam.flat_biases",
        "initialize_adam.biases_in_weight_shape",
        "initialize_adam.last_layer_missing",
        "initialize_adam.weights_only",
        "initialize_adam.layer_zero",
    ],
    hint="Print the keys and shapes of v and s beside those of the parameters, and look at what you return.",
)
@given(parameters=networks())
def test_initialize_adam_structure(subject: Any, parameters: dict[str, Any]) -> None:
    """initialize_adam returns v and s, each with an entry for every gradient in the shape of its parameter."""
    answer, right = subject.initialize_adam(parameters), expected(parameters)
    require_items(answer, [2], "two dictionaries, v and s")
    assert_structure(answer[0], right[0], name="v")
    assert_structure(answer[1], right[1], name="s")


def require_zero_averages(answer: Any, right: Sequence[Any]) -> None:
    """Compare v and s."""
    require_items(answer, [2], "two dictionaries, v and s")
    assert_close(answer[0], right[0], name="v")
    assert_close(answer[1], right[1], name="s")


@check(
    "initialize_adam",
    points=10,
    cases=3,
    kills=[
        "initialize_adam.ones",
        "initialize_adam.s_ones",
        "initialize_adam.copies",
        "initialize_adam.s_missing",
        "initialize_adam.one_dictionary",
        "initialize_adam.parameters_changed",
    ],
    hint="Print v and s for parameters of three layers: an entry for each parameter, in its shape, every number zero.",
)
@given(shallow=networks(), deep=networks(*DEEP))
def test_initialize_adam_zeros(subject: Any, shallow: dict[str, Any], deep: dict[str, Any]) -> None:
    """Both averages of Adam start at zero for every network, each in its own dictionary; the parameters stay."""
    answer, same = subject.call("initialize_adam", shallow, form="same")
    require_zero_averages(answer, expected(shallow))
    if same:
        fail("v and s are one and the same dictionary", misconception="initialize_adam.one_dictionary")
    answer, (after,) = subject.call("initialize_adam", deep, form="after")
    require_zero_averages(answer, expected(deep))
    require_parameters_kept(after, deep, "initialize_adam.parameters_changed")


# --- momentum ---------------------------------------------------------------------------------------------------


@check(
    "update_parameters_with_momentum",
    cases=2,
    kills=["momentum.biases_from_weight_velocity"],
    hint="Return the parameters, then v. In each line all keys belong to one parameter.",
)
@given(step=momentum_steps())
def test_momentum_structure(subject: Any, step: tuple[Any, ...]) -> None:
    """Momentum returns (parameters, v), every entry under its name and in its shape."""
    answer, right = subject.update_parameters_with_momentum(*step), expected(*step)
    require_items(answer, [2], "parameters and v")
    assert_structure(answer[0], right[0], name="parameters")
    assert_structure(answer[1], right[1], name="v")


@check(
    "update_parameters_with_momentum",
    points=7,
    cases=5,
    kills=[
        "momentum.no_one_minus_beta",
        "momentum.beta_swapped",
        "momentum.steps_along_gradient",
        "momentum.old_velocity",
        "momentum.velocity_not_kept",
        "momentum.forgets_velocity",
        "momentum.plus_sign",
        "momentum.minus_in_average",
        "momentum.no_learning_rate",
        "momentum.learning_rate_in_velocity",
        "momentum.heavy_ball",
        "momentum.nesterov",
        "momentum.last_layer_skipped",
        "momentum.biases_not_updated",
        "momentum.biases_from_weight_velocity",
        "momentum.weights_from_bias_velocity",
    ],
    hint="Two lines per parameter: first the new velocity out of the old one and the gradient, then the step along it.",
)
@given(shallow=momentum_steps(), deep=momentum_steps(*DEEP))
def test_momentum_step(subject: Any, shallow: tuple[Any, ...], deep: tuple[Any, ...]) -> None:
    """One step with momentum is right for every velocity, every beta and every size of gradients."""
    for step in (shallow, deep):
        require_momentum(subject.update_parameters_with_momentum(*step), expected(*step), step[0])


@check(
    "update_parameters_with_momentum",
    points=3,
    cases=2,
    kills=["momentum.velocity_not_kept", "momentum.forgets_velocity", "momentum.no_one_minus_beta"],
    hint="Each step is right by itself. What do you return that the next step starts from?",
)
@given(run=momentum_runs(4))
def test_momentum_training(subject: Any, run: tuple[Any, ...]) -> None:
    """Four steps in a row, each from what the one before returned, end where they should."""
    parameters, all_grads, _, beta, rate = run
    answer: Any = (parameters, zeros_like_grads(parameters))
    right = answer
    for grads in all_grads:
        answer = subject.update_parameters_with_momentum(answer[0], grads, answer[1], beta, rate)
        require_items(answer, [2], "parameters and v")
        right = expected(right[0], grads, right[1], beta, rate)
    require_momentum(answer, right)


# --- Adam -------------------------------------------------------------------------------------------------------


@check(
    "update_parameters_with_adam",
    cases=2,
    kills=["adam.biases_from_weight_averages"],
    hint="Return the parameters, then v, then s. In each line all keys belong to one parameter.",
)
@given(step=adam_steps())
def test_adam_structure(subject: Any, step: tuple[Any, ...]) -> None:
    """Adam returns (parameters, v, s) or (parameters, v, s, v_corrected, s_corrected), all names and shapes kept."""
    answer = subject.update_parameters_with_adam(*step)
    require_items(answer, [3, 5], _ADAM_RETURNS)
    for name, actual, like in zip(_ADAM_NAMES, answer, expected(*step), strict=False):
        assert_structure(actual, like, name=name)


@check(
    "update_parameters_with_adam",
    points=7,
    cases=7,
    kills=[
        "adam.no_bias_correction",
        "adam.t_plus_one",
        "adam.t_minus_one",
        "adam.no_power",
        "adam.power_two",
        "adam.beta_times_t",
        "adam.only_s_corrected",
        "adam.only_v_corrected",
        "adam.beta1_corrects_s",
        "adam.beta2_corrects_v",
        "adam.betas_swapped",
        "adam.epsilon_inside_root",
        "adam.epsilon_missing",
        "adam.epsilon_default",
        "adam.no_root",
        "adam.gradient_not_squared",
        "adam.weighted_then_squared",
        "adam.no_one_minus_beta",
        "adam.fresh_averages",
        "adam.plus_sign",
        "adam.no_learning_rate",
        "adam.steps_along_gradient",
        "adam.s_from_v",
        "adam.corrected_stored",
        "adam.averages_not_kept",
        "adam.epsilon_on_uncorrected_root",
        "adam.last_layer_skipped",
        "adam.biases_not_updated",
        "adam.biases_from_weight_averages",
    ],
    hint="Compute v, s, their corrected forms and the step for one weight by hand, and print the same in your code.",
)
@given(shallow=adam_steps(), deep=adam_steps(*DEEP, longest=4000))
def test_adam_step(subject: Any, shallow: tuple[Any, ...], deep: tuple[Any, ...]) -> None:
    """One step equals Algorithm 1 of Kingma & Ba for every t, both betas, every epsilon and size of gradients."""
    for step in (shallow, deep):
        require_adam(subject.update_parameters_with_adam(*step), expected(*step), step[4], step[0])


@check(
    "update_parameters_with_adam",
    points=3,
    cases=2,
    kills=["adam.corrected_stored", "adam.averages_not_kept", "adam.no_bias_correction", "adam.fresh_averages"],
    hint="Each step is right by itself. What do you return that the next step starts from?",
)
@given(run=adam_runs(4, 1))
def test_adam_training(subject: Any, run: tuple[Any, ...]) -> None:
    """Four steps in a row, each from what the one before returned, end where they should."""
    parameters, all_grads, v, s, first, *rates = run
    answer: Any = (parameters, v, s)
    right = answer
    for t, grads in enumerate(all_grads, start=first):
        answer = subject.update_parameters_with_adam(answer[0], grads, answer[1], answer[2], t, *rates)
        require_items(answer, [3, 5], _ADAM_RETURNS)
        right = expected(right[0], grads, right[1], right[2], t, *rates)
    require_adam(answer, right, first)


# --- learning rates ---------------------------------------------------------------------------------------------

_NUMBER = "learning_rate"


@check("update_lr", hint="Work out the rate for epochs 0, 1 and 2 by hand, and look at the brackets.")
def test_lr_notebook(subject: Any) -> None:
    """The notebook's own example, learning_rate0 = 0.5 and decay_rate = 1: 0.5 at epoch 0 and 0.1667 at epoch 2."""
    for epoch in (0, 2):
        assert_close(subject.update_lr(0.5, epoch, 1), expected(0.5, epoch, 1), name=_NUMBER)


@check(
    "update_lr",
    points=10,
    cases=4,
    kills=[
        "update_lr.multiplied",
        "update_lr.exponential",
        "update_lr.geometric",
        "update_lr.compounded",
        "update_lr.minus",
        "update_lr.linear",
        "update_lr.no_parentheses",
        "update_lr.no_one",
        "update_lr.epoch_plus_one",
        "update_lr.epoch_ignored",
        "update_lr.decay_ignored",
        "update_lr.square_root",
        "update_lr.floor_division",
    ],
    hint="Work out the rate for epochs 0, 1 and 2 by hand, with decay_rate = 0.5.",
)
@given(rate=learning_rates(), epoch=st.integers(2, 3000), decay=hundredths(1, 300))
def test_lr_decay(subject: Any, rate: float, epoch: int, decay: float) -> None:
    """The learning rate is right for every epoch, the first ones too, and every decay rate."""
    for number in (epoch, 1):
        assert_close(subject.update_lr(rate, number, decay), expected(rate, number, decay), name=_NUMBER)


@check("schedule_lr_decay", hint="Work out the rate of epoch 100 by hand: how many whole intervals have passed?")
def test_schedule_notebook(subject: Any) -> None:
    """The notebook's own examples, with intervals of 100 epochs, give 0.5 at epoch 10 and 0.3846 at epoch 100."""
    for epoch in (10, 100):
        arguments = (0.5, epoch, 0.3, 100)
        assert_close(subject.schedule_lr_decay(*arguments), expected(*arguments), name=_NUMBER)


@check(
    "schedule_lr_decay",
    points=10,
    cases=4,
    kills=[
        "schedule_lr_decay.no_floor",
        "schedule_lr_decay.remainder",
        "schedule_lr_decay.ceil",
        "schedule_lr_decay.rounded",
        "schedule_lr_decay.floor_after_decay",
        "schedule_lr_decay.interval_ignored",
        "schedule_lr_decay.default_interval",
        "schedule_lr_decay.one_late",
        "schedule_lr_decay.one_early",
        "schedule_lr_decay.counts_epochs",
        "schedule_lr_decay.only_on_multiples",
        "schedule_lr_decay.compounded",
        "schedule_lr_decay.whole_divisor_floored",
        "schedule_lr_decay.multiplied",
    ],
    hint="List the rates of epochs 0 to 6 for time_interval = 3: when does the rate change, and when does it stay?",
)
@given(
    rate=learning_rates(),
    decay=hundredths(5, 150),
    interval=st.integers(4, 500),
    intervals=st.integers(2, 40),
    further=hundredths(55, 99),  # beyond the middle, where rounding would already give the next interval
)
def test_schedule_decay(subject: Any, rate: float, decay: float, interval: int, intervals: int, further: float) -> None:
    """The rate changes at each multiple of time_interval and nowhere else: just before, at, and after one."""
    first = intervals * interval
    epochs = [(epoch, interval) for epoch in (first - 1, first, first + 1 + int(further * (interval - 1)))]
    for epoch, width in [*epochs, (intervals, 1)]:  # with intervals of one epoch the rate changes in each
        arguments = (rate, epoch, decay, width)
        assert_close(subject.schedule_lr_decay(*arguments), expected(*arguments), name=_NUMBER)
