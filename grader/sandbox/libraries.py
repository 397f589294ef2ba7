"""Which shared libraries a set of programs and extension modules needs, and where this machine's loader finds them.

Reads ELF files; runs nothing but `ldconfig -p`, which prints the loader's cache. Knows no sandbox. Only what the
programs name in their headers is found: what they open by name while they run must be asked for.

References
----------
System V ABI, chapters 4 and 5 (program header, dynamic section); ld.so(8) for the order of the search.
"""

from __future__ import annotations

import functools
import os
import shutil
import struct
import subprocess
from collections.abc import Iterable
from pathlib import Path

import msgspec

__all__ = ["Needs", "closure", "needs"]

MAGIC = b"\x7fELF\x02\x01"  # 64-bit, little-endian: x86_64 and aarch64
LOAD, DYNAMIC, INTERPRETER = 1, 2, 3
NEEDED, STRING_TABLE, RPATH, RUNPATH = 1, 5, 15, 29
DEFAULT_FOLDERS = ("/lib64", "/usr/lib64", "/lib", "/usr/lib")
CACHE_KINDS = {62: "x86-64", 183: "AArch64"}


class Needs(msgspec.Struct, frozen=True):
    """What an ELF file asks of the loader: the machine's number, the loader's own path, libraries, where to search."""

    machine: int
    loader: str | None
    libraries: tuple[str, ...]
    folders: tuple[str, ...]


def needs(path: Path) -> Needs | None:
    """Read a file's headers; None if it is no ELF file of a kind we know."""
    with path.open("rb") as file:
        head = file.read(64)
        if len(head) < 64 or not head.startswith(MAGIC):
            return None
        machine = struct.unpack_from("<H", head, 18)[0]
        (at,), (size, count) = struct.unpack_from("<Q", head, 32), struct.unpack_from("<HH", head, 54)
        file.seek(at)
        table = file.read(size * count)
        segments = [struct.unpack_from("<IIQQQQQQ", table, n * size) for n in range(count)]

        def content(kind: int) -> bytes:
            for segment in segments:
                if segment[0] == kind:
                    file.seek(segment[2])
                    return file.read(segment[5])
            return b""

        loader = content(INTERPRETER).rstrip(b"\0").decode() or None
        entries = list(struct.iter_unpack("<QQ", (data := content(DYNAMIC))[: len(data) // 16 * 16]))
        strings = next((value for tag, value in entries if tag == STRING_TABLE), None)
        if strings is None:
            return Needs(machine, loader, (), ())
        start = next((s[2] + strings - s[3] for s in segments if s[0] == LOAD and s[3] <= strings < s[3] + s[5]), 0)

        def text(offset: int) -> str:
            file.seek(start + offset)
            return file.read(4096).partition(b"\0")[0].decode()

        libraries = tuple(text(value) for tag, value in entries if tag == NEEDED)
        folders = tuple(
            folder for tag, value in entries if tag in (RPATH, RUNPATH) for folder in text(value).split(":") if folder
        )
    return Needs(machine, loader, libraries, folders)


def closure(files: Iterable[Path], also: Iterable[str] = ()) -> dict[str, Path]:
    """Every library that the files need, directly or not, and that lies beside none of them: name → real file.

    Parameters
    ----------
    files : iterable of Path
        Programs and extension modules; what one of them finds next to itself ("$ORIGIN") counts as its own.
    also : iterable of str
        Names that are opened at run time; left out where there is no such library.

    Notes
    -----
    The loader of the first program is among the result, under its full path. A library that can't be found is left
    out: an extension module without it fails to import inside as it does outside.
    """
    found: dict[str, Path] = {}
    pending = list(files)
    seen = set(pending)
    own = {path.parent for path in pending}
    machine = None
    while pending:
        path = pending.pop()
        wanted = needs(path)
        if wanted is None:
            continue
        machine = machine or wanted.machine
        if wanted.loader is not None:
            found.setdefault(wanted.loader, Path(wanted.loader).resolve())
        for name in wanted.libraries:
            place = find(name, path, wanted)
            if place is None or place.parent in own:
                continue
            found.setdefault(name, place.resolve())
            if place not in seen:
                seen.add(place)
                pending.append(place)
    for name in also:
        if name not in found and (place := cache(machine or 0).get(name)) is not None:
            found[name] = place.resolve()
    return found


def find(name: str, asker: Path, wanted: Needs) -> Path | None:
    """Where the loader finds a library for the file that asks for it."""
    folders = [f.replace("${ORIGIN}", "$ORIGIN").replace("$ORIGIN", str(asker.parent)) for f in wanted.folders]
    for folder in folders:
        if (place := Path(os.path.normpath(f"{folder}/{name}"))).is_file():
            return place
    if (cached := cache(wanted.machine).get(name)) is not None:
        return cached
    return next((place for folder in DEFAULT_FOLDERS if (place := Path(folder, name)).is_file()), None)


@functools.cache
def cache(machine: int) -> dict[str, Path]:
    """The loader's cache for a kind of processor; empty where there is none."""
    ldconfig = shutil.which("ldconfig", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if ldconfig is None:
        return {}
    printed = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout
    kind = CACHE_KINDS.get(machine)
    known: dict[str, Path] = {}
    for line in printed.splitlines():
        name, _, rest = line.strip().partition(" (")
        kinds, _, place = rest.partition(") => ")
        if kind and kind in kinds.split(","):
            known.setdefault(name, Path(place))
    return known
