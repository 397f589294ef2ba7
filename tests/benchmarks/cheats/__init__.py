"""Cheats against graders: wrong submissions that try to look right, written once and given to every grader alike.

`python -m tests.benchmarks.cheats` runs them all. `assignment` holds the throw-away assignment, `entries/` the
submissions, `targets` the graders, `course_style` the course's own way of testing as a program. All of it runs on this
machine and on a throw-away assignment only. A trick that would tamper with somebody's server is described in
docs/benchmarks.md and not here.
"""
