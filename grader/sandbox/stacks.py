"""What a room holds for student code: NumPy alone, or TensorFlow too. Plain data, the same for every sandbox.

An assignment names its stack under `image` in assignment.toml. A room of the small stack can't import TensorFlow at
all; one of the large stack has it imported before it says that it is ready, so that no time limit pays for it.
"""

from __future__ import annotations

import msgspec

from grader.sandbox.base import Limits

__all__ = ["STACKS", "Stack"]


class Stack(msgspec.Struct, frozen=True):
    """One set of packages.

    Attributes
    ----------
    packages : tuple of str
        Top-level packages that may be imported besides the standard library.
    preload : tuple of str
        Those that the runtime imports before student code is there.
    ready_s : float
        How long a start may take; TensorFlow's import alone takes seconds of processor time.
    probe : Limits
        Limits under which a session can be opened just to ask what is in it.
    build : str
        The command that builds the container image.
    """

    name: str
    packages: tuple[str, ...]
    preload: tuple[str, ...]
    ready_s: float
    probe: Limits
    build: str

    def flags(self) -> tuple[str, ...]:
        """The runtime's flags for it."""
        preload = ("--preload", ",".join(self.preload)) if self.preload else ()
        return ("--only", ",".join(self.packages), *preload)

    def missing(self, package: str, python: str) -> str:
        """What to say where a package of it isn't among those that an interpreter finds."""
        remedy = f": run `{python} -m pip install {self.preload[0]}-cpu`" if self.preload else ""
        return f"{package} is not installed: no sandbox can run{remedy}"


NUMPY = ("numpy", "scipy", "msgspec")
# What `import tensorflow` and `import keras` need, by the names under which they import it.
TENSORFLOW = (
    *("tensorflow", "keras", "absl", "astunparse", "certifi", "charset_normalizer", "flatbuffers", "gast", "google"),
    *("h5py", "idna", "markdown_it", "mdurl", "ml_dtypes", "namex", "opt_einsum", "optree", "packaging", "pygments"),
    *("requests", "rich", "six", "termcolor", "typing_extensions", "urllib3", "wrapt"),
)

STACKS = {
    "numpy": Stack("numpy", NUMPY, (), 30.0, Limits(), "grader image build"),
    "tensorflow": Stack(
        "tensorflow",
        NUMPY + TENSORFLOW,
        ("tensorflow",),
        120.0,
        Limits(memory_bytes=2 * 2**30, processes=256),
        "grader image build tensorflow",
    ),
}
