"""Inputs that specs of several components draw: networks of any shape, gradients of any size, numbers to read.

Owns how inputs are drawn, nothing of what is right. Shapes and small numbers come from Hypothesis, so that they
shrink; arrays are filled by a generator with a drawn seed, so that they are rich. Every strategy's simplest draw is
a legal input.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

__all__ = [
    "LARGEST",
    "SMALLEST",
    "grads_along",
    "hundredths",
    "layer_shapes",
    "learning_rates",
    "magnitudes",
    "parameters_of",
    "powers_of_ten",
    "round_up",
    "seeds",
    "signs_of",
    "zeros_like_grads",
]

Array = NDArray[np.float64]
Shape = tuple[int, int]

SMALLEST, LARGEST = 1.0, 3.0
"""Between these lie the magnitudes of entries, before scaling."""


def seeds() -> st.SearchStrategy[int]:
    """Seeds of generators; also what a student's `np.random.seed` accepts."""
    return st.integers(0, 2**32 - 1)


def hundredths(lowest: int, highest: int) -> st.SearchStrategy[float]:
    """Numbers of two decimals from lowest/100 to highest/100: short to read, few of them exact in binary."""
    return st.integers(lowest, highest).map(lambda n: n / 100)


def learning_rates() -> st.SearchStrategy[float]:
    """From 0.001 to 0.7."""
    return st.integers(1, 700).map(lambda n: n / 1000)


def powers_of_ten(lowest: int, highest: int) -> st.SearchStrategy[float]:
    """1e<lowest> … 1e<highest>, the exponent nearest 0 first."""
    return st.integers(lowest, highest).map(lambda n: float(f"1e{n}"))


def round_up(x: float) -> float:
    """The power of ten at or above x > 0."""
    return float(f"1e{math.ceil(math.log10(x))}")


@st.composite
def layer_shapes(draw: st.DrawFn, least: int, most: int) -> list[Shape]:
    """The shapes of W1 … WL, L from `least` to `most`, sides from 1 to 6.

    Rows and columns of a layer differ, and layers need not chain: no transposed array fits by chance.
    """
    shapes = []
    for _ in range(draw(st.integers(least, most))):
        rows, further = draw(st.integers(1, 6)), draw(st.integers(1, 5))
        shapes.append((rows, (rows - 1 + further) % 6 + 1))
    return shapes


def magnitudes(generator: np.random.Generator, shape: Sequence[int]) -> Array:
    """Random numbers from 1 to 3 of two decimals.

    None is near zero: a zero would hide what a wrong rule does to it, and a tiny number would be all rounding.
    """
    return np.asarray(np.round(generator.uniform(SMALLEST, LARGEST, tuple(shape)), 2), dtype=np.float64)


def signs_of(generator: np.random.Generator, shapes: Sequence[Shape]) -> dict[str, Array]:
    """A sign for every entry of W1, b1, …, negative for the first of each Wl: the smallest network has one too."""
    signs: dict[str, Array] = {}
    for k, (rows, columns) in enumerate(shapes, start=1):
        signs[f"W{k}"] = generator.choice([-1.0, 1.0], (rows, columns))
        signs[f"W{k}"][0, 0] = -1.0
        signs[f"b{k}"] = generator.choice([-1.0, 1.0], (rows, 1))
    return signs


def parameters_of(generator: np.random.Generator, shapes: Sequence[Shape], scales: Sequence[float]) -> dict[str, Array]:
    """W1, b1, … of random signs, each layer at its own scale."""
    return _scaled(generator, signs_of(generator, shapes), scales)


def grads_along(
    generator: np.random.Generator, signs: Mapping[str, Array], scales: Sequence[float]
) -> dict[str, Array]:
    """dW1, db1, … of the given signs, each layer at its own scale.

    Arrays drawn along the same signs never cancel in an average, where rounding would be all that is left.
    """
    return {f"d{name}": value for name, value in _scaled(generator, signs, scales).items()}


def zeros_like_grads(parameters: Mapping[str, Any]) -> dict[str, Array]:
    """dW1, db1, … of zeros: an average before its first step."""
    return {f"d{name}": np.zeros(np.shape(value)) for name, value in parameters.items()}


def _scaled(generator: np.random.Generator, signs: Mapping[str, Array], scales: Sequence[float]) -> dict[str, Array]:
    return {name: magnitudes(generator, sign.shape) * sign * scales[int(name[1:]) - 1] for name, sign in signs.items()}
