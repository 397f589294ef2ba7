"""What works on this machine, what doesn't, and the command that mends it: facts only, gathered without side effects.

Each finding stands alone: one that can't be determined says so and never hides the next. Knows no course.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

from grader.errors import HarnessError
from grader.sandbox import cgroup

__all__ = ["Finding", "findings", "run_doctor"]

DISK_BYTES = 2 * 2**30
PROC = Path("/proc")


class Finding(msgspec.Struct, frozen=True):
    """One fact: what, whether it works, what was seen, and what mends it.

    `needed` tells what every run needs from what only some runs do.
    """

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    needed: bool = False


def findings() -> list[Finding]:
    """Every finding, in the order in which one would mend them."""
    found: list[Finding] = []
    for look in (python, numpy, tensorflow, folders, docker_findings, control_groups, bubblewrap, chromium):
        try:
            found.extend(look())
        except Exception as error:
            found.append(Finding(look.__name__, False, f"can't be told: {type(error).__name__}: {error}"))
    return found


def run_doctor(write: Callable[[str], object] = print) -> bool:
    """Write every finding as a line, with its remedy below; return whether all that every run needs is there."""
    found = findings()
    for finding in found:
        sign = "ok  " if finding.ok else "MISS" if finding.needed else "no  "
        write(f"{sign}  {finding.name}: {finding.detail}")
        if not finding.ok and finding.remedy:
            write(f"      → {finding.remedy}")
    write(f"`grader grade` would run student code in: {sandbox_text()}")
    return all(finding.ok for finding in found if finding.needed)


def sandbox_text() -> str:
    """The sandbox that --sandbox auto chooses here, and what that means."""
    from grader.sandbox.select import best_available

    try:
        choice = best_available()
    except Exception as error:
        return f"can't be told: {type(error).__name__}: {error}"
    if choice.name == "process":
        return "process, which isolates nothing and needs --trust-submissions"
    return choice.name


def python() -> Iterator[Finding]:
    """The interpreter that grades."""
    yield Finding(
        "Python",
        sys.version_info >= (3, 11),
        f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        "install Python 3.11 or newer and make a new virtual environment with it",
        needed=True,
    )


def numpy() -> Iterator[Finding]:
    """The NumPy of the references; the image is locked to one release, and equal ones give equal last digits."""
    from grader.sandbox.image.lock import locked

    installed, wanted = metadata.version("numpy"), locked()["numpy"]
    same = installed == wanted
    yield Finding(
        "NumPy",
        same,
        installed if same else f"{installed} here, {wanted} in the image: the last digits may differ",
        f"{sys.executable} -m pip install numpy=={wanted}",
    )


def tensorflow() -> Iterator[Finding]:
    """The TensorFlow of the process sandbox; looked up, not imported."""
    from grader.sandbox.image.lock import locked

    wanted = locked("tensorflow")["tensorflow-cpu"]
    found = next((v for v in map(_version, ("tensorflow-cpu", "tensorflow")) if v), None)
    yield Finding(
        "TensorFlow",
        found is not None,
        found or "not installed: only for TensorFlow assignments in the process sandbox",
        f"{sys.executable} -m pip install tensorflow-cpu=={wanted}",
    )


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def folders() -> Iterator[Finding]:
    """Where the grader keeps case packs and temporary files."""
    cache = Path(platformdirs.user_cache_dir("dnn-grader", appauthor=False))
    exists = next(folder for folder in (cache, *cache.parents) if folder.exists())
    yield Finding(
        "cache folder",
        exists.is_dir() and os.access(exists, os.W_OK | os.X_OK),
        str(cache),
        f"make {exists} writable, or set XDG_CACHE_HOME to a folder that is",
        needed=True,
    )
    temporary = tempfile.gettempdir()
    free = shutil.disk_usage(temporary).free
    yield Finding(
        "disk space",
        free >= DISK_BYTES,
        f"{free / 2**30:.1f} GiB free in {temporary}",
        f"free {DISK_BYTES // 2**30} GiB there, or set TMPDIR to another disk",
    )


def docker_findings() -> Iterator[Finding]:
    """The engine, its OCI runtimes and the grader's image."""
    from grader.sandbox.docker_engine import Engine, default_image
    from grader.sandbox.docker_sandbox import checked_image
    from grader.sandbox.stacks import STACKS

    try:
        with Engine() as engine:
            facts = engine.facts()
            yield Finding("Docker engine", True, engine_text(facts))
            runtimes = sorted(facts.get("Runtimes") or {})
            yield Finding(
                "gVisor runtime",
                "runsc" in runtimes,
                f"runtimes: {', '.join(runtimes)}",
                'optional: install gVisor and name "runsc" under "runtimes" in /etc/docker/daemon.json',
            )
            for stack in STACKS.values():
                title = "grader image" if stack.name == "numpy" else f"{stack.name} image"
                name = default_image(stack.name)
                try:
                    image = checked_image(engine, name, stack.name)
                    yield Finding(title, True, f"{name} {image.id.removeprefix('sha256:')[:12]}")
                except HarnessError as error:
                    yield Finding(title, False, str(error), f"{stack.build}  (or --base ANY_LOCAL_IMAGE)")
    except HarnessError as error:
        yield Finding(
            "Docker engine",
            False,
            str(error).partition(": start one")[0],
            "as root: apt-get install docker.io && systemctl start docker  (or `dockerd &`); "
            "then `usermod -aG docker YOU`",
        )


def engine_text(facts: dict[str, Any]) -> str:
    """The engine in a line: version, storage, control groups, and whether it runs without root."""
    parts = [str(facts.get("ServerVersion")), str(facts.get("Driver")), f"cgroup v{facts.get('CgroupVersion', '?')}"]
    if any("rootless" in option for option in facts.get("SecurityOptions") or ()):
        parts.append("rootless")
    return ", ".join(parts)


def control_groups() -> Iterator[Finding]:
    """How the kernel counts processor time and memory of a container."""
    version = cgroup.version()
    yield Finding(
        "control groups",
        version is not None,
        "not visible here: processor time comes from the engine" if version is None else f"version {version}",
        "mount them at /sys/fs/cgroup",
    )


def bubblewrap() -> Iterator[Finding]:
    """An isolation without a daemon: whether a room can be made, and what holds its memory and processes."""
    allowed, why = user_namespaces()
    yield Finding(
        "user namespaces",
        allowed,
        why,
        "as root: sysctl user.max_user_namespaces=10000 kernel.unprivileged_userns_clone=1, or on Ubuntu "
        "kernel.apparmor_restrict_unprivileged_userns=0",
    )
    from grader.sandbox.bubblewrap import probe
    from grader.sandbox.own_group import find_home

    try:
        probe()
    except HarnessError as error:
        what, room, remedy = str(error).partition("): ")
        if not room:
            what, _, remedy = str(error).partition(": ")
        yield Finding("bubblewrap", False, what + room[:1], remedy or "as root: apt-get install bubblewrap")
        return
    yield Finding("bubblewrap", True, f"{shutil.which('bwrap')}, a room can be made")
    home = find_home()
    yield Finding(
        "bubblewrap limits",
        home is not None,
        f"memory and processes of a whole room (control groups, version {home.version})"
        if home is not None
        else "memory of each process alone: no control group can be made",
        "run as root, or in a part of the tree that is yours: systemd-run --user --scope grader grade …",
    )


def user_namespaces(proc: Path = PROC) -> tuple[bool, str]:
    """Whether an ordinary user may make user namespaces, by the kernel's settings."""

    def setting(name: str) -> int | None:
        try:
            return int((proc / "sys" / name).read_text())
        except (OSError, ValueError):
            return None

    most = setting("user/max_user_namespaces")
    if most is None:
        return False, "the kernel has none"
    if most == 0:
        return False, "user.max_user_namespaces is 0"
    if setting("kernel/unprivileged_userns_clone") == 0:
        return False, "kernel.unprivileged_userns_clone is 0"
    if setting("kernel/apparmor_restrict_unprivileged_userns") == 1:
        return False, "AppArmor restricts them (kernel.apparmor_restrict_unprivileged_userns is 1)"
    return True, "allowed"


def chromium() -> Iterator[Finding]:
    """The browser of the pages' tests."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    yield Finding(
        "Chromium", path is not None, path or "none", "only for the tests of the pages: apt-get install chromium"
    )
