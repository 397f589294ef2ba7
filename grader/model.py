"""The domain's plain frozen values: what is graded, and what came out.

Owns the words of the glossary. Knows nothing of files, sandboxes, pytest, Docker or HTML, and imports
nothing of ours. Everything here is JSON-able through msgspec but for `Cell` sources, which are text anyway.
"""

from __future__ import annotations

import enum
from typing import Any, Literal

import msgspec

__all__ = [
    "SCHEMA_VERSION",
    "Cell",
    "CheckResult",
    "Counterexample",
    "Definition",
    "Figure",
    "FunctionQuality",
    "FunctionResult",
    "LoadProblem",
    "Outcome",
    "Provenance",
    "Quality",
    "Report",
    "StudentFrame",
    "Submission",
    "SubmissionInfo",
    "Timing",
    "Visibility",
]

SCHEMA_VERSION = 1

Visibility = Literal["public", "hidden"]


class Outcome(enum.StrEnum):
    """What became of a check or a function. Only HARNESS_ERROR is ours."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    CRASHED = "crashed"
    BAD_REPLY = "bad_reply"
    NONDETERMINISTIC = "nondeterministic"
    NOT_ATTEMPTED = "not_attempted"
    MISSING = "missing"
    SKIPPED = "skipped"
    HARNESS_ERROR = "harness_error"


class StudentFrame(msgspec.Struct, frozen=True):
    """One frame of a student's traceback. `cell` is "cell 7" or a file name; `line` counts from 1 in it."""

    cell: str
    line: int
    function: str
    text: str = ""


class Cell(msgspec.Struct, frozen=True):
    """A piece of student source as it will be executed.

    Attributes
    ----------
    label : str
        What tracebacks call it: "cell 7" (the 7th code cell, counted from 1) or the file's name.
    source : str
        Python text with the same line numbers as the student's own; dropped statements are blank lines.
    """

    label: str
    source: str


class Definition(msgspec.Struct, frozen=True):
    """Where the counted (last) binding of a name stands."""

    name: str
    cell: str
    line: int
    attempted: bool
    earlier: int = 0
    """How many earlier bindings of the same name it replaces."""


class LoadProblem(msgspec.Struct, frozen=True):
    """A cell that does not compile. `names` are the function names its text tries to define."""

    cell: str
    line: int
    message: str
    names: tuple[str, ...] = ()


class Submission(msgspec.Struct, frozen=True):
    """What a student sent, read and filtered but never executed."""

    id: str
    file: str
    sha256: str
    cells: tuple[Cell, ...]
    definitions: dict[str, Definition]
    problems: tuple[LoadProblem, ...] = ()
    edition: str | None = None
    """"2017", "2019" or "2021" as the template's marks tell, None when nothing tells."""
    notes: tuple[str, ...] = ()
    """Plain sentences for the report, such as which of two definitions counted."""


class Counterexample(msgspec.Struct, frozen=True):
    """The smallest failing case found, rendered to text with numbers rounded to 6 digits."""

    call: str
    """The call as the student would type it, large arrays abridged."""
    inputs: dict[str, str]
    expected: str | None
    actual: str | None
    where: str | None
    """Where they differ most, and by how much: `v["dW1"][0, 2] is 0.1, should be 0.01 (...)`."""
    shrunk: bool = False


class CheckResult(msgspec.Struct, frozen=True):
    """One check of one submission."""

    id: str
    title: str
    outcome: Outcome
    points: float
    max_points: float
    visibility: Visibility
    rationale: str = ""
    """What happened, one or a few lines, for staff; shown to students for public checks only."""
    hint: str = ""
    misconception: str | None = None
    counterexample: Counterexample | None = None
    duration_s: float = 0.0


class FunctionResult(msgspec.Struct, frozen=True):
    """A graded function: its outcome is passed when all checks passed, else that of the first that didn't."""

    name: str
    outcome: Outcome
    points: float
    max_points: float
    checks: tuple[CheckResult, ...]


class SubmissionInfo(msgspec.Struct, frozen=True):
    id: str
    file: str
    sha256: str


class Provenance(msgspec.Struct, frozen=True):
    """What produced the result; everything but this and the times is reproducible."""

    grader_version: str
    course_sha256: str
    seed: int
    sandbox: str
    isolation: str
    image_digest: str | None
    python: str
    numpy: str
    tensorflow: str | None
    platform: str
    limits: dict[str, float] = {}


class Timing(msgspec.Struct, frozen=True):
    load_s: float
    checks_s: float
    total_s: float


class Report(msgspec.Struct, frozen=True):
    """One submission's results; `score` is None whenever it is not graded."""

    schema_version: int
    assignment: str
    submission: SubmissionInfo
    status: Literal["graded", "harness_error", "rejected"]
    reason: str | None
    score: float | None
    max_score: float
    functions: tuple[FunctionResult, ...]
    provenance: Provenance
    timing: Timing
    edition: str | None = None
    notes: tuple[str, ...] = ()
    title: str = ""
    """The assignment's title, for people."""

    def to_json(self) -> bytes:
        """result.json, indented, UTF-8; a lone surrogate (an undecodable file name) is written as `\\udcff`."""
        try:
            text = msgspec.json.encode(self)
        except UnicodeEncodeError:
            text = msgspec.json.encode(_encodable(msgspec.to_builtins(self)))
        return msgspec.json.format(text, indent=2) + b"\n"

    @classmethod
    def from_json(cls, data: bytes) -> Report:
        """Read result.json; raises msgspec.DecodeError (ValidationError is one) on anything else."""
        try:
            return msgspec.json.decode(data, type=cls)
        except (RecursionError, UnicodeDecodeError) as e:  # msgspec lets both through as they are
            raise msgspec.DecodeError(f"no JSON of this kind: {e}") from None


class Figure(msgspec.Struct, frozen=True):
    """How many of how many held, and which did not."""

    total: int
    failures: tuple[str, ...] = ()

    @property
    def good(self) -> int:
        """How many held."""
        return self.total - len(self.failures)

    @property
    def share(self) -> float:
        """From 0 to 1; an empty figure holds."""
        return self.good / self.total if self.total else 1.0


class FunctionQuality(msgspec.Struct, frozen=True):
    """The figures of one graded function.

    Attributes
    ----------
    mutants : Figure
        Generated variants rejected; declared equivalents are left out.
    equivalents : Figure
        Declared equivalents that hold: such a mutant is generated, and passes.
    misconceptions, hints : Figure
        Named variants rejected; and shown with their own hint.
    kills : Figure
        Declared `kills` of checks that hold: the check, run alone, rejects the misconception.
    zeros : Figure
        Hard-coders, echoes and shapes given no point at all.
    wrong : Figure
        Other wrong solutions not given full marks.
    alternatives : Figure
        Right solutions, over all seeds tried, given full marks.
    seeds : Figure
        Seeds on which the reference passed.
    unfailed : tuple[str, ...]
        Checks that nothing wrong ever failed: they prove nothing.
    """

    name: str
    mutants: Figure = Figure(0)
    equivalents: Figure = Figure(0)
    misconceptions: Figure = Figure(0)
    hints: Figure = Figure(0)
    kills: Figure = Figure(0)
    zeros: Figure = Figure(0)
    wrong: Figure = Figure(0)
    alternatives: Figure = Figure(0)
    seeds: Figure = Figure(0)
    unfailed: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """The gate."""
        exact = (
            self.equivalents,
            self.misconceptions,
            self.kills,
            self.zeros,
            self.wrong,
            self.alternatives,
            self.seeds,
        )
        return (
            all(not f.failures for f in exact)
            and self.mutants.share >= 0.99
            and self.hints.share >= 0.95
            and not self.unfailed
            and self.alternatives.total > 0
        )


class Quality(msgspec.Struct, frozen=True):
    """One assignment's figures."""

    assignment: str
    functions: tuple[FunctionQuality, ...]

    @property
    def passed(self) -> bool:
        """Whether every function is through the gate."""
        return all(f.passed for f in self.functions)


def _encodable(data: Any) -> Any:
    """Plain data with every lone surrogate spelt out: nothing that a student wrote may stop a result."""
    if isinstance(data, str):
        return data.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(data, dict):
        return {_encodable(k): _encodable(v) for k, v in data.items()}
    if isinstance(data, list):
        return [_encodable(v) for v in data]
    return data
