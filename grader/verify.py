"""The quality gate: specs are graded themselves.

Per function: are misconceptions and generated mutants rejected, hard-coders given nothing, right solutions in any
style accepted, and never a different verdict on another seed? Everything runs through the very engine that grades
students. Solutions and mutants run in a killable child process; they are ours, so one session serves many.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence

import msgspec

from grader.course import Assignment
from grader.errors import SpecError
from grader.library import Solution, equivalents, solutions
from grader.local import MisconceptionLike, load_misconceptions, load_reference
from grader.model import Figure, FunctionQuality, Outcome, Quality
from grader.mutants import mutants
from grader.packs import draw_from
from grader.pytest_plugin import CheckItem, with_checks
from grader.recording import Pack
from grader.sandbox.base import Sandbox
from grader.sandbox.reused import ReusedSandbox
from grader.verify_trials import Trials, is_full, why

__all__ = ["Plan", "merge", "verify"]

_FIGURES = tuple(f.name for f in msgspec.structs.fields(FunctionQuality) if f.type is Figure)


class Plan(msgspec.Struct, frozen=True):
    """How much to verify.

    Attributes
    ----------
    seeds, first : int
        So many seeds from `first` on are looked at for flakes. All that needs one seed only is done on seed 0, where
        that is among them: a long run can be cut into parts.
    full : bool
        Every right solution on every seed, rather than one in rotation.
    mutants : int
        Try every n-th generated mutant; 0 for none.
    functions : tuple[str, ...]
        Graded names; empty for all.
    """

    seeds: int = 200
    first: int = 0
    full: bool = False
    mutants: int = 1
    functions: tuple[str, ...] = ()


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

    def measure(items: Sequence[CheckItem]) -> None:
        kept = ReusedSandbox(sandbox)
        try:
            found.append(_Verifier(assignment, items, kept, plan, on_step).run())
        finally:
            kept.close()

    with_checks(assignment, measure)
    return found[0]


def merge(parts: Sequence[FunctionQuality]) -> FunctionQuality:
    """One function's figures out of those of several parts of a plan."""
    totals = {
        name: Figure(
            sum(getattr(p, name).total for p in parts), tuple(f for p in parts for f in getattr(p, name).failures)
        )
        for name in _FIGURES
    }
    return FunctionQuality(parts[0].name, unfailed=tuple(c for p in parts for c in p.unfailed), **totals)


class _Verifier:
    def __init__(
        self,
        assignment: Assignment,
        items: Sequence[CheckItem],
        sandbox: ReusedSandbox,
        plan: Plan,
        on_step: Callable[[str, str], None],
    ) -> None:
        self._assignment = assignment
        self._items = items
        self._plan = plan
        self._step = on_step
        self._reference = load_reference(assignment)
        self._misconceptions = load_misconceptions(assignment)
        self._trials = Trials(assignment, items, sandbox, self._reference)

    def run(self) -> Quality:
        names = [
            f.name for f in self._assignment.functions if not self._plan.functions or f.name in self._plan.functions
        ]
        found: dict[str, list[FunctionQuality]] = {n: [] for n in names}
        for seed in range(self._plan.first, self._plan.first + self._plan.seeds):
            self._step(names[0], f"seed {seed}")
            try:
                # The reference passes every case while it is drawn, or drawing fails: that is its flake rate.
                pack = draw_from(self._items, self._assignment, seed, "grade", diagnosis=seed == 0, only=names)
            except SpecError as e:
                if seed == 0:
                    raise
                for n in names:
                    found[n].append(FunctionQuality(n, seeds=Figure(1, (f"seed {seed}: {e}",))))
                continue
            for n in names:
                if seed == 0:
                    found[n].append(self._on_one_seed(n, pack))
                found[n].append(FunctionQuality(n, seeds=Figure(1), alternatives=self._try_right(n, pack)))
        return Quality(self._assignment.slug, tuple(merge(found[n]) for n in names))

    def _on_one_seed(self, name: str, pack: Pack) -> FunctionQuality:
        killed, hints = self._try_misconceptions(name, pack)
        zeros, wrong = self._try_wrong(name, pack)
        mutated, equivalent = self._try_mutants(name, pack)
        kills = self._try_kills(name, pack)
        mine = [i.check_id for i in self._items if i.spec.function == name]
        return FunctionQuality(
            name=name,
            mutants=mutated,
            equivalents=equivalent,
            misconceptions=killed,
            hints=hints,
            kills=kills,
            zeros=zeros,
            wrong=wrong,
            unfailed=tuple(i for i in mine if i not in self._trials.failed),
        )

    def _try_misconceptions(self, name: str, pack: Pack) -> tuple[Figure, Figure]:
        passed: list[str] = []
        misled: list[str] = []
        mine = [m for m in self._misconceptions if m.function == name]
        for m in mine:
            self._step(name, f"misconception {m.id}")
            result = self._trials.of_callables({**self._reference, name: m.variant}, name, pack)
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
                    self._trials.failed.add(item.check_id)
        return Figure(total, tuple(failures))

    def _survives(self, m: MisconceptionLike, item: CheckItem, pack: Pack) -> bool:
        functions = {**self._reference, m.function: m.variant}
        result = self._trials.of_callables(functions, m.function, pack, alone=item)
        return next(c for c in result.checks if c.id == item.check_id).outcome is Outcome.PASSED

    def _try_wrong(self, name: str, pack: Pack) -> tuple[Figure, Figure]:
        rewarded: list[str] = []
        passed: list[str] = []
        shelf = solutions(self._assignment, "wrong", name)
        for solution in shelf:
            self._step(name, f"wrong: {solution.name}")
            result = self._trials.of_source(solution, pack)
            if solution.earns_nothing and result.points > 0:
                rewarded.append(f"{solution.name} ({result.points:g} points)")
            elif result.outcome is Outcome.PASSED or result.points >= result.max_points > 0:
                passed.append(solution.name)
        zeros = sum(s.earns_nothing for s in shelf)
        return Figure(zeros, tuple(rewarded)), Figure(len(shelf) - zeros, tuple(passed))

    def _try_mutants(self, name: str, pack: Pack) -> tuple[Figure, Figure]:
        """Mutants rejected; and declared equivalents that are still generated, and indeed pass."""
        if not self._plan.mutants:
            return Figure(0), Figure(0)
        source = self._to_mutate(name, pack)
        graded = [f.name for f in self._assignment.functions]
        every = {m.change: m for m in mutants(source, name, graded)}
        declared = {e.change for e in equivalents(self._assignment) if e.function == name}
        untrue = [f"there is no such mutant: {change}" for change in sorted(declared - every.keys())]
        survivors: list[str] = []
        tried = [m for m in every.values() if m.change not in declared][:: self._plan.mutants]
        for mutant in [*tried, *(m for m in every.values() if m.change in declared)]:
            self._step(name, f"mutant {mutant.change}")
            result = self._trials.of_source(Solution(name, mutant.change, mutant.source), pack)
            passed = result.outcome is Outcome.PASSED
            if mutant.change not in declared and passed:
                survivors.append(mutant.change)
            elif mutant.change in declared and not passed:
                untrue.append(why(f"no equivalent: {mutant.change}", result))
        return Figure(len(tried), tuple(survivors)), Figure(len(declared), tuple(untrue))

    def _to_mutate(self, name: str, pack: Pack) -> str:
        """The reference's module; where that can't run as a solution (TensorFlow's are NumPy), the first that can."""
        module = sys.modules[self._reference[name].__module__]
        first = Solution(name, "the reference", inspect.getsource(module))
        for solution in (first, *solutions(self._assignment, "alternatives", name)):
            if self._trials.passes(solution, pack):
                return solution.source
        raise SpecError(f"{self._assignment.slug}: no right solution of {name} passes, so there is nothing to mutate")

    def _try_right(self, name: str, pack: Pack) -> Figure:
        """The alternatives: all on seed 0 and in a full run, else the one whose turn it is."""
        shelf = solutions(self._assignment, "alternatives", name)
        if shelf and pack.seed and not self._plan.full:
            shelf = (shelf[pack.seed % len(shelf)],)
        refused = []
        for solution in shelf:
            self._step(name, f"right: {solution.name}")
            result = self._trials.of_source(solution, pack)
            if not is_full(result):
                refused.append(why(f"{solution.name}, seed {pack.seed}", result))
        return Figure(len(shelf), tuple(refused))
