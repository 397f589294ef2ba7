"""The run's folder: files appear whole or not at all, and runs leave each other alone."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.journal import OutputError
from grader.store import RunFolder, digest_file, probe, write_files
from tests.unit.run_samples import KEY, report


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The kernel refuses longer files, as it does when a disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_files_are_written_and_replaced(tmp_path: Path) -> None:
    """Both files are there with the new content, and nothing else is."""
    folder = tmp_path / "ada"
    write_files(folder, {"a": b"1", "b": b"2"})
    write_files(folder, {"a": b"3"})
    assert ((folder / "a").read_bytes(), (folder / "b").read_bytes()) == (b"3", b"2")
    assert names(folder) == ["a", "b"]


def test_a_full_disk_leaves_the_old_files_alone(tmp_path: Path) -> None:
    """When the second file doesn't fit, the first one isn't replaced either, and no scratch file stays."""
    write_files(tmp_path, {"a": b"old", "b": b"old"})
    with files_of_at_most(100), pytest.raises(OSError, match="File too large"):
        write_files(tmp_path, {"a": b"new", "b": b"x" * 1000})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a", "b"]


def test_a_full_disk_leaves_no_empty_folder(tmp_path: Path) -> None:
    """A submission's folder appears only with its files in it."""
    with files_of_at_most(100), pytest.raises(OSError, match="File too large"):
        write_files(tmp_path / "ada", {"a": b"x" * 1000})
    assert names(tmp_path) == []


def test_two_runs_in_one_folder(tmp_path: Path) -> None:
    """The second is refused in one line; once the first has ended it may work there."""
    with RunFolder(tmp_path), pytest.raises(UsageError, match=f"^another run works in {tmp_path}: wait until it ends"):
        RunFolder(tmp_path)
    RunFolder(tmp_path).close()


def test_a_refused_run_takes_nothing_from_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs that start at once both see no folder yet; the second to lock it leaves it to the first."""
    out = tmp_path / "results" / "out"
    make = Path.mkdir

    def overtaken(path: Path, *args: object, **kwargs: bool) -> None:
        monkeypatch.setattr(Path, "mkdir", make)
        nonlocal first
        first = RunFolder(out)
        make(path, *args, **kwargs)  # type: ignore[arg-type]

    first: RunFolder | None = None
    monkeypatch.setattr(Path, "mkdir", overtaken)
    with pytest.raises(UsageError, match="another run works in"):
        RunFolder(out)
    assert first is not None
    first.journal.begin(KEY)
    first.close()
    assert names(out) == ["run.sqlite"]


def test_a_probe_takes_nothing_from_another_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run beside it puts into the folder that a probe has made, or into its own, stays."""
    sync = os.fsync

    def meanwhile(descriptor: int) -> None:
        (tmp_path / "results" / "other").mkdir()
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    probe(tmp_path / "results" / "out")
    assert names(tmp_path / "results") == ["other"]


def test_a_journal_that_cannot_be_opened(tmp_path: Path) -> None:
    """A folder in its place, or rights that forbid it, is one line with the remedy; nothing is left of a new folder."""
    (tmp_path / "old" / "run.sqlite").mkdir(parents=True)
    with pytest.raises(UsageError, match=r"run.sqlite can't be used as a run journal \(.*\): choose another folder"):
        RunFolder(tmp_path / "old")
    with files_of_at_most(100), pytest.raises(UsageError, match="can't be used as a run journal"):
        RunFolder(tmp_path / "new" / "out")
    assert names(tmp_path) == ["old"]


@pytest.mark.parametrize("make", [RunFolder, probe], ids=["open", "probe"])
@pytest.mark.parametrize(
    ("where", "why"),
    [("file", "it is a file"), ("file/below", "Not a directory"), ("/proc/nowhere", "No such file or directory")],
)
def test_a_folder_that_cant_be_made(tmp_path: Path, where: str, why: str, make: type) -> None:
    """One line says which folder, why, and what to do."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError) as caught:
        make(tmp_path / where)
    assert str(caught.value) == f"can't write to {tmp_path / where} ({why}): choose another folder with -o"
    assert names(tmp_path) == ["file"]


def test_a_probe_leaves_nothing(tmp_path: Path) -> None:
    """Neither a new folder nor a file in an old one."""
    probe(tmp_path / "a" / "b")
    probe(tmp_path)
    assert names(tmp_path) == []


def test_a_probe_finds_a_full_disk(tmp_path: Path) -> None:
    """Before anything is graded, four KiB must fit."""
    with files_of_at_most(100), pytest.raises(UsageError, match=r"\(File too large\): choose another folder"):
        probe(tmp_path / "new")
    assert names(tmp_path) == []


def test_a_folder_that_breaks_in_mid_run(tmp_path: Path) -> None:
    """Writing where a file stands in the way is a failure of ours with a remedy, not a traceback."""
    with RunFolder(tmp_path) as folder:
        (tmp_path / "ada").write_text("in the way")
        with pytest.raises(OutputError, match=r"ada \(File exists\): what is finished is kept; make room"):
            folder.write("ada", {"a": b"1"})


def test_a_damaged_result_is_none(tmp_path: Path) -> None:
    """Only a whole result.json with its page beside it is taken over."""
    with RunFolder(tmp_path) as folder:
        assert folder.read_report("ada") is None
        folder.write("ada", {"result.json": report().to_json()})
        assert folder.read_report("ada") == report()
        assert folder.read_report("ada", beside="report.html") is None
        folder.write("ada", {"result.json": report().to_json()[:-20]})
        assert folder.read_report("ada") is None


def test_digests(tmp_path: Path) -> None:
    """Regular files have one; links, folders, pipes and absent files have none, and none of them hangs."""
    file = tmp_path / "a"
    file.write_bytes(b"abc")
    (tmp_path / "link").symlink_to(file)
    os.mkfifo(tmp_path / "pipe")
    assert digest_file(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert [digest_file(tmp_path / name) for name in ("link", "pipe", "none", ".")] == [None] * 4


def test_a_file_with_a_hole_is_not_read_for_hours(tmp_path: Path) -> None:
    """A terabyte that takes no room on the disk has no digest."""
    with (tmp_path / "hole.ipynb").open("wb") as file:
        file.truncate(2**40)
    assert digest_file(tmp_path / "hole.ipynb") is None


def test_what_a_killed_run_began_is_removed(tmp_path: Path) -> None:
    """Half-written files of a dead grader go when the folder is written again."""
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / ".result.json.4711.part").write_bytes(b"{")
    with RunFolder(tmp_path) as folder:
        folder.write("ada", {"result.json": b"{}"})
    assert names(tmp_path / "ada") == ["result.json"]
