"""How many fresh sessions a second each sandbox opens, and what a call costs: `python -m tests.benchmarks.sessions`.

One session after the other from one thread, opened, loaded with one function, called once, and closed; then many
calls of a small array in one session. Sandboxes take turns, so that a drifting machine drifts for all. "Ahead" starts
the next session in the background, as `grade` does; it helps where a core is free.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

import numpy as np

from grader.errors import SandboxUnavailableError
from grader.sandbox.base import Limits, Program, Sandbox
from grader.sandbox.select import SANDBOXES, open_sandbox
from grader.wire.messages import Source

PROGRAM = Program((Source("cell 1", "def f(x):\n    return 2 * x"),), {})
GIVEN = np.ones((20, 20))


def measure(make: Callable[[], Sandbox], sessions: int, calls: int) -> tuple[float, float]:
    """Seconds for a session from open to close, and for a call."""
    box = make()
    try:
        box.open(Limits()).close()
        started = time.perf_counter()
        for _ in range(sessions):
            session = box.open(Limits())
            session.load(PROGRAM)
            session.call("f", [GIVEN], seed=0)
            session.close()
        whole = (time.perf_counter() - started) / sessions
        session = box.open(Limits())
        session.load(PROGRAM)
        times = []
        for _ in range(calls):
            started = time.perf_counter()
            session.call("f", [GIVEN], seed=0)
            times.append(time.perf_counter() - started)
        session.close()
    finally:
        box.close()
    return whole, statistics.median(times)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--calls", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    ways: dict[str, Callable[[], Sandbox]] = {}
    for name in SANDBOXES:
        try:
            open_sandbox(name, warm=0).close()
        except SandboxUnavailableError as error:
            print(f"{name} left out: {error}")
            continue
        ways[name] = lambda name=name: open_sandbox(name, warm=0)  # type: ignore[misc]
        if name != "process":
            ways[f"{name}, two ahead"] = lambda name=name: open_sandbox(name, warm=2)  # type: ignore[misc]
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(args.rounds):
        for name, make in ways.items():
            seen[name].append(measure(make, args.sessions, args.calls))
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| sandbox | sessions per s (range) | a session, ms | a call, ms |\n|---|---|---|---|")
    for name, found in seen.items():
        whole = [one for one, _ in found]
        middle, call = statistics.median(whole), statistics.median(one for _, one in found)
        span = f"{1 / max(whole):.1f} to {1 / min(whole):.1f}"
        print(f"| {name} | {1 / middle:.1f} ({span}) | {middle * 1e3:.0f} | {call * 1e3:.3f} |")


if __name__ == "__main__":
    main()
