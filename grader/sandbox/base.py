"""The seam between the engine and any sandbox: protocols and limits, no implementation.

The engine knows only this module. A `Sandbox` opens sessions; a `Session` is one live student program. Faults of
the student's come out as `SubjectFault`s, faults of ours as `HarnessError`s: each backend decides which from the
kernel's or the engine's facts, never from a reply.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from grader.wire.messages import Binding, Form, Loaded, Source, Target

__all__ = ["Callbacks", "Limits", "Program", "Sandbox", "SandboxInfo", "Session"]

Callbacks = Mapping[str, Callable[..., Any]]


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of a session, all enforced by the kernel or the engine. Seconds, bytes, counts."""

    load_s: float = 10.0
    call_cpu_s: float = 2.0
    call_wall_s: float = 5.0
    submission_s: float = 60.0
    memory_bytes: int = 512 * 2**20
    processes: int = 64
    reply_bytes: int = 16 * 2**20
    stdout_kept_bytes: int = 2**20
    stdout_bytes: int = 64 * 2**20
    open_files: int = 256
    file_bytes: int = 16 * 2**20
    disk_bytes: int = 64 * 2**20
    callbacks_per_call: int = 1000


class Program(msgspec.Struct, frozen=True):
    """What is loaded into a session: the student's cells and the helper modules of the assignment."""

    cells: tuple[Source, ...]
    helpers: dict[str, str]
    prelude: tuple[str, ...] = ()


class SandboxInfo(msgspec.Struct, frozen=True):
    """What the report's provenance says of the room in which the code ran."""

    sandbox: str
    isolation: str
    image_digest: str | None
    python: str
    numpy: str
    tensorflow: str | None
    platform: str


class Session(Protocol):
    """One live student program. Not thread-safe.

    It outlives StudentRaised, and a StudentBadReply whose value was only not plain; any other fault ends it, and a
    call of an ended session is SandboxBrokenError: ask `alive` first.
    """

    @property
    def alive(self) -> bool:
        """False after a fault that ended the student's process, or after close."""

    @property
    def stdout(self) -> str:
        """What the student's code printed so far (stdout and stderr), at most `stdout_kept_bytes`, as text."""

    def load(self, program: Program, seed: int = 0) -> Loaded:
        """Execute the program's cells. Raises SubjectFault or HarnessError."""

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
        """Call a function of the student's and return its decoded plain value.

        `target`, `form` and `fresh` are those of `grader.wire.messages.Call`. Marks are allowed in `args`; handles
        in the result when `form` is "handle", tensors and variables when it is "detail".

        Raises StudentRaised, StudentTimeout, StudentMemoryLimit, StudentOutputLimit, StudentCrashed,
        StudentBadReply, or SandboxBrokenError when the fault is ours.
        """

    def close(self) -> None:
        """Kill everything that belongs to the session. Idempotent, never raises."""


class Sandbox(Protocol):
    """A way to run student code. Opened once a worker; sessions are opened and closed many times."""

    name: str
    isolation: str

    def open(self, limits: Limits) -> Session:
        """A fresh session whose runtime said Ready. Raises SandboxUnavailableError or SandboxBrokenError."""

    def info(self) -> SandboxInfo:
        """Facts for the provenance; opens a session once if it must."""

    def close(self) -> None:
        """Release warm sessions. Idempotent, never raises."""
