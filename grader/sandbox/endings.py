"""What an exit code says of a student's process, in words."""

from __future__ import annotations

import signal

from grader.errors import StudentCrashed

__all__ = ["crash", "signal_name"]


def crash(code: int, *, shell: bool = False) -> StudentCrashed:
    """Return the fault of a process that ended with this code.

    Parameters
    ----------
    code : int
        Negative for a signal, as `subprocess` tells it.
    shell : bool
        Whether whoever told it says 128 and the number for a signal, as shells, bwrap and container engines do.
    """
    if shell and code - 128 in set(signal.Signals):
        code = 128 - code
    if code < 0:
        return StudentCrashed(f"the student's process was ended by {signal_name(-code)}")
    return StudentCrashed(f"the student's process ended by itself with exit code {code}")


def signal_name(number: int) -> str:
    """SIGKILL for 9, or the number where it has no name."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
