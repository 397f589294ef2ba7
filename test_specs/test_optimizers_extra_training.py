"""Checks of "More on Optimizers" that train: many steps of RMSprop, on problems with a cost. They carry no points.

See `test_optimization_training` for what such checks are for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.spec import check, expected, given, st
from test_specs.strategies import seeds, zeros_like_grads
from test_specs.training import Problem, kept, network_problem, require_same_end, valley_problem

STEPS = 10


@check(
    "update_parameters_with_rmsprop",
    cases=1,
    kills=["rmsprop.plus_sign", "rmsprop.no_root", "rmsprop.forgets", "rmsprop.not_kept"],
)
@given(seed=seeds(), beta2=st.sampled_from([0.9, 0.8]))
def test_rmsprop_trains(subject: Any, seed: int, beta2: float) -> None:
    """With RMSprop a convex cost and a network go down on the path that they should."""
    for problem in (valley_problem(seed), network_problem(seed)):

        def descend(step: Callable[..., Any], problem: Problem = problem) -> Any:
            parameters: Any = problem.start
            s: Any = zeros_like_grads(parameters)
            for _ in range(STEPS):
                # ε keeps the rounding of a gradient near zero from becoming a step.
                answer = step(parameters, problem.gradients(parameters, slice(None)), s, beta2, 0.05, 1e-2)
                parameters, s = kept(answer[0], parameters), kept(answer[1], s)
            return parameters

        require_same_end(problem, descend(subject.update_parameters_with_rmsprop), descend(expected), STEPS)
