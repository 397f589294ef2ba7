"""Bytes of a .ipynb or .py file → its cells as text. Knows formats and encodings, nothing of Python or of grades.

Everything here runs over hostile bytes, inside the confined child; nothing is executed.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, Literal

import msgspec

__all__ = ["CODE_BYTES", "Document", "NotReadableError", "RawCell", "read_notebook", "read_script"]

CODE_BYTES = 2 * 2**20
"""More code than this is no homework; outputs, attachments and text cells don't count."""

_TEXT_CHARS = 2**17
"""A longer text cell has a picture pasted into it, as Colab does; no code that was turned into text is so long."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EMACS = re.compile(r"(?<=.)-(?:unix|dos|mac)\Z")
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
# How nbconvert and Colab, Spyder, VS Code and Jupytext, and Databricks begin a cell in a script.
_CELL_MARK = re.compile(r"^#[ \t]*(?:In[ \t]*\[[\d* \t]*\]:?[ \t]*$|%%|<codecell>|COMMAND -{5})", re.MULTILINE)
_PARTS_CHARS = 4 * 2**20
_HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head)\b", re.IGNORECASE)
_OTHER_KERNELS = re.compile(r"ir\b|julia|bash|octave|javascript|scala|sage|matlab", re.IGNORECASE)


class NotReadableError(Exception):
    """The file as a whole can't be read; the message completes "<file> ..."."""


class RawCell(msgspec.Struct, frozen=True):
    """A cell as it stands in the file.

    Attributes
    ----------
    label : str
        "cell 7" for the 7th code cell, "markdown cell 12" for the 12th cell of the notebook, or a file's name.
    kind : str
        "code", "markdown" or "raw".
    source : str
        Unix line ends, no lone surrogates; "" for text cells with pictures in them.
    grade_id : str
        nbgrader's, "" where there is none.
    schema : int
        nbgrader's schema version, 0 where there is none.
    """

    label: str
    kind: Literal["code", "markdown", "raw"]
    source: str
    grade_id: str = ""
    schema: int = 0


class Document(msgspec.Struct, frozen=True):
    """The cells of a file in their order, what its metadata calls the kernel, and the Python that ran it last.

    A script is one cell. Where it says which cells it was made of, they are its `parts`, each on its own lines.
    """

    cells: tuple[RawCell, ...]
    kernel: str = ""
    python: str = ""
    parts: tuple[RawCell, ...] = ()


def read_script(data: bytes, label: str) -> Document:
    """A .py file as a document of one code cell.

    Raises
    ------
    NotReadableError
        The bytes are no text in the encoding that a mark, a coding comment or the default UTF-8 says.
    """
    text = _clean(_decode(data, _cookie(data)))
    return Document((RawCell(label, "code", text),), parts=_parts(text, label))


def _parts(text: str, label: str) -> tuple[RawCell, ...]:
    """The cells that a script marks, with empty lines for what stands above; none when there would be very many."""
    starts = [0, *(mark.start() for mark in _CELL_MARK.finditer(text))]
    if len(starts) == 1 or len(starts) * text.count("\n") + len(text) > _PARTS_CHARS:
        return ()
    found = enumerate(zip(starts, [*starts[1:], len(text)], strict=True))
    return tuple(
        RawCell(f"{label}, cell {n}" if n else label, "code", "\n" * text.count("\n", 0, start) + text[start:end])
        for n, (start, end) in found
    )


def read_notebook(data: bytes) -> Document:
    """The cells of a notebook in any nbformat from 1 to 4.

    Raises
    ------
    NotReadableError
        No JSON, no notebook, a kernel other than Python, or no code cell at all.
    """
    text = _decode(data, "utf-8")
    if not text.strip():
        raise NotReadableError("is empty")
    try:
        notebook = json.loads(text, strict=False)
    except RecursionError:
        raise NotReadableError("is JSON that nests too deeply for a notebook") from None
    except json.JSONDecodeError as error:
        if _HTML.match(text):
            remedy = "download the notebook itself, not the page that shows it"
            raise NotReadableError(f"is a web page, not a notebook: {remedy}") from None
        where = f"line {error.lineno}, column {error.colno}"
        raise NotReadableError(f"is no notebook: not JSON at {where} ({error.msg})") from None
    except ValueError:  # an integer of more digits than Python converts
        raise NotReadableError("is no notebook: it holds a number that is too long") from None
    if not isinstance(notebook, dict):
        raise NotReadableError("is no notebook: its JSON is not an object")
    metadata = _dict(notebook.get("metadata"))
    _refuse_other_languages(metadata)
    cells = tuple(_cells(notebook))
    if not any(cell.kind == "code" for cell in cells):
        raise NotReadableError("holds no code cell")
    if sum(len(cell.source) for cell in cells if cell.kind == "code") > CODE_BYTES:
        raise NotReadableError(f"holds more than {CODE_BYTES // 2**20} MiB of code")
    kernel = _text(_dict(metadata.get("kernelspec")).get("display_name"))
    return Document(cells, kernel, _text(_dict(metadata.get("language_info")).get("version")))


def _cells(notebook: dict[str, Any]) -> Iterator[RawCell]:
    listed = notebook.get("cells")
    if not isinstance(listed, list):  # nbformat 2 and 3
        sheets = notebook.get("worksheets")
        if not isinstance(sheets, list):
            raise NotReadableError("is no notebook: it has no list of cells")
        listed = [cell for sheet in sheets for cell in _list(_dict(sheet).get("cells"))]
    code = 0
    for position, cell in enumerate(listed, 1):
        if not isinstance(cell, dict):
            continue
        kind = cell.get("cell_type")
        # "input" and "code" were the key's names in nbformat 3 and 1
        source = _clean(_text(cell.get("source", cell.get("input", cell.get("code")))))
        nbgrader = _dict(_dict(cell.get("metadata")).get("nbgrader"))
        schema = nbgrader.get("schema_version")
        rest = (source, _clean(_text(nbgrader.get("grade_id"))), schema if type(schema) is int else 0)
        if kind == "code":
            code += 1
            yield RawCell(f"cell {code}", "code", *rest)
        elif kind in ("markdown", "raw"):
            text = RawCell(f"{kind} cell {position}", kind, *rest)
            yield text if len(source) <= _TEXT_CHARS else msgspec.structs.replace(text, source="")


def _refuse_other_languages(metadata: dict[str, Any]) -> None:
    kernel = _dict(metadata.get("kernelspec"))
    language = _text(_dict(metadata.get("language_info")).get("name")) or _text(kernel.get("language"))
    name = _text(kernel.get("name"))
    if language and "python" not in language.lower():
        raise NotReadableError(f"is a notebook of the language {_clean(language)[:40]!r}, should be Python")
    if not language and _OTHER_KERNELS.match(name):
        raise NotReadableError(f"is a notebook of the kernel {_clean(name)[:40]!r}, should be Python")


def _decode(data: bytes, encoding: str) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotReadableError(
            f"is not {encoding.upper()} text: byte {error.start} is 0x{data[error.start]:02x}; save it as UTF-8"
        ) from None
    except UnicodeError:  # odd codecs raise it without a position
        raise NotReadableError(f"is not {encoding.upper()} text; save it as UTF-8") from None


def _cookie(data: bytes) -> str:
    """The encoding that a comment in the first two lines names, as PEP 263 has it; UTF-8 without one."""
    for line in re.split(rb"\r\n|\r|\n", data[:1000], maxsplit=2)[:2]:
        found = _COOKIE.match(line)
        if not found:
            if line.strip() and not line.lstrip().startswith(b"#"):
                break
            continue
        name = _EMACS.sub("", found[1].decode("ascii", "replace"))
        try:
            codec = codecs.lookup(name)
        except (LookupError, ValueError):
            raise NotReadableError(f"names the encoding {name[:40]!r}, which does not exist") from None
        if not getattr(codec, "_is_text_encoding", True):
            raise NotReadableError(f"names the encoding {name[:40]!r}, which is none for text")
        return name
    return "utf-8"


def _clean(text: str) -> str:
    """Unix line ends, as Python's own reader makes them, and no lone surrogates, which nothing could encode."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if not text.isascii() else text


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return "".join(part for part in value if isinstance(part, str)) if isinstance(value, list) else ""


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
