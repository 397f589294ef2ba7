"""Copy the untrusted half, and nothing else of ours, to where a sandbox can run it.

The stage holds an empty `grader`, `grader.wire` and `grader.runtime`. Specs, references and the engine are not on it,
so they can't be imported where student code runs.
"""

from __future__ import annotations

import atexit
import functools
import os
import py_compile
import shutil
from pathlib import Path

from grader.sandbox.scratch import make_scratch, no_room, reap_scratch, remove_scratch

__all__ = ["BOOT", "PARTS", "ZYGOTE", "shared_stage", "stage_runtime"]

PARTS = ("wire", "runtime")
BOOT = Path("grader/runtime/boot.py")
"""Where the start script stands on the stage."""

ZYGOTE = Path("grader/runtime/zygote.py")
"""Where the start script of a room that serves many sessions stands."""


def stage_runtime(target: Path) -> None:
    """Write the stage into an empty directory, byte-compiled for this interpreter."""
    here = Path(__file__).resolve().parents[1]
    package = target / "grader"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    for part in PARTS:
        (package / part).mkdir()
        for source in sorted((here / part).glob("*.py")):
            shutil.copyfile(source, package / part / source.name)
    for source in package.rglob("*.py"):
        # Unchecked: nothing changes a stage, and a start then needs no look at the sources.
        py_compile.compile(
            str(source), doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH, quiet=1
        )
    for path in (package, *package.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)  # whatever the umask: a sandbox may read it as another user


@functools.cache
def shared_stage() -> Path:
    """The stage of this process, made once and removed when it ends. Raises SandboxUnavailableError on a full disk."""
    reap_scratch()
    target = make_scratch("stage")
    owner = os.getpid()

    def remove() -> None:
        if os.getpid() == owner:
            remove_scratch(target)

    atexit.register(remove)
    try:
        stage_runtime(target)
    except OSError as error:
        remove()
        raise no_room(error) from None
    return target
