"""Packages that show things and aren't there do nothing, wherever they are imported and however they are used."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

import grader.runtime.silent as silent
from grader.runtime.program import Program
from grader.runtime.silent import Silent, SilentFinder
from grader.wire.messages import Source


@pytest.fixture(autouse=True)
def absent_show(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package that shows things and is installed nowhere; afterwards everything is as it was."""
    monkeypatch.setattr(silent, "_SHOW", {"absent_show"})
    main, finders = sys.modules["__main__"], list(sys.meta_path)
    yield
    sys.meta_path[:] = finders
    sys.modules["__main__"] = main
    for name in [name for name in sys.modules if name.startswith("absent_show")]:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("beside", "body", "returns"),
    [
        pytest.param("import absent_show.pyplot as plt", "plt.plot(1); plt.title('x'); plt.show()", 7, id="plot"),
        pytest.param(
            "", "import absent_show.pyplot as plt\n    plt.figure(figsize=(1, 2)).add_subplot()", 7, id="inside"
        ),
        pytest.param("", "from absent_show import pyplot, cm\n    pyplot.imshow(x, cmap=cm.hot)", 7, id="from"),
        pytest.param("from absent_show.pyplot import *", "subplots(); plot(x)", 7, id="star"),
        pytest.param("try:\n    import absent_show as s\nexcept ImportError:\n    s = 1", "s.set()", 7, id="in a try"),
        pytest.param(
            "import absent_show as plt",
            "fig, ax = plt.subplots()\n    ax.plot(x)\n    ax.x = 1\n    plt.rcParams['a'] = 1\n"
            "    line, = plt.plot(x)\n    n, bins, patches = plt.hist(x)\n    fig, (a, b) = plt.subplots(1, 2)\n"
            "    fig, ((a, b), (c, d)) = plt.subplots(2, 2)\n    ax[0, 1].plot(x)\n    fig, (a, b) = plt.subplots(2)",
            7,
            id="figures and axes",
        ),
        pytest.param("from absent_show import tqdm", "x = sum(i for i in tqdm(range(4))) + 1", 7, id="progress bar"),
        pytest.param("from absent_show import tqdm", "x = list(tqdm(i for i in [7]))[0]", 7, id="bar of a generator"),
        pytest.param(
            "from absent_show import trange",
            "bar = trange(2, 4)\n    x = 2\n    for i in bar:\n        bar.write(i); x += i\n    x += len(bar) - 2",
            7,
            id="bar of numbers",
        ),
        pytest.param("from absent_show import tqdm", "with tqdm(total=3) as bar: bar.update(1)", 7, id="bar by hand"),
        pytest.param(
            "import absent_show as p", "x = sum(i for i in p.ProgressBar(2)(range(4))) + 1", 7, id="bar by another name"
        ),
        pytest.param("from absent_show import ic", "x = ic(x)", 7, id="shown and given back"),
        pytest.param("from absent_show import colored, print", "print(colored('a', 'red') + 'b')", 7, id="colours"),
        pytest.param("from absent_show import Fore", "x = len(Fore.RED + 'seven..' + Fore.X)", 7, id="codes"),
        pytest.param("from absent_show import Fore", "x = len(f'{Fore.RED}seven..')", 7, id="codes in a format"),
        pytest.param("from absent_show import jit\n@jit\ndef f(x): return x", "x = f(x)", 7, id="decorator"),
        pytest.param(
            "import absent_show as n\n@n.njit(cache=True)\ndef f(x): return x", "x = f(x)", 7, id="with options"
        ),
        pytest.param("import absent_show as n\n@n.jit('f8(f8)')\ndef f(x): return x", "x = f(x)", 7, id="with types"),
        pytest.param("import absent_show as w\nclass Box(w.Box): x = 7", "x = Box.x", 7, id="base class"),
    ],
)
def test_what_shows_changes_no_result(beside: str, body: str, returns: int) -> None:
    """Whatever a function does with it, its own result stays."""
    made = Program([Source("cell 1", f"{beside}\ndef shows(x):\n    {body}\n    return x")], {}, ())
    assert made.failures == []
    assert made.namespace["shows"](7) == returns


def test_other_absent_packages_stay_absent() -> None:
    """What may compute something isn't pretended to be there."""
    made = Program([Source("cell 1", "import absent_pkg\ndef f(): return absent_pkg.g()")], {}, ())
    with pytest.raises(ModuleNotFoundError, match="absent_pkg"):
        made.namespace["f"]()


def test_what_is_installed_goes_first() -> None:
    """The finder is the last of all, and one is enough for any number of programs."""
    for _ in range(2):
        Program([], {}, ())
    assert [type(finder) for finder in sys.meta_path].count(SilentFinder) == 1
    assert type(sys.meta_path[-1]) is SilentFinder


@pytest.mark.parametrize("name", ["__array__", "__deepcopy__", "__all__"])
def test_special_names_are_not_pretended(name: str) -> None:
    """NumPy and the interpreter ask for them, and must hear that there is none."""
    shown: Any = Silent()
    assert not hasattr(shown, name) and bool(shown) and repr(shown) == ""
