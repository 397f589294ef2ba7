"""What the course's public tests would have accepted: the same wrong answers, judged by one fixed example each.

    python -m tests.benchmarks.public_tests_baseline

`public_tests.py` of each assignment is rebuilt after the course's own: one example a function, compared with
np.allclose. This runs them on what `grader verify` runs the specs on: named misconceptions, generated mutants,
hard-coders, and the right solutions. Each judgement is made in a child process with a time limit. The table says how
many wrong ones each side let through, and how many right ones each refused; docs/quality.md keeps a run.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import multiprocessing
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from grader.course import Assignment, load_assignment
from grader.library import equivalents, solutions
from grader.local import load_misconceptions, load_reference
from grader.mutants import mutants

ROOT = Path(__file__).resolve().parents[2]
SLUGS = ("initialization", "regularization", "optimization")
LIMIT_S = 5.0

Target = Callable[..., Any]


def compiled(source: str, function: str, prelude: dict[str, Any]) -> Target:
    """The function that a text of ours defines, with the helpers' names there as in a notebook."""
    module = types.ModuleType("solution")
    module.__dict__.update(prelude, np=np)
    exec(compile(source, "solution", "exec"), module.__dict__)  # noqa: S102 - text of ours, in a child process
    return module.__dict__[function]  # type: ignore[no-any-return]


def accepts(test: Callable[[Target], None], make: Callable[[], Target]) -> bool:
    """Whether the public test lets the function through, in a child process that may be killed."""

    def judge() -> None:
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
            try:
                test(make())
            except BaseException:
                sys.exit(1)

    child = multiprocessing.get_context("fork").Process(target=judge)
    child.start()
    child.join(LIMIT_S)
    if child.is_alive():
        child.kill()
        child.join()
        return False
    return child.exitcode == 0


def rows(assignment: Assignment) -> list[tuple[str, str, int, int]]:
    """(function, kind, how many, how many accepted) for each function that has a public test."""
    helpers = str(assignment.folder / "helpers")
    sys.path.insert(0, helpers)
    for name in assignment.helpers:
        sys.modules.pop(name, None)
    try:
        tests = importlib.import_module("public_tests")
        prelude: dict[str, Any] = {}
        for name in assignment.prelude:
            prelude.update({k: v for k, v in vars(importlib.import_module(name)).items() if not k.startswith("_")})
    finally:
        sys.path.remove(helpers)
    reference = load_reference(assignment)
    declared = {(m.function, m.change) for m in equivalents(assignment)}
    names = [f.name for f in assignment.functions]
    found = []
    for graded in assignment.functions:
        test = getattr(tests, f"{graded.name}_test", None)
        if test is None:
            continue

        def source(text: str, name: str = graded.name) -> Callable[[], Target]:
            return lambda: compiled(text, name, prelude)

        module = inspect.getsource(sys.modules[reference[graded.name].__module__])
        kinds: dict[str, list[Callable[[], Target]]] = {
            "misconceptions": [
                (lambda m=m: m.variant) for m in load_misconceptions(assignment) if m.function == graded.name
            ],
            "mutants": [
                source(m.source) for m in mutants(module, graded.name, names) if (graded.name, m.change) not in declared
            ],
            "hard-coders": [source(s.source) for s in solutions(assignment, "wrong", graded.name) if s.earns_nothing],
            "right solutions": [source(s.source) for s in solutions(assignment, "alternatives", graded.name)],
        }
        for kind, targets in kinds.items():
            found.append((graded.name, kind, len(targets), sum(accepts(test, make) for make in targets)))
    return found


def main() -> None:
    """Print the table, a row a function and kind, and the sums."""
    print("| assignment | function | tried | how many | public test accepts |")
    print("|---|---|---|---|---|")
    sums: dict[str, list[int]] = {}
    for slug in SLUGS:
        for name, kind, total, passed in rows(load_assignment(ROOT, slug)):
            print(f"| {slug} | `{name}` | {kind} | {total} | {passed} |", flush=True)
            both = sums.setdefault(kind, [0, 0])
            both[0] += total
            both[1] += passed
    for kind, (total, passed) in sums.items():
        share = 100 * passed / total if total else 0.0
        print(f"| all | | {kind} | {total} | {passed} ({share:.0f} %) |")


if __name__ == "__main__":
    main()
