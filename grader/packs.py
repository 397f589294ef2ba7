"""Get the case pack of an assignment: from the cache, or drawn now.

Owns where packs are kept and when one is out of date. Drawing itself is `grader.cases`.
"""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import hypothesis
import numpy as np
import platformdirs

from grader import __version__
from grader.cases import draw_recording
from grader.course import Assignment
from grader.diagnose import record_diagnosis
from grader.errors import SpecError
from grader.local import CallableSession, load_misconceptions, load_reference
from grader.pytest_plugin import CheckItem, with_checks
from grader.recording import PACK_VERSION, Mode, Pack, Recording, read_pack, stream_key, write_pack

__all__ = ["default_cache", "draw_from", "draw_pack", "load_packs", "pack_path"]


def default_cache() -> Path:
    """The user's cache folder for packs."""
    return Path(platformdirs.user_cache_dir("dnn-grader", appauthor=False)) / "packs"


def pack_path(assignment: Assignment, seed: int, mode: Mode, cache: Path | None = None) -> Path:
    """Where a pack is kept; the name changes with the seed, the course, and all that draws and answers the cases."""
    drawn_by = f"{__version__}-hypothesis{hypothesis.__version__}-numpy{np.__version__}-v{PACK_VERSION}"
    return (cache or default_cache()) / f"{assignment.slug}-{mode}-{seed}-{assignment.sha256[:16]}-{drawn_by}.pack"


def load_packs(
    assignment: Assignment,
    seed: int,
    mode: Mode,
    cache: Path | None = None,
    *,
    on_draw: Callable[[], None] | None = None,
) -> Pack:
    """The pack of an assignment for a seed: read when it is there, else drawn and stored.

    A cache that can't be written costs only time. `on_draw` is called before a pack is drawn.

    Raises
    ------
    SpecError
        When a spec, the reference or assignment.toml's points don't fit together.
    """
    path = pack_path(assignment, seed, mode, cache)
    pack = read_pack(path)
    if pack is not None and (pack.course_sha256, pack.seed, pack.mode) == (assignment.sha256, seed, mode):
        return pack
    if on_draw is not None:
        on_draw()
    pack = draw_pack(assignment, seed, mode)
    with contextlib.suppress(OSError):
        write_pack(path, pack)
    return pack


def draw_pack(assignment: Assignment, seed: int, mode: Mode) -> Pack:
    """Draw every check's cases from the reference, which must pass them all.

    Raises
    ------
    SpecError
        As `load_packs`.
    """
    packs: list[Pack] = []
    with_checks(assignment, lambda items: packs.append(draw_from(items, assignment, seed, mode)))
    return packs[0]


def draw_from(
    items: Sequence[CheckItem],
    assignment: Assignment,
    seed: int,
    mode: Mode,
    *,
    diagnosis: bool = True,
    only: Collection[str] = (),
) -> Pack:
    """Draw the pack for the collected checks of an open session.

    Without `diagnosis` no hint can be found later; with `only`, other functions have no cases.

    Raises
    ------
    SpecError
        As `load_packs`.
    """
    _require_consistent(assignment, items)
    reference = load_reference(assignment)
    session = CallableSession(reference)
    misconceptions = load_misconceptions(assignment)
    recordings: dict[str, Recording] = {}
    by_function: dict[str, list[Recording]] = {}
    for item in items:
        if (mode == "check" and item.stream == "hidden") or (only and item.spec.function not in only):
            continue
        recording = draw_recording(assignment, item.spec, session, seed=seed, mode=mode, stream=item.stream)
        recordings[stream_key(item.spec, item.stream)] = recording
        by_function.setdefault(item.spec.function, []).append(recording)
    told = (
        {name: record_diagnosis(name, found, session, misconceptions) for name, found in by_function.items()}
        if diagnosis
        else {}
    )
    return Pack(
        version=PACK_VERSION,
        assignment=assignment.slug,
        course_sha256=assignment.sha256,
        seed=seed,
        mode=mode,
        recordings=recordings,
        diagnosis=told,
        hints={m.id: m.hint for m in misconceptions},
        signatures={f.name: tuple(inspect.signature(reference[f.name]).parameters) for f in assignment.functions},
    )


def _require_consistent(assignment: Assignment, items: Sequence[CheckItem]) -> None:
    """Points and names of the spec must be those of assignment.toml."""
    known = {f.name: f.points for f in assignment.functions}
    sums = dict.fromkeys(known, 0.0)
    seen: set[str] = set()
    _require_ladders(items)
    for item in items:
        if item.spec.function not in known:
            raise SpecError(f"check {item.check_id}: assignment.toml of {assignment.slug} has no such function")
        if item.check_id in seen:
            raise SpecError(f"two checks are called {item.check_id}; a test's name must be unique")
        seen.add(item.check_id)
        sums[item.spec.function] += item.points
    for name, points in known.items():
        if abs(sums[name] - points) > 1e-9:
            raise SpecError(
                f"{assignment.slug}: the checks of {name} carry {sums[name]:g} points, assignment.toml says {points:g}"
            )


def _require_ladders(items: Sequence[CheckItem]) -> None:
    """What a check requires must be an earlier check of its function: a misspelt one would gate nothing."""
    earlier: dict[str, set[str]] = {}
    for item in items:
        spec, below = item.spec, earlier.setdefault(item.spec.function, set())
        for name in spec.requires or ():
            if name not in below:
                raise SpecError(
                    f"check {item.check_id} requires {name!r}, which is no earlier check of {spec.function}"
                )
        if item.stream == "hidden" or not spec.points:
            below.add(spec.name)
