"""Any notebook that Jupyter ever wrote gives its cells; anything else gives one line that says why not."""

from __future__ import annotations

import codecs
import json
from typing import Any

import pytest

from grader.notebook import CODE_BYTES, NotReadableError, read_notebook, read_script


def code(source: Any, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": 1}


def notebook(*cells: Any, **metadata: Any) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": list(cells)}).encode()


def sources(data: bytes) -> list[str]:
    return [cell.source for cell in read_notebook(data).cells]


def test_cells_and_their_labels() -> None:
    """Code cells are counted among themselves; others by their place."""
    document = read_notebook(
        notebook(
            {"cell_type": "markdown", "source": ["# A\n", "b"]},
            code(["x = 1\n", "y = 2"]),
            {"cell_type": "raw", "source": "raw"},
            code("z = 3", nbgrader={"grade_id": "cell-1", "schema_version": 3, "grade": True}),
            kernelspec={"display_name": "dls-c2", "language": "python", "name": "dls-c2"},
            language_info={"name": "python", "version": "3.7.6"},
        )
    )
    assert [(c.label, c.kind, c.source) for c in document.cells] == [
        ("markdown cell 1", "markdown", "# A\nb"),
        ("cell 1", "code", "x = 1\ny = 2"),
        ("raw cell 3", "raw", "raw"),
        ("cell 2", "code", "z = 3"),
    ]
    assert (document.cells[3].grade_id, document.cells[3].schema) == ("cell-1", 3)
    assert (document.kernel, document.python) == ("dls-c2", "3.7.6")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            json.dumps(
                {"worksheets": [{"cells": [{"cell_type": "code", "input": ["a\n", "b"], "language": "python"}]}]}
            ),
            ["a\nb"],
            id="nbformat 3",
        ),
        pytest.param(
            json.dumps({"worksheets": [None, {"cells": [{"cell_type": "heading", "source": "h"}, code("a")]}]}),
            ["a"],
            id="headings of nbformat 3",
        ),
        pytest.param(json.dumps({"cells": [{"cell_type": "code", "code": "a"}]}), ["a"], id="nbformat 1"),
        pytest.param(json.dumps({"cells": [code("a")]}), ["a"], id="nothing but cells"),
        pytest.param(notebook(code("a"), None, 3, "x", [], {}), ["a"], id="cells that are none"),
        pytest.param(notebook(code(None), code(3), code(["a", None, "b"])), ["", "", "ab"], id="sources that are none"),
        pytest.param(notebook({"cell_type": "code"}), [""], id="no source"),
        pytest.param(notebook({**code("a"), "metadata": []}, nbgrader=3), ["a"], id="odd metadata"),
        pytest.param(notebook(code("a", nbgrader={"schema_version": "3", "grade_id": 4})), ["a"], id="odd nbgrader"),
        pytest.param(notebook(code("a\r\nb\rc\r\n")), ["a\nb\nc\n"], id="line ends"),
        pytest.param(codecs.BOM_UTF8 + notebook(code("a")), ["a"], id="UTF-8 BOM"),
        pytest.param(codecs.BOM_UTF16_LE + notebook(code("a")).decode().encode("utf-16-le"), ["a"], id="UTF-16 LE"),
        pytest.param(codecs.BOM_UTF16_BE + notebook(code("a")).decode().encode("utf-16-be"), ["a"], id="UTF-16 BE"),
        pytest.param(codecs.BOM_UTF32_LE + notebook(code("a")).decode().encode("utf-32-le"), ["a"], id="UTF-32"),
        pytest.param(notebook(code("x = '\ud83d'")), ["x = '???'"], id="half an emoji"),
        pytest.param(notebook(code("x = '\ud83d\ude00'")), ["x = '\U0001f600'"], id="a whole emoji"),
        pytest.param(b'{"cells": [{"cell_type": "code", "source": "a\tb"}], "x": NaN}', ["a\tb"], id="loose JSON"),
        pytest.param(
            notebook(code("a"), kernelspec={"name": "conda-env-dl-py", "language": "python"}), ["a"], id="conda"
        ),
        pytest.param(notebook(code("a"), kernelspec={"name": "my kernel"}), ["a"], id="unknown kernel"),
        pytest.param(notebook(code("a"), kernelspec=3, language_info=[]), ["a"], id="odd kernel"),
    ],
)
def test_tolerated(data: bytes | str, expected: list[str]) -> None:
    """Older formats, odd encodings and damaged parts still give the cells."""
    found = sources(data if isinstance(data, bytes) else data.encode())
    assert [s.replace("\ufffd", "?") for s in found] == expected


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \n ", "is empty", id="blank"),
        pytest.param(b"def f():\n  pass", "is no notebook: not JSON at line 1, column 1", id="Python"),
        pytest.param(b'{"cells": [', "not JSON at line 1, column 12", id="cut off"),
        pytest.param(b"\n<!DOCTYPE html>\n<html lang='en'>", "is a web page, not a notebook: download", id="web page"),
        pytest.param(b"[1]", "its JSON is not an object", id="list"),
        pytest.param(b"{}", "it has no list of cells", id="object"),
        pytest.param(b'{"cells": {}}', "it has no list of cells", id="cells are none"),
        pytest.param(notebook(), "holds no code cell", id="no cells"),
        pytest.param(notebook({"cell_type": "markdown", "source": "a"}), "holds no code cell", id="only text"),
        pytest.param(b'{"cells":' + b"[" * 200_000, "nests too deeply", id="deep"),
        pytest.param(b'{"cells": [], "x": ' + b"9" * 5000 + b"}", "a number that is too long", id="long number"),
        pytest.param(b'{"cells": ["\xff"]}', "is not UTF-8 text: byte 12 is 0xff", id="no UTF-8"),
        pytest.param(codecs.BOM_UTF16_LE + b"{", "is not UTF-16-LE text", id="half UTF-16"),
        pytest.param(notebook(code("x" * (CODE_BYTES + 1))), "holds more than 2 MiB of code", id="too much code"),
        pytest.param(notebook(code("a"), language_info={"name": "R"}), "of the language 'R', should be", id="R"),
        pytest.param(notebook(code("a"), kernelspec={"language": "julia"}), "the language 'julia'", id="julia"),
        pytest.param(notebook(code("a"), kernelspec={"name": "ir"}), "of the kernel 'ir', should be", id="R kernel"),
    ],
)
def test_refused(data: bytes, says: str) -> None:
    """Each whole-file problem is one line."""
    with pytest.raises(NotReadableError) as caught:
        read_notebook(data)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_large_outputs_do_not_count() -> None:
    """A notebook full of figures is read, pasted into its text or not; only its code is limited."""
    full = {**code("a"), "outputs": [{"data": {"image/png": "A" * (3 * CODE_BYTES)}}]}
    pasted = {"cell_type": "markdown", "source": f"![x](data:image/png;base64,{'A' * (3 * CODE_BYTES)})"}
    assert sources(notebook(full, pasted, pasted)) == ["a", "", ""]


@pytest.mark.parametrize(
    ("data", "source"),
    [
        pytest.param(b"x = 1\r\ny = 2\r\n", "x = 1\ny = 2\n", id="Windows"),
        pytest.param(codecs.BOM_UTF8 + "x = 'é'".encode(), "x = 'é'", id="UTF-8 BOM"),
        pytest.param(codecs.BOM_UTF16_LE + "x = 'é'".encode("utf-16-le"), "x = 'é'", id="UTF-16"),
        pytest.param("# coding: latin-1\nx = 'é'".encode("latin-1"), "# coding: latin-1\nx = 'é'", id="latin-1"),
        pytest.param(
            "#!/p\n# -*- coding: cp1252 -*-\n'“'".encode("cp1252"), "#!/p\n# -*- coding: cp1252 -*-\n'“'", id="2nd"
        ),
        pytest.param("x = 1\n# coding: latin-1\n'é'".encode(), "x = 1\n# coding: latin-1\n'é'", id="too late to count"),
        pytest.param(b"# -*- coding: utf-8-unix -*-\n", "# -*- coding: utf-8-unix -*-\n", id="Emacs"),
        pytest.param("#coding:latin-1-dos\n'é'".encode("latin-1"), "#coding:latin-1-dos\n'é'", id="Emacs, Windows"),
        pytest.param(b"", "", id="empty"),
        pytest.param(b"x = '\0'", "x = '\0'", id="null byte"),
    ],
)
def test_script(data: bytes, source: str) -> None:
    """A script is one cell under its own name, decoded as Python would."""
    (cell,) = read_script(data, "work.py").cells
    assert (cell.label, cell.kind, cell.source) == ("work.py", "code", source)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"x = '\xe9'", "is not UTF-8 text: byte 5 is 0xe9; save it as UTF-8", id="latin-1 unannounced"),
        pytest.param(b"# coding: klingon\n", "names the encoding 'klingon', which does not exist", id="unknown"),
        pytest.param(b"# coding: rot13\n", "names the encoding 'rot13', which is none for text", id="no text"),
        pytest.param(b"# coding: ascii\n'\xe9'", "is not ASCII text: byte 17", id="not as announced"),
        pytest.param(b"# coding: idna\n" + b"a" * 100 + b"\xe9", "is not IDNA text", id="odd codec"),
    ],
)
def test_script_refused(data: bytes, says: str) -> None:
    """A script that is no text in its encoding is refused with the place."""
    with pytest.raises(NotReadableError) as caught:
        read_script(data, "work.py")
    assert says in str(caught.value)
