"""The index counts a class right, sets apart what was not graded, and lets nothing of a student's run."""

from __future__ import annotations

import base64
import hashlib
import re

import msgspec
import pytest

from grader.model import Outcome
from reports.index import index_view
from reports.render import render_index
from tests.unit import report_samples as samples
from tests.unit.test_reports_render import Page, words


def scored(score: float, maximum: float = 10.0) -> object:
    return msgspec.structs.replace(samples.report([]), score=score, max_score=maximum)


def test_a_class_is_sorted_into_graded_rejected_and_broken() -> None:
    """Every submission stands in exactly one of the three."""
    view = index_view(samples.gradebook(200), "Run")
    assert (len(view.graded), len(view.rejected), len(view.broken), view.total) == (195, 3, 2, 200)


def test_what_is_not_graded_counts_for_nothing() -> None:
    """A broken grader lowers neither mean nor median."""
    view = index_view(
        [samples.perfect(), samples.ungraded("harness_error", "x"), samples.ungraded("rejected", "y")], "Run"
    )
    assert (view.mean, view.median, view.full_marks) == ("100 %", "100 %", 1)


@pytest.mark.parametrize("points", [0.14, 0.28, 33.33, 66.66, 99.99])
def test_full_marks_are_full_whatever_they_sum_to(points: float) -> None:
    """100 · x / x is less than 100 for some x; nobody with every point may miss from those with full marks."""
    view = index_view([scored(points, points), scored(points * 0.999, points)], "Run")  # type: ignore[list-item]
    assert (view.full_marks, view.mean, view.bins[-1].count) == (1, "99 %", 2)


@pytest.mark.parametrize(
    ("scores", "counts"),
    [
        pytest.param([0, 0.99], [2] + [0] * 9, id="lowest"),
        pytest.param([10, 9.0, 8.99], [0] * 8 + [1, 2], id="full-marks-in-the-last"),
        pytest.param([], [0] * 10, id="none"),
        pytest.param([5], [0] * 5 + [1] + [0] * 4, id="edge-goes-up"),
    ],
)
def test_bins(scores: list[float], counts: list[int]) -> None:
    """Bins are closed below and open above, but for the last."""
    view = index_view([scored(s) for s in scores], "Run")  # type: ignore[misc]
    assert [b.count for b in view.bins] == counts
    assert max((b.height for b in view.bins), default=0) == (1.0 if scores else 0.0)


@pytest.mark.parametrize(
    ("files", "folder", "within"),
    [
        pytest.param(["hw/a.ipynb", "hw/b.py"], "hw", ["", ""], id="flat"),
        pytest.param(["/x/a/work.ipynb", "/x/b/work.ipynb"], "/x", ["a/work.ipynb", "b/work.ipynb"], id="folders"),
        pytest.param(["x/ab/a.ipynb", "x/ac/b.ipynb"], "x", ["ab/a.ipynb", "ac/b.ipynb"], id="names-alike"),
        pytest.param(["a.ipynb", "hw/b.ipynb"], "", ["", "hw/b.ipynb"], id="nothing-in-common"),
        pytest.param(["/a.ipynb", "/b.ipynb"], "", ["", ""], id="root"),
        pytest.param(["hw/deep/other.ipynb"], "hw/deep", ["other.ipynb"], id="single"),
    ],
)
def test_the_folder_is_said_once(files: list[str], folder: str, within: list[str]) -> None:
    """A row says of its file only what neither the common folder nor its own name says already."""
    reports = []
    for id, file in zip("ab", files, strict=False):
        report = samples.perfect()
        info = msgspec.structs.replace(report.submission, id=id, file=file)
        reports.append(msgspec.structs.replace(report, submission=info))
    view = index_view(reports, "Run")
    assert view.folder == folder
    assert [row.within for row in view.graded] == within
    assert [row.file for row in view.graded] == files


def test_misconceptions_are_counted_once_a_submission() -> None:
    """Public twin and hidden check of one student are one holder."""
    held = samples.check("a", Outcome.FAILED, misconception="adam.x", hint="Look.")
    twice = msgspec.structs.replace(samples.function("f"), checks=(held, held), outcome=Outcome.FAILED)
    view = index_view([samples.report([twice]), samples.report([twice]), samples.perfect()], "Run")
    assert [(m.id, m.functions, m.hint, m.count) for m in view.misconceptions] == [("adam.x", "f", "Look.", 2)]


def test_tallies_count_outcomes_per_function() -> None:
    """Functions of another edition count only where they were asked."""
    f_passed, f_failed = samples.function("f"), samples.function("f", outcome=Outcome.FAILED)
    view = index_view([samples.report([f_passed, samples.function("g")]), samples.report([f_failed])], "Run")
    f, g = view.tallies
    assert (f.name, f.passed, f.total, [(w.label, n) for w, n in f.outcomes]) == ("f", 1, 2, [("Failed", 1)])
    assert (g.name, g.passed, g.total) == ("g", 1, 1)
    assert view.graded[1].cells[1] is None


def test_a_mixed_run_names_each_seed() -> None:
    """A resumed run whose submissions differ in provenance says so."""
    other = msgspec.structs.replace(samples.PROVENANCE, seed=5)
    view = index_view([samples.perfect(), msgspec.structs.replace(samples.perfect(), provenance=other)], "Run")
    assert dict(view.provenance)["seed"] == "5 · 918273645"


def test_the_index_links_to_each_report() -> None:
    """Every submission, graded or not, links to its report beside the index."""
    reports = samples.gradebook(50)
    page = Page(render_index(reports, title="Run"))
    links = {a["href"] for tag, a in page.tags if tag == "a"}
    assert {f"{r.submission.id}/report.html" for r in reports} <= links


def test_an_id_is_one_segment_of_a_link() -> None:
    """Should an id ever hold a slash, the link does not leave the folder by it."""
    html = render_index([samples.perfect(id="../../etc\ud800")], title="Run")
    assert 'href="..%2F..%2Fetc%3F/report.html"' in html


def test_reasons_are_told() -> None:
    """What was not graded stands apart, with its reason and whose move it is."""
    text = words(Page(render_index(samples.gradebook(60), title="Run")).text)
    assert "1 not graded – our fault" in text
    assert "SandboxBrokenError: the engine closed the connection" in text
    assert "1 rejected" in text
    assert "invalid JSON at line 1" in text


def test_staff_details_stand_under_each_row() -> None:
    """Checks that did not pass are named with visibility, misconception and where the values differ."""
    text = words(Page(render_index([samples.mixed()], title="Run")).text)
    assert "hidden: The rate after epoch t" in text
    assert "lr.SECRET_misconception" in text
    assert samples.ADAM_CASE.where is not None
    assert samples.ADAM_CASE.where in text


def test_only_the_own_script_may_run() -> None:
    """The policy names the hash of the one inline script, byte for byte."""
    html = render_index([samples.hostile()], title=samples.HOSTILE)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.S)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"script-src &#39;sha256-{digest}&#39;" in html
    assert "<img" not in html
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)


def test_an_empty_run_is_a_page() -> None:
    """No submissions: no table, no division by nothing."""
    text = words(Page(render_index([], title="Run")).text)
    assert "There are no submissions in this run." in text


def test_histogram_is_told_in_words() -> None:
    """The drawing's numbers are read aloud too."""
    html = render_index([samples.perfect(), samples.perfect(id="b")], title="Run")
    assert "90 to 100 percent: 2." in html
