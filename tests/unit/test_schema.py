"""docs/result.schema.json and docs/result.md say what result.json is: no key more, none less."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader.export import schema
from grader.model import Outcome, Report
from tests.unit import report_samples as samples

DOCS = Path(__file__).resolve().parents[2] / "docs"
REPORTS = {
    "mixed": samples.mixed(),
    "every-outcome": samples.every_outcome(),
    "rejected": samples.ungraded("rejected", "bad JSON"),
    "broken": samples.ungraded("harness_error", "gone"),
    "empty": samples.report([]),
}


def as_json(report: Report) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(report.to_json())
    return value


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    document = json.loads((DOCS / "result.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document)


@pytest.mark.parametrize("name", ["result.schema.json", "result.md"])
def test_the_shipped_files_are_those_of_the_types(name: str, tmp_path: Path) -> None:
    """Mend a difference with `python -m grader.export.schema docs`."""
    schema.main(tmp_path)
    assert (DOCS / name).read_bytes() == (tmp_path / name).read_bytes()


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_real_results_are_valid(report: Report, validator: jsonschema.Draft202012Validator) -> None:
    """What the grader writes passes its own schema and reads back the same."""
    validator.validate(as_json(report))
    assert Report.from_json(report.to_json()) == report


def broken(path: str, value: object) -> dict[str, Any]:
    """A valid result with the value at a dotted path replaced, or removed when it is `...`."""
    result = as_json(samples.mixed())
    *parents, last = path.split(".")
    place: Any = result
    for key in parents:
        place = place[int(key)] if key.isdigit() else place[key]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return result


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("schema_version", 2),
        ("status", "done"),
        ("status", "harness_error"),
        ("score", None),
        ("score", "30"),
        ("reason", "graded, yet a reason"),
        ("title", ...),
        ("functions.0.outcome", "wrong"),
        ("functions.0.checks.0.visibility", "secret"),
        ("functions.0.checks.0.hint", ...),
        ("provenance.seed", 1.5),
        ("timing.load_s", None),
    ],
)
def test_wrong_results_are_not_valid(path: str, value: object, validator: jsonschema.Draft202012Validator) -> None:
    """The schema can say no: to a wrong value, a missing key, a status that contradicts the score."""
    assert not validator.is_valid(broken(path, value))


def test_a_newer_grader_may_add_keys(validator: jsonschema.Draft202012Validator) -> None:
    """Version 1 grows by keys, which readers ignore."""
    assert validator.is_valid({**as_json(samples.mixed()), "colour": "blue"})


def test_every_description_has_its_key() -> None:
    """No description outlives its key; a key without one fails while the schema is made."""
    definitions = schema.result_schema()["$defs"]
    keys = {f"{name}.{key}" for name, d in definitions.items() for key in d.get("properties", {})}
    assert keys == set(schema._KEYS)
    assert set(definitions) == set(schema._STRUCTS)


def test_the_text_names_every_key_and_outcome() -> None:
    """docs/result.md has a row for each key of each struct, and each outcome's word."""
    text = schema.result_markdown()
    for path in schema._KEYS:
        assert f"| `{path.partition('.')[2]}` |" in text
    for outcome in Outcome:
        assert f"`{outcome.value}`" in text
