"""What goes past a limit is dead soon after: seen from the host's process table, for every backend.

A student's process names itself, so that it can be found from outside, whatever namespaces hide it from itself. The
aim is 200 ms; the bound here leaves room for a machine that runs other tests at the same time. `pytest -s` shows the
figures.
"""

from __future__ import annotations

import secrets
import threading
import time
from pathlib import Path

import pytest

from grader.errors import StudentMemoryLimit, StudentOutputLimit, StudentTimeout, SubjectFault

from .conftest import Start

pytestmark = pytest.mark.thorough

BOUND_S = 2.0
WALL_S, CPU_S = 0.6, 0.4
SOURCE = """
import ctypes, os, time
def name(text): ctypes.CDLL(None).prctl(15, text.encode(), 0, 0, 0)
def sleep(text):
    name(text)
    while True: time.sleep(10)
def spin(text):
    name(text)
    while True: pass
def flood(text):
    name(text)
    while True: os.write(1, b"x" * 65536)
def grow(text):
    name(text)
    kept = []
    while True: kept.append(bytearray(2**22))
"""


class Watch(threading.Thread):
    """Find a process by its name, and note when it passed its processor time and when it was dead."""

    def __init__(self, name: str) -> None:
        super().__init__(daemon=True)
        self._name = name
        self.over = self.dead = 0.0
        self.stop = time.monotonic() + 20

    def run(self) -> None:
        process = None
        while process is None and time.monotonic() < self.stop:
            process = next((p for p in Path("/proc").iterdir() if p.name.isdigit() and self._is(p)), None)
        while process is not None and time.monotonic() < self.stop:
            try:
                if not self.over and int((process / "schedstat").read_text().split()[0]) > CPU_S * 1e9:
                    self.over = time.monotonic()
                gone = (process / "stat").read_text().rpartition(")")[2].split()[0] in "ZX"
            except (OSError, IndexError):
                gone = True
            if gone:
                self.dead = time.monotonic()
                return
            time.sleep(0.002)

    def _is(self, process: Path) -> bool:
        try:
            return (process / "comm").read_text().strip() == self._name
        except OSError:
            return False


@pytest.mark.parametrize(
    ("function", "fault", "limits"),
    [
        ("sleep", StudentTimeout, {"call_wall_s": WALL_S, "call_cpu_s": 5}),
        ("spin", StudentTimeout, {"call_wall_s": 15, "call_cpu_s": CPU_S}),
        ("flood", StudentOutputLimit, {"call_wall_s": 15, "call_cpu_s": 10, "stdout_bytes": 8 * 2**20}),
        ("grow", StudentMemoryLimit, {"call_wall_s": 15, "call_cpu_s": 10, "memory_bytes": 200 * 2**20}),
    ],
    ids=["wall", "processor", "output", "memory"],
)
def test_an_end_is_prompt(
    start: Start, function: str, fault: type[SubjectFault], limits: dict[str, float], request: pytest.FixtureRequest
) -> None:
    """From the limit to the death of the process, and to the verdict."""
    session, _ = start(SOURCE, **limits)
    name = f"w{secrets.token_hex(6)}"
    watch = Watch(name)
    watch.start()
    began = time.monotonic()
    with pytest.raises(fault):
        session.call(function, [name], seed=0)
    told = time.monotonic()
    session.close()
    watch.join()
    assert watch.dead, "the process was seen alive, and then dead"
    # For output and memory the limit is passed when it is told, or before: the kernel kills by itself.
    limit = {"sleep": began + WALL_S, "spin": watch.over, "flood": told, "grow": min(told, watch.dead)}[function]
    print(f"\n{request.node.name}: dead {watch.dead - limit:.3f} s, told {told - limit:.3f} s after the limit")
    assert watch.dead - limit < BOUND_S
    assert told - limit < BOUND_S
