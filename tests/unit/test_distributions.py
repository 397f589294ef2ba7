"""The statistics of random matrices accept honest normal numbers from any generator and say what is wrong else."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats

from reference.initialization import initialize_parameters_he, initialize_parameters_random
from test_specs import distributions
from test_specs.distributions import (
    RISK,
    Layer,
    copied,
    fits,
    flaw,
    lined_up,
    off_centre,
    off_scale,
    off_shape,
)

Matrix = Any
ROWS, COLUMNS = 5, 3000


def layer(W: Matrix) -> Layer:
    return Layer("W", np.asarray(W, dtype=np.float64), COLUMNS)


def normal(seed: int = 0, rows: int = ROWS, columns: int = COLUMNS) -> Matrix:
    return np.random.default_rng(seed).standard_normal((rows, columns))


def gauss() -> Matrix:
    generator = random.Random(5)
    return [[generator.gauss(0, 1) for _ in range(COLUMNS)] for _ in range(ROWS)]


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(normal, id="default_rng"),
        pytest.param(lambda: np.random.RandomState(3).randn(ROWS, COLUMNS), id="seed-3"),
        pytest.param(lambda: np.random.RandomState(3).randn(COLUMNS, ROWS).T, id="transposed"),
        pytest.param(lambda: normal().astype(np.float32), id="float32"),
        pytest.param(lambda: normal().astype(np.float16), id="float16"),
        pytest.param(gauss, id="random.gauss"),
        pytest.param(lambda: normal(rows=1), id="one-row"),
        pytest.param(lambda: normal(rows=COLUMNS, columns=1), id="one-column"),
        pytest.param(lambda: normal(rows=1, columns=1), id="one-number"),
        pytest.param(lambda: normal(rows=2, columns=3), id="tiny"),
    ],
)
@pytest.mark.parametrize("scale", [1.0, 10.0, 0.02], ids=str)
def test_honest_numbers_pass(draw: Callable[[], Matrix], scale: float) -> None:
    """Independent normal numbers have no flaw, whatever drew them, their dtype, shape and scale."""
    assert flaw(layer(np.asarray(draw(), dtype=np.float64) * scale), scale) is None


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    ("reference", "scale"),
    [
        pytest.param(initialize_parameters_random, lambda n: 10.0, id="random"),
        pytest.param(initialize_parameters_he, lambda n: math.sqrt(2 / n), id="he"),
    ],
)
def test_the_templates_stream_passes(reference: Any, scale: Callable[[int], float], seed: int) -> None:
    """The stream of seed 3, which most students share, passes on networks of every size that the spec draws."""
    rng = np.random.default_rng(seed)
    wide = rng.integers(3000, 4000, size=2)
    for dims in ([int(rng.integers(1, 5)), int(wide[0]), int(rng.integers(5, 9)), int(wide[1]), 2], [2, 4, 1]):
        parameters = reference(dims)
        for k in range(1, len(dims)):
            assert flaw(layer(parameters[f"W{k}"]), scale(dims[k - 1])) is None


@pytest.mark.parametrize(
    ("W", "statistic"),
    [
        pytest.param(normal() + 0.1, off_centre, id="shifted"),
        pytest.param(np.abs(normal()), off_centre, id="positive"),
        pytest.param(normal() * 1.06, off_scale, id="6-percent-large"),
        pytest.param(normal() * 0.94, off_scale, id="6-percent-small"),
        pytest.param(np.zeros((ROWS, COLUMNS)), off_scale, id="zero"),
        pytest.param(normal() * np.nan, off_scale, id="nan"),
        pytest.param(normal() * np.nan, off_centre, id="nan-centre"),
        pytest.param(np.random.default_rng(0).uniform(-(3**0.5), 3**0.5, (ROWS, COLUMNS)), off_shape, id="uniform"),
        pytest.param(np.sign(normal()), off_shape, id="signs"),
        pytest.param(np.random.default_rng(0).laplace(0, 0.5**0.5, (ROWS, COLUMNS)), off_shape, id="Laplace"),
        pytest.param(np.sort(normal().ravel()).reshape(ROWS, COLUMNS), lined_up, id="sorted"),
        pytest.param(np.array([[1], [-1], [1], [1], [-1]]) * normal(rows=1), lined_up, id="signed-copies"),
    ],
)
def test_each_statistic_sees_its_flaw(W: Matrix, statistic: Callable[[Layer, float], str | None]) -> None:
    """Each statistic rejects the kind of matrix that it is there for, and `flaw` passes that on."""
    assert statistic(layer(W), 1.0) is not None
    assert flaw(layer(W), 1.0) is not None


@pytest.mark.parametrize(
    ("W", "word"),
    [
        pytest.param(np.tile(normal(rows=1), (ROWS, 1)), "rows", id="row-repeated"),
        pytest.param(np.repeat(normal(rows=3), 2, axis=0), "rows", id="pairs-of-rows"),
        pytest.param(np.tile(normal(columns=1), (1, COLUMNS)), "columns", id="column-repeated"),
        pytest.param(np.ones((2, 2)), "rows", id="constant"),
    ],
)
def test_copies_are_seen(W: Matrix, word: str) -> None:
    """Copied rows or columns are named as such."""
    assert copied(layer(W)) == f"W has {word} that are copies of each other"


def test_rows_that_only_begin_alike_are_no_copies() -> None:
    """One common entry is not a common row."""
    W = normal()
    W[:, 0] = 1.0
    assert copied(layer(W)) is None


def test_messages_have_the_numbers() -> None:
    """A flaw says what is, what should be and how large the matrix is."""
    assert flaw(layer(normal() * 2), 1.0) == (
        f"W has standard deviation {2 * np.sqrt(np.mean(normal() ** 2)):.4g}, should be about 1, "
        f"for {ROWS} units of {COLUMNS} inputs"
    )
    assert flaw(layer(normal() * np.inf), 1.0) == "W holds numbers that are not finite"
    even = np.random.default_rng(0).uniform(-(3**0.5), 3**0.5, (ROWS, COLUMNS))
    assert "W is not normally distributed: " in str(flaw(layer(even), 1.0))


@pytest.mark.parametrize("n", [1, 2, 10, 100, 15_000, 40_000])
def test_scale_bound_is_exact_enough(n: int) -> None:
    """The χ² tail outside the bound of off_scale is at most RISK, by SciPy's exact distribution."""
    x = math.log(2 / RISK)
    slack = 2 * math.sqrt(n * x)
    outside = stats.chi2.sf(n + slack + 2 * x, n) + stats.chi2.cdf(n - slack, n)
    assert outside <= RISK


def test_centre_bound_is_exact_enough() -> None:
    """The normal tail outside the bound of off_centre is at most RISK."""
    assert 2 * stats.norm.sf(distributions._SIGMAS) <= RISK


@pytest.mark.parametrize("n", [20, 200, 2000])
def test_shape_bound_is_exact_enough(n: int) -> None:
    """The exact Kolmogorov tail outside the bound of off_shape is at most RISK."""
    gap = math.sqrt(math.log(2 / RISK) / (2 * n))
    assert gap >= 1 or stats.kstwo.sf(gap, n) <= RISK


def test_fits_tells_candidates_apart() -> None:
    """`fits` accepts the right scale, no other, and zero only for zeros."""
    assert fits(layer(normal() * 0.3), 0.3)
    assert not fits(layer(normal() * 0.3), 0.33)
    assert fits(layer(np.zeros((2, 2))), 0.0)
    assert not fits(layer(normal()), 0.0)
