"""Control groups of our own: a room's memory, processes and processor time under one limit and one count.

Owns their making, filling and removal, for version 1 and 2, as root or where a part of the tree was delegated to the
user (as systemd does for a user's services). Where neither holds there are none, and `find_home` says so by None.
Knows no sandbox. What a group counts is read by `cgroup`.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from grader.errors import SandboxBrokenError
from grader.sandbox import owner
from grader.sandbox.base import Limits
from grader.sandbox.cgroup import MOUNT, PROC, ControlGroup

__all__ = ["Home", "OwnGroup", "find_home"]

NAME = "dnn-grader"
PERIOD_US = 100_000
REMOVE_S = 5.0
V1 = ("memory", "pids", "cpuacct", "cpu")
OPTIONAL = frozenset({"cpu"})
_count = itertools.count()


class OwnGroup(msgspec.Struct, frozen=True):
    """One room's group: a directory, or with version 1 one for each controller."""

    folders: tuple[Path, ...]
    counts: ControlGroup

    @property
    def entrances(self) -> tuple[str, ...]:
        """The files into which a process writes its number to enter."""
        return tuple(str(folder / "cgroup.procs") for folder in self.folders)

    def kill(self) -> None:
        """Kill every process in it. Never raises."""
        with contextlib.suppress(OSError):
            if (everything := self.folders[0] / "cgroup.kill").exists():
                everything.write_text("1")
                return
        for pid in self.members():
            with contextlib.suppress(OSError):
                os.kill(pid, 9)

    def members(self) -> list[int]:
        """The processes in it."""
        with contextlib.suppress(OSError, ValueError):
            return [int(line) for line in (self.folders[0] / "cgroup.procs").read_text().split()]
        return []

    def remove(self) -> bool:
        """Kill what is in it and take it away; False if that didn't work within seconds. Never raises."""
        deadline = time.monotonic() + REMOVE_S
        for folder in self.folders:
            while True:
                try:
                    folder.rmdir()
                except FileNotFoundError:
                    pass
                except OSError:
                    if time.monotonic() < deadline:
                        self.kill()
                        time.sleep(0.002)
                        continue
                    return False
                break
        return True


class Home(msgspec.Struct, frozen=True):
    """Where rooms' groups are made: one folder, or with version 1 one for each controller."""

    version: int
    folders: dict[str, Path]

    def make(self, limits: Limits, extra_processes: int = 0, *, together: bool = True) -> OwnGroup:
        """A new group with these limits. Raises SandboxBrokenError if the kernel refuses.

        `together`: a kill for memory ends all of its processes, where the kernel can do that.
        """
        name = f"{owner.tag()}-{next(_count)}"
        made = {controller: folder / name for controller, folder in self.folders.items()}
        counts = (
            ControlGroup(made["all"] / "cpu.stat", made["all"] / "memory.events")
            if self.version == 2
            else ControlGroup(made["cpuacct"] / "cpuacct.usage", made["memory"] / "memory.oom_control")
        )
        group = OwnGroup(tuple(dict.fromkeys(made.values())), counts)
        try:
            for folder in group.folders:
                folder.mkdir()
            for controller, file, value, needed in settings(self.version, limits, extra_processes, together):
                if controller not in made or not (needed or (made[controller] / file).exists()):
                    continue
                (made[controller] / file).write_text(value)
        except OSError as error:
            group.remove()
            raise SandboxBrokenError(f"can't make a control group: {error.strerror}: {error.filename}") from None
        return group

    def reap(self) -> list[str]:
        """Remove the groups whose grader is dead; return their names."""
        removed = []
        for folder in self.folders.values():
            with contextlib.suppress(OSError):
                for stale in [entry for entry in folder.iterdir() if entry.is_dir()]:
                    if owner.tag_is_gone(stale.name.rpartition("-")[0]):
                        OwnGroup((stale,), ControlGroup(None, None)).remove()
                        removed.append(stale.name)
        return sorted(set(removed))


def settings(
    version: int, limits: Limits, extra_processes: int = 0, together: bool = True
) -> list[tuple[str, str, str, bool]]:
    """What is written where: controller, file, value, and whether it must be there. Memory and swap are one limit."""
    memory, processes = str(limits.memory_bytes), str(limits.processes + extra_processes)
    if version == 2:
        return [
            ("all", "memory.max", memory, True),
            ("all", "memory.swap.max", "0", False),
            ("all", "memory.oom.group", str(int(together)), False),
            ("all", "pids.max", processes, True),
            ("all", "cpu.max", f"{PERIOD_US} {PERIOD_US}", False),
        ]
    return [
        ("memory", "memory.limit_in_bytes", memory, True),
        ("memory", "memory.memsw.limit_in_bytes", memory, False),
        ("pids", "pids.max", processes, True),
        ("cpu", "cpu.cfs_period_us", str(PERIOD_US), False),
        ("cpu", "cpu.cfs_quota_us", str(PERIOD_US), False),
    ]


def find_home(
    *, mount: Path = MOUNT, proc: Path = PROC, works: Callable[[OwnGroup], bool] | None = None
) -> Home | None:
    """The outermost place where this process may make groups that limit memory and processes; None without one.

    Parameters
    ----------
    works : callable, optional
        Whether a process can enter a group; by default a child tries.
    """
    for home in _places(mount, proc):
        with contextlib.suppress(OSError, SandboxBrokenError):
            for folder in home.folders.values():
                folder.mkdir(exist_ok=True)
                if home.version == 2:
                    _pass_on(folder.parent, folder)
            group = home.make(Limits())
            try:
                if (works or _can_enter)(group):
                    return home
            finally:
                group.remove()
    return None


def _places(mount: Path, proc: Path) -> Iterator[Home]:
    name = f"{NAME}-{os.getuid()}"
    try:
        lines = (proc / "self" / "cgroup").read_text().splitlines()
    except OSError:
        return
    own = {
        c: path.lstrip("/") for _, controllers, path in (line.split(":", 2) for line in lines) for c in [controllers]
    }
    if (mount / "cgroup.controllers").exists():
        parts = Path(own.get("", "")).parts
        for depth in range(len(parts) + 1):
            yield Home(2, {"all": mount.joinpath(*parts[:depth]) / name})
        return
    found: dict[str, Path] = {}
    for controllers in own:
        for controller in controllers.split(","):
            if controller in V1 and (mount / controllers).is_dir():
                found[controller] = mount / controllers / name
    if not set(V1) - OPTIONAL - set(found):
        yield Home(1, {controller: found[controller] for controller in V1 if controller in found})


def _pass_on(parent: Path, folder: Path) -> None:
    """Let a folder's children have limits of their own, and first the parent's, where that may still be said."""
    for place in (parent, folder):
        there = (place / "cgroup.controllers").read_text().split()
        passed = (place / "cgroup.subtree_control").read_text().split()
        for controller in ("memory", "pids", "cpu"):
            if controller in there and controller not in passed:
                with contextlib.suppress(OSError):
                    (place / "cgroup.subtree_control").write_text(f"+{controller}")


def _can_enter(group: OwnGroup) -> bool:
    script = "".join(f"echo $$ > '{entrance}' || exit 1\n" for entrance in group.entrances)
    return subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=False).returncode == 0
