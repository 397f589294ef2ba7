"""Compare what a submission got with what is declared for it, and look for texts that are more than text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.corpus.items import Item


def compare(item: Item, results: list[dict[str, Any]]) -> list[str]:
    """How what an item got differs from what it is declared to get; empty when it doesn't."""
    if item.ignored:
        return [f"{r['submission']['file']!r} was taken for a submission" for r in results]
    if not results:
        return ["has no result"]
    return [problem for result in results for problem in _compare_one(item, result)]


def _compare_one(item: Item, result: dict[str, Any]) -> Iterator[str]:
    status, reason = result["status"], result["reason"] or ""
    if item.rejected is not None:
        if status != "rejected" or item.rejected not in reason or result["score"] is not None:
            yield f"is {status} ({reason}), should be rejected because it {item.rejected}"
        return
    if status != "graded":
        yield f"is {status} ({reason}), should be graded"
        return
    for function in result["functions"]:
        name, outcome, points = function["name"], function["outcome"], function["points"]
        if name in item.honest:
            wanted, right = ("passed",), points == function["max_points"]
        else:
            wanted, right = item.cheats.get(name, ("missing",)), points == item.earned.get(name, 0)
        if outcome not in wanted or not right:
            why = next((c["rationale"] for c in function["checks"] if c["outcome"] == outcome), "")
            yield f"{name} is {outcome} with {points:g} points, should be {' or '.join(wanted)} ({why[:300]})"
    absent = {*item.cheats, *item.honest} - {f["name"] for f in result["functions"]}
    if absent:
        yield f"has no {', '.join(sorted(absent))}"


def summary(item: Item, results: list[dict[str, Any]]) -> str:
    """What an item got, in a few words."""
    if not results:
        return "not taken for a submission"
    texts = []
    for result in results:
        if result["status"] != "graded":
            texts.append(str(result["status"]))
            continue
        shown = [f for f in result["functions"] if f["outcome"] != "missing"]
        texts.append("; ".join(f"{f['name']}: {f['outcome']}, {f['points']:g}" for f in shown) or "nothing found")
    return " | ".join(dict.fromkeys(texts))


_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def unescaped(texts: Mapping[str, str]) -> list[str]:
    """Places where a student's text reached a page, a terminal or a spreadsheet as more than text."""
    found = []
    for place, text in texts.items():
        if re.search(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_BIDI}\U000e0041]", text):
            found.append(f"{place} holds control characters")
        if place.endswith(".html") and re.search(r"<script>alert|<img src=x|<svg/onload|onmouseover=\"x", text):
            found.append(f"{place} holds a student's HTML")
        if place.endswith("terminal") and re.search(r"^(?:::|##vso)", text, re.MULTILINE):
            found.append(f"{place} holds a workflow command")
        if place.endswith(".csv") and re.search(r'(?:^|,)"?[=+\-@\t\r]', text, re.MULTILINE):
            found.append(f"{place} holds a formula")
    return found
