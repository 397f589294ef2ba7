"""Write docs/corpus.md: what each submission of the corpus is declared to get, and what it got on each backend.

    python -m tests.corpus [--only NAME ...] [--backend NAME ...]

Exit code 1 when anything differs. With a selection nothing is written.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from tests.corpus.compare import compare, summary, unescaped
from tests.corpus.items import BACKENDS, Backend, Item, declared
from tests.corpus.run import ROOT, Seen, grade, scratch

PAGE = ROOT / "docs" / "corpus.md"
HEAD = """# The corpus

Submissions that attack the grader, and submissions that are honest in unusual ways, each with the outcome that is
declared for it in `tests/corpus/declared.toml`. This page is written by `python -m tests.corpus`; the same comparison
runs as `tests/conformance/test_corpus.py`. Limits are shortened for it: 2 s for a call, 0.8 s of processor time,
192 MiB.

A cell says what was seen: **✓** as declared, with no point for a cheat, or what differed; otherwise why the item
doesn't run there. After each run is also checked: nothing reached the machine's listening sockets or secret, nothing
but results was written, no process, container or file was left behind, no page, table or terminal showed a student's
text as anything but text.
"""


def page(seen: dict[Backend, Seen]) -> str:
    """The table as Markdown, the same whenever the same was seen."""
    items = declared()
    lines = [HEAD]
    for kind, title in (("hostile", "Hostile"), ("honest", "Honest")):
        chosen = [item for item in items if item.kind == kind]
        lines += [f"## {title}: {len(chosen)}", ""]
        lines.append(" | ".join(["", "item", "what it does", "declared", *(b.name for b in seen), ""]).strip())
        lines.append("|---" * (3 + len(seen)) + "|")
        lines += [_row(item, seen) for item in chosen]
        lines.append("")
    lines += ["## Beside the table", ""]
    for backend, found in seen.items():
        problems = [*found.problems, *unescaped(found.texts)]
        lines.append(
            f"- {backend.name}: {len(found.results)} items graded; {'; '.join(problems) or 'nothing to report'}."
        )
    return "\n".join(lines) + "\n"


def _row(item: Item, seen: dict[Backend, Seen]) -> str:
    cells = []
    for backend, found in seen.items():
        if not item.runs_on(backend):
            cells.append(f"not run: {item.not_on_process}")
            continue
        results = found.results.get(item.name, [])
        problems = compare(item, results)
        cells.append(f"✗ {'; '.join(problems)}" if problems else f"✓ {_short(item, summary(item, results))}".rstrip())
    return "| " + " | ".join(_cell(text) for text in (f"`{item.name}`", item.tries, item.declared, *cells)) + " |"


def _short(item: Item, text: str) -> str:
    """What was seen, where the declaration leaves a choice."""
    return text if any(len(outcomes) > 1 for outcomes in item.cheats.values()) else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--backend", nargs="+", default=[], choices=sorted({b.sandbox for b in BACKENDS}))
    chosen = parser.parse_args(arguments)
    seen: dict[Backend, Seen] = {}
    wrong = 0
    for backend in BACKENDS:
        if chosen.backend and backend.sandbox not in chosen.backend:
            continue
        items = tuple(i for i in declared() if i.runs_on(backend) and (not chosen.only or i.name in chosen.only))
        started = time.monotonic()
        with scratch() as folder:
            found = seen[backend] = grade(backend, items, folder)
        differing = {item.name: compare(item, found.results.get(item.name, [])) for item in items}
        problems = [*found.problems, *unescaped(found.texts)]
        print(f"\n{backend.name}: {len(items)} items in {time.monotonic() - started:.0f} s")
        for item in items:
            mark = "✗" if differing[item.name] else "✓"
            print(f"  {mark} {item.name:42} {summary(item, found.results.get(item.name, []))}")
            for line in differing[item.name]:
                print(f"      {line}")
        print(*(f"  ✗ {line}" for line in problems), sep="\n")
        wrong += sum(map(bool, differing.values())) + len(problems)
    if not chosen.only and not chosen.backend:
        PAGE.write_text(page(seen), encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
