"""A page is one file that says what the report says, asks nobody for anything and runs nothing of a student's."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest
from jinja2 import UndefinedError

from grader.model import Figure, FunctionQuality, Outcome, Quality, Report
from reports import render
from reports.render import render_quality, render_report
from reports.words import WORDS
from tests.unit import report_samples as samples

REPORTS = {
    "mixed": samples.mixed(),
    "perfect": samples.perfect(),
    "every-outcome": samples.every_outcome(),
    "every-outcome-hidden": samples.every_outcome("hidden"),
    "hostile": samples.hostile(),
    "rejected": samples.ungraded("rejected", "invalid JSON"),
    "broken": samples.ungraded("harness_error", "engine gone"),
    "empty": samples.report([]),
    "no-reason": samples.ungraded("rejected", None),
}
VOID = {"wbr", "meta", "link", "img", "br", "input", "hr"}


class Page(HTMLParser):
    """What a browser would make of a page: tags with attributes, the visible text, and whether tags balance."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "script"):
            self.text += data


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(params=REPORTS.values(), ids=REPORTS)
def report(request: pytest.FixtureRequest) -> Report:
    value: Report = request.param
    return value


@pytest.mark.parametrize("audience", ["student", "staff"])
def test_a_page_stands_alone(report: Report, audience: render.Audience) -> None:
    """No script, no handler, no reference that leaves the page, for any report; and it is UTF-8."""
    html = render_report(report, audience=audience)
    html.encode("utf-8")
    page = Page(html)
    assert "script" not in {tag for tag, _ in page.tags}
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("href", "src", "action", "data"):
            assert (attributes.get(name) or "#").startswith(("#", "data:,")), (tag, attributes)
    assert not re.search(r"@import|url\(", html)


def test_the_policy_forbids_everything_but_the_own_style() -> None:
    """Should escaping ever fail, the browser still runs nothing and fetches nothing."""
    page = Page(render_report(samples.mixed()))
    (policy,) = [a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert "script-src" not in policy


@pytest.mark.parametrize("audience", ["student", "staff"])
def test_hostile_strings_are_text(audience: render.Audience) -> None:
    """Markup, template syntax, ANSI, bidi and surrogates arrive as characters that can be read."""
    html = render_report(samples.hostile(), audience=audience)
    page = Page(html)
    assert "<script>alert('xss')</script>" in page.text
    assert "{{ 7*7 }}" in page.text
    assert "⟪U+202E⟫" in page.text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img"}


def test_the_students_edition_leaks_nothing() -> None:
    """Neither text, attribute nor comment holds a secret of a hidden check, the seed or an id of a check."""
    html = render_report(samples.mixed())
    for secret in ("SECRET", str(samples.SEED), "test_update_lr_step"):
        assert secret not in html
    assert "SECRET-expected" in render_report(samples.mixed(), audience="staff")


def test_a_public_failure_is_explained() -> None:
    """Call, inputs, expected, actual, where they differ most, and the hint under its own heading."""
    text = words(Page(render_report(samples.mixed())).text)
    assert f"What to look at {words(samples.HINTS['adam.epsilon_inside_root'])}" in text
    for part in ("The smallest input found on which this fails", "Where they differ most", "Expected", "Yours"):
        assert part in text
    case = samples.ADAM_CASE
    for value in (case.call, *case.inputs, *case.inputs.values(), case.expected, case.actual, case.where):
        assert words(value or "?") in text


def test_a_recorded_case_does_not_claim_to_be_the_smallest() -> None:
    """Only a shrunk counterexample is called the smallest; absent parts leave no empty boxes."""
    case = msgspec.structs.replace(samples.ADAM_CASE, shrunk=False, expected=None, actual=None, where=None)
    check = samples.check("x", Outcome.FAILED, counterexample=case)
    function = msgspec.structs.replace(samples.function("f"), outcome=Outcome.FAILED, checks=(check,))
    text = words(Page(render_report(samples.report([function]))).text)
    assert "An input on which this fails" in text
    assert "smallest" not in text
    assert "Expected" not in text
    assert "Yours" not in text


def test_score_and_shares() -> None:
    """The score, its maximum and each function's points are on the page."""
    text = words(Page(render_report(samples.mixed())).text)
    assert "30 of 100 points" in text
    assert "3 of 8 functions pass every check; 30 % of the points." in text
    assert re.search(r"random_mini_batches\s*Failed\s*0 / 10", text)


def test_passed_checks_are_folded() -> None:
    """What is right takes one line until it is opened."""
    html = render_report(samples.perfect())
    assert html.count("<details>") == len(samples.OPTIMIZATION)
    assert "5 checks passed" in html
    assert "<details open" not in html


@pytest.mark.parametrize("outcome", Outcome, ids=str)
def test_each_outcome_has_sign_word_and_meaning(outcome: Outcome) -> None:
    """Colour is never the only sign: a drawn symbol and a word stand beside it."""
    html = render_report(samples.every_outcome())
    known = WORDS[outcome]
    assert f'id="i-{known.icon}"' in html
    assert f'<use href="#i-{known.icon}"/></svg><span>{known.label}</span>' in html
    assert known.meaning in Page(html).text


def test_not_graded_says_whose_fault_it_is() -> None:
    """The page of a harness error shows no score and takes the blame."""
    text = words(Page(render_report(samples.ungraded("harness_error", "SpecError: SECRET"))).text)
    assert "Not graded – this is our fault, not yours" in text
    assert "points are lost" in text
    assert "of 100 points" not in text
    assert "SECRET" not in text


def test_rejected_says_why_and_what_to_do() -> None:
    """A file that can't be read gets its reason and a way out, not a zero."""
    text = words(Page(render_report(samples.ungraded("rejected", "invalid JSON at line 1"))).text)
    assert "Rejected: this file could not be graded" in text
    assert "invalid JSON at line 1" in text
    assert "What to do." in text
    assert "of 100 points" not in text


def test_links_inside_the_page_lead_somewhere() -> None:
    """Every anchor of the overview exists, once, whatever the functions are called."""
    page = Page(render_report(samples.hostile()))
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        href = attributes.get("href") or ""
        if href.startswith("#"):
            assert href[1:] in ids


def test_the_same_report_gives_the_same_page() -> None:
    """Rendering adds no clock and no chance."""
    assert render_report(samples.mixed()) == render_report(samples.mixed())


def test_a_forgotten_variable_is_an_error() -> None:
    """A template that names what is not there fails in a test, not silently on a student's page."""
    with pytest.raises(UndefinedError):
        render._ENVIRONMENT.from_string("{{ nothing }}").render()


def test_the_quality_page_gives_every_reason() -> None:
    """Whatever keeps a function from the gate is named below its table, as text."""
    sound = FunctionQuality("sound", mutants=Figure(9), alternatives=Figure(4))
    functions = (
        sound,
        msgspec.structs.replace(sound, name="weak", mutants=Figure(50, ("W → <b>1</b>",))),
        msgspec.structs.replace(sound, name="idle", unfailed=("idle.known",)),
        msgspec.structs.replace(sound, name="alone", alternatives=Figure(0)),
    )
    columns = {"mutants": "mutants killed", "alternatives": "right accepted"}
    html = render_quality([Quality("optimization", functions), Quality("empty", (sound,))], columns)
    text = words(Page(html).text)
    assert "optimization – not through the gate" in text
    assert "empty – through the gate" in text
    assert "weak 49/50 4/4 failed" in text
    assert text.count("What did not hold") == 1
    for reason in (
        "weak: mutants killed: W → <b>1</b>",
        "idle: nothing wrong ever failed idle.known",
        "alone: there is no right solution to accept",
    ):
        assert reason in text
    assert "sound:" not in text
