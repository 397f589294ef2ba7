"""Case packs on disk: read back as drawn, drawn anew when anything changed, never a reason to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import packs
from grader.cases import read_pack, write_pack
from grader.course import load_assignment
from grader.packs import draw_pack, load_packs, pack_path
from tests.unit.tiny_course import SPEC, write_tiny_course


def test_drawn_once_then_read(tmp_path: Path) -> None:
    """The second time nothing is drawn, and the pack is the same."""
    tiny = write_tiny_course(tmp_path / "course")
    drawn: list[str] = []
    first = load_packs(tiny, 0, "grade", tmp_path / "cache", on_draw=lambda: drawn.append("x"))
    second = load_packs(tiny, 0, "grade", tmp_path / "cache", on_draw=lambda: drawn.append("x"))
    assert first == second == draw_pack(tiny, 0, "grade")
    assert drawn == ["x"]


def test_seed_mode_and_course_each_have_their_pack(tmp_path: Path) -> None:
    """No pack is taken for another's."""
    tiny = write_tiny_course(tmp_path / "course")
    before = {pack_path(tiny, s, m) for s in (0, 1) for m in ("grade", "check")}
    (tiny.root / "test_specs" / "test_tiny.py").write_text(SPEC + "\n# changed\n")
    changed = load_assignment(tiny.root, "tiny")
    assert len(before | {pack_path(changed, 0, "grade")}) == 5
    kwargs = [
        {
            c.kwargs
            for k, r in draw_pack(tiny, seed, mode).recordings.items()
            if k == "halve.value/public"
            for c in r.cases
        }
        for seed, mode in ((0, "grade"), (1, "grade"), (0, "check"))
    ]
    for i, a in enumerate(kwargs):
        for b in kwargs[i + 1 :]:
            assert len(a & b) <= 1, "only the simplest example may coincide"


def test_hidden_cases_are_never_public_ones(tmp_path: Path) -> None:
    """The simplest example belongs to the public stream of grading alone."""
    recordings = draw_pack(write_tiny_course(tmp_path), 0, "grade").recordings
    public, hidden = ({c.kwargs for c in recordings[f"halve.value/{s}"].cases} for s in ("public", "hidden"))
    assert len(hidden) >= 10
    assert not public & hidden


@pytest.mark.parametrize("damage", [b"", b"\x00" * 100, None])
def test_damaged_packs_are_drawn_again(tmp_path: Path, damage: bytes | None) -> None:
    """A truncated or foreign file costs time, not a run."""
    tiny = write_tiny_course(tmp_path / "course")
    path = pack_path(tiny, 0, "grade", tmp_path)
    write_pack(path, draw_pack(tiny, 0, "grade"))
    path.write_bytes(path.read_bytes()[:-7] if damage is None else damage)
    assert read_pack(path) is None
    assert load_packs(tiny, 0, "grade", tmp_path).seed == 0
    assert read_pack(path) is not None
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_unwritable_cache_falls_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a usable cache folder the packs go to the temporary one."""
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(packs, "default_cache", lambda: tmp_path / "file" / "packs")
    monkeypatch.setattr(packs.tempfile, "gettempdir", lambda: str(tmp_path))
    assert load_packs(write_tiny_course(tmp_path / "course"), 0, "check").mode == "check"
    assert list((tmp_path / "dnn-grader-packs").glob("*.pack"))
