"""The engine fails at one request, in each way it can: nobody is blamed, nothing is left, the next session works.

Between the sandbox and the real engine stands a relay that knows the requests by their first line.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import tempfile
import threading
import time
from collections.abc import Iterator

import pytest

from grader.errors import HarnessError, SandboxBrokenError, StudentCrashed
from grader.sandbox import policy
from grader.sandbox.base import Limits, Program
from grader.sandbox.docker_engine import LOCAL, Engine
from grader.sandbox.docker_sandbox import DockerSandbox
from grader.sandbox.stream import StreamSession
from grader.wire.messages import Source

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.docker,
    pytest.mark.usefixtures("requires_docker"),
    # The SDK forgets a connection whose request failed half-way; the interpreter closes it.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

REQUESTS = {
    "create": rb"POST \S*/containers/create",
    "attach": rb"POST \S*/containers/\w+/attach",
    "start": rb"POST \S*/containers/\w+/start",
    "inspect": rb"GET \S*/containers/\w+/json",
    "events": rb"GET \S*/events",
    "remove": rb"DELETE \S*/containers/",
}
WAYS = ("answers with an error", "dies before", "dies after")
HEAD = (
    "HTTP/1.1 500 Internal Server Error",
    "Content-Type: application/json",
    "Connection: close",
    "Content-Length: 19",
)
ERROR = "\r\n".join((*HEAD, "", '{"message": "fire"}')).encode()
PROGRAM = Program((Source("cell 1", "def f(): return 1\ndef leave():\n    import os; os._exit(137)"),), {})


class Relay:
    """Hands bytes to and fro, and once fails at a request as it is told."""

    def __init__(self, target: str) -> None:
        self._target = target.removeprefix("unix://")
        self._folder = tempfile.TemporaryDirectory(prefix="relay-", dir="/tmp")  # a socket's path is 108 bytes at most
        self.host = f"unix://{self._folder.name}/sock"
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(f"{self._folder.name}/sock")
        self._listener.listen(64)
        self.request, self.way = "", ""
        self.met = 0
        self.flows = threading.Event()
        self.flows.set()
        self._ends: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.flows.set()
        _hang_up(self._listener, *self._ends)
        self._thread.join()
        time.sleep(0.05)
        for end in (self._listener, *self._ends):
            end.close()
        self._folder.cleanup()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client = self._listener.accept()[0]
                server = socket.socket(socket.AF_UNIX)
                self._ends += [client, server]
                server.connect(self._target)
                threading.Thread(target=self._up, args=(client, server), daemon=True).start()
                threading.Thread(target=self._down, args=(server, client), daemon=True).start()

    def _up(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(2**16):
                if self.request and re.match(REQUESTS[self.request], data):
                    self.request, self.met = "", self.met + 1
                    if self.way == "dies after":
                        _hang_up(client)
                        server.sendall(data)
                        time.sleep(0.3)  # the engine does it, and nobody hears of it
                    elif self.way == "answers with an error":
                        client.sendall(ERROR)
                        client.shutdown(socket.SHUT_WR)
                        while client.recv(2**16):  # the request's body may come by itself, and is nobody's
                            pass
                    break
                self.flows.wait()
                server.sendall(data)
        _hang_up(client, server)

    def _down(self, server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(2**16):
                self.flows.wait()
                client.sendall(data)
        _hang_up(client, server)


def _hang_up(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def relay(monkeypatch: pytest.MonkeyPatch) -> Iterator[Relay]:
    target = os.environ.get("DOCKER_HOST") or LOCAL
    if not target.startswith("unix://"):
        pytest.skip("the engine is not on this machine")
    made = Relay(target)
    monkeypatch.setenv("DOCKER_HOST", made.host)
    yield made
    made.close()


def opened(sandbox: DockerSandbox) -> StreamSession:
    session = sandbox.open(Limits())
    session.load(PROGRAM)
    return session


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("request_", REQUESTS)
def test_one_failed_request(relay: Relay, request_: str, way: str) -> None:
    """It is ours or goes unnoticed; a crash is blamed on the student only where the engine could say so."""
    sandbox = DockerSandbox(warm=0)
    try:
        relay.way, relay.request = way, request_
        try:
            session = opened(sandbox)
            assert session.call("f", [], seed=0) == 1
            # Now the engine is asked who ended it. (A slow call's clock may have met the failing "inspect" before.)
            with pytest.raises((SandboxBrokenError, StudentCrashed)) as caught:
                session.call("leave", [], seed=0)
            assert (caught.type is SandboxBrokenError) == (request_ == "events") or request_ == "inspect", caught.value
            session.close()
        except HarnessError as error:
            assert request_ in ("create", "attach", "start")
            assert "\n" not in str(error)
        again = opened(sandbox)
        assert again.call("f", [], seed=0) == 1
        again.close()
    finally:
        sandbox.close()
    assert relay.met == 1
    with Engine() as engine:
        assert engine.labelled(f"{policy.LABEL_RUN}={sandbox.run_id}") == []


def test_a_stalled_engine_is_no_ones_timeout(relay: Relay) -> None:
    """It is alive and takes connections, and carries nothing: ours. When it goes on, nothing is left behind."""
    sandbox = DockerSandbox(warm=0)
    try:
        session = sandbox.open(Limits(call_wall_s=0.5))
        session.load(PROGRAM)
        assert session.call("f", [], seed=0) == 1
        relay.flows.clear()
        with pytest.raises(SandboxBrokenError, match="the Docker engine stalled in mid-run"):
            session.call("f", [], seed=0)
        session.close()
        relay.flows.set()
        again = opened(sandbox)
        assert again.call("f", [], seed=0) == 1
        again.close()
    finally:
        relay.flows.set()
        sandbox.close()
    with Engine() as engine:
        assert engine.labelled(f"{policy.LABEL_RUN}={sandbox.run_id}") == []
