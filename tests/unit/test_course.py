"""A course root is found, a good assignment loads whole, and a broken one is named by file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.assignment_file import EDITIONS
from grader.course import (
    assignment_slugs,
    find_course_root,
    list_assignments,
    load_assignment,
    looks_like,
)
from grader.errors import CourseError, UsageError
from grader.sandbox.base import Limits

GOOD = """\
slug = "optimization"
title = "Optimization Methods"
week = 2
topics = ["momentum", "adam"]
spec = ["test_optimization"]
reference = ["optimization"]
helpers = ["opt_utils", "testCases"]
prelude = ["opt_utils"]
image = "numpy"

[[functions]]
name = "random_mini_batches"
points = 10
optional_arguments = 1

[[functions]]
name = "update_lr"
points = 5.5
editions = ["2021"]
aliases = ["decay_lr"]

[limits]
call_wall_s = 7
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course of two assignments, as small as one can be."""
    write(tmp_path, "assignments/optimization/assignment.toml", GOOD)
    write(tmp_path, "assignments/optimization/helpers/opt_utils.py", "def relu(x):\n    return x\n")
    write(tmp_path, "assignments/optimization/helpers/testCases.py", "CASE = 1\n")
    write(
        tmp_path,
        "assignments/initialization/assignment.toml",
        'slug = "initialization"\ntitle = "Initialization"\nweek = 1\nspec = ["test_initialization"]\n'
        '[[functions]]\nname = "initialize_parameters_he"\npoints = 10\n',
    )
    for name in ("test_optimization", "test_initialization", "strategies"):
        write(tmp_path, f"test_specs/{name}.py", f'"""{name}"""\n')
    for name in ("optimization", "optimization_misconceptions"):
        write(tmp_path, f"reference/{name}.py", "X = 1\n")
    return tmp_path


def write(root: Path, relative: str, text: str) -> None:
    path = root / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_good_assignment_loads_whole(root: Path) -> None:
    """Every key of the file is there, defaults included, and helpers come with their source."""
    assignment = load_assignment(root, "optimization")
    assert (assignment.slug, assignment.title, assignment.week) == ("optimization", "Optimization Methods", 2)
    assert assignment.topics == ("momentum", "adam")
    assert assignment.folder == root / "assignments" / "optimization"
    assert assignment.spec_paths == (root / "test_specs" / "test_optimization.py",)
    assert assignment.reference_modules == ("optimization",)
    assert assignment.helpers == {"opt_utils": "def relu(x):\n    return x\n", "testCases": "CASE = 1\n"}
    assert assignment.prelude == ("opt_utils",)
    assert assignment.limits == Limits(call_wall_s=7.0)
    first, second = assignment.functions
    assert (first.name, first.points, first.editions, first.optional_arguments) == (
        "random_mini_batches",
        10.0,
        EDITIONS,
        1,
    )
    assert (second.points, second.aliases) == (5.5, ("decay_lr",))
    assert assignment.names == {"random_mini_batches", "update_lr", "decay_lr"}


def test_functions_for_an_edition(root: Path) -> None:
    """A function outside the edition is left out; None means all."""
    assignment = load_assignment(root, "optimization")
    assert [f.name for f in assignment.functions_for("2017")] == ["random_mini_batches"]
    assert [f.name for f in assignment.functions_for("2021")] == ["random_mini_batches", "update_lr"]
    assert assignment.functions_for(None) == assignment.functions


def test_list_is_by_week(root: Path) -> None:
    """All assignments, by week; a folder without assignment.toml is none."""
    write(root, "assignments/notes/readme.txt", "nothing")
    assert assignment_slugs(root) == ("initialization", "optimization")
    assert [a.slug for a in list_assignments(root)] == ["initialization", "optimization"]


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        pytest.param("optimisation", "unknown assignment 'optimisation': did you mean 'optimization'?", id="spelling"),
        pytest.param("Optimization", "unknown assignment 'Optimization': did you mean 'optimization'?", id="capitals"),
        pytest.param("Optimization", "unknown assignment 'Optimization': did you mean 'optimization'?", id="capitals"),
        pytest.param("zzz", "unknown assignment 'zzz': choose from initialization, optimization", id="nothing like it"),
        pytest.param("../optimization", "unknown assignment '../optimization': ", id="path"),
        pytest.param("", "unknown assignment '': choose from", id="empty"),
    ],
)
def test_unknown_slug(root: Path, slug: str, says: str) -> None:
    """A slug that isn't there is the user's error; a similar one is offered and no path leaves the course."""
    with pytest.raises(UsageError) as caught:
        load_assignment(root, slug)
    assert says in str(caught.value)


@pytest.mark.parametrize("name", ["week-2", "Optimization2", "2nd"])
def test_a_folder_whose_name_is_no_slug(root: Path, name: str) -> None:
    """Its author hears of the name, not that there is no such assignment."""
    write(root, f"assignments/{name}/assignment.toml", "slug = 1")
    with pytest.raises(CourseError, match=f"assignments/{name}: is no slug: rename the folder; small letters, digits"):
        load_assignment(root, name)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("week = 2", 'week = "2"', "week: Expected `int`, got `str`"),
        ("week = 2", "week = 0", "week: is 0, should be at least 1"),
        ("week = 2\n", "", "the key 'week' is missing"),
        ("week = 2", "week = ", "not TOML"),
        ("week = 2", "wek = 2\nweek = 2", "unknown key 'wek': did you mean 'week'?"),
        ("Optimization Methods", " ", "title: is empty"),
        (
            'slug = "optimization"',
            'slug = "other"',
            "slug: is 'other', but the folder is called 'optimization'",
        ),
        ('["test_optimization"]', "[]", "spec: is empty"),
        ('["test_optimization"]', '["test_nothing"]', "test_specs/test_nothing.py: does not exist"),
        ('["optimization"]', '["nothing"]', "reference/nothing.py: does not exist"),
        ('["optimization"]', '["../x"]', "reference[0]: '../x' is no module name"),
        ('"testCases"]', '"testCases", "opt_utils"]', "helpers[2]: 'opt_utils' is named twice"),
        ('"testCases"]', '"absent"]', "helpers/absent.py: does not exist"),
        (
            'prelude = ["opt_utils"]',
            'prelude = ["opt_util"]',
            "prelude[0]: 'opt_util' is not among the helpers: did",
        ),
        ('image = "numpy"', 'image = "torch"', "image: Invalid enum value 'torch'"),
        ("points = 10", "points = -1", "functions[0].points: is -1.0, should be 0 or more"),
        ("points = 10", "points = nan", "functions[0].points: is nan"),
        ("points = 10", 'points = "10"', "functions[0].points: Expected `float`"),
        ("points = 10", "point = 10", "functions[0]: unknown key 'point': did you mean 'points'?"),
        ("points = 10\n", "", "functions[0]: the key 'points' is missing"),
        ('["2021"]', "[]", "functions[1].editions: is empty"),
        ('["2021"]', '["2020"]', "functions[1].editions[0]: Invalid enum value '2020'"),
        (
            '["decay_lr"]',
            '["random_mini_batches"]',
            "functions[1]: 'random_mini_batches' is already a name of",
        ),
        ('["decay_lr"]', '["a-b"]', "functions[1]: 'a-b' is no Python name"),
        ("optional_arguments = 1", "optional_arguments = -1", "optional_arguments: is -1"),
        (
            "call_wall_s = 7",
            "call_walls = 7",
            "limits: unknown key 'call_walls': did you mean 'call_wall_s'?",
        ),
        ("call_wall_s = 7", "call_wall_s = 0", "limits.call_wall_s: is 0.0, should be greater than 0"),
    ],
)
def test_broken_assignment(root: Path, old: str, new: str, says: str) -> None:
    """Each way of breaking assignment.toml is one line that names the file and the key."""
    assert old in GOOD
    write(root, "assignments/optimization/assignment.toml", GOOD.replace(old, new, 1))
    with pytest.raises(CourseError) as caught:
        load_assignment(root, "optimization")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    if "does not exist" not in says:
        assert str(caught.value).startswith("assignments/optimization/assignment.toml: ")


def test_no_functions(root: Path) -> None:
    """An assignment that grades nothing is broken."""
    text = GOOD.partition("[[functions]]")[0] + "functions = []\n"
    write(root, "assignments/optimization/assignment.toml", text)
    with pytest.raises(CourseError, match="functions: is empty"):
        load_assignment(root, "optimization")


@pytest.mark.parametrize(
    "relative",
    [
        "assignments/optimization/helpers/opt_utils.py",
        "test_specs/test_optimization.py",
        "reference/optimization.py",
    ],
)
def test_broken_module(root: Path, relative: str) -> None:
    """A helper, spec or reference that does not compile or is no text stops before student code runs."""
    write(root, relative, "def f(:\n")
    with pytest.raises(CourseError, match=f"{relative}: does not compile"):
        load_assignment(root, "optimization")
    (root / relative).write_bytes(b"x = '\xff'\n")
    with pytest.raises(CourseError, match=f"{relative}: is not UTF-8 text"):
        load_assignment(root, "optimization")


@pytest.mark.parametrize(
    ("relative", "changes"),
    [
        ("assignments/optimization/assignment.toml", True),
        ("assignments/optimization/helpers/testCases.py", True),
        ("test_specs/test_optimization.py", True),
        ("test_specs/strategies.py", True),
        ("reference/optimization.py", True),
        ("reference/optimization_misconceptions.py", True),
        ("test_specs/test_initialization.py", False),
        ("assignments/optimization/examples/perfect.py", False),
    ],
)
def test_digest_covers_what_can_change_a_grade(root: Path, relative: str, changes: bool) -> None:
    """The digest follows the assignment's own files and the shared ones, and nothing else."""
    before = load_assignment(root, "optimization").sha256
    path = root / relative
    write(root, relative, (path.read_text() if path.exists() else "") + "\n# changed\n")
    assert (load_assignment(root, "optimization").sha256 != before) is changes


def test_a_bundle_needs_no_reference(root: Path) -> None:
    """Where reference/ is absent altogether, the assignment still loads."""
    for path in (root / "reference").iterdir():
        path.unlink()
    (root / "reference").rmdir()
    assert load_assignment(root, "optimization").reference_modules == ("optimization",)


def test_find_course_root(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given, found on the way up, or a line that says what a course is."""
    assert find_course_root(root) == root.resolve()
    monkeypatch.chdir(root / "assignments" / "optimization")
    assert find_course_root(None) == root.resolve()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    with pytest.raises(UsageError, match=r"is no course: it needs the folders assignments/ and test_specs/"):
        find_course_root(elsewhere)
    monkeypatch.chdir(elsewhere)
    with pytest.raises(UsageError, match=r"no course in .* or above it"):
        find_course_root(None)


@pytest.mark.parametrize(
    ("defined", "slug"),
    [
        (["random_mini_batches", "helper"], "optimization"),
        (["decay_lr"], "optimization"),
        (["initialize_parameters_he", "model"], "initialization"),
        (["initialize_parameters_he", "update_lr"], "initialization"),
        (["initialize_parameters_he", "update_lr", "random_mini_batches"], "optimization"),
        (["model"], None),
        ([], None),
    ],
)
def test_looks_like(root: Path, defined: list[str], slug: str | None) -> None:
    """The most graded names decide, then the larger share; nothing found is None."""
    assert looks_like(defined, list_assignments(root)) == slug


def test_looks_like_a_tie_is_none(root: Path) -> None:
    """Two assignments that match alike give no answer rather than a wrong one."""
    assignment = load_assignment(root, "optimization")
    assert looks_like(["update_lr"], [assignment, assignment]) is None
