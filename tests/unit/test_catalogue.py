"""A misconception is marked once, has an id and a hint, and is collected where it is defined."""

from __future__ import annotations

import pytest

from reference.catalogue import Misconception, collect, misconception


def double(x: float) -> float:
    """A right function."""
    return 2 * x


def test_marking_leaves_the_function_as_it_is() -> None:
    """The decorator returns the very function; the mark holds it with id, function and hint."""

    def square(x: float) -> float:
        return x * x

    assert misconception("double.squared", "double", "Twice, not squared.")(square) is square
    assert square(3) == 9
    (found,) = collect({"square": square, "double": double})
    assert found == Misconception("double.squared", "double", "Twice, not squared.", square)


def test_collect_keeps_the_order_of_definition() -> None:
    """Variants come in the order of the module's names; what is unmarked is left out."""
    variants = {name: misconception(f"double.{name}", "double", "h")(lambda x: x) for name in ("z", "a", "m")}
    assert [m.id for m in collect({**variants, "double": double, "text": "double.q"})] == [
        "double.z",
        "double.a",
        "double.m",
    ]


def test_two_names_of_one_variant_count_once() -> None:
    """An alias is no second misconception."""
    variant = misconception("double.same", "double", "h")(lambda x: x)
    assert len(collect({"one": variant, "two": variant})) == 1


def test_imported_variants_belong_to_their_own_module() -> None:
    """`collect(globals())` of a module leaves out what it imported from another."""
    variant = misconception("double.foreign", "double", "h")(lambda x: x)
    assert collect({"__name__": "reference.other", "variant": variant}) == ()
    assert len(collect({"__name__": __name__, "variant": variant})) == 1


def test_an_id_taken_twice_is_refused() -> None:
    """Two variants of one id would make a hint ambiguous."""
    module = {name: misconception("double.twice", "double", "h")(lambda x: x) for name in ("one", "two")}
    with pytest.raises(ValueError, match=r"two misconceptions are called double\.twice"):
        collect(module)


@pytest.mark.parametrize(
    ("id", "hint", "message"),
    [
        pytest.param("double", "h", "should be two snake_case words", id="no-topic"),
        pytest.param("Double.squared", "h", "should be two snake_case words", id="capital"),
        pytest.param("double.squared.twice", "h", "should be two snake_case words", id="two-dots"),
        pytest.param("double.squared\n", "h", "should be two snake_case words", id="line-end"),
        pytest.param("double.2x", "h", "should be two snake_case words", id="digit-first"),
        pytest.param("double.squared", " ", "this one is empty", id="blank-hint"),
    ],
)
def test_broken_marks_are_refused(id: str, hint: str, message: str) -> None:
    """The message says which id, and what is wrong with it."""
    with pytest.raises(ValueError, match=message):
        misconception(id, "double", hint)


def test_a_variant_is_marked_once() -> None:
    """One wrong solution has one hint."""
    variant = misconception("double.first", "double", "h")(lambda x: x)
    with pytest.raises(ValueError, match=r"already double\.first"):
        misconception("double.second", "double", "h")(variant)
