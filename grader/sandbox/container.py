"""One running container as a transport: its bytes, its processor time, and whose fault its end was.

Owns the verdict on an ended container, from the engine's and the kernel's facts alone. What the bytes mean stands in
`stream`, how to talk to the engine in `docker_engine`.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from grader.errors import (
    HarnessError,
    SandboxBrokenError,
    StudentCrashed,
    StudentMemoryLimit,
    SubjectFault,
)
from grader.sandbox.attached import STDOUT, Attached
from grader.sandbox.base import Limits
from grader.sandbox.cgroup import ControlGroup, find_group, process_cpu_s
from grader.sandbox.docker_engine import Engine
from grader.sandbox.endings import crash
from grader.sandbox.stream import Channel

__all__ = ["ContainerTransport", "remove_quietly"]

END_S = 2.0
OOM_NEWS_S = 0.5
STALL_S = 3.0
POLL_S = 0.01
FROM_OUTSIDE = frozenset({"kill", "stop", "restart", "pause", "destroy"})


class ContainerTransport:
    """One running container as a `stream.Transport`. Removal happens in the background, at once."""

    def __init__(self, engine: Engine, background: ThreadPoolExecutor, container: str, limits: Limits) -> None:
        self._engine = engine
        self._background = background
        self._limits = limits
        self._started = time.time()
        self._killed = False
        self._group: ControlGroup | None = None
        self._looked = False
        self._pid = 0
        self._cpu_s = 0.0
        self.exit_code: int | None = None
        """Of process 1, by the engine's word, once `ended` was asked; 128 and the number for a signal."""
        self.container = container
        self._attached: Attached = engine.attach(container)

    def start(self) -> None:
        """Start the container; what it says is kept for the first `receive`."""
        self._started = time.time()
        self._engine.start(self.container)
        self._control_group()  # now, while nobody waits: in a call, an engine that stalls would stall the clock

    def descriptors(self) -> Sequence[int]:
        """The one descriptor that carries both channels."""
        return (self._attached.fileno(),)

    def receive(self, descriptor: int) -> Iterable[tuple[Channel, bytes]]:
        """What has arrived: frames on the container's stdout, the student's prints on its stderr."""
        pieces = self._attached.receive()
        if pieces is None:
            return ((Channel.PROTOCOL, b""),)
        return [(Channel.PROTOCOL if stream == STDOUT else Channel.OUTPUT, data) for stream, data in pieces]

    def write_descriptor(self) -> int:
        """The same descriptor carries the input."""
        return self._attached.fileno()

    def send(self, data: memoryview) -> int:
        """Write what fits."""
        return self._attached.send(data)

    def cpu_seconds(self) -> float:
        """CPU seconds of the whole container, from its control group or else from the engine."""
        group = self._control_group()
        seconds = group.cpu_s() if group is not None else None
        if seconds is None and group is None:
            with contextlib.suppress(HarnessError):
                nanoseconds = self._engine.cpu_ns(self.container)
                seconds = None if nanoseconds is None else nanoseconds / 1e9
        self._cpu_s = max(self._cpu_s, seconds or 0.0)
        return self._cpu_s

    def memory_kills(self) -> int | None:
        """How many of the container's processes the kernel killed for memory; None where this host can't see it."""
        group = self._control_group()
        return group.oom_kills() if group is not None else None

    def first_cpu_seconds(self) -> float:
        """CPU seconds of process 1 alone, 0 where this host can't see it."""
        if self._control_group() is None:
            return 0.0
        return process_cpu_s(self._pid) or 0.0

    def memory_refused(self) -> bool:
        """Whether the kernel killed one of the container's processes for memory."""
        kills = self.memory_kills()
        if kills is not None:
            return kills > 0
        try:
            return self._engine.state(self.container).oom_killed
        except HarnessError:
            return False

    def unreachable(self) -> str | None:
        """An engine that doesn't answer doesn't carry bytes either."""
        return None if self._engine.answers(STALL_S) else "the Docker engine stalled in mid-run"

    def ended(self) -> SubjectFault | HarnessError:
        """Whose fault the end of the streams was.

        Notes
        -----
        Exit code 137 alone says nothing: a student's `os._exit(137)` looks like a kill. What tells is the engine's
        record: "oom" is the kernel's kill for memory; "kill" or a vanished container is somebody outside, so ours.
        An engine that was restarted has killed its containers and forgotten it, so then the end is ours too. (With a
        socket that outlives the engine, as systemd's, the question waits for the new engine and is answered by it.)
        """
        try:
            deadline = time.monotonic() + END_S
            facts = self._engine.state(self.container)
            while facts.running and time.monotonic() < deadline:
                time.sleep(POLL_S)
                facts = self._engine.state(self.container)
            facts = self._engine.state(self.container, since=self._started)
            deadline = time.monotonic() + OOM_NEWS_S
            while facts.exit_code == 128 + signal.SIGKILL and not facts.oom_killed and time.monotonic() < deadline:
                # The engine hears of a kill for memory and of the end by different ways, in either order.
                time.sleep(POLL_S)
                facts = self._engine.state(self.container, since=self._started)
                if FROM_OUTSIDE & set(facts.events) or "oom" in facts.events:
                    break
            if "start" not in facts.events and not self._engine.remembers(self.container):
                return SandboxBrokenError("the Docker engine was restarted in mid-run")
        except HarnessError as error:
            return SandboxBrokenError(f"a container ended and the engine can't say why: {error}")
        self.exit_code = None if facts.running else facts.exit_code
        if FROM_OUTSIDE & set(facts.events):
            return SandboxBrokenError("a container was stopped from outside in mid-run")
        if facts.oom_killed or "oom" in facts.events:
            limit = self._limits.memory_bytes // 2**20
            return StudentMemoryLimit(f"needed more than {limit} MiB of memory")
        if facts.running:
            return StudentCrashed("the student's process closed its connection")
        return crash(facts.exit_code, shell=True)

    def kill(self) -> None:
        """Kill every process of the container and remove it, starting now, without waiting. Idempotent."""
        if not self._killed:
            self._killed = True
            try:
                self._background.submit(remove_quietly, self._engine, self.container)
            except RuntimeError:  # the sandbox was closed before its session
                remove_quietly(self._engine, self.container)

    def close(self) -> None:
        """Kill, and let go of the streams."""
        self.kill()
        self._attached.close()

    def _control_group(self) -> ControlGroup | None:
        if not self._looked:
            with contextlib.suppress(HarnessError):
                self._pid = self._engine.state(self.container).pid
                self._group = find_group(self._pid, self.container) if self._pid else None
                self._looked = True
        return self._group


def remove_quietly(engine: Engine, container: str) -> None:
    """Remove a container; if the engine fails, the next run's `reap` does it."""
    with contextlib.suppress(HarnessError):
        engine.remove(container)
