"""The throw-away assignment: one function, its tests as each grader wants them, and a course root for ours.

Public example and hidden example are the same numbers for everybody; ours draws its cases instead. The hidden tests
say "given, expected, call, compare", as course authors write them.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

__all__ = [
    "FUNCTION",
    "HIDDEN_ASSERTS",
    "POINTS",
    "PUBLIC_ASSERTS",
    "SLUG",
    "doctests",
    "write_course",
    "write_helpers",
]

SLUG = "throwaway"
FUNCTION = "update_parameters_with_gd"
POINTS = 10

_PUBLIC_EXAMPLE = """\
parameters = {"W1": np.array([[1.0, -2.0], [0.5, 3.0]]), "b1": np.array([[0.25], [-1.0]])}
grads = {"dW1": np.array([[0.5, 1.0], [-2.0, 4.0]]), "db1": np.array([[1.5], [-0.5]])}
expected = {"W1": np.array([[0.95, -2.1], [0.7, 2.6]]), "b1": np.array([[0.1], [-0.95]])}
updated = update_parameters_with_gd(copy.deepcopy(parameters), grads, 0.1)
"""
_HIDDEN_EXAMPLE = """\
rng = np.random.default_rng(7)
shapes = {"W1": (4, 3), "b1": (4, 1), "W2": (2, 4), "b2": (2, 1)}
parameters = {key: rng.normal(size=shape) for key, shape in shapes.items()}
grads = {"d" + key: rng.normal(size=shape) for key, shape in shapes.items()}
expected = {key: parameters[key] - 0.3 * grads["d" + key] for key in parameters}
updated = update_parameters_with_gd(copy.deepcopy(parameters), grads, 0.3)
"""
_COMPARE = """\
assert sorted(updated) == sorted(expected), "the keys are wrong"
for key in expected:
    assert updated[key].shape == expected[key].shape, f"{key} has a wrong shape"
    assert np.allclose(updated[key], expected[key]), f"{key} is wrong"
"""
PUBLIC_ASSERTS = "import copy\n" + _PUBLIC_EXAMPLE + _COMPARE
HIDDEN_ASSERTS = _HIDDEN_EXAMPLE + _COMPARE

_PUBLIC_TESTS = f'''\
"""A small test in the manner of the course."""
import copy

import numpy as np


def {FUNCTION}_test(target):
    """Test {FUNCTION} on one example."""
{indent(_PUBLIC_EXAMPLE.replace(f"{FUNCTION}(", "target("), "    ")}\
{indent(_COMPARE, "    ")}\
    print("All tests passed.")
'''


def doctests() -> list[dict[str, object]]:
    """The public and the hidden case in otter's OK format: statements whose printed value is compared."""
    cases = []
    for example, hidden in ((_PUBLIC_EXAMPLE, False), (_HIDDEN_EXAMPLE, True)):
        lines = [f">>> {line}" for line in ["import copy", "import numpy as np", *example.splitlines()]]
        for question in (
            "sorted(updated) == sorted(expected)",
            "all(updated[key].shape == expected[key].shape for key in expected)",
            "all(np.allclose(updated[key], expected[key]) for key in expected)",
        ):
            lines += [f">>> {question}", "True"]
        cases.append({"code": "\n".join(lines), "hidden": hidden, "locked": False})
    return cases


_TOML = f"""\
slug = "{SLUG}"
title = "A throw-away assignment"
week = 1
spec = ["test_throwaway"]
reference = ["throwaway"]
helpers = ["public_tests"]

[[functions]]
name = "{FUNCTION}"
points = {POINTS}
"""
_REFERENCE = f'''\
"""Reference of the throw-away assignment."""


def {FUNCTION}(parameters, grads, learning_rate):
    """One step of gradient descent."""
    return {{key: value - learning_rate * grads["d" + key] for key, value in parameters.items()}}
'''
_MISCONCEPTIONS = '"""None."""\n\nMISCONCEPTIONS = ()\n'
_SPEC = f'''\
"""Spec of the throw-away assignment."""
import numpy as np

from grader.spec import assert_close, assert_structure, check, expected, given, st


@st.composite
def steps(draw):
    """(parameters, grads, learning_rate) of a small network."""
    widths = draw(st.lists(st.integers(1, 5), min_size=2, max_size=4))
    rng = np.random.default_rng(draw(st.integers(0, 2**16)))
    parameters = {{}}
    for k in range(1, len(widths)):
        parameters[f"W{{k}}"] = rng.normal(size=(widths[k], widths[k - 1]))
        parameters[f"b{{k}}"] = rng.normal(size=(widths[k], 1))
    grads = {{"d" + key: rng.normal(size=value.shape) for key, value in parameters.items()}}
    return parameters, grads, draw(st.sampled_from([0.01, 0.1, 0.5]))


@check("{FUNCTION}", cases=3)
@given(step=steps())
def test_structure(subject, step):
    """Every parameter comes back under its name and in its shape."""
    assert_structure(subject.{FUNCTION}(*step), expected(*step), name="parameters")


@check("{FUNCTION}", points={POINTS}, cases=6)
@given(step=steps())
def test_step(subject, step):
    """One step of gradient descent is right for every network."""
    assert_close(subject.{FUNCTION}(*step), expected(*step), name="parameters")
'''


def write_helpers(folder: Path) -> None:
    """Write what students get beside the notebook."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "public_tests.py").write_text(dedent(_PUBLIC_TESTS))


def write_course(root: Path) -> None:
    """Write the assignment as a course root of ours."""
    files = {
        f"assignments/{SLUG}/assignment.toml": _TOML,
        "reference/__init__.py": "",
        "reference/throwaway.py": _REFERENCE,
        "reference/throwaway_misconceptions.py": _MISCONCEPTIONS,
        "test_specs/__init__.py": "",
        "test_specs/test_throwaway.py": _SPEC,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    write_helpers(root / "assignments" / SLUG / "helpers")
