"""Turn an exception of the student's into a message: type, text, and the frames that are the student's own.

Everything is read from the class and the traceback themselves, since an exception class may override anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType

from grader.wire.messages import Frame, Raised

__all__ = ["describe", "raised", "type_name"]

MESSAGE_CHARS = 2000
FIRST_FRAMES = 10
LAST_FRAMES = 30
TEXT_CHARS = 200

_name_of = type.__dict__["__name__"].__get__


def raised(number: int, error: BaseException, trace: TracebackType | None, sources: Mapping[str, list[str]]) -> Raised:
    """Describe an exception that left the student's function.

    Parameters
    ----------
    trace : traceback
        As `sys.exc_info` gave it.
    sources : mapping of str to list of str
        The lines of each of the student's cells, by the label they were compiled under.
    """
    return Raised(number, type_name(error), describe(error), frames(trace, sources))


def type_name(error: BaseException) -> str:
    """The name of the exception's class, whatever its metaclass says."""
    return _clean(_name_of(type(error)), TEXT_CHARS)


def describe(error: BaseException) -> str:
    """`str(error)`, or what went wrong with that."""
    try:
        text = str(error)
    except BaseException as second:
        return f"(its text could not be read: {_clean(_name_of(type(second)), TEXT_CHARS)})"
    return _clean(text, MESSAGE_CHARS)


def frames(trace: TracebackType | None, sources: Mapping[str, list[str]]) -> tuple[Frame, ...]:
    """The frames in the student's cells, outermost first; of very many, the first and the last."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines = sources.get(code.co_filename)
        if lines is not None:
            found.append((code.co_filename, trace.tb_lineno or 0, code.co_name, lines))
        trace = trace.tb_next
    if len(found) > FIRST_FRAMES + LAST_FRAMES:
        found = found[:FIRST_FRAMES] + found[-LAST_FRAMES:]
    return tuple(
        Frame(_clean(label, TEXT_CHARS), line, _clean(name, TEXT_CHARS), _line(lines, line))
        for label, line, name, lines in found
    )


def _line(lines: list[str], number: int) -> str:
    return _clean(lines[number - 1].strip(), TEXT_CHARS) if 0 < number <= len(lines) else ""


def _clean(text: str, chars: int) -> str:
    return str.__str__(text)[:chars].encode("utf-8", "replace").decode("utf-8")
