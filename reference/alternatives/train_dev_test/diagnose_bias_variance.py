# %% as in the notebook
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    avoidable_bias = train_error - bayes_error
    variance = dev_error - train_error
    next_steps = []
    if avoidable_bias > HIGH:
        next_steps = next_steps + BIAS_STEPS
    if variance > HIGH:
        next_steps = next_steps + [step for step in VARIANCE_STEPS if step not in next_steps]
    if avoidable_bias > HIGH and variance > HIGH:
        verdict = "high bias and high variance"
    elif avoidable_bias > HIGH:
        verdict = "high bias"
    elif variance > HIGH:
        verdict = "high variance"
    else:
        verdict = "low bias and low variance"
    return {"avoidable_bias": avoidable_bias, "variance": variance, "verdict": verdict, "next_steps": next_steps}

# %% imports from the helper
from tdt_utils import BIAS_STEPS, HIGH, VARIANCE_STEPS

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    bias, variance = train_error - bayes_error, dev_error - train_error
    words, steps = [], []
    if bias > HIGH:
        words.append("high bias")
        steps.extend(BIAS_STEPS)
    if variance > HIGH:
        words.append("high variance")
        steps.extend(VARIANCE_STEPS)
    return dict(avoidable_bias=bias, variance=variance, verdict=" and ".join(words) or "low bias and low variance",
                next_steps=sorted(set(steps)))

# %% 0.02 and the steps written out
def diagnose_bias_variance(train_error, dev_error, bayes_error):
    result = {}
    result["avoidable_bias"] = train_error - bayes_error
    result["variance"] = dev_error - train_error
    hb = result["avoidable_bias"] > 0.02
    hv = result["variance"] > 0.02
    if hb and hv:
        result["verdict"] = "high bias and high variance"
        result["next_steps"] = ["train a bigger network", "train longer", "try another architecture", "get more data", "add regularization"]
    elif hb:
        result["verdict"] = "high bias"
        result["next_steps"] = ["train a bigger network", "train longer", "try another architecture"]
    elif hv:
        result["verdict"] = "high variance"
        result["next_steps"] = ["get more data", "add regularization", "try another architecture"]
    else:
        result["verdict"] = "low bias and low variance"
        result["next_steps"] = []
    return result

# %% threshold included
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    b, v = train_error - bayes_error, dev_error - train_error
    names = {0: "low bias and low variance", 1: "high bias", 2: "high variance", 3: "high bias and high variance"}
    code = int(b >= HIGH) + 2 * int(v >= HIGH)
    steps = BIAS_STEPS * (code % 2) + VARIANCE_STEPS * (code // 2)
    return {"avoidable_bias": b, "variance": v, "verdict": names[code], "next_steps": list(dict.fromkeys(steps))}

# %% sets of steps
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    b, v = train_error - bayes_error, dev_error - train_error
    steps = set()
    if b > HIGH:
        steps |= set(BIAS_STEPS)
    if v > HIGH:
        steps |= set(VARIANCE_STEPS)
    verdict = {(0, 0): "low bias and low variance", (1, 0): "high bias", (0, 1): "high variance"}.get((int(b > HIGH), int(v > HIGH)), "high bias and high variance")
    return {"verdict": verdict, "next_steps": list(steps), "variance": v, "avoidable_bias": b}

# %% NumPy scalars and a tuple of steps
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    gaps = np.diff([bayes_error, train_error, dev_error])
    high = gaps > HIGH
    verdict = "low bias and low variance"
    if high.any():
        verdict = " and ".join(w for w, h in zip(["high bias", "high variance"], high) if h)
    steps = ()
    if high[0]:
        steps += tuple(BIAS_STEPS)
    if high[1]:
        steps += tuple(s for s in VARIANCE_STEPS if s not in steps)
    return {"avoidable_bias": gaps[0], "variance": gaps[1], "verdict": verdict, "next_steps": steps}

# %% extra keys
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    """Also says what is high, which does no harm."""
    b = train_error - bayes_error
    v = dev_error - train_error
    high_b, high_v = bool(b > HIGH), bool(v > HIGH)
    steps = []
    for high, some in ((high_v, VARIANCE_STEPS), (high_b, BIAS_STEPS)):
        for step in some:
            if high and step not in steps:
                steps.append(step)
    verdict = "high bias and high variance" if high_b and high_v else "high bias" if high_b else "high variance" if high_v else "low bias and low variance"
    return {"avoidable_bias": b, "variance": v, "verdict": verdict, "next_steps": steps, "high_bias": high_b, "high_variance": high_v}

# %% nested ifs
def diagnose_bias_variance(train_error, dev_error, bayes_error):
    avoidable_bias = train_error - bayes_error
    variance = dev_error - train_error
    if avoidable_bias > HIGH:
        if variance > HIGH:
            verdict, steps = "high bias and high variance", BIAS_STEPS + VARIANCE_STEPS[:2]
        else:
            verdict, steps = "high bias", BIAS_STEPS
    else:
        if variance > HIGH:
            verdict, steps = "high variance", VARIANCE_STEPS
        else:
            verdict, steps = "low bias and low variance", []
    return {"avoidable_bias": avoidable_bias, "variance": variance, "verdict": verdict, "next_steps": steps}

# %% a helper function
import numpy as np

def is_high(x):
    return x > 2 / 100

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    report = {"avoidable_bias": train_error - bayes_error, "variance": dev_error - train_error}
    parts = {"avoidable_bias": ("high bias", BIAS_STEPS), "variance": ("high variance", VARIANCE_STEPS)}
    high = [key for key in parts if is_high(report[key])]
    report["verdict"] = " and ".join(parts[key][0] for key in high) if high else "low bias and low variance"
    report["next_steps"] = list({step: None for key in high for step in parts[key][1]})
    return report

# %% match
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    b, v = train_error - bayes_error, dev_error - train_error
    match (b > HIGH, v > HIGH):
        case (True, True):
            verdict, steps = "high bias and high variance", np.unique(BIAS_STEPS + VARIANCE_STEPS).tolist()
        case (True, False):
            verdict, steps = "high bias", BIAS_STEPS[:]
        case (False, True):
            verdict, steps = "high variance", VARIANCE_STEPS[:]
        case _:
            verdict, steps = "low bias and low variance", []
    return {"avoidable_bias": b, "variance": v, "verdict": verdict, "next_steps": steps}

# %% words put together
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    b, v = round(train_error - bayes_error, 12), round(dev_error - train_error, 12)
    steps = [s for s in BIAS_STEPS if b > HIGH] + [s for s in VARIANCE_STEPS if v > HIGH and not (b > HIGH and s in BIAS_STEPS)]
    verdict = ("high" if b > HIGH else "low") + " bias and " + ("high" if v > HIGH else "low") + " variance"
    verdict = verdict.replace("high bias and low variance", "high bias").replace("low bias and high variance", "high variance")
    return {"avoidable_bias": b, "variance": v, "verdict": verdict, "next_steps": steps}
