"""The strongest sandbox that works is chosen, never a weaker one silently; a wrong name is told from no engine."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from grader.errors import SandboxUnavailableError, UsageError
from grader.sandbox.process import ProcessSandbox
from grader.sandbox.select import SANDBOXES, best_available, open_sandbox


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nothing listens where the engine should."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///nonexistent/engine.sock")


@pytest.fixture
def no_bwrap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without bubblewrap."""
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name, **options: None if name == "bwrap" else which(name, **options))


def test_without_an_engine_and_bubblewrap_auto_is_process_and_says_why(no_engine: None, no_bwrap: None) -> None:
    """The choice names what is missing and what to do, in one line."""
    choice = best_available()
    assert choice.name == "process"
    assert "no Docker engine answers" in choice.why
    assert "bubblewrap doesn't work here: there is no bwrap: as root, apt-get install bubblewrap" in choice.why
    assert "\n" not in choice.why


def test_auto_opens_what_was_chosen(no_engine: None, no_bwrap: None) -> None:
    """auto with neither is the process sandbox itself."""
    assert isinstance(open_sandbox("auto"), ProcessSandbox)


@pytest.mark.bubblewrap
def test_without_an_engine_auto_is_bubblewrap(no_engine: None, requires_bubblewrap: None) -> None:
    """The second strongest, with the reason why not the strongest."""
    choice = best_available()
    assert choice.name == "bubblewrap"
    assert "docker doesn't work here: no Docker engine answers" in choice.why
    sandbox = open_sandbox("auto", warm=0)
    assert sandbox.name == "bubblewrap"
    sandbox.close()


def test_bubblewrap_by_name_never_falls_back(no_bwrap: None) -> None:
    """Whoever asks for a room gets a room or an error with its remedy."""
    with pytest.raises(SandboxUnavailableError, match="apt-get install bubblewrap"):
        open_sandbox("bubblewrap")


def test_docker_by_name_never_falls_back(no_engine: None) -> None:
    """Whoever asks for containers gets containers or an error with its remedy."""
    with pytest.raises(SandboxUnavailableError, match=r"no Docker engine answers .*`dockerd &`.*grader doctor"):
        open_sandbox("docker")


@pytest.mark.parametrize("wanted", [{"image": "some:image"}, {"runtime": "runsc"}], ids=["image", "runtime"])
def test_an_image_or_runtime_leaves_docker_only(no_engine: None, wanted: dict[str, str]) -> None:
    """auto with docker's own options is docker, so a missing engine is an error."""
    assert best_available(**wanted).name == "docker"
    with pytest.raises(SandboxUnavailableError):
        open_sandbox("auto", **wanted)


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("podman", {}, "unknown sandbox 'podman': choose from auto, docker, bubblewrap, process"),
        ("process", {"isolation": "vm"}, "unknown isolation 'vm': choose from container"),
        ("process", {"image": "some:image"}, "--image and --runtime belong to --sandbox docker"),
        ("process", {"runtime": "runsc"}, "--image and --runtime belong to --sandbox docker"),
        ("bubblewrap", {"image": "some:image"}, "--image and --runtime belong to --sandbox docker; bubblewrap has nei"),
    ],
    ids=["name", "isolation", "image", "runtime", "image-bubblewrap"],
)
def test_wrong_options(name: str, options: dict[str, str], message: str) -> None:
    """A wrong option is a usage error that lists what there is."""
    with pytest.raises(UsageError, match=message):
        open_sandbox(name, **options)  # type: ignore[arg-type]


def test_process_runs_without_the_docker_sdk() -> None:
    """A run in child processes doesn't pay for the SDK's import."""
    code = "import sys, grader.sandbox.select as s; s.open_sandbox('process'); print('docker' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"


@pytest.mark.docker
def test_with_engine_and_image_auto_is_docker(requires_docker: None) -> None:
    """The strongest backend wins where it works, and opens."""
    assert best_available().name == "docker" == SANDBOXES[0]
    sandbox = open_sandbox("auto")
    try:
        assert sandbox.name == "docker"
    finally:
        sandbox.close()
