"""The subject: the proxy through which a spec calls the student's functions.

Owns the session's life (opened when first needed, reopened after a fault that killed it), the seeds of the calls
and the submission's time budget. Knows the sandbox only through `grader.sandbox.base`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from grader.course import Assignment
from grader.errors import SpecError, StudentBadReply, StudentTimeout, SubjectFault
from grader.sandbox.base import Program, Session
from grader.spec import GivenFunction
from grader.wire import codec
from grader.wire.messages import Binding, Loaded

__all__ = ["CallRecord", "Subject", "derive_seed"]


def derive_seed(*parts: object) -> int:
    """A 32-bit seed from any printable parts; the same parts give the same seed on every machine."""
    text = "\x1f".join(str(p) for p in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big")


class CallRecord(NamedTuple):
    """One call as it was made: for counterexamples and for recording."""

    function: str
    args: tuple[Any, ...]


class Subject:
    """Calls the functions of one submission; `subject.sigmoid(z)` calls the student's `sigmoid`.

    Parameters
    ----------
    assignment : Assignment
        Says which names can be called and how many trailing arguments may be missing.
    open_session : callable
        Gives a fresh session of the sandbox.
    program : Program
        What to load into it.
    names : mapping, optional
        Graded name → the name under which the student defined it.
    budget_s : float
        Wall seconds that all loads and calls may take together.
    """

    def __init__(
        self,
        assignment: Assignment,
        open_session: Callable[[], Session],
        program: Program,
        *,
        names: Mapping[str, str] | None = None,
        budget_s: float = float("inf"),
    ) -> None:
        self._optional = {f.name: f.optional_arguments for f in assignment.functions}
        self._open_session = open_session
        self._program = program
        self._names = dict(names or {})
        self._left_s = budget_s
        self._session: Session | None = None
        self._loaded: Loaded | None = None
        self._load_fault: SubjectFault | None = None
        self._case: tuple[object, ...] = ()
        self.load_s = 0.0
        self.calls: list[CallRecord] = []
        self.calls_made = 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_") or name not in self._optional:
            raise SpecError(f"a spec calls subject.{name}, which assignment.toml does not list")
        return lambda *args: self.call(name, *args)

    def begin_case(self, *parts: object) -> None:
        """Forget the last case's calls; the parts make the seeds of this one's."""
        self._case = parts
        self.calls = []

    def loaded(self) -> Loaded:
        """What the program defines; opens the session when none is alive.

        Raises
        ------
        SubjectFault
            When loading failed as a whole; the same fault each time, without trying again.
        HarnessError
            When the sandbox failed.
        """
        self._ready()
        if self._loaded is None:  # pragma: no cover - _ready sets it or raises
            raise SpecError("a session is there but nothing was loaded")
        return self._loaded

    def call(self, function: str, *args: Any, bind: Mapping[str, Any] | None = None) -> Any:
        """Call a function of the student's with fresh copies of `args`, positionally.

        Parameters
        ----------
        function : str
            The graded name.
        *args : plain values or callables
            A callable is handed over as a function that runs on the trusted side.
        bind : mapping, optional
            Names bound in the student's module for this call: a `given_function`, a callable or a constant.
        """
        if function not in self._optional:
            raise SpecError(f"a spec calls {function}, which assignment.toml does not list")
        callbacks: dict[str, Callable[..., Any]] = {}
        sent = [self._portable(a, callbacks) for a in args]
        seed = derive_seed("call", *self._case, len(self.calls))
        self.calls.append(CallRecord(function, args))
        self.calls_made += 1
        session = self._ready()
        started = time.monotonic()
        try:
            return session.call(
                self._names.get(function, function),
                sent,
                seed=seed,
                optional=self._optional[function],
                bindings=[self._binding(k, v, callbacks) for k, v in (bind or {}).items()],
                callbacks=callbacks,
            )
        except codec.CodecError as error:
            # The check's own arguments went through with the reference: this is in an answer that it hands on.
            raise StudentBadReply(f"an earlier result can't be handed to this call: it {error.what}") from None
        finally:
            self._left_s -= time.monotonic() - started

    def close(self) -> None:
        """End the session. Idempotent."""
        if self._session is not None:
            self._session.close()
            self._session = None

    @property
    def stdout(self) -> str:
        """What the student's code printed in the live session."""
        return self._session.stdout if self._session is not None else ""

    def _ready(self) -> Session:
        if self._load_fault is not None:
            raise self._load_fault
        if self._left_s <= 0:
            raise StudentTimeout("the time for the whole submission is used up")
        if self._session is not None and self._session.alive:
            return self._session
        self.close()
        self._session = self._open_session()
        started = time.monotonic()
        try:
            self._loaded = self._session.load(self._program, seed=0)
        except SubjectFault as fault:
            self._load_fault = fault
            raise
        finally:
            spent = time.monotonic() - started
            self.load_s += spent
            self._left_s -= spent
        return self._session

    @staticmethod
    def _portable(value: Any, callbacks: dict[str, Callable[..., Any]]) -> Any:
        if not callable(value):
            return value
        name = f"callback_{len(callbacks)}"
        callbacks[name] = value
        return codec.Callback(name)

    @staticmethod
    def _binding(name: str, value: Any, callbacks: dict[str, Callable[..., Any]]) -> Binding:
        if isinstance(value, GivenFunction):
            return Binding(name=name, given=value.path)
        if callable(value):
            callbacks[name] = value
            return Binding(name=name, callback=name)
        return Binding(name=name, value=codec.encode(value))
