"""Stand-ins for packages that show, watch or speed up what a function does, and that a room doesn't have.

A plot, a progress bar, a logger or a compiled loop in a graded function changes nothing in what it returns. So where
such a package is absent, importing it works, also inside a function, and whatever it is asked to do is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

__all__ = ["Silent", "SilentFinder"]

_SHOW = {
    "IPython", "alive_progress", "altair", "beartype", "bokeh", "colorama", "fastprogress", "icecream", "ipdb",
    "ipywidgets", "line_profiler", "livelossplot", "loguru", "matplotlib", "memory_profiler", "mpl_toolkits", "mpld3",
    "numba", "plotly", "prettytable", "progressbar", "pylab", "pysnooper", "rich", "seaborn", "tabulate", "termcolor",
    "tqdm", "typeguard", "wandb",
}  # fmt: skip


class Silent:
    """Takes any call, item or attribute; iterates over `items`; adds nothing to a text."""

    __slots__ = ("_items",)

    def __init__(self, items: Iterable[Any] = ()) -> None:
        self._items = items

    def __getattr__(self, name: str) -> Any:
        return _member(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "_items":
            object.__setattr__(self, name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        # As a decorator, plain or with options before: `@jit`, `@njit(cache=True)`, `@interact(x=3)`.
        if len(args) == 1 and callable(args[0]) and not kwargs:
            return args[0]
        # Perhaps a progress bar by another name: a loop over it must not be empty.
        return Silent(args[0]) if args and hasattr(args[0], "__iter__") and type(args[0]) is not str else Silent()

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        return ()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)

    def __len__(self) -> int:
        items: Any = self._items  # a generator has no length here either
        return len(items)

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, key: Any) -> Any:
        return Silent()

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __add__(self, other: Any) -> Any:
        return other

    __radd__ = __add__

    def __repr__(self) -> str:
        return ""


def _bar(iterable: Iterable[Any] = (), *args: Any, **kwargs: Any) -> Any:
    return Silent(iterable)


def _range_bar(*args: Any, **kwargs: Any) -> Any:
    return Silent(range(*args))


def _text(text: Any = "", *args: Any, **kwargs: Any) -> Any:
    return text


def _subplots(nrows: int = 1, ncols: int = 1, *args: Any, **kwargs: Any) -> Any:
    def axes(count: int, inner: int = 1) -> Silent:
        return Silent([axes(inner) for _ in range(count)]) if count > 1 else Silent()

    return Silent([Silent(), axes(nrows, ncols) if nrows > 1 else axes(ncols)])


_MEMBERS = {
    "tqdm": _bar, "tqdm_notebook": _bar, "track": _bar, "trange": _range_bar, "tnrange": _range_bar, "prange": range,
    "colored": _text, "ic": _text, "subplots": _subplots,
    "plot": lambda *args, **kwargs: Silent([Silent()]),
    "hist": lambda *args, **kwargs: Silent([Silent(), Silent(), Silent()]),
    "print": print,
}  # fmt: skip


def _member(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return _MEMBERS[name] if name in _MEMBERS else Silent()


class SilentFinder:
    """A meta-path finder that comes last: it knows the packages that show things, and nothing else."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name.partition(".")[0] not in _SHOW:
            return None
        return ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        vars(module).update(_MEMBERS, __getattr__=_member)
