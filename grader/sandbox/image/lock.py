"""What the image's lock file says: the releases, and a digest of the file. Reads text, runs nothing."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

__all__ = ["LOCK", "digest", "locked"]

LOCK = Path(__file__).parent / "requirements.lock"


def locked() -> dict[str, str]:
    """The locked release of each distribution in the image."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s\\]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def digest() -> str:
    """SHA-256 of the lock file, in hex."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()
