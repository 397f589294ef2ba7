"""Build the grading image on any local base, without a network inside the build.

Owns the build context: which files reach the image, in which order and with which times. Wheels are fetched on the
host against locked hashes and copied in. It must never put a reference, a spec, a case pack or a host path in there.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

import grader
from grader.errors import SandboxUnavailableError, UsageError
from grader.sandbox import policy
from grader.sandbox.docker_engine import Engine, default_image
from grader.sandbox.image import lock
from grader.wire.messages import PROTOCOL_VERSION

__all__ = ["DEFAULT_BASE", "BaseFacts", "build_image", "context_files", "pip_command", "tar_context"]

DEFAULT_BASE = "python:3.11-slim"
HERE = Path(__file__).parent
MACHINES = {"numpy": ("x86_64", "aarch64"), "tensorflow": ("x86_64",)}
"""For which there are wheels of all that is locked."""
OLDEST_GLIBC = 17
NOT_NEEDED = re.compile(r"(bin|clang|tensorflow/include|tensorflow/xla_aot_runtime_src)/")
"""Of what the wheels hold: scripts, whose first line names the host's Python, and what only builds C++ code."""
PROBE = (
    "import json,platform,sys;"
    "print(json.dumps(dict(version=list(sys.version_info[:2]),implementation=sys.implementation.name,"
    "machine=platform.machine(),libc=list(platform.libc_ver()))))"
)

Progress = Callable[[str], None]


class BaseFacts(msgspec.Struct, frozen=True):
    """What the base image says of its Python: (3, 11), "cpython", "x86_64", ("glibc", "2.36")."""

    version: tuple[int, int]
    implementation: str
    machine: str
    libc: tuple[str, str]

    @property
    def platforms(self) -> list[str]:
        """The wheel platform tags that run on this base, newest first.

        References
        ----------
        PEP 600: a manylinux_2_N wheel runs on any glibc of at least 2.N.
        """
        minor = int(self.libc[1].split(".")[1])
        return [f"manylinux_2_{n}_{self.machine}" for n in range(minor, OLDEST_GLIBC - 1, -1)] + [
            f"manylinux2014_{self.machine}"
        ]


def build_image(
    base: str = DEFAULT_BASE, tag: str | None = None, progress: Progress = print, *, stack: str = "numpy"
) -> str:
    """Build the image and return its id ("sha256:…").

    Parameters
    ----------
    base : str
        A local image whose `python3` is CPython 3.11 to 3.13 on glibc; it needs neither pip nor a compiler.
    tag : str, optional
        What to call it; by default the name under which sandboxes find the stack's image.
    progress : callable
        Gets one line a step.
    stack : str
        What it holds: one of `stacks.STACKS`.

    Raises
    ------
    SandboxUnavailableError
        No engine, no such base, a base that doesn't fit, no pip on the host, or a wheel that can't be had.
    """
    tag = tag or default_image(stack)
    with Engine() as engine:
        progress(f"base {base}: asking which Python it has")
        facts = check_base(base, engine.run_once(base, ("python3", "-I", "-c", PROBE)), stack)
        progress(f"base {base}: Python {facts.version[0]}.{facts.version[1]}, {facts.machine}, glibc {facts.libc[1]}")
        with tempfile.TemporaryDirectory(prefix="grader-image-") as folder:
            site = Path(folder) / "site"
            progress("fetching the locked wheels")
            fetch_wheels(facts, site, stack)
            progress("building")
            with tempfile.TemporaryFile() as context:
                tar_context(context_files(site), context)
                context.seek(0)
                image = engine.build(context, tag=tag, base=base, labels=labels(stack), progress=progress)
    progress(f"built {tag} ({image.removeprefix('sha256:')[:12]})")
    return image


def labels(stack: str = "numpy") -> dict[str, str]:
    """What the image says of itself; a sandbox refuses another protocol, or one that holds too little."""
    return {
        policy.LABEL_PROTOCOL: str(PROTOCOL_VERSION),
        policy.LABEL_VERSION: grader.__version__,
        policy.LABEL_LOCK: lock.digest(stack),
        policy.LABEL_STACK: stack,
        policy.LABEL_RUNTIME: lock.runtime_digest(),
    }


def check_base(base: str, answer: str, stack: str = "numpy") -> BaseFacts:
    """Read the probe's answer; raise SandboxUnavailableError in one line when the base doesn't fit."""
    try:
        facts = msgspec.convert(json.loads(answer), BaseFacts)
    except (ValueError, msgspec.ValidationError):
        raise SandboxUnavailableError(
            f"base image {base} has no usable python3: it answered {answer.strip()[:200]!r}; give another by --base"
        ) from None
    version = ".".join(map(str, facts.version))
    if facts.implementation != "cpython" or not (3, 11) <= facts.version <= (3, 13):
        raise SandboxUnavailableError(
            f"base image {base} has {facts.implementation} {version}, not CPython 3.11 to 3.13: give another by --base"
        )
    if facts.machine not in MACHINES[stack]:
        raise SandboxUnavailableError(
            f"base image {base} is for {facts.machine}; wheels are locked for {' and '.join(MACHINES[stack])} only"
        )
    if facts.libc[0] != "glibc" or not re.fullmatch(r"2\.\d+", facts.libc[1]):
        raise SandboxUnavailableError(
            f"base image {base} has no glibc (musl?): give a Debian- or Red-Hat-like image by --base"
        )
    return facts


def pip_command(facts: BaseFacts, target: Path, stack: str = "numpy") -> list[str]:
    """Return the pip call that unpacks the locked wheels of the base's own Python and platform into `target`."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary=:all:", "--no-compile"]
    command += ["--implementation", "cp", "--python-version", ".".join(map(str, facts.version))]
    for platform in facts.platforms:
        command += ["--platform", platform]
    return [*command, "--target", str(target), "--requirement", str(lock.LOCKS[stack])]


def fetch_wheels(facts: BaseFacts, target: Path, stack: str = "numpy") -> None:
    """Unpack the locked wheels into `target`."""
    done = subprocess.run(pip_command(facts, target, stack), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if line.strip()] or ["pip said nothing"]
        if "No module named pip" in done.stderr:
            raise SandboxUnavailableError(f"{sys.executable} has no pip: run `{sys.executable} -m ensurepip`")
        errors = [line for line in lines if line.startswith("ERROR")]
        raise SandboxUnavailableError(f"can't fetch the locked wheels: {(errors or lines)[-1]}")


def context_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the build context as (name, content), sorted by name.

    `site` holds the wheels; `stage` the package `grader` with an empty `__init__`, `wire` and `runtime`. Nothing else
    of the project goes in.
    """
    files: dict[str, Path | bytes] = {
        "Dockerfile": HERE / "Dockerfile",
        "first.py": HERE / "first.py",
        "precompile.py": HERE / "precompile.py",
        "stage/grader/__init__.py": b"",
    }
    for path in site.rglob("*"):
        inside = path.relative_to(site)
        if path.is_file() and not NOT_NEEDED.match(inside.as_posix()) and "__pycache__" not in inside.parts:
            files[f"site/{inside.as_posix()}"] = path
    files |= {f"stage/grader/{name}": content for name, content in lock.runtime_files().items()}
    for name, source in sorted(files.items()):
        yield name, source if isinstance(source, bytes) else source.read_bytes()


def tar_context(files: Iterable[tuple[str, bytes]], out: Any) -> None:
    """Write the context as a tar whose bytes depend on names and contents only, not on the host."""
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for name, content in files:
            if name.startswith("/") or ".." in name.split("/"):
                raise UsageError(f"build context: {name!r} leaves the context")
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            entry.mode = 0o755 if re.search(r"\.so(\.|$)", name) else 0o644
            tar.addfile(entry, io.BytesIO(content))
