"""Temporary folders that say whose they are, so that the next start can remove those of graders killed with -9.

Owns their names and their end. The owner stands in the name, not in the folder: what is inside may be a student's.
Knows nothing of what the folders are for.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

from grader.errors import SandboxUnavailableError
from grader.sandbox import owner

__all__ = ["make_scratch", "no_room", "reap_scratch", "remove_scratch"]

PREFIX = "grader-"


def make_scratch(kind: str) -> Path:
    """Make an empty folder of this process, called `grader-<kind>-<owner>-<random>`.

    Raises
    ------
    SandboxUnavailableError
        There is no room for it: one line that says where, why and what to do.
    """
    try:
        return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{kind}-{owner.tag()}-"))
    except OSError as error:
        raise no_room(error) from None


def no_room(error: OSError) -> SandboxUnavailableError:
    """The error of a temporary folder that can't be written."""
    try:
        where = tempfile.gettempdir()
    except OSError:  # no folder at all takes a file
        where = os.environ.get("TMPDIR") or "/tmp"
    why = error.strerror or str(error)
    return SandboxUnavailableError(
        f"can't write to the temporary folder {where} ({why}): make room there, or name another by TMPDIR"
    )


def remove_scratch(folder: Path | str) -> None:
    """Remove a folder with whatever a student left in it. Never raises."""
    with contextlib.suppress(RecursionError):  # folders nested deeper than Python can follow
        shutil.rmtree(folder, ignore_errors=True)
    if os.path.lexists(folder):
        for command in (["chmod", "-R", "u+rwX"], ["rm", "-rf"]):
            with contextlib.suppress(OSError):
                subprocess.run([*command, "--", str(folder)], check=False, stderr=subprocess.DEVNULL)


def reap_scratch() -> list[Path]:
    """Remove this user's folders whose owner is dead; return their paths. Never raises."""
    removed = []
    with contextlib.suppress(OSError):
        for entry in os.scandir(tempfile.gettempdir()):
            parts = entry.name.split("-")
            if len(parts) != 6 or not entry.name.startswith(PREFIX) or not owner.tag_is_gone("-".join(parts[2:5])):
                continue
            with contextlib.suppress(OSError):
                facts = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.geteuid():
                    remove_scratch(entry.path)
                    removed.append(Path(entry.path))
    return removed
