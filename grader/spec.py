"""What authors of specs import: `check`, `given`, `expected` and the comparison helpers.

A check is a test function whose docstring is the title the student reads::

    @check("update_parameters_with_adam", points=10, kills=["adam.no_bias_correction"])
    @given(step=adam_steps())
    def test_adam_step(subject, step):
        \"\"\"One Adam step equals Algorithm 1 of Kingma & Ba.\"\"\"
        assert_close(subject.update_parameters_with_adam(*step)[:3], expected(*step)[:3])

Decorating changes nothing: it only leaves the metadata on the function. Drawing, recording, replaying and shrinking
are done in `grader.cases`, running in `grader.pytest_plugin`. This module must not know the reference.
"""

from __future__ import annotations

import contextvars
import inspect
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, NoReturn, Protocol, TypeVar

import msgspec
import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from grader.compare import Mismatch, assert_close, assert_equal, assert_structure
from grader.errors import SpecError
from grader.wire.marks import Handle, Tensor, Variable

__all__ = [
    "CheckSpec",
    "GivenFunction",
    "Handle",
    "Mismatch",
    "assert_close",
    "assert_equal",
    "assert_structure",
    "check",
    "expected",
    "fail",
    "given",
    "given_function",
    "spec_of",
    "st",
    "tensor",
    "variable",
]

F = TypeVar("F", bound=Callable[..., None])

_SPEC = "__grader_check__"
_GIVEN = "__grader_given__"


class CheckSpec(msgspec.Struct, frozen=True):
    """The metadata of one check, as the decorator left it.

    Attributes
    ----------
    function : str
        The graded function that it judges.
    name : str
        The test's name without `test_`; unique within the assignment.
    requires : tuple[str, ...] or None
        Names of checks that must have passed; None for every earlier check of the same function.
    strategies : mapping or None
        One Hypothesis strategy per keyword, None for a check with a single, fixed case.
    """

    function: str
    name: str
    title: str
    body: Callable[..., None]
    points: float
    kills: tuple[str, ...]
    requires: tuple[str, ...] | None
    cases: int
    deterministic: bool
    hint: str
    strategies: Mapping[str, SearchStrategy[Any]] | None

    @property
    def id(self) -> str:
        """`<function>.<name>`; the public twin's is the same with `.public` behind it."""
        return f"{self.function}.{self.name}"


def given(**strategies: SearchStrategy[Any]) -> Callable[[F], F]:
    """Draw the named arguments of a check with Hypothesis: the case.

    The draws are recorded once per seed and replayed on every submission, so they must be plain values (see
    `grader.wire.codec`) and depend on nothing but Hypothesis.
    """
    if not strategies:
        raise SpecError("given() draws nothing: name at least one strategy, or leave it out")

    def mark(body: F) -> F:
        setattr(body, _GIVEN, dict(strategies))
        return body

    return mark


def check(
    function: str,
    *,
    points: float = 0,
    kills: Iterable[str] = (),
    requires: Iterable[str] | None = None,
    cases: int = 12,
    deterministic: bool = True,
    hint: str = "",
) -> Callable[[F], F]:
    """Make a test function a check of a graded function.

    Parameters
    ----------
    function : str
        The graded function's name in assignment.toml.
    points : float
        0 makes a public rung that gates what follows. More than 0 makes a hidden check, preceded by a public twin
        of 0 points on other cases.
    kills : iterable of str
        Misconceptions that this check must reject; `grader verify` holds it to that.
    requires : iterable of str, optional
        Names (without `test_`) of earlier checks of the same function that must have passed. Default: all of them.
    cases : int
        How many cases are drawn and recorded; ignored without `given`.
    deterministic : bool
        False for functions that draw random numbers.
    hint : str
        What to tell the student on failure when no misconception is recognised.

    Raises
    ------
    SpecError
        At import, for a missing title, a wrong name or bad numbers.
    """
    if not 0 <= points < math.inf or cases < 1:
        raise SpecError(f"check({function!r}): points must be >= 0 and cases >= 1, not {points} and {cases}")

    def mark(body: F) -> F:
        where = f"{body.__module__}.{body.__name__}"
        if not body.__name__.startswith("test_"):
            raise SpecError(f"{where}: a check's name must start with test_")
        if body.__name__ == "test_defined":
            raise SpecError(f"{where}: every function has a first rung called defined; choose another name")
        title = " ".join((inspect.getdoc(body) or "").split("\n\n")[0].split())
        if not title:
            raise SpecError(f"{where}: a check needs a docstring; it is the title that students read")
        strategies: dict[str, SearchStrategy[Any]] | None = getattr(body, _GIVEN, None)
        wanted = ["subject", *(strategies or ())]
        if sorted(inspect.signature(body).parameters) != sorted(wanted):
            raise SpecError(f"{where}: its arguments must be {', '.join(wanted)}")
        spec = CheckSpec(
            function=function,
            name=body.__name__.removeprefix("test_"),
            title=title,
            body=body,
            points=float(points),
            kills=tuple(kills),
            requires=None if requires is None else tuple(requires),
            cases=cases if strategies else 1,
            deterministic=deterministic,
            hint=hint,
            strategies=strategies,
        )
        setattr(body, _SPEC, spec)
        return body

    return mark


def spec_of(obj: Any) -> CheckSpec | None:
    """The metadata that `check` left on a test function, or None."""
    spec = getattr(obj, _SPEC, None)
    return spec if isinstance(spec, CheckSpec) else None


def fail(message: str, *, misconception: str | None = None) -> NoReturn:
    """Fail the check; naming a misconception makes its hint the one that is shown.

    Raises
    ------
    Mismatch
        Always.
    """
    raise Mismatch(message, misconception=misconception)


class GivenFunction(NamedTuple):
    """A function of a helper module, as a stand-in: "reg_utils.compute_cost"."""

    path: str


def given_function(path: str) -> GivenFunction:
    """Name a helper module's function as a stand-in to bind in the student's module for one call."""
    return GivenFunction(path)


def tensor(array: Any) -> Tensor:
    """An argument that arrives as `tf.constant(array)` of the array's dtype; `expected` hands on the array itself.

    Raises
    ------
    SpecError
        It is no numeric array.
    """
    return Tensor(_numeric(array))


def variable(array: Any, trainable: bool = True) -> Variable:
    """An argument that arrives as `tf.Variable(array)`; otherwise as `tensor`."""
    return Variable(_numeric(array), trainable)


def _numeric(array: Any) -> np.ndarray[Any, Any]:
    found = np.array(array)
    if found.dtype.kind not in "biufc":
        raise SpecError(f"a tensor needs numbers, not an array of dtype {found.dtype}")
    return found


class Oracle(Protocol):
    """Where `expected` gets its answers: the live reference, or a recording of it."""

    def answer(self, function: str | None, args: tuple[Any, ...]) -> Any:
        """The right answer of `function` (None: the check's own) for these arguments."""


_ORACLE: contextvars.ContextVar[Oracle] = contextvars.ContextVar("grader_oracle")


class _Expected:
    """The right answer: computed while cases are drawn, read from the recording afterwards.

    Its arguments may depend on the drawn case only, never on what the subject returned.
    """

    def __call__(self, *args: Any) -> Any:
        return self._ask(None, args)

    def of(self, function: str, *args: Any) -> Any:
        """The right answer of another function of the reference."""
        return self._ask(function, args)

    @staticmethod
    def _ask(function: str | None, args: tuple[Any, ...]) -> Any:
        oracle = _ORACLE.get(None)
        if oracle is None:
            raise SpecError("expected() was called outside a running check")
        return oracle.answer(function, args)


expected = _Expected()
