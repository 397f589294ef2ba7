"""Which sandbox to use: by name, or the strongest that works here.

Imports a backend only when it is asked for, so that a run without containers doesn't pay for the Docker SDK.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from grader.errors import SandboxUnavailableError, UsageError
from grader.sandbox.base import Sandbox
from grader.sandbox.stacks import STACKS

__all__ = ["ISOLATIONS", "SANDBOXES", "Choice", "best_available", "open_sandbox"]

SANDBOXES = ("docker", "bubblewrap", "process")
"""Backends by strength, strongest first."""

ISOLATIONS = ("container", "fork")
"""A fresh sandbox for each session, or sessions in forked children of one that has imported everything already."""


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
    warm: int | None = None,
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
    warm : int, optional
        How many sessions, or rooms of forked sessions, to start ahead of need. By default one, but no second room where
        its start costs as much as many sessions: importing TensorFlow twice slows a run on busy cores.
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
    if name != "docker" and (image is not None or runtime is not None):
        raise UsageError(f"--image and --runtime belong to --sandbox docker; {name} has neither")
    if warm is None:
        warm = 0 if isolation == "fork" and STACKS[stack].preload else 1
    if name == "process":
        from grader.sandbox.process import ProcessSandbox

        return ProcessSandbox(stack=stack)
    if name == "bubblewrap":
        from grader.sandbox.bubblewrap import BubblewrapSandbox

        if isolation == "fork":
            from grader.sandbox.fork import ForkSandbox

            return ForkSandbox(BubblewrapSandbox(stack=stack, warm=0), warm=warm)
        return BubblewrapSandbox(stack=stack, warm=warm)
    from grader.sandbox.docker_sandbox import DockerSandbox

    if isolation == "fork":
        from grader.sandbox.fork import ForkSandbox

        return ForkSandbox(DockerSandbox(image, runtime=runtime, warm=0, stack=stack), warm=warm)
    return DockerSandbox(image, runtime=runtime, warm=warm, stack=stack)


def best_available(*, image: str | None = None, runtime: str | None = None, stack: str = "numpy") -> Choice:
    """Try the backends, strongest first, without starting student code or a container.

    An image or a runtime asked for by name leaves no choice but docker.
    """
    if image is not None or runtime is not None:
        return Choice("docker", "an image or a runtime was asked for")
    reasons = []
    for name, probe in PROBES.items():
        try:
            probe(stack)
        except SandboxUnavailableError as error:
            reasons.append(f"{name} doesn't work here: {error}")
            continue
        return Choice(name, "; ".join(reasons) or "the strongest isolation that this grader has works here")
    return Choice(SANDBOXES[-1], "; ".join(reasons))


def probe_docker(stack: str = "numpy") -> None:
    """Raise SandboxUnavailableError unless the engine answers and has our image of the stack."""
    from grader.sandbox.docker_engine import Engine, default_image
    from grader.sandbox.docker_sandbox import checked_image

    with Engine() as engine:
        checked_image(engine, default_image(stack), stack)


def probe_bubblewrap(stack: str = "numpy") -> None:
    """Raise SandboxUnavailableError unless a room of namespaces can be made: one is, without student code."""
    from grader.sandbox.bubblewrap import probe

    probe(stack)


PROBES: dict[str, Callable[[str], None]] = {"docker": probe_docker, "bubblewrap": probe_bubblewrap}
"""How to tell whether a backend works here, strongest first; the last of `SANDBOXES` always does."""
