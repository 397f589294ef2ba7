"""A check is a pytest item, a report an outcome.

One pytest session in this process collects an assignment's spec modules once; the caller then runs the items as
often as it has submissions. Third-party plugins, ini files and conftests are shut out: a grade must not depend on
what else is installed or where the grader was started.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from grader.course import Assignment
from grader.errors import SpecError
from grader.judge import Judge, SkippedCheck, outcome_of
from grader.local import use_course
from grader.model import Outcome
from grader.recording import Stream
from grader.spec import CheckSpec, spec_of

__all__ = ["CheckItem", "run_item", "with_checks"]


class CheckItem(pytest.Item):
    """One check in one stream: a public rung, a public twin, or the hidden check that carries points."""

    spec: CheckSpec
    stream: Stream
    judge: Judge | None = None
    outcome: Outcome = Outcome.HARNESS_ERROR
    error: BaseException | None = None

    @classmethod
    def create(cls, parent: pytest.Collector, spec: CheckSpec, stream: Stream) -> CheckItem:
        """An item of a spec module."""
        name = spec.name if stream == "hidden" or not spec.points else f"{spec.name}.public"
        item = cls.from_parent(parent, name=name)
        item.spec, item.stream = spec, stream
        return item

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """One line: pytest's own traceback is shown to nobody, and costs more than the check."""
        return f"{type(excinfo.value).__name__}: {excinfo.value}"

    @property
    def check_id(self) -> str:
        """`<function>.<name>`, with `.public` behind a twin's."""
        return f"{self.spec.function}.{self.name}"

    @property
    def points(self) -> float:
        """The points that this item carries; a twin carries none."""
        return self.spec.points if self.stream == "hidden" else 0.0

    def runtest(self) -> None:
        """Let the judge of the current submission run the check."""
        if self.judge is None:
            raise SpecError("a check was run without a submission")
        try:
            self.judge.run(self)
        except SkippedCheck as e:
            pytest.skip(str(e))


class _SpecCollector:
    """The plugin: turns marked functions into items and hands the collected items to `use`."""

    def __init__(self, use: Callable[[Sequence[CheckItem]], None]) -> None:
        self._use = use
        self.failure: BaseException | None = None
        self.problems: list[str] = []

    def pytest_collect_file(self, file_path: Any, parent: pytest.Collector) -> pytest.Collector | None:
        """Spec modules are named on the command line, so each is one."""
        return None

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makeitem(
        self, collector: pytest.Collector, name: str, obj: object
    ) -> list[pytest.Item] | None:
        """Two items for a check that carries points, one for any other, none for what is no check."""
        spec = spec_of(obj)
        if spec is None:
            return []
        streams: tuple[Stream, ...] = ("public", "hidden") if spec.points else ("public",)
        return [CheckItem.create(collector, spec, stream) for stream in streams]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember why a module could not be collected."""
        if report.failed:
            lines = str(report.longrepr).strip().splitlines()
            self.problems.append(f"{report.nodeid}: {lines[-1] if lines else 'unknown error'}")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Let the caller drive; its exception comes out of `with_checks`."""
        if self.problems:
            return True
        try:
            self._use([item for item in session.items if isinstance(item, CheckItem)])
        except BaseException as e:
            self.failure = e
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        """Classify: whose doing was it?"""
        report = yield
        if isinstance(item, CheckItem):
            error = call.excinfo.value if call.excinfo is not None else None
            if isinstance(error, pytest.skip.Exception):
                item.outcome, item.error = Outcome.SKIPPED, error
            elif call.when == "call" or error is not None:
                item.outcome = outcome_of(error) if call.when == "call" else Outcome.HARNESS_ERROR
                item.error = error
        return report


def with_checks(assignment: Assignment, use: Callable[[Sequence[CheckItem]], None]) -> None:
    """Collect the assignment's checks in one pytest session and call `use` with them, in the modules' order.

    Raises
    ------
    SpecError
        When a spec module can't be imported, or there are no checks.
    BaseException
        Whatever `use` raises.
    """
    plugin = _SpecCollector(use)
    args = [
        "-p", "no:terminal",
        "-p", "no:cacheprovider",
        "-p", "no:capture",
        "-p", "no:logging",
        "-p", "no:warnings",
        "-p", "no:faulthandler",
        "-p", "no:unraisableexception",
        "-p", "no:threadexception",
        "-p", "no:junitxml",
        "-p", "no:doctest",
        "-p", "no:unittest",
        "-c", os.devnull,
        "--rootdir", str(assignment.root),
        "--noconftest",
        *map(str, assignment.spec_paths),
    ]  # fmt: skip
    use_course(assignment.root)
    with _clean_environment():
        code = pytest.main(args, plugins=[plugin])
    if plugin.failure is not None:
        raise plugin.failure
    if plugin.problems:
        raise SpecError("a spec can't be imported: " + "; ".join(plugin.problems))
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise SpecError(f"assignment {assignment.slug}: its spec modules hold no checks")
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise SpecError(f"assignment {assignment.slug}: pytest could not collect the specs (exit {int(code)})")


def run_item(item: CheckItem, judge: Judge) -> tuple[Outcome, BaseException | None]:
    """Run one check through pytest's own protocol, for one submission."""
    item.judge, item.outcome, item.error = judge, Outcome.HARNESS_ERROR, None
    try:
        runtestprotocol(item, log=False, nextitem=None)
    finally:
        item.judge = None
    return item.outcome, item.error


@contextmanager
def _clean_environment() -> Iterator[None]:
    """No plugin autoload, no options from outside; pytest's own marks in the environment are put back."""
    names = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD", "PYTEST_CURRENT_TEST")
    before = {name: os.environ.get(name) for name in names}
    for name in names:
        os.environ.pop(name, None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
