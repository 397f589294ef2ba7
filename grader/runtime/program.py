"""The student's program: a module namespace, filled by executing its cells one top-level statement at a time.

A statement that fails costs the names it would have bound and nothing else; the block of an `if` is such statements.
Owns the sources of what it compiled, for tracebacks. Knows nothing of messages on the wire but the sources that came in
one.
"""

from __future__ import annotations
import __future__

import ast
import builtins
import linecache
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from grader.runtime.faults import describe, type_name
from grader.runtime.imports import HelperFinder, ImportBinder, public_names
from grader.runtime.silent import SilentFinder
from grader.wire.messages import LoadFailure, Source

__all__ = ["Program", "bound_names"]

_compile, _exec, _eval, _parse, _exc_info = compile, exec, eval, ast.parse, sys.exc_info
_modules, _meta_path = sys.modules, sys.meta_path
_linecache = linecache.cache
_UNREAD = __future__.annotations.compiler_flag
_FUNCTIONS_LISTED = 2000
_FAILURES_LISTED = 500


class Program:
    """One loaded program.

    Attributes
    ----------
    namespace : dict
        The globals of the student's code.
    sources : dict of str to list of str
        The lines of each cell, by label.
    failures : list of LoadFailure
        Statements that raised.
    """

    def __init__(self, cells: Sequence[Source], helpers: Mapping[str, str], prelude: Sequence[str]) -> None:
        self._finder = HelperFinder(helpers, self._run_helper)
        self._install()
        module = ModuleType("__main__")
        _modules["__main__"] = module
        self.namespace: dict[str, Any] = vars(module)
        self.namespace["__builtins__"] = builtins
        self.sources: dict[str, list[str]] = {}
        self.failures: list[LoadFailure] = []
        self._binder = ImportBinder(self.namespace, helpers)
        self._bind_beforehand(prelude)
        flags = 0
        for cell in cells:
            flags = self._run_cell(cell, flags)

    def functions(self) -> tuple[str, ...]:
        """The names that the student's own code bound to something that can be called."""
        imported = self._binder.imported
        missing = object()
        names = [
            name
            for name, value in dict.items(self.namespace)
            if type(name) is str
            and callable(value)
            and imported.get(name, missing) is not value
            and name.isidentifier()
        ]
        return tuple(name for name in names if not name.startswith("__"))[:_FUNCTIONS_LISTED]

    def given(self, path: str) -> Any:
        """The function "helper.name" of a helper module.

        Raises
        ------
        LookupError
            The assignment has no such helper or the helper no such name.
        """
        module, _, name = path.rpartition(".")
        found = self._helper(module)
        if found is None or name not in vars(found):
            raise LookupError(f"there is no given function {path}")
        return vars(found)[name]

    def untouched(self, path: str) -> Any:
        """The function "helper.name" of a copy of the helper made now, which no student code has seen.

        Raises
        ------
        LookupError
            As `given`.
        """
        module, _, name = path.rpartition(".")
        if module not in self._finder.sources:
            raise LookupError(f"there is no given function {path}")
        namespace: dict[str, Any] = {"__name__": module, "__builtins__": builtins}
        self._run_helper(module, self._finder.sources[module], namespace)
        if name not in namespace:
            raise LookupError(f"there is no given function {path}")
        return namespace[name]

    def _install(self) -> None:
        for finder in [finder for finder in _meta_path if type(finder) is HelperFinder]:
            for name in finder.sources:
                _modules.pop(name, None)
            _meta_path.remove(finder)
        # First of all: a module of the student's machine by the name of a helper must not hide the helper.
        _meta_path.insert(0, self._finder)
        if not any(type(finder) is SilentFinder for finder in _meta_path):
            _meta_path.append(SilentFinder())

    def _helper(self, name: str) -> ModuleType | None:
        if name not in self._finder.sources:
            return None
        try:
            return __import__(name)
        except Exception:
            return None

    def _bind_beforehand(self, prelude: Sequence[str]) -> None:
        for name in prelude:
            helper = self._helper(name)
            if helper is None:
                continue
            for public in public_names(helper):
                self._binder.give(public, vars(helper)[public])
            self._binder.bind(name, helper)
        self._binder.bind("np", np)
        self._binder.bind("numpy", np)
        self._binder.bind("get_ipython", _Notebook)
        self._binder.bind("display", _display)

    def _run_cell(self, cell: Source, flags: int) -> int:
        self.sources[cell.label] = lines = _lines(cell.text)
        _linecache[cell.label] = (len(cell.text), None, [line + "\n" for line in lines], cell.label)
        try:
            tree = _parse(cell.text, cell.label)
        except BaseException as error:
            self._failed(cell.label, getattr(error, "lineno", None) or 1, error, ())
            return flags
        pending = tree.body[::-1]
        while pending:
            statement = pending.pop()
            flags |= _future_flags(statement)
            try:
                if self._binder.handles(statement):
                    self._binder.run(statement)
                elif isinstance(statement, ast.If):
                    test = _compile(ast.Expression(statement.test), cell.label, "eval", flags, True)
                    pending += (statement.body if _eval(test, self.namespace) else statement.orelse)[::-1]
                else:
                    self._execute(statement, cell.label, flags)
            except BaseException as error:
                self._failed(cell.label, _line_of(cell.label, statement.lineno), error, tuple(bound_names(statement)))
        return flags

    def _execute(self, statement: ast.stmt, label: str, flags: int) -> None:
        try:
            _exec(_compile(ast.Module([statement], []), label, "exec", flags, True), self.namespace)
        except (ImportError, NameError):
            if not isinstance(statement, ast.FunctionDef) or flags & _UNREAD:
                raise
            # Perhaps it was an annotation, as `-> pd.DataFrame` without pandas: nothing depends on its value.
            _exec(_compile(ast.Module([statement], []), label, "exec", flags | _UNREAD, True), self.namespace)

    def _failed(self, label: str, line: int, error: BaseException, names: tuple[str, ...]) -> None:
        if len(self.failures) < _FAILURES_LISTED:
            self.failures.append(LoadFailure(label, line, type_name(error), describe(error), names[:100]))

    def _run_helper(self, name: str, source: str, namespace: dict[str, Any]) -> None:
        """Execute a helper module; its top-level imports of plotting libraries and the like are stand-ins as well."""
        binder = ImportBinder(namespace, self._finder.sources)
        flags = 0
        for statement in _parse(source, f"{name}.py").body:
            flags |= _future_flags(statement)
            if binder.handles(statement):
                binder.run(statement)
            else:
                _exec(_compile(ast.Module([statement], []), f"{name}.py", "exec", flags, True), namespace)


class _Notebook:
    """What `get_ipython()` gives: it takes any magic and does nothing."""

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


def _display(*objects: Any, **options: Any) -> None:
    """What every notebook has for showing objects: nobody sees them here."""


def _lines(text: str) -> list[str]:
    """Lines as Python counts them; `splitlines` also ends one at a form feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def bound_names(statement: ast.stmt) -> Iterator[str]:
    """The names that a top-level statement binds, those inside its blocks included, functions' own excluded."""
    pending: list[ast.AST] = [statement]
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        if isinstance(node, ast.alias) and node.name != "*":
            yield node.asname or node.name.partition(".")[0]
        pending.extend(ast.iter_child_nodes(node))


def _future_flags(statement: ast.stmt) -> int:
    if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
        return 0
    flags = 0
    for alias in statement.names:
        feature = getattr(__future__, alias.name, None)
        flags |= getattr(feature, "compiler_flag", 0)
    return flags


def _line_of(label: str, first: int) -> int:
    """The line of the innermost frame in the cell while an exception is being handled, else the statement's first."""
    trace = _exc_info()[2]
    line = first
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == label and trace.tb_frame.f_code.co_name == "<module>":
            line = trace.tb_lineno or first
        trace = trace.tb_next
    return line
