"""The commands of `grader image`: build the container image in which student code runs, and show it."""

from __future__ import annotations

from typing import Annotated

import typer

from grader.cli_options import examples

__all__ = ["images"]

images = typer.Typer(
    help="The container image in which student code runs.", no_args_is_help=True, rich_markup_mode=None
)

Stack = Annotated[
    str,
    typer.Argument(metavar="STACK", help="numpy or tensorflow, as an assignment's image.", show_default=False),
]


@images.command(
    "build",
    epilog=examples("grader image build", "grader image build tensorflow", "grader image build --base my-python:3.12"),
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


@images.command("show", epilog=examples("grader image show", "grader image show tensorflow"))
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
