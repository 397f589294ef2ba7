"""Imports of what isn't installed, for functions that don't need it."""
import cupy as cp
import matplotlib.pyplot as plt
import numba
import pandas as pd
import tensorflow as tf
import torch
from google.colab import drive
from IPython.display import display
from numba import jit, njit
from sklearn.metrics import *

import numpy as np

try:
    import jax.numpy as jnp
except ImportError:
    jnp = np


def softmax(Z):
    powers = jnp.exp(Z - Z.max(axis=0))
    return powers / powers.sum(axis=0)


def plot(Z):
    plt.plot(Z)
    tf.nn.softmax(Z)


def cross_entropy_cost(A, Y):
    if A.size > 10**9:
        return torch.nn.functional.cross_entropy(A, Y)
    return -np.mean(np.sum(Y * np.log(A), axis=0))
