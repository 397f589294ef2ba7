"""Case packs on disk: read back as drawn, drawn anew when anything changed, never a reason to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import packs
from grader.course import load_assignment
from grader.errors import SpecError
from grader.packs import draw_pack, load_packs, pack_path
from grader.recording import read_pack, write_pack
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


def test_unwritable_cache_costs_only_time(tmp_path: Path) -> None:
    """Without a usable cache folder the pack is drawn at each start, and written nowhere else."""
    (tmp_path / "file").write_text("no folder")
    tiny = write_tiny_course(tmp_path / "course")
    before = set(tmp_path.iterdir())
    assert load_packs(tiny, 0, "check", tmp_path / "file" / "packs").mode == "check"
    assert set(tmp_path.iterdir()) == before


def test_what_draws_and_answers_has_its_own_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update of Hypothesis or NumPy a run meets the cases that any other machine with them draws."""
    tiny = write_tiny_course(tmp_path)
    before = pack_path(tiny, 0, "grade")
    for module in (packs.hypothesis, packs.np):
        with monkeypatch.context() as patch:
            patch.setattr(module, "__version__", "9.9.9")
            assert pack_path(tiny, 0, "grade") != before
    assert pack_path(tiny, 0, "grade") == before


@pytest.mark.parametrize("name", ["structre", "scaled", "value"])
def test_required_checks_must_be_earlier_ones(tmp_path: Path, name: str) -> None:
    """A misspelt name would gate nothing, a later one would break every grading."""
    right = SPEC.replace('@check("halve", points=6,', '@check("halve", requires=["structure"], points=6,')
    assert draw_pack(write_tiny_course(tmp_path / "right", spec=right), 0, "grade")
    wrong = write_tiny_course(tmp_path / "wrong", spec=right.replace('["structure"]', f'["{name}"]'))
    with pytest.raises(SpecError, match=f"requires '{name}', which is no earlier check of halve"):
        draw_pack(wrong, 0, "grade")


def test_two_answers_to_one_question_are_refused(tmp_path: Path) -> None:
    """Functions look all alike to the recording: two of them in one case would later get the answer of the last."""
    for factor, refused in ((3.0, False), (4.0, True)):
        asked = f"expected(x, lambda a: 3.0 * a); expected(x, lambda a: {factor} * a)"
        spec = SPEC.replace("assert_close(subject.halve(x), expected(x))", asked)
        tiny = write_tiny_course(tmp_path / str(factor), spec=spec)
        path = tiny.root / "reference" / "tiny.py"
        path.write_text(path.read_text().replace("halve(x):", "halve(x, f=None):").replace("x / 2", "f(x) if f else x"))
        if refused:
            with pytest.raises(SpecError, match=r"asks expected\(halve\) twice in a case, with different answers"):
                draw_pack(tiny, 0, "grade")
        else:
            assert draw_pack(tiny, 0, "grade")
