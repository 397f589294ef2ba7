"""What of the host a bubblewrap room shows: the interpreter, its library, the allowed packages, our runtime. No more.

Owns which host file stands where in the room, all of it read-only. Host paths don't show: everything stands under
/opt, and the shared libraries where the C library looks for them. Knows neither bwrap nor limits.
"""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from grader.errors import SandboxUnavailableError
from grader.sandbox.libraries import closure
from grader.sandbox.stacks import Stack
from grader.sandbox.stage import BOOT, shared_stage

__all__ = ["Room", "make_room"]

PREFIX = Path("/opt/python")
SITE = Path("/opt/grader/site")
STAGE = Path("/opt/grader/stage")
OPENED_AT_RUN_TIME = ("libgcc_s.so.1",)  # by the C library, when a thread is cancelled
LEFT_OUT = ("_tkinter", "readline", "_curses", "_curses_panel", "nis")
"""Extension modules whose libraries aren't brought in: for screens, keyboards and name services, which aren't there."""
OTHERS = ("site-packages", "dist-packages")
"""Folders in the standard library that hold other people's packages."""

ASK = (
    "import sys, sysconfig as s; print(sys.base_prefix); print(s.get_path('stdlib')); "
    "print(s.get_config_var('DESTSHARED') or '')"
)


class Room(msgspec.Struct, frozen=True):
    """The read-only content of a room.

    Attributes
    ----------
    shown : tuple of (str, str)
        Host path and the path in the room, folders and files.
    emptied : tuple of str
        Folders in the room that must look empty.
    command : tuple of str
        What starts the runtime in there.
    """

    shown: tuple[tuple[str, str], ...]
    emptied: tuple[str, ...]
    command: tuple[str, ...]


def make_room(python: str, stack: Stack) -> Room:
    """Find what the interpreter and the stack's packages need on this machine.

    Raises
    ------
    SandboxUnavailableError
        The interpreter doesn't answer, or a package isn't installed.
    """
    program = Path(python).resolve()
    try:
        answer = subprocess.run([python, "-I", "-S", "-c", ASK], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise SandboxUnavailableError(f"can't ask {python} where its library is: {error}") from None
    prefix, library, extensions = (Path(line) for line in answer.splitlines()[:3])
    shown = {str(PREFIX / "bin" / program.name): program}
    emptied = []
    for folder in {library, extensions} if extensions.is_absolute() else {library}:
        if not _inside(folder, library) or folder == library:
            shown[_under_prefix(folder, prefix)] = folder
    emptied = [str(Path(_under_prefix(library, prefix)) / name) for name in OTHERS if (library / name).is_dir()]
    for place in sorted(set(_package_parts(stack))):
        shown[str(SITE / place.name)] = place
    shown[str(STAGE / "grader")] = shared_stage() / "grader"
    shown |= _libraries(program, [extensions, *(p for p in shown.values() if p.is_dir() and p != library)])
    command = (
        str(PREFIX / "bin" / program.name),
        *("-s", "-S", "-P", "-B", str(STAGE / BOOT)),
        *("--site", str(SITE), *stack.flags()),
    )
    pairs = tuple((str(host), inside) for inside, host in sorted(shown.items()))
    return Room(pairs, tuple(emptied), command)


def _under_prefix(path: Path, prefix: Path) -> str:
    if not _inside(path, prefix):
        raise SandboxUnavailableError(f"Python's library {path} is not below its prefix {prefix}: use another Python")
    return str(PREFIX / path.relative_to(prefix))


def _inside(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder)


def _package_parts(stack: Stack) -> Iterator[Path]:
    """The folders and files of the distributions that bring its packages, without scripts and byte code."""
    for package in stack.packages:
        distribution = _distribution(package)
        if distribution is None:
            raise SandboxUnavailableError(stack.missing(package, sys.executable))
        tops = {file.parts[0] for file in distribution.files or ()} - {"..", "__pycache__"}
        yield from (Path(str(distribution.locate_file(top))) for top in tops)


def _distribution(package: str) -> importlib.metadata.Distribution | None:
    try:
        return importlib.metadata.distribution(package)
    except importlib.metadata.PackageNotFoundError:
        for name in importlib.metadata.packages_distributions().get(package, ()):  # slow: reads every distribution
            return importlib.metadata.distribution(name)
    return None


def _libraries(program: Path, folders: Iterable[Path]) -> dict[str, Path]:
    modules = [
        Path(folder, name)
        for top in folders
        for folder, _, names in os.walk(top)
        for name in names
        if (name.endswith(".so") or ".so." in name) and name.partition(".")[0] not in LEFT_OUT
    ]
    found = closure([program, *modules], OPENED_AT_RUN_TIME)
    libc = found.get("libc.so.6")
    if libc is None:
        raise SandboxUnavailableError(f"{program} doesn't use the GNU C library, which this sandbox needs: use docker")
    loaders = {name: path for name, path in found.items() if name.startswith("/")}
    return loaders | {str(libc.parent / name): path for name, path in found.items() if name not in loaders}


if sys.platform != "linux":  # pragma: no cover
    raise ImportError("there is no bubblewrap but on Linux")
