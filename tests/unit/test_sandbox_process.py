"""The process sandbox: its limits are set, nothing of it is left behind, and its faults are the kernel's word."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.errors import SandboxBrokenError, SandboxUnavailableError, StudentCrashed, StudentTimeout
from grader.sandbox import process as backend
from grader.sandbox.base import Limits, Program
from grader.sandbox.endings import crash
from grader.sandbox.process import ProcessSandbox
from grader.sandbox.stream import StreamSession
from grader.wire.messages import Source

Run = Callable[..., StreamSession]


@pytest.fixture
def run() -> Iterator[Run]:
    """A session with a program loaded, closed afterwards."""
    sessions = []

    def start(source: str, limits: Limits | None = None) -> StreamSession:
        session = ProcessSandbox().open(limits or Limits())
        sessions.append(session)
        session.load(Program((Source("cell 1", source),), {}))
        return session

    yield start
    for session in sessions:
        session.close()


def gone(pid: int) -> bool:
    """Whether no such process runs; a zombie doesn't run."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def soon(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def test_the_kernel_holds_the_limits(run: Run) -> None:
    """Hard and soft limits are the ones asked for, so that the code can't raise them."""
    limits = Limits(open_files=99, file_bytes=12345, memory_bytes=2**28, load_s=3, submission_s=20)
    session = run(
        "import resource as r\ndef f():\n"
        "    names = 'NOFILE FSIZE CORE CPU AS'.split()\n"
        "    return [r.getrlimit(getattr(r, 'RLIMIT_' + n)) for n in names]\n"
        "def write():\n    open('x', 'wb').write(bytes(20000))\n",
        limits,
    )
    files, file_bytes, core, cpu, memory = session.call("f", [], seed=0)
    assert (files, file_bytes, core) == ((99, 99), (12345, 12345), (0, 0))
    assert cpu[0] == cpu[1]
    assert 23 < cpu[0] < 40
    assert memory[0] == memory[1]
    assert 2**28 < memory[0] < 2**28 + 2**30
    with pytest.raises(Exception, match=r"OSError: .*File too large"):
        session.call("write", [], seed=0)


def test_the_working_directory_is_private_and_goes_with_the_session(run: Run) -> None:
    """It is empty at first, HOME and TMPDIR are the same, and no file outlives the session, however deep."""
    session = run(
        "import os, tempfile\ndef f():\n    found = os.listdir()\n"
        "    for _ in range(1500): os.mkdir('d'); os.chdir('d')\n"
        "    return found, tempfile.gettempdir(), os.environ['HOME']"
    )
    found, temporary, home = session.call("f", [], seed=0)
    assert found == []
    assert temporary == home
    assert Path(home).is_dir()
    session.close()
    assert not Path(home).exists()


def test_children_end_with_the_session(run: Run) -> None:
    """Neither a child in the group, nor one in a session of its own, nor an orphan of the group stays."""
    session = run(
        "import os, time\n"
        "def child(detach, orphan):\n    r, w = os.pipe()\n    pid = os.fork()\n    if pid == 0:\n"
        "        if orphan and os.fork(): os._exit(0)\n        if detach: os.setsid()\n"
        "        os.write(w, str(os.getpid()).encode())\n        time.sleep(60)\n        os._exit(0)\n"
        "    if orphan: os.waitpid(pid, 0)\n    return int(os.read(r, 20))\n"
        "def f(): return os.getpid(), child(False, False), child(True, False), child(False, True)"
    )
    pids = session.call("f", [], seed=0)
    assert not any(gone(pid) for pid in pids)
    session.close()
    assert soon(lambda: all(gone(pid) for pid in pids))


def test_an_end_is_noticed_while_a_child_holds_the_pipes(run: Run) -> None:
    """The process's own end counts, not the end of its streams."""
    session = run("import os, time\ndef f():\n    if os.fork() == 0: time.sleep(60)\n    os._exit(7)")
    started = time.monotonic()
    with pytest.raises(StudentCrashed, match="exit code 7"):
        session.call("f", [], seed=0)
    assert time.monotonic() - started < 3


def test_processor_time_of_children_counts(run: Run) -> None:
    """A busy child is the call's, whether it runs or has been waited for."""
    session = run(
        "import os, time\ndef f():\n    if os.fork() == 0:\n        while True: pass\n    time.sleep(60)",
        Limits(call_cpu_s=0.5, call_wall_s=5),
    )
    with pytest.raises(StudentTimeout, match=r"more than 0\.5 s of processor time"):
        session.call("f", [], seed=0)


def test_the_kernels_processor_limit_is_a_timeout(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the kernel kills for its processor time is a timeout, even when our own clock didn't look."""
    monkeypatch.setattr(backend, "CPU_GRACE_S", 0)
    monkeypatch.setattr(backend._ProcessTransport, "cpu_seconds", lambda self: 0.0)
    session = run("def f():\n    while True: pass", Limits(load_s=0.4, submission_s=0.6, call_wall_s=9))
    session._limits = Limits(call_wall_s=9)
    with pytest.raises(StudentTimeout, match="used more than 1 s of processor time"):
        session.call("f", [], seed=0)


@pytest.mark.parametrize(
    ("code", "shell", "text"),
    [
        (-signal.SIGSEGV, False, "was ended by SIGSEGV"),
        (-50, False, "was ended by signal 50"),
        (137, False, "ended by itself with exit code 137"),
        (137, True, "was ended by SIGKILL"),
        (255, True, "ended by itself with exit code 255"),
        (0, True, "ended by itself with exit code 0"),
    ],
)
def test_an_exit_code_is_told_in_words(code: int, shell: bool, text: str) -> None:
    """A signal by its name, and by its number where it has none; 137 means one only where a shell says it."""
    assert str(crash(code, shell=shell)) == f"the student's process {text}"


def test_an_end_between_calls_is_the_next_calls_crash(run: Run) -> None:
    """A process that dies after its answer is a crash of the student's, not a failure of ours."""
    session = run(
        "import os, threading\ndef f(): threading.Timer(0.1, os._exit, (3,)).start()\ndef pid(): return os.getpid()"
    )
    pid = session.call("pid", [], seed=0)
    session.call("f", [], seed=0)
    assert soon(lambda: gone(pid))
    with pytest.raises(StudentCrashed, match="exit code 3"):
        session.call("f", [], seed=0)


def test_what_was_printed_is_there_after_the_end(run: Run) -> None:
    """Output that was written before the process died is kept."""
    session = run("import os\ndef f():\n    os.write(1, b'last words')\n    os._exit(0)")
    with pytest.raises(StudentCrashed):
        session.call("f", [], seed=0)
    assert session.stdout == "last words"


@pytest.mark.parametrize(
    ("python", "error", "message"),
    [
        ("/nowhere/python", SandboxUnavailableError, "can't start /nowhere/python: No such file or directory"),
        ("/bin/false", SandboxBrokenError, "the runtime did not start: "),
        ("/bin/cat", SandboxBrokenError, "the runtime did not start: "),
    ],
)
def test_a_runtime_that_does_not_start_is_ours(python: str, error: type[Exception], message: str) -> None:
    """Before any student code is there, whatever fails is a failure of ours, and says how."""
    with pytest.raises(error) as caught:
        ProcessSandbox(python=python).open(Limits())
    assert message in str(caught.value)


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without NumPy there is no sandbox, and the message says so."""
    monkeypatch.setattr(backend.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SandboxUnavailableError, match="numpy is not installed"):
        ProcessSandbox().open(Limits())


def test_sessions_leave_no_descriptor_and_no_process() -> None:
    """Opening and closing many sessions costs nothing that stays."""
    sandbox = ProcessSandbox()
    sandbox.open(Limits()).close()
    before = sorted(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names are wanted
    for _ in range(3):
        session = sandbox.open(Limits())
        session.close()
    assert sorted(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
    sandbox.close()


def test_our_own_limits_stay_as_they_are() -> None:
    """The limits are the child's."""
    before = [resource.getrlimit(what) for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE)]
    ProcessSandbox().open(Limits()).close()
    after = [resource.getrlimit(what) for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE)]
    assert before == after
