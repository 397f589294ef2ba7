"""What the marks of a course template tell: the edition of a notebook, and whether a function was attempted.

Knows the editions' marks and placeholders; nothing of files or points. A wrong "attempted" costs nothing, since the
function is then judged as it is; a wrong "not attempted" would hide work. So wherever the marks leave room for
doubt (code beside them, marks taken out, placeholders written over) the answer is "attempted".
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from grader.notebook import Document

__all__ = ["defined_in_text", "edition_of", "graded_mark", "is_attempted", "with_pass_in_regions"]

_START = re.compile(r"^(?P<indent>[ \t]*)#.*?(?:START CODE HERE|YOUR CODE STARTS? HERE)", re.IGNORECASE)
_END = re.compile(r"#.*?(?:END CODE HERE|YOUR CODE ENDS? HERE)", re.IGNORECASE)
_NBGRADER = re.compile(r"^[ \t]*#+\s*YOUR CODE HERE\b", re.IGNORECASE)
_HINT = re.compile(r"^\s*#+\s*(?P<target>[A-Za-z_][^=#]*?)\s*=(?!=)")
_MARK = re.compile(
    r"^[ \t]*#+\s*(?:UNQ_C\d+\s*)?(?:\(.*?\)\s*)?GRADED\s+(?:FUNCTION|CLASS)\b", re.MULTILINE | re.IGNORECASE
)
_DEFINES = re.compile(r"^(?:[ \t]*(?:async[ \t]+)?def[ \t]+(?P<def>\w+)|(?P<assigned>\w+)[ \t]*=(?!=))", re.MULTILINE)

_MARKS_2021 = re.compile(r"YOUR CODE STARTS HERE")
_MARKS_2017 = re.compile(r"START CODE HERE ###")
# The announcements at the head of the notebooks that were mended in 2019, and the helper that came with them.
_SIGNS_2019 = re.compile(
    r"opt_utils_v1a|Updates to Assignment|working on (?:the|an) older version|working on a previous version"
)
_PYTHON_2019 = "3.6.0"  # the notebooks of 2017 ran on 3.5.2


def edition_of(document: Document) -> str | None:
    """Tell the edition by its marks and metadata, never by the functions that are there.

    The newest template has nbgrader metadata of schema 3, its own kernel name and its own marks; where a notebook
    holds marks of two editions, the more frequent ones decide. 2017 and 2019 have the same functions, and differ in
    helper, announcement and the Python that ran them; "2017" is the answer where nothing of that is left.
    """
    code = [cell for cell in document.cells if cell.kind == "code"]
    if any(cell.schema >= 3 for cell in document.cells) or document.kernel.startswith("dls-c"):
        return "2021"
    newer = sum(len(_MARKS_2021.findall(cell.source)) for cell in code)
    older = sum(len(_MARKS_2017.findall(cell.source)) for cell in code)
    if newer and newer >= older:
        return "2021"
    if not older:
        return None
    mended = document.python == _PYTHON_2019 or any(_SIGNS_2019.search(cell.source) for cell in document.cells)
    return "2019" if mended else "2017"


def graded_mark(source: str) -> bool:
    """Whether a text carries `# GRADED FUNCTION: ...`."""
    return _MARK.search(source) is not None


def defined_in_text(source: str) -> tuple[str, ...]:
    """The names that a text tries to define, in order, by its look: `def name` anywhere, `name =` at the margin."""
    found = (match["def"] or match["assigned"] for match in _DEFINES.finditer(source))
    return tuple(dict.fromkeys(found))


def with_pass_in_regions(source: str) -> str:
    """Put `pass` before each start mark, so that an untouched cell of the 2021 template compiles.

    Its unfinished loops have no body. The text serves to see what was attempted; it is never executed.
    """
    lines = source.split("\n")
    for i, line in enumerate(lines):
        start = _START.match(line)
        if start and not _END.search(line):
            lines[i] = f"{start['indent']}pass  {line.lstrip()}"
    return "\n".join(lines)


@dataclass
class _Region:
    """The lines strictly between a start and an end mark, with what stands in them."""

    start: int
    end: int
    older: bool
    """Marked as in 2017 and 2019, whose placeholders are `x = None`; the marks of 2021 enclose nothing."""
    filled: bool = False
    targets: set[str] = field(default_factory=set)
    """What its placeholders or the hints above it would assign, as text."""


def is_attempted(statement: ast.stmt, source: str, until: int, *, compiles: bool = True) -> bool:
    """Whether a student did anything in a function.

    Parameters
    ----------
    statement : ast.stmt
        The statement that binds the graded name; anything but a `def` is an attempt.
    source : str
        The text of its cell.
    until : int
        The last line that may belong to the function: an end mark can stand behind its last statement.
    compiles : bool
        False when the text compiles only thanks to `with_pass_in_regions`: then an empty region is an
        unfinished one, whatever stands above it.
    """
    if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return True
    simple = list(_simple_statements(statement.body))
    if all(_is_placeholder(inner) for inner in simple):
        return False
    lines = source.split("\n")
    regions = _regions(lines, statement.lineno, until)
    if not regions:
        return not _nbgrader_blank(lines, statement.lineno, until, simple)
    for inner in simple:
        region = next((r for r in regions if r.start < inner.lineno < r.end), None)
        if region is not None:
            blank = _is_placeholder(inner) and (region.older or not _targets(inner))
            region.filled = region.filled or not blank
            region.targets |= _targets(inner)
    for region in regions:
        region.targets |= _hinted(lines, region)
    if any(region.filled for region in regions):
        return True
    if not compiles:
        return False
    return any(not region.targets for region in regions) or _worked_around(statement, simple, regions)


def _worked_around(statement: ast.stmt, simple: Sequence[ast.stmt], regions: Sequence[_Region]) -> bool:
    """Whether code outside the marks does their work: it assigns what they should, or no longer needs it."""
    outside = [s for s in simple if not any(r.start < s.lineno < r.end for r in regions)]
    for inner in outside:
        if not _is_placeholder(inner) and any(inner.lineno > r.end and _targets(inner) & r.targets for r in regions):
            return True
    roots = {re.split(r"\W", target, maxsplit=1)[0] for region in regions for target in region.targets}
    used = {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name)
        and isinstance(node.ctx, ast.Load)
        and not any(r.start < node.lineno < r.end for r in regions)
    }
    return roots.isdisjoint(used)


def _regions(lines: Sequence[str], first: int, last: int) -> list[_Region]:
    regions: list[_Region] = []
    for number in range(first, min(last, len(lines)) + 1):
        line = lines[number - 1]
        if _END.search(line):
            if regions and regions[-1].end > last:
                regions[-1].end = number
        elif _START.match(line) or re.match(r"^[ \t]*pass  #.*CODE", line):
            if regions:
                regions[-1].end = min(regions[-1].end, number)
            regions.append(_Region(number, last + 1, older="YOUR CODE" not in line))
    return regions


def _simple_statements(block: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement that holds no other: a loop with an empty body is no attempt, what stands in it is."""
    for statement in block:
        inner = [
            child
            for name in ("body", "orelse", "finalbody", "handlers", "cases")
            for child in getattr(statement, name, [])
        ]
        if not inner:
            yield statement
            continue
        for child in inner:
            yield from _simple_statements([child] if isinstance(child, ast.stmt) else child.body)


def _is_placeholder(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Return(value=None | ast.Constant(value=None)):
            return True
        case ast.Raise(exc=ast.Name(id="NotImplementedError") | ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
        case ast.Assign(value=value) | ast.AugAssign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            return _is_none(value)
    return False


def _is_none(value: ast.expr) -> bool:
    """None, a tuple of it, or arithmetic with it, as in the template's `1./m * np.dot(dZ3, A2.T) + None`."""
    match value:
        case ast.Constant(value=None):
            return True
        case ast.Constant(value=constant):
            return constant is ...
        case ast.Tuple(elts=[_, *_] as parts) | ast.List(elts=[_, *_] as parts):
            return all(_is_none(part) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _is_none(left) or _is_none(right)
    return False


def _targets(statement: ast.stmt) -> set[str]:
    match statement:
        case ast.Assign(targets=targets):
            pass
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            targets = [target]
        case _:
            return set()
    flat = [part for t in targets for part in (t.elts if isinstance(t, ast.Tuple | ast.List) else [t])]
    return {ast.unparse(target) for target in flat} - {"_"}


def _hinted(lines: Sequence[str], region: _Region) -> set[str]:
    """What the comments in a region and directly above it name as still to be assigned: `# W1 = `."""
    above = region.start - 1
    while above and _is_comment(lines[above - 1]):
        above -= 1
    found: set[str] = set()
    for line in lines[above : region.end - 1]:
        hint = _HINT.match(line)
        if hint:
            try:
                found |= _targets(ast.parse(f"{hint['target'].strip()} = None").body[0])
            except (SyntaxError, ValueError, IndexError, RecursionError, MemoryError):
                continue
    return found


def _is_comment(line: str) -> bool:
    """A comment or an empty line, but no mark: what stands above an end mark belongs to that region."""
    text = line.strip()
    return not text or (text.startswith("#") and not _END.search(text) and not _START.match(text))


def _nbgrader_blank(lines: Sequence[str], first: int, last: int, simple: Sequence[ast.stmt]) -> bool:
    """nbgrader's own form: every `# YOUR CODE HERE` is still followed by `raise NotImplementedError()`."""
    marks = [n for n in range(first, min(last, len(lines)) + 1) if _NBGRADER.match(lines[n - 1])]
    following = [min((s for s in simple if s.lineno > n), key=lambda s: s.lineno, default=None) for n in marks]
    return bool(marks) and all(isinstance(s, ast.Raise) and _is_placeholder(s) for s in following)
