"""Every exception the trusted side raises on purpose.

::

    GraderError                  one line for the user; knows its exit code
    ├── UsageError          (2)  a wrong flag, path or name
    │   └── UnreadableError (2)  a submission that can't be read: in a run it is `rejected`
    ├── NothingToGradeError (4)  a folder without submissions
    ├── CourseError         (3)  a broken assignment.toml, helper or course root
    │   └── SpecError       (3)  a broken spec, reference or case pack
    └── HarnessError        (3)  our machinery failed: the grade is "not graded"
        ├── SandboxUnavailableError  no engine, no image, wrong protocol: nothing was started
        └── SandboxBrokenError       the engine or the grader failed in mid-run

    SubjectFault                 what a student's code did; never ours, never a GraderError
    ├── StudentRaised            an exception inside the student's code
    ├── StudentTimeout           CPU or wall limit of a call
    ├── StudentMemoryLimit       the kernel killed it for memory
    ├── StudentOutputLimit       printed more than the limit
    ├── StudentCrashed           the process ended by itself or by a signal
    └── StudentBadReply          the reply is no plain value, or breaks a cap

Nothing here imports anything but the standard library and `grader.model`.
"""

from __future__ import annotations

from grader.model import Outcome, StudentFrame

__all__ = [
    "CourseError",
    "GraderError",
    "HarnessError",
    "NothingToGradeError",
    "SandboxBrokenError",
    "SandboxUnavailableError",
    "SpecError",
    "StudentBadReply",
    "StudentCrashed",
    "StudentMemoryLimit",
    "StudentOutputLimit",
    "StudentRaised",
    "StudentTimeout",
    "SubjectFault",
    "UnreadableError",
    "UsageError",
]


class GraderError(Exception):
    """An error whose message is one line that says what, where and what to do."""

    exit_code = 3


class UsageError(GraderError):
    """A wrong flag, path or name."""

    exit_code = 2


class UnreadableError(UsageError):
    """A submission that can't be read as a notebook or Python file."""


class NothingToGradeError(GraderError):
    """There is no submission where the user said there were some."""

    exit_code = 4


class CourseError(GraderError):
    """The course root or an assignment is broken; found before student code runs."""


class SpecError(CourseError):
    """A spec, its reference or its case pack is broken."""


class HarnessError(GraderError):
    """Our own machinery failed; the submission is not graded, never marked wrong."""


class SandboxUnavailableError(HarnessError):
    """No sandbox of the wanted kind can be started here."""


class SandboxBrokenError(HarnessError):
    """The engine or the grader failed while a submission was being graded."""


class SubjectFault(Exception):  # noqa: N818 - a fault of the student's code is an event, not an error of ours
    """What a student's code did instead of returning a plain value.

    Attributes
    ----------
    outcome : Outcome
        The outcome of the check in which it happened.
    frames : tuple[StudentFrame, ...]
        Where in the student's own cells it happened, outermost first; may be empty.
    """

    outcome: Outcome = Outcome.ERROR

    def __init__(self, message: str, frames: tuple[StudentFrame, ...] = ()) -> None:
        super().__init__(message)
        self.frames = frames


class StudentRaised(SubjectFault):
    """An exception left the student's function; `type_name` is its class name, as data."""

    def __init__(self, type_name: str, message: str, frames: tuple[StudentFrame, ...] = ()) -> None:
        super().__init__(f"{type_name}: {message}" if message else type_name, frames)
        self.type_name = type_name


class StudentTimeout(SubjectFault):
    """A call or the load went past its CPU or wall limit."""

    outcome = Outcome.TIMEOUT


class StudentMemoryLimit(SubjectFault):
    """The kernel refused or killed the student's process for memory."""

    outcome = Outcome.MEMORY_LIMIT


class StudentOutputLimit(SubjectFault):
    """The student's code printed more than the limit."""

    outcome = Outcome.OUTPUT_LIMIT


class StudentCrashed(SubjectFault):
    """The student's process ended in the middle of a call."""

    outcome = Outcome.CRASHED


class StudentBadReply(SubjectFault):
    """The reply can't be turned into plain values within the caps."""

    outcome = Outcome.BAD_REPLY
