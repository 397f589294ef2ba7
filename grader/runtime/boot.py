"""Start the runtime in a clean interpreter: `python -s -S -P -B boot.py [FLAG VALUE]…`.

Runs as a script, before anything of ours is importable. It takes the protocol off descriptors 0 and 1 before student
code could see them there, sets up `sys.path` without `site`, gives the runtime's own modules a private copy of the
builtins (a student's `builtins.len = …` then breaks the student's code alone), and serves.

--site DIR     a directory of installed packages; repeatable
--only NAMES   comma-separated top-level packages that may be imported from there; default: all but the grader's
--preload NAMES  comma-separated packages to import before the runtime says that it is ready: tensorflow
--parent PID   die when that process does
"""

import builtins
import fcntl
import os
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any, NamedTuple

FIRST_PRIVATE_DESCRIPTOR = 100
FORBIDDEN = frozenset(["grader", "reference", "test_specs", "reports", "tests", "assignments"])
STAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH120, PTH100 - pathlib costs 10 ms


class InstalledPackages:
    """A meta-path finder for allowed top-level packages below the site directories."""

    def __init__(self, directories: list[str], only: frozenset[str] | None) -> None:
        self._directories = directories
        self._only = only
        self._find = PathFinder.find_spec

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if path is not None or name in FORBIDDEN or (self._only is not None and name not in self._only):
            return None
        return self._find(name, self._directories, target)


class OurModules:
    """A meta-path finder for grader.* in the stage directory, whose modules get their own builtins."""

    def __init__(self, stage: str) -> None:
        self._stage = stage
        self._find = PathFinder.find_spec
        self._builtins = dict(vars(builtins))

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name != "grader" and not name.startswith("grader."):
            return None
        spec = self._find(name, [self._stage] if path is None else path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _OwnBuiltins(spec.loader.name, spec.loader.path, self._builtins)
        return spec


class _OwnBuiltins(SourceFileLoader):
    def __init__(self, name: str, path: str, own: dict[str, Any]) -> None:
        super().__init__(name, path)
        self._own = own

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["__builtins__"] = self._own
        super().exec_module(module)


def take_protocol() -> tuple[int, int]:
    """Move the protocol to private descriptors; student code finds /dev/null on 0 and the output stream on 1."""
    reader = fcntl.fcntl(0, fcntl.F_DUPFD_CLOEXEC, FIRST_PRIVATE_DESCRIPTOR)
    writer = fcntl.fcntl(1, fcntl.F_DUPFD_CLOEXEC, FIRST_PRIVATE_DESCRIPTOR)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    return reader, writer


def die_with(parent: int) -> None:
    """Ask the kernel to kill this process when the thread that started it ends."""
    import ctypes  # NumPy has it imported already

    ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)  # PR_SET_PDEATHSIG, SIGKILL
    if os.getppid() != parent:
        os._exit(0)


class Flags(NamedTuple):
    """The flags of a start, as above."""

    sites: tuple[str, ...] = ()
    only: frozenset[str] | None = None
    preload: tuple[str, ...] = ()
    parent: int = 0


def read(arguments: list[str]) -> Flags:
    """Read the flags; an unknown one ends the process."""
    flags = Flags()
    for flag, value in zip(arguments[::2], arguments[1::2], strict=True):
        if flag == "--site":
            flags = flags._replace(sites=(*flags.sites, value))
        elif flag == "--only":
            flags = flags._replace(only=frozenset(value.split(",")))
        elif flag == "--preload":
            flags = flags._replace(preload=tuple(value.split(",")))
        elif flag == "--parent":
            flags = flags._replace(parent=int(value))
        else:
            raise SystemExit(f"unknown flag {flag}")
    return flags


def prepare(flags: Flags) -> None:
    """Make importable what the flags allow, and nothing else."""
    sys.argv[:] = ["submission.py"]
    sys.meta_path.insert(0, OurModules(STAGE))
    sys.meta_path.append(InstalledPackages(list(flags.sites), flags.only))


def main(arguments: list[str]) -> None:
    flags = read(arguments)
    reader, writer = take_protocol()
    prepare(flags)
    from grader.runtime.serve import serve

    if flags.parent:
        die_with(flags.parent)
    serve(reader, writer, flags.preload)


if __name__ == "__main__":
    main(sys.argv[1:])
