"""docs/authoring.md is enough: a function that nobody asked for, added to a copy of the course in under 40 lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.course import load_assignment
from grader.sandbox.process import ProcessSandbox
from grader.verify import Plan, verify

ROOT = Path(__file__).resolve().parents[2]

TABLE = """
[[functions]]
name = "cosine_decay"
points = 5
"""

REFERENCE = '''

def cosine_decay(learning_rate0: float, epoch_num: int, num_epochs: int) -> float:
    """lr0 · ½(1 + cos(π · epoch/num_epochs)), Loshchilov & Hutter 2017, SGDR, equation (5) without restarts."""
    return float(learning_rate0 * 0.5 * (1 + np.cos(np.pi * epoch_num / num_epochs)))
'''

MISCONCEPTIONS = """
from math import cos, pi

DECAY = "cosine_decay"


@misconception("cosine_decay.not_halved", DECAY, "At epoch 0 the rate should be learning_rate0, not twice that.")
def _cosine_not_halved(lr, epoch, epochs):
    return lr * (1 + cos(pi * epoch / epochs))


@misconception("cosine_decay.no_shift", DECAY, "A cosine falls to −1: lift it by 1, so that no rate is negative.")
def _cosine_no_shift(lr, epoch, epochs):
    return lr * cos(pi * epoch / epochs)


@misconception("cosine_decay.whole_turn", DECAY, "Only half a turn is made, from 0 to π: at the end the rate is 0.")
def _cosine_whole_turn(lr, epoch, epochs):
    return lr * 0.5 * (1 + cos(2 * pi * epoch / epochs))


@misconception("cosine_decay.linear", DECAY, "That falls along a line; the text asks for a cosine.")
def _cosine_linear(lr, epoch, epochs):
    return lr * (1 - epoch / epochs)


MISCONCEPTIONS = collect(globals())
"""

SPEC = '''

@check("cosine_decay", points=5, kills=["cosine_decay.not_halved", "cosine_decay.linear"])
@given(lr=st.sampled_from([0.5, 0.03, 1.7]), epoch=st.integers(1, 40), more=st.integers(1, 60))
def test_cosine_decay(subject, lr, epoch, more):
    """The rate falls along half a cosine from learning_rate0 to 0."""
    assert_close(subject.cosine_decay(lr, epoch, epoch + more), expected(lr, epoch, epoch + more))
'''

RIGHT = """# %% math
import math
def cosine_decay(learning_rate0, epoch_num, num_epochs):
    return learning_rate0 * (1 + math.cos(math.pi * epoch_num / num_epochs)) / 2

# %% numpy
def cosine_decay(lr, e, n):
    return lr * np.cos(np.pi * e / (2 * n)) ** 2
"""

WRONG = """# %% zero: unchanged
def cosine_decay(learning_rate0, epoch_num, num_epochs):
    return learning_rate0
"""


@pytest.mark.slow
def test_a_function_that_nobody_asked_for(tmp_path: Path) -> None:
    """Five places are touched, spec and misconceptions take at most 40 lines, and the gate is passed."""
    for folder in ("assignments/optimization", "reference", "test_specs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in (
        ("assignments/optimization/assignment.toml", TABLE),
        ("reference/optimization.py", REFERENCE),
        ("reference/optimization_misconceptions.py", MISCONCEPTIONS),
        ("test_specs/test_optimization.py", SPEC),
        ("reference/alternatives/optimization/cosine_decay.py", RIGHT),
        ("reference/wrong/optimization/cosine_decay.py", WRONG),
    ):
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write(text)
    written = [line for line in (MISCONCEPTIONS + SPEC).splitlines() if line.strip()]
    assert len(written) <= 40

    plan = Plan(seeds=20, functions=("cosine_decay",))
    quality = verify(load_assignment(tmp_path, "optimization"), ProcessSandbox(), plan).functions[0]
    assert quality.passed, quality
    assert quality.mutants.total >= 10
