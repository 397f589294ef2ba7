"""What a test may need of the machine: skipped with its reason where it is missing, a failure in CI."""

from __future__ import annotations

import functools
import importlib.util
import os
import signal
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import NoReturn

import pytest

from grader.errors import SandboxUnavailableError
from grader.sandbox.docker_engine import Engine
from grader.sandbox.select import probe_bubblewrap, probe_docker

# As the command line does; for the processes of pytest-xdist, and all programs that tests start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # As for a job in the background: tests of Ctrl-C, and the programs that they start, need the usual handler.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def missing(reason: str) -> NoReturn:
    """Skip the test and say why; in CI nothing may be missing."""
    if os.environ.get("CI"):
        pytest.fail(f"in CI nothing may be missing: {reason}", pytrace=False)
    pytest.skip(reason)


@functools.cache
def why_no_docker() -> str:
    """Why no docker sandbox works here; empty if one does."""
    try:
        probe_docker()
    except SandboxUnavailableError as error:
        return str(error)
    return ""


@functools.cache
def why_no_bubblewrap() -> str:
    """Why no bubblewrap sandbox works here; empty if one does."""
    try:
        probe_bubblewrap()
    except SandboxUnavailableError as error:
        return str(error)
    return ""


@functools.cache
def why_no_tensorflow_image() -> str:
    """Why no docker sandbox with TensorFlow works here; empty if one does."""
    try:
        probe_docker("tensorflow")
    except SandboxUnavailableError as error:
        return str(error)
    return ""


@pytest.fixture(scope="session")
def requires_tensorflow() -> None:
    """The test needs TensorFlow on this machine; it is looked up, not imported."""
    if importlib.util.find_spec("tensorflow") is None:
        missing("TensorFlow is not installed")


@pytest.fixture(scope="session")
def requires_tensorflow_image() -> None:
    """The test needs a Docker engine and the grader's image with TensorFlow."""
    if reason := why_no_tensorflow_image():
        missing(reason)


@functools.cache
def why_no_engine() -> str:
    """Why no Docker engine answers here; empty if one does."""
    try:
        Engine().close()
    except SandboxUnavailableError as error:
        return str(error)
    return ""


@pytest.fixture(scope="session")
def requires_engine() -> None:
    """The test needs a Docker engine, with or without the grader's image."""
    if reason := why_no_engine():
        missing(reason)


@pytest.fixture(scope="session")
def requires_docker(requires_engine: None) -> None:
    """The test needs a Docker engine and the grader's image."""
    if reason := why_no_docker():
        missing(reason)


@pytest.fixture(scope="session")
def requires_bubblewrap() -> None:
    """The test needs bubblewrap and user namespaces."""
    if reason := why_no_bubblewrap():
        missing(reason)


@pytest.fixture(autouse=True)
def one_course_at_a_time() -> Iterator[None]:
    """A test that uses another course root leaves the project's own modules as it found them."""
    path, modules = list(sys.path), _course_modules()
    yield
    if sys.path != path:
        sys.path[:] = path
    if (now := _course_modules()) != modules:
        for name in now:
            del sys.modules[name]
        sys.modules.update(modules)


def _course_modules() -> dict[str, ModuleType]:
    return {name: m for name, m in sys.modules.items() if name.partition(".")[0] in ("reference", "test_specs")}
