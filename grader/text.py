"""Student strings made safe to show anywhere: pages, terminals, CSV cells, log and CI lines.

Owns what the escaping of a destination leaves open: which characters hide, reorder or command; and how long texts
and numbers are shown to people. Knows nothing of HTML, Rich or CSV, and imports nothing of ours, so that any module
may use it, `reports` included.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["abridge", "number", "one_line", "percent", "visible"]

_UNPLAIN = re.compile(r"[^\n\t -~]")
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"  # needed to spell Persian, Indic scripts and many emoji; they reorder nothing


def _show(match: re.Match[str]) -> str:
    char = match.group()
    if char in _JOINERS:
        return char
    noncharacter = ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
    if noncharacter or unicodedata.category(char) in _HIDDEN_CATEGORIES:
        return f"⟪U+{ord(char):04X}⟫"
    return char


def visible(text: str) -> str:
    """`text` with every character that hides, reorders or commands written as ⟪U+XXXX⟫.

    Control characters (ANSI escapes among them), bidirectional overrides, invisible format characters, line and
    paragraph separators, lone surrogates and noncharacters are shown. Line feeds and tabs stay, CRLF becomes a
    line feed. The result always encodes as UTF-8.

    >>> visible("a\\x1b[31mb\\u202ec")
    'a⟪U+001B⟫[31mb⟪U+202E⟫c'
    """
    return _UNPLAIN.sub(_show, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """`visible(text)` on a single line: line feeds and tabs are shown as well.

    >>> one_line("::error::\\nx")
    '::error::⟪U+000A⟫x'
    """
    return visible(text).replace("\n", "⟪U+000A⟫").replace("\t", "⟪U+0009⟫")


def abridge(text: str, limit: int) -> str:
    """`text`, or its beginning and end with a note of how much is left out when it is longer than `limit`."""
    if len(text) <= limit:
        return text
    head = limit * 2 // 3
    tail = limit - head
    return f"{text[:head]} … {len(text) - limit:,} characters left out … {text[-tail:]}"


def number(value: float) -> str:
    """A score as people write it: no trailing zeros, at most two decimals.

    >>> number(10.0), number(7.5), number(3.333333)
    ('10', '7.5', '3.33')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(share: float) -> str:
    """A share of the points, as a whole percent; only all is 100 % and only nothing is 0 %.

    >>> percent(1.0), percent(0.996), percent(0.004), percent(0.0)
    ('100 %', '99 %', '1 %', '0 %')
    """
    whole = round(100 * share)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole} %"
