"""What an honest student's program may count on in every sandbox, and that every sandbox gives the same."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.errors import SandboxBrokenError, StudentBadReply, StudentRaised
from grader.sandbox.base import Sandbox, Session
from grader.wire import codec
from grader.wire.messages import Binding

from .conftest import Start


def plain(value: Any) -> Any:
    """Arrays as (dtype, shape, list), so that values compare with their types."""
    if isinstance(value, np.ndarray):
        return str(value.dtype), value.shape, value.tolist()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(plain(item) for item in value)
    return type(value), value


def printed_within(session: Session, enough: Callable[[str], bool], seconds: float = 10.0) -> str:
    """What was printed, once there is enough of it: an engine may bring the prints later than the answer."""
    deadline = time.monotonic() + seconds
    while not enough(session.stdout) and time.monotonic() < deadline:
        time.sleep(0.01)
    return session.stdout


RESULTS = {
    "none": ("None", None),
    "bool": ("True", True),
    "numpy bool": ("np.bool_(True)", True),
    "int": ("-3", -3),
    "numpy int": ("np.int32(-3)", -3),
    "unsigned 64": ("2**64 - 1", 2**64 - 1),
    "large int": ("-2**2000", -(2**2000)),
    "float": ("0.1", 0.1),
    "float64": ("np.float64(0.1)", 0.1),
    "float32": ("np.float32(0.5)", np.array(0.5, np.float32)),
    "infinity": ("-np.inf", -np.inf),
    "complex": ("1-2j", 1 - 2j),
    "text": ("'λ\\0ü😀'", "λ\0ü😀"),
    "lone surrogate": ("'a\\udcffb'", "a?b"),
    "bytes": ("b'\\xff\\0'", b"\xff\0"),
    "nested": ("[1, (2.0, [None]), {}]", [1, (2.0, [None]), {}]),
    "array": ("np.arange(6.0).reshape(2, 3)", np.arange(6.0).reshape(2, 3)),
    "transposed": ("np.arange(6).reshape(2, 3).T", np.arange(6).reshape(2, 3).T),
    "other byte order": ("np.array([1.5, 2], '>f8')", np.array([1.5, 2.0])),
    "empty array": ("np.zeros((0, 3), np.float32)", np.zeros((0, 3), np.float32)),
    "shape ()": ("np.array(2.0)", np.array(2.0)),
    "bool array": ("np.array([True, False])", np.array([True, False])),
    "negative zero": ("np.array([-0.0])", np.array([-0.0])),
    "matrix": ("np.asmatrix([[1.0, 2.0]])", np.array([[1.0, 2.0]])),
    "masked": ("np.ma.masked_array([1.0, 2.0], [True, False])", np.array([1.0, 2.0])),
    "ordered dict": ("collections.OrderedDict(a=1)", {"a": 1}),
    "default dict": ("collections.defaultdict(int, a=1)", {"a": 1}),
    "named tuple": ("collections.namedtuple('P', 'x y')(1, 2)", (1, 2)),
    "odd keys": ("{1: 2, (3, 'a'): 4, None: 5, b'k': 6}", {1: 2, (3, "a"): 4, None: 5, b"k": 6}),
    "float subclass": ("type('F', (float,), {})(1.5)", 1.5),
    "int subclass": ("type('I', (int,), {})(7)", 7),
    "text subclass": ("type('S', (str,), {})('x')", "x"),
}


@pytest.mark.parametrize(("text", "value"), RESULTS.values(), ids=RESULTS)
def test_results_arrive_as_plain_values(start: Start, text: str, value: object) -> None:
    """Every plain value, and every subclass of one, arrives with its content and as the plain kind."""
    session, _ = start(f"import collections\ndef f():\n    return {text}")
    assert plain(session.call("f", [], seed=0)) == plain(value)


UNSENDABLE = {
    "function": ("lambda: 1", "result is a function, which is no plain value"),
    "where": ("{'W1': [0, print]}", 'result["W1"][1] is a function, which is no plain value'),
    "generator": ("(i for i in [1])", "result is a generator, which is no plain value"),
    "set": ("{1}", "result is an object of type set, which is no plain value"),
    "class": ("int", "result is a type, which is no plain value"),
    "object array": ("np.array([None])", "result is an array of dtype object, which is not numeric"),
    "structured array": ("np.zeros(1, [('a', int)])", "is an array of dtype [('a', '<i8')], which is not numeric"),
    "text array": ("np.array(['a'])", "result is an array of dtype <U1, which is not numeric"),
    "itself": ("[x := [], x.append(x)][0]", "is nested deeper than 32 levels"),
    "huge int": ("1 << 5000", "result is an integer of 5001 bits, allowed are 4096"),
    "many items": ("[0] * 200_001", "result holds more than 200000 elements in all"),
    "large array": ("np.zeros(2**21 + 1)", "result brings the arrays to more than 16777216 bytes"),
    "broadcast": ("np.broadcast_to(np.array(1, '>f8'), (10**6, 10**6))", "to more than 16777216 bytes"),
    "key": ("{lambda: 1: 1}", "result[a function] is a function, which is no plain value"),
}


@pytest.mark.parametrize(("text", "reason"), UNSENDABLE.values(), ids=UNSENDABLE)
def test_what_is_no_plain_value_is_said_with_its_place(start: Start, text: str, reason: str) -> None:
    """A result outside the plain kinds or the caps is a bad reply that says where and what; the session goes on."""
    session, _ = start(f"def f():\n    return {text}\ndef g(): return 1")
    with pytest.raises(StudentBadReply) as caught:
        session.call("f", [], seed=0)
    assert reason in str(caught.value)
    assert session.alive
    assert session.call("g", [], seed=0) == 1


def test_arguments_are_fresh_for_each_call(start: Start) -> None:
    """Changing an argument in place changes neither the grader's copy nor the next call's; arrays are writable."""
    session, _ = start("def f(p):\n    p['W'] *= 2\n    return p, p['W'].flags.c_contiguous")
    given = {"W": np.arange(6.0).reshape(2, 3).T}
    for _ in range(2):
        result, contiguous = session.call("f", [given], seed=0)
        assert np.array_equal(result["W"], 2 * given["W"])
        assert contiguous
    assert given["W"][0, 1] == 3.0


def test_the_seed_of_a_call_decides_random_numbers(start: Start) -> None:
    """The same seed gives the same numbers of `random` and `numpy.random`, another seed others."""
    session, _ = start("import random\ndef f():\n    return random.random(), np.random.rand()")
    first, again, other = (session.call("f", [], seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first[0] != other[0]
    assert first[1] != other[1]


def test_the_same_program_gives_the_same_order_of_a_set(start: Start) -> None:
    """String hashes don't differ between sessions, so the order of sets can't make a grade differ."""
    source = "def f():\n    return list({str(i) for i in range(50)})"
    assert start(source)[0].call("f", [], seed=0) == start(source)[0].call("f", [], seed=0)


@pytest.mark.parametrize(
    ("signature", "optional", "sent", "used"),
    [
        ("a, b, seed=0", 1, (1, 2, 3), (1, 2, 3)),
        ("a, b", 1, (1, 2, 3), (1, 2)),
        ("a, b", 2, (1, 2, 3), (1, 2)),
        ("a", 2, (1, 2, 3), (1,)),
        ("*rest", 1, (1, 2, 3), (1, 2, 3)),
        ("a, b, *, seed=0", 1, (1, 2, 3), (1, 2)),
    ],
)
def test_optional_arguments_are_dropped_where_there_is_no_room(
    start: Start, signature: str, optional: int, sent: tuple[int, ...], used: tuple[int, ...]
) -> None:
    """A signature without the trailing optional parameters costs nothing, one with them gets them."""
    session, _ = start(
        f"def f({signature}):\n    v = locals()\n"
        "    own = [v[n] for n in ('a', 'b') if n in v]\n"
        "    return [*own, *v.get('rest', ()), *([v['seed']] if v.get('seed') else [])]"
    )
    assert tuple(session.call("f", sent, seed=0, optional=optional)) == used


def test_a_missing_required_argument_is_the_students_type_error(start: Start) -> None:
    """No argument but an optional one is ever dropped."""
    session, _ = start("def f(a):\n    return a")
    with pytest.raises(StudentRaised, match=r"^TypeError: f\(\) takes 1 positional argument but 2 were given"):
        session.call("f", [1, 2], seed=0)


def test_an_exception_comes_with_the_students_own_frames(start: Start) -> None:
    """Type, message, and of the frames only the student's, with cell, line and text."""
    session, _ = start(
        "import numpy as np\n\ndef inner(x):\n    return np.linalg.inv(x)", "def f(x):\n    return inner(x)"
    )
    with pytest.raises(StudentRaised) as caught:
        session.call("f", [np.zeros((2, 2))], seed=0)
    assert str(caught.value) == "LinAlgError: Singular matrix"
    assert caught.value.type_name == "LinAlgError"
    assert [(f.cell, f.line, f.function, f.text) for f in caught.value.frames] == [
        ("cell 2", 2, "f", "return inner(x)"),
        ("cell 1", 4, "inner", "return np.linalg.inv(x)"),
    ]
    assert session.alive


@pytest.mark.parametrize("statement", ["import sys; sys.exit(3)", "raise KeyboardInterrupt", "exit_now = 1/0"])
def test_what_leaves_a_function_is_an_exception_of_the_students(start: Start, statement: str) -> None:
    """SystemExit and KeyboardInterrupt end the call and not the session."""
    session, _ = start(f"def f():\n    {statement}\ndef g(): return 1")
    with pytest.raises(StudentRaised):
        session.call("f", [], seed=0)
    assert session.call("g", [], seed=0) == 1


def test_bindings_last_for_one_call(start: Start) -> None:
    """A given function, a callback and a constant are there for the call and gone after it, even one that raises."""
    session, _ = start(
        "def f(x): return relu(x) + scale(x) + offset\n"
        "def scale(x): return 'own'\n"
        "def g(): return scale(1), 'relu' in globals()",
        helpers={"utils": "def relu(x): return abs(x)"},
    )
    bindings = [
        Binding("relu", given="utils.relu"),
        Binding("scale", callback="scale"),
        Binding("offset", value=codec.encode(0.5)),
    ]
    assert session.call("f", [-2], seed=0, bindings=bindings, callbacks={"scale": lambda x: 10 * x}) == 2 - 20 + 0.5
    with pytest.raises(StudentRaised, match="TypeError"):
        session.call("f", ["a"], seed=0, bindings=bindings, callbacks={"scale": lambda x: x})
    assert session.call("g", [], seed=0) == ("own", False)


def test_callbacks_run_on_the_trusted_side(start: Start) -> None:
    """A callback in the arguments gets plain values, and its error is raised in the student's code."""
    session, _ = start(
        "def f(g, x):\n    try:\n        return g(x, scale=np.float64(2))\n"
        "    except RuntimeError as e:\n        return str(e)"
    )
    seen = []

    def given(x: Any, scale: float) -> Any:
        seen.append((type(x), type(scale)))
        return x * scale / (x.sum() != 0)

    def broken(x: Any, scale: float) -> Any:
        raise KeyError("ours")

    marker = codec.Callback("given")
    assert plain(session.call("f", [marker, np.ones(2)], seed=0, callbacks={"given": given})) == plain(2 * np.ones(2))
    assert seen == [(np.ndarray, float)]
    assert session.call("f", [marker, np.ones(2)], seed=0, callbacks={"given": broken}) == "KeyError: 'ours'"


def test_prints_are_kept_apart_from_results(start: Start) -> None:
    """stdout and stderr of the student's code are kept in order of each stream, whatever was printed."""
    session, _ = start(
        "import sys\ndef f():\n    print('out \\udcff')\n    print('err', file=sys.stderr)\n    return 1"
    )
    assert session.call("f", [], seed=0) == 1
    printed = printed_within(session, lambda text: "out" in text and "err" in text)
    assert "out \\udcff\n" in printed
    assert "err\n" in printed


def test_output_is_kept_to_its_limit(start: Start) -> None:
    """More output than is kept costs nothing but the rest of it."""
    session, _ = start("def f():\n    print('x' * 3_000_000)\n    return 1", stdout_kept_bytes=1000)
    assert session.call("f", [], seed=0) == 1
    assert printed_within(session, lambda text: len(text) >= 1000) == "x" * 1000


def test_load_can_be_repeated_in_a_fresh_module(sandbox: Sandbox, start: Start) -> None:
    """A second program sees nothing of the first one's names or helpers."""
    from grader.sandbox.base import Program
    from grader.wire.messages import Source

    session, loaded = start("from h import a\ndef f(): return a", helpers={"h": "a = 1"})
    assert loaded.functions == ("f",)
    loaded = session.load(Program((Source("cell 1", "from h import a\ndef g(): return a"),), {"h": "a = 2"}))
    assert loaded.functions == ("g",)
    assert session.call("g", [], seed=0) == 2
    with pytest.raises(StudentRaised, match="NameError: name 'f' is not defined"):
        session.call("f", [], seed=0)


def test_nothing_of_the_grader_is_importable(start: Start) -> None:
    """References, specs, engine and reports are not there to be imported; the wire and the runtime are."""
    session, _ = start(
        "import importlib\ndef f(name):\n    try:\n        importlib.import_module(name)\n        return True\n"
        "    except ImportError:\n        return False"
    )
    for name in ("reference", "test_specs", "reports", "grader.engine", "grader.spec", "grader.sandbox", "pytest"):
        assert not session.call("f", [name], seed=0), name
    assert session.call("f", ["grader.wire.codec"], seed=0)
    assert session.call("f", ["scipy.special"], seed=0)


def test_the_environment_is_clean(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the grader's environment reaches student code, and BLAS has one thread."""
    monkeypatch.setenv("GRADER_SECRET", "1")
    session, _ = start("import os, sys\ndef f():\n    return dict(os.environ), sys.argv, __name__, sys.stdin.read()")
    environment, argv, name, typed = session.call("f", [], seed=0)
    assert "GRADER_SECRET" not in environment
    assert environment["OMP_NUM_THREADS"] == environment["OPENBLAS_NUM_THREADS"] == "1"
    assert (argv, name, typed) == (["submission.py"], "__main__", "")


def test_info_says_what_ran(sandbox: Sandbox) -> None:
    """Provenance names the backend and the versions in the room."""
    info = sandbox.info()
    assert info.sandbox == sandbox.name
    assert info.numpy == np.__version__
    assert info.python.startswith("3.")


def test_a_closed_session_is_dead_and_says_so(start: Start) -> None:
    """close is idempotent; a call after it is a mistake of ours, not of the student's."""
    session, _ = start("def f(): return 1")
    session.close()
    session.close()
    assert not session.alive
    with pytest.raises(SandboxBrokenError, match="the session has ended"):
        session.call("f", [], seed=0)
