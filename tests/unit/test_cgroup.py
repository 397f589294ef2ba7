"""Processor time and memory kills are read from either version of control groups, and never from somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.sandbox.cgroup import ControlGroup, find_group, version

ID = "0123abcd" * 8


def tree(root: Path, files: dict[str, str]) -> tuple[Path, Path]:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="ascii")
    return root / "cgroup", root / "proc"


@pytest.mark.parametrize(
    "files",
    [
        {
            "proc/7/cgroup": f"0::/system.slice/docker-{ID}.scope\n",
            f"cgroup/system.slice/docker-{ID}.scope/cpu.stat": "usage_usec 1500000\nuser_usec 1\n",
            f"cgroup/system.slice/docker-{ID}.scope/memory.events": "low 0\noom 2\noom_kill 1\noom_group_kill 0\n",
        },
        {
            "proc/7/cgroup": f"5:cpu,cpuacct:/docker/{ID}\n3:memory:/docker/{ID}\n1:name=systemd:/docker/{ID}\n0::/\n",
            f"cgroup/cpu,cpuacct/docker/{ID}/cpuacct.usage": "1500000000\n",
            f"cgroup/memory/docker/{ID}/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n",
        },
        {
            "proc/7/cgroup": f"6:cpuacct:/docker/{ID}\n5:cpu:/docker/{ID}\n3:memory:/docker/{ID}\n",
            f"cgroup/cpuacct/docker/{ID}/cpuacct.usage": "1500000000\n",
            f"cgroup/memory/docker/{ID}/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n",
        },
    ],
    ids=["v2", "v1-joined", "v1-split"],
)
def test_both_versions_say_the_same(tmp_path: Path, files: dict[str, str]) -> None:
    """1.5 s and one kill, however the kernel writes them."""
    mount, proc = tree(tmp_path, files)
    group = find_group(7, ID, mount=mount, proc=proc)
    assert group is not None
    assert group.cpu_s() == 1.5
    assert group.oom_kills() == 1


@pytest.mark.parametrize(
    "files",
    [{}, {"proc/7/cgroup": "0::/user.slice\n"}, {"proc/7/cgroup": f"0::/docker/{ID}\n"}],
    ids=["no-process", "another-process", "hidden-mount"],
)
def test_what_can_not_be_seen_is_not_guessed(tmp_path: Path, files: dict[str, str]) -> None:
    """A number that is another process here, as with an engine elsewhere, gives no group."""
    mount, proc = tree(tmp_path, files)
    assert find_group(7, ID, mount=mount, proc=proc) is None


def test_a_group_that_is_gone_has_no_numbers(tmp_path: Path) -> None:
    """After the container's end its files are gone: None, not 0."""
    for group in (ControlGroup(tmp_path / "cpu.stat", tmp_path / "memory.events"), ControlGroup(None, None)):
        assert group.cpu_s() is None
        assert group.oom_kills() is None


@pytest.mark.parametrize(
    ("name", "found"), [("cgroup.controllers", 2), ("memory/tasks", 1), ("cpu,cpuacct/tasks", 1), ("other", None)]
)
def test_version(tmp_path: Path, name: str, found: int | None) -> None:
    """Told by what lies at the mount."""
    mount, _ = tree(tmp_path, {f"cgroup/{name}": ""})
    assert version(mount) == found
