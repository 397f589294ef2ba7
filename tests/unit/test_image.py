"""The image's context holds the untrusted half and locked wheels only, and its bytes depend on nothing of the host."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from grader.course import Assignment
from grader.errors import SandboxUnavailableError, UsageError
from grader.sandbox import policy
from grader.sandbox.image import build, lock
from grader.sandbox.stacks import STACKS

ROOT = Path(__file__).resolve().parents[2]
GOOD = {"version": [3, 11], "implementation": "cpython", "machine": "x86_64", "libc": ["glibc", "2.36"]}


def facts(**changes: object) -> str:
    return json.dumps({**GOOD, **changes})


def pins(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s\\]+)", path.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """What pip leaves behind, in small: a package, a script, byte code."""
    for name in (
        *("numpy/__init__.py", "numpy/core.so", "bin/f2py", "numpy/__pycache__/x.pyc"),
        *("tensorflow/include/a.h", "clang/native/b.so", "tensorflow/include_not.py"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("sh: python3: not found", r"no usable python3: it answered 'sh: python3: not found'.*--base"),
        ("{}", "no usable python3"),
        (facts(version=[3, 10]), "has cpython 3.10, not CPython 3.11 to 3.13"),
        (facts(version=[3, 14]), "has cpython 3.14, not CPython 3.11 to 3.13"),
        (facts(implementation="pypy"), "has pypy 3.11"),
        (facts(machine="riscv64"), "is for riscv64; wheels are locked for x86_64 and aarch64"),
        (facts(libc=["", ""]), "has no glibc"),
    ],
    ids=["no-python", "empty", "old", "new", "pypy", "machine", "musl"],
)
def test_a_base_that_does_not_fit(answer: str, message: str) -> None:
    """Each reason is one line that names the base."""
    with pytest.raises(SandboxUnavailableError, match=message) as caught:
        build.check_base("some:base", answer)
    assert "some:base" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_tensorflow_has_no_wheels_for_every_machine() -> None:
    """The larger image says so before pip fails to find any."""
    with pytest.raises(SandboxUnavailableError, match="is for aarch64; wheels are locked for x86_64 only"):
        build.check_base("some:base", facts(machine="aarch64"), "tensorflow")


def test_a_base_that_fits() -> None:
    """Wheels of every older glibc run, newer ones don't."""
    found = build.check_base("some:base", facts())
    assert found.platforms[0] == "manylinux_2_36_x86_64"
    assert "manylinux_2_28_x86_64" in found.platforms
    assert found.platforms[-2:] == ["manylinux_2_17_x86_64", "manylinux2014_x86_64"]
    assert "manylinux_2_37_x86_64" not in found.platforms


def test_pip_takes_locked_wheels_of_the_base_only(tmp_path: Path) -> None:
    """No source package, no dependency beside the lock, no wheel without its hash, the base's Python."""
    command = build.pip_command(build.check_base("b", facts(version=[3, 12])), tmp_path)
    for flag in ("--require-hashes", "--no-deps", "--only-binary=:all:", "--no-compile"):
        assert flag in command
    assert command[command.index("--python-version") + 1] == "3.12"


def test_context_holds_runtime_wire_and_wheels_only(site: Path) -> None:
    """Nothing of the trusted side is in the context, not even the package's own text."""
    files = dict(build.context_files(site))
    ours = {name for name in files if name.startswith("stage/")}
    expected = {
        f"stage/grader/{path.relative_to(ROOT / 'grader').as_posix()}"
        for part in ("wire", "runtime")
        for path in (ROOT / "grader" / part).glob("*.py")
    }
    assert ours == expected | {"stage/grader/__init__.py"}
    assert files["stage/grader/__init__.py"] == b""
    assert set(files) - ours == {
        "Dockerfile",
        "first.py",
        "precompile.py",
        "site/numpy/__init__.py",
        "site/numpy/core.so",
        "site/tensorflow/include_not.py",
    }


def test_context_bytes_depend_on_contents_only(site: Path) -> None:
    """Two contexts from the same files are the same bytes; another content is another context."""

    def digest() -> str:
        out = io.BytesIO()
        build.tar_context(build.context_files(site), out)
        return hashlib.sha256(out.getvalue()).hexdigest()

    first = digest()
    (site / "numpy/__init__.py").touch()
    (site / "numpy/__init__.py").chmod(0o600)
    assert digest() == first
    (site / "numpy/__init__.py").write_text("other", encoding="utf-8")
    assert digest() != first


def test_context_entries_belong_to_nobody_of_the_host(site: Path) -> None:
    """No time, owner or private mode of the host's files is in the tar."""
    out = io.BytesIO()
    build.tar_context(build.context_files(site), out)
    out.seek(0)
    with tarfile.open(fileobj=out) as tar:
        assert {(e.mtime, e.uid, e.gid, e.uname) for e in tar} == {(0, 0, 0, "")}
        assert {e.mode for e in tar} == {0o644, 0o755}


@pytest.mark.parametrize("name", ["../x", "/etc/x", "site/../../x"])
def test_no_entry_leaves_the_context(name: str) -> None:
    """A name that climbs out is refused."""
    with pytest.raises(UsageError, match="leaves the context"):
        build.tar_context([(name, b"")], io.BytesIO())


def test_image_and_project_lock_the_same_releases() -> None:
    """The reference runs on the host with the NumPy that judges students' code in either image."""
    image, project = lock.locked(), pins(ROOT / "requirements.lock")
    assert set(image) == {"msgspec", "numpy", "scipy"}
    assert image == {name: project[name] for name in image}
    large = lock.locked("tensorflow")
    assert {**large, **image} == large
    assert set(large) - set(project) <= {"setuptools"}  # which the project's own lock leaves to pip
    assert {name: project.get(name, release) for name, release in large.items()} == large


@pytest.mark.parametrize("stack", sorted(lock.LOCKS))
def test_every_locked_release_has_its_hashes(stack: str) -> None:
    """pip would refuse it otherwise, but only when the image is built; no index or folder of a machine is named."""
    text = lock.LOCKS[stack].read_text(encoding="utf-8")
    assert all("--hash=sha256:" in block for block in text.split("==")[1:])
    assert not re.search(r"file:/|^--", text, re.MULTILINE)


def test_the_stack_says_what_can_be_imported() -> None:
    """What a student may import doesn't depend on where the code runs: NumPy's room has no TensorFlow."""
    small, large = STACKS["numpy"], STACKS["tensorflow"]
    assert set(small.packages) == set(lock.locked())
    assert small.flags() == ("--only", "numpy,scipy,msgspec")
    assert set(small.packages) < set(large.packages)
    assert large.flags()[2:] == ("--preload", "tensorflow")
    assert set(STACKS) == set(lock.LOCKS) == set(get_args(get_type_hints(Assignment)["image"]))
    for stack in STACKS.values():
        config = policy.container_config("image", stack.probe, stack=stack.name)
        assert tuple(config["Cmd"][-len(stack.flags()) :]) == stack.flags()


def test_labels_say_the_protocol() -> None:
    """A sandbox refuses an image by this label."""
    assert build.labels()[policy.LABEL_PROTOCOL].isdecimal()
    assert build.labels()[policy.LABEL_LOCK] == lock.digest()
    assert build.labels("tensorflow")[policy.LABEL_LOCK] == lock.digest("tensorflow") != lock.digest()
    assert build.labels("tensorflow")[policy.LABEL_STACK] == "tensorflow"
