"""The contract of result.json: its JSON Schema and its description in Markdown, made from the types.

Owns what each key means to a reader outside the project. The shapes come from `grader.model`, so that schema, text
and files cannot part. `python -m grader.export.schema docs` writes both files.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from grader.model import SCHEMA_VERSION, Report

__all__ = ["main", "result_markdown", "result_schema"]

_STRUCTS = {
    "Report": "One submission's results: the whole of result.json.",
    "SubmissionInfo": "What was graded.",
    "FunctionResult": "A graded function, in the assignment's order; 0-point ones are included.",
    "CheckResult": "One graded predicate of a function, in the order of its ladder.",
    "Counterexample": "The failing case that was found, rendered to text, numbers rounded to 6 digits.",
    "Provenance": "What produced the result. Apart from this and the times, the same submission, seed and versions "
    "give the same bytes.",
    "Timing": "Wall-clock seconds.",
    "Outcome": "What became of a check or function. Only harness_error is the grader's fault; it never costs points.",
}

_KEYS = {
    "Report.schema_version": f"Always {SCHEMA_VERSION}. Another number is another contract.",
    "Report.assignment": "Slug of the assignment, such as `optimization`.",
    "Report.submission": "Which file this is about.",
    "Report.status": "`graded`, or `rejected` (the file can't be read), or `harness_error` (the grader failed).",
    "Report.reason": "Why it is not graded; null for a graded submission.",
    "Report.score": "Sum of the functions' points; null, never 0, unless `status` is `graded`.",
    "Report.max_score": "Sum of the points of the functions that the edition has.",
    "Report.functions": "Graded functions only.",
    "Report.provenance": "What produced the result.",
    "Report.timing": "How long it took.",
    "Report.edition": "Edition of the template, `2017`, `2019` or `2021`; null when nothing tells.",
    "Report.notes": "Sentences on how the file was read, such as which of two definitions counted.",
    "Report.title": "The assignment's title, for people.",
    "SubmissionInfo.id": "Unique in the run, stable across reruns, made of `A-Z a-z 0-9 . _ -` only.",
    "SubmissionInfo.file": "Path as found, raw Unicode: escape it before showing it anywhere.",
    "SubmissionInfo.sha256": "Digest of the file's bytes; empty when they could not be read.",
    "FunctionResult.name": "The name under which it was found, the assignment's own when it is missing.",
    "FunctionResult.outcome": "`passed` when all checks passed, else that of the first check that didn't.",
    "FunctionResult.points": "Points earned.",
    "FunctionResult.max_points": "Points to be had.",
    "FunctionResult.checks": "Its checks, each gated by those it requires.",
    "CheckResult.id": "Name of the check, unique in its function.",
    "CheckResult.title": "What the check demands, in a sentence for the student.",
    "CheckResult.outcome": "What became of it.",
    "CheckResult.points": "Points earned: all or none.",
    "CheckResult.max_points": "Points to be had; 0 for public checks.",
    "CheckResult.visibility": "Of a `hidden` check a student may see title, outcome and hint, and nothing else.",
    "CheckResult.rationale": "What happened, one or a few lines. May quote the student's code.",
    "CheckResult.hint": "Advice for the student; empty when there is none.",
    "CheckResult.misconception": "Id of the known wrong variant that gives the same answers, or null.",
    "CheckResult.counterexample": "The failing case, or null.",
    "CheckResult.duration_s": "Seconds this check took.",
    "Counterexample.call": "The call as a student would type it, large arrays abridged.",
    "Counterexample.inputs": "Each argument's name and value.",
    "Counterexample.expected": "The right answer; null where the check tests a property.",
    "Counterexample.actual": "The student's answer; null when there was none.",
    "Counterexample.where": "Where the two differ most, by how much, and what is allowed.",
    "Counterexample.shrunk": "Whether it was shrunk against this submission; else it is a recorded case.",
    "Provenance.grader_version": "Version of the grader.",
    "Provenance.course_sha256": "Digest of the assignment's specs, references, helpers and settings.",
    "Provenance.seed": "The run's seed. Students must not see it before the deadline.",
    "Provenance.sandbox": "`docker`, `bubblewrap` or `process`.",
    "Provenance.isolation": "Level inside the sandbox, such as `container` or `fork`.",
    "Provenance.image_digest": "Digest of the image in which the code ran; null without one.",
    "Provenance.python": "Python that ran the student's code; empty when none was run.",
    "Provenance.numpy": "NumPy that the student's code met.",
    "Provenance.tensorflow": "TensorFlow that the student's code met, or null.",
    "Provenance.platform": "Platform on which the student's code ran.",
    "Provenance.limits": "The limits in force, by name; each name ends in its unit.",
    "Timing.load_s": "Starting the sandbox and loading the student's code.",
    "Timing.checks_s": "Running the checks.",
    "Timing.total_s": "From reading the file to the finished result.",
}

_PREFACE = """\
# result.json

`grader grade … -o out/` writes one `out/<submission id>/result.json` a submission: UTF-8, indented, one object. It is
for staff: it holds inputs and expected values of hidden checks. `report.html` is the student's edition.

The same contract for machines is [result.schema.json](result.schema.json). Both files are made from the types in
`grader/model.py` by `python -m grader.export.schema docs`; a test fails when they disagree. All keys are always
there. A later version of the grader may add keys within `schema_version` 1: ignore those you don't know.

Strings may come from student code or file names. They are raw: escape them for the place where you show them.
"""


def result_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of result.json.

    Every key is required, since every key is always written; unknown keys are allowed, so that version 1 may grow.
    """
    (reference,), definitions = msgspec.json.schema_components([Report], ref_template="#/$defs/{name}")
    for name, definition in definitions.items():
        definition["description"] = _STRUCTS[name]
        for key, value in definition.get("properties", {}).items():
            value.pop("default", None)
            value["description"] = _KEYS[f"{name}.{key}"]
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
    report = definitions["Report"]
    report["properties"]["schema_version"]["const"] = SCHEMA_VERSION
    report["if"] = {"properties": {"status": {"const": "graded"}}}
    report["then"] = {"properties": {"score": {"type": "number"}, "reason": {"type": "null"}}}
    report["else"] = {"properties": {"score": {"type": "null"}, "reason": {"type": "string"}}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"result.json, schema version {SCHEMA_VERSION}",
        **reference,
        "$defs": definitions,
    }


def result_markdown() -> str:
    """docs/result.md: every key with its type and meaning."""
    schema = result_schema()
    return _PREFACE + "".join(_sections(schema["$defs"]))


def _sections(definitions: dict[str, Any]) -> Iterator[str]:
    for name, text in _STRUCTS.items():
        definition = definitions[name]
        yield f"\n## {name}\n\n{text}\n\n"
        if "enum" in definition:
            yield " · ".join(f"`{value}`" for value in definition["enum"]) + "\n"
            continue
        yield "| key | type | meaning |\n| --- | --- | --- |\n"
        for key, value in definition["properties"].items():
            yield f"| `{key}` | {_type(value)} | {value['description']} |\n"


def _type(schema: dict[str, Any]) -> str:
    """A schema's type in words that fit a table cell."""
    if "anyOf" in schema:
        return " or ".join(_type(option) for option in schema["anyOf"])
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if schema["type"] == "array":
        return f"list of {_type(schema['items'])}"
    if schema["type"] == "object":
        return f"object of {_type(schema['additionalProperties'])}"
    return str(schema["type"])


def main(folder: Path) -> None:
    """Write result.schema.json and result.md into `folder`."""
    (folder / "result.schema.json").write_bytes(schema_bytes())
    (folder / "result.md").write_text(result_markdown(), encoding="utf-8")


def schema_bytes() -> bytes:
    """result.schema.json as it is shipped."""
    return msgspec.json.format(msgspec.json.encode(result_schema()), indent=2) + b"\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
