"""Reports as a run makes them, for the tests of every renderer: plain, hostile, broken, and a class of 200."""

from __future__ import annotations

import random
from collections.abc import Sequence

from grader.model import (
    SCHEMA_VERSION,
    CheckResult,
    Counterexample,
    FunctionResult,
    Outcome,
    Provenance,
    Report,
    SubmissionInfo,
    Timing,
)

SEED = 918273645
SECRETS = ("SECRET-rationale", "SECRET-call", "SECRET-input", "SECRET-expected", "SECRET-actual", "SECRET-where")
HOSTILE = (
    "<script>alert('xss')</script><img src=x onerror=alert(1)>\"'>&amp;{{ 7*7 }}{% raw %}"
    "\x1b[31mred\x1b[0m\x1b]8;;http://evil.example\x07link\x00\x07\x9b2J"
    " abc\u202edcba\u2066x\u2069 \ud800 \udc80 [bold red]rich[/bold red] [/nothing] :boom: \u2028line\rback"
)
OPTIMIZATION = {
    "update_parameters_with_gd": 10,
    "random_mini_batches": 10,
    "initialize_velocity": 10,
    "update_parameters_with_momentum": 10,
    "initialize_adam": 10,
    "update_parameters_with_adam": 20,
    "update_lr": 15,
    "schedule_lr_decay": 15,
}
TITLES = {
    "update_parameters_with_gd": "One step moves each parameter against its gradient, by the learning rate.",
    "random_mini_batches": "Every example stands in exactly one mini-batch, with its own label.",
    "initialize_velocity": "The velocity starts as zeros in the shapes of the parameters.",
    "update_parameters_with_momentum": "The velocity is an exponentially weighted average of the gradients.",
    "initialize_adam": "Both moments start as zeros in the shapes of the parameters.",
    "update_parameters_with_adam": "One Adam step equals Algorithm 1 of Kingma & Ba for any step, betas and scale.",
    "update_lr": "The rate after epoch t is the first rate divided by 1 + decay · t.",
    "schedule_lr_decay": "The rate falls only once per time interval.",
}
HINTS = {
    "adam.epsilon_inside_root": "Your update divides by √(s + ε). "
    "In Adam, ε is added after the root is taken: look at where it stands.",
    "momentum.no_average": "Your velocity adds whole gradients. "
    "What share of the old velocity and of the new gradient does the formula keep?",
    "mini_batch.labels_not_shuffled": "The columns of X are permuted, those of Y are not: "
    "every example then gets someone else's label.",
}
MATRIX = """array([[ 1.62434536, -0.61175641, -0.52817175, -1.07296862,  0.86540763, -2.3015387 ,  1.74481176],
       [-0.7612069 ,  0.3190391 , -0.24937038,  1.46210794, -2.06014071, -0.3224172 , -0.38405435],
       [ 1.13376944, -1.09989127, -0.17242821, -0.87785842,  0.04221375,  0.58281521, -1.10061918]])"""
ADAM_CASE = Counterexample(
    call="update_parameters_with_adam(parameters, grads, v, s, t=2, learning_rate=0.01, beta1=0.9, "
    "beta2=0.999, epsilon=0.01)",
    inputs={
        "parameters": '{"W1": array([[0.]]), "b1": array([[0.]])}',
        "grads": f'{{"dW1": {MATRIX}, "db1": array([[0.]])}}',
    },
    expected='{"W1": array([[-0.00990099]]), "b1": array([[0.]])}',
    actual='{"W1": array([[-0.00709774]]), "b1": array([[0.]])}',
    where='parameters["W1"][0, 0] is -0.00709774, should be -0.00990099 (difference 0.0028, allowed 1e-7)',
    shrunk=True,
)
SECRET_CASE = Counterexample(
    call="SECRET-call(x)",
    inputs={"x": "SECRET-input"},
    expected="SECRET-expected",
    actual="SECRET-actual",
    where="SECRET-where",
)
PROVENANCE = Provenance(
    grader_version="0.1.0",
    course_sha256="5b3e" * 16,
    seed=SEED,
    sandbox="docker",
    isolation="container",
    image_digest="sha256:" + "9f" * 32,
    python="3.11.9",
    numpy="2.4.0",
    tensorflow=None,
    platform="Linux-6.8-x86_64",
    limits={"call_wall_s": 5.0, "memory_bytes": 536870912.0},
)


def check(name: str, outcome: Outcome = Outcome.PASSED, **changes: object) -> CheckResult:
    """A check with plausible defaults; a hidden one that failed carries secrets in every field that has none."""
    hidden = changes.get("visibility") == "hidden"
    went_wrong = outcome not in (Outcome.PASSED, Outcome.SKIPPED)
    fields: dict[str, object] = {
        "id": f"test_{name}",
        "title": name.replace("_", " ").capitalize() + ".",
        "points": 0.0,
        "max_points": 0.0,
        "visibility": "public",
        "rationale": ("SECRET-rationale" if hidden else "the result differs") if went_wrong else "",
        "counterexample": SECRET_CASE if hidden and went_wrong else None,
        "duration_s": 0.0042,
    }
    return CheckResult(outcome=outcome, **{**fields, **changes})  # type: ignore[arg-type]


def function(
    name: str,
    points: float = 10,
    outcome: Outcome = Outcome.PASSED,
    *,
    misconception: str | None = None,
    hint: str = "",
) -> FunctionResult:
    """A graded function whose ladder stops at `outcome`: defined, structure, public twin, hidden value check."""
    title = TITLES.get(name, f"{name} gives the right values.")
    hint = HINTS[misconception] if misconception else hint
    stops_at_once = outcome in (Outcome.MISSING, Outcome.NOT_ATTEMPTED)
    below = Outcome.SKIPPED if stops_at_once else Outcome.PASSED
    last = Outcome.PASSED if outcome is Outcome.PASSED else Outcome.SKIPPED
    public = outcome if not stops_at_once else Outcome.SKIPPED
    case = None
    rationale = ""
    if outcome is Outcome.FAILED:
        case, rationale = ADAM_CASE, "parameters, v and s were compared; W1 differs in 1 of 1 values."
    elif outcome is Outcome.ERROR:
        rationale = "IndexError: index 3 is out of bounds for axis 0 with size 3\n  cell 7, line 12, in f\n    W[3, 0]"
    elif outcome is not Outcome.PASSED:
        rationale = f"the call ended with {outcome.value}"
    checks = (
        check(f"{name}_defined", outcome if stops_at_once else Outcome.PASSED, title="The function is there."),
        check(f"{name}_structure", below, title="It returns the right keys and shapes."),
        check(f"{name}_known", below, title="It gives the numbers that the notebook prints."),
        check(
            f"{name}_step_public", public, title=title, hint=hint, misconception=misconception,
            counterexample=case, rationale=rationale,
        ),
        check(f"{name}_step", last, title=title, visibility="hidden",
              points=points if last is Outcome.PASSED else 0.0, max_points=points),
    )  # fmt: skip
    return FunctionResult(name, outcome, sum(c.points for c in checks), sum(c.max_points for c in checks), checks)


def hidden_failure(name: str = "update_lr", points: float = 15) -> FunctionResult:
    """All public rungs passed; the hidden value check did not, and everything it knows is a secret."""
    checks = (
        check(f"{name}_defined", title="The function is there, and is yours."),
        check(f"{name}_step_public", title=TITLES.get(name, name)),
        check(
            f"{name}_step", Outcome.FAILED, title=TITLES.get(name, name), visibility="hidden", max_points=points,
            hint="Try it with a large decay rate.", misconception="lr.SECRET_misconception",
        ),
    )  # fmt: skip
    return FunctionResult(name, Outcome.FAILED, 0.0, points, checks)


def report(
    functions: Sequence[FunctionResult] = (),
    *,
    id: str = "ada",
    file: str = "submissions/ada/Optimization_methods.ipynb",
    notes: tuple[str, ...] = (),
    title: str = "Optimization Methods",
) -> Report:
    """A graded report of these functions."""
    return Report(
        schema_version=SCHEMA_VERSION,
        assignment="optimization",
        submission=SubmissionInfo(id, file, "c0ffee" * 10 + "cafe"),
        status="graded",
        reason=None,
        score=sum(f.points for f in functions),
        max_score=sum(f.max_points for f in functions),
        functions=tuple(functions),
        provenance=PROVENANCE,
        timing=Timing(0.021, 0.18, 0.21),
        edition="2021",
        notes=notes,
        title=title,
    )


def ungraded(status: str, reason: str | None, *, id: str = "bob", file: str = "submissions/bob.ipynb") -> Report:
    """A rejected submission or one on which the grader broke."""
    return Report(
        schema_version=SCHEMA_VERSION,
        assignment="optimization",
        submission=SubmissionInfo(id, file, "beef" * 16),
        status=status,  # type: ignore[arg-type]
        reason=reason,
        score=None,
        max_score=100.0,
        functions=(),
        provenance=PROVENANCE,
        timing=Timing(0.0, 0.0, 0.02),
        title="Optimization Methods",
    )


def mixed(**changes: object) -> Report:
    """What most reports look like: eight functions, some right, some not."""
    return report(
        (
            function("update_parameters_with_gd", 10),
            function("random_mini_batches", 10, Outcome.FAILED, misconception="mini_batch.labels_not_shuffled"),
            function("initialize_velocity", 10),
            function("update_parameters_with_momentum", 10, Outcome.ERROR, hint="Keys of grads start with d: dW1."),
            function("initialize_adam", 10),
            function("update_parameters_with_adam", 20, Outcome.FAILED, misconception="adam.epsilon_inside_root"),
            hidden_failure(),
            function("schedule_lr_decay", 15, Outcome.NOT_ATTEMPTED),
        ),
        notes=("update_parameters_with_gd is defined twice, in cell 5 and cell 9: the last one counted.",),
        **changes,  # type: ignore[arg-type]
    )


def every_outcome(visibility: str = "public") -> Report:
    """One function for each outcome, whose only check has it."""
    return report(
        [
            FunctionResult(
                f"f_{o.value}", o, 0.0, 4.0, (check(f"f_{o.value}", o, visibility=visibility, max_points=4.0),)
            )
            for o in Outcome
        ]
    )


def perfect(**changes: object) -> Report:
    """Full marks."""
    return report([function(name, points) for name, points in OPTIMIZATION.items()], **changes)  # type: ignore[arg-type]


def hostile() -> Report:
    """Every field that student text can reach holds a string that attacks every destination."""
    case = Counterexample(HOSTILE, {HOSTILE: HOSTILE}, HOSTILE, HOSTILE, HOSTILE, shrunk=True)
    bad = check(
        HOSTILE,
        Outcome.FAILED,
        title=HOSTILE,
        rationale=HOSTILE,
        hint=HOSTILE,
        misconception=HOSTILE,
        counterexample=case,
    )
    wrapped = FunctionResult(HOSTILE, Outcome.FAILED, 0.0, 5.0, (check("defined"), bad))
    return report((wrapped,), id="mallory", file=HOSTILE, notes=(HOSTILE,), title=HOSTILE)


def gradebook(size: int = 200) -> list[Report]:
    """A class: mostly graded, a few rejected and broken. The same at every call."""
    draw = random.Random(7)
    outcomes = [Outcome.FAILED, Outcome.ERROR, Outcome.TIMEOUT, Outcome.NOT_ATTEMPTED, Outcome.MISSING]
    wrong = {
        "random_mini_batches": "mini_batch.labels_not_shuffled",
        "update_parameters_with_momentum": "momentum.no_average",
        "update_parameters_with_adam": "adam.epsilon_inside_root",
    }
    reports = []
    for i in range(size):
        id = f"student{i:03d}"
        if i % 67 == 13:
            reports.append(ungraded("rejected", "invalid JSON at line 1, column 1: save the notebook again", id=id))
            continue
        if i % 97 == 41:
            reports.append(ungraded("harness_error", "SandboxBrokenError: the engine closed the connection", id=id))
            continue
        skill = draw.betavariate(4, 1.4)
        functions = []
        for name, points in OPTIMIZATION.items():
            if draw.random() < skill:
                functions.append(function(name, points))
            else:
                outcome = draw.choices(outcomes, weights=(12, 4, 1, 2, 1))[0]
                held = wrong.get(name) if outcome is Outcome.FAILED else None
                functions.append(function(name, points, outcome, misconception=held))
        reports.append(report(functions, id=id, file=f"in/{id}.ipynb"))
    return reports
