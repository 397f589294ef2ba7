"""The start script: what can be imported after it, where the protocol goes, and how it refuses."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from grader.runtime import boot
from grader.runtime.boot import FORBIDDEN, InstalledPackages, OurModules
from grader.sandbox.stage import BOOT, PARTS, shared_stage, stage_runtime
from grader.wire.frames import FrameReader
from grader.wire.messages import Ready, from_runtime

SITE = str(Path(np.__file__).parents[1])
PYTHON = [sys.executable, "-s", "-S", "-P", "-B"]


def test_the_stage_holds_only_the_untrusted_half(tmp_path: Path) -> None:
    """An empty package, the wire and the runtime, byte-compiled; nothing else of ours."""
    stage_runtime(tmp_path)
    package = tmp_path / "grader"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["grader"]
    assert {p.name for p in package.iterdir()} == {"__init__.py", "__pycache__", *PARTS}
    assert (package / "__init__.py").read_text() == ""
    assert (tmp_path / BOOT).is_file()
    assert list((package / "wire/__pycache__").glob("codec.*.pyc"))


def test_one_stage_serves_the_whole_process() -> None:
    """It is made once."""
    assert shared_stage() is shared_stage()
    assert shared_stage().is_dir()


def test_packages_come_from_the_site_directories_by_name_only(tmp_path: Path) -> None:
    """Allowed top-level names are found, others and the grader's own are not, whatever lies there."""
    for name in (*FORBIDDEN, "allowed", "other"):
        (tmp_path / f"{name}.py").write_text("")
    some = InstalledPackages([str(tmp_path)], frozenset(["allowed", "grader"]))
    every = InstalledPackages([str(tmp_path)], None)
    assert some.find_spec("allowed") is not None
    assert some.find_spec("other") is None
    assert every.find_spec("other") is not None
    assert every.find_spec("allowed.sub", ["x"]) is None
    for name in FORBIDDEN:
        assert some.find_spec(name) is None
        assert every.find_spec(name) is None


def test_our_modules_have_builtins_of_their_own(tmp_path: Path) -> None:
    """A function of a staged module doesn't meet what is put into the builtins later."""
    (tmp_path / "grader").mkdir()
    (tmp_path / "grader/__init__.py").write_text("")
    (tmp_path / "grader/odd.py").write_text("def size(x): return len(x)\n")
    finder = OurModules(str(tmp_path))
    assert finder.find_spec("numpy") is None
    assert finder.find_spec("graders") is None
    assert finder.find_spec("grader") is not None
    assert finder.find_spec("grader.absent", [str(tmp_path / "grader")]) is None
    spec = finder.find_spec("grader.odd", [str(tmp_path / "grader")])
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    own = module.size.__builtins__
    assert own is finder._builtins
    assert own["len"] is len


def test_flags_decide_what_can_be_imported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each flag takes effect before the loop starts, and the student's argv is a constant."""
    served = []
    monkeypatch.setattr(boot, "take_protocol", lambda: (5, 6))
    monkeypatch.setattr("grader.runtime.serve.serve", lambda *given: served.append(given))
    monkeypatch.setattr(sys, "argv", ["boot.py"])
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    (tmp_path / "allowed_pkg.py").write_text("")
    (tmp_path / "other_pkg.py").write_text("")
    boot.main(["--site", str(tmp_path), "--only", "allowed_pkg"])
    boot.main(["--preload", "tensorflow"])
    assert served == [(5, 6, ()), (5, 6, ("tensorflow",))]
    assert sys.argv == ["submission.py"]
    assert importlib.util.find_spec("allowed_pkg") is not None
    assert importlib.util.find_spec("other_pkg") is None
    with pytest.raises(SystemExit, match="unknown flag --nothing"):
        boot.main(["--nothing", "1"])


def test_it_serves_until_its_input_ends() -> None:
    """Ready comes first; at the end of its input it leaves with code 0."""
    process = subprocess.Popen(
        [*PYTHON, str(shared_stage() / BOOT), "--site", SITE], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:
        frame = FrameReader(process.stdout.fileno()).read()
        assert frame is not None
        assert isinstance(from_runtime(*frame), Ready)
        links = {link.name: str(link.readlink()) for link in Path(f"/proc/{process.pid}/fd").iterdir()}
        assert links["0"] == os.devnull
        assert links["1"] == links["2"]
        assert sorted(int(n) for n, to in links.items() if int(n) > 2) == [100, 101]
        process.stdin.close()
        assert process.wait(10) == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--nothing", "1"], "unknown flag --nothing"),
        (["--site"], "zip() argument"),
        (["--site", SITE, "--only", "msgspec"], "No module named 'numpy'"),
        ([], "No module named"),
    ],
    ids=["flag", "value", "no numpy", "no site"],
)
def test_a_wrong_start_says_why(arguments: list[str], reason: str) -> None:
    """The reason stands on stderr, and nothing is served."""
    done = subprocess.run(
        [*PYTHON, str(shared_stage() / BOOT), *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert done.returncode != 0
    assert done.stdout == b""
    assert reason in done.stderr.decode()


def test_it_dies_with_the_process_that_started_it() -> None:
    """A runtime whose parent is gone, even one that never reads its input, is gone too."""
    script = (
        "import subprocess, sys, os\n"
        f"command = [*{PYTHON!r}, {str(shared_stage() / BOOT)!r}, '--site', {SITE!r}, '--parent', str(os.getpid())]\n"
        "p = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "p.stdout.read(8)\nprint(p.pid, flush=True)\nos.read(0, 1)\nos._exit(0)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdin is not None
    assert parent.stdout is not None
    with parent.stdin, parent.stdout:
        pid = int(parent.stdout.readline())
        os.kill(pid, 19)  # stopped, so that it can't notice the end of its input
        parent.stdin.write(b"x")
        parent.stdin.close()
        parent.wait(10)
        deadline = time.monotonic() + 5
        while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]:
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_it_refuses_to_outlive_a_parent_that_is_gone_already() -> None:
    """Between the start and the kernel's promise the parent may have died."""
    done = subprocess.run(
        [*PYTHON, str(shared_stage() / BOOT), "--site", SITE, "--parent", "1"],
        stdin=subprocess.PIPE,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"")
