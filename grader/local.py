"""Our own functions as a session: the reference and its misconceptions, called in the trusted process.

Only for code of the course's, never for a student's. Arguments are copied and results turned into plain values
through the codec, so that a check sees exactly what it would see from a sandbox.
"""

from __future__ import annotations

import importlib
import itertools
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, cast, runtime_checkable

import numpy as np

from grader.course import Assignment
from grader.errors import SpecError, StudentBadReply, StudentRaised
from grader.sandbox.base import Callbacks, Limits, Program, SandboxInfo
from grader.wire import codec
from grader.wire.identity import paired
from grader.wire.messages import Binding, Form, Loaded, Target

__all__ = [
    "CallableSession",
    "LocalSandbox",
    "MisconceptionLike",
    "TaggedLike",
    "load_misconceptions",
    "load_reference",
    "use_course",
]


class MisconceptionLike(Protocol):
    """What the engine needs of a misconception; `reference.catalogue.Misconception` is one."""

    @property
    def id(self) -> str: ...
    @property
    def function(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def variant(self) -> Callable[..., Any]: ...


@runtime_checkable
class TaggedLike(Protocol):
    """A reference's array that stands for a tensor or a variable; `reference.tensors.Tagged` is one."""

    value: Any
    kind: Any
    trainable: Any


class CallableSession:
    """A `Session` over plain Python callables of ours.

    Parameters
    ----------
    functions : mapping of str to callable
        By graded name.
    """

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self._functions = dict(functions)
        self._kept: dict[int, Any] = {}
        self._numbers = itertools.count()
        self.alive = True
        self.stdout = ""

    def load(self, program: Program, seed: int = 0) -> Loaded:
        """Nothing to load: the functions are there."""
        return Loaded(functions=tuple(sorted(self._functions)))

    def call(
        self,
        function: str,
        args: Sequence[Any],
        *,
        seed: int,
        optional: int = 0,
        bindings: Sequence[Binding] = (),
        callbacks: Callbacks | None = None,
        target: Target = "function",
        form: Form = "plain",
        fresh: bool = False,
    ) -> Any:
        """Call with copies; trusted stand-ins are bound, given functions are not (a reference needs none).

        A tensor or variable among the arguments arrives as its array. A given function "helper.name" is the
        reference's own `name`; an operation is the method of that name of the reference's own object.
        """
        if fresh:
            self._kept.clear()
        given = [
            _with_callbacks(value, callbacks or {})
            for value in codec.decode(codec.encode(list(args)), callback=codec.Callback, mark=self._meant)
        ]
        called = self._called(target, function, given)
        np.random.seed(seed % 2**32)  # a variant that draws unseeded stays reproducible
        try:
            with np.errstate(all="ignore"), _bound(called, bindings, callbacks or {}):
                value = called(*given)
        except Exception as e:
            raise StudentRaised(type(e).__name__, str(e)) from e
        try:
            return codec.decode(
                codec.encode(paired(form, value, given), convert=self._conversion(form)), mark=codec.keep
            )
        except ValueError as e:
            raise StudentBadReply(str(e)) from e

    def _called(self, target: Target, name: str, args: list[Any]) -> Callable[..., Any]:
        if target == "operation":
            found = getattr(args.pop(0), name, None)
        else:
            found = self._functions.get(name.rpartition(".")[2])
        if found is None:
            raise SpecError(f"the reference has no {name}, which a spec asks for")
        return cast("Callable[..., Any]", found)

    def _meant(self, mark: codec.Mark) -> Any:
        return self._kept[mark.number] if isinstance(mark, codec.Handle) else mark.array

    def _conversion(self, form: Form) -> Callable[[Any], Any]:
        def convert(value: Any) -> Any:
            if isinstance(value, TaggedLike):
                if form != "detail":
                    return value.value
                return (
                    codec.Tensor(value.value)
                    if value.trainable is None
                    else codec.Variable(value.value, value.trainable)
                )
            if form == "handle":
                number = next(self._numbers)
                self._kept[number] = value
                return codec.Handle(number, getattr(value, "kind", "object"))
            raise codec.CodecError(f"is of type {type(value).__name__}, which is no plain value")

        return convert

    def close(self) -> None:
        """Nothing to end."""
        self.alive = False


class LocalSandbox:
    """A `Sandbox` over callables of ours: to grade the reference's own variants, as `grader verify` does."""

    name = "local"
    isolation = "none"

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self._functions = functions

    def open(self, limits: Limits) -> CallableSession:
        """A session over the functions; nothing enforces the limits."""
        return CallableSession(self._functions)

    def info(self) -> SandboxInfo:
        """This very process."""
        return SandboxInfo(
            self.name, self.isolation, None, platform.python_version(), np.__version__, None, platform.platform()
        )

    def close(self) -> None:
        """Nothing to release."""


def load_reference(assignment: Assignment) -> dict[str, Callable[..., Any]]:
    """The public functions of the assignment's reference modules, by name.

    Raises
    ------
    SpecError
        When a module can't be imported or a graded function has no reference.
    """
    found: dict[str, Callable[..., Any]] = {}
    for name in assignment.reference_modules:
        module = _import(assignment, name)
        found.update({k: v for k, v in vars(module).items() if callable(v) and not k.startswith("_")})
    for graded in assignment.functions:
        if graded.name not in found:
            raise SpecError(f"reference of {assignment.slug}: there is no function {graded.name}")
    return found


def load_misconceptions(assignment: Assignment) -> tuple[MisconceptionLike, ...]:
    """The named wrong variants of the assignment, in the order of their modules."""
    found: list[MisconceptionLike] = []
    for name in assignment.reference_modules:
        module = _import(assignment, f"{name}_misconceptions")
        found.extend(cast("Sequence[MisconceptionLike]", module.MISCONCEPTIONS))
    seen: set[str] = set()
    for m in found:
        if m.id in seen:
            raise SpecError(f"{assignment.slug}: two misconceptions are called {m.id}")
        seen.add(m.id)
    return tuple(found)


def use_course(root: Path) -> None:
    """Make `reference` and `test_specs` importable from this course root, and forget those of another one."""
    text = str(root)
    if sys.path[:1] != [text]:
        sys.path[:] = [text, *(p for p in sys.path if p != text)]
    for package in ("reference", "test_specs"):
        module = sys.modules.get(package)
        if module is not None and str(root / package) not in getattr(module, "__path__", ()):
            for name in [n for n in sys.modules if n == package or n.startswith(f"{package}.")]:
                del sys.modules[name]
    importlib.invalidate_caches()


def _import(assignment: Assignment, name: str) -> ModuleType:
    use_course(assignment.root)
    try:
        return importlib.import_module(f"reference.{name}")
    except Exception as e:
        raise SpecError(f"reference/{name}.py can't be imported: {type(e).__name__}: {e}") from e


@contextmanager
def _bound(function: Callable[..., Any], bindings: Sequence[Binding], callbacks: Callbacks) -> Iterator[None]:
    """Bind trusted stand-ins in the function's module for one call, where it has such names."""
    names: dict[str, Any] = getattr(function, "__globals__", {})
    replaced = {b.name: names[b.name] for b in bindings if b.callback is not None and b.name in names}
    try:
        for b in bindings:
            if b.callback is not None and b.name in replaced:
                names[b.name] = callbacks[b.callback]
        yield
    finally:
        names.update(replaced)


def _with_callbacks(value: Any, callbacks: Callbacks) -> Any:
    if isinstance(value, codec.Callback):
        return callbacks[value.name]
    return value
