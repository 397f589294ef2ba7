"""TensorFlow is imported quietly, and so that a process may fork afterwards; without it nothing is a tensor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from grader.runtime import handles, tensors

ROOT = Path(__file__).resolve().parents[2]

FORKS = """
import os, sys
from grader.runtime import serve
version = serve.prepare()
import tensorflow as tf
from tensorflow.python.eager import context
assert version == tf.__version__
assert not context.context()._initialized, "an operation ran"
assert len(os.listdir("/proc/self/task")) <= 2, os.listdir("/proc/self/task")
for seed in (1, 1, 2):
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        from grader.runtime import tensors
        tensors.seed(seed)
        print(tf.reduce_sum(tf.matmul(tf.random.normal((50, 50)), tf.ones((50, 1)))).numpy(), flush=True)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
"""

DRAWS = """
import sys
import numpy as np
import tensorflow as tf
import keras
if sys.argv[1] == "ours":
    from grader.runtime import reseed
    reseed.install()
keras.utils.set_random_seed(1)
drop = keras.layers.Dropout(0.5)
ones = tf.ones((2, 3))
@tf.function
def traced(x): return x + tf.random.normal((2,)) + tf.random.uniform((2,), seed=4)
steps = [
    lambda: tf.random.normal((3,)),
    lambda: tf.random.normal((3,), seed=7),
    lambda: tf.random.shuffle(tf.range(8)),
    lambda: tf.nn.dropout(ones, 0.5),
    lambda: drop(ones, training=True),
    lambda: keras.initializers.HeNormal()((2, 2)),
    lambda: list(tf.data.Dataset.range(9).shuffle(9).as_numpy_iterator()),
    lambda: tf.image.random_flip_left_right(tf.reshape(tf.range(12.0), (2, 6, 1))),
    lambda: tf.matmul(ones, ones, transpose_b=True),
]
def show(*values): print([np.asarray(value).tolist() for value in values])
for round in range(2):
    for step in steps:
        for seed in (3, 3, 4):
            keras.utils.set_random_seed(seed)
            show(step(), step())
    tf.random.set_seed(5)
    show(tf.random.normal((2,)), tf.random.normal((2,), seed=7))
    tf.random.set_seed(np.int64(5))
    show(tf.random.normal((2,)), tf.random.normal((2,), seed=7))
    for seed in (3, 3):
        tf.random.set_seed(seed)
        show(traced(1.0), traced(2.0))
"""


def test_without_tensorflow_nothing_is_a_tensor() -> None:
    """The runtime of a NumPy room asks nothing and seeds nothing."""
    assert not tensors.prepared()
    assert tensors.read(np.ones(1), (np.ndarray, object)) is None
    tensors.seed(3)
    assert handles.kind_of(object()) == "object"
    assert "tensorflow" not in vars(tensors)


@pytest.mark.tensorflow
def test_a_process_may_fork_after_the_import(requires_tensorflow: None) -> None:
    """No operation has run, no thread pool is there; each child computes, seeded, and nothing is said aloud."""
    command = [sys.executable, "-W", "ignore", "-c", FORKS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    first, same, other = done.stdout.split()
    assert first == same != other


@pytest.mark.tensorflow
def test_nothing_drawn_tells_how_tensorflow_is_seeded(requires_tensorflow: None) -> None:
    """Every kind of draw, again and again after new seeds, is to the last bit what it is with TensorFlow's own."""
    drawn = {}
    for way in ("ours", "theirs"):
        command = [sys.executable, "-W", "ignore", "-c", DRAWS, way]
        environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT, env=environment
        )
        assert done.returncode == 0, done.stderr
        drawn[way] = done.stdout
    assert drawn["ours"] == drawn["theirs"]
    assert len(set(drawn["ours"].splitlines())) > 20
