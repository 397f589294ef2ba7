"""IPython text → Python text of the same line numbers. Knows syntax only; nothing is executed.

A cell that Python parses as it stands never comes here: `%` at the start of a line can be a modulo.
"""

from __future__ import annotations

import ast
import re

__all__ = ["strip_magics"]

# Cell magics whose body is Python in the notebook's own namespace; the body of any other is not.
_PYTHON_BODIES = frozenset({
    "capture", "debug", "ipytest", "memit", "memray_flamegraph", "mprun", "notify", "prun", "pyinstrument", "scalene",
    "snakeviz", "time", "timeit", "viztracer", "wandb",
})  # fmt: skip
# A session copied with its prompts: the first line has one, and so may the others.
_FIRST_PROMPT = re.compile(r">>> |In \[\d+\]: ")
_PROMPT = re.compile(r"(?:>>>|\.\.\.)(?: |\Z)|In \[\d+\]: | *\.\.\.:(?: |\Z)")
_CELL_MAGIC = re.compile(r"%%(\w+)")
_ASSIGNED = re.compile(r"[\w\s,.*()\[\]'\"]+=\s*(?:!|%\w)")
_HELP = re.compile(r"[%\w.*]+\?{1,2}\s*(?:#.*)?\Z")
_TOKEN = re.compile(
    r"""(?P<comment>\#.*)|(?P<triple>\"{3}|'{3})|(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
    r"""|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<escape>\\\Z)|."""
)


def strip_magics(source: str) -> str:
    """Blank out what only IPython understands.

    Line magics (`%`, `!`, `?`), trailing `?`, and assignments from a magic or a shell command become `pass`, but
    `%time x = f()` becomes its statement. A cell of `%%time` and its like keeps its body; any other cell magic
    (`%%bash`, `%%writefile`, `%%html`) blanks the cell. Code that is indented as a whole is brought back to the margin,
    and prompts go, as IPython does.
    """
    lines = _without_prompts(source.split("\n"))
    for i, line in enumerate(lines):
        if not line.strip():
            continue
        magic = _CELL_MAGIC.match(line.strip())
        if not magic:
            break
        if magic[1] not in _PYTHON_BODIES:
            return "\n" * (len(lines) - 1)
        lines[i] = ""
    return "\n".join(_without_line_magics(_dedented(lines)))


def _without_prompts(lines: list[str]) -> list[str]:
    first = next((line for line in lines if line.strip()), "")
    return [line[_end_of_prompt(line) :] for line in lines] if _FIRST_PROMPT.match(first) else lines


def _end_of_prompt(line: str) -> int:
    prompt = _PROMPT.match(line)
    return prompt.end() if prompt else 0


def _dedented(lines: list[str]) -> list[str]:
    first = next((line for line in lines if line.strip()), "")
    margin = first[: len(first) - len(first.lstrip(" \t"))]
    return [line.removeprefix(margin) for line in lines] if margin else lines


def _without_line_magics(lines: list[str]) -> list[str]:
    out: list[str] = []
    depth, quote, continued, in_magic = 0, "", False, False
    for line in lines:
        if in_magic:  # a magic that ended in a backslash goes on
            out.append("")
            in_magic = line.rstrip().endswith("\\")
            continue
        text = line.strip()
        fresh = depth == 0 and not quote and not continued
        if fresh and (text[:1] in ("%", "!", "?") or _ASSIGNED.match(text) or _HELP.match(text)):
            indent = line[: len(line) - len(line.lstrip())]
            out.append(indent + _timed(text))
            in_magic = text.endswith("\\")
            continue
        out.append(line)
        depth, quote, continued = _after(line, depth, quote)
    return out


def _timed(text: str) -> str:
    """The statement that `%time` runs where the line stands, in a function too; no other magic does."""
    statement = text.removeprefix("%time ").strip()
    try:
        ast.parse(statement)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "pass"
    return statement


def _after(line: str, depth: int, quote: str) -> tuple[int, str, bool]:
    """The state of the tokenizer behind a line: open brackets, an open triple quote, a continuation."""
    at = 0
    while True:
        if quote:
            end = re.compile(rf"(?:\\.|(?!{quote})[^\\])*{quote}").match(line, at)
            if not end:
                return depth, quote, False
            at, quote = end.end(), ""
        token = _TOKEN.match(line, at)
        if not token:
            return depth, "", False
        at = token.end()
        if token["comment"]:
            return depth, "", False
        if token["escape"]:
            return depth, "", True
        if token["open"]:
            depth += 1
        elif token["close"]:
            depth = max(0, depth - 1)
        quote = token["triple"] or ""
