"""What is declared of each submission, and the backends that the corpus runs on. Grades nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from tests.corpus.make import HERE

DEFAULT = "softmax_regression"


@dataclass(frozen=True)
class Backend:
    """A sandbox and its level; `isolated` decides which items run there."""

    sandbox: str
    isolation: str | None = None

    @property
    def isolated(self) -> bool:
        return self.sandbox != "process"

    @property
    def name(self) -> str:
        return f"{self.sandbox} ({self.isolation})" if self.isolation else self.sandbox

    @property
    def flags(self) -> list[str]:
        trust = [] if self.isolated else ["--trust-submissions"]
        return ["--sandbox", self.sandbox, *(["--isolation", self.isolation] if self.isolation else []), *trust]


BACKENDS = (
    Backend("docker", "container"),
    Backend("docker", "fork"),
    Backend("bubblewrap", "container"),
    Backend("bubblewrap", "fork"),
    Backend("process"),
)


@dataclass(frozen=True)
class Item:
    """One entry of declared.toml."""

    name: str
    kind: str
    tries: str
    assignment: str = DEFAULT
    cheats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    honest: tuple[str, ...] = ()
    earned: Mapping[str, float] = field(default_factory=dict)
    rejected: str | None = None
    ignored: bool = False
    not_on_process: str | None = None

    def runs_on(self, backend: Backend) -> bool:
        return backend.isolated or self.not_on_process is None

    @property
    def declared(self) -> str:
        """In a few words, for people."""
        if self.ignored:
            return "not taken for a submission"
        if self.rejected is not None:
            return "rejected"
        parts = [f"{n}: {' or '.join(o)}, {self.earned.get(n, 0):g} points" for n, o in self.cheats.items()]
        return "; ".join([*parts, *(f"{name}: full marks" for name in self.honest)])


@cache
def declared() -> tuple[Item, ...]:
    """The corpus as it is declared."""
    data = tomllib.loads((HERE / "declared.toml").read_text(encoding="utf-8"))
    reasons = data.pop("why")
    items = []
    for kind, entries in data.items():
        for name, entry in entries.items():
            cheats = {f: (o,) if isinstance(o, str) else tuple(o) for f, o in entry.pop("cheats", {}).items()}
            why = entry.pop("not_on_process", None)
            honest = tuple(entry.pop("honest", ()))
            items.append(
                Item(name, kind, cheats=cheats, honest=honest, not_on_process=reasons[why] if why else None, **entry)
            )
    return tuple(items)
