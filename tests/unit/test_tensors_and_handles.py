"""Tensors and handles on the trusted side, without TensorFlow: marks, details, packs, and a lost object's outcome."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.counterexample import format_value
from grader.details import detailed
from grader.engine import grade_submissions
from grader.errors import SpecError, StudentBadReply, StudentCrashed
from grader.local import CallableSession, LocalSandbox
from grader.model import Outcome, Report
from grader.packs import draw_pack
from grader.results import Options
from grader.sandbox.base import Limits, Program
from grader.sandbox.process import ProcessSandbox
from grader.spec import Handle, tensor, variable
from grader.subject import Subject
from grader.wire import codec
from grader.wire.marks import Tensor, Variable
from grader.wire.messages import Source
from tests.unit.tiny_course import submission, write_tiny_course

MARKS = [tensor(np.ones((2, 1), np.float32)), variable([1, 2], trainable=False), Handle(7, "model")]


@pytest.mark.parametrize("mark", MARKS, ids=["tensor", "variable", "handle"])
def test_a_mark_crosses_only_where_it_is_asked_for(mark: Any) -> None:
    """The reader who wants it gets it, with the array's dtype; a reply that holds one is refused."""
    data = codec.encode({"deep": [mark]})
    found = codec.decode(data, mark=codec.keep)["deep"][0]
    assert type(found) is type(mark)
    if isinstance(mark, Handle):
        assert found == mark
    else:
        assert found.array.dtype == mark.array.dtype
        assert np.array_equal(found.array, mark.array)
    with pytest.raises(codec.CodecError, match="a mark that only arguments may hold"):
        codec.decode(data)


@pytest.mark.parametrize(
    "value",
    [Handle(-1, "model"), Handle(2**63, "model"), Handle(1, "<b>"), Handle(True, "model"), Handle("1", "model")],  # type: ignore[arg-type]
    ids=["negative", "large", "kind", "bool", "text"],
)
def test_a_forged_handle_is_no_value(value: Handle) -> None:
    """Number and kind of a handle come from the sandbox: typed and bounded."""
    with pytest.raises(codec.CodecError, match="malformed"):
        codec.decode(codec.encode(value), mark=codec.keep)


@pytest.mark.parametrize("array", [["a"], [object()], None], ids=["text", "objects", "none"])
def test_a_tensor_needs_numbers(array: Any) -> None:
    """A spec's mistake is told where it is made."""
    with pytest.raises(SpecError, match="a tensor needs numbers"):
        tensor(array)


def test_a_counterexample_reads_as_tensorflow() -> None:
    """The student sees what to type."""
    assert format_value(tensor(np.float32([[1, 2.5]]))) == "tf.constant([[1, 2.5]])"
    assert format_value(tensor(np.float64([1.5]))) == "tf.constant([1.5], dtype=tf.float64)"
    assert format_value([variable(np.float32([1])), variable(np.float32([1]), trainable=False)]) == (
        "[tf.Variable([1]), tf.Variable([1], trainable=False)]"
    )
    assert format_value(Handle(3, "model")) == "<model>"


def test_details_say_what_each_array_was() -> None:
    """By the runtime's marks alone: a dict of a student's that resembles the answer is looked into like any other."""
    one = np.ones(1)
    plain, kept = ({"kind": kind, "trainable": None, "value": one} for kind in ("array", "tensor"))
    said = {"kind": "variable", "trainable": True, "value": one}
    found = {"W": Variable(one), "b": [one, (one, 2)], "t": Tensor(one)}
    assert detailed(found) == {"W": said, "b": [plain, (plain, 2)], "t": kept}
    assert detailed(said) == {"kind": "variable", "trainable": True, "value": plain}


STUDENT = """
import os
class Model:
    def __init__(self, w): self.w = w
def halve(x):
    return [Model(x)]
def scale(x, factor=2.0):
    if factor < 0:
        os._exit(3)
    return x[0].w * factor if isinstance(x, list) else type(x).__name__
"""


@pytest.fixture
def subject(tmp_path: Path) -> Iterator[Subject]:
    """A student's two functions in a process of their own: one makes an object, one takes it."""
    assignment = write_tiny_course(tmp_path)
    box = ProcessSandbox()
    made = Subject(assignment, lambda: box.open(Limits()), Program((Source("cell 1", STUDENT),), {}))
    made.begin_case("test")
    yield made
    made.close()


def test_an_object_is_made_in_one_call_and_used_in_the_next(subject: Subject) -> None:
    """The handle may stand inside other values; what is kept is the object itself."""
    kept = subject.call("halve", 3.0, form="handle")
    assert kept[0].kind == "object"
    assert subject.scale(kept, 2.0) == 6.0
    assert [c.form for c in subject.calls] == ["handle", "plain"]


def test_a_lost_session_takes_its_objects_and_is_the_students_fault(subject: Subject) -> None:
    """After a crash the next use of the handle is a crash again, never a failure of ours."""
    kept = subject.call("halve", 3.0, form="handle")
    with pytest.raises(StudentCrashed, match="exit code 3"):
        subject.scale(1.0, -1.0)
    for _ in range(2):
        with pytest.raises(StudentCrashed, match="the process that held the object has ended"):
            subject.scale(kept, 2.0)
    assert subject.scale(1.0, 2.0) == "float"


def test_a_handle_of_another_case_is_the_specs_mistake(subject: Subject) -> None:
    """An object lives as long as its case; an unknown operation is told with those there are."""
    kept = subject.call("halve", 3.0, form="handle")
    subject.begin_case("other")
    with pytest.raises(SpecError, match="outside the case"):
        subject.scale(kept, 2.0)
    with pytest.raises(SpecError, match="there are predict, weights, config, train, evaluate"):
        subject.operate(kept[0], "pickle")


def test_a_reply_never_holds_a_tensor_mark(tmp_path: Path) -> None:
    """Student code that sends one ends its session; so does a handle where none was asked for."""
    box = ProcessSandbox()
    for forged, form in (
        ("Tensor(np.ones(1))", "plain"),
        ("Tensor(np.ones(1))", "handle"),
        ("Handle(1, 'model')", "plain"),
    ):
        session = box.open(Limits())
        source = f"import numpy as np\nfrom grader.wire.marks import Handle, Tensor\ndef f(): return {forged}"
        session.load(Program((Source("cell 1", source),), {}))
        with pytest.raises(StudentBadReply, match="a mark that only arguments may hold"):
            session.call("f", [], seed=0, form=form)  # type: ignore[arg-type] - a parameter of the test
        assert not session.alive
        session.close()


class Twin:
    """What a reference returns where a student returns a model."""

    kind = "model"

    def __init__(self, w: Any) -> None:
        self.w = w

    def predict(self, x: Any) -> Any:
        return x * self.w

    def weights(self) -> Any:
        return [{"name": "kernel", "trainable": True, "value": self.w}]


class Tagged:
    """Like `reference.tensors.Tagged`."""

    def __init__(self, value: Any) -> None:
        self.value, self.kind, self.trainable = value, "variable", False


def test_a_reference_works_with_its_own_objects() -> None:
    """Marks reach it as arrays; its object's methods are the operations; its given functions its own."""
    session = CallableSession({"make": Twin, "use": lambda m, x: m.w + x, "small_model": lambda: Twin(5.0)})
    model = session.call("make", [tensor(np.float32([2]))], seed=0, form="handle")
    assert model.kind == "model"
    assert session.call("use", [model, variable([1.0])], seed=0).tolist() == [3.0]
    assert session.call("predict", [model, 3.0], seed=0, target="operation").tolist() == [6.0]
    other = session.call("tf_utils.small_model", [], seed=0, target="given", form="handle")
    assert session.call("predict", [other, 2.0], seed=0, target="operation") == 10.0
    with pytest.raises(SpecError, match="the reference has no train"):
        session.call("train", [model], seed=0, target="operation")
    with pytest.raises(StudentBadReply, match="type Twin"):
        session.call("make", [1.0], seed=0)


def test_a_reference_says_what_is_a_variable() -> None:
    """In detail it is one; else it counts as its array."""
    session = CallableSession({"f": lambda: {"W": Tagged(np.ones(2))}})
    assert session.call("f", [], seed=0)["W"].tolist() == [1.0, 1.0]
    found = session.call("f", [], seed=0, form="detail")["W"]
    assert isinstance(found, Variable)
    assert not found.trainable


SPEC = '''
"""Spec with tensors drawn, details asked and an object kept."""
import numpy as np

from grader.spec import assert_close, assert_equal, check, expected, given, st, tensor


def tensors():
    numbers = lambda n, seed: np.random.default_rng(seed).normal(size=n)
    return st.builds(lambda n, seed: tensor(numbers(n, seed)), st.integers(1, 4), st.integers(0, 99))


@check("halve", points=6, kills=["halve.doubles", "halve.floor"])
@given(x=tensors())
def test_value(subject, x):
    """halve gives half of every entry, in an array."""
    result = subject.call("halve", x, form="detail")["half"]
    assert_equal(result["kind"], "array")
    assert_close(result["value"], expected(x)["half"])


@check("scale", points=4)
@given(x=tensors())
def test_scaled(subject, x):
    """scale multiplies by the factor."""
    assert_close(subject.scale([x], 3.0), expected([x], 3.0))
'''


def test_packs_diagnosis_and_counterexamples_take_tensors(tmp_path: Path) -> None:
    """Cases with tensors are recorded, replayed, shrunk, diagnosed and shown."""
    course = write_tiny_course(tmp_path, spec=SPEC)
    path = tmp_path / "reference" / "tiny.py"
    path.write_text(path.read_text().replace("x * factor", "x[0] * factor"))
    pack = draw_pack(course, 0, "grade")
    assert all(case.detail for case in pack.diagnosis["halve"])
    reports: list[Report] = []

    def grade(**functions: Any) -> Report:
        work, box = submission("def halve(\ndef scale("), LocalSandbox(functions)
        grade_submissions(course, [work], box, pack, Options(), lambda _, r: reports.append(r))
        return reports[-1]

    right = {"halve": lambda x: {"half": x / 2}, "scale": lambda x, f: x[0] * f}
    assert grade(**right).score == 10
    wrong = grade(**{**right, "halve": lambda x: {"half": x * 2}}).functions[0]
    failed = next(c for c in wrong.checks if c.outcome is Outcome.FAILED)
    assert failed.misconception == "halve.doubles"
    assert failed.counterexample is not None
    assert failed.counterexample.inputs["x"].startswith("tf.constant([")


def test_a_form_that_does_not_exist_is_the_specs_fault(tmp_path: Path) -> None:
    """Told before anything is sent: the room would end over it, which were the student's."""
    subject = Subject(write_tiny_course(tmp_path), lambda: CallableSession({}), Program((), {}))
    with pytest.raises(SpecError, match=r"the form 'afterwards': there are plain, detail, handle, same, after"):
        subject.call("halve", 1.0, form="afterwards")  # type: ignore[arg-type] - that is the test


@pytest.mark.parametrize("answer", [1, (1, 2), ([], [], [])])
@pytest.mark.parametrize("form", ["same", "after"])
def test_a_reply_that_lacks_what_was_asked_for_is_the_students(tmp_path: Path, form: str, answer: Any) -> None:
    """Asked for a pair of the result and its doubles or arguments, a taken-over room may answer with anything."""

    class Forged(CallableSession):
        def call(self, *args: Any, **kwargs: Any) -> Any:
            super().call(*args, **kwargs)
            return answer

    assignment = write_tiny_course(tmp_path)
    functions = {"halve": lambda x: x, "scale": lambda x, f: x}
    subject = Subject(assignment, lambda: Forged(functions), Program((), {}))
    with pytest.raises(StudentBadReply, match="not of the form that was asked for"):
        subject.call("halve", 1.0, form=form)
