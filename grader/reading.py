"""A document's cells → what is executed, where each graded function stands, and what is broken.

Owns the order of reading: Python without magics, kept statements, definitions, notes. Pure: it knows no files and no
limits, and hostile text may exhaust the process that calls it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Collection, Sequence

import msgspec

from grader.magics import strip_magics
from grader.model import Cell, Definition, LoadProblem
from grader.notebook import Document, RawCell
from grader.source import Bound, ParsedCell, filter_cells
from grader.template import defined_in_text, edition_of, graded_mark, is_attempted, with_pass_in_regions
from grader.tensorflow1 import first_use

__all__ = ["Reading", "read_document"]

_MESSAGE_CHARS = 200
_NEWER_STRINGS = " (Python 3.12 allows the same quotes inside an f-string, the grader's Python is older)"


class Reading(msgspec.Struct, frozen=True, tag="read"):
    """What a document says, as `model.Submission` wants it; `tensorflow1` is the first use of TensorFlow 1, if any."""

    cells: tuple[Cell, ...]
    definitions: dict[str, Definition]
    problems: tuple[LoadProblem, ...]
    edition: str | None
    notes: tuple[str, ...]
    tensorflow1: str | None = None


class _Unparsed(msgspec.Struct, frozen=True):
    """A code cell that does not compile."""

    label: str
    source: str
    line: int
    message: str
    crashes: bool = False
    """It took the parser down with it: hands off."""


def read_document(
    document: Document,
    names: frozenset[str],
    *,
    skip: Collection[int] = (),
    note: Callable[[int], None] = lambda step: None,
) -> Reading:
    """Filter a document's cells and find the definitions.

    Parameters
    ----------
    document : Document
        The cells as they stand in the file.
    names : frozenset of str
        The graded names and their aliases.
    skip : collection of int
        Numbers of cells, from 1, that are not parsed because they crashed the parser.
    note : callable
        Told the number of each cell before it is parsed.
    """
    parsed: list[ParsedCell] = []
    unparsed: list[_Unparsed] = []
    cells = document.cells
    if document.parts and 1 not in skip:
        note(1)
        if isinstance(_parse("", cells[0].source), _Unparsed):
            cells = document.parts  # as in the notebook it was made of, a broken cell costs itself
    order = {cell.label: i for i, cell in enumerate(cells)}
    for i, raw in enumerate(cells, 1):
        if raw.kind != "code":
            continue
        note(i)
        if i in skip:
            message = "the Python parser can't cope with this text"
            unparsed.append(_Unparsed(raw.label, raw.source, 1, message, crashes=True))
            continue
        result = _parse(raw.label, raw.source)
        (parsed if isinstance(result, ParsedCell) else unparsed).append(result)  # type: ignore[arg-type]
    note(0)
    filtered = filter_cells(parsed, names)
    missing = names - {b.name for b in filtered.bound} - _named(unparsed)
    retyped = _retyped(cells, missing, skip, note)
    if retyped:
        parsed = sorted([*parsed, *retyped], key=lambda cell: order[cell.label])
        filtered = filter_cells(parsed, names)
    definitions = _definitions(filtered.bound, parsed)
    problems = [
        *(LoadProblem(c.label, c.line, c.message[:_MESSAGE_CHARS], defined_in_text(c.source)) for c in unparsed),
        *(
            LoadProblem(parsed[cell].label, line, message[:_MESSAGE_CHARS], (name,))
            for cell, name, line, message in filtered.broken
        ),
    ]
    problems.sort(key=lambda p: (order[p.cell], p.line))
    notes = [
        *_notes_of_repeats(definitions),
        *_notes_of_broken(definitions, problems, order),
        *_notes_of_inner(names - definitions.keys() - _named(unparsed), parsed),
        *(
            f"{d.name} was read from {d.cell}, because no code cell defines it."
            for d in definitions.values()
            if not d.cell.startswith("cell ") and any(cell.label == d.cell for cell in retyped)
        ),
    ]
    _add_untouched(definitions, unparsed, names)
    return Reading(
        cells=tuple(
            Cell(c.label, text) for c, text in zip(parsed, filtered.sources, strict=True) if _does_anything(text)
        ),
        definitions=definitions,
        problems=tuple(problems),
        edition=edition_of(document),
        notes=tuple(notes),
        tensorflow1=first_use((cell.label, cell.tree) for cell in parsed),
    )


def _parse(label: str, source: str) -> ParsedCell | _Unparsed:
    """Parse as Python, else as IPython; the message of the second attempt is the one that counts."""
    try:
        return ParsedCell(label, source, ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        plain = strip_magics(source)
    try:
        return ParsedCell(label, plain, ast.parse(plain))
    except SyntaxError as error:
        newer = _NEWER_STRINGS if error.msg.startswith("f-string") and sys.version_info < (3, 12) else ""
        return _Unparsed(label, source, error.lineno or 1, f"{type(error).__name__}: {error.msg}{newer}")
    except (RecursionError, MemoryError):
        return _Unparsed(label, source, 1, "SyntaxError: the text nests too deeply")
    except ValueError as error:
        return _Unparsed(label, source, 1, f"SyntaxError: {error}")


def _named(unparsed: Sequence[_Unparsed]) -> set[str]:
    return {name for cell in unparsed for name in defined_in_text(cell.source)}


def _retyped(
    cells: Sequence[RawCell], missing: frozenset[str], skip: Collection[int], note: Callable[[int], None]
) -> list[ParsedCell]:
    """Cells that were turned into text by accident: marked as graded, and Python that defines what is missing."""
    found: list[ParsedCell] = []
    for i, raw in enumerate(cells, 1):
        if raw.kind == "code" or i in skip or not (raw.grade_id or graded_mark(raw.source)):
            continue
        if missing.isdisjoint(defined_in_text(raw.source)):
            continue
        note(i)
        cell = _parse(raw.label, raw.source)
        note(0)
        if isinstance(cell, ParsedCell) and any(b.name in missing for b in filter_cells([cell], missing).bound):
            found.append(cell)
    return found


def _definitions(bound: Sequence[Bound], cells: Sequence[ParsedCell]) -> dict[str, Definition]:
    """The last binding of each name. An import counts only where nothing else binds the name."""
    by_name: dict[str, list[Bound]] = {}
    for binding in bound:
        by_name.setdefault(binding.name, []).append(binding)
    definitions: dict[str, Definition] = {}
    for name, all_bindings in by_name.items():
        own = [b for b in all_bindings if not isinstance(b.statement, ast.ImportFrom)] or all_bindings
        last = own[-1]
        cell = cells[last.cell]
        definitions[name] = Definition(
            name=name,
            cell=cell.label,
            line=last.statement.lineno,
            attempted=is_attempted(last.statement, cell.source, _until(last.statement, cell.tree, cell.source)),
            earlier=len({b.group for b in own}) - 1,
        )
    return definitions


def _until(statement: ast.stmt, tree: ast.Module, source: str) -> int:
    """The last line before the next top-level statement: comments there may still belong to a function."""
    end = statement.end_lineno or statement.lineno
    following = (_first_line(other) for other in tree.body if _first_line(other) > end)
    return min(following, default=source.count("\n") + 2) - 1


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _notes_of_repeats(definitions: dict[str, Definition]) -> list[str]:
    return [
        f"{d.name} is defined {d.earlier + 1} times; the last one counts ({d.cell}, line {d.line})."
        for d in definitions.values()
        if d.earlier
    ]


def _notes_of_broken(
    definitions: dict[str, Definition], problems: Sequence[LoadProblem], order: dict[str, int]
) -> list[str]:
    return [
        f"{name} in {problem.cell} does not compile (line {problem.line}: {problem.message}), "
        f"so the definition in {definition.cell} counts."
        for name, definition in definitions.items()
        for problem in problems
        if name in problem.names and (order[problem.cell], problem.line) > (order[definition.cell], definition.line)
    ]


def _notes_of_inner(missing: Collection[str], cells: Sequence[ParsedCell]) -> list[str]:
    """Where a missing function is, if it isn't at the top level: a method, or inside another function."""
    found: dict[str, str] = {}
    for cell in cells:
        for outer in ast.walk(cell.tree):
            if not isinstance(outer, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            kind = "class" if isinstance(outer, ast.ClassDef) else "function"
            for inner in outer.body:
                name = getattr(inner, "name", "")
                if name in missing:
                    where = f"inside the {kind} {outer.name} ({cell.label}, line {inner.lineno})"
                    found[name] = f"{name} is defined {where}, not at the top level, so it is not graded."
    return list(found.values())


def _add_untouched(definitions: dict[str, Definition], unparsed: Sequence[_Unparsed], names: Collection[str]) -> None:
    """Add definitions, not attempted, for the cells that don't compile because nothing was filled in."""
    for broken in unparsed:
        wanted = set(names).intersection(defined_in_text(broken.source)) - definitions.keys()
        if broken.crashes or not wanted:
            continue
        cell = _parse(broken.label, with_pass_in_regions(strip_magics(broken.source)))
        if not isinstance(cell, ParsedCell):
            continue
        for statement in cell.tree.body:
            name = getattr(statement, "name", "")
            if name not in wanted:
                continue
            until = _until(statement, cell.tree, cell.source)
            if not is_attempted(statement, cell.source, until, compiles=False):
                definitions[name] = Definition(name, broken.label, statement.lineno, attempted=False)


def _does_anything(source: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in source.split("\n"))
