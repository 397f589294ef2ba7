"""The spec language: metadata left by decorators, and mistakes of authors found at import."""

from __future__ import annotations

import pytest

from grader.errors import SpecError
from grader.spec import Mismatch, check, expected, fail, given, given_function, spec_of, st


def test_decorators_leave_metadata_and_the_function_as_it_was() -> None:
    """Nothing is wrapped; the docstring's first paragraph is the title."""

    @check("f", points=3, kills=["f.wrong"], requires=["structure"], cases=5, hint="Look.")
    @given(x=st.integers())
    def test_value(subject: object, x: int) -> None:
        """f is
        right.

        More for staff.
        """

    spec = spec_of(test_value)
    assert spec is not None
    assert (spec.id, spec.title, spec.points, spec.cases) == ("f.value", "f is right.", 3.0, 5)
    assert (spec.kills, spec.requires, spec.deterministic, spec.hint) == (("f.wrong",), ("structure",), True, "Look.")
    assert spec.body is test_value
    assert spec_of(len) is None


def test_without_given_there_is_one_case() -> None:
    """Known values are a single case."""

    @check("f", cases=9)
    def test_known(subject: object) -> None:
        """Known."""

    spec = spec_of(test_known)
    assert spec is not None
    assert (spec.cases, spec.strategies) == (1, None)


def undocumented(subject: object) -> None: ...


def test_undocumented(subject: object = None) -> None: ...


def test_defined(subject: object = None) -> None:
    """Title."""


def badly_named(subject: object) -> None:
    """Title."""


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: check("f", points=-1), "points must be"),
        (lambda: check("f", points=float("nan")), "points must be"),
        (lambda: check("f", cases=0), "cases >= 1"),
        (lambda: check("f")(test_defined), "choose another name"),
        (lambda: check("f")(badly_named), "must start with test_"),
        (lambda: check("f")(test_undocumented), "needs a docstring"),
        (lambda: check("f")(given(y=st.integers())(_takes_x())), "arguments must be subject, y"),
        (lambda: given(), "draws nothing"),
        (lambda: expected(1), "outside a running check"),
        (lambda: expected.of("f", 1), "outside a running check"),
    ],
)
def test_mistakes_of_authors(make: object, message: str) -> None:
    """Each is said at once, with what it should be."""
    with pytest.raises(SpecError, match=message):
        make()  # type: ignore[operator]


def _takes_x() -> object:
    def test_x(subject: object, x: int) -> None:
        """Title."""

    return test_x


def test_fail_names_a_misconception() -> None:
    """What the spec recognised itself travels with the failure."""
    with pytest.raises(Mismatch, match="wrong scale") as caught:
        fail("wrong scale", misconception="he.fan_out")
    assert caught.value.misconception == "he.fan_out"
    assert given_function("opt_utils.relu").path == "opt_utils.relu"
