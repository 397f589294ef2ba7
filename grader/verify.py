"""The quality gate: specs are graded themselves.

Per function: are misconceptions and generated mutants rejected, hard-coders given nothing, right solutions in any
style accepted, and never a different verdict on another seed? Everything runs through the very engine that grades
students. Solutions and mutants run in a killable child process; they are ours, so one session serves many.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from grader.cases import Pack
from grader.course import Assignment
from grader.engine import Grading, Options
from grader.errors import SpecError
from grader.library import Solution, solutions
from grader.local import CallableSession, LocalSandbox, MisconceptionLike, load_misconceptions, load_reference
from grader.model import (
    Cell,
    Definition,
    Figure,
    FunctionQuality,
    FunctionResult,
    Outcome,
    Quality,
    Submission,
)
from grader.mutants import mutants
from grader.packs import draw_from
from grader.pytest_plugin import CheckItem, with_checks
from grader.sandbox.base import Limits, Sandbox, SandboxInfo, Session

__all__ = ["Plan", "ReusedSandbox", "read_equivalents", "verify"]


class Plan(msgspec.Struct, frozen=True):
    """How much to verify: `seeds` for the flake rate, `full` to run every alternative on every seed."""

    seeds: int = 200
    full: bool = False
    mutants: bool = True
    functions: tuple[str, ...] = ()


class ReusedSandbox:
    """A sandbox whose one session serves load after load: for solutions of ours, never for a student's."""

    def __init__(self, inner: Sandbox) -> None:
        self._inner = inner
        self._session: Session | None = None
        self.name, self.isolation = inner.name, inner.isolation

    def open(self, limits: Limits) -> Session:
        """The live session, or a new one where the last was killed."""
        if self._session is None or not self._session.alive:
            if self._session is not None:
                self._session.close()
            self._session = self._inner.open(msgspec.structs.replace(limits, submission_s=1e9))
        return _Kept(self._session)

    def info(self) -> SandboxInfo:
        """The inner one's."""
        return self._inner.info()

    def close(self) -> None:
        """End the session."""
        if self._session is not None:
            self._session.close()
        self._inner.close()


class _Kept:
    """A session that its user can't end; only a fault can."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def close(self) -> None:
        """Left open for the next."""


def read_equivalents(assignment: Assignment) -> frozenset[str]:
    """The mutants that reference/equivalents.toml declares to behave as the reference, each with its reason.

    Raises
    ------
    SpecError
        When the file is broken or a mutant has no reason.
    """
    path = assignment.root / "reference" / "equivalents.toml"
    if not path.is_file():
        return frozenset()
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=_Equivalents)
    except msgspec.DecodeError as e:
        raise SpecError(f"{path}: {e}") from e
    for m in found.mutant:
        if not m.reason.strip():
            raise SpecError(f"{path}: {m.function}: {m.change}: an equivalent mutant needs its reason")
    return frozenset(f"{m.function}: {m.change}" for m in found.mutant if m.assignment == assignment.slug)


class _Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    assignment: str
    function: str
    change: str
    reason: str


class _Equivalents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mutant: tuple[_Equivalent, ...] = ()


def verify(
    assignment: Assignment,
    sandbox: Sandbox,
    plan: Plan,
    *,
    on_step: Callable[[str, str], None] = lambda function, step: None,
) -> Quality:
    """Measure the specs of one assignment.

    Parameters
    ----------
    sandbox : Sandbox
        Where solutions and mutants run; killable.
    on_step : callable
        Told the function and what is tried on it, for progress.

    Raises
    ------
    SpecError
        When the specs can't be drawn from, or the course lacks what the gate measures.
    """
    found: list[Quality] = []
    equivalents = read_equivalents(assignment)

    def measure(items: Sequence[CheckItem]) -> None:
        kept = ReusedSandbox(sandbox)
        try:
            found.append(_Verifier(assignment, items, kept, plan, equivalents, on_step).run())
        finally:
            kept.close()

    with_checks(assignment, measure)
    return found[0]


class _Verifier:
    def __init__(
        self,
        assignment: Assignment,
        items: Sequence[CheckItem],
        sandbox: ReusedSandbox,
        plan: Plan,
        equivalents: frozenset[str],
        on_step: Callable[[str, str], None],
    ) -> None:
        self._assignment = assignment
        self._items = items
        self._sandbox = sandbox
        self._plan = plan
        self._equivalents = equivalents
        self._step = on_step
        self._reference = load_reference(assignment)
        self._misconceptions = load_misconceptions(assignment)
        self._failed: set[str] = set()

    def run(self) -> Quality:
        names = [
            f.name for f in self._assignment.functions if not self._plan.functions or f.name in self._plan.functions
        ]
        pack = draw_from(self._items, self._assignment, 0, "grade", only=names)
        seeds = self._over_seeds(names)
        return Quality(self._assignment.slug, tuple(self._function(name, pack, *seeds[name]) for name in names))

    def _function(self, name: str, pack: Pack, seeds: Figure, alternatives: Figure) -> FunctionQuality:
        killed, hints = self._try_misconceptions(name, pack)
        zeros, wrong = self._try_wrong(name, pack)
        mutated = self._try_mutants(name, pack) if self._plan.mutants else Figure(0)
        kills = self._try_kills(name, pack)
        mine = [i.check_id for i in self._items if i.spec.function == name]
        return FunctionQuality(
            name=name,
            mutants=mutated,
            misconceptions=killed,
            hints=hints,
            kills=kills,
            zeros=zeros,
            wrong=wrong,
            alternatives=alternatives,
            seeds=seeds,
            unfailed=tuple(i for i in mine if i not in self._failed),
        )

    def _try_misconceptions(self, name: str, pack: Pack) -> tuple[Figure, Figure]:
        passed: list[str] = []
        misled: list[str] = []
        mine = [m for m in self._misconceptions if m.function == name]
        for m in mine:
            self._step(name, f"misconception {m.id}")
            result = self._grade_callables({**self._reference, name: m.variant}, name, pack)
            if result.points > 0 or result.outcome is Outcome.PASSED:
                passed.append(m.id)
            shown = next((c.misconception for c in result.checks if c.misconception), None)
            if shown != m.id:
                misled.append(f"{m.id} (shown: {shown})")
        return Figure(len(mine), tuple(passed)), Figure(len(mine), tuple(misled))

    def _try_kills(self, name: str, pack: Pack) -> Figure:
        """Each check alone, without its ladder, must reject what it declares."""
        by_id = {m.id: m for m in self._misconceptions}
        total, failures = 0, []
        for item in self._items:
            if item.spec.function != name:
                continue
            for kill in item.spec.kills:
                total += 1
                m = by_id.get(kill)
                if m is None:
                    failures.append(f"{item.check_id}: there is no misconception {kill}")
                elif self._survives(m, item, pack):
                    failures.append(f"{item.check_id} does not kill {kill}")
                else:
                    self._failed.add(item.check_id)
        return Figure(total, tuple(failures))

    def _survives(self, m: MisconceptionLike, item: CheckItem, pack: Pack) -> bool:
        result = self._grade_callables({**self._reference, m.function: m.variant}, m.function, pack, alone=item)
        return next(c for c in result.checks if c.id == item.check_id).outcome is Outcome.PASSED

    def _try_wrong(self, name: str, pack: Pack) -> tuple[Figure, Figure]:
        rewarded: list[str] = []
        passed: list[str] = []
        shelf = solutions(self._assignment, "wrong", name)
        for solution in shelf:
            self._step(name, f"wrong: {solution.name}")
            result = self._grade_source(solution, pack)
            if solution.earns_nothing and result.points > 0:
                rewarded.append(f"{solution.name} ({result.points:g} points)")
            elif result.outcome is Outcome.PASSED or result.points >= result.max_points > 0:
                passed.append(solution.name)
        zeros = sum(s.earns_nothing for s in shelf)
        return Figure(zeros, tuple(rewarded)), Figure(len(shelf) - zeros, tuple(passed))

    def _try_mutants(self, name: str, pack: Pack) -> Figure:
        total, survivors = 0, []
        for mutant in mutants(self._mutated(name), name):
            label = f"{name}: {mutant.change}"
            if label in self._equivalents:
                continue
            total += 1
            self._step(name, f"mutant {mutant.change}")
            result = self._grade_source(Solution(name, mutant.change, mutant.source), pack)
            if result.outcome is Outcome.PASSED:
                survivors.append(mutant.change)
        return Figure(total, tuple(survivors))

    def _mutated(self, name: str) -> str:
        """The source that mutants are made of: the reference's, or where rooms hold TensorFlow a solution in it.

        A mutant of a NumPy reference has no tensors to return, and would be rejected for that alone.
        """
        if self._assignment.image == "numpy":
            return inspect.getsource(sys.modules[self._reference[name].__module__])
        shelf = solutions(self._assignment, "alternatives", name)
        if not shelf:
            raise SpecError(f"{self._assignment.slug}: mutants of {name} need a right solution in TensorFlow")
        return shelf[0].source

    def _over_seeds(self, names: Iterable[str]) -> dict[str, tuple[Figure, Figure]]:
        """The reference on every seed, and the alternatives: all on seed 0, then in rotation (all, when full)."""
        names = list(names)
        shelves = {n: solutions(self._assignment, "alternatives", n) for n in names}
        flaked: dict[str, list[str]] = {n: [] for n in names}
        refused: dict[str, list[str]] = {n: [] for n in names}
        tried = dict.fromkeys(names, 0)
        for seed in range(self._plan.seeds):
            self._step(names[0], f"seed {seed}")
            try:
                # The reference passes every case while it is drawn, or drawing fails: that is its flake rate.
                pack = draw_from(self._items, self._assignment, seed, "grade", diagnosis=False, only=names)
            except SpecError as e:
                for n in names:
                    flaked[n].append(f"seed {seed}: {e}")
                continue
            for n in names:
                shelf = shelves[n]
                if not shelf:
                    continue
                for s in shelf if seed == 0 or self._plan.full else (shelf[seed % len(shelf)],):
                    tried[n] += 1
                    result = self._grade_source(s, pack)
                    if not _full(result):
                        refused[n].append(_why(f"{s.name}, seed {seed}", result))
        return {n: (Figure(self._plan.seeds, tuple(flaked[n])), Figure(tried[n], tuple(refused[n]))) for n in names}

    def _grade_callables(
        self, functions: dict[str, Callable[..., Any]], name: str, pack: Pack, *, alone: CheckItem | None = None
    ) -> FunctionResult:
        definitions = {name: Definition(name, "reference", 1, attempted=True)}
        work = Submission("verify", "reference", "", (), definitions)
        return self._grade(work, LocalSandbox(MappingProxyType(functions)), name, pack, alone=alone)

    def _grade_source(self, solution: Solution, pack: Pack) -> FunctionResult:
        definitions = {solution.function: Definition(solution.function, "solution", 1, attempted=True)}
        work = Submission("verify", "solution", "", (Cell("solution", solution.source),), definitions)
        return self._grade(work, self._sandbox, solution.function, pack)

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
        self._failed |= {c.id for c in result.checks if c.outcome not in (Outcome.PASSED, Outcome.SKIPPED)}
        return result


def _full(result: FunctionResult) -> bool:
    return result.outcome is Outcome.PASSED and result.points == result.max_points


def _why(what: str, result: FunctionResult) -> str:
    first = next(c for c in result.checks if c.outcome is not Outcome.PASSED)
    return f"{what}: {first.id} {first.outcome.value}: {first.rationale}"
