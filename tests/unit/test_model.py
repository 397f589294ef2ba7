"""The domain's values: a result survives JSON, whatever students write."""

from __future__ import annotations

import json

import msgspec
import pytest

from grader.model import Outcome, Report
from tests.unit.report_samples import mixed


def test_a_report_read_back_is_the_same() -> None:
    """to_json and from_json are inverse."""
    report = mixed()
    assert Report.from_json(report.to_json()) == report
    assert report.to_json().endswith(b"}\n")


@pytest.mark.parametrize("name", ["\udcff.ipynb", "a\ud800b"])
def test_lone_surrogates_are_spelt_out(name: str) -> None:
    """A file name that is no Unicode never stops a result from being written."""
    report = mixed()
    odd = msgspec.structs.replace(report, submission=msgspec.structs.replace(report.submission, file=name))
    data = json.loads(odd.to_json().decode("utf-8"))
    assert data["submission"]["file"] == name.encode("utf-8", "backslashreplace").decode()
    assert data["functions"]


def test_only_one_outcome_is_ours() -> None:
    """The words of the design, no more and no fewer."""
    words = "passed failed error timeout memory_limit output_limit crashed bad_reply nondeterministic not_attempted"
    assert {o.value for o in Outcome} == {*words.split(), "missing", "skipped", "harness_error"}
