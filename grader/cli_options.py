"""The options that several commands share, and the form of the examples below a help page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Course", "Edition", "Image", "SandboxName", "Seed", "Slug", "examples"]

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


def examples(*lines: str) -> str:
    """An epilog that keeps its lines."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
