"""Seeding TensorFlow without throwing away its compiled kernels.

`tf.random.set_seed` empties the cache of kernels, because a random operation's kernel holds its generator's state. All
the others are then made anew, too: milliseconds at every call of a student's function, of one that draws nothing. Here
the cache is emptied just before the first draw after a new seed, which no program can tell from TensorFlow's own way.

A traced tf.function draws without asking for a seed again, so once one was traced with a random operation in it every
new seed empties the cache as TensorFlow does.
"""

from __future__ import annotations

import importlib
import random
from typing import Any

__all__ = ["install"]


def install() -> None:
    """Replace how TensorFlow's eager context is seeded; once, before student code is there."""
    eager = importlib.import_module("tensorflow.python.eager.context")
    seeds: Any = importlib.import_module("tensorflow.python.framework.random_seed")
    original, get_seed, executing_eagerly = eager.Context._set_global_seed, seeds.get_seed, eager.executing_eagerly
    make, clear = random.Random, eager.Context.clear_kernel_cache
    stale = traced = False

    def set_global_seed(context: Any, seed: Any) -> None:
        nonlocal stale
        if traced or type(seed) is not int:
            original(context, seed)
            return
        context._seed, context._rng = seed, make(seed)
        stale = True

    def seed_of_operation(op_seed: Any) -> Any:
        nonlocal stale, traced
        if not executing_eagerly():
            traced = True
        if stale:
            stale = False
            clear(eager.context())
        return get_seed(op_seed)

    eager.Context._set_global_seed = set_global_seed
    seeds.get_seed = seed_of_operation
