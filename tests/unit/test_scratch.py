"""Temporary folders of dead graders are removed, those of living ones and of others are not."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grader.errors import SandboxUnavailableError
from grader.sandbox import owner
from grader.sandbox.scratch import make_scratch, reap_scratch, remove_scratch


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def of_a_dead_process(temporary: Path) -> Path:
    """A folder made by a process that is gone."""
    code = "from grader.sandbox.scratch import make_scratch; print(make_scratch('session'))"
    root = Path(__file__).resolve().parents[2]
    env = dict(os.environ, TMPDIR=str(temporary), PYTHONPATH=str(root))
    return Path(
        subprocess.run([sys.executable, "-c", code], env=env, check=True, text=True, capture_output=True).stdout.strip()
    )


def test_only_what_is_surely_abandoned_goes(temporary: Path) -> None:
    """A dead owner's folder is reaped; a living one's, another machine's and strangers' stay."""
    dead, mine = of_a_dead_process(temporary), make_scratch("run")
    assert dead.parent == mine.parent == temporary
    pid = dead.name.split("-")[3]
    others = [
        temporary / f"grader-session-000000000000-{pid}-1-abc",
        temporary / "grader-session-x",
        temporary / "grader-notes",
        temporary / "something-else-a-b-c-d",
    ]
    for other in others:
        other.mkdir()
    (temporary / dead.name.replace("session", "link")).symlink_to(mine)
    assert reap_scratch() == [dead]
    assert not dead.exists()
    assert mine.exists()
    assert all(other.exists() for other in others)
    assert reap_scratch() == []


def test_whatever_is_inside_goes(temporary: Path) -> None:
    """Folders without rights, links to elsewhere and deep nesting: the folder goes, and only the folder."""
    outside = temporary / "outside"
    outside.mkdir()
    (outside / "keep").write_text("x")
    folder = make_scratch("session")
    (folder / "link").symlink_to(outside)
    (folder / "closed" / "inner").mkdir(parents=True)
    (folder / "closed").chmod(0)
    descriptor = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=descriptor)
        inner = os.open("d", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)
    remove_scratch(folder)
    assert not folder.exists()
    assert (outside / "keep").read_text() == "x"
    remove_scratch(folder)


def test_no_room_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says where, why and what to do."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(SandboxUnavailableError) as caught:
        make_scratch("run")
    assert str(caught.value) == (
        f"can't write to the temporary folder {tmp_path}/none (No such file or directory): "
        "make room there, or name another by TMPDIR"
    )


def test_tags() -> None:
    """A tag of this process lives; with another start, or of nobody, it is gone; what is no tag is nobody's."""
    tag = owner.tag()
    home, pid, start = tag.split("-")
    assert not owner.tag_is_gone(tag)
    assert owner.tag_is_gone(f"{home}-{pid}-{int(start) + 1}")
    assert owner.tag_is_gone(f"{home}-{2**22 + 5}-1")
    assert not any(
        map(owner.tag_is_gone, ["", "a-b-c", f"{home}-x-1", f"{home}-{pid}-x", f"{home[::-1]}-{pid}-1", home])
    )
