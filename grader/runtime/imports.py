"""Which import of a program runs for real, and which is bound to a stand-in; and the assignment's helper modules.

Real: the standard library, NumPy, the helper modules and what was imported beforehand, which are here and quick. The
helpers also answer to the names of other editions and of packages: `opt_utils_v2`, `utils.opt_utils`.
Anything else, and any of these that fails, becomes a `Lazy`. Only imports that stand at the top level of a cell are
handled so; one inside a function or a `try` is an ordinary import, because there its failure is somebody's business.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Callable, Mapping
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, cast

from grader.runtime.lazy import Lazy, StarBuiltins, member

__all__ = ["HelperFinder", "ImportBinder", "add_quick", "public_names"]

_import_module = importlib.import_module
_QUICK = {*sys.stdlib_module_names, "numpy"} - {"this", "antigravity", "idlelib", "lib2to3", "turtledemo"}


def add_quick(*packages: str) -> None:
    """Say that these are imported already, so that importing them costs a program nothing."""
    _QUICK.update(packages)


class HelperFinder:
    """A meta-path finder for the assignment's helper modules, whose source came in a message.

    Parameters
    ----------
    sources : mapping of str to str
        Module name to source.
    execute : callable
        Runs a helper's source in a module's namespace: `execute(name, source, namespace)`.
    """

    def __init__(self, sources: Mapping[str, str], execute: Callable[[str, str, dict[str, Any]], None]) -> None:
        self.sources = sources
        self._execute = execute

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name not in self.sources:
            return None
        return ModuleSpec(name, cast("Any", self), origin=f"{name}.py")

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        vars(module)["__file__"] = f"{name}.py"
        self._execute(name, self.sources[name], vars(module))


def public_names(module: ModuleType) -> list[str]:
    """What `from module import *` binds."""
    names = vars(module).get("__all__")
    if names is None:
        names = [name for name in vars(module) if not name.startswith("_")]
    return [name for name in names if name in vars(module)]


class ImportBinder:
    """Execute import statements in a namespace.

    Attributes
    ----------
    imported : dict
        What was bound by imports, by name: such a function is not the student's.
    """

    def __init__(self, namespace: dict[str, Any], helpers: Mapping[str, str]) -> None:
        self._namespace = namespace
        self._helpers = {_without_edition(name): name for name in helpers} | {name: name for name in helpers}
        self._given: dict[str, Any] = {}
        self._stars: StarBuiltins | None = None
        self.imported: dict[str, Any] = {}

    def handles(self, statement: ast.stmt) -> bool:
        """Whether it is an import that `run` can do."""
        if isinstance(statement, ast.ImportFrom):
            return statement.module != "__future__"
        return isinstance(statement, ast.Import)

    def run(self, statement: ast.stmt) -> None:
        """Bind what the statement imports. Never raises for what is absent."""
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                self._import(alias.name, alias.asname)
        elif isinstance(statement, ast.ImportFrom):
            # A relative import has no package to be relative to: `from .utils import f` means the helper utils.
            module = statement.module or ""
            for alias in statement.names:
                if not module:
                    self._import(alias.name, alias.asname)
                elif alias.name == "*":
                    self._star(module)
                else:
                    self._from(module, alias.name, alias.asname or alias.name)

    def bind(self, name: str, value: Any) -> None:
        """Bind a name to something that is not the student's."""
        self._namespace[name] = value
        self.imported[name] = value

    def give(self, name: str, value: Any) -> None:
        """Bind a name of a helper that a program relies on, whatever module it imports it from."""
        self.bind(name, value)
        self._given[name] = value

    def _import(self, dotted: str, asname: str | None) -> None:
        top = dotted.partition(".")[0]
        module = self._real(dotted) if asname or "." not in dotted or not self._helper(dotted) else None
        if module is None:
            # `import a.b` binds a; a stand-in for it must import a.b when it is used, or a has no b.
            self.bind(asname or top, Lazy(dotted if asname else top, namespace=self._namespace, first=dotted))
        else:
            self.bind(asname or top, module if asname or dotted == top else sys.modules[top])

    def _from(self, module: str, name: str, bound: str) -> None:
        found = self._real(module)
        if found is not None:
            try:
                self.bind(bound, member(found, name))
                return
            except Exception:
                if self._helper(module) and bound in self._namespace:
                    return  # another edition's helper has it, and the prelude brought it
        self.bind(bound, Lazy(module, name, namespace=self._namespace, otherwise=self._given.get(name)))

    def _star(self, module: str) -> None:
        found = self._real(module)
        if found is not None:
            for name in public_names(found):
                self.bind(name, vars(found)[name])
            return
        if self._stars is None:
            self._stars = StarBuiltins()
            self._namespace["__builtins__"] = self._stars
        self._stars.add(module)

    def _helper(self, dotted: str) -> str | None:
        """The helper that a module's name means, if any."""
        name = dotted.rpartition(".")[2]
        return self._helpers.get(name) or self._helpers.get(_without_edition(name))

    def _real(self, dotted: str) -> ModuleType | None:
        helper = self._helper(dotted)
        if dotted.partition(".")[0] not in _QUICK and not helper:
            return None
        try:
            return _import_module(helper or dotted)
        except Exception:
            return None


def _without_edition(name: str) -> str:
    """`opt_utils` for `opt_utils_v1a`."""
    return re.sub(r"_?v\d+[a-z]?\Z", "", name)
