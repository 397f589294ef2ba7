"""The terminal shows what the report says, in colour only where there is a terminal, and obeys no student's string."""

from __future__ import annotations

import io
import re

import msgspec
import pytest
from rich.console import RenderableType

from grader.model import Outcome, Report
from grader.terminal import check_view, make_console, run_summary
from tests.unit import report_samples as samples


class FakeTerminal(io.StringIO):
    """A text stream that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Rich reads from the environment is what each test sets."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def shown(view: RenderableType, *, width: int = 500) -> str:
    """What a pipe gets, with the padding of lines removed."""
    out = io.StringIO()
    make_console(out, width=width).print(view)
    return re.sub(r" +$", "", out.getvalue(), flags=re.M)


def test_check_shows_public_failures_counterexamples_and_hints() -> None:
    """What a student needs to mend the function stands under its name."""
    text = shown(check_view(samples.mixed()))
    case = samples.ADAM_CASE
    for part in (case.call, case.expected, case.actual, case.where, samples.HINTS["adam.epsilon_inside_root"]):
        assert part is not None
        assert part in text
    assert "✓ initialize_adam  passed" in text
    assert "✗ update_parameters_with_adam  failed" in text
    assert "○ schedule_lr_decay  not attempted" in text
    assert "○ 1 later check waits for the ones above" in text
    assert "○ 4 later checks wait for the ones above" in text
    assert "3 of 8 functions pass all their checks" in text
    assert "smallest failing call" in text
    assert "note: update_parameters_with_gd is defined twice" in text


def test_check_says_a_hint_once() -> None:
    """The hidden twin's hint is not repeated under the public one's."""
    failed = [samples.check(str(i), Outcome.FAILED, hint="Look at the axis.") for i in range(2)]
    function = msgspec.structs.replace(samples.function("f"), checks=tuple(failed), outcome=Outcome.FAILED)
    assert shown(check_view(samples.report([function]))).count("hint: Look at the axis.") == 1


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.PASSED], ids=str)
def test_check_keeps_the_secrets_of_hidden_checks(outcome: Outcome) -> None:
    """Of a hidden check only title, outcome and hint are shown."""
    check = samples.check("x", outcome, visibility="hidden", hint="A hint.", title="A title.")
    function = msgspec.structs.replace(samples.function("f"), checks=(check,), outcome=outcome)
    text = shown(check_view(samples.report([function])))
    assert "SECRET" not in text
    assert str(samples.SEED) not in text
    if outcome is not Outcome.SKIPPED:
        assert "A title." in text
        assert "hint: A hint." in text


@pytest.mark.parametrize(
    ("report", "said"),
    [
        pytest.param(samples.ungraded("rejected", "invalid JSON"), ["Rejected", "invalid JSON"], id="rejected"),
        pytest.param(samples.ungraded("harness_error", "gone"), ["Not graded: this is our fault", "gone"], id="broken"),
        pytest.param(samples.ungraded("rejected", None), ["Rejected"], id="no-reason"),
    ],
)
def test_check_without_a_score(report: Report, said: list[str]) -> None:
    """The student reads whose fault it is, and why."""
    text = shown(check_view(report))
    for part in said:
        assert part in text


def test_summary_has_a_row_for_each_submission() -> None:
    """Scores, passed functions, and what did not pass with its outcome."""
    text = shown(run_summary([samples.mixed(), samples.perfect(id="grace")]))
    assert re.search(r"ada\s+30/100\s+3/8\s+random_mini_batches \(failed\), ", text)
    assert re.search(r"grace\s+100/100\s+8/8$", text, re.M)
    assert "2 graded" in text


def test_summary_never_shows_a_missing_score_as_zero() -> None:
    """What was not graded has a dash, a word and its reason."""
    reports = [samples.ungraded("rejected", "bad JSON"), samples.ungraded("harness_error", None, id="eve")]
    text = shown(run_summary(reports))
    assert re.search(r"bob\s+–\s+–\s+rejected", text)
    assert re.search(r"eve\s+–\s+–\s+not graded", text)
    assert "0 graded, 1 rejected, 1 not graded (our fault)" in text
    assert "bob: rejected: bad JSON" in text
    assert "eve: not graded: no reason was recorded" in text


@pytest.mark.parametrize("view", [check_view, run_summary], ids=["check", "summary"])
def test_hostile_strings_command_nothing(view: object) -> None:
    """No escape sequence, override, surrogate, Rich markup or emoji code of a student's takes effect."""
    report = samples.hostile()
    shown_view = (
        check_view(report)
        if view is check_view
        else run_summary([report, samples.ungraded("rejected", samples.HOSTILE)])
    )
    out = FakeTerminal()
    make_console(out, width=4000).print(shown_view)
    text = out.getvalue()
    text.encode("utf-8")
    ours = re.compile(r"\x1b\[[0-9;]*m")
    assert ours.search(text), "the console did not take this for a terminal, so the test proves nothing"
    rest = ours.sub("", text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", rest)
    assert "⟪U+001B⟫[31mred" in rest
    assert "[bold red]rich[/bold red] [/nothing] :boom:" in rest


@pytest.mark.parametrize(
    ("file", "variable", "colour"),
    [
        pytest.param(FakeTerminal, None, True, id="terminal"),
        pytest.param(FakeTerminal, "1", False, id="NO_COLOR"),
        pytest.param(io.StringIO, None, False, id="pipe"),
    ],
)
def test_colour_only_on_a_terminal(
    file: type[io.StringIO], variable: str | None, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe, a file or NO_COLOR gets plain text without any escape sequence."""
    if variable is not None:
        monkeypatch.setenv("NO_COLOR", variable)
    out = file()
    make_console(out).print(check_view(samples.mixed()))
    assert ("\x1b" in out.getvalue()) is colour


def test_a_poor_encoding_never_fails() -> None:
    """A stream that can't say ✓ gets a replacement, not a traceback."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    make_console(stream).print(check_view(samples.mixed()))
    stream.flush()
    assert b"initialize_adam  passed" in raw.getvalue()


def test_a_narrow_terminal_folds_instead_of_cutting() -> None:
    """At 60 columns no name is lost behind an ellipsis."""
    text = shown(run_summary([samples.mixed(file="x", id="a-student-with-quite-a-long-identifier")]), width=60)
    assert "…" not in text
    first_column = "".join(line[:22].strip() for line in text.splitlines())
    assert "a-student-with-quite-a-long-identifier" in first_column
