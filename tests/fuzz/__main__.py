"""`python -m tests.fuzz TARGET --seconds N`: coverage-guided fuzzing of one reader, in one process, with atheris.

The fuzzer runs in a process of its own under libFuzzer's limits; this one shows the figures and judges them. A finding
is an exception that the target doesn't allow, an input that takes longer than TIMEOUT_S, or a peak of more than
RSS_MB. Its bytes are kept in tests/fuzz/findings/TARGET/, which the unit tests replay for ever.

Exit codes: 0 nothing found, 1 a finding, 2 usage.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TIMEOUT_S = 5
RSS_MB = 256
MAX_BYTES = {"decoder": 8192, "journal": 65536}
NAMES = ("decoder", "notebook", "results", "pack", "journal")

HERE = Path(__file__).resolve().parent
FINDINGS = HERE / "findings"
STATS = ("number_of_executed_units", "average_exec_per_sec", "new_units_added", "slowest_unit_time_sec", "peak_rss_mb")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("target", choices=NAMES)
    parser.add_argument("--seconds", type=int, default=60, help="how long (default: 60)")
    parser.add_argument("--runs", type=int, default=-1, help="how many executions at most")
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what was learnt between runs")
    given = parser.parse_args()
    try:
        import atheris  # noqa: F401 - asked here, used in the child
    except ImportError:
        print("error: atheris is not installed: pip install atheris (Linux, Python 3.11 or newer)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="grader-fuzz-") as scratch:
        corpus = (given.corpus or Path(scratch)) / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        found = FINDINGS / given.target
        found.mkdir(parents=True, exist_ok=True)
        before = set(found.iterdir())
        options = [
            f"-max_total_time={given.seconds}",
            f"-runs={given.runs}",
            f"-timeout={TIMEOUT_S}",
            f"-rss_limit_mb={RSS_MB}",
            f"-max_len={MAX_BYTES.get(given.target, 4096)}",
            "-print_final_stats=1",
            "-use_value_profile=1",
        ]
        child = [sys.executable, "-m", "tests.fuzz.atheris_child", given.target, str(corpus), str(found)]
        started = time.monotonic()
        code, lines = _run([*child, *options])
        seconds = time.monotonic() - started
    stats = {name: _last(rf"stat::{name}:\s+(\d+)", lines) for name in STATS}
    edges = _last(r"\bcov: (\d+)", lines)
    peak = stats["peak_rss_mb"]
    print(
        f"\n{given.target}: {stats['number_of_executed_units']:,} executions in {seconds:.0f} s, {edges} edges, "
        f"slowest input {stats['slowest_unit_time_sec']} s, peak {peak} MiB"
    )
    new = sorted(set(found.iterdir()) - before)
    for path in new:
        print(f"finding: {path}")
    if peak > RSS_MB:
        print(f"finding: the peak is over {RSS_MB} MiB")
    return 1 if new or code or peak > RSS_MB else 0


def _run(command: list[str]) -> tuple[int, str]:
    kept: list[str] = []
    with subprocess.Popen(
        command, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True, errors="replace"
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if not re.match(r"#\d+\s+(NEW|REDUCE)", line):
                print(line, end="", flush=True)
            kept.append(line)
            del kept[:-2000]
    return child.returncode, "".join(kept)


def _last(pattern: str, text: str) -> int:
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


if __name__ == "__main__":
    sys.exit(main())
