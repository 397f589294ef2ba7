"""Statistics that tell a weight matrix from independent normal numbers of a given standard deviation.

Owns the bounds and their error rates. Knows neither the course's functions nor what a wrong matrix means.

NOTE [False alarms]: every statistic comes with a bound that holds for each sample size n, not only in the limit, and
rejects honest normal numbers with probability at most RISK = 1e-12. `flaw` takes four of them over one matrix.

NOTE [One sample]: each statistic is taken over one matrix of one call, never over several calls or layers. Most
students seed inside the function, so their calls repeat each other; some seed again before each layer, so their
layers begin with the same numbers.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

__all__ = ["RISK", "Layer", "copied", "fits", "flaw", "lined_up", "off_centre", "off_scale", "off_shape"]

RISK = 1e-12

_TAIL = math.log(2 / RISK)  # for bounds of the form 2 exp(-x)
_SIGMAS = math.sqrt(2 * math.log(1 / RISK))  # P(|z| > t) <= exp(-t²/2) for a standard normal z
_GRID = np.linspace(-3, 3, 61)
_NORMAL_CDF = np.array([0.5 * (1 + math.erf(x / math.sqrt(2))) for x in _GRID])


class Layer(NamedTuple):
    """A weight matrix, shape (outputs, inputs), with what rules of thumb make its scale from."""

    name: str
    W: np.ndarray[Any, np.dtype[np.float64]]
    first: int
    """Width of the network's input."""

    @property
    def inputs(self) -> int:
        return self.W.shape[1]

    @property
    def outputs(self) -> int:
        return self.W.shape[0]

    @property
    def spread(self) -> float:
        """Root mean square: the standard deviation of numbers whose mean is zero."""
        return math.sqrt(float(np.mean(self.W**2)))


def off_centre(layer: Layer, scale: float) -> str | None:
    """The mean of n numbers N(0, σ²) is N(0, σ²/n): |mean| <= 7.4 σ/√n."""
    mean, n = float(layer.W.mean()), layer.W.size
    if abs(mean) <= _SIGMAS * scale / math.sqrt(n):
        return None
    return f"{layer.name} has mean {mean:.3g}, should be about 0"


def off_scale(layer: Layer, scale: float) -> str | None:
    """Σ(w/σ)² is χ² with n degrees of freedom: within n - 2√(nx) and n + 2√(nx) + 2x, x = ln(2/RISK).

    Laurent and Massart, "Adaptive estimation of a quadratic functional by model selection" (2000), lemma 1. For
    n = 15,000 that allows the standard deviation to be 4.6 % off.
    """
    n = layer.W.size
    energy = float(np.sum((layer.W / scale) ** 2))
    slack = 2 * math.sqrt(n * _TAIL)
    if n - slack <= energy <= n + slack + 2 * _TAIL:
        return None
    size = f"{_count(layer.outputs, 'unit')} of {_count(layer.inputs, 'input')}"
    return f"{layer.name} has standard deviation {layer.spread:.4g}, should be about {scale:.4g}, for {size}"


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def off_shape(layer: Layer, scale: float) -> str | None:
    """The largest gap between the sample's and the normal distribution function is at most √(ln(2/RISK) / 2n).

    Massart's constant in the Dvoretzky-Kiefer-Wolfowitz inequality (1990). Looking on a grid only makes the gap
    smaller. For n = 15,000 the bound is 0.031; a uniform distribution of the same variance is 0.057 away.
    """
    n = layer.W.size
    share = np.searchsorted(np.sort(layer.W, axis=None), _GRID * scale, side="right") / n
    gap = np.abs(share - _NORMAL_CDF)
    worst = int(np.argmax(gap))
    if gap[worst] <= math.sqrt(_TAIL / (2 * n)):
        return None
    return (
        f"{layer.name} is not normally distributed: {share[worst]:.1%} of its numbers lie below "
        f"{_GRID[worst] * scale:.3g}, of normal ones {_NORMAL_CDF[worst]:.1%} would"
    )


def lined_up(layer: Layer, scale: float) -> str | None:
    """The largest singular value of independent N(0, σ²) entries is at most σ(√rows + √columns + 7.4).

    Davidson and Szarek, "Local operator theory, random matrices and Banach spaces" (2001), theorem II.13. Repeated,
    sorted or otherwise patterned rows and columns go far beyond.
    """
    rows, columns = layer.W.shape
    W = layer.W / scale
    gram = W @ W.T if rows < columns else W.T @ W
    largest = math.sqrt(float(np.linalg.eigvalsh(gram)[-1]))
    if largest <= math.sqrt(rows) + math.sqrt(columns) + _SIGMAS:
        return None
    return f"the rows or columns of {layer.name} follow a pattern: they are not drawn independently"


def copied(layer: Layer) -> str | None:
    """At most half of the rows, or of the columns, differ.

    Two rows of at least two float32 numbers agree with probability below 2⁻⁴⁰: half of them never do.
    """
    if min(layer.W.shape) < 2:
        return None
    for W, word in ((layer.W, "rows"), (layer.W.T, "columns")):
        # Copies begin alike: only where the first entries repeat need whole rows be compared.
        if 2 * len(np.unique(W[:, 0])) <= len(W) and 2 * len({row.tobytes() for row in W}) <= len(W):
            return f"{layer.name} has {word} that are copies of each other"
    return None


def flaw(layer: Layer, scale: float) -> str | None:
    """What tells the matrix from independent normal numbers of the given standard deviation, or None."""
    if not np.isfinite(layer.W).all():
        return f"{layer.name} holds numbers that are not finite"
    problem = copied(layer) or off_centre(layer, scale) or off_scale(layer, scale)
    return problem or off_shape(layer, scale) or lined_up(layer, scale)


def fits(layer: Layer, scale: float) -> bool:
    """Whether the matrix could be normal numbers of this standard deviation; zero fits zeros only."""
    if scale == 0:
        return not layer.W.any()
    return (off_centre(layer, scale) or off_scale(layer, scale) or off_shape(layer, scale)) is None
