"""A run as the index shows it: the class table, the distribution, outcomes and misconceptions counted.

Owns the numbers of index.html, a page for staff. Knows nothing of HTML; strings are raw until they are written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import fmean, median

from grader.model import CheckResult, FunctionResult, Outcome, Report
from grader.text import abridge, number, percent
from reports.words import WORDS, OutcomeWords

__all__ = ["Bin", "Cell", "Detail", "FunctionTally", "IndexView", "MisconceptionTally", "Row", "index_view"]

_BINS = 10
_LINE = 300


@dataclass(frozen=True)
class Bin:
    """Submissions whose score lies in [low, high) percent of their maximum; the last bin is closed.

    `height` is the share of the fullest bin, 0 to 1.
    """

    low: int
    high: int
    count: int
    height: float


@dataclass(frozen=True)
class FunctionTally:
    """One function over the class: how many passed, and the other outcomes by frequency."""

    name: str
    passed: int
    total: int
    share: float
    outcomes: tuple[tuple[OutcomeWords, int], ...]


@dataclass(frozen=True)
class MisconceptionTally:
    """A misconception, and how many submissions hold it."""

    id: str
    functions: str
    hint: str
    count: int


@dataclass(frozen=True)
class Cell:
    """One function of one submission. `order` sorts by points, then by outcome."""

    outcome: OutcomeWords
    points: str
    order: float


@dataclass(frozen=True)
class Detail:
    """A check that did not pass, for staff."""

    function: str
    title: str
    outcome: OutcomeWords
    visibility: str
    misconception: str | None
    text: str


@dataclass(frozen=True)
class Row:
    """One submission. `cells` follow the index's functions; None where its edition has no such function.

    `within` is the file below the run's common folder; empty where it says no more than the id.
    """

    id: str
    file: str
    within: str
    score: str | None
    max_score: str
    order: float
    cells: tuple[Cell | None, ...]
    details: tuple[Detail, ...]
    notes: tuple[str, ...]
    edition: str | None
    reason: str
    seconds: str


@dataclass(frozen=True)
class IndexView:
    """Everything that index.html says."""

    title: str
    assignment: str
    folder: str
    total: int
    graded: tuple[Row, ...]
    rejected: tuple[Row, ...]
    broken: tuple[Row, ...]
    functions: tuple[str, ...]
    mean: str | None
    median: str | None
    full_marks: int
    bins: tuple[Bin, ...]
    tallies: tuple[FunctionTally, ...]
    misconceptions: tuple[MisconceptionTally, ...]
    provenance: tuple[tuple[str, str], ...]


def index_view(reports: Sequence[Report], title: str) -> IndexView:
    """The class at a glance.

    Scores are compared in percent of each submission's own maximum, since editions differ in their functions.
    """
    names = tuple(dict.fromkeys(f.name for r in reports for f in r.functions))
    graded = [r for r in reports if is_graded(r)]
    folder = _common_folder([r.submission.file for r in reports])
    shares = [r.score / r.max_score for r in graded if r.score is not None and r.max_score > 0]
    return IndexView(
        title=title,
        assignment=", ".join(dict.fromkeys(r.title or r.assignment for r in reports)),
        folder=abridge(folder.removesuffix("/"), _LINE),
        total=len(reports),
        graded=tuple(_row(r, names, folder) for r in graded),
        rejected=tuple(_row(r, names, folder) for r in reports if r.status == "rejected"),
        broken=tuple(_row(r, names, folder) for r in reports if r.status != "rejected" and not is_graded(r)),
        functions=names,
        mean=percent(fmean(shares)) if shares else None,
        median=percent(median(shares)) if shares else None,
        full_marks=sum(share >= 1 for share in shares),
        bins=_bins(shares),
        tallies=tuple(_tally(name, graded) for name in names),
        misconceptions=_misconceptions(graded),
        provenance=_provenance(reports),
    )


def is_graded(report: Report) -> bool:
    """Whether the report carries a score; anything else is never shown as a zero."""
    return report.status == "graded" and report.score is not None


def _common_folder(files: Sequence[str]) -> str:
    """The folder that holds all files, with its slash; empty where there is none."""
    levels = zip(*(file.rpartition("/")[0].split("/") for file in files), strict=False)
    common = takewhile(lambda names: len(set(names)) == 1, levels)
    return "/".join([*(names[0] for names in common), ""])


def _row(report: Report, names: Sequence[str], folder: str) -> Row:
    functions = {f.name: f for f in report.functions}
    score = report.score if is_graded(report) else None
    within = report.submission.file.removeprefix(folder)
    return Row(
        id=report.submission.id,
        file=abridge(report.submission.file, _LINE),
        within="" if within.rpartition(".")[0] == report.submission.id else abridge(within, _LINE),
        score=None if score is None else number(score),
        max_score=number(report.max_score),
        order=-1.0 if score is None else score / (report.max_score or 1.0),
        cells=tuple(_cell(functions[n]) if n in functions else None for n in names),
        details=tuple(_detail(f, c) for f in report.functions for c in f.checks if _tells(c)),
        notes=tuple(abridge(n, _LINE) for n in report.notes),
        edition=report.edition,
        reason=abridge(report.reason or "no reason was recorded", 10 * _LINE),
        seconds=f"{report.timing.total_s:.2f} s",
    )


def _tells(check: CheckResult) -> bool:
    return check.outcome not in (Outcome.PASSED, Outcome.SKIPPED)


def _cell(function: FunctionResult) -> Cell:
    place = list(Outcome).index(function.outcome)
    return Cell(WORDS[function.outcome], number(function.points), function.points - place / 100)


def _detail(function: FunctionResult, check: CheckResult) -> Detail:
    where = check.counterexample.where if check.counterexample else None
    return Detail(
        function=function.name,
        title=check.title,
        outcome=WORDS[check.outcome],
        visibility=check.visibility,
        misconception=check.misconception,
        text=abridge(where or check.rationale, _LINE),
    )


def _bins(shares: Sequence[float]) -> tuple[Bin, ...]:
    counts = Counter(min(_BINS - 1, int(max(0.0, share) * _BINS)) for share in shares)
    top = max(counts.values(), default=1)
    width = 100 // _BINS
    return tuple(Bin(i * width, (i + 1) * width, counts[i], counts[i] / top) for i in range(_BINS))


def _tally(name: str, graded: Sequence[Report]) -> FunctionTally:
    outcomes = Counter(f.outcome for r in graded for f in r.functions if f.name == name)
    total = outcomes.total()
    passed = outcomes[Outcome.PASSED]
    others = tuple((WORDS[o], n) for o, n in outcomes.most_common() if o is not Outcome.PASSED)
    return FunctionTally(name, passed, total, passed / total if total else 0.0, others)


def _misconceptions(graded: Sequence[Report]) -> tuple[MisconceptionTally, ...]:
    """Each misconception counted once a submission, however many checks found it; most frequent first."""
    holders: Counter[str] = Counter()
    functions: dict[str, dict[str, None]] = {}
    hints: dict[str, str] = {}
    for report in graded:
        held = {}
        for function in report.functions:
            for check in function.checks:
                if check.misconception is not None and _tells(check):
                    held[check.misconception] = check.hint
                    functions.setdefault(check.misconception, {})[function.name] = None
        holders.update(held.keys())
        for identifier, hint in held.items():
            hints[identifier] = hints.get(identifier) or hint
    return tuple(
        MisconceptionTally(identifier, ", ".join(functions[identifier]), hints[identifier], count)
        for identifier, count in sorted(holders.items(), key=lambda item: (-item[1], item[0]))
    )


def _provenance(reports: Sequence[Report]) -> tuple[tuple[str, str], ...]:
    """What the whole run shares; a value that differs between submissions (a resumed run) is named as such."""
    facts = {
        "grader": {r.provenance.grader_version for r in reports},
        "course sha256": {r.provenance.course_sha256 for r in reports},
        "seed": {str(r.provenance.seed) for r in reports},
        "sandbox": {f"{r.provenance.sandbox}, {r.provenance.isolation}" for r in reports},
        "image digest": {r.provenance.image_digest or "none" for r in reports},
        "Python": {r.provenance.python for r in reports},
        "NumPy": {r.provenance.numpy for r in reports},
    }
    return tuple((name, " · ".join(sorted(values))) for name, values in facts.items() if values)
