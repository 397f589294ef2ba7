"""What the fuzzer begins with: small valid inputs of every kind, and the good files whose damage is tried."""

from __future__ import annotations

import functools
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from grader.journal import Journal, RunKey
from grader.model import (
    CheckResult,
    Counterexample,
    FunctionResult,
    Outcome,
    Provenance,
    Report,
    SubmissionInfo,
    Timing,
)
from grader.recording import PACK_VERSION, Case, DiagnosisCase, Pack, Recording
from grader.wire import codec, messages
from grader.wire.frames import join

__all__ = [
    "A_KEY",
    "a_journal",
    "a_pack",
    "a_report",
    "journals",
    "notebook_of",
    "notebooks",
    "packs",
    "reports",
    "streams",
]

WORDS = (
    "def relu(x):", "return ", "lambda x: ", "class A:", "if x:", "for i in x:", "while x:", "try:",
    "except:", "finally:", "with x as y:", "import ", "from math import *", "async ", "await ", "yield ",
    "global x", "nonlocal x", "del x", "match x:", "case _:", "@", "**", ":=", "->", "f'{x}'", '"""', "\\\n",
    "\n    ", "\n\t", "\x0c", "\r", "\x00", "\ufeff", "### START CODE HERE ###", "### END CODE HERE ###",
    "# GRADED FUNCTION: relu", "None", "pass", "%time ", "%%bash\n", "!ls", "# coding: utf-16",
    "# coding: idna", "# coding: rot13", "cells", "cell_type", "code", "source", "metadata", "\ud7ff",
    "worksheets", "nbgrader", "grade_id", "kernelspec", "name", "score", "null", "1e308", "-1", "graded",
    "[[[[", "{{{{",
)  # fmt: skip
"""Put into inputs by the fuzzer: what has a meaning to the readers."""

VALUES = (
    None,
    [True, -1, 2**63, 2**70, 0.5, float("nan"), 1 + 2j, "λ", b"\0\xff", ()],
    {"W1": np.arange(6.0).reshape(2, 3), "b1": np.zeros((2, 1), "f4"), 3: [[]], (1, "a"): {}},
    (np.array(True), np.zeros((0, 3)), np.ones(2, "c16"), np.ones(3, "u1")),
)
FROM_RUNTIME = (
    messages.Ready(1, "3.11.7", "2.4.0", "Linux"),
    messages.Loaded(("f", "g"), (messages.LoadFailure("cell 1", 3, "NameError", "x", ("h",)),)),
    messages.Raised(1, "ValueError", "no", (messages.Frame("cell 1", 2, "f", "raise"),)),
    messages.Unsendable(1, "result is a function"),
    *(messages.Returned(1, codec.encode(value)) for value in VALUES),
    messages.CallingBack(1, "given", codec.encode([[1.0], {"x": 2}])),
)
TO_RUNTIME = (
    messages.Load(1, (messages.Source("cell 1", "x = 'λ'"),), {"utils": "y = 1"}, ("utils",), 7, 99),
    messages.Call(2**62, "f", codec.encode([1]), 5, 1, (messages.Binding("a", given="u.a"),)),
)


def streams() -> Iterator[bytes]:
    """Every message framed, two in a row, and values alone."""
    framed = [join(*messages.pack(message)) for message in (*FROM_RUNTIME, *TO_RUNTIME)]
    for stream in (*framed, framed[0] + framed[1]):
        yield b"\x00\xff" + stream
        yield b"\x00\x02" + stream
    for value in VALUES:
        encoded = codec.encode(value)
        yield b"\x02\xff" + encoded
        size = int.from_bytes(encoded[:4], "big")
        if len(encoded) - 4 - size < 256:
            yield b"\x03\xff" + bytes([len(encoded) - 4 - size]) + encoded[4:]
    for recipe in (
        b"\x00\x02\xc8\x03\x01\xc8\x02",
        b"\x02\x02\xa6\xc8\x01\x01\xa1",
        b"\x07\x01\xa4",
        b"\x05\x02\xaa\xab",
    ):
        yield b"\x04\xff\x00" + recipe


SOURCES = (
    "import numpy as np\n\ndef relu(x):\n    ### START CODE HERE ###\n    s = np.maximum(0, x)\n"
    "    ### END CODE HERE ###\n    return s\n",
    "%matplotlib inline\n!pip install x\n%%time\nx = relu(3)\nprint(x)\nplt.plot(x)\n",
    "# GRADED FUNCTION: model\ndef model(X, Y, lr=0.1):\n    for i in range(10):\n        pass\n    return {'W1': X}\n"
    "parameters = model(X, Y)\nif __name__ == '__main__':\n    main()\n",
    "from math import *\nfrom functools import partial\nrelu = partial(lambda a, x: a * x, 2)\n"
    "try:\n    import foo\nexcept ImportError:\n    foo = None\nK: int = 3\nK += 1\na, (b, *c) = 1, (2, 3)\n",
    "class A:\n    def f(self): return 1\n@decorator\nasync def relu(x): await x\n"
    "d = {**{}, 'a': [i for i in range(3)]}\n",
    "def relu(x:\n    return\n",
    "x = ((((((((((1))))))))))\nmatch x:\n    case [1, *_] if x: pass\n"
    "with open('f') as g: g.read()\ndel x\nglobal y\n",
)


def notebook_of(sources: list[str], graded: bool = False) -> bytes:
    """A notebook of the present format, a code cell a source; `graded` marks them as nbgrader does."""
    meta = {"nbgrader": {"grade": True, "grade_id": "relu", "schema_version": 3}} if graded else {}
    cells = [
        {"cell_type": "markdown" if graded and n % 2 else "code", "metadata": meta, "source": s}
        for n, s in enumerate(sources)
    ]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


def notebooks() -> Iterator[bytes]:
    """Notebooks of old and new formats, scripts with marks and cookies, and sources of cells."""
    yield b"\0" + notebook_of(list(SOURCES[:2]))
    yield b"\0" + b"\xef\xbb\xbf" + notebook_of(["x = 1"], graded=True)
    yield b"\0" + b'{"worksheets":[{"cells":[{"cell_type":"code","input":["x=1\\n","y"],"language":"python"}]}]}'
    yield b"\0" + notebook_of(["def relu(x): return 1"]).decode().encode("utf-16")
    yield b"\x01# -*- coding: latin-1 -*-\nx = '\xe9'\r\n"
    for source in SOURCES:
        yield b"\x01" + source.encode()
        yield b"\x02" + source.encode() + b"\0" + SOURCES[0].encode()
        yield b"\x03" + source.encode() + b"\0" + SOURCES[0].encode()


@functools.cache
def a_report() -> Report:
    """A report with a bit of everything."""
    case = Counterexample("relu(x)", {"x": "[-1, 0.5]"}, "[0, 0.5]", "[-1, 0.5]", "result[0] is -1", shrunk=True)
    checks = (
        CheckResult("relu.defined", "relu is defined", Outcome.PASSED, 0.0, 0.0, "public"),
        CheckResult("relu.value", "cuts", Outcome.FAILED, 0.0, 6.5, "hidden", "why", "hint", "relu.none", case, 0.01),
    )
    return Report(
        schema_version=1,
        assignment="initialization",
        submission=SubmissionInfo("ada", "ada\u202e.ipynb", "0" * 64),
        status="graded",
        reason=None,
        score=3.5,
        max_score=10.0,
        functions=(FunctionResult("relu", Outcome.FAILED, 0.0, 6.5, checks),),
        provenance=Provenance("0.1.0", "c" * 64, 7, "docker", "container", "sha256:1", "3.11", "2.4", None, "linux"),
        timing=Timing(0.1, 0.2, 0.3),
        edition="2021",
        notes=("relu is defined 2 times",),
        title="Initialization",
    )


def reports() -> Iterator[bytes]:
    """The report as it is, and places where to change it."""
    yield b"\0" + a_report().to_json()
    for place in (0, 100, 400, 900):
        yield b"\x01" + place.to_bytes(2, "big") + b"\x01\x00"


@functools.cache
def a_pack() -> Pack:
    """A case pack of one check."""
    one = codec.encode({"x": np.ones(2)})
    return Pack(
        version=PACK_VERSION,
        assignment="tiny",
        course_sha256="c" * 64,
        seed=7,
        mode="grade",
        recordings={"relu.value/hidden": Recording((Case(one, {"q": one}, (("relu", one),)),))},
        diagnosis={"relu": (DiagnosisCase(one, one, {"relu.none": one}, {"relu.raises": "ValueError"}),)},
        hints={"relu.none": "cut"},
        signatures={"relu": ("x",)},
    )


def packs() -> Iterator[bytes]:
    """Places where to change the pack."""
    for place in (0, 20, 60, 200):
        yield b"\x01" + place.to_bytes(2, "big") + b"\x01\x00"


A_KEY = RunKey("tiny", "c" * 64, 0, "auto", "docker", "container", "sha256:1", None, "0.1.0", ("3.11", "2.3", None))


@functools.cache
def a_journal() -> tuple[bytes, bytes]:
    """A journal of two runs: the database as it is after the first, and the write-ahead file of the second."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.sqlite"
        _a_run(path).close()
        second = _a_run(path)
        files = path.read_bytes(), path.with_name("run.sqlite-wal").read_bytes()
        second.close()
    return files


def _a_run(path: Path) -> Journal:
    journal = Journal(path)
    journal.begin(A_KEY)
    journal.record(a_report(), A_KEY.of("0" * 64))
    journal.end("finished")
    return journal


def journals() -> Iterator[bytes]:
    """Places where to change the journal, and where to tear it."""
    for form in (1, 2, 3):
        for place in (0, 18, 100, 4100, 8200):
            yield bytes([form]) + place.to_bytes(3, "big") + b"\xff\x00\xff"
