"""Wrong ways to draw and search hyperparameters that students really write, each with the hint that it earns.

Owns the named misconceptions of the assignment "Hyperparameter Tuning". Variants draw from `RandomState(seed)`; the
spec recognises them by the distribution of what they draw, whatever the generator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from reference.catalogue import collect, misconception
from reference.hyperparameter_tuning import Array, Range, Space, Trial, coarse_to_fine

__all__ = ["MISCONCEPTIONS"]

UNIFORM = "sample_uniform"
LOG = "sample_log_uniform"
BETA = "sample_momentum_beta"
SEARCH = "random_search"
FINE = "coarse_to_fine"

Objective = Callable[[dict[str, float]], float]
Draw = Callable[[np.random.RandomState, float, float, str], float]

GRID_HINT = "Your numbers are evenly spaced, not random: that is a grid."
ONE_HINT = "You draw one number and repeat it: each of them should be drawn for itself."


def _u(size: int, seed: int) -> Array:
    return np.random.RandomState(seed).rand(size)


# --- samplers -----------------------------------------------------------------------------------------------------


@misconception("uniform.unit_interval", UNIFORM, "Your numbers lie between 0 and 1: stretch and shift them.")
def _unit(low: float, high: float, size: int, seed: int = 0) -> Array:
    return _u(size, seed)


@misconception("uniform.not_shifted", UNIFORM, "Your interval has the right length, but it begins at 0: where is low?")
def _not_shifted(low: float, high: float, size: int, seed: int = 0) -> Array:
    return (high - low) * _u(size, seed)


@misconception("uniform.too_long", UNIFORM, "Your interval ends at low + high. How long is it from low to high?")
def _too_long(low: float, high: float, size: int, seed: int = 0) -> Array:
    return low + high * _u(size, seed)


@misconception("uniform.log_scale", UNIFORM, "Your numbers crowd near low: that is the logarithmic scale.")
def _log_scale(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.asarray(low * (high / low) ** _u(size, seed))


@misconception("uniform.grid", UNIFORM, GRID_HINT)
def _grid(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.linspace(low, high, size)


@misconception("uniform.one_number", UNIFORM, ONE_HINT)
def _one(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.full(size, low + (high - low) * _u(1, seed)[0])


@misconception(
    "log.uniform", LOG, "Nearly all of your numbers lie in the last decade: draw the exponent, not the number."
)
def _log_uniform(low: float, high: float, size: int, seed: int = 0) -> Array:
    return low + (high - low) * _u(size, seed)


@misconception("log.exponents", LOG, "You return the exponents: raise the base to them.")
def _exponents(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.asarray(np.log10(low) + np.log10(high / low) * _u(size, seed))


@misconception(
    "log.bounds_are_exponents", LOG, "low and high are the numbers, not the exponents: take their logarithms."
)
def _as_exponents(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.asarray(10 ** (low + (high - low) * _u(size, seed)))


@misconception("log.natural_then_ten", LOG, "You take natural logarithms, but raise 10 to them: one base for both.")
def _natural_then_ten(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.asarray(10 ** (np.log(low) + np.log(high / low) * _u(size, seed)))


@misconception("log.ten_then_natural", LOG, "You take logarithms to base 10, but then use e: one base for both.")
def _ten_then_natural(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.asarray(np.exp(np.log10(low) + np.log10(high / low) * _u(size, seed)))


@misconception("log.grid", LOG, GRID_HINT)
def _log_grid(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.asarray(low * (high / low) ** np.linspace(0, 1, size))


@misconception("log.one_number", LOG, ONE_HINT)
def _log_one(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.full(size, low * (high / low) ** _u(1, seed)[0])


@misconception("beta.uniform", BETA, "Uniform values of beta hardly ever come close to high: think of 1 − beta.")
def _beta_uniform(low: float, high: float, size: int, seed: int = 0) -> Array:
    return low + (high - low) * _u(size, seed)


@misconception("beta.log_of_beta", BETA, "You draw beta itself on a log scale; it is 1 − beta that spans decades.")
def _log_beta(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.asarray(low * (high / low) ** _u(size, seed))


@misconception("beta.one_minus", BETA, "You return 1 − beta: turn it back into beta.")
def _one_minus(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.asarray((1 - high) * ((1 - low) / (1 - high)) ** _u(size, seed))


@misconception("beta.mirrored", BETA, "Your values crowd near low; they should be densest near high.")
def _mirrored(low: float, high: float, size: int, seed: int = 0) -> Array:
    return low + high - 1 + _one_minus(low, high, size, seed)


@misconception("beta.grid", BETA, GRID_HINT)
def _beta_grid(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.asarray(1 - (1 - high) * ((1 - low) / (1 - high)) ** np.linspace(0, 1, size))


@misconception("beta.one_number", BETA, ONE_HINT)
def _beta_one(low: float, high: float, size: int, seed: int = 0) -> Array:
    return np.full(size, 1 - _one_minus(low, high, 1, seed)[0])


# --- random search ------------------------------------------------------------------------------------------------


def _place(u: float, low: float, high: float, scale: str) -> float:
    return float(low * (high / low) ** u if scale == "log" else low + (high - low) * u)


def _draw(g: np.random.RandomState, low: float, high: float, scale: str) -> float:
    return _place(g.rand(), low, high, scale)


def _trials(objective: Objective, space: Space, n: int, seed: int, draw: Draw = _draw) -> list[Trial]:
    g = np.random.RandomState(seed)
    found: list[Trial] = []
    for _ in range(n):
        parameters = {name: draw(g, *limits) for name, limits in space.items()}
        found.append((parameters, objective(dict(parameters))))
    return found


def _best(trials: Sequence[Trial]) -> Trial:
    return min(trials, key=lambda t: t[1])


@misconception("search.maximum", SEARCH, "You return the trial with the highest value; the lowest is the best.")
def _maximum(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Trial:
    return max(_trials(objective, space, n_trials, seed), key=lambda t: t[1])


@misconception("search.last_trial", SEARCH, "You return the last trial, whatever its value: keep the best so far.")
def _last(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Trial:
    return _trials(objective, space, n_trials, seed)[-1]


@misconception("search.first_trial", SEARCH, "You return the first trial, whatever its value: compare them all.")
def _first(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Trial:
    return _trials(objective, space, n_trials, seed)[0]


@misconception(
    "search.parameters_not_kept",
    SEARCH,
    "The value is right, but the parameters are not those that gave it: keep both.",
)
def _not_kept(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Trial:
    trials = _trials(objective, space, n_trials, seed)
    return trials[-1][0], _best(trials)[1]


@misconception("search.starts_at_zero", SEARCH, "Your best value starts at 0, so no positive value is ever better.")
def _from_zero(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Any:
    return min([(None, 0.0), *_trials(objective, space, n_trials, seed)], key=lambda t: t[1])


@misconception("search.one_trial_too_many", SEARCH, "The objective is called once too often: each trial is one call.")
def _too_many(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Trial:
    parameters, _ = _best(_trials(objective, space, n_trials, seed))
    return parameters, objective(dict(parameters))


@misconception("search.one_trial_missing", SEARCH, "One trial is missing: how often does your loop run?")
def _missing(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Any:
    trials = _trials(objective, space, n_trials - 1, seed)
    return _best(trials) if trials else (None, float("inf"))


@misconception(
    "search.log_ignored", SEARCH, 'You draw uniformly where the scale is "log": nearly all fall in the last decade.'
)
def _log_ignored(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Trial:
    return _best(_trials(objective, space, n_trials, seed, lambda g, low, high, _: _draw(g, low, high, "linear")))


@misconception("search.always_log", SEARCH, 'You draw on a log scale where the scale is "linear".')
def _always_log(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Trial:
    return _best(_trials(objective, space, n_trials, seed, lambda g, low, high, _: _draw(g, low, high, "log")))


@misconception("search.same_parameters", SEARCH, "All trials have the same parameters: draw anew in every trial.")
def _same(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Trial:
    start = np.random.RandomState(seed)
    fixed = {limits: _draw(start, *limits) for limits in space.values()}
    return _best(_trials(objective, space, n_trials, seed, lambda g, low, high, s: fixed[low, high, s]))


@misconception(
    "search.shared_draw", SEARCH, "One random number serves all hyperparameters of a trial: draw one for each."
)
def _shared(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Trial:
    g = np.random.RandomState(seed)
    trials: list[Trial] = []
    for u in g.rand(n_trials):
        parameters = {name: _place(u, *limits) for name, limits in space.items()}
        trials.append((parameters, objective(dict(parameters))))
    return _best(trials)


@misconception("search.grid", SEARCH, "You go through a grid; the trials should be drawn at random.")
def _grid_search(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Trial:
    side = int(np.ceil(n_trials ** (1 / len(space))))
    trials: list[Trial] = []
    for i in range(n_trials):
        parameters = {}
        for k, (name, limits) in enumerate(space.items()):
            parameters[name] = _place((i // side**k % side + 0.5) / side, *limits)
        trials.append((parameters, objective(dict(parameters))))
    return _best(trials)


@misconception("search.pair_swapped", SEARCH, "Return the parameters first and the value second.")
def _pair_swapped(objective: Objective, space: Space, n_trials: int, seed: int = 0) -> Any:
    parameters, value = _best(_trials(objective, space, n_trials, seed))
    return value, parameters


# --- coarse to fine -----------------------------------------------------------------------------------------------


def _box(space: Space, kept: Sequence[Trial]) -> dict[str, Range]:
    return coarse_to_fine(space, kept, len(kept))


def _by_value(trials: Sequence[Trial]) -> list[Trial]:
    return sorted(trials, key=lambda t: t[1])


@misconception("fine.highest", FINE, "You keep the trials with the highest values; the lowest are the best.")
def _highest(space: Space, trials: Sequence[Trial], keep: int) -> dict[str, Range]:
    return _box(space, _by_value(trials)[-keep:])


@misconception("fine.not_sorted", FINE, "You keep the first trials of the list; it comes in any order.")
def _not_sorted(space: Space, trials: Sequence[Trial], keep: int) -> dict[str, Range]:
    return _box(space, list(trials)[:keep])


@misconception("fine.all_trials", FINE, "Your box holds all trials: keep only the best before you look for its ends.")
def _all_trials(space: Space, trials: Sequence[Trial], keep: int) -> dict[str, Range]:
    return _box(space, trials)


@misconception("fine.one_too_many", FINE, "You keep one trial too many.")
def _one_more(space: Space, trials: Sequence[Trial], keep: int) -> dict[str, Range]:
    return _box(space, _by_value(trials)[: keep + 1])


@misconception("fine.one_too_few", FINE, "You keep one trial too few.")
def _one_less(space: Space, trials: Sequence[Trial], keep: int) -> dict[str, Range]:
    return _box(space, _by_value(trials)[: max(keep - 1, 1)])


@misconception("fine.best_alone", FINE, "Your box is a single point, the best trial: it should hold all that are kept.")
def _best_alone(space: Space, trials: Sequence[Trial], keep: int) -> dict[str, Range]:
    return _box(space, _by_value(trials)[:1])


@misconception("fine.scale_lost", FINE, "Each range is (low, high, scale): the scale is missing.")
def _scale_lost(space: Space, trials: Sequence[Trial], keep: int) -> Any:
    return {name: limits[:2] for name, limits in coarse_to_fine(space, trials, keep).items()}


@misconception("fine.ends_swapped", FINE, "low comes before high.")
def _ends_swapped(space: Space, trials: Sequence[Trial], keep: int) -> dict[str, Range]:
    return {name: (high, low, s) for name, (low, high, s) in coarse_to_fine(space, trials, keep).items()}


@misconception("fine.space_unchanged", FINE, "You return the old space: shrink it to the best trials.")
def _unchanged(space: Space, trials: Sequence[Trial], keep: int) -> dict[str, Range]:
    return dict(space)


MISCONCEPTIONS = collect(globals())
