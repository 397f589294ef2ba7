"""Build the example submissions and the master notebooks of `assignments/` from their sources.

Run it by hand from anywhere after a change in `example_sources/`, and commit what it writes::

    python assignments/build_examples.py [SLUG ...]

It owns `assignments/<slug>/examples/` (notebooks, scripts and `expected.toml`) and `assignments/<slug>/master.ipynb`,
and writes the same bytes every time. Its sources:

* `example_sources/<slug>/<template>.txt`: a blank notebook of one edition, as sections that open with a `#%%` line:
  `#%% markdown`, `#%% code id=NAME [graded] [points=N] [only=EDITION]`, and after a code section optionally
  `#%% output [only=EDITION]` (what it printed) or `#%% figure START END` (a curve that falls from START to END).
  `only=` may name several editions, parted by commas, and `master`. `{WORDS}` stands for what the recipes' table
  `words.EDITION` says.
* `example_sources/<slug>/fills.txt`: what students wrote. A section `#%% FUNCTION: VARIANT` holds the bodies of the
  START/END regions of that function's cell, parted by lines `#---`; `#%% FUNCTION: VARIANT whole` replaces the cell;
  `#%% cell: NAME` is a cell to insert, `#%% file: NAME` a whole script.
* `example_sources/<slug>/recipes.toml`: which template, fills and declared outcome make which example. Its table
  `forms` says which edition's notebook a template of another name makes: `"2022" = "2021"`.

It executes nothing and knows nothing of the grader.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import struct
import tomllib
import zlib
from base64 import b64encode
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "example_sources"
START = re.compile(r"^(?P<indent>\s*)#.*(?:START CODE HERE|YOUR CODE STARTS HERE)")
END = re.compile(r"^\s*#.*(?:END CODE HERE|YOUR CODE ENDS HERE)")
EDITIONS = ("2017", "2019", "2021")
POINTS_PER_FUNCTION = 10


@dataclass(frozen=True)
class Cell:
    """One cell of a template: its text, what it is for, and what it showed when it was run."""

    kind: str
    source: str
    id: str = ""
    graded: bool = False
    points: int = 0
    outputs: tuple[dict[str, Any], ...] = field(default=())


def sections(text: str) -> list[tuple[str, str]]:
    """Split a source at its `#%%` lines into (heading, body), outer blank lines of the body removed."""
    parts = re.split(r"^#%% *(.*)$", text, flags=re.MULTILINE)
    return [(heading.strip(), body.strip("\n")) for heading, body in zip(parts[1::2], parts[2::2], strict=True)]


def form_of(recipe: dict[str, Any], template: str) -> str:
    """The edition whose notebook a template makes: its own name, but for a later issue of the same edition."""
    form: str = recipe.get("forms", {}).get(template, template)
    return form


def read_template(recipe: dict[str, Any], edition: str) -> list[Cell]:
    """The cells of a template as `edition` ("2017", "2019", "2021", a name of `forms` or "master") has them."""
    text = (recipe["folder"] / recipe["templates"][edition]).read_text(encoding="utf-8")
    for placeholder, words in recipe.get("words", {}).get(edition, {}).items():
        text = text.replace("{" + placeholder + "}", words)
    cells: list[Cell] = []
    kept = True
    for heading, body in sections(text):
        kind, *words = heading.split()
        options = dict(word.partition("=")[::2] for word in words)
        if kind in ("output", "figure"):
            if kept and edition in options.get("only", edition).split(","):
                shown = stream(body) if kind == "output" else figure(float(words[0]), float(words[1]))
                cells[-1] = replace(cells[-1], outputs=(*cells[-1].outputs, shown))
            continue
        kept = "only" not in options or edition in options["only"].split(",")
        if kept:
            cells.append(Cell(kind, body, options.get("id", ""), "graded" in options, int(options.get("points", 0))))
    return cells


def fill(source: str, bodies: str, wrap: bool = False) -> str:
    """Put the bodies (parted by `#---`) between the START and END marks, indented as the marks are."""
    pending = re.split(r"^#---\n", bodies + "\n", flags=re.MULTILINE)
    out: list[str] = []
    inside = False
    for line in source.splitlines():
        if END.match(line):
            inside = False
        if not inside:
            out.append(line)
        if mark := START.match(line):
            inside = True
            body = pending.pop(0).rstrip("\n").splitlines()
            if wrap:
                body = ["### BEGIN SOLUTION", *body, "### END SOLUTION"]
            out += [mark["indent"] + text if text else "" for text in body]
    if pending or inside:
        raise ValueError(f"{len(pending)} bodies left over, or an open region, in:\n{source}")
    return "\n".join(out)


def stream(text: str) -> dict[str, Any]:
    """What a cell printed."""
    return {"name": "stdout", "output_type": "stream", "text": lines(text + "\n")}


def figure(start: float, end: float, width: int = 176, height: int = 110) -> dict[str, Any]:
    """A small plot of a cost that falls from `start` to `end`, as a notebook keeps it."""
    rows = [bytearray(b"\x01" * width) for _ in range(height)]
    for x in range(10, width - 6):
        rows[height - 10][x] = 0
        cost = end + (start - end) * 0.97 ** (x - 10)
        y = 6 + round((1 - cost / max(start, end)) * (height - 18))
        for thick in (y, y + 1):
            rows[min(thick, height - 11)][x] = 0
    for row in rows[6 : height - 10]:
        row[10] = 0

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packed = [int("".join(map(str, row)), 2).to_bytes(width // 8, "big") for row in rows]
    # Stored, not deflated: how well zlib packs depends on its version, and the bytes must not.
    pixels = zlib.compress(b"".join(b"\0" + row for row in packed), 0)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return {
        "data": {"image/png": b64encode(png).decode(), "text/plain": ["<matplotlib.figure.Figure at 0x7f6c1c0b8a90>"]},
        "metadata": {},
        "output_type": "display_data",
    }


def lines(text: str) -> list[str]:
    """Text as the list of lines that a notebook file holds."""
    return text.splitlines(keepends=True)


def cell_metadata(cell: Cell, slug: str) -> dict[str, Any]:
    """The nbgrader schema-3 metadata of a 2021 cell; nothing for cells that are neither exercise nor test."""
    if not (cell.graded or cell.points):
        return {}
    grade = {
        "cell_type": cell.kind,
        "checksum": hashlib.md5((cell.source + cell.kind).encode()).hexdigest(),
        "grade": bool(cell.points),
        "grade_id": "cell-" + hashlib.md5(f"{slug}/{cell.id}".encode()).hexdigest()[:16],
        "locked": not cell.graded,
        "schema_version": 3,
        "solution": cell.graded,
        "task": False,
    }
    if cell.points:
        grade["points"] = cell.points
    return {"deletable": False, **({} if cell.graded else {"editable": False}), "nbgrader": dict(sorted(grade.items()))}


def notebook(cells: list[Cell], edition: str, recipe: dict[str, Any], blank: dict[str, Cell]) -> str:
    """The notebook file of these cells, in the form of `edition`; `blank` are the template's own cells by id."""
    slug = recipe["slug"]
    out: list[dict[str, Any]] = []
    executed = 0
    for index, cell in enumerate(cells):
        entry: dict[str, Any] = {"cell_type": cell.kind, "metadata": {}, "source": lines(cell.source)}
        if edition == "2021":
            entry["metadata"] = cell_metadata(blank.get(cell.id, cell), slug)
        if edition == "master":
            entry["metadata"] = cell_metadata(cell, slug)
            entry["id"] = cell.id or f"{slug.replace('_', '-')}-{index}"
        if cell.kind == "code":
            executed += recipe["ran"]
            entry |= {"execution_count": executed if recipe["ran"] else None, "outputs": list(cell.outputs)}
        out.append(entry)
    metadata = {
        "coursera": recipe["coursera"][edition if edition in EDITIONS else "2021"],
        "kernelspec": {
            "display_name": "dls-c2" if edition == "2021" else "Python 3",
            "language": "python",
            "name": "python3",
        },
        "language_info": {
            "codemirror_mode": {"name": "ipython", "version": 3},
            "file_extension": ".py",
            "mimetype": "text/x-python",
            "name": "python",
            "nbconvert_exporter": "python",
            "pygments_lexer": "ipython3",
            "version": {"2017": "3.5.2", "2019": "3.6.0", "2021": "3.7.6", "master": "3.11.0"}[edition],
        },
    }
    minor = {"2017": 1, "2019": 2, "2021": 4, "master": 5}[edition]
    data = {"cells": out, "metadata": metadata, "nbformat": 4, "nbformat_minor": minor}
    return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def script(cells: list[Cell]) -> str:
    """The cells as `jupyter nbconvert --to script` writes them: `# In[3]:` marks, magics as calls."""
    out = ["#!/usr/bin/env python", "# coding: utf-8", ""]
    count = 0
    for cell in cells:
        if cell.kind == "markdown":
            out += ["# " + line if line else "# " for line in cell.source.splitlines()] + [""]
            continue
        count += 1
        source = re.sub(
            r"^%(\w+)(?: (.*))?$",
            lambda magic: f"get_ipython().run_line_magic('{magic[1]}', '{magic[2] or ''}')",
            cell.source,
            flags=re.MULTILINE,
        )
        out += [f"# In[{count}]:", "", "", source, "", ""]
    return "\n".join(out)


def example(spec: dict[str, Any], recipe: dict[str, Any], fills: dict[str, str]) -> str:
    """The text of one example submission."""
    if "script" in spec:
        return fills[f"file: {spec['script']}"] + "\n"
    edition = spec["template"]
    template = read_template(recipe, edition)
    blank = {cell.id: cell for cell in template if cell.id}
    ran = spec.get("ran", False)
    cells = []
    for cell in template:
        before = [n["cell"] for n in spec.get("insert", ()) if n.get("before") == cell.id and cell.id]
        after = [n["cell"] for n in spec.get("insert", ()) if n.get("after") == cell.id and cell.id]
        cells += [Cell("code", fills[f"cell: {name}"]) for name in before]
        if cell.graded:
            variant = spec.get("functions", {}).get(cell.id, {}).get("fill", spec["fills"])
            if f"{cell.id}: {variant} whole" in fills:
                cell = replace(cell, source=fills[f"{cell.id}: {variant} whole"])
            elif variant != "blank":
                cell = replace(cell, source=fill(cell.source, fills[f"{cell.id}: {variant}"]))
        cells.append(cell if ran else replace(cell, outputs=()))
        cells += [Cell("code", fills[f"cell: {name}"]) for name in after]
    if spec["file"].endswith(".py"):
        return script(cells)
    return notebook(cells, form_of(recipe, edition), {**recipe, "ran": ran}, blank)


def master(recipe: dict[str, Any], fills: dict[str, str]) -> str:
    """The staff's notebook: the newest template with the solutions between BEGIN and END SOLUTION lines."""
    cells = [
        replace(cell, source=fill(cell.source, fills[f"{cell.id}: solution"], wrap=True), outputs=())
        if cell.graded
        else replace(cell, outputs=())
        for cell in read_template(recipe, "master")
    ]
    return notebook(cells, "master", {**recipe, "ran": False}, {})


def declared(spec: dict[str, Any], recipe: dict[str, Any]) -> str:
    """The entry of one example in expected.toml."""
    edition = spec.get("edition", spec.get("template", ""))
    form = form_of(recipe, edition)
    key = f'submissions."{spec["file"]}"'
    if "rejected" in spec:
        lines_of_it = [
            f"[{key}]",
            f'about = "{spec["about"]}"',
            'status = "rejected"',
            f'reason = "{spec["rejected"]}"',
        ]
        return "\n".join(lines_of_it) + "\n"
    unmarked = recipe.get("unmarked", list(recipe["functions"]))
    names = [n for n, known in recipe["functions"].items() if (edition in known if edition else n in unmarked)]
    default = spec.get("outcome", "not_attempted" if spec.get("fills") == "blank" else "passed")
    points = {name: recipe.get("points", {}).get(name, POINTS_PER_FUNCTION) for name in names}
    outcomes, misconceptions, score = [], [], 0.0
    for name in names:
        own = spec.get("functions", {}).get(name, {})
        outcome = own.get("outcome", "not_attempted" if own.get("fill") == "blank" else default)
        score += own.get("points", points[name] if outcome == "passed" else 0)
        outcomes.append(f'{name} = "{outcome}"')
        if "misconception" in own:
            misconceptions.append(f'{name} = "{own["misconception"]}"')
    text = [
        f"[{key}]",
        f'about = "{spec["about"]}"',
        f'edition = "{form}"',
        f"score = {score:g}",
        f"max_score = {sum(points.values())}",
        f"[{key}.outcomes]",
        *outcomes,
    ]
    if misconceptions:
        text += [f"[{key}.misconceptions]", *misconceptions]
    return "\n".join(text) + "\n"


def build(slug: str) -> dict[str, str]:
    """Every file that belongs to an assignment's examples and master, by its path below `assignments/<slug>/`."""
    folder = SOURCES / slug
    recipe = tomllib.loads((folder / "recipes.toml").read_text(encoding="utf-8")) | {"slug": slug, "folder": folder}
    fills = dict(sections((folder / "fills.txt").read_text(encoding="utf-8")))
    files = {f"examples/{spec['file']}": example(spec, recipe, fills) for spec in recipe["example"]}
    opening = (
        "# What each example must get. Written by assignments/build_examples.py: change its recipes, not this file.\n"
        '# edition: as the template\'s marks tell, "" when nothing tells.\n'
        "# Outcomes are the words of grader.model.Outcome.\n"
    )
    files["examples/expected.toml"] = "\n".join([opening, *(declared(spec, recipe) for spec in recipe["example"])])
    files["master.ipynb"] = master(recipe, fills)
    return files


def main() -> None:
    """Write the files of the assignments named on the command line, or of all that have sources."""
    parser = argparse.ArgumentParser(description="Build the example submissions and master notebooks.")
    parser.add_argument("slugs", nargs="*", metavar="SLUG")
    for slug in parser.parse_args().slugs or sorted(path.parent.name for path in SOURCES.glob("*/recipes.toml")):
        files = build(slug)
        for name, text in files.items():
            path = HERE / slug / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{slug}: {len(files)} files")


if __name__ == "__main__":
    main()
