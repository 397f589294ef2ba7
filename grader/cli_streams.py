"""The three standard streams, whatever the shell has made of them: closed, of an old encoding, or read by nobody."""

from __future__ import annotations

import io
import os
import sys

__all__ = ["hush", "open_standard_streams"]


def open_standard_streams() -> None:
    """Closed streams become the null device: else the run's own files would get their numbers, and be printed into."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            # Takes the lowest free number, which is this one; workers get it too.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - for good
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a sign that the terminal's encoding lacks must not end a command


def hush() -> None:
    """Whoever read our output is gone: let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
