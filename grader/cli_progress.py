"""How a run's progress is shown on standard error: a bar on a terminal, plain lines elsewhere.

Owns wording only; it hears of results that are already safe and decides nothing.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, cast

from grader.text import number, one_line

if TYPE_CHECKING:
    from grader.batch_results import Finished

__all__ = ["progress", "result_line", "say", "steps"]


def say(line: str) -> None:
    """One line on standard error, whatever characters are in it; a run goes on where nobody reads."""
    with contextlib.suppress(OSError, ValueError):
        print(one_line(" ".join(line.split())), file=sys.stderr, flush=True)


class _Unread:
    """Standard error for a bar: what can't be written, because the terminal is gone, is not."""

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stderr, name)

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()


@contextmanager
def progress(total: int) -> Iterator[Callable[[Finished], None]]:
    """Yield what to call with each result."""
    if not sys.stderr.isatty():
        resumed = 0

        def line(done: Finished) -> None:
            nonlocal resumed
            if done.resumed:
                resumed += 1
                return
            if resumed:
                say(f"{resumed} of {total} results are there from an earlier run")
                resumed = 0
            say(result_line(done))

        yield line
        if resumed:
            say(f"{resumed} of {total} results are there from an earlier run")
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    console = Console(file=cast(TextIO, _Unread()), markup=False, highlight=False, emoji=False)
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("grading", total=total)

        def advance(done: Finished) -> None:
            bar.update(task, completed=done.count)
            if done.report.status != "graded":
                bar.console.print(Text(result_line(done)))

        yield advance


@contextmanager
def steps(word: str, total: int) -> Iterator[Callable[[str], None]]:
    """Yield what to call with the name of each step that is done."""
    if not sys.stderr.isatty():
        count = 0

        def line(name: str) -> None:
            nonlocal count
            count += 1
            say(f"[{count}/{total}] {word} {name}")

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(file=cast(TextIO, _Unread()), markup=False, highlight=False, emoji=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(word, total=total)
        yield lambda name: bar.update(task, advance=1, description=f"{word} {one_line(name)}")


def result_line(done: Finished) -> str:
    """`[3/40] ada: 70/80`, or why there is no score."""
    report = done.report
    head = f"[{done.count}/{done.total}] {report.submission.id}: "
    if report.score is not None:
        return one_line(f"{head}{number(report.score)}/{number(report.max_score)}")
    word = "rejected" if report.status == "rejected" else "not graded"
    return one_line(f"{head}{word}: {report.reason or 'no reason was recorded'}")
