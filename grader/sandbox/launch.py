"""How a bubblewrap room is entered: the commands before bwrap, which make what bwrap itself can't.

Owns the start script and what it needs of this machine. In a mount namespace of its own, which ends with the session,
the script makes the two bounded file systems, puts the room into its control group, sets the limits of processes and
becomes bwrap. An ordinary user gets the right to do so from a first user namespace; root uses its own, shows bwrap what
only root can reach, and then becomes a user that is nobody else.
"""

from __future__ import annotations

import platform
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from grader.errors import SandboxUnavailableError
from grader.sandbox.base import Limits
from grader.sandbox.bubblewrap_policy import HIDDEN, mount_options, resource_limits, room_flags
from grader.sandbox.policy import TMP
from grader.sandbox.room import Room

__all__ = ["Prepared", "Tools", "find_tools", "flags_of", "has_uids", "prepare", "start_command"]

VIEWS = ("/mnt", "/media", "/srv", "/opt", "/home", "/var")
OOM_SCORE = 1000
PACKAGES = {
    "bwrap": "bubblewrap",
    "unshare": "util-linux",
    "prlimit": "util-linux",
    "setpriv": "util-linux",
    "mount": "mount",
}


class Tools(msgspec.Struct, frozen=True):
    """The programs of this machine that a start needs, by name, and whether bwrap can seal user namespaces."""

    paths: dict[str, str]
    seals: bool


def find_tools() -> Tools:
    """Find them. Raises SandboxUnavailableError with the package that brings a missing one."""
    if platform.system() != "Linux":
        raise SandboxUnavailableError("bubblewrap runs on Linux only: use docker")
    found = {name: shutil.which(name) for name in (*PACKAGES, "sh", "mkdir")}
    missing = sorted(name for name, place in found.items() if place is None)
    if missing:
        wanted = sorted({PACKAGES.get(name, "coreutils") for name in missing})
        raise SandboxUnavailableError(
            f"there is no {' and no '.join(missing)}: as root, apt-get install {' '.join(wanted)}"
        )
    paths = {name: place for name, place in found.items() if place is not None}
    usage = subprocess.run([paths["bwrap"], "--help"], capture_output=True, text=True, check=False).stdout
    return Tools(paths, "--disable-userns" in usage)


class Prepared(msgspec.Struct, frozen=True):
    """Where the script puts what: the folder it covers, and each host path that bwrap can't reach under another one."""

    view: str
    moved: dict[str, str]


def prepare(room: Room, *, root: bool) -> Prepared:
    """Choose a folder to cover that hides nothing the room needs."""
    sources = [Path(host) for host, _ in room.shown]
    for view in map(Path, VIEWS):
        if view.is_dir() and not view.is_symlink() and not any(source.is_relative_to(view) for source in sources):
            break
    else:
        raise SandboxUnavailableError(f"every one of {', '.join(VIEWS)} is in use: make an empty /mnt")
    moved = [str(source) for source in sources if root and not open_to_all(source)]
    return Prepared(str(view), {source: f"{view}/{n}" for n, source in enumerate(moved)})


def open_to_all(path: Path) -> bool:
    """Whether any user can reach and read a file or folder."""
    return all(parent.stat().st_mode & 0o001 for parent in path.parents) and bool(path.stat().st_mode & 0o004)


def has_uids(wanted: tuple[int, int], uid_map: Path = Path("/proc/self/uid_map")) -> bool:
    """Whether these numbers exist here: the root of a user namespace, as in a rootless container, has few."""
    try:
        ranges = [tuple(map(int, line.split())) for line in uid_map.read_text().splitlines()]
    except (OSError, ValueError):
        return False
    return any(first <= wanted[0] and wanted[1] < first + count for first, _, count in ranges)


def flags_of(room: Room, prepared: Prepared, tools: Tools, *, warm: bool = False) -> list[str]:
    """bwrap's flags as it reads them, for the room as the script shows it.

    A `warm` room is neither sealed against namespaces nor are parts of its /proc covered: our own processes in it
    do both for each child.
    """
    shown = tuple((prepared.moved.get(host, host), inside) for host, inside in room.shown)
    hidden = [(name, Path("/proc", name).is_dir()) for name in HIDDEN if Path("/proc", name).exists()]
    flags = room_flags(
        msgspec.structs.replace(room, shown=shown),
        disk=f"{prepared.view}/tmp",
        shared_memory=f"{prepared.view}/shm",
        hidden=[] if warm else hidden,
        seal=tools.seals and not warm,
    )
    return [word for flag in flags for word in flag]


def start_command(
    tools: Tools,
    prepared: Prepared,
    limits: Limits,
    bwrap: Sequence[str],
    *,
    uid: int | None,
    entrances: Iterable[str],
    count_processes: bool,
    oom_score: int = OOM_SCORE,
) -> list[str]:
    """Return the whole command.

    Parameters
    ----------
    bwrap : sequence of str
        bwrap's own arguments: where it reads its flags, and what runs in the room.
    uid : int, optional
        Root's choice of who student code is outside; None for an ordinary user, who stays who it is.
    entrances : iterable of str
        Files of control groups to write the process's number into.
    count_processes : bool
        See `resource_limits`.
    oom_score : int
        How readily the kernel takes the room's processes when memory runs out, up to 1000.
    """
    program = {name: shlex.quote(path) for name, path in tools.paths.items()}
    options = mount_options(limits)
    view, tmp, shm = prepared.view, f"{prepared.view}/tmp", f"{prepared.view}/shm"
    folders = [place for host, place in prepared.moved.items() if Path(host).is_dir()]
    files = [place for place in prepared.moved.values() if place not in folders]
    mount = program["mount"]
    lines = [
        'ulimit -Sv "$(ulimit -Hv)"',  # the grader's own may be lowered just now: see `headroom`
        *(f"echo $$ > {shlex.quote(entrance)}" for entrance in entrances),
        f"echo {oom_score} > /proc/self/oom_score_adj",
        f"{mount} -t tmpfs -o mode=755,size=64k,nr_inodes=256 room {view}",
        f"{program['mkdir']} {tmp} {shm} {' '.join(folders)}",
        *(f": > {file}" for file in files),
        f"{mount} -t tmpfs -o {options[TMP]} room {tmp}",
        f"{mount} -t tmpfs -o {options['/dev/shm']} room {shm}",
        *(f"{mount} --bind {shlex.quote(host)} {place}" for host, place in prepared.moved.items()),
    ]
    last = [tools.paths["prlimit"]]
    last += [f"--{name}={value}:{value}" for name, value in resource_limits(limits, processes=count_processes).items()]
    if uid is not None:
        last += [tools.paths["setpriv"], "--reuid", str(uid), "--regid", str(uid), "--clear-groups"]
    last += [tools.paths["bwrap"], *bwrap]
    lines.append(f"exec {shlex.join(last)}")
    first = [tools.paths["unshare"], "--mount", "--propagation", "private"]
    if uid is None:
        first += ["--user", "--map-root-user"]
    return [*first, tools.paths["sh"], "-ec", "\n".join(lines)]
