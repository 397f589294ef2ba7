"""Emptying a folder of what a hostile program left in it, and finding what is still there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.runtime import wipe


def test_a_folder_is_emptied_however_it_was_filled(tmp_path: Path) -> None:
    """Closed folders, odd names, links, sockets and many files: all gone; what links point to stays."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("x")
    place = tmp_path / "place"
    place.mkdir()
    (place / "a/b/c").mkdir(parents=True)
    (place / "a/b/c/file").write_text("x")
    (place / "up").symlink_to("..")
    (place / "a/out").symlink_to(outside)
    (place / "dangling").symlink_to("/nowhere")
    os.mkfifo(place / "a/fifo")
    (place / os.fsdecode(b"\xff\n -rf")).write_text("x")
    for n in range(300):
        (place / f"a/b/{n}").write_text("x")
    for closed in ("a/b/c", "a/b", "a"):
        (place / closed).chmod(0)
    wipe.empty(str(place))
    assert list(place.iterdir()) == []
    assert (outside / "kept").read_text() == "x"


def test_depth_costs_neither_paths_nor_recursion(tmp_path: Path) -> None:
    """A thousand folders inside each other, a path no call would take, are emptied like any other."""
    deep = (
        "import os, sys\nos.chdir(sys.argv[1])\n"
        "for n in range(1000):\n    os.mkdir('x' * 100); os.chdir('x' * 100)\nopen('end', 'w').close()"
    )
    subprocess.run([sys.executable, "-c", deep, str(tmp_path)], check=True)
    wipe.empty(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_what_can_not_be_emptied_ends(tmp_path: Path) -> None:
    """A place that isn't there, or is a link, is left alone; nothing is followed."""
    wipe.empty(str(tmp_path / "none"))
    (tmp_path / "target").mkdir()
    (tmp_path / "target/file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    wipe.empty(str(tmp_path / "link"))
    assert (tmp_path / "target/file").exists()


def test_what_is_left_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files, processes and deleted files that something holds: each keeps the room from being called clean."""
    monkeypatch.setattr(wipe, "PLACES", (str(tmp_path),))
    everybody = frozenset(int(name) for name in os.listdir("/proc") if name.isdigit())  # noqa: PTH208 - names only

    class All(frozenset[int]):
        def __contains__(self, pid: object) -> bool:
            return pid in everybody or pid == os.getpid()

    monkeypatch.setattr(wipe, "ipc_ids", lambda kind: [])
    monkeypatch.setattr(wipe, "_free", lambda: [(10, 100)])
    rubbish = wipe.Rubbish(All())
    monkeypatch.setattr(rubbish, "_strangers", list)
    assert rubbish.left() == ""
    (tmp_path / "file").write_text("x")
    assert rubbish.left() == f"1 files in {tmp_path}"
    (tmp_path / "file").unlink()
    tmp_path.chmod(0o100)
    assert rubbish.left() == f"another mode of {tmp_path}"
    tmp_path.chmod(0o700)
    for free, left in (
        ([(10, 100 - wipe.HELD_FILES)], ""),
        ([(9, 100)], "deleted files that something still holds"),
        ([(10, 99 - wipe.HELD_FILES)], "deleted files that something still holds"),
    ):
        monkeypatch.setattr(wipe, "_free", lambda free=free: free)
        assert rubbish.left() == left
    monkeypatch.setattr(wipe, "ipc_ids", lambda kind: [1] if kind == "sem" else [])
    assert rubbish.left() == "objects of System V ipc (sem)"
    monkeypatch.setattr(rubbish, "_strangers", lambda: [7, 8])
    assert rubbish.left() == "2 processes"


@pytest.mark.parametrize("mode", [0, 0o500, 0o1777, 0o6700])
def test_the_places_themselves_are_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int) -> None:
    """Who owns a place may close it, or note something in its mode and its times: both are undone."""
    monkeypatch.setattr(wipe, "PLACES", (str(tmp_path), "/nowhere"))
    monkeypatch.setattr(wipe, "ipc_ids", lambda kind: [])
    monkeypatch.setattr(wipe, "kill_all", lambda user, ours: None)
    monkeypatch.setattr(wipe, "strangers", lambda ours: [])
    monkeypatch.setattr(wipe, "_free", list)
    tmp_path.chmod(0o1755)
    rubbish = wipe.Rubbish(frozenset())
    before = tmp_path.stat()
    (tmp_path / "file").write_text("x")
    tmp_path.chmod(mode)
    os.utime(tmp_path, (42, 42))
    assert rubbish.remove(0, 0.0) == ""
    after = tmp_path.stat()
    assert (after.st_mode, after.st_mtime) == (before.st_mode, before.st_mtime)


def test_system_v_objects_are_listed_and_removed() -> None:
    """Shared memory and semaphores of this user, made here, are found and taken away."""
    program = """
import ctypes
from grader.runtime import wipe
libc = ctypes.CDLL(None)
shm, sem, msg = libc.shmget(0, 4096, 0o1600), libc.semget(0, 1, 0o1600), libc.msgget(0, 0o1600)
assert min(shm, sem, msg) >= 0
assert shm in wipe.ipc_ids("shm") and sem in wipe.ipc_ids("sem") and msg in wipe.ipc_ids("msg")
wipe.remove_ipc()
assert not wipe.ipc_ids("shm") and not wipe.ipc_ids("sem") and not wipe.ipc_ids("msg")
"""
    # In an ipc namespace of its own: nobody else's objects may go.
    unshare = ["unshare", "--user", "--map-root-user", "--ipc"]
    if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("no new ipc namespace can be made here")
    environment = os.environ | {"PYTHONPATH": str(Path(wipe.__file__).parents[2])}
    subprocess.run([*unshare, sys.executable, "-c", program], check=True, env=environment)
