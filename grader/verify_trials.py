"""Grade solutions of our own, or functions in this very process, through the engine that grades students.

Owns the note of which checks something failed; what a result means for the quality of a spec is `grader.verify`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from grader.course import Assignment
from grader.engine import Grading
from grader.errors import SpecError
from grader.library import Solution
from grader.local import CallableSession, LocalSandbox
from grader.model import Cell, Definition, FunctionResult, Outcome, Submission
from grader.pytest_plugin import CheckItem
from grader.recording import Pack
from grader.results import Options
from grader.sandbox.base import Sandbox

__all__ = ["Trials", "is_full", "why"]


class Trials:
    """Grades one function at a time, against the checks of an open pytest session.

    Parameters
    ----------
    sandbox : Sandbox
        Where sources run.
    reference : mapping
        The reference's functions, by name.

    Attributes
    ----------
    failed : set[str]
        Checks that something failed so far.
    """

    def __init__(
        self,
        assignment: Assignment,
        items: Sequence[CheckItem],
        sandbox: Sandbox,
        reference: Mapping[str, Callable[..., Any]],
    ) -> None:
        self._assignment = assignment
        self._items = items
        self._sandbox = sandbox
        self._reference = reference
        self.failed: set[str] = set()

    def of_callables(
        self, functions: dict[str, Callable[..., Any]], name: str, pack: Pack, *, alone: CheckItem | None = None
    ) -> FunctionResult:
        """Grade the function `name` among these; by one check `alone`, without its ladder, or by all."""
        definitions = {name: Definition(name, "reference", 1, attempted=True)}
        work = Submission("verify", "reference", "", (), definitions)
        return self._grade(work, LocalSandbox(MappingProxyType(functions)), name, pack, alone=alone)

    def of_source(self, solution: Solution, pack: Pack) -> FunctionResult:
        """Grade a solution as a student's."""
        definitions = {solution.function: Definition(solution.function, "solution", 1, attempted=True)}
        work = Submission("verify", "solution", "", (Cell("solution", solution.source),), definitions)
        return self._grade(work, self._sandbox, solution.function, pack)

    def passes(self, solution: Solution, pack: Pack) -> bool:
        """Whether a solution gets full marks; one that is meant to shows of no check that it can fail."""
        failed = set(self.failed)
        passed = is_full(self.of_source(solution, pack))
        self.failed = failed
        return passed

    def _grade(
        self, work: Submission, sandbox: Sandbox, name: str, pack: Pack, *, alone: CheckItem | None = None
    ) -> FunctionResult:
        items = [i for i in self._items if i.spec.function == name] if alone is None else [alone]
        reference = CallableSession(self._reference)
        options = Options(seed=pack.seed, only=(name,), shrink=False, ladder=alone is None)
        report = Grading(self._assignment, items, sandbox, pack, options, lambda: reference).grade(work)
        if report.status != "graded":
            raise SpecError(f"{name}: {work.file} could not be graded: {report.reason}")
        result = report.functions[0]
        self.failed |= {c.id for c in result.checks if c.outcome not in (Outcome.PASSED, Outcome.SKIPPED)}
        return result


def is_full(result: FunctionResult) -> bool:
    """Whether a result has full marks."""
    return result.outcome is Outcome.PASSED and result.points == result.max_points


def why(what: str, result: FunctionResult) -> str:
    """A line on what did not pass: the first check that it failed."""
    first = next(c for c in result.checks if c.outcome is not Outcome.PASSED)
    return f"{what}: {first.id} {first.outcome.value}: {first.rationale}"
