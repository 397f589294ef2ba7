"""The schema of assignment.toml: what its author may write, and what is wrong with it, by file and key.

Knows the one file; not where it lies, nor the modules that it names.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

import msgspec

from grader.errors import CourseError
from grader.sandbox.base import Limits

__all__ = ["EDITIONS", "AssignmentFile", "Edition", "GradedFunction", "did_you_mean", "read_assignment_file"]

Edition = Literal["2017", "2019", "2021"]
EDITIONS: tuple[Edition, ...] = get_args(Edition)


class GradedFunction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A function that students write, as one `[[functions]]` table of assignment.toml.

    Attributes
    ----------
    name : str
        The course's own name; results are filed under it.
    points : float
        At least 0. A function of 0 points is checked and shown all the same.
    editions : tuple of str
        The editions of the notebook that have the function.
    aliases : tuple of str
        Other names under which students define it.
    optional_arguments : int
        How many trailing arguments the student's signature may lack.
    """

    name: str
    points: float
    editions: tuple[Edition, ...] = EDITIONS
    aliases: tuple[str, ...] = ()
    optional_arguments: int = 0


class AssignmentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """assignment.toml as it is written."""

    slug: str
    title: str
    week: int
    spec: tuple[str, ...]
    functions: tuple[GradedFunction, ...]
    topics: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    prelude: tuple[str, ...] = ()
    image: Literal["numpy", "tensorflow"] = "numpy"
    limits: Limits = Limits()


def read_assignment_file(path: Path, slug: str, shown: str) -> AssignmentFile:
    """Read and check an assignment.toml.

    Parameters
    ----------
    slug : str
        The name of its folder.
    shown : str
        What messages call the file.

    Raises
    ------
    CourseError
        It can't be read or breaks the schema; the message names file and key.
    """
    try:
        file = msgspec.toml.decode(path.read_bytes(), type=AssignmentFile)
    except msgspec.ValidationError as error:
        raise CourseError(f"{shown}: {_with_key(str(error))}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{shown}: not TOML: {error}") from None
    except OSError as error:
        raise CourseError(f"{shown}: can't be read: {error.strerror}") from None
    _check(file, slug, shown)
    return file


def _with_key(message: str) -> str:
    """Turn msgspec's "Expected `int`, got `str` - at `$.functions[0].points`" round, the key first."""
    what, _, where = message.partition(" - at `$.")
    key = where.rstrip("`")
    unknown = re.search(r"unknown field `(.+)`", what)
    if unknown:
        table = {"limits": Limits}.get(key, GradedFunction if key else AssignmentFile)
        fields = table.__struct_fields__
        what = f"unknown key {unknown[1]!r}{did_you_mean(unknown[1], fields)}"
    missing = re.search(r"missing required field `(.+)`", what)
    if missing:
        what = f"the key {missing[1]!r} is missing"
    return f"{key}: {what}" if key else what


def _check(file: AssignmentFile, slug: str, shown: str) -> None:
    """What the schema can't say. Every message ends up as "<file>: <key>: <what is wrong>"."""

    def broken(key: str, what: str) -> CourseError:
        return CourseError(f"{shown}: {key}: {what}")

    if file.slug != slug:
        raise broken("slug", f"is {file.slug!r}, but the folder is called {slug!r}")
    if not file.title.strip():
        raise broken("title", "is empty")
    if file.week < 1:
        raise broken("week", f"is {file.week}, should be at least 1")
    if not file.functions:
        raise broken("functions", "is empty: nothing would be graded")
    if not file.spec:
        raise broken("spec", "is empty: nothing would be checked")
    for key, names in (("spec", file.spec), ("reference", file.reference), ("helpers", file.helpers)):
        for i, name in enumerate(names):
            if not name.isidentifier():
                raise broken(f"{key}[{i}]", f"{name!r} is no module name")
            if name in names[:i]:
                raise broken(f"{key}[{i}]", f"{name!r} is named twice")
    for i, name in enumerate(file.prelude):
        if name not in file.helpers:
            raise broken(f"prelude[{i}]", f"{name!r} is not among the helpers{did_you_mean(name, file.helpers)}")
    taken: dict[str, str] = {}
    for i, function in enumerate(file.functions):
        _check_function(function, f"{shown}: functions[{i}]", taken)
    for key in Limits.__struct_fields__:
        value = getattr(file.limits, key)
        if not (math.isfinite(value) and value > 0):
            raise broken(f"limits.{key}", f"is {value}, should be greater than 0")


def _check_function(function: GradedFunction, where: str, taken: dict[str, str]) -> None:
    for name in (function.name, *function.aliases):
        if not name.isidentifier():
            raise CourseError(f"{where}: {name!r} is no Python name")
        if name in taken:
            raise CourseError(f"{where}: {name!r} is already a name of {taken[name]!r}")
        taken[name] = function.name
    if not (math.isfinite(function.points) and function.points >= 0):
        raise CourseError(f"{where}.points: is {function.points}, should be 0 or more")
    if not function.editions:
        raise CourseError(f"{where}.editions: is empty; leave the key out to mean every edition")
    if function.optional_arguments < 0:
        raise CourseError(f"{where}.optional_arguments: is {function.optional_arguments}, should be 0 or more")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """ ": did you mean 'adam'?" where one of the known names is close, else nothing."""
    close = difflib.get_close_matches(name.lower(), list(known), n=1)
    return f": did you mean {close[0]!r}?" if close else ""
