"""The corpus on every backend: each submission gets exactly what is declared for it, and nothing else happens.

A backend's part of the corpus is graded in one run an assignment; see tests/corpus/. The first backend gets the whole
of it, the others what attacks isolation or pages and a share of the rest: `python -m tests.corpus`, which CI runs too,
gives all to all, and so do these tests with GRADER_CORPUS=all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.cli_run import check_file
from tests.corpus.__main__ import HEAD, PAGE
from tests.corpus.compare import compare, unescaped
from tests.corpus.items import BACKENDS, DEFAULT, Backend, Item, declared
from tests.corpus.make import MADE, committed, lay_out
from tests.corpus.run import ROOT, Seen, grade, scratch

NAMED = """
eq_true_object array_ufunc_true ndarray_subclass patch_numpy_allclose patch_numpy_globals patch_builtins
patch_runtime_codec ast_transformer import_hook shadow_numpy_module shadow_helper_module sitecustomize_drop
conftest_drop frame_walk gc_walk linecache_read read_proc_self_mem read_parent_proc read_environ
read_image_for_reference forge_frame_on_every_fd close_every_fd flood_protocol half_frame_then_hang oversized_frame
deep_nesting_reply huge_integer_reply object_dtype_reply nan_everywhere negative_zero_and_denormals
lazy_array_detects_caller detects_test_by_shape answer_table_from_public_tests counts_calls_then_cheats
timing_dependent mutates_inputs returns_input_alias atexit_writer os_exit_zero sys_exit system_exit_in_dunder
keyboard_interrupt_raise recursion_bomb segfault_by_ctypes abort_signal ignore_sigterm stop_self_sigstop fork_bomb
thread_bomb daemon_left_behind memory_bomb memory_bomb_in_c disk_bomb inode_bomb shm_bomb stdout_flood_1gb
stderr_flood infinite_loop sleep_forever infinite_loop_at_import busy_c_loop_holding_the_gil network_beacon
dns_lookup unix_socket_to_host docker_socket_probe setuid_probe mount_probe ptrace_neighbour
read_neighbour_submission symlink_submission zip_slip zip_bomb notebook_of_100_mb notebook_deep_json
source_deep_parentheses null_bytes_in_source wrong_encoding html_in_repr script_in_exception ansi_in_stdout
bidi_in_function_name csv_formula_file_name workflow_command_in_stdout path_traversal_file_name
two_files_same_student_id
"""
"""The threats that the project names; the corpus holds more."""

SHARE = 6
"""One in so many of the items that need no isolation runs on the other backends."""


TEXTS = (
    "html_in_repr",
    "script_in_exception",
    "ansi_in_stdout",
    "bidi_in_function_name",
    "workflow_command_in_stdout",
    "formula_in_exception",
    "exception_bomb",
    "notebook_odd_fields",
    "csv_formula_file_name",
)
"""Whose strings go where people read them."""


def marks(backend: Backend) -> list[pytest.MarkDecorator]:
    """What the machine must have, as markers."""
    group = pytest.mark.xdist_group(f"corpus {backend.name}")  # one run for all its tests, in whichever process
    room = [pytest.mark.thorough, getattr(pytest.mark, backend.sandbox)] if backend.isolated else []
    return [pytest.mark.slow, group, *room]


def chosen(backend: Backend) -> tuple[Item, ...]:
    """The items that a backend gets here."""
    items = [item for item in declared() if item.runs_on(backend)]
    if backend == BACKENDS[0] or os.environ.get("GRADER_CORPUS") == "all":
        return tuple(items)
    some = [i for n, i in enumerate(items) if i.not_on_process is not None or i.name in TEXTS or n % SHARE == 0]
    return tuple(some)


RUNS = [pytest.param(backend, id=backend.name, marks=marks(backend)) for backend in BACKENDS]
CASES = [
    pytest.param(backend, item, id=f"{backend.name}-{item.name}", marks=marks(backend))
    for backend in BACKENDS
    for item in chosen(backend)
]
Graded = Callable[[Backend], Seen]


@pytest.fixture(scope="module")
def graded(request: pytest.FixtureRequest) -> Iterator[Graded]:
    """`graded(backend)`: the corpus graded there, once."""
    seen: dict[Backend, Seen] = {}

    def run(backend: Backend) -> Seen:
        if backend not in seen:
            if backend.isolated:
                request.getfixturevalue(f"requires_{backend.sandbox}")
            with scratch() as folder:
                seen[backend] = grade(backend, chosen(backend), folder)
        return seen[backend]

    return run


def test_every_threat_is_in_the_corpus() -> None:
    """Each named threat, at least 85 hostile and 15 honest submissions have a declared outcome and a submission."""
    items = {item.name: item for item in declared()}
    assert {name for name, item in items.items() if item.kind == "hostile"} >= set(NAMED.split())
    assert sum(item.kind == "hostile" for item in items.values()) >= 85
    assert sum(item.kind == "honest" for item in items.values()) >= 15
    assert set(items) == {*MADE, *committed()}


def test_files_are_what_their_names_say() -> None:
    """Line ends and encodings survive editors and version control."""
    data = {name: committed()[name].read_bytes() for name in committed()}
    assert data["windows_line_ends"].count(b"\r\n") == data["windows_line_ends"].count(b"\n") > 5
    assert data["byte_order_mark"].startswith(b"\xef\xbb\xbf")
    assert data["sixteen_bit_text"].decode("utf-16").isascii()
    assert b"\xfc" in data["latin_1_with_its_comment"]
    assert "\u0455oftmax".encode() in data["homoglyph_name"]


def test_a_declaration_says_what_is_gained() -> None:
    """A hostile item gains no point by its cheat; an honest one has functions at full marks, and runs everywhere."""
    for item in declared():
        if item.kind == "honest":
            assert item.honest, item.name
            assert not item.cheats, item.name
            assert item.not_on_process is None, item.name
        else:
            assert item.cheats or item.honest or item.ignored or item.rejected is not None, item.name
            assert "passed" not in {outcome for outcomes in item.cheats.values() for outcome in outcomes}, item.name
        assert "harness_error" not in str(item)


@pytest.mark.parametrize(("backend", "item"), CASES)
def test_a_submission_gets_what_is_declared(graded: Graded, backend: Backend, item: Item) -> None:
    """Status, the outcome of every function, and the points."""
    assert compare(item, graded(backend).results.get(item.name, [])) == []


@pytest.mark.parametrize("backend", RUNS)
def test_nothing_else_happened(graded: Graded, backend: Backend) -> None:
    """No socket, file or secret of the machine was reached, and nothing is left behind."""
    seen = graded(backend)
    assert seen.problems == []
    assert "?" not in seen.results, "a result that belongs to no item"


@pytest.mark.parametrize("backend", RUNS)
def test_a_students_text_stays_text(graded: Graded, backend: Backend) -> None:
    """Pages, gradebook and terminal hold no control character, HTML, formula or workflow command of a student's."""
    texts = graded(backend).texts
    assert unescaped(texts) == []
    for kind in ("index.html", "grades.csv", "terminal"):
        assert any("corpus" in text and place.endswith(kind) for place, text in texts.items()), kind


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "csv_formula_file_name"])
def test_a_self_check_shows_text_as_text(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `grader check` prints, its page and its messages hold nothing but text either."""
    lay_out(name, tmp_path, tmp_path, {})
    (file,) = tmp_path.iterdir()
    html = tmp_path / "check.html"
    options = {"seed": 0, "edition": "auto", "sandbox": "process", "image": None, "json": None}
    check_file(file, slug=DEFAULT, course=ROOT, html=html, **options)  # type: ignore[arg-type]
    printed = capsys.readouterr()
    assert "softmax" in printed.out
    texts = {"terminal": printed.out, "errors: terminal": printed.err, "check.html": html.read_text("utf-8")}
    assert unescaped(texts) == []


def test_unescaped_text_would_be_seen() -> None:
    """The search above finds each kind in a text that holds it."""
    bad = {"a.html": "<script>alert('corpus')", "b: terminal": "x\n::error::y", "c.csv": 'id\n"=1+1",3', "d": "\x1b[2J"}
    assert len(unescaped(bad)) == 4
    assert unescaped(dict.fromkeys(bad, "a,b\nc <script src='ours.js'>")) == []


def test_the_page_is_of_this_corpus() -> None:
    """docs/corpus.md was written since the last item joined: every item is in it, and none that isn't declared."""
    text = PAGE.read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    rows = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    assert rows == {item.name for item in declared()}
    assert all(f" {backend.name} |" in text for backend in BACKENDS)
    assert "✗" not in text
