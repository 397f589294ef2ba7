"""Lay the corpus out in a folder as staff would find it: files as committed, and those too large or strange to commit.

Owns what the submissions are called and how the placeholders in them (`@TCP_PORT@`) are filled in. Knows neither
outcomes nor backends.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

HERE = Path(__file__).parent
KINDS = ("hostile", "honest")

SOFTMAX = b"""import numpy as np


def softmax(Z):
    powers = np.exp(Z - Z.max(axis=0))
    return powers / powers.sum(axis=0)
"""
"""A right answer: where the attack is in the name or around the code, the code must keep its points."""

Maker = Callable[[Path, Path], None]
"""Called with the folder of the submissions and a folder beside it, which no submission may touch."""


def lay_out(item: str, folder: Path, beside: Path, values: Mapping[str, str]) -> None:
    """Put the files of one item into `folder`.

    Parameters
    ----------
    item : str
        A name in `MADE`, or that of a committed file.
    folder, beside : Path
        Where submissions lie, and a place outside that they try to reach.
    values : mapping
        What stands for `@NAME@` in committed files.
    """
    if item in MADE:
        MADE[item](folder, beside)
        return
    source = committed()[item]
    data = source.read_bytes()
    for name, value in values.items():
        data = data.replace(f"@{name}@".encode(), value.encode())
    for copy in COPIES.get(item, ("",)):
        (folder / f"{item}{copy}{source.suffix}").write_bytes(data)


def committed() -> dict[str, Path]:
    """The committed submissions by name."""
    return {path.stem: path for kind in KINDS for path in sorted((HERE / kind).iterdir()) if path.suffix != ".pyc"}


COPIES = {"note_for_the_next": ("-1", "-2", "-3")}
"""Items that are several students' at once."""


def notebook(*cells: object) -> bytes:
    """A notebook of code cells; what is no text is put in as it is."""
    made = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} if isinstance(cell, str) else cell
        for cell in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def _named(*names: str | bytes) -> Maker:
    """Submissions without a graded function, so that no sandbox is opened for them, under hostile names."""

    def make(folder: Path, beside: Path) -> None:
        for name in names:
            (folder / os.fsdecode(name)).write_bytes(b"answer = 42\n")

    return make


def _one(name: str, data: bytes) -> Maker:
    return lambda folder, beside: (folder / name).write_bytes(data) and None


def _same_id(folder: Path, beside: Path) -> None:
    for name in ("ada.py", "Ada.py", "ada .py", "\uff41da.py"):
        (folder / name).write_bytes(SOFTMAX)
    (folder / "ada.ipynb").write_bytes(notebook(SOFTMAX.decode()))
    (folder / "ada").mkdir()
    (folder / "ada" / "ada.py").write_bytes(SOFTMAX)


def _reserved_names(folder: Path, beside: Path) -> None:
    for name in ("index.html.py", "run.sqlite.py", "run.sqlite-wal.py"):
        (folder / name).write_bytes(SOFTMAX)


def _links(folder: Path, beside: Path) -> None:
    secret = beside / "solution.py"
    secret.write_bytes(SOFTMAX)
    (folder / "symlink_submission.py").symlink_to(secret)
    (folder / "symlink_dangling.ipynb").symlink_to("/nonexistent/x.ipynb")
    (folder / "symlink_loop.py").symlink_to(folder / "symlink_loop.py")
    (folder / "symlink_folder").symlink_to(beside, target_is_directory=True)
    (folder / "symlink_inside").mkdir()
    (folder / "symlink_inside" / "work.ipynb").symlink_to(secret)
    (folder / "symlink_device.py").symlink_to("/dev/zero")


def _no_files(folder: Path, beside: Path) -> None:
    """What has the name of a notebook and is none: whoever opens it waits for ever, or gets another thing."""
    os.mkfifo(folder / "no_regular_file.ipynb")
    (folder / "no_regular_file_folder.ipynb").mkdir()
    with socket.socket(socket.AF_UNIX) as name:
        directory = os.open(folder, os.O_RDONLY)
        try:
            name.bind(f"/proc/self/fd/{directory}/no_regular_file_socket.py")
        finally:
            os.close(directory)


def _zip_of(*entries: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
        link = zipfile.ZipInfo("link.py")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return data.getvalue()


def _zip_slip(folder: Path, beside: Path) -> None:
    entries = [(f"{'../' * n}{beside.name}/slipped.py", SOFTMAX) for n in range(1, 4)]
    entries += [(f"{beside}/slipped.py", SOFTMAX), ("softmax.py", SOFTMAX)]
    (folder / "zip_slip.zip").write_bytes(_zip_of(*entries))
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        entry = tarfile.TarInfo(f"../{beside.name}/slipped.py")
        entry.size = len(SOFTMAX)
        archive.addfile(entry, io.BytesIO(SOFTMAX))
    (folder / "zip_slip.tar.gz").write_bytes(data.getvalue())


def _archives_by_other_names(folder: Path, beside: Path) -> None:
    (folder / "archive_as_notebook.ipynb").write_bytes(_zip_of(("../slipped.ipynb", notebook(SOFTMAX.decode()))))
    (folder / "archive_as_script.py").write_bytes(_zip_of(("__main__.py", SOFTMAX)))


def _zip_bomb(folder: Path, beside: Path) -> None:
    gigabyte = gzip.compress(bytes(2**26), 9) * 16  # members one after the other are one stream
    (folder / "zip_bomb.ipynb").write_bytes(gigabyte)
    (folder / "zip_bomb.py").write_bytes(_zip_of(("bomb.gz", gigabyte)))


def _hundred_megabytes(folder: Path, beside: Path) -> None:
    with (folder / "notebook_of_100_mb.ipynb").open("wb") as file:
        file.write(b'{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": "')
        for _ in range(100):
            file.write(b"#" * 10**6)
        file.write(b'"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')


def _terabyte(folder: Path, beside: Path) -> None:
    """A file with a hole: it takes no room on the disk, and hours to read."""
    with (folder / "notebook_of_a_terabyte.ipynb").open("wb") as file:
        file.write(b'{"cells": []}')
        file.truncate(2**40)


def _slow_text(folder: Path, beside: Path) -> None:
    long = 200_000
    (folder / "notebook_slow_to_read.ipynb").write_bytes(
        notebook(
            SOFTMAX.decode(),
            "%x\n" + "a" * long + " = !",
            "!x\n" + "a, " * (long // 3) + "\n" + "%" * long + "?x",
            "%x\n'''" + "\\\\" * long + "\n" + "('" * (long // 2) + "\\",
            "# GRADED FUNCTION: " + " " * long + "\n### START CODE HERE " + "#" * long + "\nx = (",
            "def cross_entropy_cost(" + "A=" * 20_000,
            ("def predict" + "(" + ")" + ":" + "\n") * 20_000,
        )
    )


_KILLERS = (
    "x = " + "-" * 100_000 + "1",
    "x = " + "(" * 100_000 + ")" * 100_000,
    "x = " + "[" * 150 + "]" * 150,
    "x = a" + ".a" * 50_000,
    "x = " + "1+" * 50_000 + "1",
    "x = " + "f(" * 90 + ")" * 90,
    "x = " + "lambda: " * 20_000 + "1",
    "if 1:\n" + "".join(" " * n + "if 1:\n" for n in range(1, 99)) + " " * 99 + "pass",
    'x = f"' + "{f'" * 3 + "'}" * 3 + '"',
    "def g():\n" + "".join(f"    def g{n}(): yield lambda: (yield)\n" for n in range(500)),
    "x = " + "not " * 50_000 + "1",
    "def f(" + ", ".join(f"a{n}" for n in range(5000)) + "): return a0",
)


def _odd_fields(folder: Path, beside: Path) -> None:
    good = {"cell_type": "code", "metadata": {}, "source": [SOFTMAX.decode(), 3, None, {"a": 1}]}
    odd = {
        "cells": [None, 3, [], {}, {"cell_type": ["code"], "source": 1}, {"cell_type": "code", "source": {"x": 1}},
                  {"cell_type": "code", "source": "\ud800 = 1"}, {"cell_type": "__class__", "source": "1"}, good,
                  {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "\x00" * 99, "schema_version": 10**30}},
                   "source": "x" * 10**5}],
        "metadata": {"kernelspec": {"display_name": "<script>alert('corpus')</script>\x1b[2J", "name": 7,
                                    "language": []},
                     "language_info": {"name": "python", "version": "9" * 10**5}},
        "nbformat": "four", "nbformat_minor": -1, "__proto__": {"score": 40},
    }  # fmt: skip
    (folder / "notebook_odd_fields.ipynb").write_bytes(
        json.dumps(odd).encode()[:-1] + b', "x": NaN, "y": -Infinity, "z": 1e999, "metadata": {"a": 1}, "nbformat": 4}'
    )


def _wrong_encoding(folder: Path, beside: Path) -> None:
    for number, data in enumerate(
        (
            b"\xff" + SOFTMAX,
            SOFTMAX + b"# \xc3\x28 \xed\xa0\x80\n",
            b"# -*- coding: rot13 -*-\n" + SOFTMAX,
            b"# coding: no-such-encoding\n" + SOFTMAX,
            b"# coding: hex\n" + SOFTMAX.hex().encode(),
            b"# coding: undefined\n" + SOFTMAX,
            b"\xff\xfe" + SOFTMAX,
            b"# coding: idna\n" + SOFTMAX + b"x" * 10_000 + b"\xff",
        )
    ):
        (folder / f"wrong_encoding-{number}.py").write_bytes(data)


def _empty_files(folder: Path, beside: Path) -> None:
    for end, data in ((".ipynb", b""), ("-1.ipynb", b" \n"), ("-2.ipynb", b"{}")):
        (folder / f"empty_files{end}").write_bytes(data)


def _long_notebook(folder: Path, beside: Path) -> None:
    """Two thousand cells, with their outputs, and the graded one in the middle."""
    figure = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "iVBORw0KGgo" * 1000}}
    cells: list[object] = []
    for n in range(1000):
        text = f"x{n} = {n}\nprint(x{n})" if n != 500 else SOFTMAX.decode()
        cells.append({"cell_type": "code", "metadata": {}, "outputs": [figure] if n % 10 == 0 else [], "source": text})
        cells.append({"cell_type": "markdown", "metadata": {}, "source": ["word " * 200]})
    (folder / "very_long_notebook.ipynb").write_bytes(notebook(*cells))


def _folder_of_thousands(folder: Path, beside: Path) -> None:
    """One student's folder that would be four thousand submissions, each of which hangs."""
    home = folder / "folder_of_thousands"
    home.mkdir()
    for number in range(4000):
        (home / f"{number}.py").write_bytes(SOFTMAX + b"\n\ndef predict(X, W, b):\n    while True:\n        pass\n")


def _student_folders(folder: Path, beside: Path) -> None:
    """A folder for a student, with a script beside the notebook, a cache and an editor's leftovers."""
    home = folder / "folder_of_a_student"
    for path, data in {
        "Softmax (final) v2.ipynb": notebook(SOFTMAX.decode()),
        "helper.py": b"def softmax(Z):\n    return None\n",
        ".ipynb_checkpoints/Softmax-checkpoint.ipynb": notebook("def softmax(Z): return None"),
        "__pycache__/softmax.cpython-311.pyc": b"\0",
        ".~lock.Softmax.ipynb#": b"",
        "images/softmax.png": b"\x89PNG",
    }.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(data)


MADE: dict[str, Maker] = {
    "csv_formula_file_name": _named(
        '=HYPERLINK("http:,corpus").py', "+1+cmd|' -C calc'!A0.py", "@SUM(A1:A9).py", "\t=1.py"
    ),
    "path_traversal_file_name": _named(
        "..%2f..%2fbeside%2fx.py", "..\\..\\beside\\x.py", "...py", "~root.py", ";$(touch x)`id`.py", "--out=%s{0}*.py",
    ),
    "newline_in_file_name": _named("x\n::error::corpus\n.py", "\r\nContent-Type: x.py", "a\x0b\x0c\x85\u2028b.py"),
    "control_characters_in_file_name": _named(
        "\x1b[2J\x1b]0;corpus\x07.py", "\u202eypbpnyi.py", "\u2066\u200b\ufeff.py", b"\xff\xfe\x80.py", "\x7f\x08.py"
    ),
    "html_in_file_name": _named(
        "<img src=x onerror=alert(1)>.py", "\" onmouseover=\"x' OR 1=1 --.py", "{{7*7}}{%x%}]]>&lt;.py",
    ),
    "file_names_of_the_run": _reserved_names,
    "very_long_file_name": _one("\u00e4" * 126 + ".py", SOFTMAX),
    "two_files_same_student_id": _same_id,
    "symlink_submission": _links,
    "no_regular_file": _no_files,
    "zip_slip": _zip_slip,
    "archive_by_another_name": _archives_by_other_names,
    "zip_bomb": _zip_bomb,
    "notebook_of_100_mb": _hundred_megabytes,
    "notebook_of_a_terabyte": _terabyte,
    "notebook_deep_json": _one("notebook_deep_json.ipynb", b'{"cells": ' + b'[{"a": ' * 500_000),
    "notebook_of_many_cells": _one("notebook_of_many_cells.ipynb", b'{"cells": [' + b"[[[]]]," * 2_600_000 + b"{}]}"),
    "notebook_of_long_numbers": _one(
        "notebook_of_long_numbers.ipynb", b'{"cells": [' + b"9" * 10**6 + b'], "nbformat": ' + b"1" * 10**6 + b"}"
    ),
    "notebook_of_another_language": _one(
        "notebook_of_another_language.ipynb",
        b'{"cells": [{"cell_type": "code", "source": "quit()"}], "metadata": {"language_info": {"name": "R<script>"}}}',
    ),
    "notebook_slow_to_read": _slow_text,
    "notebook_odd_fields": _odd_fields,
    "source_deep_parentheses": _one("source_deep_parentheses.py", SOFTMAX + b"x = " + b"(" * 10**6),
    "source_parser_killers": _one("source_parser_killers.ipynb", notebook(*_KILLERS, SOFTMAX.decode())),
    "source_too_large": _one("source_too_large.py", SOFTMAX + b"# more\n" * 3_500_000),
    "null_bytes_in_source": _one("null_bytes_in_source.py", SOFTMAX + b"\0\n"),
    "constant_that_never_ends": _one("constant_that_never_ends.py", b"N = 7 ** 7 ** 9 % 3\n" + SOFTMAX),
    "wrong_encoding": _wrong_encoding,
    "empty_files": _empty_files,
    "folder_of_thousands": _folder_of_thousands,
    "very_long_notebook": _long_notebook,
    "folder_of_a_student": _student_folders,
}  # fmt: skip
"""Items that are made, by name; hostile but for the last two."""
