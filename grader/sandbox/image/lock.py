"""What an image must hold, by digest: the locked releases and the untrusted half of the grader. Runs nothing."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from grader.sandbox.stage import PARTS

__all__ = ["LOCKS", "digest", "locked", "runtime_digest", "runtime_files"]

LOCKS = {
    "numpy": Path(__file__).parent / "requirements.lock",
    "tensorflow": Path(__file__).parent / "requirements-tensorflow.lock",
}
"""The lock file of each of `stacks.STACKS`."""


def locked(stack: str = "numpy") -> dict[str, str]:
    """The locked release of each distribution in a stack's image."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s\\]+)", LOCKS[stack].read_text(encoding="utf-8"), re.MULTILINE))


def digest(stack: str = "numpy") -> str:
    """SHA-256 of a stack's lock file, in hex."""
    return hashlib.sha256(LOCKS[stack].read_bytes()).hexdigest()


def runtime_files() -> dict[str, bytes]:
    """Every module of the untrusted half, by its name below the package `grader`."""
    package = Path(__file__).parents[2]
    paths = [path for part in PARTS for path in (package / part).rglob("*.py")]
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in sorted(paths)}


def runtime_digest() -> str:
    """SHA-256 over `runtime_files`: an image of other sources would answer otherwise than this grader expects."""
    whole = hashlib.sha256()
    for name, content in runtime_files().items():
        whole.update(f"{name} {len(content)}\n".encode() + content)
    return whole.hexdigest()
