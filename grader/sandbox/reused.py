"""One session for load after load: for solutions and mutants of ours, never for a student's.

What a file leaves behind in the process could change the next one's verdict; ours are known not to.
"""

from __future__ import annotations

from typing import Any

import msgspec

from grader.sandbox.base import Limits, Sandbox, SandboxInfo, Session

__all__ = ["ReusedSandbox"]


class ReusedSandbox:
    """A sandbox whose one session serves load after load, until a fault kills it."""

    def __init__(self, inner: Sandbox) -> None:
        self._inner = inner
        self._session: Session | None = None
        self.name, self.isolation = inner.name, inner.isolation

    def open(self, limits: Limits) -> Session:
        """The live session, or a new one where the last was killed."""
        if self._session is None or not self._session.alive:
            if self._session is not None:
                self._session.close()
            self._session = self._inner.open(msgspec.structs.replace(limits, submission_s=1e9))
        return _Kept(self._session)

    def info(self) -> SandboxInfo:
        """The inner one's."""
        return self._inner.info()

    def close(self) -> None:
        """End the session, and the inner sandbox."""
        if self._session is not None:
            self._session.close()
        self._inner.close()


class _Kept:
    """A session that its user can't end; only a fault can."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def close(self) -> None:
        """Left open for the next."""
