"""A course root of one small assignment, written to a folder: for tests of the engine, not of any content."""

from __future__ import annotations

from pathlib import Path

from grader.course import Assignment, load_assignment
from grader.model import Cell, Definition, LoadProblem, Submission

TOML = """
slug = "tiny"
title = "Tiny"
week = 1
spec = ["test_tiny"]
reference = ["tiny"]
helpers = ["tiny_utils"]
prelude = ["tiny_utils"]

[[functions]]
name = "halve"
points = 6

[[functions]]
name = "scale"
points = 4
aliases = ["rescale"]
editions = ["2021"]
optional_arguments = 1

[limits]
call_cpu_s = 0.5
call_wall_s = 1.0
"""

REFERENCE = '''
"""Reference of the tiny course."""
import numpy as np


def halve(x):
    """Half of x."""
    return {"half": x / 2}


def scale(x, factor=2.0):
    """factor times x."""
    return x * factor
'''

CATALOGUE = '''
"""Misconceptions of the tiny course."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Misconception:
    id: str
    function: str
    hint: str
    variant: object


MISCONCEPTIONS = (
    Misconception("halve.doubles", "halve", "You multiply by 2 where you should divide.", lambda x: {"half": x * 2}),
    Misconception("halve.floor", "halve", "// throws the fraction away.", lambda x: {"half": x // 2}),
    Misconception("halve.no_key", "halve", "Name the key half.", lambda x: {"halves": x / 2}["half"]),
    Misconception("scale.adds", "scale", "Scaling multiplies.", lambda x, factor=2.0: x + factor),
)
'''

SPEC = '''
"""Spec of the tiny course."""
import numpy as np

from grader.spec import assert_close, assert_structure, check, expected, given, st


def arrays():
    return st.builds(
        lambda n, seed: np.random.default_rng(seed).normal(size=(n, 2)) * 10, st.integers(1, 4), st.integers(0, 999)
    )


@check("halve", hint="Look at the keys.")
@given(x=arrays())
def test_structure(subject, x):
    """halve returns a dict with the key half, of the shape of x."""
    assert_structure(subject.halve(x), {"half": x})


@check("halve", points=6, kills=["halve.doubles", "halve.floor"], hint="Divide by two.")
@given(x=arrays())
def test_value(subject, x):
    """halve gives half of every entry."""
    assert_close(subject.halve(x), expected(x))


@check("scale")
def test_known(subject):
    """scale doubles a 1 when told to."""
    assert_close(subject.scale(1.0, 2.0), expected(1.0, 2.0))


@check("scale", points=4)
@given(x=arrays(), factor=st.sampled_from([0.5, 2.0, 3.0]))
def test_scaled(subject, x, factor):
    """scale multiplies by the factor."""
    result = subject.scale(x, factor)
    assert result.shape == x.shape
    assert_close(result, expected(x, factor))
'''


def write_tiny_course(root: Path, *, spec: str = SPEC, toml: str = TOML) -> Assignment:
    """Write the course below `root` and load its assignment."""
    files = {
        "assignments/tiny/assignment.toml": toml,
        "assignments/tiny/helpers/tiny_utils.py": "def double(x):\n    return 2 * x\n",
        "reference/__init__.py": "",
        "reference/tiny.py": REFERENCE,
        "reference/tiny_misconceptions.py": CATALOGUE,
        "test_specs/__init__.py": "",
        "test_specs/test_tiny.py": spec,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return load_assignment(root, "tiny")


def submission(source: str, *, names: tuple[str, ...] = ("halve", "scale"), **fields: object) -> Submission:
    """A submission of one cell, as the reader would give it."""
    definitions = {n: Definition(n, "cell 1", 1, True) for n in names if f"def {n}(" in source}
    values = {
        "id": "ada",
        "file": "ada.ipynb",
        "sha256": "0" * 64,
        "cells": (Cell("cell 1", source),),
        "definitions": definitions,
        "problems": (),
        "edition": None,
        "notes": (),
    } | fields
    return Submission(**values)  # type: ignore[arg-type]


def problem(names: tuple[str, ...]) -> LoadProblem:
    """A cell that doesn't compile and tries to define `names`."""
    return LoadProblem("cell 1", 2, "invalid syntax", names)
