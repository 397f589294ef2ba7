# %% zero: nothing
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    return None

# %% zero: an empty dictionary
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    return {}

# %% zero: the notebook's example
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    return {"avoidable_bias": 0.01, "variance": 0.1, "verdict": "high variance", "next_steps": list(VARIANCE_STEPS)}

# %% zero: echo
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    return {"avoidable_bias": train_error, "variance": dev_error, "verdict": "", "next_steps": []}

# %% zero: verdict never given
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    return {"avoidable_bias": train_error - bayes_error, "variance": dev_error - train_error, "verdict": None, "next_steps": []}

# %% zero: a tuple
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    return train_error - bayes_error, dev_error - train_error, "high bias", BIAS_STEPS

# %% zero: all steps always
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    b, v = train_error - bayes_error, dev_error - train_error
    words = [w for w, x in (("high bias", b), ("high variance", v)) if x > HIGH]
    return {"avoidable_bias": b, "variance": v, "verdict": " and ".join(words) or "low bias and low variance", "next_steps": sorted(set(BIAS_STEPS + VARIANCE_STEPS))}

# %% zero: other words
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    b, v = train_error - bayes_error, dev_error - train_error
    words = [w for w, x in (("bias", b), ("variance", v)) if x > HIGH]
    return {"avoidable_bias": b, "variance": v, "verdict": " and ".join(words) or "fine", "next_steps": [s for s in BIAS_STEPS if b > HIGH] + [s for s in VARIANCE_STEPS if v > HIGH and not (b > HIGH and s in BIAS_STEPS)]}

# %% zero: else-if loses the variance
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    b, v = train_error - bayes_error, dev_error - train_error
    if b > HIGH:
        verdict, steps = "high bias", BIAS_STEPS
    elif v > HIGH:
        verdict, steps = "high variance", VARIANCE_STEPS
    else:
        verdict, steps = "low bias and low variance", []
    return {"avoidable_bias": b, "variance": v, "verdict": verdict, "next_steps": steps}

# %% zero: threshold of five percent
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    b, v = train_error - bayes_error, dev_error - train_error
    words = [w for w, x in (("high bias", b), ("high variance", v)) if x > 0.05]
    steps = [s for s in BIAS_STEPS if b > 0.05] + [s for s in VARIANCE_STEPS if v > 0.05 and not (b > 0.05 and s in BIAS_STEPS)]
    return {"avoidable_bias": b, "variance": v, "verdict": " and ".join(words) or "low bias and low variance", "next_steps": steps}

# %% zero: steps as one text
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    b, v = train_error - bayes_error, dev_error - train_error
    words = [w for w, x in (("high bias", b), ("high variance", v)) if x > HIGH]
    steps = [s for s in BIAS_STEPS if b > HIGH] + [s for s in VARIANCE_STEPS if v > HIGH and not (b > HIGH and s in BIAS_STEPS)]
    return {"avoidable_bias": b, "variance": v, "verdict": " and ".join(words) or "low bias and low variance", "next_steps": ", ".join(steps)}

# %% zero: relative instead of absolute
import numpy as np

def diagnose_bias_variance(train_error, dev_error, bayes_error):
    b, v = (train_error - bayes_error) / bayes_error, (dev_error - train_error) / max(train_error, 1e-9)
    return {"avoidable_bias": b, "variance": v, "verdict": "high bias", "next_steps": BIAS_STEPS}
