"""What NumPy had when the notebooks were written works again for student code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy
import pytest

from grader.runtime.retired import bring_back

np: Any = numpy
"""For the type checker, which knows the names of today only."""


@pytest.fixture(autouse=True)
def own_numpy() -> Iterator[None]:
    """NumPy's names as they were, afterwards."""
    before = dict(vars(np))
    bring_back()
    yield
    vars(np).clear()
    vars(np).update(before)


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning", "ignore:`in1d` is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("old", "value"),
    [
        (lambda: (np.array([0.2, 0.9]) < 0.5).astype(np.int), np.array([1, 0])),
        (lambda: np.zeros((2, 1), dtype=np.float), np.zeros((2, 1))),
        (lambda: np.zeros(2, np.float_), np.zeros(2)),
        (lambda: np.int(np.floor(7 / 2)), 3),
        (lambda: np.float(2), 2.0),
        (lambda: np.product([2, 3]), 6),
        (lambda: np.asscalar(np.array([[4.5]])), 4.5),
        (lambda: np.asfarray([1, 2]), np.array([1.0, 2.0])),
        (lambda: np.asfarray([1, 2], dtype=int), np.array([1.0, 2.0])),
        (lambda: np.in1d([[1, 2], [3, 4]], [2, 3]), np.array([False, True, True, False])),
        (lambda: np.mat([[1, 2]]) * np.mat([[3], [4]]), np.array([[11]])),
        (lambda: np.round_(2.567, 1), 2.6),
        (lambda: np.Inf, np.inf),
        (lambda: np.alltrue([True, False]), False),
        (lambda: np.sum(w**2 for w in [1.0, 2.0]), 5.0),
        (lambda: np.sum(np.ones((2, 3)), axis=1, keepdims=True), np.full((2, 1), 3.0)),
        (lambda: np.sum(a=[1, 2]), 3),
    ],
)
def test_old_names_mean_what_they_meant(old: Callable[[], Any], value: object) -> None:
    """Each gives what the NumPy of the course's own notebooks gave."""
    assert np.array_equal(old(), value)


def test_names_of_today_are_left_alone() -> None:
    """Only `sum` is replaced, and is still called so; done twice, it is done once."""
    kept = {name: getattr(np, name) for name in ("bool", "long", "prod", "float64")}
    total = np.sum
    bring_back()
    assert np.sum is total
    assert np.sum.__name__ == "sum"
    assert all(getattr(np, name) is value for name, value in kept.items())
