"""What can go wrong around a run: the sandbox stops working, killed workers leave things behind, the user stops it.

Owns how long a run waits for a sandbox and how it cleans up after workers that could not. Knows no results.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator

from grader.batch_worker import Room
from grader.errors import HarnessError, SandboxUnavailableError
from grader.sandbox.base import Limits
from grader.sandbox.scratch import reap_scratch

__all__ = ["RoomWatch", "stop_signals"]

OUTAGE_S = 30.0
"""How long a run waits for a sandbox that has stopped working: an engine that is being restarted is back by then."""
STEP_S = 0.5


class RoomWatch:
    """The parent's eye on the sandbox that its workers use.

    Attributes
    ----------
    untidy : bool
        Something may have been left with the engine: a worker was killed, or the engine was away.
    """

    def __init__(self, room: Room, limits: Limits) -> None:
        self._room = room
        self._limits = limits
        self.untidy = False

    def wait(self) -> None:
        """Return when a session can be opened; SandboxUnavailableError when it doesn't come to it in time."""
        deadline = time.monotonic() + OUTAGE_S
        while True:
            try:
                with contextlib.closing(self._room.open()) as box:
                    box.open(self._limits).close()
                return
            except HarnessError as e:
                self.untidy = True
                if time.monotonic() > deadline:
                    raise SandboxUnavailableError(
                        f"the sandbox stopped working ({e}): what is finished is kept; run the same command again"
                    ) from e
                time.sleep(STEP_S)

    def tidy(self) -> None:
        """Remove what dead workers left, if there may be something."""
        if self.untidy:
            reap_scratch()
            # Opening the sandbox removes what it finds of dead owners.
            with contextlib.suppress(HarnessError):
                self._room.open().close()


@contextlib.contextmanager
def stop_signals() -> Iterator[None]:
    """SIGTERM and a closed terminal stop a run as Ctrl-C does; under nohup the latter goes on being nothing."""
    numbers = [signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    before = {number: signal.signal(number, signal.default_int_handler) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
