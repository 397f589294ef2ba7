"""What a child takes away from itself, tried in processes of this machine, and where its user ids come from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.runtime import confine, landlock

ROOT = Path(__file__).resolve().parents[2]

MAPS = {
    "all": ("0 0 4294967295", confine.FIRST_USER, confine.LAST_USER),
    "rootless": ("0 1000 1\n1 100000 65536", 1000, 65_000),
    "half": ("0 0 65536", 1000, 65_000),
    "large, not all": (f"0 0 {confine.FIRST_USER}", 1000, 65_000),
}


@pytest.mark.parametrize(("text", "first", "last"), MAPS.values(), ids=MAPS)
def test_users_come_from_what_is_mapped(tmp_path: Path, text: str, first: int, last: int) -> None:
    """A thousand ids a room, inside the mapped range, clear of the system's and of nobody."""
    (tmp_path / "uid_map").write_text(f"         {text}\n")
    starts = set()
    for _ in range(50):
        users = confine.range_of_users(tmp_path)
        assert users is not None
        assert len(users) == confine.USERS_PER_ROOM
        assert first <= users.start
        assert users.stop <= last + 1
        assert 65534 not in users
        starts.add(users.start)
    assert len(starts) > 20


@pytest.mark.parametrize("text", ["1000 1000 1", "0 1000 1", "0 0 1500"])
def test_where_few_are_mapped_there_are_no_users(tmp_path: Path, text: str) -> None:
    """Then children get namespaces instead."""
    (tmp_path / "uid_map").write_text(f"{text}\n")
    assert confine.range_of_users(tmp_path) is None


def run(code: str, *arguments: str) -> str:
    """What a program prints that may do to itself what it likes."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


LANDLOCKED = """
import os, sys
from pathlib import Path
from grader.runtime import landlock
def tried(what):
    try: what()
    except OSError as error: return type(error).__name__
    return "done"
own, other = sys.argv[1:]
read = ["/usr", "/proc", "/nowhere", os.path.dirname(os.__file__)]
before = landlock.restrict(landlock.rules_of(read, ["/dev/null"], [own]))
parent = os.getppid()
print(before, *(tried(what) for what in (
    lambda: Path(own, "new").write_text("x"),
    lambda: Path(own, "new").unlink(),
    lambda: Path("/dev/null").write_text("x"),
    lambda: os.listdir("/usr"),
    lambda: Path(other, "file").read_text(),
    lambda: Path(other, "file").write_text("x"),
    lambda: Path(other, "new").write_text("x"),
    lambda: os.rename(Path(other, "file"), Path(own, "file")),
    lambda: os.listdir("/etc"),
    lambda: os.kill(parent, 0),
)))
"""


@pytest.mark.skipif(landlock.version() < 3, reason="this kernel's Landlock is too old")
def test_landlock_leaves_what_it_names(tmp_path: Path) -> None:
    """The own folder and the devices can be written, the system read, nothing else; absent paths are skipped."""
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    other.mkdir()
    (other / "file").write_text("x")
    version, *said = run(LANDLOCKED, str(own), str(other)).split()
    assert int(version) == landlock.version()
    assert said[:4] == ["done"] * 4
    assert "done" not in said[4:9]
    assert said[9] == ("PermissionError" if int(version) >= 6 else "done")


def test_no_capability_is_left() -> None:
    """Asked to keep none, a process has none in any set; asked to keep some, exactly these."""
    code = (
        "from grader.runtime import confine; confine.keep_only({})\n"
        "print(*[l.split()[1] for l in open('/proc/self/status') if l.startswith('Cap')])"
    )
    assert {int(bits, 16) for bits in run(code.format("")).split()} == {0}
    if os.geteuid() == 0:
        inherited, permitted, effective, bounding, ambient = (
            int(bits, 16) for bits in run(code.format("confine.SETUID, confine.KILL")).split()
        )
        assert permitted == effective == 1 << confine.SETUID | 1 << confine.KILL
        assert inherited == bounding == ambient == 0


def test_a_hidden_process_can_not_be_opened() -> None:
    """Its memory and environment are closed to others; showing it undoes that."""
    code = (
        "import ctypes\nfrom grader.runtime import confine\nget = lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)\n"
        "confine.hide(); a = get(); confine.show(); print(a, get())"
    )
    assert run(code).split() == ["0", "1"]
