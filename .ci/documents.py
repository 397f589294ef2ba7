"""Checks of the documents: `block N` prints the README's N-th sh block, `links` checks every relative link."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def block(number: int) -> str:
    """The text of the README's sh block, counted from 1."""
    return BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))[number - 1].strip()


def broken_links() -> list[str]:
    """Every relative link in the README and docs/ whose file isn't there."""
    found = []
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            name = target.partition("#")[0]
            if name and "://" not in name and not (page.parent / name).exists():
                found.append(f"{page.relative_to(ROOT)}: {target} is not there")
    return found


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["block", number]:
            print(block(int(number)))
        case ["links"]:
            sys.exit("\n".join(broken_links()) or 0)  # an empty text would be exit 1
        case _:
            sys.exit(__doc__)
