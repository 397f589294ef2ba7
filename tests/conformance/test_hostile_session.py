"""What hostile student code does at the wall, and that the trusted side calls it by its right name, in time.

Only what does no harm without isolation stands here: fork bombs and the like are in the corpus. Each fault
also shows that the sandbox serves the next submission.
"""

from __future__ import annotations

import time
from textwrap import dedent
from typing import Any

import numpy as np
import pytest

from grader.errors import (
    StudentBadReply,
    StudentCrashed,
    StudentMemoryLimit,
    StudentOutputLimit,
    StudentRaised,
    StudentTimeout,
    SubjectFault,
)
from grader.sandbox.base import Limits, Program, Sandbox
from grader.wire import codec
from grader.wire.messages import Source

from .conftest import Start

SHORT = {"call_wall_s": 1.5, "call_cpu_s": 0.7}

FRAMES = """
import os, struct
def protocol():
    found = []
    for n in range(3, 256):
        try:
            if os.readlink(f"/proc/self/fd/{n}").startswith(("pipe:", "socket:")):
                found.append(n)
        except OSError:
            pass
    return found
def write(data):
    for n in [0, 1, 2, *protocol()]:
        try:
            os.write(n, data)
        except OSError:
            pass
def frame(head, blob=b""):
    return struct.pack(">II", len(head), len(blob)) + head + blob
"""

FAULTS: dict[str, tuple[str, type[SubjectFault], str]] = {
    "os_exit_zero": ("import os; os._exit(0)", StudentCrashed, "ended by itself with exit code 0"),
    "sys_exit": ("import sys; sys.exit(0)", StudentRaised, "SystemExit: 0"),
    "abort_signal": ("import os; os.abort()", StudentCrashed, "SIGABRT"),
    "segfault_by_ctypes": ("import ctypes; ctypes.string_at(0)", StudentCrashed, "SIGSEGV"),
    "kill_itself": ("import os; os.kill(os.getpid(), 9)", StudentCrashed, "SIGKILL"),
    "infinite_loop": ("while True: pass", StudentTimeout, "0.7 s of processor time"),
    "infinite_loop_that_excepts": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        StudentTimeout,
        "0.7 s of processor time",
    ),
    "busy_c_loop_holding_the_gil": ("return 7 ** (7 ** 9) % 3", StudentTimeout, "0.7 s of processor time"),
    "busy_threads": (
        "import threading, time\n"
        "for _ in range(4): threading.Thread(target=lambda: list(iter(int, 1)), daemon=True).start()\n"
        "time.sleep(60)",
        StudentTimeout,
        "processor time",
    ),
    "sleep_forever": ("import time\nwhile True: time.sleep(60)", StudentTimeout, "no answer within 1.5 s"),
    "stop_self_sigstop": ("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", StudentTimeout, "within 1.5 s"),
    "ignore_sigterm": (
        "import signal, time\nfor n in range(1, 60):\n    try: signal.signal(n, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\nwhile True: time.sleep(60)",
        StudentTimeout,
        "within 1.5 s",
    ),
    "recursion_bomb": ("return f()", StudentRaised, "RecursionError: maximum recursion depth exceeded"),
    "recursion_bomb_unlimited": (
        "import sys; sys.setrecursionlimit(10**9)\ng = lambda n: [*map(g, [n])]\nreturn g(0)",
        SubjectFault,
        "",
    ),
    "low_recursion_limit": ("import sys; sys.setrecursionlimit(30)\nreturn [[[[f]]]]", StudentBadReply, "function"),
    "memory_error_raised": ("raise MemoryError('none')", StudentRaised, "MemoryError: none"),
    "absurd_allocation": ("return np.zeros(10**15)", StudentRaised, "MemoryError"),
    "stdout_flood": ("while True: print('x' * 100_000)", StudentOutputLimit, "printed more than 2 MiB"),
    "stderr_flood": ("import os\nwhile True: os.write(2, b'x' * 100_000)", StudentOutputLimit, "more than 2 MiB"),
    "close_every_fd": ("import os; os.closerange(0, 1024); return 1", StudentCrashed, "the student's process"),
    "close_every_fd_and_hang": (
        "import os, time; os.closerange(0, 1024); time.sleep(60)",
        SubjectFault,  # crashed where the end of a stream can be seen; Docker keeps it open until the container ends
        "",
    ),
    "steal_the_requests": (
        "for n in protocol():\n    try: os.read(n, 1)\n    except OSError: pass",
        StudentTimeout,
        "within 1.5 s",
    ),
    "forge_frame_on_every_fd": ("write(frame(b'\\x00')); return 1", StudentBadReply, "the student's process sent"),
    "forge_an_answer": (
        "head = b'\\x83\\xa4type\\xa8returned\\xa2id\\x01\\xa5value\\xc4\\x00'\n"
        "write(frame(head, b'\\0\\0\\0\\x01\\x01'))",
        StudentBadReply,
        "a message that answers nothing (Returned)",
    ),
    "forge_a_load": (
        "write(frame(b'\\x82\\xa4type\\xa6loaded\\xa9functions\\x90')); return 1",
        StudentBadReply,
        "a message that answers nothing (Loaded)",
    ),
    "flood_protocol": ("while True: write(b'\\xff' * 4096)", StudentBadReply, "a frame announces a head of"),
    "half_frame_then_hang": (
        "write(b'\\0\\0\\0\\x10\\0\\0\\0'); import time; time.sleep(60)",
        StudentTimeout,
        "within 1.5 s",
    ),
    "oversized_frame": ("write(b'\\0\\0\\0\\x01\\xff\\xff\\xff\\xff')", StudentBadReply, "announces 4294967295 bytes"),
    "truncated_frame": ("write(b'\\0\\0\\0\\x10'); os._exit(0)", StudentCrashed, "exit code 0"),
    "deep_nesting_reply": ("x = []\nfor _ in range(10**5): x = [x]\nreturn x", StudentBadReply, "deeper than 32"),
    "doubling_reply": ("x = [1]\nfor _ in range(64): x = [x, x]\nreturn x", StudentBadReply, "deeper than 32"),
    "wide_doubling_reply": ("x = [1]\nfor _ in range(30): x = [x, x]\nreturn x", StudentBadReply, "200000 elements"),
    "huge_integer_reply": ("return 1 << 10**6", StudentBadReply, "an integer of 1000001 bits"),
    "object_dtype_reply": ("return np.array([lambda: 0])", StudentBadReply, "an array of dtype object"),
    "eq_true_object": (
        "class Yes:\n    def __eq__(self, other): return True\n    def __array__(self, *a): return np.ones(3)\n"
        "return Yes()",
        StudentBadReply,
        "an object of type Yes",
    ),
    "system_exit_in_str": (
        "class E(Exception):\n    def __str__(self): raise SystemExit\nraise E",
        StudentRaised,
        "E: (its text could not be read: SystemExit)",
    ),
    "hang_in_str": (
        "import time\nclass E(Exception):\n    def __str__(self): time.sleep(60)\nraise E",
        StudentTimeout,
        "within 1.5 s",
    ),
    "lying_exception_class": (
        "class M(type):\n    __name__ = property(lambda c: 1/0)\n"
        "class E(Exception, metaclass=M):\n    __traceback__ = property(lambda s: 1/0)\nraise E('x')",
        StudentRaised,
        "E: x",
    ),
    "surrogates_everywhere": ("raise ValueError('\\ud800' * 10**6)", StudentRaised, "ValueError: ????"),
}


@pytest.mark.parametrize(("body", "fault", "text"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_name_and_costs_its_session_at_most(
    sandbox: Sandbox, start: Start, body: str, fault: type[SubjectFault], text: str
) -> None:
    """Whatever a function does ends as its own fault, within its limits, and a fresh session works as ever."""
    source = FRAMES + "def f():\n" + "\n".join(f"    {line}" for line in body.splitlines()) + "\ndef g(): return 1"
    # On a busy machine a second of processor time may take many on the wall.
    limits = SHORT | ({"call_wall_s": 12.0} if "processor time" in text else {})
    session, _ = start(source, stdout_bytes=2 * 2**20, **limits)
    started = time.monotonic()
    with pytest.raises(fault) as caught:
        # A second call, for what a forged frame leaves behind: one of the two must meet it.
        session.call("f", [], seed=0)
        session.call("g", [], seed=0)
    assert text in str(caught.value)
    assert time.monotonic() - started < limits["call_wall_s"] + 3
    if not session.alive:
        session.close()
    fresh = sandbox.open(Limits())
    try:
        fresh.load(Program((Source("cell 1", "def f(): return 2"),), {}))
        assert fresh.call("f", [], seed=0) == 2
    finally:
        fresh.close()


@pytest.mark.parametrize("body", ["x = [0]\nwhile True: x += x", "x = []\nwhile True: x.append(np.ones(10**6))"])
def test_a_memory_bomb_is_a_memory_limit(start: Start, body: str) -> None:
    """Growing without end is memory_limit, whether the kernel refuses or kills."""
    source = "def f():\n" + "\n".join(f"    {line}" for line in body.splitlines())
    session, _ = start(source, memory_bytes=192 * 2**20)
    with pytest.raises(StudentMemoryLimit):
        session.call("f", [], seed=0)
    assert not session.alive


def test_memory_within_the_limit_is_free(start: Start) -> None:
    """Half of the limit can be used, call after call."""
    session, _ = start("def f():\n    return float(np.ones(2**25 // 8 * 4).sum())", memory_bytes=256 * 2**20)
    for _ in range(3):
        assert session.call("f", [], seed=0) == 2**24


HARMLESS = {
    "patch_builtins": ("import builtins\nvars(builtins).update({n: None for n in vars(builtins) if n[0].islower()})"),
    "patch_numpy": "for n in dir(np):\n    if not n.startswith('_'): setattr(np, n, lambda *a, **k: True)",
    "patch_runtime_codec": (
        "import sys\nfor n, m in list(sys.modules.items()):\n"
        "    if n.startswith('grader.wire'): m.encode = m.decode = m.pack = None"
    ),
    "clear_sys_modules": "import sys; sys.modules.clear()",
    "clear_meta_path": "import sys; sys.meta_path.clear(); sys.path.clear()",
    "close_streams": "import sys; sys.stdout.close(); sys.stderr.close(); sys.stdin.close()",
    "delete_streams": "import sys; del sys.stdout, sys.stderr, sys.stdin",
    "patch_os": "import os\nfor n in ('read', 'write', '_exit'): setattr(os, n, None)",
    "settrace": "import sys; sys.settrace(lambda *a: 1/0)",
    "errors_from_warnings": "import warnings; warnings.simplefilter('error'); np.seterr(all='raise')",
    "atexit": "import atexit; atexit.register(print, 'late')",
    "change_directory": "import os; os.chdir('/')",
    "excepthook": "import sys; sys.excepthook = sys.unraisablehook = None",
    "huge_gc": "import gc; gc.disable(); gc.set_threshold(1)",
    "thread_left_behind": "import threading, time; threading.Thread(target=time.sleep, args=(60,)).start()",
}


@pytest.mark.parametrize("body", HARMLESS.values(), ids=HARMLESS)
def test_the_runtime_outlives_what_students_patch(start: Start, body: str) -> None:
    """After the patch the session still carries arguments in and results out, unharmed."""
    source = dedent("""
    def patch():
    BODY
        return 1
    def f(x):
        return {"W": x, "n": [1, 2.5, "a"]}
    """).replace("BODY", "\n".join(f"    {line}" for line in body.splitlines()))
    session, _ = start(source)
    assert session.call("patch", [], seed=0) == 1
    given = np.arange(6.0).reshape(2, 3)
    result = session.call("f", [given], seed=1)
    assert np.array_equal(result["W"], given)
    assert result["n"] == [1, 2.5, "a"]


def test_subclasses_are_read_through_their_base(start: Start) -> None:
    """No override of the student's decides what of a subclass is sent."""
    session, _ = start(
        dedent("""
        class A(np.ndarray):
            def __array_ufunc__(self, *a, **k): return True
            def __array__(self, *a, **k): return np.ones(2)
            def tobytes(self, *a): return b""
            __eq__ = lambda *a: True
        class D(dict):
            def items(self): return [("W", 1)]
            keys = __iter__ = items
            def __len__(self): return 0
        class L(list):
            def __iter__(self): return iter([9])
        class F(float):
            def __float__(self): return 9.0
        def f():
            return [np.zeros(2).view(A), D(x=2), L([1]), F(1.5)]
        """)
    )
    array, mapping, items, number = session.call("f", [], seed=0)
    assert type(array) is np.ndarray
    assert array.tolist() == [0.0, 0.0]
    assert mapping == {"x": 2}
    assert items == [1]
    assert number == 1.5


def test_an_answer_sent_ahead_is_refused(start: Start) -> None:
    """A frame written while no call runs ends the session at the next call, whatever it says."""
    session, _ = start(
        FRAMES
        + dedent("""
        import threading, time
        def f():
            head = b'\\x83\\xa4type\\xa8returned\\xa2id\\x01\\xa5value\\xc4\\x00'
            threading.Timer(0.1, lambda: write(frame(head, b'\\0\\0\\0\\x01\\x01'))).start()
            return 1
        """)
    )
    assert session.call("f", [], seed=0) == 1
    time.sleep(0.4)
    with pytest.raises(StudentBadReply):
        session.call("f", [], seed=0)
    assert not session.alive


def test_a_callback_outlives_its_call_as_an_error(start: Start) -> None:
    """A kept callback raises in the student's code in any later call, and the trusted side never hears of it."""
    session, _ = start("kept = []\ndef f(g):\n    kept.append(g)\ndef late(): return kept[0](1)")
    heard: list[Any] = []
    session.call("f", [codec.Callback("given")], seed=0, callbacks={"given": heard.append})
    with pytest.raises(StudentRaised, match="RuntimeError: given was there for an earlier call only"):
        session.call("late", [], seed=0, callbacks={"given": heard.append})
    assert heard == []


def test_callbacks_have_a_count_and_take_plain_values_only(start: Start) -> None:
    """Calls over the limit and arguments that are no plain values raise in the student's call."""
    session, _ = start(
        "def many(g):\n    for n in range(10**6): g(n)\ndef odd(g): g(lambda: 1)\ndef wrong(g): g(*range(5))",
        callbacks_per_call=50,
    )
    heard: list[int] = []
    for name, reason in (
        ("many", "RuntimeError: more than 50 calls of given functions in one call"),
        ("odd", r"TypeError: an argument of given is a function"),
        ("wrong", "RuntimeError: TypeError: "),
    ):
        with pytest.raises(StudentRaised, match=reason):
            session.call(name, [codec.Callback("given")], seed=0, callbacks={"given": lambda n: heard.append(n)})
    assert heard == list(range(50))


BOMBS = {
    "outer product": "g(np.ones((30_000, 1)), np.ones((1, 30_000)))",
    "text": "g('x' * 100_000, 40_000)",
    "list": "g([0] * 10_000, 100_000)",
    "kept arguments": "for _ in range(40): g(0, np.ones(10**5))",
}


@pytest.mark.parametrize("body", BOMBS.values(), ids=BOMBS)
def test_a_callback_takes_no_memory_of_the_grader(start: Start, body: str) -> None:
    """Arguments whose product has gigabytes, or which add up to more than a reply may, raise in the student's call."""
    session, _ = start(f"def f(g):\n    {body}\ndef ok(g): return g(2, 3)", reply_bytes=4 * 2**20)
    kept: list[Any] = []

    def product(a: Any, b: Any) -> Any:
        kept.append(b)
        return a * b

    with pytest.raises(
        StudentRaised, match=r"RuntimeError: (MemoryError|_ArrayMemoryError|more than 5 MiB of arguments)"
    ):
        session.call("f", [codec.Callback("given")], seed=0, callbacks={"given": product})
    assert sum(getattr(b, "nbytes", 0) for b in kept) < 6 * 2**20
    assert session.call("ok", [codec.Callback("given")], seed=0, callbacks={"given": product}) == 6


def test_what_a_callback_can_not_say_is_an_error_all_the_same(start: Start) -> None:
    """An exception around a number of more digits than Python prints is the student's, not ours."""
    session, _ = start("def f(g): return g(7 ** 400)")

    def lookup(key: int) -> Any:
        return {}[key**20]

    with pytest.raises(StudentRaised, match="RuntimeError: KeyError"):
        session.call("f", [codec.Callback("given")], seed=0, callbacks={"given": lookup})
    assert session.alive


def test_an_unknown_callback_is_a_bad_reply(start: Start) -> None:
    """Only what the call was given can be called back."""
    session, _ = start("def f(g):\n    return g(1)")
    with pytest.raises(StudentBadReply, match="answers nothing"):
        session.call("f", [codec.Callback("given")], seed=0)
    assert not session.alive


def test_loading_has_its_own_limit(start: Start) -> None:
    """An endless loop at the top level ends with the load's limit."""
    with pytest.raises(StudentTimeout, match=r"loading the code took more than 0\.5 s"):
        start("while True: pass", load_s=0.5)


def test_a_submission_has_one_budget_for_all_its_calls(start: Start) -> None:
    """Calls within their own limits add up to the submission's."""
    session, _ = start("import time\ndef f(): time.sleep(0.3)", submission_s=0.8)
    with pytest.raises(StudentTimeout, match=r"the submission used up its 0\.8 s"):
        for _ in range(3):
            session.call("f", [], seed=0)


def test_a_bug_of_ours_inside_a_call_ends_the_session(start: Start) -> None:
    """After an interrupt in a callback no later call can get the answer of the interrupted one."""
    session, _ = start("def f(g): return g(1)")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        session.call("f", [codec.Callback("given")], seed=0, callbacks={"given": interrupted})
    assert not session.alive
