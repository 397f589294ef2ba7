"""The `docker` backend: a fresh container for every session, started ahead of need.

Owns which containers exist: started, waiting, in use, and those that dead graders left behind. What a container may
do stands in `policy`, and what becomes of a running one in `container`.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from grader.errors import HarnessError, SandboxUnavailableError
from grader.sandbox import owner, policy
from grader.sandbox.base import Limits, SandboxInfo
from grader.sandbox.container import ContainerTransport, remove_quietly
from grader.sandbox.docker_engine import Engine, ImageFacts, default_image
from grader.sandbox.image import lock
from grader.sandbox.pool import WarmPool
from grader.sandbox.stacks import STACKS, Stack
from grader.sandbox.stream import StreamSession
from grader.wire.messages import PROTOCOL_VERSION, Ready
from grader.wire.room import Begin

__all__ = ["DockerSandbox", "checked_image", "reap", "sweep"]

THREADS = 6


class DockerSandbox:
    """Student code in containers of its own. Sessions may be opened from several threads.

    Parameters
    ----------
    image : str, optional
        A local image built by `grader image build`; the stack's own otherwise.
    runtime : str, optional
        An OCI runtime known to the engine ("runsc", "kata"); the engine's default otherwise.
    warm : int
        How many containers to start ahead of the next `open`, in the background. They hold no student's code.
    stack : str
        What student code may import: one of `stacks.STACKS`.

    Raises
    ------
    SandboxUnavailableError
        No engine, no image, an image of another protocol, or an unknown runtime.
    """

    name = "docker"
    isolation = "container"

    def __init__(
        self, image: str | None = None, *, runtime: str | None = None, warm: int = 1, stack: str = "numpy"
    ) -> None:
        self._engine = Engine()
        self.stack: Stack = STACKS[stack]
        try:
            self._image = checked_image(self._engine, image or default_image(stack), stack)
            check_runtime(self._engine, runtime)
            reap(self._engine)
        except BaseException:
            self._engine.close()
            raise
        self._runtime = runtime
        self.run_id = secrets.token_hex(8)
        """The value of the label `policy.LABEL_RUN` on each of this sandbox's containers."""
        self._labels = {policy.LABEL_RUN: self.run_id, policy.LABEL_OWNER: owner.describe()}
        self._background = ThreadPoolExecutor(THREADS, thread_name_prefix="grader-docker")
        self._pool = WarmPool(self._start, self._background, warm)
        self._ready: Ready | None = None

    def open(self, limits: Limits) -> StreamSession:
        """A container whose runtime said Ready. Raises SandboxUnavailableError or SandboxBrokenError."""
        return self._pool.take(limits)

    def info(self) -> SandboxInfo:
        """Facts for the provenance. Starts a container if none was started so far, and keeps it for use."""
        if self._ready is None:
            limits = self.stack.probe
            self._pool.keep(limits, self.open(limits))
        assert self._ready is not None
        return SandboxInfo(
            sandbox=self.name,
            isolation=self.isolation,
            image_digest=self._image.id,
            python=self._ready.python,
            numpy=self._ready.numpy,
            tensorflow=self._ready.tensorflow,
            platform=self._ready.platform,
        )

    def close(self) -> None:
        """Remove every waiting container and wait until all are gone. Idempotent, never raises."""
        if self._pool.close():
            sweep(self._engine, self.run_id)
            self._engine.close()

    @property
    def image_digest(self) -> str:
        """The image's id, "sha256:…"."""
        return self._image.id

    def room(self, limits: Limits) -> ContainerTransport:
        """A started container that serves many sessions, for `fork.ForkSandbox`."""
        transport = self._create(self._config(policy.room_config, limits), limits)
        try:
            transport.start()
        except BaseException:
            transport.close()
            raise
        return transport

    def rules(self, limits: Limits) -> Begin:
        """The limits of a forked child."""
        return policy.child_rules(limits)

    def _config(self, make: Callable[..., dict[str, Any]], limits: Limits) -> dict[str, Any]:
        return make(self._image.id, limits, labels=self._labels, runtime=self._runtime, stack=self.stack.name)

    def _create(self, config: dict[str, Any], limits: Limits) -> ContainerTransport:
        container = self._engine.create(config)
        try:
            return ContainerTransport(self._engine, self._background, container, limits)
        except BaseException:
            remove_quietly(self._engine, container)
            raise

    def _start(self, limits: Limits) -> StreamSession:
        transport = self._create(self._config(policy.container_config, limits), limits)
        session = StreamSession(transport, limits)
        try:
            transport.start()
            self._ready = session.await_ready(self.stack.ready_s)
        except BaseException:
            session.close()
            raise
        return session


def checked_image(engine: Engine, name: str, stack: str = "numpy") -> ImageFacts:
    """The image's facts; SandboxUnavailableError with the remedy if it isn't there, isn't ours or holds too little."""
    remedy = f"run `{STACKS[stack].build}`"
    image = engine.image(name)
    if image is None:
        raise SandboxUnavailableError(f"there is no image {name}: {remedy}")
    protocol = image.labels.get(policy.LABEL_PROTOCOL)
    if protocol is None:
        raise SandboxUnavailableError(f"image {name} has no grader runtime in it: {remedy}")
    if protocol != str(PROTOCOL_VERSION):
        raise SandboxUnavailableError(
            f"image {name} speaks protocol {protocol}, this grader {PROTOCOL_VERSION}: {remedy}"
        )
    if image.labels.get(policy.LABEL_RUNTIME) != lock.runtime_digest():
        raise SandboxUnavailableError(f"image {name} was built from another version of the grader: {remedy}")
    held = image.labels.get(policy.LABEL_STACK, "numpy")
    if held not in (stack, "tensorflow"):
        raise SandboxUnavailableError(f"image {name} holds {held}, wanted is {stack}: {remedy}")
    return image


def check_runtime(engine: Engine, runtime: str | None) -> None:
    """SandboxUnavailableError if the engine doesn't know the OCI runtime."""
    if runtime is None:
        return
    known = sorted(engine.facts().get("Runtimes", {}))
    if runtime not in known:
        raise SandboxUnavailableError(
            f"the Docker engine has no runtime {runtime} (it has {', '.join(known)}): install it, and name it in "
            '/etc/docker/daemon.json under "runtimes"'
        )


def reap(engine: Engine) -> list[str]:
    """Remove the containers whose grader is dead; return their ids."""
    label = policy.LABEL_OWNER
    stale = [container for container, labels in engine.labelled(label) if owner.is_gone(labels[label])]
    for container in stale:
        remove_quietly(engine, container)
    return stale


def sweep(engine: Engine, run_id: str) -> None:
    """Remove what is left of one sandbox: containers whose creation or removal the engine failed to answer."""
    with contextlib.suppress(HarnessError):
        for container, _ in engine.labelled(f"{policy.LABEL_RUN}={run_id}"):
            remove_quietly(engine, container)
