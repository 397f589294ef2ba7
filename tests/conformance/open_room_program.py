"""The program of a warm room, started where coverage can follow it: process 1 of an `open_room`.

    python -m tests.conformance.open_room_program [the flags of grader/runtime/zygote.py]

What coverage saw in the room's own processes they write themselves, if told to in time: the kernel ends the nursery
with process 1. A confined child can write nowhere that stays, so it prints what was seen in it.
"""

from __future__ import annotations

import base64
import os
import runpy
import signal
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEN = "coverage-saw:"
WIPED = ("/tmp", "/dev/shm", "/dev/mqueue")


def main() -> None:
    """Become the room."""
    if os.getpid() != 1 or any(os.listdir(place) for place in WIPED if os.path.isdir(place)):  # noqa: PTH208, PTH112
        raise SystemExit("a room wipes these folders: it runs in mount and process namespaces of its own")
    if "coverage" in sys.modules:
        follow()
    zygote = ROOT / "grader/runtime/zygote.py"
    sys.argv[0] = str(zygote)
    runpy.run_path(str(zygote), run_name="__main__")


def follow() -> None:
    """Have every process of the room hand over what coverage saw in it before it ends."""

    import sqlite3.dump  # noqa: F401 - asked for when a confined process tells, which may import nothing by then

    import coverage

    generation = 0
    running: coverage.Coverage | None = None
    confined: list[coverage.Coverage] = []
    leave = os._exit

    def born() -> None:
        nonlocal generation, running
        generation += 1
        if generation == 1:
            running = coverage.Coverage.current()
            assert running is not None
            signal.signal(signal.SIGUSR1, lambda number, frame: running.save())
            # From here on coverage would start again by itself at each fork, and write to a file.
            coverage.Coverage.current = classmethod(lambda cls: None)  # type: ignore[method-assign]
            coverage.control.process_startup = lambda **options: None  # type: ignore[assignment]
            return
        signal.signal(signal.SIGUSR1, signal.SIG_DFL)
        if running is not None:
            running.stop()
            running = None
        for seen in confined:
            seen.stop()
        confined.append(coverage.Coverage(data_file=None, branch=True, source=[str(ROOT / "grader")]))
        confined[-1].start()

    def end(code: int) -> None:
        if generation == 0:
            children = Path("/proc/self/task/1/children").read_text().split()
            for child in children[:1]:
                os.kill(int(child), signal.SIGUSR1)
            time.sleep(0.3)
        for seen in confined:
            seen.stop()
            line = SEEN + base64.b64encode(seen.get_data().dumps()).decode() + "\n"
            try:
                os.write(2, line.encode())
            except OSError:
                break  # in a process that only waits for another: its streams are closed
        leave(code)

    os.register_at_fork(after_in_child=born)
    os._exit = end  # type: ignore[assignment]


if __name__ == "__main__":
    main()
