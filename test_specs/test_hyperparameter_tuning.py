"""Checks of the assignment "Hyperparameter Tuning": draws by their distribution, the search by what it asked.

Owns the strategies and what a wrong answer is called. The reference is reached only through `expected`.

NOTE [False alarms]: honest draws are rejected with probability at most RISK = 1e-12 a statistic, by bounds that hold
for every sample size: Massart's constant in the Dvoretzky-Kiefer-Wolfowitz inequality for distributions, Hoeffding's
inequality for shares. A grading takes at most 60 of them: below 1e-10. Rounding moves ends by less than SLACK.

NOTE [One sample]: each statistic is taken over one call; students who seed inside repeat themselves between calls.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.spec import assert_close, assert_equal, check, expected, fail, given, st

RISK = 1e-12
SLACK = 1e-6
MANY = 4000
TRIALS = 300

seeds = st.integers(0, 9999)
Place = Callable[[Any, float, float], Any]
"""Where between its ends a number lies on its scale, from 0 to 1."""


def linear(x: Any, low: float, high: float) -> Any:
    """On the linear scale."""
    return (x - low) / (high - low)


def log(x: Any, low: float, high: float) -> Any:
    """On the logarithmic scale."""
    return np.log(np.maximum(x, 1e-300) / low) / math.log(high / low)


def log_of_rest(x: Any, low: float, high: float) -> Any:
    """On the logarithmic scale of 1 − x, from low to high."""
    return 1 - log(1 - x, 1 - high, 1 - low)


def gap(u: Any) -> float:
    """The largest distance between the numbers' distribution function and that of uniform ones."""
    n, steps = len(u), np.sort(u)
    return float(max(np.max(np.arange(1, n + 1) / n - steps), np.max(steps - np.arange(n) / n)))


def odd(u: Any) -> str | None:
    """What tells numbers from independent ones, uniform from 0 to 1, or None."""
    n = len(u)
    if not np.isfinite(u).all() or u.min() < -SLACK or u.max() > 1 + SLACK:
        return "outside"
    if 2 * len(np.unique(u)) <= n:
        return "repeated"
    if gap(u) > math.sqrt(math.log(2 / RISK) / (2 * n)):
        return "uneven"
    pairs = n // 2
    rising = np.mean(u[0 : 2 * pairs : 2] < u[1 : 2 * pairs : 2])
    return "ordered" if abs(rising - 0.5) > math.sqrt(math.log(2 / RISK) / (2 * pairs)) else None


MESSAGES = {
    "outside": "some lie outside low and high",
    "repeated": "most of them are equal",
    "uneven": "they are not distributed as asked between low and high",
    "ordered": "they come in order: that is no random draw",
}


def require_numbers(found: Any, size: int) -> Any:
    """A flat array of that many numbers."""
    numbers = np.asarray(found) if isinstance(found, list | tuple) and found else found
    if not isinstance(numbers, np.ndarray) or numbers.dtype.kind not in "iuf":
        fail("the result should be an array of numbers")
    if numbers.shape != (size,):
        fail(f"the result has shape {numbers.shape}, should be ({size},)")
    return numbers.astype(np.float64)


def require_sample(
    found: Any, low: float, high: float, place: Place, topic: str, suspects: Mapping[str, Callable[[Any], Any]]
) -> None:
    """MANY independent numbers, uniform on the scale of `place`; `suspects` say where mistakes would be uniform."""
    x = require_numbers(found, MANY)
    with np.errstate(all="ignore"):
        problem = odd(place(x, low, high))
        if problem is None:
            return
        names = {"repeated": f"{topic}.one_number", "ordered": f"{topic}.grid"}
        fitting = {n: gap(f(x)) for n, f in suspects.items() if odd(f(x)) is None}
        named = names.get(problem) or min(fitting, key=fitting.__getitem__, default=None)
    fail(f"of {MANY} numbers for low = {low:g} and high = {high:g} {MESSAGES[problem]}", misconception=named)


SIZES = st.integers(3, 40)


@st.composite
def plain_ranges(draw: st.DrawFn) -> tuple[float, float]:
    """low and high of like size."""
    low = draw(st.integers(20, 90)) / 10
    return low, low + draw(st.integers(30, 90)) / 10


@st.composite
def wide_ranges(draw: st.DrawFn) -> tuple[float, float]:
    """low and high some decades apart."""
    low = draw(st.integers(12, 90)) * draw(st.sampled_from([1e-5, 1e-6, 1e-4]))
    return low, low * draw(st.integers(150, 9000))


@st.composite
def beta_ranges(draw: st.DrawFn) -> tuple[float, float]:
    """low and high of a momentum."""
    return draw(st.integers(50, 92)) / 100, 1 - draw(st.integers(2, 90)) / 10000


# --- samplers -----------------------------------------------------------------------------------------------------


@check(
    "sample_uniform",
    deterministic=False,
    cases=4,
    hint="How many numbers to draw is the argument size. Return all of them.",
)
@given(ends=plain_ranges(), size=SIZES, seed=seeds)
def test_uniform_shape(subject: Any, ends: Any, size: int, seed: int) -> None:
    """As many numbers come back as were asked for."""
    require_numbers(subject.sample_uniform(*ends, size, seed), size)


@check(
    "sample_uniform",
    points=10,
    cases=2,
    deterministic=False,
    kills=[
        "uniform.unit_interval",
        "uniform.not_shifted",
        "uniform.too_long",
        "uniform.log_scale",
        "uniform.grid",
        "uniform.one_number",
    ],
    hint="Draw a thousand numbers and plot their histogram.",
)
@given(ends=plain_ranges(), seed=seeds)
def test_uniform(subject: Any, ends: Any, seed: int) -> None:
    """The numbers are uniform between low and high, each drawn for itself."""
    low, high = ends
    suspects = {
        "uniform.unit_interval": lambda x: x,
        "uniform.not_shifted": lambda x: x / (high - low),
        "uniform.too_long": lambda x: (x - low) / high,
        "uniform.log_scale": lambda x: log(x, low, high),
    }
    require_sample(subject.sample_uniform(low, high, MANY, seed), low, high, linear, "uniform", suspects)


@check(
    "sample_log_uniform",
    deterministic=False,
    cases=4,
    hint="How many numbers to draw is the argument size. Return all of them.",
)
@given(ends=wide_ranges(), size=SIZES, seed=seeds)
def test_log_shape(subject: Any, ends: Any, size: int, seed: int) -> None:
    """As many numbers come back as were asked for."""
    require_numbers(subject.sample_log_uniform(*ends, size, seed), size)


@check(
    "sample_log_uniform",
    points=10,
    cases=2,
    deterministic=False,
    kills=[
        "log.uniform",
        "log.exponents",
        "log.bounds_are_exponents",
        "log.natural_then_ten",
        "log.ten_then_natural",
        "log.grid",
        "log.one_number",
    ],
    hint="Count how many of a thousand numbers fall in each decade: about as many in each.",
)
@given(ends=wide_ranges(), seed=seeds)
def test_log(subject: Any, ends: Any, seed: int) -> None:
    """The logarithms of the numbers are uniform between those of low and high."""
    low, high = ends
    ten = math.log(10)
    suspects = {
        "log.uniform": lambda x: linear(x, low, high),
        "log.exponents": lambda x: log(10**x, low, high),
        "log.bounds_are_exponents": lambda x: linear(np.log10(x), low, high),
        "log.natural_then_ten": lambda x: log(x, low**ten, high**ten),
        "log.ten_then_natural": lambda x: log(x, low ** (1 / ten), high ** (1 / ten)),
    }
    require_sample(subject.sample_log_uniform(low, high, MANY, seed), low, high, log, "log", suspects)


@check(
    "sample_momentum_beta",
    deterministic=False,
    cases=4,
    hint="How many numbers to draw is the argument size. Return all of them.",
)
@given(ends=beta_ranges(), size=SIZES, seed=seeds)
def test_beta_shape(subject: Any, ends: Any, size: int, seed: int) -> None:
    """As many numbers come back as were asked for."""
    require_numbers(subject.sample_momentum_beta(*ends, size, seed), size)


@check(
    "sample_momentum_beta",
    points=10,
    cases=2,
    deterministic=False,
    kills=["beta.uniform", "beta.log_of_beta", "beta.one_minus", "beta.mirrored", "beta.grid", "beta.one_number"],
    hint="Between 0.9 and 0.999 half of the values should lie above 0.99.",
)
@given(ends=beta_ranges(), seed=seeds)
def test_beta(subject: Any, ends: Any, seed: int) -> None:
    """The logarithms of 1 − beta are uniform between those of 1 − high and 1 − low."""
    low, high = ends
    suspects = {
        "beta.uniform": lambda x: linear(x, low, high),
        "beta.log_of_beta": lambda x: log(x, low, high),
        "beta.one_minus": lambda x: log_of_rest(1 - x, low, high),
        "beta.mirrored": lambda x: log_of_rest(low + high - x, low, high),
    }
    require_sample(subject.sample_momentum_beta(low, high, MANY, seed), low, high, log_of_rest, "beta", suspects)


# --- random search ------------------------------------------------------------------------------------------------


class Objective:
    """A given objective that remembers what it was asked and what it said."""

    def __init__(self, space: Mapping[str, Any], offset: float) -> None:
        self.space = space
        self.offset = offset
        self.asked: list[tuple[dict[str, float], float]] = []
        self.problem: str | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> float:
        """The offset plus a rugged function of where the hyperparameters lie."""
        parameters = args[0] if len(args) == 1 and not kwargs else None
        if not isinstance(parameters, dict) or set(parameters) != set(self.space):
            self.problem = f"the objective should be called with one dict that has the keys {sorted(self.space)}"
            return self.offset
        values: dict[str, float] = {}
        for name, value in parameters.items():
            number = np.asarray(value)
            if number.shape != () or number.dtype.kind not in "iuf":
                self.problem = f"the objective was called with {name} that is not a number"
                return self.offset
            values[name] = float(number)
        spots = [(self.place(n, v) - 0.37) * (k + 1.3) for k, (n, v) in enumerate(values.items())]
        answer = self.offset + sum(s * s + 0.1 * math.sin(40 * s) for s in spots)
        self.asked.append((values, answer))
        return answer

    def place(self, name: str, value: float, scale: str | None = None) -> float:
        """Where the value lies between the ends of its range, on its scale."""
        low, high, own = self.space[name]
        spot = log(value, low, high) if (scale or own) == "log" else linear(value, low, high)
        return float(np.clip(spot, -9.0, 9.0)) if math.isfinite(spot) else 9.0


@st.composite
def spaces(draw: st.DrawFn) -> dict[str, tuple[float, float, str]]:
    """Two hyperparameters on a log scale and one on a linear scale, in any order."""
    rate = draw(st.integers(2, 9)) * 1e-5
    items = [
        ("learning_rate", (rate, rate * 3000, "log")),
        ("hidden_units", (draw(st.integers(2, 5)) * 1.0, draw(st.integers(300, 900)) * 1.0, "linear")),
        ("lambd", (draw(st.integers(2, 9)) * 1e-3, draw(st.integers(5, 9)) * 1.0, "log")),
    ]
    return dict(draw(st.permutations(items)))


def run_search(subject: Any, space: Any, n_trials: int, offset: float, seed: int) -> Objective:
    """One search whose calls and whose result are right."""
    objective = Objective(space, offset)
    found = subject.random_search(objective, space, n_trials, seed)
    asked = objective.asked
    if objective.problem:
        fail(objective.problem)
    if len(asked) != n_trials:
        named = {1: "search.one_trial_too_many", -1: "search.one_trial_missing"}.get(len(asked) - n_trials)
        fail(f"the objective was called {len(asked)} times, should be n_trials = {n_trials}", misconception=named)
    if not isinstance(found, list | tuple) or len(found) != 2:
        fail("the result should be a pair (best_parameters, best_value)")
    if isinstance(found[1], dict):
        fail("the result is (value, parameters)", misconception="search.pair_swapped")
    best = min(asked, key=lambda t: t[1])
    if found[0] is None and isinstance(found[1], int | float) and found[1] == 0:
        fail("no trial was better than 0", misconception="search.starts_at_zero")
    by_value = {value: parameters for parameters, value in asked}
    at = next((v for v in by_value if isinstance(found[1], int | float) and math.isclose(found[1], v)), None)
    if at is not None and isinstance(found[0], dict):
        same = found[0].keys() == best[0].keys() and all(is_near(found[0][k], by_value[at][k]) for k in best[0])
        ends = {"search.maximum": max(by_value), "search.last_trial": asked[-1][1], "search.first_trial": asked[0][1]}
        matching = [name for name, v in ends.items() if v == at and same]
        named = matching[0] if len(matching) == 1 else None
        if at == best[1] and not same:
            fail("best_parameters are not those that gave best_value", misconception="search.parameters_not_kept")
        if at != best[1]:
            fail(f"best_value is {at:.6g}, but a trial gave {best[1]:.6g}", misconception=named)
    assert_close(found, best, name="(best_parameters, best_value)")
    return objective


def is_near(a: Any, b: float) -> bool:
    """Whether a is the number b, give or take rounding."""
    return isinstance(a, int | float) and math.isclose(a, b, rel_tol=1e-6)


@check(
    "random_search",
    cases=4,
    deterministic=False,
    kills=[
        "search.maximum",
        "search.last_trial",
        "search.first_trial",
        "search.parameters_not_kept",
        "search.starts_at_zero",
        "search.one_trial_too_many",
        "search.one_trial_missing",
        "search.pair_swapped",
    ],
    hint="Count the calls, and print what the objective gives for each: which is the best, and for which parameters?",
)
@given(space=spaces(), n_trials=st.integers(20, 30), seed=seeds)
def test_search_result(subject: Any, space: Any, n_trials: int, seed: int) -> None:
    """The objective is called n_trials times, and the best of these trials comes back."""
    for offset in (50.0, -50.0):
        run_search(subject, space, n_trials, offset, seed)


@check(
    "random_search",
    points=10,
    cases=1,
    deterministic=False,
    kills=["search.log_ignored", "search.always_log", "search.same_parameters", "search.shared_draw", "search.grid"],
    hint="Print the parameters of a few trials, and see whether each is drawn for itself and on its scale.",
)
@given(space=spaces(), seed=seeds)
def test_search(subject: Any, space: Any, seed: int) -> None:
    """Every trial draws each hyperparameter for itself, on its own scale, and the best one comes back."""
    objective = run_search(subject, space, TRIALS, 50.0, seed)
    spots = {n: np.array([objective.place(n, p[n]) for p, _ in objective.asked]) for n in space}
    flaws = {n: odd(u) for n, u in spots.items()}
    if any(flaws.values()):
        other = {"log": "linear", "linear": "log"}
        uneven = {space[n][2] for n, flaw in flaws.items() if flaw == "uneven"}
        swapped = {
            n: np.array([objective.place(n, p[n], other[space[n][2]]) for p, _ in objective.asked]) for n in space
        }
        fits = all(odd(swapped[n]) is None for n, flaw in flaws.items() if flaw)
        named = None
        if len({tuple(p.items()) for p, _ in objective.asked}) == 1:
            named = "search.same_parameters"
        elif fits and len(uneven) == 1:
            named = "search.log_ignored" if uneven == {"log"} else "search.always_log"
        elif any(flaw == "repeated" for flaw in flaws.values()):
            named = "search.grid"
        name, flaw = next((n, f) for n, f in flaws.items() if f)
        fail(f"of {TRIALS} draws of {name} for {space[name]} {MESSAGES[str(flaw)]}", misconception=named)
    names = sorted(spots)
    for a, b in ((0, 1), (0, 2), (1, 2)):
        both = np.mean((spots[names[a]] < 0.5) == (spots[names[b]] < 0.5))
        if abs(both - 0.5) > math.sqrt(math.log(2 / RISK) / (2 * TRIALS)):
            fail(f"{names[a]} and {names[b]} depend on each other", misconception="search.shared_draw")


# --- coarse to fine -----------------------------------------------------------------------------------------------


@st.composite
def searched(draw: st.DrawFn) -> tuple[dict[str, Any], list[Any], int]:
    """Arguments of coarse_to_fine: every further trial, from the best to the worst, widens each range."""
    rng = np.random.default_rng(draw(seeds))
    space = draw(spaces())
    count = draw(st.integers(7, 11))
    keep = draw(st.integers(3, count - 2))
    trials: list[Any] = []
    for rank in range(count):
        parameters = {}
        for name, (low, high, scale) in space.items():
            u = 0.5 + (1 if rng.random() < 0.5 else -1) * (rank + 0.5 + 0.3 * rng.random()) * 0.04
            parameters[name] = float(low * (high / low) ** u if scale == "log" else low + (high - low) * u)
        trials.append((parameters, float(-2.0 + rank * 0.5 + 0.2 * rng.random())))
    order = draw(st.permutations(range(count)))
    return space, [trials[i] for i in order], keep


@check(
    "coarse_to_fine",
    hint="Sort the trials by their value: the smallest is the best. Which of them are kept?",
)
def test_fine_known(subject: Any) -> None:
    """Of the values 5, 1, 2 the best two are 1 and 2."""
    trials = [({"a": 5.0}, 0.3), ({"a": 1.0}, 0.1), ({"a": 2.0}, 0.2)]
    found = subject.coarse_to_fine({"a": (0.0, 9.0, "linear")}, trials, 2)
    assert_close(found, {"a": (1.0, 2.0, "linear")}, name="new space")


@check(
    "coarse_to_fine",
    points=10,
    cases=6,
    kills=[
        "fine.highest",
        "fine.not_sorted",
        "fine.all_trials",
        "fine.one_too_many",
        "fine.one_too_few",
        "fine.best_alone",
        "fine.scale_lost",
        "fine.ends_swapped",
        "fine.space_unchanged",
    ],
    hint="For each name look at the values of the kept trials alone: between which two do they lie?",
)
@given(case=searched())
def test_fine(subject: Any, case: Any) -> None:
    """The new space is the smallest box that holds the best trials, on the old scales."""
    found, right = subject.coarse_to_fine(*case), expected(*case)
    assert_close(found, right, name="new space")
    assert_equal(sorted(found), sorted(right), name="names of the new space")
