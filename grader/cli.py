"""The command line: typer commands only, and the place where the parts are put together.

Everything but typer is imported inside the commands, so that `--help` and `check` start fast and a broken or missing
part hurts only those who use it. An error is one line on standard error; a traceback needs --debug.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from grader import __version__
from grader.cli_image import images
from grader.cli_options import Course, Edition, Image, SandboxName, Seed, Slug, examples
from grader.cli_streams import hush, open_standard_streams

__all__ = ["app", "main"]

app = typer.Typer(
    name="grader",
    help="Grade notebooks of the course on drawn inputs, each in a sandbox.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(images, name="image")

STOPPED = 130
_debug = False


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"grader {__version__}")
        raise typer.Exit


@app.callback(epilog=examples("grader list", "grader check Optimization_methods.ipynb", "grader doctor"))
def root(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Show the version and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False,
) -> None:
    """Grade notebooks of the course on drawn inputs, each in a sandbox."""
    global _debug  # `main` must know it after typer has returned
    _debug = debug


@app.command("list", epilog=examples("grader list", "grader list --course ~/course"))
def list_(course: Course = None) -> None:
    """Show the course's assignments."""
    from rich.table import Table
    from rich.text import Text

    from grader.course import find_course_root, list_assignments
    from grader.errors import CourseError
    from grader.terminal import make_console
    from grader.text import number, one_line

    found = find_course_root(course)
    assignments = list_assignments(found)
    if not assignments:
        raise CourseError(f"{found}: has no assignments: each is a folder assignments/<slug>/ with an assignment.toml")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, justify in (
        ("slug", "left"),
        ("week", "right"),
        ("points", "right"),
        ("functions", "right"),
        ("title", "left"),
    ):
        table.add_column(column, justify=justify)  # type: ignore[arg-type]
    for a in assignments:
        points = number(sum(f.points for f in a.functions))
        table.add_row(*map(Text, (a.slug, str(a.week), points, str(len(a.functions)), one_line(a.title))))
    make_console().print(table)


@app.command(
    epilog=examples(
        "grader check Optimization_methods.ipynb",
        "grader check work.py -a initialization",
        "grader check Initialization.ipynb --html report.html",
    )
)
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Your notebook or .py file.", show_default=False)],
    assignment: Slug = None,
    course: Course = None,
    seed: Seed = 0,
    edition: Edition = "auto",
    sandbox: SandboxName = "process",
    image: Image = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the report as a page.")] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the result as JSON.")] = None,
) -> None:
    """Check one notebook of your own, with hints.

    Only public checks are run, on cases that grading never uses, so a pass here promises no grade. Your code runs with
    limits but without isolation: check only what you trust. Exit code 0 when all public checks passed, 1 when one did
    not, 2 or more when nothing was checked.
    """
    from grader.cli_run import check_file

    passed = check_file(
        file,
        slug=assignment,
        course=course,
        seed=seed,
        edition=edition,
        sandbox=sandbox,
        image=image,
        html=html,
        json=json,
    )
    if not passed:
        raise typer.Exit(1)


@app.command(
    epilog=examples(
        "grader grade submissions/ -a optimization -o out/",
        "grader grade examples/ -a initialization -o out/ --sandbox process --trust-submissions",
    )
)
def grade(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Notebooks, .py files, or folders of them.", show_default=False),
    ],
    assignment: Annotated[
        str, typer.Option("--assignment", "-a", metavar="SLUG", help="Which one, as in `grader list`.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="For results; made if missing.")],
    sandbox: SandboxName = "auto",
    isolation: Annotated[
        str, typer.Option("--isolation", metavar="LEVEL", help="container (a fresh one each) or fork (one kept warm).")
    ] = "container",
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", min=0, metavar="N", help="Worker processes; 0: one per core.", show_default=False),
    ] = 0,
    seed: Seed = 0,
    edition: Edition = "auto",
    course: Course = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Grade again what an earlier run has graded.")] = False,
    trust: Annotated[
        bool, typer.Option("--trust-submissions", help="Allow --sandbox process, which isolates nothing.")
    ] = False,
    image: Image = None,
    runtime: Annotated[
        str | None,
        typer.Option("--runtime", metavar="R", help="Another OCI runtime of Docker, such as runsc (gVisor)."),
    ] = None,
) -> None:
    """Grade submissions and write results, reports and the gradebook.

    Writes DIR/index.html (the class), DIR/grades.csv (the gradebook), and for each submission DIR/ID/report.html (the
    student's page) and DIR/ID/result.json (everything, for staff). The same command given again keeps what is done
    and grades the rest.

    Exit code 0 when the run is complete, whatever the scores (an unreadable submission has none and says why), 3 when
    the course, the sandbox or the grader failed, if only for one submission: all others are written, and the same
    command grades it again. Otherwise 2 (usage), 4 (no submissions), 130 (stopped).
    """
    from grader.cli_run import grade_paths

    grade_paths(
        paths,
        slug=assignment,
        out=out,
        sandbox=sandbox,
        isolation=isolation,
        jobs=jobs,
        seed=seed,
        edition=edition,
        course=course,
        fresh=fresh,
        trust=trust,
        image=image,
        runtime=runtime,
        debug=_debug,
    )


@app.command(epilog=examples("grader report out/"))
def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `grader grade` wrote.", show_default=False)],
) -> None:
    """Write a run's pages and gradebook anew, from its results."""
    from grader.batch_pages import render_again
    from grader.terminal import make_console, run_summary

    make_console().print(run_summary(render_again(folder)))


@app.command(
    epilog=examples("grader verify", "grader verify optimization --seeds 20", "grader verify --html quality.html")
)
def verify(
    slugs: Annotated[list[str] | None, typer.Argument(metavar="SLUG", help="Assignments; default: all.")] = None,
    course: Course = None,
    seeds: Annotated[
        int, typer.Option("--seeds", metavar="N", min=1, help="Nothing right may fail on so many seeds.")
    ] = 200,
    full: Annotated[bool, typer.Option("--full", help="Try every right solution on every seed, not in turn.")] = False,
    mutants: Annotated[
        bool, typer.Option("--mutants/--no-mutants", help="Try small changes of the references too.")
    ] = True,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, metavar="N", help="Worker processes; 0: one per core.")
    ] = 0,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the figures as a page.")] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the figures as JSON.")] = None,
) -> None:
    """Grade the specs themselves, for their authors.

    Known wrong solutions (misconceptions, generated mutants, hard-coders) must lose their points, right ones must keep
    them, on many seeds. docs/quality.md says what is measured and where the gate is. All assignments on 200 seeds take
    long: name one and use --seeds 20 while you write. Exit code 1 below the gate.
    """
    from grader.cli_verify import verify_course
    from grader.verify import Plan

    plan = Plan(seeds=seeds, full=full, mutants=mutants)
    if not verify_course(slugs or [], course=course, plan=plan, jobs=jobs, json=json, html=html):
        raise typer.Exit(1)


@app.command(epilog=examples("grader doctor"))
def doctor() -> None:
    """Say what works here and how to mend what doesn't.

    "ok" works, "no" is missing and only some runs need it, "MISS" is missing and nothing runs without it. The last
    line says in which sandbox `grader grade` would run student code. Exit code 3 when anything is "MISS".
    """
    from grader.doctor import run_doctor

    if not run_doctor():
        raise typer.Exit(3)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its code."""
    from grader.errors import GraderError

    # NumPy is not imported yet. Threads gain nothing on small matrices, and take the cores from other workers.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    open_standard_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if "--debug" in given:  # wherever it stands
        given = ["--debug", *(a for a in given if a != "--debug")]
    try:
        typer.main.get_command(app).main(args=given, prog_name="grader", standalone_mode=True)
    except GraderError as e:
        _fail(str(e), e.exit_code, e)
    except BrokenPipeError:
        hush()
        sys.exit(1)
    except SystemExit as e:
        if e.code == STOPPED:  # typer makes this of Ctrl-C, without a word
            _fail("stopped", STOPPED, None)
        raise
    except Exception as e:
        _fail(f"the grader failed ({type(e).__name__}: {e}): please report it with the output of --debug", 3, e)
    raise AssertionError("unreachable: typer exits")


def _fail(line: str, code: int, error: BaseException | None) -> NoReturn:
    from grader.cli_progress import say

    if _debug and error is not None:
        traceback.print_exception(error)
    say(f"error: {line}")
    sys.exit(code)
