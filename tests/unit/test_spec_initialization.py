"""The spec of "Initialization" names a mistake by what the numbers show, whatever generator made them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from grader.spec import Mismatch
from reference import initialization_misconceptions as variants
from reference.catalogue import Misconception
from reference.initialization import initialize_parameters_he
from test_specs import test_initialization as spec

WIDE, NARROW, SMALL = [4, 3500, 6, 3100, 2], [2, 7, 3], [3, 5, 2, 4]
RANDOM_ONES = [m for m in variants.MISCONCEPTIONS if not m.id.startswith("zeros.")]


def judge(kind: str, function: Any) -> None:
    """What the checks of one function do, on one network of each kind."""
    spec.require_structure(kind, function(SMALL), SMALL)
    scale: spec.Scale = (lambda layer: 10.0) if kind == "random" else (lambda layer: math.sqrt(2 / layer.inputs))
    suspects = spec._RANDOM_SUSPECTS if kind == "random" else spec._HE_SUSPECTS
    spec.require_distribution(kind, [(function(WIDE), WIDE), (function(NARROW), NARROW)], scale, suspects)


@pytest.mark.parametrize("seed", [3, 17])
@pytest.mark.parametrize("misconception", RANDOM_ONES, ids=lambda m: m.id)
def test_any_stream_gets_its_own_hint(misconception: Misconception, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake is recognised from its statistics, with another seed than the template's too."""
    monkeypatch.setattr(variants, "TEMPLATE_SEED", seed)
    with pytest.raises(Mismatch) as caught:
        judge(misconception.id.split(".")[0], misconception.variant)
    assert caught.value.misconception == misconception.id


def test_right_numbers_pass_and_unknown_flaws_get_no_name() -> None:
    """The reference passes; a mistake that is none of the named ones is rejected without a name."""
    judge("he", initialize_parameters_he)
    with pytest.raises(Mismatch, match="standard deviation") as caught:
        judge("he", lambda dims: {k: v * 1.2 for k, v in initialize_parameters_he(dims).items()})
    assert caught.value.misconception is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"W1": np.full((5, 3), np.inf)}, None, id="infinite-weights-have-the-shape"),
        pytest.param({"note": "hello", "L": 3}, None, id="other-keys-do-no-harm"),
        pytest.param({"W4": np.zeros((1, 1))}, "W4: there is no such layer", id="a-layer-too-many"),
        pytest.param({"b2": np.zeros(2)}, r'\["b2"\] has shape \(2,\), should have shape', id="flat-bias"),
        pytest.param({"b2": 0.0}, r'\["b2"\] is a single number', id="number"),
        pytest.param({"W1": None}, r'\["W1"\] is None', id="none"),
    ],
)
def test_structure(change: dict[str, Any], message: str | None) -> None:
    """Structure means the expected keys and shapes, and no further layer; nothing else."""
    parameters = {**initialize_parameters_he(SMALL), **change}
    if message is None:
        spec.require_structure("he", parameters, SMALL)
        return
    with pytest.raises(Mismatch, match=message):
        spec.require_structure("he", parameters, SMALL)


@pytest.mark.parametrize("answer", [None, {}, [], 3, "W1", {"W1": 1}, {1: 2}], ids=repr)
def test_no_form_of_answer_breaks_the_structure_check(answer: Any) -> None:
    """Whatever comes back is a mismatch, never an error of the spec's own."""
    with pytest.raises(Mismatch):
        spec.require_structure("zeros", answer, SMALL)


def test_infinite_and_nan_weights_fail_by_name_of_the_matrix() -> None:
    """Numbers that are not finite are rejected and not diagnosed."""
    parameters = initialize_parameters_he(WIDE)
    parameters["W2"][0, 0] = np.nan
    with pytest.raises(Mismatch, match=r'"W2".* not finite') as caught:
        spec.require_distribution(
            "he", [(parameters, WIDE)], lambda layer: math.sqrt(2 / layer.inputs), spec._HE_SUSPECTS
        )
    assert caught.value.misconception is None
