"""The course root and its assignments, read from assignment.toml and checked before any student code runs.

Owns where things lie in a course folder. Imports no spec, no reference and no helper: it reads their text, so that the
digest covers everything that can change a grade.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from grader.assignment_file import GradedFunction, did_you_mean, read_assignment_file
from grader.errors import CourseError, UsageError
from grader.sandbox.base import Limits

__all__ = [
    "Assignment",
    "assignment_slugs",
    "find_course_root",
    "list_assignments",
    "load_assignment",
    "looks_like",
]

_SLUG = re.compile(r"[a-z][a-z0-9_]*\Z")


class Assignment(msgspec.Struct, frozen=True):
    """A released unit: what is graded, for how many points, by which specs and with which helper modules.

    Attributes
    ----------
    root, folder : Path
        The course root, and the assignment's own folder in it.
    spec_paths : tuple of Path
        The spec modules, in the order in which assignment.toml names them.
    reference_modules : tuple of str
        Names of modules in reference/; the folder may be absent in a bundle for students.
    helpers : dict of str to str
        Module name → source text, importable by student code.
    prelude : tuple of str
        The helpers whose public names are there before the first cell.
    sha256 : str
        Over assignment.toml, helpers, specs, strategies and references: all that can change a grade.
    """

    slug: str
    title: str
    week: int
    topics: tuple[str, ...]
    root: Path
    folder: Path
    functions: tuple[GradedFunction, ...]
    spec_paths: tuple[Path, ...]
    reference_modules: tuple[str, ...]
    helpers: dict[str, str]
    prelude: tuple[str, ...]
    image: Literal["numpy", "tensorflow"]
    limits: Limits
    sha256: str

    @property
    def names(self) -> frozenset[str]:
        """Every name under which a graded function may be defined, aliases included."""
        return frozenset(name for f in self.functions for name in (f.name, *f.aliases))

    def functions_for(self, edition: str | None) -> tuple[GradedFunction, ...]:
        """The graded functions that an edition has; all of them for None."""
        return tuple(f for f in self.functions if edition is None or edition in f.editions)


def find_course_root(start: Path | None = None) -> Path:
    """Find the folder that holds assignments/ and test_specs/.

    Parameters
    ----------
    start : Path, optional
        The course root itself. Without it, the working directory and the folders above it are tried.

    Raises
    ------
    UsageError
        When the given folder is none, or no folder on the way up is one.
    """
    if start is not None:
        if not _is_course_root(start):
            raise UsageError(f"{start} is no course: it needs the folders assignments/ and test_specs/")
        return start.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if _is_course_root(folder):
            return folder
    raise UsageError(
        f"no course in {here} or above it: run from a folder that holds assignments/ and test_specs/, "
        "or name one with --course"
    )


def _is_course_root(folder: Path) -> bool:
    return (folder / "assignments").is_dir() and (folder / "test_specs").is_dir()


def assignment_slugs(root: Path) -> tuple[str, ...]:
    """The slugs of the course's assignments, sorted; their files are not opened."""
    folder = root / "assignments"
    return tuple(sorted(p.parent.name for p in folder.glob("*/assignment.toml") if _SLUG.match(p.parent.name)))


def list_assignments(root: Path) -> tuple[Assignment, ...]:
    """Load every assignment of the course, by week and slug. Raises CourseError at the first broken one."""
    loaded = (load_assignment(root, slug) for slug in assignment_slugs(root))
    return tuple(sorted(loaded, key=lambda assignment: (assignment.week, assignment.slug)))


def load_assignment(root: Path, slug: str) -> Assignment:
    """Load and check one assignment.

    Raises
    ------
    UsageError
        When the course has no such assignment; the message names a similar one.
    CourseError
        When its assignment.toml, a helper, a spec or a reference is broken or absent; the message names
        file and key.
    """
    known = assignment_slugs(root)
    if slug not in known:
        if slug == Path(slug).name and (root / "assignments" / slug / "assignment.toml").is_file():
            raise CourseError(
                f"assignments/{slug}: is no slug: rename the folder; small letters, digits and _ after a first letter"
            )
        every = f": choose from {', '.join(known)}" if known else ": the course has none"
        raise UsageError(f"unknown assignment {slug!r}{did_you_mean(slug, known) or every}")
    folder = root / "assignments" / slug
    path = folder / "assignment.toml"
    file = read_assignment_file(path, slug, path.relative_to(root).as_posix())
    helpers = {name: _python(root, folder / "helpers" / f"{name}.py", "helpers") for name in file.helpers}
    spec_paths = tuple(root / "test_specs" / f"{name}.py" for name in file.spec)
    digest = hashlib.sha256()
    _add(digest, "assignment.toml", _text(root, path))
    for name, source in helpers.items():
        _add(digest, f"helpers/{name}", source)
    for spec in spec_paths:
        _add(digest, f"test_specs/{spec.name}", _python(root, spec, "spec"))
    for relative, source in _shared_sources(root, file.reference):
        _add(digest, relative, source)
    return Assignment(
        slug=file.slug,
        title=file.title,
        week=file.week,
        topics=file.topics,
        root=root,
        folder=folder,
        functions=file.functions,
        spec_paths=spec_paths,
        reference_modules=file.reference,
        helpers=helpers,
        prelude=file.prelude,
        image=file.image,
        limits=file.limits,
        sha256=digest.hexdigest(),
    )


def looks_like(defined: Iterable[str], assignments: Sequence[Assignment]) -> str | None:
    """The slug of the assignment of which a submission seems to be, by the graded names that it defines.

    The most names win, then the larger share of the assignment's names. None when nothing matches or two
    assignments match alike.
    """
    names = frozenset(defined)
    scores = []
    for assignment in assignments:
        found = sum(not names.isdisjoint((f.name, *f.aliases)) for f in assignment.functions)
        if found:
            scores.append((found, found / len(assignment.functions), assignment.slug))
    scores.sort(reverse=True)
    if not scores or (len(scores) > 1 and scores[0][:2] == scores[1][:2]):
        return None
    return scores[0][2]


def _shared_sources(root: Path, reference: Sequence[str]) -> list[tuple[str, str]]:
    """The modules that specs share and, unless this is a bundle without solutions, the references."""
    paths = sorted(p for p in (root / "test_specs").glob("*.py") if not p.name.startswith("test_"))
    if (root / "reference").is_dir():
        for name in reference:
            _python(root, root / "reference" / f"{name}.py", "reference")
            paths += [root / "reference" / f"{name}{end}.py" for end in ("", "_misconceptions")]
        paths += [root / "reference" / f"{name}.py" for name in ("catalogue", "tensors")]
    return [(p.relative_to(root).as_posix(), _text(root, p)) for p in paths if p.is_file()]


def _text(root: Path, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise CourseError(f"{path.relative_to(root).as_posix()}: is not UTF-8 text") from None
    except OSError as error:
        raise CourseError(f"{path.relative_to(root).as_posix()}: can't be read: {error.strerror}") from None


def _python(root: Path, path: Path, key: str) -> str:
    """The text of a module of ours that assignment.toml names under `key`; it has to compile."""
    shown = path.relative_to(root).as_posix()
    if not path.is_file():
        raise CourseError(f"{shown}: does not exist, but is named under {key!r} in assignment.toml")
    source = _text(root, path)
    try:
        compile(source, shown, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise CourseError(f"{shown}: does not compile: {error}") from None
    return source


def _add(digest: hashlib._Hash, name: str, source: str) -> None:
    """Length-prefixed, so that no two sets of files run together into the same bytes."""
    for part in (name.encode(), source.encode()):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
