"""Checks of the assignment "Gradient Checking": on gradients planted here, right and wrong, never on the student's.

Owns the strategies and the planted mistakes. The difference of a right gradient is rounding noise: it is bounded,
never pinned; that of a planted one is compared with the reference's. The bugs planted in the notebook's
backward_propagation_n play no part: it is never called.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.spec import Mismatch, assert_close, check, expected, given, given_function, st

FORWARD, BACKWARD = "forward_propagation", "backward_propagation"
CHECK, CHECK_N = "gradient_check", "gradient_check_n"

SHAPES = {"W1": (5, 4), "b1": (5, 1), "W2": (3, 5), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1)}
GIVEN_N = {
    name: given_function(f"{module}.{name}")
    for module, names in {
        "gc_utils": ("dictionary_to_vector", "gradients_to_vector", "vector_to_dictionary", "relu", "sigmoid"),
        "gc_given": ("forward_propagation_n",),
    }.items()
    for name in names
}

numbers = st.one_of(st.integers(2, 9), st.sampled_from([-7.25, -3.5, -1.75, 0.25, 0.75, 1.25, 2.5, 3.75, 6.5, 12.25]))
pairs = st.tuples(numbers, numbers).filter(lambda p: abs(p[0]) != abs(p[1]))


def noise(epsilon: float) -> float:
    """A bound on the rounding noise of a difference over `epsilon`: costs are below 10, and 1e-15 · 10 · 10 / ε."""
    return 1e-13 / epsilon


# --- the toy model ------------------------------------------------------------------------------------------------


@check(FORWARD, hint="J is theta times x.")
def test_toy_cost_known(subject: Any) -> None:
    """J(2, 4) is 8, as the notebook prints."""
    assert_close(subject.forward_propagation(2, 4), 8.0, name="J")


@check(
    FORWARD, points=10, kills=["gc_forward.sum", "gc_forward.squared"], hint="J is theta times x, for any two numbers."
)
@given(case=pairs)
def test_toy_cost(subject: Any, case: Any) -> None:
    """The linear model's cost is theta times x."""
    assert_close(subject.forward_propagation(*case), expected(*case), name="J")


@check(BACKWARD, hint="J = theta · x is a straight line over theta: what is its slope?")
def test_toy_gradient_known(subject: Any) -> None:
    """The gradient at (3, 4) is 3, as the notebook prints."""
    assert_close(subject.backward_propagation(3, 4), 3.0, name="dtheta")


@check(
    BACKWARD,
    points=10,
    kills=["gc_backward.theta", "gc_backward.product"],
    hint="J = theta · x is a straight line over theta: what is its slope?",
)
@given(case=pairs)
def test_toy_gradient(subject: Any, case: Any) -> None:
    """The derivative of theta times x with respect to theta is x."""
    assert_close(subject.backward_propagation(*case), expected(*case), name="dtheta")


# --- gradient_check -----------------------------------------------------------------------------------------------

steps = st.sampled_from([1e-7, 1e-5, 1e-3])


def run_check(subject: Any, x: float, theta: float, epsilon: float, factor: float) -> Any:
    """The student's gradient_check, with a derivative that is `factor` times the right one."""
    bind = {FORWARD: lambda x, theta: theta * x, BACKWARD: lambda x, theta: factor * x}
    return subject.call(CHECK, x, theta, epsilon, bind=bind)


@check(CHECK, hint="Work it out for x = 2, theta = 4 and epsilon = 0.01, and print the same in your code.")
@given(case=pairs, epsilon=steps)
def test_right_gradient_agrees(subject: Any, case: Any, epsilon: float) -> None:
    """A right derivative gives a difference that is rounding noise."""
    try:
        assert_close(
            run_check(subject, *case, epsilon, 1.0),
            0.0,
            name="difference",
            atol=10 * noise(epsilon),
            why="rounding noise is bounded, not pinned; it stays a hundred times below this for values below 100",
        )
    except Mismatch as problem:
        problem.misconception = misused_step(subject)
        raise


def misused_step(subject: Any) -> str | None:
    """The misconception that gives what is found for a right derivative and for its opposite.

    The step is one that keeps all of them apart.
    """
    x, theta, epsilon = 3.0, 7.0, 0.01
    found = [run_check(subject, x, theta, epsilon, factor) for factor in (1.0, -1.0)]
    suspects = {
        "gradient_check.not_divided_by_two_epsilon": 2 * x,
        "gradient_check.divided_then_multiplied": epsilon**2 * x,
        "gradient_check.swapped": -x,
        "gradient_check.brackets_above": x * (theta + epsilon) - x * (theta - epsilon) / (2 * epsilon),
        "gradient_check.always_one": 0.0,
    }
    for name, approx in suspects.items():
        wanted = [abs(grad - approx) / (abs(grad) + abs(approx)) for grad in (x, -x)]
        if all(near(number, value, 1e-8) for number, value in zip(found, wanted, strict=True)):
            return name
    return None


@check(
    CHECK,
    points=10,
    kills=[
        "gradient_check.not_divided_by_two_epsilon",
        "gradient_check.one_sided",
        "gradient_check.fixed_epsilon",
        "gradient_check.not_normalised",
        "gradient_check.norm_of_sum",
    ],
    hint="Work out formulas (1) to (3) for x = 2, theta = 4 and epsilon = 0.01, and print the same in your code.",
)
@given(case=pairs, epsilon=steps, factor=st.sampled_from([1.7, 0.3, 3.0, 0.6, 1.1]))
def test_planted_gradient(subject: Any, case: Any, epsilon: float, factor: float) -> None:
    """A wrong derivative gives the relative difference of the text's formula (3)."""
    x, theta = float(case[0]), float(case[1])
    for planted in (factor, -factor):
        found = run_check(subject, *case, epsilon, planted)
        right = expected.of("relative_difference", planted * x, x)
        try:
            assert_close(
                found,
                right,
                name=f"difference, where dtheta is {planted:g} times what it should be,",
                atol=10 * noise(epsilon),
                why="the approximate derivative carries rounding noise",
            )
        except Mismatch as problem:
            problem.misconception = misused_norms(found, planted * x, x, epsilon)
            raise
    require_two_sided(subject, x, theta, factor)


def misused_norms(found: Any, grad: float, approx: float, epsilon: float) -> str | None:
    """The misconception whose formula gives what was found, when the approximation itself is right."""
    suspects = [
        ("gradient_check.not_normalised", abs(grad - approx)),
        ("gradient_check.one_norm_below", abs(grad - approx) / abs(grad)),
        ("gradient_check.one_norm_below", abs(grad - approx) / abs(approx)),
        ("gradient_check.difference_of_norms", abs(abs(grad) - abs(approx)) / (abs(grad) + abs(approx))),
        ("gradient_check.squared_norms", (grad - approx) ** 2 / (grad**2 + approx**2)),
    ]
    if grad + approx:
        suspects.append(("gradient_check.norm_of_sum", abs(grad - approx) / abs(grad + approx)))
    named = {name for name, value in suspects if near(found, value, 1e3 * noise(epsilon))}
    return named.pop() if len(named) == 1 else None


def near(found: Any, value: float, slack: float) -> bool:
    """Whether the answer is this number, give or take `slack`."""
    if not isinstance(found, float | int | np.ndarray):
        return False
    number = np.asarray(found)
    return number.shape == () and number.dtype.kind in "iuf" and abs(float(number) - value) <= slack


def require_two_sided(subject: Any, x: float, theta: float, factor: float) -> None:
    """On a curved J only the two-sided difference at theta, over the given epsilon, is right.

    A student who writes J = theta · x out, and so never calls this J, is left alone.
    """
    asked: list[Any] = []

    def curved(x: Any, theta: Any) -> Any:
        asked.append(theta)
        return x * theta**3

    def slope(x: Any, theta: Any) -> Any:
        return factor * 3 * x * theta**2

    epsilon = 0.01
    found = subject.call(CHECK, x, theta, epsilon, bind={FORWARD: curved, BACKWARD: slope})
    if not asked:
        return

    def difference(above: float, below: float) -> float:
        approx = x * (above**3 - below**3) / (above - below)
        return float(expected.of("relative_difference", slope(x, theta), approx))

    suspects = {
        "gradient_check.one_sided": difference(theta + epsilon, theta),
        "gradient_check.fixed_epsilon": difference(theta + 1e-7, theta - 1e-7),
    }
    name, why = "difference for J = x · theta³ and epsilon = 0.01", "rounding noise of one division"
    try:
        assert_close(found, difference(theta + epsilon, theta - epsilon), name=name, atol=1e-8, why=why)
    except Mismatch as problem:
        problem.misconception = next((m for m, value in suspects.items() if near(found, value, 1e-7)), None)
        raise


# --- gradient_check_n ---------------------------------------------------------------------------------------------

PLANTED = ("none", "dW2 doubled", "db1 quadrupled", "dW3 sign", "one entry", "all scaled", "dW1 transposed order")


@st.composite
def networks(draw: st.DrawFn, planted: tuple[str, ...]) -> tuple[Any, Any, Any, Any, float]:
    """Arguments of gradient_check_n; the gradients are filled in by `plant`, from the drawn case alone."""
    rng = np.random.default_rng(draw(st.integers(0, 9999)))
    m = draw(st.integers(3, 6))
    parameters = {k: rng.normal(size=s) * (0.7 if k[0] == "W" else 0.3) for k, s in SHAPES.items()}
    X = rng.normal(size=(4, m))
    Y = rng.integers(0, 2, size=m)
    Y[:2] = [0, 1]
    if draw(st.booleans()):
        Y = Y.reshape(1, m)
    return parameters, draw(st.sampled_from(planted)), X, Y, draw(st.sampled_from([1e-7, 1e-2, 1e-4]))


def plant(grads: dict[str, Any], mistake: str) -> dict[str, Any]:
    """Make one mistake in right gradients."""
    grads = {k: np.array(v) for k, v in grads.items()}
    if mistake == "dW2 doubled":
        grads["dW2"] *= 2
    elif mistake == "db1 quadrupled":
        grads["db1"] *= 4
    elif mistake == "dW3 sign":
        grads["dW3"] *= -1
    elif mistake == "one entry":
        grads["dW1"][3, 2] += 0.35
    elif mistake == "all scaled":
        grads = {k: 1.7 * v for k, v in grads.items()}
    elif mistake == "dW1 transposed order":
        grads["dW1"] = grads["dW1"].reshape(4, 5).T.copy()
    return grads


def run_check_n(subject: Any, case: Any) -> tuple[Any, float]:
    """What the student's gradient_check_n says, and what is right."""
    parameters, mistake, X, Y, epsilon = case
    gradients = plant(expected.of("network_gradients", X, Y, parameters), mistake)
    found = subject.call(CHECK_N, parameters, gradients, X, Y, epsilon, bind=GIVEN_N)
    return found, expected(parameters, gradients, X, Y, epsilon)


@check(
    CHECK_N, cases=3, hint="One entry of theta moves at a time, from a fresh copy, once up and once down by epsilon."
)
@given(case=networks(("none",)))
def test_right_network_agrees(subject: Any, case: Any) -> None:
    """Right gradients give a tiny difference."""
    found, right = run_check_n(subject, case)
    why = "rounding noise and the error of the approximation are bounded, not pinned"
    try:
        assert_close(found, right, name="difference", atol=10 * noise(case[-1]) + 1e-6, why=why)
    except Mismatch as problem:
        problem.misconception = misused_vectors(subject, case)
        raise


@check(
    CHECK_N,
    points=20,
    cases=7,
    kills=["gradient_check_n.one_sided", "gradient_check_n.not_copied"],
    hint="Return the number of formula (3) itself: the norm of grad - gradapprox over the sum of both norms.",
)
@given(case=networks(PLANTED))
def test_planted_network(subject: Any, case: Any) -> None:
    """Wrong gradients are found out: the difference is the one of the text's formula, for any step epsilon."""
    found, right = run_check_n(subject, case)
    why, name = "the approximate derivatives carry rounding noise", f"difference (planted: {case[1]})"
    try:
        assert_close(found, right, name=name, atol=10 * noise(case[-1]), rtol=1e-6, why=why)
    except Mismatch as problem:
        problem.misconception = misused_vectors(subject, case)
        raise


def misused_vectors(subject: Any, case: Any) -> str | None:
    """The misconception that explains what is found on the case's network, for a gradient with one wrong entry.

    Diagnosis asks for the digits of its variants, and those of the approximation are noise.
    """
    parameters, _, X, Y, _ = case
    right = expected.of("network_gradients", X, Y, parameters)
    planted = plant(right, "one entry")
    found = subject.call(CHECK_N, parameters, planted, X, Y, 1e-5, bind=GIVEN_N)
    g, a = (np.concatenate([np.ravel(grads[f"d{name}"]) for name in SHAPES]) for grads in (planted, right))
    norm = np.linalg.norm
    without_first, without_last = a.copy(), a.copy()
    without_first[0] = without_last[-1] = 0.0
    approximations = {
        "not_divided_by_two_epsilon": 2 * a,
        "not_copied": a / 2,
        "swapped": -a,
        "always_one": 0 * a,
        "first_parameter_missing": without_first,
        "last_parameter_missing": without_last,
    }
    apart, both = norm(g - a), norm(g) + norm(a)
    suspects = {name: (norm(g - b) / (norm(g) + norm(b)),) for name, b in approximations.items()} | {
        "not_normalised": (apart,),
        "one_norm_below": (apart / norm(g), apart / norm(a)),
        "brackets_missing": (apart / norm(g) + norm(a), apart / norm(a) + norm(g)),
        "norm_of_sum": (apart / norm(g + a),),
        "difference_of_norms": (abs(norm(g) - norm(a)) / both, (norm(g) - norm(a)) / both),
        "squared_norms": (apart**2 / (norm(g) ** 2 + norm(a) ** 2),),
        "numerator_squared": (apart**2 / both,),
        "product_of_norms": (apart / (norm(g) * norm(a)),),
        "sums": (np.sum(g - a) / (np.sum(g) + np.sum(a)),),
    }
    if near(found, apart / both, 1e-5):
        return None
    named = [name for name, values in suspects.items() if any(near(found, float(value), 1e-5) for value in values)]
    return f"gradient_check_n.{named[0]}" if len(named) == 1 else None
