"""The subject: the proxy through which a spec calls the student's functions.

Owns the session's life (opened when first needed, reopened after a fault that killed it), the seeds of the calls
and the submission's time budget. Knows the sandbox only through `grader.sandbox.base`; a check's limit of memory
doesn't hold in it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, get_args

from grader.course import Assignment
from grader.details import detailed, handles_in
from grader.errors import SpecError, StudentBadReply, StudentCrashed, StudentTimeout, SubjectFault
from grader.sandbox.base import Program, Session
from grader.sandbox.headroom import lifted
from grader.spec import GivenFunction
from grader.wire import codec
from grader.wire.identity import PAIRS
from grader.wire.marks import Handle
from grader.wire.messages import Binding, Form, Loaded, Target

__all__ = ["OPERATIONS", "CallRecord", "Subject", "derive_seed"]

OPERATIONS = ("predict", "weights", "config", "train", "evaluate")
"""What may be asked of an object that stays in the sandbox."""


def derive_seed(*parts: object) -> int:
    """A 32-bit seed from any printable parts; the same parts give the same seed on every machine."""
    text = "\x1f".join(str(p) for p in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big")


class CallRecord(NamedTuple):
    """One call as it was made: for counterexamples and for recording."""

    function: str
    args: tuple[Any, ...]
    form: Form = "plain"


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
        self.own_names = dict(names or {})
        self._left_s = budget_s
        self._session: Session | None = None
        self._loaded: Loaded | None = None
        self._load_fault: SubjectFault | None = None
        self._case: tuple[object, ...] = ()
        self._asked = 0
        self._fresh = False
        self._handles: set[int] = set()
        self._lost: set[int] = set()
        self.load_s = 0.0
        self.calls: list[CallRecord] = []
        self.calls_made = 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_") or name not in self._optional:
            raise SpecError(f"a spec calls subject.{name}, which assignment.toml does not list")
        return lambda *args: self.call(name, *args)

    def begin_case(self, *parts: object) -> None:
        """Forget the last case's calls and handles; the parts make the seeds of this one's."""
        self._case = parts
        self._asked = 0
        self._fresh = True
        self._handles, self._lost = set(), set()
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
        with lifted():
            self._ready()
        if self._loaded is None:  # pragma: no cover - _ready sets it or raises
            raise SpecError("a session is there but nothing was loaded")
        return self._loaded

    def call(
        self,
        function: str,
        *args: Any,
        bind: Mapping[str, Any] | None = None,
        form: Form = "plain",
    ) -> Any:
        """Call a function of the student's with fresh copies of `args`, positionally.

        Parameters
        ----------
        function : str
            The graded name.
        *args : plain values, marks, handles or callables
            `tensor(array)` and `variable(array)` arrive as TensorFlow's, a handle as its object. A callable is handed
            over as a function that runs on the trusted side.
        bind : mapping, optional
            Names bound in the student's module for this call: a `given_function`, a callable or a constant.
        form : str
            What to give:

            - "plain": the result.
            - "detail": every array in it as `{"kind": "tensor"|"variable"|"array", "trainable": …, "value": …}`.
            - "handle": what is not plain in it, such as a model, as a `Handle` for later calls of this case.
            - "same": a pair, the result and the list of positions (i, j) at which it holds one dict or list twice.
            - "after": a pair, the result and the list of the arguments as the call left them.
        """
        if function not in self._optional:
            raise SpecError(f"a spec calls {function}, which assignment.toml does not list")
        if form not in get_args(Form):
            raise SpecError(f"a spec asks for the form {form!r}: there are {', '.join(get_args(Form))}")
        callbacks: dict[str, Callable[..., Any]] = {}
        sent = [self._portable(a, callbacks) for a in args]
        bindings = [self._binding(k, v, callbacks) for k, v in (bind or {}).items()]
        self.calls.append(CallRecord(function, args, form))
        name, optional = self.own_names.get(function, function), self._optional[function]
        return self._ask("function", name, sent, form, optional=optional, bindings=bindings, callbacks=callbacks)

    def given(self, path: str, *args: Any) -> Any:
        """Call a helper module's function, "tf_utils.small_model", of a copy that no student code has seen.

        What it returns is plain, or a `Handle` where it isn't.
        """
        return self._ask("given", path, list(args), "handle")

    def operate(self, handle: Handle, operation: str, *args: Any) -> Any:
        """Ask for an operation on an object that stays in the sandbox; the result is as hostile as any.

        Parameters
        ----------
        handle : Handle
            Of this case: from `call(..., form="handle")` or `given`.
        operation : str
            "predict" (X) → array, as in inference · "weights" → list of {name, trainable, value} in Keras' order ·
            "config" → dict of names and numbers · "train" (X, Y, epochs, batch_size) → list of losses, without
            shuffling · "evaluate" (X, Y) → dict of figures.
        """
        if operation not in OPERATIONS:
            raise SpecError(f"a spec asks for the operation {operation!r}: there are {', '.join(OPERATIONS)}")
        return self._ask("operation", operation, [handle, *args], "plain")

    def _ask(self, target: Target, name: str, args: list[Any], form: Form, **others: Any) -> Any:
        with lifted():
            return self._answer(target, name, args, form, **others)

    def _answer(self, target: Target, name: str, args: list[Any], form: Form, **others: Any) -> Any:
        seed = derive_seed("call", *self._case, self._asked)
        self._asked += 1
        self.calls_made += 1
        session = self._ready()
        self._require_live(args)
        fresh, self._fresh = self._fresh, False
        started = time.monotonic()
        try:
            value = session.call(name, args, seed=seed, target=target, form=form, fresh=fresh, **others)
        except codec.CodecError as error:
            # The check's own arguments went through with the reference: this is in an answer that it hands on.
            raise StudentBadReply(f"an earlier result can't be handed to this call: it {error.what}") from None
        finally:
            self._left_s -= time.monotonic() - started
        self._handles.update(h.number for h in handles_in(value))
        if form in PAIRS and not (isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], list)):
            raise StudentBadReply("the reply is not of the form that was asked for")
        return detailed(value) if form == "detail" else value

    def _require_live(self, args: list[Any]) -> None:
        for handle in handles_in(args):
            if handle.number in self._lost:
                raise StudentCrashed(f"the process that held the {handle.kind} has ended")
            if handle.number not in self._handles:
                raise SpecError("a spec uses a handle outside the case that it was made in")

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
        self._lost |= self._handles
        self._handles = set()
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
