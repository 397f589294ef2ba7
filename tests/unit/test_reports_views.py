"""What each audience may see is settled in the view model, before any template runs."""

from __future__ import annotations

import dataclasses

import msgspec
import pytest

from grader.model import CheckResult, FunctionResult, Outcome
from reports.views import FunctionView, page_view
from reports.words import WORDS
from tests.unit import report_samples as samples


def only_function(*checks: CheckResult, **changes: object) -> FunctionView:
    """The view of one function with these checks, for a student."""
    function = FunctionResult("f", Outcome.FAILED, 0.0, 10.0, checks)
    return page_view(samples.report([msgspec.structs.replace(function, **changes)])).functions[0]


def everything(value: object) -> str:
    return repr(dataclasses.asdict(value))  # type: ignore[call-overload]


def test_a_student_sees_of_a_hidden_check_only_title_outcome_and_hint() -> None:
    """Rationale, counterexample, misconception, points, id and time of a hidden check are gone."""
    view = page_view(samples.report([samples.hidden_failure()]))
    (hidden,) = [c for run in view.functions[0].runs for c in run.checks if c.hidden]
    assert (hidden.title, hidden.outcome.label) == (samples.TITLES["update_lr"], "Failed")
    assert view.functions[0].look_at == ("Try it with a large decay rate.",)
    assert (hidden.rationale, hidden.case, hidden.misconception, hidden.points, hidden.id, hidden.duration_ms) == (
        "", None, None, None, None, None,
    )  # fmt: skip
    assert "SECRET" not in everything(view)


def test_staff_see_what_students_do_not() -> None:
    """The other direction: the secrets are there, and the staff's edition shows each of them."""
    shown = everything(page_view(samples.report([samples.hidden_failure()]), "staff"))
    for secret in (*samples.SECRETS, "lr.SECRET_misconception", "test_update_lr_step", str(samples.SEED)):
        assert secret in shown


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.PASSED], ids=str)
def test_no_outcome_lets_a_hidden_check_speak(outcome: Outcome) -> None:
    """Whatever became of a hidden check, its secrets stay with the staff."""
    view = only_function(samples.check("x", outcome, visibility="hidden"), outcome=outcome)
    assert "SECRET" not in everything(view)
    assert view.runs[0].checks[0].outcome is WORDS[outcome]


def test_a_student_sees_all_of_a_public_failure() -> None:
    """Rationale and counterexample of a public check are the student's to see."""
    shown = everything(page_view(samples.mixed()))
    assert samples.ADAM_CASE.where is not None
    assert samples.ADAM_CASE.where in shown
    assert "IndexError: index 3 is out of bounds" in shown


def test_a_student_sees_no_seed_or_provenance() -> None:
    """A seed would let a student draw the hidden cases."""
    view = page_view(samples.mixed())
    assert view.provenance == ()
    assert str(samples.SEED) not in everything(view)


def test_an_unknown_audience_is_refused() -> None:
    """A typo must never show a student the staff's edition, nor staff half of it."""
    with pytest.raises(ValueError, match=r"audience is 'students', should be"):
        page_view(samples.mixed(), "students")  # type: ignore[arg-type]


def test_what_broke_in_the_grader_is_for_staff() -> None:
    """The reason of a harness error may quote a hidden case; that of a rejected file is the student's."""
    broken = samples.ungraded("harness_error", "SpecError: SECRET case")
    rejected = samples.ungraded("rejected", "invalid JSON at line 1")
    assert page_view(broken).reason is None
    assert page_view(broken, "staff").reason == "SpecError: SECRET case"
    assert page_view(rejected).reason == "invalid JSON at line 1"


def test_no_score_is_never_a_zero() -> None:
    """Without a score the page has none, even if the status should claim a grade."""
    assert page_view(samples.ungraded("harness_error", None)).score is None
    odd = msgspec.structs.replace(samples.mixed(), score=None)
    assert (page_view(odd).status, page_view(odd).score, page_view(odd).percent) == ("harness_error", None, None)


def test_an_assignment_without_points_has_no_percentage() -> None:
    """0 of 0 points is a score, but no share of anything."""
    view = page_view(samples.report([samples.function("f", 0)]))
    assert (view.score, view.percent, view.functions[0].worth_nothing) == ("0", None, True)


def test_advice_comes_once_and_misconceptions_first() -> None:
    """The hint of a twin is not repeated, a named misconception leads, and more than three is too many."""
    failed = Outcome.FAILED
    view = only_function(
        samples.check("a", failed, hint="general"),
        samples.check("b", failed, hint="named", misconception="x.y"),
        samples.check("c", failed, hint="named", misconception="x.y"),
        samples.check("d", failed, hint="third"),
        samples.check("e", failed, hint="fourth"),
        samples.check("f", Outcome.PASSED, hint="praise"),
        samples.check("g", Outcome.SKIPPED, hint="too early"),
    )
    assert view.look_at == ("named", "general", "third")
    hints = [c.hint for run in view.runs for c in run.checks]
    assert hints == ["", "", "", "", "fourth", "", "too early"]


def test_passed_rungs_are_folded_where_they_stand() -> None:
    """The ladder keeps its order; only neighbours are folded together."""
    passed, failed = Outcome.PASSED, Outcome.FAILED
    view = only_function(*(samples.check(str(i), o) for i, o in enumerate([passed, passed, failed, passed])))
    assert [(run.passed, len(run.checks)) for run in view.runs] == [(True, 2), (False, 1), (True, 1)]


def test_skipped_rungs_are_folded_apart_from_passed_ones() -> None:
    """What was not tried takes one line, and stands after what it waits for."""
    passed, failed, skipped = Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED
    view = only_function(*(samples.check(str(i), o) for i, o in enumerate([passed, failed, failed, skipped, skipped])))
    assert [(run.passed, run.skipped, len(run.checks)) for run in view.runs] == [
        (True, False, 1),
        (False, False, 2),
        (False, True, 2),
    ]


def test_a_case_does_not_repeat_the_rationale() -> None:
    """Where the answers differ, or what came instead of one, is said once: above the case or in it."""
    where, actual = samples.ADAM_CASE.where, samples.ADAM_CASE.actual
    for rationale, shown in ((where, (None, actual)), (actual, (where, None)), ("another", (where, actual))):
        check = samples.check("x", Outcome.FAILED, rationale=rationale, counterexample=samples.ADAM_CASE)
        case = only_function(check).runs[0].checks[0].case
        assert case is not None
        assert (case.where, case.actual) == shown


def test_very_long_student_text_is_abridged() -> None:
    """A reply of a megabyte does not make a page of a megabyte."""
    check = samples.check("x", Outcome.FAILED, rationale="z" * 1_000_000)
    shown = only_function(check).runs[0].checks[0].rationale
    assert len(shown) < 10_000
    assert "994,000 characters left out" in shown


def test_every_outcome_has_words() -> None:
    """An outcome without a word would be a page that can't be rendered."""
    assert set(WORDS) == set(Outcome)
    assert len({w.label for w in WORDS.values()}) == len(Outcome)


def test_versions_that_are_not_known_are_not_shown() -> None:
    """A rejected file met no sandbox, so its page names no Python; TensorFlow is named where it was used."""
    plain = samples.mixed()
    assert page_view(plain).machine == "dnn-grader 0.1.0, Python 3.11.9, NumPy 2.4.0"
    bare = msgspec.structs.replace(samples.PROVENANCE, python="", numpy="", tensorflow="2.19")
    assert page_view(msgspec.structs.replace(plain, provenance=bare)).machine == "dnn-grader 0.1.0, TensorFlow 2.19"
