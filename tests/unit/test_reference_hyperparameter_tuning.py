"""The reference of "Hyperparameter Tuning" draws what its text says; mistakes are told from what they drew."""

from __future__ import annotations

import doctest
import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from grader.spec import Mismatch
from reference import hyperparameter_tuning
from reference.catalogue import Misconception
from reference.hyperparameter_tuning import (
    coarse_to_fine,
    random_search,
    sample_log_uniform,
    sample_momentum_beta,
    sample_uniform,
)
from reference.hyperparameter_tuning_misconceptions import MISCONCEPTIONS
from test_specs import test_hyperparameter_tuning as spec

SAMPLERS = ("sample_uniform", "sample_log_uniform", "sample_momentum_beta")
SPACE = {
    "learning_rate": (3e-5, 0.09, "log"),
    "hidden_units": (3.0, 500.0, "linear"),
    "lambd": (0.004, 6.0, "log"),
}


def judge(name: str, function: Any, seed: int) -> None:
    """What the scored check of a function does, on one case."""
    subject = SimpleNamespace(**{name: function})
    if name == "random_search":
        for offset in (50.0, -50.0):
            spec.run_search(subject, SPACE, 30, offset, seed)
        spec.test_search(subject, SPACE, seed)
    else:
        ends = {"sample_uniform": (4.1, 9.3), "sample_log_uniform": (2e-5, 0.03), "sample_momentum_beta": (0.6, 0.9991)}
        test = {"sample_uniform": spec.test_uniform, "sample_log_uniform": spec.test_log}.get(name, spec.test_beta)
        test(subject, ends[name], seed)


@pytest.mark.parametrize(
    ("sample", "low", "high", "mean", "square"),
    [
        (sample_uniform, 3.0, 7.0, 5.0, 79 / 3),
        (sample_log_uniform, 0.01, 10.0, 9.99 / math.log(1000), 99.9999 / 2 / math.log(1000)),
        (
            sample_momentum_beta,
            0.9,
            0.999,
            1 - 0.099 / math.log(100),
            1 - 2 * 0.099 / math.log(100) + (0.01 - 1e-6) / 2 / math.log(100),
        ),
    ],
    ids=["uniform", "log", "beta"],
)
def test_moments_in_closed_form(sample: Any, low: float, high: float, mean: float, square: float) -> None:
    """Mean and mean square of 200,000 draws are the integrals', to six standard errors."""
    x = sample(low, high, 200_000, 5)
    assert x.shape == (200_000,)
    assert low <= x.min() < x.max() <= high
    assert x.mean() == pytest.approx(mean, abs=6 * x.std() / math.sqrt(200_000))
    assert (x**2).mean() == pytest.approx(square, abs=6 * (x**2).std() / math.sqrt(200_000))


def test_search_finds_the_lowest_of_its_trials() -> None:
    """The pair returned is the lowest of those asked, and each hyperparameter lies in its range."""
    asked: list[Any] = []

    def objective(p: dict[str, float]) -> float:
        asked.append((dict(p), math.sin(50 * p["learning_rate"]) + p["lambd"] - 9))
        p.clear()
        return float(asked[-1][1])

    assert random_search(objective, SPACE, 40, 3) == min(asked, key=lambda t: t[1])
    assert len(asked) == 40
    for name, (low, high, _) in SPACE.items():
        assert all(low <= p[name] <= high for p, _ in asked)


@pytest.mark.parametrize("keep", [1, 2, 4])
def test_box_holds_the_kept_trials_and_is_tight(keep: int) -> None:
    """Every kept trial lies inside, and each end is one of them."""
    rng = np.random.default_rng(keep)
    trials = [({n: float(rng.uniform(0, 9)) for n in SPACE}, float(v)) for v in rng.permutation(6)]
    box = coarse_to_fine(SPACE, trials, keep)
    kept = [p for p, v in trials if v < keep]
    for name, (low, high, scale) in box.items():
        assert all(low <= p[name] <= high for p in kept)
        assert {low, high} <= {p[name] for p in kept}
        assert scale == SPACE[name][2]


def test_docstrings_run() -> None:
    """The examples print what they say."""
    assert doctest.testmod(hyperparameter_tuning).failed == 0


@pytest.mark.parametrize("seed", [3, 1, 77])
@pytest.mark.parametrize("name", [*SAMPLERS, "random_search"])
def test_honest_draws_pass(name: str, seed: int) -> None:
    """The reference passes its own statistics on several seeds."""
    judge(name, getattr(hyperparameter_tuning, name), seed)


@pytest.mark.parametrize("seed", [3, 1, 77])
@pytest.mark.parametrize(
    "misconception", [m for m in MISCONCEPTIONS if m.function != "coarse_to_fine"], ids=lambda m: m.id
)
def test_mistakes_are_named_with_any_seed(misconception: Misconception, seed: int) -> None:
    """A mistake is named after its distribution, not after the numbers that one seed gives."""
    with pytest.raises(Mismatch) as caught:
        judge(misconception.function, misconception.variant, seed)
    assert caught.value.misconception == misconception.id
