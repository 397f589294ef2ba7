"""Whatever a string holds, what is shown hides nothing, reorders nothing, commands nothing and encodes as UTF-8."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.text import abridge, number, one_line, percent, visible

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[31mred", "⟪U+001B⟫[31mred", id="ansi"),
        pytest.param("\x9b2J", "⟪U+009B⟫2J", id="c1-control"),
        pytest.param("a\u202eb", "a⟪U+202E⟫b", id="bidi-override"),
        pytest.param("a\u2066b", "a⟪U+2066⟫b", id="bidi-isolate"),
        pytest.param("a\u200fb", "a⟪U+200F⟫b", id="right-to-left-mark"),
        pytest.param("\ud800", "⟪U+D800⟫", id="lone-surrogate"),
        pytest.param("a\x00b", "a⟪U+0000⟫b", id="null"),
        pytest.param("a\rb", "a⟪U+000D⟫b", id="carriage-return-overwrites-a-line"),
        pytest.param("a\u2028b", "a⟪U+2028⟫b", id="line-separator"),
        pytest.param("a\ufeffb", "a⟪U+FEFF⟫b", id="byte-order-mark"),
        pytest.param("a\uffffb", "a⟪U+FFFF⟫b", id="noncharacter"),
        pytest.param("a\U000e0041b", "a⟪U+E0041⟫b", id="tag-character"),
    ],
)
def test_what_hides_is_shown(text: str, shown: str) -> None:
    """Each kind of character that hides, reorders or commands is written as its code point."""
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["λ − √ε × 2", "Žluťoučký 学生 طالب 😀", "line\n\tindented", "<b>&", "👩\u200d🔬", ""])
def test_what_is_plain_stays(text: str) -> None:
    """Letters of every script, mathematics, emoji, line feeds and tabs are no danger."""
    assert visible(text) == text


def test_windows_line_ends_become_line_feeds() -> None:
    """A file from Windows shows no debris at its line ends."""
    assert visible("a\r\nb") == "a\nb"


def test_every_code_point_of_a_dangerous_category_is_shown() -> None:
    """Over all of Unicode, only line feed, tab and the two joiners of the hidden categories pass."""
    chars = map(chr, range(sys.maxunicode + 1))
    kept = {c for c in chars if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and visible(c) == c}
    assert kept == {"\n", "\t", "\u200c", "\u200d"}


@given(ANY_TEXT)
def test_shown_text_encodes_and_stays_as_it_is(text: str) -> None:
    """The result is UTF-8 for any string, and showing it twice changes nothing."""
    shown = visible(text)
    shown.encode("utf-8")
    assert visible(shown) == shown


@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    """No string breaks out of its row, log line or CI annotation."""
    assert len(one_line(text).splitlines()) <= 1
    assert "\t" not in one_line(text)


def test_abridge_keeps_both_ends_and_says_what_is_left_out() -> None:
    """A long text keeps its beginning and end; a short one is untouched."""
    assert abridge("x" * 30, 30) == "x" * 30
    assert abridge("a" * 2000 + "z" * 1000, 30) == "a" * 20 + " … 2,970 characters left out … " + "z" * 10


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (10.0, "10"), (100, "100"), (7.5, "7.5"), (10 / 3, "3.33")])
def test_number(value: float, shown: str) -> None:
    """Scores carry no trailing zeros, and the zeros of 10 and 100 are no trailing zeros."""
    assert number(value) == shown


@pytest.mark.parametrize(
    ("share", "shown"), [(0.0, "0 %"), (1e-9, "1 %"), (0.305, "30 %"), (0.996, "99 %"), (1.0, "100 %"), (1.2, "120 %")]
)
def test_only_all_is_a_hundred_percent(share: float, shown: str) -> None:
    """Rounding makes neither full marks of nearly full ones, nor nothing of a little."""
    assert percent(share) == shown
