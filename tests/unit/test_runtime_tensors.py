"""TensorFlow is imported quietly, and so that a process may fork afterwards; without it nothing is a tensor."""

from __future__ import annotations

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
