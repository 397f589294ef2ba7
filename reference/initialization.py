"""Three ways to initialize the parameters of a fully connected network.

Owns the right answers of the assignment "Initialization". Knows nothing of how answers are checked. The two random
functions draw what the course's template draws: `RandomState(3)`, standard normal, W1, W2, … in order.

In all three `layers_dims` lists the width of every layer, input first, and layer l of the L = len(layers_dims) - 1
weight layers gets ``Wl``, shape (n_l, n_{l-1}), and ``bl``, shape (n_l, 1), float64. Biases are zero: random weights
alone break the symmetry between the units of a layer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "TEMPLATE_SEED",
    "initialize_parameters_he",
    "initialize_parameters_random",
    "initialize_parameters_zeros",
]

Parameters = dict[str, NDArray[np.float64]]

TEMPLATE_SEED = 3
"""The seed that the template sets before it draws."""


def initialize_parameters_zeros(layers_dims: Sequence[int]) -> Parameters:
    """Set every weight and bias to zero.

    Parameters
    ----------
    layers_dims : sequence of int
        Widths n_0 … n_L, each at least 1.

    Returns
    -------
    dict
        W1, b1, …, WL, bL.

    Notes
    -----
    All units of a layer then compute the same and get the same gradient, for ever: the network learns nothing that a
    single unit a layer could not. Goodfellow, Bengio, Courville, *Deep Learning* (2016), section 8.4.

    Examples
    --------
    >>> initialize_parameters_zeros([2, 1])
    {'W1': array([[0., 0.]]), 'b1': array([[0.]])}
    """
    parameters: Parameters = {}
    for l in range(1, len(layers_dims)):
        parameters[f"W{l}"] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters


def initialize_parameters_random(layers_dims: Sequence[int]) -> Parameters:
    """Draw weights of ten times the standard normal distribution; biases are zero.

    Parameters
    ----------
    layers_dims : sequence of int
        Widths n_0 … n_L, each at least 1.

    Returns
    -------
    dict
        W1, b1, …, WL, bL with Wl ~ 10 · N(0, 1).

    Notes
    -----
    The factor 10 is too large on purpose: the symmetry is broken, yet the sigmoid saturates and learning is slow.

    Examples
    --------
    >>> initialize_parameters_random([3, 2, 1])["W2"].round(8)
    array([[-0.82741481, -6.27000677]])
    """
    generator = np.random.RandomState(TEMPLATE_SEED)
    parameters: Parameters = {}
    for l in range(1, len(layers_dims)):
        parameters[f"W{l}"] = generator.randn(layers_dims[l], layers_dims[l - 1]) * 10
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters


def initialize_parameters_he(layers_dims: Sequence[int]) -> Parameters:
    """Draw weights of variance 2 / n_{l-1}, He initialization; biases are zero.

    Parameters
    ----------
    layers_dims : sequence of int
        Widths n_0 … n_L, each at least 1.

    Returns
    -------
    dict
        W1, b1, …, WL, bL with Wl ~ √(2 / n_{l-1}) · N(0, 1).

    Notes
    -----
    n_{l-1} is the number of inputs of a unit of layer l (fan-in). A ReLU passes half of a symmetric distribution's
    second moment, so that the variance 2 / fan-in keeps the size of the signal from layer to layer: condition (10)
    of the paper is ½ · n · Var[w] = 1. The paper also derives a fan-out form for the backward pass, (14); the course
    asks for fan-in.

    References
    ----------
    He, Zhang, Ren, Sun, *Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet
    Classification* (2015), section 2.2, https://arxiv.org/abs/1502.01852

    Examples
    --------
    >>> initialize_parameters_he([2, 4, 1])["W2"].round(8)
    array([[-0.03098412, -0.33744411, -0.92904268,  0.62552248]])
    """
    generator = np.random.RandomState(TEMPLATE_SEED)
    parameters: Parameters = {}
    for l in range(1, len(layers_dims)):
        scale = np.sqrt(2.0 / layers_dims[l - 1])
        parameters[f"W{l}"] = generator.randn(layers_dims[l], layers_dims[l - 1]) * scale
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters
