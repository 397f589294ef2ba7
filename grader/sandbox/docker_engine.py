"""The Docker Engine as the sandbox needs it: the only module that imports the Docker SDK.

Owns the connection, and the engine's errors turned into ours. It doesn't know the protocol that runs inside, and
decides nothing about students: it reports facts.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import IO, Any, cast

import docker  # type: ignore[import-untyped] # the SDK has no types
import docker.errors  # type: ignore[import-untyped] # the SDK has no types
import msgspec
import requests.exceptions
import urllib3.exceptions
from docker.utils import kwargs_from_env  # type: ignore[import-untyped] # the SDK has no types

from grader.errors import HarnessError, SandboxBrokenError, SandboxUnavailableError
from grader.sandbox.attached import Attached

__all__ = ["DEFAULT_IMAGE", "ContainerFacts", "Engine", "ImageFacts", "default_image"]

REPOSITORY = os.environ.get("GRADER_IMAGE_REPOSITORY") or "dnn-grader"
"""Two versions of the grader can share one engine, each with images under a repository of its own."""


def default_image(stack: str) -> str:
    """The name of the image that holds a stack."""
    return f"{REPOSITORY}:{stack}"


DEFAULT_IMAGE = default_image("numpy")
LOCAL = "unix:///var/run/docker.sock"
TIMEOUT_S = 60.0
FEW_EVENTS = 200  # the engine keeps 256
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

ENGINE_ERRORS = (
    docker.errors.DockerException,
    requests.exceptions.RequestException,
    urllib3.exceptions.HTTPError,
    OSError,
)


class ImageFacts(msgspec.Struct, frozen=True):
    """An image's id ("sha256:…") and labels."""

    id: str
    labels: dict[str, str]


class ContainerFacts(msgspec.Struct, frozen=True):
    """What the engine says of a container's end. `events` are its actions, such as "oom", "kill", "die"."""

    running: bool
    exit_code: int
    oom_killed: bool
    pid: int
    events: tuple[str, ...] = ()


class Engine:
    """A connection to the engine named by DOCKER_HOST, or the local one. Safe to share between threads.

    Raises
    ------
    SandboxUnavailableError
        No engine answers: one line that says what to do.
    """

    def __init__(self, timeout_s: float = TIMEOUT_S) -> None:
        try:
            knock(timeout_s)
            self._api = docker.APIClient(version="auto", timeout=timeout_s, **kwargs_from_env())
        except ENGINE_ERRORS as error:
            raise SandboxUnavailableError(
                f"no Docker engine answers ({reason(error)}): start one (`systemctl start docker`, "
                "or `dockerd &` as root), or use another --sandbox; `grader doctor` says what works here"
            ) from None

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection. Idempotent, never raises."""
        with contextlib.suppress(*ENGINE_ERRORS):
            self._api.close()

    def answers(self, timeout_s: float) -> bool:
        """Whether the engine answers at all, and this soon."""
        try:
            return bool(self._api.get(f"{self._api.base_url}/_ping", timeout=timeout_s).ok)
        except ENGINE_ERRORS:
            return False

    def facts(self) -> dict[str, Any]:
        """The engine's own description of itself ("docker info"), plus its version under "ServerVersion"."""
        with engine_errors("asking the engine about itself"):
            return cast(dict[str, Any], self._api.info())

    def image(self, name: str) -> ImageFacts | None:
        """Facts of a local image; None if there is no such image."""
        with engine_errors(f"looking for image {name}"):
            try:
                found = self._api.inspect_image(name)
            except docker.errors.ImageNotFound:
                return None
            return ImageFacts(found["Id"], dict(found["Config"].get("Labels") or {}))

    def create(self, config: Mapping[str, Any]) -> str:
        """Create a container from an engine-API body and return its id."""
        with engine_errors("creating a container"):
            return cast(str, self._api.create_container_from_config(dict(config), None)["Id"])

    def attach(self, container: str) -> Attached:
        """Attach to a created container, before it starts, so that nothing it says is lost."""
        with engine_errors("attaching to a container"):
            raw = self._api.attach_socket(container, {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1})
            return Attached(raw, getattr(raw, "_response", None))

    def start(self, container: str) -> None:
        """Start a created container."""
        with engine_errors("starting a container"):
            self._api.start(container)

    def state(self, container: str, *, since: float | None = None) -> ContainerFacts:
        """Facts about a container; with `since` (Unix seconds) also what happened to it since then."""
        with engine_errors("inspecting a container"):
            state = self._api.inspect_container(container)["State"]
            events: tuple[str, ...] = ()
            if since is not None:
                # As text, with fractions: at whole seconds the engine would wait for the second to end.
                span = {"since": f"{since - 1:.6f}", "until": f"{time.time():.6f}"}
                events = tuple(e["Action"] for e in self._events(**span, filters={"container": container}))
        return ContainerFacts(
            bool(state["Running"]), int(state["ExitCode"]), bool(state["OOMKilled"]), int(state["Pid"]), events
        )

    def remembers(self, container: str) -> bool:
        """Whether the engine's record of events goes back to the start of a container.

        The record is in the engine's memory: one that was restarted has a short record without that start. A record
        that is full may have lost it to newer events and tells nothing.
        """
        with engine_errors("asking for past events"):
            # By the engine's own clock: another machine's may differ from ours.
            now = datetime.fromisoformat(self._api.info()["SystemTime"]).timestamp()
            events = self._events(since="0", until=f"{now:.6f}")
        started = any(e["Action"] == "start" and e.get("Actor", {}).get("ID") == container for e in events)
        return started or len(events) >= FEW_EVENTS

    def _events(self, **query: Any) -> list[dict[str, Any]]:
        with contextlib.closing(self._api.events(**query, decode=True)) as stream:
            # The stream itself takes every error, an answer of 500 included, for the end; what it reads from doesn't.
            return [e for e in stream._stream if isinstance(e.get("Action"), str)]

    def inspect(self, container: str) -> dict[str, Any]:
        """The whole of `docker inspect`, for the test that compares it with the policy."""
        with engine_errors("inspecting a container"):
            return cast(dict[str, Any], self._api.inspect_container(container))

    def cpu_ns(self, container: str) -> int | None:
        """CPU nanoseconds used so far, by the engine's own statistics; None if it has none."""
        with engine_errors("reading a container's statistics"):
            stats = self._api.stats(container, stream=False, one_shot=True)
        total = stats.get("cpu_stats", {}).get("cpu_usage", {}).get("total_usage")
        return total if isinstance(total, int) else None

    def kill(self, container: str) -> None:
        """Kill every process of a container. Fine if it is dead or gone already."""
        with engine_errors("killing a container"), contextlib.suppress(docker.errors.APIError):
            self._api.kill(container)

    def remove(self, container: str) -> None:
        """Kill and remove a container. Fine if it is gone already or being removed."""
        with engine_errors("removing a container"):
            try:
                self._api.remove_container(container, force=True, v=True)
            except docker.errors.APIError as error:
                if error.status_code not in (404, 409):
                    raise

    def labelled(self, label: str) -> list[tuple[str, dict[str, str]]]:
        """Id and labels of every container, running or not, that carries a label."""
        with engine_errors("listing containers"):
            found = self._api.containers(all=True, filters={"label": label})
        return [(item["Id"], dict(item.get("Labels") or {})) for item in found]

    def run_once(self, image: str, command: Sequence[str]) -> str:
        """Run a command in a throw-away container without network; return what it printed."""
        if self.image(image) is None:
            raise SandboxUnavailableError(
                f"there is no local image {image}: `docker pull {image}`, or give another by --base"
            )
        container = self.create(
            {"Image": image, "Entrypoint": [], "Cmd": list(command), "HostConfig": {"NetworkMode": "none"}}
        )
        try:
            with engine_errors(f"running {command[0]} in {image}"):
                self._api.start(container)
                self._api.wait(container)
                return cast(bytes, self._api.logs(container)).decode(errors="replace")
        except HarnessError as error:
            raise SandboxUnavailableError(f"image {image} can't run {command[0]}: {error}") from None
        finally:
            self.remove(container)

    def build(
        self, context: IO[bytes], *, tag: str, base: str, labels: Mapping[str, str], progress: Callable[[str], None]
    ) -> str:
        """Build a tar context without a network; return the image's id."""
        try:
            for line in self._api.build(
                fileobj=context,
                custom_context=True,
                tag=tag,
                buildargs={"BASE": base},
                labels=dict(labels),
                network_mode="none",
                rm=True,
                forcerm=True,
                decode=True,
            ):
                if "error" in line:
                    raise SandboxUnavailableError(f"the image can't be built: {one_line(line['error'])}")
                if text := one_line(line.get("stream", "")):
                    progress(f"  {text}")
        except ENGINE_ERRORS as error:
            raise SandboxUnavailableError(f"the image can't be built: {reason(error)}") from None
        built = self.image(tag)
        if built is None:
            raise SandboxUnavailableError(f"the engine built {tag} but doesn't know it afterwards")
        return built.id


def knock(timeout_s: float) -> None:
    """Connect once to a local engine; OSError says why it can't be had. The SDK would leave a socket open then."""
    host = os.environ.get("DOCKER_HOST") or LOCAL
    if host.startswith("unix://"):
        path = host.removeprefix("unix://")
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(timeout_s)
            try:
                probe.connect(path)
            except OSError as error:
                raise OSError(f"{path}: {error.strerror or error}") from None


@contextlib.contextmanager
def engine_errors(doing: str) -> Iterator[None]:
    """Turn what the engine, its socket or the SDK raises into SandboxBrokenError, in one line."""
    try:
        yield
    except ENGINE_ERRORS as error:
        raise SandboxBrokenError(f"the Docker engine failed while {doing}: {reason(error)}") from None


def reason(error: BaseException) -> str:
    """The innermost cause that says something, in one line."""
    if isinstance(error, docker.errors.APIError) and error.explanation:
        return one_line(str(error.explanation))
    return one_line(str(error)) or type(error).__name__


def one_line(text: str) -> str:
    """Drop the engine's colours, fold white space and cut at 300 characters."""
    return " ".join(COLOUR.sub("", text).split())[:300]
