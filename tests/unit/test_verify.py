"""The quality gate: a good spec passes it, and each kind of bad spec is caught by its own figure."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from grader.cli_verify import HANDFUL, parts_of, verify_course
from grader.errors import HarnessError, SpecError
from grader.library import equivalents
from grader.model import FunctionQuality, Quality
from grader.sandbox.process import ProcessSandbox
from grader.verify import Plan, merge, verify
from grader.verify_pool import Part, measured
from tests.unit.tiny_course import SPEC, write_tiny_course

RIGHT = {
    "halve": ["x / 2", "x * 0.5", "x - x / 2"],
    "scale": ["x * factor", "factor * x", "x + x * (factor - 1)"],
}
EQUIVALENTS = """
[[mutant]]
assignment = "tiny"
function = "scale"
change = "return x * factor: nothing → something"
reason = "an example"
"""


def shelves(root: Path) -> None:
    """Right and wrong solutions of both functions."""
    for name, forms in RIGHT.items():
        arguments = "x" if name == "halve" else "x, factor"
        result = '{{"half": {}}}' if name == "halve" else "{}"
        right = [
            f"# %% form {i}\ndef {name}({arguments}):\n    return {result.format(f)}\n" for i, f in enumerate(forms)
        ]
        wrong = [
            f"# %% zero: echo\ndef {name}({arguments}):\n    return {result.format('x')}\n",
            f"# %% shifted\ndef {name}({arguments}):\n    return {result.format(forms[0] + ' + 1')}\n",
            f"# %% zero: nothing\ndef {name}({arguments}):\n    return None\n",
            f"# %% zero: loops\ndef {name}({arguments}):\n    while True:\n        pass\n",
        ]
        for shelf, sections in (("alternatives", right), ("wrong", wrong)):
            path = root / "reference" / shelf / "tiny" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(sections))


@pytest.fixture
def sandbox() -> Iterator[ProcessSandbox]:
    box = ProcessSandbox()
    yield box
    box.close()


def measure(root: Path, sandbox: ProcessSandbox, spec: str = SPEC, **plan: object) -> dict[str, FunctionQuality]:
    tiny = write_tiny_course(root, spec=spec)
    shelves(root)
    quality = verify(tiny, sandbox, Plan(**{"seeds": 2, **plan}))  # type: ignore[arg-type]
    return {f.name: f for f in quality.functions}


def covered(part: Part) -> range:
    """The seeds of a part."""
    return range(part.plan.first, part.plan.first + part.plan.seeds)


def test_a_good_spec_is_through_the_gate(tmp_path: Path, sandbox: ProcessSandbox) -> None:
    """All figures hold, each having tried something."""
    found = measure(tmp_path, sandbox)
    halve = found["halve"]
    assert halve.passed, halve
    assert (halve.misconceptions.total, halve.kills.total, halve.zeros.total, halve.wrong.total) == (3, 4, 3, 1)
    assert halve.alternatives.total == 3 + 1
    assert halve.seeds.good == 2
    assert halve.mutants.total >= 2
    assert Quality("tiny", tuple(found.values())).passed == found["scale"].passed


@pytest.mark.parametrize(
    ("old", "new", "function", "figure"),
    [
        ("assert_close(subject.halve(x), expected(x))", "subject.halve(x)", "halve", "misconceptions"),
        ("assert_close(subject.halve(x), expected(x))", "subject.halve(x)", "halve", "zeros"),
        ("assert_close(subject.halve(x), expected(x))", "subject.halve(x)", "halve", "wrong"),
        ("assert_close(subject.halve(x), expected(x))", "subject.halve(x)", "halve", "kills"),
        ("assert_close(subject.halve(x), expected(x))", "subject.halve(x)", "halve", "mutants"),
        (
            "assert_close(subject.halve(x), expected(x))",
            "assert (subject.halve(x)['half'] == expected(x)['half']).all() and x.sum() < 1e9 and "
            "subject.halve(x)['half'].tobytes() == (x / 2).tobytes() and not (x - x / 2 - x / 2).any()",
            "halve",
            None,
        ),
        ('kills=["halve.doubles"', 'kills=["halve.unheard_of"', "halve", "kills"),
    ],
)
def test_a_bad_spec_is_caught(
    tmp_path: Path, sandbox: ProcessSandbox, old: str, new: str, function: str, figure: str | None
) -> None:
    """A check that looks at nothing lets all kinds of wrong answers through, and each figure says so."""
    quality = measure(tmp_path, sandbox, SPEC.replace(old, new), seeds=1)[function]
    if figure is None:
        assert quality.passed, quality
    else:
        assert getattr(quality, figure).failures
        assert not quality.passed


def test_a_spec_that_its_reference_fails_is_an_error(tmp_path: Path, sandbox: ProcessSandbox) -> None:
    """What the reference itself does not give may not be asked of students."""
    strict = SPEC.replace(
        "assert_close(subject.halve(x), expected(x))",
        "assert_close(subject.halve(x), expected(x))\n    assert len(subject.halve(x)) > 1",
    )
    write_tiny_course(tmp_path, spec=strict)
    with pytest.raises(SpecError, match="the reference itself does not pass"):
        measure(tmp_path, sandbox, strict)


def test_checks_that_nothing_fails_are_named(tmp_path: Path, sandbox: ProcessSandbox) -> None:
    """A check that has never been seen to fail proves nothing."""
    spec = SPEC + '\n\n@check("halve")\ndef test_idle(subject):\n    """Nothing is asked here."""\n'
    assert measure(tmp_path, sandbox, spec, seeds=1)["halve"].unfailed == ("halve.idle",)


def test_declared_equivalents_need_a_reason(tmp_path: Path) -> None:
    """An equivalent mutant is left out of the figure only with its reason."""
    tiny = write_tiny_course(tmp_path)
    assert equivalents(tiny) == ()
    path = tmp_path / "reference" / "equivalents.toml"
    path.write_text(EQUIVALENTS)
    assert [(m.function, m.change) for m in equivalents(tiny)] == [("scale", "return x * factor: nothing → something")]
    other = EQUIVALENTS.replace('"tiny"', '"other"')
    path.write_text(other)
    assert equivalents(tiny) == ()
    for broken in (
        EQUIVALENTS.replace("an example", " "),
        EQUIVALENTS + 'colour = "red"',
        EQUIVALENTS + EQUIVALENTS,
        "[[mutant",
    ):
        path.write_text(broken)
        with pytest.raises(SpecError):
            equivalents(tiny)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("return x * factor: nothing → something", "there is no such mutant: return x * factor: nothing → something"),
        ("return x * factor: x * factor → Div", "no equivalent: return x * factor: x * factor → Div: "),
    ],
)
def test_declared_equivalents_must_hold(tmp_path: Path, sandbox: ProcessSandbox, change: str, says: str) -> None:
    """A declaration that the reference has outgrown, or that was never true, is told."""
    write_tiny_course(tmp_path)
    declared = EQUIVALENTS.replace("return x * factor: nothing → something", change)
    (tmp_path / "reference" / "equivalents.toml").write_text(declared)
    scale = measure(tmp_path, sandbox, seeds=1)["scale"]
    assert not scale.passed
    assert [f.startswith(says) for f in scale.equivalents.failures] == [True]


def test_parts_add_up_to_the_whole(tmp_path: Path, sandbox: ProcessSandbox) -> None:
    """Cut into seed 0 of each function and handfuls of seeds, a plan measures what it measures in one piece."""
    tiny = write_tiny_course(tmp_path)
    shelves(tmp_path)
    plan = Plan(seeds=HANDFUL + 3)
    parts = parts_of("tiny", ["halve", "scale"], plan)
    seeds = [s for p in parts if p.plan.functions in ((), ("halve",)) for s in covered(p)]
    assert seeds == list(range(plan.seeds))
    whole = verify(tiny, sandbox, plan).functions
    pieces = [f for p in parts for f in verify(tiny, sandbox, p.plan).functions]
    for f in whole:
        assert merge([piece for piece in pieces if piece.name == f.name]) == f


@pytest.mark.slow
def test_workers_end_with_the_measuring(tmp_path: Path) -> None:
    """Whoever stops listening leaves no process behind, and neither does a spec that can't be drawn from."""
    tiny = write_tiny_course(tmp_path)
    parts = parts_of("tiny", [f.name for f in tiny.functions], Plan(seeds=40, mutants=False))
    with closing(measured(tmp_path, parts, 2)) as results:
        part, quality = next(results)
        assert [f.name for f in quality.functions] == list(part.plan.functions)
        assert len(multiprocessing.active_children()) == 2
    assert multiprocessing.active_children() == []
    write_tiny_course(tmp_path, spec=SPEC.replace("expected(x))", "expected(x + 1))"))
    with pytest.raises(SpecError, match="the reference itself does not pass"):
        list(measured(tmp_path, parts, 2))
    assert multiprocessing.active_children() == []


def test_a_worker_that_dies_is_an_error(tmp_path: Path) -> None:
    """Not a wait for ever: here a reference that takes the process with it."""
    tiny = write_tiny_course(tmp_path)
    path = tmp_path / "reference" / "tiny.py"
    path.write_text(path.read_text() + "\nimport os\nos._exit(7)\n")
    with pytest.raises(HarnessError, match=r"ended \(exit 7\)"):
        list(measured(tmp_path, parts_of("tiny", [tiny.functions[0].name], Plan(seeds=1)), 1))


@pytest.mark.slow
def test_the_command_writes_a_table_json_and_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The figures are printed, and written where they were asked for."""
    measure_root = tmp_path / "course"
    write_tiny_course(measure_root)
    shelves(measure_root)
    passed = verify_course(
        ["tiny"],
        course=measure_root,
        plan=Plan(seeds=1),
        jobs=2,
        json=tmp_path / "q.json",
        html=tmp_path / "q.html",
    )
    shown = capsys.readouterr()
    assert "[2/2] verifying tiny" in shown.err
    assert "halve" in shown.out
    assert ("failed" in shown.out) == (not passed)
    assert '"assignment": "tiny"' in (tmp_path / "q.json").read_text()
    assert "<td>passed</td>" in (tmp_path / "q.html").read_text()
