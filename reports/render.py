"""Pages as text: `report.html` of a submission and `index.html` of a run.

Owns the Jinja environment, escaping and the content security policy. Every page is one file that asks nobody for
anything: styles are inline, pictures are SVG, and the index's one script is allowed by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.model import FunctionQuality, Quality, Report
from grader.text import visible
from reports.index import index_view
from reports.views import Audience, page_view

__all__ = ["render_index", "render_quality", "render_report"]

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_NO_WAY_OUT = "base-uri 'none'; form-action 'none'"


def render_report(report: Report, *, audience: Audience = "student") -> str:
    """One self-contained HTML page for a report.

    Parameters
    ----------
    report : Report
    audience : {"student", "staff"}
        The student's edition shows of hidden checks only title, outcome and hint.

    Returns
    -------
    str
        HTML that always encodes as UTF-8.

    Raises
    ------
    ValueError
        For an unknown audience.
    """
    page = page_view(report, audience)
    policy = f"{_POLICY}; {_NO_WAY_OUT}"
    return _ENVIRONMENT.get_template("report.html").render(page=page, policy=policy, styles=_static("page.css"))


def render_quality(qualities: Sequence[Quality], columns: Mapping[str, str]) -> str:
    """The figures of `grader verify`: one table an assignment, and below it every line that does not hold.

    Parameters
    ----------
    columns : mapping
        Attribute of `FunctionQuality` → the column's title.
    """
    tables = [
        {
            "assignment": quality.assignment,
            "passed": quality.passed,
            "rows": [
                {"name": f.name, "passed": f.passed, "figures": [getattr(f, key) for key in columns]}
                for f in quality.functions
            ],
            "failures": [line for f in quality.functions for line in _failures(f, columns)],
        }
        for quality in qualities
    ]
    policy = f"{_POLICY}; {_NO_WAY_OUT}"
    return _ENVIRONMENT.get_template("quality.html").render(
        tables=tables, titles=list(columns.values()), policy=policy, styles=_static("page.css")
    )


def _failures(function: FunctionQuality, columns: Mapping[str, str]) -> Iterator[str]:
    """All that keeps a function from the gate: nobody may look for the reason."""
    for key, title in columns.items():
        for failure in getattr(function, key).failures:
            yield f"{function.name}: {title}: {failure}"
    for check in function.unfailed:
        yield f"{function.name}: nothing wrong ever failed {check}"
    if not function.alternatives.total:
        yield f"{function.name}: there is no right solution to accept"


def render_index(reports: Sequence[Report], *, title: str) -> str:
    """The staff's index.html of a run: all submissions, the score distribution, outcomes and misconceptions.

    Each submission's name links to `<id>/report.html` beside the index. Sorting and filtering are the work of one
    inline script; without it the table is whole, in the order given.
    """
    script = _static("index.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"{_POLICY}; script-src 'sha256-{digest}'; {_NO_WAY_OUT}"
    return _ENVIRONMENT.get_template("index.html").render(
        page=index_view(reports, title),
        policy=policy,
        styles=_static("page.css") + _static("index.css"),
        script=script,
    )


def _static(name: str) -> Markup:
    """A file of our own, trusted as it is."""
    return Markup((_HERE / "static" / name).read_text(encoding="utf-8"))


def _shown(value: object) -> object:
    """Jinja's last step before escaping: applies to every `{{ … }}`, so that no template can forget it."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _breakable(name: str) -> Markup:
    """An identifier that may wrap after its underscores and dots."""
    text = escape(visible(name))
    return Markup(text.replace("_", Markup("_<wbr>")))


def _href(identifier: str) -> str:
    """A submission's id as one path segment of a relative link."""
    return quote(identifier, safe="", errors="replace")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["breakable"] = _breakable
    environment.filters["segment"] = _href
    return environment


_ENVIRONMENT = _environment()
