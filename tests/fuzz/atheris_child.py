"""The process that fuzzes: instruments the readers, hands libFuzzer the seeds, and never returns."""

from __future__ import annotations

import hashlib
import sys
import warnings
from pathlib import Path

import atheris  # type: ignore[import-not-found,unused-ignore] # an extra that only this command needs

MODULES = {
    "decoder": ("grader.wire",),
    "notebook": (
        "grader.notebook",
        "grader.submission",
        "grader.reading",
        "grader.source",
        "grader.statements",
        "grader.values",
        "grader.template",
        "grader.magics",
        "grader.blanking",
    ),
    "results": ("grader.model", "grader.text", "grader.terminal", "grader.export", "reports"),
    "pack": ("grader.recording",),
    "journal": ("grader.journal",),
}
"""What is measured; said here because it must be known before anything of ours is imported."""


def main() -> None:
    name, corpus, found, *options = sys.argv[1:]
    with atheris.instrument_imports(include=list(MODULES[name])):
        from tests.fuzz import seeds
        from tests.fuzz.targets import TARGETS
    target = TARGETS[name]
    for seed in target.seeds():
        (Path(corpus) / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    words = Path(corpus).with_name("words")
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in seeds.WORDS))

    def run(data: bytes) -> None:
        try:
            target.run(data)
        except BaseException:  # kept by us too: libFuzzer's own way ends in an exit handler, which may not get there
            (Path(found) / f"crash-{hashlib.sha256(data).hexdigest()[:16]}").write_bytes(data)
            raise

    # As in the grader: a student's "\d" is no error of ours.
    warnings.simplefilter("ignore")
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={found}/stopped-", f"-dict={words}", corpus], run)
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    main()
