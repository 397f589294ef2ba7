"""Warm rooms outside of any container, whose processes coverage can follow: a `Landlord` for tests.

Such a room has namespaces of its own and little else. What a room keeps in is for `test_fork_isolation` to show.
"""

from __future__ import annotations

import base64
import os
import secrets
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

import coverage
import msgspec
import pytest

from grader.errors import StudentCrashed
from grader.sandbox import policy, seccomp
from grader.sandbox.base import Limits, Session
from grader.sandbox.bubblewrap_transport import WarmTransport
from grader.sandbox.fork import ForkSandbox
from grader.sandbox.stacks import STACKS
from grader.wire.room import Begin
from tests.conformance.open_room_program import ROOT, SEEN, WIPED

__all__ = ["LEAVE", "WAYS", "hand_over", "open_rooms"]

WAYS = {
    "users": ("--mount", "--pid", "--ipc", "--net"),
    "namespaces": (
        *("--user", "--map-user=1000", "--map-group=1000", "--keep-caps"),
        *("--mount", "--pid", "--ipc", "--net"),
    ),
}
"""How children of a room are kept apart: by a user id for each, or by namespaces."""

LEAVE = "import os\ndef leave(code): os._exit(code)\n"
"""What a program needs for `hand_over`."""


class OpenTransport(WarmTransport):
    """Ends the room by closing its input, as the trusted side's death would: then its processes end by themselves."""

    def kill(self) -> None:
        if self.process.stdin is not None and not self.process.stdin.closed:
            self.process.stdin.close()
            self.wait(5)
        super().kill()


class InTheOpen:
    """Starts rooms without bubblewrap or a container."""

    name = "open"
    isolation = "container"
    image_digest = None

    def __init__(self, namespaces: tuple[str, ...], stack: str) -> None:
        self._namespaces = namespaces
        self.stack = STACKS[stack]

    def room(self, limits: Limits) -> OpenTransport:
        flags = ["--site", sysconfig.get_paths()["purelib"], *self.stack.flags()]
        if "--user" in self._namespaces:
            flags += ["--filter", seccomp.bpf().hex(), "--hide", "keys,acpi,nothing"]
        kept = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_CONFIG") if name in os.environ}
        places = filter(os.path.isdir, WIPED)
        lines = [f"mount -t tmpfs room {place}" for place in places]
        lines.append("exec " + shlex.join([sys.executable, "-m", "tests.conformance.open_room_program", *flags]))
        given = [f"{name}={value}" for name, value in {**policy.ENVIRONMENT, **kept, "PYTHONPATH": str(ROOT)}.items()]
        unshare = ["unshare", *self._namespaces, "--fork", "--mount-proc", "--kill-child"]
        return OpenTransport(["env", "-i", *given, *unshare, "sh", "-ec", "\n".join(lines)], (), limits, None)

    def rules(self, limits: Limits) -> Begin:
        return msgspec.structs.replace(policy.child_rules(limits), growth_bytes=limits.memory_bytes)

    def close(self) -> None: ...


def open_rooms(way: str, stack: str = "numpy") -> ForkSandbox:
    """A sandbox of them; skips the test where there can be none."""
    if any(Path(place).is_relative_to(wiped) for place in (ROOT, sys.prefix) for wiped in WIPED):
        pytest.skip("the clone or its Python lies in a folder that a room wipes")
    tried = subprocess.run(["unshare", *WAYS[way], "--fork", "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"no such namespaces here: {tried.stderr.strip()}")
    return ForkSandbox(InTheOpen(WAYS[way], stack), warm=0)


def hand_over(session: Session) -> None:
    """Close a session; what coverage saw in its child joins what it sees here."""
    if coverage.Coverage.current() is not None and session.alive:
        with pytest.raises(StudentCrashed, match="exit code 9"):
            session.call("leave", [9], seed=0)
    running = coverage.Coverage.current()
    for line in session.stdout.splitlines():
        if running is not None and line.startswith(SEEN):
            to = str(running.get_option("run:data_file"))
            data = coverage.CoverageData(basename=to, suffix=f"room.{secrets.token_hex(8)}")
            data.loads(base64.b64decode(line.removeprefix(SEEN)))
            data.write()
    session.close()
