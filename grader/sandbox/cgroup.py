"""CPU time and memory kills of a process's control group, read from the host's files: facts of the kernel.

Works for version 1 and 2. Knows no engine: it gets a process id and the text that the group's path must hold.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

__all__ = ["ControlGroup", "find_group", "process_cpu_s", "version"]

MOUNT = Path("/sys/fs/cgroup")
PROC = Path("/proc")


class ControlGroup(msgspec.Struct, frozen=True):
    """Where the kernel counts a group's CPU time and memory kills; None where it doesn't."""

    cpu: Path | None
    memory: Path | None

    def cpu_s(self) -> float | None:
        """CPU seconds of all the group's processes so far, dead ones included; None when the group is gone."""
        if self.cpu is None:
            return None
        try:
            text = self.cpu.read_text()
        except OSError:
            return None
        if self.cpu.name == "cpuacct.usage":
            return int(text) / 1e9
        return field(text, "usage_usec", 0) / 1e6

    def oom_kills(self) -> int | None:
        """How many of the group's processes the kernel killed for memory; None when the group is gone."""
        if self.memory is None:
            return None
        try:
            return field(self.memory.read_text(), "oom_kill", 0)
        except OSError:
            return None


def field(text: str, name: str, default: int) -> int:
    """The number after `name` in a flat keyed file of the kernel's."""
    for line in text.splitlines():
        key, _, value = line.partition(" ")
        if key == name:
            return int(value)
    return default


def find_group(pid: int, owner: str, *, mount: Path = MOUNT, proc: Path = PROC) -> ControlGroup | None:
    """Return the group of a process, or None if this host can't see it.

    `owner` (a container's id) must be in the group's path: the engine may run on another machine, where `pid` is
    somebody else.
    """
    try:
        lines = (proc / str(pid) / "cgroup").read_text().splitlines()
    except OSError:
        return None
    cpu = memory = None
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if owner not in path:
            continue
        names = controllers.split(",")
        inside = path.lstrip("/")
        if controllers == "" and (mount / inside / "cpu.stat").exists():
            cpu, memory = mount / inside / "cpu.stat", mount / inside / "memory.events"
        if "cpuacct" in names:
            cpu = mount / controllers / inside / "cpuacct.usage"
        if "memory" in names:
            memory = mount / controllers / inside / "memory.oom_control"
    if cpu is None and memory is None:
        return None
    return ControlGroup(cpu, memory)


def process_cpu_s(pid: int, *, proc: Path = PROC) -> float | None:
    """CPU seconds of one process, all its threads; None when it is gone."""
    try:
        text = (proc / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()  # the name before it may hold anything
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def version(mount: Path = MOUNT) -> int | None:
    """2 where the unified hierarchy holds the controllers, 1 where they are split, None without control groups."""
    if (mount / "cgroup.controllers").exists():
        return 2
    return 1 if any((mount / name).is_dir() for name in ("memory", "cpuacct", "cpu,cpuacct")) else None
