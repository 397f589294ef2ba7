"""What each outcome is called, which sign it carries and what it tells a student.

Owns the words only; layout and colours belong to the templates and the stylesheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from grader.model import Outcome

__all__ = ["WORDS", "OutcomeWords", "Tone"]

Tone = Literal["good", "bad", "idle", "ours"]


@dataclass(frozen=True)
class OutcomeWords:
    """How one outcome is shown.

    Attributes
    ----------
    label : str
        The outcome's word, always printed beside the sign.
    icon : str
        Name of a symbol in templates/icons.html; its shape differs per group, so colour is never the only sign.
    tone : Tone
        Whose move it is: good (nobody's), bad (the student's), idle (nothing was run), ours (the staff's).
    meaning : str
        One sentence for the student; empty where the check's own text says all.
    """

    label: str
    icon: str
    tone: Tone
    meaning: str = ""


WORDS: dict[Outcome, OutcomeWords] = {
    Outcome.PASSED: OutcomeWords("Passed", "tick", "good"),
    Outcome.FAILED: OutcomeWords("Failed", "cross", "bad", "It ran, but the answer isn't right yet."),
    Outcome.ERROR: OutcomeWords("Error", "cross", "bad", "Your code stopped with an exception."),
    Outcome.TIMEOUT: OutcomeWords(
        "Timeout",
        "clock",
        "bad",
        "It ran longer than the limit. Look for a loop that never ends, or one that NumPy could do at once.",
    ),
    Outcome.MEMORY_LIMIT: OutcomeWords(
        "Memory limit",
        "gauge",
        "bad",
        "It needed more memory than the limit. Look for an array that grows, or has far too large a shape.",
    ),
    Outcome.OUTPUT_LIMIT: OutcomeWords(
        "Output limit",
        "gauge",
        "bad",
        "It printed more than the limit. Look for a print inside a loop.",
    ),
    Outcome.CRASHED: OutcomeWords(
        "Crashed",
        "cross",
        "bad",
        "Python itself ended while your function ran. Look for exit() or quit(), and for code that kills its process.",
    ),
    Outcome.BAD_REPLY: OutcomeWords(
        "Bad reply",
        "cross",
        "bad",
        "It returned something that is no plain value. Return numbers, arrays, lists, tuples or dictionaries.",
    ),
    Outcome.NONDETERMINISTIC: OutcomeWords(
        "Nondeterministic",
        "cross",
        "bad",
        "The same inputs gave different answers. Look for global state or random numbers that don't belong here.",
    ),
    Outcome.NOT_ATTEMPTED: OutcomeWords(
        "Not attempted", "ring", "idle", "The exercise still has its placeholders: nothing was run."
    ),
    Outcome.MISSING: OutcomeWords(
        "Missing",
        "ring",
        "idle",
        "No function of this name was found. Was the cell deleted, or the function renamed?",
    ),
    Outcome.SKIPPED: OutcomeWords("Skipped", "dash", "idle", "Not run: an earlier check has to pass first."),
    Outcome.HARNESS_ERROR: OutcomeWords(
        "Not graded", "wrench", "ours", "The grader broke down here. This is our fault, not yours."
    ),
}
