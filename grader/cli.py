"""The command line: typer commands only, and the place where the parts are put together.

Everything but typer is imported inside the commands, so that `--help` and `check` start fast and a broken or missing
part hurts only those who use it. An error is one line on standard error; a traceback needs --debug.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from grader import __version__

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
images = typer.Typer(
    help="The container image in which student code runs.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(images, name="image")

STOPPED = 130
_debug = False

Course = Annotated[
    Path | None,
    typer.Option(
        "--course", metavar="DIR", help="Folder with assignments/ and test_specs/; default: from here upwards."
    ),
]
Slug = Annotated[
    str | None,
    typer.Option(
        "--assignment", "-a", metavar="SLUG", help="Which one, as in `grader list`; default: told by the file."
    ),
]
Seed = Annotated[
    int, typer.Option("--seed", metavar="N", min=0, max=2**32 - 1, help="Of the drawn cases: same seed, same cases.")
]
Edition = Annotated[
    str, typer.Option("--edition", metavar="E", help="The notebook's: 2017, 2019, 2021, or auto: by its own marks.")
]
SandboxName = Annotated[
    str, typer.Option("--sandbox", metavar="NAME", help="docker, bubblewrap, process, or auto: the strongest here.")
]
Image = Annotated[
    str | None, typer.Option("--image", metavar="TAG", help="Another image for --sandbox docker; see `grader image`.")
]


def _examples(*lines: str) -> str:
    """An epilog that keeps its lines."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"grader {__version__}")
        raise typer.Exit


@app.callback(epilog=_examples("grader list", "grader check Optimization_methods.ipynb", "grader doctor"))
def root(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Show the version and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False,
) -> None:
    """Grade notebooks of the course on drawn inputs, each in a sandbox."""
    global _debug  # `main` must know it after typer has returned
    _debug = debug


@app.command("list", epilog=_examples("grader list", "grader list --course ~/course"))
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
    epilog=_examples(
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
    epilog=_examples(
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


@app.command(epilog=_examples("grader report out/"))
def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `grader grade` wrote.", show_default=False)],
) -> None:
    """Write a run's pages and gradebook anew, from its results."""
    from grader.batch_pages import render_again
    from grader.terminal import make_console, run_summary

    make_console().print(run_summary(render_again(folder)))


@app.command(
    epilog=_examples("grader verify", "grader verify optimization --seeds 20", "grader verify --html quality.html")
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


@app.command(epilog=_examples("grader doctor"))
def doctor() -> None:
    """Say what works here and how to mend what doesn't.

    "ok" works, "no" is missing and only some runs need it, "MISS" is missing and nothing runs without it. The last
    line says in which sandbox `grader grade` would run student code. Exit code 3 when anything is "MISS".
    """
    from grader.doctor import run_doctor

    if not run_doctor():
        raise typer.Exit(3)


Stack = Annotated[
    str,
    typer.Argument(metavar="STACK", help="numpy or tensorflow, as an assignment's image.", show_default=False),
]


@images.command(
    "build",
    epilog=_examples("grader image build", "grader image build tensorflow", "grader image build --base my-python:3.12"),
)
def image_build(
    stack: Stack = "numpy",
    base: Annotated[
        str | None, typer.Option("--base", metavar="IMAGE", help="A local image with Python to build upon.")
    ] = None,
    tag: Annotated[
        str | None, typer.Option("--tag", metavar="TAG", help="Name of the result; default: what `grade` uses.")
    ] = None,
) -> None:
    """Build the image from locked wheels, one for NumPy assignments and one for those with TensorFlow."""
    from grader.cli_progress import say
    from grader.sandbox.image.build import DEFAULT_BASE, build_image

    typer.echo(build_image(base or DEFAULT_BASE, tag, say, stack=_known_stack(stack)))


@images.command("show", epilog=_examples("grader image show", "grader image show tensorflow"))
def image_show(
    stack: Stack = "numpy",
    tag: Annotated[str | None, typer.Option("--tag", metavar="TAG", help="Which image.")] = None,
) -> None:
    """Show the image's digest and what it says of itself."""
    from grader.sandbox.docker_engine import Engine, default_image
    from grader.sandbox.docker_sandbox import checked_image

    name = tag or default_image(_known_stack(stack))
    with Engine() as engine:
        facts = checked_image(engine, name, stack)
    typer.echo(f"{name}  {facts.id}")
    for label, value in sorted(facts.labels.items()):
        typer.echo(f"  {label} = {value}")


def _known_stack(name: str) -> str:
    from grader.errors import UsageError
    from grader.sandbox.stacks import STACKS

    if name not in STACKS:
        raise UsageError(f"unknown stack {name!r}: choose from {', '.join(STACKS)}")
    return name


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its code."""
    from grader.errors import GraderError

    _open_standard_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if "--debug" in given:  # wherever it stands
        given = ["--debug", *(a for a in given if a != "--debug")]
    try:
        typer.main.get_command(app).main(args=given, prog_name="grader", standalone_mode=True)
    except GraderError as e:
        _fail(str(e), e.exit_code, e)
    except BrokenPipeError:
        _hush()
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


def _open_standard_streams() -> None:
    """Closed streams become the null device: else the run's own files would get their numbers, and be printed into."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            # Takes the lowest free number, which is this one; workers get it too.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - for good
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a sign that the terminal's encoding lacks must not end a command


def _hush() -> None:
    """Whoever read our output is gone: let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
