"""The engine, from a submission to a report, on a tiny course and real student processes."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from grader import judge
from grader.counterexample import format_value
from grader.course import Assignment
from grader.engine import grade_submissions
from grader.errors import SandboxBrokenError, SandboxUnavailableError, SpecError
from grader.model import Outcome, Report, Submission, SubmissionInfo
from grader.packs import draw_pack
from grader.recording import Pack
from grader.results import Options, harness_report, rejected_report
from grader.sandbox.base import Limits, SandboxInfo, Session
from grader.sandbox.process import ProcessSandbox
from grader.wire import codec
from tests.unit.tiny_course import SPEC, problem, submission, write_tiny_course

RIGHT = """
def halve(x):
    return {"half": x * 0.5}

def scale(x, factor):
    return factor * x
"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return write_tiny_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def pack(tiny: Assignment) -> Pack:
    return draw_pack(tiny, 0, "grade")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ProcessSandbox]:
    box = ProcessSandbox()
    yield box
    box.close()


def grade(tiny: Assignment, pack: Pack, box: object, work: Submission, **options: object) -> Report:
    reports: list[Report] = []
    grade_submissions(
        tiny,
        [work],
        box,
        pack,
        Options(**options),
        lambda _, r: reports.append(r),  # type: ignore[arg-type]
    )
    return reports[0]


def outcomes(report: Report) -> dict[str, str]:
    return {c.id: c.outcome.value for f in report.functions for c in f.checks}


def test_right_answers_get_full_marks(tiny: Assignment, pack: Pack, sandbox: ProcessSandbox) -> None:
    """A correct submission passes every check and gets all points."""
    report = grade(tiny, pack, sandbox, submission(RIGHT))
    assert (report.status, report.score, report.max_score) == ("graded", 10.0, 10.0)
    assert set(outcomes(report).values()) == {"passed"}
    assert report.provenance.sandbox == "process"


def test_the_report_survives_json(tiny: Assignment, pack: Pack, sandbox: ProcessSandbox) -> None:
    """result.json read back is the same report."""
    report = grade(tiny, pack, sandbox, submission(RIGHT.replace("0.5", "2")))
    assert Report.from_json(report.to_json()) == report


def test_misconception_is_named_and_the_case_is_small(tiny: Assignment, pack: Pack, sandbox: ProcessSandbox) -> None:
    """A known wrong variant gets its hint, no points, and a counterexample shrunk to one row."""
    report = grade(tiny, pack, sandbox, submission(RIGHT.replace("x * 0.5", "x * 2")))
    value = next(c for f in report.functions for c in f.checks if c.id == "halve.value.public")
    assert value.outcome is Outcome.FAILED
    assert value.misconception == "halve.doubles"
    assert "multiply by 2" in value.hint
    assert value.counterexample is not None
    assert value.counterexample.shrunk
    assert value.counterexample.inputs["x"].count("[") == 2, value.counterexample
    assert outcomes(report)["halve.value"] == "skipped"
    assert report.score == 4.0


@pytest.mark.parametrize(("budget", "seconds"), [("SHRINK_S", 0.4), ("ALL_SHRINKING_S", 0.0)])
def test_out_of_time_the_recorded_case_is_shown(
    tiny: Assignment,
    pack: Pack,
    sandbox: ProcessSandbox,
    monkeypatch: pytest.MonkeyPatch,
    budget: str,
    seconds: float,
) -> None:
    """A case half shrunk would differ from one machine to the next; and shrinking leaves the checks their time."""
    monkeypatch.setattr(judge, budget, seconds)
    slow = "import time\n" + RIGHT.replace('return {"half"', 'time.sleep(0.1); return {"half"')
    slow = slow.replace("x * 0.5", "x * (2 if len(x) > 1 else 0.5)")
    report = grade(tiny, pack, sandbox, submission(slow))
    value = next(c for f in report.functions for c in f.checks if c.id == "halve.value.public")
    assert value.outcome is Outcome.FAILED
    assert value.counterexample is not None
    assert not value.counterexample.shrunk
    recorded = {c.kwargs for c in pack.recordings["halve.value/public"].cases}
    shown = {format_value(codec.decode(kwargs)["x"]) for kwargs in recorded}
    assert value.counterexample.inputs["x"] in shown


def test_input_that_breaks_the_reference_costs_nobody_a_verdict(tmp_path: Path, sandbox: ProcessSandbox) -> None:
    """Shrinking may try what was never drawn; that the reference can't answer it is not the submission's affair."""
    course = write_tiny_course(tmp_path)
    path = course.root / "reference" / "tiny.py"
    two_rows = "if len(x) == 2 and abs(x[0, 0] - 1.2573022) < 1e-6: raise ValueError('not this one')\n    "
    path.write_text(path.read_text().replace('return {"half"', two_rows + 'return {"half"'))
    wrong = RIGHT.replace("x * 0.5", "x * (2 if len(x) > 1 else 0.5)")
    report = grade(course, draw_pack(course, 0, "grade"), sandbox, submission(wrong))
    assert (report.status, report.score) == ("graded", 4.0), report.reason
    value = next(c for f in report.functions for c in f.checks if c.id == "halve.value.public")
    assert value.counterexample is not None
    assert value.counterexample.shrunk


TELLS_LARGE = SPEC.replace(
    "    assert_close(subject.halve(x), expected(x))",
    """    try:
        assert_close(subject.halve(x), expected(x))
    except Mismatch as problem:
        problem.misconception = "halve.floor" if len(x) > 2 else "halve.doubles"
        raise""",
).replace("import assert_close", "import Mismatch, assert_close")


def test_shrinking_keeps_the_misconception_that_the_recorded_case_told(tmp_path: Path, sandbox: ProcessSandbox) -> None:
    """On the smallest input several mistakes give the same: the hint is the one that `grader verify` vouches for."""
    course = write_tiny_course(tmp_path, spec=TELLS_LARGE)
    wrong = RIGHT.replace("x * 0.5", "x * (3 if len(x) > 1 else 0.5)")
    report = grade(course, draw_pack(course, 0, "grade"), sandbox, submission(wrong))
    value = next(c for f in report.functions for c in f.checks if c.id == "halve.value.public")
    assert value.counterexample is not None
    assert value.counterexample.shrunk
    assert value.counterexample.inputs["x"].count("[") == 3, "the smallest has two rows, and tells something else"
    assert value.misconception == "halve.floor"


@pytest.mark.parametrize(
    ("body", "check", "outcome"),
    [
        ("return {}", "halve.structure", "failed"),
        ("return None", "halve.structure", "failed"),
        ("return {'half': x}", "halve.value.public", "failed"),
        ("return {'half': x * float('nan')}", "halve.value.public", "failed"),
        ("return nothing", "halve.structure", "error"),
        ("while True: pass", "halve.structure", "timeout"),
        ("import os; os._exit(0)", "halve.structure", "crashed"),
        ("return {'half': print}", "halve.structure", "bad_reply"),
        ("import random; return {'half': x / 2 + __import__('time').perf_counter()}", "halve.value.public", "failed"),
    ],
)
def test_wrong_answers_by_outcome(
    tiny: Assignment, pack: Pack, sandbox: ProcessSandbox, body: str, check: str, outcome: str
) -> None:
    """Each way of being wrong has its own outcome, costs its own function, and leaves the other one graded."""
    source = RIGHT.replace('return {"half": x * 0.5}', body)
    report = grade(tiny, pack, sandbox, submission(source))
    assert outcomes(report)[check] == outcome
    assert (report.status, report.score) == ("graded", 4.0)
    hint = next(c.hint for f in report.functions for c in f.checks if c.id == check)
    assert bool(hint) == (outcome in ("failed", "error")), "a check's hint is about wrong answers, not about none"


def test_answer_that_changes_by_itself_is_called_nondeterministic(
    tiny: Assignment, pack: Pack, sandbox: ProcessSandbox
) -> None:
    """A function that is right only every other time is not right, and the report says why."""
    flip = "global n; n = globals().get('n', 0) + 1\n    return {'half': x / 2 + (n % 3 == 0)}"
    report = grade(tiny, pack, sandbox, submission(RIGHT.replace('return {"half": x * 0.5}', flip)))
    assert outcomes(report)["halve.value.public"] == "nondeterministic"
    assert report.score == 4.0


def test_spec_that_trips_over_a_reply_fails_the_check(tiny: Assignment, pack: Pack, sandbox: ProcessSandbox) -> None:
    """`result.shape` on a string is the student's fault, not ours."""
    report = grade(
        tiny, pack, sandbox, submission(RIGHT.replace("return factor * x", "return 2.0 if x is 1.0 else 2.0"))
    )
    assert outcomes(report)["scale.scaled.public"] == "failed"
    assert report.status == "graded"


def test_missing_broken_and_untouched_functions(tiny: Assignment, pack: Pack, sandbox: ProcessSandbox) -> None:
    """What is not there, does not compile or was not attempted says so, and the rest is graded."""
    only_scale = RIGHT[RIGHT.index("def scale") :]
    assert outcomes(grade(tiny, pack, sandbox, submission(only_scale)))["halve.defined"] == "missing"

    broken = submission(only_scale, problems=(problem(("halve",)),))
    result = grade(tiny, pack, sandbox, broken).functions[0]
    assert result.outcome is Outcome.ERROR
    assert "line 2" in result.checks[0].rationale

    work = submission(RIGHT.replace("x * 0.5", "None"))
    blank = msgspec.structs.replace(work.definitions["halve"], attempted=False)
    untouched = msgspec.structs.replace(work, definitions={**work.definitions, "halve": blank})
    result = grade(tiny, pack, sandbox, untouched).functions[0]
    assert result.outcome is Outcome.NOT_ATTEMPTED
    assert {c.outcome for c in result.checks[1:]} == {Outcome.SKIPPED}


def test_untouched_mark_never_costs_a_right_answer(tiny: Assignment, pack: Pack, sandbox: ProcessSandbox) -> None:
    """A function taken for untouched gets its points when it is right."""
    work = submission(RIGHT)
    blank = msgspec.structs.replace(work.definitions["halve"], attempted=False)
    right = msgspec.structs.replace(work, definitions={**work.definitions, "halve": blank})
    assert grade(tiny, pack, sandbox, right).score == 10.0


def test_alias_and_missing_optional_argument(tiny: Assignment, pack: Pack, sandbox: ProcessSandbox) -> None:
    """An alternative name is found and reported under that name; an optional argument may be absent."""
    source = RIGHT.replace("def scale(", "def rescale(")
    report = grade(tiny, pack, sandbox, submission(source, names=("halve", "rescale")))
    assert [f.name for f in report.functions] == ["halve", "rescale"]
    assert report.score == 10.0


def test_edition_leaves_functions_out(tiny: Assignment, pack: Pack, sandbox: ProcessSandbox) -> None:
    """A function outside the edition is in neither functions nor max_score, by flag or by the template's marks."""
    for work, options in (
        (submission(RIGHT), {"edition": "2017"}),
        (submission(RIGHT, edition="2017"), {}),
    ):
        report = grade(tiny, pack, sandbox, work, **options)
        assert [f.name for f in report.functions] == ["halve"]
        assert (report.score, report.max_score) == (6.0, 6.0)


def test_check_mode_runs_public_checks_on_other_cases(tiny: Assignment, sandbox: ProcessSandbox) -> None:
    """A self-check has no hidden check and shares no case with grading."""
    graded, checked = draw_pack(tiny, 0, "grade"), draw_pack(tiny, 0, "check")
    report = grade(tiny, checked, sandbox, submission(RIGHT.replace("x * 0.5", "x")), mode="check")
    assert all(c.visibility == "public" for f in report.functions for c in f.checks)
    assert outcomes(report)["halve.value.public"] == "failed"
    cases = lambda p: {c.kwargs for k, r in p.recordings.items() for c in r.cases if "value" in k}  # noqa: E731
    drawn_once_each = cases(graded) & cases(checked)
    assert len(drawn_once_each) <= 2, "only the simplest examples may coincide"


class _Broken:
    """A sandbox whose engine dies, `failures` times."""

    name, isolation = "process", "none"

    def __init__(self, box: ProcessSandbox, failures: int, error: type[Exception]) -> None:
        self._box, self._failures, self._error = box, failures, error

    def open(self, limits: Limits) -> Session:
        self._failures -= 1
        if self._failures >= 0:
            raise self._error("the engine went away")
        return self._box.open(limits)

    def info(self) -> SandboxInfo:
        return self._box.info()

    def close(self) -> None: ...


def test_our_fault_is_tried_again_then_not_graded(tiny: Assignment, pack: Pack, sandbox: ProcessSandbox) -> None:
    """One failure of the engine costs nothing, two make the submission not graded: null, never 0."""
    once = grade(tiny, pack, _Broken(sandbox, 1, SandboxBrokenError), submission(RIGHT))
    assert once.score == 10.0
    for failures, error in ((2, SandboxBrokenError), (1, SandboxUnavailableError)):
        lost = grade(tiny, pack, _Broken(sandbox, failures, error), submission(RIGHT))
        assert (lost.status, lost.score) == ("harness_error", None)
        assert lost.reason is not None
        assert "engine went away" in lost.reason


@pytest.mark.parametrize("make", [rejected_report, harness_report])
def test_empty_reports_have_no_score(tiny: Assignment, sandbox: ProcessSandbox, make: object) -> None:
    """Rejected and not graded submissions carry a reason and null."""
    info = SubmissionInfo("a", "a.ipynb", "0" * 64)
    report = make(tiny, info, "no JSON", Options(), sandbox=sandbox)  # type: ignore[operator]
    assert (report.score, report.reason, report.max_score) == (None, "no JSON", 10.0)


def test_one_session_grades_many(tiny: Assignment, pack: Pack, sandbox: ProcessSandbox) -> None:
    """The same submission graded twice in one run gives the same report but for times."""
    reports: list[Report] = []
    work = submission(RIGHT.replace("x * 0.5", "x // 2"))
    grade_submissions(tiny, [work, work], sandbox, pack, Options(), lambda _, r: reports.append(r))
    first, second = (_timeless(r) for r in reports)
    assert first == second


def _timeless(report: Report) -> Report:
    data = msgspec.to_builtins(report)
    data["timing"] = dict.fromkeys(data["timing"], 0.0)
    for f in data["functions"]:
        for c in f["checks"]:
            c["duration_s"] = 0.0
    return msgspec.convert(data, Report)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("import nothing_like_this", "can't be imported"),
        ("", "carry 0 points, assignment.toml says 6"),
        (SPEC.replace("points=6", "points=5"), "carry 5 points, assignment.toml says 6"),
        (SPEC.replace('check("scale")', 'check("skale")'), "no such function"),
        (SPEC.replace("expected(x)", "x"), "the reference itself does not pass"),
    ],
)
def test_broken_specs_stop_before_any_student_code(tmp_path: Path, spec: str, message: str) -> None:
    """A spec that can't be right is an error of ours, found while the pack is drawn."""
    tiny = write_tiny_course(tmp_path, spec=spec)
    with pytest.raises(SpecError, match=message):
        draw_pack(tiny, 0, "grade")


HANDS_ON = (
    SPEC
    + """

@check("scale", requires=[])
@given(x=arrays())
def test_twice(subject, x):
    \"\"\"What scale returns can be scaled again.\"\"\"
    assert_close(subject.scale(subject.scale(x, 2.0), 2.0), expected(x, 4.0))
"""
)


def test_an_answer_too_large_to_hand_on_is_the_students_fault(tmp_path: Path, sandbox: ProcessSandbox) -> None:
    """An answer that just fits, and as an argument of the next call no longer does, is bad_reply and never ours."""
    course = write_tiny_course(tmp_path, spec=HANDS_ON)
    drawn = draw_pack(course, 0, "grade")
    assert outcomes(grade(course, drawn, sandbox, submission(RIGHT)))["scale.twice"] == "passed"
    report = grade(course, drawn, sandbox, submission(RIGHT.replace("return factor * x", "return [0] * 199_999")))
    assert report.status == "graded", report.reason
    assert outcomes(report)["scale.twice"] == "bad_reply"


BROADCAST = (
    SPEC
    + """

@check("scale", requires=[])
@given(x=arrays())
def test_sum(subject, x):
    \"\"\"Two scaled arrays can be added.\"\"\"
    sums = [subject.scale(x, 2.0) + subject.scale(x, 3.0) for _ in range(2)]
    assert_close(sums[0], expected(x, 5.0))
"""
)


def test_answers_that_broadcast_to_gigabytes_are_the_students_fault(tmp_path: Path, sandbox: ProcessSandbox) -> None:
    """A check that computes with answers before it compares them gets a MemoryError, and the grader no gigabytes."""
    course = write_tiny_course(tmp_path, spec=BROADCAST)
    drawn = draw_pack(course, 0, "grade")
    assert outcomes(grade(course, drawn, sandbox, submission(RIGHT)))["scale.sum"] == "passed"
    wide = "import numpy as np\n" + RIGHT.replace(
        "return factor * x", "return np.ones((40_000, 1) if factor == 2.0 else (1, 40_000))"
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report = grade(course, drawn, sandbox, submission(wide))
    assert report.status == "graded", report.reason
    assert outcomes(report)["scale.sum"] == "failed"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2**20  # KiB


def test_a_session_started_by_a_check_has_all_the_memory_there_is(
    tiny: Assignment, pack: Pack, sandbox: ProcessSandbox
) -> None:
    """What a check may take is not what the student's process may: a session is opened in the midst of a check."""

    class Watched:
        name = "watched"

        def open(self, limits: object) -> Session:
            limits_seen.append(resource.getrlimit(resource.RLIMIT_AS))
            return sandbox.open(limits)  # type: ignore[arg-type]

        def info(self) -> SandboxInfo:
            return sandbox.info()

        def close(self) -> None:
            """The other one's."""

    limits_seen: list[tuple[int, int]] = []
    dies = "import os\n" + RIGHT.replace('return {"half": x * 0.5}', "os._exit(1)")
    grade(tiny, pack, Watched(), submission(dies))
    assert len(limits_seen) > 1
    assert set(limits_seen) == {resource.getrlimit(resource.RLIMIT_AS)}
