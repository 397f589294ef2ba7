"""Submissions are found in students' folders, links and clutter are passed over, ids are safe, unique and stable."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.discover import FILES_OF_A_STUDENT, FOLDERS_OF_A_STUDENT, Found, discover, passed_over
from grader.errors import NothingToGradeError, UnreadableError, UsageError
from grader.submission import read_submission


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x = 1\n")


def ids(found: list[Found]) -> list[str]:
    return [f.id for f in found]


def test_flat_files_and_student_folders(tmp_path: Path) -> None:
    """Files are called by their stem, a student's folder by its own name; clutter is no submission."""
    touch(
        tmp_path,
        "bob.ipynb",
        "carol.py",
        "alice/Optimization_methods.ipynb",
        "alice/opt_utils.py",
        "dan/work.py",
        "dan/.hidden.py",
        "empty/notes.txt",
        "__MACOSX/bob.ipynb",
        ".ipynb_checkpoints/bob-checkpoint.ipynb",
        "alice/.ipynb_checkpoints/x.ipynb",
        "__pycache__/carol.py",
        ".hidden.ipynb",
        "readme.md",
    )
    found = discover([tmp_path])
    assert [(f.id, f.path.relative_to(tmp_path).as_posix()) for f in found] == [
        ("bob", "bob.ipynb"),
        ("carol", "carol.py"),
        ("alice", "alice/Optimization_methods.ipynb"),
        ("dan", "dan/work.py"),
    ]


def test_however_deep_a_student_packed_it(tmp_path: Path) -> None:
    """The upper folder names the student, whose notebook may lie in folders of its own, with clutter of its own."""
    touch(
        tmp_path,
        "submission_1/week2/hw/Optimization.ipynb",
        "submission_1/week2/opt_utils.py",
        "submission_1/week2/hw/.ipynb_checkpoints/Optimization-checkpoint.ipynb",
        "submission_1/env/lib/python3.9/site-packages/demo.ipynb",
        "submission_1/__MACOSX/week2/hw/Optimization.ipynb",
        "submission_2/src/solution.py",
        "submission_3/W1/a.ipynb",
        "submission_3/W2/a.ipynb",
        "submission_3/b.ipynb",
    )
    found = discover([tmp_path])
    assert [(f.id, f.path.relative_to(tmp_path).as_posix()) for f in found] == [
        ("submission_1", "submission_1/week2/hw/Optimization.ipynb"),
        ("submission_2", "submission_2/src/solution.py"),
        ("submission_3-b", "submission_3/b.ipynb"),
        ("submission_3-W1-a", "submission_3/W1/a.ipynb"),
        ("submission_3-W2-a", "submission_3/W2/a.ipynb"),
    ]


def test_folders_without_end_are_refused(tmp_path: Path) -> None:
    """More folders than a repository has are not searched: the student's folder itself is found, and refused."""
    touch(tmp_path, "a/x.ipynb", "b/x.ipynb")
    for number in range(FOLDERS_OF_A_STUDENT):
        (tmp_path / "b" / str(number)).mkdir()
    found = discover([tmp_path])
    assert [(f.id, f.path) for f in found] == [("a", tmp_path / "a/x.ipynb"), ("b", tmp_path / "b")]
    assert passed_over([tmp_path], found) == []


def test_nobody_is_lost_in_silence(tmp_path: Path) -> None:
    """Folders without a submission, archives, misnamed notebooks and links are named; what is no work is not."""
    touch(
        tmp_path, "a/x.ipynb", "b/report.pdf", "c/d/y.txt", "Max Müller.ZIP", "notes.txt", ".git/x", "e/f/z.py", "k.py"
    )
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "b")
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "a" / "x.ipynb")
    (tmp_path / "notes").symlink_to(tmp_path / "notes.txt")
    touch(tmp_path, "tim.ipynb.txt", "uma.IPYNB (1)")
    touch(tmp_path, "out/run.sqlite", "out/a/report.html")  # an earlier run's results
    lost = ["Max Müller.ZIP", "b", "c", "empty", "link", "link.ipynb", "tim.ipynb.txt", "uma.IPYNB (1)"]
    assert passed_over([tmp_path], discover([tmp_path])) == lost
    assert passed_over([tmp_path / "k.py"], discover([tmp_path / "k.py"])) == []


def test_helpers_are_no_submissions(tmp_path: Path) -> None:
    """The assignment's own modules beside a notebook are passed over when they are named."""
    touch(tmp_path, "bob.ipynb", "opt_utils.py", "dan/opt_utils.py", "dan/opt_utils_v1b.py", "dan/work.py")
    assert ids(discover([tmp_path], ignore={"opt_utils"})) == ["bob", "dan"]
    assert "opt_utils" in ids(discover([tmp_path]))


def test_helpers_of_a_canvas_download_are_no_submissions(tmp_path: Path) -> None:
    """All files of all students in one folder, named by their owner; `-1` is a second hand-in."""
    works = ["annlee_555_778_week2.ipynb", "bobray_LATE_12_34_my_work-1.py", "notes_opt_utils.py"]
    touch(tmp_path, *works, "annlee_555_779_opt_utils.py", "bobray_LATE_12_35_opt_utils-1.py", "opt_utils-2.py")
    found = discover([tmp_path], ignore={"opt_utils"})
    assert sorted(one.path.name for one in found) == sorted(works)


def test_several_notebooks_of_one_student(tmp_path: Path) -> None:
    """Each is graded, under the folder's name and its own."""
    touch(tmp_path, "all/alice/one.ipynb", "all/alice/two.ipynb")
    assert ids(discover([tmp_path / "all"])) == ["alice-one", "alice-two"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    """Neither a linked file nor a linked folder in a folder is a submission; the user's own link is."""
    touch(tmp_path, "outside/secret.py", "work/bob.py")
    (tmp_path / "work" / "link.py").symlink_to(tmp_path / "outside" / "secret.py")
    (tmp_path / "work" / "alice").symlink_to(tmp_path / "outside")
    (tmp_path / "work" / "dangling.py").symlink_to(tmp_path / "nowhere.py")
    assert ids(discover([tmp_path / "work"])) == ["bob"]
    (given,) = discover([tmp_path / "work" / "link.py"])
    assert (given.id, given.path) == ("link", (tmp_path / "outside" / "secret.py").resolve())


def test_the_same_name_twice(tmp_path: Path) -> None:
    """Equal names get a suffix each, whichever came first; a file that is named twice is graded once."""
    touch(tmp_path, "bob.ipynb", "bob.py", "BOB/x.py", "one/zed.py", "two/zed.py", "other/bob.py")
    found = ids(discover([tmp_path]))
    assert len({i.casefold() for i in found}) == len(found)
    assert all(re.fullmatch(r"bob-[0-9a-f]{8}", i, re.IGNORECASE) for i in found[:2])
    assert found == ids(discover([tmp_path]))
    both = discover([tmp_path / "one", tmp_path / "two", tmp_path / "one" / "zed.py"])
    assert len(both) == 2 and len(set(ids(both))) == 2
    nearly = ids(discover([tmp_path / "other" / "bob.py", tmp_path / "bob.py"]))
    assert len(set(nearly)) == 2


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        pytest.param("Ada Lovelace", "Ada-Lovelace-", id="space"),
        pytest.param("José", "Jose-", id="accent"),
        pytest.param("王伟", "submission-", id="other script"),
        pytest.param("-rf", "rf-", id="option"),
        pytest.param("=cmd()|x", "cmd-x-", id="formula"),
        pytest.param("a\x1b[31m\u202e", "a-31m-", id="terminal and bidi"),
        pytest.param("x" * 200, "x" * 80 + "-", id="long"),
        pytest.param("..a..", "a-", id="dots"),
        pytest.param("index.html", "index.html-", id="a file of the run"),
        pytest.param("Run.sqlite-wal", "Run.sqlite-wal-", id="another file of the run"),
    ],
)
def test_unsafe_names(tmp_path: Path, name: str, begins: str) -> None:
    """What a safe id can't hold is replaced, and a digest keeps two such names apart."""
    assert begins.removesuffix("-")
    touch(tmp_path, f"all/s{name}/x.py") if name.startswith(".") else touch(tmp_path, f"all/{name}/x.py")
    (found,) = discover([tmp_path / "all"])
    expected = "s..a-" if name.startswith(".") else begins
    assert re.fullmatch(re.escape(expected) + "[0-9a-f]{8}", found.id)
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", found.id)


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 in a file's name end in a safe id, not in an error."""
    path = tmp_path / b"caf\xe9.py".decode("utf-8", "surrogateescape")
    path.write_text("x = 1\n")
    (found,) = discover([tmp_path])
    assert re.fullmatch(r"caf-[0-9a-f]{8}", found.id)
    assert found.path == path


def test_order_of_the_paths_does_not_change_an_id(tmp_path: Path) -> None:
    """A name alone keeps its id, wherever it is named."""
    touch(tmp_path, "a.py", "b.py")
    forth = {f.path: f.id for f in discover([tmp_path / "a.py", tmp_path / "b.py"])}
    back = {f.path: f.id for f in discover([tmp_path / "b.py", tmp_path / "a.py"])}
    assert forth == back == {tmp_path / "a.py": "a", tmp_path / "b.py": "b"}


def test_a_file_named_twice_is_one_submission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By itself and by its folder, from here and from the root, by a link: its id stays what it is alone."""
    touch(tmp_path, "all/ada/work.py", "all/bob.py")
    (tmp_path / "link.py").symlink_to(tmp_path / "all" / "bob.py")
    monkeypatch.chdir(tmp_path)
    found = discover([Path("all"), tmp_path / "all", Path("all/../all/bob.py"), Path("link.py")])
    assert [(f.id, f.path) for f in found] == [("bob", Path("all/bob.py")), ("ada", Path("all/ada/work.py"))]


def test_errors(tmp_path: Path) -> None:
    """A path that isn't there or is of another kind is the user's error; an empty folder is nothing to grade."""
    touch(tmp_path, "notes.txt", "folder/readme.md")
    with pytest.raises(UsageError, match=r"nowhere: no such file or folder"):
        discover([tmp_path / "nowhere"])
    with pytest.raises(UsageError, match=r"notes.txt: is neither a .ipynb nor a .py file nor a folder"):
        discover([tmp_path / "notes.txt"])
    with pytest.raises(NothingToGradeError, match=r"no .ipynb or .py file in .*folder"):
        discover([tmp_path / "folder"])
    with pytest.raises(NothingToGradeError, match="no path"):
        discover([])
    touch(tmp_path, "zips/all.zip")
    with pytest.raises(NothingToGradeError, match=r"no .ipynb or .py file in .*zips \(unpack archives first; links"):
        discover([tmp_path / "zips"])
    with pytest.raises(UsageError, match=r"all.zip: is neither .* nor a folder: unpack it first"):
        discover([tmp_path / "zips" / "all.zip"])
    with pytest.raises(UsageError, match=r"\Ax{133} … 1,800 characters left out … x{67}: can't be opened: File name"):
        discover([Path("x" * 2000)])


def test_a_students_folder_that_cannot_be_listed_costs_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is found as it is, and refused when it is read."""
    touch(tmp_path, "ada/work.ipynb", "bob/work.ipynb")
    listed = Path.iterdir

    def refuse(folder: Path) -> object:
        if folder.name == "ada":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    found = discover([tmp_path])
    assert [(f.id, f.path.name) for f in found] == [("ada", "ada"), ("bob", "work.ipynb")]
    with pytest.raises(UnreadableError, match="is a folder that can't be listed"):
        read_submission(found[0].path, id="ada", names=())


LEDGE = """
import sys
from pathlib import Path
from grader.discover import discover, passed_over
found = discover([Path(sys.argv[1])])
print([(f.id, f.path.name) for f in found], passed_over([Path(sys.argv[1])], found))
"""


def test_what_we_may_not_look_at_costs_nobody_else(tmp_path: Path) -> None:
    """A folder that lists names but opens none is refused when it is read; a link to a closed place is passed over."""
    touch(tmp_path, "all/ada/work.ipynb", "all/bob/work.ipynb", "all/cy/work.ipynb", "closed/deep/x.ipynb")
    for link in ("all/bob/data", "all/bob/more.ipynb", "all/dan"):
        (tmp_path / link).symlink_to(tmp_path / "closed" / "deep")
    (tmp_path / "all" / "ada").chmod(0o644)
    (tmp_path / "closed").chmod(0)
    # Root may look everywhere, unless it gives that right up.
    humbly = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")
    command = [*(humbly if os.geteuid() == 0 else ()), sys.executable, "-c", LEDGE, str(tmp_path / "all")]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        for folder in ("all/ada", "closed"):
            (tmp_path / folder).chmod(0o755)
    assert (ended.stderr, ended.stdout.strip()) == (
        "",
        "[('ada', 'ada'), ('bob', 'work.ipynb'), ('cy', 'work.ipynb')] []",
    )


def test_a_students_folder_of_thousands_is_one_submission(tmp_path: Path) -> None:
    """It would keep the grader busy for days; a hundred may be a course's work."""
    touch(tmp_path, *(f"ada/{n}.ipynb" for n in range(FILES_OF_A_STUDENT + 1)))
    touch(tmp_path, *(f"bob/{n}.py" for n in range(FILES_OF_A_STUDENT)), *(f"{n}.py" for n in range(200)))
    found = discover([tmp_path])
    assert len(found) == 301
    assert [f for f in found if f.path == tmp_path / "ada"] == [Found("ada", tmp_path / "ada")]
    with pytest.raises(UnreadableError, match="holds more than 100 files"):
        read_submission(tmp_path / "ada", id="ada", names=())


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is said in a line. (Root may list anything, so the refusal is made here.)"""

    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(UsageError, match="can't be listed: Permission denied"):
        discover([tmp_path])
