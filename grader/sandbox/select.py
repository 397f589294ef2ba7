"""Which sandbox to use: by name, or the strongest that works here.

Imports a backend only when it is asked for, so that a run without containers doesn't pay for the Docker SDK.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from grader.errors import SandboxUnavailableError, UsageError
from grader.sandbox.base import Sandbox

__all__ = ["ISOLATIONS", "SANDBOXES", "Choice", "best_available", "open_sandbox"]

SANDBOXES = ("docker", "process")
"""Backends by strength, strongest first."""

ISOLATIONS = ("container",)


class Choice(msgspec.Struct, frozen=True):
    """The strongest backend that works here, and why none stronger."""

    name: str
    why: str


def open_sandbox(
    name: str,
    *,
    isolation: str = "container",
    image: str | None = None,
    runtime: str | None = None,
    warm: int = 1,
    stack: str = "numpy",
) -> Sandbox:
    """Open a sandbox by name.

    Parameters
    ----------
    name : str
        "auto", or one of `SANDBOXES`.
    isolation : str
        A level of `ISOLATIONS`; the process backend has only one way and ignores it.
    image, runtime : str, optional
        Image and OCI runtime of the docker backend; its defaults otherwise.
    warm : int
        How many sessions to start ahead of need.
    stack : str
        What student code may import: one of `stacks.STACKS`, as an assignment's `image` says.

    Raises
    ------
    UsageError
        An unknown name or level, or an image or runtime for a backend that has none.
    SandboxUnavailableError
        The backend doesn't work here; the message says what to do.
    """
    if name != "auto" and name not in SANDBOXES:
        raise UsageError(f"unknown sandbox {name!r}: choose from auto, {', '.join(SANDBOXES)}")
    if isolation not in ISOLATIONS:
        raise UsageError(f"unknown isolation {isolation!r}: choose from {', '.join(ISOLATIONS)}")
    if name == "auto":
        name = best_available(image=image, runtime=runtime, stack=stack).name
    if name == "process":
        if image is not None or runtime is not None:
            raise UsageError("--image and --runtime belong to --sandbox docker; process has neither")
        from grader.sandbox.process import ProcessSandbox

        return ProcessSandbox(stack=stack)
    from grader.sandbox.docker_sandbox import DockerSandbox

    return DockerSandbox(image, runtime=runtime, warm=warm, stack=stack)


def best_available(*, image: str | None = None, runtime: str | None = None, stack: str = "numpy") -> Choice:
    """Try the backends, strongest first, without starting student code or a container.

    An image or a runtime asked for by name leaves no choice but docker.
    """
    if image is not None or runtime is not None:
        return Choice("docker", "an image or a runtime was asked for")
    for name, probe in PROBES.items():
        try:
            probe(stack)
        except SandboxUnavailableError as error:
            return Choice("process", f"{name} doesn't work here: {error}")
        return Choice(name, "the strongest isolation that this grader has works here")
    raise AssertionError("there is a probe for every backend but the last")  # pragma: no cover


def probe_docker(stack: str = "numpy") -> None:
    """Raise SandboxUnavailableError unless the engine answers and has our image of the stack."""
    from grader.sandbox.docker_engine import Engine, default_image
    from grader.sandbox.docker_sandbox import checked_image

    with Engine() as engine:
        checked_image(engine, default_image(stack), stack)


PROBES: dict[str, Callable[[str], None]] = {"docker": probe_docker}
