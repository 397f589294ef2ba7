"""Every finding that isn't fine says what mends it, and one that fails to be found never hides another."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import doctor
from grader.doctor import Finding, findings, run_doctor, user_namespaces
from grader.sandbox import select

NAMES = ["Python", "NumPy", "cache folder", "disk space", "Docker engine", "control groups", "bubblewrap", "Chromium"]


def by_name() -> dict[str, Finding]:
    return {finding.name: finding for finding in findings()}


def test_every_subject_is_there_and_has_a_remedy() -> None:
    """Whatever this machine has, each subject gets a finding, and each bad one a way out."""
    found = by_name()
    assert set(NAMES) <= set(found)
    assert [f.name for f in found.values() if not f.ok and not f.remedy] == []
    assert found["Python"].ok
    assert found["Python"].detail.startswith(f"{sys.version_info[0]}.{sys.version_info[1]}.")


def test_a_missing_engine_is_one_finding_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an engine nothing is said of images and runtimes, and grading as such is not broken."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///nonexistent/engine.sock")
    found = by_name()
    assert not found["Docker engine"].ok
    assert "/nonexistent/engine.sock: No such file" in found["Docker engine"].detail
    assert "apt-get install docker.io" in found["Docker engine"].remedy
    assert "grader image" not in found
    assert not found["Docker engine"].needed


def test_a_cache_folder_that_can_not_be_made_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that every run needs decides the doctor's answer."""
    (tmp_path / "file").write_text("in the way", encoding="ascii")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    lines: list[str] = []
    assert run_doctor(lines.append) is False
    at = next(n for n, line in enumerate(lines) if line.startswith(f"MISS  cache folder: {tmp_path}"))
    assert "XDG_CACHE_HOME" in lines[at + 1]


def test_what_every_run_needs_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that runs these tests the doctor is content, engine or not."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "made" / "later"))
    assert run_doctor(lambda line: None) is True
    assert not (tmp_path / "made").exists()


def test_a_look_that_fails_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen error in one look is itself a finding."""

    def numpy() -> Iterator[Finding]:
        raise OSError("no such disk")
        yield

    monkeypatch.setattr(doctor, "numpy", numpy)
    found = by_name()
    assert not found["numpy"].ok
    assert found["numpy"].detail == "can't be told: OSError: no such disk"
    assert found["Python"].ok


@pytest.mark.parametrize(
    ("settings", "allowed", "why"),
    [
        ({}, False, "the kernel has none"),
        ({"user/max_user_namespaces": 0}, False, "user.max_user_namespaces is 0"),
        (
            {"user/max_user_namespaces": 9, "kernel/unprivileged_userns_clone": 0},
            False,
            "kernel.unprivileged_userns_clone is 0",
        ),
        (
            {"user/max_user_namespaces": 9, "kernel/apparmor_restrict_unprivileged_userns": 1},
            False,
            "AppArmor restricts them",
        ),
        ({"user/max_user_namespaces": 9}, True, "allowed"),
        ({"user/max_user_namespaces": 9, "kernel/unprivileged_userns_clone": 1}, True, "allowed"),
    ],
    ids=["none", "zero", "debian", "ubuntu", "plain", "debian-allowed"],
)
def test_user_namespaces_by_the_kernels_settings(
    tmp_path: Path, settings: dict[str, int], allowed: bool, why: str
) -> None:
    """Each distribution's switch is known."""
    for name, value in settings.items():
        path = tmp_path / "sys" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{value}\n", encoding="ascii")
    found, text = user_namespaces(tmp_path)
    assert found is allowed
    assert why in text


@pytest.mark.docker
def test_engine_and_image_are_found(requires_docker: None) -> None:
    """Where docker works the doctor says so, with the engine's version and the image's digest."""
    found = by_name()
    assert found["Docker engine"].ok
    assert found["grader image"].ok
    assert found["gVisor runtime"].ok == ("runsc" in found["gVisor runtime"].detail)


def test_the_last_line_says_where_student_code_would_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A maintainer reads one line to know what `grade` would choose, and what the weakest choice means."""
    lines: list[str] = []
    run_doctor(lines.append)
    assert lines[-1] == f"`grader grade` would run student code in: {doctor.sandbox_text()}"
    monkeypatch.setattr(select, "best_available", lambda: select.Choice("process", "nothing else"))
    assert "--trust-submissions" in doctor.sandbox_text()
    monkeypatch.setattr(select, "best_available", lambda: select.Choice("docker", "works"))
    assert doctor.sandbox_text() == "docker"

    def broken() -> select.Choice:
        raise OSError("no such disk")

    monkeypatch.setattr(select, "best_available", broken)
    assert doctor.sandbox_text() == "can't be told: OSError: no such disk"
