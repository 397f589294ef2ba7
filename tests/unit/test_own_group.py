"""Groups of our own are made where the kernel lets us, with every limit in its right file, and leave nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import SandboxBrokenError
from grader.sandbox.base import Limits
from grader.sandbox.own_group import Home, _places, find_home, settings

LIMITS = Limits(memory_bytes=100 * 2**20, processes=40)


def tree(root: Path, own: str, *folders: str, unified: bool) -> tuple[Path, Path]:
    """A mount and a /proc as far as they are read to find places."""
    mount, proc = root / "cgroup", root / "proc"
    (proc / "self").mkdir(parents=True)
    (proc / "self" / "cgroup").write_text(own, encoding="ascii")
    for folder in ("", *folders):
        (mount / folder).mkdir(parents=True, exist_ok=True)
    if unified:
        (mount / "cgroup.controllers").write_text("cpu memory pids\n", encoding="ascii")
    return mount, proc


def test_version_2_is_tried_from_the_outside_in(tmp_path: Path) -> None:
    """Each group above our own may be one that was delegated to us; the first that works is taken."""
    mount, proc = tree(tmp_path, "0::/user.slice/user@7.service/app.slice\n", unified=True)
    name = f"dnn-grader-{os.getuid()}"
    found = [home.folders["all"].relative_to(mount) for home in _places(mount, proc)]
    assert [str(path) for path in found] == [
        name,
        f"user.slice/{name}",
        f"user.slice/user@7.service/{name}",
        f"user.slice/user@7.service/app.slice/{name}",
    ]


@pytest.mark.parametrize(
    ("own", "folders", "wanted"),
    [
        (
            "5:memory:/a\n4:pids:/\n3:cpuacct:/\n2:cpu:/\n0::/\n",
            ("memory", "pids", "cpuacct", "cpu"),
            {"memory": "memory", "pids": "pids", "cpuacct": "cpuacct", "cpu": "cpu"},
        ),
        (
            "5:memory:/a\n4:pids:/\n3:cpu,cpuacct:/\n",
            ("memory", "pids", "cpu,cpuacct"),
            {"memory": "memory", "pids": "pids", "cpuacct": "cpu,cpuacct", "cpu": "cpu,cpuacct"},
        ),
        ("5:memory:/a\n3:cpuacct:/\n", ("memory", "cpuacct"), None),
        ("5:memory:/a\n4:pids:/\n3:cpuacct:/\n", ("memory", "cpuacct"), None),
        ("", (), None),
    ],
    ids=["split", "joined", "no-pids", "not-mounted", "none"],
)
def test_version_1_needs_memory_processes_and_time(
    tmp_path: Path, own: str, folders: tuple[str, ...], wanted: dict[str, str] | None
) -> None:
    """A part of the limits would be none: without all three there is no home."""
    mount, proc = tree(tmp_path, own, *folders, unified=False)
    found = [
        {controller: str(folder.parent.relative_to(mount)) for controller, folder in home.folders.items()}
        for home in _places(mount, proc)
    ]
    assert found == ([] if wanted is None else [wanted])


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        (1, {"memory.limit_in_bytes": "104857600", "memory.memsw.limit_in_bytes": "104857600", "pids.max": "42"}),
        (2, {"memory.max": "104857600", "memory.swap.max": "0", "memory.oom.group": "1", "pids.max": "42"}),
    ],
    ids=["v1", "v2"],
)
def test_memory_and_swap_are_one_limit(version: int, wanted: dict[str, str]) -> None:
    """Both versions say the same in their own words, and one core's worth of time."""
    written = {file: value for _, file, value, _ in settings(version, LIMITS, 2)}
    assert wanted.items() <= written.items()
    assert "100000" in written["cpu.max" if version == 2 else "cpu.cfs_quota_us"]


def test_a_kernel_that_refuses_leaves_no_half_made_group(tmp_path: Path) -> None:
    """No memory.max, no group: the error says so, and the folder is gone."""
    (tmp_path / "all").mkdir()
    with pytest.raises(SandboxBrokenError, match="can't make a control group"):
        Home(2, {"all": tmp_path / "none" / "deeper"}).make(LIMITS)
    assert list((tmp_path / "all").iterdir()) == []


def test_without_control_groups_there_is_no_home(tmp_path: Path) -> None:
    """A machine that shows none gives None, not an error."""
    assert find_home(mount=tmp_path, proc=tmp_path) is None


@pytest.fixture
def home() -> Home:
    found = find_home()
    if found is None:
        pytest.skip("this user can make no control groups here")
    return found


def test_a_live_group_holds_counts_and_goes(home: Home) -> None:
    """A process that enters is counted and limited, killed with the group, and nothing stays."""
    group = home.make(LIMITS)
    code = "while True: pass"
    enter = "".join(f"echo $$ > '{entrance}'\n" for entrance in group.entrances)
    child = subprocess.Popen(["sh", "-ec", f'{enter}echo in; exec "$@"', "sh", sys.executable, "-c", code], stdout=-1)
    assert child.stdout is not None
    assert child.stdout.readline() == b"in\n"
    try:
        assert group.members() == [child.pid]
        while not (used := group.counts.cpu_s()) or used < 0.02:
            assert child.poll() is None
        assert group.counts.oom_kills() == 0
        group.kill()
        assert child.wait(5) == -9
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
        assert group.remove()
    assert not any(folder.exists() for folder in group.folders)


def test_the_live_limits_are_the_ones_asked_for(home: Home) -> None:
    """Read back from the kernel."""
    group = home.make(LIMITS, 2)
    try:
        by_name = {
            path.name: path.read_text().strip()
            for folder in group.folders
            for path in folder.glob("*")
            if path.name in ("memory.limit_in_bytes", "memory.max", "pids.max")
        }
    finally:
        group.remove()
    assert by_name.pop("pids.max") == "42"
    assert list(by_name.values()) == [str(LIMITS.memory_bytes)]
