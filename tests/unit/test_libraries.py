"""What programs need of the machine's libraries is found as the loader finds it."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import structs

from grader.errors import SandboxUnavailableError
from grader.sandbox.libraries import closure, needs
from grader.sandbox.room import make_room
from grader.sandbox.stacks import STACKS

PYTHON = Path(sys.executable).resolve()


def test_the_closure_is_what_the_loader_says() -> None:
    """Against ldd, the loader's own answer, for the interpreter and an extension module of many libraries."""
    ssl = importlib.util.find_spec("_ssl")
    assert ssl is not None
    assert ssl.origin is not None
    for path in (PYTHON, Path(ssl.origin)):
        printed = subprocess.check_output(["ldd", str(path)], text=True)
        wanted = {name: Path(place).resolve() for name, place in re.findall(r"^\s(\S+) => (/\S+)", printed, re.M)}
        found = {name: place for name, place in closure([path]).items() if not name.startswith("/")}
        assert wanted
        assert {name: found.get(name) for name in wanted} == wanted


def test_the_loader_itself_is_part_of_it() -> None:
    """A program can't start without it; its path is fixed in the program."""
    wanted = needs(PYTHON)
    assert wanted is not None
    assert wanted.loader is not None
    assert closure([PYTHON])[wanted.loader].exists()


@pytest.mark.parametrize(
    "content", [b"", b"#!/bin/sh\n", b"\x7fELF\x01\x01" + bytes(100)], ids=["empty", "script", "32"]
)
def test_other_files_need_nothing(tmp_path: Path, content: bytes) -> None:
    """A script or a program for another kind of machine brings nothing in."""
    path = tmp_path / "file"
    path.write_bytes(content)
    assert needs(path) is None
    assert closure([path]) == {}


def test_names_for_run_time_are_added_where_they_exist() -> None:
    """libgcc_s is opened by name when a thread is cancelled; an unknown name is left out."""
    found = closure([PYTHON], ["libgcc_s.so.1", "libnonsense.so.9"])
    assert "libgcc_s.so.1" in found
    assert "libnonsense.so.9" not in found


def test_a_room_shows_no_host_path_and_only_allowed_packages() -> None:
    """Everything is shown under /opt or where the C library looks, whatever it is called here."""
    room = make_room(sys.executable, structs.replace(STACKS["numpy"], packages=("numpy", "msgspec")))
    inside = [place for _, place in room.shown]
    assert all(place.startswith(("/opt/", "/lib", "/usr/lib")) for place in inside)
    assert not [place for place in inside if "pytest" in place or "scipy" in place]
    assert {Path(place).name.partition("-")[0] for place in inside if place.startswith("/opt/grader/site")} >= {"numpy"}
    assert room.command[0] in inside
    assert all(Path(host).exists() for host, _ in room.shown)


def test_a_package_that_is_not_installed_is_told() -> None:
    """One line, as the process sandbox says it."""
    nonsense = structs.replace(STACKS["numpy"], packages=("nonsense",))
    with pytest.raises(SandboxUnavailableError, match=r"^nonsense is not installed: no sandbox can run$"):
        make_room(sys.executable, nonsense)
    with pytest.raises(SandboxUnavailableError, match=r": run `\S+ -m pip install tensorflow-cpu`$"):
        make_room(sys.executable, structs.replace(nonsense, preload=("tensorflow",)))
    with pytest.raises(SandboxUnavailableError, match="can't ask /nonexistent/python"):
        make_room("/nonexistent/python", STACKS["numpy"])
