"""The runtime's loop, spoken to over pipes in this process: each request has its one answer.

The sessions of tests/conformance show the same from outside, in a process of its own.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from grader.runtime import serve as runtime
from grader.wire import codec
from grader.wire.frames import FrameReader, write_frame
from grader.wire.messages import (
    PROTOCOL_VERSION,
    Binding,
    Call,
    CallbackRaised,
    CallbackReturned,
    CallingBack,
    FromRuntime,
    Load,
    Loaded,
    Raised,
    Ready,
    Returned,
    Source,
    ToRuntime,
    Unsendable,
    from_runtime,
    pack,
)


class Ended(BaseException):
    """Stands for the end of the process, which here is the tests'."""


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[ToRuntime], FromRuntime | None]]:
    """Send a message to a serving runtime and read its answer; None when it ended."""
    codes: list[int] = []

    def end(code: int) -> None:
        codes.append(code)
        raise Ended

    monkeypatch.setattr(runtime, "_exit", end)
    before = sys.modules["__main__"], list(sys.meta_path), sys.stdout, sys.stderr
    requests, ours = os.pipe()
    replies, theirs = os.pipe()

    def serve() -> None:
        with contextlib.suppress(Ended):
            runtime.serve(requests, theirs)
        os.close(theirs)

    thread = threading.Thread(target=serve)
    thread.start()
    reader = FrameReader(replies)
    ready = reader.read()
    assert ready is not None
    assert from_runtime(*ready) == Ready(
        PROTOCOL_VERSION, sys.version.split()[0], np.__version__, from_runtime(*ready).platform
    )

    def exchange(message: ToRuntime) -> FromRuntime | None:
        write_frame(ours, *pack(message))
        frame = reader.read()
        return None if frame is None else from_runtime(*frame)

    yield exchange
    os.close(ours)
    thread.join()
    for descriptor in (requests, replies):
        os.close(descriptor)
    sys.modules["__main__"], sys.meta_path[:], sys.stdout, sys.stderr = before
    assert codes


def load(*cells: str, **helpers: str) -> Load:
    return Load(PROTOCOL_VERSION, tuple(Source(f"cell {n}", text) for n, text in enumerate(cells, 1)), helpers)


def call(function: str, *args: Any, number: int = 9, **fields: Any) -> Call:
    return Call(number, function, codec.encode(list(args)), fields.pop("seed", 0), **fields)


Ask = Callable[[ToRuntime], Any]


def test_load_tells_functions_and_failures(ask: Ask) -> None:
    """Loaded names what is defined and what failed."""
    loaded = ask(load("def f(): return 1\n1/0"))
    assert isinstance(loaded, Loaded)
    assert loaded.functions == ("f",)
    assert loaded.failures[0].type_name == "ZeroDivisionError"


def test_a_value_comes_back_under_the_number_of_its_call(ask: Ask) -> None:
    """Returned carries the encoded value."""
    ask(load("def f(a, b): return {'sum': a + b}"))
    reply = ask(call("f", 1, 2, number=77))
    assert isinstance(reply, Returned)
    assert reply.id == 77
    assert codec.decode(reply.value) == {"sum": 3}


@pytest.mark.parametrize(
    ("source", "type_name", "message", "lines"),
    [
        ("def f(): raise ValueError('no')", "ValueError", "no", [1]),
        ("x = 1", "NameError", "name 'f' is not defined", []),
        ("f = 3", "TypeError", "'int' object is not callable", []),
        ("def f(): return {str: 1}", None, None, None),
        ("import sys\ndef f():\n    sys.setrecursionlimit(60)\n    return f()", "RecursionError", None, None),
    ],
    ids=["raises", "absent", "no function", "odd key", "recursion limit"],
)
def test_what_goes_wrong_is_told(
    ask: Ask, source: str, type_name: str | None, message: str | None, lines: list[int] | None
) -> None:
    """An exception is Raised with the student's frames, an odd result Unsendable."""
    ask(load(source))
    reply = ask(call("f"))
    if type_name is None:
        assert isinstance(reply, Unsendable)
        return
    assert isinstance(reply, Raised)
    assert reply.type_name == type_name
    assert message is None or reply.message == message
    assert lines is None or [frame.line for frame in reply.frames] == lines


def test_reading_a_result_may_run_into_the_students_code(ask: Ask) -> None:
    """An exception from a key's own hash, while its dict is read, is the student's exception."""
    ask(
        load(
            "class K(str):\n    calls = 0\n    def __hash__(self):\n        K.calls += 1\n"
            "        return 1 if K.calls < 2 else 1/0\n"
            "class D(dict): pass\ndef f():\n    d = D()\n    d[K('a')] = 1\n    return d"
        )
    )
    reply = ask(call("f"))
    assert isinstance(reply, Raised)
    assert reply.type_name == "ZeroDivisionError"


def test_a_callback_is_asked_for_and_answered(ask: Ask) -> None:
    """CallingBack carries positional and keyword arguments; its answer goes on in the student's code."""
    ask(load("def f(g):\n    try:\n        return g(1, scale=2)\n    except RuntimeError as e:\n        return str(e)"))
    question = ask(call("f", codec.Callback("given")))
    assert question == CallingBack(9, "given", question.args)
    assert codec.decode(question.args) == ((1,), {"scale": 2})
    assert codec.decode(ask(CallbackReturned(9, codec.encode(5))).value) == 5
    ask(call("f", codec.Callback("given")))
    assert codec.decode(ask(CallbackRaised(9, "ours")).value) == "ours"


def test_an_answer_to_another_call_ends_the_runtime(ask: Ask) -> None:
    """A callback's result under a wrong number means that the two sides have lost one another."""
    ask(load("def f(g): return g()"))
    ask(call("f", codec.Callback("given")))
    # In a process of its own nothing would come any more: here its end is an exception in the student's call.
    assert ask(CallbackReturned(8, codec.encode(5))).type_name == "Ended"


@pytest.mark.parametrize(
    "message", [CallbackReturned(1, b""), call("f")], ids=["callback without call", "call without program"]
)
def test_a_message_out_of_turn_ends_the_runtime(ask: Ask, message: ToRuntime) -> None:
    """The trusted side never sends these, so the runtime doesn't go on."""
    assert ask(message) is None


def test_an_argument_of_a_callback_must_be_plain(ask: Ask) -> None:
    """It raises in the student's code, and nothing is sent."""
    ask(load("def f(g): return g([print])"))
    reply = ask(call("f", codec.Callback("given")))
    assert (reply.type_name, reply.message) == (
        "TypeError",
        "an argument of given is a function, which is no plain value",
    )


def test_bindings_are_put_back(ask: Ask) -> None:
    """What a name was before a call it is after it, absent if it was absent."""
    ask(
        load(
            "from utils import relu\nold = 1\ndef f(): return relu(-2), old, new", utils="def relu(x): return max(x, 0)"
        )
    )
    bindings = (
        Binding("relu", callback="mine"),
        Binding("old", value=codec.encode(2)),
        Binding("new", given="utils.relu"),
        Binding("new", value=codec.encode(3)),
    )
    assert isinstance(ask(call("f", bindings=bindings)), CallingBack)
    assert codec.decode(ask(CallbackReturned(9, codec.encode(7))).value) == (7, 2, 3)
    reply = ask(call("f"))
    assert (reply.type_name, reply.message) == ("NameError", "name 'new' is not defined")


def test_seeds_reach_both_generators(ask: Ask) -> None:
    """`random` and `numpy.random` start from the call's seed as if the student had seeded them."""
    import random

    ask(load("import random\ndef f(): return random.random(), random.gauss(0, 1), np.random.rand()"))
    first = codec.decode(ask(call("f", seed=11)).value)
    assert first == codec.decode(ask(call("f", seed=11)).value)
    assert first[0] == random.Random(11).random()
    assert first[2] == np.random.RandomState(11).rand()


def test_a_kept_object_has_its_number_for_one_case(ask: Ask) -> None:
    """What is not plain stays here under a number; the next case, another program and a guess don't find it."""
    source = "class Model: pass\ndef make(): return (Model(), 1)\ndef look(m): return type(m).__name__"
    ask(load(source))
    kept, one = codec.decode(ask(call("make", number=70, form="handle")).value, mark=codec.keep)
    assert (kept, one) == (codec.Handle(70, "object"), 1)
    assert codec.decode(ask(call("look", kept)).value) == "Model"
    gone = "an argument is an object that is no longer there"
    assert ask(call("look", codec.Handle(71, "object"))) == Unsendable(9, gone)
    assert ask(call("look", kept, fresh=True)) == Unsendable(9, gone)
    again = codec.decode(ask(call("make", number=80, form="handle")).value, mark=codec.keep)[0]
    ask(load(source))
    assert ask(call("look", again)) == Unsendable(9, gone)


def test_one_dictionary_under_two_names_is_told(ask: Ask) -> None:
    """A copy of `v, s` doesn't show that both are one: the form "same" says so, of dicts and lists alone."""
    ask(
        load(
            "def one():\n    v = s = {'dW1': np.zeros(2)}\n    return v, s\n"
            "def two():\n    z = np.zeros(2)\n    return [{'dW1': z}, {'dW1': z}, z, z]\n"
            "def none(): return {'v': {}}"
        )
    )
    value, same = codec.decode(ask(call("one", form="same")).value)
    assert (list(value[0]), list(value[1]), same) == (["dW1"], ["dW1"], [(0, 1)])
    assert codec.decode(ask(call("two", form="same")).value)[1] == []
    assert codec.decode(ask(call("none", form="same")).value) == ({"v": {}}, [])


def test_what_a_call_did_to_its_arguments_is_told(ask: Ask) -> None:
    """The form "after" sends the arguments along as the call left them; assigning to their names changes none."""
    ask(load("def zero(p, n):\n    p['W1'][:] = 0\n    p['new'] = n\n    n = 5\n    p = {}\n    return n"))
    value, after = codec.decode(ask(call("zero", {"W1": np.ones(2)}, 3, form="after")).value)
    assert (value, after[1], after[0]["new"]) == (5, 3, 3)
    np.testing.assert_array_equal(after[0]["W1"], [0, 0])


@pytest.mark.parametrize(
    ("body", "form", "place"),
    [
        ("return {'a': object()}", "plain", "result['a']"),
        ("return {'a': object()}", "same", "result['a']"),
        ("return {'a': object()}", "after", "result['a']"),
        ("p['a'] = object()", "after", "arguments[0]['a'], after the call,"),
    ],
)
def test_what_cannot_be_sent_is_called_by_its_place(ask: Ask, body: str, form: str, place: str) -> None:
    """Whether more was asked for than the result: the student's own dictionary, not a pair of ours."""
    ask(load(f"def f(p):\n    {body}"))
    reply = ask(call("f", {}, form=form))
    assert reply.reason.replace('"', "'").startswith(f"{place} is an object of type object")


def test_a_given_function_is_one_that_nobody_touched(ask: Ask) -> None:
    """The student's own copy of a helper can be patched; the one that a spec asks for is made anew."""
    ask(
        load(
            "import help_utils\nhelp_utils.two = lambda: 3\ndef f(): return help_utils.two()",
            help_utils="two = int\ndef two(): return 2",
        )
    )
    assert codec.decode(ask(call("f")).value) == 3
    assert codec.decode(ask(call("help_utils.two", target="given")).value) == 2
    for path in ("help_utils.three", "os.getpid"):
        assert isinstance(ask(call(path, target="given")), Raised)


def test_an_operation_on_what_is_no_model_is_told(ask: Ask) -> None:
    """Without TensorFlow there are no models; an unknown operation is no function of the runtime's."""
    ask(load("class Model: pass\ndef make(): return Model()"))
    kept = codec.decode(ask(call("make", form="handle")).value, mark=codec.keep)
    for name, doing in (("predict", "predict"), ("weights", "tell its weights"), ("train", "be trained")):
        more = [np.ones((1, 1))] * {"predict": 1, "weights": 0, "train": 2}[name]
        reply = ask(call(name, kept, *more, target="operation"))
        assert reply == Unsendable(9, f"the object is no Keras model, so it can't {doing}")
    assert codec.decode(ask(call("config", kept, target="operation")).value) == {"kind": "object", "class": "Model"}
    assert isinstance(ask(call("make", kept, target="operation")), Raised)


@pytest.mark.parametrize(
    ("source", "sent", "used"),
    [
        ("def f(a, b=0): return [a, b]", 3, None),
        ("def f(a, b=0): return [a, b]", 2, 2),
        ("f = lambda a: [a]", 2, 1),
        ("def f(*a): return list(a)", 3, 3),
        ("import functools\ndef g(a, b): return [a, b]\nf = functools.partial(g, 0)", 2, 2),
        (
            "import functools\ndef g(a): return [a]\n@functools.wraps(g)\ndef f(*a): return g(*a)",
            2,
            1,
        ),
        ("class C:\n    def __call__(self, a): return [a]\nf = C()", 2, 1),
        ("f = max", 2, 1),
    ],
    ids=["too many", "room", "lambda", "any", "partial", "wrapped", "object", "unknown"],
)
def test_one_optional_argument_is_dropped_without_room(ask: Ask, source: str, sent: int, used: int | None) -> None:
    """However the function is made; where nobody knows its signature, every argument is passed."""
    ask(load(source))
    reply = ask(call("f", *range(sent), optional=1))
    if used is None:
        assert codec.decode(reply.value) == [0, 1]
    else:
        value = codec.decode(reply.value)
        assert value == 1 if value == 1 else len(value) == used


def test_a_closed_stream_is_opened_again(ask: Ask) -> None:
    """What a call did to sys.stdout is undone before the next."""
    ask(load("import sys\ndef close(): sys.stdout.close(); sys.stderr = None\ndef f(): print('x', file=sys.stderr)"))
    assert isinstance(ask(call("close")), Returned)
    assert isinstance(ask(call("f")), Returned)


def test_a_stream_taken_apart_is_opened_again(ask: Ask) -> None:
    """As notebooks do that want another encoding: the next call finds streams that work."""
    source = "import io, sys\ndef f():\n    sys.stdout = io.TextIOWrapper(sys.stdout.detach(), 'utf-8')\n    print('x')"
    ask(load(source))
    assert isinstance(ask(call("f")), Returned)
    assert isinstance(ask(call("f")), Returned)
