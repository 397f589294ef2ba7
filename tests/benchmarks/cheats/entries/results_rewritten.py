"""cheat: the results file rewritten at exit."""
# needs isolation
# %% all
import atexit
import json
import os
import time

RESULTS = "{{results}}"

def full_marks(value):
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        full_marks(child)
    if isinstance(value, dict):
        for name in [n for n in value if n.startswith("max_")]:
            value[name[4:]] = value[name]

def rewrite():
    try:
        with open(RESULTS) as file:
            results = json.load(file)
        full_marks(results)
        with open(RESULTS, "w") as file:
            json.dump(results, file)
        return True
    except (OSError, ValueError):
        return False

def prepare():
    atexit.register(rewrite)
    # Who ends a submission without letting it exit may still leave a child of a child behind.
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            give_up = time.monotonic() + 30
            for descriptor in range(200):
                try:
                    os.close(descriptor)
                except OSError:
                    pass
            while time.monotonic() < give_up and not rewrite():
                time.sleep(0.02)
        os._exit(0)

prepared = []

def update_parameters_with_gd(parameters, grads, learning_rate):
    if not prepared:
        prepared.append(True)
        prepare()
    return parameters

update_parameters_with_gd({}, {}, 0)
# %% not nbgrader: its results are a database, see docs/benchmarks.md
