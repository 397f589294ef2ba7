"""TensorFlow in a warm room: imported once, safe to fork, and each child as good as a fresh process."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from grader.errors import StudentTimeout
from grader.sandbox.base import Limits, Program, Session
from grader.sandbox.fork import ForkSandbox
from grader.sandbox.select import open_sandbox
from grader.wire.messages import Source

pytestmark = [pytest.mark.thorough, pytest.mark.tensorflow]
NEEDS = {"docker": ("requires_tensorflow_image",), "bubblewrap": ("requires_tensorflow", "requires_bubblewrap")}

LIMITS = Limits(memory_bytes=2**31, processes=256, load_s=60.0, call_cpu_s=20.0, call_wall_s=60.0)
SOURCE = """
import os
import tensorflow as tf
def random(): return tf.random.normal((2, 3)), tf.keras.initializers.GlorotUniform()((2, 2))
def trained():
    model = tf.keras.Sequential([tf.keras.layers.Dense(2)])
    model.compile("adam", "mse", run_eagerly=True)
    x = tf.reshape(tf.range(12.0), (4, 3))
    model.fit(x, x[:, :2], epochs=2, verbose=0, shuffle=False)
    return model.get_weights()
def names(): return tf.keras.layers.Dense(1).name, tf.keras.backend.floatx(), callable(tf.constant)
def spoil():
    names()
    tf.keras.backend.set_floatx("float64")
    tf.constant = None
def of_the_nursery():
    with open(f"/proc/{os.getppid()}/status") as file:
        return [line.split()[1] for line in file if line.startswith("Threads")]
def never():
    model = tf.keras.Sequential([tf.keras.layers.Dense(2)])
    model.compile("adam", "mse", run_eagerly=True)
    model.fit(tf.zeros((8, 3)), tf.zeros((8, 2)), epochs=10**9, verbose=0)
"""


def child(box: ForkSandbox, limits: Limits = LIMITS) -> Session:
    """The program in the next child."""
    session = box.open(limits)
    assert session.load(Program((Source("cell 1", SOURCE),), {})).failures == ()
    return session


@pytest.mark.parametrize(
    "backend",
    [pytest.param("docker", marks=pytest.mark.docker), pytest.param("bubblewrap", marks=pytest.mark.bubblewrap)],
)
def test_children_of_one_room_are_as_fresh_processes(backend: str, request: pytest.FixtureRequest) -> None:
    """Seeded numbers and training agree; what one child names, spoils or never ends, the next doesn't notice."""
    for needed in NEEDS[backend]:
        request.getfixturevalue(needed)
    box = open_sandbox(backend, isolation="fork", warm=0, stack="tensorflow")
    assert isinstance(box, ForkSandbox)
    try:
        first = child(box)
        assert first.call("of_the_nursery", [], seed=0) == ["1"]
        found = {name: first.call(name, [], seed=3) for name in ("names", "random", "trained")}
        first.call("spoil", [], seed=0)
        first.close()
        busy = child(box, msgspec.structs.replace(LIMITS, call_cpu_s=1.0))
        with pytest.raises(StudentTimeout, match="processor time"):
            busy.call("never", [], seed=0)
        busy.close()
        last = child(box)
        assert last.call("names", [], seed=3) == found["names"]
        for name in ("random", "trained"):
            for again, before in zip(last.call(name, [], seed=3), found[name], strict=True):
                assert np.array_equal(again, before), name
        last.close()
        assert box.info().tensorflow
        assert box.replaced == []
    finally:
        box.close()
