"""What hostile submissions cost a batch: time beyond their own, and nobody's points.

    python -m tests.benchmarks.hostile_batch [--submissions 200] [--jobs 2] [--sandbox docker] [--isolation container]

Two runs of the command with the course's real limits: the honest submissions alone, then the same with one hostile
submission among ten, at places drawn from a seed. Printed: the wall seconds of both; the seconds that the hostile ones
took themselves, by their reports, spread over the jobs; and the ratio of what is left to the run without them, which
should be at most 1.2. Also that every honest submission has the same result in both runs. docs/benchmarks.md has a run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.corpus.items import BACKENDS, DEFAULT, Backend, declared
from tests.corpus.make import committed

ROOT = Path(__file__).resolve().parents[2]
HONEST = ("own_helper_functions", "float32_results", "prints_in_every_function", "in_place_updates", "split_cells")
WRONG = "correct_but_for_softmax"
WRONG_SOURCE = """
import numpy as np

def softmax(Z):
    return np.exp(Z) / np.exp(Z).sum()

def cross_entropy_cost(A, Y):
    return -np.mean(np.sum(Y * np.log(A), axis=0))
"""
SEED = 5


class Place(NamedTuple):
    """A submission of the batch: its file's stem, what it is, and whether it attacks."""

    stem: str
    item: str
    hostile: bool


def draw(count: int, share: float, backend: Backend, seed: int = SEED) -> list[Place]:
    """Honest and hostile items in an order drawn from the seed; file names keep the order."""
    rng = random.Random(seed)
    attacks = [i.name for i in declared() if i.assignment == DEFAULT and i.runs_on(backend) and i.name in committed()]
    attacks = [name for name in attacks if name not in HONEST and committed()[name].parent.name == "hostile"]
    hostile = set(rng.sample(range(count), round(share * count)))
    honest = (*HONEST, WRONG)
    return [
        Place(f"s{n:03}", rng.choice(attacks) if n in hostile else honest[n % len(honest)], n in hostile)
        for n in range(count)
    ]


def write(folder: Path, places: Sequence[Place]) -> Path:
    """Write the submissions; what a hostile one would reach is absent."""
    folder.mkdir()
    for place in places:
        if place.item == WRONG:
            (folder / f"{place.stem}.py").write_text(WRONG_SOURCE)
            continue
        source = committed()[place.item]
        data = source.read_bytes().replace(b"@TCP_PORT@", b"9").replace(b"@UDP_PORT@", b"9")
        (folder / f"{place.stem}{source.suffix}").write_bytes(data)
    return folder


def grade(folder: Path, out: Path, backend: Backend, jobs: int, course: Path = ROOT) -> tuple[float, dict[str, Any]]:
    """One run of the command: wall seconds, and each result.json by the file's stem."""
    command = [sys.executable, "-m", "grader", "grade", str(folder), "-a", DEFAULT, "-o", str(out), "-j", str(jobs)]
    started = time.monotonic()
    done = subprocess.run(
        [*command, "--course", str(course), *backend.flags],
        cwd=folder.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - started
    if done.returncode:
        raise SystemExit(f"grade failed: {done.stdout}{done.stderr}")
    results = [json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*/result.json")]
    return seconds, {Path(r["submission"]["file"]).stem: r for r in results}


def verdict(result: dict[str, Any]) -> tuple[Any, ...]:
    """What must be the same in every run: status, score, and each check's outcome and points."""
    checks = [(c["id"], c["outcome"], c["points"]) for f in result["functions"] for c in f["checks"]]
    return result["status"], result["score"], checks


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.hostile_batch", description=__doc__)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sandbox", default="docker", choices=sorted({b.sandbox for b in BACKENDS}))
    parser.add_argument("--isolation", default="container")
    given = parser.parse_args(arguments)
    backend = next(b for b in BACKENDS if b.sandbox == given.sandbox and b.isolation in (None, given.isolation))
    places = draw(given.submissions, given.share, backend)
    with tempfile.TemporaryDirectory(prefix="hostile-batch-") as name:
        scratch = Path(name)
        warm_up = write(scratch / "warm-up", places[:1])
        grade(warm_up, scratch / "out-0", backend, 1)  # draws the cases, which are kept
        honest = [place for place in places if not place.hostile]
        without_s, alone = grade(write(scratch / "honest", honest), scratch / "out-1", backend, given.jobs)
        with_s, mixed = grade(write(scratch / "mixed", places), scratch / "out-2", backend, given.jobs)
    differing = [place.stem for place in honest if verdict(alone[place.stem]) != verdict(mixed[place.stem])]
    own_s = sum(mixed[place.stem]["timing"]["total_s"] for place in places if place.hostile) / given.jobs
    ratio = (with_s - own_s) / without_s
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, {backend.name}, {given.jobs} jobs"
    )
    print(f"{len(honest)} honest submissions alone          {without_s:7.1f} s")
    print(f"with {len(places) - len(honest)} hostile ones among them           {with_s:7.1f} s")
    print(f"the hostile ones' own time, over the jobs {own_s:7.1f} s")
    print(f"ratio of what is left                     {ratio:7.2f}   (should be at most 1.2)")
    print(f"honest submissions with another result    {len(differing):7}   {' '.join(differing)}")
    gained = [p.item for p in places if p.hostile and mixed[p.stem]["status"] == "harness_error"]
    print(f"results that are our own error            {len(gained):7}   {' '.join(gained)}")
    return 1 if differing or gained or ratio > 1.2 else 0


if __name__ == "__main__":
    sys.exit(main())
